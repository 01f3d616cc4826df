"""Style: what the body of a paper looks like, and how a line differs from it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from .fonts import Font
from .lines import Line

CAPTION = re.compile(
    r"^(?:(?:supplementary|extended data|supporting)\s+)?"
    r"(?P<label>fig(?:ure|s)?\.?|table|tab\.|scheme|chart|box|algorithm|video|movie|exhibit|plate)\s*"
    r"(?P<number>[A-Z]?\.?\s?\d{1,3}[a-z]?|[IVX]{1,5})\b\s*(?P<mark>[.:|\-–—]?)",
    re.IGNORECASE,
)
NUMBERED = re.compile(r"^(?:(?:\d{1,2}|[A-H])(?:\.\d{1,2}){0,3}\.?|[IVX]{1,5}\.|[A-Z]\.)\s+(?=\S)")
KNOWN_HEADING = re.compile(
    r"^(?:\d+\.?\s+)?(?:abstract|introduction|background|experimental(?: (?:section|details|procedures?|methods?))?|"
    r"materials? and methods?|methods?(?: and materials?)?|methodology|results?(?: and discussions?)?|discussions?|"
    r"conclusions?(?: and (?:outlook|perspectives?))?|summary|outlook|perspectives?|acknowledge?ments?|references|"
    r"bibliography|literature cited|notes and references|supporting information|"
    r"supplementary (?:materials?|information|data)|"
    r"conflicts? of interests?|competing (?:financial )?interests?|declaration of competing interests?|"
    r"author contributions?|credit authorship contribution statement|data availability(?: statement)?|funding|"
    r"keywords|nomenclature|appendix(?: [a-z])?|additional information)\s*:?$",
    re.IGNORECASE,
)
# Names that stand in bold at the beginning of their paragraph.
RUN_IN = re.compile(
    r"^(?:acknowledge?ments?|conflicts? of interests?|competing (?:financial )?interests?|author.?s?.? contributions?|"
    r"data availability(?: statement)?|funding|supporting information|supplementary (?:materials?|information)|"
    r"declaration of (?:competing )?interests?|institutional review board statement|informed consent statement|"
    r"code availability|additional information|ethics statement)\s?[.:]\s",
    re.IGNORECASE,
)
# What begins a paragraph in bold or italics and is no heading.
NO_RUN_IN = re.compile(
    r"(?:abstract|summary|key ?words?|index terms|citation|cite|received|revised|accepted|published|correspondence|"
    r"\*|e-?mail|academic editor|edited|reviewed|fig|table|scheme|note|doi|article|step \d)",
    re.IGNORECASE,
)
_PANEL = re.compile(r"[a-z](?:\s?[,–-]\s?[a-z])*\)", re.IGNORECASE)  # "a) Structure", "a–d) Maps"
_ENDS = re.compile(r"[.?!:]['\"”’)\]]?\s*$")


@dataclass(frozen=True)
class Style:
    """The body of a paper: size, main font and usual column width in points."""

    size: float
    font: Font
    width: float

    def is_body_size(self, line: Line) -> bool:
        """Whether a line is set in the size of the body."""
        return abs(line.size - self.size) <= 0.045 * self.size

    def run_in(self, line: Line) -> int:
        """How many pieces of a line are a heading that runs into its paragraph in italics or bold; else 0."""
        pieces = line.pieces
        if not self.is_body_size(line) or not (pieces[0].font.italic or pieces[0].font.bold):
            return 0
        for bold, plain in ((False, self.font.italic), (True, self.font.bold)):
            if plain or not (pieces[0].font.bold if bold else pieces[0].font.italic):
                continue
            for index, piece in enumerate(pieces):
                font = piece.font
                if (font.bold if bold else font.italic) or font.symbol or piece.size < 0.9 * line.size:
                    continue
                before = pieces[index - 1]
                stop = before.text[-1] in ".:" and piece.text[:1].isalpha()
                # Springer's proceedings set bold headings apart by a wide space instead.
                wide = bold and piece.x0 - before.x1 > 0.55 * line.size and piece.text[:1].isupper()
                lettered = sum(map(str.isalpha, "".join([each.text for each in pieces[:index]]))) > 3  # no bare number
                return index if (stop or wide) and lettered else 0
        return 0

    def stands_out(self, line: Line) -> bool:
        """Whether a line looks like a heading: larger, bold, italic or in capitals where the body is none of it."""
        if self.run_in(line):
            return False
        if line.size > 1.06 * self.size:
            return True
        if line.size < 0.88 * self.size:
            return line.bold > 0.85
        if not self.font.bold and line.bold > 0.85:
            return True
        if not self.font.italic and line.italic > 0.85:
            return True
        text = line.text
        if text != text.upper():
            return False
        return sum(map(str.isalpha, text)) > 5 and not any(map(str.isdigit, text[2:]))

    def look(self, line: Line) -> tuple[float, bool, bool, bool]:
        """What lines of one heading have in common."""
        text = line.text
        capitals = text == text.upper() or sum(map(str.isupper, text)) > 0.6 * sum(map(str.isalpha, text))
        return round(line.size * 2) / 2, line.bold > 0.6, line.italic > 0.6, capitals


def style_of(lines: Iterable[Line]) -> Style:
    """The style of the body, weighed by characters."""
    sizes: Counter[float] = Counter()
    fonts: dict[float, Counter[Font]] = {}
    widths: dict[float, Counter[int]] = {}
    for line in lines:
        if line.width < 60:
            continue
        size = round(line.size, 1)
        n = line.n_chars
        sizes[size] += n
        fonts.setdefault(size, Counter())[line.font] += n
        widths.setdefault(size, Counter())[round(line.width / 4) * 4] += n
    if not sizes:
        return Style(10.0, Font("", False, False, False), 400.0)
    near = max(sizes, key=lambda s: sizes[s] + sizes[round(s - 0.1, 1)] + sizes[round(s + 0.1, 1)])
    # A rare size beside the common one would bring its own font along.
    size = max((near, round(near - 0.1, 1), round(near + 0.1, 1)), key=sizes.__getitem__)
    font = fonts[size].most_common(1)[0][0]
    return Style(size, font, float(widths[size].most_common(1)[0][0]))


def ends_sentence(text: str) -> bool:
    """Whether a text ends as a sentence does."""
    return bool(_ENDS.search(text))


def is_caption(line: Line, style: Style) -> bool:
    """Whether a caption begins with this line."""
    text = line.text
    match = CAPTION.match(text)
    if not match:
        return False
    smaller = line.size < 0.965 * style.size
    first = line.pieces[0].font
    other = first.bold != style.font.bold or (first.name != style.font.name and first.family != style.font.family)
    rest = text[match.end() :].lstrip()
    if _CONTINUED.match(rest):
        return True
    if match["mark"] in (".", ":", "|"):
        return smaller or other or rest[:1].isupper() or not rest or rest[:1] in "([" or bool(_PANEL.match(rest))
    if smaller:
        return not rest[:1].islower() or other
    return other and (rest[:1].isupper() or not rest) and not _cited(rest)


_CONTINUED = re.compile(r"\(?cont(?:inued|inuation|\.|'d)?\)?\.?$", re.IGNORECASE)


def _cited(rest: str) -> bool:
    return bool(re.match(r"(?:shows?|displays?|presents?|and|,|\))\b", rest))
