"""Tesseract: pages that are pictures become pages of pieces, each word with its place and its confidence."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from lxml import etree

from ..errors import ReadError
from .chars import Page, Piece
from .fonts import NO_FONT
from .indices import Glyph, Part, parts_of, raised, size_of
from .powers import with_powers
from .rereading import SIGNS, Zone, places_of, sheet_of
from .scans import Scan

PROGRAM = "tesseract"
MISSING = (
    "Reading scanned pages needs the program Tesseract, which is not installed. "
    "Install it (apt-get install tesseract-ocr, brew install tesseract, winget install UB-Mannheim.TesseractOCR)."
)
# A line whose words are guesses is a picture that was taken for text.
_GUESSED = 40.0
_EXPONENT = re.compile(r"-\d$")
_LETTERS = re.compile(r"[A-Za-z]+$")
_NUMBERS = re.compile(r"-?\d+(?:\.\d+)?")


def installed() -> str | None:
    """Where the program lies, or None where it is not installed."""
    return shutil.which(PROGRAM)


@dataclass(frozen=True)
class Recognised:
    """A page as Tesseract reads it, and the mean confidence of its words, 0 to 100 (0 where it has none).

    ``supplied`` counts the powers of units that were not read but put for a smudge.
    """

    page: Page
    confidence: float
    supplied: int = 0


@dataclass
class _Line:
    """A recognised line: its parts, its font size and the height of its small letters, in pixels."""

    parts: list[Part]
    size: float
    x_height: float


def recognise(scan: Scan, number: int, *, seconds: float) -> Recognised:
    """The page ``number`` (from 1) that ``scan`` shows.

    Raises ReadError: ``needs_ocr`` where the program is missing or refuses, ``limit_time`` after ``seconds`` by the
    clock.
    """
    end = time.monotonic() + seconds
    lines, confidence = lines_in(_run(scan.portable_graymap(), scan.dpi, seconds))
    indices = [(line, i) for line in lines for i, part in enumerate(line.parts) if part.level != "base"]
    if indices:
        sheet = Scan(sheet_of(scan.pixels, [_zone(line, line.parts[i]) for line, i in indices]), 300.0)
        options = ("--psm", "6", "-c", f"tessedit_char_whitelist={SIGNS}")
        answer = _run(sheet.portable_graymap(), sheet.dpi, max(1.0, end - time.monotonic()), *options)
        for (line, i), text in zip(indices, places_of(list(_middles(answer)), len(indices)), strict=True):
            part = line.parts[i]
            before = line.parts[i - 1].text if i else ""
            line.parts[i] = replace(part, text=_settled(part, text, before))
    for line in lines:
        line.parts = with_powers(line.parts)
    supplied = sum(part.supplied for line in lines for part in line.parts)
    return Recognised(page_of(lines, scan, number), confidence, supplied)


def _settled(part: Part, again: str | None, before: str) -> str:
    """The text of an index, read in its line and once more by itself."""
    plain = raised(part.text, before) if part.level == "sup" else part.text
    if again is None or (_LETTERS.match(part.text) and part.text not in "lIOSZ"):
        return plain  # letters may be right; digits and signs are surer when they are enlarged
    if _EXPONENT.match(plain) and not _EXPONENT.match(again):
        return plain  # a minus that was seen in the line is there
    return again


def _zone(line: _Line, part: Part) -> Zone:
    """Where to look for an index again: the strip of its level, no wider than itself."""
    above, below = (2.1, -0.3) if part.level == "sup" else (0.95, 0.55)
    left, right = part.x0 - 1, part.x1 + 1
    return left, part.baseline - above * line.x_height, right, part.baseline + below * line.x_height


def _run(picture: bytes, dpi: float, seconds: float, *options: str) -> Any:
    """The root of the hOCR, with boxes of characters, that Tesseract gives for a PGM picture."""
    program = installed()
    if program is None:
        raise ReadError("needs_ocr", MISSING)
    command = [program, "stdin", "stdout", "--dpi", str(round(dpi)), *options, "-c", "hocr_char_boxes=1", "hocr"]
    try:
        done = subprocess.run(
            command,
            input=picture,
            capture_output=True,
            timeout=seconds,
            check=False,
            # Its threads gain little and take the cores of the other workers.
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )
    except subprocess.TimeoutExpired as error:
        raise ReadError("limit_time", "Tesseract took too long. Raise --max-seconds.") from error
    except OSError as error:
        raise ReadError("needs_ocr", f"Tesseract cannot start: {error.strerror or error}. Install it anew.") from error
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        why = said[-1][:200] if said else "it says nothing"
        raise ReadError("needs_ocr", f"Tesseract refuses the page ({why}). Scan it again or install Tesseract anew.")
    return parsed(done.stdout)


def parsed(hocr: bytes) -> Any:
    """The root of an hOCR file. Raises ReadError where it is none."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(hocr, parser)
    except etree.XMLSyntaxError as error:
        raise ReadError("needs_ocr", "Tesseract gave no readable answer. Install version 4.1 or newer.") from error


