"""Europe PMC: open full texts in JATS, found by its REST search (europepmc.org/RestfulWebService)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from ..errors import FetchError
from ..metadata import doi_of, licence_of, orcid_of, orcids_of, year_of
from ..particulars import Particulars
from .answers import address, items, json_object, part, words
from .client import PoliteClient
from .find import Copy, Find, Wanted

BASE = "https://www.ebi.ac.uk/europepmc/webservices/rest"
_NAME = "Europe PMC"
_PAGE = 100
_ID = re.compile(r"PMC\d{1,12}|PPR\d{1,12}")


class EuropePmc:
    """A PaperSource and a MetadataService. ``base`` is the address of the service or of a mirror."""

    name = "europepmc"

    def __init__(self, client: PoliteClient, *, base: str = BASE) -> None:
        self._client = client
        self._base = base.rstrip("/")

    def search(self, query: str, wanted: Wanted) -> Iterator[Find]:
        """The open-access papers with full text that fit ``query``, by relevance."""
        mark = "*"
        seen = 0
        while True:
            answer = self._asked(_narrowed(query, wanted), size=_PAGE, mark=mark)
            results = items(answer, "resultList", "result")
            for result in results:
                find = self._find(result)
                if find is not None:
                    yield find
            seen += len(results)
            following = part(answer, "nextCursorMark")
            total = part(answer, "hitCount")
            # The service ends without a mark, or repeats the last one; the count guards against a loop of marks.
            if not results or not isinstance(following, str) or following == mark:
                return
            if isinstance(total, int) and seen >= total:
                return
            mark = following

    def of_doi(self, doi: str) -> Find | None:
        """The paper with this DOI, where its full text is open."""
        result = self._result(doi)
        return self._find(result) if result is not None else None

    def licensed(self, find: Find) -> Find:
        """``find`` as it is: the search tells licences."""
        return find

    def particulars_of_doi(self, doi: str) -> Particulars | None:
        """What is known of the paper with this DOI."""
        result = self._result(doi)
        return _about(result) if result is not None else None

    def particulars_by_title(self, title: str) -> list[Particulars]:
        """What is known of papers with such a title, the likeliest first."""
        bare = re.sub(r"[^\w\s-]", " ", title)
        answer = self._asked(f'TITLE:"{" ".join(bare.split())[:300]}"', size=5)
        return [_about(result) for result in items(answer, "resultList", "result")]

    def _result(self, doi: str) -> dict[str, Any] | None:
        answer = self._asked(f'DOI:"{_quoted(doi)}"', size=5)
        return next(
            (result for result in items(answer, "resultList", "result") if doi_of(words(result, "doi")) == doi), None
        )

    def _asked(self, query: str, *, size: int, mark: str = "*") -> dict[str, Any]:
        params = {
            "query": query, "format": "json", "resultType": "core", "pageSize": str(size), "cursorMark": mark,
        }  # fmt: skip
        answer = self._client.get(f"{self._base}/search", params, _answer, accept="application/json")
        if said := words(answer, "errMsg"):
            raise FetchError("bad_query", f"{_NAME} refuses the query: {said[:200]}")
        return answer

    def _find(self, result: object) -> Find | None:
        id = words(result, "pmcid") or words(result, "id") or ""
        copies: list[Copy] = []
        if _ID.fullmatch(id) and words(result, "isOpenAccess") == "Y":
            copies.append(Copy(f"{self._base}/{quote(id)}/fullTextXML", "xml"))
        for link in items(result, "fullTextUrlList", "fullTextUrl"):
            url = address(link, "url")
            # OA: open access; other codes are F (free to read) and S (by subscription).
            if url and words(link, "documentStyle") == "pdf" and words(link, "availabilityCode") == "OA":
                copies.append(Copy(url, "pdf"))
        return Find(self.name, id, _about(result), tuple(copies)) if id and copies else None


def _narrowed(query: str, wanted: Wanted) -> str:
    """``query`` in the service's own language, for open full texts of the wanted years and licences."""
    parts = [f"({query})", "OPEN_ACCESS:y", "IN_EPMC:y"]
    if wanted.since or wanted.until:
        parts.append(f"PUB_YEAR:[{wanted.since or 1600} TO {wanted.until or 3000}]")
    if "any" not in wanted.licences:
        # Both spellings occur; each answer's own licence is looked at again.
        names = (spelt for name in wanted.licences for spelt in (name, re.sub("^cc-", "cc ", name)))
        parts.append("(" + " OR ".join(f'LICENSE:"{name}"' for name in dict.fromkeys(names)) + ")")
    return " AND ".join(parts)


def _quoted(text: str) -> str:
    return text.replace("\\", "").replace('"', "")


def _answer(data: bytes) -> dict[str, Any]:
    return json_object(data, of=_NAME)


def _about(result: object) -> Particulars:
    people = [(name, _orcid(author)) for author in items(result, "authorList", "author") if (name := _name(author))]
    title = words(result, "title")
    return Particulars(
        doi_of(words(result, "doi")),
        title.rstrip(".") if title else None,
        tuple(name for name, _ in people),
        words(result, "journalInfo", "journal", "title") or words(result, "journalTitle"),
        year_of(str(part(result, "pubYear"))),
        licence=licence_of(words(result, "license")),
        abstract=words(result, "abstractText"),
        orcids=orcids_of([orcid for _, orcid in people]),
    )


def _name(author: object) -> str | None:
    family = words(author, "lastName")
    if family:
        return f"{words(author, 'firstName') or words(author, 'initials') or ''} {family}".strip()
    return words(author, "fullName") or words(author, "collectiveName")


def _orcid(author: object) -> str | None:
    return orcid_of(words(author, "authorId", "value")) if words(author, "authorId", "type") == "ORCID" else None
