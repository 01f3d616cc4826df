"""A real Elasticsearch that is killed, full or of another version: one message, and the next load goes on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest
from elasticsearch import Elasticsearch

from voltext.extract.extraction import Extraction
from voltext.ingest.errors import StoreError
from voltext.search import elastic_requests
from voltext.search.elastic_index import ElasticIndex
from voltext.search.loading import load_index

from ..papers import all_papers
from ..servers.elastic_server import ElasticServer

PAPERS = {paper.document.id: paper for paper in all_papers()}
NAME = "faults"
pytestmark = [pytest.mark.server, pytest.mark.timeout(300)]


@pytest.fixture
def client(elastic: ElasticServer) -> Iterator[Elasticsearch]:
    with closing(Elasticsearch(elastic.address, request_timeout=60)) as made:
        yield made
        made.indices.delete(index=[NAME, f"{NAME}-documents"], ignore_unavailable=True)


def connected(elastic: ElasticServer, *, make: bool = True) -> ElasticIndex:
    return ElasticIndex.connect(elastic.address, name=NAME, make=make)


def test_killed_in_the_middle_of_a_load(elastic: ElasticServer) -> None:
    """It is the server of all tests: another one would take long to start."""

    def killing(id: str) -> Extraction | None:
        if id == "nickel00":  # the first is there, the second on its way
            elastic.kill()
        return PAPERS.get(id)

    with closing(connected(elastic)) as index, pytest.raises(StoreError, match="does not answer"):
        load_index(index, PAPERS, killing, batch=1)
    elastic.start()
    with closing(connected(elastic)) as index:
        report = load_index(index, PAPERS, PAPERS.get)
        assert report.complete
        assert (report.loaded, report.unchanged) == (2, 1)
        assert report.found == report.expected
        index.clear()
        index.commit()


def test_a_full_index_says_what_to_do_and_is_loaded_on_once_there_is_room(
    elastic: ElasticServer, client: Elasticsearch, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The block is the one that the server itself sets when its disk is nearly full."""
    monkeypatch.setattr(elastic_requests, "BACKOFF", 0.01)
    with closing(connected(elastic)) as index:
        index.add(PAPERS["garnet00"])
        index.commit()
        client.indices.put_settings(index=NAME, settings={"index.blocks.read_only_allow_delete": True})
        with pytest.raises(StoreError, match="takes nothing more into 'faults', most likely its disk is full"):
            load_index(index, PAPERS, PAPERS.get)
    client.indices.put_settings(index=NAME, settings={"index.blocks.read_only_allow_delete": None})
    with closing(connected(elastic)) as index:
        report = load_index(index, PAPERS, PAPERS.get)
        assert report.complete
        assert report.unchanged == 1


def test_a_mapping_of_another_version_is_refused_or_made_anew(elastic: ElasticServer, client: Elasticsearch) -> None:
    connected(elastic).close()
    client.indices.put_mapping(index=NAME, meta={"voltext": 3})
    with pytest.raises(StoreError, match="an index of another version of voltext in 'faults'; load the knowledge base"):
        connected(elastic, make=False)
    with closing(connected(elastic)) as index:
        assert load_index(index, PAPERS, PAPERS.get).complete


def test_an_index_of_somebody_else_is_left_alone(elastic: ElasticServer, client: Elasticsearch) -> None:
    client.indices.create(index=NAME)
    client.index(index=NAME, id="1", document={"mine": "keep"}, refresh=True)
    with pytest.raises(StoreError, match="that is not of voltext"):
        connected(elastic)
    assert client.count(index=NAME)["count"] == 1
