"""Charting: the chart of a trend, into a file of the kind that its name says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from ..ingest.errors import UsageError
from ..insight.charts.drawing import FORMATS, draw
from ..insight.recipes.statistics import RecipeStatistics
from ..insight.trends.distribution import Distribution
from ..insight.trends.shares import Shares
from ..insight.trends.together import Together

Chartable = Distribution | Shares | Together | RecipeStatistics
Found = TypeVar("Found", bound=Chartable)


def check_chart(path: Path, option: str = "--chart", *, out: Path | None = None) -> str:
    """The format that the name of ``path``, given as ``option``, asks for.

    Raises UsageError where charts have none, or where ``out``, for the table, is the same file.
    """
    check_apart(path, out, option)
    format = path.suffix.lower().removeprefix(".")
    if format not in FORMATS:
        raise UsageError(f"{option} {path}: the name must end in {', '.join('.' + each for each in FORMATS)}")
    return format


def check_apart(path: Path, out: Path | None, option: str) -> None:
    """Raise UsageError where ``option`` and --out name one file: what is written last would be all that is left."""
    if out is not None and path.resolve() == out.resolve():
        raise UsageError(f"{option} and --out both name {path}; give the picture and the table names of their own")


def deliver(
    found: Found, *, format: str, out: Path | None, chart: Path | None,
    table: Callable[[Found, Path | None], None], csv: Callable[[Found, Path | None], None],
) -> None:  # fmt: skip
    """Draw ``found`` where ``chart`` is given, and show it in ``format``: json, csv, else as a table.

    Raises UsageError where there is nothing to draw or a file cannot be written.
    """
    from .output import print_json

    if chart is not None:
        write_chart(found, chart)
    if format == "json":
        print_json(found, out=out)
    else:
        (csv if format == "csv" else table)(found, out)


def write_chart(found: Chartable, path: Path) -> None:
    """Draw ``found`` into ``path``. Raises UsageError where there is nothing to draw or it cannot be written."""
    write_spec(_spec(found), path)


def write_spec(spec: dict[str, object], path: Path) -> None:
    """Draw a Vega-Lite specification into ``path``. Raises UsageError where it cannot be written."""
    from ..ingest.whole import replacing

    drawn = draw(spec, check_chart(path))
    with replacing(path) as part:
        part.write_bytes(drawn)


def _spec(found: Chartable) -> dict[str, object]:
    from ..insight.charts.distribution_chart import distribution_chart
    from ..insight.charts.recipes_chart import recipes_chart
    from ..insight.charts.shares_chart import shares_chart
    from ..insight.charts.together_chart import together_chart

    if not found.papers:
        raise UsageError("nothing to draw: no paper has it; the table says what was left out")
    if isinstance(found, RecipeStatistics):
        return recipes_chart(found)
    if isinstance(found, Distribution):
        return distribution_chart(found)
    if isinstance(found, Shares):
        return shares_chart(found)
    return together_chart(found)
