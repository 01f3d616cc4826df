"""Small papers for the item rules: sections of sentences become a Document, and that the 42 items."""

from __future__ import annotations

from functools import cache

from voltext.extract.extraction import Item
from voltext.extract.items import find_items
from voltext.extract.pipeline import analyse
from voltext.ingest.document import Document, DocumentBuilder, Header, PaperClass

BATTERY = PaperClass(True, ("li_ion",), "experimental", 1.0)


def paper(title: str = "", **sections: str) -> Document:
    """A Document with a title and one paragraph for each section (``experimental="…"``, ``results="…"``)."""
    builder = DocumentBuilder()
    builder.add("title", title)
    for section, text in sections.items():
        for paragraph in text.strip().split("\n\n"):
            kind = "abstract" if section == "abstract" else "caption" if paragraph.startswith("Figure") else "paragraph"
            builder.add(kind, paragraph, section=section)
    return builder.build(Header("0" * 16, "paper.txt", "0" * 64, "text", "test"))


def items_of(document: Document, *, kind: PaperClass | None = BATTERY) -> dict[str, Item]:
    """The items of ``document`` by key."""
    return {item.key: item for item in find_items(analyse(document), paper=kind)}


@cache
def said(text: str, section: str = "experimental") -> dict[str, Item]:
    """The items of a paper that says only ``text``."""
    return items_of(paper(**{section: text}))


def values(item: Item) -> list[float | str | tuple[float, float]]:
    """The values of an item: numbers, names, and ranges as pairs."""
    found: list[float | str | tuple[float, float]] = []
    for value in item.values:
        if value.min is not None and value.max is not None:
            found.append((value.min, value.max))
        elif value.value is not None:
            found.append(value.value)
    return found
