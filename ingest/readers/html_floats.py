"""The figures and tables of a page, with their captions."""

from __future__ import annotations

from collections.abc import Callable

from ..flow import Flow
from ..normal import Run
from ..xmltree import Element
from .html_classes import FIGURE_LINKS, LINKS_BEHIND
from .html_inline import collect, is_formula
from .html_references import BLOCK_TAGS
from .html_shape import after, is_display
from .html_tables import Caption, caption_of, is_figure, is_layout, picture_of, read_table


def gather(element: Element, runs: list[Run]) -> None:
    """All runs below an element whatever is in it."""
    if element.text:
        runs.append(Run(element.text))
    for child in element:
        if not isinstance(child.tag, str):
            pass
        elif child.tag in BLOCK_TAGS:
            runs.append(Run(" "))
            gather(child, runs)
            runs.append(Run(" "))
        else:
            collect(child, "base", runs)
        if child.tail:
            runs.append(Run(child.tail))


class Floats:
    """Adds figures and tables to a flow; what only looks like one goes back to ``walk`` or ``equation``."""

    def __init__(
        self, flow: Flow, walk: Callable[[Element, Element | None], None], equation: Callable[[Element], None]
    ) -> None:
        self._flow = flow
        self._walk = walk
        self._equation = equation
        self._apart_text = ""

    def caption_apart(self, element: Element) -> None:
        """A caption that stands above its table in an element of its own."""
        self._apart_text = self.caption(Caption("", [element]))

    def figure(self, element: Element) -> None:
        """A figure gives its caption and the link to its picture; printed links to it are left out."""
        tables = [t for t in element.iter("table") if not is_layout(t)]
        if tables:
            self.wrapped_table(element)
            return
        caption = caption_of(element)
        if caption is None:
            self._walk(element, None)
        else:
            self.caption(caption, picture=picture_of(element))

    def caption(self, caption: Caption, *, picture: str = "") -> str:
        """Add a caption without the links that are printed in it; its text."""
        if self._flow.section is None:
            self._flow.section = "introduction"
        runs: list[Run] = []
        for part in caption.parts:
            gather(part, runs)
            runs.append(Run(" "))
        plain = self._flow.text(runs)[0]
        text = LINKS_BEHIND.sub("", FIGURE_LINKS.sub("", plain))
        label = caption.label
        if label and text.lower().startswith(label.lower()):
            text = text[len(label) :].lstrip(" .:")
        return self._flow.caption(label, [Run(text)] if text != plain else runs, picture=picture)

    def table(self, table: Element, title: Element | None) -> None:
        """Add a table of data; one that only lays out the page is walked as text, a figure or a formula."""
        if is_layout(table):
            if is_figure(table) or caption_of(table) is not None:
                self._figure_table(table)
            else:
                if any(is_formula(e) for e in table.iter() if isinstance(e.tag, str)) and is_display(table):
                    self._equation(table)
                    return
                for cell in table.iter("td", "th"):
                    if not any(isinstance(e.tag, str) and e.tag == "td" for e in cell.iterdescendants()):
                        self._walk(cell, title)
            return
        caption = table.find("caption")
        text = self.caption(Caption("", [caption])) if caption is not None else self._apart_text
        self._apart_text = ""
        read_table(self._flow, table, caption=text, notes=[], gather=gather)

    def _figure_table(self, table: Element) -> None:
        caption = caption_of(table)
        if caption is not None:
            self.caption(caption)

    def wrapped_table(self, wrapper: Element) -> None:
        """A table with its caption above and its notes below."""
        tables = [t for t in wrapper.iter("table") if not is_layout(t)]
        caption = caption_of(wrapper, before=tables[0] if tables else None)
        text = self.caption(caption) if caption is not None else self._apart_text
        self._apart_text = ""
        if not tables:
            self._flow.builder.warn("table_elsewhere", "A table of the page is a picture or stands on another page.")
            return
        notes = after(wrapper, tables[-1], caption)
        for table in tables:
            inner = table.find("caption")
            if inner is not None and not text:
                text = self.caption(Caption("", [inner]))
            read_table(self._flow, table, caption=text, notes=notes if table is tables[-1] else [], gather=gather)
