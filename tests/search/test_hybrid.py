"""Words and meaning together: filters hold, other words are found, equal questions have equal answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from voltext.search.answer import answer
from voltext.search.coding import texts_of
from voltext.search.hybrid import fused, said, without_words
from voltext.search.index import Hit, Index
from voltext.search.parser import parse
from voltext.search.plan import Every, Filter, Named, Token

from ..papers import all_papers, garnet
from .plain_codes import PlainCodes
from .test_index_contract import an_index

CODES = PlainCodes()


@pytest.fixture(params=["memory", "tantivy", pytest.param("elastic", marks=pytest.mark.server)])
def full(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Index]:
    """An index of the three papers, with vectors."""
    index = an_index(request.param, request, tmp_path)
    assert not index.has_vectors
    for paper in all_papers():
        index.add(paper)
        texts = texts_of(paper)
        index.put_vectors(paper.document.id, dict(zip(texts, CODES.vectors(texts.values()), strict=True)))
    index.commit()
    yield index
    index.close()


def test_the_nearest_that_fit_a_plan(full: Index) -> None:
    asked = CODES.vector("pellets sintered at 950")
    near = full.near(asked, Filter(Token("kind", "passage")), limit=3)
    assert near[0].id.startswith("garnet00/")
    assert [hit.score for hit in near] == sorted((hit.score for hit in near), reverse=True)
    assert near[0].score == pytest.approx(float(CODES.vector(text_of(near[0].id)) @ asked), abs=0.02)
    assert full.near(asked, Token("document", "nowhere")) == ()
    everything = full.near(asked, Every(), limit=1000)
    assert len(everything) == sum(len(texts_of(paper)) for paper in all_papers())


def text_of(id: str) -> str:
    return next(texts[id] for texts in map(texts_of, all_papers()) if id in texts)


def test_entries_by_their_ids(full: Index) -> None:
    found = full.search(Named(frozenset({"garnet00/r0", "nowhere/r0"})))
    assert [hit.id for hit in found.hits] == ["garnet00/r0"]


def test_what_is_said_in_other_words_is_found(full: Index) -> None:
    question = "discs fired at 950"
    assert not answer(full, "discs fired", codes=CODES, ranking="words").passages
    made = answer(full, question, codes=CODES)
    assert "LLZO-950 were sintered at 950" in made.passages[0].snippet


def test_filters_hold_for_what_is_near(full: Index) -> None:
    made = answer(full, "fired discs year>=2021", codes=CODES, limit=100, passages=100)
    assert {record.paper.id for record in made.records if record.paper} <= {"nickel00"}
    assert {passage.paper.id for passage in made.passages} <= {"nickel00"}
    made = answer(full, "disc conductivity", codes=CODES, limit=100)
    assert {record.property for record in made.records} == {"ionic_conductivity"}


def test_a_question_of_filters_alone_is_answered_as_before(full: Index) -> None:
    question = "capacity>=150 mAh/g at rate>=1C"
    assert answer(full, question, codes=CODES) == answer(full, question)


def test_equal_questions_have_equal_answers_and_pages_do_not_overlap(full: Index) -> None:
    question = "capacity of the discs"
    assert answer(full, question, codes=CODES) == answer(full, question, codes=CODES)
    pages = [answer(full, question, codes=CODES, limit=2, offset=offset).records for offset in range(0, 20, 2)]
    ids = [f"{record.paper.id}/{record.id}" for page in pages for record in page if record.paper]
    assert len(ids) == len(set(ids)) == answer(full, question, codes=CODES).total["records"]


def test_removed_documents_are_not_near(full: Index) -> None:
    full.remove("garnet00")
    full.commit()
    asked = CODES.vector("pellets sintered at 950")
    assert all(not hit.id.startswith("garnet00") for hit in full.near(asked, Every(), limit=100))


def test_how_many_papers_have_vectors(full: Index) -> None:
    assert full.coded() == (3, 3)
    paper = garnet()
    full.remove("garnet00")
    full.add(replace(paper, document=replace(paper.document, id="garnet01")))
    full.commit()
    assert full.coded() == (2, 3)


def test_fusion_puts_first_what_is_high_in_both() -> None:
    one, other = ([Hit(id, 0.0, b"") for id in ids] for ids in ("abcd", "dbxy"))
    assert [hit.id for hit in fused(one, other)] == ["b", "d", "a", "c", "x", "y"]


@pytest.mark.parametrize(
    ("question", "left"),
    [
        ("garnet pellets", "(everything)"),
        ("pellet ionic conductivity year>2015", 'property:"ionic conductivity" year>2015'),
        ("brittle solid electrolytes", "class:polymer_electrolyte,solid_electrolyte"),
        ("pellet OR disc", "(everything)"),
        ("thermal conductivity of pellets", "(everything)"),
        ('"cold pressed" pellet', '"cold pressed"'),
        ("material:LFP stable NOT cited:yes", "material:LFP NOT own:false"),
    ],
)
def test_what_filters_are_left_without_the_words(question: str, left: str) -> None:
    assert str(without_words(parse(question).root)) == left


def test_filters_are_said_in_words() -> None:
    assert said(parse("why do garnets crack?")) == "why do garnets crack?"
    assert said(parse("material:LLZO conductivity>1mS/cm brittle")) == "LLZO conductivity brittle"


def test_another_material_is_no_answer_and_a_note_says_so(full: Index) -> None:
    told = answer(full, "LiNi0.8Co0.1Mn0.1O2 conductivity", codes=CODES, ranking="words")
    assert not told.records
    assert any("no record fits that is of LiNi0.8Co0.1Mn0.1O2" in note for note in told.query.notes)


def test_near_is_what_is_of_the_material_where_some_record_is(full: Index) -> None:
    told = answer(full, "LFP capacity at high rates", codes=CODES)
    assert {record.material.composition for record in told.records} == {"LiFePO4"}


def test_words_that_occur_nowhere_are_said_and_the_property_is_kept(full: Index) -> None:
    told = answer(full, "qwoxzz conductivity", codes=CODES)
    assert "no paper has the word 'qwoxzz'" in told.query.notes
    assert {record.property for record in told.records} <= {"ionic_conductivity", "electronic_conductivity"}


def test_words_that_occur_nowhere_alone_find_nothing(full: Index) -> None:
    told = answer(full, "qwoxzz", codes=CODES)
    assert not told.records
    assert not told.passages
