"""Quality: how much of a page's text reads as text, and a second reader for pages where little of it does."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

from .chars import Page, Piece
from .fonts import Font, font_named

# Below this share of readable words a second opinion is asked for; sound papers lie above 0.93, in tables too.
POOR = 0.75
_WORD = re.compile(r"[^\W\d_]{2,}")
_VOWEL = re.compile(r"[aeiouyäöüéèáàíóúøåæœαεηιουωаеиоуыэюяё]", re.IGNORECASE)
_RUN = re.compile(r"[bcdfghjklmnpqrstvwxz]{6,}", re.IGNORECASE)


def quality(page: Page) -> float:
    """The share of a page's characters that stand in readable words, numbers and signs; 1.0 where it has none.

    Signs without a meaning (controls, private use, unassigned) and long words without a vowel count as unreadable.
    """
    total = poor = 0
    for piece in page.pieces[:: 1 + len(page.pieces) // 400]:  # some hundred words tell as much as all
        text = piece.text
        total += len(text)
        if text.isascii() and text.isprintable():
            if len(text) > 5 and (not _VOWEL.search(text) or _RUN.search(text)) and _WORD.search(text):
                poor += len(text)
            continue
        poor += sum(unicodedata.category(char) in ("Cc", "Co", "Cn") and char != "\x02" for char in text)
    return 1.0 - poor / total if total else 1.0


def second_opinion(data: bytes, password: str, pages: Sequence[Page], numbers: Iterable[int]) -> dict[int, Page]:
    """Pages (by number from 1) as pdfminer.six reads them, where it reads them better than they were read.

    Slow (a tenth of a second a page), so only for pages whose quality is poor. A page that pdfminer cannot read stays
    as it was.
    """
    from pdfminer.high_level import extract_pages
    from pdfminer.layout import LAParams, LTChar, LTContainer, LTText
    from pdfminer.pdfexceptions import PDFException
    from pdfminer.psexceptions import PSException

    wanted = sorted(numbers)
    better: dict[int, Page] = {}

    def walk(item: object, out: list[tuple[LTChar | None, str]]) -> None:
        if isinstance(item, LTChar):
            out.append((item, item.get_text()))
        elif isinstance(item, LTContainer):
            for child in item:
                walk(child, out)
        elif isinstance(item, LTText):
            out.append((None, " "))

    laid_out = extract_pages(
        io.BytesIO(data), password=password, page_numbers=[n - 1 for n in wanted], laparams=LAParams()
    )
    try:
        for number, layout in zip(wanted, laid_out, strict=False):
            chars: list[tuple[LTChar | None, str]] = []
            walk(layout, chars)
            old = pages[number - 1]
            page = Page(
                number, old.width, old.height, _pieces(chars, layout.x0, layout.y1), old.aside, len(chars), old.rules
            )
            if quality(page) > quality(old):
                better[number] = page
    except (PDFException, PSException, ValueError, KeyError, TypeError):
        return better  # pdfminer raises these on damaged fonts and streams; what it read so far stands
    return better


def _pieces(chars: Sequence[tuple[Any, str]], left: float, upper: float) -> list[Piece]:
    """Characters of one font on one baseline as words."""
    pieces: list[Piece] = []
    space = True
    font: Font | None = None
    for char, text in chars:
        if char is None or not text.strip() or "(cid:" in text:
            space = True
            continue
        matrix = char.matrix
        size = abs(matrix[3]) * char.fontsize if hasattr(char, "fontsize") else char.size
        x0, x1, y = char.x0 - left, char.x1 - left, upper - matrix[5]
        named = font_named(char.fontname)
        last = pieces[-1] if pieces else None
        if (
            last is not None
            and not space
            and named is font
            and abs(last.y - y) < 0.1
            and -1 < x0 - last.x1 < 0.15 * size
        ):
            last.text += text
            last.x1 = x1
        else:
            pieces.append(Piece(text, x0, x1, y, size, named, space))
        font, space = named, False
    return pieces
