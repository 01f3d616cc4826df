"""Publishers' web pages: metadata from their meta tags, text from their structure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..document import Document, DocumentBuilder, Header
from ..errors import ReadError
from ..flow import Flow
from ..htmltree import drop_junk, main_part, parse_html
from ..metadata import authors_of, doi_of, journal_of, licence_of, orcid_of, orcids_of, own_doi, year_of
from ..normal import normalise
from ..source import Limits, Source
from ..xmltree import Element, plain_text
from .html_inline import cites
from .html_shape import same_letters
from .html_walk import Walk

# What a page says that is no paper: a gate, an error, a shop window. Reason codes stay `not_a_document`.
_GATES = (
    (re.compile(
        r"captcha|are you (?:a )?(?:human|robot)|not a robot|verify (?:that )?you|unusual traffic|just a moment|"
        r"checking your browser|bot detection|security check|cf-browser|ddos",
        re.I), "a check against robots",
    ),
    (re.compile(
        r"access (?:to this page )?(?:has been )?denied|forbidden|request (?:was )?(?:blocked|unsuccessful|rejected)|"
        r"\b403\b|not authori[sz]ed",
        re.I), "an access-denied page",
    ),
    (re.compile(
        r"(?:page|article|document|content|resource) (?:was |could )?not (?:be )?found|\b404\b|does not exist|"
        r"no longer available|\b50[0234]\b|service (?:is )?(?:temporarily )?unavailable|internal server error|"
        r"bad gateway",
        re.I), "an error page",
    ),
    (re.compile(
        r"log ?in|sign ?in|institutional (?:access|login)|purchase|buy (?:this )?article|rent (?:this )?article|"
        r"get access|subscribe|session (?:has )?(?:expired|timed out)|register",
        re.I), "a login or purchase page",
    ),
    (re.compile(
        r"enable (?:javascript|cookies)|javascript is (?:disabled|required)|cookies (?:are )?(?:disabled|required)|"
        r"redirect",
        re.I), "a page that needs a browser",
    ),
)  # fmt: skip
_MIN_WORDS = 120
_JOURNAL_NAMES = ("citation_journal_title", "prism.publicationname", "citation_journal_abbrev", "dc.source")
_PRINTED_YEARS = (
    re.compile(r"Published(?: Online)?:?\s*(?:\d{1,2}\s+)?[A-Z][a-z]+\.?\s+(?:\d{1,2},?\s+)?((?:19|20)\d\d)"),
    re.compile(r"\(((?:19|20)\d\d)\);?\s*(?:https?://)?(?:dx\.)?doi", re.IGNORECASE),
    re.compile(r"(?:First published|Publication date|Available online|Accepted)\D{0,30}((?:19|20)\d\d)", re.IGNORECASE),
    re.compile(r"(?:©|Copyright)\s*(?:\(c\)\s*)?((?:19|20)\d\d)(?!\s*[-–])", re.IGNORECASE),
)
_AUTHOR_CLASS = re.compile(
    r"(?:^|\s)(?:contrib-author|author-name|hlFld-ContribAuthor|loa__author-name|author|citation_author|"
    r"contributor-name)(?:$|\s)"
)
_CITATION_CLASS = re.compile(
    r"publicationContentCitation|cit-title|journal-title|article-header__journal|publication-title", re.IGNORECASE
)
_LONGEST_NAME = 60


class HtmlReader:
    """Article pages of AIP, ECS, RSC, ACS, Springer, Wiley, IOP, MDPI, Nature and others, and saved pages."""

    name = "html"

    def read(self, source: Source, *, limits: Limits) -> Document:
        """The Document of a page; raises ReadError ``not_a_document`` where it holds no paper."""
        builder = DocumentBuilder()
        root = parse_html(source.data, limits=limits)
        meta = _meta(root)
        links = _licence_links(root)
        page_title = plain_text(root.find(".//title"))
        body = root.find("body")
        body = root if body is None else body
        whole = plain_text(body)
        authors = _printed_authors(body, title := _title(meta, body, page_title))
        orcids = _orcids(root)
        journal = _printed_journal(body)
        drop_junk(body)
        main = main_part(body)
        flow = Flow(builder, limits, linked=any(cites(a) for a in main.iter("a")))
        walk = Walk(flow, main, title)
        walk.read(meta_abstract=_first(meta, "citation_abstract", "dc.description"))
        _check(builder, whole, page_title)
        printed = list(filter(any, map(journal_of, walk.front)))
        authors = authors or next(filter(None, map(authors_of, walk.front)), ())
        journal = journal or (printed[0][0] if printed else None)
        authors = _authors(meta, authors)
        header = Header(
            source.id,
            source.name,
            source.sha256,
            "html",
            self.name,
            doi=_doi(meta) or own_doi(_printed_doi(root), builder.cited_dois),
            title=walk.title or title or None,
            authors=authors,
            journal=_first(meta, *_JOURNAL_NAMES) or journal,
            year=_year(meta, whole) or (printed[0][1] if printed else None),
            licence=licence_of(*links, whole[:4000], whole[-20000:]),
            orcids=orcids_of([orcids.get(name) for name in authors]),
        )
        return builder.build(header)


def _meta(root: Element) -> dict[str, list[str]]:
    """The page's meta tags by lower-case name."""
    found: dict[str, list[str]] = {}
    for element in root.iter("meta"):
        name = (element.get("name") or element.get("property") or "").lower().replace("dcterms.", "dc.")
        content = element.get("content")
        if name and content:
            found.setdefault(name, []).append(content)
    return found


