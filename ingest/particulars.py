"""Particulars: what somebody else than the file says of a paper, and how it fills what the file leaves out."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

from .document import FieldSource, Header


@dataclass(frozen=True, slots=True)
class Particulars:
    """What a bibliography or a service says of a paper, and the files that it belongs to, as it names them.

    ``orcids`` is empty or as long as ``authors``, None where one is not known.
    """

    doi: str | None = None
    title: str | None = None
    authors: tuple[str, ...] = ()
    journal: str | None = None
    year: int | None = None
    files: tuple[str, ...] = ()
    licence: str | None = None
    abstract: str | None = None
    orcids: tuple[str | None, ...] = ()


def completed(header: Header, particulars: Particulars, source: str, *, abstract: bool = False) -> Header:
    """``header`` with what it lacks filled from ``particulars`` and noted as from ``source``; the rest stays.

    ``abstract`` says whether the paper's own text lacks one. A file that gave no text stays as it is.
    """
    if header.failure is not None:
        return header
    known = {field.name for field in fields(particulars)} - {"files", "orcids"}
    filled: dict[str, object] = {
        name: value
        for name in sorted(known)
        if (value := getattr(particulars, name)) and not getattr(header, name) and (name != "abstract" or abstract)
    }
    if "authors" in filled:
        filled["orcids"] = particulars.orcids
    elif found := aligned(header.authors, header.orcids, particulars):
        filled["orcids"] = found
    filled = {name: value for name, value in filled.items() if value and value != getattr(header, name)}
    if not filled:
        return header
    earlier = tuple(each for each in header.metadata_source if each.field not in filled)
    sources = (*earlier, *(FieldSource(name, source) for name in filled))
    return replace(header, metadata_source=sources, **filled)  # type: ignore[arg-type]  # by the names of its fields


def aligned(authors: Sequence[str], orcids: Sequence[str | None], particulars: Particulars) -> tuple[str | None, ...]:
    """``orcids`` of ``authors``, the unknown ones by the names that ``particulars`` has; empty where none is known.

    Names agree in the family name and the first letter of the given one; two authors who share both get none.
    """
    theirs = [(_key(name), orcid) for name, orcid in zip(particulars.authors, particulars.orcids, strict=False)]
    ours = [_key(name) for name in authors]
    found: list[str | None] = []
    for place, key in enumerate(ours):
        own = orcids[place] if place < len(orcids) else None
        same = [orcid for other, orcid in theirs if other == key]
        found.append(own or (same[0] if len(same) == 1 and ours.count(key) == 1 else None))
    return tuple(found) if any(found) else ()


def family_of(name: str) -> str:
    """The family name in ``Given Family``, in lower-case letters without accents."""
    return _key(name)[0]


def _key(name: str) -> tuple[str, str]:
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    words = "".join(c for c in decomposed if not unicodedata.combining(c)).replace(".", " ").split()
    return (words[-1], words[0][0]) if words else ("", "")
