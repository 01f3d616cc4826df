"""Laws of curation: decisions outlive extractors, come to one state in every order, and can be taken back."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest

from voltext.extract.extraction import MaterialRef, Record
from voltext.extract.extraction import Sample as MadeSample
from voltext.ingest.errors import ContractError, UsageError
from voltext.kb.curation import Curation
from voltext.kb.decision import Decision, Substance, from_line, in_force, to_line
from voltext.kb.editing import edited
from voltext.kb.ledger import contradictions, find_record, orphans, queue
from voltext.kb.memory import MemoryStore
from voltext.kb.sqlite import SqliteStore
from voltext.kb.store import ALL_RECORDS, RecordFilter, RecordStore

from .making import at, conductivity, decided, only, paper, record, undo


@pytest.fixture(params=["memory", "sqlite"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[RecordStore]:
    made: RecordStore = MemoryStore() if request.param == "memory" else SqliteStore.create(tmp_path / "my.kb")
    yield made
    made.close()


def values(store: RecordStore, **wanted: object) -> list[float | None]:
    return [stored.record.value for stored in store.query(replace(ALL_RECORDS, **wanted))]  # type: ignore[arg-type]


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


# What another version of the extractor may give for the same paper, and still mean the same fact.
SENTENCE = "The cell with LFP delivered a capacity of 150 mAh/g."
CHANGED: dict[str, tuple[Record, ...]] = {
    "as it was": (record(150.0),),
    "another id, rule, confidence": (record(7.0), record(150.0, rule="other", confidence=0.1)),
    "more conditions": (record(150.0, conditions=at(temperature=60.0)),),
    "another name": (record(150.0, "LFP cathode", sentence=SENTENCE),),
    "moved in the text": (record(150.0, start=5000),),
    "a longer sentence": (record(150.0, sentence=f"As expected, {SENTENCE} That is much."),),
    "more evidence": (replace(record(150.0), evidence=(record(1.0).evidence[0], *record(150.0).evidence)),),
    "another unit of the same": (replace(record(150.0), value=0.15, unit="Ah/g"),),
}


@pytest.mark.parametrize("name", CHANGED)
def test_a_decision_outlives_a_changed_extractor(store: RecordStore, name: str) -> None:
    store.add(paper("a", record(150.0)))
    store.write([decided(only(store), "reject")])
    store.add(paper("a", *CHANGED[name], version="v2"))
    assert [stored.verdict for stored in store.query(RecordFilter(rejected=True))].count("rejected") == 1
    assert 150.0 not in values(store)
    assert list(orphans(store)) == []


LOST: dict[str, tuple[Record, ...]] = {
    "no records": (),
    "another value": (record(151.0),),
    "another property": (replace(record(150.0), property="discharge_capacity"),),
    "the value of another sentence": (
        record(150.0, "NMC", start=900, sentence="Those of NMC gave 150 mAh/g at first."),
    ),
}


@pytest.mark.parametrize("name", LOST)
def test_a_decision_whose_record_vanished_is_kept_and_listed(store: RecordStore, name: str) -> None:
    store.add(paper("a", record(150.0)))
    decision = decided(only(store), "reject")
    store.write([decision])
    store.add(paper("a", *LOST[name], version="v2"))
    assert list(orphans(store)) == [decision]
    assert all(stored.verdict is None for stored in store.query())
    store.add(paper("a", record(150.0), version="v3"))
    assert list(orphans(store)) == []
    assert values(store) == []


def test_an_edit_that_the_extractor_has_learned_stays_in_force(store: RecordStore) -> None:
    store.add(paper("a", record(150.0)))
    store.write([decided(only(store), "edit", changes={"property": "discharge_capacity"})])
    store.add(paper("a", replace(record(150.0), property="discharge_capacity"), version="v2"))
    assert (only(store).record.property, only(store).verdict) == ("discharge_capacity", "edited")
    assert list(orphans(store)) == []


def test_of_two_equal_values_in_a_sentence_the_one_of_the_material_is_meant(store: RecordStore) -> None:
    said = "Both LFP and NMC gave 150 mAh/g."
    store.add(paper("a", record(150.0, "LFP", sentence=said), record(150.0, "NMC", sentence=said)))
    store.write([decided(list(store.query())[1], "reject")])
    store.add(paper("a", record(150.0, "NMC", sentence=said), record(150.0, "LFP", sentence=said), version="v2"))
    assert [stored.record.material.name for stored in store.query()] == ["LFP"]


def test_a_decision_holds_for_every_edition_of_the_paper(store: RecordStore) -> None:
    store.add(paper("a", record(150.0)))
    store.write([decided(only(store), "reject")])
    store.add(paper("a", record(150.0, start=77), id="feed" * 4, sha256="feed" * 16))
    assert values(store) == []


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


def test_decisions_come_to_one_state_in_every_order(tmp_path: Path) -> None:
    """Undos before what they undo, later before earlier: the same knowledge comes out."""
    seed = MemoryStore()
    seed.add(paper("a", record()))
    accept = decided(only(seed), "accept")
    reject = decided(only(seed), "reject", author="ben", time="2026-01-02T00:00:00.000000+00:00")
    every = [accept, reject, undo(reject), undo(accept, author="ben")]
    states = set()
    for place, order in enumerate(permutations(every)):
        with_order = SqliteStore.create(tmp_path / str(place))
        with_order.add(paper("a", record()))
        for decision in order:
            with_order.write([decision])
        states.add(dump(tmp_path / str(place)))
        with_order.close()
    assert len(states) == 1


def dump(kb: Path, *, log: bool = True) -> str:
    """A knowledge base as SQL, rows in one order; without ``log`` all but the decisions, which forget nothing."""
    connection = sqlite3.connect(kb / "kb.sqlite")
    lines = [line for line in connection.iterdump() if log or not line.startswith('INSERT INTO "decisions"')]
    connection.close()
    return "\n".join(sorted(lines))


def test_a_merge_that_is_taken_back_leaves_every_byte_as_it_was(tmp_path: Path) -> None:
    sample = MadeSample("s1", "A", MaterialRef("SSE-1"))
    with_merge = SqliteStore.create(tmp_path / "kb")
    with_merge.add(paper("a", conductivity(1e-3, "SSE-1"), record(99.0, "LFP"), samples=[sample]))
    with_merge.add(paper("b", conductivity(4e-4, "Li6PS5Cl", composition="Li6PS5Cl")))
    with_merge.mark_indexed([each.id for each in with_merge.headers()])
    list(with_merge.links())
    before = dump(tmp_path / "kb", log=False)
    stored = next(each for each in with_merge.query() if each.record.material.name == "SSE-1")
    extraction = with_merge.get(stored.header.id)
    assert extraction is not None
    merge = Decision(
        "merge", "ada", "2026-01-01T00:00:00.000000+00:00", material=Substance("sse-1", "SSE-1"),
        into=Substance("Li6PS5Cl", "Li6PS5Cl", "Li6PS5Cl"),
    ).signed()  # fmt: skip
    with_merge.write([merge])
    assert {each.identity for each in with_merge.query(RecordFilter(property="ionic_conductivity"))} == {"Li6PS5Cl"}
    merged = with_merge.curated(extraction.extraction())
    assert merged.samples[0].material == MaterialRef("Li6PS5Cl", "Li6PS5Cl")
    assert [link.kind for link in with_merge.links()] == []
    assert dump(tmp_path / "kb", log=False) != before
    with_merge.write([undo(merge)])
    assert with_merge.curated(extraction.extraction()) == extraction.extraction()
    list(with_merge.links())
    with_merge.mark_indexed([each.id for each in with_merge.headers()])
    assert dump(tmp_path / "kb", log=False) == before
    assert [each.action for each in with_merge.decisions()] == ["merge", "undo"]
    with_merge.close()


@pytest.mark.parametrize("chain", [["a b", "b c"], ["a b", "b a"], ["a b", "b c", "c a"], ["a a"]])
def test_merges_follow_one_another_and_a_circle_ends(chain: list[str]) -> None:
    merges = [
        Decision("merge", "ada", f"2026-01-0{day}T00:00:00.000000+00:00",
                 material=Substance(one, one), into=Substance(other, other)).signed()
        for day, (one, other) in enumerate((pair.split() for pair in chain), 1)
    ]  # fmt: skip
    curation = Curation(merges)
    ends = {curation.resolve(key) for key in "abc"}
    assert "c" in ends
    assert curation.resolve("zzz") == "zzz"


def test_an_unmerge_keeps_a_material_apart(store: RecordStore) -> None:
    store.add(paper("a", record(150.0, "XYZ-1 mix")))
    what = Substance("xyz-1 mix", "XYZ-1 mix")
    store.write(
        [Decision("merge", "ada", "2026-01-01T00:00:00+00:00", material=what, into=Substance("lfp", "LFP")).signed()]
    )
    assert only(store).record.material.name == "LFP"
    store.write([Decision("unmerge", "ben", "2026-01-02T00:00:00+00:00", material=what).signed()])
    assert only(store).record.material.name == "XYZ-1 mix"


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


def test_a_decision_on_an_unknown_paper_waits_for_it(store: RecordStore) -> None:
    other = MemoryStore()
    other.add(paper("a", record()))
    decision = decided(only(other), "reject")
    store.write([decision])
    assert list(orphans(store)) == [decision]
    store.add(paper("a", record()))
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
