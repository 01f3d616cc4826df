"""voltext cypher: a question in Cypher to a graph server, reading only."""

from __future__ import annotations

import json
import os
from typing import Annotated

import typer

from ...ingest.errors import UsageError
from ..options import FormatOption, OutOption
from ..output import Format, Value, note, show_table
from .load import PASSWORD_ENV, AddressOption, DatabaseOption, PasswordEnvOption, UserOption


def cypher(
    query: Annotated[str, typer.Argument(help="For instance: MATCH (m:Material) RETURN m.key LIMIT 5")],
    neo4j: AddressOption,
    parameter: Annotated[
        list[str] | None, typer.Option("--parameter", "-p", metavar="NAME=VALUE", help="A parameter; JSON, or text.")
    ] = None,
    user: UserOption = "neo4j",
    password_env: PasswordEnvOption = PASSWORD_ENV,
    database: DatabaseOption = None,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="Rows to show at most.")] = 100,
    seconds: Annotated[float, typer.Option("--max-seconds", min=0.1, help="Time the query may take.")] = 30.0,
    format: FormatOption = Format.table,
    out: OutOption = None,
) -> None:
    """Run a query that only reads, within limits of rows and time."""
    from ...kb.graph.bolt import BoltGraph

    parameters = dict(_parameter(text) for text in parameter or ())
    password = os.environ.get(password_env, "")
    graph = BoltGraph.connect(neo4j, user=user, password=password, database=database, prepare=False)
    try:
        columns, rows, more = graph.cypher(query, parameters, limit=limit, seconds=seconds)
    finally:
        graph.close()
    show_table(columns, [tuple(_cell(value) for value in row) for row in rows], format=format, out=out)
    if more:
        note(f"there are more than {limit} rows; --limit shows more")


def _parameter(text: str) -> tuple[str, object]:
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise UsageError(f"--parameter {text!r}: expected NAME=VALUE")
    try:
        return name, json.loads(value)
    except json.JSONDecodeError:
        return name, value


def _cell(value: object) -> Value:
    """What a table shows of a value: nodes, edges, lists and maps as JSON."""
    if value is None or isinstance(value, str | int | float | bool):
        return value
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False, default=_entity)
    return json.dumps(_entity(value), ensure_ascii=False, default=str)


def _entity(value: object) -> object:
    properties = dict(value.items()) if hasattr(value, "items") else str(value)
    labels = getattr(value, "labels", None) or getattr(value, "type", None)
    if labels is None:
        return properties
    return {"kind": sorted(labels) if isinstance(labels, frozenset) else labels, "properties": properties}
