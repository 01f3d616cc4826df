"""Unpaywall: where an open copy of the paper with a DOI lies (unpaywall.org/products/api, /data-format)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from ..errors import FetchError, UsageError
from ..metadata import doi_of, licence_of, orcid_of, orcids_of, year_of
from ..particulars import Particulars
from .answers import address, items, json_object, part, words
from .client import PoliteClient
from .find import NO_LICENCE, Copy, Find, Wanted

BASE = "https://api.unpaywall.org/v2"
_NAME = "Unpaywall"


class Unpaywall:
    """A PaperSource that knows DOIs only. It asks all its users for their e-mail address."""

    name = "unpaywall"

    def __init__(self, client: PoliteClient, *, email: str, base: str = BASE) -> None:
        self._client = client
        self._email = email
        self._base = base.rstrip("/")

    def search(self, query: str, wanted: Wanted) -> Iterator[Find]:
        """Nothing: the service finds papers by DOI."""
        return iter(())

    def licensed(self, find: Find) -> Find:
        """``find`` as it is: each copy has its licence."""
        return find

    def of_doi(self, doi: str) -> Find | None:
        """The open copies of the paper with this DOI, the one that the service deems best first."""
        url = f"{self._base}/{quote(doi, safe='/')}"
        try:
            answer = self._client.get(url, {"email": self._email}, _answer, accept="application/json")
        except FetchError as error:
            if error.reason == "http_404":
                return None
            if error.reason == "http_422":
                raise UsageError(f"Unpaywall refuses the e-mail address {self._email}: give your own") from error
            raise
        copies: dict[str, Copy] = {}
        for location in (part(answer, "best_oa_location"), *items(answer, "oa_locations")):
            pdf = address(location, "url_for_pdf")
            if pdf:
                # Without a licence of its own a copy may be read, and no more: that of another copy is not its.
                licence = licence_of(words(location, "license")) or words(location, "license") or NO_LICENCE
                copies.setdefault(pdf, Copy(pdf, "pdf", licence))
        people = [
            (
                words(author, "raw_author_name")
                or f"{words(author, 'given') or ''} {words(author, 'family') or ''}".strip(),
                orcid_of(words(author, "ORCID")),
            )
            for author in items(answer, "z_authors")
        ]
        people = [(name, orcid) for name, orcid in people if name]
        about = Particulars(
            doi_of(words(answer, "doi")) or doi,
            words(answer, "title"),
            tuple(name for name, _ in people),
            words(answer, "journal_name"),
            year_of(str(part(answer, "year"))),
            orcids=orcids_of([orcid for _, orcid in people]),
        )
        return Find(self.name, doi, about, tuple(copies.values()))


def _answer(data: bytes) -> dict[str, Any]:
    return json_object(data, of=_NAME)
