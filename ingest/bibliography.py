"""Bibliographies that lie beside papers: BibTeX, RIS and CSL-JSON (a Zotero export) say what the files leave out."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Any

from .document import Header
from .encoding import decode
from .metadata import doi_of, year_of
from .tex import tex_text

SUFFIXES = (".bib", ".ris", ".json")
_ENTRY = re.compile(r"@\s*([A-Za-z]+)\s*[{(]\s*([^,\s{}]*)\s*,")
_FIELD = re.compile(r"\s*,?\s*([A-Za-z][\w:.+-]*)\s*=\s*")
_RIS_LINE = re.compile(r"([A-Z][A-Z0-9])  ?- ?(.*)")


@dataclass(frozen=True, slots=True)
class BibliographyEntry:
    """One entry: what it says of a paper, and the names of files that it belongs to (without folders)."""

    doi: str | None = None
    title: str | None = None
    authors: tuple[str, ...] = ()
    journal: str | None = None
    year: int | None = None
    files: tuple[str, ...] = ()


class Bibliography:
    """Entries by DOI, by file name and by title."""

    def __init__(self, entries: Iterable[BibliographyEntry] = ()) -> None:
        self._by_doi: dict[str, BibliographyEntry] = {}
        self._by_file: dict[str, BibliographyEntry] = {}
        self._by_title: dict[str, BibliographyEntry] = {}
        for entry in entries:
            if entry.doi:
                self._by_doi.setdefault(entry.doi, entry)
            if entry.title:
                self._by_title.setdefault(_letters(entry.title), entry)
            for name in entry.files:
                self._by_file.setdefault(name.lower(), entry)

    def __bool__(self) -> bool:
        return bool(self._by_doi or self._by_file or self._by_title)

    def complete(self, header: Header, name: str) -> Header:
        """``header``, of the file ``name``, with what it lacks; what the file itself says stays."""
        file = PurePath(name).name.lower()
        entry = (
            self._by_doi.get((header.doi or "").lower())
            or self._by_file.get(file)
            or self._by_file.get(PurePath(file).stem)
            or (self._by_title.get(_letters(header.title)) if header.title else None)
        )
        if entry is None or header.failure is not None:
            return header
        return replace(
            header,
            doi=header.doi or entry.doi,
            title=header.title or entry.title,
            authors=header.authors or entry.authors,
            journal=header.journal or entry.journal,
            year=header.year or entry.year,
        )


def entries_of(data: bytes) -> list[BibliographyEntry]:
    """The entries of a BibTeX, RIS or CSL-JSON file, told apart by content; none where it is something else."""
    text = decode(data)
    start = text.lstrip("\ufeff \t\r\n")[:1]
    if start in ("[", "{"):
        return list(_csl(text))
    if _ENTRY.search(text):
        return list(_bibtex(text))
    return list(_ris(text))


def _bibtex(text: str) -> Iterator[BibliographyEntry]:
    for match in _ENTRY.finditer(text):
        if match[1].lower() in ("comment", "string", "preamble"):
            continue
        fields: dict[str, str] = {}
        at = match.end()
        while field := _FIELD.match(text, at):
            value, at = _bibtex_value(text, field.end())
            fields.setdefault(field[1].lower(), value)
        authors = [_inverted(_plain(name)) for name in re.split(r"\s+and\s+", fields.get("author", "")) if name.strip()]
        yield BibliographyEntry(
            doi_of(fields.get("doi") or fields.get("url")),
            _plain(fields.get("title")) or None,
            tuple(name for name in authors if name.lower() != "others"),
            _plain(fields.get("journal") or fields.get("journaltitle")) or None,
            year_of(fields.get("year") or fields.get("date")),
            (match[2], *_attached(fields.get("file", ""))),
        )


def _bibtex_value(text: str, at: int) -> tuple[str, int]:
    """The value that begins at ``at`` (braces, quotes or a bare word, joined by ``#``) and where it ends."""
    parts: list[str] = []
    while at < len(text):
        if text[at] == "{":
            end = _closing(text, at)
            parts.append(text[at + 1 : end])
            at = end + 1
        elif text[at] == '"':
            end = at + 1
            depth = 0
            while end < len(text) and (depth or text[end] != '"'):
                depth += (text[end] == "{") - (text[end] == "}")
                end += 1
            parts.append(text[at + 1 : end])
            at = end + 1
        else:
            bare = re.compile(r"[^\s,{}#\"]*").match(text, at)
            assert bare is not None
            parts.append(bare[0])
            at = bare.end()
        joined = re.compile(r"\s*#\s*").match(text, at)
        if joined is None:
            break
        at = joined.end()
    return "".join(parts), at


def _closing(text: str, at: int) -> int:
    """Where the brace that opens at ``at`` closes (the end of the text where it does not)."""
    depth = 0
    for mark in re.compile(r"\\.|[{}]", re.DOTALL).finditer(text, at):
        depth += (mark[0] == "{") - (mark[0] == "}")
        if depth == 0:
            return mark.start()
    return len(text)


def _plain(value: str | None) -> str:
    """A BibTeX value as text: accents set, formulae readable, braces gone."""
    text = unicodedata.normalize("NFC", tex_text(value)) if value else ""
    return " ".join(re.sub(r"[{}]", "", text).replace("~", " ").split())


def _inverted(name: str) -> str:
    """``Family, Given`` as ``Given Family``."""
    family, comma, given = name.partition(",")
    return f"{given.strip()} {family.strip()}".strip() if comma else name.strip()


def _attached(value: str) -> list[str]:
    """The file names of a ``file`` field: ``Full Text:path/a.pdf:application/pdf;…`` or a bare path."""
    names: list[str] = []
    for part in re.split(r"(?<!\\);", value):
        pieces = [piece for piece in re.split(r"(?<!\\):", part) if re.search(r"\.\w{2,5}$", piece)]
        names.extend(PurePath(piece.replace("\\:", ":").replace("\\", "/")).name for piece in pieces)
    return names


def _ris(text: str) -> Iterator[BibliographyEntry]:
    fields: dict[str, list[str]] = {}
    for line in text.splitlines():
        match = _RIS_LINE.match(line.strip("\ufeff"))
        if match is None:
            continue
        if match[1] == "ER" and fields:
            yield _ris_entry(fields)
            fields = {}
        elif match[2].strip():
            fields.setdefault(match[1], []).append(match[2].strip())
    if "TY" in fields:
        yield _ris_entry(fields)


def _ris_entry(fields: dict[str, list[str]]) -> BibliographyEntry:
    def first(*tags: str) -> str | None:
        return next((fields[tag][0] for tag in tags if tag in fields), None)

    files = [PurePath(name.replace("\\", "/")).name for tag in ("L1", "L4", "UR") for name in fields.get(tag, ())]
    return BibliographyEntry(
        doi_of(first("DO", "UR", "M3")),
        first("TI", "T1"),
        tuple(_inverted(name) for tag in ("AU", "A1") for name in fields.get(tag, ())),
        first("JO", "T2", "JF", "JA"),
        year_of(first("PY", "Y1", "DA")),
        tuple(name for name in files if "." in name),
    )


def _csl(text: str) -> Iterator[BibliographyEntry]:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return
    items = data.get("items", [data]) if isinstance(data, dict) else data
    for item in items if isinstance(items, list) else []:
        if isinstance(item, dict) and (item.get("title") or item.get("DOI")):
            yield _csl_entry(item)


def _csl_entry(item: dict[str, Any]) -> BibliographyEntry:
    def words(key: str) -> str | None:
        value = item.get(key)
        return value.strip() if isinstance(value, str) and value.strip() else None

    names = [name for name in _list(item.get("author")) if isinstance(name, dict)]
    authors = [
        str(name.get("literal") or f"{name.get('given', '')} {name.get('family', '')}").strip() for name in names
    ]
    issued = item.get("issued")
    parts = _list(issued.get("date-parts")) if isinstance(issued, dict) else []
    year = year_of(str(_list(parts[0])[0])) if parts and _list(parts[0]) else year_of(str(issued))
    title = words("title")
    return BibliographyEntry(
        doi_of(words("DOI") or words("URL")),
        re.sub(r"</?[a-z]+>", "", title) if title else None,
        tuple(author for author in authors if author),
        words("container-title"),
        year,
        tuple(filter(None, [words("id")])),
    )


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _letters(title: str) -> str:
    return re.sub(r"[\W_]+", "", title.lower())
