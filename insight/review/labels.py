"""Labels: what the papers of one group speak of and those of the others do not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import log
from pathlib import Path

from ..embeddings.words import is_material, shown
from .source import Source

_NAMES = 3
_SHARE = 0.3
_PAIR, _MATERIAL = 1.7, 1.2
_COUNTED = 4
# Words that say how papers are written, not what they are about.
EMPTY_WORDS = frozenset(Path(__file__).parent.parent.joinpath("data", "empty_words.txt").read_text("utf-8").split())


def labels_of(sources: Sequence[Source], groups: Sequence[int]) -> dict[int, str]:
    """A label for each group: the names whose share of papers stands out most within it, formulas as they are written.

    Names are words and pairs of words; the weight is how much the papers within speak of it, times the logarithm of
    its ratio to that of the papers outside. A group of all papers is labelled by what most of them share.
    """
    labels: dict[int, str] = {}
    taken: set[str] = set()
    for group in sorted(set(groups), key=lambda each: (-list(groups).count(each), each)):
        inside = [source for source, own in zip(sources, groups, strict=True) if own == group]
        outside = [source for source, own in zip(sources, groups, strict=True) if own != group]
        names = _chosen(_weights(inside, outside), taken)
        taken.update(names)
        text = ", ".join(shown_pair(name) for name in names) or "Other papers"
        labels[group] = text[0].upper() + text[1:] if text.split(",")[0].islower() else text
    return labels


def shown_pair(name: str) -> str:
    """A word, or a pair of them, as people write it."""
    return " ".join(shown(word) for word in name.split(" "))


def _weights(inside: Sequence[Source], outside: Sequence[Source]) -> dict[str, float]:
    papers = Counter(name for source in inside for name in source.words)
    within, beyond = _shares(inside), _shares(outside)
    weights = {}
    for name, number in papers.items():
        words = name.split(" ")
        if number < max(2 if len(inside) > 1 else 1, _SHARE * len(inside)) or any(map(_is_empty, words)):
            continue
        telling = _PAIR if len(words) > 1 else _MATERIAL if is_material(name) else 1.0
        rest = beyond.get(name, 0.0) + 0.5 / (len(outside) + 1)
        weights[name] = telling * within[name] * (log(1 + within[name] / rest) if outside else 1.0)
    return weights


def _shares(sources: Sequence[Source]) -> dict[str, float]:
    """How much each name is spoken of: the mean over papers of its count, of which no paper gives more than a few."""
    shares: Counter[str] = Counter()
    for source in sources:
        for name, count in source.words.items():
            shares[name] += min(count, _COUNTED)
    return {name: total / (_COUNTED * len(sources)) for name, total in shares.items()}


def _is_empty(word: str) -> bool:
    """Whether a word says nothing of a subject, as units, which are short, and words that every paper has."""
    return (
        word.lower() in EMPTY_WORDS or "^" in word or (len(word) < 4 and not is_material(word) and not word.isupper())
    )


def _chosen(weights: dict[str, float], taken: set[str]) -> list[str]:
    """The heaviest names, none a part of another."""
    chosen: list[str] = []
    for name in sorted(weights, key=lambda each: (-weights[each], each)):
        words = set(name.split(" "))
        if weights[name] > 0 and name not in taken and not any(words & set(other.split(" ")) for other in chosen):
            chosen.append(name)
        if len(chosen) == _NAMES:
            break
    return chosen
