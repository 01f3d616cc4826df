"""Elliptic values: those set beside an earlier value of their sentence, whose property they share without naming it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..analysis import Sentence
from ..properties import PropertyMention, properties
from ..quantity import Quantity
from .clauses import HARD
from .no_result import is_no_result
from .result import Result

_ELLIPTIC = re.compile(
    r"^[^();]{0,80} \([^():;]{2,40}: (?:only |just )?$|^[^.;]{0,80}; (?:without|with|for|in) [^.;,]{1,50}, (?:only "
    r"|just |merely )?$|^[^.;]{0,80}\b"
    r"(?:against|versus|vs\.?|as opposed to|compared (?:with|to)|than|and|while|whilst|whereas|but|to"
    r"|rather than)(?: only"
    r"| just| about| merely| a mere| the)? $"
)
_ELLIPTIC_BEHIND = re.compile(
    r"(?: (?:is|are|was|were) (?:\w+ )?(?:needed|required|found|obtained|observed|measured|seen|reached))?"
    r"\s{0,3}\)?\s{0,3}(?:for|of|in|with|by|at|after)\b|\s{0,3}\)"
)
_THAT_OF = re.compile(
    r"(?:\b(?:and|while|whereas|but)|;(?: and| while)?) (?:that|those) (?:of|for|in) [^.;,]{1,40}"
    r" (?:is|was|are|were|reach(?:es|ed))(?: only| about)? $"
    r"|\b(?:outperform\w{0,5}|exceed\w{0,5}|surpass\w{0,5}|superior to|compared (?:with|to)|versus) [^.;,()]{1,60}\($"
    r"|\bthan (?:(?:that|those) )?(?:of|for|in) (?:[^.;,()]|\([^()]{1,3}\)){1,60}\($"
    r"|\b(?:while|whereas|whilst|but) [^.;,]{1,60} (?:(?:comes?|came) (?:out )?(?:at|to)|st(?:ands|ood) at"
    r"|reach(?:es|ed)"
    r"|(?:dropp?|fell|f[ae]ll|rises?|rose)\w{0,3} to|does so by|did so by|manage[sd]|remain(?:s|ed) at|stay(?:s|ed) at)"
    r"(?: only| just| about| as much as| no more than)? $"
    r"|\b(?:while|whereas|but) [^.;,]{1,50} (?:has|had|have) (?:already )?(?:fallen|dropped|decreased"
    r"|declined|risen|increased)"
    r" to (?:only |just |about )?$"
)
_THAN_THE = re.compile(r"\bthan [^.;,()]{1,80}\(~?$")
# `while PE shrinks by 41%, B-PE by 3%`
_BY_NEXT = re.compile(
    r"[^.;\d]{0,80}(?:,| and|, and|;| while| whereas) [^.,;]{1,60} by (?:only |about |merely |just )?"
)
# `B-LPS has given up 11% of it, while LPS has lost as much as 47%`
_LOSS_NEXT = re.compile(
    r"[^.;\d]{0,80}(?:,|;|\band\b|\bwhile\b|\bwhereas\b|\bbut\b) [^.,;]{1,40} (?:lost|loses|faded by|fades by"
    r"|(?:given|gave) up)"
    r" (?:only |about |merely |just |as much as )?"
)
# `85% of its capacity, LMP had 78% and LCP only 69%`
_NEXT_THING = re.compile(
    r"(?: of (?:its|their|the)(?: \w+){1,3})?(?: (?:after|at|over|in) [^.;,]{1,40})?"
    r"(?:,|;|,? and|,? but|,? while|,? whereas|, as against)"
    r"(?P<thing>(?: (?!(?:was|were|is|are|after|before|then|which|with an?|its?|their)\b)[^\s.;,%]{1,30}){1,6}?)"
    r"(?: (?:had|has|have|only|just|merely|still|about|ca\.|a mere|even|to))*+(?: ~| ≈| ?)"
)
_A_THING = re.compile(
    r"[A-Z]|\b(?:ones?|that|those|bare|pristine|uncoated|blank|control|conventional|commercial|latter)\b"
)
_THING_ENDS = re.compile(r"(?:[.,;)]|$| (?:after|over|at|of (?:its|it|the|their)|and|for|under|with (?:the )?[A-Z])\b)")
_ATTAINED = re.compile(
    r"[;,] (?:for|in|with|from) [^.;,]{1,40}?,? (?:no more than |only |just |not more than |about |at most )?$"
)
_IS_ATTAINED = re.compile(r" (?:is|are|was|were) (?:attained|reached|obtained|found|measured|achieved)\b")
_NEXT_ITEM = re.compile(
    r"(?: \([A-Z][^(),;]{0,25}\)| ?\(?(?:at|for|in|after|under|of|with) [^,;()]{1,50}?\)?)?(?:, and|,| and"
    r"| or) (?:then )?(?:about |~|≈|only )?"
)
_VALUE_OF = re.compile(
    r"[^.]{0,60}[;,(]? ?(?:for|in|with|at|under|after) (?:the )?[^.;,]{1,40}?,? (?:the value|this value|it) (?:is"
    r"|was|drops to"
    r"|falls to|amounts to)"
    r"(?: only| just| about| down to| up to)? $"
    r"|[^;]{0,100}; (?:it|this) (?:is|was) (?:only |just |about )?$"
    r"|[^;]{0,120}; (?:with|for|in|using) [^.;,\d]{1,40},? (?:(?:we|one) \w{2,9}|it (?:is|was)|there (?:is"
    r"|are)) (?:only )?$"
)
_SET_AGAINST = re.compile(
    r";|\b(?:as opposed to|compared (?:with|to)|versus|vs\.?|against|than|whereas|while|whilst|in contrast|but"
    r"|rather than|only"
    r"|times that of|those of|that of)(?!\w)"
)
_BESIDE_LAST = re.compile(r"(?:,| and|, and|,? with| \(|;| /) (?:only |about |just )?")


def as_compared(sentence: Sentence, result: Result, results: Sequence[Result]) -> None:
    """Give a bare value that is compared (``than that with B (545 mAh/g``) the property of what it is set beside."""
    before = sentence.text[: result.start - sentence.start]
    if not _THAN_THE.search(before):
        return
    for earlier in reversed(results):
        if earlier.quantities[-1].dimension == result.quantities[0].dimension and len(earlier.codes) == 1:
            result.codes = earlier.codes
            return


def elliptic(sentence: Sentence, group: list[Quantity], last: Result) -> Result | None:
    """A bare value set beside the last one (``…, against 55% for the plain one``) has its property."""
    if group[0].dimension is None or group[0].dimension != last.quantities[-1].dimension or len(last.codes) > 1:
        return None
    gap = sentence.text[last.end - sentence.start : group[0].start - sentence.start]
    behind = sentence.text[group[-1].end - sentence.start :]
    if last.rule == "verb" and (_BY_NEXT.fullmatch(gap) or _LOSS_NEXT.fullmatch(gap)):
        return Result(group, last.codes, last.anchor, "verb", last)
    if (
        (len(gap) <= 160 and _THAT_OF.search(gap))
        or (len(gap) <= 160 and _ATTAINED.search(gap) and _IS_ATTAINED.match(behind))
        or _VALUE_OF.fullmatch(gap)
        or (_ELLIPTIC.match(gap) and _ELLIPTIC_BEHIND.match(behind))
    ):
        return Result(group, last.codes, last.anchor, "elliptic", last)
    if last.codes[0] == "capacity_retention" and len(gap) <= 120 and _THING_ENDS.match(behind):
        match = _NEXT_THING.fullmatch(gap)
        start = group[0].start - sentence.start
        if match is not None and _A_THING.search(match["thing"]):
            return None if is_no_result(sentence.text[:start], behind, "percent") else _like(group, last)
    return None


def _like(group: list[Quantity], last: Result) -> Result:
    return Result(group, last.codes, last.anchor, "elliptic", last)


def is_set_against(sentence: Sentence, last: Result, result: Result) -> bool:
    """Whether one value is compared with the value before it, so that it was measured as that one was."""
    if last.quantities[-1].dimension != result.quantities[0].dimension:
        return False
    if last.codes != result.codes and (result.rule != "unit" or properties()[last.codes[0]].broader != result.codes[0]):
        return False
    gap = sentence.text[last.end - sentence.start : result.start - sentence.start]
    return len(gap) < 160 and _SET_AGAINST.search(gap) is not None


def parallel(sentence: Sentence, group: list[Quantity], results: Sequence[Result]) -> Result | None:
    """A bare value beside another (``B has 129 mAh/g and 90%``) whose clause repeats the values of the one before."""
    last = results[-1]
    gap = sentence.text[last.end - sentence.start : group[0].start - sentence.start]
    if not _BESIDE_LAST.fullmatch(gap):
        return None
    for earlier in reversed(results[:-1]):
        between = sentence.text[earlier.end - sentence.start : last.start - sentence.start]
        if earlier.quantities[-1].dimension == group[0].dimension and len(earlier.codes) == 1 and HARD.search(between):
            return Result(group, earlier.codes, group[0].start, "elliptic", earlier)
    return None


def continued(
    sentence: Sentence, group: list[Quantity], last: Result, mentions: Sequence[PropertyMention]
) -> Result | None:
    """The next value of a list whose items have conditions of their own (``1.12 V at 800 °C, 1.14 V at 700 °C``)."""
    if group[0].dimension is None or group[0].dimension != last.quantities[-1].dimension or len(last.codes) > 1:
        return None
    low, high = last.end - sentence.start, group[0].start - sentence.start
    behind = sentence.text[group[-1].end - sentence.start :]
    if is_no_result(sentence.text[:high], behind, group[0].dimension):
        return None
    if not _NEXT_ITEM.fullmatch(sentence.text[low:high]) or any(low <= m.start < high for m in mentions):
        return None
    return Result(group, last.codes, last.anchor, "elliptic")
