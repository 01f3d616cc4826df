"""BoltGraph: a graph server that speaks Bolt and Cypher: Neo4j 5, or ArcadeDB."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from ...ingest.errors import MissingExtra, StoreError, UsageError
from .projection import GraphRows, joined
from .questions import Question
from .reading import Answer, limited
from .refusals import explained
from .schema import CITATIONS, EDGES, LABELS, ORPHANS, SCHEMA_VERSION, STATES, UNLINK, Label
from .store import Counts, Row, kind_of
from .versions import check_version, found_version, make_schema, write_version

# Rows a statement; a transaction holds those of one batch of documents.
ROWS = 5_000
ATTEMPTS = 5
SCHEMES = ("bolt:", "bolt+s:", "bolt+ssc:", "neo4j:", "neo4j+s:", "neo4j+ssc:")


class BoltGraph:
    """A GraphStore on a server. Constraints and indexes are made when it connects.

    ``agent`` is what the server calls itself; ``outdated`` the older version of the schema that the graph was found in
    (it was emptied, for the next load to fill it), else None; ``renewed`` says that it was damaged and is empty now.
    """

    def __init__(self, driver: Any, database: str | None, agent: str, name: str) -> None:
        self._driver = driver
        self._database = database
        self._name = name
        self.agent = agent
        self.outdated: int | None = None
        self.renewed = False

    @classmethod
    def connect(
        cls,
        address: str,
        *,
        user: str = "neo4j",
        password: str = "",
        database: str | None = None,
        prepare: bool = True,
        patience: float = 30.0,
        name: str = "",
    ) -> BoltGraph:
        """The graph at ``address`` (``bolt://host:7687``); ``patience`` is how many seconds a write is tried again.

        Errors call it ``name``, else by its address.

        Raises StoreError, in one sentence, where nothing answers, the password is wrong, the server too old or the
        graph of a newer schema, and UsageError where ``address`` is no address.
        """
        try:
            import neo4j
        except ImportError as error:
            raise MissingExtra("a graph server", "graph") from error
        from neo4j.exceptions import ConfigurationError

        auth = (user, password) if password else None
        try:
            if not address.lower().startswith(SCHEMES):  # the driver takes http as a preview too
                raise ValueError
            driver = neo4j.GraphDatabase.driver(
                address, auth=auth, connection_timeout=10, connection_acquisition_timeout=15,
                max_transaction_retry_time=patience, notifications_min_severity="OFF",
            )  # fmt: skip
        except (ConfigurationError, ValueError) as error:
            raise UsageError(f"{address!r} is no address of a graph server, such as bolt://127.0.0.1:7687") from error
        try:
            with explained(name or address):
                agent = str(driver.get_server_info().agent)
            graph = cls(driver, database, agent, name or address)
            if prepare:
                graph._prepare()
            else:
                check_version(name or address, found_version(graph._read))
        except StoreError:
            driver.close()
            raise
        return graph

    def load(self, batch: Sequence[GraphRows]) -> None:
        """See GraphStore; one managed transaction, tried again where another load got in between."""
        nodes, edges = joined(batch)
        documents = [rows.document for rows in batch]
        papers = [rows.paper for rows in batch]

        def work(transaction: Any) -> None:
            _take_out(transaction, documents, papers)
            for label, found in nodes.items():
                rows = [{"key": key, "properties": properties} for key, properties in found.items()]
                _in_parts(transaction, label.write, rows)
            for edge, links in edges.items():
                rows = [{"start": ends[0], "end": ends[1], "properties": each} for ends, each in links.items()]
                _in_parts(transaction, edge.write, rows)

        self._write(work)

    def link(self, batches: Iterable[GraphRows]) -> None:
        """See GraphStore; a part a transaction: a load that is cut off here links all anew when it is given again."""
        for statement in UNLINK:
            while self._unlink_some(statement):
                pass
        for batch in batches:

            def work(transaction: Any, batch: GraphRows = batch) -> None:
                for edge, links in batch.edges.items():
                    rows = [{"start": ends[0], "end": ends[1], "properties": each} for ends, each in links.items()]
                    _in_parts(transaction, edge.write, rows)

            self._write(work)

    def _unlink_some(self, statement: str) -> int:
        def work(transaction: Any) -> int:
            return int(transaction.run(statement, limit=ROWS).single()["n"])

        return int(self._write(work))

    def remove(self, documents: Iterable[str]) -> None:
        """See GraphStore."""
        gone = list(documents)

        def work(transaction: Any) -> None:
            papers = transaction.run(
                "MATCH (l:Loaded) WHERE l.document IN $documents RETURN collect(l.paper) AS papers", documents=gone
            ).single()["papers"]
            _take_out(transaction, gone, papers)
            for statement in ORPHANS:
                transaction.run(statement).consume()

        self._write(work)

    def states(self) -> Mapping[str, str]:
        """See GraphStore."""
        return {row["document"]: row["state"] for row in self._read(STATES)}

    def present(self, batch: Sequence[GraphRows]) -> Counts:
        """See GraphStore."""
        nodes, edges = joined(batch)
        here: dict[str, int] = {}
        links: dict[str, int] = {}
        for label, found in nodes.items():
            for part in _parts(list(found)):
                here[label.name] = here.get(label.name, 0) + self._read(label.count, keys=part)[0]["n"]
        for edge, rows in edges.items():
            wanted = [{"start": ends[0], "end": ends[1], "properties": each} for ends, each in rows.items()]
            for part in _parts(wanted):
                links[kind_of(edge)] = links.get(kind_of(edge), 0) + self._read(edge.count, rows=part)[0]["n"]
        return Counts({k: n for k, n in here.items() if n}, {k: n for k, n in links.items() if n})

    def counts(self) -> Counts:
        """See GraphStore."""
        nodes = {label.name: self._read(f"MATCH (n:{label.name}) RETURN count(n) AS n")[0]["n"] for label in LABELS}
        edges = {
            kind_of(edge): self._read(
                f"MATCH (:{edge.start.name})-[r:{edge.type}]->(:{edge.end.name}) RETURN count(r) AS n"
            )[0]["n"]
            for edge in EDGES
        }
        return Counts({k: n for k, n in nodes.items() if n}, {k: n for k, n in edges.items() if n})

    def query(self, question: Question, **parameters: Any) -> list[Row]:
        """See GraphStore."""
        return self._read(question.cypher, **{**dict(question.defaults), **parameters})

    def cypher(self, text: str, parameters: Mapping[str, Any], *, limit: int, seconds: float) -> Answer:
        """Run ``text`` in a transaction that only reads: its columns, at most ``limit`` rows, whether there are more.

        Raises UsageError where it has a clause that writes, StoreError where it is wrong, wants to write after all, or
        takes longer than ``seconds``.
        """
        with explained(self._name):
            return limited(self._driver, self._database, text, parameters, limit=limit, seconds=seconds)

    def clear(self) -> None:
        """See GraphStore."""
        for label in LABELS:
            while self._remove_some(label):
                pass

    def _remove_some(self, label: Label) -> int:
        statement = f"MATCH (n:{label.name}) WITH n LIMIT {ROWS} DETACH DELETE n RETURN count(n) AS n"

        def work(transaction: Any) -> int:
            return int(transaction.run(statement).single()["n"])

        return int(self._write(work))

    def close(self) -> None:
        """See GraphStore."""
        self._driver.close()

    def _prepare(self) -> None:
        with explained(self._name), self._session() as session:

            def run(text: str, **parameters: Any) -> list[Row]:
                return [dict(record) for record in session.run(text, parameters)]

            found = found_version(run)
            check_version(self._name, found)
            if found != SCHEMA_VERSION:
                make_schema(run, arcade="ArcadeDB" in self.agent)
        if found == SCHEMA_VERSION:
            return
        if found is not None:
            self.outdated = found
            self.clear()
        self._write(lambda transaction: write_version(lambda text, **given: transaction.run(text, given).consume()))

    def _session(self, **options: Any) -> Any:
        return self._driver.session(database=self._database, **options)

    def _write(self, work: Callable[[Any], Any]) -> Any:
        from neo4j.exceptions import ConstraintError

        for attempt in range(ATTEMPTS):
            try:
                with explained(self._name), self._session() as session:
                    return session.execute_write(work)
            except ConstraintError as error:
                # Two loads made one material at the same moment; the second time it is there.
                if attempt + 1 == ATTEMPTS:
                    raise StoreError(f"the graph server refuses: {error.message}") from error
        raise AssertionError("unreachable")

    def _read(self, text: str, **parameters: Any) -> list[Row]:
        def work(transaction: Any) -> list[Row]:
            return [dict(record) for record in transaction.run(text, parameters)]

        with explained(self._name), self._session() as session:
            found: list[Row] = session.execute_read(work)
        return found


def _take_out(transaction: Any, documents: list[str], papers: list[str]) -> None:
    for label in LABELS:
        if label.owned:
            transaction.run(label.remove, documents=documents).consume()
    transaction.run(CITATIONS, papers=papers).consume()


def _in_parts(transaction: Any, statement: str, rows: list[Row]) -> None:
    for part in _parts(rows):
        transaction.run(statement, rows=part).consume()


def _parts(rows: list[Any]) -> Iterator[list[Any]]:
    for start in range(0, len(rows), ROWS):
        yield rows[start : start + ROWS]
