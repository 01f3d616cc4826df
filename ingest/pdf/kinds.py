"""What a group of lines is: caption, heading, equation, footnote, list, noise of a figure, or a paragraph."""

from __future__ import annotations

import re

from .lines import Line
from .style import KNOWN_HEADING, NUMBERED, Style, is_caption

EQUATION_NUMBER = re.compile(r"\(\s?[A-Z]?\d{1,3}(?:\.\d+)?[a-z]?\s?\)$")
MATHS = re.compile(r"[=→⇌↔⟶≈<>≤≥∑∫∂∆+]|\x02")
BULLET = re.compile(r"^(?:[•●▪■◆‣⁃*–-]\s|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]\s)")
# A heading that only its number tells from the text: "4.1. Experimental setup".
_SUBHEADING = re.compile(r"\d{1,2}(?:\.\d{1,2}){1,3}\.?\s+[A-Z][a-z]+(?:[\s-][A-Za-z]+){0,9}$")
_CONTACT = re.compile(
    r"^(?:[*†‡§¶⁎∗#]|\[\*\]|e-?mail|corresponding author|correspondence|https?://|doi:|©|\d{4}-\d{3}[\dx]/)",
    re.IGNORECASE,
)
_DATED = re.compile(
    r"^(?:(?:manuscript )?(?:received|revised|accepted)|available online|published(?: online)?|editorial decision)\b",
    re.I,
)


def kind_of(lines: list[Line], style: Style) -> str:
    """The kind of block that lines make."""
    first = lines[0]
    text = " ".join(line.text for line in lines).strip()
    if is_caption(first, style):
        return "caption"
    if is_heading(lines, style):
        return "heading"
    n = len(text)
    if len(lines) <= 3 and n < 220 and MATHS.search(text) and _equation(lines, text, style):
        return "equation"
    if _noise(lines, style, text):
        return "noise"
    if first.size < 0.93 * style.size and _CONTACT.match(text):
        return "footnote"
    if first.size < 0.93 * style.size and first.level(first.pieces[0]) == "sup" and n < 600:
        return "footnote"
    if first.size < 0.97 * style.size and _DATED.match(text) and n < 300:
        return "footnote"
    if BULLET.match(text) and text[:1] in "•●▪■◆‣":
        return "list"
    return "paragraph"


def _equation(lines: list[Line], text: str, style: Style) -> bool:
    if EQUATION_NUMBER.search(text):
        return len(re.findall(r"[a-z]{4,}", text)) < 6
    letters = sum(char.isalpha() for char in text)
    words = re.findall(r"\b[A-Za-z][a-z]{3,}\b", text)
    symbolic = sum(len(p.text) for line in lines for p in line.pieces if p.font.symbol or p.font.italic)
    return len(words) < 2 and letters > 0 and symbolic > 0.25 * sum(line.n_chars for line in lines) and "=" in text


def is_heading(lines: list[Line], style: Style) -> bool:
    """Whether lines are a heading."""
    text = " ".join(line.text for line in lines).strip()
    if not 3 <= len(text) <= 220 or len(lines) > 4 or not any(char.isalpha() for char in text):
        return False
    if KNOWN_HEADING.match(text):
        return True
    if len(lines) == 1 and _SUBHEADING.match(text) and lines[0].width < 0.8 * style.width:
        return True
    if not all(style.stands_out(line) for line in lines):
        return False
    first = lines[0]
    words = text.split()
    letters = sum(char.isalpha() for char in text)
    if letters < 0.55 * len(text.replace(" ", "")) or text[-1] in ",;=+([":
        return False
    numbered = bool(NUMBERED.match(text))
    if not numbered and not (text[0].isupper() or text[0] == "■" or first.size > 1.15 * style.size):
        return False
    larger = first.size > 1.06 * style.size
    bold = first.bold > 0.85 and not style.font.bold
    if text.endswith(".") and not (numbered and len(words) < 12) and not (bold and len(words) < 12):
        return False
    if first.size < 0.88 * style.size:
        return bold and len(words) <= 10 and len(text) > 6 and max(len(w) for w in words) > 3
    if larger or bold or numbered:
        return len(words) <= 30
    return len(words) <= 16


def _noise(lines: list[Line], style: Style, text: str) -> bool:
    """Labels of figures and the like: short lines that are not set as the text is."""
    if not any(char.isalpha() for char in text):
        return True
    longest = max(line.width for line in lines)
    mean = sum(line.n_chars for line in lines) / len(lines)
    first = lines[0]
    if style.is_body_size(first) and first.font.family == style.font.family:
        return len(text) < 4
    if first.font.family != style.font.family or first.size < 0.9 * style.size:
        return longest < 0.45 * style.width and mean < 22
    return False
