"""Entries of a page's list of references: their text without the links to search engines, their ids and DOIs."""

from __future__ import annotations

import re
from collections.abc import Collection

from ..flow import Flow
from ..htmltree import class_of
from ..metadata import doi_of
from ..normal import normalise
from ..xmltree import Element, plain_text

BLOCK_TAGS = frozenset(
    (
        "address", "article", "blockquote", "body", "center", "dd", "details", "dir", "div", "dl", "dt", "fieldset",
        "figcaption", "figure",
        "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li", "main", "ol", "p", "pre", "section",
        "summary", "table", "tbody",
        "td", "th", "tr", "ul", "form",
    )
)  # fmt: skip
LINK_TEXT = re.compile(
    r"(?:\[?\s*(?:Google Scholar|Cross ?Ref|PubMed(?: Central)?|Web of Science|Scopus|View Article|View|Article|"
    r"CAS|ADS|Abstract|Full ?Text|"
    r"Download|OpenURL|Search PubMed|PDF|Find in PubMed|Medline|ISI|Green Version|Version Green|"
    r"Chemical Abstracts Service \(CAS\)|"
    r"PubMed/NCBI|PubMed Abstract|View (?:in|at) (?:Scopus|article|Publisher|PubMed|Web of Science)|"
    r"Crossref|Go to (?:reference|citation)|Open in a separate window|Back to top|↵)\s*\]?[\s,|;]*)+$",
    re.IGNORECASE,
)
# The number of an entry, printed without a space behind it.
_NUMBER_CLASS = re.compile(r"(?:^|\s)(?:order|label|refnumber|bullet|number|ref-label)(?:$|\s)")
# What the list adds to the id that links name: ref-id-bib1 at ScienceDirect; cit1 for ref1 at the ACS.
_LIST_PREFIX = re.compile(r"^ref-id-")
_ACS_ITEM = re.compile(r"cit\d+$")
# Lines of the list that are no entries.
_NO_ENTRY = re.compile(
    r"(?:This article references \d+ other|©|Copyright\b|There (?:is|are) no corresponding|Download references$)",
    re.IGNORECASE,
)


def reference_of(item: Element) -> str:
    """A reference's text without the links to search engines."""
    parts: list[str] = [item.text or ""]

    def visit(element: Element) -> None:
        for child in element:
            if isinstance(child.tag, str):
                text = plain_text(child)
                if not (child.tag in ("a", "span", "div", "b", "strong") and text and LINK_TEXT.match(text)):
                    block = child.tag in BLOCK_TAGS or bool(_NUMBER_CLASS.search(child.get("class") or ""))
                    parts.append(" " if block else "")
                    parts.append(child.text or "")
                    visit(child)
                    parts.append(" " if block else "")
            parts.append(child.tail or "")

    visit(item)
    text = " ".join("".join(parts).split())
    return re.sub(r"(?:[\s,;|]|\[\s*\]|\(\s*\))+$", "", text)


class References:
    """The list of references of a page, as it is added to a Flow entry by entry; ``cited`` are ids that links name."""

    def __init__(self, flow: Flow, cited: Collection[str]) -> None:
        self._flow = flow
        self._cited = cited
        self._count = 0

    def read(self, element: Element, items: list[Element]) -> None:
        """Add the items of the list ``element``; lists within items are entries of their own where they hold text."""
        kept = self._flow.section
        self._flow.section = "references"
        for item in items:
            nested = [e for e in item if e.tag in ("ul", "ol") and "auth" not in class_of(e)]
            if not self.add_item(item) and nested:
                self.read(nested[0], [e for e in nested[0] if isinstance(e.tag, str) and e.tag in ("li", "dt", "dd")])
        self._flow.section = kept if kept != "references" else "references"

    def add_item(self, item: Element) -> bool:
        """Add what an element prints; False where it prints nothing but links."""
        text = reference_of(item)
        if text:
            self.add(text, item)
        return bool(text)

    def add(self, text: str, item: Element | None) -> None:
        """Add an entry, unless it is too short for one or says something of the list itself."""
        text = normalise(text)
        if len(text) < 12 or LINK_TEXT.match(text) or _NO_ENTRY.match(text):
            return
        self._count += 1
        number = re.match(r"\[?\(?(\d{1,4})[\].)]?\s", text)
        id = reference_id(item, self._cited) if item is not None else ""
        doi = reference_doi(text, item)
        self._flow.builder.refer(id or (number[1] if number else f"r{self._count}"), text, doi)
        self._flow.builder.add("reference", text, section="references")


def reference_id(item: Element, cited: Collection[str] = ()) -> str:
    """The id of an entry that links of the text (to the ids ``cited``) point to, else its first; or an empty string."""
    names = [
        _LIST_PREFIX.sub("", value)
        for element in item.iter()
        if isinstance(element.tag, str)
        for name in ("id", "name", "data-bib-id")
        if (value := element.get(name))
    ]
    names += [f"ref{name[3:]}" for name in names if _ACS_ITEM.match(name)]
    return next((name for name in names if name in cited), names[0] if names else "")


def reference_doi(text: str, item: Element | None) -> str | None:
    """The DOI of an entry: printed, linked, or kept in its markup."""
    found = doi_of(text)
    if found or item is None:
        return found
    linked = (doi_of(a.get("href")) for a in item.iter("a") if "doi.org" in (a.get("href") or ""))
    held = (doi_of(e.get("data-doi")) for e in item.iter() if isinstance(e.tag, str) and e.get("data-doi"))
    return next(linked, None) or next(held, None)
