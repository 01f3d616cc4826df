"""Papers in the looks of publishers: LaTeX sources and how they are printed."""

# ruff: noqa: E501 - tables of macros and preambles read worse when broken

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from .typeset_paper import TEX, Paper, inline, numberless, rows_of, tex_text


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
            out.append(rf"\{level}{star}{{{numberless(inline(item.element, TEX))}}}")
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
