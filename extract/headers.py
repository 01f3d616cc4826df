"""Headers of tables: what a column names, measures, conditions or cites, in which unit and with which factor."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from .properties import OTHER, PropertyMention, default_property, find_properties, properties, properties_of
from .quantities import find_quantities
from .quantity import Quantity
from .units import Unit, unit_of

_UNIT_IN_HEADER = re.compile(r"[(\[]([^()\[\]]{1,60}(?:\([^()]*\)[^()\[\]]{0,20})?)[)\]]")
_FACTOR = re.compile(
    r"^\s*(?:[×x*]\s*)?(?P<mantissa>\d+(?:\.\d+)?\s*[×x*]\s*)?10\^?\s*(?P<exponent>[-−–+]?\s?\d{1,2})\s*(?:[×x*·]\s*)?(?P<unit>\S.*)?$"
)
_REFERENCE = re.compile(
    r"^\s*(?:refs?|references?|literatures?|citations?|source|sources|ref\. ?no|refs?\. ?\(.*\)|works?"
    r"|year,? refs?)\.?\s*$",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"\b(?:samples?|materials?|electrodes?|electrolytes?|compositions?|names?|labels?|cathodes?|anodes?"
    r"|membranes?|separators?|systems?|cells?|"
    r"compounds?|precursors?|fillers?|polymers?|catalysts?|products?|powders?|types?|specimens?|conditions?"
    r"|metals?|hosts?|biomass(?:es)?|structures?|"
    r"active|design|code|species|phase|model|coating|alloy|method|route|preparation)\b",
    re.IGNORECASE,
)
_IGNORED = re.compile(
    r"\b(?:cell|lattice|unit[- ]cell|structural|refine\w*) (?:parameters?|constants?|volumes?|dimensions?)\b"
    r"|\blattice\b|\boccupanc|\br_?(?:wp|p|exp|f|bragg)\b|\bchi\b|χ|"
    r"\bspace group|\bbond (?:length|angle|distance)|\batom(?:ic)?(?: positions?| coordinates?)?\b"
    r"|^s\.? ?no\.?$|^no\.?$|^#$|^year$|^entry$|\bwyckoff\b|\b2θ\b|\btheta\b|"
    r"\bd[- ]?spacing|\binterlayer (?:spacing|distance)|\bp[- ]?value|\bcost\b|\bprice\b|\bwavenumber|\bassignment",
    re.IGNORECASE,
)
_LATTICE_LETTER = re.compile(r"^\s*[abcVαβγxyz]\s*(?:[(/,\[].*)?$")
_CONDITIONS: tuple[tuple[str, re.Pattern[str], frozenset[str]], ...] = (
    ("rate", re.compile(r"\b(?:c[- ]?rates?|rates?)\b", re.IGNORECASE), frozenset({"c_rate"})),
    (
        "current_density",
        re.compile(r"\b(?:current(?: densit(?:y|ies))?|rates?)\b", re.IGNORECASE),
        frozenset({"current_density", "specific_current", "c_rate", "linear_current"}),
    ),
    (
        "cycles",
        re.compile(r"\bcycles?(?: numbers?)?\b|\bnumber of cycles\b|\bcycle no", re.IGNORECASE),
        frozenset({"cycles"}),
    ),
    (
        "temperature",
        re.compile(r"\b(?:temperatures?|temp\.?)\b|^T$|^T ?[(/]", re.IGNORECASE),
        frozenset({"temperature"}),
    ),
    (
        "voltage_window",
        re.compile(r"\b(?:voltage|potential) (?:range|window|limit)s?\b|\bcut-?off\b", re.IGNORECASE),
        frozenset({"voltage"}),
    ),
    ("electrolyte", re.compile(r"\belectrolytes?(?: solutions?)?\b", re.IGNORECASE), frozenset()),
)
_SYNTHESIS = re.compile(
    r"\b(?:sinter|calcin|anneal|heat|synthes|prepar|dry|carboni|pyroly|react|mill|treat|fir(?:ed|ing))", re.IGNORECASE
)
_MEASURABLE_OTHER = frozenset(
    {
        "specific_volume",
        "specific_capacitance",
        "areal_capacitance",
        "viscosity",
        "thermal_conductivity",
        "resistivity",
        "areal_energy",
        "conductance",
        "mobility",
        "surface_energy",
        "energy",
        "molar_energy",
        "fade_per_cycle",
        "voltage_fade",
    }
)
_KEY_OF = {
    "c_rate": "rate",
    "specific_current": "current_density",
    "current_density": "current_density",
    "cycles": "cycles",
    "temperature": "temperature",
}
_CONDITION_DIMENSIONS = frozenset(_KEY_OF)
BLANK = re.compile(r"^[\s\-–—−/.…*]*$|^n\.?[ad/]\.?[ar]?\.?$|^not (?:reported|available|given)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a column stands for.

    ``role`` is ``property``, ``condition``, ``label``, ``reference`` or ``none``; ``code`` the property or condition
    key; ``unit`` and ``factor`` those that the header gives; ``header`` its words, ``group`` the words of a header
    above it that name neither property nor unit (a sample, a condition).
    """

    role: str
    code: str
    unit: str | None
    factor: float
    header: str
    group: str = ""


