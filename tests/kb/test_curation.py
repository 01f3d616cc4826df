"""Laws of curation: what is decided counts, what was extracted stays, and nothing is half-written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from voltext.ingest.errors import ContractError, UsageError
from voltext.kb.decision import Decision, from_line, in_force, to_line
from voltext.kb.editing import check_fit, edited
from voltext.kb.memory import MemoryStore
from voltext.kb.sqlite import SqliteStore
from voltext.kb.store import RecordStore

from .making import decided, only, paper, record, undo, values


def test_a_rejected_record_appears_only_when_asked_for(store: RecordStore) -> None:
    store.add(paper("a", record(150.0), record(99.0)))
    assert store.write([decided(next(iter(store.query())), "reject")]) == 1
    assert values(store) == [99.0]
    assert values(store, rejected=True) == [150.0, 99.0]
    entry = store.get(next(iter(store.headers())).id)
    assert entry is not None
    assert [each.value for each in store.curated(entry.extraction()).records] == [99.0]


def test_an_edited_record_keeps_what_was_extracted(store: RecordStore) -> None:
    store.add(paper("a", record(150.0)))
    changes = {"value": 155.0, "material": "LMFP", "own": False, "conditions": {"temperature": "60 °C"}}
    store.write([decided(only(store), "edit", changes=changes)])
    stored = only(store)
    assert stored.verdict == "edited"
    assert stored.original is not None
    assert stored.original.value == 150.0
    assert (stored.record.value, stored.record.material.name, stored.record.own) == (155.0, "LMFP", False)
    assert stored.record.normalised is not None
    assert stored.record.normalised.value == 155.0
    assert stored.record.conditions["temperature"].normalised is not None
    assert values(store, low=151.0) == [155.0]  # filters see what counts
    assert values(store, material="LMFP") == [155.0]


def test_an_accepted_record_is_certain(store: RecordStore) -> None:
    store.add(paper("a", record()))
    store.write([decided(only(store), "accept")])
    assert (only(store).verdict, only(store).record.confidence) == ("accepted", 1.0)


def test_a_comment_judges_nothing(store: RecordStore) -> None:
    store.add(paper("a", record()))
    store.write([decided(only(store), "comment", reason="look again")])
    assert only(store).verdict is None
    assert only(store).original is None


def test_what_a_decision_changes_counts_as_not_indexed(store: RecordStore) -> None:
    store.add(paper("a", record()))
    store.add(paper("b", record(99.0)))
    store.mark_indexed([each.id for each in store.headers()])
    first = next(iter(store.query()))
    store.write([decided(first, "reject")])
    assert list(store.unindexed()) == [first.header.id]


def test_writing_twice_changes_nothing(store: RecordStore) -> None:
    store.add(paper("a", record()))
    decision = decided(only(store), "reject")
    assert [store.write([decision]), store.write([decision])] == [1, 0]
    assert list(store.decisions()) == [decision]


def test_an_undo_of_an_undo_brings_back(store: RecordStore) -> None:
    store.add(paper("a", record()))
    first = decided(only(store), "reject")
    second = undo(first)
    third = undo(second, time="2026-03-01T00:00:00.000000+00:00")
    store.write([first, second])
    assert len(values(store)) == 1
    store.write([third])
    assert values(store) == []


def test_decisions_come_back_from_their_line_and_altered_ones_do_not() -> None:
    store = MemoryStore()
    store.add(paper("a", record()))
    decision = decided(only(store), "edit", changes={"value": 1.0, "conditions": {"temperature": None}}, reason="“why”")
    assert from_line(to_line(decision)) == decision
    with pytest.raises(ContractError, match="altered"):
        from_line(to_line(decision).replace("ada", "eve"))
    for broken in ("", "[]", "{}", "\x00", '{"action":"burn","author":"a","time":"b"}', to_line(decision)[:-3]):
        with pytest.raises(ContractError):
            from_line(broken)


@pytest.mark.parametrize(
    "changes",
    [
        {"property": "beauty"}, {"unit": "parsecs of"}, {"value": float("nan")}, {"min": 3.0, "max": 1.0},
        {"material": " "}, {"conditions": {"mood": "good"}}, {"colour": "red"}, {"value": "many"},
    ],
)  # fmt: skip
def test_an_edit_that_cannot_be_is_refused(changes: dict[str, object]) -> None:
    with pytest.raises(UsageError):
        edited(record(), changes)


def test_a_range_becomes_a_value_and_a_value_a_range() -> None:
    spread = edited(record(), {"min": 1.0, "max": 2.0})
    assert (spread.value, spread.min, spread.max, spread.qualifier) == (None, 1.0, 2.0, "range")
    again = edited(spread, {"value": 3.0})
    assert (again.value, again.min, again.qualifier) == (3.0, None, "exact")


def test_a_key_stays_when_its_record_is_edited(store: RecordStore) -> None:
    store.add(paper("a", record()))
    key = only(store).key
    store.write([decided(only(store), "edit", changes={"value": 1.0})])
    assert only(store).key == key


def test_of_a_thousand_undos_the_parity_counts() -> None:
    store = MemoryStore()
    store.add(paper("a", record()))
    chain = [decided(only(store), "reject")]
    for day in range(1000):
        chain.append(undo(chain[-1], time=f"2027-01-01T00:00:00.{day:06}+00:00"))
    assert [each.id for each in in_force(reversed(chain))] == [chain[0].id]


def test_a_write_that_is_rolled_back_is_forgotten(tmp_path: Path) -> None:
    with_fault = SqliteStore.create(tmp_path / "kb")
    with_fault.add(paper("a", record()))
    decision = decided(only(with_fault), "reject")

    def failing() -> Iterator[Decision]:
        yield decision
        raise RuntimeError

    with pytest.raises(RuntimeError):
        with_fault.write(failing())
    with_fault.add(paper("b", record(99.0)))
    with_fault.add(paper("a", record()))
    assert sorted(value for value in values(with_fault) if value) == [99.0, 150.0]
    assert list(with_fault.decisions()) == []
    with_fault.close()


@pytest.mark.parametrize(
    "changes", [{"unit": "eV"}, {"property": "voltage"}, {"conditions": {"temperature": "5 h"}}], ids=str
)
def test_a_unit_that_the_property_cannot_have_does_not_fit(changes: dict[str, object]) -> None:
    with pytest.raises(UsageError, match="not measured in"):
        check_fit(record(), edited(record(), changes))


def test_what_was_extracted_so_may_stay() -> None:
    odd = replace(record(), unit="eV")
    check_fit(odd, edited(odd, {"value": 3.0}))
    check_fit(record(), edited(record(), {"unit": "Ah/g", "conditions": {"rate": "C/10", "electrolyte": "LP30"}}))


def test_one_decision_after_another_is_not_read_again(tmp_path: Path) -> None:
    """A review of an evening must not read all decisions for each; what another process wrote is seen all the same."""
    here, there = SqliteStore.create(tmp_path / "kb"), SqliteStore.create(tmp_path / "kb")
    here.add(paper("a", record(1.0), record(2.0), record(3.0)))
    read: list[str] = []
    here._connection.set_trace_callback(read.append)
    for stored in list(here.query())[:2]:
        here.write([decided(stored, "reject")])
    assert sum("FROM decisions ORDER" in statement for statement in read) <= 1
    there.write([decided(next(iter(there.query())), "reject")])
    here.add(paper("a", record(1.0), record(2.0), record(3.0)))
    assert values(here) == []
    here.close()
    there.close()
