"""voltext model: property models from the knowledge base: trained, asked, reported, and what to do next."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..options import DEFAULT_KB, KbOption, OutOption, result_file
from .load import PASSWORD_ENV, AddressOption, DatabaseOption, PasswordEnvOption, UserOption

if TYPE_CHECKING:
    from ...insight.models.row import Row, Table


class ModelFormat(StrEnum):
    """How results of models are shown."""

    table = "table"
    json = "json"
    csv = "csv"


class ReportFormat(StrEnum):
    """How the report of a model is written."""

    table = "table"
    json = "json"
    csv = "csv"
    markdown = "markdown"
    html = "html"


ModelArgument = Annotated[Path, typer.Argument(metavar="MODEL", help="A file that `voltext model train` wrote.")]
ModelFormatOption = Annotated[ModelFormat, typer.Option("--format", help="How the result is shown.")]
AtOption = Annotated[
    list[str] | None,
    typer.Option("--at", metavar="NAME=VALUE", help="A condition, in its canonical unit: temperature=25, rate=0.1."),
]
ColumnOption = Annotated[
    list[str] | None,
    typer.Option("--column", metavar="ROLE=NAME", help="What a column is: target, composition, paper, number:NAME …"),
]
FromOption = Annotated[
    Path | None, typer.Option("--from", metavar="FILE", help="Compositions, one a line, or a CSV file with --column.")
]

model = typer.Typer(name="model", help="Property models: train, predict, report, suggest.", no_args_is_help=True)


@model.command("train")
def train(
    property: Annotated[str, typer.Argument(metavar="PROPERTY", help="What to predict: discharge_capacity …")],
    out: Annotated[Path, typer.Option("--out", metavar="MODEL", parser=result_file, help="The model file to write.")],
    kb: KbOption = DEFAULT_KB,
    graph: Annotated[
        bool, typer.Option("--graph", help="Read the table from the KB's graph (`voltext load`).")
    ] = False,
    neo4j: AddressOption = "",
    user: UserOption = "neo4j",
    password_env: PasswordEnvOption = PASSWORD_ENV,
    database: DatabaseOption = None,
    table: Annotated[
        Path | None, typer.Option("--table", metavar="FILE", help="Learn from this CSV file instead.")
    ] = None,
    column: ColumnOption = None,
    conditions: Annotated[
        str, typer.Option("--conditions", metavar="TEXT", help="Only values at these: 'rate<=0.2C temperature:20..30'.")
    ] = "",
    unit: Annotated[
        str | None, typer.Option("--unit", help="Which normalised unit, where values have several.")
    ] = None,
    own: Annotated[
        bool | None, typer.Option("--own/--cited", help="Only the papers' own values, or those they cite; else both.")
    ] = None,
    limits: Annotated[bool, typer.Option("--limits", help="Take values such as <1e-10 at their limit.")] = False,
    learner: Annotated[
        list[str] | None, typer.Option("--learner", metavar="NAME", help="Only this learner; repeatable.")
    ] = None,
    trials: Annotated[int, typer.Option("--trials", min=1, max=100, help="Settings to try of each learner.")] = 3,
    folds: Annotated[int, typer.Option("--folds", min=2, max=20, help="Parts that papers are divided into.")] = 5,
    minutes: Annotated[float | None, typer.Option("--minutes", min=0.01, help="Time for the search; else all.")] = None,
    seed: Annotated[int, typer.Option("--seed", min=0, help="The same seed and table give the same model.")] = 0,
    rows: Annotated[
        Path | None, typer.Option("--rows", metavar="FILE", help="Write the training table as CSV.")
    ] = None,
    format: ModelFormatOption = ModelFormat.table,
) -> None:
    """Learn a property from composition, family, conditions, synthesis and cell, and say how well that works.

    Models are chosen and measured by grouped cross-validation: no paper and no material stands on both sides.
    """
    from ...ingest.errors import UsageError
    from ...insight.models.file import save_model
    from ...insight.models.learning import Plan
    from ..model_table import show_findings, write_rows
    from ..modelling import learned

    if out.is_dir() or not out.resolve().parent.is_dir():
        raise UsageError(f"--out {out}: not a file in a folder that is there")
    if sum((graph, bool(neo4j), table is not None)) > 1:
        raise UsageError("--graph, --neo4j and --table name different sources: give one")
    if table is not None and conditions:
        raise UsageError("--conditions chooses values of a knowledge base; a table holds what it is to hold")
    server = (neo4j, user, password_env, database)
    chosen = _table(property, kb, graph, server, table, column, conditions, unit, own, limits)
    if rows is not None:
        write_rows(chosen, rows)
    plan = Plan(trials=trials, folds=folds, seed=seed, minutes=minutes)
    if learner:
        plan = Plan(tuple(learner), trials, folds, seed, minutes)
    found = learned(chosen, plan)
    save_model(found, out)
    show_findings(found, format.value, None)


def _table(
    property: str, kb: Path, graph: bool, server: tuple[str, str, str, str | None], table: Path | None,
    column: list[str] | None, conditions: str, unit: str | None, own: bool | None, limits: bool,
) -> Table:  # fmt: skip
    import os

    from ..training import table_of_graph, table_of_kb
    from ..training_file import Columns, table_of_file
    from .cypher import reading

    if table is not None:
        return table_of_file(table, property, Columns.of(column or []), unit=unit or "", limits=limits)
    if not graph and not server[0]:
        return table_of_kb(kb, property, conditions=conditions, unit=unit, own=own, limits=limits)
    address, user, password_env, database = server
    with reading(address, kb, user, os.environ.get(password_env, ""), database) as found:
        return table_of_graph(found, property, conditions=conditions, unit=unit, own=own, limits=limits)


@model.command("predict")
def predict(
    model: ModelArgument,
    compositions: Annotated[
        list[str] | None, typer.Argument(metavar="COMPOSITION…", help="Materials, as formulas or names.")
    ] = None,
    file: FromOption = None,
    column: ColumnOption = None,
    at: AtOption = None,
    level: Annotated[float, typer.Option("--level", min=0.5, max=0.99, help="How often the interval holds.")] = 0.9,
    format: ModelFormatOption = ModelFormat.table,
    out: OutOption = None,
) -> None:
    """Predict materials, each with its interval, whether the model knows such a thing, and the nearest sentences."""
    from ...ingest.errors import UsageError
    from ...insight.models.file import load_model
    from ..model_table import show_predictions
    from ..modelling import note_unused

    rows = _candidates(compositions or [], file, column, at)
    if not rows or not all(text.strip() for text in compositions or []):
        raise UsageError("nothing to predict: name a composition, or a file with --from")
    loaded = load_model(model)
    note_unused(loaded, at or [])
    show_predictions(loaded, loaded.predict(rows, level=level), format.value, out)


def _candidates(
    compositions: list[str], file: Path | None, column: list[str] | None, at: list[str] | None
) -> list[Row]:
    from dataclasses import replace

    from ..modelling import numbers_of
    from ..training_file import Columns, candidate, candidates_of_file

    numbers = numbers_of(at or [])
    rows = [candidate(text, numbers, number) for number, text in enumerate(compositions)]
    if file is not None:
        found = candidates_of_file(file, Columns.of(column or []))
        rows += [replace(row, numbers={**numbers, **row.numbers}) for row in found]
    return rows


@model.command("report")
def report(
    model: ModelArgument,
    format: Annotated[ReportFormat, typer.Option("--format", help="How the report is written.")] = ReportFormat.table,
    out: OutOption = None,
) -> None:
    """What a training found: errors beside baselines, intervals, domain, reasons, learning curve, outliers."""
    from ...insight.models.file import load_model
    from ..model_table import show_findings
    from ..modelling import write_report

    loaded = load_model(model)
    if format in (ReportFormat.markdown, ReportFormat.html):
        write_report(loaded, format.value, out)
        return
    show_findings(loaded, format.value, out)


@model.command("suggest")
def suggest(
    model: ModelArgument,
    kb: KbOption = DEFAULT_KB,
    file: FromOption = None,
    column: ColumnOption = None,
    at: AtOption = None,
    papers: Annotated[bool, typer.Option("--papers", help="Papers to read next, rather than compositions.")] = False,
    lowest: Annotated[bool, typer.Option("--lowest", help="Less is better.")] = False,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="How many to show.")] = 10,
    format: ModelFormatOption = ModelFormat.table,
    out: OutOption = None,
) -> None:
    """What to try or read next, by expected improvement over the best known value, inside the model's domain.

    Candidates are the materials that the knowledge base names and the model was not trained on, or those of --from;
    with --papers the works that its papers cite and it does not hold, and its papers without a value of the property.
    """
    from ...ingest.errors import UsageError
    from ...insight.models.file import load_model
    from ..model_table import show_papers, show_suggestions
    from ..modelling import note_unused
    from ..suggesting import known_materials, papers_of

    if papers and file is not None:
        raise UsageError("--papers looks into the knowledge base; --from names compositions: give one")
    loaded = load_model(model)
    note_unused(loaded, at or [])
    if papers:
        show_papers(loaded, papers_of(kb, loaded, at or [], lowest=lowest), limit, format.value, out)
        return
    rows = _candidates([], file, column, at) if file is not None else known_materials(kb, loaded, at or [])
    show_suggestions(loaded, rows, lowest, limit, format.value, out)
