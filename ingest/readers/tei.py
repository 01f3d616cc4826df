"""TEI, as GROBID writes it: a running GROBID can serve as a reader of PDFs."""

from __future__ import annotations

from ..document import Document, DocumentBuilder, Header
from ..errors import ReadError
from ..flow import Flow
from ..grid import RawCell
from ..metadata import doi_of, licence_of, orcid_of, orcids_of, year_of
from ..normal import Level, Run, normalise
from ..source import Limits, Source
from ..xmltree import Element, all_text, parse_xml, plain_text, strip_namespaces
from .html_shape import letters

_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
_RAISED = {"superscript": "sup", "sup": "sup", "subscript": "sub", "sub": "sub"}
_BACK_TYPES = {
    "acknowledgement": "end_matter", "acknowledgment": "end_matter", "funding": "end_matter",
    "availability": "end_matter",
    "annex": "end_matter", "conflict": "end_matter", "contribution": "end_matter", "references": "references",
}  # fmt: skip
_APART = frozenset(("s", "label", "div", "p"))


class TeiReader:
    """TEI P5 in the shape of GROBID's full-text service."""

    name = "tei"

    def read(self, source: Source, *, limits: Limits) -> Document:
        """The Document; raises ReadError ``empty`` where the file has no text."""
        builder = DocumentBuilder()
        root = parse_xml(source.data, limits=limits, builder=builder)
        strip_namespaces(root)
        if root.tag != "TEI":
            root = next(iter(root.iter("TEI")), root)
        references = {e.get(_XML_ID, ""): e for e in root.iter("biblStruct") if e.get(_XML_ID)}
        flow = Flow(builder, limits, linked=bool(references), n_references=len(references) or None)
        title = normalise(plain_text(root.find("teiHeader/fileDesc/titleStmt/title")))
        builder.add("title", title)
        _Walk(flow).read(root, references)
        if not any(block.kind not in ("title", "heading", "reference") for block in builder.blocks):
            raise ReadError("empty", "The TEI file holds no text of a paper. Have GROBID process the full text.")
        return builder.build(_header(source, root, title, self.name))


class _Walk:
    """Adds the blocks of a TEI text to a flow."""

    def __init__(self, flow: Flow) -> None:
        self._flow = flow
        self._before: str | None = None

    def read(self, root: Element, references: dict[str, Element]) -> None:
        """Abstract, body, back and references, in this order."""
        flow = self._flow
        flow.section = "abstract"
        for element in root.iterfind("teiHeader/profileDesc/abstract"):
            for paragraph in element.iter("p", "head"):
                flow.add("heading" if paragraph.tag == "head" else "abstract", self.runs(paragraph))
        flow.section = None
        for body in root.iterfind("text/body"):
            self._children(body)
        for back in root.iterfind("text/back"):
            for division in back:
                if division.get("type") != "references":
                    self._before = flow.section = _BACK_TYPES.get(division.get("type", ""), "end_matter")
                    self._children(division)
        flow.section = "references"
        for id, reference in references.items():
            if reference.getparent() is not None and reference.getparent().tag == "listBibl":  # type: ignore[union-attr]
                text = normalise(plain_text(next(reference.iter("note"), None)) or _printed(reference))
                doi = next(
                    (doi_of(plain_text(e)) for e in reference.iter("idno") if (e.get("type") or "").upper() == "DOI"),
                    None,
                )
                flow.builder.refer(id, text, doi)
                flow.builder.add("reference", text, section="references")

    def runs(self, element: Element, level: Level = "base") -> list[Run]:
        """The running text of an element."""
        runs = [Run(element.text, level)] if element.text else []
        for child in element:
            if child.tag == "ref" and child.get("type") == "bibr":
                target = child.get("target", "").lstrip("#")
                runs.append(Run(all_text(child), level, (target,) if target else (), citation=True))
            elif child.tag == "hi":
                inner: Level = _RAISED.get(child.get("rend", ""), level)  # type: ignore[assignment]
                runs += self.runs(child, inner)
            elif child.tag in ("lb", "pb"):
                runs.append(Run(" ", level))
            elif child.tag not in ("figure", "table", "list"):
                # Sentences and labels of formulae stand side by side without white space between their tags.
                apart = child.tag in _APART and bool(runs) and not runs[-1].text[-1:].isspace()
                runs += [Run(" ", level), *self.runs(child, level)] if apart else self.runs(child, level)
            if child.tail:
                runs.append(Run(child.tail, level))
        return runs

    def _children(self, parent: Element) -> None:
        flow = self._flow
        for child in parent:
            if child.tag == "div":
                if child.find("head") is None and flow.section is None:
                    flow.section = "introduction"
                self._children(child)
            elif child.tag == "head":
                number = child.get("n")
                runs = [*([Run(f"{number} ")] if number else []), *self.runs(child)]
                # GROBID's divisions are flat: the section before is what an unnamed heading stays in.
                self._before = flow.heading(runs, before=self._before)
            elif child.tag == "figure":
                self._figure(child)
            elif child.tag == "formula":
                flow.add("equation", self.runs(child))
            elif child.tag == "list":
                for item in child.iter("item"):
                    flow.add("list", self.runs(item))
            elif child.tag == "note":
                flow.add("footnote", self.runs(child))
            elif child.tag in ("p", "ab", "quote"):
                flow.section = flow.section or "introduction"
                flow.add("paragraph", self.runs(child))
                for inner in child.iter("figure"):
                    self._figure(inner)

    def _figure(self, figure: Element) -> None:
        flow = self._flow
        head = plain_text(figure.find("head"))
        description = figure.find("figDesc")
        graphic = figure.find("graphic")
        picture = graphic.get("url", "") if graphic is not None else ""
        runs = self.runs(description) if description is not None else []
        if head and letters("".join(run.text for run in runs)).startswith(letters(head)):
            head = ""  # GROBID repeats the label in the description
        text = flow.caption(head, runs, picture=picture)
        table = figure.find("table")
        if table is not None:
            rows = [[self._cell(cell) for cell in row.findall("cell")] for row in table.findall("row")]
            notes = [self.runs(note) for note in figure.findall("note")]
            flow.table([row for row in rows if row], head_rows=0, caption=text, footnotes=notes)

    def _cell(self, cell: Element) -> RawCell:
        spans = [int(n) if (n := cell.get(name, "1")).isdecimal() else 1 for name in ("rows", "cols")]
        return self._flow.cell(self.runs(cell), rowspan=spans[0], colspan=spans[1], header=cell.get("role") == "label")


