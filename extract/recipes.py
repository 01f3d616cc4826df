"""Recipes: how the paper made its materials, electrodes and cells, step by step."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ..ingest.document import Block
from .analysis import Analysis, MaterialMention, Sentence
from .extraction import Evidence, Operation, Paragraph, Recipe, Sample
from .flow import Placed, edges_of, outputs_of
from .inferred_target import LIKEWISE, inferred_target
from .ingredients import find_media, find_precursors, find_target, says_obtained
from .inputs import inputs_of
from .operations import OperationHit, find_operations, is_thermal
from .paragraph_kinds import method_of
from .paragraphs import sentence_kind
from .recipe_equation import equation_of
from .steps import Step, steps_of, tidied
from .told_target import told_target
from .unlisted import find_unlisted

_KINDS = frozenset({"paragraph", "list"})
_RECIPE_KINDS = frozenset({"synthesis", "electrode", "cell"})
_METHODS = frozenset({"experimental", "supplement"})
# Samples are washed and dried for an instrument, too; what paragraphs on electrodes make is an electrode or its parts.
_ABOUT_NO_SYNTHESIS = frozenset({"testing", "characterisation"})
_NOTHING_MADE = frozenset({"testing", "characterisation", "other", None})
_NUMBER_ONLY = re.compile(r"^[\d.\s]*$")
_MAX_VARIANTS = 12
_MANY = 3
_FIRST_RUN = frozenset({"formation", "resting"})
_CELLS = re.compile(r"\b(?:cells?|batter(?:y|ies)|formation|pre-?cycl\w+)\b", re.IGNORECASE)
_COATED = re.compile(
    r"^\W{0,2}(?:\w+,?\s){0,3}?(?:coated|casted|cast|as-coated|obtained|resulting|wet)\s(?:\w+\s){0,2}(?:separators?|films?|"
    r"electrodes?|foils?|sheets?|membranes?|layers?)\b",
    re.IGNORECASE,
)
_SLURRY = re.compile(r"\bslurr(?:y|ies)\b", re.IGNORECASE)
_ELECTRODES = re.compile(
    r"\b(?:electrodes?|cathodes?|anodes?|foils?|binders?|PV[Dd]F|NMP|CMC|SBR|coated|cast|doctor|collectors?|slurry was "
    r"(?:coated|cast|spread)|carbon black|super P)\b",
    re.IGNORECASE,
)
_SHOWN = re.compile(r"\b(?:Fig(?:ure|s)?|Schemes?|flow ?charts?)\b")
_KIND_OF = {"electrode": "electrode", "cell": "cell_assembly"}
# A first sentence may name target and starting materials before any step.
_MADE_FROM = re.compile(
    r"\b(?:was|were) (?:made|prepared|synthesi[sz]ed|obtained|produced) (?:from|out of|starting from)\b"
    r"(?![^.;]{0,200}\b(?:PVDF|slurr\w+|binders?)\b)"
)
_BEGINS = re.compile(r"\b(?:synthesi[sz]ed|prepared|fabricated|synthesis|preparation)\b", re.IGNORECASE)
_GOES_ON = re.compile(
    r"\b(?:the|these|this|then|obtained|resulting|as-\w+)\s(?:\w+[\s-]){0,3}(?:powders?|pellets?|products?|mixtures?|"
    r"precursors?|materials?|solids?|gel|suspension)\b",
    re.IGNORECASE,
)


@dataclass
class _Draft:
    """The sentences of one recipe while it is being read."""

    kind: str
    block: Block
    heading: str | None
    target: MaterialMention | None
    sentences: list[Sentence] = field(default_factory=list)
    steps: list[tuple[Sentence, Step]] = field(default_factory=list)
    kept: list[int] = field(default_factory=list)
    about: str | None = None


def find_recipes(
    analysis: Analysis, samples: Sequence[Sample], paragraphs: Sequence[Paragraph] = ()
) -> tuple[Recipe, ...]:
    """The recipes of the paper in text order, ids ``r1`` …

    A paragraph is read sentence by sentence; a recipe begins with each paragraph, with each change between synthesis,
    electrode and cell, and with each new target. A list of values (*600, 700 and 800 °C*) makes as many recipes.
    ``paragraphs`` say what the paragraphs are about: those on tests and instruments hold no synthesis.
    """
    recipes: list[Recipe] = []
    kinds = {paragraph.block: paragraph.kind for paragraph in paragraphs}
    for draft in _joined(_drafts(analysis, kinds)):
        draft.kept = tidied([step for _, step in draft.steps])
        for recipe in _recipes_of(analysis, draft, samples):
            recipes.append(replace(recipe, id=f"r{len(recipes) + 1}"))
    return tuple(recipes)


def _joined(drafts: Iterator[_Draft]) -> Iterator[_Draft]:
    """A synthesis told over several paragraphs under one heading is one recipe, until another target is named."""
    last: _Draft | None = None
    for draft in drafts:
        if last is not None and last.kind == draft.kind == "synthesis" and _continues(last, draft):
            last.sentences += draft.sentences
            last.steps += draft.steps
            continue
        if last is not None:
            yield last
        last = draft
    if last is not None:
        yield last


def _continues(last: _Draft, draft: _Draft) -> bool:
    if draft.target is not None:
        return last.target is not None and last.target.canonical == draft.target.canonical
    first = draft.sentences[0].text
    if last.heading != draft.heading and draft.heading is not None and _BEGINS.search(draft.heading):
        return False
    return bool(_GOES_ON.search(first)) or (last.heading == draft.heading and not _BEGINS.search(first))


def _drafts(analysis: Analysis, kinds: Mapping[str, str]) -> Iterator[_Draft]:
    blocks = analysis.document.blocks
    methods = any(block.section == "experimental" for block in blocks)
    by_block: dict[str, list[Sentence]] = {}
    for sentence in analysis.sentences:
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
        for draft in _drafts_of(analysis, block, heading, by_block.get(block.id, [])):
            if draft.kind == "synthesis":
                if about in _ABOUT_NO_SYNTHESIS:
                    continue
                draft.target = headed or draft.target
                draft.about = about
            measured = sum(bool(step.conditions) for _, step in draft.steps)
            if about not in _NOTHING_MADE and len(draft.steps) >= _MANY:
                measured = max(measured, 1)  # a whole procedure, even where it is told without a number
            if measured and (methods or measured > 1 or about not in _NOTHING_MADE):
                yield draft


def _drafts_of(analysis: Analysis, block: Block, heading: str | None, sentences: list[Sentence]) -> Iterator[_Draft]:
    current: _Draft | None = None
    for sentence in sentences:
        hits = find_operations(sentence.text)
        kind = sentence_kind(sentence.text)
        if kind == "electrode" and current is not None and current.kind == "synthesis" and _of_powders(sentence.text):
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
        if kind not in _RECIPE_KINDS:
            continue
        target = find_target(analysis, [sentence]) if kind == "synthesis" else None
        if current is not None and current.steps and LIKEWISE.search(sentence.text):
            target = None  # another sample, made as this one
        if current is None or kind != current.kind or _is_another(current, target):
            if current is not None:
                yield current
            current = _Draft(kind, block, heading, target)
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


def _of_powders(text: str) -> bool:
    """Whether a slurry is one of powders in a mill, not of an electrode."""
    return bool(_SLURRY.search(text)) and not _ELECTRODES.search(text)


def _made_here(steps: Sequence[Step], target: MaterialMention, obtained: bool) -> None:
    """What a sentence says is made goes into none of its steps; *to obtain X* it comes out of the last."""
    names = {target.name, target.canonical}
    for step in steps:
        step.inputs = tuple(name for name in step.inputs if name not in names)
    if obtained:
        name = _name(target)
        steps[-1].outputs = tuple(dict.fromkeys((*(o for o in steps[-1].outputs if target.text not in o), name)))


def _conditions(sentence: Sentence, hits: Sequence[OperationHit]) -> bool:
    """Whether a sentence on tests tells how a new cell is rested and formed, which ends its making."""
    return any(hit.type in _FIRST_RUN for hit in hits) and bool(_CELLS.search(sentence.text))


def _is_another(draft: _Draft, target: MaterialMention | None) -> bool:
    if target is None or draft.target is None or target.canonical == draft.target.canonical:
        return False
    return _complete(draft)


def _complete(draft: _Draft) -> bool:
    """Whether a draft already holds a whole synthesis, so that another target begins another recipe."""
    return any(is_thermal(step.type) or step.type in ("drying", "milling", "pressing") for _, step in draft.steps)


def _recipes_of(analysis: Analysis, draft: _Draft, samples: Sequence[Sample]) -> Iterator[Recipe]:
    electrode = draft.kind == "electrode"
    sample = _sample(draft.target, samples)
    if draft.target is None and draft.kind == "synthesis":
        draft.target = inferred_target(analysis, draft.sentences, [step.type for _, step in draft.steps])
        labels = _labels(analysis, draft, samples)
        sample = labels[0] if len(labels) == 1 else _sample(draft.target, samples)
        draft.target = draft.target or told_target(draft.sentences, draft.heading)
    # What a cell is made of, its components tell.
    named = [] if draft.kind == "cell" else [s for s in draft.sentences if not LIKEWISE.search(s.text)]
    precursors = find_precursors(analysis, named, draft.target, electrode=electrode)
    text = " ".join(sentence.text for sentence in draft.sentences)
    steps = [draft.steps[index][1] for index in draft.kept]
    if draft.target is not None and steps and len(steps[0].inputs) > 1:
        own = {draft.target.name, draft.target.canonical}
        steps[0].inputs = tuple(name for name in steps[0].inputs if name not in own)
    made = draft.kind == "synthesis"
    equation, unbalanced = equation_of(draft.target, precursors, steps, text) if made else (None, None)
    whole = Recipe(
        "", sample, _name(draft.target) if draft.target else None, precursors,
        equation=equation, unbalanced=unbalanced, media=find_media(analysis, draft.sentences),
        kind=_KIND_OF.get(draft.kind) or method_of(draft.about, text, draft.heading or ""),
    )  # fmt: skip
    variants = next(((step, key, found) for step in steps for key, found in step.variants.items()), None)
    if variants is None:
        operations, edges = _operations(draft, None, 0)
        yield replace(whole, operations=operations, edges=edges)
        return
    varied, key, found = variants
    labels = _labels(analysis, draft, samples)
    for index in range(min(len(found), _MAX_VARIANTS)):
        sample = labels[index] if len(labels) == len(found) else whole.sample
        operations, edges = _operations(draft, (varied, key), index)
        yield replace(whole, sample=sample, operations=operations, edges=edges)


def _name(target: MaterialMention) -> str:
    return target.canonical if target.is_sample else target.name


def _operations(
    draft: _Draft, varied: tuple[Step, str] | None, index: int
) -> tuple[tuple[Operation, ...], tuple[tuple[str, str], ...]]:
    operations: list[Operation] = []
    for index_of in draft.kept:
        sentence, step = draft.steps[index_of]
        conditions = dict(step.conditions)
        if varied is not None and step is varied[0]:
            conditions[varied[1]] = step.variants[varied[1]][index]
        evidence = Evidence(sentence.block.id, None, sentence.start, sentence.end, sentence.text, "sentence")
        operations.append(
            Operation(f"op{len(operations) + 1}", step.type, step.inputs, conditions, (evidence,), step.outputs)
        )
    edges = tuple((operations[earlier].id, operations[later].id) for earlier, later in edges_of(_placed(draft)))
    return tuple(operations), edges


def _placed(draft: _Draft) -> list[Placed]:
    """The steps that stand, each with its clause."""
    placed: list[Placed] = []
    for number, index in enumerate(draft.kept):
        sentence, step = draft.steps[index]
        before = draft.steps[draft.kept[number - 1]] if number else None
        behind = draft.steps[draft.kept[number + 1]] if number + 1 < len(draft.kept) else None
        start = before[1].end if before is not None and before[0] is sentence else 0
        end = behind[1].start if behind is not None and behind[0] is sentence else len(sentence.text)
        placed.append(Placed(sentence, step, sentence.text[min(start, step.start) : max(end, step.end)]))
    return placed


def _sample(target: MaterialMention | None, samples: Sequence[Sample]) -> str | None:
    if target is None:
        return None
    for sample in samples:
        if sample.label in (target.text, target.canonical, target.name):
            return sample.id
    fitting = [s.id for s in samples if target.composition and s.material.composition == target.composition]
    return fitting[0] if len(fitting) == 1 else None


def _labels(analysis: Analysis, draft: _Draft, samples: Sequence[Sample]) -> list[str]:
    """The samples that the sentences of a draft name by their labels, in order, each once."""
    by_label = {sample.label: sample.id for sample in samples}
    found: list[str] = []
    for sentence in draft.sentences:
        for mention in analysis.materials_in(sentence.span):
            identity = by_label.get(mention.text) or by_label.get(mention.canonical)
            if mention.is_sample and identity and identity not in found:
                found.append(identity)
    return found
