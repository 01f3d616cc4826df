"""JATS and NLM XML, in the dialects of PubMed Central and of the publishers."""

from __future__ import annotations

from ..document import Document, DocumentBuilder, Header
from ..errors import ReadError
from ..flow import Flow
from ..metadata import doi_of, licence_of, orcid_of, orcids_of, untitled, year_of
from ..normal import Run, join_runs
from ..source import Limits, Source
from ..xmltree import XLINK_HREF, Element, parse_xml, plain_text, strip_namespaces
from .jats_body import Body
from .jats_inline import inline_runs


class JatsReader:
    """JATS, NLM and BITS articles, also wrapped in a response of an API."""

    name = "jats"

    def read(self, source: Source, *, limits: Limits) -> Document:
        """The Document of a JATS file; raises ReadError where it holds no article with text."""
        builder = DocumentBuilder()
        root = parse_xml(source.data, limits=limits, builder=builder)
        strip_namespaces(root)
        article = root if root.tag in ("article", "book-part", "sub-article") else root.find(".//article")
        if article is None:
            raise ReadError("not_a_document", "The XML holds no article. Download the full text of the paper.")
        references = {ref.get("id", ""): ref for ref in article.iter("ref")}
        linked = any(_cites(xref, references) for xref in article.iter("xref"))
        flow = Flow(builder, limits, linked=linked, n_references=len(references) or None)
        body = Body(flow, article, references)
        meta = article.find("front/article-meta")
        if meta is None:
            meta = article.find("front-stub")
        title = _front(flow, body, meta) if meta is not None else None
        body.read()
        if not any(block.kind not in ("title", "heading") for block in builder.blocks):
            raise ReadError("empty", "The XML holds no text of a paper, only its frame. Download the full text.")
        return builder.build(_header(source, article, meta, title, self.name))


def _cites(xref: Element, references: dict[str, Element]) -> bool:
    return xref.get("ref-type") in ("bibr", "ref") or any(rid in references for rid in xref.get("rid", "").split())


def _front(flow: Flow, body: Body, meta: Element) -> str | None:
    """Title, abstracts and keywords; the title's text."""
    title: str | None = None
    element = meta.find("title-group/article-title")
    if element is not None:
        runs = inline_runs(element, body.is_citation)
        subtitle = meta.find("title-group/subtitle")
        if subtitle is not None:
            runs += [Run(": "), *inline_runs(subtitle, body.is_citation)]
        title = flow.text(runs)[0].rstrip("*† ") or None
        flow.builder.add("title", title or "")
    for abstract in (*meta.findall("abstract"), *meta.findall("trans-abstract")):
        body.abstract(abstract)
    for group in meta.findall("kwd-group"):
        words = [join_runs(inline_runs(word, body.is_citation))[0] for word in group.findall("kwd")]
        words += [plain_text(word).replace(" ", ": ", 1) for word in group.findall("compound-kwd")]
        if words:
            flow.add("other", [Run("Keywords: " + "; ".join(filter(None, words)))], section="other")
    flow.section = None
    return title


def _header(source: Source, article: Element, meta: Element | None, title: str | None, reader: str) -> Header:
    doi = journal = year = licence = None
    people: list[tuple[str, str | None]] = []
    if meta is not None:
        dois = [e for e in meta.findall("article-id") if e.get("pub-id-type") == "doi"]
        doi = doi_of(plain_text(dois[0])) if dois else None
        authors = (c for c in meta.findall(".//contrib") if c.get("contrib-type", "author") == "author")
        people = [(name, _orcid(author)) for author in authors if (name := _person(author))]
        journal = plain_text(article.find("front/journal-meta//journal-title")) or None
        year = _year(meta)
        licence = _licence(meta)
    return Header(
        source.id, source.name, source.sha256, "jats", reader,
        doi=doi, title=title, authors=tuple(name for name, _ in people), journal=journal, year=year, licence=licence,
        orcids=orcids_of([orcid for _, orcid in people]),
    )  # fmt: skip


def _person(contrib: Element) -> str:
    name = contrib.find(".//name") if contrib.find(".//name") is not None else contrib.find(".//string-name")
    if name is None:
        return plain_text(contrib.find("collab")) or plain_text(contrib.find("anonymous"))
    parts = (plain_text(name.find(part)) for part in ("given-names", "prefix", "surname", "suffix"))
    return untitled(join_runs([Run(" ".join(filter(None, parts)) or plain_text(name))])[0])


def _orcid(contrib: Element) -> str | None:
    """The ORCID of an author: a ``contrib-id``, or in older files a link or a uri."""
    for element in contrib.iter("contrib-id", "uri", "ext-link"):
        kind = (element.get("contrib-id-type") or element.get("content-type") or "").lower()
        text = f"{plain_text(element)} {element.get(XLINK_HREF) or ''}"
        if kind == "orcid" or "orcid.org" in text:
            return orcid_of(text)
    return None


def _year(meta: Element) -> int | None:
    """The year of the issue where there is one, otherwise the earliest year of publication."""
    years: dict[str, int] = {}
    for date in meta.findall("pub-date"):
        year = year_of(plain_text(date.find("year")) or date.get("iso-8601-date"))
        if year:
            years.setdefault(
                date.get("pub-type") or date.get("date-type") or date.get("publication-format") or "", year
            )
    for kind in ("collection", "ppub", "issue-date", "print", "issue", "epub-ppub", "epub", "pub", "electronic"):
        if kind in years:
            return years[kind]
    if years:
        return min(years.values())
    return year_of(plain_text(meta.find("permissions/copyright-year")))


def _licence(meta: Element) -> str | None:
    texts: list[str] = []
    for licence in meta.findall("permissions/license"):
        texts.append(licence.get(XLINK_HREF) or "")
        texts += [plain_text(e) for e in licence.findall(".//license_ref")]
        texts += [link.get(XLINK_HREF) or "" for link in licence.iter("ext-link")]
        texts += [plain_text(licence), licence.get("license-type") or ""]
    texts += [plain_text(e) for e in meta.findall("permissions/license_ref")]
    texts += [plain_text(e) for e in meta.findall("permissions/copyright-statement")]
    return licence_of(*texts)
