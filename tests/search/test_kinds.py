"""Words that say a kind of material filter beside a property or a class, and are words elsewhere."""

import pytest

from voltext.extract.extraction import MaterialRef
from voltext.search.answer import answer
from voltext.search.kinds import with_kinds
from voltext.search.memory_index import MemoryIndex
from voltext.search.naming import elements_in, family_text
from voltext.search.parser import parse

from ..papers import all_papers


@pytest.fixture
def full() -> MemoryIndex:
    index = MemoryIndex()
    for paper in all_papers():
        index.add(paper)
    index.commit()
    return index


@pytest.mark.parametrize(
    ("question", "read"),
    [
        ("garnet pellets", "garnet pellets"),
        ("garnet pellets ionic conductivity", "family:garnet pellets ionic conductivity"),
        ("NASICON-type ionic conductivity", "family:nasicon ionic conductivity"),
        ("spinel cathodes", "family:spinel class:cathode"),
        ("conductivity of sulfide solid electrolytes", "conductivity family:sulfide_electrolyte"),
        ("lithium-rich layered oxide capacity", "lithium-rich family:layered_oxide capacity"),
        ("garnet and NASICON conductivity", "family:garnet,nasicon conductivity"),
        ("spinels or layered oxides above 120 mAh/g", "(family:spinel OR family:layered_oxide) capacity>120 mAh/g"),
        ("capacity except spinels", "capacity NOT family:spinel"),
        ("hard carbon capacity", 'material:"hard carbon" capacity'),
        ("LLZO garnet conductivity", "LLZO garnet conductivity"),
        ("LiFePO4 graphite cell capacity", "LiFePO4 graphite cell capacity"),
        ("graphene capacity", "graphene capacity"),
        ("garnet thermal conductivity", "garnet thermal conductivity"),
        ("cathodes and anodes with capacity", "cathodes anodes capacity"),
        ("lithium iron phosphate capacity", "lithium iron phosphate capacity"),
    ],
)
def test_which_words_filter(question: str, read: str) -> None:
    assert str(with_kinds(parse(question).root)) == read


def test_the_reading_shows_the_filter(full: MemoryIndex) -> None:
    assert answer(full, "garnet conductivity").query.reading == "family:garnet conductivity"


def test_a_name_in_words_asks_for_the_material_alone(full: MemoryIndex) -> None:
    told = answer(full, "lithium iron phosphate conductivity")
    assert {record.material.name for record in told.records} <= {"LiFePO4"}


def test_conditions_are_given_up_before_the_property_and_a_note_says_so(full: MemoryIndex) -> None:
    told = answer(full, "NMC811 capacity at 77C-rate")
    assert {record.property for record in told.records} == {"discharge_capacity"}
    assert any("other conditions will do" in note for note in told.query.notes)


def test_a_bound_under_conditions_that_nobody_has_is_counted_without_them(full: MemoryIndex) -> None:
    told = answer(full, "capacity>150 mAh/g at rate:77C")
    assert not told.records
    assert any("under other conditions 3 would" in note for note in told.query.notes)


def test_a_kind_that_nobody_has_is_a_word_like_others_and_a_note_says_so(full: MemoryIndex) -> None:
    told = answer(full, "argyrodite conductivity at 25 °C")
    assert any("no record fits that is of argyrodite" in note for note in told.query.notes)


@pytest.mark.parametrize(
    ("name", "elements"),
    [
        ("PEO/LLZTO", {"li", "la", "zr", "ta", "o"}),
        ("Al-LLZO pellet", {"li", "la", "zr", "o", "al"}),
        ("LiFePO4/graphene", {"li", "fe", "p", "o", "c"}),
        ("sample A", set()),
    ],
)
def test_elements_of_a_material_known_by_name_alone(name: str, elements: set[str]) -> None:
    assert set(elements_in(MaterialRef(name))) == elements


def test_elements_of_a_label_that_the_paper_explains() -> None:
    assert set(elements_in(MaterialRef("S-1"), told={"s-1": "Na3Zr2Si2PO12"})) == {"na", "zr", "si", "p", "o"}


@pytest.mark.parametrize(
    ("name", "family"),
    [
        ("garnet pellet", "garnet"),
        ("LLZTO-50", "garnet"),
        ("Li6PS5Cl glass", "sulfide"),
        ("LFP/graphene", "composite"),
        ("LFP/graphene", "olivine"),
    ],
)
def test_families_that_a_name_tells(name: str, family: str) -> None:
    said = family_text(MaterialRef(name, None, None, "composite" if "/" in name else None))
    assert family in said.split()
    assert ("carbon" in said.split()) is False
