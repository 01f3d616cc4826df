"""Drafts: which sentences and steps of a paper belong to one recipe."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ..ingest.document import Block
from .analysis import Analysis, MaterialMention, Sentence
from .carried import carry_rate, told_for_all
from .draft_cues import (
    is_bought,
    is_experiment,
    is_of_another,
    is_of_electrodes,
    is_of_electrolyte,
    is_of_powders,
    is_of_slurry,
    is_of_tests,
    is_run_in_heading,
    is_stacked,
)
from .extraction import Condition
from .flow import outputs_of
from .hints import Hinted
from .inferred_target import LIKEWISE
from .ingredients import find_target, says_obtained
from .inputs import inputs_of
from .makes_nothing import makes_nothing
from .operations import OperationHit, find_operations, is_thermal
from .paragraphs import sentence_kind
from .step import Step
from .steps import steps_of
from .unlisted import find_unlisted

_KINDS = frozenset({"paragraph", "list"})
_RECIPE_KINDS = frozenset({"synthesis", "electrode", "cell"})
_METHODS = frozenset({"experimental", "supplement"})
# Samples are washed and dried for an instrument, too; what paragraphs on electrodes make is an electrode or its parts.
_ABOUT_NO_SYNTHESIS = frozenset({"testing", "characterisation"})
_SYNTHESES = frozenset({"solid_state", "solution", "hydrothermal", "coprecipitation", "vapour_deposition"})
_NOTHING_MADE = frozenset({"testing", "characterisation", "other", None})
_NUMBER_ONLY = re.compile(r"^[\d.\s]*$")
_MANY = 3
_FIRST_RUN = frozenset({"formation", "resting"})
_CELLS = re.compile(r"\b(?:cells?|batter(?:y|ies)|formation|pre-?cycl\w+)\b", re.IGNORECASE)
_COATED = re.compile(
    r"^\W{0,2}(?:\w+,?\s){0,3}?(?:coated|casted|cast|as-coated|obtained|resulting|"
    r"wet)\s(?:\w+\s){0,2}(?:separators?|films?|"
    r"electrodes?|foils?|sheets?|membranes?|layers?)\b",
    re.IGNORECASE,
)
_SHOWN = Hinted(r"\b(?:Fig(?:ure|s)?|Schemes?|flow ?charts?)\b")
# A first sentence may name target and starting materials before any step.
_MADE_FROM = Hinted(
    r"\b(?:was|were) (?:made|prepared|synthesi[sz]ed|obtained|produced) (?:from|out of|starting from)\b"
    r"(?![^.;]{0,200}\b(?:PVDF|slurr\w+|binders?)\b)"
    r"|\b[Ss]olution (?:\(?[A-D1-4I]{1,2}\)?\s)?(?:contain|consist|compris)\w+\s"
)
_BEGINS = re.compile(r"\b(?:synthesi[sz]ed|prepared|fabricated|synthesis|preparation)\b", re.IGNORECASE)
_GOES_ON = re.compile(
    r"\b(?:the|these|this|then|obtained|resulting|as-\w+)\s(?:\w+[\s-]){0,3}(?:powders?|pellets?|products?|mixtures?|"
    r"precursors?|materials?|solids?|gel|suspension)\b",
    re.IGNORECASE,
)


@dataclass
class Draft:
    """The sentences of one recipe while it is being read; ``remarks`` tell no step, but perhaps a name."""

    kind: str
    block: Block
    heading: str | None
    target: MaterialMention | None
    sentences: list[Sentence] = field(default_factory=list)
    steps: list[tuple[Sentence, Step]] = field(default_factory=list)
    kept: list[int] = field(default_factory=list)
    remarks: list[Sentence] = field(default_factory=list)
    told: dict[str, Condition] = field(default_factory=dict)
    about: str | None = None


def find_drafts(analysis: Analysis, kinds: Mapping[str, str]) -> Iterator[Draft]:
    """The recipes of a paper in text order, as sentences and steps; ``kinds`` say what its paragraphs are about.

    A recipe begins with each paragraph, with each change between synthesis, electrode and cell, with each new target.
    """
    yield from (draft for draft in _joined(_drafts(analysis, kinds)) if not _makes_nothing(draft))


def _makes_nothing(draft: Draft) -> bool:
    if draft.kind != "synthesis" or draft.target is not None:
        return False
    told = dict.fromkeys(sentence.text for sentence, _ in draft.steps)
    return bool(told) and makes_nothing(list(told), [step.type for _, step in draft.steps])


def _joined(drafts: Iterator[Draft]) -> Iterator[Draft]:
    """A synthesis told over several paragraphs under one heading is one recipe, until another target is named."""
    last: Draft | None = None
    for draft in drafts:
        if last is not None and last.kind == draft.kind == "synthesis" and _continues(last, draft):
            last.sentences += draft.sentences
            last.steps += draft.steps
            last.remarks += draft.remarks
            continue
        if last is not None:
            yield last
        last = draft
    if last is not None:
        yield last


def _continues(last: Draft, draft: Draft) -> bool:
    if draft.heading and draft.heading != last.heading and is_run_in_heading(draft.heading):
        return False
    if draft.target is not None:
        return last.target is not None and last.target.canonical == draft.target.canonical
    first = draft.sentences[0].text
    if last.heading != draft.heading and draft.heading is not None and _BEGINS.search(draft.heading):
        return False
    return bool(_GOES_ON.search(first)) or (last.heading == draft.heading and not _BEGINS.search(first))


def _drafts(analysis: Analysis, kinds: Mapping[str, str]) -> Iterator[Draft]:
    blocks = analysis.document.blocks
    methods = any(block.section == "experimental" for block in blocks)
    by_block: dict[str, list[Sentence]] = {}
    for sentence in analysis.sentences:
        if not methods and "et al" in sentence.text:
            continue  # what a review tells of others
        by_block.setdefault(sentence.block.id, []).append(sentence)
    heading: str | None = None
    headed: MaterialMention | None = None
    for block in blocks:
        if block.kind == "heading":
            if not _NUMBER_ONLY.match(block.text):
                heading = block.text
                headed = find_target(analysis, [Sentence(block, block.start, block.end, block.text)])
            continue
        if block.kind not in _KINDS or (block.section not in _METHODS if methods else block.section == "references"):
            continue
        about = kinds.get(block.id)
        for draft in _drafts_of(analysis, block, heading, by_block.get(block.id, []), about):
            if draft.kind == "synthesis":
                if about in _ABOUT_NO_SYNTHESIS or (draft.heading and is_of_tests(draft.heading)):
                    continue
                if draft.heading == heading:
                    draft.target = headed or draft.target
                draft.about = about
            measured = sum(bool(step.conditions) for _, step in draft.steps)
            if about not in _NOTHING_MADE and len(draft.steps) >= _MANY:
                measured = max(measured, 1)  # a whole procedure, even where it is told without a number
            if measured and (methods or measured > 1 or about not in _NOTHING_MADE):
                yield draft


def _drafts_of(
    analysis: Analysis, block: Block, heading: str | None, sentences: list[Sentence], about: str | None
) -> Iterator[Draft]:
    current: Draft | None = None
    headed: MaterialMention | None = None
    early: list[Sentence] = []
    told = told_for_all(sentences)
    for sentence in sentences:
        if is_run_in_heading(sentence.text):
            # Printed in the line of the text: what follows is of its own.
            if current is not None:
                yield current
            current, heading = None, sentence.text
            headed = find_target(analysis, [sentence])
            continue
        hits = find_operations(sentence.text)
        if hits and is_of_electrolyte(sentence.text):
            hits = ()
        if is_experiment(sentence.text) if hits else is_bought(sentence.text):
            continue
        kind = sentence_kind(sentence.text)
        if kind == "electrode" and current is not None and current.kind == "synthesis" and is_of_powders(sentence.text):
            kind = "synthesis"
        if (
            kind == "synthesis"
            and current is not None
            and current.kind == "electrode"
            and _COATED.search(sentence.text)
        ):
            kind = "electrode"
        if kind == "testing" and current is not None and current.kind == "cell" and _conditions(sentence, hits):
            kind = "cell"
        if kind not in _RECIPE_KINDS and not hits and _MADE_FROM.search(sentence.text):
            kind = "synthesis"
        if kind == "electrode" and about in _SYNTHESES and not is_of_electrodes(sentence.text):
            kind = "synthesis"  # polymers are dissolved in NMP for membranes, too
        if kind == "synthesis" and about == "electrode":
            going_on = current is not None and current.kind == "electrode"
            kind = "electrode" if is_of_slurry(analysis, sentence, hits, going_on=going_on) else kind
        if kind == "synthesis" and current is not None and current.kind == "cell":
            kind = "cell" if about == "cell_assembly" or is_stacked(sentence.text) else kind
        if current is not None and not hits:
            carry_rate([step for _, step in current.steps], sentence, analysis.quantities_in(sentence.span))
        if current is not None and current.steps and hits and is_of_another(sentence.text):
            current.remarks.append(sentence)
            continue
        if kind not in _RECIPE_KINDS:
            if not hits:
                (early if current is None else current.remarks).append(sentence)
            continue
        target = find_target(analysis, [sentence]) if kind == "synthesis" else None
        if current is not None and current.steps and LIKEWISE.search(sentence.text):
            target = None  # another sample, made as this one
        if current is None or kind != current.kind or _is_another(current, target):
            if current is not None:
                yield current
            current = Draft(
                kind, block, heading, headed if kind == "synthesis" and headed else target, remarks=early, told=told
            )
            early = []
        current.target = current.target or target
        current.sentences.append(sentence)
        quantities = analysis.quantities_in(sentence.span)
        steps = steps_of(sentence.text, hits, quantities, sentence.start)
        if _SHOWN.search(sentence.text) and not any(step.conditions for step in steps):
            continue  # a picture of the process tells no step
        materials = list(analysis.materials_in(sentence.span))
        if kind == "synthesis" and steps:
            materials = sorted(
                [*materials, *find_unlisted(sentence, quantities, materials)], key=lambda each: each.start
            )
        inputs = inputs_of(sentence, materials, steps)
        outputs = outputs_of(sentence, steps)
        for step in steps:
            step.inputs, step.outputs = inputs.get(step.start, ()), outputs.get(step.start, ())
        if target is not None and steps:
            _made_here(steps, target, says_obtained(sentence, target))
        current.steps += [(sentence, step) for step in steps]
    if current is not None:
        yield current


def _made_here(steps: Sequence[Step], target: MaterialMention, obtained: bool) -> None:
    """What a sentence says is made goes into none of its steps; *to obtain X* it comes out of the last."""
    names = {target.name, target.canonical}
    for step in steps:
        step.inputs = tuple(name for name in step.inputs if name not in names)
    if obtained:
        name = named(target)
        steps[-1].outputs = tuple(dict.fromkeys((*(o for o in steps[-1].outputs if target.text not in o), name)))


def _conditions(sentence: Sentence, hits: Sequence[OperationHit]) -> bool:
    """Whether a sentence on tests tells how a new cell is rested and formed, which ends its making."""
    return any(hit.type in _FIRST_RUN for hit in hits) and bool(_CELLS.search(sentence.text))


def _is_another(draft: Draft, target: MaterialMention | None) -> bool:
    if target is None or draft.target is None or target.canonical == draft.target.canonical:
        return False
    return _complete(draft)


def _complete(draft: Draft) -> bool:
    """Whether a draft already holds a whole synthesis, so that another target begins another recipe."""
    return any(is_thermal(step.type) or step.type in ("drying", "milling", "pressing") for _, step in draft.steps)


def named(target: MaterialMention) -> str:
    """The name under which a recipe knows its target: the label of a sample, else the fullest name."""
    return target.canonical if target.is_sample else target.name
