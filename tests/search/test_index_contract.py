"""One contract, every index: the twin in memory, tantivy and a real server give the same answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from voltext.extract.extraction import Extraction
from voltext.ingest.errors import StoreError, UsageError
from voltext.search.answer import Answer, answer
from voltext.search.compiler import Compiler
from voltext.search.elastic_index import ElasticIndex
from voltext.search.entry import FACETS
from voltext.search.index import Index, Order, open_index
from voltext.search.loading import load_index
from voltext.search.memory_index import MemoryIndex
from voltext.search.parser import parse
from voltext.search.plan import AtLeast, Every, Token

from ..papers import all_papers, garnet, nickel
from ..servers.elastic_server import ElasticServer

Maker = Callable[[], Index]


@pytest.fixture(params=["memory", "tantivy", pytest.param("elastic", marks=pytest.mark.server)])
def index(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Index]:
    """An empty index."""
    made = an_index(request.param, request, tmp_path)
    yield made
    made.close()


def an_index(kind: str, request: pytest.FixtureRequest, folder: Path) -> Index:
    if kind == "memory":
        return MemoryIndex()
    if kind == "tantivy":
        return open_index(folder)
    server: ElasticServer = request.getfixturevalue("elastic")
    index = ElasticIndex.connect(server.address, make=True)
    for document in index.states():
        index.remove(document)
    index.commit()
    return index


@pytest.fixture
def full(index: Index) -> Index:
    for paper in all_papers():
        index.add(paper)
    index.commit()
    return index


def found(index: Index, question: str) -> set[str]:
    """Paper and id of every record that answers ``question``."""
    made = answer(index, question, limit=100)
    return {f"{record.paper.id[:3]}/{record.id}" for record in made.records if record.paper}


FILTERS = {
    "conductivity>=1 mS/cm": {"gar/r0"},
    "conductivity>1.2 mS/cm": set(),
    "conductivity>=0.0012 S/cm": {"gar/r0"},
    "conductivity>0.1mS/cm temperature:25C": {"gar/r0", "gar/r1"},
    "conductivity at temperature>50C": {"gar/r2"},
    "conductivity>0.1mS/cm at temperature>50C": {"gar/r2"},
    "conductivity>0 at temperature:333K": {"gar/r2"},
    "conductivity>0 temperature:RT": {"gar/r0", "gar/r1"},
    "conductivity>0.1mS/cm own:true": {"gar/r0", "gar/r1"},
    "conductivity>0.1mS/cm cited:yes": {"gar/r2"},
    "capacity>=150 mAh/g": {"nic/r0", "nic/r1", "oli/r0"},
    "capacity>155 mAh/g": {"nic/r0", "nic/r1"},
    "capacity>=150 mAh/g at rate>=1C": {"nic/r0"},
    "capacity>=0.15 Ah/g at rate:C/10": {"nic/r1"},
    "capacity:145..150 mAh/g": {"oli/r0"},
    "capacity>1 mAh/cm2": {"oli/r1"},
    "capacity>1mAh/g at voltage<=4.4V": {"nic/r1"},
    "capacity>1mAh/g at voltage_window:2.8-4.3V": {"nic/r1"},
    "capacity>1mAh/g at cycle:1": {"nic/r0"},
    "particle size<0.5 µm": {"oli/r2"},
    "retention>80% at cycles>=500": {"nic/r2"},
    "retention>80% at cycles>=501": set(),
    "material:NMC811": {"nic/r0", "nic/r1", "nic/r2"},
    "material:LiNi0.8Mn0.1Co0.1O2": {"nic/r0", "nic/r1", "nic/r2"},
    "material:LiNi0.8Co0.1Mn0.1O2,LFP": {"nic/r0", "nic/r1", "nic/r2", "oli/r0", "oli/r1", "oli/r2"},
    "element:Zr": {"gar/r0", "gar/r1", "gar/r2"},
    "year>=2021": {"nic/r0", "nic/r1", "nic/r2"},
    "year:2014": {"oli/r0", "oli/r1", "oli/r2"},
    "year<2015 NOT property:capacity": {"oli/r2"},
    "chemistry:solid_state section:results": {"gar/r0", "gar/r1"},
    "anode:Si": {"nic/r0", "nic/r1", "nic/r2"},
    "anode:graphite capacity>1mAh/g": {"oli/r0"},
    "confidence<0.5": {"oli/r2"},
    "journal:Ions conductivity<1mS/cm": {"gar/r1", "gar/r2"},
    "doi:10.1000/nickel00 retention>1%": {"nic/r2"},
    "(year<2015 OR year>2020) capacity>200mAh/g": {"nic/r0"},
    # facts that meet in one sample
    "conductivity>1mS/cm sintering<1000C": {"gar/r0"},
    "conductivity>0.1mS/cm sintering>1000C": {"gar/r1"},
    "capacity>200mAh/g retention>80%": {"nic/r0", "nic/r2"},
    "sintering time>5h": {"gar/r0"},
    # words that say a kind of material filter beside a property
    "garnet conductivity": {"gar/r0", "gar/r1", "gar/r2"},
    "garnet-type or NASICON conductivity": {"gar/r0", "gar/r1", "gar/r2"},
    "capacity of layered oxides": {"nic/r0", "nic/r1"},
    "capacity, but not of layered oxides": {"oli/r0", "oli/r1"},
    "olivine cathodes": {"oli/r0", "oli/r1", "oli/r2"},
    "lithium iron phosphate capacity": {"oli/r0", "oli/r1"},
}


@pytest.mark.parametrize("question", FILTERS)
def test_filters_are_exact(full: Index, question: str) -> None:
    assert found(full, question) == FILTERS[question]


def test_star_stands_for_any_material(full: Index) -> None:
    assert found(full, "material:* conductivity:*") == found(full, "conductivity:*") != set()


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("garnet conductivity", "gar"),
        ("NMC811 capacity", "nic"),
        ("lithium iron phosphate capacity", "oli"),
        ("cathodes above 200 mAh/g with silicon anodes since 2020", "nic"),
        ("which solid electrolytes reach 1 mS/cm at 25 °C, sintered below 1000 °C?", "gar"),
    ],
)
def test_words_find_the_right_paper_first(full: Index, question: str, first: str) -> None:
    records = answer(full, question).records
    assert records
    assert records[0].paper is not None
    assert records[0].paper.id.startswith(first)


def test_a_record_comes_with_its_sentence_and_the_value_marked(full: Index) -> None:
    record = answer(full, "conductivity>1mS/cm").records[0]
    assert record.snippet == "The pellet sintered at the lower temperature conducts 1.2 mS cm^-1 at 25 °C."
    assert [record.snippet[start:end] for start, end in record.marks] == ["1.2 mS cm^-1"]


def test_a_step_that_was_asked_for_comes_with_its_sentence(full: Index) -> None:
    record = answer(full, "which solid electrolytes reach 1 mS/cm at 25 °C, sintered below 1000 °C?").records[0]
    assert record.sample == "s1"
    assert [(step.asked, step.snippet) for step in record.steps] == [
        ("sintering<1000 °C", "Pellets of LLZO-950 were sintered at 950 °C for 6 h.")
    ]


def test_passages_are_found_by_greek_letters_formulas_and_phrases(full: Index) -> None:
    for question in ("alpha-Fe2O3", "α-Fe₂O₃", '"impurity of the Li-ion cathode"', "Fe2O3 impurities"):
        made = answer(full, question)
        assert [passage.paper.id for passage in made.passages][:1] == ["olivine0"], question
    assert answer(full, '"ion Li cathode"').passages == ()


def test_a_passage_is_shown_by_its_best_sentence(index: Index) -> None:
    paper = garnet()
    index.add(paper)
    index.commit()
    passage = answer(index, "pellets sintered LLZO-1200").passages[0]
    assert {passage.snippet[start:end] for start, end in passage.marks} >= {"Pellets", "LLZO", "1200", "sintered"}


def test_some_of_several_words_are_enough(full: Index) -> None:
    words = ("garnet", "pellet", "sintered", "nickel")
    having = [{hit.id for hit in full.search(Token("passage_words", word), limit=100).hits} for word in words]
    two = {id for ids in having for id in ids if sum(id in each for each in having) >= 2}
    page = full.search(AtLeast(2, tuple(Token("passage_words", word) for word in words)), limit=100)
    assert {hit.id for hit in page.hits} == two != set()
    assert page.total == len(two)


def test_adding_again_changes_nothing(full: Index) -> None:
    before = full.search(Every(), limit=1000)
    for paper in all_papers():
        full.add(paper)
    full.commit()
    after = full.search(Every(), limit=1000)
    assert after.total == before.total
    assert sorted(hit.id for hit in after.hits) == sorted(hit.id for hit in before.hits)


def test_adding_twice_before_a_commit_adds_once(index: Index) -> None:
    index.add(garnet())
    index.add(garnet())
    index.commit()
    assert index.search(Token("kind", "record")).total == 3


def test_a_new_extraction_takes_the_place_of_the_old(full: Index) -> None:
    full.add(replace(garnet(), records=()))
    full.commit()
    assert found(full, "conductivity>0") == set()
    assert found(full, "capacity>200mAh/g") == {"nic/r0"}


def test_removed_documents_are_not_found(full: Index) -> None:
    full.remove("nickel00")
    full.remove("not there")
    full.commit()
    assert found(full, "material:NMC811") == set()
    assert full.search(Token("document", "nickel00")).total == 0


def test_nothing_is_seen_before_the_commit(index: Index) -> None:
    index.add(garnet())
    assert index.search(Every()).total == 0
    index.commit()
    assert index.search(Every()).total > 0
    index.clear()
    index.commit()
    assert index.search(Every()).total == 0


def test_facets_count_records(full: Index) -> None:
    made = answer(full, "capacity>1mAh/g OR capacity>1mAh/cm2")
    assert made.facets["property"] == {"discharge_capacity": 3, "areal_capacity": 1}
    assert made.facets["year"] == {"2014": 2, "2021": 2}
    assert made.facets["own"] == {"own": 4}


def test_pages_do_not_overlap_and_cover_all(full: Index) -> None:
    order = Order("value")
    pages = [answer(full, "confidence>0", limit=2, offset=offset, order=order).records for offset in (0, 2, 4, 6, 8)]
    ids = [(record.paper.id, record.id) for page in pages for record in page if record.paper]
    assert len(ids) == len(set(ids)) == answer(full, "confidence>0").total["records"] == 9


def test_sorting_by_value_and_year(full: Index) -> None:
    def values(order: Order) -> list[float | None]:
        return [
            record.normalised.value
            for record in answer(full, "conductivity>0", order=order).records
            if record.normalised
        ]

    assert values(Order("value")) == [0.0012, 0.0004, 0.0002]
    assert values(Order("value", descending=False)) == [0.0002, 0.0004, 0.0012]
    years = [r.paper.year for r in answer(full, "confidence>0", order=Order("year"), limit=20).records if r.paper]
    assert years == sorted(years, key=lambda year: -(year or 0))


def test_words_that_never_meet_are_relaxed_and_said(full: Index) -> None:
    made = answer(full, "garnet unobtainium")
    assert made.records
    assert any("half of" in note for note in made.query.notes)


def test_a_misspelt_word_is_met_with_a_suggestion(full: Index) -> None:
    notes = answer(full, "garnte conductivity").query.notes
    assert any("did you mean 'garnet'" in note for note in notes)
    assert not any("did you mean" in note for note in answer(full, "garnet conductivity").query.notes)


def test_superlatives_sort(full: Index) -> None:
    made = answer(full, "highest ionic conductivity")
    assert made.query.order == "value"
    assert [record.id for record in made.records] == ["r0", "r1", "r2"]


def test_vocabulary_and_what_is_known(full: Index) -> None:
    asked = {("record_words", "pellet"), ("record_words", "nosuchtoken"), ("formula", "=LiFePO4")}
    assert full.known(asked) == {("record_words", "pellet"), ("formula", "=LiFePO4")}
    assert full.known(()) == frozenset()
    assert "pellet" in full.vocabulary("record_words", "pel")


@pytest.mark.parametrize("question", [*FILTERS, "capacity", "pellet conductivity", "cathode", "family:* section:*"])
def test_tantivy_and_the_twin_agree(tmp_path: Path, question: str) -> None:
    """Equal sets and equal facets; nearly the same order."""
    indexes: list[Index] = [MemoryIndex(), open_index(tmp_path)]
    answers: list[Answer] = []
    for index in indexes:
        for paper in all_papers():
            index.add(paper)
        index.commit()
        plan = Compiler(index).records(parse(question).root)
        answers.append(answer(index, question, limit=50))
        assert answers[-1].facets == answer(indexes[0], question, limit=50).facets
        assert set(index.search(plan, facets=FACETS).facets) == set(FACETS)
        index.close()
    first, second = ([(record.paper.id, record.id) for record in each.records if record.paper] for each in answers)
    assert set(first) == set(second)


@pytest.mark.server
def test_the_server_and_the_twin_agree(request: pytest.FixtureRequest, tmp_path: Path) -> None:
    """Equal sets and equal facets, and nine of the ten first alike."""
    twin, server = (an_index(kind, request, tmp_path) for kind in ("memory", "elastic"))
    for index in (twin, server):
        for paper in all_papers():
            index.add(paper)
        index.commit()
    for question in (*FILTERS, "capacity", "pellet conductivity", "cathode", "garnet unobtainium"):
        one, other = (answer(index, question, limit=50) for index in (twin, server))
        assert one.facets == other.facets
        assert one.total == other.total
        first, second = ([f"{r.paper.id}/{r.id}" for r in each.records if r.paper] for each in (one, other))
        assert set(first) == set(second)
        assert len(set(first[:10]) & set(second[:10])) >= 0.9 * len(first[:10])
    server.close()


@pytest.mark.server
def test_a_load_into_a_server_is_complete_and_goes_on(request: pytest.FixtureRequest, tmp_path: Path) -> None:
    papers = {paper.document.id: paper for paper in all_papers()}
    index = an_index("elastic", request, tmp_path)
    assert isinstance(index, ElasticIndex)

    def breaking(id: str) -> Extraction | None:
        if id == "olivine0":
            raise RuntimeError("power cut")
        return papers.get(id)

    with pytest.raises(RuntimeError, match="power cut"):
        load_index(index, papers, breaking, batch=1)
    report = load_index(index, papers, papers.get)
    assert (report.loaded, report.unchanged, report.removed) == (1, 2, 0)
    assert report.complete
    assert report.expected["record"] == report.found["record"] == 9
    again = load_index(index, ["garnet00"], papers.get)
    assert (again.loaded, again.unchanged, again.removed) == (0, 1, 2)
    assert again.found["record"] == 3
    index.close()


@pytest.mark.server
def test_refusals_of_a_server_are_one_plain_sentence(elastic: ElasticServer) -> None:
    with pytest.raises(StoreError, match="does not answer"):
        ElasticIndex.connect("http://127.0.0.1:1")
    with pytest.raises(UsageError, match="no address"):
        ElasticIndex.connect("nonsense")
    with pytest.raises(StoreError, match="holds no index 'none'"):
        ElasticIndex.connect(elastic.address, name="none")


def test_an_index_of_another_version_is_emptied(tmp_path: Path) -> None:
    index = open_index(tmp_path)
    index.add(nickel())
    index.commit()
    index.close()
    version = next((tmp_path / "index").glob("voltext-index.json"))
    version.write_text('{"version": 0}')
    again = open_index(tmp_path)
    assert again.search(Every()).total == 0
    again.close()


def test_an_index_is_found_again_after_closing(tmp_path: Path) -> None:
    index = open_index(tmp_path)
    index.add(nickel())
    index.commit()
    index.add(garnet())
    index.close()  # not committed: lost
    again = open_index(tmp_path)
    assert found(again, "capacity>200mAh/g") == {"nic/r0"}
    assert found(again, "conductivity>0") == set()
    again.close()
