"""A JATS paper as it is typeset anew: its front, the items of its body, its tables and references, in LaTeX or HTML."""

# ruff: noqa: E501 - tables of macros and preambles read worse when broken

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path

from lxml import etree

_GREEK = "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon phi chi psi omega"
_TEX = {
    **{c: rf"\{c}" for c in "&%$#_{}"}, "\\": r"\textbackslash{}", "~": r"\ensuremath{\sim}", "^": r"\^{}",
    "<": r"\ensuremath{<}", ">": r"\ensuremath{>}", "|": r"\ensuremath{|}", "–": "--", "—": "---", "−": r"\ensuremath{-}",
    "‐": "-", "‑": "-", "×": r"\ensuremath{\times}", "±": r"\ensuremath{\pm}", "°": r"\ensuremath{^{\circ}}",
    "·": r"\ensuremath{\cdot}", "⋅": r"\ensuremath{\cdot}", "∙": r"\ensuremath{\cdot}", "≤": r"\ensuremath{\leq}",
    "≥": r"\ensuremath{\geq}", "≈": r"\ensuremath{\approx}", "∼": r"\ensuremath{\sim}", "→": r"\ensuremath{\rightarrow}",
    "←": r"\ensuremath{\leftarrow}", "↔": r"\ensuremath{\leftrightarrow}", "⇌": r"\ensuremath{\rightleftharpoons}",
    "∞": r"\ensuremath{\infty}", "Δ": r"\ensuremath{\Delta}", "∆": r"\ensuremath{\Delta}", "Ω": r"\ensuremath{\Omega}",
    "Σ": r"\ensuremath{\Sigma}", "Φ": r"\ensuremath{\Phi}", "Θ": r"\ensuremath{\Theta}", "Γ": r"\ensuremath{\Gamma}",
    "Λ": r"\ensuremath{\Lambda}", "Ψ": r"\ensuremath{\Psi}", "Π": r"\ensuremath{\Pi}", "µ": r"\ensuremath{\mu}",
    "ϕ": r"\ensuremath{\phi}", "ϵ": r"\ensuremath{\epsilon}", "ς": r"\ensuremath{\varsigma}", "’": "'", "‘": "`",
    "“": "``", "”": "''", "…": r"\dots{}", "†": r"\textdagger{}", "‡": r"\textdaggerdbl{}", "§": r"\S{}",
    "®": r"\textregistered{}", "™": r"\texttrademark{}", "©": r"\textcopyright{}", "′": r"\ensuremath{'}",
    "∑": r"\ensuremath{\sum}", "∫": r"\ensuremath{\int}", "√": r"\ensuremath{\surd}", "∂": r"\ensuremath{\partial}",
    "∝": r"\ensuremath{\propto}", "≡": r"\ensuremath{\equiv}", "≠": r"\ensuremath{\neq}", "⟨": r"\ensuremath{\langle}",
    "⟩": r"\ensuremath{\rangle}", "∈": r"\ensuremath{\in}", "∇": r"\ensuremath{\nabla}", "≪": r"\ensuremath{\ll}",
    "≫": r"\ensuremath{\gg}", "⊥": r"\ensuremath{\perp}", "∘": r"\ensuremath{\circ}", "•": r"\textbullet{}",
    "∥": r"\ensuremath{\parallel}", "≅": r"\ensuremath{\cong}", "⇒": r"\ensuremath{\Rightarrow}", "º": r"\ensuremath{^{\circ}}",
    "ℏ": r"\ensuremath{\hbar}", "\u212b": r"\AA{}", "Å": r"\AA{}", "\u00a0": "~", "\u2009": r"\,", "\u202f": r"\,",
    "\u2005": r"\,", "\u2006": r"\,", "\u200a": r"\,", "\u2002": " ", "\u2003": " ",
    "¹": r"$^1$", "²": r"$^2$", "³": r"$^3$", "⁻": r"$^{-}$", "‒": "--", "―": "---", "˃": r"\ensuremath{>}",
    "˂": r"\ensuremath{<}", "〈": r"\ensuremath{\langle}", "〉": r"\ensuremath{\rangle}", "½": "1/2", "″": r"\ensuremath{''}",
}  # fmt: skip
for _name in _GREEK.split():
    _letter = unicodedata.lookup(f"GREEK SMALL LETTER {_name.upper().replace('LAMBDA', 'LAMDA')}")
    _TEX[_letter] = rf"\ensuremath{{\{_name}}}"
_TEX["ο"] = "o"


@dataclass(frozen=True)
class Markup:
    """How one typesetting language writes what is inside a line."""

    text: Callable[[str], str]
    sub: str
    sup: str
    italic: str
    bold: str


def tex_text(text: str) -> str:
    out = []
    for char in text:
        if char in _TEX:
            out.append(_TEX[char])
        elif ord(char) < 0x180 or char in "šŠžŽćčđ":
            out.append(char)
    return "".join(out)


TEX = Markup(tex_text, r"$_{\text{%s}}$", r"$^{\text{%s}}$", r"\emph{%s}", r"\textbf{%s}")
HTML = Markup(lambda text: escape(text, quote=False), "<sub>%s</sub>", "<sup>%s</sup>", "<i>%s</i>", "<b>%s</b>")
_FLOATS = ("fig", "table-wrap", "fig-group", "boxed-text", "table-wrap-group")
_LEFT_OUT = ("tex-math", "fn", "object-id", "graphic", "inline-graphic", "label", "supplementary-material")


