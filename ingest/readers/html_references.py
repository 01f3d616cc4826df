"""Entries of a page's list of references: their text without the links to search engines, their ids and DOIs."""

from __future__ import annotations

import re

from ..metadata import doi_of
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
    r"Crossref|Go to (?:reference|citation)|Open in a separate window|Back to top|↵)\s*\]?[\s,|;]*)+$",
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
                    block = child.tag in BLOCK_TAGS
                    parts.append(" " if block else "")
                    parts.append(child.text or "")
                    visit(child)
                    parts.append(" " if block else "")
            parts.append(child.tail or "")

    visit(item)
    text = " ".join("".join(parts).split())
    return re.sub(r"(?:[\s,;|]|\[\s*\]|\(\s*\))+$", "", text)


def reference_id(item: Element) -> str:
    """The id that links of the text point to, or an empty string."""
    for element in item.iter():
        if isinstance(element.tag, str) and (element.get("id") or element.get("data-counter")):
            return element.get("id") or ""
    name = next((a.get("name") for a in item.iter("a") if a.get("name")), None)
    return name or ""


def reference_doi(text: str, item: Element | None) -> str | None:
    """The DOI of an entry: printed, linked, or kept in its markup."""
    found = doi_of(text)
    if found or item is None:
        return found
    linked = (doi_of(a.get("href")) for a in item.iter("a") if "doi.org" in (a.get("href") or ""))
    held = (doi_of(e.get("data-doi")) for e in item.iter() if isinstance(e.tag, str) and e.get("data-doi"))
    return next(linked, None) or next(held, None)
