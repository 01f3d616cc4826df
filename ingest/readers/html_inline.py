"""Running text of a web page as runs: levels, formulae, citation links."""

from __future__ import annotations

import re

from lxml import etree

from ..mathml import math_text
from ..normal import Level, Run
from ..tex import tex_text
from ..xmltree import Element, all_text, local_name, strip_namespaces

_FRAGMENT = re.compile(
    r"(?:^|[#_/.-])(?:xref-)?(?:ref(?:erence)?s?|r|c|cit(?:ation)?|cite|bib|b|cr|bibr|bb|rf|en)[-_]?\d+", re.IGNORECASE
)
_NOT_A_REFERENCE = re.compile(r"fig|tab|tbl|eq|sec|fn|note|aff|supp|scheme|app|disp", re.IGNORECASE)
_CITING_CLASS = re.compile(
    r"xref-bibr|\bref\d+\b|bibLink|reference anchor|\bbibr\b|ref-?lnk|bibref|reference-?link|ref-link|"
    r"citation-?ref|cite(?:d|-ref)?\b|\bbb\b|html-bibr",
    re.IGNORECASE,
)
_NUMERIC = re.compile(r"[\s\[\](),;\d\u2010-\u2014\u2212a-z-]{1,24}$")
_AUTHOR_YEAR = re.compile(r"(?:1[89]|20)\d\d[a-z]?")
_TEX_CLASS = re.compile(r"mathjax-tex|\btex\b|tex2jax_process|\bkatex-html\b", re.IGNORECASE)
_TEX = re.compile(r"^\s*(?:\\\(|\\\[|\$\$?)(.*?)(?:\\\)|\\\]|\$\$?)\s*$", re.DOTALL)


# Pages of the ACS open their references by a script: showRef(event, 'ref1 ref2').
_SHOWN = re.compile(r"showRef\(\s*event\s*,\s*['\"]([\w ,.-]{1,200})['\"]")


def cites(link: Element) -> bool:
    """Whether a link of a page is a citation mark."""
    target = link.get("data-rid") or link.get("href") or ""
    text = all_text(link).strip()
    if not text or len(text) > 120:
        return False
    printed = (bool(_NUMERIC.match(text)) and any(c.isdigit() for c in text)) or bool(_AUTHOR_YEAR.search(text))
    if not printed:
        return False
    if _SHOWN.search(link.get("onclick") or ""):
        return True
    names = " ".join(link.get(name) or "" for name in ("class", "data-test", "data-track-action", "role"))
    parent = link.getparent()
    if _CITING_CLASS.search(names) or (parent is not None and _CITING_CLASS.search(parent.get("class") or "")):
        return not _NOT_A_REFERENCE.search(target.rpartition("#")[2][:6])
    fragment = target.rpartition("#")[2] if "#" in target else target if link.get("data-rid") else ""
    return bool(fragment) and bool(_FRAGMENT.search(fragment)) and not _NOT_A_REFERENCE.search(fragment)


def targets_of(link: Element) -> tuple[str, ...]:
    """The ids of the references that a citation link points to."""
    shown = _SHOWN.search(link.get("onclick") or "")
    value = shown[1] if shown else link.get("data-rid") or (link.get("href") or "").rpartition("#")[2]
    return tuple(part for part in re.split(r"[,\s]+", value) if part)


def is_formula(element: Element) -> bool:
    """Whether an inline element is a formula as a whole."""
    names = element.get("class") or ""
    tag = local_name(element)
    if tag == "math" or (tag == "script" and (element.get("type") or "").startswith("math/")):
        return True
    if element.get("data-mathml"):
        return True
    return bool(_TEX_CLASS.search(names)) or "mathjax-code" in names or tag == "tex-math"


def formula_text(element: Element) -> str:
    """The text of a formula in MathML (also escaped within the page) or TeX."""
    tag = local_name(element)
    if tag == "math":
        return math_text(element)
    inner = next((e for e in element.iter() if local_name(e) == "math"), None)
    if inner is not None:
        return math_text(inner)
    held = element.get("data-mathml")
    if held:
        return _escaped(held)
    source = all_text(element)
    if "<" in source and "math" in source[:40]:
        return _escaped(source)
    match = _TEX.match(source)
    return tex_text(match[1] if match else source)


def _escaped(source: str) -> str:
    plain = re.sub(r"<(/?)mml:", r"<\1", source)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True)
    try:
        root = etree.fromstring(plain.encode("utf-8"), parser)
    except etree.XMLSyntaxError:
        return " ".join(re.sub(r"<[^>]*>", "", source).split())
    if root is None:
        return ""
    strip_namespaces(root)
    return math_text(root)


def _is_note_mark(link: Element) -> bool:
    """Whether a link is the mark of a footnote: it leaves the text as the marks of XML do."""
    target = (link.get("href") or "").rpartition("#")[2]
    noted = "xref-fn" in (link.get("class") or "") or re.match(
        r"(?:tbl?|t\d+)?_?-?(?:fn|note|tfn)", target, re.IGNORECASE
    )
    return bool(noted) and len(all_text(link).strip()) <= 3


def collect(element: Element, level: Level, runs: list[Run]) -> None:
    """Add the runs of an inline element and of everything in it."""
    tag = element.tag
    if not isinstance(tag, str):
        return
    if tag == "br":
        runs.append(Run(" ", level))
        return
    if tag == "img":
        alt = element.get("alt") or ""
        # Old pages print Greek letters as pictures; longer texts describe figures.
        if 0 < len(alt) <= 3:
            runs.append(Run(alt, level))
        return
    if is_formula(element):
        runs.append(Run(formula_text(element), level))
        return
    if tag == "a" and cites(element):
        raised = level == "sup" or element.find(".//sup") is not None
        runs.append(Run(all_text(element), "sup" if raised else "base", targets_of(element), citation=True))
        return
    if tag == "a" and _is_note_mark(element):
        return
    names = element.get("class") or ""
    if "mathjax-text" in names and element.getparent() is not None:
        return
    if tag == "sub" or names in ("sub", "inf", "subscript"):
        level = "sub" if level == "base" else level
    elif tag == "sup" or names in ("sup", "superscript"):
        level = "sup"
    if element.text:
        runs.append(Run(element.text, level))
    for child in element:
        collect(child, level, runs)
        if child.tail:
            runs.append(Run(child.tail, level))
