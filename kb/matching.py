"""Matching: whether what a service says is said of this very paper."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..ingest.document import Header
from ..ingest.particulars import Particulars, family_of
from .works import plain, title_key

# Likeness of titles, 0 to 100 (rapidfuzz). What stands under a paper's own DOI may be worded otherwise (a subtitle, a
# formula); what was found by title must be nearly letter by letter the same, as series of papers differ in a word.
_SAME_WORK = 60.0
_SAME_TITLE = 95.0
_ALIKE = 85.0
# The parts of a series differ in a number, Arabic or Roman.
_NUMBER = re.compile(r"\d+|\b[ivx]{1,5}\b")


@dataclass(frozen=True, slots=True)
class Difference:
    """A field in which the file and a service do not agree; the file's stays."""

    field: str
    file: str
    service: str


def is_same_work(header: Header, said: Particulars) -> bool:
    """Whether what stands under the DOI of ``header`` can be this paper: a reader may have taken one that is cited."""
    if not header.title or not said.title:
        return True
    return _likeness(header.title, said.title) >= _SAME_WORK


def found_by_title(header: Header, answers: Sequence[Particulars]) -> Particulars | None:
    """The one of ``answers`` that is the paper of ``header``; None where none surely is, or two are.

    The title must be the same and long enough to belong to one paper, and the year (within one, as a preprint and its
    paper are a year apart) or an author's family name must agree. Neither may disagree.
    """
    if title_key(header) is None:
        return None
    same = [each for each in answers if each.title and _is_this(header, each)]
    dois = {each.doi for each in same}
    return same[0] if len(dois) == 1 else None


def _is_this(header: Header, said: Particulars) -> bool:
    from rapidfuzz import fuzz

    ours, theirs = plain(header.title or ""), plain(said.title or "")
    if fuzz.ratio(ours, theirs) < _SAME_TITLE or _NUMBER.findall(ours) != _NUMBER.findall(theirs):
        return False
    years = None if header.year is None or said.year is None else abs(header.year - said.year) <= 1
    families = {family_of(name) for name in header.authors} & {family_of(name) for name in said.authors}
    people = bool(families) if header.authors and said.authors else None
    return False not in (years, people) and True in (years, people)


def differences(header: Header, said: Particulars) -> list[Difference]:
    """Where ``said`` contradicts what the file of ``header`` says itself; other spellings do not count."""
    foreign = {each.field for each in header.metadata_source}
    found: list[Difference] = []
    for name in ("title", "journal"):
        ours, theirs = getattr(header, name), getattr(said, name)
        if ours and theirs and _likeness(ours, theirs) < _ALIKE:
            found.append(Difference(name, ours, theirs))
    if header.year and said.year and abs(header.year - said.year) > 1:
        found.append(Difference("year", str(header.year), str(said.year)))
    if header.licence and said.licence and _terms(header.licence) != _terms(said.licence):
        found.append(Difference("licence", header.licence, said.licence))
    if header.doi and said.doi and header.doi.lower() != said.doi:
        found.append(Difference("doi", header.doi, said.doi))
    return [each for each in found if each.field not in foreign]


def _terms(licence: str) -> str:
    """The terms of a licence without its version."""
    return re.sub(r"-\d.*$", "", licence)


def _likeness(one: str, other: str) -> float:
    from rapidfuzz import fuzz

    return fuzz.token_set_ratio(plain(one), plain(other))
