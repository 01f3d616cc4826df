"""Scores of the audit over answers: detection, status and values, with intervals, beside a constant."""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / ".dev"), str(ROOT)]

from bench.audit_values import Key, value_key  # noqa: E402

STATUSES = ("exact", "approximate", "range", "missing", "not_applicable")
REPORTED = frozenset(STATUSES[:3])
# What a reader of nothing would answer: the commonest practice of the field, once for every paper.
CONSTANT: dict[str, list[tuple[Any, str]]] = {
    "active_material_fraction": [(80.0, "wt%")],
    "conductive_additive": [("carbon black", "")],
    "conductive_additive_fraction": [(10.0, "wt%")],
    "binder": [("PVDF", "")],
    "binder_fraction": [(10.0, "wt%")],
    "slurry_solvent": [("NMP", "")],
    "current_collector": [("Al foil", "")],
    "drying_conditions": [(80.0, "°C"), (12.0, "h"), ("vacuum", "")],
    "counter_electrode": [("lithium metal", "")],
    "electrolyte_salt": [("LiPF6", "")],
    "electrolyte_concentration": [(1.0, "M")],
    "electrolyte_solvent": [("ethylene carbonate", ""), ("dimethyl carbonate", ""), ("1:1", "volume ratio")],
    "separator": [("Celgard 2400", "")],
    "cell_format": [("CR2032 coin cell", "")],
    "cell_configuration": [("half", "")],
    "rate_or_current_density": [(1.0, "C"), (0.1, "C")],
    "test_temperature": [("room temperature", "")],
    "cycle_number": [(100.0, "cycles")],
}


@dataclass
class Answer:
    """Gold and answer of one item of one paper: status and set of values of each."""

    key: str
    gold: str
    got: str
    gold_values: dict[Key, str] = field(default_factory=dict)
    got_values: dict[Key, str] = field(default_factory=dict)


def f1(hits: int, predicted: int, gold: int) -> float:
    return 2 * hits / (predicted + gold) if predicted + gold else 1.0


def detection(answers: Iterable[Answer]) -> tuple[float, float, float]:
    listed = list(answers)
    hits = sum(a.gold in REPORTED and a.got in REPORTED for a in listed)
    predicted = sum(a.got in REPORTED for a in listed)
    gold = sum(a.gold in REPORTED for a in listed)
    return hits / predicted if predicted else 1.0, hits / gold if gold else 1.0, f1(hits, predicted, gold)


def macro(answers: Iterable[Answer]) -> float:
    listed = list(answers)
    scores = []
    for status in STATUSES:
        gold = sum(a.gold == status for a in listed)
        predicted = sum(a.got == status for a in listed)
        if gold or predicted:
            scores.append(f1(sum(a.gold == status == a.got for a in listed), predicted, gold))
    return sum(scores) / len(scores) if scores else 1.0


def values(answers: Iterable[Answer]) -> tuple[float, float, float]:
    hits = predicted = gold = 0
    for answer in answers:
        hits += len(answer.gold_values.keys() & answer.got_values.keys())
        predicted += len(answer.got_values)
        gold += len(answer.gold_values)
    return hits / predicted if predicted else 1.0, hits / gold if gold else 1.0, f1(hits, predicted, gold)


Papers = dict[str, list[Answer]]
SCORES: tuple[tuple[str, Callable[[Iterable[Answer]], float]], ...] = (
    ("detection F1", lambda answers: detection(answers)[2]),
    ("status macro-F1", macro),
    ("values F1", lambda answers: values(answers)[2]),
)


def interval(papers: Papers, score: Callable[[Iterable[Answer]], float], *, rounds: int = 1000) -> tuple[float, float]:
    names = list(papers)
    chance = random.Random(0)
    drawn = sorted(
        score([answer for name in chance.choices(names, k=len(names)) for answer in papers[name]])
        for _ in range(rounds)
    )
    return drawn[int(0.025 * rounds)], drawn[int(0.975 * rounds)]


def left_out(papers: Papers, score: Callable[[Iterable[Answer]], float]) -> tuple[float, float]:
    scores = (
        [score([a for name in papers if name != out for a in papers[name]]) for out in papers]
        if len(papers) > 1
        else [0.0]
    )
    return min(scores), max(scores)


def constant_answers(papers: Papers) -> Papers:
    """The answers of a reader of nothing."""
    fixed: Papers = {}
    for name, answers in papers.items():
        fixed[name] = []
        for answer in answers:
            listed = {
                value_key(answer.key, value, None, None, unit): str(value)
                for value, unit in CONSTANT.get(answer.key, [])
            }
            fixed[name].append(Answer(answer.key, answer.gold, "exact", answer.gold_values, listed))
    return fixed
