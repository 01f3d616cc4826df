"""voltext load: a knowledge base into its graph, or into a graph server and a search server."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ...ingest.errors import UsageError
from ..bar import Bar
from ..options import DEFAULT_KB, FormatOption, KbOption
from ..output import Format, counted, note, show_table
from ..served import PASSWORD_ENV as ELASTIC_PASSWORD_ENV

if TYPE_CHECKING:
    from ...kb.graph.bolt import BoltGraph

NEO4J_HELP = "A server that speaks Bolt, such as bolt://127.0.0.1:7687; else the graph within the KB."
ELASTIC_HELP = "An Elasticsearch server, such as http://127.0.0.1:9200."
AddressOption = Annotated[str, typer.Option("--neo4j", metavar="ADDRESS", help=NEO4J_HELP)]
UserOption = Annotated[str, typer.Option("--user", help="Its user.")]
PasswordEnvOption = Annotated[
    str, typer.Option("--password-env", metavar="NAME", help="The environment variable that holds the password.")
]
DatabaseOption = Annotated[str | None, typer.Option("--database", help="Its database; the default one otherwise.")]
PASSWORD_ENV = "VOLTEXT_NEO4J_PASSWORD"
Row = tuple[str, str, int, int]


def load(
    neo4j: AddressOption = "",
    elastic: Annotated[str, typer.Option("--elastic", metavar="ADDRESS", help=ELASTIC_HELP)] = "",
    kb: KbOption = DEFAULT_KB,
    user: Annotated[str, typer.Option("--user", help="The server's user; neo4j or elastic otherwise.")] = "",
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
    """Bring the graph of a knowledge base, or servers (--neo4j, --elastic, both), to its state; count what is there.

    What is there in the same state is not loaded again: a load that was cut off goes on where it was.
    """
    from ...kb.graph.seal import spoil

    if neo4j and elastic and (user or password_env):
        raise UsageError(f"two servers have two passwords and users: set {PASSWORD_ENV} and {ELASTIC_PASSWORD_ENV}")
    rows: list[Row] = []
    if neo4j or not elastic:
        password = os.environ.get(password_env or PASSWORD_ENV, "")
        with _graph(neo4j, kb, user or "neo4j", password, database) as graph:
            rows += _load_graph(graph, kb, keep=keep)
    if elastic:
        password = os.environ.get(password_env or ELASTIC_PASSWORD_ENV, "")
        rows += _load_index(elastic, kb, index, user or "elastic", password, keep=keep)
    show_table(("where", "what", "in the papers", "there"), rows, format=format)
    missing = sum(max(asked - there, 0) for _, _, asked, there in rows)
    if missing:
        if not neo4j and not elastic:
            spoil(kb / "graph")
        note(f"{missing} of these missing: load again{'' if neo4j or elastic else ', which makes the graph anew'}")
        raise typer.Exit(1)


def quiet_driver() -> None:
    """Without it the driver tells the terminal of every transaction that it tries again, in the server's words."""
    logging.getLogger("neo4j").addHandler(logging.NullHandler())


@contextmanager
def _graph(address: str, kb: Path, user: str, password: str, database: str | None) -> Iterator[BoltGraph]:
    from ...kb.graph.arcade import embedded_graph
    from ...kb.graph.bolt import BoltGraph
    from ...kb.sqlite import SqliteStore

    quiet_driver()
    SqliteStore.open(kb).close()  # before a server is started, or one is asked
    if not address:
        with embedded_graph(kb) as graph:
            yield graph
        return
    with closing(BoltGraph.connect(address, user=user, password=password, database=database)) as graph:
        yield graph


def _load_graph(graph: BoltGraph, kb: Path, *, keep: bool) -> list[Row]:
    from ...extract.extraction import Extraction
    from ...kb.citations import Catalogue
    from ...kb.graph.loading import load_graph
    from ...kb.sqlite import SqliteStore

    if graph.outdated is not None:
        note(f"the graph was of an older voltext (schema {graph.outdated}): it is loaded anew")
    if graph.renewed:
        note(f"the graph of {kb} was damaged: it is made anew from the knowledge base")
    with closing(SqliteStore.open(kb)) as store, Bar("papers") as bar:
        editions = list(store.editions())
        catalogue = Catalogue(editions)
        # Of the editions of a work the best stands for it; the others would double its facts.
        ids = [edition.header.id for edition in editions if edition.work in (None, edition.header.id)]
        ended = 0

        def extraction_of(id: str) -> Extraction | None:
            entry = store.get(id)
            return catalogue.resolved(store.curated(entry.extraction())) if entry is not None else None

        def progress(number: int) -> None:
            nonlocal ended
            ended += number
            bar.show(total=len(ids), ended=ended, failed=0)

        report = load_graph(graph, ids, extraction_of, prune=not keep, progress=progress, links=store.links)
    mended = f", {report.mended} mended" if report.mended else ""
    done = f"{counted(report.loaded, 'paper')} loaded, {report.unchanged} unchanged, {report.removed} removed{mended}"
    note(f"{done}; {graph.agent}")
    return [
        ("graph", name, n, n - missing.get(name, 0))
        for asked, missing in (
            (report.expected.nodes, report.missing.nodes),
            (report.expected.edges, report.missing.edges),
        )
        for name, n in asked.items()
    ]


def _load_index(address: str, kb: Path, name: str, user: str, password: str, *, keep: bool) -> list[Row]:
    from ...extract.extraction import Extraction
    from ...kb.sqlite import SqliteStore
    from ...search.elastic_index import ElasticIndex
    from ...search.loading import load_index
    from ...search.tantivy_index import VECTORS_FOLDER
    from ...search.vectors import VectorStore

    with (
        closing(SqliteStore.open(kb)) as store,
        closing(ElasticIndex.connect(address, name=name, user=user, password=password, make=True)) as server,
    ):

        def extraction_of(id: str) -> Extraction | None:
            entry = store.get(id)
            return store.curated(entry.extraction()) if entry is not None else None

        editions = [each for each in store.editions() if each.header.failure is None]
        ids = [each.header.id for each in editions if each.work in (None, each.header.id)]
        vectors = VectorStore.open(kb / VECTORS_FOLDER)
        report = load_index(server, ids, extraction_of, vectors_of=lambda id: dict(vectors.of(id)), prune=not keep)
    done = f"{counted(report.loaded, 'paper')} loaded, {report.unchanged} unchanged, {report.removed} removed"
    note(f"{done}; Elasticsearch")
    return [("index", kind, n, report.found[kind]) for kind, n in report.expected.items()]
