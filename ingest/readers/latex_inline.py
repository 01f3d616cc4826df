"""Running text of LaTeX as runs: text, formulae, citations, references to labels, siunitx."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from ..normal import Level, Run
from ..tex import tex_text
from .latex_commands import CITES, LAST, QUANTITIES, SILENT
from .siunitx import quantity


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
        # The footnotes met since they were last taken, by node: the same one may be looked at twice.
        self.notes: dict[int, list[Run]] = {}

    def take_notes(self) -> list[list[Run]]:
        """The footnotes met since the last call."""
        notes = list(self.notes.values())
        self.notes = {}
        return notes

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
        if name in SILENT:
            return []
        if name in ("textsuperscript", "textsubscript", "tnote"):
            return self.runs(inner_of(last_of(node)), "sub" if name == "textsubscript" else "sup")
        if name in ("ce", "cf"):
            return [Run(tex_text(_charged(source_of(last_of(node))[1:-1]), chemistry=True), level)]
        if name in QUANTITIES:
            return [
                Run(
                    quantity(
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
        if name in LAST:
            return self.runs(inner_of(last_of(node)), level)
        if name in ("footnote", "footnotetext", "tablefootnote"):
            self.notes.setdefault(id(node), self.runs(inner_of(last_of(node))))
            return []
        if name in ("multicolumn", "multirow"):
            return [Run(" ", level), *self.runs(inner_of(last_of(node)), level)]
        if name == "item":
            return []
        if name in ("\\", "newline", " ", ",", ";", "quad"):
            return [Run(" ", level)]
        arguments = arguments_of(node)
        if not arguments or len(name) == 1:
            return [Run(tex_text(source_of(node)), level)]
        return self.runs([n for a in arguments for n in inner_of(a)], level)


def _typed(chars: str) -> str:
    return chars.replace("``", '"').replace("''", '"').replace("---", "—").replace("--", "–")


def _charged(formula: str) -> str:
    """Mhchem's charges and arrows in the words of other formulae."""
    arrows = (
        formula.replace("<=>", r" \rightleftharpoons ").replace("<->", r" \leftrightarrow ").replace("->", r" \to ")
    )
    return re.sub(r"(?<=[A-Za-z\d)\]}])(?<!\^)(?<!\^\d)([+-])(?=[\s),]|$)", r"^{\1}", arrows)
