"""Layout: the chunks of a paper in reading order, and the style of its body."""

from __future__ import annotations

from collections import Counter

from .chars import Page
from .columns import bands_of, groups_of, gutter_of, in_order, left_edges
from .furniture import drop_furniture, drop_line_numbers
from .hyphens import Vocabulary
from .lines import lines_of
from .paragraphs import Chunk, cut, drop_axes
from .references import heads_references
from .style import Style, style_of
from .tables import heads_table, table_at_top, tables_of


class Layout:
    """The chunks of a paper in reading order, the words it uses and the style of its body."""

    def __init__(self, pages: list[Page]) -> None:
        drop_line_numbers(pages)
        edges = {page.number: left_edges(page) for page in pages}
        overall: Counter[int] = Counter()
        for page in pages:
            overall.update(edges[page.number])
        width = max((page.width for page in pages), default=0.0)
        common = gutter_of(overall, width)
        gutters = {page.number: gutter_of(edges[page.number], page.width) or common for page in pages}
        raw = [lines_of(page, gutters[page.number]) for page in pages]
        lines = drop_furniture(pages, raw)
        if not any(lines):
            lines = raw  # a file of nothing but short, like pages: its text is no furniture
        kept = {id(line) for on_page in lines for line in on_page}
        self.edges = [line for on_page in raw[:2] for line in on_page if id(line) not in kept]
        self.style: Style = style_of(line for on_page in lines for line in on_page)
        self.vocabulary = Vocabulary()
        self.chunks: list[Chunk] = []
        in_references = False
        waiting: Chunk | None = None  # a table's caption that ends its page: the table may open the next
        for page, on_page in zip(pages, lines, strict=True):
            for line in on_page:
                self.vocabulary.learn(line)
            gutter = gutters[page.number]
            tables = tables_of(page, on_page, self.style, gutter)
            inside = {
                id(line) for table in tables for line in (*table.grid.lines, *table.caption[1:], *table.footnotes)
            }
            if waiting is not None:
                waiting.table = table_at_top(page, on_page, self.style, gutter, waiting.lines)
                if waiting.table is not None:
                    inside |= {id(line) for line in (*waiting.table.grid.lines, *waiting.table.footnotes)}
            by_caption = {id(table.caption[0]): table for table in tables}
            rest = [line for line in on_page if id(line) not in inside]
            bands = bands_of(groups_of(rest, gutter), heads_references, gutter)
            for group in (group for band in bands for group in in_order(band)):
                for chunk in cut(group, page.number, self.style, in_references=in_references):
                    if chunk.kind == "heading":
                        in_references = heads_references(chunk.text)
                    self.chunks.append(chunk)
                    table = next((by_caption[id(line)] for line in chunk.lines if id(line) in by_caption), None)
                    if table is not None:
                        chunk.lines = [*chunk.lines, *table.caption[1:]]
                        chunk.table = table
            last = self.chunks[-1] if self.chunks else None
            ends = last is not None and last.page == page.number and last.table is None
            waiting = last if last is not None and ends and heads_table(last.lines[0], self.style) else None
        drop_axes(self.chunks, self.style)
        self.aside = pages[0].aside if pages else ""
