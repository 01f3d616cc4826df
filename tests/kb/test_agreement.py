"""Laws of links across papers and of learned names: linked, never melted; a conflict teaches nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from voltext.extract.extraction import Record
from voltext.kb.agreement import AGREES, CONFLICTS, MAX_LINKS, rule_of
from voltext.kb.data import kb_vocabulary
from voltext.kb.memory import MemoryStore
from voltext.kb.sqlite import SqliteStore
from voltext.kb.store import RecordStore
from voltext.kb.synonyms import learned, may_name

from .making import at, conductivity, decided, paper, record


@pytest.fixture(params=["memory", "sqlite"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[RecordStore]:
    made: RecordStore = MemoryStore() if request.param == "memory" else SqliteStore.create(tmp_path / "my.kb")
    yield made
    made.close()


def linked(store: RecordStore, one: Record, other: Record) -> list[str]:
    store.add(paper("a", one))
    store.add(paper("b", other))
    return [link.kind for link in store.links()]


COOL, WARM = at(temperature=25.0), at(temperature=60.0)
CASES: dict[str, tuple[Record, Record, list[str]]] = {
    "close": (conductivity(1.0e-3), conductivity(1.2e-3), [AGREES]),
    "far apart": (conductivity(1.0e-3), conductivity(1.0e-5), [CONFLICTS]),
    "between": (conductivity(1.0e-3), conductivity(3.0e-3), []),
    "far apart at one temperature": (
        conductivity(1e-3, conditions=COOL), conductivity(1e-5, conditions=COOL), [CONFLICTS],
    ),
    "close at one temperature": (conductivity(1e-3, conditions=COOL), conductivity(1e-3, conditions=COOL), [AGREES]),
    "nearly one temperature": (
        conductivity(1e-3, conditions=COOL), conductivity(1e-3, conditions=at(temperature=22.0)), [AGREES],
    ),
    "at other temperatures": (conductivity(1e-3, conditions=COOL), conductivity(1e-5, conditions=WARM), []),
    "equal at other temperatures": (conductivity(1e-3, conditions=COOL), conductivity(1e-3, conditions=WARM), []),
    "far apart, one without temperature": (conductivity(1e-3, conditions=COOL), conductivity(1e-5), []),
    "close, one without temperature": (conductivity(1e-3, conditions=COOL), conductivity(1e-3), [AGREES]),
    "cited": (conductivity(1e-3), conductivity(1e-3, own=False), []),
    "bound": (conductivity(1e-3), conductivity(1e-3, qualifier="lower_bound"), []),
    "another material": (conductivity(1e-3), conductivity(1e-3, "LATP"), []),
    "another basis": (record(150.0), record(150.0, basis="electrode"), []),
    "errors that meet": (conductivity(1e-3, error=4e-4), conductivity(2e-3, error=7e-4), [AGREES]),
    "a property that is not compared": (
        record(1.0, property="particle_size"), record(1.0, property="particle_size"), [],
    ),
    "nothing": (conductivity(0.0), conductivity(1e-3), [CONFLICTS]),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_records_of_two_papers_are_linked_or_not(store: RecordStore, name: str) -> None:
    one, other, kinds = CASES[name]
    assert linked(store, one, other) == kinds
    assert linked(store, other, one) == kinds
    assert len(list(store.query())) == 2  # linked, never melted


def test_a_link_says_how_far_and_under_what(store: RecordStore) -> None:
    linked(store, conductivity(1e-3, conditions=COOL), conductivity(1e-5, conditions=COOL))
    (link,) = store.links()
    assert link.ratio == 100.0
    assert "factor of 100" in link.reason
    assert "temperature" in link.reason
    assert list(store.links(link.document)) == list(store.links(link.other_document)) == [link]
    assert list(store.links("elsewhere")) == []


def test_records_of_one_paper_are_not_linked(store: RecordStore) -> None:
    store.add(paper("a", conductivity(1e-3), conductivity(1e-5)))
    assert list(store.links()) == []


def test_rejected_records_are_not_linked_and_come_back(store: RecordStore) -> None:
    assert linked(store, conductivity(1e-3), conductivity(1e-5)) == [CONFLICTS]
    store.write([decided(next(iter(store.query())), "reject")])
    assert list(store.links()) == []


def test_a_document_that_goes_takes_its_links_along(store: RecordStore) -> None:
    assert linked(store, conductivity(1e-3), conductivity(1e-3)) == [AGREES]
    store.remove([next(iter(store.headers())).id])
    assert list(store.links()) == []


def test_of_hundreds_of_papers_each_record_has_few_links() -> None:
    store = MemoryStore()
    for number in range(150):
        store.add(paper(f"p{number}", conductivity(1e-3 if number % 2 else 1e-6)))
    links = list(store.links())
    assert 0 < len(links) <= 150 * 2 * MAX_LINKS


def test_every_property_that_is_compared_has_a_rule() -> None:
    for code in kb_vocabulary("agreement"):
        rule = rule_of(code)
        assert rule is not None
        assert rule.agree < rule.conflict


GARNET = "Li6.4La3Zr1.4Ta0.6O12"


def test_a_name_that_papers_enough_explain_alike_is_learned(store: RecordStore) -> None:
    for name in "abc":
        store.add(paper(name, conductivity(1e-3, "QLZT", composition=GARNET)))
    store.add(paper("d", conductivity(1e-3, "QLZT")))
    assert len({stored.identity for stored in store.query()}) == 2
    assert store.learn() == 1
    assert {stored.identity for stored in store.query()} == {GARNET}
    assert store.synonyms()["qlzt"].papers == 3
    assert store.learn() == 0
    last = next(stored for stored in store.query() if stored.original is not None)
    assert (last.record.material.name, last.record.material.composition) == ("QLZT", GARNET)


def test_what_is_learned_is_unlearned_with_its_papers(store: RecordStore) -> None:
    for name in "abc":
        store.add(paper(name, conductivity(1e-3, "QLZT", composition=GARNET)))
    store.add(paper("d", conductivity(1e-3, "QLZT")))
    store.learn()
    store.add(paper("c", record()))
    assert store.learn() == 1
    assert "qlzt" in {stored.identity for stored in store.query()}


def test_names_that_mean_two_things_are_not_learned() -> None:
    said = [("QLZT", GARNET, work) for work in "abcd"]
    assert "qlzt" in learned(said)
    assert learned([*said, ("QLZT", "Li5La3Ta2O12", "e")]) == {}
    assert learned(said[:2]) == {}
    assert learned([("QLZT", GARNET, "a")] * 5) == {}  # one paper, five times


@pytest.mark.parametrize("name", ["S1", "sample 2", "A-700", "film", "cathode", "LFP", "NaCl", "", "x" * 500, "12"])
def test_labels_words_and_known_names_are_never_learned(name: str) -> None:
    assert not may_name(name)


def test_hostile_names_take_no_time() -> None:
    for name in ("s" * 80, "sample" * 13, "a-" * 40, " " * 79 + "x", "Aa " * 26):
        may_name(name)


def test_names_of_one_composition_are_one_material(store: RecordStore) -> None:
    store.add(paper("a", record(150.0, "NMC811")))
    store.add(paper("b", record(150.0, "LiNi0.8Mn0.1Co0.1O2", composition="LiMn0.1Co0.1Ni0.8O2")))
    store.add(paper("c", record(150.0, "NCM 811", composition="LiMn0.1Co0.1Ni0.8O2")))
    assert len({stored.identity for stored in store.query()}) == 1


def test_the_number_of_papers_is_a_setting(monkeypatch: pytest.MonkeyPatch, store: RecordStore) -> None:
    monkeypatch.setenv("VOLTEXT_SYNONYM_PAPERS", "1")
    store.add(paper("a", replace(conductivity(1e-3, "QLZT", composition=GARNET))))
    assert store.learn() == 1
