"""Same test: values told with the value of a test (``an initial capacity of 1517 mAh/g with a CE of 76%``)."""

from __future__ import annotations

import re

from ..analysis import Sentence
from ..extraction import Condition
from ..properties import properties
from .clauses import breaks
from .draft import Draft
from .retold import with_told

_CAPACITIES = frozenset({"capacity", "discharge_capacity", "charge_capacity", "areal_capacity"})
_WAYS = frozenset({"discharge_capacity", "charge_capacity"})
# `, giving a low Coulombic efficiency of `, ` (CE: `, ` and the CE was `
_WITH_EFFICIENCY = re.compile(
    r"(?: \([^()]{1,40}\))?,? ?(?:\(|and|with|at|giving|corresponding|equal|equivalent|resulting|yielding|leading"
    r"|implying|i\.e\.|along|together|accompanied|showing|exhibiting|which|or|thus|hence|for|having|as well as)?"
    r"[^.;]{0,30}?\b(?:efficienc(?:y|ies)|I?CEs?)\b(?:(?! in | of (?:the )?\d+)[^.;\d]){0,24}[~≈]?",
    re.IGNORECASE,
)
_LASTING = re.compile(
    r"\b(?:average|averaged|mean|stable|steady|remain|stay|keep|maintain|approach|increas|improv|rapid|reach|exceed|above"
    r"|over|after|later|subsequent|following|then|cycles)",
    re.IGNORECASE,
)
_LASTS = re.compile(r"\b(?:average|averaged|mean|stable|steady|close to|near|nearly|almost|approaching|high)\b")
# ` after 1500 cycles at 5C with an average CE of `
_EFFICIENCY_TOO = re.compile(
    r"\b(?:with|and|at|while|maintaining)\b[^.;,]{0,40}\b(?:efficienc(?:y|ies)|CEs?)\b[^.;\d]{0,24}$"
)
# `250 cycles with a capacity retention of `: what was kept over the life
_WITH_RETENTION = re.compile(
    r"(?: (?:at|under) [^;,()]{1,30})?,? \(?(?:(?:with|at|retaining|maintaining|keeping|for|to) )?"
    r"(?:(?:an?|the|its|high|excellent|capacity|retention|rate|of|about|only|more than|over|above) )*+~?"
)
_LATER = re.compile(r"^ ?(?:over|after|during|for|in) (?:the )?(?:\d|following|subsequent|later|next|whole|entire)")
_HIGHEST = 99.0  # %; no first cycle is better
# ` for A and `, ` (A) to only `: the value of another thing
_OF_NEXT = re.compile(
    r"(?: (?:for|in|with|of|on) [^.;,()]{1,50}(?:\([^()]{1,30}\))?| \([^()]{1,40}\))?"
    r"(?:,? and|,? to|,| versus| vs\.?|,? but|,? or|,? against|,? compared (?:with|to))"
    r"(?: (?:only|about|just|ca\.|merely|even)| ~)* ?"
    r"|\)?(?:, and|,| and|;)(?: followed by| then)? [^.;,()]{1,40} \("
)
# ` in the first discharge, of which `, ` and its delithiation to `
_WAY_BACK = re.compile(
    r"(?: (?:in|on|during|upon) (?:the )?(?:first|initial) \w+)?,? ?(?:(?:and|of|with|while|/)\b[^.;\d]{0,60}|\(?)"
)
# `, corresponding to a specific energy of `, `, i.e. `: the same measurement in other terms
_RESTATED = re.compile(
    r"(?: \([^()]{1,40}\))?(?: (?:at|after|in|on|over|during) [^,;.()]{1,40}(?:\.\d[^,;.()]{0,20})?)?,? ?\(?"
    r"(?:i\.e\.,?|that is,?|viz\.,?|namely|(?:which |thus |hence |and )?(?:corresponds?|corresponding|equals?"
    r"|equall?ing|equal|equivalent|amounts?|amounting|translates?|translating)(?: to)?|thus|hence|which means|or) ?"
    r"(?:(?:an?|the|its|only|about|just|merely|ca\.|as high as|retention|capacity|loss|fade|fading|decay|rate"
    r"|specific|energy|gravimetric|volumetric|areal|density|of|to|in terms|some|mean|average) )*+[~≈]?"
)


def with_test_of(sentence: Sentence, draft: Draft, last: Draft | None) -> dict[str, Condition]:
    """The conditions of ``draft``, with those of the value before it in ``sentence`` where it tells of one test."""
    if last is None:
        return draft.conditions
    start, end = last.quantity.end - sentence.start, draft.quantity.start - sentence.start
    if 0 < end - start < 120 and draft.own == last.own and _RESTATED.fullmatch(sentence.text, start, end):
        told = last.conditions
        if draft.property == "capacity_retention":
            told = {key: held for key, held in told.items() if key != "cycle_index"}
        return with_told(draft.property, draft.conditions, told)
    cycles = _cycles_of(last)
    if cycles is not None and "cycles" not in draft.conditions and 0 < end - start < 120:
        gap = sentence.text[start:end]
        fades = (draft.quantity.dimension or "").startswith("fade_per") and last.property == "cycle_life"
        lasting = draft.property == "coulombic_efficiency" and _LASTS.search(gap) and _EFFICIENCY_TOO.search(gap)
        kept = (
            draft.property == "capacity_retention"
            and last.property == "cycle_life"
            and _WITH_RETENTION.fullmatch(gap) is not None
        )
        if (fades or lasting or kept) and not breaks(gap) and "cycles" in properties()[draft.property].conditions:
            told = {key: held for key, held in last.conditions.items() if key != "cycle_index"}
            return with_told(draft.property, draft.conditions, {**told, "cycles": cycles})
    return _with_index_of(sentence, draft, last)


def _cycles_of(last: Draft) -> Condition | None:
    """The cycles that a value was measured after, or that a life is."""
    if last.property == "cycle_life" and last.quantity.dimension == "cycles":
        return Condition.of(last.quantity)
    return last.conditions.get("cycles") if last.property == "capacity_retention" else None


def _with_index_of(sentence: Sentence, draft: Draft, last: Draft) -> dict[str, Condition]:
    if "cycle_index" not in last.conditions:
        return draft.conditions
    if "cycle_index" in draft.conditions or "cycles" in draft.conditions:
        return draft.conditions
    if "cycle_index" not in properties()[draft.property].conditions or not _shares(sentence, draft, last):
        return draft.conditions
    return {**draft.conditions, "cycle_index": last.conditions["cycle_index"]}


def _shares(sentence: Sentence, draft: Draft, last: Draft) -> bool:
    base = sentence.start
    gap = sentence.text[last.quantity.end - base : draft.quantity.start - base]
    behind = sentence.text[draft.quantity.end - base :]
    if draft.property == "coulombic_efficiency" and last.property in _CAPACITIES:
        value = draft.quantity.value
        if value is None or value >= _HIGHEST or breaks(gap) or _LASTING.search(gap) or _LATER.match(behind):
            return False
        return _WITH_EFFICIENCY.fullmatch(gap) is not None
    if draft.property == last.property:
        return draft.conditions.items() <= last.conditions.items() and _OF_NEXT.fullmatch(gap) is not None
    if {draft.property, last.property} == _WAYS:
        return not breaks(gap) and not _LASTING.search(gap) and _WAY_BACK.fullmatch(gap) is not None
    return False
