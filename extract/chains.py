"""Chains: ranges and lists of measures, with the unit that serves them all (``150, 140 and 120 mAh g^-1``)."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from .basis import basis_after, basis_code
from .factors import POWER, PRODUCT, extended, factor_between, multiplied
from .measures import Measure, find_measures
from .qualifiers import qualify
from .quantity import Normalised, Quantity
from .unit_grammar import match_potential
from .units import Unit, convert, normalise_value

_RANGE = frozenset(
    ("-", "--", "—", "~", "to", "up to", "and up to", "down to", "through", "until", "÷", "...", "->", "→")
)
_LIST = frozenset(
    (",", ";", "/", "and", "or", "&", ", and", ", or", "; and", "as well as", "then", "vs", "vs.", "and/or")
)
# "∼207 and ∼210 eV", "from about 5 to about 9 nm": the sign of the second number.
_SIGN = re.compile(r"(?:~|≈|\bca\.?|\babout|\bapproximately|\baround|\bnearly|\broughly)$")
_PANEL = re.compile(r"\([a-z]\)")
_LONGEST_GAP = 24
_BETWEEN = re.compile(r"\b[Bb]etween (?:about |approximately |ca\.? |around |the |~ ?)?$")
_CHANGE = re.compile(
    r"\b(?:increas|decreas|drop|ris|rose|fad|decay|decli|reduc|improv|grow|grew|chang|fall|fell|enhanc|lower|shift|rais"
    r"|jump|shr[iau]nk|swell)\w*(?: [\w%]+){0,6} \(?from $",
    re.IGNORECASE,
)
_SETTINGS = frozenset(
    [
        "c_rate",
        "current_density",
        "specific_current",
        "scan_rate",
        "temperature",
        "voltage",
        "time",
        "frequency",
        "angle",
        "pressure",
        "current",
    ]
)
_STATED = re.compile(
    r"(?:[=~<>≤≥±≈]|\b(?:of|is|was|were|are|be|to|at|by|as|about|approximately|ca\.?|around|nearly|than|reached|reaching"
    r"|value)) ?$"
)
_INEQUALITY = re.compile(r"[<≤]=? ?[a-z] ?[<≤]=? ?$")
_EQUATED = re.compile(r"[=~≥≤<>] ?$")


def find_measured(text: str, taken: Sequence[tuple[int, int]]) -> Iterator[Quantity]:
    """The quantities of ``text`` (plain characters) that numbers state, outside the spans ``taken``."""
    measures = find_measures(text, taken)
    index = 0
    while index < len(measures):
        chain, gaps = [measures[index]], list[str]()
        while index + 1 < len(measures):
            gap = _gap(text, measures[index], measures[index + 1])
            if gap is None:
                break
            gaps.append(gap)
            index += 1
            chain.append(measures[index])
        index += 1
        yield from _chain(text, chain, gaps)


def _gap(text: str, left: Measure, right: Measure) -> str | None:
    """The range or list word that joins two measures, None where nothing does."""
    length = right.start - left.end
    if not 0 < length <= _LONGEST_GAP:
        return None
    gap = text[left.end : right.start].strip()
    if "(" in gap:
        gap = _PANEL.sub("", gap).strip().replace("  ", " ")
        if not gap:
            return ","
    if gap not in _RANGE and (sign := _SIGN.search(gap)) is not None:
        gap = gap[: sign.start()].rstrip()
    factor = factor_between(gap, left, right)
    if factor is not None:
        return factor
    if gap not in _RANGE and gap not in _LIST:
        return None
    if left.label:
        # `Fig. 3 B and C`, but `Celgard 2400 and 70%`
        right.label = right.label or right.unit is None or (len(right.unit.text) == 1 and right.unit.text.isalpha())
    if left.unit is not None and right.unit is not None and left.unit.dimension != right.unit.dimension:
        return None
    if (
        left.unit is None
        and right.unit is not None
        and text[max(0, left.start - 2) : left.start].strip() == "="
        and gap in _LIST
    ):
        return None
    return gap


def _chain(text: str, chain: Sequence[Measure], gaps: Sequence[str]) -> Iterator[Quantity]:
    """Quantities of numbers that range or list words join; a unit serves the bare numbers before it."""
    if POWER in gaps:
        chain, gaps = multiplied(chain, gaps)
    if PRODUCT in gaps:
        chain, gaps = extended(chain, gaps)
    for left, right in pairwise(chain):
        if right.unit is None and not right.label and left.unit is not None and left.unit_first:
            right.unit, right.unit_first = left.unit, True
    unit: Unit | None = None
    scale = 1.0
    for measure in reversed(chain):
        if measure.unit is not None:
            unit, scale = measure.unit, measure.scale
        elif not measure.label and unit is not None:
            measure.unit, measure.unit_lent = unit, True
            if measure.scale == 1 and scale != 1 and abs(math.log10(scale)) >= 3:
                # "1.2, 3.4 and 5.6 × 10^-4 S/cm": the power serves the list.
                measure.value, measure.scale = float(f"{measure.value * scale:.12g}"), scale
    group = chain[0].start if len(chain) > 1 else None
    found: list[Quantity] = []
    position = 0
    while position < len(chain):
        measure = chain[position]
        following = chain[position + 1] if position + 1 < len(chain) else None
        if following is not None and _is_range(text, measure, gaps[position], following):
            found.append(_range(text, measure, following, group))
            position += 2
            continue
        if not measure.label and (measure.unit is not None or _is_stated(text, measure)):
            found.append(_single(text, measure, group))
        position += 1
    if len(found) == 1:
        found = found if group is None else [replace(found[0], group=None)]
    elif found and found[0].qualifier != "range" and chain[0].unit_lent:
        # "about 2.28 and 1.97 V": the word serves the numbers that share a unit.
        found = [replace(q, qualifier=found[0].qualifier) if q.qualifier == "exact" else q for q in found]
    yield from found


def _is_range(text: str, low: Measure, gap: str, high: Measure) -> bool:
    if low.label or high.label or (low.unit is None) != (high.unit is None):
        return False
    before = text[max(0, low.start - 70) : low.start]
    if low.unit is None and not (_is_stated(text, low) and (low.value < high.value)):
        return False
    if gap == "and":
        return _BETWEEN.search(before) is not None
    if gap not in _RANGE:
        return False
    # "increased from 120 to 150 mAh g^-1" tells two values and no range, "increasing the rate from 0.1 to 2 C" a range.
    told = gap.isalpha() and (low.unit is None or low.unit.dimension not in _SETTINGS)
    return not (told and before.endswith("from ") and "range" not in before[-20:] and _CHANGE.search(before))


def _is_stated(text: str, measure: Measure) -> bool:
    """Whether a bare number is a measured one: stated as a value, and not a mere count."""
    if _INEQUALITY.search(text, max(0, measure.start - 8), measure.start):
        return False  # "0 < x < 2" bounds a variable
    if measure.error is not None:
        return True
    if measure.integer:
        return _EQUATED.search(text, max(0, measure.start - 2), measure.start) is not None
    return _STATED.search(text, max(0, measure.start - 14), measure.start) is not None


def _single(text: str, measure: Measure, group: int | None) -> Quantity:
    unit, start, end = measure.unit, measure.start, measure.end
    qualifier, _ = qualify(text, start, end, unit.dimension if unit else None)
    if measure.about and qualifier == "exact":
        qualifier = "approximate"
    if unit is None:
        return Quantity(
            measure.value, None, None, measure.error, "", qualifier, None, None, None, start, end, "", group
        )
    basis = basis_code(unit.basis) or basis_after(text, end, unit.dimension)
    written, end = _potential(text, unit, end)
    if text[max(0, start - 2) : start].strip() == "±":
        unit = replace(unit, offset=0.0)  # a difference of temperatures
    normalised = Normalised(normalise_value(measure.value, unit), None, None, unit.canonical)
    return Quantity(
        measure.value,
        None,
        None,
        measure.error,
        written,
        qualifier,
        normalised,
        unit.dimension,
        basis,
        start,
        end,
        "",
        group,
    )


def _range(text: str, low: Measure, high: Measure, group: int | None) -> Quantity:
    if low.unit is None or high.unit is None:
        ends = sorted((low.value, high.value))
        return Quantity(None, ends[0], ends[1], None, "", "range", None, None, None, low.start, high.end, "", group)
    pairs = sorted(((low.value, low.unit), (high.value, high.unit)), key=lambda pair: normalise_value(*pair))
    unit = high.unit
    basis = basis_code(unit.basis) or basis_after(text, high.end, unit.dimension)
    written, end = _potential(text, unit, high.end)
    normalised = Normalised(None, normalise_value(*pairs[0]), normalise_value(*pairs[1]), unit.canonical)
    bottom, top = (convert(value, of, unit) for value, of in pairs)
    return Quantity(
        None, bottom, top, None, written, "range", normalised, unit.dimension, basis, low.start, end, "", group
    )


def _potential(text: str, unit: Unit, end: int) -> tuple[str, int]:
    """The unit with the electrode that a potential is given against (``V (vs. Li/Li^+)``), and its end."""
    stop = match_potential(text, end) if unit.dimension == "voltage" else None
    return (unit.text, end) if stop is None else (f"{unit.text} {text[end:stop].strip()}", stop)
