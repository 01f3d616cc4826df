"""The truth of a twin: what its JATS file says, read with plain lxml, and the forms in which texts are compared."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

# Private characters that cannot occur in a paper; they keep a citation's printed form beside its absence.
CITED, CITED_END, SPANNED = "\uf8f0", "\uf8f1", "\uf8f2"
DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2212\u00ad"), "-")
SAME = {
    **DASHES, **dict.fromkeys(map(ord, "∘◦º˚"), "°"), **dict.fromkeys(map(ord, "′’‘"), "'"),
    **dict.fromkeys(map(ord, "⋅∙•\u2027"), "·"), **dict.fromkeys(map(ord, "\u223c\u02dc"), "~"),
    **dict.fromkeys(map(ord, "\u200b\ufeff\u2060"), None), ord("\u00b5"): "μ", ord("\u2126"): "Ω", ord("\u212b"): "Å",
    ord("“"): '"', ord("”"): '"', ord("ϕ"): "φ", ord("ϵ"): "ε", ord("\u2044"): "/", ord("⩽"): "≤", ord("⩾"): "≥",
    ord("…"): "...",
}  # fmt: skip
UNIT = (
    r"(?:mAh|Ah|mWh|Wh|kWh|mA|µA|μA|nA|kA|A|mV|kV|V|mS|μS|S|kΩ|mΩ|Ω|nm|μm|mm|cm|km|m|Å|mg|μg|kg|g|mL|μL|ml|L|°C|K|kJ|J|kW|mW|W|"
    r"min|ms|s|h|Hz|kHz|MHz|mol|mmol|M|MPa|GPa|kPa|Pa|bar|eV|meV|wt%|wt %|%|ppm|rpm|cycles|T|C)"
)
NUMBER = re.compile(
    rf"(?<![\w.^])\d+(?:[.,]\d+)*(?: ?[×x] ?10\^?-?\d+)? ?{UNIT}(?:\^?-?\d)?(?:[ ·/]{{0,2}}{UNIT}\^?-?\d?)*(?![\w^])"
)


def same(text: str) -> str:
    """One code point for one meaning, single spaces."""
    text = unicodedata.normalize("NFC", text.translate(SAME))
    for ligature, letters in (("ﬀ", "ff"), ("ﬁ", "fi"), ("ﬂ", "fl"), ("ﬃ", "ffi"), ("ﬄ", "ffl")):
        text = text.replace(ligature, letters)
    return re.sub(r"\s+", " ", text).strip()


def tight(text: str) -> str:
    """``same`` without the spaces around signs, which publishers set thin, wide or not at all."""
    return re.sub(r" ?([=<>≤≥≈~+×±/·%−-]) ?", r"\1", re.sub(r"\.\.+", ".", same(text)))


def bare(text: str) -> str:
    """Letters, digits and signs only: what the bare comparison looks at."""
    return re.sub(r"[\s^\-–—‐−\u00ad\x02\ufffe]+", "", unicodedata.normalize("NFKC", same(text))).lower()


def uncited(text: str) -> str:
    """The text without its citation marks, brackets and the holes that they leave."""
    mark = f"{CITED}[^{CITED_END}]*{CITED_END}"
    # (Smith et al., 2019; Li and Wu, 2020) where only the years are links.
    text = re.sub(rf" ?\((?:[^(){CITED}{CITED_END}]{{0,80}}{mark}(?:[,; ]|{mark})*)+\)", _named, text)
    text = re.sub(rf" ?[\[(]\s*(?:e\.g\.,?|see|and|[,;–-]|\s|{mark})*{mark}(?:and|[,;–-]|\s|{mark})*[\])]", "", text)
    text = re.sub(rf" ?{mark}(?:[ ,;–-]*{mark})*", "", text)
    return re.sub(r" +([,.;:)])", r"\1", text)


def _named(match: re.Match[str]) -> str:
    rest = re.sub(f"{CITED}[^{CITED_END}]*{CITED_END}", "", match[0])
    words = re.findall(r"[A-Za-z]{2,}", rest)
    lower = [
        w
        for w in words
        if w[0].islower() and w not in ("et", "al", "and", "in", "see", "also", "van", "der", "de", "von")
    ]
    return match[0] if lower else ""


def cited(text: str) -> str:
    """The text with its citation marks as printed."""
    return text.replace(CITED, "").replace(CITED_END, "")


@dataclass
class Truth:
    """What the JATS file says."""

    sentences: list[str] = field(default_factory=list)  # with citation marks between CITED and CITED_END
    headings: list[str] = field(default_factory=list)
    captions: list[str] = field(default_factory=list)
    tables: list[list[list[str]]] = field(default_factory=list)
    citations: list[str] = field(default_factory=list)  # a word and the superscript mark behind it, glued


def read_truth(path: Path) -> Truth:
    """The truth of one JATS file."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    root = etree.parse(str(path), parser).getroot()
    for element in root.iter():
        if isinstance(element.tag, str) and "}" in element.tag:
            element.tag = element.tag.split("}")[1]
    truth = Truth()
    places = ("front//abstract", "body", "back/ack", "floats-group")
    for place in (element for path in places for element in root.iterfind(path)):
        for paragraph in place.iter("p"):
            if any(
                a.get("abstract-type") or a.get("sec-type") == "supplementary-material"
                for a in paragraph.iterancestors()
            ):
                continue  # graphical abstracts and the publisher's standing notes are not printed
            if any(
                a.tag in ("caption", "table-wrap", "fig", "table-wrap-foot", "fn", "boxed-text", "p")
                for a in paragraph.iterancestors()
            ):
                continue
            for text in inline(paragraph).split("\n"):
                truth.sentences.extend(split(text))
        for title in place.iter("title"):
            if title.getparent().get("sec-type") == "supplementary-material":
                continue
            if title.getparent().tag in ("sec", "ack") and not any(
                a.tag in ("caption", "boxed-text") for a in title.iterancestors()
            ):
                text = same(uncited(inline(title)))
                if text:
                    truth.headings.append(text)
        for caption in place.iter("caption"):
            text = " ".join(inline(part) for part in caption.iter("p", "title"))
            if len(text) > 15 and caption.getparent().tag in ("fig", "table-wrap"):
                truth.captions.append(text)
        for table in place.iter("table"):
            rows = grid(table)
            if rows:
                truth.tables.append(rows)
    marks = re.compile(rf"([A-Za-z]{{4,}})\^{CITED}([\d,–-]+)")
    for sentence in truth.sentences:
        truth.citations += [word + mark for word, mark in marks.findall(sentence)]
    return truth