def split_unit(header: str) -> tuple[str, Unit | None, float]:
    """The words of a header, its unit (or None) and the factor that its values are multiplied with."""
    for match in reversed(list(_UNIT_IN_HEADER.finditer(header))):
        found = _unit_and_factor(match[1])
        if found is not None:
            return f"{header[: match.start()]} {header[match.end() :]}".strip(), *found
    for separator in ("/", ",", " in ", ";"):
        head, mark, tail = header.rpartition(separator) if separator != "/" else header.partition(separator)
        if mark:
            found = _unit_and_factor(tail)
            if found is not None:
                return head.strip(), *found
    words = header.split()
    for take in (4, 3, 2, 1):
        if len(words) > take:
            tail = " ".join(words[-take:])
            if re.search(r"[\^%°Ω/]|^(?:mAh|Wh|mW|mV|S|cm|nm|µm|eV|V|kPa|MPa)\b", tail):
                found = _unit_and_factor(tail)
                if found is not None:
                    return " ".join(words[:-take]), *found
    if header.rstrip().endswith("%"):
        return header.rstrip()[:-1], unit_of("%"), 1.0
    return header, None, 1.0


def _unit_and_factor(text: str) -> tuple[Unit | None, float] | None:
    text = text.strip()
    unit = unit_of(text)
    if unit is not None:
        return unit, 1.0
    match = _FACTOR.match(text)
    if match is None:
        return None
    factor = 10.0 ** int(re.sub(r"\s", "", match["exponent"]).replace("−", "-").replace("–", "-"))
    if match["mantissa"]:
        factor *= float(re.match(r"[\d.]+", match["mantissa"].strip())[0])  # type: ignore[index]
    unit = unit_of(match["unit"].strip()) if match["unit"] else None
    return (unit, factor) if unit is not None or not match["unit"] else None


def meaning_of(parts: list[str], caption: str, samples: list[str]) -> Meaning:
    """What a column with the header cells ``parts`` (top down) stands for; ``samples`` are texts of its cells."""
    header = " ".join(parts).strip()
    words, unit, factor = split_unit(header)
    if _REFERENCE.match(words):
        return Meaning("reference", "", None, 1.0, header)
    numeric = [text for text in samples if text and not BLANK.match(text)]
    share = sum(1 for text in numeric if _starts_numeric(text)) / len(numeric) if numeric else 0.0
    unit_text = unit.text if unit is not None else None
    group = " ".join(part for part in parts[:-1] if part and not find_properties(part) and split_unit(part)[1] is None)
    if _IGNORED.search(words) or is_ignored(header):
        return Meaning("none", "", unit_text, factor, header)
    if re.search(r"\belectrolytes?\b", words, re.IGNORECASE) and unit is None and not find_properties(words):
        return Meaning("condition", "electrolyte", None, 1.0, header)
    named = find_properties(words)
    if numeric and share < 0.5 and not (named and any(stated(text) for text in numeric)):
        return Meaning("label", "", None, 1.0, header)
    dimension = unit.dimension if unit is not None else _dimension_of(numeric)
    code = _property_code(named, dimension)
    if _SYNTHESIS.search(words) and dimension in ("temperature", "time"):
        return Meaning("none", "", unit_text, factor, header)
    for key, pattern, dimensions in _CONDITIONS:
        if pattern.search(words) and (dimension in dimensions or (dimension is None and key == "cycles" and not named)):
            if key in ("rate", "current_density"):
                key = "rate" if dimension == "c_rate" else "current_density"
            elif key == "cycles" and code == "cycle_life":
                break
            return Meaning(
                "condition", key, unit_text or ("cycles" if key == "cycles" else None), factor, header, group
            )
    if code is not None:
        return Meaning("property", code, unit_text, factor, header, group)
    if dimension is not None:
        default = default_property(dimension)
        if default is not None:
            in_caption = [m.code for m in find_properties(caption) if dimension in properties()[m.code].dimensions]
            return Meaning(
                "property", in_caption[0] if in_caption else default, unit_text, factor, header, group or header
            )
        if dimension in _MEASURABLE_OTHER and words:
            return Meaning("property", OTHER, unit_text, factor, header, group)
        by_caption = [m.code for m in find_properties(caption) if dimension in properties()[m.code].dimensions]
        if by_caption and words and share >= 0.5 and dimension not in ("percent", "length", "temperature", "time"):
            return Meaning("property", by_caption[0], unit_text, factor, header, group or header)
    if _LABEL.search(words) or share < 0.5:
        return Meaning("label", "", None, 1.0, header)
    return Meaning("none", "", unit_text, factor, header, group)


