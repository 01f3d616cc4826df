"""Queries of people only read, within their limits."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voltext.ingest.errors import StoreError, UsageError
from voltext.kb.graph.arcade import EmbeddedServer
from voltext.kb.graph.bolt import BoltGraph
from voltext.kb.graph.reading import check_reading

SLOW = "UNWIND range(1, 1000000) AS a UNWIND range(1, 100000) AS b RETURN count(a * b)"


@pytest.mark.parametrize(
    "text",
    [
        "CREATE (n:Paper)", "match (n) delete n", "MATCH (n) DETACH  DELETE n", "MATCH (n) SET n.x = 1 RETURN n",
        "MERGE(n:Paper {id: 1})", "MATCH (n) REMOVE n.id", "MATCH (n)//\nSET n.x=1", "MATCH (n)/* */CREATE(m)",
        "LOAD\tCSV FROM 'file:///etc/passwd' AS l RETURN l", "CALL { MATCH (n) RETURN n } IN TRANSACTIONS RETURN 1",
        "DROP CONSTRAINT x", "RETURN '\\'' CREATE (n) //'", "\\u0043REATE (n)", "RETURN '\\u0027 CREATE (n) //'",
        "MATCH (n) FOREACH (x IN [1] | SET n.x = x)", "ALTER USER neo4j SET PASSWORD 'x'",
    ],
)  # fmt: skip
def test_what_writes_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="only reads"):
        check_reading(text)


@pytest.mark.parametrize(
    "text",
    [
        "MATCH (n) WHERE n.set = 'CREATE (n)' RETURN n", "MATCH (n:Set) RETURN n.create", "RETURN {set: 1} AS m",
        "RETURN $delete", "RETURN 1 AS `merge`", "RETURN \"it's; DELETE\" // CREATE", "MATCH (n) RETURN n.offset",
        "RETURN 1 AS created, 2 AS dataset", "/* SET */ RETURN 1",
    ],
)  # fmt: skip
def test_what_reads_is_let_through(text: str) -> None:
    check_reading(text)


@given(st.text(st.sampled_from("'\"`\\/*\n aC"), max_size=60))
def test_a_clause_after_closed_strings_is_seen(noise: str) -> None:
    """Whatever stands quoted before it, a clause that follows is found."""
    quoted = "'" + noise.replace("\\", "\\\\").replace("'", "\\'") + "'"
    with pytest.raises(UsageError):
        check_reading(f"WITH {quoted} AS x CREATE (n)")


@pytest.mark.parametrize("text", ["'" * 50_000, "/*" * 50_000, "\\" * 100_000, "load " * 20_000, "`\\'" * 30_000])
def test_hostile_texts_are_checked_at_once(text: str) -> None:
    start = time.process_time()
    check_reading(text)
    assert time.process_time() - start < 1


def test_limits_of_rows_and_parameters(served: BoltGraph) -> None:
    five = "UNWIND range(1, 5) AS n RETURN n"
    assert served.cypher(five, {}, limit=3, seconds=5) == (["n"], [[1], [2], [3]], True)
    assert served.cypher(five, {}, limit=5, seconds=5)[2] is False
    assert served.cypher(five, {}, limit=2**70, seconds=5) == (["n"], [[n] for n in range(1, 6)], False)
    assert served.cypher("RETURN $x AS x", {"x": "'}) //"}, limit=3, seconds=5)[1] == [["'}) //"]]
    with pytest.raises(StoreError, match="cannot run the query"):
        served.cypher("MATCH (n RETURN n", {}, limit=1, seconds=5)


def test_the_time_limit(served: BoltGraph, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neo4j keeps it itself; the tests' ArcadeDB was started without one, so that it is given up on."""
    monkeypatch.setattr("voltext.kb.graph.reading._GRACE", 0.5)
    with pytest.raises(StoreError, match=r"time limit|took longer than 0.5 s"):
        served.cypher(SLOW, {}, limit=1, seconds=0.5)


@pytest.mark.server
def test_writes_are_refused_by_the_server_too(
    served: BoltGraph, arcade: EmbeddedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("voltext.kb.graph.reading.check_reading", lambda text: None)
    reader = arcade.graph(prepare=False) if "ArcadeDB" in served.agent else served
    try:
        with pytest.raises(StoreError, match="does not allow that"):
            reader.cypher("CREATE (n:Paper {id: 'x'}) RETURN n", {}, limit=1, seconds=5)
    finally:
        if reader is not served:
            reader.close()
    assert served.counts().total_nodes == 0
