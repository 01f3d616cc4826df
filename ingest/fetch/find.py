"""Find: an open paper that a service has, with the addresses of its files; Wanted: which ones are asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Protocol

from ..errors import UsageError
from ..particulars import Particulars

# How the files of papers end, by format. An e-print of arXiv is a packed tar of LaTeX, or one packed file.
SUFFIXES = {"xml": ".xml", "pdf": ".pdf", "latex": ".tar.gz"}
# What is taken where a source has not the format that is preferred.
PREFERENCES = {"xml": ("xml", "pdf", "latex"), "pdf": ("pdf", "xml", "latex"), "latex": ("latex", "xml", "pdf")}
LICENCES = ("cc0", "cc-by", "cc-by-sa", "cc-by-nd", "cc-by-nc", "cc-by-nc-sa", "cc-by-nc-nd", "any")
# Those that let everybody use, change and pass on the text, for whatever purpose.
OPEN_LICENCES = ("cc0", "cc-by", "cc-by-sa")
# The licence of a copy of which it is known that it has none.
NO_LICENCE = "none"
_PUBLIC_DOMAIN = ("pdm", "pd", "public-domain")
_LONGEST_STEM = 100


@dataclass(frozen=True, slots=True)
class Copy:
    """One file of a paper: where it is, its format (``xml``, ``pdf`` or ``latex``) and its own licence, if it has one.

    ``licence`` is a code such as ``CC-BY-4.0`` or ``NO_LICENCE``, None where that of the paper holds.
    """

    url: str
    format: str
    licence: str | None = None


@dataclass(frozen=True, slots=True)
class Find:
    """A paper that ``source`` has. ``id`` is its name there; two finds with one DOI are one paper."""

    source: str
    id: str
    about: Particulars
    copies: tuple[Copy, ...]

    @property
    def key(self) -> str:
        """What makes two finds the same paper."""
        return f"doi:{self.about.doi}" if self.about.doi else f"{self.source}:{self.id}"

    @property
    def stem(self) -> str:
        """The beginning of the name of its file: its DOI or id in letters that every file system takes."""
        name = self.about.doi or f"{self.source}_{self.id}"
        plain = re.sub(r"[^A-Za-z0-9.-]", "_", name).strip(".")[:_LONGEST_STEM]
        # Only the one stroke of an ordinary DOI may go unmarked: otherwise two names could become one.
        if plain == name.replace("/", "_", 1):
            return plain
        return f"{plain}-{sha256(name.encode()).hexdigest()[:8]}"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which papers are asked for: licences (names of ``LICENCES``), years, and the format that is preferred."""

    licences: tuple[str, ...] = OPEN_LICENCES
    since: int | None = None
    until: int | None = None
    prefer: str = "xml"

    def __post_init__(self) -> None:
        for name in self.licences:
            if name not in LICENCES:
                raise UsageError(f"--licence {name}: it is one of {', '.join(LICENCES)}")
        if self.prefer not in PREFERENCES:
            raise UsageError(f"--prefer {self.prefer}: it is one of {', '.join(PREFERENCES)}")
        if self.since and self.until and self.since > self.until:
            raise UsageError(f"--since {self.since} lies behind --until {self.until}")

    def allows(self, licence: str | None) -> bool:
        """Whether a licence (a code as ``licence_of`` gives it) is among the wanted; versions do not matter."""
        if "any" in self.licences:
            return True
        name = re.sub(r"-\d.*$", "", (licence or "").lower()) or None
        return ("cc0" if name in _PUBLIC_DOMAIN else name) in self.licences

    def in_time(self, year: int | None) -> bool:
        """Whether a paper of ``year`` is; one whose year is not known is."""
        return year is None or (self.since or year) <= year <= (self.until or year)

    def chosen(self, find: Find) -> list[Copy]:
        """The copies of ``find`` under a wanted licence, the preferred format first."""
        allowed = [copy for copy in find.copies if self.allows(copy.licence or find.about.licence)]
        return sorted(allowed, key=lambda copy: PREFERENCES[self.prefer].index(copy.format))


class PaperSource(Protocol):
    """A service that has open papers. Its methods raise FetchError where it cannot be asked."""

    name: str

    def search(self, query: str, wanted: Wanted) -> Iterator[Find]:
        """The papers that fit ``query``, the best first, as long as somebody asks for more."""
        ...

    def of_doi(self, doi: str) -> Find | None:
        """The paper with this DOI, or None where the service has it not."""
        ...

    def licensed(self, find: Find) -> Find:
        """``find`` with its licence, where finding that out takes a request of its own."""
        ...
