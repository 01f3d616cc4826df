"""Headers of tables: what a column names, measures, conditions or cites, in which unit and with which factor."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .column_contents import (
    BLANK,
    are_counts,
    are_numbers,
    are_quantities,
    are_states,
    dimension_of,
    mostly_conditions,
    mostly_ranges,
    starts_numeric,
    stated,
)
from .header_properties import carrier_told, explains, others_of, property_code, specified
from .header_units import slashed, split_rows, split_unit, unit_and_factor
from .properties import OTHER, default_property, find_properties, properties
from .unnamed_columns import (
    is_level,
    is_measured,
    is_plain_number,
    is_species,
    property_by_dimension,
    speaks_of_shares,
)

_REFERENCE = re.compile(
    r"^\s*(?:refs?|references?|literatures?|citations?|source|sources|ref\. ?no|refs?\. ?\(.*\)|works?"
    r"|year,? refs?|refs?\.?,? ?(?:year|no\.?))\.?\s*$",
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
    r"|\blattice\b|\boccupanc|\br_?(?:wp|p|exp|f|bragg)\b(?! ?[(/\[,] ?[kmM]?(?:Ω|ohm))|\bchi\b|χ(?!_?c\b)|"
    r"\b(?:cation|Li/Ni) (?:mixing|disorder)|\b(?:in|on) (?:\w+[ -])?(?:sites?|layers?|slabs?)\b|\banti[- ]?site"
    r"|\bspace group|\bbond (?:length|angle|distance)|(?<!/)\batom(?:ic)?(?: positions?| coordinates?)?\b"
    r"|^s\.? ?no\.?$|^no\.?$|^#$|^year$|^entry$|\bwyckoff\b|\b2θ\b|\btheta\b|"
    r"\bd[- ]?spacing|\binterlayer (?:spacing|distance)|\bp[- ]?value|\bcost\b|\bprice\b|\bwavenumber|\bassignment"
    r"|\blog(?:10)?\b|\blog ?\(|\bln\b|\bl(?:og|n|g)_?(?:10)?(?:D|σ|κ|k|R|I|j)(?![a-z])"
    # how well a model fits, and how well a value is known
    r"|\b(?:N?R?MSE|MAE|MAPE|RMSPE|R2|accurac(?:y|ies)|recall|f1|auc|errors?|deviations?|uncertaint(?:y|ies)|predict\w*"
    r"|epochs?|s\.?d\.?)\b|\br\^2",
    re.IGNORECASE,
)
_LATTICE_LETTER = re.compile(r"^\s*(?:[abcVαβγxyz]|d_?\(?00\d\)?)\s*(?:[(/,\[].*)?$")
_B_VALUES = re.compile(r"\b[bn][- ]values?\b|\bpeaks?\b")
_OF_LATTICES = frozenset({"length", "volume", "angle", "area"})
_CONDITIONS: tuple[tuple[str, re.Pattern[str], frozenset[str]], ...] = (
    ("rate", re.compile(r"\b(?:c[- ]?rates?|rates?)\b", re.IGNORECASE), frozenset({"c_rate"})),
    (
        "current_density",
        re.compile(r"\b(?:current(?: densit(?:y|ies))?|rates?)\b|^j$", re.IGNORECASE),
        frozenset({"current_density", "specific_current", "c_rate", "linear_current"}),
    ),
    (
        "cycles",
        re.compile(r"\bcycles?(?: numbers?)?\b|\bnumber of cycles\b|\bcycle no", re.IGNORECASE),
        frozenset({"cycles"}),
    ),
    (
        "temperature",
        re.compile(r"\b(?:temperatures?|temp\.?)(?!\w)|^T$|^T ?[(/]", re.IGNORECASE),
        frozenset({"temperature"}),
    ),
    (
        "voltage_window",
        re.compile(r"\b(?:voltage|potential) (?:range|window|limit)s?\b|\bcut-?off\b", re.IGNORECASE),
        frozenset({"voltage"}),
    ),
)
# Currents that were measured; and voltages that are windows where they are ranges.
_OWN_CURRENT = re.compile(r"\b(?:corrosion|leakage|exchange|limiting|critical|crossover|peak)\b", re.IGNORECASE)
_CYCLED = re.compile(
    r"(?:cell |working |operating |cycling )?(?:voltages?|potentials?|window)(?: \(?vs\.? .{1,12})?", re.IGNORECASE
)
_SYNTHESIS = re.compile(
    r"\b(?:sinter|calcin|anneal|heat|synthes|prepar|dry|carboni|pyroly|react|mill|treat|fir(?:ed|ing)|press(?:ing|ed)"
    r"|mould|mold|sweep|scan)",
    re.IGNORECASE,
)
_OF_BODIES = re.compile(r"(?:pellet |disc |disk |electrode |cell )?(?:diameter|width|length|radius)", re.IGNORECASE)
_HEAT = re.compile(
    r"\benergy (?:use|consum\w+|demand|input|required)|\benthalp|^\W?[Δ△]?_?H|\bheats? of|\bexotherm|\breleased\b",
    re.IGNORECASE,
)
_LOST = re.compile(r"\b(?:drops?|decay|fad(?:e|ing)|loss|shift|change|rise)\b", re.IGNORECASE)
_STATES = re.compile(r"(?:cell |electrode )?(?:states?|stages?|status|cycling states?|ageing|aging)", re.IGNORECASE)
_MANNER = re.compile(r"\b(?:test|cycl|operat|measur|experiment|work)\w* conditions?\b|^conditions?$", re.IGNORECASE)
_CYCLING = re.compile(
    r"\bcycl(?:e|ing|ic|ability)\b.{0,12}\b(?:stability|performances?|abilit\w+|durabilit\w+|life)\b|\bcyclability\b"
    r"|\bEFCs?\b|\bequivalent (?:full )?cycles\b|\bknee\b|\bcycles to\b|\bstabilit"
    r"|^cycling(?: (?:tests?|results?|times?|data))?$|\blong[- ](?:term|life)?\s?cycl",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a column stands for.

    ``role`` is ``property``, ``condition``, ``label``, ``reference`` or ``none``; ``code`` the property or condition
    key (``*`` for a column of several conditions, ``variable`` for a label that is a number); ``unit`` and ``factor``
    those that the header gives; ``header`` its words, ``group`` the words of a header above it that name neither
    property nor unit (a sample, a condition). ``also`` are the properties of the second and later numbers of a cell
    such as ``310/402``; ``own`` what a column of sources says of it, None where none does; ``note`` the words of a
    footnote that explain it, ``each`` the conditions of each of as many values of a cell (``at 0.1/0.5/1C``),
    ``told`` the words that the paper gives for its symbol.
    """

    role: str
    code: str
    unit: str | None
    factor: float
    header: str
    group: str = ""
    also: tuple[str, ...] = ()
    own: bool | None = None
    note: str = ""
    each: tuple[str, ...] = ()
    told: str = ""


