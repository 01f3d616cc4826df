"""Lives: cycles or hours that a cell survived."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ...ingest.span import CharSpan
from ..analysis import Sentence
from ..hints import Hinted
from ..properties import PropertyMention
from ..quantity import Normalised, Quantity
from .clauses import AND_A, HARD
from .result import Result

_STABILITY = re.compile(
    r"\b(?:surviv\w+|(?:decay|fad|drop|fall|fell)\w* to (?:zero|nothing)|dead\b|outliv\w+|endur\w+|withst[ao]\w+"
    r"|lasts?\b|lasted\b|stab|lifespan|life ?span|life\b"
    r"|lifetime|durab"
    r"|cyclab|cycling performance"
    r"|(?:without|no) (?:\w+ ){0,2}(?:short|capacity|decay|fad|degrad|loss)|"
    r"long[- ]term|(?:runs?|ran|works?|worked|operat\w+|cycl(?:e|es|ed)|complet\w+|sustain\w*) (?:\w+ly )?(?:(?:for"
    r"|over)\b|(?=(?:about |more than |~)?\d))|short[- ]?circuit|fail(?:s|ed|ure)?\b|die[sd]\b|collaps\w+"
    r"|br(?:eak(?:s|ing)?|oke|oken) down"
    r"|plating|stripping|deposition)",
    re.IGNORECASE,
)
# Results that are given with a life without being its measure.
_BESIDE_A_LIFE = frozenset({"overpotential", "voltage", "resistance", "mass_loading", "thickness", "areal_capacity"})
# `ran for 2600 h (S5), 1900 h (S2) and 140 h (blank)`
_NEXT_OF_LIST = re.compile(
    r" (?:\([^()]{1,40}\)|(?:with|for|in) [^,;.()]{1,40}"
    r"|(?:at|under) (?:a (?:current )?(?:density|rate|current) of )?\d[\d.]{0,6} ?"
    r"(?:C|mA ?/? ?(?:g|cm)[-^\d]{0,3})"
    r")(?:, and|,| and) (?:(?:only|merely|for|over|about|more than|even|still) |~){0,3}"
)
# `of over 200 cycles`, `(over 500 h)`: no time during which something held, but what was outlived
_OVER = re.compile(
    r"(?:\b(?:of|for|and|to|is|was|sustain\w{0,3}|surviv\w{1,3}|withst\w{2,5}|endur\w{1,3}|last(?:s|ed)?) |\()over $"
)
# `more than 200 cycles` begins no clause.
_CLAUSE = re.compile(rf"(?<!more )(?<!less )(?<!longer )(?:{HARD.pattern})|,\s+and\b")
# `sustains 1000 cycles`: nothing but a life.
OUTLIVED = re.compile(
    r"(?<!of it )(?<!of that )(?<!capacity )\b(?:sustain|surviv|endur|withst[ao]|outlast|outliv)\w{0,4}"
    r"(?: for)?(?: (?:more than|over|about|at least|only|up to))? ?[~>]?$"
)
# `84% of the capacity survives 60 cycles`: a share does not live
_SHARE_OF = re.compile(r"%(?: of)?(?: [^\s;,]{1,20}){1,8} $")
# `could be cycled 480 times`
_TIMES = re.compile(r"\b(?:cycled|charged and discharged|recharged|operated) (?:for )?(?:more than |over |about )?$")
_AGAINST = re.compile(r"\b(?:than|compared|versus|while|whereas|against|but|unlike)\b[^;]*$")
_IN_NTH = Hinted(
    r"\b(?:dies?|died|fail(?:s|ed)?|br(?:eaks|oke) down|short(?:s|ed|-circuit(?:s|ed))?|collapse[sd]?) (?:already "
    r"|only )?"
    r"in the (?P<n>\d{1,5})\^?(?:st|nd|rd|th)(?: cycle)?\b"
)
_CYCLED_FOR = re.compile(
    r"\b(?:was|were|been) (?:cycled|operated|run)(?: at [^.;,]{1,25})? (?:for|over) (?:more than |over |about )?$"
)
_WITHOUT = re.compile(
    r"(?: \([^()]{1,30}\))?(?: at [^.;,]{1,30})? without [^.;]{0,40}(?:decay|fad|loss|short|degrad|failure)"
)
# `a life of 4000 cycles at 25 °C and of 900 cycles at 55 °C`
_AND_OF = re.compile(
    r"(?: (?:at|under|in|for|with) [^;]{1,60}?)?,? and (?:of |still |only |was |is |to |even "
    r"|just ){0,2}(?:more than |about |~)?"
)
_COULD = re.compile(r"\b(?:can|could|may) be (?:cycled|operated|recharged) (?:for )?(?:more than |over |about )?$")
# `…, those with the blank only 180 h`, `… and the LiNiO2 cathode for 97 cycles`
_NEXT_CELL = re.compile(
    r"(?: (?:at|in|under|with|for) [^.;,]{1,50})?(?:,|;|,? and|,? but|,? while|,? whereas)"
    r"(?: (?!(?:was|were|is|are|has|had|have|after|before|then|kept|held|rest|rested|stirred|dried|heated|stored|aged"
    r"|at|to)\b)[^\s.;,]{1,30}){1,8}? (?:(?:only|just|merely|for|about|a mere|no more than)(?: |$)|~)*+"
)
_THE_NEXT = re.compile(
    r"[A-Z]|\b(?:ones?|that|those|bare|pristine|blank|reference|control|conventional|commercial|latter)\b"
)
_AGAINST_CELL = re.compile(
    r"[^.;]{0,50},? (?:against|versus|vs\.?|compared (?:with|to)|as opposed to|instead of|rather than)"
    r" (?:only |about |just )?"
)
_OF_CELL = re.compile(r" (?:for|in|with|of|on) ")
# `failed after 25 cycles`, `leads to failure within 140 cycles`
_FAILED_AFTER = re.compile(
    r"\b(?:fail(?:s|ed|ing|ures?)?|die[sd]?|short(?:s|ed)?|short[- ]circuit(?:s|ed)?|collaps(?:es|ed)"
    r"|br(?:eaks|oke) down|cease[sd]?)(?: (?:already|completely|abruptly|suddenly|occurs|occurred|happened|sets in))?"
    r" (?:after|within|in less than)(?: only| merely| just| about| a mere)* ~?$"
)
_REACHED = re.compile(r"\b(?:up to|as long as|as many as) ?$")
# What is seen after cycles is no life, unless the cell had come to its end.
_ENDED = re.compile(
    r"\b(?:short|fail|die[sd]|collaps|break|broke|end of|stop|polari[sz]\w+ sharply|dead|cease|without)", re.IGNORECASE
)
# What leads to the cycles that a cell went through.
_SPENT = re.compile(
    r"(?:\b(?:over|until|for|in|up to|than|after|within|through|of|exceeding|during|beyond|last\w*|survive\w*"
    r"|runs?|ran|cycle[sd]|complet\w+|sustain\w*|to|even|least)\b|[>~≈(])[^.;]{0,20}$"
)
# Hours are lives of cells in which metal is plated and stripped.
_OF_METAL = re.compile(r"[Pp]lating|[Ss]tripping|[Ss]ymmetric|[Ss]hort|[Dd]epositi|\b(?:Li|Na|Zn|Mg)\b|[|‖]")
_AFTER = re.compile(r"\b(?:[Aa]fter|being) (?:\w+ ){0,3}$")
_FEWEST = 15.0  # cycles that nobody calls a life unless he names it
_FADES = frozenset({"fade_per_cycle", "fade_per_time"})
_TIME_TO_LIFE = 8.0  # hours; shorter ones are never lives of cells


def is_outlived(before: str) -> bool:
    """Whether a number of cycles behind ``before`` is a life, and nothing but a life (``sustains 1000 cycles``)."""
    match = OUTLIVED.search(before)
    return match is not None and _SHARE_OF.search(before, 0, match.start()) is None


def as_cycles(text: str, offset: int, quantities: Sequence[Quantity]) -> list[Quantity]:
    """``quantities`` of the sentence ``text`` with a number of times that a cell was cycled as cycles."""
    if " times" not in text:
        return list(quantities)
    return [
        replace(quantity, dimension="cycles", normalised=Normalised(quantity.value, None, None, "cycles"))
        if quantity.dimension == "fold"
        and _TIMES.search(text, max(0, quantity.start - offset - 50), quantity.start - offset)
        else quantity
        for quantity in quantities
    ]


def find_lives(
    sentence: Sentence,
    groups: Sequence[list[Quantity]],
    results: Sequence[Result],
    mentions: Sequence[PropertyMention],
) -> Iterator[Result]:
    """Cycles or hours survived: named as a life, or stability over cycles with no other result in the clause."""
    if sentence.block.section == "experimental":
        return
    yield from _ended(sentence.text, sentence.start)
    lives = _Lives(sentence, results, mentions)
    for group in groups:
        if _may_be_life(group) and (life := lives.of(group)) is not None:
            yield life


def _may_be_life(group: Sequence[Quantity]) -> bool:
    quantity = group[0]
    if quantity.dimension not in ("cycles", "time") or len(group) > 3:
        return False
    hours = quantity.normalised.value if quantity.normalised else None
    return quantity.dimension == "cycles" or (hours is not None and hours >= _TIME_TO_LIFE)


class _Lives:
    """The lives of one sentence, group by group: a later one may lean on the one told before it."""

    def __init__(self, sentence: Sentence, results: Sequence[Result], mentions: Sequence[PropertyMention]) -> None:
        self._text, self._base = sentence.text, sentence.start
        self._results = results
        self._names = [mention for mention in mentions if mention.code == "cycle_life"]
        # Dimension and end of the last life with a name, and what named it.
        self._named: tuple[str, int, list[PropertyMention]] | None = None
        self._told: Result | None = None

    def of(self, group: list[Quantity]) -> Result | None:
        """The life that ``group``, the next numbers of cycles or hours of the sentence, states."""
        quantity = group[0]
        start, end = quantity.start - self._base, group[-1].end - self._base
        if quantity.qualifier == "upper_bound" and _REACHED.search(self._text, max(0, start - 12), start):
            # `stable up to 30 cycles`: it came so far
            group = [replace(each, qualifier="exact") for each in group]
            quantity = group[0]
        if quantity.qualifier == "exact" and _OVER.search(self._text, max(0, start - 20), start):
            group = [replace(quantity, qualifier="lower_bound"), *group[1:]]
            quantity = group[0]
        told = self._told
        if told is not None and told.quantities[0].dimension == quantity.dimension:
            if _is_compared(self._text, start, end):
                return Result(group, ("cycle_life",), quantity.start, "elliptic", told)
            if len(group) == 1 and self._is_next(told, start, end):
                return Result(group, ("cycle_life",), quantity.start, "elliptic", told)
            if told.rule == "stable_over" and _NEXT_OF_LIST.fullmatch(self._text, told.end - self._base, start):
                self._told = Result(group[:1], ("cycle_life",), quantity.start, "stable_over")
                return self._told
        names = self._names_of(quantity, start, end)
        if names:
            self._named = (quantity.dimension or "", end, names)
            self._told = Result(group, ("cycle_life",), self._base + names[0].start, "life_named")
        elif self._is_survived(quantity, start, end):
            self._told = Result(group[:1], ("cycle_life",), quantity.start, "stable_over")
        else:
            return None
        return self._told

    def _is_next(self, told: Result, start: int, end: int) -> bool:
        """Whether the numbers at ``[start, end)`` are the life of another cell, set beside the one told."""
        low = told.end - self._base
        if start - low > 120:
            return False
        if _AGAINST_CELL.fullmatch(self._text, low, start) and _OF_CELL.match(self._text, end):
            return True
        match = _NEXT_CELL.fullmatch(self._text, low, start)
        return match is not None and _THE_NEXT.search(match.group()) is not None

    def _names_of(self, quantity: Quantity, start: int, end: int) -> list[PropertyMention]:
        """What names the numbers at ``[start, end)`` a life: before them, behind them, or before the last such."""
        text = self._text
        before = [
            m
            for m in self._names
            if 0 <= start - m.end < 60 and not HARD.search(text[m.end : start]) and "%" not in text[m.end : start]
        ]
        last = self._named
        if (
            not before
            and last is not None
            and last[0] == quantity.dimension
            and _AND_OF.fullmatch(text, last[1], start)
        ):
            before = last[2]
        return before or [m for m in self._names if 0 <= m.start - end < 12]

    def _is_survived(self, quantity: Quantity, start: int, end: int) -> bool:
        """Whether the clause around ``[start, end)`` tells that a cell went through them, and no result of it."""
        text = self._text
        left = max((match.end() for match in _CLAUSE.finditer(text, 0, start)), default=0)
        right = HARD.search(text, end)
        stop = right.start() if right else len(text)
        could = (
            _COULD.search(text, max(0, start - 60), start) is not None
            or _FAILED_AFTER.search(text, max(0, start - 70), start) is not None
            or (
                _CYCLED_FOR.search(text, max(0, start - 70), start) is not None
                and _WITHOUT.match(text, end) is not None
            )
        )
        if not could and not is_outlived(text[:start]):
            clause = CharSpan(self._base + left, self._base + stop)
            if any(
                clause.start <= result.start < clause.end and self._measures(quantity, result)
                for result in self._results
            ):
                return False
            if not _SPENT.search(text[:start]):
                return False
        window = text[left:stop]
        if quantity.dimension == "cycles" and (quantity.value or quantity.max or 0.0) < _FEWEST:
            return False
        if _AFTER.search(text[:start][-40:]) and not _ENDED.search(window):
            return False
        told = could or _STABILITY.search(window) is not None
        return told and (quantity.dimension == "cycles" or _OF_METAL.search(window) is not None)

    def _measures(self, quantity: Quantity, result: Result) -> bool:
        """Whether ``result``, of the same clause, is what was measured over the cycles or hours of ``quantity``."""
        if result.codes[0] in _BESIDE_A_LIFE:
            return False
        if result.start < quantity.end:
            return True
        gap = self._text[quantity.end - self._base : result.start - self._base]
        return result.quantities[0].dimension not in _FADES and not AND_A.search(gap)


def _is_compared(text: str, start: int, end: int) -> bool:
    """Whether a life in brackets is what another one is set against (``longer than bare Li (290 h)``)."""
    before = text[:start].rstrip("~≈ ")
    return before.endswith("(") and text.startswith(")", end) and _AGAINST.search(before[-120:]) is not None


def _ended(text: str, base: int) -> Iterator[Result]:
    """``A dies in the 41st``, ``broke down in the 40th cycle``: the life is the number of that cycle."""
    if " in the " not in text:
        return
    for match in _IN_NTH.finditer(text):
        count = float(match["n"])
        normal = Normalised(count, None, None, "cycles")
        place = (base + match.start("n"), base + match.end(), text[match.start("n") : match.end()])
        quantity = Quantity(count, None, None, None, "cycles", "exact", normal, "cycles", None, *place)
        yield Result([quantity], ("cycle_life",), quantity.start, "stable_over")
