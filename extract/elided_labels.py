"""Elided labels: the next of a series by its end alone (``Si/C (1:1) and (1:2)``, ``HPC-600, -700 and -800``)."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator

from .definition import TAIL, tail_of

_JOINT = r"(?:, and |, or |, | and | or |/)"
_NEXT_TAIL = re.compile(rf"{_JOINT}(?P<end>{TAIL})")
_NEXT_END = re.compile(r"(?:, and |, or |, | and | or )[-–](?P<end>\d{1,4}(?:\.\d+)?|[A-Z])(?![\w%°.-]\w|\w)")
_NEXT_NUMBER = re.compile(r"/(?P<end>\d{1,4}(?:\.\d+)?)(?![\w%°.-]\w|\w)")
_END = re.compile(r"(?P<joint>[-–]?)(?:\d{1,4}(?:\.\d+)?|[A-Z])$")


def elided_labels(text: str, end: int, label: str, known: Container[str]) -> Iterator[tuple[int, int, str]]:
    """Start, end and label of each further end that stands behind ``label``, which ends at ``end`` of ``text``.

    Only what makes a label of ``known`` counts.
    """
    tailed = tail_of(label)
    if tailed is not None:
        yield from _read(text, end, tailed[0], known, _NEXT_TAIL)
        return
    match = _END.search(label)
    if match is None:
        return
    stem = label[: match.end("joint")]
    yield from _read(text, end, stem, known, _NEXT_NUMBER if text.startswith("/", end) else _NEXT_END)


def _read(
    text: str, end: int, stem: str, known: Container[str], following: re.Pattern[str]
) -> Iterator[tuple[int, int, str]]:
    while (match := following.match(text, end)) is not None and stem + match["end"] in known:
        yield match.start("end"), match.end("end"), stem + match["end"]
        end = match.end()
