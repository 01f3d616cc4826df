"""Reach: how far a condition of a sentence holds: behind its value, ahead of it, from the front, or shared."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...ingest.span import CharSpan
from ..analysis import Sentence
from .changes import TO, is_changed_from
from .clauses import AND_A, COMMA_AND, NEW_CLAUSE, breaks
from .conditions import Cue
from .result import Result

_AND_ONE = re.compile(r"\band an?\b")
# What one cycle gives: `198 mAh/g and a Coulombic efficiency of 84% at 0.1C`
_MEASURED_AT_ONE = frozenset(
    {"capacity", "discharge_capacity", "charge_capacity", "areal_capacity", "energy_density", "coulombic_efficiency"}
)
_NEW_FACT = re.compile(r",\s+(?:and|which)\b")
# `…, retaining 86% at 0.2C` tells of a test of its own.
_PARTICIPLE = re.compile(
    r",\s+(?:\w+ly )?(?:retain|keep|maintain|preserv|deliver|show|exhibit|yield|giv|reach|los)\w*ing\b"
)
# `Smith et al. found 3.4 mS/cm and Jones et al. 0.3 mS/cm at 25 °C`: what others told apart is of tests apart
_OF_OTHERS = re.compile(
    r"\b(?:and|,) (?:[A-Z]\S+ (?:et al\b|and co-?workers)|[^,;]{2,60}? (?:reported|claimed|found|obtained"
    r"|demonstrated) )"
)
_LISTING = re.compile(r"[,;]|\band\b")
# `150 mAh/g in the first cycle`
_IN_THE = re.compile(
    r"(?: \([^()]{1,30}\))?(?: (?:at|under) \d[^\s,;]{0,8}(?: [^\s,;]{1,6}(?: g\^-1| cm\^-2)?)?)?(?: (?:remain\w{0,3}"
    r"|(?:are|is|were|was) (?:left"
    r"|obtained|reached|measured)))?\s{0,3}(?:(?:retention|capacity|efficiency)\s)?(?:in|at|for|during|on|upon|after)"
    r"\s{1,3}(?:the\s{1,3}|its\s{1,3})?"
)
_AT_ONCE = re.compile(r" \(?(?:at|after|under)? ?")
_SHARE = re.compile(r" of (?:the |its |an? )?(?:(?:initial|first|original) )?(?:capacity of )?(?:about |~)?")
# `The device with 1 M KOH works up to 1.2 V; its energy …`: one thing still, tested as before.
_GOES_ON = re.compile(r";(?= (?:and )?(?:at [^;,]{1,20}?,? )?(?:it|its|they|their|these|both)\b)")
_SETTINGS = frozenset({"temperature", "electrolyte", "voltage_window"})
_LEADING = re.compile(
    r"(?:[A-Z]\w+(?: \w+)?, )?(?:[Aa]t|[Ii]n|[Aa]fter|[Uu]nder|[Ww]ith|[Uu]pon|[Dd]uring|[Ff]or|[Ww]hen|[Bb]etween"
    r"|[Ff]rom"
    r"|[Oo]ver|[Ee]ven|[Oo]nly|[Bb]y|[Ii]f|[Uu]sing|[Ff]ollowing|[Cc]ycled|[Tt]ested|[Mm]easured)\b[^,]*"
)
_AND_THE = re.compile(r",\s+and (?:the|its|an?|their)\b")
_AND_IT = re.compile(r"\band (?:it|they|its|their|this|these|we)\b")
_OF_ALL = re.compile(r"\b(?:both|each|all) at $")
_IN_FRONT = re.compile(r"(?:In|At|During|On|After|For|Upon|By) (?:the |its )?")
_AT_THIS = re.compile(
    r"\bat (?:this|the same|that|these|such an?|identical) (?:high |low )?(?P<what>rate|C-rate|current|temperature)"
)
_AT_THIS_KEYS = {"rate": "rate", "C-rate": "rate", "current": "current_density", "temperature": "temperature"}
_IN_OWN = re.compile(r" (?:in|with) (?:the )?[A-Z\d]")
_LISTED = re.compile(r"\)?\s?(?:,|and|or|, and|/|to|&)\s?(?:about |~|only |\w+ly )?\(?")


class Reach:
    """The conditions that one result of a sentence may take; ``results`` are the spans of all, in order."""

    def __init__(
        self, sentence: Sentence, result: Result, results: Sequence[CharSpan], all_cues: Sequence[Cue]
    ) -> None:
        self._text = sentence.text
        self._base = sentence.start
        self._result = result
        self._results = results
        self._all_cues = all_cues
        whole = sentence.start + len(sentence.text)
        following = [span for span in results if span.start >= result.end]
        if following and _SHARE.fullmatch(
            sentence.text[result.end - sentence.start : following[0].start - sentence.start]
        ):
            following = following[1:]  # `89% of 151 mAh/g after 500 cycles`: the cycles are those of the share
        text, base = sentence.text, sentence.start
        if following and is_changed_from(text, result.end - base, following[0].start - base):
            following = following[1:]  # `fell to 96 from 219 mAh/g after 300 cycles`: the cycles are those of the first
        self._next = min((span.start for span in following), default=whole)
        self._is_last = self._next == whole
        self._previous = max((span.end for span in results if span.end <= result.start), default=None)

    def choose(self, key: str, cues: Sequence[Cue]) -> Cue | None:
        """The one of ``cues`` (all of ``key``, none in a list) that holds for the result, or None."""
        cues = [cue for cue in cues if not self._is_in_bracket(cue)]
        if not cues:
            return None
        if key == "cycle_index":
            return self._index(cues)
        if key == "cycles" and (
            (not self._is_last and self._begins_change()) or self._is_shared_out() or self._was_before()
        ):
            return None
        fronted = [cue for cue in cues if cue.end <= min(span.start for span in self._results)]
        behind, ahead = self._behind(cues), self._ahead(cues)
        if behind is not None and _AT_ONCE.fullmatch(self._gap(self._result.end, behind.start)):
            return behind
        if behind is not None and ahead is not None:
            return ahead if fronted and len(cues) > 1 else behind
        if behind is not None or ahead is not None:
            return behind or ahead
        if fronted and self._still_holds(fronted[-1], key):
            return fronted[-1]
        return self._shared(key, cues)

    def _is_in_bracket(self, cue: Cue) -> bool:
        """Whether ``cue`` stands in a bracket with another value (``28 mPa s and … lowest (1.9 mS/cm at 25 °C)``)."""
        start = cue.start - self._base
        left = self._text.rfind("(", 0, start)
        if left < 0 or ")" in self._text[left:start]:
            return False
        right = self._text.find(")", cue.end - self._base)
        low, high = self._base + left, self._base + (right if right >= 0 else len(self._text))
        if low < self._result.start < high:
            return False
        return any(low < span.start < high for span in self._results)

    def _still_holds(self, cue: Cue, key: str) -> bool:
        """Whether a condition from before the first value still holds for this one."""
        gap = self._gap(cue.end, self._result.start)
        if breaks(_GOES_ON.sub(",", gap) if key in _SETTINGS else gap):
            return False
        if self._previous is None or _LEADING.fullmatch(self._text[: cue.start - self._base]):
            return True
        # `the shrinkage at 150 °C fell to 4%, and the contact angle to 12°`
        return key == "electrolyte" or not _AND_THE.search(self._gap(self._results[0].end, self._result.start))

    def _gap(self, start: int, end: int) -> str:
        return self._text[start - self._base : end - self._base]

    def _begins_change(self) -> bool:
        """Whether the value is the first of a change, whose second follows (``from 219 to 96``)."""
        before = self._text[: self._result.start - self._base]
        return before.rstrip().endswith("from") and TO.fullmatch(self._gap(self._result.end, self._next)) is not None

    def _was_before(self) -> bool:
        """Whether the value is what the one before it came from (``to 96 from 219``)."""
        return self._previous is not None and is_changed_from(
            self._text, self._previous - self._base, self._result.start - self._base
        )

    def _accompanies(self) -> bool:
        """Whether the value only accompanies what its sentence says (``With a CE of 99 %, the capacity …``)."""
        return (
            self._text.startswith("With ") and self._previous is None and "," in self._gap(self._result.end, self._next)
        )

    def _is_shared_out(self) -> bool:
        """Whether the value is what a share before it is of (``89% of 151 mAh/g``): it was there before the cycles."""
        return (
            self._previous is not None and _SHARE.fullmatch(self._gap(self._previous, self._result.start)) is not None
        )

    def _behind(self, cues: Sequence[Cue]) -> Cue | None:
        """The next cue behind the value, unless a clause begins before it."""
        cue = next((cue for cue in cues if self._result.end <= cue.start < self._next), None)
        if cue is None:
            return None
        gap = self._gap(self._result.end, cue.start)
        # Where another clause begins before the condition it is the next value's.
        if breaks(gap) or _AND_IT.search(gap):
            return None
        return None if not self._is_last and NEW_CLAUSE.search(gap) else cue

    def _ahead(self, cues: Sequence[Cue]) -> Cue | None:
        """The last cue ahead of the value that does not belong to the value before."""
        for cue in reversed(cues):
            if cue.end > self._result.start:
                continue
            if self._previous is not None and (
                cue.start < self._previous
                or not NEW_CLAUSE.search(self._gap(self._previous, cue.start))
                or _OF_ALL.search(self._gap(self._previous, cue.start))
            ):
                continue
            gap = self._gap(cue.end, self._result.start)
            if not breaks(gap) and (cue.start - self._base < 40 or not AND_A.search(gap)):
                return cue
        return None

    def _shared(self, key: str, cues: Sequence[Cue]) -> Cue | None:
        """A cue of the values that this one is listed with: it has none of its own."""
        result = self._result
        own = any(cue.key != "cycle_index" and result.end <= cue.start < self._next for cue in self._all_cues)
        # `92% after 500 cycles at 25 °C and 81% at 45 °C`
        shares = (
            key == "cycles"
            and result.codes == ("capacity_retention",)
            and self._previous is not None
            and self._gap(self._previous, result.start).endswith(" and ")
        )
        if own and key == "cycles" and not shares:
            return None
        if key == "electrolyte" and _IN_OWN.match(self._text, result.end - self._base):
            return None
        # A fade per cycle is that of the cycles told before.
        over = key == "cycles" and (result.quantities[0].dimension or "").startswith("fade_per")
        this = _AT_THIS.search(self._text, (self._previous or self._base) - self._base, self._next - self._base)
        same = this is not None and _AT_THIS_KEYS[this["what"]] == key
        # What the same sentence measured just before, it measured at the same rate.
        if (
            self._previous is not None
            and (key != "cycles" or over or shares)
            and (same or not _NEW_FACT.search(self._gap(self._previous, result.start)))
        ):
            for cue in reversed(cues):
                if cue.end <= result.start and not breaks(self._gap(cue.end, result.start)):
                    return cue
        for cue in cues:
            if cue.start >= result.end:
                gap = self._gap(result.end, cue.start)
                if self._result.codes[0] not in _MEASURED_AT_ONE and _AND_ONE.search(gap) and "efficienc" not in gap:
                    continue
                if breaks(gap) or COMMA_AND.search(gap) or _PARTICIPLE.search(gap):
                    continue
                if _OF_OTHERS.search(gap):
                    continue
                if key != "cycles" or self._accompanies() or _LISTED.fullmatch(self._gap(result.end, self._next)):
                    return cue
        return None

    def _index(self, cues: Sequence[Cue]) -> Cue | None:
        """``initial`` and ordinals hold for the property that they stand beside."""
        result = self._result
        low, high = min(result.anchor, result.start), result.end
        earlier = [span.end for span in self._results if result.anchor <= span.start and span.end <= result.start]
        if earlier and self._gap(max(earlier), result.start).strip() != "to":
            # The words before the first value that the name stands for are not those of the next.
            low = result.start
        for cue in cues:
            # `In the 200th cycle at 1C, A still has 602 mAh/g`
            front = _IN_FRONT.match(self._text)
            if front is not None and front.end() == cue.start - self._base and cue.end <= self._results[0].start:
                return cue if not breaks(self._gap(cue.end, low)) else None
            if cue.start == self._base and self._text.startswith(f"{cue.condition.text.capitalize()}ly, "):
                return cue if not breaks(self._gap(cue.end, low)) else None
            if 0 <= low - cue.end <= 30 or low <= cue.start < high:
                between = self._gap(cue.end, max(cue.end, low))
                if not breaks(between) and not _LISTING.search(between):
                    return cue
            if 0 <= cue.start - high <= 45 and _IN_THE.fullmatch(self._gap(high, cue.start)):
                return cue
        return None
