"""Requests to a server that are made of many: writes that overlap, and questions that are asked together."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from typing import Any as Anything

from ..ingest.errors import StoreError

# Entries a request (some three megabytes), and requests at once.
BULK, WORKERS = 2_000, 2
# Seconds before what a busy server did not take is sent again, three times, each twice as late.
BACKOFF = 1.0


def send_all(client: Anything, actions: Iterator[dict[str, Anything]]) -> None:
    """Send ``actions``, WORKERS requests at once: while the server works on some the next are made."""
    from elasticsearch.helpers import bulk

    def send(part: list[dict[str, Anything]]) -> None:
        bulk(client, part, chunk_size=BULK, max_retries=3, initial_backoff=BACKOFF)

    with ThreadPoolExecutor(WORKERS) as pool:
        sent: deque[Future[None]] = deque()
        while part := list(islice(actions, BULK)):
            sent.append(pool.submit(send, part))
            if len(sent) > WORKERS:
                sent.popleft().result()
        for each in sent:
            each.result()


def fit(client: Anything, name: str, queries: Sequence[dict[str, Anything]]) -> list[bool]:
    """Whether an entry of the index ``name`` fits, for each of ``queries``, asked at once. Raises StoreError."""
    if not queries:
        return []
    one = {"size": 0, "track_total_hits": 1, "terminate_after": 1}
    asked: list[dict[str, Anything]] = [part for query in queries for part in ({}, {"query": query, **one})]
    found = client.msearch(index=name, searches=asked)["responses"]
    for each in found:
        if "error" in each:
            raise StoreError(f"the server failed: {each['error'].get('reason')}")
    return [bool(each["hits"]["total"]["value"]) for each in found]
