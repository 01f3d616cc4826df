"""Attaching: which of a sentence's conditions hold for which of its values."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...ingest.span import CharSpan
from ..analysis import Sentence
from ..extraction import Condition
from ..properties import properties
from .clauses import AND_A, COMMA_AND, NEW_CLAUSE, breaks
from .conditions import Cue
from .result import Result

_AND_ONE = re.compile(r"\band an?\b")
_LISTING = re.compile(r"[,;]|\band\b")
# `150 mAh/g in the first cycle`
_IN_THE = re.compile(r"\s{0,3}(?:in|at|for|during|on|upon|after)\s{1,3}(?:the\s{1,3}|its\s{1,3})?")


def conditions_of(
    sentence: Sentence,
    result: Result,
    place: int,
    code: str,
    others: Sequence[CharSpan],
    cues: Sequence[Cue],
) -> dict[str, Condition]:
    """The conditions of the value at ``place`` of ``result``."""
    found: dict[str, Condition] = {}
    allowed = properties()[code].conditions
    results = sorted([*others, CharSpan(result.start, result.end)])
    for key in sorted(allowed):
        chosen = _cue(sentence, result, place, [cue for cue in cues if cue.key == key], cues, results)
        if chosen is not None:
            found[key] = chosen.condition
    if "cycle_index" in found and "cycles" in found:
        index, cycles = found["cycle_index"].text, found["cycles"]
        if index == "initial" and cycles.value != 1:
            del found["cycles" if _adjacent_index(sentence, result) else "cycle_index"]
    return found


def _adjacent_index(sentence: Sentence, result: Result) -> bool:
    left = sentence.text[max(0, min(result.anchor, result.start) - sentence.start - 25) : result.start - sentence.start]
    return re.search(r"\b(?:initial|first)\b", left, re.IGNORECASE) is not None


def _cue(
    sentence: Sentence,
    result: Result,
    place: int,
    cues: Sequence[Cue],
    all_cues: Sequence[Cue],
    results: Sequence[CharSpan],
) -> Cue | None:
    """The one of ``cues`` (all of one key) that holds for the value, or None."""
    if not cues:
        return None
    n = len(result.quantities)
    groups: list[list[Cue]] = []
    for cue in cues:
        if groups and cue.group is not None and groups[-1][-1].group == cue.group:
            groups[-1].append(cue)
        else:
            groups.append([cue])
    if n > 1:
        # `from 100 to 2000 mA/g` says of no single value of a list at which it was measured.
        groups = [group for group in groups if group[0].condition.min is None or group[0].key == "voltage_window"]
        for group in groups:
            if len(group) == n:
                return group[place]
        if len(groups) == n and all(len(group) == 1 for group in groups):
            return groups[place][0]
    single = [group[0] for group in groups if len(group) == 1]
    if not single:
        return None
    if single[0].key == "cycle_index":
        return _index_cue(sentence, result, single, results)
    text, base = sentence.text, sentence.start
    following = min((span.start for span in results if span.start >= result.end), default=base + len(text))
    previous = max((span.end for span in results if span.end <= result.start), default=None)
    first = min(span.start for span in results)
    fronted = [cue for cue in single if cue.end <= first]
    behind = next((cue for cue in single if result.end <= cue.start < following), None)
    if behind is not None and breaks(text[result.end - base : behind.start - base]):
        behind = None
    if (
        behind is not None
        and following < base + len(text)
        and not _of_previous(text[result.end - base : behind.start - base])
    ):
        # Another clause begins before the condition: it is the next value's.
        behind = None
    ahead = next(
        (
            cue
            for cue in reversed(single)
            if cue.end <= result.start
            and (
                previous is None
                or (cue.start >= previous and not _of_previous(text[previous - base : cue.start - base]))
            )
            and not breaks(text[cue.end - base : result.start - base])
            and (cue.start - base < 40 or not AND_A.search(text[cue.end - base : result.start - base]))
        ),
        None,
    )
    if behind is not None and ahead is not None:
        return ahead if fronted and len(single) > 1 else behind
    if behind is not None or ahead is not None:
        return behind or ahead
    if fronted and not breaks(text[fronted[-1].end - base : result.start - base]):
        return fronted[-1]
    # A value with no condition of its own shares those behind the values that it is listed with.
    own = [cue for cue in all_cues if cue.key != "cycle_index" and result.end <= cue.start < following]
    if own and single[0].key == "cycles":
        return None
    # What the same sentence measured just before, it measured at the same rate.
    if (
        previous is not None
        and single[0].key != "cycles"
        and not COMMA_AND.search(text[previous - base : result.start - base])
    ):
        for cue in reversed(single):
            if cue.end <= result.start and not breaks(text[cue.end - base : result.start - base]):
                return cue
    for cue in single:
        gap = text[result.end - base : cue.start - base]
        if cue.start >= result.end and not breaks(gap) and not COMMA_AND.search(gap) and not _AND_ONE.search(gap):
            return cue
    return None


def _of_previous(gap: str) -> bool:
    """Whether a condition that ``gap`` parts from the value before it still belongs to that value."""
    return NEW_CLAUSE.search(gap) is None


def _index_cue(sentence: Sentence, result: Result, cues: Sequence[Cue], results: Sequence[CharSpan]) -> Cue | None:
    """``initial`` and ordinals hold for the property that they stand beside."""
    base = sentence.start
    low, high = min(result.anchor, result.start), result.end
    earlier = [span.end for span in results if result.anchor <= span.start and span.end <= result.start]
    if earlier and sentence.text[max(earlier) - base : result.start - base].strip() != "to":
        # The words before the first value that the name stands for are not those of the next.
        low = result.start
    for cue in cues:
        if 0 <= low - cue.end <= 30 or low <= cue.start < high:
            between = sentence.text[cue.end - base : max(cue.end, low) - base]
            if not breaks(between) and not _LISTING.search(between):
                return cue
        if 0 <= cue.start - high <= 30 and _IN_THE.fullmatch(sentence.text[high - base : cue.start - base]):
            return cue
    return None