def _first(meta: dict[str, list[str]], *names: str) -> str:
    return next((normalise(value) for name in names for value in meta.get(name, ()) if value.strip()), "")


def _title(meta: dict[str, list[str]], body: Element, page_title: str) -> str:
    title = _first(meta, "citation_title", "dc.title", "prism.title", "og:title")
    if title:
        return title
    heading = next(iter(body.iter("h1")), None)
    return normalise(plain_text(heading)) if heading is not None else normalise(re.split(r" [|–-] ", page_title)[0])


def _authors(meta: dict[str, list[str]], found: tuple[str, ...]) -> tuple[str, ...]:
    names = (
        meta.get("citation_author")
        or meta.get("citation_authors")
        or meta.get("dc.creator")
        or meta.get("dc.contributor")
        or ()
    )
    if len(names) == 1 and ";" in names[0]:
        names = names[0].split(";")
    return tuple(_turned(name) for name in names if name.strip()) or found


def _turned(name: str) -> str:
    """``Family, Given`` as ``Given Family``."""
    return normalise(" ".join(reversed([part.strip() for part in name.split(",", 1)])))


def _orcids(root: Element) -> dict[str, str]:
    """The ORCIDs of authors by name: of meta tags, which stand behind their author's, and of links within names."""
    found: dict[str, str] = {}
    last = ""
    for element in root.iter("meta", "span", "a", "li", "div"):
        if element.tag == "meta":
            name = (element.get("name") or "").lower()
            if name == "citation_author":
                last = _turned(element.get("content") or "")
            elif name == "citation_author_orcid" and last and (orcid := orcid_of(element.get("content"))):
                found.setdefault(last, orcid)
        elif _AUTHOR_CLASS.search(_roles(element)) and (name := _printed_name(element)):
            links = (link.get("href") or "" for link in element.iter("a"))
            orcid = next((orcid_of(link) for link in links if "orcid.org" in link), None)
            if orcid and len(name) < _LONGEST_NAME:
                found.setdefault(name, orcid)
    return found


def _doi(meta: dict[str, list[str]]) -> str | None:
    for name in ("citation_doi", "prism.doi", "dc.identifier", "bepress_citation_doi", "og:url", "citation_public_url"):
        for value in meta.get(name, ()):
            doi = doi_of(value)
            if doi:
                return doi
    return None