def _printed(reference: Element) -> str:
    names = [" ".join(filter(None, map(plain_text, person))) for person in reference.iter("persName")]
    titles = [plain_text(title) for title in reference.iter("title")]
    scopes = [
        plain_text(scope) or "–".join(filter(None, (scope.get("from"), scope.get("to"))))
        for scope in reference.iter("biblScope")
    ]
    dates = [date.get("when") or plain_text(date) for date in reference.iter("date")]
    return ". ".join(filter(None, [", ".join(names), *titles, ", ".join(filter(None, [*scopes, *dates]))]))


def _header(source: Source, root: Element, title: str, reader: str) -> Header:
    described = root.find("teiHeader/fileDesc/sourceDesc/biblStruct")
    publication = root.find("teiHeader/fileDesc/publicationStmt")
    people: list[tuple[str, str | None]] = []
    doi = journal = year = None
    if described is not None:
        for author in described.iterfind("analytic/author"):
            orcid = next((orcid_of(plain_text(e)) for e in author.iter("idno") if e.get("type") == "ORCID"), None)
            for person in author.findall("persName"):
                parts = (plain_text(part) for part in person if part.tag in ("forename", "surname"))
                people.append((normalise(" ".join(filter(None, parts))), orcid))
        doi = next(
            (doi_of(plain_text(e)) for e in described.iter("idno") if (e.get("type") or "").upper() == "DOI"), None
        )
        journal = normalise(plain_text(described.find("monogr/title"))) or None
        dates = [date.get("when") or plain_text(date) for date in described.iter("date")]
        year = next(filter(None, map(year_of, dates)), None)
    if publication is not None and year is None:
        year = next(
            filter(None, (year_of(date.get("when") or plain_text(date)) for date in publication.iter("date"))), None
        )
    licence = licence_of(*(f"{e.get('target') or ''} {plain_text(e)}" for e in root.iter("licence", "availability")))
    return Header(
        source.id, source.name, source.sha256, "tei", reader,
        doi=doi, title=title or None, authors=tuple(name for name, _ in people if name), journal=journal, year=year,
        licence=licence, orcids=orcids_of([orcid for name, orcid in people if name]),
    )  # fmt: skip
