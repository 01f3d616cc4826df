"""Typeset: JATS papers printed anew in the look of several publishers, so that their PDFs' text is known.

    python bench/typeset.py ../shared/corpora/papers/jats /tmp/held-out [--only elsevier] [--papers DOI-PART ...]
    python bench/twins.py /tmp/held-out/elsevier --fast

LaTeX (texlive-publishers) prints the classes of publishers, headless Chromium the pages of a browser. A folder a look,
each with ``jats`` and ``pdf`` as bench/twins.py reads them. What is printed is never kept in the repository.
"""

# ruff: noqa: E501 - tables of macros and preambles read worse when broken

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import tempfile
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


def _numberless(text: str) -> str:
    return re.sub(r"^(?:\d+\.?)+\s+", "", text.strip())


# -- LaTeX -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Look:
    """A document class and how it takes the front of a paper."""

    preamble: str
    front: str  # with TITLE, AUTHORS (joined by AND) and ABSTRACT
    joint: str = ", "
    wide: bool = True  # two columns: tables of many columns span both
    numbered: bool = True
    end: str = ""
    levels: tuple[str, ...] = ("section", "subsection", "subsubsection")


_PACKAGES = r"""
\usepackage[utf8]{inputenc}\usepackage{amsmath,amssymb,booktabs,multirow,graphicx,adjustbox,textcomp}
\setcounter{totalnumber}{6}\renewcommand{\topfraction}{.9}\renewcommand{\textfraction}{.05}
\setcounter{dbltopnumber}{4}\renewcommand{\dbltopfraction}{.9}\providecommand{\AA}{\r{A}}
"""
LOOKS = {
    "elsevier": Look(
        r"\documentclass[final,5p,times,twocolumn]{elsarticle}\usepackage[T1]{fontenc}\journal{Journal of Measured Things}",
        r"\begin{frontmatter}\title{TITLE}AUTHORS\affiliation{organization={Institute of Measured Things},city={Town},"
        r"country={Land}}\begin{abstract}ABSTRACT\end{abstract}\begin{keyword}measuring \sep things \sep twins"
        r"\end{keyword}\end{frontmatter}",
        joint="AUTHOR",
    ),
    "elsevier-draft": Look(
        r"\documentclass[preprint,12pt]{elsarticle}\usepackage{lineno}\linenumbers\journal{Journal of Measured Things}",
        r"\begin{frontmatter}\title{TITLE}AUTHORS\affiliation{organization={Institute of Measured Things},city={Town},"
        r"country={Land}}\begin{abstract}ABSTRACT\end{abstract}\end{frontmatter}",
        joint="AUTHOR",
        wide=False,
    ),
    "aps": Look(
        r"\documentclass[prb,reprint,amsmath,amssymb,superscriptaddress]{revtex4-2}",
        r"\begin{document}\title{TITLE}AUTHORS\affiliation{Institute of Measured Things, Town, Land}\date{1 March 2021}"
        r"\begin{abstract}ABSTRACT\end{abstract}\maketitle",
        joint="AUTHOR",
    ),
    "ieee": Look(
        r"\documentclass[journal]{IEEEtran}\usepackage[T1]{fontenc}",
        r"\title{TITLE}\author{AUTHORS\thanks{The authors are with the Institute of Measured Things, Town.}}"
        r"\markboth{Journal of Measured Things, Vol.~7, No.~3, March~2021}{First \MakeLowercase{\textit{et al.}}: "
        r"Measured Things}\maketitle\begin{abstract}ABSTRACT\end{abstract}\begin{IEEEkeywords}measuring, things"
        r"\end{IEEEkeywords}",
    ),
    "acs": Look(
        r"\documentclass[journal=jacsat,manuscript=article,layout=twocolumn]{achemso}",
        r"AUTHORS\affiliation{Institute of Measured Things, Town, Land}\title{TITLE}\begin{document}"
        r"\begin{abstract}ABSTRACT\end{abstract}",
        joint="AUTHOR",
        numbered=False,
    ),
    "preprint": Look(
        r"\documentclass[11pt,a4paper]{article}\usepackage[margin=2.6cm]{geometry}\usepackage[T1]{fontenc}",
        r"\title{TITLE}\author{AUTHORS}\date{}\maketitle\begin{abstract}ABSTRACT\end{abstract}",
        wide=False,
    ),
    "springer": Look(
        r"\documentclass{llncs}",
        r"\title{TITLE}\author{AUTHORS}\institute{Institute of Measured Things, Town, Land}\maketitle"
        r"\begin{abstract}ABSTRACT\keywords{measuring \and things}\end{abstract}",
        joint=r" \and ",
        wide=False,
    ),
    "palatino": Look(
        r"\documentclass[10pt,twocolumn]{article}\usepackage[margin=2cm]{geometry}\usepackage[T1]{fontenc}\usepackage{mathpazo,titlesec,fancyhdr}"
        r"\titleformat{\section}{\sffamily\bfseries\color{black}}{}{0pt}{}"
        r"\titleformat{\subsection}[runin]{\itshape}{}{0pt}{}[.]\usepackage{xcolor}\pagestyle{fancy}"
        r"\fancyhead[L]{\small ARTICLE}\fancyhead[R]{\small J. Meas. Things 2021, 7, 1--12}",
        r"\title{TITLE}\author{AUTHORS}\date{}\maketitle\noindent\textbf{Abstract:} ABSTRACT\par\bigskip ",
        numbered=False,
    ),
}


