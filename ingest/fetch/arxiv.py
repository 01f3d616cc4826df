"""arXiv: preprints as PDF or LaTeX, found by its Atom API (info.arxiv.org/help/api/user-manual.html).

The API does not tell licences; the OAI-PMH record of each paper does (info.arxiv.org/help/oa).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ..errors import FetchError
from ..metadata import doi_of, licence_of, year_of
from ..particulars import Particulars
from ..xmltree import Element, plain_text, strip_namespaces
from .answers import plain, xml_root
from .client import PoliteClient
from .find import Copy, Find, Wanted

API = "https://export.arxiv.org/api/query"
OAI = "https://oaipmh.arxiv.org/oai"
FILES = "https://arxiv.org"
# DOIs that arXiv gives to all its papers: 10.48550/arXiv.2301.01234
DOI_PREFIX = "10.48550/arxiv."
_NAME = "arXiv"
_PAGE = 100
_EMPTY_PAGES = 3
_ID = re.compile(r"arxiv\.org/abs/((?:[a-z-]+(?:\.[A-Z]{2})?/\d{7}|\d{4}\.\d{4,5}))(v\d{1,3})?", re.IGNORECASE)
_FIELD = re.compile(r"\b(?:ti|au|abs|co|jr|cat|rn|id|all):")
_ARXIV_LICENCE = re.compile(r"arxiv\.org/licenses/([\w-]+)/(\d\.\d)")


class Arxiv:
    """A PaperSource. ``api``, ``oai`` and ``files`` are the addresses of its three interfaces, or of mirrors."""

    name = "arxiv"

    def __init__(self, client: PoliteClient, *, api: str = API, oai: str = OAI, files: str = FILES) -> None:
        self._client = client
        self._api = api
        self._oai = oai
        self._files = files.rstrip("/")

    def search(self, query: str, wanted: Wanted) -> Iterator[Find]:
        """The preprints that fit ``query``, by relevance."""
        start = 0
        empty = 0
        asked = _asked(query, wanted)
        while True:
            feed = self._feed({"search_query": asked, "start": str(start), "max_results": str(_PAGE)})
            entries = feed.findall("entry")
            for entry in entries:
                find = self._find(entry)
                if find is not None:
                    yield find
            total = plain_text(feed.find("totalResults"))
            start += len(entries)
            if not total.isdecimal() or start >= int(total):
                return
            # Now and then the service answers with no entry where there are more: the same page is asked for again.
            empty = empty + 1 if not entries else 0
            if empty > _EMPTY_PAGES:
                raise FetchError("bad_answer", f"{_NAME} says it has {total} papers and gives no more than {start}.")

    def of_doi(self, doi: str) -> Find | None:
        """The preprint with this DOI, where it is one of arXiv's own."""
        if not doi.startswith(DOI_PREFIX):
            return None
        feed = self._feed({"id_list": doi.removeprefix(DOI_PREFIX), "max_results": "1"})
        found = [find for entry in feed.findall("entry") if (find := self._find(entry)) is not None]
        return found[0] if found else None

    def licensed(self, find: Find) -> Find:
        """``find`` with the licence that its authors chose."""
        params = {"verb": "GetRecord", "identifier": f"oai:arXiv.org:{find.id}", "metadataPrefix": "arXiv"}
        record = self._client.get(self._oai, params, _tree, accept="application/xml")
        text = plain_text(next(record.iter("license"), None))
        own = _ARXIV_LICENCE.search(text)
        licence = licence_of(text) or (f"arXiv-{own[1]}-{own[2]}" if own else None)
        return replace(find, about=replace(find.about, licence=licence))

    def _feed(self, params: dict[str, str]) -> Element:
        feed = self._client.get(self._api, params, _feed, accept="application/atom+xml")
        for entry in feed.findall("entry"):
            if "/api/errors" in plain_text(entry.find("id")):
                raise FetchError("bad_query", f"{_NAME} refuses the query: {plain_text(entry.find('summary'))[:200]}")
        return feed

    def _find(self, entry: Element) -> Find | None:
        named = _ID.search(plain_text(entry.find("id")))
        if named is None:
            return None
        id = named[1]
        version = id + (named[2] or "")
        about = Particulars(
            doi_of(plain_text(entry.find("doi"))) or f"{DOI_PREFIX}{id.lower()}",
            plain(plain_text(entry.find("title"))) or None,
            tuple(filter(None, (plain(plain_text(author.find("name"))) for author in entry.findall("author")))),
            "arXiv",
            year_of(plain_text(entry.find("published"))),
            abstract=plain(plain_text(entry.find("summary"))) or None,
        )
        # A version is named, so that what is fetched twice is the same twice.
        copies = (Copy(f"{self._files}/pdf/{version}", "pdf"), Copy(f"{self._files}/e-print/{version}", "latex"))
        return Find(self.name, id, about, copies)


def _tree(data: bytes) -> Element:
    root = xml_root(data, of=_NAME)
    strip_namespaces(root)
    return root


def _feed(data: bytes) -> Element:
    root = _tree(data)
    if root.tag != "feed":
        raise FetchError("bad_answer", f"{_NAME} answers with no feed. Try later.", passing=True)
    return root


def _asked(query: str, wanted: Wanted) -> str:
    """``query`` in the service's own language: words and "phrases" of which all must occur, where it is not yet so."""
    text = query
    if not _FIELD.search(query):
        terms = re.findall(r'"[^"]+"|[^\s"]+', query)
        kept = [term.strip('"') for term in terms if term.upper() not in ("AND", "OR")]
        text = " AND ".join(f'all:"{term}"' for term in kept)
    if wanted.since or wanted.until:
        text = f"({text}) AND submittedDate:[{wanted.since or 1991}01010000 TO {wanted.until or 2999}12312359]"
    return text
