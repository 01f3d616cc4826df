"""OpenAlex: an open catalogue of papers, with ORCIDs and abstracts (docs.openalex.org).

Since February 2026 it wants a key of those who ask more than a little; without one it answers some hundred times a day.
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

from ..errors import FetchError
from ..metadata import doi_of, licence_of, orcid_of, orcids_of, year_of
from ..particulars import Particulars
from .answers import items, json_object, part, words
from .client import PoliteClient

BASE = "https://api.openalex.org"
_NAME = "OpenAlex"
_FIELDS = (
    "doi,title,display_name,publication_year,authorships,primary_location,best_oa_location,abstract_inverted_index"
)
_LONGEST_ABSTRACT = 5000


class OpenAlex:
    """A MetadataService. ``key`` is the user's own, from openalex.org/settings/api."""

    name = "openalex"

    def __init__(
        self, client: PoliteClient, *, base: str = BASE, email: str | None = None, key: str | None = None
    ) -> None:
        self._client = client
        self._base = base.rstrip("/")
        self._params = {"select": _FIELDS} | ({"mailto": email} if email else {}) | ({"api_key": key} if key else {})

    def particulars_of_doi(self, doi: str) -> Particulars | None:
        """What the catalogue has under this DOI."""
        url = f"{self._base}/works/doi:{quote(doi, safe='/')}"
        try:
            return _about(self._client.get(url, self._params, _answer, accept="application/json"))
        except FetchError as error:
            if error.reason == "http_404":
                return None
            raise

    def particulars_by_title(self, title: str) -> list[Particulars]:
        """What the catalogue has under such a title, the likeliest first."""
        # Commas and bars part filters and values.
        bare = " ".join(re.sub(r"[^\w\s.-]", " ", title).split())[:300]
        params = self._params | {"filter": f"title.search:{bare}", "per-page": "5"}
        answer = self._client.get(f"{self._base}/works", params, _answer, accept="application/json")
        return [_about(work) for work in items(answer, "results")]


def _answer(data: bytes) -> dict[str, Any]:
    return json_object(data, of=_NAME)


def _about(work: object) -> Particulars:
    people = [
        (name, orcid_of(words(each, "author", "orcid")))
        for each in items(work, "authorships")
        if (name := words(each, "raw_author_name") or words(each, "author", "display_name"))
    ]
    licences = (words(work, place, "license") for place in ("primary_location", "best_oa_location"))
    return Particulars(
        doi_of(words(work, "doi")),
        words(work, "title") or words(work, "display_name"),
        tuple(name for name, _ in people),
        words(work, "primary_location", "source", "display_name"),
        year_of(str(part(work, "publication_year"))),
        licence=next(filter(None, map(licence_of, licences)), None),
        abstract=_abstract(part(work, "abstract_inverted_index")),
        orcids=orcids_of([orcid for _, orcid in people]),
    )


def _abstract(index: object) -> str | None:
    """The text of an index from words to their places."""
    if not isinstance(index, dict):
        return None
    placed = [
        (place, word)
        for word, places in index.items()
        if isinstance(places, list)
        for place in places
        if isinstance(place, int)
    ]
    text = " ".join(word for _, word in sorted(placed)[:_LONGEST_ABSTRACT])
    return words({"": text}, "")
