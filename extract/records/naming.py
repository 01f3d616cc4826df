"""Naming: which of a sentence's property names a value belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..analysis import Sentence
from ..properties import OTHER, PropertyMention, default_property, properties_of
from ..quantity import Quantity
from .clauses import HARD
from .result import Result

# Words that may stand between a value and the property named right behind it: `98% of coulombic efficiency`.
_AFTER_GAP = re.compile(
    r"\s*(?:[()]\s*|-)?(?:of\s+)?(?:(?:the|its|a|an|in|high|initial|average|total|stable|reversible|specific"
    r"|theoretical)\s+){0,3}$"
)
_UNITLESS = re.compile(
    r"(?: (?:of|for|in) [^.;,]{1,40}?)?\s{0,3}(?:\([^()]{1,20}\)\s{0,3})?(?:,? ?(?:is|was|are|were|of|as|to"
    r"|from|reach(?:es"
    r"|ed)?|has|have|grown|grows|fallen|falls|dropped|decreases|decreased|amounts?|amounted|rises|rose|increases"
    r"|increased|improves|improved|enhanced|drops|falls|be|=|:|about|approximately"
    r"|high|up|~|≈|≥|>|\(|ε|εr|value|estimated|calculated|determined|found|measured"
    r"|around)[\s=]*){1,6}(?P<value>\d+(?:\.\d+)?)(?![\w^%°/-]|\.\d|\s?(?:%|°|(?!(?:and|at|for|is|in|to|by|was"
    r"|or|as|of|on|vs|but|the|via|an?)\b)[A-Za-z]{1,3}\b|[×x]))"
)
_UNITLESS_LIST = re.compile(
    r"(?:, and|,| and| to|,? (?:against|versus|vs\.?|compared (?:with|to)|instead of)(?: only| just)?) "
    r"(?P<value>\d{0,2}\.\d+)(?![\w^%°/-]|\.\d|\s?(?:%|°|m?[VS]\b))"
)
_UNITLESS_CODES = ("transference_number",)
_DIMENSIONLESS_OTHER = re.compile(r"dielectric|permittivity|tortuosity|id ?/ ?ig|electronegativ", re.IGNORECASE)
_MEASURED_ELSEWHERE = frozenset(
    {"c_rate", "specific_current", "current_density", "temperature", "cycles", "time", "ratio"}
    | {"concentration", "molality", "mass", "liquid_volume", "rotation", "scan_rate", "frequency", "fold"}
    | {"mass_fraction", "volume_fraction", "mole_fraction", "atomic_fraction", "liquid_per_mass"}
)
_OTHER_DIMENSIONS: tuple[tuple[re.Pattern[str], frozenset[str]], ...] = tuple(
    (re.compile(words, re.IGNORECASE), frozenset(dimensions))
    for words, dimensions in (
        (r"pore volume", {"specific_volume"}),
        (r"pores? (?:size|diameter|width)", {"length"}),
        (r"strength|stress|modul|hardness", {"pressure", "surface_energy"}),
        (r"thermal expansion|CTE", {"per_temperature"}),
        (r"swelling", {"percent", "length", "mass_fraction", "volume_fraction", "ratio", "fold", "number", "pressure"}),
        (
            r"elongation|uptake|shrinkage|efficienc|expansion|volume|porosity|loss",
            {
                "percent",
                "mass_fraction",
                "volume_fraction",
                "ratio",
                "per_temperature",
                "fade_per_cycle",
                "fade_per_time",
            },
        ),
        (r"angle", {"angle"}),
        (r"temperature|point", {"temperature"}),
        (r"gap|energ", {"energy", "molar_energy"}),
        (r"capacitance", {"capacitance", "specific_capacitance", "areal_capacitance", "volumetric_capacitance"}),
        (r"current densit|CCD", {"current_density"}),
        (
            r"content|fraction|share|residual",
            {"percent", "mass_fraction", "atomic_fraction", "trace_fraction", "mole_fraction"},
        ),
        (r"thermal conductivity", {"thermal_conductivity"}),
        (r"heat", {"specific_heat_capacity", "molar_heat_capacity"}),
        (r"viscosity", {"viscosity"}),
        (r"solubilit", {"concentration", "molality", "mass_concentration", "percent"}),
        (r"tension", {"surface_energy"}),
        (r"diffusivit", {"diffusion_coefficient"}),
        (r"fad|decay|degradation", {"percent", "fade_per_cycle", "fade_per_time", "voltage_fade"}),
        (r"decomposition voltage", {"voltage"}),
        (r"moment", {"magnetic_moment"}),
        (r"gurley", {"air_resistance"}),
        (r"permeab|permean", {"diffusion_coefficient"}),
        (r"adhesion|peel", {"pressure", "surface_energy"}),
        (r"dielectric|permittivity|tortuosity|ID|electronegativ", set()),
    )
)
_DISCS = re.compile(
    r"\b(?:electrodes?|dis[ck]s?|foils?|pellets?|membranes?|separators?|punched|cut|coin|die|tubes?|balls?"
    r"|inner|outer|spots?|beam|laser|probe|holes?|nozzles?|tips?|droplets?|windows?|needles?|channels?|tunnels?|wires?"
    r"|pipes?|capillar(?:y|ies)|orifices?|cracks?|bubbles?|cylinders?|columns?|syringes?|craters?|tracks?|pools?"
    r"|mesh|vessels?|reactors?|beads?|struts?|vials?|trench(?:es)?|pillars?|bolts?|jets?|threads?|voids?"
    r"|samples?|specimens?|rings?|gaskets?|lenses|lens|apertures?|coils?|rods?)\b",
    re.IGNORECASE,
)

# Smaller ones grind nothing.
_LEAST_BALL = 30.0
_BALLS = re.compile(
    r"\b(?:milling|grinding|zirconia|YSZ|ZrO2|alumina|agate|steel|WC) (?:medi(?:a|um)|balls?|beads?)\b"
    r"(?!.{0,80}\b(?:to|until|yield\w*|obtain\w*|giv\w+|gave|reduc\w+|into)\b)"
)
_AS_BALLS = re.compile(r"[^;.]{0,50}\b(?:milling|grinding) (?:medi(?:a|um)|balls?|beads?)\b")


# `200 μm wide channels`, `12 mm in diameter tubes`
_OF_WHAT = re.compile(r"[- ](?:(?:in )?(?:diameter|wide|size[ds]?|thick)[- ])(?:[\w-]{1,20} ){0,2}[\w-]{3,20}")


def name_of(
    text: str,
    start: int,
    end: int,
    dimension: str,
    mentions: Sequence[PropertyMention],
    groups: Sequence[Sequence[Quantity]],
    base: int,
) -> PropertyMention | None:
    """The mention that names the property of the value at ``[start, end)`` of the sentence, or None."""
    allowed = properties_of(dimension)
    strong = default_property(dimension) is not None
    best: tuple[float, PropertyMention] | None = None
    for mention in mentions:
        fits = any(code in allowed for code in mention.codes)
        if not fits and mention.code == OTHER:
            fits = (not strong or dimension == "diffusion_coefficient") and fits_other(mention.text, dimension)
        if not fits and mention.code in ("discharge_capacity", "charge_capacity", "capacity"):
            fits = dimension in ("areal_capacity", "volumetric_capacity")
        if not fits:
            continue
        if mention.start >= end:
            gap = text[end : mention.start]
            if _AFTER_GAP.fullmatch(gap) and len(gap) < 40:
                cost = len(gap) * 0.5
            elif strong and len(gap) < 30 and not re.search(r"[,;]|\band\b", gap):
                cost = len(gap) + 40.0
            else:
                continue
        elif mention.end <= start:
            gap = text[mention.end : start]
            cost = float(len(gap))
            cost += 250 * len(HARD.findall(gap))
            for group in groups:
                if mention.end <= group[0].start - base and group[-1].end - base <= start:
                    if group[0].dimension == dimension:
                        cost += 60
                    elif group[0].dimension not in _MEASURED_ELSEWHERE:
                        cost += 25
        elif mention.start < start and mention.end > start:
            cost = 0.0
        else:
            continue
        if best is None or cost < best[0]:
            best = (cost, mention)
    if best is None:
        return None
    limit = 400.0 if strong else (45.0 if dimension == "length" else 130.0)
    return best[1] if best[0] <= limit else None


def fits_other(name: str, dimension: str) -> bool:
    """Whether a property outside the list, by its ``name``, can have ``dimension``: a strength is a pressure."""
    for words, dimensions in _OTHER_DIMENSIONS:
        if words.search(name):
            return dimension in dimensions
    return dimension not in _MEASURED_ELSEWHERE and dimension != "diffusion_coefficient"


def is_particle(sentence: Sentence, quantity: Quantity, mention: PropertyMention) -> bool:
    """Whether a size may be that of particles: discs and electrodes have diameters too."""
    if _is_of_balls(sentence, quantity):
        return False
    if re.search(r"particle|grain|crystal|powder|sphere", mention.text, re.IGNORECASE):
        return True
    size = _size(quantity)
    place = quantity.start - sentence.start
    near = HARD.split(sentence.text[max(0, place - 80) : place])[-1]
    behind = _OF_WHAT.match(sentence.text, quantity.end - sentence.start)
    if behind is not None and _DISCS.search(behind.group()):
        return False
    return size is not None and size < 500.0 and not _DISCS.search(near)


def _size(quantity: Quantity) -> float | None:
    """The size in μm, the upper end of a range."""
    normal = quantity.normalised
    return None if normal is None else (normal.value if normal.value is not None else normal.max)


def _is_of_balls(sentence: Sentence, quantity: Quantity) -> bool:
    """Whether a size is of what mills (``YSZ (0.4 mm in diameter) as the grinding medium``)."""
    size, text = _size(quantity), sentence.text
    if size is None or size < _LEAST_BALL:
        return False
    place = quantity.start - sentence.start
    return (
        _AS_BALLS.match(text, quantity.end - sentence.start) is not None
        or _BALLS.search(text[max(0, place - 80) : place]) is not None
    )


def unitless_results(
    sentence: Sentence, quantities: Sequence[Quantity], mentions: Sequence[PropertyMention]
) -> Iterator[Result]:
    """Numbers without a unit behind a property that has none: transference numbers, dielectric constants."""
    taken = [quantity.span for quantity in quantities if quantity.dimension is not None]
    for mention in mentions:
        if mention.code not in _UNITLESS_CODES and not (
            mention.code == OTHER and _DIMENSIONLESS_OTHER.search(mention.text)
        ):
            continue
        match = _UNITLESS.match(sentence.text, mention.end)
        if match is None:
            continue
        start, end = sentence.start + match.start("value"), sentence.start + match.end("value")
        if any(span.start < end and start < span.end for span in taken):
            continue
        value = float(match["value"])
        if mention.code in _UNITLESS_CODES and not 0 < value <= 1.2:
            continue
        values = [Quantity(value, None, None, None, "", "exact", None, None, None, start, end, match["value"])]
        # A list goes on to its last value (`of 0.42, 0.48 and 0.57`).
        for listed in _UNITLESS_LIST.finditer(sentence.text, match.end("value")):
            place = sentence.start + listed.start("value")
            if listed.start() != values[-1].end - sentence.start or (
                mention.code in _UNITLESS_CODES and not 0 < float(listed["value"]) <= 1.2
            ):
                break
            more = (place, place + len(listed["value"]), listed["value"])
            values.append(Quantity(float(listed["value"]), None, None, None, "", "exact", None, None, None, *more))
        yield Result(values, (mention.code,), sentence.start + mention.start, "unitless")
