"""Laws of merges and of exchange: any order comes to one state, and what is taken back leaves no trace."""

from __future__ import annotations

import sqlite3
from itertools import permutations
from pathlib import Path

import pytest

from voltext.extract.extraction import MaterialRef
from voltext.extract.extraction import Sample as MadeSample
from voltext.kb.curation import Curation
from voltext.kb.decision import Decision, Substance
from voltext.kb.memory import MemoryStore
from voltext.kb.sqlite import SqliteStore
from voltext.kb.store import RecordFilter, RecordStore

from .making import conductivity, decided, only, paper, record, undo


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
