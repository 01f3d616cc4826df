"""Recipes: how the paper made its materials, electrodes and cells, step by step."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from .analysis import Analysis, MaterialMention
from .carried import carry_to_all, carry_vessels
from .device_target import device_target
from .drafts import Draft, find_drafts, named
from .extraction import Evidence, Operation, Paragraph, Recipe, Sample
from .flow import Placed, edges_of
from .inferred_target import LIKEWISE, inferred_target
from .ingredients import find_media, find_precursors
from .paragraph_kinds import method_of
from .recipe_equation import equation_of
from .step import Step
from .tidying import tidied
from .told_target import told_target

_MAX_VARIANTS = 12
_FEW = 3
_WHERE = frozenset({"atmosphere", "vessel"})
# Steps that stand for a whole procedure where they have neither a material nor a number.
_ANNOUNCING = frozenset({
    "precipitating", "depositing", "electrospinning", "hydrothermal", "combusting", "milling", "calcining", "sintering",
    "coating", "reacting", "melt_infusion", "carbonising", "heating", "microwave", "etching", "spray_drying",
    "reducing",
})  # fmt: skip
_KIND_OF = {"electrode": "electrode", "cell": "cell_assembly"}


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
    for draft in find_drafts(analysis, kinds):
        draft.kept = tidied([step for _, step in draft.steps])
        standing = [draft.steps[index][1] for index in draft.kept]
        carry_vessels(standing)
        carry_to_all(standing, draft.told)
        for recipe in _recipes_of(analysis, draft, samples):
            recipes.append(replace(recipe, id=f"r{len(recipes) + 1}"))
    return tuple(recipes)


def _recipes_of(analysis: Analysis, draft: Draft, samples: Sequence[Sample]) -> Iterator[Recipe]:
    electrode = draft.kind == "electrode"
    sample = _sample(draft.target, samples)
    if draft.target is None and draft.kind == "synthesis":
        draft.target = inferred_target(analysis, draft.sentences, [step.type for _, step in draft.steps])
        labels = _labels(analysis, draft, samples)
        sample = labels[0] if len(labels) == 1 else _sample(draft.target, samples)
        if draft.target is None:
            draft.target = told_target(draft.sentences, draft.heading, draft.remarks)
            sample = _sample(draft.target, samples) or sample
    # What a cell is made of, its components tell.
    told = [] if draft.kind == "cell" else [s for s in draft.sentences if not LIKEWISE.search(s.text)]
    precursors = find_precursors(analysis, told, draft.target, electrode=electrode)
    text = " ".join(sentence.text for sentence in draft.sentences)
    if _announced(draft):
        draft.kept = draft.kept[1:]
    steps = [draft.steps[index][1] for index in draft.kept]
    if draft.target is not None and steps and len(steps[0].inputs) > 1:
        own = named(draft.target)
        steps[0].inputs = tuple(name for name in steps[0].inputs if name != own)
    made = draft.kind == "synthesis"
    equation, unbalanced = equation_of(draft.target, precursors, steps, text) if made else (None, None)
    whole = Recipe(
        "", sample, _target_name(analysis, draft), precursors,
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


def _announced(draft: Draft) -> bool:
    """Whether the first step only announces the recipe: *X was precipitated under nitrogen*, *X was grown by CVD*."""
    if draft.kind != "synthesis" or draft.target is None or len(draft.kept) <= _FEW:
        return False
    sentence, first = draft.steps[draft.kept[0]]
    if first.inputs or not set(first.conditions) <= _WHERE or draft.steps[draft.kept[1]][0] is sentence:
        return False
    return first.type in _ANNOUNCING and sentence.start <= draft.target.start < sentence.end


def _target_name(analysis: Analysis, draft: Draft) -> str | None:
    """The name of what a draft makes: of a material by its mention, of an electrode or a cell by its words."""
    if draft.kind == "synthesis":
        return named(draft.target) if draft.target is not None else None
    device = device_target(analysis, draft.sentences, draft.heading, draft.kind) or device_target(
        analysis, draft.remarks, None, draft.kind
    )
    return None if device is None else device.text


def _operations(
    draft: Draft, varied: tuple[Step, str] | None, index: int
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


def _placed(draft: Draft) -> list[Placed]:
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


def _labels(analysis: Analysis, draft: Draft, samples: Sequence[Sample]) -> list[str]:
    """The samples that the sentences of a draft name by their labels, in order, each once."""
    by_label = {sample.label: sample.id for sample in samples}
    found: list[str] = []
    for sentence in draft.sentences:
        for mention in analysis.materials_in(sentence.span):
            identity = by_label.get(mention.text) or by_label.get(mention.canonical)
            if mention.is_sample and identity and identity not in found:
                found.append(identity)
    return found
