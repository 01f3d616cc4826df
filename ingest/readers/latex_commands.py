"""The commands of LaTeX that the reader knows by name: which arguments they take, which of them print nothing."""

from __future__ import annotations

CITES = frozenset(
    ("cite", "citep", "citet", "citealp", "citealt", "citeauthor", "autocite", "parencite",
     "textcite", "supercite", "footcite", "onlinecite", "citenum", "bibcite")
)  # fmt: skip
# What siunitx sets: numbers, units, both, ranges and lists of them.
QUANTITIES = {
    "num": "[{", "si": "[{", "unit": "[{", "ang": "[{", "SI": "[{{", "qty": "[{{", "numlist": "[{", "numrange": "[{{",
    "SIlist": "[{{", "qtylist": "[{{", "SIrange": "[{{{", "qtyrange": "[{{{",
}  # fmt: skip
# Of several arguments the last is what is printed.
LAST = {
    "textcolor": "[{{", "colorbox": "[{{", "fcolorbox": "[{{{", "resizebox": "*{{{", "scalebox": "[{{",
    "rotatebox": "[{{", "raisebox": "{[[{", "parbox": "[{{", "makebox": "[[{", "framebox": "[[{", "makecell": "*[{",
    "thead": "*[{", "shortstack": "[{", "adjustbox": "{{", "href": "{{", "texorpdfstring": "{{",
    "foreignlanguage": "{{", "added": "[{", "mbox": "{",
}  # fmt: skip
# What prints nothing, with its arguments.
_SILENT = {
    "bibliographystyle": "{", "bibliography": "{", "pagestyle": "{", "thispagestyle": "{", "addbibresource": "{",
    "graphicspath": "{", "hypersetup": "{", "sisetup": "{", "captionsetup": "[{", "affiliation": "[{", "affil": "[{",
    "address": "[{", "email": "[{", "orcid": "{", "vspace": "*{", "hspace": "*{", "setlength": "{{", "setcounter": "{{",
    "addcontentsline": "{{{", "rowcolor": "[{", "cellcolor": "[{", "columncolor": "[{", "addlinespace": "[",
    "specialrule": "{{{", "color": "[{", "deleted": "[{", "sout": "{", "todo": "[{", "DeclareSIUnit": "[{{",
    "fontsize": "{{", "rule": "[{{", "hypertarget": "{", "printbibliography": "[", "toprule": "[", "midrule": "[",
    "bottomrule": "[", "date": "{", "keywords": "{", "thanks": "{",
}  # fmt: skip
SILENT = frozenset(
    (
        *_SILENT,
        "label", "usepackage", "documentclass", "maketitle", "newcommand", "renewcommand", "def", "includegraphics",
        "centering", "noindent", "hline", "cline", "cmidrule", "clearpage", "newpage", "tableofcontents", "input",
        "include", "phantom", "vskip", "hskip", "tiny", "small", "footnotesize", "scriptsize", "normalsize", "large",
        "Large", "LARGE", "huge", "bigskip", "medskip", "smallskip", "linewidth", "textwidth", "columnwidth",
        "arraystretch", "tabcolsep", "newline", "linebreak", "pagebreak", "appendix", "xspace", "FloatBarrier",
        "balance", "frontmatter", "mainmatter", "backmatter", "onecolumn", "twocolumn", "linenumbers", "raggedright",
        "raggedleft", "bfseries", "itshape", "mdseries", "rmfamily", "sffamily", "ttfamily", "scshape", "upshape",
        "normalfont", "selectfont", "singlespacing", "onehalfspacing", "doublespacing", "sloppy", "raggedbottom",
        "footnotemark", "protect", "null", "hfill", "vfill", "indent", "allowbreak", "unskip", "ignorespaces",
    )
)  # fmt: skip
# In the words of pylatexenc: ``*`` a star, ``[`` an optional argument, ``{`` an argument.
ARGUMENTS = {
    **dict.fromkeys(CITES, "*[[{"),
    **QUANTITIES,
    **LAST,
    **_SILENT,
    **dict.fromkeys(("title", "author", "journal", "doi", "caption*", "textsuperscript", "textsubscript", "ce", "cf",
                     "tnote"), "{"),
    "footnote": "[{", "footnotetext": "[{", "tablefootnote": "[{",
    "multicolumn": "{{{", "multirow": "[{{{", "bibitem": "[{", "caption": "*[{",
}  # fmt: skip
