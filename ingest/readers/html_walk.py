"""A page's blocks in reading order: headings, paragraphs, figures, tables, lists, formulae, references."""

from __future__ import annotations

import re

from ..flow import Flow
from ..htmltree import class_of
from ..normal import Run, normalise
from ..sections import section_of
from ..xmltree import Element, plain_text
from .html_classes import (
    ABSTRACT,
    APART,
    CAPTION_APART,
    EQUATION,
    HEADING,
    HEADING_CLASS,
    KEYWORDS,
    LONE_LABEL,
    REFERENCES,
    STOP_HEADINGS,
)
from .html_floats import Floats, gather
from .html_inline import cites, collect, formula_text, is_formula, targets_of
from .html_references import BLOCK_TAGS, LINK_TEXT, References
from .html_shape import (
    is_display,
    letters,
    level_of,
    only_links,
    outside_body,
    same_letters,
    short,
    stands_early,
    within_abstract,
)
from .html_tables import is_figure, table_wrapper


class Walk:
    """Walks the main part of a page and adds its blocks to a Flow."""

    def __init__(self, flow: Flow, main: Element, title: str) -> None:
        self._flow = flow
        self._main = main
        self._wanted = title
        self.title: str | None = None
        self._open: list[tuple[int, str]] = []
        self._kind = "paragraph"
        self._silent = False
        cited = {target for link in main.iter("a") if cites(link) for target in targets_of(link)}
        self._references = References(flow, cited)
        self._begun = True  # the title has been met
        self._floats = Floats(flow, self._walk, self._equation)
        self.front: list[str] = []

    def read(self, *, meta_abstract: str) -> None:
        """Add all blocks, the title first."""
        flow = self._flow
        heading = self._title_heading()
        if heading is not None:
            runs: list[Run] = []
            gather(heading, runs)
            self.title = flow.text(runs)[0].rstrip("*†‡ ") or None
        flow.builder.add("title", self.title or self._wanted)
        self._begun = heading is None or not stands_early(heading, self._main)
        self._walk(self._main, heading)
        blocks = flow.builder.blocks
        if meta_abstract and len(blocks) < 3 and not any(b.kind == "abstract" for b in blocks):
            flow.add("abstract", [Run(meta_abstract)], section="abstract")

    def _title_heading(self) -> Element | None:
        """The heading that prints the title: the one whose words are those of the meta tags, else the first h1."""
        wanted = letters(self._wanted)
        headings = [e for e in self._main.iter("h1", "h2") if plain_text(e)]
        for element in headings:
            found = letters(plain_text(element))
            if wanted and found and same_letters(found, wanted):
                return element
        return next((e for e in headings if e.tag == "h1"), None)

    def _walk(self, element: Element, title: Element | None) -> None:
        """Text before, between and behind the blocks of ``element`` makes paragraphs of their own."""
        runs: list[Run] = [Run(element.text)] if element.text else []
        for child in element:
            if not isinstance(child.tag, str) or child is title:
                self._begun = self._begun or child is title
            elif self._is_block(child):
                self._paragraph(runs)
                runs = []
                self._block(child, title)
            else:
                collect(child, "base", runs)
            if child.tail:
                runs.append(Run(child.tail))
        self._paragraph(runs)

    def _is_block(self, element: Element) -> bool:
        tag = element.tag
        if tag in BLOCK_TAGS:
            return True
        names = class_of(element)
        if tag == "span" and names and (EQUATION.search(names) or is_figure(element)) and "inline" not in names:
            return True
        # An inline element that wraps blocks (a link around a figure, a span around paragraphs) is a block.
        return tag not in ("math", "sub", "sup", "i", "b", "em") and any(
            isinstance(e.tag, str) and e.tag in BLOCK_TAGS for e in element.iterdescendants()
        )

    def _block(self, element: Element, title: Element | None) -> None:
        tag, names = element.tag, class_of(element)
        if HEADING.match(tag) or (
            tag in ("div", "p", "span", "strong") and HEADING_CLASS.search(names) and short(element)
        ):
            self._heading(element)
        elif tag == "hr" or (self._silent and not any(True for _ in element.iter("h1", "h2", "h3", "h4", "h5"))):
            return
        elif names and EQUATION.search(names) and "inline" not in names and is_display(element):
            self._equation(element)
        elif tag == "table":
            self._floats.table(element, title)
        elif CAPTION_APART.search(names) and element.find(".//table") is None:
            self._floats.caption_apart(element)
        elif table_wrapper(element):
            self._floats.wrapped_table(element)
        elif is_figure(element):
            self._floats.figure(element)
        elif tag in ("ul", "ol", "dl"):
            self._list(element, title)
        elif KEYWORDS.search(names) and len(plain_text(element)) < 600 and tag != "p":
            self._keywords(element)
        elif ABSTRACT.search(names) and self._kind != "abstract" and outside_body(element):
            self._abstract(element, title)
        elif APART.search(names) and len(plain_text(element)) < 3000:
            self._apart(element)
        elif tag == "p" and self._flow.section == "references" and not self._silent:
            self._references.add_item(element)
        elif tag == "pre":
            runs: list[Run] = []
            gather(element, runs)
            self._flow.add("other", runs)
        else:
            self._walk(element, title)

    def _abstract(self, element: Element, title: Element | None) -> None:
        flow = self._flow
        kept = (flow.section, self._kind)
        flow.section, self._kind = "abstract", "abstract"
        self._walk(element, title)
        flow.section, self._kind = kept if kept[0] != "abstract" else (None, "paragraph")

    def _heading(self, element: Element) -> None:
        runs: list[Run] = []
        gather(element, runs)
        text = self._flow.text(runs)[0]
        if not text or len(text) > 400 or not self._begun:
            return
        self._silent = bool(STOP_HEADINGS.match(text.strip()))
        if self._silent or (self.title and letters(text) == letters(self.title)):
            return
        level = level_of(element)
        if (
            self._kind == "abstract"
            and section_of(text, "abstract")
            in ("abstract", "other", "introduction", "experimental", "results", "conclusions", "discussion")
            and within_abstract(element)
        ):
            # Structured abstracts have headings of their own.
            self._flow.add("heading", runs, section="abstract")
            return
        self._kind = "paragraph"
        while self._open and self._open[-1][0] >= level:
            self._open.pop()
        before = self._open[-1][1] if self._open else None
        section = self._flow.heading(runs, before=before)
        if section == "abstract":
            self._kind = "abstract"
        self._open.append((level, section))

    def _paragraph(self, runs: list[Run]) -> None:
        if self._silent or not any(run.citation or run.text.strip() for run in runs):
            return
        text, citations = self._flow.text(runs)
        if not text or LINK_TEXT.match(text):
            return
        flow = self._flow
        section = flow.section
        if section == "references":
            self._references.add(text, None)
            return
        if section is None or not self._begun:
            if not self._begun:
                self.front.append(text)
                return
            if len(text) < 200 and (len(text.split()) < 12 or not re.search(r"[a-z]{3}[.?!]", text)):
                # Names, dates and addresses between the title and the text.
                self.front.append(text)
                return
            section = flow.section = "introduction"
        if len(text) < 2 or LONE_LABEL.fullmatch(text):
            return
        flow.builder.add(self._kind, text, section=section, citations=citations)

    def _equation(self, element: Element) -> None:
        formula = next((e for e in element.iter() if isinstance(e.tag, str) and is_formula(e)), None)
        if formula is None:
            runs: list[Run] = []
            gather(element, runs)
            self._flow.add("equation", runs)
            return
        text = formula_text(formula)
        label = re.search(r"[\[(](\w{1,5}(?:\.\w{1,3})?)[\])]\s*$", plain_text(element))
        self._flow.add(
            "equation", [Run(text), *([Run(f" ({label[1]})")] if label and f"({label[1]})" not in text else [])]
        )

    def _list(self, element: Element, title: Element | None) -> None:
        flow = self._flow
        items = [e for e in element if isinstance(e.tag, str) and e.tag in ("li", "dt", "dd")]
        if flow.section == "references" or (REFERENCES.search(class_of(element)) and len(items) > 3):
            self._references.read(element, items)
            return
        if flow.section is None or not self._begun or (items and all(only_links(item) for item in items)):
            return
        if self._kind == "abstract" and "notes" in (element.get("class") or "").split():
            return  # the addresses of the authors
        for item in items:
            if any(
                isinstance(e.tag, str)
                and (e.tag in ("p", "table", "figure", "h3", "h4", "div") and len(plain_text(e)) > 600)
                for e in item
            ):
                self._walk(item, title)
                continue
            runs: list[Run] = []
            nested: list[Element] = []
            if item.text:
                runs.append(Run(item.text))
            for child in item:
                if child.tag in ("ul", "ol"):
                    nested.append(child)
                elif isinstance(child.tag, str):
                    if child.tag in BLOCK_TAGS:
                        runs.append(Run(" "))
                        gather(child, runs)
                    else:
                        collect(child, "base", runs)
                if child.tail:
                    runs.append(Run(child.tail))
            text, citations = flow.text(runs)
            if text and not LINK_TEXT.match(text):
                kind = "list" if self._kind == "paragraph" else self._kind
                flow.builder.add(kind, text, section=flow.section, citations=citations)
            for inner in nested:
                self._list(inner, title)

    def _apart(self, element: Element) -> None:
        """What a page prints of the paper beside its text: how to cite it, its dates, editors and rights."""
        for part in element.iter("p", "li"):
            runs: list[Run] = []
            gather(part, runs)
            self._flow.add("other", runs, section="other")

    def _keywords(self, element: Element) -> None:
        words = [normalise(plain_text(e)) for e in element.iter("li", "a", "span") if not len(e)] or [
            normalise(plain_text(element))
        ]
        words = [re.sub(r"^Key ?words?:?\s*", "", word, flags=re.IGNORECASE) for word in dict.fromkeys(words)]
        self._flow.builder.add("other", "Keywords: " + "; ".join(filter(None, words)), section="other")
