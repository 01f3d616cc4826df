"""Recipes: how the paper made its materials, electrodes and cells, step by step."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from ..ingest.document import Block
from .analysis import Analysis, MaterialMention, Sentence
from .dictionary import dictionary
from .equation import Equation, balance
from .extraction import Evidence, Operation, Precursor, Recipe, Sample
from .formula import parse_formula
from .ingredients import find_excess, find_precursors, find_target
from .operations import find_operations, is_thermal
from .paragraphs import sentence_kind
from .steps import Step, steps_of

_KINDS = frozenset({"paragraph", "list"})
_RECIPE_KINDS = frozenset({"synthesis", "electrode", "cell"})
_INERT = re.compile(r"\b(?:Ar|argon|N2|nitrogen|vacuum|inert|H2|glove ?box)\b")
_CARBON_SOURCES = frozenset({"glucose", "sucrose", "citric acid", "ascorbic acid", "oxalic acid", "urea", "carbon"})
_MAX_VARIANTS = 12


@dataclass
class _Draft:
    """The sentences of one recipe while it is being read."""

    kind: str
    block: Block
    heading: str | None
    target: MaterialMention | None
    sentences: list[Sentence] = field(default_factory=list)
    steps: list[tuple[Sentence, Step]] = field(default_factory=list)


def find_recipes(analysis: Analysis, samples: Sequence[Sample]) -> tuple[Recipe, ...]:
    """The recipes of the paper in text order, ids ``r1`` …

    A paragraph is read sentence by sentence; a recipe begins with each paragraph, with each change between synthesis,
    electrode and cell, and with each new target. A list of values (*600, 700 and 800 °C*) makes as many recipes.
    """
    recipes: list[Recipe] = []
    for draft in _drafts(analysis):
        for recipe in _recipes_of(analysis, draft, samples):
            recipes.append(replace(recipe, id=f"r{len(recipes) + 1}"))
    return tuple(recipes)


def _drafts(analysis: Analysis) -> Iterator[_Draft]:
    blocks = analysis.document.blocks
    methods = any(block.section == "experimental" for block in blocks)
    by_block: dict[str, list[Sentence]] = {}
    for sentence in analysis.sentences:
        by_block.setdefault(sentence.block.id, []).append(sentence)
    heading: str | None = None
    for block in blocks:
        if block.kind == "heading":
            heading = block.text
            continue
        if block.kind not in _KINDS or (block.section != "experimental" if methods else block.section == "references"):
            continue
        for draft in _drafts_of(analysis, block, heading, by_block.get(block.id, [])):
            measured = sum(bool(step.conditions) for _, step in draft.steps)
            if measured and (methods or measured > 1):
                yield draft


def _drafts_of(analysis: Analysis, block: Block, heading: str | None, sentences: list[Sentence]) -> Iterator[_Draft]:
    current: _Draft | None = None
    for sentence in sentences:
        hits = find_operations(sentence.text)
        kind = sentence_kind(sentence.text, hits)
        if kind not in _RECIPE_KINDS:
            continue
        target = find_target(analysis, [sentence]) if kind == "synthesis" else None
        new = target is not None and current is not None and current.target is not None
        other = new and target is not None and current is not None and current.target is not None
        if (
            current is None
            or kind != current.kind
            or (
                other and target.canonical != current.target.canonical and _complete(current)  # type: ignore[union-attr]
            )
        ):
            if current is not None:
                yield current
            current = _Draft(kind, block, heading, target)
        current.target = current.target or target
        current.sentences.append(sentence)
        quantities = analysis.quantities_in(sentence.span)
        current.steps += [(sentence, step) for step in steps_of(sentence.text, hits, quantities, sentence.start)]
    if current is not None:
        yield current


def _complete(draft: _Draft) -> bool:
    """Whether a draft already holds a whole synthesis, so that another target begins another recipe."""
    return any(is_thermal(step.type) or step.type in ("drying", "milling", "pressing") for _, step in draft.steps)


def _recipes_of(analysis: Analysis, draft: _Draft, samples: Sequence[Sample]) -> Iterator[Recipe]:
    precursors = find_precursors(analysis, draft.sentences, draft.target)
    target = draft.target.name if draft.target else None
    equation = _equation(draft, precursors) if draft.kind == "synthesis" else None
    variants = next(((step, key, found) for _, step in draft.steps for key, found in step.variants.items()), None)
    if variants is None:
        yield Recipe("", _sample(draft.target, samples), target, precursors, *_operations(draft, None, 0), equation)
        return
    varied, key, found = variants
    labels = _labels(analysis, draft, samples)
    for index in range(min(len(found), _MAX_VARIANTS)):
        sample = labels[index] if len(labels) == len(found) else _sample(draft.target, samples)
        operations, edges = _operations(draft, (varied, key), index)
        yield Recipe("", sample, target, precursors, operations, edges, equation)


def _operations(
    draft: _Draft, varied: tuple[Step, str] | None, index: int
) -> tuple[tuple[Operation, ...], tuple[tuple[str, str], ...]]:
    operations: list[Operation] = []
    for sentence, step in draft.steps:
        conditions = dict(step.conditions)
        if varied is not None and step is varied[0]:
            conditions[varied[1]] = step.variants[varied[1]][index]
        evidence = Evidence(sentence.block.id, None, sentence.start, sentence.end, sentence.text, "sentence")
        operations.append(Operation(f"op{len(operations) + 1}", step.type, (), conditions, (evidence,)))
    edges = tuple((first.id, second.id) for first, second in pairwise(operations))
    return tuple(operations), edges


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


def _equation(draft: _Draft, precursors: Sequence[Precursor]) -> str | None:
    """The balanced equation, None where there is no target composition or the elements do not balance."""
    target = draft.target
    if target is None or target.composition is None or len(precursors) < 1:
        return None
    goal = _formula_text(target)
    names = [_precursor_formula(p) for p in precursors if p.composition and p.name not in _CARBON_SOURCES]
    texts = " ".join(sentence.text for sentence in draft.sentences)
    inert = any(
        (atmosphere := step.conditions.get("atmosphere")) is not None and _INERT.search(atmosphere.text)
        for _, step in draft.steps
        if is_thermal(step.type)
    )
    result = balance(goal, [name for name in names if name], inert=inert)
    if not isinstance(result, Equation):
        return None
    excess = find_excess(texts)
    if excess is None:
        return str(result)
    what = excess.what if excess.what and parse_formula(excess.what) else "lithium source"
    return f"{result} [{excess.per_cent} % excess {what}]"


def _formula_text(mention: MaterialMention) -> str:
    if parse_formula(mention.text) is not None:
        return mention.text
    entry = dictionary().entries.get(mention.name)
    return (entry.formula if entry else None) or mention.composition or mention.name


def _precursor_formula(precursor: Precursor) -> str:
    if parse_formula(precursor.name) is not None:
        return precursor.name
    entry = dictionary().lookup(precursor.name)
    return (entry.formula if entry else None) or precursor.composition or precursor.name
