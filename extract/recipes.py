"""Recipes: how the paper made its materials, electrodes and cells, step by step."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from ..ingest.document import Block
from .analysis import Analysis, MaterialMention, Sentence
from .chemical_names import formula_of_name
from .composition import canonical_composition
from .dictionary import dictionary
from .equation import Equation, balance
from .extraction import Evidence, Operation, Precursor, Recipe, Sample
from .formula import parse_formula
from .ingredients import find_excess, find_precursors, find_target
from .inputs import inputs_of
from .operations import find_operations, is_thermal
from .paragraphs import sentence_kind
from .steps import Step, steps_of, tidied

_KINDS = frozenset({"paragraph", "list"})
_RECIPE_KINDS = frozenset({"synthesis", "electrode", "cell"})
_INERT = re.compile(r"\b(?:Ar|argon|N2|nitrogen|vacuum|inert|H2|glove ?box)\b")
_NUMBER_ONLY = re.compile(r"^[\d.\s]*$")
_MAX_VARIANTS = 12
# A first sentence may name target and starting materials before any step.
_MADE_FROM = re.compile(
    r"\b(?:was|were) (?:made|prepared|synthesi[sz]ed|obtained|produced) (?:from|out of|starting from)\b"
    r"(?![^.;]{0,200}\b(?:PVDF|slurr\w+|binders?)\b)"
)
_HOT = frozenset(["calcining", "sintering", "annealing", "carbonising"])
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


def find_recipes(analysis: Analysis, samples: Sequence[Sample]) -> tuple[Recipe, ...]:
    """The recipes of the paper in text order, ids ``r1`` …

    A paragraph is read sentence by sentence; a recipe begins with each paragraph, with each change between synthesis,
    electrode and cell, and with each new target. A list of values (*600, 700 and 800 °C*) makes as many recipes.
    """
    recipes: list[Recipe] = []
    for draft in _joined(_drafts(analysis)):
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
    return bool(_GOES_ON.search(first)) or (last.heading == draft.heading and not _BEGINS.search(first))


def _drafts(analysis: Analysis) -> Iterator[_Draft]:
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
        if block.kind not in _KINDS or (block.section != "experimental" if methods else block.section == "references"):
            continue
        for draft in _drafts_of(analysis, block, heading, by_block.get(block.id, [])):
            if draft.kind == "synthesis":
                draft.target = headed or draft.target
            measured = sum(bool(step.conditions) for _, step in draft.steps)
            if measured and (methods or measured > 1):
                yield draft


def _drafts_of(analysis: Analysis, block: Block, heading: str | None, sentences: list[Sentence]) -> Iterator[_Draft]:
    current: _Draft | None = None
    for sentence in sentences:
        hits = find_operations(sentence.text)
        kind = sentence_kind(sentence.text, hits)
        if kind not in _RECIPE_KINDS and not hits and _MADE_FROM.search(sentence.text):
            kind = "synthesis"
        if kind not in _RECIPE_KINDS:
            continue
        target = find_target(analysis, [sentence]) if kind == "synthesis" else None
        if current is None or kind != current.kind or _is_another(current, target):
            if current is not None:
                yield current
            current = _Draft(kind, block, heading, target)
        current.target = current.target or target
        current.sentences.append(sentence)
        quantities = analysis.quantities_in(sentence.span)
        steps = steps_of(sentence.text, hits, quantities, sentence.start)
        inputs = inputs_of(sentence, analysis.materials_in(sentence.span), steps)
        for step in steps:
            step.inputs = inputs.get(step.start, ())
        current.steps += [(sentence, step) for step in steps]
    if current is not None:
        yield current


def _is_another(draft: _Draft, target: MaterialMention | None) -> bool:
    if target is None or draft.target is None or target.canonical == draft.target.canonical:
        return False
    return _complete(draft)


def _complete(draft: _Draft) -> bool:
    """Whether a draft already holds a whole synthesis, so that another target begins another recipe."""
    return any(is_thermal(step.type) or step.type in ("drying", "milling", "pressing") for _, step in draft.steps)


def _recipes_of(analysis: Analysis, draft: _Draft, samples: Sequence[Sample]) -> Iterator[Recipe]:
    electrode = draft.kind == "electrode"
    precursors = find_precursors(analysis, draft.sentences, draft.target, electrode=electrode)
    target = _name(draft.target) if draft.target else None
    equation = _equation(draft, precursors) if draft.kind == "synthesis" else None
    steps = [draft.steps[index][1] for index in draft.kept]
    variants = next(((step, key, found) for step in steps for key, found in step.variants.items()), None)
    if variants is None:
        yield Recipe("", _sample(draft.target, samples), target, precursors, *_operations(draft, None, 0), equation)
        return
    varied, key, found = variants
    labels = _labels(analysis, draft, samples)
    for index in range(min(len(found), _MAX_VARIANTS)):
        sample = labels[index] if len(labels) == len(found) else _sample(draft.target, samples)
        operations, edges = _operations(draft, (varied, key), index)
        yield Recipe("", sample, target, precursors, operations, edges, equation)


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
        operations.append(Operation(f"op{len(operations) + 1}", step.type, step.inputs, conditions, (evidence,)))
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
    goal = _goal(draft.target) if draft.target else None
    if goal is None:
        return None
    known = [(p.name, p.composition or canonical_composition(p.name)) for p in precursors if not _is_carbon(p)]
    names = [_written(name, composition) for name, composition in known if composition]
    steps = [step for _, step in draft.steps]
    types = {step.type for step in steps}
    if _leaves_salts(goal, names) and ("washing" in types or not types & _HOT):
        return None  # what stays in solution is in no gas
    heated = [step.conditions.get("atmosphere") for step in steps if is_thermal(step.type)]
    result = balance(goal, names, inert=any(gas is not None and _INERT.search(gas.text) for gas in heated))
    if not isinstance(result, Equation):
        return None
    excess = find_excess(" ".join(sentence.text for sentence in draft.sentences))
    if excess is None:
        return str(result)
    what = excess.what if excess.what and parse_formula(excess.what) else "lithium source"
    return f"{result} [{excess.per_cent} % excess {what}]"


def _goal(target: MaterialMention) -> str | None:
    """The formula to balance to: the target's own, or that of the one compound of a composite."""
    if target.composition is not None:
        return _written(target.text, target.composition)
    parts = [
        part
        for part in re.split("[/@]", target.canonical)
        if (found := parse_formula(part)) and len(found.elements) > 1
    ]
    return parts[0] if target.family == "composite" and len(parts) == 1 else None


def _written(name: str, composition: str) -> str:
    """The formula of a material as chemists write it, where one is known, else its canonical composition."""
    entry = dictionary().lookup(name)
    for text in (name, formula_of_name(name), entry.formula if entry else None):
        formula = parse_formula(text) if text else None
        if text and formula is not None and formula.canonical == composition:
            return text
    return composition


def _is_carbon(precursor: Precursor) -> bool:
    """Whether a starting material is there for its carbon or as a medium, and leaves nothing else in the product."""
    formula = parse_formula(precursor.composition or "")
    only_carbon = formula is not None and set(formula.elements) <= {"C", "H", "O"}
    return only_carbon or precursor.name in ("urea", "thiourea")


def _leaves_salts(goal: str, names: Sequence[str]) -> bool:
    wanted = parse_formula(goal)
    brought = {symbol for name in names if (formula := parse_formula(name)) for symbol in formula.elements}
    return bool(brought & {"S", "Cl", "Br", "I", "Na", "K"} - set(wanted.elements if wanted else ()))
