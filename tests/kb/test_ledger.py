"""Laws of the ledger: what waits, what is named how, who contradicts whom."""

from __future__ import annotations

import pytest

from voltext.ingest.errors import UsageError
from voltext.kb.ledger import contradictions, find_record, queue
from voltext.kb.store import ALL_RECORDS, RecordStore

from .making import conductivity, decided, only, paper, record, values


def test_the_last_word_of_curators_counts_and_both_are_told(store: RecordStore) -> None:
    store.add(paper("a", record()))
    accept = decided(only(store), "accept")
    reject = decided(only(store), "reject", author="ben", time="2026-01-02T00:00:00.000000+00:00")
    store.write([reject, accept])
    assert values(store) == []
    (found,) = contradictions(store.decisions())
    assert (found.earlier, found.later) == (accept, reject)


def test_who_agrees_or_corrects_himself_contradicts_nobody(store: RecordStore) -> None:
    store.add(paper("a", record()))
    first = decided(only(store), "reject")
    later = decided(only(store), "accept", time="2026-01-02T00:00:00.000000+00:00")
    other = decided(only(store), "accept", author="ben", time="2026-01-03T00:00:00.000000+00:00")
    assert contradictions([first, later, other]) == []


def test_the_queue_puts_the_least_sure_first_and_leaves_out_what_is_judged(store: RecordStore) -> None:
    store.add(paper("a", record(1.0, confidence=0.9), record(2.0, confidence=0.2), record(3.0, confidence=0.5)))
    judged = next(stored for stored in store.query() if stored.record.value == 3.0)
    store.write([decided(judged, "accept")])
    assert [each.stored.record.value for each in queue(store, ALL_RECORDS)] == [2.0, 1.0]
    assert [each.stored.record.value for each in queue(store, ALL_RECORDS, limit=1)] == [2.0]
    with pytest.raises(UsageError, match="beauty"):
        queue(store, ALL_RECORDS, by="beauty")


def test_the_queue_puts_the_most_contradicted_first(store: RecordStore) -> None:
    store.add(paper("a", conductivity(1e-3), record(1.0, confidence=0.1)))
    store.add(paper("b", conductivity(1e-5)))
    assert [each.conflicts for each in queue(store, ALL_RECORDS, by="conflicts")] == [1, 1, 0]


def test_a_record_is_found_by_its_key_and_by_its_place(store: RecordStore) -> None:
    store.add(paper("a", record(1.0), record(2.0)))
    second = list(store.query())[1]
    assert find_record(store, second.key).key == find_record(store, second.key[:8]).key == second.key
    assert find_record(store, "10.5555/a/r1").key == second.key
    for nothing in ("", "abc", "ffffffff", "10.5555/a/r9", "nobody/r1"):
        with pytest.raises(UsageError):
            find_record(store, nothing)
