"""Spans as B, I and O tags of tokens, and back: the best sequence of tags that is one of spans."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from .tokens import Window, longest_first

Scores = npt.NDArray[np.float32]
Span = tuple[int, int, str]


def encode(window: Window, spans: Sequence[Span], labels: Sequence[str]) -> list[int]:
    """A tag for each token: 0 outside, 1 + 2i where a span of label i begins, 2 + 2i within it.

    Of overlapping spans the longest is kept; spans whose borders are no borders of tokens take the tokens that they
    touch.
    """
    tags = [0] * len(window.spans)
    numbers = {label: index for index, label in enumerate(labels)}
    inside = [span for span in spans if span[2] in numbers]
    for start, end, label in longest_first(inside):
        touched = [index for index, (first, last) in enumerate(window.spans) if first < end and start < last]
        for index in touched:
            tags[index] = 2 * numbers[label] + (1 if index == touched[0] else 2)
    return tags


def decode(window: Window, scores: Scores, labels: Sequence[str], transitions: Scores | None = None) -> list[Span]:
    """The spans of the best path through ``scores`` (tokens x tags) in which an I follows its B or I only.

    ``transitions`` (tags x tags), where given, are added from one tag to the next.
    """
    spans: list[Span] = []
    begun: tuple[int, str] | None = None
    for index, tag in enumerate([*_best(scores, transitions), 0]):
        if begun is not None and (tag == 0 or tag % 2 == 1):
            spans.append((begun[0], window.spans[index - 1][1], begun[1]))
            begun = None
        if tag % 2 == 1:
            begun = window.spans[index][0], labels[(tag - 1) // 2]
    return spans


def _best(scores: Scores, transitions: Scores | None) -> list[int]:
    count = scores.shape[1]
    steps = _allowed(count) if transitions is None else _allowed(count) + transitions
    # No span begins with an I.
    best = scores[0] + np.where((np.arange(count) > 0) & (np.arange(count) % 2 == 0), -np.inf, 0.0)
    back = np.zeros(scores.shape, dtype=np.int64)
    for index in range(1, len(scores)):
        paths = best[:, None] + steps
        back[index] = paths.argmax(axis=0)
        best = paths[back[index], np.arange(count)] + scores[index]
    path = [int(best.argmax())]
    for index in range(len(scores) - 1, 0, -1):
        path.append(int(back[index][path[-1]]))
    return path[::-1]


def _allowed(count: int) -> Scores:
    steps = np.zeros((count, count), dtype=np.float32)
    for tag in range(2, count, 2):
        steps[:, tag] = -np.inf
        steps[[tag - 1, tag], tag] = 0.0
    return steps
