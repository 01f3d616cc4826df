"""The blocks of a LaTeX source: sections, floats, tabulars, lists, formulae, bibliography."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from ..flow import Flow
from ..grid import RawCell
from ..metadata import doi_of
from ..normal import Run, normalise
from ..tex import tex_text
from .latex_commands import LAST
from .latex_inline import Inline, arguments_of, environment_of, inner_of, last_of, macro_of, math_source, source_of

_LEVELS = {
    "part": 0,
    "chapter": 1,
    "section": 2,
    "subsection": 3,
    "subsubsection": 4,
    "paragraph": 5,
    "subparagraph": 6,
}
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
_BLANK = re.compile(r"\n\s*\n")


class Walk:
    """Goes through the nodes once; running text collects in runs until a block ends it."""

    def __init__(self, flow: Flow, numbers: dict[str, str]) -> None:
        self._flow = flow
        self._inline = Inline(numbers)
        self.runs = self._inline.runs
        self._appendix = False
        self._printed = {"Table": 0, "Figure": 0}
        self._open: list[tuple[int, str]] = []
        self._kind = "paragraph"
        self.fields: dict[str, str] = {}
        self.authors: tuple[str, ...] = ()

    def preamble(self, nodes: Sequence[Any]) -> None:
        """Title, authors and other fields, wherever they are declared."""
        for node in nodes:
            if environment_of(node) == "document":
                self.preamble(node.nodelist[:200])
            name = macro_of(node)
            if name in ("title", "date", "journal", "doi") and name not in self.fields:
                text = self._flow.text(self.runs(inner_of(last_of(node))))[0]
                if text:
                    self.fields[name] = text
            elif name == "author":
                source = re.sub(
                    r"\\(?:thanks|footnotemark|footnote|inst|textsuperscript|affil|altaffiliation|"
                    r"email)(?:\[[^\]]*\])?\{[^{}]*\}",
                    "",
                    source_of(last_of(node)),
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
            name, environment = macro_of(node), environment_of(node)
            if name in _LEVELS:
                self._flush(runs)
                self._heading(name, node)
            elif name in ("title", "author", "journal", "doi"):
                continue
            elif name == "par":
                self._flush(runs)
            elif name == "appendix":
                self._flush(runs)
                self._appendix = True
            elif environment:
                if environment in ("math",):
                    runs.append(Run(tex_text(_body(node))))
                else:
                    self._flush(runs)
                    self._block(environment, node)
            elif type(node).__name__ == "LatexMathNode" and node.displaytype == "display":
                self._flush(runs)
                self._flow.add("equation", [Run(tex_text(math_source(node)))])
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
        for note in self._inline.take_notes():
            self._flow.add("footnote", note)

    def _heading(self, name: str, node: Any) -> None:
        level = _LEVELS[name]
        while self._open and self._open[-1][0] >= level:
            self._open.pop()
        before = self._open[-1][1] if self._open else None
        fallback = "supplement" if self._appendix else None
        section = self._flow.heading(self.runs(inner_of(last_of(node))), before=before, fallback=fallback)
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
            if macro_of(inner) == "caption":
                captions.append(inner)
            elif environment_of(inner) in _TABULARS:
                tabulars.append(inner)
        text = ""
        for caption in captions:
            runs = [run for run in self.runs(inner_of(last_of(caption))) if run.text]
            lead = "Table" if environment_of(node).startswith(("table", "sideways", "long")) else "Figure"
            self._printed[lead] += 1
            lead = f"{lead} {self._printed[lead]}"
            text = self._flow.caption(
                "" if re.match(r"(?:Fig|Table|Scheme)", "".join(r.text for r in runs)) else lead, runs
            )
        for tabular in tabulars:
            self._tabular(tabular, text, notes=self._table_notes(node.nodelist) if tabular is tabulars[-1] else [])

    def _table_notes(self, nodes: Sequence[Any]) -> list[list[Run]]:
        """What stands below the last tabular of a float: the items of its notes, or running text."""
        listed = [n for n in _walk(nodes) if environment_of(n) in ("tablenotes", "tablenotes*")]
        if listed:
            return [runs for environment in listed for runs in self._items(environment)]
        last = max(
            (i for i, n in enumerate(nodes) if any(environment_of(m) in _TABULARS for m in _walk([n]))), default=0
        )
        rest = [n for n in nodes[last + 1 :] if macro_of(n) not in ("caption", "label")]
        runs = self.runs(rest)
        return [runs] if sum(char.isalpha() for run in runs for char in run.text) > 7 else []

    def _items(self, node: Any) -> list[list[Run]]:
        """The items of table notes, each behind its mark."""
        items: list[list[Run]] = []
        for inner in node.nodelist:
            if macro_of(inner) == "item":
                marks = [self.runs(inner_of(argument), "sup") for argument in arguments_of(inner)]
                items.append([*(run for runs in marks for run in runs), Run(" ")])
            elif items:
                items[-1] += self.runs([inner])
        return items

    def _list(self, node: Any) -> None:
        item: list[Any] = []
        for inner in [*node.nodelist, None]:
            if inner is None or macro_of(inner) == "item":
                nested = [n for n in item if environment_of(n) in _LISTS]
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
            if inner is None or macro_of(inner) == "bibitem":
                text, _ = flow.text(self.runs(entry))
                if text and key:
                    flow.builder.refer(key, text, doi_of(text))
                    flow.builder.add("reference", text, section="references")
                entry = []
                key = source_of(last_of(inner)).strip("{}") if inner is not None else ""
            else:
                entry.append(inner)

    def _tabular(self, node: Any, caption: str, notes: Sequence[Sequence[Run]] = ()) -> None:
        rows: list[list[RawCell]] = [[]]
        cell: list[Any] = []
        head_rows = 0
        column = 0
        covered: dict[int, int] = {}  # the last row that a \multirow above covers, by column
        for inner in node.nodelist:
            name = macro_of(inner)
            separator = type(inner).__name__ == "LatexSpecialsNode" and inner.specials_chars == "&"
            if separator or name in ("\\", "tabularnewline"):
                raw = self._cell(cell)
                if raw.text or covered.get(column, 0) < len(rows):
                    rows[-1].append(raw)
                covered[column] = max(covered.get(column, 0), len(rows) + raw.rowspan - 1)
                column += raw.colspan
                cell = []
                if not separator:
                    rows.append([])
                    column = 0
            elif name in ("hline", "midrule") and not head_rows and len(rows) > 1:
                head_rows = len(rows) - 1
            else:
                cell.append(inner)
        if any(run.text.strip() for run in self.runs(cell)):
            rows[-1].append(self._cell(cell))
        self._flow.table(
            [row for row in rows if any(c.text for c in row)],
            head_rows=head_rows,
            caption=caption,
            footnotes=[*notes, *self._inline.take_notes()],
        )

    def _cell(self, nodes: Sequence[Any]) -> RawCell:
        width = height = 1
        for node in nodes:
            if macro_of(node) in ("multicolumn", "multirow"):
                arguments = arguments_of(node)[-3:]
                first = source_of(arguments[0]).strip("{} ") if arguments else "1"
                count = int(first) if first.isdecimal() else 1
                width, height = (count, 1) if macro_of(node) == "multicolumn" else (1, count)
        return self._flow.cell(self.runs(nodes), rowspan=height, colspan=width)


def _body(node: Any) -> str:
    return "".join(source_of(n) for n in node.nodelist or [])


def _walk(nodes: Sequence[Any]) -> Sequence[Any]:
    """Nodes with all that they hold, environments of their own included."""
    found: list[Any] = []
    for node in nodes:
        found.append(node)
        found += _walk(getattr(node, "nodelist", None) or [])
        if macro_of(node) in LAST:
            found += _walk(inner_of(last_of(node)))
    return found
