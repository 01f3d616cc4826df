"""The flow of a recipe: what comes out of its steps, which steps run beside each other, and where they meet."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .analysis import Sentence
from .hints import Hinted
from .step import Step

_PRODUCTS = (
    r"(?:slurr(?:y|ies)|pastes?|inks?|(?:xero|aero|hydro)?gels?|sols?|solutions?|suspensions?|dispersions?|emulsions?|"
    r"mixtures?|precipitates?|sediments?|powders?|pellets?|discs?|disks?|tapes?|films?|membranes?|sheets?|foams?|"
    r"products?|precursors?|solids?|residues?|ingots?|glass(?:es)?|composites?|electrodes?|cathodes?|anodes?|cells?|"
    r"nano(?:particles|wires|rods|tubes|sheets|fib(?:er|re)s|spheres|flakes)|(?:micro)?spheres|crystals?|samples?)"
)
_WORDS = r"(?:[\w.–-]+\s){0,4}?"
_FORMED = Hinted(
    r"\b(?:to (?:form|obtain|get|give|yield|make|produce)|forming|yielding|obtaining|giving|producing|resulting in|"
    rf"leading to|form(?:ed|s)|pressed into|made into)\s(?:an?\s|the\s|some\s)?(?P<name>{_WORDS}{_PRODUCTS})\b",
    flags=re.IGNORECASE,
)
_GOT = Hinted(
    rf"(?<![\w-])(?:an?|the|some|finally,?)\s(?P<name>{_WORDS}{_PRODUCTS})\s(?:was|were)\s(?:\w+ly\s|then\s)?"
    r"(?:obtained|formed|produced|yielded)\b",
    flags=re.IGNORECASE,
)
_PLAIN = re.compile(r"^(?:final|resulting|obtained|desired|as-prepared|so-called|corresponding|mixed)\s", re.IGNORECASE)
_BESIDE = re.compile(
    r"^\W{0,3}(?:meanwhile|separately|in parallel|at the same time|simultaneously|concurrently|on the other hand|"
    r"in another|another|in a separate|for the (?:other|second)|solution (?:b|ii|2)\b)"
    r"|\b(?:in|into) (?:a separate|another)\s(?:\w+\s){0,2}(?:beaker|flask|vessel|container|solution|bottle|vial)"
    r"|\bsolution (?:b|ii|2)\b.{0,60}\b(?:was|were) (?:prepared|made|obtained)",
    re.IGNORECASE,
)
_BACK = re.compile(
    r"\b(?:two|both|three|above(?:[- ]mentioned)?|former|first|previous|previously prepared|resulting|prepared|other|"
    r"mixed|obtained|latter|said|aforementioned)\s(?:[\w-]+\s){0,3}?(?:solutions?|suspensions?|mixtures?|dispersions?|"
    r"slurr(?:y|ies)|powders?|gels?|parts?|beaker|flask|liquids?)\b|\btogether\b|\beach other\b",
    re.IGNORECASE,
)
_MEETING = frozenset({"adding", "mixing", "stirring", "transferring", "immersing", "precipitating"})
_FRESH = frozenset({"dissolving", "mixing"})
_BEGINNING = _FRESH | {"adding", "weighing", "stirring", "sonicating", "diluting", "milling", "grinding"}
_OWN_LIQUID = re.compile(r"\b(?:in|with)\s(?:\d|water|ethanol|deioni|distilled|ultrapure|methanol)", re.IGNORECASE)
# A branch that is never said to meet the other runs on as the main line after this many sentences.
_PATIENCE = 2


@dataclass(frozen=True, slots=True)
class Placed:
    """A step with its sentence; ``clause`` is the text from the step before it in the sentence to the step behind."""

    sentence: Sentence
    step: Step
    clause: str


def outputs_of(sentence: Sentence, steps: Sequence[Step]) -> dict[int, tuple[str, ...]]:
    """What comes out of the steps of a sentence, by the step's start: *a gel*, *green pellets*.

    A product belongs to the last step named before it, or to the first where none is.
    """
    found: dict[int, list[str]] = {}
    if not steps:
        return {}
    matches = sorted((*_FORMED.finditer(sentence.text), *_GOT.finditer(sentence.text)), key=lambda each: each.start())
    for match in matches:
        name = _PLAIN.sub("", " ".join(match["name"].split()))
        before = [step for step in steps if step.start <= match.start("name")]
        owner = before[-1] if before else steps[0]
        names = found.setdefault(owner.start, [])
        if name and name not in names:
            names.append(name)
    return {start: tuple(names) for start, names in found.items()}


def edges_of(placed: Sequence[Placed]) -> tuple[tuple[int, int], ...]:
    """Which step follows which, as pairs of places in ``placed``: a line, with branches where the text says so.

    *Meanwhile* or *in another beaker* begins a branch; so does a solution that a sentence makes before it is added *to
    the above solution*. It ends where the text puts both together.
    """
    edges: list[tuple[int, int]] = []
    tip: int | None = None
    waiting: int | None = None
    since = 0
    for index, (sentence, steps) in enumerate(_by_sentence(placed)):
        if tip is not None and waiting is None and index and _begins_branch(sentence, [each for _, each in steps]):
            waiting, tip, since = tip, None, 0
        elif waiting is not None:
            since += 1
        for number, (place, each) in enumerate(steps):
            if tip is not None:
                edges.append((tip, place))
            late = since >= _PATIENCE and not number
            if waiting is not None and tip is not None and (late or _meets(each, fresh=since == 0 and not number)):
                edges.append((waiting, place))
                waiting = None
            tip = place
    return tuple(edges)


def _by_sentence(placed: Sequence[Placed]) -> list[tuple[Sentence, list[tuple[int, Placed]]]]:
    found: list[tuple[Sentence, list[tuple[int, Placed]]]] = []
    for place, each in enumerate(placed):
        if not found or found[-1][0].start != each.sentence.start:
            found.append((each.sentence, []))
        found[-1][1].append((place, each))
    return found


def _begins_branch(sentence: Sentence, steps: Sequence[Placed]) -> bool:
    first, *rest = steps
    if _BESIDE.search(sentence.text):
        return first.step.type in _BEGINNING
    if first.step.type not in _FRESH or _BACK.search(first.clause) or not _OWN_LIQUID.search(first.clause):
        return False
    return any(each.step.type in _MEETING and _BACK.search(each.clause) for each in rest)


def _meets(each: Placed, *, fresh: bool) -> bool:
    return not fresh and each.step.type in _MEETING and bool(_BACK.search(each.clause))
