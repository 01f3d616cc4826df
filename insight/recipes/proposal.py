"""Proposal: precursors for a target that nobody may have made, from the recipes of those most like it.

Where no recipe brings an element, a usual precursor of textbooks stands in for it and is marked as such.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, replace
from functools import lru_cache

from ...extract.composition import canonical_composition
from ...extract.elements import elements_of
from ...extract.equation import Unbalanced, balance
from ...extract.extraction import Precursor
from ...extract.formula import parse_formula
from ...extract.recipe_equation import written
from ...ingest.errors import UsageError
from ..data import insight_vocabulary
from .likeness import likeness, vector_of
from .made import Made

# What a target takes from the air or a precursor's anion brings along needs no precursor of its own.
_FREE = frozenset({"O", "H", "C", "N"})
_PARTS = re.compile(r"[/@]|(?<=\w)-(?=(?:rGO|C|CNTs?|graphene)\b)")
# Anions of salts that go with the gases.
_LEAVING = frozenset({"S", "Cl"})
# Sulfides and halides of these metals are made without oxygen, and compounds of these metals not from the metals.
_ALKALI = frozenset({"Li", "Na", "K", "Rb", "Cs"})
_DRY = frozenset({"S", "Se", "Cl", "Br", "I"})
_NON_METALS = _DRY | {"O", "F"}
# No formula, but a label: DPNA, DPNN3.
_LABEL = re.compile(r"[A-Z]{3,}\d?")
_MOST_LIKE = 0.3
_PROPOSALS = 3
_EVIDENCE = 3


@dataclass(frozen=True, slots=True)
class Precedent:
    """A recipe that a proposal rests on: how much its target is like the wanted one, and one of its sentences."""

    recipe: str
    target: str
    likeness: float
    paper: str
    doi: str | None
    year: int | None
    temperature: float | None
    sentence: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """A set of precursors for a target.

    ``score`` is the likeness of the targets that they were used for, averaged over the elements that they bring;
    ``brings`` names the precursor of each. ``equation`` is balanced, or None, and ``reason`` says why. ``textbook`` are
    those of the precursors that no recipe is evidence for.
    """

    precursors: tuple[str, ...]
    brings: dict[str, str]
    score: float
    equation: str | None
    reason: str | None
    precedents: tuple[Precedent, ...]
    textbook: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposals:
    """Proposals for ``target``, the best first; ``missing`` are elements that no known recipe brings.

    ``composition`` is that of the target, or of the part of a composite that is made; the others go in as they are.
    """

    target: str
    composition: str
    proposals: tuple[Proposal, ...]
    missing: tuple[str, ...]


@lru_cache(maxsize=20_000)
def _elements(formula: str) -> frozenset[str]:
    parsed = parse_formula(formula)
    return frozenset(parsed.elements) if parsed is not None else frozenset()


def brought_by(precursor: Precursor) -> frozenset[str]:
    """The elements of a precursor; empty where its composition is not known."""
    if precursor.composition is None and _LABEL.fullmatch(precursor.name):
        return frozenset()
    composition = precursor.composition or canonical_composition(precursor.name[:200])
    return _elements(composition) if composition else frozenset()


def propose(every: Iterable[Made], target: str) -> Proposals:
    """Precursors for ``target`` by likeness of composition to the targets of ``every``.

    Raises UsageError where ``target`` is no formula and no known material.
    """
    composition = _made_part(target)
    wanted = vector_of(composition) if composition is not None else {}
    if composition is None or not wanted:
        raise UsageError(f"{target[:60]}: no formula and no material whose composition is known")
    needed = {symbol for symbol in wanted if symbol not in _FREE} or set(wanted)
    ranked = sorted(
        (
            (likeness(wanted, vector_of(made.composition)), made)
            for made in map(_of_its_part, every)
            if made.composition
        ),
        key=lambda each: (-each[0], each[1].id),
    )
    near = [(alike, made) for alike, made in ranked if alike > _MOST_LIKE and made.recipe.precursors]
    if _NON_METALS & set(wanted):
        near = [(alike, _without_metals(made)) for alike, made in near]
    allowed = needed | _FREE | _LEAVING
    if "O" not in wanted and _ALKALI & set(wanted) and _DRY & set(wanted):
        allowed = needed | _FREE - {"O"}
    choices = {element: _choices(element, near, allowed) for element in sorted(needed)}
    missing = tuple(element for element, found in choices.items() if not found)
    for element in missing if len(wanted) > 1 else ():  # an element is bought, or made by no common reaction
        usual = [name for name in usual_precursors(element) if _elements(name) <= allowed]
        # Nothing rests on them: the first is the most usual.
        choices[element] = [(0.0, name) for name in usual]
    sets = _sets(needed, near, choices, allowed) if all(choices.values()) else []
    goal = written(target, composition)
    found = [_proposal(goal, chosen, near) for chosen in sets]
    # What does not balance is only worth a look where nothing does.
    found = [each for each in found if each.equation is not None] or found
    found.sort(key=lambda each: -each.score)
    return Proposals(target, composition, tuple(found[:_PROPOSALS]), missing)


def usual_precursors(element: str) -> tuple[str, ...]:
    """What laboratories usually take for ``element``, the most usual first; empty where the table has none."""
    term = insight_vocabulary("usual_precursors").get(element)
    return term.strings("precursors") if term is not None else ()


def _made_part(target: str) -> str | None:
    """The composition of ``target``; of a composite (*Si@C*, *LiFePO4/graphene*) that of the part which is made."""
    composition = canonical_composition(target[:200])
    if composition is not None:
        return composition
    parts = [canonical_composition(part.strip("() ")) for part in _PARTS.split(target[:200])]
    known = [part for part in parts if part is not None and _elements(part) != {"C"}]
    return max(known, key=lambda part: len(_elements(part)), default=None) if len(parts) > 1 else None


def _of_its_part(made: Made) -> Made:
    """``made`` as a recipe of the part of a composite that is made."""
    if made.composition is not None:
        return made
    composition = _made_part(made.target)
    return made if composition is None else replace(made, composition=composition, elements=elements_of(composition))


def _choices(element: str, near: Sequence[tuple[float, Made]], allowed: Set[str]) -> list[tuple[float, str]]:
    """The precursors that bring ``element``, by the likeness of the targets that they were used for; papers add up."""
    best: dict[tuple[str, str], float] = {}
    for alike, made in near:
        for precursor in made.recipe.precursors:
            if element in brought_by(precursor) <= allowed and element in made.elements:
                key = (_formula(precursor), made.paper)
                best[key] = max(best.get(key, 0.0), alike)
    summed: dict[str, float] = defaultdict(float)
    for (name, _), alike in best.items():
        summed[name] += alike
    return sorted(((score, name) for name, score in summed.items()), reverse=True)


def _without_metals(made: Made) -> Made:
    """``made`` without the alkali metals among its precursors: of a foil an electrode is made, no compound."""
    kept = tuple(each for each in made.recipe.precursors if not brought_by(each) or not brought_by(each) <= _ALKALI)
    return replace(made, recipe=replace(made.recipe, precursors=kept))


def _sets(
    needed: set[str], near: Sequence[tuple[float, Made]], choices: dict[str, list[tuple[float, str]]], allowed: Set[str]
) -> list[dict[str, str]]:
    """Sets to try: those of the most similar recipes, completed, and the most used precursor of each element."""
    sets: list[dict[str, str]] = []
    for _, made in near:
        chosen: dict[str, str] = {}
        for precursor in made.recipe.precursors:
            if not brought_by(precursor) <= allowed:
                continue
            for element in sorted(brought_by(precursor) & needed & set(made.elements)):
                chosen.setdefault(element, _formula(precursor))
        if chosen:
            sets.append({element: chosen.get(element) or choices[element][0][1] for element in sorted(needed)})
        if len(sets) >= 4 * _PROPOSALS:
            break
    sets.append({element: found[0][1] for element, found in sorted(choices.items())})
    sets += [spared for each in sets if (spared := _spared(each)) != each]
    unique = {tuple(sorted(set(each.values()))): each for each in reversed(sets)}
    return list(unique.values())


def _spared(chosen: dict[str, str]) -> dict[str, str]:
    """``chosen`` without an element that others bring along: sulfur beside Li2S and P2S5."""
    bare = {element for element, name in chosen.items() if _elements(name) == {element}}
    others = {
        element: next(
            (name for name in chosen.values() if element in _elements(name) and name != chosen[element]), None
        )
        for element in bare
    }
    return {element: others.get(element) or name for element, name in chosen.items()}


def _proposal(goal: str, chosen: dict[str, str], near: Sequence[tuple[float, Made]]) -> Proposal:
    precursors = tuple(dict.fromkeys(chosen.values()))
    result = balance(goal, precursors)
    resting: dict[str, tuple[float, Made]] = {}
    score = 0.0
    for element, name in chosen.items():
        using = [
            each for each in near if element in each[1].elements and name in map(_formula, each[1].recipe.precursors)
        ]
        if using:
            score += using[0][0]
            resting.setdefault(using[0][1].id, using[0])
    known = {name for _, made in near for name in map(_formula, made.recipe.precursors)}
    failed = result.reason if isinstance(result, Unbalanced) else None
    precedents = sorted(resting.values(), key=lambda each: -each[0])[:_EVIDENCE]
    return Proposal(
        precursors, chosen, round(score / len(chosen), 3), None if failed else str(result), failed,
        tuple(_precedent(alike, made) for alike, made in precedents),
        tuple(name for name in precursors if name not in known),
    )  # fmt: skip


def _formula(precursor: Precursor) -> str:
    composition = precursor.composition or canonical_composition(precursor.name[:200])
    return written(precursor.name, composition) if composition else precursor.name


def _precedent(alike: float, made: Made) -> Precedent:
    sentence = next(
        (text for text in made.sentences if any(each.name in text for each in made.recipe.precursors)),
        made.sentences[0] if made.sentences else "",
    )
    return Precedent(made.id, made.target, round(alike, 3), made.paper, made.doi, made.year, made.temperature, sentence)
