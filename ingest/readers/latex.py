"""LaTeX sources, by pylatexenc."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import count
from pathlib import PurePosixPath
from typing import Any

from ..document import Document, DocumentBuilder, Header
from ..encoding import decode
from ..errors import MissingExtra, ReadError
from ..flow import Flow
from ..metadata import doi_of, licence_of, year_of
from ..source import Limits, Source
from .latex_commands import ARGUMENTS
from .latex_inline import environment_of
from .latex_source import expanded, joined
from .latex_walk import Walk

_MAX_DEPTH = 80
# Sources need less than one. Where arguments are left open within arguments, pylatexenc reads the rest again for each.
_TOKENS_PER_CHARACTER = 5
# Rules below a part of a heading: their arguments are no text, and nothing else of a table needs them.
_PARTIAL_RULE = re.compile(r"\\(?:cmidrule|cline) ?(?:\[[^\]\n]{0,20}\])?(?:\([lr.{}\w]{0,12}\))?(?:\{[\d\- ]{1,9}\})")


class LatexReader:
    """LaTeX manuscripts, with the files that they input from their own folder. Needs the extra ``manuscripts``."""

    name = "latex"

    def read(self, source: Source, *, limits: Limits) -> Document:
        """The Document; raises MissingExtra without pylatexenc, ReadError ``empty`` where the source has no text."""
        try:
            from pylatexenc.latexwalker import LatexWalker, get_default_latex_context_db
            from pylatexenc.macrospec import MacroSpec
        except ImportError as error:
            raise MissingExtra("Reading LaTeX files", "manuscripts") from error
        written = decode(source.data).replace("\r\n", "\n").replace("\r", "\n")
        fetch = source.beside.part if source.beside is not None else lambda _: None
        whole, missing = joined(written, PurePosixPath(source.name).stem, fetch)
        text = _PARTIAL_RULE.sub("", expanded(whole))
        context = get_default_latex_context_db()
        specs = [MacroSpec(name, arguments) for name, arguments in ARGUMENTS.items()]
        context.add_context_category("voltext", macros=specs, prepend=True)
        builder = DocumentBuilder()
        if text.count("\\begin{") > 20_000 or _deepest(text) > _MAX_DEPTH:
            raise ReadError("limit_size", "The LaTeX source is nested too deep to be a paper. Mend its braces.")
        if missing:
            names = ", ".join(missing[:5])
            builder.warn("input_missing", f"Files that the source inputs are not beside it: {names}. Put them there.")
        walker = LatexWalker(text, latex_context=context, tolerant_parsing=True)
        walker.get_token = _counted(walker.get_token, most=_TOKENS_PER_CHARACTER * len(text) + 10_000)
        nodes, _, _ = walker.get_latex_nodes()
        walk = Walk(Flow(builder, limits, linked=True), numbers_of(text))
        body = next((n for n in nodes if environment_of(n) == "document"), None)
        walk.preamble(nodes)
        walk.blocks(body.nodelist if body is not None else nodes)
        if not any(block.kind not in ("title", "heading") for block in builder.blocks):
            raise ReadError("empty", "The LaTeX source holds no text. Put the files that it inputs beside it.")
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


def _counted(get_token: Callable[..., Any], *, most: int) -> Callable[..., Any]:
    """``get_token`` of a walker, which may be called so many times. Then ReadError ``limit_size``."""
    left = count(most, -1)

    def counted(*arguments: Any, **named: Any) -> Any:
        if next(left) < 0:
            raise ReadError("limit_size", "The LaTeX source leaves too many arguments open. Mend its braces.")
        return get_token(*arguments, **named)

    return counted


def _deepest(text: str) -> int:
    depth = deepest = 0
    for match in re.finditer(r"(?<!\\)[{}]", text):
        depth += 1 if match[0] == "{" else -1
        deepest = max(deepest, depth)
    return deepest
