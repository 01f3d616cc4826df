"""Running text of LaTeX as runs: text, formulae, citations, references to labels, siunitx."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from ..normal import Level, Run
from ..tex import tex_text

CITES = frozenset(
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
_SI_UNITS = {
    "milli": "m", "micro": "μ", "nano": "n", "kilo": "k", "mega": "M", "giga": "G", "centi": "c", "deci": "d",
    "metre": "m", "meter": "m",
    "gram": "g", "second": "s", "minute": "min", "hour": "h", "ampere": "A", "volt": "V", "watt": "W", "joule": "J",
    "kelvin": "K", "mole": "mol",
    "siemens": "S", "ohm": "Ω", "hertz": "Hz", "pascal": "Pa", "litre": "L", "liter": "L", "celsius": "°C",
    "degreeCelsius": "°C", "percent": "%",
    "electronvolt": "eV", "angstrom": "Å", "bar": "bar", "coulomb": "C", "farad": "F", "newton": "N", "molar": "M",
}  # fmt: skip


def environment_of(node: Any) -> str:
    """The name of an environment node, else an empty string."""
    return str(getattr(node, "environmentname", "") or "")


def macro_of(node: Any) -> str:
    """The name of a macro node, else an empty string."""
    return str(getattr(node, "macroname", "") or "")


def arguments_of(node: Any) -> list[Any]:
    """The arguments that a macro was given."""
    parsed = getattr(node, "nodeargd", None)
    return [argument for argument in (parsed.argnlist if parsed else ()) or () if argument is not None]


def last_of(node: Any) -> Any:
    """The last argument of a macro, which is the one that is printed."""
    arguments = arguments_of(node)
    return arguments[-1] if arguments else None


def source_of(node: Any) -> str:
    """A node as it stands in the source."""
    return str(node.latex_verbatim()) if node is not None else ""


def inner_of(node: Any) -> Sequence[Any]:
    """The nodes within a group or an argument."""
    return getattr(node, "nodelist", None) or ([node] if node is not None else [])


def math_source(node: Any) -> str:
    """What stands between the signs of a formula."""
    return "".join(source_of(n) for n in node.nodelist)


class Inline:
    """Inline nodes as runs; ``numbers`` are what the labels of the source would print."""

    def __init__(self, numbers: dict[str, str]) -> None:
        self._numbers = numbers

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
                runs.append(Run(tex_text(math_source(node)), level))
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
        if name in CITES:
            keys = source_of(last_of(node)).strip("{} ")
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
            return self.runs(inner_of(last_of(node)), "sup" if name == "textsuperscript" else "sub")
        if name == "ce":
            return [Run(tex_text(source_of(last_of(node)).strip("{}"), chemistry=True), level)]
        if name in ("SI", "qty", "num", "si", "unit", "SIrange", "qtyrange"):
            return [
                Run(
                    _quantity(
                        name, [source_of(a).strip("{}") for a in arguments_of(node) if not source_of(a).startswith("[")]
                    ),
                    level,
                )
            ]
        if name in ("ref", "eqref", "autoref", "cref", "Cref", "pageref"):
            labels = source_of(last_of(node)).strip("{}").split(",")
            return [Run(", ".join(self._numbers.get(label.strip(), "?") for label in labels), level)]
        if name == "url":
            return [Run(source_of(last_of(node)).strip("{}"), level)]
        if name == "href":
            return self.runs(inner_of(last_of(node)), level)
        if name in ("multicolumn", "multirow", "footnote", "footnotetext", "item"):
            return [Run(" ", level), *self.runs(inner_of(last_of(node)), level)] if name.startswith("multi") else []
        if name in ("\\", "newline", " ", ",", ";", "quad"):
            return [Run(" ", level)]
        arguments = arguments_of(node)
        if not arguments or len(name) == 1:
            return [Run(tex_text(source_of(node)), level)]
        return self.runs([n for a in arguments for n in inner_of(a)], level)


def _typed(chars: str) -> str:
    return chars.replace("``", '"').replace("''", '"').replace("---", "—").replace("--", "–")


def _quantity(name: str, arguments: list[str]) -> str:
    """siunitx: a number, a unit, both, or a range."""
    if not arguments:
        return ""
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