def inline(element: etree._Element) -> str:
    """The text of an element: citations between marks, superscripts behind ``^``, displayed formulae as line ends."""
    # Some conversions write a superscript mark as [qv: 5c,7].
    return re.sub(r"\[qv: ([^\]]*)\]", rf"{CITED}\1{CITED_END}", _inline(element))


def _inline(element: etree._Element) -> str:
    parts = [element.text or ""]
    for child in element:
        if not isinstance(child.tag, str):
            pass
        elif child.tag in ("fig", "table-wrap", "fig-group", "boxed-text"):
            pass  # a float stands elsewhere on the page
        elif child.tag in ("disp-formula", "disp-formula-group", "list", "disp-quote"):
            inner = "\n".join(inline(p) for p in child.iter("p")) if child.tag in ("list", "disp-quote") else ""
            parts.append("\n" + inner + "\n")
        elif (child.tag == "xref" and child.get("ref-type") in ("bibr", "ref")) or (
            child.tag == "named-content" and "citation" in child.get("content-type", "")
        ):
            parts.append(f"{CITED}{inline(child)}{CITED_END}")
        elif child.tag == "sup":
            inner = inline(child)
            cite = CITED in inner
            plain = inner.replace(CITED, "").replace(CITED_END, "")
            if cite:
                parts.append(f"^{CITED}{plain}{CITED_END}")
            elif inner.strip():
                parts.append("^" + inner.strip())
        elif child.tag in ("tex-math", "fn", "object-id", "graphic", "inline-graphic"):
            pass
        elif child.tag == "msubsup" and len(child) == 3:
            parts.append(inline(child[0]).strip() + inline(child[1]).strip() + "^" + inline(child[2]).strip())
        elif child.tag == "msup" and len(child) == 2:
            parts.append(inline(child[0]).strip() + "^" + inline(child[1]).strip())
        else:
            parts.append(inline(child))
        parts.append(child.tail or "")
    return "".join(parts)


def split(text: str) -> Iterator[str]:
    """The sentences of a paragraph that have at least 30 characters."""
    text = re.sub(r"\s+", " ", text)
    text = re.sub(rf"([.?!](?:[ ,–-]*\^?{CITED}[^{CITED_END}]*{CITED_END})+) (?=[A-Z])", r"\1\n", text)
    for sentence in re.split(rf"\n|(?<=[a-z)\]%\d{CITED_END}][.?!]) (?=[A-Z])", text):
        sentence = sentence.strip()
        if len(sentence) >= 30:
            yield sentence


def grid(table: etree._Element) -> list[list[str]]:
    """The rows of a JATS table as a full grid; beside a spanning cell stand ``SPANNED`` and its text."""
    held: dict[tuple[int, int], str] = {}
    for number, row in enumerate(table.iter("tr")):
        column = 0
        for item in row.iter("td", "th"):
            while (number, column) in held:
                column += 1
            text = same(uncited(inline(item)))
            for down in range(int(item.get("rowspan") or 1)):
                for along in range(int(item.get("colspan") or 1)):
                    held[number + down, column + along] = text if not down and not along else SPANNED + text
    n_rows, n_columns = (max((place[i] for place in held), default=-1) + 1 for i in (0, 1))
    return [[held.get((r, c), "") for c in range(n_columns)] for r in range(n_rows)]


def pairs(rows: list[list[str]]) -> Counter[tuple[str, str]]:
    """Each filled cell with the first cell of its row; an empty first cell stands for the one above it."""
    counted: Counter[tuple[str, str]] = Counter()
    first = ""
    for row in rows:
        first = bare(row[0].removeprefix(SPANNED)) or first
        counted.update((first, bare(cell)) for cell in row if bare(cell) and not cell.startswith(SPANNED))
    return counted
