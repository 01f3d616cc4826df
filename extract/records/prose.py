"""Records of running text: property, value, subject and conditions tied within a sentence and across sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ...ingest.span import CharSpan
from ..analysis import Analysis, Sentence
from ..extraction import Cell, Condition
from ..properties import OTHER, PropertyMention, find_properties
from ..quantity import Quantity
from .attaching import conditions_of
from .belief import Belief
from .cell_of import OF_CELLS, cell_of
from .changes import is_before_change
from .clauses import breaks
from .conditions import Cue, find_cues
from .draft import Draft, Subject, evidence_of, is_named
from .elided import elided
from .finding import find_results
from .lives import as_cycles
from .origin import Origins, is_theoretical_density
from .ownership import Ownership
from .pairs import Pairs
from .result import Result
from .retold import retold, with_all, with_told
from .runs import Runs
from .same_test import with_test_of
from .settings import Settings, says_of_all, settings_of_all
from .shared_units import with_shared_units
from .subjects import Subjects
from .supplied import with_supplied
from .told_names import ToldNames
from .untested import as_tested, is_reached, is_textbook
from .whole_cells import WholeCells

_SKIPPED_KINDS = frozenset({"heading", "reference", "footnote", "table", "equation", "other"})
_SKIPPED_SECTIONS = frozenset({"references", "end_matter", "supplement"})
_DIGIT = re.compile(r"\d")
# Properties outside the list that depend on a current.
_RATED = frozenset(
    {"percent", "specific_capacitance", "areal_capacitance", "volumetric_capacitance", "capacitance", "fade_per_cycle"}
)
_THAT_OF = re.compile(r"(?:That|Those) (?:of|for) [^.;]{1,40} (?:is|was|are|were|reach\w*|amounts? to) ")
_THAN = re.compile(r"\b(?:higher|lower|larger|smaller|greater|better|less|more|longer|shorter) than (?:the )?$")
_FOR = re.compile(r"\s{0,3}\)?\s{0,3}(?:for|of|in) (?:the |that of |a )?(?:\w+[- ]){0,2}?(?!cycles\b)[A-Za-z]")


class ProseReader:
    """Reads the records of the sentences of one document, in text order."""

    def __init__(
        self,
        analysis: Analysis,
        subjects: Subjects,
        ownership: Ownership,
        cells: Sequence[Cell],
        belief: Belief,
        origins: Origins,
    ) -> None:
        self._analysis = analysis
        self._belief = belief
        self._origins = origins
        self._subjects = subjects
        self._pairs = Pairs(analysis, subjects)
        self._ownership = ownership
        self._cells = cells
        self._whole = WholeCells(analysis.document, battery=belief.battery)
        self._last: Draft | None = None
        self._before: list[Draft] = []
        self._settings = Settings()
        self.runs = Runs()
        self._of_all: dict[str, dict[str, Condition]] = {}
        for sentence in analysis.sentences:
            if says_of_all(sentence.text):
                quantities = analysis.quantities_in(sentence.span)
                cues = find_cues(sentence.text, sentence.start, quantities, ())
                self._of_all.setdefault(sentence.block.id, {}).update(settings_of_all(sentence, cues))

    def drafts(self) -> Iterator[Draft]:
        """The drafts of every sentence that can state a result."""
        for sentence in self._analysis.sentences:
            block = sentence.block
            if block.kind in _SKIPPED_KINDS or block.section in _SKIPPED_SECTIONS:
                continue
            quantities = with_shared_units(sentence, self._analysis.quantities_in(sentence.span))
            quantities = as_cycles(sentence.text, sentence.start, quantities)
            if quantities or _DIGIT.search(sentence.text):
                yield from self._sentence(sentence, quantities)
            self._subjects.remember(sentence)

    def _sentence(self, sentence: Sentence, quantities: list[Quantity]) -> Iterator[Draft]:
        mentions = find_properties(sentence.text)
        results = find_results(sentence, quantities, mentions) or self._of_before(sentence, quantities)
        if results:
            bare = elided(sentence, results, self._analysis.materials_in(sentence.span), quantities)
            results = sorted([*results, *bare], key=lambda result: result.start)
        if (model := self._analysis.values) is not None:
            around = self._analysis.materials_in(sentence.span)
            results = with_supplied(sentence, quantities, around, mentions, results, model)
        results = retold(sentence, quantities, results, self._before, named=bool(mentions))
        if not results:
            materials = self._analysis.materials_in(sentence.span) if quantities else ()
            cues = find_cues(sentence.text, sentence.start, quantities, materials)
            self._settings.note(sentence, cues, ())
            self.runs.note(sentence, cues, told=False)
            return
        materials = self._analysis.materials_in(sentence.span)
        spans = [CharSpan(result.start, result.end) for result in results]
        unused = [q for q in quantities if not any(span.start <= q.start < span.end for span in spans)]
        cues = find_cues(sentence.text, sentence.start, unused, materials)
        last: Draft | None = None
        told: list[dict[str, Condition]] = []
        before: list[Draft] = []
        here: dict[int, Draft] = {}
        for index, result in enumerate(results):
            others = [span for place, span in enumerate(spans) if place != index]
            for draft in self._drafts_of(sentence, result, others, cues, mentions):
                if result.again is not None and id(result.again) in here:
                    earlier = here[id(result.again)]
                    draft.subject, draft.own = earlier.subject, earlier.own
                    draft.conditions = with_told(draft.property, draft.conditions, earlier.conditions)
                if not is_named(draft.subject):
                    continue
                draft.conditions = with_test_of(sentence, draft, before[-1] if before else None)
                here[id(result)] = draft
                last = _with_subject_of(last, draft, sentence)
                told.append(last.conditions)
                before.append(last)
                if self._belief.believes(last):
                    yield last
        self._last = last
        self._before = before
        self._settings.note(sentence, cues, told)
        self.runs.note(sentence, cues, told=bool(told))

    def _of_told(self, sentence: Sentence, result: Result) -> list[Subject] | None:
        """``The values at 600 °C are 0.98, 0.46 and 0.15 Ω``: of the things that the sentence before told them of."""
        subjects = [draft.subject for draft in result.told]
        if len({subject.key for subject in subjects}) < max(2, len(result.quantities)):
            return None
        return None if self._analysis.materials_in(sentence.span) else subjects

    def _of_before(self, sentence: Sentence, quantities: Sequence[Quantity]) -> list[Result]:
        """``That of B is 71%.``: a value of what the sentence before told of A, measured as that was."""
        before = self._last
        if before is None or len(quantities) != 1 or before.quantity.dimension != quantities[0].dimension:
            return []
        if before.evidence.block != sentence.block.id or not _THAT_OF.match(sentence.text):
            return []
        return [Result(list(quantities), (before.property,), quantities[0].start, "elliptic")]

    def _drafts_of(
        self,
        sentence: Sentence,
        result: Result,
        others: Sequence[CharSpan],
        cues: Sequence[Cue],
        mentions: Sequence[PropertyMention],
    ) -> Iterator[Draft]:
        if any(span.end <= result.start for span in others):
            result.quantities = [_compared(sentence, quantity) for quantity in result.quantities]
        subjects = self._pairs.of(sentence, result, cues) or self._of_told(sentence, result)
        names = ToldNames(sentence, mentions, others)
        own = self._ownership.own(sentence, result.start, result.end)
        measured = not self._ownership.is_theory(sentence, result.start, result.end)
        for place, quantity in enumerate(result.quantities):
            code = result.codes[place] if len(result.codes) == len(result.quantities) else result.codes[0]
            if subjects is not None:
                subject = subjects[place]
            else:
                subject = self._subjects.resolve(sentence, quantity.start, quantity.end, result.anchor, code, others)
            if is_before_change(sentence.text, quantity.start - sentence.start, quantity.end - sentence.start):
                subject = self._subjects.before_change(subject, sentence) or subject
            subject = self._whole.holder(sentence, quantity, code, subject)
            conditions = conditions_of(sentence, result, place, code, others, cues)
            if own and measured and is_theoretical_density(sentence, quantity):
                own = measured = False
            if is_textbook(sentence, subject.material, quantity, conditions) and (
                own or not is_reached(sentence, quantity)
            ):
                own = measured = False
            if self._last is not None and result.rule == "elliptic" and _THAT_OF.match(sentence.text):
                conditions = {**self._last.conditions, **conditions}
            like = result.like
            while like is not None and own:
                conditions = {**conditions_of(sentence, like, 0, code, others, cues), **conditions}
                like = like.like
            if result.told:
                conditions = with_told(code, conditions, result.told[place].conditions)
            if own and not result.told:
                conditions = self._settings.complete(sentence, code, conditions, place, len(result.quantities))
            if own and code in OF_CELLS and sentence.block.id in self._of_all:
                conditions = with_all(code, conditions, self._of_all[sentence.block.id])
            conditions = as_tested(sentence, quantity, others, conditions)
            if not measured:
                conditions = {}  # nobody measured it at anything
                code = "capacity" if code == "discharge_capacity" else code
            elif code == OTHER and quantity.dimension not in _RATED:
                conditions = {key: held for key, held in conditions.items() if key not in ("rate", "current_density")}
            yield Draft(
                code,
                subject,
                quantity,
                conditions,
                own,
                result.rule,
                evidence_of(sentence.block, sentence.start, sentence.end),
                cell_of(sentence.text, code, self._cells) if own else None,
                self._origins.of(sentence, quantity, code, theory=not measured, own=own),
                names.of(result, place, code),
            )


_BESIDE = re.compile(r"(?:,|;| and|, and) (?:about |~)?")


def _compared(sentence: Sentence, quantity: Quantity) -> Quantity:
    """``quantity`` as the exact value of something compared with (``lower than 130 Ω for the bare one``)."""
    if quantity.qualifier in ("lower_bound", "upper_bound"):
        before = sentence.text[: quantity.start - sentence.start]
        behind = sentence.text[quantity.end - sentence.start :]
        if _THAN.search(before[-30:]) and _FOR.match(behind):
            return replace(quantity, qualifier="exact")
    return quantity


def _with_subject_of(last: Draft | None, draft: Draft, sentence: Sentence) -> Draft:
    """``draft`` with the subject of the value before it, where the sentence names none for it and begins no clause."""
    if last is None:
        return draft
    gap = sentence.text[last.quantity.end - sentence.start : draft.quantity.start - sentence.start]
    if (
        draft.subject.how != "list"
        and _BESIDE.fullmatch(gap)
        and sentence.text.rfind("(", 0, last.quantity.start - sentence.start)
        > sentence.text.rfind(")", 0, last.quantity.start - sentence.start)
    ):
        return replace(draft, subject=last.subject)  # `the sample with B (545 mAh/g, 59%)`
    if draft.subject.certain or not last.subject.certain:
        return draft
    if (last.property in OF_CELLS) != (draft.property in OF_CELLS) or breaks(gap.replace(";", ",")):
        return draft
    return replace(draft, subject=replace(last.subject, how="carried"))
