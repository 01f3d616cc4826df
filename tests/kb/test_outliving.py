"""Laws of decisions over changed extractors: they find their fact again, or are kept and listed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from voltext.extract.extraction import MaterialRef, Record
from voltext.extract.quantity import Normalised
from voltext.kb.ledger import lost, orphans, queue
from voltext.kb.memory import MemoryStore
from voltext.kb.store import ALL_RECORDS, RecordFilter, RecordStore

from .making import at, decided, only, paper, record, values

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
    "another material": (record(150.0, "NMC811"),),
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


def test_an_edit_of_the_material_that_the_extractor_has_learned_stays_in_force(store: RecordStore) -> None:
    store.add(paper("a", record(150.0)))
    store.write([decided(only(store), "edit", changes={"material": "NMC811"})])
    store.add(paper("a", replace(record(150.0), material=MaterialRef("NCM 811", "LiMn0.1Co0.1Ni0.8O2")), version="v2"))
    assert (only(store).verdict, list(orphans(store))) == ("edited", [])
    store.add(paper("a", replace(record(150.0), material=MaterialRef("LCO")), version="v3"))
    assert (only(store).verdict, len(list(orphans(store)))) == (None, 1)


def test_a_remark_stays_with_its_words(store: RecordStore) -> None:
    store.add(paper("a", record(150.0)))
    store.write([decided(only(store), "comment", reason="which cell?")])
    store.add(paper("a", replace(record(150.0), material=MaterialRef("NMC811")), version="v2"))
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


def test_a_decision_on_an_unknown_paper_waits_for_it(store: RecordStore) -> None:
    other = MemoryStore()
    other.add(paper("a", record()))
    decision = decided(only(other), "reject")
    store.write([decision])
    assert list(orphans(store)) == [decision]
    store.add(paper("a", record()))
    assert values(store) == []


READ_OTHERWISE: dict[str, Record] = {
    "another value": replace(record(150.0), value=1500.0, normalised=Normalised(1500.0, None, None, "mAh/g")),
    "another property": replace(record(150.0), property="discharge_capacity"),
    "another material": replace(record(150.0), material=MaterialRef("NMC811")),
}


@pytest.mark.parametrize("name", READ_OTHERWISE)
def test_what_is_read_otherwise_now_comes_first_in_the_queue(store: RecordStore, name: str) -> None:
    other = record(99.0, "NMC", start=500, confidence=0.1)
    store.add(paper("a", record(150.0), other))
    decision = decided(next(each for each in store.query() if each.record.value == 150.0), "accept")
    store.write([decision])
    store.add(paper("a", READ_OTHERWISE[name], other, version="v2"))
    (orphan,) = lost(store)
    first, second = queue(store, ALL_RECORDS)
    assert (first.formerly, first.stored.record.id) == (decision, (orphan.successor or ("", ""))[1])
    assert (second.formerly, first.stored.verdict) == (None, None)


def test_another_sentence_is_no_successor(store: RecordStore) -> None:
    store.add(paper("a", record(150.0)))
    store.write([decided(only(store), "reject")])
    store.add(paper("a", record(150.0, start=900, sentence="Others reported 150 mAh/g for LFP."), version="v2"))
    assert [each.successor for each in lost(store)] == [None]
    assert [each.formerly for each in queue(store, ALL_RECORDS)] == [None]
