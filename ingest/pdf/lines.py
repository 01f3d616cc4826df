"""Lines: pieces of one baseline joined, with what stands above and below it as super- and subscripts."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from functools import cached_property

from ..normal import Level, Run
from .chars import Page, Piece
from .fonts import Font

# A raised ring is a degree sign, whatever sign it was set with.
RINGS = frozenset("∘º˚°○")
# A number or bullet that stands before an entry of a list, set apart by more than a space.
_MARKER = re.compile(r"^(?:\[\d{1,3}\]|\(?\d{1,3}[.)]?|[•●▪■◆–])$")
# The name of a figure or table before its caption.
_LABEL = re.compile(r"(?:Fig(?:ure)?|Table|Scheme)\.?\s?S?\d{1,3}[.:]$", re.IGNORECASE)
# In units of the font size.
_RISE = 0.55  # the furthest that a super- or subscript stands from its baseline
_STREAM_GAP = 1.6  # the widest space between neighbours in the file's own order
_PLACE_GAP = 1.0  # the same between pieces that the file wrote at different times
_SPACE = 0.19  # from here a gap parts words


@dataclass
class Line:
    """Pieces of one baseline in reading order; ``y`` is the baseline, ``size`` and ``font`` are those of most of it."""

    pieces: list[Piece]
    page: int

    def __post_init__(self) -> None:
        self.settle()

    def settle(self) -> None:
        """Find extent, size, font and baseline anew after a change of the pieces."""
        pieces = self.pieces
        first = pieces[0]
        x0, x1, size, font, y = first.x0, first.x1, first.size, first.font, first.y
        plain = True
        for piece in pieces:
            if piece.x0 < x0:
                x0 = piece.x0
            if piece.x1 > x1:
                x1 = piece.x1
            if piece.y != y or piece.font is not font or piece.size != size:
                plain = False
        self.x0, self.x1 = x0, x1
        if not plain:
            size, font, y = self._usual()
        self.size, self.font, self.y = size, font, y
        for name in ("runs", "text", "shares", "n_chars"):
            self.__dict__.pop(name, None)

    def _usual(self) -> tuple[float, Font, float]:
        """Size, font and baseline of most of the text."""
        sizes: dict[float, int] = {}
        fonts: dict[str, int] = {}
        for piece in self.pieces:
            n = len(piece.text)
            sizes[piece.size] = sizes.get(piece.size, 0) + n
            fonts[piece.font.name] = fonts.get(piece.font.name, 0) + n
        # Of two sizes that share the line the larger is the text, the smaller its indices.
        most = max(sizes.values())
        size = max(size for size, n in sizes.items() if n >= 0.4 * most)
        if size < max(sizes) and self._small_capitals():
            size = max(sizes)
        name = max(fonts, key=fonts.__getitem__)
        levels: dict[float, int] = {}
        for piece in self.pieces:
            if piece.size > 0.9 * size:
                y = round(piece.y, 1)
                levels[y] = levels.get(y, 0) + len(piece.text)
        font = next(piece.font for piece in self.pieces if piece.font.name == name)
        return size, font, max(levels, key=levels.__getitem__)

    def _small_capitals(self) -> bool:
        """Whether capitals of two sizes stand on one baseline, as in headings such as I. INTRODUCTION."""
        y, text = self.pieces[0].y, "".join([piece.text for piece in self.pieces])
        level = all(abs(piece.y - y) < 0.3 for piece in self.pieces)
        return level and text == text.upper() and sum(map(str.isalpha, text)) > 0.6 * len(text)

    @property
    def top(self) -> float:
        """The height of the capitals."""
        return self.y - 0.75 * self.size

    @property
    def bottom(self) -> float:
        """The depth of the descenders."""
        return self.y + 0.25 * self.size

    @property
    def width(self) -> float:
        """Width in points."""
        return self.x1 - self.x0

    @cached_property
    def text(self) -> str:
        """The bare characters with spaces between words, for looking at; ``runs`` is for keeping."""
        return "".join([run.text for run in self.runs])

    @cached_property
    def n_chars(self) -> int:
        """Characters without spaces."""
        return sum([len(piece.text) for piece in self.pieces])

    @cached_property
    def shares(self) -> tuple[float, float]:
        """The shares of the characters that are bold and italic; indices and symbols do not count."""
        total = bold = italic = 0
        least = 0.9 * self.size
        for piece in self.pieces:
            font = piece.font
            if piece.size > least and not font.symbol:
                n = len(piece.text)
                total += n
                bold += n * font.bold
                italic += n * font.italic
        return (bold / total, italic / total) if total else (0.0, 0.0)

    @property
    def bold(self) -> float:
        """The share of the characters that are bold."""
        return self.shares[0]

    @property
    def italic(self) -> float:
        """The share of the characters that are italic."""
        return self.shares[1]

    def _leveled(self) -> list[tuple[Piece, Level]]:
        """The pieces with their levels; of two that are stacked the lower comes first: SO4^2-."""
        y, size = self.y, self.size
        leveled: list[tuple[Piece, Level]] = [
            (piece, "base" if piece.y == y and piece.size == size else self.level(piece)) for piece in self.pieces
        ]
        for index in range(1, len(leveled)):
            (above, one), (below, two) = leveled[index - 1], leveled[index]
            if one == "sup" and two == "sub" and below.x0 < above.x1 - 0.15 * above.size:
                start = index - 1
                while (
                    start and leveled[start - 1][1] == "sup" and leveled[start - 1][0].x0 > below.x0 - 0.3 * below.size
                ):
                    start -= 1
                leveled.insert(start, leveled.pop(index))
                below.space, leveled[start + 1][0].space = leveled[start + 1][0].space and below.space, False
        return leveled

    @cached_property
    def runs(self) -> list[Run]:
        """The line as runs of text at their levels."""
        runs: list[Run] = []
        before: Piece | None = None
        for piece, level in self._leveled():
            gap = before is not None and (
                piece.space or piece.x0 - before.x1 > _SPACE * min(piece.size, before.size) + 0.35
            )
            if not gap and before is not None and level == "base" and piece.x0 - before.x1 > 0.09 * self.size:
                # A thin space between a number and its unit.
                gap = before.text[-1].isdigit() and (piece.text[0].isalpha() or piece.text[0] in "Ωμµ°")
            if gap and before is not None and piece.x0 - before.x1 < 0.09 * self.size:
                # pdfium put a space where the height changed, the page has none
                overlaps = piece.x0 - before.x1 < -0.2 * self.size
                gap = level == "base" and not overlaps and runs[-1].level == "base"
            text = piece.text
            if gap and before is not None and level == "base" and before.text in RINGS and text[0] in "CFK":
                gap = piece.x0 - before.x1 > 0.3 * self.size  # a degree sign drawn as a raised ring
            if level == "sup" and text in RINGS:
                text, level = "°", "base"
            if runs and runs[-1].level == level:
                runs[-1] = Run(f"{runs[-1].text} {text}" if gap else runs[-1].text + text, level)
            elif gap:
                runs += [Run(" " + text, level)] if level == "base" else [Run(" "), Run(text, level)]
            else:
                runs.append(Run(text, level))
            before = piece
        return runs

    def level(self, piece: Piece) -> Level:
        """Where ``piece`` stands: on the baseline, above or below it."""
        up = (self.y - piece.y) / self.size
        small = piece.size < 0.93 * self.size
        if up > (0.13 if small else 0.24):
            return "sup"
        if up < (-0.07 if small else -0.16):
            return "sub"
        return "base"


def lines_of(page: Page, gutter: float | None = None) -> list[Line]:
    """The lines of a page from top to bottom; none reaches over ``gutter``, the left edge of the right column."""
    fragments = _fragments(page, gutter)
    fragments.sort(key=lambda line: (line.y, line.x0))
    return _joined(fragments, gutter)


def _fragments(page: Page, gutter: float | None) -> list[Line]:
    """Pieces that follow each other both in the file and on the page."""
    groups: list[list[Piece]] = []
    current: list[Piece] = []
    right = y = size = 0.0
    edge = -1e9 if gutter is None else gutter
    for piece in page.pieces:
        x0, own = piece.x0, piece.size
        larger = size if size > own else own
        gap = x0 - right
        if (
            current
            and -_RISE * larger <= piece.y - y <= _RISE * larger
            and -0.9 * larger <= gap
            and (gap <= _STREAM_GAP * larger or (gap <= 3 * larger and len(current) == 1 and _marks(current[0], piece)))
            and not (gap > 0.6 * larger and right < edge and -3 < x0 - edge < 3)
        ):
            current.append(piece)
            if own > 0.93 * size:
                y, size = piece.y, own
            if piece.x1 > right:
                right = piece.x1
            continue
        current = [piece]
        groups.append(current)
        right, y, size = piece.x1, piece.y, own
    return [Line(group, page.number) for group in groups]


def _joined(lines: list[Line], gutter: float | None) -> list[Line]:
    """Fragments of one line that the file holds apart, joined."""
    done: list[Line] = []
    for line in lines:
        near = (o for o in reversed(done[-12:]) if line.y - o.y <= 1.2 * max(line.size, o.size))
        other = next((o for o in near if _belongs(line, o, gutter)), None)
        if other is None:
            done.append(line)
        else:
            other.pieces = _woven(other, line)
            other.settle()
    return done


def _marks(first: Piece, then: Piece) -> bool:
    """Whether a piece is the number or bullet of the entry that begins with the next."""
    return bool(_MARKER.match(first.text)) or (first.text.isdigit() and len(first.text) < 4 and then.text[0].isupper())


def _belongs(one: Line, two: Line, gutter: float | None) -> bool:
    larger = max(one.size, two.size)
    small = min(one.size, two.size) < 0.85 * larger
    if abs(one.y - two.y) > (0.5 if small else 0.3) * larger:
        return False
    left, right = (one, two) if one.x0 <= two.x0 else (two, one)
    gap = right.x0 - left.x1
    if gutter is not None and left.x0 < gutter - 3 and right.x0 > gutter - 3 and gap > 0.5 * larger:
        return False
    if 0 < gap < 3 * larger and len(left.pieces) == 1 and not small and _marks(left.pieces[0], right.pieces[0]):
        return right.size == left.size
    if 0 < gap < 3 * larger and len(left.pieces) < 4 and not small and _LABEL.match(left.text):
        return True  # "Fig. 1." and its caption, set apart in a justified line
    if gap > (0.35 if small and abs(one.y - two.y) > 0.1 * larger else _PLACE_GAP) * larger:
        return False
    if gap >= -0.3 * larger:
        return True
    # One lies within the other: it must fall in a hole.
    inner, outer = (one, two) if one.width < two.width else (two, one)
    middle = (inner.x0 + inner.x1) / 2
    return all(middle < piece.x0 + 0.2 or middle > piece.x1 - 0.2 for piece in outer.pieces)


def _woven(one: Line, two: Line) -> list[Piece]:
    if two.x0 >= one.x1 - 0.3 * one.size:
        return _spaced(one.pieces, two.pieces)
    if one.x0 >= two.x1 - 0.3 * two.size:
        return _spaced(two.pieces, one.pieces)
    pieces = sorted((*one.pieces, *two.pieces), key=lambda piece: piece.x0)
    for before, piece in itertools.pairwise(pieces):
        piece.space = piece.x0 - before.x1 > _SPACE * piece.size
    return pieces


def _spaced(left: list[Piece], right: list[Piece]) -> list[Piece]:
    right[0].space = right[0].x0 - left[-1].x1 > _SPACE * min(right[0].size, left[-1].size)
    return [*left, *right]
