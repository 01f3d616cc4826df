"""Tables and figures of web pages: which table holds data, where a caption stands, the cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ..flow import Flow
from ..grid import RawCell
from ..htmltree import class_of
from ..normal import Run
from ..xmltree import Element, plain_text

_FIGURE_CLASS = re.compile(
    r"(?:^|\s)(?:fig|figure|figure-image-content|fig-wrap|html-fig-wrap|html-fig_show|image_table|image-table|"
    r"figureWrap|c-article-section__figure|"
    r"article-section__inline-figure|NLM_fig|hlFld-Fig|scheme|graphic-wrap|boxed-figure|articleFigure|FigureDesc)(?=$|\s)",
    re.IGNORECASE,
)
_TABLE_CLASS = re.compile(
    r"(?:^|\s)(?:table|tables?-wrap(?:per)?|NLM_table-wrap|table-?wrapper|tableWrapper|html-table-wrap|"
    r"html-table_show|article-table-content|c-article-table|"
    r"article-section__table|rtable__wrapper|table-expand-inline|table-contents?|boxTitle|tables?_group|"
    r"hlFld-Table|article-table|inline-table|tables)(?=$|\s)",
    re.IGNORECASE,
)
_CAPTION_CLASS = re.compile(
    r"(?:^|[\s_-])(?:fig-?caption|captions?|captionText|html-fig_description|table-caption|graphic_title|"
    r"table_caption|table-caption|"
    r"figure__caption\S*|c-article-section__figure-(?:caption|description)|"
    r"html-caption|html-fig_caption|html-table_caption|articleFigureText|fig-legend|legend|hlFld-FigureCaption|"
    r"title2|tableCaption|NLM_caption|html-table_wrap_td|"
    r"c-article-table__figcaption|article-table-caption|figure-caption|rtable__caption)(?=$|[\s_-])",
    re.IGNORECASE,
)
# Springer Nature prints a figure's title in the figcaption and its description beside it.
_DESCRIPTION_CLASS = re.compile(r"(?:^|\s)c-article-section__figure-description(?:$|\s)")
# What stands beside a caption under a name like a caption's: targets of links, the picture's own DOI.
_BESIDE_CAPTION = re.compile(r"caption_(?:target|object)")
_LABEL = re.compile(
    r"(?:Fig(?:ure|\.)?|FIG\.|Table|TABLE|Scheme|Chart|Box|Plate)\s*S?[\dIVX]+[A-Za-z]?\s*[.:|]?", re.IGNORECASE
)


@dataclass(frozen=True)
class Caption:
    """The elements that hold a caption, and its label where that stands apart."""

    label: str
    parts: Sequence[Element]


def is_figure(element: Element) -> bool:
    """Whether an element wraps one figure (and perhaps its caption)."""
    if element.tag == "figure":
        return True
    if element.tag not in ("div", "section", "span", "a", "li", "table"):
        return False
    names = element.get("class") or ""
    if not names or not _FIGURE_CLASS.search(names) or len(plain_text(element)) > 8000:
        return False
    return element.tag not in ("span", "a") or any(True for _ in element.iter("img", "figcaption"))


def table_wrapper(element: Element) -> bool:
    """Whether an element wraps one table with its caption and notes."""
    if element.tag not in ("div", "section", "figure", "span"):
        return False
    names = element.get("class") or ""
    tables = [t for t in element.iter("table") if not is_layout(t)]
    if element.tag == "figure":
        return bool(tables)
    if not names or not _TABLE_CLASS.search(names):
        return False
    if not tables:
        return any(_CAPTION_CLASS.search(class_of(e)) for e in element.iter() if isinstance(e.tag, str))
    outside = len(plain_text(element)) - sum(len(plain_text(t)) for t in tables)
    return outside < 6000


def is_layout(table: Element) -> bool:
    """Whether a table only lays out a page: it holds tables, pictures or a single filled cell, not data."""
    if any(isinstance(e.tag, str) and e.tag == "table" for e in table.iterdescendants()):
        return True
    cells = list(table.iter("td", "th"))
    filled = [c for c in cells if plain_text(c)]
    if table.get("role") == "presentation" or len(filled) < 2:
        return True
    if any(c.tag == "th" for c in cells) or len(filled) > 6:
        return False
    pictured = any(True for _ in table.iter("img"))
    numbered = len(filled) == 2 and re.fullmatch(r"\(?\d{1,3}[a-z]?\)?", plain_text(filled[1])) is not None
    return pictured or numbered or any(len(plain_text(c)) > 500 for c in filled)


def caption_of(element: Element, *, before: Element | None = None) -> Caption | None:
    """The caption of a figure or table wrapper, or None."""
    for child in element.iter("figcaption", "caption"):
        if plain_text(child):
            inside = set(child.iter())
            more = [e for e in element.iter("div", "p") if e not in inside and _DESCRIPTION_CLASS.search(class_of(e))]
            return Caption(_label_outside(element, child), [child, *more[:1]])
    held: list[Element] = []
    for child in element.iter():
        if not isinstance(child.tag, str) or child is element or child.tag in ("img", "table", "td", "tr"):
            continue
        if any(child in other.iterdescendants() for other in held):
            continue
        names = class_of(child)
        if _CAPTION_CLASS.search(names) and not _BESIDE_CAPTION.search(names) and plain_text(child):
            held.append(child)
    if held:
        return Caption(_label_outside(element, held[0]), [*held[:2], *_loose_text(held)])
    if before is None and any(True for _ in element.iter("img")):
        labelled = [e for e in element.iter("p") if _LABEL.match(plain_text(e))]
        if labelled:
            return Caption("", labelled[:1])
    if before is not None:
        lead = [e for e in before.itersiblings(preceding=True) if plain_text(e)]
        return Caption("", list(reversed(lead))) if lead else None
    return None


def _loose_text(held: Sequence[Element]) -> list[Element]:
    """The paragraphs without a class that follow the title of a figure, as PLOS prints them."""
    if len(held) != 1 or held[0].tag != "div" or "figcaption" not in class_of(held[0]).split():
        return []
    return [e for e in held[0].itersiblings("p") if not e.get("class") and plain_text(e)]


def picture_of(element: Element) -> str:
    """The link of the first picture in a figure wrapper; empty where it has none, or holds it as bytes."""
    for image in element.iter("img"):
        for name in ("src", "data-src", "data-lsrc", "data-original"):
            link = (image.get(name) or "").strip()
            if link and not link.startswith("data:"):
                return link
    return ""


def _label_outside(element: Element, caption: Element) -> str:
    """A label ("Figure 1") that stands beside the caption rather than in it."""
    if _LABEL.match(plain_text(caption)):
        return ""
    inside = set(caption.iter())
    for child in element.iter():
        if (
            isinstance(child.tag, str)
            and child not in inside
            and child.tag in ("b", "strong", "span", "h3", "h4", "h5", "p", "div", "a", "header")
        ):
            match = _LABEL.fullmatch(plain_text(child).strip())
            if match:
                return plain_text(child).strip()
    return ""


def read_table(
    flow: Flow, table: Element, *, caption: str, notes: Sequence[Element], gather: Callable[[Element, list[Run]], None]
) -> None:
    """Add a data table to the flow; a tfoot makes footnotes."""
    rows: list[list[RawCell]] = []
    head_rows = 0
    footnotes: list[list[Run]] = []
    for row in table.iter("tr"):
        parent = row.getparent()
        group = parent.tag if parent is not None else ""
        cells = [c for c in row if c.tag in ("td", "th")]
        if group == "tfoot" or (
            len(cells) == 1 and rows and _spans_all(cells[0], rows) and _is_note(plain_text(cells[0]))
        ):
            for cell in cells:
                runs: list[Run] = []
                gather(cell, runs)
                footnotes.append(runs)
            continue
        rows.append([_cell(flow, cell, gather) for cell in cells])
        if group == "thead" and head_rows == len(rows) - 1:
            head_rows = len(rows)
    for note in notes:
        runs = []
        gather(note, runs)
        footnotes.append(runs)
    flow.table([row for row in rows if row], head_rows=head_rows, caption=caption, footnotes=footnotes)


def _is_note(text: str) -> bool:
    return len(text) > 80 or bool(re.match(r"[a-z*†‡]\s?[A-Z(]", text))


def _spans_all(cell: Element, rows: list[list[RawCell]]) -> bool:
    width = max(sum(c.colspan for c in row) for row in rows)
    return width > 1 and _int(cell.get("colspan")) >= width


def _cell(flow: Flow, cell: Element, gather: Callable[[Element, list[Run]], None]) -> RawCell:
    runs: list[Run] = []
    gather(cell, runs)
    return flow.cell(
        runs, rowspan=_int(cell.get("rowspan")), colspan=_int(cell.get("colspan")), header=cell.tag == "th"
    )


def _int(text: str | None) -> int:
    return int(text) if text and text.strip().isdecimal() else 1
