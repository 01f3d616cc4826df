"""Figure: what a caption says of a figure, its panels, and where its picture is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .document import Block

_LABEL = re.compile(
    r"\s*((?:(?:Supplementary|Supporting|Extended[ ]Data)\s)?(?:Fig(?:ure|s?\.)?|Scheme|Chart|Graph|Plate)\s?"
    r"(?:[A-Z]{1,2}[.-]?)?\d{1,3}(?:\.\d{1,2})?[A-Za-z]?)(?![\w])",
    re.IGNORECASE,
)
_JOIN = r"\s?(?:,|–|-|and|to|&)\s?"
_ONE = rf"\((?:[a-z](?:{_JOIN}[a-z])*+)\)"
_PANEL = re.compile(rf"{_ONE}(?:{_JOIN}{_ONE})*+", re.IGNORECASE)
# Names of panels without brackets, as some publishers print them in bold: "a, Structure. b, Spectrum."
_BARE = re.compile(r"(?:(?<=[.;:|,] )|(?<= and )|^)([a-z])(?:[,:)|] ?|(?= [A-Z]))(?=.)", re.IGNORECASE)
_BEFORE_MENTION = re.compile(r"\b(?:in|from|of|to|see|for|as|by|with|panels?|shown)\s*$", re.IGNORECASE)
_BEHIND_NAMED = re.compile(r"\s*(?:[,;.]|and\b|$)")
_MOST_PANELS = 26


@dataclass(frozen=True, slots=True)
class Panel:
    """A part of a figure: its label (``a``, ``b-d``) and what the caption says of it, offsets in ``Document.text``."""

    label: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure (or scheme) with a caption.

    ``caption_block`` is the id of its caption; ``page`` and ``box`` (left, top, right, bottom in points) say where the
    picture is, where known. ``image`` is the name of the kept picture in the folder of assets, or the link by which an
    XML or HTML file names it, or None.
    """

    id: str
    label: str | None
    caption_block: str
    panels: tuple[Panel, ...] = ()
    page: int | None = None
    box: tuple[float, float, float, float] | None = None
    image: str | None = None


def figures_of(blocks: Iterable[Block], links: Mapping[str, str]) -> tuple[Figure, ...]:
    """The figures that captions among ``blocks`` tell of; ``links`` are links to pictures by id of the caption."""
    figures: list[Figure] = []
    for block in blocks:
        if block.kind != "caption":
            continue
        match = _LABEL.match(block.text)
        if match is None and block.id not in links:
            continue
        label = match[1] if match else None
        start = match.end() if match else 0
        panels = tuple(
            Panel(name, block.start + first, block.start + last) for name, first, last in panels_of(block.text, start)
        )
        figures.append(Figure(f"f{len(figures)}", label, block.id, panels, block.page, image=links.get(block.id)))
    return tuple(figures)


def panels_of(caption: str, start: int = 0) -> Iterator[tuple[str, int, int]]:
    """The panels that a caption names: label, and where what is said of it begins and ends.

    Labels stand before what they name ("(a) Structure; (b) spectrum") or behind it ("Structure (a) and spectrum (b)").
    """
    found = _bracketed(caption, start) or _plain(caption, start)
    if len(found) < 2:
        return
    behind = sum(bool(_BEHIND_NAMED.match(caption, end)) for _, _, end in found)
    trailing = behind > 0.6 * len(found) and bool(re.search(r"\w\w", caption[start : found[0][1]]))
    for number, (label, first, last) in enumerate(found):
        if trailing:
            first = found[number - 1][2] if number else start
        else:
            last = found[number + 1][1] if number + 1 < len(found) else len(caption)
        text = caption[first:last]
        lead = len(text) - len(text.lstrip(" ,;.:|"))
        yield label, first + lead, first + max(lead, len(text.rstrip()))


def _bracketed(caption: str, start: int) -> list[tuple[str, int, int]]:
    found: list[tuple[str, int, int]] = []
    last = ""
    for match in _PANEL.finditer(caption, start):
        letters = re.findall(r"(?<![A-Za-z])[A-Za-z](?![A-Za-z])", match[0])
        if not letters or any(one >= two for one, two in pairwise(letters)):
            continue  # (O-O) is no panel, nor is (wtot), though "to" joins letters
        first = letters[0]
        if last and (first <= last or first.islower() != last.islower()):
            continue  # mentioned again
        if last and _BEFORE_MENTION.search(caption, max(0, match.start() - 12), match.start()):
            continue
        if not last and first not in "aA":
            continue
        last = letters[-1]
        found.append((first if len(letters) == 1 else f"{first}-{last}", match.start(), match.end()))
    return found[:_MOST_PANELS]


def _plain(caption: str, start: int) -> list[tuple[str, int, int]]:
    found: list[tuple[str, int, int]] = []
    for match in _BARE.finditer(caption, start):
        wanted = chr(ord(found[-1][0]) + 1) if found else "a"
        if match[1] == wanted or (not found and match[1] == "A"):
            found.append((match[1], match.start(), match.end()))
    return found[:_MOST_PANELS]