def tex(paper: Paper, look: Look) -> str:
    """The LaTeX source of a paper."""
    names = [tex_text(n) for n in paper.authors()]
    authors = "".join(rf"\author{{{n}}}" for n in names) if look.joint == "AUTHOR" else look.joint.join(names)
    if look.joint == "AUTHOR" and "achemso" in look.preamble:
        authors = (
            "".join(rf"\author{{{n}}}\affiliation{{Institute of Measured Things, Town, Land}}" for n in names)
            + r"\email{first@things.example}"
        )
    abstract = "\n\n".join(inline(p, TEX).strip() for p in paper.abstract())
    front = look.front.replace("TITLE", paper.title(TEX)).replace("AUTHORS", authors).replace("ABSTRACT", abstract)
    if "achemso" in look.preamble:
        front = front.replace(r"\affiliation{Institute of Measured Things, Town, Land}\title", r"\title")
    if r"\begin{document}" not in front:
        front = r"\begin{document}" + front
    out = [look.preamble, _PACKAGES, front]
    star = "" if look.numbered else "*"
    listed = False
    for item in paper.body():
        if listed and item.kind != "li":
            out.append(r"\end{itemize}")
            listed = False
        if item.kind == "heading":
            level = look.levels[min(item.depth, len(look.levels) - 1)]
            out.append(rf"\{level}{star}{{{_numberless(inline(item.element, TEX))}}}")
        elif item.kind == "p":
            out.append(inline(item.element, TEX).strip() + "\n")
        elif item.kind == "li":
            out.append(("" if listed else r"\begin{itemize}") + r"\item " + inline(item.element, TEX).strip())
            listed = True
        elif item.kind == "formula":
            out.append(r"\begin{equation}\text{" + inline(item.element, TEX, math=True).strip() + r"}\end{equation}")
        elif item.kind == "figure":
            _, caption = paper.caption(item.element, TEX)
            out.append(
                r"\begin{figure}\centering\framebox{\parbox[c][4cm][c]{0.8\linewidth}{\centering\sffamily\scriptsize "
                r"0\quad 20\quad 40\quad 60\\Capacity (mAh/g)}}\caption{" + caption + r"}\end{figure}"
            )
        elif item.kind == "table":
            out.append(_tex_table(paper, item.element, look))
    references = "\n".join(rf"\bibitem{{r{i}}} {r}" for i, r in enumerate(paper.references(TEX)))
    if listed:
        out.append(r"\end{itemize}")
    if references:
        out.append(r"\begin{thebibliography}{99}" + references + r"\end{thebibliography}")
    return "\n".join([*out, look.end, r"\end{document}"])