def meaning_of(
    parts: Sequence[str],
    caption: str,
    samples: list[str],
    *,
    settings: bool = False,
    explain: Callable[[str], str] | None = None,
) -> Meaning:
    """What a column with the header cells ``parts`` (top down) stands for; ``samples`` are texts of its cells.

    ``settings`` says that the table lists how something was done: then only properties of the vocabulary are told.
    ``explain`` gives the words of a symbol, or nothing: it is asked where the heading itself names no property.
    """
    parts = [part for part in parts if not BLANK.match(part)]
    header = " ".join(parts).strip()
    words, unit, factor = split_rows([*parts[:-1], slashed(parts[-1])[0]] if parts else parts)
    if _REFERENCE.match(words):
        return Meaning("reference", "", None, 1.0, header)
    numeric = [text for text in samples if text and not BLANK.match(text)]
    share = sum(1 for text in numeric if starts_numeric(text)) / len(numeric) if numeric else 0.0
    unit_text = unit.text if unit is not None else None
    group = " ".join(part for part in parts[:-1] if part and not find_properties(part) and split_unit(part)[1] is None)
    letter = (_LATTICE_LETTER.match(header) or _LATTICE_LETTER.match(words)) is not None and (
        unit is None or unit.dimension in _OF_LATTICES
    )
    letter = letter and not (unit is None and _B_VALUES.search(f"{words} {caption}"))
    if letter or _IGNORED.search(header) or (unit is not None and unit.dimension == "energy" and is_level(words)):
        return Meaning("none", "", unit_text, factor, header)
    named = find_properties(words)
    untold = not named or (unit is not None and property_code(named, unit.dimension) is None)
    if explain is not None and untold and parts and (unit is not None or are_numbers(numeric)):
        explained = _with_explanation(words, parts[-1], explain)
        named_so = find_properties(explained)
        if explains(named_so, unit.dimension if unit is not None else None, unit is not None):
            words, named = explained, named_so
    if (
        re.search(r"\belectrolytes?\b", words, re.IGNORECASE)
        and unit is None
        and not named
        and not are_quantities(numeric)
    ):
        return Meaning("condition", "electrolyte", None, 1.0, header)
    if _MANNER.search(words) and unit is None and not named and mostly_conditions(numeric):
        return Meaning("condition", "*", None, 1.0, header)
    if _STATES.fullmatch(words) and are_states(numeric):
        return Meaning("condition", "*", None, 1.0, header)
    stated_kind = dimension_of(numeric)
    if unit is not None and unit.dimension == "cycles" and stated_kind == "percent":
        unit, unit_text = None, None  # `Stability (cycles)` above `82% (5000)`
    dimension = unit.dimension if unit is not None else stated_kind
    lives = any(mention.code == "cycle_life" for mention in named)
    if _CYCLING.search(words) and not named and dimension in (None, "cycles") and are_counts(numeric):
        lives = True
    if dimension in (None, "cycles") and lives and share >= 0.5:
        return Meaning("property", "cycle_life", "cycles", factor, header, group)
    if numeric and share < 0.5 and not ((named or _CYCLING.search(words)) and any(stated(text) for text in numeric)):
        return Meaning("label", "", None, 1.0, header)
    if unit is None or dimension is not None:
        code = property_code(named, dimension, numeric)
    else:  # a unit that no kind of quantity has: `meV/atom`
        code = OTHER if any(mention.code == OTHER for mention in named) else None
    if code == "voltage" and _LOST.search(words):
        code = OTHER
    if code is None and (unit or dimension) is not None and words and share >= 0.5 and not settings:
        lowest = split_rows(parts[-1:])[0]
        if not is_species(lowest) and (is_measured(words, dimension) or is_measured(lowest, dimension)):
            code = OTHER
        elif is_species(lowest) and speaks_of_shares(caption, dimension):
            code, group = OTHER, lowest
    if code is None and unit is None and dimension is None and not settings and are_numbers(numeric):
        code = OTHER if is_plain_number(words) else None
    if code == "particle_size" and _OF_BODIES.fullmatch(words.strip()) and unit_text in ("mm", "cm"):
        return Meaning("none", "", unit_text, factor, header)  # of a pellet, a disc
    if (
        code is None
        and _SYNTHESIS.search(words)
        and dimension in ("temperature", "time", "pressure", "temperature_rate", "scan_rate")
    ):
        return Meaning("none", "", unit_text, factor, header)
    for key, pattern, dimensions in _CONDITIONS:
        if pattern.search(words) and (dimension in dimensions or (dimension is None and key == "cycles" and not named)):
            if code == OTHER or _OWN_CURRENT.search(words) or (key == "cycles" and code == "cycle_life"):
                break  # a transition temperature, a critical current are results
            if key == "voltage_window" and not mostly_ranges(numeric):
                break
            if key in ("rate", "current_density"):
                key = "rate" if dimension == "c_rate" else "current_density"
            return Meaning(
                "condition", key, unit_text or ("cycles" if key == "cycles" else None), factor, header, group
            )
    if code == "capacity":
        code = specified(words, caption)
    elif code == "ionic_conductivity":
        code = carrier_told(words, caption)
    if dimension == "voltage" and _CYCLED.fullmatch(words.strip()) and mostly_ranges(numeric):
        return Meaning("condition", "voltage_window", unit_text, factor, header, group)
    if code is not None:
        return Meaning("property", code, unit_text, factor, header, group, others_of(words, named, code, dimension))
    if dimension is not None:
        default = OTHER if dimension == "specific_energy" and _HEAT.search(words) else default_property(dimension)
        if default is not None:
            in_caption = [m.code for m in find_properties(caption) if dimension in properties()[m.code].dimensions]
            told = in_caption[0] if in_caption else default
            told = specified(words, caption) if default == "capacity" else told
            return Meaning("property", told, unit_text, factor, header, group or header)
        if _CYCLING.search(words) and dimension in ("percent", "cycles", "time"):
            code = "capacity_retention" if dimension == "percent" else "cycle_life"  # also in hours
            return Meaning("property", code, unit_text, factor, header, group)
        guessed = property_by_dimension(words, dimension) or property_by_dimension(head_of(words), dimension)
        if not settings and guessed is not None:
            return Meaning("property", guessed, unit_text, factor, header, group)
        by_caption = [m.code for m in find_properties(caption) if dimension in properties()[m.code].dimensions]
        if by_caption and words and share >= 0.5 and dimension not in ("percent", "length", "temperature", "time"):
            return Meaning("property", by_caption[0], unit_text, factor, header, group or header)
    if share < 0.5 or (unit is None and dimension is None and _LABEL.search(words) and "/" not in words):
        return Meaning("label", "", None, 1.0, header)
    return Meaning("none", "", unit_text, factor, header, group)


def head_of(words: str) -> str:
    """A heading without what follows its name: ``CR`` of ``CR after 300 cycles at 1C``."""
    return _FOLLOWING.split(words, maxsplit=1)[0].strip()


_FOLLOWING = re.compile(r"\s(?:after|at|over|in|for|of|during|between|from)\b|\s?@|\s\(")


def _with_explanation(words: str, lowest: str, explain: Callable[[str], str]) -> str:
    """The words of a heading behind those that explain them, or behind those of its lowest cell's symbol."""
    told = explain(words) or explain(head_of(words))
    if not told and unit_and_factor(lowest) is None:
        told = explain(split_rows([lowest])[0])
    return f"{told} {words}".strip()


def is_counter(header: str) -> bool:
    """Whether a column numbers the rows."""
    return _COUNTER.fullmatch(header.strip()) is not None


_COUNTER = re.compile(r"(?:s\. ?)?no\.?|#|entry|run|nr\.?|number", re.IGNORECASE)


def is_ignored(header: str) -> bool:
    """Whether a column holds lattice parameters, refinements or mere counters."""
    return _IGNORED.search(header) is not None or _LATTICE_LETTER.match(header) is not None
