"""Running text of JATS as runs: levels, cross references, formulae."""

from __future__ import annotations

from collections.abc import Callable

from ..mathml import math_text
from ..normal import Level, Run
from ..tex import tex_text
from ..xmltree import Element, all_text, plain_text

Cites = Callable[[Element], bool]

BLOCKS = frozenset(
    [
        "p",
        "sec",
        "title",
        "fig",
        "fig-group",
        "table-wrap",
        "table-wrap-group",
        "table",
        "disp-formula",
        "disp-formula-group",
        "list",
        "def-list",
        "boxed-text",
        "disp-quote",
        "supplementary-material",
        "media",
        "array",
        "preformat",
        "code",
        "speech",
        "statement",
        "verse-group",
        "chem-struct-wrap",
        "attrib",
        "ref-list",
        "fn-group",
        "fn",
    ]
)
SILENT = frozenset(
    [
        "graphic",
        "inline-graphic",
        "fn",
        "object-id",
        "alt-text",
        "long-desc",
        "permissions",
        "label",
        "processing-meta",
        "index-term",
    ]
)
_NOTE_TYPES = frozenset(("fn", "table-fn", "author-notes", "corresp", "aff", "contrib"))


def inline_runs(element: Element, is_citation: Cites, level: Level = "base") -> list[Run]:
    """The runs of an element that holds running text; blocks within it are left out."""
    runs: list[Run] = []
    _collect(element, level, is_citation, runs)
    return runs


def _collect(element: Element, level: Level, is_citation: Cites, runs: list[Run]) -> None:
    if element.text:
        runs.append(Run(element.text, level))
    for child in element:
        add_inline(child, level, is_citation, runs)
        if child.tail:
            runs.append(Run(child.tail, level))


def add_inline(child: Element, level: Level, is_citation: Cites, runs: list[Run]) -> None:
    """Add the runs of an inline element; blocks and pictures give none."""
    tag = child.tag
    if tag == "sub" or tag == "sup":
        # Within a raised text a subscript stays part of it: 10^-x2.
        _collect(child, "sup" if "sup" in (level, tag) else "sub", is_citation, runs)
    elif tag == "xref":
        _xref(child, level, is_citation, runs)
    elif tag == "inline-formula" or tag == "alternatives" or tag == "math" or tag == "tex-math" or tag == "chem-struct":
        text = formula_text(child)
        if text:
            runs.append(Run(text, level))
    elif tag == "break":
        runs.append(Run(" ", level))
    elif tag in ("mixed-citation", "element-citation", "nlm-citation", "citation"):
        runs.append(Run(plain_text(child), level))
    elif tag not in BLOCKS and tag not in SILENT:
        _collect(child, level, is_citation, runs)


def _xref(xref: Element, level: Level, is_citation: Cites, runs: list[Run]) -> None:
    if is_citation(xref):
        raised = level == "sup" or xref.find("sup") is not None
        text = all_text(xref)
        runs.append(Run(text, "sup" if raised else "base", tuple(xref.get("rid", "").split()), citation=True))
    elif xref.get("ref-type") not in _NOTE_TYPES:
        _collect(xref, level, is_citation, runs)


def formula_text(element: Element) -> str:
    """The text of a formula: of its MathML, else of its TeX, else of whatever stands there."""
    math = element if element.tag == "math" else element.find(".//math")
    if math is not None:
        return math_text(math)
    tex = element if element.tag == "tex-math" else element.find(".//tex-math")
    if tex is not None:
        return tex_text(all_text(tex))
    return ""
