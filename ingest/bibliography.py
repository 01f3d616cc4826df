"""Bibliographies that lie beside papers say what the files leave out: BibTeX, RIS, CSL-JSON (Zotero), and manifests."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import PurePath
from typing import Any

from .document import Header
from .encoding import decode
from .metadata import doi_of, licence_of, orcid_of, orcids_of, year_of
from .particulars import Particulars, completed
from .tex import tex_text

SUFFIXES = (".bib", ".ris", ".json", ".jsonl")
# What `voltext fetch` writes beside the papers; see ingest/fetch/manifest.py.
MANIFEST_SCHEMA = "voltext-fetch/1"
_ENTRY = re.compile(r"@\s*([A-Za-z]+)\s*[{(]\s*([^,\s{}]*)\s*,")
_FIELD = re.compile(r"\s*,?\s*([A-Za-z][\w:.+-]*)\s*=\s*")
_RIS_LINE = re.compile(r"([A-Z][A-Z0-9])  ?- ?(.*)")
# No abstract is longer.
_LONGEST_VALUE = 20_000


class Bibliography:
    """Entries by DOI, by file name and by title."""

    def __init__(self, entries: Iterable[Particulars] = ()) -> None:
        self._by_doi: dict[str, Particulars] = {}
        # By the ends of paths, a name and up to two folders, the name first; None where papers share an end.
        self._by_file: dict[tuple[str, ...], Particulars | None] = {}
        self._by_title: dict[str, Particulars] = {}
        for entry in entries:
            if entry.doi:
                self._by_doi.setdefault(entry.doi, entry)
            if entry.title:
                self._by_title.setdefault(_letters(entry.title), entry)
            for name in entry.files:
                parts = _parts(name)
                for end in {parts[:number] for number in (1, 2, 3) if parts}:
                    known = self._by_file.get(end, entry)
                    self._by_file[end] = known if known is not None and _same(known, entry) else None

    def __bool__(self) -> bool:
        return bool(self._by_doi or self._by_file or self._by_title)

    def complete(self, header: Header, name: str, *, abstract: bool = False) -> Header:
        """``header``, of the file ``name``, with what it lacks; what the file itself says stays.

        ``abstract`` says whether the paper's own text lacks one.
        """
        entry = (
            self._by_doi.get((header.doi or "").lower())
            or self._of_file(name)
            or (self._by_title.get(_letters(header.title)) if header.title else None)
        )
        if entry is None:
            return header
        return completed(header, entry, "bibliography", abstract=abstract)

    def _of_file(self, name: str) -> Particulars | None:
        """The entry that names the file; None where several do alike (reference managers call many "Full Text.pdf")."""
        parts = _parts(name)
        stem = (PurePath(parts[0]).stem,) if parts else ()
        for end in (parts[:3], parts[:2], parts[:1], stem):
            if end in self._by_file:
                return self._by_file[end]
        return None


def entries_of(data: bytes) -> list[Particulars]:
    """The entries of a BibTeX, RIS or CSL-JSON file, told apart by content; none where it is something else."""
    text = decode(data)
    start = text.lstrip("\ufeff \t\r\n")[:1]
    if start == "{" and MANIFEST_SCHEMA in text[:200]:
        return list(_manifest(text))
    if start in ("[", "{"):
        return list(_csl(text))
    if _ENTRY.search(text):
        return list(_bibtex(text))
    return list(_ris(text))


def _bibtex(text: str) -> Iterator[Particulars]:
    for match in _ENTRY.finditer(text):
        if match[1].lower() in ("comment", "string", "preamble"):
            continue
        fields: dict[str, str] = {}
        at = match.end()
        while field := _FIELD.match(text, at):
            value, at = _bibtex_value(text, field.end())
            fields.setdefault(field[1].lower(), value)
        authors = [_inverted(_plain(name)) for name in re.split(r"\s+and\s+", fields.get("author", "")) if name.strip()]
        yield Particulars(
            doi_of(fields.get("doi") or fields.get("url")),
            _plain(fields.get("title")) or None,
            tuple(name for name in authors if name.lower() != "others"),
            _plain(fields.get("journal") or fields.get("journaltitle")) or None,
            year_of(fields.get("year") or fields.get("date")),
            (match[2], *_attached(fields.get("file", ""))),
            licence=licence_of(fields.get("license"), fields.get("copyright")),
            abstract=_plain(fields.get("abstract")) or None,
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
            bound = _bound(text, at)
            while end < bound and (depth or text[end] != '"'):
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
    """Where the brace that opens at ``at`` closes; where it does not, the beginning of the next entry."""
    end = _bound(text, at)
    depth = 0
    for mark in re.compile(r"\\.|[{}]", re.DOTALL).finditer(text, at, end):
        depth += (mark[0] == "{") - (mark[0] == "}")
        if depth == 0:
            return mark.start()
    return end


def _bound(text: str, at: int) -> int:
    """Where a value that begins at ``at`` ends at the latest: unclosed ones must not each be read to the file's end."""
    latest = min(len(text), at + _LONGEST_VALUE)
    following = _ENTRY.search(text, at + 1, latest)
    return latest if following is None else following.start()


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
        names.extend(piece.replace("\\:", ":").replace("\\", "/") for piece in pieces)
    return names