def inline(element: etree._Element, m: Markup, *, math: bool = False) -> str:
    """The inside of an element; floats and displayed formulae are left out."""

    def own(text: str | None) -> str:
        return m.text(re.sub(r"\s+", "" if math else " ", text or ""))

    parts = [own(element.text)]
    for child in element:
        tag = child.tag
        if not isinstance(tag, str) or tag in _FLOATS or tag in _LEFT_OUT or tag.startswith(("disp-", "list")):
            pass
        elif tag in ("sub", "sup", "italic", "bold"):
            inner = inline(child, m, math=math)
            parts.append(getattr(m, tag) % inner if inner.strip() else inner)
        elif tag in ("msub", "msup", "msubsup") and len(child) == (3 if tag == "msubsup" else 2):
            places = {"msub": (m.sub,), "msup": (m.sup,), "msubsup": (m.sub, m.sup)}[tag]
            inner = [inline(c, m, math=True) for c in child]
            parts.append(inner[0] + "".join(p % i for p, i in zip(places, inner[1:], strict=True) if i))
        elif tag == "mfrac" and len(child) == 2:
            parts.append("/".join(inline(c, m, math=True) for c in child))
        elif tag == "break":
            parts.append(" ")
        else:
            parts.append(inline(child, m, math=math or tag == "math"))
        parts.append(own(child.tail))
    return "".join(parts)


@dataclass(frozen=True)
class Item:
    """One block of a paper in print: ``kind`` is heading, p, li, formula, figure or table."""

    kind: str
    element: etree._Element
    depth: int = 0


def items(element: etree._Element, depth: int = 0) -> Iterator[Item]:
    """The blocks of a body in the order of the file; floats follow the paragraph that holds them."""
    for child in element:
        tag = child.tag
        if (tag == "sec" and child.get("sec-type") != "supplementary-material") or tag == "ack":
            title = child.find("title")
            if title is not None:
                yield Item("heading", title, depth)
            yield from items(child, depth + 1)
        elif tag == "p":
            yield Item("p", child)
            for inner in child:
                if inner.tag in ("list", *_FLOATS) or str(inner.tag).startswith("disp-"):
                    yield from items_of(inner)
        elif isinstance(tag, str):
            yield from items_of(child)


def items_of(element: etree._Element) -> Iterator[Item]:
    """The blocks that an element beside the paragraphs stands for."""
    if element.tag == "fig":
        yield Item("figure", element)
    elif element.tag == "table-wrap":
        yield Item("table", element)
    elif element.tag in ("fig-group", "table-wrap-group", "floats-group"):
        for child in element:
            yield from items_of(child)
    elif element.tag == "disp-formula":
        yield Item("formula", element)
    elif element.tag == "list":
        for paragraph in element.iter("p"):
            yield Item("li", paragraph)


@dataclass
class Paper:
    """What is printed of a JATS file."""

    root: etree._Element

    @classmethod
    def of(cls, path: Path) -> Paper:
        root = etree.parse(str(path), etree.XMLParser(resolve_entities=False, no_network=True)).getroot()
        for element in root.iter():
            if isinstance(element.tag, str) and "}" in element.tag:
                element.tag = element.tag.split("}")[1]
        return cls(root)

    def title(self, m: Markup) -> str:
        return inline(self.root.find(".//article-title"), m).strip()

    def authors(self) -> list[str]:
        names = self.root.iterfind("front//contrib-group/contrib/name")
        return [f"{n.findtext('given-names') or ''} {n.findtext('surname') or ''}".strip() for n in names][:8]

    def abstract(self) -> list[etree._Element]:
        found = [a for a in self.root.iterfind("front//abstract") if not a.get("abstract-type")]
        return list(found[0].iter("p")) if found else []

    def body(self) -> list[Item]:
        found = list(items(self.root.find("body")))
        floats = self.root.find("floats-group")
        if floats is not None:
            found += items_of(floats)
        back = self.root.find("back")
        if back is not None:
            for part in back:
                if part.tag == "ack":
                    title = part.find("title")
                    if title is not None:
                        found.append(Item("heading", title))
                    found += items(part)
        return found

    def references(self, m: Markup) -> list[str]:
        found = []
        for ref in self.root.iter("ref"):
            inner = next((c for c in ref if str(c.tag).endswith("citation")), None)
            if inner is not None:
                text = " ".join("".join(inner.itertext()).split()) if inner.tag == "mixed-citation" else _entry(inner)
                found.append(m.text(text))
        return found

    def caption(self, element: etree._Element, m: Markup) -> tuple[str, str]:
        label = m.text((element.findtext("label") or "").strip(" ."))
        caption = element.find("caption")
        parts = [] if caption is None else [inline(part, m).strip() for part in caption.iter("p", "title")]
        return label, " ".join(parts)


def _entry(citation: etree._Element) -> str:
    names = [f"{n.findtext('surname') or ''} {n.findtext('given-names') or ''}".strip() for n in citation.iter("name")]
    rest = [citation.findtext(t) for t in ("article-title", "source", "year", "volume", "fpage")]
    return ", ".join(names[:6]) + ". " + ", ".join(" ".join(r.split()) for r in rest if r) + "."


def rows_of(table: etree._Element) -> list[list[tuple[etree._Element, int, int]]]:
    """The rows of a JATS table: a cell with the rows and columns that it covers."""
    rows = [
        [(c, int(c.get("rowspan") or 1), int(c.get("colspan") or 1)) for c in row.iter("td", "th")]
        for row in table.iter("tr")
    ]
    return [row for row in rows if row]


def numberless(text: str) -> str:
    """``text`` of a heading without its number."""
    return re.sub(r"^(?:\d+\.?)+\s+", "", text.strip())
