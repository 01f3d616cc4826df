"""voltext cypher: a question in Cypher to the graph of a knowledge base or to a server, reading only."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ...ingest.errors import StoreError, UsageError
from ..options import DEFAULT_KB, FormatOption, KbOption, OutOption
from ..output import Format, Value, note, show_table
from .load import PASSWORD_ENV, AddressOption, DatabaseOption, PasswordEnvOption, UserOption, quiet_driver

if TYPE_CHECKING:
    from ...kb.graph.bolt import BoltGraph


def cypher(
    text: Annotated[
        str, typer.Argument(metavar="CYPHER", help="For instance: MATCH (m:Material) RETURN m.key LIMIT 5")
    ] = "",
    query: Annotated[
        str, typer.Option("--query", "-q", metavar="NAME", help="A named query instead; --query list shows them.")
    ] = "",
    neo4j: AddressOption = "",
    kb: KbOption = DEFAULT_KB,
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
    """Ask the graph of a knowledge base, or a server, in Cypher that only reads, within limits of rows and time."""
    from ...kb.graph.reading import check_reading

    if bool(text) == bool(query):
        raise UsageError("say what to ask: a query in Cypher, or --query NAME")
    if query == "list":
        _show_queries(format, out)
        return
    parameters = dict(_parameter(each) for each in parameter or ())
    if query:
        text, parameters = _named(query, parameters)
    check_reading(text)  # before a server is started
    with reading(neo4j, kb, user, os.environ.get(password_env, ""), database, seconds) as graph:
        columns, rows, more = graph.cypher(text, parameters, limit=limit, seconds=seconds)
    show_table(columns, [tuple(_cell(value) for value in row) for row in rows], format=format, out=out)
    if not rows:
        note("no rows")
    if more:
        note(f"there are more than {limit} rows; --limit shows more")


@contextmanager
def reading(
    address: str, kb: Path, user: str, password: str, database: str | None = None, seconds: float = 600.0
) -> Iterator[BoltGraph]:
    """The graph at ``address``, or that of ``kb``, for reading. Raises StoreError where there is none."""
    from ...kb.graph.arcade import embedded_graph
    from ...kb.graph.bolt import BoltGraph

    quiet_driver()
    if address:
        with closing(
            BoltGraph.connect(address, user=user, password=password, database=database, prepare=False)
        ) as graph:
            yield graph
        return
    if not (kb / "graph" / "databases").is_dir():
        raise StoreError(f"{kb} has no graph yet: make it with `voltext load --kb {kb}`, or name a server with --neo4j")
    with embedded_graph(kb, prepare=False, seconds=seconds) as graph:
        yield graph


def _show_queries(format: Format, out: Path | None) -> None:
    from ...kb.graph.questions import QUESTIONS

    rows = [
        (each.name, each.says, ", ".join(f"{name}={json.dumps(value)}" for name, value in each.defaults))
        for each in QUESTIONS
    ]
    show_table(("name", "answers", "parameters"), rows, format=format, out=out)


def _named(name: str, parameters: dict[str, object]) -> tuple[str, dict[str, object]]:
    from ...kb.graph.questions import QUESTIONS

    found = next((each for each in QUESTIONS if each.name == name), None)
    if found is None:
        raise UsageError(f"no query {name!r}: there are {', '.join(each.name for each in QUESTIONS)}")
    asked = {**dict(found.defaults), **parameters}
    for needed in re.findall(r"\$(\w+)", found.cypher):
        if needed not in asked:
            raise UsageError(f"--query {name} needs --parameter {needed}=VALUE")
    return found.cypher, asked


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
