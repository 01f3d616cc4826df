"""The powder: particle size, surface area, temperatures and times of its synthesis."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..hints import Hinted
from ..quantity import Quantity
from .component import component_of
from .finding import Finding
from .reading import Passage, Reading

_SIZE = re.compile(
    r"(?i)\b(?:particle sizes?|grain sizes?|grains?|crystallites?|crystal(?:line|lite)? sizes?|average (?:size|"
    r"diameter|dimension)s?|"
    r"mean (?:size|diameter)|sizes?|diameters?|nanoparticles?|particles?|microspheres?|nanospheres?|spheres?|"
    r"d\s?\(?[159]0\)?|d10|d50|d90|"
    r"sized|nanowires?|nanorods?|nanopowders?|nano-?flowers?|secondary|primary|dimensions?|flakes|microparticles?)\b"
)
_SUBJECT = re.compile(
    r"(?i)\b(?:particles?|plates|platelets|crystals|grains?|crystallites?|crystalline|nano\w+|micro(?:n|n-scale|"
    r"n-sized|spheres?|particles?|"
    r"meter\w*)|spheres?|powders?|d\s?\(?[159]0\)?|"
    r"flowers?|fib(?:er|re)s?|rods?|cubes?|secondary|primary|polyhedra|aggregates?|agglomerat\w+)\b"
)
_NOT_SIZE = re.compile(
    r"(?i)\b(?:pores?|mesopores?|micropores?|macropores?|voids?|thick\w*|fringes?|spacing|lattice|d-spacing|"
    r"interlayer|interplanar|wavelength|"
    r"scale bars?|layers?|shells?|dis[ck]s?|punch\w*|length|long|films?|coatings?|wire\b|balls?|mesh|excitation|laser|"
    r"nm laser|channels?|"
    r"membrane|dendrites?|apertures?|cracks?|roughness|electrodes?|deposit\w*|probe|platinum|height|amplitude|slit|"
    r"mask)\b"
)
_DISCS = re.compile(r"\bdis[ck]s?\b")
_BOUGHT = Hinted(
    r"(?i)\b(?:purchased|supplied|obtained from|sigma|aldrich|alfa|aladdin|inc\.|ltd|co\.,|raw materials?|"
    r"precursors?|reagents?|starting materials?|grinding|milling (?:balls?|media)|yttri\w+ stabili[sz]ed)\b"
)

_HEAT = Hinted(
    r"(?i)\b(?:calcin\w*|sinter\w*|anneal\w*|hydrothermal\w*|solvothermal\w*|autoclaves?|pyroly[sz]\w*|"
    r"carboni[sz]\w*|heat[- ]?treat\w*|"
    r"thermal(?:ly)? treat\w*|thermal treatment|(?:pre-?)?heated|heating|fired|firing|melt\w*|cvd|chemical vapou?r|"
    r"infus\w*|diffus(?:ed|ing) (?:in|at)|imbib\w*|"
    r"impregnat\w*|"
    r"microwaves?|nitrid\w*|"
    r"solid[- ]state (?:reaction|synthesis|method)|reacted|graphiti[sz]\w*|activat\w*|inlet|spray[- ]dr\w*|"
    r"smelt\w*|molten|"
    r"exothermic|reduced at|"
    r"sulfuri[sz]\w*|sulfidi[sz]\w*|stabili[sz]ed at|carburi[sz]\w*|pre-?oxidi[sz]\w*|seleni[sz]\w*|phosphid\w*|"
    r"phosphori[sz]\w*|oxidi[sz]\w*|muffle|tube furnace|furnace|kept at|"
    r"held at|holding|maintain\w*|baked|driven off|soaked at|ramped to|subjected to \d+ ?°C|"
    r"crystalli[sz]ed|decompos\w*|prelithiat\w*|ammonia|quench\w*|hot[- ]press\w*|treated at)\b"
)
_MILD = re.compile(
    r"(?i)\b(?:dr(?:ied|ying) in an? (?:\w+ ){0,3}(?:furnace|oven)|lyophili[sz]\w*|dr(?:y|ied|ying)|stirr\w*|wash\w*|"
    r"rins\w*|evaporat\w*|dissol\w*|dispers\w*|sonicat\w*|ultrasonic\w*|"
    r"aged|mill\w*|ground|ball-?mill\w*|cool\w*|"
    r"store\w*|degas\w*|soak\w*|immers\w*|centrifug\w*|mixed|added|dropp?\w*|kept|vacuum oven|water bath|oil bath|"
    r"freeze\w*|attrition|grinding|polish\w*|purge\w*|argon flow|tested|measured|cycled)\b"
)
_STEP = re.compile(f"(?P<heat>{_HEAT.pattern.pattern[4:]})|(?P<mild>{_MILD.pattern[4:]})", re.IGNORECASE)
_TESTS = re.compile(
    r"(?i)\b(?:tga|dsc|thermogravimetr\w*|conductivity|impedance|eis|cycled|batter(?:y|ies)|cells? (?:was|were)|xps|"
    r"isotherms?|degas\w*|raman|nmr|dew|arrhenius|weight loss|endothermic|mass loss)\b"
)
_SINTERED = re.compile(r"(?i)(?:sinter|calcin|anneal)\w*[^.;]{0,40}$")
_LASTING = re.compile(
    r"(?i)\bfor (?:another |the )?$|\bholding (?:for )?$|\bduring $|\b(?:and|,|within|of|–|-|or|in|at least|about|"
    r"to) $|\($|× ?$|time of $"
)


_POWDER_BRACKET = re.compile(r"(?i)\b(?:nano-?\w+|powders?|fillers?|particles?)\b(?:\s\w+)?\s?\([^()]{0,45}$")
_BODIES_OF = re.compile(
    r"(?i)\b(?:plates|platelets|crystals|cubes|grains|spheres|rods|flakes|particles|polyhedra|octahedra)"
    r" (?:of|with|are|measure|measuring) (?:about |around |ca\. |~)?$|\b(?:nano)?(?:belts|ribbons|wires|rods|"
    r"fib(?:er|re)s|tubes)"
    r" (?:of|with|are) (?:about |around |ca\. |~)?$"
)


def _sized_material(reading: Reading, passage: Passage, quantity: Quantity) -> bool:
    """Whether ``quantity`` stands in a bracket right behind the name of a powder: `TiN (20 nm)`."""
    at = quantity.start - passage.start
    opening = re.search(r"\s?\((?:[A-Z][\w.-]+(?: [A-Z][\w.-]+)?, )?$", passage.text[max(0, at - 40) : at])
    if opening is None or quantity.unit not in ("nm", "μm", "µm"):
        return False
    end = quantity.start - len(opening[0])
    return any(
        one.end == end and one.composition is not None and (quantity.unit == "nm" or one.role == "precursor")
        for one in reading.materials_in(passage)
        if "foil" not in one.text and one.family not in ("metal", "polymer")
    )


def find_sizes(reading: Reading) -> Iterator[Finding]:
    """Sizes of particles, crystallites and grains."""
    for passage in reading.measuring("length"):
        lengths = list(passage.quantities_of("length"))
        if not lengths or passage.of_others or passage.has("xrd pattern was"):
            continue
        bought = bool(_BOUGHT.search(passage.text, passage.lower))
        for quantity in lengths:
            size = _middle(quantity)
            if size is None or not 0.001 <= size <= 500 or quantity.unit in ("Å",):
                continue
            before, after = passage.before(quantity, 75), passage.after(quantity, 45)
            before = re.split(r"[;]|, (?:while|whereas|with)\b", before)[-1]
            cue = _SIZE.search(before) or re.match(
                r"[\s,)-]*(?:in )?(?:sized?|diameter|particles?|nanoparticles?|spheres?|grains?|"
                r"[\w-]+ (?:particles?|nanoparticles?|grains?))\b|[^.;,]{0,20}\b(?:particle size|in size|"
                r"in diameter)",
                after,
            )
            if re.search(r"(?i)(?:belts|ribbons|wires|rods|fib(?:er|re)s|tubes) \w+ ", before) and re.match(
                r"\s?(?:in length|long)", after
            ):
                continue
            cue = cue or _POWDER_BRACKET.search(before) or _BODIES_OF.search(before)
            bracketed = _sized_material(reading, passage, quantity)
            if (
                not (cue or bracketed)
                or _NOT_SIZE.search(_DISCS.sub("", before[-38:]) if size < 2 else before[-38:])
                or re.match(r"[\s-]*(?:thick|in thickness|long|in length|laser|pores?|voids?|mesopores?|scale)", after)
            ):
                continue
            if not bracketed and not _SUBJECT.search(passage.text):
                continue
            if (
                bought
                and passage.place == "experimental"
                and not re.search(
                    r"(?i)particle size|average|nano|\bd_?\(?[159]0|\bdiameter|\d\s?[-–]\s?\d",
                    before[-40:] + quantity.text + after,
                )
            ):
                continue
            if passage.place == "caption" and "scale bar" in passage.lower:
                continue
            yield Finding.of_quantity(
                "particle_size",
                quantity,
                passage.setting_rank + (0.5 if bought else 0),
                component=component_of(passage),
                confidence=0.7,
            )


def find_surface_areas(reading: Reading) -> Iterator[Finding]:
    """Specific surface areas."""
    for passage in reading.measuring("surface_area"):
        for quantity in passage.quantities_of("surface_area"):
            if not passage.of_others:
                yield Finding.of_quantity("specific_surface_area", quantity, passage.result_rank, confidence=0.85)


def find_synthesis(reading: Reading) -> Iterator[Finding]:
    """Temperatures and times of calcination, sintering, hydrothermal treatment and the like."""
    for passage in reading.measuring("temperature", "time"):
        if passage.place not in (
            "experimental",
            "other",
            "abstract",
            "caption",
            "supplement",
            "results",
            "discussion",
            "conclusions",
        ):
            continue
        if passage.of_others or not _HEAT.search(passage.text, passage.lower):
            continue
        settled = passage.place in ("experimental", "supplement")
        if _TESTS.search(passage.text) and not re.search(
            r"(?i)calcin|sinter|anneal|hydrothermal|autoclave|pyroly", passage.text
        ):
            continue
        steps = [(match.start(), match.end(), match.lastgroup) for match in _STEP.finditer(passage.text)]
        for quantity in passage.quantities_of("temperature", "time"):
            at = quantity.start - passage.start
            before, after = passage.before(quantity, 40), passage.after(quantity, 25)
            if re.search(
                r"(?i)rate of\s?$|ramp\w*[^,]{0,20}$|cool\w*[^,]{0,25}$|from\s?$|below\s?$|heating[^,]{0,12}rate",
                before,
            ) or re.match(r"\s?(?:/|per)\s?(?:min|h)", after):
                continue
            kind = _governing(steps, at, quantity.end - passage.start, passage.text)
            if kind != "heat":
                continue
            baked = "baked" in before or re.match(r"\s?(?:in|inside|under) (?:an? )?(?:\w+ )?vacuum", after)
            if quantity.dimension == "temperature":
                value = _middle(quantity)
                if value is None or value < (250 if baked else 80):
                    continue
                if not settled and not re.search(
                    r"(?i)(?:calcin|sinter|anneal|hydrothermal|pyroly|carboni|nitrid|heat-?treat|synthesi|prepared|"
                    r"treated)\w*[^.;]{0,50}$",
                    before + " ",
                ):
                    continue
                spray = "inlet" in before
                yield Finding.of_quantity(
                    "synthesis_temperature",
                    quantity,
                    passage.setting_rank + (0.9 if spray else _weight(passage, at)),
                    confidence=0.75,
                )
            elif (
                not baked
                and (settled or _SINTERED.search(before))
                and (
                    _LASTING.search(before)
                    or re.match(r"\)", after)
                    or (before.endswith("after ") and re.match(r"\s?at \d", after))
                )
            ):
                yield Finding.of_quantity(
                    "synthesis_time", quantity, passage.setting_rank + _weight(passage, at), confidence=0.7
                )


def _weight(passage: Passage, at: int) -> float:
    """Calcination before sintering before the milder steps, the guide's order of importance."""
    before = passage.lower[:at]
    for weight, pattern in ((0.0, r"calcin|carboni[sz]|pyroly|nitrid"), (0.05, r"sinter|anneal|heat"), (0.1, r"")):
        if re.search(pattern, before):
            return weight
    return 0.1


def _governing(steps: list[tuple[int, int, str | None]], start: int, end: int, text: str) -> str | None:
    """The kind of step that a figure belongs to: the nearest named before it, or else right behind it."""
    before = [step for step in steps if step[1] <= start]
    if before:
        nearest = before[-1]
        if (
            nearest[2] == "mild"
            and re.match(r"(?i)kept|mixed|added|cool", text[nearest[0] : nearest[1]])
            and len(before) > 1
            and before[-2][2] == "heat"
        ):
            # `heated to 450 °C, kept there for 6 h` is one step.
            stays = re.match(r"(?i)kept (?:there|at (?:this|that) temperature|at this|so) ", text[nearest[0] :])
            return "heat" if stays or nearest[1] < start - 60 else "mild"
        return nearest[2]
    behind = [step for step in steps if step[0] >= end]
    return behind[0][2] if behind and behind[0][0] - end < 60 else None


def _middle(quantity: Quantity) -> float | None:
    scaled = quantity.normalised
    if scaled is None:
        return None
    if scaled.value is not None:
        return scaled.value
    return None if scaled.min is None or scaled.max is None else (scaled.min + scaled.max) / 2
