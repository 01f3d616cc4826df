"""Lexicon: the names of cell materials that items look for, each with its normal form and its roles."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from ..data import extract_vocabulary

_GAP = r"[-‑–— ]?"


@dataclass(frozen=True, slots=True)
class NameHit:
    """A name found in a text: ``start`` and ``end`` are offsets in that text, ``name`` the normal form."""

    start: int
    end: int
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class _Matcher:
    pattern: re.Pattern[str]
    names: dict[str, str]
    stems: tuple[str, ...]
    exact: tuple[str, ...]


def _key(text: str) -> str:
    return re.sub(r"[-‑–— ]", "", text)


def _spelling(synonym: str) -> str:
    open_ended = synonym.endswith("*")
    parts = re.split(r"[- ]", synonym.rstrip("*"))
    return _GAP.join(re.escape(part) for part in parts if part) + (r"\w{0,3}" if open_ended else "s?")


@cache
def _matcher(role: str) -> _Matcher:
    spellings: list[tuple[int, str]] = []
    names: dict[str, str] = {}
    stems: set[str] = set()
    exact: list[str] = []
    for term in extract_vocabulary("item_names").values():
        if role not in term.strings("role"):
            continue
        for synonym in term.strings("synonyms"):
            spellings.append((len(synonym), f"(?i:{_spelling(synonym)})"))
            names[_key(synonym.rstrip("*")).lower()] = term.code
            # Blanks and hyphens within a name are free, so that its longest part stands in every spelling.
            stems.add(max(re.split(r"[- ]", synonym.rstrip("*")), key=len).lower())
        for synonym in term.strings("case"):
            spellings.append((len(synonym), re.escape(synonym)))
            names[_key(synonym).lower()] = term.code
            exact.append(synonym)
    pattern = re.compile(rf"(?<![A-Za-z0-9])(?:{_by_opening(spellings)})(?![A-Za-z0-9])")
    spare = [stem for stem in stems if not any(other in stem for other in stems - {stem})]
    return _Matcher(pattern, names, tuple(spare), tuple(exact))


def _by_opening(spellings: list[tuple[int, str]]) -> str:
    """All spellings, the longest first, behind a look at the letter that they begin with: most places fit none."""
    openings: dict[str, list[str]] = {}
    for _, spelling in sorted(spellings, reverse=True):
        bare = spelling.removeprefix("(?i:")
        opening = bare[0].lower() if bare[0].isascii() and bare[0].isalpha() else ""
        openings.setdefault(opening, []).append(spelling)
    return "|".join(
        (f"(?=(?i:{opening}))" if opening else "") + f"(?:{'|'.join(group)})" for opening, group in openings.items()
    )


def normal_name(text: str, role: str) -> str | None:
    """The normal form of ``text`` where it is a name of ``role``, else None."""
    matcher = _matcher(role)
    key = _key(text).lower()
    return matcher.names.get(key) or matcher.names.get(key.removesuffix("s"))


_OPENING = re.compile(r"\s?\(")


def _occurs(words: tuple[str, ...], text: str) -> bool:
    for word in words:  # noqa: SIM110 - the plain loop takes half the time of any(), and most texts hold no name
        if word in text:
            return True
    return False


@lru_cache(maxsize=2048)
def find_names(text: str, role: str) -> tuple[NameHit, ...]:
    """The names of ``role`` in ``text``; a name and its abbreviation in brackets behind it are one hit."""
    matcher = _matcher(role)
    hits: list[NameHit] = []
    lower = text.lower()
    if not _occurs(matcher.stems, lower) and not _occurs(matcher.exact, text):
        return ()
    for match in matcher.pattern.finditer(text):
        name = normal_name(match[0], role)
        if name is None:
            continue
        if hits and hits[-1].name == name and _OPENING.fullmatch(text[hits[-1].end : match.start()]):
            last = hits[-1]
            closed = text[match.end() : match.end() + 1]
            if closed in (")", ","):
                # `name (ABBR, maker)` is the name with its abbreviation; the maker is left out.
                hits[-1] = NameHit(last.start, match.end() + (closed == ")"), name, f"{last.text} ({match[0]})")
            continue
        hits.append(NameHit(match.start(), match.end(), name, match[0]))
    return tuple(hits)
