"""voltext trends: what a literature says as a whole, year by year, with intervals."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..options import DEFAULT_KB, KbOption, OutOption, result_file

if TYPE_CHECKING:
    from ...insight.trends.distribution import Distribution
    from ...insight.trends.shares import Shares
    from ...insight.trends.together import Together


class TrendsFormat(StrEnum):
    """How trends are shown."""

    table = "table"
    json = "json"
    csv = "csv"


ByOption = Annotated[str, typer.Option("--by", metavar="year|journal|chemistry", help="What papers are grouped by.")]
ShareOption = Annotated[
    str | None,
    typer.Option("--share", metavar="FACET", help="Shares of papers instead: solvent, solvent_class, salt, topic, …"),
]
TogetherOption = Annotated[
    str | None,
    typer.Option("--together", metavar="A,B", help="What papers have in common instead: material,property …"),
]
ChartOption = Annotated[
    Path | None,
    typer.Option(
        "--chart", metavar="FILE", parser=result_file, help="Draw it too: .svg, .pdf, .png, or .html with links."
    ),
]
OwnOption = Annotated[
    bool | None, typer.Option("--own/--cited", help="Only the papers' own values, or only those they cite.")
]


def trends(
    property: Annotated[
        str | None, typer.Argument(metavar="PROPERTY", help="A property such as discharge_capacity.")
    ] = None,
    kb: KbOption = DEFAULT_KB,
    by: ByOption = "year",
    share: ShareOption = None,
    together: TogetherOption = None,
    material_family: Annotated[
        str | None, typer.Option("--material-family", metavar="FAMILY", help="Only values of such materials.")
    ] = None,
    chemistry: Annotated[
        str | None, typer.Option("--chemistry", metavar="CODE", help="Only papers on it: li_ion, li_s, na_ion, …")
    ] = None,
    where: Annotated[
        str, typer.Option("--where", metavar="QUERY", help="Only records that answer it, as `voltext search` reads it.")
    ] = "",
    own: OwnOption = None,
    unit: Annotated[
        str | None, typer.Option("--unit", metavar="UNIT", help="Which normalised unit, where values have several.")
    ] = None,
    top: Annotated[int, typer.Option("--top", min=1, max=500, help="How many names to show, the most frequent.")] = 12,
    chart: ChartOption = None,
    format: Annotated[TrendsFormat, typer.Option("--format", help="How the result is shown.")] = TrendsFormat.table,
    out: OutOption = None,
) -> None:
    """Show how a property, the use of a material or a topic moves over the years of a knowledge base."""
    from ...ingest.errors import UsageError
    from ..charting import check_chart, deliver
    from ..trending import Filter, distribution_of, shares_of, together_of
    from ..trends_table import csv_of, table_of

    if sum(given is not None for given in (property, share, together)) != 1:
        raise UsageError("give a property, or --share FACET, or --together A,B: one of them")
    if property is None and (unit is not None or material_family is not None or own is not None):
        raise UsageError("--unit, --material-family and --own/--cited choose values: they need a property")
    if chart is not None:
        check_chart(chart, out=out)
    chosen = Filter(material_family, chemistry, where, own)
    found: Distribution | Shares | Together
    if property is not None:
        found = distribution_of(kb, property, chosen, by=by, unit=unit)
    elif share is not None:
        found = shares_of(kb, share, chosen, by=by, top=top)
    else:
        found = together_of(kb, str(together), chosen, top=top)
    deliver(found, format=format, out=out, chart=chart, table=table_of, csv=csv_of)
