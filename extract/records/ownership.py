"""Own or cited: whether a value is this paper's own result, another work's, or theory."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from ..analysis import Analysis, Sentence
from ..hints import Hinted, has_any

_THEORY = Hinted(
    r"\b(?:in theory|on paper)\b[^.;]{0,60}$|\bideal(?:ly)?\b[^.;]{0,30}$"
    r"|\btheoretical(?:ly)?(?! density of|ly dense)\b(?:(?:[^.;)]|\([^()]{0,30}\)){0,90}$)",
    flags=re.IGNORECASE,
)
_THEORY_AFTER = re.compile(
    r"^ (?:that |which )?(?:is |are )?(?:allowed |predicted )?(?:by |in )?theory\b|^(?! of (?:the"
    # what stands in a bracket of its own, or has a value of its own behind, is another value
    r"|its) theoretical)[^.;,\d]{0,12}\btheoretical(?:ly)?\b(?![^.;,)]{0,60}\d)",
    re.IGNORECASE,
)
_OTHERS = Hinted(
    r"\bet al\b|\b(?:found|measured|given|obtained|published|observed) (?:by (?:others|other (?:groups|authors"
    r"|workers))|before|earlier|elsewhere)\b|\bco-?workers\b|\b(?:[A-Z]\w+)(?:'s|’s) group\b|\breported (?:by|in"
    r"|previously|elsewhere"
    r"|earlier|for|that)\b|\b(?:previous|earlier|prior|other|recent) (?:\w+ )?(?:work|stud|report|literature"
    r"|research|paper)"
    r"|\bpreviously (?:reported|published)|\bin (?:the )?literature\b|\bliterature values?"
    r"|\bwas (?:first )?reported\b|\bhave been reported\b|\bhas been reported\b|\bhave reported\b"
    r"|\bwere reported\b|\bgroup of [A-Z]\w+"
    r"|\b(?:cells?|work|group|data|values?|results?) of [A-Z][a-z]+ (?:and [A-Z][a-z]"
    r"|et al)"
    r"|\bcommercial (?:LIBs?|lithium|Li-ion)|\bcurrent(?:ly)? (?:available|commercial)",
    flags=re.IGNORECASE,
)
# `agree with those of Zhou et al. (1.1 mS/cm`
_BY_NAME = re.compile(
    r"\b(?:of|by|from|in) [A-Z][a-zé]+(?: et al\.?| and (?:co-?workers|[A-Z][a-z]+))(?: \[?\d{1,3}\]?)?,? ?"
    r"\((?:[^()]{1,30}, )?$"
)
# `[12]`, `[4–9]`, `ref. 44`; but `[110]` is a direction
_MARK = Hinted(r"\[\d{1,3}(?: ?[,–-] ?\d{1,3}){0,9}\]|\b[Rr]efs?\. ?\d{1,3}\b")
_PLANE = re.compile(r"\[[012-]{3,5}\]")
_ALONG = re.compile(r"\b(?:along|zone|ax[ei]s|direction|plane)\b[^.;]{0,12}$")
_VALUE = re.compile(r"\d ?(?:mA ?hg?|Whk?g?|mV|V|eV|m?S)\b")
# `a theoretical voltage of 1.6 V (1.1 V)`: two theoretical values; but what comes near to theory is told of a sample
_TWIN = re.compile(
    r"\b[Tt]heoretical(?:ly)?\b[^\d(;]{0,60}\d[\d.,]{0,8} (?P<unit>[^\s()\d]\S{0,4}(?: [^\s()]{1,5}){0,2})"
    r" \((?:about |~|≈)?$"
)
_NEARLY = re.compile(r"%|\b(?:close|near\w*|approach\w*|below|above|than|compar\w*|reach\w*|almost|exceed\w*)\b")
_CLAUSE = re.compile(r";|\b(?:while|whereas|than)\b")
# What is usual is told from elsewhere in an abstract; among results it is what was measured beside.
_USUAL = Hinted(r"\bstate-of-the-art\b|\bconventional\b", flags=re.IGNORECASE)
_REPORTED = re.compile(r"^[^.;,]{0,25} (?:was|were|has been|have been) (?:\w+ )?reported\b")
_OWN = Hinted(
    r"\b(?:this|our|present) (?:work|study|paper|case|research|results?|report|sample|material|composite"
    r"|electrode|cell|membrane)\b|\bherein\b|\bwe\b|\bour\b|\bas[- ]prepared\b|\bhere,",
    flags=re.IGNORECASE,
)
# "… higher than that of previous reports" speaks of others only to compare.
_COMPARISON = re.compile(
    r"\b(?:than|compar\w+ (?:with|to)|similar to|consistent with|agree\w* with|accord\w* with|as)\b[^.;]{0,80}",
    re.IGNORECASE,
)
_PRESENT = re.compile(r"\b(?:is|are|has|have|can|its|their|owing to|due to|because of|suffers?)\b", re.IGNORECASE)
_GENERIC = re.compile(
    r"\b(?:promising|attractive|widely|well[- ]known|candidate|potential|has been|have been|are|is|due to"
    r"|owing to|suffers?|hindered|hampered|limited by|plagued)\b",
    re.IGNORECASE,
)
_TURN = Hinted(
    r"\b(?:in th(?:is|e present) (?:work|study|paper|letter|article|report)|herein|here,? (?:we|a|the)"
    r"|we (?:here(?:in)? )?(?:report|prepar|synthesi|present|demonstrat|develop|design|propos|show|fabricat"
    r"|investigat))",
    flags=re.IGNORECASE,
)


def _own_part(analysis: Analysis) -> int:
    """Where the abstract turns from background to the paper's own work; 0 where it does not say."""
    inside = [s for s in analysis.sentences if s.block.kind == "abstract" or s.block.section == "abstract"]
    for index, sentence in enumerate(inside):
        if _TURN.search(sentence.text):
            return sentence.start if index * 10 <= len(inside) * 7 else 0
    return 0