def lines_in(root: Any) -> tuple[list[_Line], float]:
    """The lines of an hOCR page that are no guesses, and the mean confidence of their words."""
    lines: list[_Line] = []
    confidences: list[float] = []
    for line in root.iter("{*}span"):
        facts = _facts(line)
        if "x_size" not in facts or len(facts.get("bbox", ())) != 4:
            continue
        words = [word for word in line.iter("{*}span") if word.get("class") == "ocrx_word"]
        sure = [_facts(word).get("x_wconf", [0.0])[0] for word in words]
        if words and sum(sure) / len(sure) >= _GUESSED:
            confidences += sure
            lines.append(_line(words, facts))
    return lines, sum(confidences) / len(confidences) if confidences else 0.0


def _line(words: list[Any], facts: dict[str, list[float]]) -> _Line:
    left, _, _, bottom = facts["bbox"]
    slope, offset = (facts.get("baseline") or [0.0, 0.0])[:2]
    rest = facts.get("x_descenders", [0.0])[0] + facts.get("x_ascenders", [0.0])[0]
    x_height = facts["x_size"][0] - rest
    if x_height <= 0:
        x_height = 0.5 * facts["x_size"][0]
    glyphs_of = [_glyphs(word) for word in words]
    parts: list[Part] = []
    for glyphs in glyphs_of:
        inner = list(parts_of(glyphs, slope, bottom + offset - slope * left, x_height))
        if inner and parts:
            inner[0] = replace(inner[0], space=True)
            if parts[-1].x1 > inner[0].x0 - 0.5 * x_height:  # the box of a character that reaches too far
                parts[-1] = replace(parts[-1], x1=max(parts[-1].x0, inner[0].x0 - 0.5 * x_height))
        parts += inner
    return _Line(parts, size_of((glyph for glyphs in glyphs_of for glyph in glyphs), x_height), x_height)


def _glyphs(word: Any) -> list[Glyph]:
    return [
        Glyph(text, *box)
        for char in word.iter("{*}span")
        if (text := char.text) and text.strip() and len(box := _facts(char).get("x_bboxes", [])) == 4
    ]


def _middles(root: Any) -> Iterator[tuple[str, float, float]]:
    for glyph in _glyphs(root):
        yield glyph.text, (glyph.x0 + glyph.x1) / 2, (glyph.y0 + glyph.y1) / 2


def page_of(lines: list[_Line], scan: Scan, number: int) -> Page:
    """The page that holds ``lines``, in points."""
    scale = 72.0 / scan.dpi
    pieces: list[Piece] = []
    for line in lines:
        size = round(line.size * scale, 2)
        for part in line.parts:
            y = part.baseline * scale - {"sup": 0.35, "base": 0.0, "sub": -0.15}[part.level] * size
            small = size if part.level == "base" else 0.7 * size
            pieces.append(Piece(part.text, part.x0 * scale, part.x1 * scale, y, small, NO_FONT, part.space))
    height, width = scan.pixels.shape
    return Page(number, width * scale, height * scale, pieces, n_chars=sum(len(piece.text) for piece in pieces))


def _facts(element: Any) -> dict[str, list[float]]:
    """The properties in the ``title`` of an hOCR element: name to numbers."""
    facts = {}
    for part in (element.get("title") or "").split(";"):
        name, _, values = part.strip().partition(" ")
        facts[name] = [float(value) for value in _NUMBERS.findall(values)]
    return facts


def with_even_sizes(pages: list[Page]) -> None:
    """Give lines that were printed in one size one size: measured heights differ by a pixel from line to line."""
    sizes = Counter[float]()
    for page in pages:
        for piece in page.pieces:
            sizes[round(piece.size, 1)] += len(piece.text)
    anchors: list[float] = []
    for size in sorted(sizes, key=lambda size: -sum(sizes[round(size + step / 10, 1)] for step in (-1, 0, 1))):
        if all(abs(size - anchor) > 0.08 * anchor for anchor in anchors):
            anchors.append(size)
    for page in pages:
        for piece in page.pieces:
            piece.size = min(anchors, key=lambda anchor: abs(anchor - piece.size))
