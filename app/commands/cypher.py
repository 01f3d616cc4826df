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
    from ...kb.graph.questions import Question


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
        (each.name, each.says, ", ".join((*_needed(each), *(f"{name}={json.dumps(x)}" for name, x in each.defaults))))
        for each in QUESTIONS
    ]
    show_table(("name", "answers", "parameters"), rows, format=format, out=out)


def _named(name: str, parameters: dict[str, object]) -> tuple[str, dict[str, object]]:
    from ...kb.graph.questions import QUESTIONS

    found = next((each for each in QUESTIONS if each.name == name), None)
    if found is None:
        raise UsageError(f"no query {name!r}: there are {', '.join(each.name for each in QUESTIONS)}")
    needed = _needed(found)
    known = [*needed, *dict(found.defaults)]
    for each in parameters:
        if each not in known:
            raise UsageError(f"--query {name} has no parameter {each!r}: it has {', '.join(known)}")
    for each in needed:
        if each not in parameters:
            raise UsageError(f"--query {name} needs --parameter {each}=VALUE")
    return found.cypher, {**dict(found.defaults), **parameters}


def _needed(question: Question) -> list[str]:
    """The parameters of a named query that have no default."""
    found = dict.fromkeys(re.findall(r"\$(\w+)", question.cypher))
    return [name for name in found if name not in dict(question.defaults)]


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
