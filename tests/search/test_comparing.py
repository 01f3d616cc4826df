"""Two materials side by side, and how values lie."""

from __future__ import annotations

from dataclasses import replace

import pytest

from voltext.app.spreads import bars, contrast_lines, group_lines
from voltext.extract.quantity import Normalised
from voltext.ingest.errors import QueryError
from voltext.search.answer import answer
from voltext.search.comparing import asked_contrast, contrast
from voltext.search.entry import Paper
from voltext.search.grouping import BINS, groups_of, spread_of
from voltext.search.memory_index import MemoryIndex

from ..papers import all_papers


@pytest.fixture
def index() -> MemoryIndex:
    made = MemoryIndex()
    for paper in all_papers():
        made.add(paper)
    made.commit()
    return made


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("NMC811 vs NCA capacity", (("NMC811", "NCA"), "capacity")),
        ("compare LiFePO4 and LiMn2O4", (("LiFePO4", "LiMn2O4"), "")),
        ("capacity of hard carbon versus graphite at 1C", (("hard carbon", "graphite"), "capacity of at 1C")),
        ("LFP compared with NMC811?", (("LFP", "NMC811"), "")),
        ("difference between NaFeO2 and NaCoO2 voltage", (("NaFeO2", "NaCoO2"), "voltage")),
        ("compare cells and modules", None),
        ("voltage vs. Li/Li+", None),
        ("vs", None),
        ("garnet vs NASICON conductivity", (("garnet", "NASICON"), "conductivity")),
        ("compare LFP, pellets and LMO", None),
        ("LLZO vs PVdF-SiO2 conductivity", (("LLZO", "PVdF-SiO2"), "conductivity")),
        ("SL-1 vs SL-3", (("SL-1", "SL-3"), "")),
        ("is LiFePO4 better than NaFeO2?", (("LiFePO4", "NaFeO2"), "is")),
        ("1C vs 2C", None),
        ("capacity better than 150 mAh/g of NCA", None),
    ],
)
def test_what_is_to_be_compared(question: str, asked: tuple[tuple[str, str], str] | None) -> None:
    assert asked_contrast(question) == asked


@pytest.mark.parametrize(
    ("question", "position", "said"),
    [
        ("LFP vs LMO vs NCA", 14, "there is a third"),
        ("capacity of LFP vs. LMO, NCA", 25, "there is a third"),
        ("compare LFP, LMO and NCA", 8, "there is a third"),
        ("compare LFP and LMO and NCA", 24, "there is a third"),
        ("LLZO vs Li7La3Zr2O12", 8, "are one material"),
        (" vs ".join(["LFP"] * 300), 14, "there is a third"),
        ("LFP vs NCA capcity>3", 11, "did you mean 'capacity'"),
    ],
)
def test_what_cannot_be_compared_is_refused(index: MemoryIndex, question: str, position: int, said: str) -> None:
    with pytest.raises(QueryError, match=said) as caught:
        answer(index, question)
    assert caught.value.position == position


@pytest.mark.parametrize("pair", [("", "LFP"), ("LFP", ' "" '), ("NCM811", "LiNi0.8Co0.1Mn0.1O2")])
def test_a_pair_that_is_none_is_refused(index: MemoryIndex, pair: tuple[str, str]) -> None:
    with pytest.raises(QueryError, match=r"is empty|are one material"):
        answer(index, "capacity", compared=pair)


def test_families_stand_side_by_side(index: MemoryIndex) -> None:
    made = answer(index, "olivine vs layered oxide capacity").contrast
    assert made is not None
    assert [sum(side is not None for side in row.sides) for row in made.rows][:1] == [2]


def test_both_sides_share_their_ends_and_name_their_papers(index: MemoryIndex) -> None:
    made = contrast(index, ("NMC811", "LFP"), "capacity")
    row = made.rows[0]
    assert (row.property, row.unit) == ("discharge_capacity", "mAh/g")
    nmc, lfp = row.sides
    assert nmc is not None
    assert lfp is not None
    assert (nmc.records, nmc.papers, nmc.min, nmc.max) == (2, 1, 190.0, 205.0)
    assert (lfp.records, lfp.median) == (1, 147.5)
    assert (row.low, row.high) == (147.5, 205.0)
    assert lfp.counts == (1, *[0] * (BINS - 1))
    assert nmc.counts[-1] == 1
    assert "rate 1C (1)" in nmc.conditions
    assert "205 mAh" in nmc.examples[0].snippet


def test_a_property_of_one_material_leaves_the_other_side_empty(index: MemoryIndex) -> None:
    made = contrast(index, ("NMC811", "LFP"))
    sides = {row.property: row.sides for row in made.rows}
    assert sides["capacity_retention"][1] is None
    assert sides["areal_capacity"][0] is None
    assert made.rows[0].property == "discharge_capacity"


def test_an_answer_holds_the_comparison_and_the_records_of_both(index: MemoryIndex) -> None:
    made = answer(index, "NMC811 vs LFP capacity")
    assert made.contrast is not None
    assert made.query.text == "NMC811 vs LFP capacity"
    assert {record.paper.id for record in made.records if record.paper} == {"nickel00", "olivine0"}
    assert all("capacity" in record.property for record in made.records)
    assert answer(index, "capacity", compared=("NMC811", "LFP")).contrast == made.contrast
    assert answer(index, "NMC811 capacity").contrast is None


def test_an_answer_says_how_values_lie(index: MemoryIndex) -> None:
    groups = answer(index, "discharge capacity", spread=100).groups
    assert [(group.material, group.records, group.min, group.max) for group in groups] == [
        ("LiMn0.1Co0.1Ni0.8O2", 2, 190.0, 205.0),
        ("LiFePO4", 1, 147.5, 147.5),
    ]
    assert answer(index, "discharge capacity").groups == ()


def test_values_far_apart_are_counted_by_powers_of_ten() -> None:
    assert spread_of([1e-8, 1e-6, 1e-4], 1).counts == (1, 0, 0, 0, 1, 0, 0, 1)
    assert spread_of([1.0, 5.0, 9.0], 1).counts == (1, 0, 0, 0, 1, 0, 0, 1)
    assert spread_of([5.0], 1).counts == (1, *[0] * (BINS - 1))
    assert spread_of([-2.0, 0.0], 1).counts == (1, 0, 0, 0, 0, 0, 0, 1)


def test_values_of_different_names_are_not_mixed() -> None:
    found = []
    for name, value in (("tensile strength", 30.0), ("tensile strength", 32.0), ("yield strength", 20.0), (None, 7.0)):
        number = Normalised(value, None, None, "MPa")
        found.append(replace(all_papers()[0].records[0], property="other", quantity_name=name, normalised=number))
    made = groups_of((Paper("d1", None, None, None, None, "a.xml"), record) for record in found)
    assert [(group.quantity_name, group.records) for group in made] == [
        ("tensile strength", 2),
        (None, 1),
        ("yield strength", 1),
    ]
    (line,) = group_lines([made[0], replace(made[1], records=2)])
    assert ", tensile strength " in line


def test_what_is_shown_fits_a_terminal(index: MemoryIndex) -> None:
    lines = contrast_lines(contrast(index, ("NMC811", "LFP")))
    assert lines[0] == "NMC811 and LFP side by side"
    assert any("2 records, 1 paper" in line for line in lines)
    assert all(len(line) <= 80 for line in lines)
    assert contrast_lines(contrast(index, ("NCA", "LCO")))[1] == "   no record of either has a value"
    assert bars((0, 1, 8)) == " ▁█"
