"""Head, body and tail of an Elsevier article as blocks."""

from __future__ import annotations

from ..flow import Flow
from ..grid import RawCell
from ..mathml import math_text
from ..metadata import doi_of
from ..normal import Level, Run, normalise
from ..xmltree import Element, all_text, href_of, plain_text

_BLOCKS = frozenset(
    (
        "para", "simple-para", "section", "figure", "table", "formula", "display", "list", "def-list", "textbox",
        "e-component", "enunciation", "displayed-quote", "footnote", "note-para", "section-title", "bibliography",
    )
)  # fmt: skip
_FLOATS = ("figure", "table", "textbox", "e-component")
_SILENT = frozenset(
    ("link", "inline-figure", "label", "float-anchor", "copyright", "alt-text", "source", "keywords", "index-flag")
)
_SPACES = {"hsp": " ", "vsp": " ", "br": " "}
# Bonds and signs that the DTD names instead of writing.
_GLYPHS = {
    "sbnd": "-", "dbnd": "=", "tbnd": "≡", "rad": "•", "bigdot": "·", "btop": "⊤", "rarr": "→", "lozf": "◆",
    "squf": "■",
    "utrif": "▲", "utri": "△", "cir": "○", "squ": "□", "hbar": "ħ", "heart": "♥", "ktc": "", "lbnd": "-", "dlcorn": "",
}  # fmt: skip
# Statements that newer articles keep in their head although they are printed behind the text.
_BACK_IN_FRONT = ("data-availability", "conflict-of-interest", "acknowledgment", "ethics", "nomenclature")


