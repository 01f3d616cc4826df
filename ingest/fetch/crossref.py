"""Crossref: what publishers register of a paper with its DOI (api.crossref.org, github.com/CrossRef/rest-api-doc)."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from ..errors import FetchError
from ..metadata import doi_of, licence_of, orcid_of, orcids_of, year_of
from ..particulars import Particulars
from .answers import items, json_object, part, words
from .client import PoliteClient

BASE = "https://api.crossref.org"
_NAME = "Crossref"
# When a paper came out, the likeliest first; `issued` is the earliest of all dates, `created` that of the record.
_DATES = ("published-print", "issued", "published-online", "published", "posted")
_FIELDS = "DOI,title,author,container-title,issued,published-print,published-online,license,abstract"


class Crossref:
    """A MetadataService. With an e-mail address callers come into the better served pool."""

    name = "crossref"

    def __init__(self, client: PoliteClient, *, base: str = BASE, email: str | None = None) -> None:
        self._client = client
        self._base = base.rstrip("/")
        self._params = {"mailto": email} if email else {}

    def particulars_of_doi(self, doi: str) -> Particulars | None:
        """What is registered with this DOI."""
        url = f"{self._base}/works/{quote(doi, safe='')}"
        try:
            answer = self._client.get(url, self._params, _answer, accept="application/json")
        except FetchError as error:
            if error.reason == "http_404":
                return None
            raise
        return _about(part(answer, "message"))

    def particulars_by_title(self, title: str) -> list[Particulars]:
        """What is registered under such a title, the likeliest first."""
        params = self._params | {"query.bibliographic": title[:300], "rows": "5", "select": _FIELDS}
        answer = self._client.get(f"{self._base}/works", params, _answer, accept="application/json")
        return [_about(item) for item in items(answer, "message", "items")]


def _answer(data: bytes) -> dict[str, Any]:
    return json_object(data, of=_NAME)


def _about(work: object) -> Particulars:
    people = [(name, orcid_of(words(author, "ORCID"))) for author in items(work, "author") if (name := _name(author))]
    # Licences of several versions stand side by side; that of the version of record counts, then any.
    licences = sorted(items(work, "license"), key=lambda each: words(each, "content-version") != "vor")
    return Particulars(
        doi_of(words(work, "DOI")),
        next((text for title in items(work, "title") if (text := words({"": title}, ""))), None),
        tuple(name for name, _ in people),
        next((text for title in items(work, "container-title") if (text := words({"": title}, ""))), None),
        next(filter(None, (_year(work, name) for name in _DATES)), None),
        licence=next(filter(None, (licence_of(words(each, "URL")) for each in licences)), None),
        abstract=_abstract(words(work, "abstract")),
        orcids=orcids_of([orcid for _, orcid in people]),
    )


def _name(author: object) -> str | None:
    parts = [words(author, "given"), words(author, "family"), words(author, "suffix")]
    return " ".join(filter(None, parts)) or words(author, "name")


def _year(work: object, name: str) -> int | None:
    parts = items(work, name, "date-parts")
    first = parts[0] if parts else None
    return year_of(str(first[0])) if isinstance(first, list) and first else None


def _abstract(text: str | None) -> str | None:
    """The abstract without the heading that many publishers put into it."""
    return text.removeprefix("Abstract").lstrip(" .:") or None if text else None
