"""BibTeX: the papers of a knowledge base as a bibliography that LaTeX and reference managers read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Any
from urllib.parse import quote

from ...ingest.document import Header
from ...ingest.metadata import untitled
from ..identity import paper_key
from .selection import Selection

_EMPTY_WORDS = frozenset(["and", "for", "from", "into", "the", "towards", "via", "with"])
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")
# What may not stand in an address within braces: it is written as addresses write it.
_UNSAFE = re.compile(r"[\s{}\\\"#%~^&\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
_BRACES = {"{": r"{\textbraceleft}", "}": r"{\textbraceright}"}
_AND = re.compile(r"\band\b", re.IGNORECASE)


def bibtex(selection: Selection) -> Iterator[str]:
    """One entry a paper, by its key; keys are unique, whatever their case, and the same at every export."""
    papers = sorted(selection.headers(), key=lambda header: (_base(header), paper_key(header), header.id))
    taken: set[str] = set()
    for header in papers:
        key = _free(_base(header), taken)
        taken.add(key)
        yield entry(header, key)


def entry(header: Header, key: str) -> str:
    """The entry of one paper under ``key``; one without a title goes by its file."""
    title = tex(header.title or "") or tex(header.source) or header.id
    found = {
        "author": " and ".join(_author(untitled(name)) for name in header.authors if tex(name)),
        # Doubled braces keep the capitals of formulas and names.
        "title": f"{{{title}}}",
        "journal": tex(header.journal or ""),
        "year": str(header.year) if header.year else "",
        "doi": _UNSAFE.sub(lambda match: quote(match[0]), header.doi.strip()) if header.doi else "",
    }
    kind = "article" if found["journal"] else "misc"
    lines = [f"  {name} = {{{value}}}," for name, value in found.items() if value]
    return "\n".join([f"@{kind}{{{key},", *lines, "}", "", ""])


def tex(text: str) -> str:
    """``text`` as TeX sets it: its special characters escaped, letters beyond ASCII as commands where TeX has them."""
    plain = " ".join(_CONTROL.sub(" ", text).split())
    # BibTeX counts braces, with a backslash before them or not: they go by name.
    return "".join(_BRACES.get(part) or _encoder().unicode_to_latex(part) for part in re.split(r"([{}])", plain))


@cache
def _encoder() -> Any:
    from pylatexenc.latexencode import UnicodeToLatexEncoder

    # What TeX has no command for stays as it is, for engines that read UTF-8.
    return UnicodeToLatexEncoder(
        unknown_char_policy="keep", unknown_char_warning=False, replacement_latex_protection="braces-all"
    )


def _author(name: str) -> str:
    """A name as BibTeX takes it; one that holds an "and" or a brace of its own is one name, whatever it says."""
    text = tex(name)
    return f"{{{text}}}" if _AND.search(name) or name.count(",") > 2 else text


def _base(header: Header) -> str:
    """``kamaya2011lithium``: family name of the first author, year, first telling word of the title."""
    first = header.authors[0] if header.authors else ""
    family = first.split(",")[0] if "," in first else (first.split() or [""])[-1]
    words = [_letters(word) for word in (header.title or "").split()]
    word = next((word for word in words if len(word) > 2 and word not in _EMPTY_WORDS), "")
    return f"{_letters(family)}{header.year or ''}{word[:20]}" or f"paper{header.id[:8]}"


def _letters(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text)
    return re.sub(r"[^a-z0-9]", "", decomposed.encode("ascii", "ignore").decode().lower())


def _free(base: str, taken: set[str]) -> str:
    """``base``, or with a letter (then a number) behind it that nobody has taken."""
    if base not in taken:
        return base
    for number in range(1, len(taken) + 2):
        key = f"{base}{chr(96 + number)}" if number <= 26 else f"{base}-{number}"
        if key not in taken:
            return key
    raise AssertionError("there are more numbers than keys")
