"""BoltGraph: a graph server that speaks Bolt and Cypher, such as Neo4j 5."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from ...ingest.errors import MissingExtra, StoreError, UsageError
from .projection import GraphRows, joined
from .questions import Question
from .schema import CITATIONS, EDGES, LABELS, ORPHANS, STATES, Label
from .store import Counts, Row, kind_of

# Rows a statement; a transaction holds those of one batch of documents.
ROWS = 5_000
ATTEMPTS = 5
_AGENT = re.compile(r"Neo4j/(\d+)")
_OLDEST = 5


class BoltGraph:
    """A GraphStore on a server. Constraints and indexes are made when it connects."""

    def __init__(self, driver: Any, database: str | None, agent: str) -> None:
        self._driver = driver
        self._database = database
        self.agent = agent

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
    ) -> BoltGraph:
        """The graph at ``address`` (``bolt://host:7687``); ``patience`` is how many seconds a write is tried again.

        Raises StoreError, in one sentence, where nothing answers, the password is wrong or the server too old, and
        UsageError where ``address`` is no address.
        """
        try:
            import neo4j
        except ImportError as error:
            raise MissingExtra("a graph server", "graph") from error
        from neo4j.exceptions import ConfigurationError

        auth = (user, password) if password else None
        try:
            driver = neo4j.GraphDatabase.driver(
                address, auth=auth, connection_timeout=10, connection_acquisition_timeout=15,
                max_transaction_retry_time=patience, notifications_min_severity="OFF",
            )  # fmt: skip
        except (ConfigurationError, ValueError) as error:
            raise UsageError(f"{address!r} is no address of a graph server, such as bolt://127.0.0.1:7687") from error
        try:
            with _explained(address):
                agent = str(driver.get_server_info().agent)
            found = _AGENT.match(agent)
            if found is not None and int(found[1]) < _OLDEST:
                raise StoreError(f"{address} runs {agent}; Neo4j {_OLDEST} or newer is needed")
            graph = cls(driver, database, agent)
            if prepare:
                graph._prepare(address)
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
                _in_parts(transaction, label.merge, rows)
            for edge, links in edges.items():
                rows = [{"start": ends[0], "end": ends[1], "properties": each} for ends, each in links.items()]
                _in_parts(transaction, edge.merge, rows)

        self._write(work)

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

    def cypher(
        self, text: str, parameters: Mapping[str, Any], *, limit: int, seconds: float
    ) -> tuple[list[str], list[list[Any]], bool]:
        """Run ``text`` in a transaction that only reads: its columns, at most ``limit`` rows, whether there are more.

        Raises StoreError where it is wrong, wants to write, or takes longer than ``seconds``.
        """
        import neo4j

        with (
            _explained("the graph server"),
            self._session(default_access_mode=neo4j.READ_ACCESS) as session,
            session.begin_transaction(timeout=seconds) as transaction,
        ):
            result = transaction.run(text, dict(parameters))
            columns = list(result.keys())
            rows = [list(record.values()) for record in result.fetch(limit + 1)]
            transaction.rollback()
        return columns, rows[:limit], len(rows) > limit

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

    def _prepare(self, address: str) -> None:
        with _explained(address), self._session() as session:
            for label in LABELS:
                session.run(label.constraint).consume()
                if label.owned and label.key != "document":
                    session.run(label.index).consume()
            session.run("CALL db.awaitIndexes(60)").consume()

    def _session(self, **options: Any) -> Any:
        return self._driver.session(database=self._database, **options)

    def _write(self, work: Callable[[Any], Any]) -> Any:
        from neo4j.exceptions import ConstraintError

        for attempt in range(ATTEMPTS):
            try:
                with _explained("the graph server"), self._session() as session:
                    return session.execute_write(work)
            except ConstraintError as error:
                # Two loads made one material at the same moment; the second time it is there.
                if attempt + 1 == ATTEMPTS:
                    raise StoreError(f"the graph server refuses: {error.message}") from error
        raise AssertionError("unreachable")

    def _read(self, text: str, **parameters: Any) -> list[Row]:
        def work(transaction: Any) -> list[Row]:
            return [dict(record) for record in transaction.run(text, parameters)]

        with _explained("the graph server"), self._session() as session:
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


@contextmanager
def _explained(address: str) -> Iterator[None]:
    """Errors of the driver in one plain sentence each."""
    from neo4j.exceptions import (
        AuthError,
        ClientError,
        ConstraintError,
        DriverError,
        Neo4jError,
        ServiceUnavailable,
        SessionExpired,
    )

    try:
        yield
    except AuthError as error:
        raise StoreError(f"{address} refuses the user or the password") from error
    except (ServiceUnavailable, SessionExpired, OSError) as error:
        raise StoreError(f"{address} does not answer: {_first_line(str(error))}") from error
    except ConstraintError:
        raise
    except ClientError as error:
        if "Forbidden" in (error.code or "") or "AccessMode" in (error.code or ""):
            raise StoreError(f"{address} does not allow that: {error.message}") from error
        raise StoreError(f"{address} cannot run the query: {_first_line(error.message)}") from error
    except (Neo4jError, DriverError) as error:
        raise StoreError(f"{address} failed: {error}") from error


def _first_line(text: str | None) -> str:
    return (text or "no reason given").strip().splitlines()[0].rstrip(":")
