"""voltext recipes: how a material was made, side by side; statistics of recipes; precursors for a new target."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from ..options import DEFAULT_KB, KbOption, OutOption, result_file


class RecipesFormat(StrEnum):
    """How recipes are shown; ``synthesis`` is JSON in the field names of the published data set of syntheses."""

    table = "table"
    json = "json"
    csv = "csv"
    synthesis = "synthesis"


SimilarOption = Annotated[
    float | None,
    typer.Option("--similar", min=0, max=1, metavar="0-1", help="Also targets whose composition is so much like it."),
]
DrawOption = Annotated[
    Path | None,
    typer.Option(
        "--draw", metavar="FILE", parser=result_file, help="Draw the steps of the recipes: .svg, .png, .html."
    ),
]
ChartOption = Annotated[
    Path | None,
    typer.Option(
        "--chart", metavar="FILE", parser=result_file, help="With --stats: draw it, .svg, .pdf, .png or .html."
    ),
]


def recipes(
    target: Annotated[
        str | None, typer.Argument(metavar="TARGET", help="A formula, a name or a label: LLZO, LiFePO4, HPC-700.")
    ] = None,
    kb: KbOption = DEFAULT_KB,
    similar: SimilarOption = None,
    kind: Annotated[
        str | None, typer.Option("--kind", metavar="METHOD", help="Only of one method: solid_state, hydrothermal, …")
    ] = None,
    steps: Annotated[bool, typer.Option("--steps", help="Draw the steps here, instead of the sentences.")] = False,
    draw: DrawOption = None,
    stats: Annotated[
        bool, typer.Option("--stats", help="Temperature and number of elements, and precursors, of all recipes.")
    ] = False,
    suggest: Annotated[
        bool, typer.Option("--suggest", help="Precursors for TARGET, from the recipes of targets like it.")
    ] = False,
    chart: ChartOption = None,
    format: Annotated[RecipesFormat, typer.Option("--format", help="How the result is shown.")] = RecipesFormat.table,
    out: OutOption = None,
) -> None:
    """Show the recipes for a material side by side, with medians, sentences and drawn steps."""
    from ...ingest.errors import UsageError

    if stats and (target is not None or suggest or draw is not None or similar is not None or steps):
        raise UsageError(
            "--stats speaks of all recipes: it takes no TARGET, no --suggest, no --draw, no --similar and no --steps"
        )
    if steps and format is not RecipesFormat.table:
        raise UsageError(f"--steps draws on the terminal: --format {format.value} has no room for it")
    if chart is not None and not stats:
        raise UsageError("--chart draws what --stats counts; --draw FILE draws the steps of recipes")
    if stats:
        _stats(kb, kind, chart, format, out)
        return
    if suggest and (draw is not None or similar is not None or steps):
        raise UsageError("--suggest proposes precursors: it takes no --draw, no --similar and no --steps")
    if target is None and (suggest or draw is not None or similar is not None or steps):
        raise UsageError("name a TARGET, such as LiFePO4")
    if target is None and format in (RecipesFormat.table,):
        raise UsageError("name a TARGET, or ask for --stats; --format csv and synthesis export all recipes")
    if suggest:
        _suggest(kb, str(target), kind, format, out)
    elif target is None:
        _all(kb, kind, format, out)
    else:
        _compare(kb, target, similar, kind, steps, draw, format, out)


def _compare(
    kb: Path, target: str, similar: float | None, kind: str | None, steps: bool, draw: Path | None,
    format: RecipesFormat, out: Path | None,
) -> None:  # fmt: skip
    from ...insight.recipes.dataset import published
    from ..charting import check_apart
    from ..output import print_json, show_table
    from ..recipes_asked import as_json, check_drawing, comparison_of, write_drawing
    from ..recipes_table import COLUMNS, comparison_table, made_rows

    if draw is not None:
        check_apart(draw, out, "--draw")
        check_drawing(draw)
    found = comparison_of(kb, target, similar=similar, kind=kind)
    if draw is not None:
        write_drawing(found, draw)
    if format is RecipesFormat.json:
        print_json(as_json(found), out=out)
    elif format is RecipesFormat.synthesis:
        print_json([published(made) for made in found.made], out=out)
    elif format is RecipesFormat.csv:
        show_table(COLUMNS, made_rows(found.made), format="csv", out=out)
    else:
        comparison_table(found, out, steps=steps)


def _all(kb: Path, kind: str | None, format: RecipesFormat, out: Path | None) -> None:
    from ...insight.recipes.comparison import everything
    from ...insight.recipes.dataset import published
    from ..output import print_json, show_table
    from ..recipes_asked import as_json, recipes_in
    from ..recipes_table import COLUMNS, made_rows

    made = list(recipes_in(kb, kind=kind))
    if format is RecipesFormat.csv:
        show_table(COLUMNS, made_rows(made), format="csv", out=out)
    elif format is RecipesFormat.synthesis:
        print_json([published(each) for each in made], out=out)
    else:
        print_json(as_json(everything(made)), out=out)


def _stats(kb: Path, kind: str | None, chart: Path | None, format: RecipesFormat, out: Path | None) -> None:
    from ...ingest.errors import UsageError
    from ..charting import check_chart, deliver
    from ..recipes_asked import statistics_of
    from ..recipes_table import statistics_csv, statistics_table

    if format is RecipesFormat.synthesis:
        raise UsageError("--format synthesis is for recipes; --stats has table, json and csv")
    if chart is not None:
        check_chart(chart, out=out)
    found = statistics_of(kb, kind=kind)
    deliver(found, format=format, out=out, chart=chart, table=statistics_table, csv=statistics_csv)


def _suggest(kb: Path, target: str, kind: str | None, format: RecipesFormat, out: Path | None) -> None:
    from ...ingest.errors import UsageError
    from ..output import print_json
    from ..recipes_asked import proposals_of
    from ..recipes_table import proposals_csv, proposals_table

    if format is RecipesFormat.synthesis:
        raise UsageError("--format synthesis is for recipes; --suggest has table, json and csv")
    found = proposals_of(kb, target, kind=kind)
    if format is RecipesFormat.json:
        print_json(found, out=out)
    elif format is RecipesFormat.csv:
        proposals_csv(found, out)
    else:
        proposals_table(found, out)