def _own_introduction(analysis: Analysis) -> int | None:
    """Where an introduction turns to the paper's own work (``In this work, we …``), or None."""
    turns = (
        sentence.start
        for sentence in analysis.sentences
        if sentence.block.section == "introduction" and _TURN.search(sentence.text)
    )
    return max(turns, default=None)


def _written_marks(analysis: Analysis) -> Iterator[int]:
    """Where citation marks stand in the words themselves (``[12]``, ``ref. 44``), as plain text has them."""
    for block in analysis.document.blocks:
        if block.kind in ("paragraph", "abstract", "list", "caption") and has_any(block.text, ("[", "ef. ", "efs. ")):
            for match in _MARK.finditer(block.text):
                if not _PLANE.fullmatch(match.group()) and not _ALONG.search(block.text[: match.start()][-24:]):
                    yield block.start + match.start()


@lru_cache(maxsize=256)
def _told_of(text: str) -> tuple[bool, str, bool]:
    """Whether a sentence has words of the authors' own, what it says besides comparing, and whether that is of others.

    Every value of the sentence asks.
    """
    told = _COMPARISON.sub("", text)
    return _OWN.search(text) is not None, told, _OTHERS.search(told) is not None


class Ownership:
    """Tells own values from cited and theoretical ones."""

    def __init__(self, analysis: Analysis, *, review: bool) -> None:
        marks = [citation.position for citation in analysis.document.citations]
        self._positions: Sequence[int] = sorted([*marks, *_written_marks(analysis)])
        self._review = review
        self._own_from = _own_part(analysis)
        self._own_introduction = _own_introduction(analysis)

    def cited_within(self, start: int, end: int) -> bool:
        """Whether a citation mark stood within ``[start, end]``."""
        from bisect import bisect_left

        index = bisect_left(self._positions, start)
        return index < len(self._positions) and self._positions[index] <= end

    def _closed_by_mark(self, sentence: Sentence, before: str, end: int) -> bool:
        """Whether the bracket that a value stands in has a citation mark right behind it."""
        if before.rfind("(") <= before.rfind(")"):
            return False
        close = sentence.text.find(")", end - sentence.start)
        return close >= 0 and self.cited_within(sentence.start + close, min(sentence.start + close + 3, sentence.end))

    def is_theory(self, sentence: Sentence, start: int, end: int) -> bool:
        """Whether the value at ``[start, end)`` of ``sentence`` is a theoretical one."""
        clause = _CLAUSE.split(sentence.text[: start - sentence.start])[-1]
        match = _THEORY.search(clause)
        if match is not None and _VALUE.search(match.group()):
            return False  # the theoretical value has been given; this is another
        behind = sentence.text[end - sentence.start :]
        if "heoretical" in clause and behind[:1] == ")" and _NEARLY.search(clause) is None:
            twin = _TWIN.search(clause)
            if twin is not None and sentence.text[: end - sentence.start].endswith(" " + twin["unit"]):
                return True
        return bool(match or _THEORY_AFTER.search(behind))

    def is_of_own_work(self, section: str | None, start: int, end: int, text: str) -> bool:
        """Whether ``text`` at ``[start, end)``, in ``section``, is where an introduction tells what the paper found."""
        turn = self._own_introduction if section == "introduction" else None
        return turn is not None and start >= turn and not self.cited_within(start, end) and not _OTHERS.search(text)

    def own(self, sentence: Sentence, start: int, end: int) -> bool:
        """Whether the value at ``[start, end)`` of ``sentence`` is the paper's own result."""
        text = sentence.text
        before = text[: start - sentence.start]
        after = text[end - sentence.start :]
        clause = _CLAUSE.split(before)[-1]
        if self.is_theory(sentence, start, end):
            return False
        if self._review or _OTHERS.pattern.match(after.lstrip()) or _BY_NAME.search(before[-90:]):
            return False
        own_words, told, reported = _told_of(text)
        section = sentence.block.section
        if sentence.start < self._own_from and not own_words and _PRESENT.search(clause) and _GENERIC.search(before):
            return False
        if section == "introduction":
            turned = self._own_introduction is not None and sentence.start >= self._own_introduction
            marked = self.cited_within(sentence.start if turned else start, sentence.end)
            return (own_words or (turned and not _OTHERS.search(text) and not _GENERIC.search(text))) and not marked
        cited = self.cited_within(sentence.start, sentence.end)
        usual = (
            (cited or section == "abstract") and _USUAL.search(told) is not None and _USUAL.search(before) is not None
        )
        if usual and not own_words:
            return False
        if reported and (_OTHERS.search(before) or _REPORTED.match(after)) and not own_words:
            return False
        if cited:
            # A mark right behind the value, or words of reporting, give it away; a mark elsewhere may back a claim.
            near = (
                self.cited_within(start, min(end + 40, sentence.end)) or self._closed_by_mark(sentence, before, end)
            ) and not _COMPARISON.search(after[:45])
            if reported and not near:
                # What another value behind is told of others for does not make this one theirs.
                others = _OTHERS.search(after)
                next_value = _VALUE.search(after)
                reported = others is None or next_value is None or others.start() < next_value.start()
            return own_words or not (near or reported)
        return True
