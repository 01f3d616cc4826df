"""ElasticIndex: the index on a server, where one machine is too small. Elasticsearch 8.19 or newer.

A document's mark (its state, in an index of its own) goes before its old entries do and comes back after the new ones
are in: whoever is killed in between finds the mark missing and adds the document again.
"""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any as Anything

from ..extract.extraction import Extraction
from ..extract.learned.encoder import Vector
from ..ingest.errors import MissingExtra, StoreError, UsageError
from .elastic_faults import explained
from .elastic_layout import CODED, COPIED, MARKS, SETTINGS, entry_mappings, loaded_state, source_of
from .elastic_query import commonest, query_of
from .elastic_requests import fit, send_all
from .index import FACET_SIZE, INDEX_VERSION, Hit, Order, Page
from .making import entries_of
from .plan import Plan

DEFAULT_NAME = "voltext"
# Keys fetched a round.
ROUND = 10_000
# Seconds for a server to open an index after its start.
PATIENCE = 50
# Neighbours that the server looks at, at least: its graph of them finds nearly, not always, the nearest.
CANDIDATES = 500
# log2(2 + weight) out of the server's log10, so that weights tell as much as in the other indexes.
_LOG2 = 3.321928094887362


class ElasticIndex:
    """An Index on a server. Changes wait in memory until ``commit``."""

    def __init__(self, client: Anything, address: str, name: str) -> None:
        self._client = client
        self._address = address
        self._name = name
        self._marks = f"{name}-documents"
        self._cleared = False
        self._waiting: dict[str, Extraction | None] = {}
        self._vectors: dict[str, dict[str, list[float]]] = {}

    @classmethod
    def connect(
        cls, address: str, *, name: str = DEFAULT_NAME, user: str = "", password: str = "", make: bool = False
    ) -> ElasticIndex:
        """The index ``name`` at ``address`` (``http://host:9200``); ``make`` makes it, or anew one of another version.

        Raises StoreError, in one sentence, where nothing answers, the password is wrong or there is no such index, and
        UsageError where ``address`` is no address.
        """
        try:
            from elasticsearch import Elasticsearch
        except ImportError as error:
            raise MissingExtra("an Elasticsearch server", "elastic") from error

        login = (user, password) if password else None
        try:
            client = Elasticsearch(address, basic_auth=login, request_timeout=60, max_retries=2)
        except ValueError as error:
            raise UsageError(f"{address!r} is no address of a server, such as http://127.0.0.1:9200") from error
        index = cls(client, address, name)
        try:
            with explained(address, name):
                version = index._version()
                if version != INDEX_VERSION and make:
                    index._make()
                elif version != INDEX_VERSION:
                    what = "holds no index" if version is None else "holds an index of another version of voltext in"
                    raise StoreError(f"{address} {what} {name!r}; load the knowledge base (again)")
                index._await()
        except StoreError:
            client.close()
            raise
        return index

    def add(self, extraction: Extraction) -> None:
        """See Index."""
        self._waiting[extraction.document.id] = extraction

    def remove(self, document: str) -> None:
        """See Index."""
        self._waiting[document] = None

    def put_vectors(self, document: str, vectors: Mapping[str, Vector]) -> None:
        """See Index. The document must be added before the same commit: the server keeps no copy to complete."""
        if document not in self._waiting:
            raise ValueError(f"vectors of {document}, which is not being added")
        self._vectors[document] = {id: vector.tolist() for id, vector in vectors.items()}

    @property
    def has_vectors(self) -> bool:
        """See Index."""
        with explained(self._address, self._name):
            found = self._client.search(index=self._name, query={"exists": {"field": "vector"}}, size=0,
                                        terminate_after=1)  # fmt: skip
        return bool(found["hits"]["total"]["value"])

    def coded(self) -> tuple[int, int]:
        """See Index."""
        with explained(self._address, self._name):
            total = self._client.count(index=self._marks)["count"]
            coded = self._client.count(index=self._marks, query={"wildcard": {"state": {"value": f"*{CODED}"}}})
        return int(coded["count"]), int(total)

    def near(self, vector: Vector, plan: Plan, *, limit: int = 10) -> tuple[Hit, ...]:
        """See Index."""
        asked = {
            "field": "vector", "query_vector": vector.tolist(), "k": limit,
            "num_candidates": min(max(4 * limit, CANDIDATES), ROUND), "filter": query_of(plan),
        }  # fmt: skip
        with explained(self._address, self._name):
            found = self._client.search(index=self._name, knn=asked, size=limit, source=["payload"])
        # Scores are (1 + cosine) / 2.
        return tuple(
            Hit(hit["_id"], 2.0 * hit["_score"] - 1.0, b64decode(hit["_source"]["payload"]))
            for hit in found["hits"]["hits"]
        )

    def clear(self) -> None:
        """See Index."""
        self._waiting.clear()
        self._vectors.clear()
        self._cleared = True

    def commit(self) -> None:
        """See Index."""
        with explained(self._address, self._name):
            if self._cleared:
                self._make()
                self._cleared = False
            if self._waiting:
                send_all(self._client, self._outgoing())
                send_all(self._client, self._incoming())
                self._client.indices.refresh(index=self._name)
                marks = (
                    {"_op_type": "index", "_index": self._marks, "_id": id, "state": self._state(extraction)}
                    for id, extraction in self._waiting.items()
                    if extraction is not None
                )
                send_all(self._client, marks)
                self._client.indices.refresh(index=self._marks)
                self._waiting.clear()
                self._vectors.clear()

    def copied(self) -> None:
        """Let the server keep a copy where it has another machine; an index is made without, to be filled faster."""
        with explained(self._address, self._name):
            self._client.indices.put_settings(index=[self._name, self._marks], settings=COPIED)

    def states(self) -> Mapping[str, str]:
        """The state of each document that is wholly there, by its id."""
        from elasticsearch.helpers import scan

        with explained(self._address, self._name):
            return {hit["_id"]: hit["_source"]["state"] for hit in scan(self._client, index=self._marks, size=ROUND)}

    def search(
        self,
        plan: Plan,
        *,
        limit: int = 10,
        offset: int = 0,
        order: Order | None = None,
        facets: Collection[str] = (),
    ) -> Page:
        """See Index."""
        query = query_of(plan)
        sort: list[Anything] = []
        if order is None:
            weight = {"field_value_factor": {"field": "weight", "modifier": "log2p", "missing": 0}, "weight": _LOG2}
            query = {"function_score": {"query": query, "functions": [weight], "boost_mode": "multiply"}}
        else:
            sort = [{order.field: {"order": "desc" if order.descending else "asc", "missing": "_last"}}]
        with explained(self._address, self._name):
            found = self._client.search(
                index=self._name, query=query, size=limit, from_=offset, sort=sort or None, track_total_hits=True,
                source=["payload"],
                aggregations={name: commonest(f"facet_{name}", FACET_SIZE) for name in facets} or None,
            )  # fmt: skip
        hits = tuple(
            Hit(hit["_id"], hit["_score"] or 0.0, b64decode(hit["_source"]["payload"])) for hit in found["hits"]["hits"]
        )
        counts = {
            name: {each["key"]: each["doc_count"] for each in found["aggregations"][name]["buckets"]} for name in facets
        }
        return Page(hits, int(found["hits"]["total"]["value"]), counts)

    def first(
        self, plans: Iterable[Plan], *, limit: int, offset: int, order: Order | None, facets: Collection[str]
    ) -> tuple[int, Page]:
        """See Index. What does not fit at first is asked together, for one entry each: a question has many ways."""
        ways = iter(plans)
        page = self.search(next(ways), limit=limit, offset=offset, order=order, facets=facets)
        others = list(ways) if not page.total else []
        if not others:
            return 0, page
        with explained(self._address, self._name):
            fitting = fit(self._client, self._name, [query_of(plan) for plan in others])
        place = fitting.index(True) if True in fitting else len(others) - 1
        if not fitting[place]:
            return place + 1, page
        return place + 1, self.search(others[place], limit=limit, offset=offset, order=order, facets=facets)

    def keys(self, plan: Plan, field: str) -> frozenset[int]:
        """See Index."""
        asked: dict[str, Anything] = {"size": ROUND, "sources": [{"key": {"terms": {"field": f"join_{field}"}}}]}
        keys: set[int] = set()
        while True:
            found = self._aggregated(query_of(plan), {"keys": {"composite": asked}})["keys"]
            keys.update(bucket["key"]["key"] for bucket in found["buckets"])
            if len(found["buckets"]) < ROUND:
                return frozenset(keys)
            asked["after"] = found["after_key"]

    def known(self, asked: Collection[tuple[str, str]]) -> frozenset[tuple[str, str]]:
        """See Index."""
        pairs = sorted(asked)
        with explained(self._address, self._name):
            there = fit(self._client, self._name, [{"term": {field: {"value": token}}} for field, token in pairs])
        return frozenset(pair for pair, fits in zip(pairs, there, strict=True) if fits)

    def vocabulary(self, field: str, prefix: str, *, limit: int = 200) -> tuple[str, ...]:
        """See Index."""
        asked = commonest(field, limit)
        asked["terms"]["include"] = re.sub(r"([.?+*|(){}\[\]\\\"#@&<>~])", r"\\\1", prefix) + ".*"
        found = self._aggregated({"prefix": {field: {"value": prefix}}}, {"tokens": asked})
        return tuple(each["key"] for each in found["tokens"]["buckets"])

    def close(self) -> None:
        """See Index."""
        self._waiting.clear()
        self._client.close()

    def _state(self, extraction: Extraction) -> str:
        return loaded_state(extraction, vectors=bool(self._vectors.get(extraction.document.id)))

    def _aggregated(self, query: dict[str, Anything], asked: dict[str, Anything]) -> Anything:
        with explained(self._address, self._name):
            found = self._client.search(index=self._name, query=query, size=0, aggregations=asked)
        return found["aggregations"]

    def _outgoing(self) -> Iterator[dict[str, Anything]]:
        """Deletions of what is there of the waiting documents: their marks first."""
        from elasticsearch.helpers import scan

        ids = list(self._waiting)
        for name, query in ((self._marks, {"ids": {"values": ids}}), (self._name, {"terms": {"document": ids}})):
            for hit in scan(self._client, index=name, query={"query": query, "_source": False}, size=ROUND):
                yield {"_op_type": "delete", "_index": name, "_id": hit["_id"]}

    def _incoming(self) -> Iterator[dict[str, Anything]]:
        for extraction in self._waiting.values():
            if extraction is not None:
                vectors = self._vectors.get(extraction.document.id, {})
                for entry in entries_of(extraction):
                    source = source_of(entry)
                    if entry.id in vectors:
                        source["vector"] = vectors[entry.id]
                    yield {"_op_type": "index", "_index": self._name, "_id": entry.id, "_source": source}

    def _version(self) -> int | None:
        if not self._client.indices.exists(index=self._name):
            return None
        found = self._client.indices.get_mapping(index=self._name)
        meta = next(iter(found.values()))["mappings"].get("_meta", {})
        if "voltext" not in meta:
            raise StoreError(f"{self._address} holds an index {self._name!r} that is not of voltext")
        return int(meta["voltext"])

    def _await(self) -> None:
        """Wait until a server that was just started has found its data again."""
        names = [self._name, self._marks]
        health = self._client.cluster.health(index=names, wait_for_status="yellow", timeout=f"{PATIENCE}s")
        if health["timed_out"]:
            raise StoreError(f"{self._address} has not opened {self._name!r} within {PATIENCE} s: try again later")

    def _make(self) -> None:
        indices = self._client.indices
        for name, mappings in ((self._marks, MARKS), (self._name, entry_mappings())):
            indices.delete(index=name, ignore_unavailable=True)
            indices.create(index=name, mappings=mappings, settings=SETTINGS)