def _tex_table(paper: Paper, element: etree._Element, look: Look) -> str:
    _, caption = paper.caption(element, TEX)
    out = []
    for table in element.iter("table"):
        rows = rows_of(table)
        n = max((sum(c for _, _, c in row) for row in rows), default=1)
        head = len(list(table.iterfind("thead/tr"))) or 1
        long_ = max(len("".join(c.itertext())) for row in rows for c, _, _ in row) > 45
        width = (0.95 if n > 1 else 1.0) / n
        spec = rf"p{{{width:.3f}\linewidth}}" * n if long_ else "l" * n
        held: dict[tuple[int, int], bool] = {}
        lines = []
        for r, row in enumerate(rows):
            cells, c = [], 0
            for cell, down, along in row:
                while (r, c) in held:
                    cells.append("")
                    c += 1
                text = inline(cell, TEX).strip()
                if down > 1:
                    text = rf"\multirow{{{down}}}{{*}}{{{text}}}"
                    held.update({(r + d, c + a): True for d in range(1, down) for a in range(along)})
                cells.append(rf"\multicolumn{{{along}}}{{c}}{{{text}}}" if along > 1 else text)
                c += along
            shield = "{}" if cells and cells[0].startswith("[") else ""  # not the optional argument of the row's end
            lines.append(shield + " & ".join(cells) + r"\\ " + (r"\midrule " if r == head - 1 else ""))
        body = rf"\begin{{tabular}}{{{spec}}}\toprule " + "\n".join(lines) + r"\bottomrule \end{tabular}"
        out.append(body if long_ else rf"\adjustbox{{max width=\linewidth}}{{{body}}}")
        wide = look.wide and (n > 4 or long_)
        star = "*" if wide else ""
        notes = " ".join(inline(p, TEX).strip() for p in element.iterfind("table-wrap-foot//p"))
        notes = rf"\par\smallskip{{\footnotesize {notes}}}" if notes else ""
        return rf"\begin{{table{star}}}\centering\caption{{{caption}}}\small {out[0]}{notes}\end{{table{star}}}"
    return ""


