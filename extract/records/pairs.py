"""Pairs: the subjects of a list of values that the sentence lists as well (``A, B and C … 1, 2 and 3``)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ..analysis import Analysis, MaterialMention, Sentence
from ..properties import find_properties
from ..quantities import find_quantities
from .changes import is_changed_to
from .conditions import Cue, is_of_process
from .draft import Subject, is_named
from .nouns import kinds_of_one, listed_nouns
from .result import Result
from .subjects import Subjects

_LISTED = re.compile(r"\s{0,3}(?:,|and|,\s{0,3}and|/|or|\S{0,15} and|\S{0,12},)\s{0,3}(?:the\s{1,3})?")
# `from A to B the capacity rises from 1 to 2`, `replacing A by B raises it from 1 to 2`
_GONE_OVER = re.compile(r"(?: \w{4,12})? (?:to|by|with|for|into)(?: (?:the|an?))? (?:\w+-)?")
_GOING_OVER = re.compile(
    r"\b(?:from|replac\w+|substitut\w+|exchang\w+|swapp\w+|chang\w+|switch\w+)\b[^,;]{0,40}$", re.IGNORECASE
)
_PLURAL = re.compile(
    r"(?:Their|They|These|The (?:corresponding|respective))\b|(?:At|After|In) [^,]{1,50}, (?:their|they)\b"
)
_IN_ORDER = re.compile(r"\brespectively\b|\bin (?:this|that|the same) (?:order|sequence)\b")
# `the capacities are 268 and 274`: of the two that were spoken of
_SEVERAL = re.compile(
    r"(?:capacities|efficiencies|retentions|conductivities|voltages|resistances|energies|densities)"
    r" (?:at [^,;]{1,20} )?(?:are|were|amount to) "
)
# `31% and 88% of the capacity remain for the dense and the coated silicon`
_FOR_THE = re.compile(r"(?: \w{1,12}){0,6}? for the [^.;,]{2,60}(?:, | and )the ")


_TURN = re.compile(
    r"(?:the )?(?:first|second|third|fourth|fifth|last|initial|\d+(?:st|nd|rd|th)|(?:dis)?charge)\b", re.IGNORECASE
)


class Pairs:
    """Pairs the values of a result with as many subjects, one sentence at a time."""

    def __init__(self, analysis: Analysis, subjects: Subjects) -> None:
        self._analysis = analysis
        self._subjects = subjects

    def of(self, sentence: Sentence, result: Result, cues: Sequence[Cue]) -> list[Subject] | None:
        """The subject of each value of ``result``, or None where the sentence pairs them with nothing."""
        if len(result.quantities) < 2 or len(result.codes) > 1:
            return None
        return self._paired(sentence, result, cues) or self._treated(sentence, result) or self._listed(sentence, result)

    def _listed(self, sentence: Sentence, result: Result) -> list[Subject] | None:
        """The nouns of a list as long as the values', where they are no materials by name (``the bare separator``)."""
        n, base, text = len(result.quantities), sentence.start, sentence.text
        names = kinds_of_one(text[: result.start - base], n)
        if names is None and (n > 2 or "respectively" in text or _FOR_THE.match(text[result.end - base :])):
            names = listed_nouns(text, result.start - base, result.end - base, n)
        if names is None or any(find_properties(name) or find_quantities(name) or _TURN.match(name) for name in names):
            return None
        known = {mention.text: mention for mention in self._analysis.materials_in(sentence.span)}
        subjects = [
            self._subjects.of(known[name], "list", sentence) if name in known else Subject.called(name, "list")
            for name in names
        ]
        return subjects if all(map(is_named, subjects)) else None

    def _treated(self, sentence: Sentence, result: Result) -> list[Subject] | None:
        """The sample of each treatment (``sintered at 850, 900 and 950 °C``) where there are as many as values."""
        n = len(result.quantities)
        if n < 2 or len(result.codes) > 1:
            return None
        treated = [
            quantity
            for quantity in self._analysis.quantities_in(sentence.span)
            if quantity.dimension == "temperature" and is_of_process(sentence.text[: quantity.start - sentence.start])
        ]
        if len(treated) != n:
            return None
        held = self._subjects.resolve(sentence, result.start, result.end, result.anchor, result.codes[0], ())
        return [
            Subject(
                f"{held.key} {quantity.value:g}",
                replace(held.material, name=f"{held.material.name} ({quantity.value:g} {quantity.unit})".strip()),
                None,
                "list",
            )
            for quantity in treated
            if quantity.value is not None
        ] or None

    def _paired(self, sentence: Sentence, result: Result, cues: Sequence[Cue]) -> list[Subject] | None:
        """The materials of a list as long as the values' (``A, B and C … 1, 2 and 3, respectively``)."""
        n = len(result.quantities)
        if n < 2 or len(result.codes) > 1:
            return None
        first, second = (quantity.start - sentence.start for quantity in result.quantities[:2])
        changed = n == 2 and is_changed_to(sentence.text, result.quantities[0].end - sentence.start, second)
        if changed:
            return self._gone_over(sentence, first)
        runs: list[list[int]] = []
        mentions = self._analysis.materials_in(sentence.span)
        for index, mention in enumerate(mentions):
            if runs:
                last = mentions[runs[-1][-1]]
                gap = sentence.text[last.end - sentence.start : mention.start - sentence.start]
                if _LISTED.fullmatch(gap):
                    runs[-1].append(index)
                    continue
            runs.append([index])
        for run in runs:
            if len(run) == n and not any(result.start <= mentions[index].start < result.end for index in run):
                return [self._subjects.of(mentions[index], "list", sentence) for index in run]
        if mentions:
            together = max(Counter(cue.group for cue in cues if cue.group is not None).values(), default=0)
            in_order = _IN_ORDER.search(sentence.text) is not None
            if together != n and (series := self._series_of(sentence, result, mentions)) is not None:
                return series
            return self._labels_before(sentence, result) if in_order or together != n else None
        if _PLURAL.match(sentence.text):
            listed = self._subjects.series.earlier(sentence, n)
            return listed or (self._subjects.labelled(n) if "respectively" in sentence.text else None)
        ordered = _IN_ORDER.search(sentence.text) is not None
        plural = n == 2 and _SEVERAL.search(
            sentence.text, max(0, result.anchor - sentence.start), result.start - sentence.start
        )
        if n > 2 or ordered or plural:
            # Conditions as many as the values are what these are listed with.
            by_condition = max(Counter(cue.group for cue in cues if cue.group is not None).values(), default=0)
            if by_condition != n:
                return (
                    self._subjects.series.earlier(sentence, n) or None
                    if plural and not ordered
                    else self._subjects.series.of(sentence, n)
                )
        return None

    def _series_of(
        self, sentence: Sentence, result: Result, mentions: Sequence[MaterialMention]
    ) -> list[Subject] | None:
        """The series that the paper listed before, where the sentence names some of it behind the values."""
        n, between = len(result.quantities), mentions[0].start - result.end
        if n < 3 or between < 5 or not all(mention.is_sample for mention in mentions):
            return None
        series = self._subjects.series.of(sentence, n)
        named = {self._subjects.of(mention, "list", sentence).key for mention in mentions}
        return series if series and len(named) < n and named <= {subject.key for subject in series} else None

    def _labels_before(self, sentence: Sentence, result: Result) -> list[Subject] | None:
        """The labels that the sentence has named before its values, where there are as many (``… (A) and … (B)``)."""
        found: dict[str, Subject] = {}
        for mention in self._analysis.materials_in(sentence.span):
            if mention.is_sample and mention.end <= result.start:
                subject = self._subjects.of(mention, "list", sentence)
                found.setdefault(subject.key, subject)
        return list(found.values()) if len(found) == len(result.quantities) else None

    def _gone_over(self, sentence: Sentence, end: int) -> list[Subject] | None:
        """The two materials between which a change in the value behind ``end`` is told (``Going from A to B, …``)."""
        base, mentions = sentence.start, self._analysis.materials_in(sentence.span)
        for one, other in pairwise(mentions):
            if (
                other.end - base <= end
                and _GONE_OVER.fullmatch(sentence.text, one.end - base, other.start - base)
                and _GOING_OVER.search(sentence.text[: one.start - base])
            ):
                return [self._subjects.of(mention, "list", sentence) for mention in (one, other)]
        return None
