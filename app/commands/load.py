"""voltext load: a knowledge base into a graph server."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from ..options import DEFAULT_KB, FormatOption, KbOption
from ..output import Format, note, show_table

AddressOption = Annotated[
    str, typer.Option("--neo4j", metavar="ADDRESS", help="A server that speaks Bolt, such as bolt://127.0.0.1:7687.")
]
UserOption = Annotated[str, typer.Option("--user", help="Its user.")]
PasswordEnvOption = Annotated[
    str, typer.Option("--password-env", metavar="NAME", help="The environment variable that holds the password.")
]
DatabaseOption = Annotated[str | None, typer.Option("--database", help="Its database; the default one otherwise.")]
PASSWORD_ENV = "VOLTEXT_NEO4J_PASSWORD"


def load(
    neo4j: AddressOption,
    kb: KbOption = DEFAULT_KB,
    user: UserOption = "neo4j",
    password_env: PasswordEnvOption = PASSWORD_ENV,
    database: DatabaseOption = None,
    keep: Annotated[bool, typer.Option("--keep", help="Keep documents of the graph that this KB has not.")] = False,
    format: FormatOption = Format.table,
) -> None:
    """Bring a graph to the state of a knowledge base, and count that nothing is missing.

    What is there in the same state is not loaded again: a load that was cut off goes on where it was.
    """
    from ...extract.extraction import Extraction
    from ...kb.citations import Catalogue
    from ...kb.graph.bolt import BoltGraph
    from ...kb.graph.loading import load_graph
    from ...kb.sqlite import SqliteStore

    store = SqliteStore.open(kb)
    editions = list(store.editions())
    catalogue = Catalogue(editions)

    def extraction_of(id: str) -> Extraction | None:
        entry = store.get(id)
        return catalogue.resolved(entry.extraction()) if entry is not None else None

    graph = BoltGraph.connect(neo4j, user=user, password=os.environ.get(password_env, ""), database=database)
    try:
        # Of the editions of a work the best stands for it; the others would double its facts.
        ids = [edition.header.id for edition in editions if edition.work in (None, edition.header.id)]
        report = load_graph(graph, ids, extraction_of, prune=not keep)
    finally:
        graph.close()
        store.close()
    rows = [
        (name, n, n - missing.get(name, 0))
        for asked, missing in (
            (report.expected.nodes, report.missing.nodes),
            (report.expected.edges, report.missing.edges),
        )
        for name, n in asked.items()
    ]
    show_table(("what", "in the papers", "in the graph"), rows, format=format)
    note(f"{report.loaded} documents loaded, {report.unchanged} unchanged, {report.removed} removed; {graph.agent}")
    if not report.complete:
        note(f"missing: {report.missing.total_nodes} nodes, {report.missing.total_edges} edges; load again")
        raise typer.Exit(1)