def _property_code(mentions: list[PropertyMention], dimension: str | None) -> str | None:
    if dimension is not None:
        allowed = properties_of(dimension)
        for mention in mentions:
            for code in mention.codes:
                if code in allowed:
                    return code
        if any(mention.code in ("discharge_capacity", "charge_capacity", "capacity") for mention in mentions):
            return default_property(dimension)
        return OTHER if any(mention.code == OTHER for mention in mentions) else None
    for mention in mentions:
        # Without any unit only numbers that have none can be told.
        if mention.code in ("transference_number", OTHER):
            return mention.code
    return None


@lru_cache(maxsize=4096)
def stated(text: str) -> tuple[Quantity, ...]:
    """The quantities of a cell; a table is understood more than once, its cells are read once."""
    return tuple(find_quantities(text))


def _starts_numeric(text: str) -> bool:
    return (
        re.match(r"[~≈≤≥<>±+\-−–(ca.\s]*\d", text) is not None and re.match(r"\d+[A-Za-z][A-Za-z-]{3,}", text) is None
    )


def _dimension_of(texts: list[str]) -> str | None:
    """The dimension that most cells with a unit of their own have."""
    counts: dict[str, int] = {}
    for text in texts[:40]:
        found = stated(text)
        if found and found[0].dimension is not None:
            counts[found[0].dimension] = counts.get(found[0].dimension, 0) + 1
    if not counts:
        return None
    best = max(counts, key=lambda dimension: counts[dimension])
    return best if counts[best] * 2 >= len(texts[:40]) else None


def name_by_caption(meanings: list[Meaning], caption: str, first: list[str]) -> None:
    """Tables whose caption names property and unit, with conditions (rates, temperatures) as columns or as rows."""
    unit, factor = _unit_of_caption(caption)
    if unit is None or unit.dimension is None:
        return
    code = _property_code(find_properties(caption), unit.dimension)
    if code is None:
        return
    conditions = [index for index, meaning in enumerate(meanings) if _is_condition(meaning.header)]
    if len(conditions) < 2:
        # Conditions as rows: then the columns are samples.
        rows = [text for text in first if text]
        as_rows = rows and sum(_is_condition(text) for text in rows) >= 0.8 * len(rows)
        if not as_rows and meanings[0].role != "condition":
            return
        conditions = list(range(1, len(meanings)))
        meanings[0] = replace(meanings[0], role="condition", code=meanings[0].code or _condition_key(rows))
    for index in conditions:
        header = meanings[index].header
        if meanings[index].role in ("none", "label", "condition") and header:
            meanings[index] = Meaning("property", code, unit.text, factor, header, header)


def _unit_of_caption(caption: str) -> tuple[Unit | None, float]:
    for match in _UNIT_IN_HEADER.finditer(caption):
        found = _unit_and_factor(match[1])
        if found is not None:
            return found
    return None, 1.0


def _is_condition(text: str) -> bool:
    found = stated(text)
    return len(found) == 1 and found[0].dimension in _CONDITION_DIMENSIONS and len(text) < 20


def _condition_key(texts: list[str]) -> str:
    for text in texts:
        for quantity in stated(text):
            key = _KEY_OF.get(quantity.dimension or "")
            if key is not None:
                return key
    return ""


def is_ignored(header: str) -> bool:
    """Whether a column holds lattice parameters, refinements or mere counters."""
    return _IGNORED.search(header) is not None or _LATTICE_LETTER.match(header) is not None