def _ris(text: str) -> Iterator[Particulars]:
    fields: dict[str, list[str]] = {}
    for line in text.splitlines():
        match = _RIS_LINE.match(line.strip("\ufeff"))
        if match is None:
            continue
        if match[1] in ("ER", "TY") and "TY" in fields:  # some leave the end out
            yield _ris_entry(fields)
            fields = {}
        if match[2].strip() and match[1] != "ER":
            fields.setdefault(match[1], []).append(match[2].strip())
    if "TY" in fields:
        yield _ris_entry(fields)


def _ris_entry(fields: dict[str, list[str]]) -> Particulars:
    def first(*tags: str) -> str | None:
        return next((fields[tag][0] for tag in tags if tag in fields), None)

    files = [name for tag in ("L1", "L4", "UR") for name in fields.get(tag, ())]
    return Particulars(
        doi_of(first("DO", "UR", "M3")),
        first("TI", "T1"),
        tuple(_inverted(name) for tag in ("AU", "A1") for name in fields.get(tag, ())),
        first("JO", "T2", "JF", "JA"),
        year_of(first("PY", "Y1", "DA")),
        tuple(name for name in files if "." in re.split(r"[/\\]", name)[-1]),
        licence=licence_of(first("C4"), first("N1")),
        abstract=first("AB", "N2"),
    )


def _csl(text: str) -> Iterator[Particulars]:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return
    items = data.get("items", [data]) if isinstance(data, dict) else data
    for item in items if isinstance(items, list) else []:
        if isinstance(item, dict) and (item.get("title") or item.get("DOI")):
            yield _csl_entry(item)


def _csl_entry(item: dict[str, Any]) -> Particulars:
    def words(key: str) -> str | None:
        value = item.get(key)
        return value.strip() if isinstance(value, str) and value.strip() else None

    names = [name for name in _list(item.get("author")) if isinstance(name, dict)]
    people = [
        (str(name.get("literal") or f"{name.get('given', '')} {name.get('family', '')}").strip(), name.get("ORCID"))
        for name in names
    ]
    people = [(name, orcid) for name, orcid in people if name]
    issued = item.get("issued")
    parts = _list(issued.get("date-parts")) if isinstance(issued, dict) else []
    year = year_of(str(_list(parts[0])[0])) if parts and _list(parts[0]) else year_of(str(issued))
    title = words("title")
    return Particulars(
        doi_of(words("DOI") or words("URL")),
        re.sub(r"</?[a-z]+>", "", title) if title else None,
        tuple(name for name, _ in people),
        words("container-title"),
        year,
        (*filter(None, [words("id")]), *_attached(words("file") or "")),
        licence=licence_of(words("license")),
        abstract=words("abstract"),
        orcids=orcids_of([orcid_of(str(orcid)) for _, orcid in people]),
    )


def _manifest(text: str) -> Iterator[Particulars]:
    """The papers of a manifest of `voltext fetch`, a JSON object a line; a line that was cut off says nothing."""
    for line in text.splitlines():
        try:
            row = json.loads(line)
        except (ValueError, RecursionError):
            continue
        if isinstance(row, dict) and row.get("schema") == MANIFEST_SCHEMA and row.get("status") == "fetched":

            def words(key: str, row: dict[str, Any] = row) -> str | None:
                value = row.get(key)
                return value.strip() or None if isinstance(value, str) else None

            names = tuple(name for name in _list(row.get("authors")) if isinstance(name, str))
            yield Particulars(
                doi_of(words("doi")),
                words("title"),
                names,
                words("journal"),
                year_of(str(row.get("year"))),
                tuple(filter(None, [words("file")])),
                licence=words("licence"),
                orcids=orcids_of([orcid_of(str(orcid)) for orcid in _list(row.get("orcids"))][: len(names)]),
            )


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _parts(name: str) -> tuple[str, ...]:
    """The parts of a path in either system's way of writing it, the last one first."""
    return tuple(part for part in reversed(re.split(r"[/\\]", name.lower())) if part not in ("", "."))


def _same(one: Particulars, other: Particulars) -> bool:
    """Whether two entries are of one paper, as where two exports of a library lie side by side."""
    titles = _letters(one.title or ""), _letters(other.title or "")
    return one == other or (one.doi is not None and one.doi == other.doi) or (titles[0] == titles[1] != "")


def _letters(title: str) -> str:
    return re.sub(r"[\W_]+", "", title.lower())
