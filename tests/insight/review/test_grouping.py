"""Groups that were planted come back; papers that are alike stay together."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from voltext.ingest.document import Header
from voltext.insight.review.grouping import grouping
from voltext.insight.review.labels import labels_of
from voltext.insight.review.source import Source

sklearn_metrics = pytest.importorskip("sklearn.metrics")
SUBJECTS = (
    "garnet pellet sintering lithium loss grain boundary",
    "sulfur polysulfide shuttle separator carbon host",
    "silicon anode expansion binder crack lithiation",
)


def planted(each: int, seed: int) -> tuple[list[Source], list[int]]:
    chance = random.Random(seed)
    every = [word for subject in SUBJECTS for word in subject.split()] + [f"word{number}" for number in range(60)]
    sources, truth = [], []
    for number in range(each * len(SUBJECTS)):
        group = number % len(SUBJECTS)
        words = chance.choices(SUBJECTS[group].split(), k=25) + chance.choices(every, k=25)
        cites = {f"work{group}{chance.randrange(9)}" for _ in range(6)} | {
            f"work{chance.randrange(30)}" for _ in range(4)
        }
        header = Header(f"{number:016x}", f"{number}.txt", "0" * 64, "text", "text")
        sources.append(Source(header, (), Counter(words), frozenset(cites), frozenset()))
        truth.append(group)
    return sources, truth


@pytest.mark.parametrize("seed", [0, 1])
def test_planted_groups_come_back(seed: int) -> None:
    sources, truth = planted(7, seed)
    found = grouping(sources, seed=seed)
    assert sklearn_metrics.adjusted_rand_score(truth, found.labels) >= 0.8
    assert found.silhouette is not None
    assert found.stability is not None
    assert found.stability >= 0.8


def test_the_same_seed_gives_the_same_groups() -> None:
    sources, _ = planted(6, 4)
    assert grouping(sources, seed=3) == grouping(sources, seed=3)


def test_papers_without_a_difference_are_one_group() -> None:
    header = Header("0" * 16, "a.txt", "0" * 64, "text", "text")
    same = [Source(header, (), Counter({"garnet": 3}), frozenset(), frozenset())] * 12
    assert grouping(same).number == 1


def test_few_papers_are_one_group_unless_more_are_asked_for() -> None:
    sources, _ = planted(2, 0)
    assert grouping(sources).number == 1
    assert grouping(sources, number=3).number == 3
    assert grouping(sources[:2], number=3).number == 1


def test_labels_name_what_sets_a_group_apart() -> None:
    sources, truth = planted(7, 1)
    labels = labels_of(sources, truth)
    assert len(set(labels.values())) == 3
    for group, subject in enumerate(SUBJECTS):
        assert set(labels[group].lower().replace(",", "").split()) <= set(subject.split())
