"""voltext load: a knowledge base into a graph server or a search server."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from ...ingest.errors import UsageError
from ..options import DEFAULT_KB, FormatOption, KbOption
from ..output import Format, note, show_table
from ..served import PASSWORD_ENV as ELASTIC_PASSWORD_ENV

NEO4J_HELP = "A server that speaks Bolt, such as bolt://127.0.0.1:7687."
ELASTIC_HELP = "An Elasticsearch server, such as http://127.0.0.1:9200."
AddressOption = Annotated[str, typer.Option("--neo4j", metavar="ADDRESS", help=NEO4J_HELP)]
UserOption = Annotated[str, typer.Option("--user", help="Its user.")]
PasswordEnvOption = Annotated[
    str, typer.Option("--password-env", metavar="NAME", help="The environment variable that holds the password.")
]
DatabaseOption = Annotated[str | None, typer.Option("--database", help="Its database; the default one otherwise.")]
PASSWORD_ENV = "VOLTEXT_NEO4J_PASSWORD"


def load(
    neo4j: Annotated[str, typer.Option("--neo4j", metavar="ADDRESS", help=NEO4J_HELP)] = "",
    elastic: Annotated[str, typer.Option("--elastic", metavar="ADDRESS", help=ELASTIC_HELP)] = "",
    kb: KbOption = DEFAULT_KB,
    user: Annotated[str, typer.Option("--user", help="Its user; neo4j or elastic otherwise.")] = "",
    password_env: Annotated[
        str,
        typer.Option(
            "--password-env",
            metavar="NAME",
            help=f"The environment variable with the password; {PASSWORD_ENV} or {ELASTIC_PASSWORD_ENV} otherwise.",
        ),
    ] = "",
    database: DatabaseOption = None,
    index: Annotated[str, typer.Option("--index", help="The name of the index on the search server.")] = "voltext",
    keep: Annotated[bool, typer.Option("--keep", help="Keep documents of the server that this KB has not.")] = False,
    format: FormatOption = Format.table,
) -> None:
    """Bring a server (--neo4j or --elastic) to the state of a knowledge base, and count that nothing is missing.

    What is there in the same state is not loaded again: a load that was cut off goes on where it was.
    """
    if bool(neo4j) == bool(elastic):
        raise UsageError("say where to: either --neo4j ADDRESS or --elastic ADDRESS")
    if elastic:
        password = os.environ.get(password_env or ELASTIC_PASSWORD_ENV, "")
        _load_index(elastic, kb, index, user or "elastic", password, keep=keep, format=format)
    else:
        password = os.environ.get(password_env or PASSWORD_ENV, "")
        _load_graph(neo4j, kb, user or "neo4j", password, database, keep=keep, format=format)


def _load_index(address: str, kb: Path, name: str, user: str, password: str, *, keep: bool, format: Format) -> None:
    from ...extract.extraction import Extraction
    from ...kb.sqlite import SqliteStore
    from ...search.elastic_index import ElasticIndex
    from ...search.loading import load_index

    store = SqliteStore.open(kb)

    def extraction_of(id: str) -> Extraction | None:
        entry = store.get(id)
        return store.curated(entry.extraction()) if entry is not None else None

    try:
        server = ElasticIndex.connect(address, name=name, user=user, password=password, make=True)
        try:
            editions = [each for each in store.editions() if each.header.failure is None]
            ids = [each.header.id for each in editions if each.work in (None, each.header.id)]
            report = load_index(server, ids, extraction_of, prune=not keep)
        finally:
            server.close()
    finally:
        store.close()
    rows = [(kind, n, report.found[kind]) for kind, n in report.expected.items()]
    show_table(("what", "in the papers", "in the index"), rows, format=format)
    note(f"{report.loaded} documents loaded, {report.unchanged} unchanged, {report.removed} removed")
    if not report.complete:
        note("entries are missing; load again")
        raise typer.Exit(1)


def _load_graph(
    address: str, kb: Path, user: str, password: str, database: str | None, *, keep: bool, format: Format
) -> None:
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
        return catalogue.resolved(store.curated(entry.extraction())) if entry is not None else None

    graph = BoltGraph.connect(address, user=user, password=password, database=database)
    try:
        # Of the editions of a work the best stands for it; the others would double its facts.
        ids = [edition.header.id for edition in editions if edition.work in (None, edition.header.id)]
        report = load_graph(graph, ids, extraction_of, prune=not keep, links=store.links)
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
