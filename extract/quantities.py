"""Quantities of running text: numbers with their units, ranges, lists, bounds, ratios and C-rates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from .characters import plain, with_carets
from .numbers import NUMBER, WORDS, Number, read_number
from .quantity import Normalised, Quantity
from .unit_grammar import match_unit
from .units import Unit, normalise_value, unit_from_parts

_RANGE_GAPS = frozenset({"-", "~", "to", "through", "up to", "÷", "…", "...", "->", "→", "and up to", "until", "till"})
_LIST_GAPS = frozenset(
    {",", ";", "/", "and", "or", "&", ", and", ", or", "; and", ",and", "as well as", "then", ", then", "versus", "vs."}
)
_BEFORE = re.compile(
    r"(?:(?P<approximate>~|≈|\bca\.?|\bc\.|\bcirca|\babout|\bapproximately|\bapprox\.?|\baround|\broughly|\bnearly|\balmost|\bclose to|\bnear|\bof the order of|\bon the order of|\bestimated at)"
    r"|(?P<lower>>=?|≥|\b(?:more|greater|higher|larger|longer|better|thicker|faster|bigger|wider) than|\bover|\babove|\bat least|\bexceed(?:s|ed|ing)?|\bin excess of|\bbeyond|\b(?:no|not) (?:less|lower|fewer) than|\bsurpass(?:es|ed|ing)?)"
    r"|(?P<upper><=?|≤|\b(?:less|lower|smaller|fewer|shorter|thinner|narrower) than|\bbelow|\bunder|\bat most|\bup to|\b(?:no|not) (?:more|greater|higher|larger) than)"
    r")(?: or equal to)?(?: (?:a|an|the))? ?[(=]?$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r" (?:or|and) (?:(?P<lower>more|higher|above|greater|longer)|(?P<upper>less|lower|below|shorter))\b"
)
_EXACT_OVER = frozenset({"cycles", "time"})
_EXACT_UNDER = frozenset({"pressure", "c_rate", "current_density", "specific_current", "voltage", "current"})
_CHANGE = re.compile(
    r"\b(?:increas|decreas|drop|ris|rose|fad|decay|reduc|improv|declin|grow|grew|chang|fall|fell|enhanc|lower|shift|rais|rang(?!e))\w*(?: \w+){0,6} $",
    re.IGNORECASE,
)
_REJECTED = re.compile(
    r"(?:\b(?:fig(?:ure|s|ures)?|tables?|eqs?|equations?|refs?|references?|schemes?|sections?|steps?|no|nos|celgard|grade|entry|charts?|vol|pp?|eqn|supplementary|samples?|run|group)\.? ?(?:S)?|[#№] ?)$",
    re.IGNORECASE,
)
_SPECIAL = re.compile(
    r"\bC/(?P<divisor>\d+(?:\.\d+)?)(?![\w/])"
    r"|\b(?P<room>(?:room|ambient) temperatures?|RT)\b"
    r"|\b(?P<overnight>overnight)\b"
    r"|\b(?P<fold>two|three|four|five|six|seven|eight|nine|ten|hundred|twenty)-?fold\b"
    r"|\b(?P<word>"
    + "|".join(sorted(WORDS, key=len, reverse=True))
    + r")(?= (?:\w+ ){0,1}?(?:cycles?|hours?|minutes?|days?|weeks?|months?|seconds?|times|h|min)\b)",
    re.IGNORECASE,
)
_RATIO = re.compile(
    r"(?<![\w.:/-])(?P<parts>\d++(?:\.\d++)?(?: ?: ?\d++(?:\.\d++)?){1,6}+|\d++(?:\.\d++)?(?:/\d++(?:\.\d++)?){1,5}+)(?![\w.]*[A-Za-z]:|:)"
    r"(?P<unit> ?\(?(?:wt\.? ?%|vol\.? ?%|mol\.? ?%|v/v(?:/v)*|w/w(?:/w)*|v:v(?::v)*|w:w(?::w)*|by (?:weight|mass|volume|mole)|in (?:weight|mass|volume|vol|wt)|(?:wt|vol)\b\.?|(?:weight|mass|volume|molar|mole|volumetric) ratio|%)\)?)?"
)
_RATIO_BEFORE = re.compile(
    r"\b(?:ratios?|proportions?|composition)\b[^.;]{0,60}$|\b(?:v/v|w/w|wt|vol)\.? ?%?[,:=]? ?$", re.IGNORECASE
)
_VERSUS = re.compile(
    r" ?\(?(?:vs\.?|versus)\.? ?(?:Li|Na|K|Mg|Zn)(?:\^?\+|\^?2\+)?/(?:Li|Na|K|Mg|Zn)(?:\^?\+|\^?2\+)?0?\)?| ?\(?(?:vs\.?|versus)\.? (?:SHE|RHE|NHE|SCE|Ag/AgCl)\)?"
)


@dataclass(slots=True)
class _Item:
    """A number with what follows it; ``end`` is that of the unit, where there is one."""

    number: Number
    value: float
    start: int
    end: int
    unit: Unit | None
    usable: bool


def find_quantities(text: str, *, offset: int = 0) -> list[Quantity]:
    """The quantities of ``text`` in order, none overlapping another; ``offset`` is added to every position."""
    clean = plain(text)
    found: list[Quantity] = []
    taken: list[tuple[int, int]] = []
    for quantity in (*_ratios(clean), *_specials(clean)):
        if not any(start < quantity.end and quantity.start < end for start, end in taken):
            found.append(quantity)
            taken.append((quantity.start, quantity.end))
    taken.sort()
    found += _measured(clean, taken)
    found.sort(key=lambda quantity: quantity.start)
    return [
        replace(q, start=q.start + offset, end=q.end + offset, text=text[q.start : q.end],
                group=None if q.group is None else q.group + offset)
        for q in found
    ]  # fmt: skip


def _items(text: str, taken: list[tuple[int, int]]) -> list[_Item]:
    items: list[_Item] = []
    last = 0
    gates = iter([*taken, (len(text) + 1, len(text) + 1)])
    gate = next(gates)
    for match in NUMBER.finditer(text):
        start = match.start()
        while start >= gate[1]:
            gate = next(gates)
        if start < last or start >= gate[0]:
            continue
        number = read_number(match)
        before = text[start - 1] if start else " "
        value = number.value
        if before.isalnum() or before in "_^":
            continue
        if before == ".":
            if start > 1 and text[start - 2].isdigit():
                continue
            if match["mantissa"] is not None and number.integer and (start < 2 or not text[start - 2].isalpha()):
                value, start = float("0." + match["mantissa"]), start - 1
        elif before == "-":
            behind = text[start - 2] if start > 1 else " "
            touching = bool(items) and items[-1].end == start - 1
            if not touching:
                if behind.isalnum() or behind in ")]%°'":
                    continue
                if not (items and items[-1].end == start - 2 and behind == " "):
                    value, start = -value, start - 1
        end = number.end
        position = end
        if text.startswith(")", position) and "±" in match.group() and not match["closed"]:
            position += 1
        unit = None
        glued = position < len(text) and text[position] not in " -"
        unit_match = match_unit(text, position if glued else position + 1) if position < len(text) else None
        if (
            unit_match is not None
            and not glued
            and text[position] == "-"
            and not _hyphenated(unit_match.parts[0][0].notation)
        ):
            unit_match = None
        if unit_match is not None:
            unit = unit_from_parts(unit_match.parts, unit_match.text, unit_match.basis)
            if not _plausible(text, start, value, unit, glued):
                unit = None
            else:
                end = unit_match.end
        follower = text[end] if end < len(text) else " "
        usable = unit is not None or not (
            follower.isalpha() or follower in "_" or (follower == "-" and text[end + 1 : end + 2].isalpha())
        )
        if _REJECTED.search(text, max(0, start - 16), start):
            usable = False
        items.append(_Item(number, value, start, end, unit, usable))
        last = end
    return items


def _hyphenated(notation: str) -> bool:
    return len(notation) > 1 or notation in "hgVAMLK%"


def _plausible(text: str, start: int, value: float, unit: Unit, glued: bool) -> bool:
    """Whether a number and a one-letter unit are not an orbital, a panel or an element."""
    if len(unit.text) > 1:
        return True
    if unit.text in "dts" and glued:
        return False
    return not (unit.text in "SNTFt" and value == int(value) and value < 10 and glued)


def _measured(text: str, taken: list[tuple[int, int]]) -> Iterator[Quantity]:
    items = _items(text, taken)
    index = 0
    while index < len(items):
        chain = [items[index]]
        gaps: list[str] = []
        while index + 1 < len(items):
            gap = text[items[index].end : items[index + 1].start]
            if len(gap) > 12:
                break
            kind = gap.strip()
            if kind not in _RANGE_GAPS and kind not in _LIST_GAPS:
                break
            left, right = items[index].unit, items[index + 1].unit
            if left is not None and right is not None and left.dimension != right.dimension:
                break
            if (
                left is None
                and right is not None
                and text[max(0, items[index].start - 2) : items[index].start].strip().endswith("=")
            ):
                break
            gaps.append(kind)
            index += 1
            chain.append(items[index])
        index += 1
        yield from _chain(text, chain, gaps)


def _chain(text: str, chain: list[_Item], gaps: list[str]) -> Iterator[Quantity]:
    """Quantities of numbers that range or list words join; a unit serves the bare numbers before it."""
    unit: Unit | None = None
    for item in reversed(chain):
        if item.unit is not None:
            unit = item.unit
        elif item.usable:
            item.unit = unit
    group = chain[0].start if len(chain) > 1 else None
    position = 0
    out: list[Quantity] = []
    while position < len(chain):
        item = chain[position]
        following = chain[position + 1] if position + 1 < len(chain) else None
        gap = gaps[position] if following is not None else ""
        before = text[max(0, item.start - 60) : item.start]
        if following is not None and item.unit is not None and following.unit is not None:
            alike = item.unit.dimension == following.unit.dimension
            spanned = gap in _RANGE_GAPS or (gap == "and" and re.search(r"\bbetween $", before) is not None)
            if alike and spanned:
                moved = before.endswith("from ") and _CHANGE.search(before[:-5])
                if not moved:
                    out.append(_range(text, item, following, group))
                    position += 2
                    continue
        if (item.usable and item.unit is not None) or (item.usable and item.unit is None and _measures(text, item)):
            out.append(_single(text, item, group))
        position += 1
    if len(out) == 1:
        out = [replace(out[0], group=None)]
    yield from out


_STATED = re.compile(
    r"(?:[=~<>≤≥±≈]|\b(?:of|is|was|were|are|be|to|at|by|as|about|approximately|ca\.|around|nearly|than|reached|reaching|value)) ?$"
)


def _measures(text: str, item: _Item) -> bool:
    """Whether a bare number is a measured one: it has decimals, a power or an error and is stated as a value."""
    if item.number.integer and item.number.error is None:
        return bool(re.search(r"[=~≥≤<>] ?$", text[max(0, item.start - 2) : item.start]))
    return bool(_STATED.search(text, max(0, item.start - 14), item.start))


def _qualifier(text: str, start: int, end: int, dimension: str | None) -> str:
    before = _BEFORE.search(text, max(0, start - 26), start)
    if before is not None:
        kind = before.lastgroup
        word = before.group().strip().lower()
        if kind == "lower":
            return "exact" if word.startswith("over") and dimension in _EXACT_OVER else "lower_bound"
        if kind == "upper":
            return "exact" if word.startswith("under") and dimension in _EXACT_UNDER else "upper_bound"
        return "approximate"
    after = _AFTER.match(text, end)
    if after is not None:
        return "lower_bound" if after["lower"] else "upper_bound"
    return "exact"


def _single(text: str, item: _Item, group: int | None) -> Quantity:
    unit = item.unit
    qualifier = _qualifier(text, item.start, item.end, unit.dimension if unit else None)
    if unit is None:
        return Quantity(
            item.value, None, None, item.number.error, "", qualifier, None, None, None, item.start, item.end, "", group
        )
    unit, end = _with_reference(text, unit, item.end)
    value = normalise_value(item.value, unit)
    return Quantity(
        item.value, None, None, item.number.error, unit.text, qualifier, Normalised(value, None, None, unit.canonical),
        unit.dimension, unit.basis, item.start, end, "", group,
    )  # fmt: skip


def _range(text: str, low: _Item, high: _Item, group: int | None) -> Quantity:
    assert low.unit is not None
    assert high.unit is not None
    ends = sorted(((low.value, low.unit), (high.value, high.unit)), key=lambda pair: normalise_value(*pair))
    unit, end = _with_reference(text, high.unit, high.end)
    normalised = Normalised(None, normalise_value(*ends[0]), normalise_value(*ends[1]), unit.canonical)
    same = low.unit.factor == high.unit.factor and low.unit.offset == high.unit.offset
    values = [value if same else value * u.factor / unit.factor for value, u in ends]
    return Quantity(
        None,
        values[0],
        values[1],
        None,
        unit.text,
        "range",
        normalised,
        unit.dimension,
        unit.basis,
        low.start,
        end,
        "",
        group,
    )


def _with_reference(text: str, unit: Unit, end: int) -> tuple[Unit, int]:
    """A potential with the electrode that it is given against: ``V (vs. Li/Li^+)``."""
    if unit.dimension != "voltage":
        return unit, end
    match = _VERSUS.match(text, end)
    if match is None or match.group().count("(") != match.group().count(")"):
        return unit, end
    return replace(unit, text=unit.text + " " + match.group().strip()), match.end()


def _ratios(text: str) -> Iterator[Quantity]:
    if ":" not in text and "/" not in text:
        return
    for match in _RATIO.finditer(text):
        parts = re.split(r" ?[:/] ?", match["parts"])
        named = match["unit"] or ""
        colon = ":" in match["parts"]
        if not (len(parts) > 2 or named.strip(" ()")) and not _RATIO_BEFORE.search(
            text, max(0, match.start() - 80), match.start()
        ):
            if not colon or any(len(part) > 1 and part.startswith("0") and "." not in part for part in parts):
                continue
        if (
            not colon
            and not named.strip(" ()%")
            and not _RATIO_BEFORE.search(text, max(0, match.start() - 80), match.start())
        ):
            continue
        lead = match["parts"].replace(" ", "")
        value = float(parts[0])
        basis = next(
            (
                code
                for code, cue in (("weight", r"w|mass"), ("volume", r"^v|vol"), ("molar", "mol"))
                if re.search(cue, named.strip(" ()"))
            ),
            None,
        )
        yield Quantity(
            value, None, None, None, f"ratio {lead.replace('/', ':')}", "exact", Normalised(value, None, None, "ratio"),
            "ratio", basis, match.start(), match.end() - (1 if named.endswith(")") and "(" not in named else 0),
        )  # fmt: skip


def _specials(text: str) -> Iterator[Quantity]:
    for match in _SPECIAL.finditer(text):
        start, end = match.span()
        if match["divisor"]:
            value = float(match["divisor"])
            if value:
                qualifier = _qualifier(text, start, end, "c_rate")
                rate = float(f"{1 / value:.12g}")
                yield Quantity(
                    rate,
                    None,
                    None,
                    None,
                    "C",
                    qualifier,
                    Normalised(rate, None, None, "C"),
                    "c_rate",
                    None,
                    start,
                    end,
                )
        elif match["room"]:
            yield Quantity(
                25.0,
                None,
                None,
                None,
                "°C",
                "approximate",
                Normalised(25.0, None, None, "°C"),
                "temperature",
                None,
                start,
                end,
            )
        elif match["overnight"]:
            yield Quantity(None, None, None, None, "", "approximate", None, "time", None, start, end)
        elif match["fold"]:
            value = WORDS[match["fold"].lower()]
            yield Quantity(
                value,
                None,
                None,
                None,
                "times",
                "exact",
                Normalised(value, None, None, "times"),
                "fold",
                None,
                start,
                end,
            )
        else:
            unit_match = match_unit(text, end + 1)
            if unit_match is None:
                continue
            unit = unit_from_parts(unit_match.parts, unit_match.text, unit_match.basis)
            value = WORDS[match["word"].lower()]
            qualifier = _qualifier(text, start, unit_match.end, unit.dimension)
            yield Quantity(
                value, None, None, None, unit.text, qualifier, Normalised(normalise_value(value, unit), None, None, unit.canonical),
                unit.dimension, unit.basis, start, unit_match.end,
            )  # fmt: skip


def parse_quantity(text: str, unit: str | None = None) -> Quantity | None:
    """The one quantity that the whole of ``text`` states (a table cell, a query value); None where it states none.

    ``unit`` is that of the table's heading, taken where ``text`` has none of its own.
    """
    clean = with_carets(text.strip())
    whole = f"{clean} {unit}" if unit and not _has_unit(clean) else clean
    found = find_quantities("= " + whole)
    if len(found) != 1:
        return None
    quantity = found[0]
    rest = (("= " + whole)[2 : quantity.start] + ("= " + whole)[quantity.end :]).strip(" ()~<>≥≤=≈*†‡§")
    if rest and not _BEFORE.search(rest):
        return None
    return replace(quantity, start=0, end=len(text), text=text, group=None)


def _has_unit(text: str) -> bool:
    return any(quantity.unit for quantity in find_quantities(text))