def print_tex(source: str, target: Path) -> str | None:
    """Print LaTeX into ``target``; what went wrong, if anything."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "paper.tex").write_text(source, encoding="utf-8")
        command = ["timeout", "40", "pdflatex", "-interaction=nonstopmode", "paper.tex"]
        for _ in range(2):
            done = subprocess.run(command, cwd=folder, capture_output=True)
        result = Path(folder) / "paper.pdf"
        log = done.stdout.decode("latin-1")
        if not result.is_file() or done.returncode == 124 or "dead cycles" in log:
            target.unlink(missing_ok=True)
            return f"not printed: {log[-300:]}"
        shutil.copy(result, target)
        errors = re.findall(r"^! .*\n(?:l\.\d+ )?.*", log, re.M)
        return f"{len(errors)} errors, first {errors[0]}" if errors else None


# -- HTML --------------------------------------------------------------------------------------------------------------

SHEETS = {
    "browser": "body{font-family:'Liberation Sans',sans-serif;font-size:11pt;line-height:1.45} table{border-collapse:"
    "collapse} td,th{padding:2px 8px;border-bottom:1px solid #ccc;text-align:left}",
    "browser-two": "@page{margin:16mm} body{font-family:'Liberation Serif',serif;font-size:9.5pt;line-height:1.25} "
    "main{columns:2;column-gap:7mm;text-align:justify;hyphens:auto} h2{font-family:'DejaVu Sans';font-size:10pt} "
    "h3,h4{font-style:italic;font-weight:normal;font-size:9.5pt} table{font-size:7pt;border-top:1px solid;"
    "border-bottom:1px solid;width:100%} thead td,thead th{border-bottom:1px solid} figcaption,caption{font-size:8pt;"
    "text-align:left} p{margin:0;text-indent:1em} figure{margin:6pt 0}",
}


def html(paper: Paper, sheet: str) -> str:
    """The HTML of a paper."""
    out = [
        f"<!doctype html><html lang=en><meta charset=utf-8><title>Paper</title><style>{sheet}</style>",
        f"<h1>{paper.title(HTML)}</h1><p>{', '.join(map(escape, paper.authors()))}</p><main><h2>Abstract</h2>",
        *(f"<p>{inline(p, HTML)}</p>" for p in paper.abstract()),
    ]
    for item in paper.body():
        inner = inline(item.element, HTML).strip()
        if item.kind == "heading":
            out.append(f"<h{min(item.depth, 2) + 2}>{inner}</h{min(item.depth, 2) + 2}>")
        elif item.kind == "p":
            out.append(f"<p>{inner}</p>")
        elif item.kind == "li":
            out.append(f"<ul><li>{inner}</li></ul>")
        elif item.kind == "formula":
            out.append(f"<p style='text-align:center'><i>{inline(item.element, HTML, math=True)}</i></p>")
        elif item.kind == "figure":
            label, caption = paper.caption(item.element, HTML)
            out.append(
                "<figure><div style='height:4cm;border:1px solid;font-size:7pt'>0 20 40 60 Capacity (mAh/g)</div>"
                f"<figcaption><b>{label}.</b> {caption}</figcaption></figure>"
            )
        elif item.kind == "table":
            label, caption = paper.caption(item.element, HTML)
            notes = " ".join(inline(p, HTML).strip() for p in item.element.iterfind("table-wrap-foot//p"))
            table = item.element.find(".//table")
            if table is not None:
                head = len(list(table.iterfind("thead/tr")))
                lines = [
                    "<tr>" + "".join(
                        f"<td rowspan={d} colspan={a}>{inline(c, HTML).strip()}</td>" for c, d, a in row
                    ) + "</tr>"
                    for row in rows_of(table)
                ]  # fmt: skip
                body = f"<thead>{''.join(lines[:head])}</thead><tbody>{''.join(lines[head:])}</tbody>"
                out.append(
                    f"<table><caption><b>{label}.</b> {caption}</caption>{body}</table><p><small>{notes}</small></p>"
                )
    out.append("<h2>References</h2><ol>" + "".join(f"<li>{r}</li>" for r in paper.references(HTML)) + "</ol></main>")
    return "\n".join(out)


def print_html(source: str, target: Path) -> str | None:
    """Print a page with headless Chromium, with its own running head and foot."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "paper.html"
        page.write_text(source, encoding="utf-8")
        command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder}/profile"]
        subprocess.run([*command, f"--print-to-pdf={target}", str(page)], capture_output=True, timeout=120)
    return None if target.is_file() else "nothing printed"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("jats", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--only", nargs="*", default=[*LOOKS, *SHEETS], help="looks")
    parser.add_argument("--papers", nargs="*", default=[""], help="parts of file names")
    arguments = parser.parse_args()
    for path in sorted(arguments.jats.glob("*.xml")):
        if not any(part in path.stem for part in arguments.papers):
            continue
        paper = Paper.of(path)
        for look in arguments.only:
            folder = arguments.out / look
            for name in ("jats", "pdf"):
                (folder / name).mkdir(parents=True, exist_ok=True)
            target = folder / "pdf" / f"{path.stem}.pdf"
            if look in LOOKS:
                trouble = print_tex(tex(paper, LOOKS[look]), target)
            else:
                trouble = print_html(html(paper, SHEETS[look]), target)
            if target.is_file():
                shutil.copy(path, folder / "jats" / path.name)
            print(look, path.stem, trouble or "printed", flush=True)


if __name__ == "__main__":
    main()
