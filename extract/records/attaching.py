"""Attaching: which of a sentence's conditions hold for which of its values."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...ingest.span import CharSpan
from ..analysis import Sentence
from ..extraction import Condition
from ..properties import properties
from .conditions import Cue
from .reach import Reach
from .result import Result

_UNDER_SAME = re.compile(
    r" (?:under|at) (?:identical|the same|these|the very same|equal) (?:\w+ )?(?:conditions|currents?)\b"
)
# `cells of 2.1 Ah`, `3 Ah pouch cells`
_CELLS_OF = re.compile(r"\bcells? of (?:about )?$")
_A_CELL = re.compile(r"[- ](?:[A-Za-z-]{3,14} ){0,2}cells?\b")
# Between a rate and the current that it is.
_ONE_PACE = re.compile(
    r"[- ]?(?:rate)?\s?(?:[(,;=/]|or|i\.e\.)?\s?(?:(?:i\.e\.,?|or|that is,?|=|≈|~|about|ca\.|a|the|current|density"
    r"|rate|of|with|corresponding to|equivalent to|equal to|which corresponds to) ?){0,6}"
)


def conditions_of(
    sentence: Sentence,
    result: Result,
    place: int,
    code: str,
    others: Sequence[CharSpan],
    cues: Sequence[Cue],
) -> dict[str, Condition]:
    """The conditions of the value at ``place`` of ``result``; ``others`` are the spans of the other results."""
    if result.rule == "verb" and result.quantities[0].dimension == "charge" and _is_rating(sentence, result):
        return {}
    held: dict[str, Cue] = {}
    results = sorted([*others, CharSpan(result.start, result.end)])
    reach = Reach(sentence, result, results, cues)
    for key in sorted(properties()[code].conditions):
        groups = _grouped([cue for cue in cues if cue.key == key])
        if key == "cycles" and place == 0 and _is_changed(sentence, result):
            continue
        chosen = _paired(result, place, groups, others) or reach.choose(key, _single(result, groups))
        if chosen is not None:
            held[key] = chosen
    if result.rule == "verb":
        # A verb has the conditions behind it alone (`conducts 6 mS/cm at 25 °C and is oxidised above 4.3 V`).
        for key in ("temperature", "rate", "current_density"):
            if code == "voltage" and key in held and held[key].end <= result.start:
                del held[key]
    if _UNDER_SAME.match(sentence.text, result.end - sentence.start):
        held = {key: cue for key, cue in held.items() if cue.end <= result.start or key in ("cycles", "cycle_index")}
    if len(held) > 1 and len(result.quantities) == 1:
        _one_pace(sentence, result, held)
    found = {key: cue.condition for key, cue in held.items()}
    if "cycle_index" in found and "cycles" in found:
        index, cycles = found["cycle_index"].text, found["cycles"]
        if index == "initial" and cycles.value != 1:
            del found["cycles" if _adjacent_index(sentence, result) else "cycle_index"]
    return found


def _is_rating(sentence: Sentence, result: Result) -> bool:
    """Whether the charge is what a cell is rated (``cells of 2.1 Ah``), which nothing was measured for."""
    start, end = result.start - sentence.start, result.end - sentence.start
    return (
        _CELLS_OF.search(sentence.text, max(0, start - 20), start) is not None
        or _A_CELL.match(sentence.text, end) is not None
    )


def _is_changed(sentence: Sentence, result: Result) -> bool:
    """Whether the result is a change of one thing, of which cycles are the second's (``from 206 to 117 mAh/g``)."""
    if len(result.quantities) != 2:
        return False
    first, second = (quantity.start - sentence.start for quantity in result.quantities)
    gap = sentence.text[result.quantities[0].end - sentence.start : second]
    return gap.strip() == "to" and sentence.text[max(0, first - 12) : first].rstrip().endswith("from")


def _one_pace(sentence: Sentence, result: Result, held: dict[str, Cue]) -> None:
    """Leave out of ``held`` the farther of a rate and a current, unless they tell one pace (``0.2C (34 mA/g)``)."""
    if "rate" not in held or "current_density" not in held:
        return
    first, second = sorted((held["rate"], held["current_density"]), key=lambda cue: cue.start)
    if _ONE_PACE.fullmatch(sentence.text, first.end - sentence.start, second.start - sentence.start):
        return
    far = max(first, second, key=lambda cue: max(cue.start - result.end, result.start - cue.end))
    del held[far.key]


def _adjacent_index(sentence: Sentence, result: Result) -> bool:
    left = sentence.text[max(0, min(result.anchor, result.start) - sentence.start - 25) : result.start - sentence.start]
    return re.search(r"\b(?:initial|first)\b", left, re.IGNORECASE) is not None


def _grouped(cues: Sequence[Cue]) -> list[list[Cue]]:
    """The cues of one key, those of one list together."""
    groups: list[list[Cue]] = []
    for cue in cues:
        if groups and cue.group is not None and groups[-1][-1].group == cue.group:
            groups[-1].append(cue)
        else:
            groups.append([cue])
    return groups


def _listable(result: Result, groups: Sequence[list[Cue]]) -> list[list[Cue]]:
    """``from 100 to 2000 mA/g`` says of no single value of a list at which it was measured."""
    if len(result.quantities) < 2:
        return list(groups)
    return [group for group in groups if group[0].condition.min is None or group[0].key == "voltage_window"]


def _paired(result: Result, place: int, groups: Sequence[list[Cue]], others: Sequence[CharSpan]) -> Cue | None:
    """The cue at the value's own place in a list that is as long as that of the values."""
    n = len(result.quantities)
    if n < 2:
        return None
    groups = _listable(result, groups)
    for group in groups:
        if len(group) == n:
            return group[place]
    if len(groups) == n and all(len(group) == 1 for group in groups):
        low, high = min(groups[0][0].start, result.start), max(groups[-1][0].end, result.end)
        # `initial capacities of 2100 and 1500, rising to 98% in the fifth cycle`: not theirs both
        if groups[0][0].key == "cycle_index" and any(low < span.start < high for span in others):
            return None
        return groups[place][0]
    return None


def _single(result: Result, groups: Sequence[list[Cue]]) -> list[Cue]:
    return [group[0] for group in _listable(result, groups) if len(group) == 1]