class Body:
    """Walks an article and adds its blocks to a Flow; floats are set behind the paragraph that anchors them."""

    def __init__(self, flow: Flow, article: Element, references: dict[str, Element]) -> None:
        self._flow = flow
        self._article = article
        # Sections in two views say the same twice; the extended one holds the files.
        for section in [e for e in article.iter("section") if (e.get("view") or "").startswith("compact")]:
            parent = section.getparent()
            if parent is not None and any(e.get("view") == "extended" for e in parent):
                parent.remove(section)
        self._references = references
        self._floats = {
            element.get("id") or f"float-{index}": element
            for floats in article.iter("floats")
            for index, element in enumerate(floats)
        }

    def read(self) -> str | None:
        """Add all blocks; the title's text."""
        flow = self._flow
        head = self._article.find("head")
        if head is None:
            head = self._article.find("simple-head")
        title = self._head(head) if head is not None else None
        flow.section = None
        for body in self._article.findall("body") or list(self._article.iter("body"))[:1]:
            self._container(body, None)
        for part in head if head is not None else ():
            if part.tag in _BACK_IN_FRONT:
                self._block(part)
        for name in list(self._floats):
            self._block(self._floats.pop(name))
        for tail in (
            *self._article.findall("tail"),
            *self._article.findall("simple-tail"),
            *self._article.findall("back"),
        ):
            self._container(tail, "end_matter")
        return title

    def _head(self, head: Element) -> str | None:
        flow = self._flow
        element = head.find("title")
        title = flow.text(self.runs(element))[0].rstrip("*☆ ") if element is not None else ""
        subtitle = head.find("subtitle")
        if subtitle is not None:
            title += ": " + flow.text(self.runs(subtitle))[0]
        flow.builder.add("title", title)
        for abstract in head.findall("abstract"):
            flow.section = "abstract"
            for part in abstract.iter("section-title", "simple-para", "para", "list"):
                if part.tag == "section-title":
                    flow.add("heading", self.runs(part))
                elif _outermost(part, abstract):
                    self._block(part, "abstract")
        for keywords in head.findall("keywords"):
            words = [
                flow.text(self.runs(word))[0] for word in keywords.iter("keyword") for word in word.findall("text")
            ]
            if words:
                flow.add("other", [Run("Keywords: " + "; ".join(filter(None, words)))], section="other")
        return title or None

    def is_citation(self, element: Element) -> bool:
        """Whether a cross reference points at the bibliography."""
        return any(rid in self._references for rid in element.get("refid", "").split())

    def runs(self, element: Element, level: Level = "base", *, skip: str = "") -> list[Run]:
        """The running text below ``element``; blocks are joined by spaces, those named ``skip`` left out."""
        runs: list[Run] = [Run(element.text, level)] if element.text else []
        for child in element:
            tag = child.tag
            if tag == skip:
                pass
            elif tag in _BLOCKS:
                runs += [Run(" "), *self.runs(child, level, skip=skip), Run(" ")]
            else:
                self._inline(child, level, runs)
            if child.tail:
                runs.append(Run(child.tail, level))
        return runs

    def _inline(self, child: Element, level: Level, runs: list[Run]) -> None:
        tag = child.tag
        if tag in ("inf", "sup"):
            inner: Level = "sub" if tag == "inf" and level == "base" else "sup" if tag == "sup" else level
            runs += self.runs(child, inner)
        elif tag in ("cross-ref", "cross-refs", "intra-ref", "intra-refs"):
            if self.is_citation(child):
                raised = level == "sup" or child.find("sup") is not None
                targets = tuple(child.get("refid", "").split())
                runs.append(Run(all_text(child), "sup" if raised else "base", targets, citation=True))
            elif not child.get("refid", "").startswith(("fn", "tblfn", "tf", "af", "cr")):
                runs += self.runs(child, level)
        elif tag == "math":
            runs.append(Run(math_text(child), level))
        elif tag in _SPACES:
            runs.append(Run(_SPACES[tag], level))
        elif tag == "glyph":
            runs.append(Run(_GLYPHS.get(child.get("name", ""), ""), level))
        elif tag not in _SILENT:
            runs += self.runs(child, level)

    def _container(self, parent: Element, section: str | None) -> None:
        for child in parent:
            if child.tag == "section":
                self._section(child, section)
                self._flow.section = section
            elif child.tag in ("sections", "section-group"):
                self._container(child, section)
            elif child.tag not in ("section-title", "label"):
                if self._flow.section is None:
                    self._flow.section = section or "introduction"
                self._block(child)

    def _section(self, section: Element, before: str | None, *, default: str | None = None) -> None:
        flow = self._flow
        label, title = section.find("label"), section.find("section-title")
        runs = [
            *(self.runs(label) if label is not None else []),
            Run(" "),
            *(self.runs(title) if title is not None else []),
        ]
        if any(run.text.strip() for run in runs):
            flow.heading(runs, before=before or default, fallback=default)
        else:
            flow.section = default or before or "other"
        self._container(section, flow.section)

    def _block(self, element: Element, kind: str = "paragraph") -> None:
        flow, tag = self._flow, element.tag
        if tag in ("para", "simple-para", "note-para"):
            self._paragraph(element, kind)
        elif tag == "figure":
            link = element.find(".//link")
            picture = (link.get("locator") or href_of(link)) if link is not None else ""
            flow.caption(plain_text(element.find("label")), self._parts(element, "caption", "legend"), picture=picture)
        elif tag == "table":
            self._table(element)
        elif tag in ("formula", "chem"):
            label = plain_text(element.find("label"))
            flow.add("equation", [*self.runs(element), *([Run(f" {label}")] if label else [])])
        elif tag == "list":
            self._list(element, kind)
        elif tag == "def-list":
            for term, description in zip(element.findall("def-term"), element.findall("def-description"), strict=False):
                flow.add("list", [*self.runs(term), Run(": "), *self.runs(description)])
        elif tag == "e-component":
            self._supplement(element)
        elif tag == "bibliography":
            self._bibliography(element)
        elif tag in (
            "acknowledgment",
            "conflict-of-interest",
            "data-availability",
            "nomenclature",
            "glossary",
            "biography",
            "ethics",
        ):
            self._section(element, "end_matter", default="end_matter")
            flow.section = "end_matter"
        elif tag in ("appendices", "appendix"):
            for part in element.findall("section") or [element]:
                self._section(part, "supplement", default="supplement")
        elif tag in ("footnote", "article-footnote", "legend"):
            flow.add("footnote", self._labelled(element))
        elif tag == "further-reading":
            self._bibliography(element)
        elif tag in _SILENT or tag == "floats":
            return
        elif any(child.tag in _BLOCKS for child in element):
            self._mixed(element, kind)
        else:
            flow.add(kind, self.runs(element))

    def _paragraph(self, element: Element, kind: str) -> None:
        self._mixed(element, kind)
        for anchor in element.iter("float-anchor", "cross-ref", "cross-refs"):
            for name in anchor.get("refid", "").split():
                if name in self._floats:
                    self._block(self._floats.pop(name))

    def _mixed(self, element: Element, kind: str) -> None:
        """Running text with blocks in it: floats follow the paragraph, lists and formulae divide it."""
        later: list[Element] = []
        runs: list[Run] = [Run(element.text)] if element.text else []
        for child in element:
            if child.tag in _FLOATS or child.tag == "footnote":
                later.append(child)
            elif child.tag == "display":
                parts = [e for e in child if e.tag not in _FLOATS and e.tag not in _SILENT]
                later += [e for e in child if e.tag in _FLOATS]
                if parts:
                    self._flow.add(kind, runs)
                    runs = []
                    for part in parts:
                        self._block(part, kind)
            elif child.tag in _BLOCKS:
                self._flow.add(kind, runs)
                runs = []
                self._block(child, kind)
            else:
                self._inline(child, "base", runs)
            if child.tail:
                runs.append(Run(child.tail))
        self._flow.add(kind, runs)
        for block in later:
            self._block(block, kind)

    def _labelled(self, element: Element) -> list[Run]:
        label = element.find("label")
        return [*(self.runs(label) if label is not None else []), Run(" "), *self.runs(element)]

    def _parts(self, element: Element, *tags: str) -> list[Run]:
        return [run for part in element if part.tag in tags for run in (*self.runs(part), Run(" "))]

    def _list(self, element: Element, kind: str) -> None:
        kind = "list" if kind == "paragraph" else kind
        title = element.find("section-title")
        if title is not None:
            self._flow.add("list", self.runs(title))
        for item in element.findall("list-item"):
            label = item.find("label")
            marked = label is not None and plain_text(label) not in ("•", "–", "-", "▪", "○")
            lead = [*self.runs(label), Run(" ")] if label is not None and marked else []
            self._flow.add(kind, [*lead, *self.runs(item, skip="list")])
            for nested in item.iter("list"):
                self._list(nested, kind)

    def _supplement(self, element: Element) -> None:
        link = element.find(".//link")
        place = (link.get("locator") or href_of(link)) if link is not None else ""
        label = plain_text(element.find("label"))
        runs = [*([Run(f"{label}. ")] if label else []), *self._parts(element, "caption", "alt-text")]
        self._flow.add("other", [*runs, *([Run(f" [file: {place}]")] if place else [])], section="supplement")

    def _table(self, table: Element) -> None:
        flow = self._flow
        caption = flow.caption(plain_text(table.find("label")), self._parts(table, "caption"))
        notes = [self._labelled(note) for note in table.findall("table-footnote")]
        notes = [*([self.runs(legend) for legend in table.findall("legend")]), *notes]
        groups = table.findall("tgroup")
        for group in groups:
            names = {spec.get("colname", ""): number for number, spec in enumerate(group.findall("colspec"), 1)}
            rows = [[self._entry(entry, names) for entry in row.findall("entry")] for row in group.iter("row")]
            head_rows = len(group.findall("thead/row"))
            flow.table(rows, head_rows=head_rows, caption=caption, footnotes=notes if group is groups[-1] else [])
        if not groups:
            for note in notes:
                flow.add("footnote", note)
            flow.builder.warn("table_is_image", "A table is a picture; its cells cannot be read.")

    def _entry(self, entry: Element, names: dict[str, int]) -> RawCell:
        first, last = names.get(entry.get("namest", "")), names.get(entry.get("nameend", ""))
        more = entry.get("morerows", "0")
        return self._flow.cell(
            self.runs(entry),
            rowspan=1 + (int(more) if more.isdecimal() else 0),
            colspan=last - first + 1 if first and last and last >= first else 1,
            column=(first or names.get(entry.get("colname", ""), 0)) - 1,
        )

    def _bibliography(self, element: Element) -> None:
        flow = self._flow
        title = element.find("section-title")
        if title is not None:
            flow.heading(self.runs(title), before="references", section="references")
        flow.section = "references"
        for reference in element.iter("bib-reference"):
            label = plain_text(reference.find("label"))
            source = plain_text(reference.find("source-text")) or _assembled(reference)
            text = normalise(f"{label} {source}")
            doi = doi_of(" ".join(plain_text(e) for e in reference.iter("doi"))) or doi_of(source)
            flow.builder.refer(reference.get("id") or label, text, doi)
            flow.builder.add("reference", text, section="references")
        flow.section = "end_matter"


def _assembled(reference: Element) -> str:
    """A reference put together from its parts, or its free text."""
    parts: list[str] = []
    for entry in reference:
        if entry.tag in ("other-ref", "note"):
            parts.append(plain_text(entry.find("textref")) or plain_text(entry))
        elif entry.tag == "reference":
            names = [
                " ".join(filter(None, (plain_text(a.find("surname")), plain_text(a.find("given-name")))))
                for a in entry.iterfind("contribution/authors/author")
            ]
            titles = [plain_text(t) for t in entry.iter("maintitle")]
            places = [plain_text(e) for e in entry.iter("volume-nr", "issue-nr", "date", "name", "location")]
            pages = "–".join(plain_text(e) for e in entry.iter("first-page", "last-page"))
            number = [plain_text(e) for e in entry.iter("article-number")]
            parts.append(
                ". ".join(filter(None, [", ".join(names), *titles, ", ".join([*places, pages, *number]).strip(", ")]))
            )
    return " ".join(filter(None, parts))


def _outermost(part: Element, within: Element) -> bool:
    parent = part.getparent()
    while parent is not None and parent is not within:
        if parent.tag in ("list", "para", "simple-para"):
            return False
        parent = parent.getparent()
    return True
