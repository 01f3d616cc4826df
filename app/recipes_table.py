"""Recipes on a terminal and as CSV: one row a recipe, an element, a proposal; the sentences below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import floor
from pathlib import Path
from shutil import get_terminal_size
from textwrap import wrap

from ..insight.recipes.comparison import Comparison, Middle, Share, is_part
from ..insight.recipes.made import Made
from ..insight.recipes.proposal import Proposals
from ..insight.recipes.ranges import middles_of
from ..insight.recipes.statistics import RecipeStatistics
from ..insight.recipes.terminal import WIDTH, lines_of
from .output import Format, Value, cell_text, counted, note, printable, show_table, write_text

COLUMNS = (
    "recipe", "doi", "year", "title", "target", "composition", "sample", "method", "precursors", "media",
    "temperature_C", "time_h", "middle_of_range", "atmosphere", "steps", "equation", "unbalanced", "sentences",
)  # fmt: skip
_SHOWN = 8
# Before a number that no paper gives.
_MIDDLE = "~"
_TOP = 4


def comparison_table(found: Comparison, out: Path | None, *, steps: bool = False) -> None:
    """The recipes side by side, their medians above and their sentences (or their drawn steps) below."""
    if not found.made:
        note(f"no recipe for {found.target[:60]} in this knowledge base; --similar 0.8 looks at targets like it")
        return
    rows = [
        (
            str(number), _cut(made.target, 18), _cut(", ".join(each.name for each in made.recipe.precursors), 24),
            made.text or "", _hours(made), _cut(made.atmosphere or "", 8), made.year,
        )
        for number, made in enumerate(found.made, 1)
    ]  # fmt: skip
    columns = ("#", "target", "made from", "at", "h", "in", "year")
    show_table(columns, rows, out=out, title="\n".join(_said(found)))
    if out is not None:
        note(f"{out} has no sentences and no steps: --format json or csv with --out FILE writes them")
    else:
        write_text((printable(line) + "\n" for line in _below(found, steps=steps)), None)


def _width() -> int:
    """How wide text may be: 78 columns, or what a narrower terminal has."""
    return min(WIDTH, max(get_terminal_size().columns - 1, 24))


def _said(found: Comparison) -> Iterator[str]:
    # Rounded down: what is alike by 0.998 is not alike by 1.00 or more.
    alike = f", targets alike by {floor(found.likeness * 100) / 100:.2f} or more" if found.likeness < 1 else ""
    yield f"{_cut(found.target, 40)}: {counted(len(found.made), 'recipe')} of {counted(found.papers, 'paper')}{alike}"
    parts = sum(is_part(made, found.target) for made in found.made)
    if parts:
        yield f"in {parts} of them it is a part of what is made"
    if found.temperature is not None:
        yield f"hottest step: {_middle(found.temperature, '°C')}"
    if found.time is not None:
        yield f"time there: {_middle(found.time, 'h')}"
    ranges = sum(bool(middles_of(made)) for made in found.made)
    if ranges:
        yield f"of ranges the middle is taken ({_MIDDLE}): {counted(ranges, 'recipe')}"
    for name, shares in (("made from", found.precursors), ("in", found.atmospheres), ("by", found.methods)):
        if shares:
            yield f"{name}: {_shares(shares)} (papers)"


def _middle(middle: Middle, unit: str) -> str:
    interval = f", 95 %: {middle.low:.4g} to {middle.high:.4g}" if middle.low is not None else ""
    span = f"; {middle.least:.4g} to {middle.most:.4g}" if middle.least != middle.most else ""
    return f"median {middle.median:.4g} {unit}{interval}{span}; {counted(middle.papers, 'paper')}"


def _shares(shares: Sequence[Share]) -> str:
    more = f", {len(shares) - _TOP} more" if len(shares) > _TOP else ""
    return ", ".join(f"{_cut(each.name.replace('_', ' '), 24)} {each.papers}" for each in shares[:_TOP]) + more


def _below(found: Comparison, *, steps: bool) -> Iterator[str]:
    groups: dict[tuple[str, ...], list[tuple[int, Made]]] = {}
    for number, made in enumerate(found.made, 1):
        groups.setdefault((made.document, *made.sentences), []).append((number, made))
    for group in list(groups.values())[:_SHOWN]:
        first, made = group[0]
        numbers = f"{first}" if len(group) == 1 else f"{first}–{group[-1][0]}"
        yield ""
        if steps:
            # Variants differ in one value; the first is drawn.
            yield from lines_of(made, _width())
            continue
        yield _cut(f"{numbers}. {', '.join(filter(None, (made.doi or made.document, made.title)))}", _width())
        for sentence in made.sentences:
            yield from wrap(sentence, _width(), initial_indent="   ", subsequent_indent="   ")
    if len(groups) > _SHOWN:
        yield ""
        yield f"sentences of {len(groups) - _SHOWN} more: --format csv, or --draw FILE"


def statistics_table(found: RecipeStatistics, out: Path | None) -> None:
    """Temperature by number of elements, and below the precursors of each element."""
    title = f"{counted(found.recipes, 'recipe')} of {counted(found.papers, 'paper')}; each paper counts once a target"
    show_table(
        ("elements", "papers", "recipes", "median °C", "95 %", "25–75 %"),
        [
            (
                each.elements, each.papers, each.recipes, f"{each.quantiles[2].value:.4g}",
                _span(each.quantiles[2].low, each.quantiles[2].high),
                _span(each.quantiles[1].value, each.quantiles[3].value),
            )
            for each in found.complexity
        ],
        out=out, title=title,
    )  # fmt: skip
    if found.trend is not None:
        moves = "nothing that could not be chance" if found.trend.low <= 0 <= found.trend.high else "a relation"
        note(
            f"{found.trend.slope:+.3g} °C with each element (95 %: {found.trend.low:+.3g} to {found.trend.high:+.3g}), "
            f"Kendall's tau {found.trend.tau:+.2f}, p = {found.trend.p:.2g}, {found.trend.papers} targets: {moves}"
        )
    if out is None and found.precursors:
        show_table(
            ("element", "papers", "precursors (papers)"),
            [(each.element, each.papers, _cut(_shares(each.precursors), 60)) for each in found.precursors],
        )
        write_text([f"methods: {printable(_shares(found.methods))}\n" if found.methods else ""], None)
        write_text([f"in: {printable(_shares(found.atmospheres))}\n" if found.atmospheres else ""], None)
    if out is not None and found.precursors:
        note(f"{out} has no precursors, methods and atmospheres: --format json --out FILE writes them")
    for line in found.notes:
        note(line)
    if not found.recipes:
        note("no recipe in this knowledge base; `voltext status` says what it holds")


def _span(low: float | None, high: float | None) -> str:
    return "" if low is None or high is None else f"{low:.4g}–{high:.4g}"


def statistics_csv(found: RecipeStatistics, out: Path | None) -> None:
    """One row a target of a paper: its number of elements and its highest temperature."""
    columns = ("elements", "temperature_C", "target", "doi", "year", "title", "sentence")
    rows = [(d.elements, d.temperature, d.target, d.doi, d.year, d.title, d.sentence) for d in found.dots]
    show_table(columns, rows, format=Format.csv, out=out)


def proposals_table(found: Proposals, out: Path | None) -> None:
    """The proposals, the best first, each with its equation and what it rests on."""
    if found.missing:
        note(f"no recipe of a target like {found.target[:60]} brings {', '.join(found.missing)}")
    if any(each.textbook for each in found.proposals):
        note("* usual in textbooks; no recipe of this knowledge base is evidence for it")
    rows = [
        (
            str(number),
            ", ".join(_marked(name, each.textbook) for name in each.precursors),
            f"{each.score:.2f}",
            "yes" if each.equation else "no",
        )
        for number, each in enumerate(found.proposals, 1)
    ]
    show_table(("#", "precursors", "likeness", "balances"), rows, out=out, title=f"precursors for {found.target[:60]}")
    if out is not None:
        return
    for number, each in enumerate(found.proposals, 1):
        lines = [f"{number}. {each.equation or f'no equation: {each.reason}'}"]
        for rest in each.precedents:
            lines.append(f"   as {rest.target} ({rest.likeness:.2f}), {rest.doi or rest.paper}, {rest.year or ''}:")
            lines += wrap(rest.sentence, _width(), initial_indent="     ", subsequent_indent="     ")
        write_text((printable(line) + "\n" for line in lines), None)


def _marked(name: str, textbook: Sequence[str]) -> str:
    return f"{name}*" if name in textbook else name


def proposals_csv(found: Proposals, out: Path | None) -> None:
    """One row a precedent of a proposal."""
    columns = (
        "proposal",
        "precursors",
        "textbook",
        "score",
        "equation",
        "reason",
        "like",
        "likeness",
        "doi",
        "year",
        "sentence",
    )
    rows = [
        (
            number, "; ".join(each.precursors), "; ".join(each.textbook), each.score, each.equation, each.reason,
            *((rest.target, rest.likeness, rest.doi, rest.year, rest.sentence) if rest else (None,) * 5),
        )
        for number, each in enumerate(found.proposals, 1)
        for rest in each.precedents or (None,)
    ]  # fmt: skip
    show_table(columns, rows, format=Format.csv, out=out)


def made_rows(every: Sequence[Made]) -> list[tuple[Value, ...]]:
    """One row a recipe, under ``COLUMNS``."""
    return [
        (
            made.id, made.doi, made.year, made.title, made.target, made.composition, made.sample, made.recipe.kind,
            "; ".join(_named(each.name, each.amount) for each in made.recipe.precursors),
            "; ".join(_named(each.name, each.amount) for each in made.recipe.media),
            made.temperature, made.time, "; ".join(middles_of(made)), made.atmosphere, " > ".join(made.steps),
            made.recipe.equation, made.recipe.unbalanced, " ".join(made.sentences),
        )
        for made in every
    ]  # fmt: skip


def _named(name: str, amount: str | None) -> str:
    return f"{name} ({amount})" if amount else name


def _hours(made: Made) -> str:
    if made.time is None:
        return ""
    return f"{_MIDDLE if 'time' in middles_of(made) else ''}{made.time:.3g}"


def _cut(text: str, most: int) -> str:
    text = cell_text(text)
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
