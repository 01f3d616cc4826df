"""What an element of a page looks like: how deep a heading stands, whether it is short, only links, a formula."""

from __future__ import annotations

import re

from ..htmltree import class_of
from ..xmltree import Element, plain_text
from .html_classes import ABSTRACT, HEADING
from .html_references import LINK_TEXT
from .html_tables import Caption

_LEVEL_CLASS = re.compile(r"NLM_sec_level_(\d)")
_LETTER_LEVEL = re.compile(r"(?:^|[\s_-])(?:head-|)([a-e])(?:_heading|_head)?(?:$|\s)")


def level_of(element: Element) -> int:
    """How deep a heading stands: by the level that its section names, by its tag, by its class."""
    parent = element.getparent()
    while parent is not None:
        named = _LEVEL_CLASS.search(parent.get("class") or "")
        if named:
            return 1 + int(named[1])
        parent = parent.getparent()
    if HEADING.match(element.tag):
        return int(element.tag[1])
    letter = _LETTER_LEVEL.search(element.get("class") or "")
    return 1 + "abcde".index(letter[1]) + 1 if letter else 5


def same_letters(one: str, other: str) -> bool:
    """Whether two titles begin alike, markup, case and punctuation aside."""
    one, other = letters(one), letters(other)
    return bool(one) and (
        one == other or (min(len(one), len(other)) > 15 and one[:60].startswith(other[:60][: len(one)]))
    )


def letters(text: str) -> str:
    """The letters and digits of a text alone, in lower case."""
    return re.sub(r"[\W_]+", "", text).lower()


def short(element: Element) -> bool:
    """Whether an element is as short as a heading and holds no blocks."""
    return len(plain_text(element)) < 200 and not any(
        e.tag in ("p", "table", "ul") for e in element.iter() if isinstance(e.tag, str)
    )


def is_display(element: Element) -> bool:
    """Whether an element may be a formula on a line of its own: short, without paragraphs."""
    return len(plain_text(element)) < 3000 and not any(isinstance(e.tag, str) and e.tag == "p" for e in element.iter())


def outside_body(element: Element) -> bool:
    """Whether an element is too short to hold the body of a paper."""
    return len(plain_text(element)) < 12_000


def within_abstract(element: Element) -> bool:
    """Whether an element stands in the abstract."""
    parent = element.getparent()
    while parent is not None:
        if ABSTRACT.search(class_of(parent)) and outside_body(parent):
            return True
        parent = parent.getparent()
    return False


def only_links(item: Element) -> bool:
    """Whether an item of a list is but a link or two."""
    text = plain_text(item)
    linked = sum(len(plain_text(a)) for a in item.iter("a"))
    return len(text) < 400 and linked >= 0.8 * len(text)


def after(wrapper: Element, table: Element, caption: Caption | None) -> list[Element]:
    """The pieces of text that follow a table within its wrapper."""
    used = {id(e) for part in (caption.parts if caption else []) for e in part.iter()}
    order = list(wrapper.iter())
    start = order.index(list(table.iter())[-1]) + 1
    notes: list[Element] = []
    taken: set[int] = set()
    for element in order[start:]:
        if not isinstance(element.tag, str) or id(element) in used or id(element) in taken:
            continue
        if (
            element.tag in ("p", "li", "div", "tfoot", "dd", "span")
            and plain_text(element)
            and not any(isinstance(e.tag, str) and e.tag in ("p", "li", "div") for e in element.iterdescendants())
        ):
            if not only_links(element) and not LINK_TEXT.match(plain_text(element)):
                notes.append(element)
            taken.update(id(e) for e in element.iter())
    return notes


def stands_early(title: Element, main: Element) -> bool:
    """Whether a heading stands near the beginning of the page's main part, so that it can be the paper's title."""
    before = 0
    for element in main.iter():
        if element is title:
            return True
        if isinstance(element.tag, str):
            before += len((element.text or "").strip())
        before += len((element.tail or "").strip())
        if before > 2000:
            return False
    return False
