"""voltext export: a knowledge base, or what answers a question, for other programs."""

from __future__ import annotations

from typing import Annotated

import typer

from ..options import DEFAULT_KB, KbOption, OutOption, SureOption
from ..output import note

FORMATS_HELP = "csv, parquet, jsonl, sqlite, bibtex (the papers), graphml (the graph) or jsonld (EMMO and QUDT terms)."


def export(
    question: Annotated[
        list[str] | None, typer.Argument(metavar="[QUESTION]", help="Only the records that answer it, as in search.")
    ] = None,
    kb: KbOption = DEFAULT_KB,
    format: Annotated[str, typer.Option("--format", "--to", metavar="FORMAT", help=FORMATS_HELP)] = "csv",
    out: OutOption = None,
    property: Annotated[str | None, typer.Option("--property", help="Only records of this property.")] = None,
    material: Annotated[str | None, typer.Option("--material", help="Only records of this material.")] = None,
    paper: Annotated[str | None, typer.Option("--paper", help="Only records of this paper: id, DOI, file.")] = None,
    min_confidence: SureOption = 0.0,
    rejected: Annotated[bool, typer.Option("--rejected", help="Also records that a curator rejected.")] = False,
) -> None:
    """Write records as they count: with what curators decided; csv is safe to open in a spreadsheet."""
    from ...ingest.errors import UsageError
    from ..exporting import FORMATS, export_kb

    if format not in FORMATS:
        raise UsageError(f"no format {format!r}: it is one of {', '.join(FORMATS)}")
    asked = [*(question or ()), *([f"confidence>={min_confidence:g}"] if min_confidence else [])]
    export_kb(
        kb, format, out, question=" ".join(asked), property=property, material=material, paper=paper,
        rejected=rejected,
    )  # fmt: skip
    if out is not None:
        note(f"{out} written")