def _printed_doi(root: Element) -> str:
    """The first link to a DOI that a page prints, or the beginning of its text: the paper's own stands above others."""
    links = (link.get("href") or "" for link in root.iter("a"))
    return next((link for link in links if "doi.org/10." in link), "") or plain_text(root)[:6000]


def _year(meta: dict[str, list[str]], whole: str) -> int | None:
    for name in (
        "citation_publication_date", "citation_date", "citation_cover_date", "prism.publicationdate", "dc.date",
        "citation_year",
        "citation_online_date", "article:published_time", "dc.issued",
    ):  # fmt: skip
        for value in meta.get(name, ()):
            year = year_of(value)
            if year:
                return year
    for pattern in _PRINTED_YEARS:
        printed = pattern.search(whole)
        if printed:
            return int(printed[1])
    return None


def _printed_authors(body: Element, title: str) -> tuple[str, ...]:
    """The names printed behind the title, where the page's markup calls them authors."""
    names: list[str] = []
    behind = False
    for element in body.iter("h1", "h2", "span", "a", "li", "div"):
        if element.tag in ("h1", "h2"):
            if names:
                break
            behind = behind or same_letters(plain_text(element), title)
        elif behind and _AUTHOR_CLASS.search(_roles(element)):
            if any(isinstance(e.tag, str) and _AUTHOR_CLASS.search(_roles(e)) for e in element.iterdescendants()):
                continue
            name = _printed_name(element)
            if 3 < len(name) < _LONGEST_NAME and name not in names and not re.search(r"\d|@|http", name):
                names.append(name)
    return tuple(names)


def _printed_name(element: Element) -> str:
    return normalise("".join(_outside_sup(element))).strip(" ,;*†‡").removesuffix(" and").rstrip(", ")


def _roles(element: Element) -> str:
    return f"{element.get('class') or ''} {element.get('itemprop') or ''} {element.get('rel') or ''}"


def _outside_sup(element: Element) -> Iterator[str]:
    if element.tag != "sup":
        yield element.text or ""
        for child in element:
            if isinstance(child.tag, str):
                yield from _outside_sup(child)
            yield child.tail or ""


def _printed_journal(body: Element) -> str | None:
    for element in body.iter("div", "span", "p", "cite"):
        if _CITATION_CLASS.search(element.get("class") or "") and element.text and len(element.text.strip()) > 2:
            return normalise(element.text).strip(" ,;") or None
    return None


def _licence_links(root: Element) -> list[str]:
    rels = [e.get("href") or "" for e in root.iter("link", "a") if "license" in (e.get("rel") or "")]
    return rels + [e.get("href") or "" for e in root.iter("a") if "creativecommons.org" in (e.get("href") or "")]


def _check(builder: DocumentBuilder, whole: str, page_title: str) -> None:
    """Raise where the page is a gate or an error; warn where it holds the abstract only."""
    words = sum(
        len(b.text.split()) for b in builder.blocks if b.kind in ("paragraph", "abstract", "list", "table", "caption")
    )
    paragraphs = sum(b.kind == "paragraph" for b in builder.blocks)
    if words < _MIN_WORDS:
        shown = f"{page_title} {whole[:3000]}"
        for pattern, kind in _GATES:
            if pattern.search(shown):
                raise ReadError(
                    "not_a_document", f"The page is {kind}, not a paper. Download the paper again in a browser."
                )
        if words < 30:
            raise ReadError(
                "not_a_document",
                f"The page holds no paper ({words} words of text). Download the paper again in a browser.",
            )
    abstract = any(b.kind == "abstract" for b in builder.blocks)
    if abstract and paragraphs == 0:
        builder.warn("abstract_only", "The page holds the abstract but not the full text of the paper.")
