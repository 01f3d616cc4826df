"""LaTeX sources, by pylatexenc: sections, floats, tabulars, formulae, citations, bibliography."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ..document import Document, DocumentBuilder, Header
from ..encoding import decode
from ..errors import MissingExtra, ReadError
from ..flow import Flow
from ..grid import RawCell
from ..metadata import doi_of, licence_of, year_of
from ..normal import Level, Run, normalise
from ..source import Limits, Source
from ..tex import tex_text

if TYPE_CHECKING:
    from collections.abc import Sequence

_LEVELS = {
    "part": 0,
    "chapter": 1,
    "section": 2,
    "subsection": 3,
    "subsubsection": 4,
    "paragraph": 5,
    "subparagraph": 6,
}
_CITES = frozenset(
    ("cite", "citep", "citet", "citealp", "citealt", "citeauthor", "autocite", "parencite",
     "textcite", "supercite", "footcite", "onlinecite", "citenum", "bibcite")
)  # fmt: skip
_SILENT = frozenset(
    (
        "label", "usepackage", "documentclass", "maketitle", "bibliographystyle", "newcommand", "renewcommand",
        "def", "vspace", "hspace",
        "includegraphics", "centering", "noindent", "pagestyle", "thispagestyle", "setlength", "setcounter", "hline",
        "toprule", "midrule",
        "bottomrule", "cline", "cmidrule", "clearpage", "newpage", "tableofcontents", "addcontentsline", "input",
        "graphicspath", "bibliography",
        "printbibliography", "addbibresource", "hypersetup", "date", "affiliation", "email", "thanks", "address",
        "affil", "orcid", "keywords",
        "phantom", "vskip", "hskip", "small", "footnotesize", "scriptsize", "normalsize", "large", "bigskip",
        "medskip", "smallskip", "linewidth",
        "textwidth", "columnwidth", "rowcolor", "arraystretch", "tabcolsep", "DeclareSIUnit", "sisetup", "newline",
        "linebreak", "pagebreak",
    )
)  # fmt: skip
_MATH = frozenset(
    (
        "equation",
        "equation*",
        "align",
        "align*",
        "gather",
        "gather*",
        "eqnarray",
        "eqnarray*",
        "displaymath",
        "multline",
        "multline*",
        "math",
    )
)
_FLOATS = frozenset(
    ("figure", "figure*", "table", "table*", "scheme", "wrapfigure", "sidewaystable", "longtable", "SCfigure")
)
_TABULARS = frozenset(("tabular", "tabular*", "tabularx", "longtable", "array", "tabulary", "deluxetable"))
_LISTS = frozenset(("itemize", "enumerate", "description"))
_SI_UNITS = {
    "milli": "m", "micro": "μ", "nano": "n", "kilo": "k", "mega": "M", "giga": "G", "centi": "c", "deci": "d",
    "metre": "m", "meter": "m",
    "gram": "g", "second": "s", "minute": "min", "hour": "h", "ampere": "A", "volt": "V", "watt": "W", "joule": "J",
    "kelvin": "K", "mole": "mol",
    "siemens": "S", "ohm": "Ω", "hertz": "Hz", "pascal": "Pa", "litre": "L", "liter": "L", "celsius": "°C",
    "degreeCelsius": "°C", "percent": "%",
    "electronvolt": "eV", "angstrom": "Å", "bar": "bar", "coulomb": "C", "farad": "F", "newton": "N", "molar": "M",
}  # fmt: skip
_BLANK = re.compile(r"\n\s*\n")
_MAX_DEPTH = 80


class LatexReader:
    """LaTeX manuscripts in one file. Needs the extra ``manuscripts``."""

    name = "latex"

    def read(self, source: Source, *, limits: Limits) -> Document:
        """The Document; raises MissingExtra without pylatexenc, ReadError ``empty`` where the source has no text."""
        try:
            from pylatexenc.latexwalker import LatexWalker, get_default_latex_context_db
            from pylatexenc.macrospec import MacroSpec
        except ImportError as error:
            raise MissingExtra("Reading LaTeX files", "manuscripts") from error
        text = decode(source.data).replace("\r\n", "\n").replace("\r", "\n")
        context = get_default_latex_context_db()
        specs = [MacroSpec(name, "*[[{") for name in _CITES] + [MacroSpec(n, "[{") for n in ("ce", "num", "si", "unit")]
        specs += [MacroSpec(n, "[{{") for n in ("SI", "qty")] + [
            MacroSpec("SIrange", "[{{{"),
            MacroSpec("qtyrange", "[{{{"),
        ]
        specs += [
            MacroSpec(n, "{")
            for n in ("title", "author", "journal", "doi", "caption*", "textsuperscript", "textsubscript")
        ]
        specs += [
            MacroSpec("multicolumn", "{{{"),
            MacroSpec("multirow", "{{{"),
            MacroSpec("bibitem", "[{"),
            MacroSpec("caption", "*[{"),
        ]
        context.add_context_category("voltext", macros=specs, prepend=True)
        builder = DocumentBuilder()
        if text.count("\\begin{") > 20_000 or _deepest(text) > _MAX_DEPTH:
            raise ReadError("limit_size", "The LaTeX source is nested too deep to be a paper.")
        nodes, _, _ = LatexWalker(text, latex_context=context, tolerant_parsing=True).get_latex_nodes()
        walk = _Walk(Flow(builder, limits, linked=True), numbers_of(text))
        body = next((n for n in nodes if _environment(n) == "document"), None)
        walk.preamble(nodes)
        walk.blocks(body.nodelist if body is not None else nodes)
        if not any(block.kind not in ("title", "heading") for block in builder.blocks):
            raise ReadError("empty", "The LaTeX source holds no text of its own; join the files that it inputs first.")
        header = Header(
            source.id, source.name, source.sha256, "latex", self.name,
            doi=doi_of(walk.fields.get("doi")), title=walk.fields.get("title"), authors=walk.authors,
            journal=walk.fields.get("journal"), year=year_of(walk.fields.get("date")), licence=licence_of(text[:5000]),
        )  # fmt: skip
        return builder.build(header)


_NUMBERED = re.compile(
    r"\\begin\{(figure|table|equation|align|eqnarray)\*?\}|\\(section|subsection)(?!\*)|\\end\{(?:figure|"
    r"table)\*?\}|\\label\{([^{}]*)\}"
)


def numbers_of(source: str) -> dict[str, str]:
    """The number that each label of a source would print, counted by kind (sections one level deep)."""
    counts: dict[str, int] = {}
    numbers: dict[str, str] = {}
    current = ""
    for match in _NUMBERED.finditer(source):
        kind, section, label = match.groups()
        if kind or section:
            current = kind or section
            counts[current] = counts.get(current, 0) + 1
        elif label:
            numbers[label] = str(counts.get(current, 0))
        else:
            current = "section"
    return numbers


def _deepest(text: str) -> int:
    depth = deepest = 0
    for match in re.finditer(r"(?<!\\)[{}]", text):
        depth += 1 if match[0] == "{" else -1
        deepest = max(deepest, depth)
    return deepest


def _environment(node: Any) -> str:
    return str(getattr(node, "environmentname", "") or "")


def _macro(node: Any) -> str:
    return str(getattr(node, "macroname", "") or "")


def _arguments(node: Any) -> list[Any]:
    parsed = getattr(node, "nodeargd", None)
    return [argument for argument in (parsed.argnlist if parsed else ()) or () if argument is not None]


def _last(node: Any) -> Any:
    arguments = _arguments(node)
    return arguments[-1] if arguments else None


def _source(node: Any) -> str:
    return str(node.latex_verbatim()) if node is not None else ""


def _inner(node: Any) -> Sequence[Any]:
    return getattr(node, "nodelist", None) or ([node] if node is not None else [])


class _Walk:
    """Goes through the nodes once; running text collects in runs until a block ends it."""

    def __init__(self, flow: Flow, numbers: dict[str, str]) -> None:
        self._flow = flow
        self._numbers = numbers
        self._printed = {"Table": 0, "Figure": 0}
        self._open: list[tuple[int, str]] = []
        self._kind = "paragraph"
        self.fields: dict[str, str] = {}
        self.authors: tuple[str, ...] = ()

    def preamble(self, nodes: Sequence[Any]) -> None:
        """Title, authors and other fields, wherever they are declared."""
        for node in nodes:
            if _environment(node) == "document":
                self.preamble(node.nodelist[:200])
            name = _macro(node)
            if name in ("title", "date", "journal", "doi") and name not in self.fields:
                text = self._flow.text(self.runs(_inner(_last(node))))[0]
                if text:
                    self.fields[name] = text
            elif name == "author":
                source = re.sub(
                    r"\\(?:thanks|footnotemark|footnote|inst|textsuperscript|affil|altaffiliation|"
                    r"email)(?:\[[^\]]*\])?\{[^{}]*\}",
                    "",
                    _source(_last(node)),
                )
                parts = re.split(r"\\and\b|\\AND\b|,|\\\\| and ", source.strip("{}"))
                names = (normalise(tex_text(part)) for part in parts)
                self.authors += tuple(name for name in names if 2 < len(name) < 60 and " " in name)
        if "title" in self.fields and not self._flow.builder.blocks:
            self._flow.builder.add("title", self.fields["title"])

    def blocks(self, nodes: Sequence[Any]) -> None:
        """Add the blocks of a list of nodes."""
        runs: list[Run] = []
        for node in nodes:
            name, environment = _macro(node), _environment(node)
            if name in _LEVELS:
                self._flush(runs)
                self._heading(name, node)
            elif name in ("title", "author", "journal", "doi"):
                continue
            elif name == "par":
                self._flush(runs)
            elif environment:
                if environment in ("math",):
                    runs.append(Run(tex_text(_body(node))))
                else:
                    self._flush(runs)
                    self._block(environment, node)
            elif type(node).__name__ == "LatexMathNode" and node.displaytype == "display":
                self._flush(runs)
                self._flow.add("equation", [Run(tex_text(_math_source(node)))])
            elif type(node).__name__ == "LatexCharsNode" and _BLANK.search(node.chars):
                first, *rest = _BLANK.split(node.chars)
                runs.append(Run(first))
                for part in rest:
                    self._flush(runs)
                    runs.append(Run(part))
            elif type(node).__name__ == "LatexSpecialsNode" and node.specials_chars.strip("\n") == "":
                self._flush(runs)
            else:
                runs += self.runs([node])
        self._flush(runs)

    def _flush(self, runs: list[Run]) -> None:
        if any(run.text.strip() for run in runs):
            if self._flow.section is None:
                self._flow.section = "introduction"
            self._flow.add(self._kind, runs)
        runs.clear()

    def _heading(self, name: str, node: Any) -> None:
        level = _LEVELS[name]
        while self._open and self._open[-1][0] >= level:
            self._open.pop()
        before = self._open[-1][1] if self._open else None
        section = self._flow.heading(self.runs(_inner(_last(node))), before=before)
        self._open.append((level, section))
        self._kind = "abstract" if section == "abstract" else "paragraph"

    def _block(self, environment: str, node: Any) -> None:
        flow = self._flow
        if environment in _MATH:
            label = re.search(r"\\tag\{([^}]*)\}", _body(node))
            flow.add(
                "equation",
                [
                    Run(tex_text(re.sub(r"\\label\{[^}]*\}", "", _body(node)))),
                    *([Run(f" ({label[1]})")] if label else []),
                ],
            )
        elif environment == "abstract":
            kept, flow.section, self._kind = flow.section, "abstract", "abstract"
            self.blocks(node.nodelist)
            flow.section, self._kind = kept, "paragraph"
        elif environment in _TABULARS:
            self._tabular(node, "")
        elif environment in _FLOATS:
            self._float(node)
        elif environment in _LISTS:
            self._list(node)
        elif environment == "thebibliography":
            self._bibliography(node)
        elif environment in ("comment", "tikzpicture", "pgfpicture", "filecontents"):
            return
        elif environment in ("acknowledgments", "acknowledgements", "acknowledgement", "ack"):
            kept = flow.section
            flow.section = "end_matter"
            self.blocks(node.nodelist)
            flow.section = kept
        else:
            self.blocks(node.nodelist or [])

    def _float(self, node: Any) -> None:
        captions, tabulars = [], []
        for inner in _walk(node.nodelist):
            if _macro(inner) == "caption":
                captions.append(inner)
            elif _environment(inner) in _TABULARS:
                tabulars.append(inner)
        text = ""
        for caption in captions:
            runs = [run for run in self.runs(_inner(_last(caption))) if run.text]
            lead = "Table" if _environment(node).startswith(("table", "sideways", "long")) else "Figure"
            self._printed[lead] += 1
            lead = f"{lead} {self._printed[lead]}"
            text = self._flow.caption(
                "" if re.match(r"(?:Fig|Table|Scheme)", "".join(r.text for r in runs)) else lead, runs
            )
        for tabular in tabulars:
            self._tabular(tabular, text)

    def _list(self, node: Any) -> None:
        item: list[Any] = []
        for inner in [*node.nodelist, None]:
            if inner is None or _macro(inner) == "item":
                nested = [n for n in item if _environment(n) in _LISTS]
                self._flow.add("list", self.runs([n for n in item if n not in nested]))
                for child in nested:
                    self._list(child)
                item = []
            else:
                item.append(inner)

    def _bibliography(self, node: Any) -> None:
        flow = self._flow
        flow.section = "references"
        entry: list[Any] = []
        key = ""
        for inner in [*node.nodelist, None]:
            if inner is None or _macro(inner) == "bibitem":
                text, _ = flow.text(self.runs(entry))
                if text and key:
                    flow.builder.refer(key, text, doi_of(text))
                    flow.builder.add("reference", text, section="references")
                entry = []
                key = _source(_last(inner)).strip("{}") if inner is not None else ""
            else:
                entry.append(inner)

    def _tabular(self, node: Any, caption: str) -> None:
        rows: list[list[RawCell]] = [[]]
        cell: list[Any] = []
        head_rows = 0
        for inner in node.nodelist:
            name = _macro(inner)
            separator = type(inner).__name__ == "LatexSpecialsNode" and inner.specials_chars == "&"
            if separator or name in ("\\", "tabularnewline"):
                rows[-1].append(self._cell(cell))
                cell = []
                if not separator:
                    rows.append([])
            elif name in ("hline", "midrule", "cmidrule", "cline") and not head_rows and len(rows) > 1:
                head_rows = len(rows) - 1
            else:
                cell.append(inner)
        if any(run.text.strip() for run in self.runs(cell)):
            rows[-1].append(self._cell(cell))
        self._flow.table([row for row in rows if any(c.text for c in row)], head_rows=head_rows, caption=caption)

    def _cell(self, nodes: Sequence[Any]) -> RawCell:
        width = height = 1
        for node in nodes:
            if _macro(node) in ("multicolumn", "multirow"):
                first = _source(_arguments(node)[0]).strip("{} ") if _arguments(node) else "1"
                count = int(first) if first.isdigit() else 1
                width, height = (count, 1) if _macro(node) == "multicolumn" else (1, count)
        return self._flow.cell(self.runs(nodes), rowspan=height, colspan=width)

    def runs(self, nodes: Sequence[Any], level: Level = "base") -> list[Run]:
        """Inline nodes as runs."""
        runs: list[Run] = []
        for node in nodes:
            kind = type(node).__name__
            if kind == "LatexCharsNode":
                runs.append(Run(_typed(node.chars), level))
            elif kind == "LatexGroupNode":
                runs += self.runs(node.nodelist, level)
            elif kind == "LatexMathNode":
                runs.append(Run(tex_text(_math_source(node)), level))
            elif kind == "LatexSpecialsNode":
                runs.append(
                    Run(
                        {"~": " ", "``": '"', "''": '"', "--": "–", "---": "—", "&": " "}.get(node.specials_chars, ""),
                        level,
                    )
                )
            elif kind == "LatexEnvironmentNode":
                runs += self.runs(node.nodelist or [], level)
            elif kind == "LatexMacroNode":
                runs += self._macro_runs(node, level)
        return runs

    def _macro_runs(self, node: Any, level: Level) -> list[Run]:
        name = node.macroname
        if name in _CITES:
            keys = _source(_last(node)).strip("{} ")
            named = name in ("citet", "citeauthor", "textcite")
            text = f"[{keys}]" if not named else keys
            return [
                Run(
                    "[1]" if not named else text,
                    level,
                    tuple(k.strip() for k in keys.split(",") if k.strip()),
                    citation=True,
                )
            ]
        if name in _SILENT:
            return []
        if name in ("textsuperscript", "textsubscript"):
            return self.runs(_inner(_last(node)), "sup" if name == "textsuperscript" else "sub")
        if name == "ce":
            return [Run(tex_text(_source(_last(node)).strip("{}"), chemistry=True), level)]
        if name in ("SI", "qty", "num", "si", "unit", "SIrange", "qtyrange"):
            return [
                Run(
                    _quantity(
                        name, [_source(a).strip("{}") for a in _arguments(node) if not _source(a).startswith("[")]
                    ),
                    level,
                )
            ]
        if name in ("ref", "eqref", "autoref", "cref", "Cref", "pageref"):
            labels = _source(_last(node)).strip("{}").split(",")
            return [Run(", ".join(self._numbers.get(label.strip(), "?") for label in labels), level)]
        if name == "url":
            return [Run(_source(_last(node)).strip("{}"), level)]
        if name == "href":
            return self.runs(_inner(_last(node)), level)
        if name in ("multicolumn", "multirow", "footnote", "footnotetext", "item"):
            return [Run(" ", level), *self.runs(_inner(_last(node)), level)] if name.startswith("multi") else []
        if name in ("\\", "newline", " ", ",", ";", "quad"):
            return [Run(" ", level)]
        arguments = _arguments(node)
        if not arguments or len(name) == 1:
            return [Run(tex_text(_source(node)), level)]
        return self.runs([n for a in arguments for n in _inner(a)], level)


def _typed(chars: str) -> str:
    return chars.replace("``", '"').replace("''", '"').replace("---", "—").replace("--", "–")


def _body(node: Any) -> str:
    return "".join(_source(n) for n in node.nodelist or [])


def _math_source(node: Any) -> str:
    return "".join(_source(n) for n in node.nodelist)


def _walk(nodes: Sequence[Any]) -> Sequence[Any]:
    """Nodes with all that they hold, environments of their own included."""
    found: list[Any] = []
    for node in nodes:
        found.append(node)
        found += _walk(getattr(node, "nodelist", None) or [])
    return found


def _quantity(name: str, arguments: list[str]) -> str:
    """siunitx: a number, a unit, both, or a range."""
    if name in ("si", "unit"):
        return _si_unit(arguments[-1])
    numbers = [re.sub(r"(?<=\d)e([-+]?\d+)", r" × 10^\1", n) for n in (arguments if name == "num" else arguments[:-1])]
    joined = "–".join(tex_text(number) for number in numbers)
    return joined if name == "num" else f"{joined} {_si_unit(arguments[-1])}"


def _si_unit(source: str) -> str:
    if "\\" not in source:
        return tex_text(source.replace(".", " "))
    parts: list[str] = []
    prefix, sign = "", ""
    for word, argument in re.findall(r"\\([A-Za-z]+)(?:\{([^}]*)\})?", source):
        if word == "per":
            sign = "-"
        elif word in ("squared", "cubed", "tothe"):
            power = {"squared": "2", "cubed": "3"}.get(word, argument)
            if parts:
                parts[-1] = parts[-1].partition("^")[0] + "^" + ("-" if "^-" in parts[-1] else "") + power
        else:
            unit = _SI_UNITS.get(word, word)
            if word in ("milli", "micro", "nano", "kilo", "mega", "giga", "centi", "deci"):
                prefix = unit
                continue
            parts.append(prefix + unit + (f"^{sign}1" if sign else ""))
            prefix, sign = "", ""
    return " ".join(parts)
