"""The body and back of a JATS article as blocks: sections, paragraphs, floats, tables, formulae, references."""

from __future__ import annotations

from ..flow import Flow
from ..grid import RawCell
from ..normal import Level, Run
from ..xmltree import Element, href_of, plain_text
from .jats_inline import BLOCKS, SILENT, add_inline, formula_text, inline_runs
from .jats_references import add_reference

_FLOATS = (
    "fig",
    "fig-group",
    "table-wrap",
    "table-wrap-group",
    "boxed-text",
    "chem-struct-wrap",
    "supplementary-material",
)
# What a section without a title is, by its sec-type.
_SEC_TYPES = {
    "intro": "introduction", "introduction": "introduction", "background": "introduction", "methods": "experimental",
    "materials|methods": "experimental",
    "materials-methods": "experimental", "materials": "experimental", "subjects": "experimental",
    "experimental": "experimental", "results": "results",
    "results|discussion": "results", "discussion": "discussion", "conclusions": "conclusions",
    "conclusion": "conclusions",
    "supplementary-material": "supplement", "supplementary": "supplement", "data-availability": "end_matter",
    "coi-statement": "end_matter", "ack": "end_matter", "COI-statement": "end_matter",
}  # fmt: skip


class Body:
    """Walks an article and adds its blocks to a Flow; floats are set behind the paragraph that first names them."""

    def __init__(self, flow: Flow, article: Element, references: dict[str, Element]) -> None:
        self._flow = flow
        self._article = article
        self._references = references
        self._numbers: dict[str, str] = {}
        self._floats = {
            float_.get("id") or f"float-{index}": float_
            for group in article.iter("floats-group", "floats-wrap")
            for index, float_ in enumerate(group)
            if float_.tag in _FLOATS
        }

    def is_citation(self, xref: Element) -> bool:
        """Whether a cross reference points at the list of references."""
        return xref.get("ref-type") == "bibr" or any(rid in self._references for rid in xref.get("rid", "").split())

    def runs(self, element: Element, level: Level = "base") -> list[Run]:
        """The runs of ``element``, the blocks within it left out."""
        return inline_runs(element, self.is_citation, level)

    def read(self) -> None:
        """Add the blocks of body, floats and back."""
        flow = self._flow
        for body in self._article.findall("body") or list(self._article.iter("body"))[:1]:
            self._children(body, None)
        for name in list(self._floats):
            self._float(name)
        flow.section = None
        for back in self._article.findall("back"):
            self._back(back)
        if not any(block.kind == "paragraph" for block in flow.builder.blocks):
            self._rescue()
        for response in (*self._article.findall("sub-article"), *self._article.findall("response")):
            for body in response.findall("body"):
                flow.section = "other"
                self._children(body, "other")

    def _rescue(self) -> None:
        """A tree that recovery has shuffled: all paragraphs and headings in a row, wherever they hang."""
        self._flow.section = None
        for element in self._article.iter("p", "title"):
            if _outermost(element, self._article) and not any(True for _ in element.iterancestors("abstract")):
                if element.tag == "title":
                    self._flow.heading(self.runs(element), before=None)
                else:
                    self._flow.section = self._flow.section or "introduction"
                    self._block(element)

    def abstract(self, abstract: Element) -> None:
        """Add an abstract, its own headings included."""
        flow = self._flow
        flow.section = "abstract"
        title = abstract.find("title")
        if title is not None:
            flow.add("heading", self.runs(title))
        self._container(abstract, "abstract", kind="abstract")

    def _children(self, parent: Element, section: str | None) -> None:
        self._flow.section = section or self._flow.section
        self._container(parent, section, kind="paragraph")

    def _container(self, parent: Element, section: str | None, *, kind: str) -> None:
        for child in parent:
            tag = child.tag
            if tag == "sec":
                self._section(child, section, kind=kind)
                self._flow.section = section
            elif tag not in ("title", "label", "sec-meta"):
                if self._flow.section is None:
                    # Text before the first heading of a paper is its introduction.
                    self._flow.section = section or "introduction"
                self._block(child, kind)

    def _section(self, sec: Element, before: str | None, *, kind: str) -> None:
        flow = self._flow
        title, label = sec.find("title"), sec.find("label")
        if kind == "abstract":
            if title is not None:
                flow.add("heading", self.runs(title), section="abstract")
            self._container(sec, "abstract", kind=kind)
            return
        runs = self.runs(title) if title is not None else []
        if label is not None and plain_text(label):
            runs = [*self.runs(label), Run(" "), *runs]
        typed = _SEC_TYPES.get(sec.get("sec-type", ""))
        if any(run.text.strip() for run in runs):
            section = flow.heading(runs, before=before, fallback=typed)
        else:
            section = flow.section = typed or before or "other"
        self._container(sec, section, kind=kind)

    def _block(self, element: Element, kind: str = "paragraph") -> None:
        tag = element.tag
        if tag == "p" or tag == "attrib" or tag == "verse-line":
            self._paragraph(element, kind)
        elif tag in ("fig", "chem-struct-wrap"):
            self._figure(element)
        elif tag == "table-wrap":
            self._table_wrap(element)
        elif tag in ("disp-formula", "disp-formula-group"):
            self._formula(element)
        elif tag == "list":
            self._list(element)
        elif tag == "def-list":
            for item in element.findall("def-item"):
                self._flow.add("list", [*self._joined(item.find("term")), Run(": "), *self._joined(item.find("def"))])
        elif tag in ("supplementary-material", "media", "inline-supplementary-material"):
            self._supplement(element)
        elif tag in ("table", "array"):
            self._table(element, "", [])
        elif tag == "ref-list":
            self._ref_list(element)
        elif tag in ("fn-group", "table-wrap-foot"):
            for note in element.iter("fn"):
                self._flow.add("footnote", self._joined(note))
        elif tag == "fn":
            self._flow.add("footnote", self._joined(element))
        elif tag == "title":
            self._flow.add("heading", self.runs(element))
        elif tag in ("preformat", "code"):
            self._flow.add("other", self.runs(element))
        elif tag in SILENT or tag == "":
            return
        elif any(child.tag in BLOCKS for child in element):
            self._mixed(element, kind)
        else:
            self._flow.add(kind, self.runs(element))

    def _paragraph(self, element: Element, kind: str) -> None:
        self._mixed(element, kind)
        if self._floats:
            for xref in element.iter("xref"):
                for rid in xref.get("rid", "").split():
                    if rid in self._floats:
                        self._float(rid)

    def _mixed(self, element: Element, kind: str) -> None:
        """Running text with blocks in it: figures and tables follow the paragraph, lists and formulae divide it."""
        later: list[Element] = []
        runs: list[Run] = [Run(element.text)] if element.text else []
        for child in element:
            if child.tag in _FLOATS or child.tag == "fn":
                later.append(child)
            elif child.tag in BLOCKS:
                self._flow.add(kind, runs)
                runs = []
                self._block(child, kind)
            else:
                self._dive(child, runs, later)
            if child.tail:
                runs.append(Run(child.tail))
        self._flow.add(kind, runs)
        for float_ in later:
            self._block(float_, kind)

    def _dive(self, child: Element, runs: list[Run], later: list[Element]) -> None:
        """An inline element; floats and formulae that publishers hide in one (``<bold><fig>``) are kept for later."""
        add_inline(child, "base", self.is_citation, runs)
        if len(child) and child.tag not in ("inline-formula", "alternatives", "math", "xref"):
            later.extend(e for e in child.iter("fig", "table-wrap", "disp-formula") if _outermost(e, child))

    def _float(self, name: str) -> None:
        self._block(self._floats.pop(name))

    def _joined(self, element: Element | None, *, skip: str = "") -> list[Run]:
        """All running text below ``element``, its blocks in a row; elements named ``skip`` are left out."""
        if element is None:
            return []
        runs: list[Run] = [Run(element.text)] if element.text else []
        for child in element:
            if child.tag == skip:
                pass
            elif child.tag == "label":
                runs += [*self.runs(child), Run(" ")]
            elif child.tag in ("disp-formula", "disp-formula-group"):
                runs += [Run(" "), Run(formula_text(child)), Run(" ")]
            elif child.tag in BLOCKS:
                runs += [Run(" "), *self._joined(child, skip=skip), Run(" ")]
            else:
                add_inline(child, "base", self.is_citation, runs)
            if child.tail:
                runs.append(Run(child.tail))
        return runs

    def _figure(self, figure: Element) -> None:
        label, caption = plain_text(figure.find("label")), figure.find("caption")
        graphic = next(figure.iter("graphic"), None)
        picture = href_of(graphic) if graphic is not None else ""
        self._flow.caption(label, self._joined(caption), picture=picture)
        for child in figure:
            if child.tag in ("p", "disp-formula", "table-wrap", "fig", "statement", "attrib"):
                self._block(child)

    def _table_wrap(self, wrap: Element) -> None:
        label = plain_text(wrap.find("label"))
        caption = self._flow.caption(label, self._joined(wrap.find("caption")))
        notes = [self._joined(note) for foot in wrap.findall("table-wrap-foot") for note in _notes(foot)]
        tables = list(wrap.iter("table", "array"))
        for table in tables:
            self._table(table, caption, notes if table is tables[-1] else [])
        if not tables:
            for note in notes:
                self._flow.add("footnote", note)
            self._flow.builder.warn("table_is_image", f"{label or 'A table'} is a picture; its cells cannot be read.")

    def _table(self, table: Element, caption: str, notes: list[list[Run]]) -> None:
        rows: list[list[RawCell]] = []
        head_rows = 0
        for row in table.iter("tr"):
            parent = row.getparent()
            rows.append([self._cell(cell) for cell in row if cell.tag in ("td", "th")])
            if parent is not None and parent.tag == "thead" and head_rows == len(rows) - 1:
                head_rows = len(rows)
        self._flow.table(rows, head_rows=head_rows, caption=caption, footnotes=notes)

    def _cell(self, cell: Element) -> RawCell:
        return self._flow.cell(
            self._joined(cell),
            rowspan=_int(cell.get("rowspan")),
            colspan=_int(cell.get("colspan")),
            header=cell.tag == "th",
        )

    def _formula(self, element: Element) -> None:
        formulae = element.findall("disp-formula") or [element]
        for formula in formulae:
            text = formula_text(formula)
            runs = [Run(text)] if text else self.runs(formula)
            label = plain_text(formula.find("label")).strip("()")
            if not text and not any(run.text.strip() for run in runs):
                self._flow.builder.warn("formula_is_image", "A formula is a picture; it cannot be read.")
                continue
            self._flow.add("equation", [*runs, *([Run(f" ({label})")] if label else [])])

    def _list(self, element: Element) -> None:
        for item in element.findall("list-item"):
            self._flow.add("list", self._joined(item, skip="list"))
            for nested in item.iter("list"):
                if _outermost(nested, item):
                    self._list(nested)

    def _supplement(self, element: Element) -> None:
        label = plain_text(element.find("label"))
        caption = element.find("caption") if element.find("caption") is not None else element.find("media/caption")
        runs = self._joined(caption)
        for child in element:
            if child.tag == "p":
                runs += [Run(" "), *self._joined(child)]
        media = element if href_of(element) else element.find(".//media")
        href = href_of(media) if media is not None else ""
        lead = [Run(f"{label}. ")] if label else []
        self._flow.add("other", [*lead, *runs, *([Run(f" [file: {href}]")] if href else [])], section="supplement")

    def _back(self, back: Element) -> None:
        flow = self._flow
        for child in back:
            tag = child.tag
            if tag == "ref-list":
                self._ref_list(child)
            elif tag in ("ack", "notes", "sec", "glossary", "bio", "app", "fn-group"):
                self._back_part(child)
            elif tag == "app-group":
                for app in child:
                    self._back_part(app)
            elif tag not in ("title", "label"):
                flow.section = "end_matter"
                self._block(child)

    def _back_part(self, part: Element) -> None:
        flow = self._flow
        default = "supplement" if part.tag == "app" else "end_matter"
        flow.section = default
        title, label = part.find("title"), part.find("label")
        runs = [
            *(self.runs(label) if label is not None else []),
            Run(" "),
            *(self.runs(title) if title is not None else []),
        ]
        if any(run.text.strip() for run in runs):
            # A Methods section may stand behind the conclusions; an appendix stays one whatever its name.
            fixed = default if part.tag in ("app", "ack", "bio") else None
            flow.heading(runs, before=default, section=fixed, fallback=default)
        self._container(part, flow.section, kind="paragraph")

    def _ref_list(self, element: Element) -> None:
        flow = self._flow
        title = element.find("title")
        if title is not None:
            flow.heading(self.runs(title), before="references", section="references")
        flow.section = "references"
        for child in element:
            if child.tag == "ref":
                add_reference(flow.builder, child)
            elif child.tag == "ref-list":
                self._ref_list(child)
            elif child.tag == "p":
                flow.add("paragraph", self.runs(child))


def _notes(foot: Element) -> list[Element]:
    notes = [e for e in foot.iter("fn", "p", "attrib") if _outermost(e, foot)]
    return notes or [foot]


def _outermost(element: Element, within: Element) -> bool:
    parent = element.getparent()
    while parent is not None and parent is not within:
        if parent.tag == element.tag or (element.tag == "p" and parent.tag == "fn"):
            return False
        parent = parent.getparent()
    return True


def _int(text: str | None) -> int:
    return int(text) if text and text.strip().isdecimal() else 1
