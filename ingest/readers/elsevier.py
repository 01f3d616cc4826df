"""Elsevier XML: the API's ``full-text-retrieval-response``, the ``doc`` of its archive, and bare articles."""

from __future__ import annotations

from ..document import Document, DocumentBuilder, Header
from ..errors import ReadError
from ..flow import Flow
from ..metadata import doi_of, licence_of, orcid_of, orcids_of, year_of
from ..normal import Run, normalise
from ..source import Limits, Source
from ..xmltree import Element, all_text, parse_xml, plain_text, strip_namespaces
from .elsevier_body import Body
from .text import add_text

_ARTICLES = ("article", "converted-article", "simple-article", "book-review", "exam", "chapter", "simple-chapter")


class ElsevierReader:
    """Elsevier's article DTD in all its envelopes."""

    name = "elsevier"

    def read(self, source: Source, *, limits: Limits) -> Document:
        """The Document; raises ReadError ``empty`` where the envelope holds no text of the paper."""
        builder = DocumentBuilder()
        root = parse_xml(source.data, limits=limits, builder=builder)
        strip_namespaces(root)
        article = root if root.tag in _ARTICLES else None
        for tag in _ARTICLES:
            article = article if article is not None else root.find(f".//{tag}")
        references = {e.get("id", ""): e for e in (article if article is not None else root).iter("bib-reference")}
        linked = any(
            rid in references for e in root.iter("cross-ref", "cross-refs") for rid in e.get("refid", "").split()
        )
        flow = Flow(builder, limits, linked=linked, n_references=len(references) or None)
        title = _title(root)
        if article is not None:
            body = Body(flow, article, references)
            title = body.read() or title
        else:
            _envelope(flow, root, title)
        if not any(block.kind not in ("title", "heading") for block in builder.blocks):
            raise ReadError("empty", "The XML holds no text of the paper, only its frame. Download the full text.")
        return builder.build(_header(source, root, article, title, self.name))


def _title(root: Element) -> str | None:
    return normalise(plain_text(root.find("coredata/title"))) or None


def _envelope(flow: Flow, root: Element, title: str | None) -> None:
    """What the API gives without the right to the full text: the abstract, or the text of a scan."""
    if title:
        flow.builder.add("title", title)
    description = plain_text(root.find("coredata/description"))
    if description:
        flow.add("abstract", [Run(description)], section="abstract")
    raw = root.find(".//rawtext")
    if raw is not None and plain_text(raw):
        add_text(flow.builder, all_text(raw))
    else:
        flow.builder.warn("abstract_only", "The file holds the abstract but not the full text of the paper.")


def _header(source: Source, root: Element, article: Element | None, title: str | None, reader: str) -> Header:
    meta = root.find(".//meta")
    doi = doi_of(plain_text(root.find("coredata/doi"))) or doi_of(plain_text(root.find("coredata/identifier")))
    doi = doi or (doi_of(plain_text(article.find("item-info/doi"))) if article is not None else None)
    doi = doi or (doi_of(plain_text(meta.find("doi"))) if meta is not None else None)
    journal = plain_text(root.find("coredata/publicationName")) or plain_text(root.find(".//meta/srctitle"))
    journal = journal or (plain_text(article.find("item-info/jid")) if article is not None else "")
    dates = ("coredata/coverDate", ".//meta/cover-date-year", ".//meta/cover-date-start", ".//item-info/copyright")
    years = (year_of(plain_text(root.find(path))) for path in dates)
    year = next(filter(None, years), None)
    if year is None and article is not None:
        copyright_ = article.find("item-info/copyright")
        year = year_of(copyright_.get("year")) if copyright_ is not None else None
    people: list[tuple[str, str | None]] = []
    if article is not None:
        people += [
            (
                " ".join(filter(None, (plain_text(author.find(part)) for part in ("given-name", "surname", "suffix")))),
                orcid_of(author.get("orcid")),
            )
            for author in article.iterfind("head/author-group/author")
        ]
        people += [(plain_text(c), None) for c in article.iterfind("head/author-group/collaboration/text")]
    people = people or [(plain_text(e), None) for e in root.iterfind("coredata/creator")]
    people = [(normalise(name), orcid) for name, orcid in people if name]
    licence = licence_of(
        plain_text(root.find("coredata/openaccessUserLicense")),
        *(plain_text(e) for e in root.iter("oa-user-license")),
        *(plain_text(e) for e in root.iter("copyright-line", "copyright")),
    )
    return Header(
        source.id, source.name, source.sha256, "elsevier", reader,
        doi=doi, title=title, authors=tuple(name for name, _ in people), journal=normalise(journal) or None,
        year=year, licence=licence, orcids=orcids_of([orcid for _, orcid in people]),
    )  # fmt: skip
