"""Size and density of electrodes: thickness, porosity, density and pressing, area, areal capacity."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .change import ends_of_change
from .component import component_of
from .electrode import at_component
from .finding import Finding
from .reading import Reading

_LAYER_WORDS = re.compile(
    r"(?i)\b(?:electrodes?|films?|layers?|membranes?|separators?|foils?|pellets?|coatings?|cathodes?|anodes?|discs?|"
    r"disks?|"
    r"sheets?|tapes?|plates?|felts?|foams?|cloths?|composite|lithium metal|li metal|sodium metal|sample thickness)\b"
)
_NOT_LAYER = re.compile(
    r"(?i)\b(?:sei|cei|interphase|shell|nano-?sheets?|nano-?flakes?|walls?|lamella|graphene|fib(?:er|re)s?|tubes?|"
    r"hrtem|"
    r"tem image|crystal|flakes?|amorphous carbon|thin carbon layer|carbon shell|surface layer|passivation|gold|"
    r"sputter\w*|diffusion layer|plates-like)\b"
)
_FOIL_BEFORE = re.compile(
    r"(?i)\b(?:al|cu|aluminum|aluminium|copper|nickel|stainless steel|collector)\s(?:foils?|mesh|"
    r"current collectors?|collectors?)\s?(?:\(|with|of|,)?\s?(?:a\s)?(?:thickness\sof\s)?(?:of\s)?(?:about|~|"
    r"ca\.)?\s?$"
)
_FOIL_AFTER = re.compile(
    r"(?i)^[\s-]*(?:thick|in thickness|thickness)?\s?(?:battery[- ]grade |carbon[- ]coated |etched )?(?:al|cu|"
    r"aluminum|aluminium|copper|nickel|stainless steel|ti|titanium)\b(?:\s\w+)?\s?(?:foil|mesh|current|collector)"
)
_DISC = re.compile(
    r"(?i)\b(?:electrodes?|dis[ck]s?|punch\w*|pressed|sleeves?|mou?lds?|cut|pellets?|cathodes?|anodes?|foils?|"
    r"circular|circles?|"
    r"pieces|plates?)\b"
)
_NOT_ROUND = re.compile(
    r"(?i)particle|fib(?:er|re)|nanowire|ball|sphere|tube|wire\b|needle|bead|nozzle|pore|crucible|mm i\.?d|laser|"
    r"probe|mold|spot|beam|grinding"
)


def find_thicknesses(reading: Reading) -> Iterator[Finding]:
    """Thickness of electrodes, coated layers, membranes, foils and pellets."""
    yield from _foil_thicknesses(reading)
    for passage in reading.containing("thick"):
        said = passage.text if passage.previous is None else f"{passage.previous.text} {passage.text}"
        if passage.of_others or not _LAYER_WORDS.search(said):
            continue
        for quantity in passage.quantities_of("length"):
            size = (
                quantity.normalised.value
                if quantity.normalised and quantity.normalised.value is not None
                else quantity.normalised.min
                if quantity.normalised
                else None
            )
            if size is None or not 0.5 <= size <= 20000:
                continue
            before, after = passage.before(quantity, 90), passage.after(quantity, 45)
            behind = re.match(r"[\s-]*(?:\w+\s)?thick|\)? (?:in|of) thickness", after)
            near = behind or re.search(
                r"thick(?!.*\b(?:diameters?|dis[ck]s?|punch\w*|long|wide|lengths?|areas?|gap|mesh)\b)", before
            )
            if not near or _FOIL_BEFORE.search(before) or _FOIL_AFTER.search(after):
                continue
            if re.search(
                r"(?i)\bby\s?(?:only\s|about\s)?$|(?:reduc|decreas|increas|change|loss|expan)\w*[^.;,]{0,20}\bof\s?$|"
                r"theoretical[^.;,]{0,25}$",
                before,
            ):
                continue
            if re.search(r"(?i)\b(?:gap|wet)\b[^,;.]{0,20}$", before) and not behind:
                continue
            if re.match(r"[\s-]*(?:in )?(?:diameter|dis[ck]s?\b|wide|long)", after) or re.search(
                r"diameters?(?: of)?\s?(?:about|~)?\s?$", before
            ):
                continue
            around = passage.before(quantity, 70) + " " + after
            if _NOT_LAYER.search(around) and not re.search(
                r"(?i)electrode|separator|membrane|pellet|interlayer", around
            ):
                continue
            if re.search(r"(?i)(?:wire|particle|nanosheet)s? (?:\w+\s){0,3}thick", around):
                continue
            for end in ends_of_change(passage, quantity):
                yield Finding.of_quantity(
                    "electrode_thickness",
                    end,
                    passage.setting_rank,
                    component=at_component(passage, quantity.start, quantity.end),
                    confidence=0.75,
                )


_METAL_FOIL = re.compile(
    r"(?i)\b(?:li|lithium|na|sodium|k|potassium|zn|zinc|mg|magnesium)(?: metal)?[- ]"
    r"(?:metal|foils?|dis[ck]s?|chips?|ribbons?|plates?|sheets?|anodes?)\s?\([^()]{0,40}$"
)
_METAL_FOIL_BEHIND = re.compile(
    r"(?i)^[\s-]{0,2}(?:thick |thin )?(?:li|lithium|na|sodium|zn|zinc|mg|magnesium)(?: metal)? (?:foils?|chips?|"
    r"ribbons?|"
    r"anodes?)\b"
)


_FILM_OF = re.compile(
    r"(?i)\b(?:films?|membranes?)\s(?:of|with)\s(?:about|ca\.|approximately|~)?\s?$|"
    r"\bseparators?\s?\((?:[^()\d]{0,20},\s?)?$"
)


def _foil_thicknesses(reading: Reading) -> Iterator[Finding]:
    """Thickness of a metal electrode given in brackets behind it or right before it, without the word."""
    for passage in reading.containing(
        "film", "membrane", "separator", "foil", "metal", "disc", "disk", "chip", "ribbon", "plate", "anode"
    ):
        if passage.of_others or passage.has("collector"):
            continue
        for quantity in passage.quantities_of("length"):
            scaled = quantity.normalised.value if quantity.normalised else None
            if scaled is None or not 1 <= scaled < 2000:
                continue
            before, after = passage.before(quantity, 80), passage.after(quantity, 40)
            round_one = re.search(r"(?:diameter|dia\.?|[ϕφø⌀∅])\W{0,3}(?:of )?$", before) or "diam" in after[:14]
            if (
                (_METAL_FOIL.search(before) and not round_one)
                or _METAL_FOIL_BEHIND.match(after)
                or _FILM_OF.search(before)
            ):
                yield Finding.of_quantity(
                    "electrode_thickness", quantity, passage.setting_rank + 0.5, component="anode", confidence=0.7
                )


def find_porosities(reading: Reading) -> Iterator[Finding]:
    """Porosity as a share of the volume."""
    for passage in reading.containing("porosit"):
        if passage.of_others:
            continue
        for quantity in passage.quantities:
            plain = quantity.dimension is None and quantity.value is not None and 0.05 <= quantity.value < 1
            if plain and not re.search(
                r"porosit(?:y|ies)\W{0,3}(?:of|was|is|=|:)\W{0,2}$", passage.before(quantity, 30)
            ):
                continue
            if not plain and quantity.dimension not in ("percent", "volume_fraction"):
                continue
            before, after = passage.before(quantity, 80), passage.after(quantity, 30)
            if re.search(r"porosit(?!.*\b(?:capacit|retain|efficien))[^;.)]{0,70}$", before) or re.match(
                r"\W*(?:\w+\s){0,2}porosit", after
            ):
                if re.search(r"uptake|retention|swelling|efficien|shrink", before[-40:]):
                    continue
                yield Finding.of_quantity(
                    "porosity",
                    quantity,
                    passage.setting_rank,
                    component=at_component(passage, quantity.start, quantity.end),
                    confidence=0.85,
                )


_PRESS_NAMES = re.compile(
    r"(?i)\b(?:roller[- ]press\w*|roll[- ]press\w*|calend[ae]r\w*|hot[- ]press\w*|cold[- ]press\w*|"
    r"hydraulic press\w*|uniaxial(?:ly)? press\w*|isostatic press\w*)"
)
_OF_THEORETICAL = re.compile(r"(?i)\bdensit(?:y|ies)\b[^.;]{0,60}?\d\s?% of (?:the |its |their )?theoretical")
_TONS = frozenset({"t", "ton", "tons", "tonne", "tonnes", "metric tons", "kN"})


def find_densities(reading: Reading) -> Iterator[Finding]:
    """Density, relative density, pressing pressure, and the kind of press."""
    for passage in reading.passages:
        if passage.of_others:
            continue
        for quantity in passage.quantities_of("density"):
            if passage.has("densit", "calend", "pressed", "compact") and not passage.has(
                "purchased", "solution", "liquid"
            ):
                theoretical = 2.0 if "theoretical" in passage.before(quantity, 80) else 0.0
                yield Finding.of_quantity(
                    "electrode_density_or_pressing",
                    quantity,
                    passage.setting_rank + theoretical,
                    component=component_of(passage),
                    confidence=0.75,
                )
        for match in _OF_THEORETICAL.finditer(passage.text):
            for quantity in passage.quantities_of("percent"):
                if match.start() <= quantity.start - passage.start < match.end():
                    yield Finding.of_quantity(
                        "electrode_density_or_pressing",
                        quantity,
                        passage.setting_rank + 0.5,
                        component=component_of(passage),
                        confidence=0.7,
                    )
        if passage.has("press", "compact", "calend", "pelleti"):
            for quantity in passage.quantities_of("pressure"):
                if passage.has(
                    "electrode",
                    "pellet",
                    "film",
                    "disc",
                    "disk",
                    "powder",
                    "cathode",
                    "anode",
                    "sheet",
                    "electrolyte",
                    "membrane",
                    "peek",
                    "sleeve",
                    "mould",
                    "mold",
                ) and not passage.has("stress", "strength", "modulus", "vapor", "vapour"):
                    yield Finding.of_quantity(
                        "electrode_density_or_pressing",
                        quantity,
                        passage.setting_rank + 0.3,
                        component=component_of(passage),
                        confidence=0.7,
                    )
            for quantity in passage.quantities_of("mass", "force"):
                if quantity.unit in _TONS and re.search(
                    r"(?i)(?:press|compact)\w*[^.;]{0,40}$", passage.before(quantity, 60)
                ):
                    yield Finding.of_quantity(
                        "electrode_density_or_pressing",
                        quantity,
                        passage.setting_rank + 0.3,
                        component=component_of(passage),
                        confidence=0.7,
                    )
        if passage.has("relative densit"):
            for quantity in passage.quantities_of("percent"):
                yield Finding.of_quantity(
                    "electrode_density_or_pressing",
                    quantity,
                    passage.setting_rank + 0.5,
                    component=component_of(passage),
                    confidence=0.8,
                )
        if passage.has("electrode", "cathode", "anode", "slurry", "coated", "foil") and passage.place in (
            "experimental",
            "other",
        ):
            for match in _PRESS_NAMES.finditer(passage.text):
                yield Finding.of_name(
                    "electrode_density_or_pressing",
                    match[0],
                    passage.start + match.start(),
                    passage.start + match.end(),
                    passage.setting_rank + 0.6,
                    component=component_of(passage),
                    confidence=0.6,
                )


_SIDES = re.compile(r"^\s?[×x*]\s?\d[\d.]*\s?[cm]m[^.;]{0,25}(?:electrodes?|cathodes?|anodes?|dis[ck]s?|pieces)")
_DISCS_OF = re.compile(
    r"(?i)\b(?:dis[ck]s|circles|rounds) of (?:about |ca\. )?(?:\d[\d.]* ?mm(?: \([^()]{1,30}\))?,? (?:and|or) )?$"
)


def find_areas(reading: Reading) -> Iterator[Finding]:
    """Diameter or area of electrodes and pellets."""
    for passage in reading.passages:
        if (
            passage.place not in ("experimental", "other", "caption", "supplement")
            or passage.of_others
            or not _DISC.search(passage.text)
        ):
            continue
        for quantity in passage.quantities_of("length", "area"):
            before, after = passage.before(quantity, 70), passage.after(quantity, 35)
            around = before[-45:] + " " + after[:30]
            if quantity.dimension == "area":
                if _DISC.search(around) or re.search(r"area|size", around):
                    if re.search(r"per |current|impedance|resistance|exposed to|spot|scan", around):
                        continue
                    yield Finding.of_quantity(
                        "electrode_area",
                        quantity,
                        passage.setting_rank,
                        component=at_component(passage, quantity.start, quantity.end),
                        confidence=0.75,
                    )
                continue
            if _SIDES.match(after) and not re.search(r"separator|foil|sheet of", before[-30:]):
                yield Finding.of_quantity(
                    "electrode_area",
                    quantity,
                    passage.setting_rank,
                    component=at_component(passage, quantity.start, quantity.end),
                    confidence=0.6,
                )
                continue
            size = quantity.normalised.value if quantity.normalised else None
            if size is None or not 2000 <= size <= 200000:
                continue
            moulded = re.search(r"(?:sleeve|mou?ld|die|cylinder)s?\b[^.;]{0,30}$", before) and "diam" in after[:22]
            if moulded and passage.has("press", "cell"):
                unit = quantity.unit if "diameter" in quantity.unit else f"{quantity.unit} diameter"
                yield Finding.of_quantity(
                    "electrode_area",
                    quantity,
                    passage.setting_rank + 0.3,
                    unit=unit,
                    component="pellet",
                    confidence=0.6,
                )
                continue
            wide = (
                re.search(
                    r"(?i)(?:\bdiameters?|\bdia\.?|\(d(?= ?=)|\b(?:dis[ck]s|circles|rounds)\s?\($|[ϕφØ⌀∅])\s?(?:of|"
                    r"was|is|were|:|=)?\s?(?:about|approximately|~|ca\.)?\s?$",
                    before,
                )
                or _DISCS_OF.search(before)
                or re.match(
                    r"[\s-]*(?:in )?(?:diameters?|dia\b)|[\s-]*(?:round |circular )?(?:[\w.-]+ )?(?:dis[ck]s?|"
                    r"cathodes?|anodes?|electrodes?|pellets?)\b|[\s-]*(?:wide )?circ",
                    after,
                )
            )
            if (
                not wide
                or _NOT_ROUND.search(around)
                or re.search(r"separators?\b[^,;.]{0,60}$|membrane of[^,;.]{0,30}$", before)
            ):
                continue
            unit = quantity.unit if "diameter" in quantity.unit else f"{quantity.unit} diameter"
            yield Finding.of_quantity(
                "electrode_area",
                quantity,
                passage.setting_rank,
                unit=unit,
                component=at_component(passage, quantity.start, quantity.end),
                confidence=0.8,
            )


def find_areal_capacities(reading: Reading) -> Iterator[Finding]:
    """Capacity per area, measured or set."""
    for passage in reading.passages:
        for quantity in passage.quantities_of("areal_capacity", "linear_capacity"):
            if passage.of_others or passage.has("theoretical"):
                continue
            yield Finding.of_quantity(
                "areal_capacity", quantity, passage.setting_rank, component=component_of(passage), confidence=0.85
            )
