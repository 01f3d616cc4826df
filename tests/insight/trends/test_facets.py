"""Facets: the many spellings of one solvent, the class of each, and which electrode a material is."""

from __future__ import annotations

import pytest

from voltext.extract.dictionary import dictionary
from voltext.extract.extraction import Cell, Component, Item, ItemValue
from voltext.ingest.document import Header
from voltext.insight.data import insight_vocabulary
from voltext.insight.trends.facets import FACETS, Paper, common_name, facet_of, material_family, solvent_class


def value(name: str, component: str | None = None, aspect: str | None = None) -> ItemValue:
    return ItemValue(name, None, None, "", None, "exact", component, None, aspect)


def paper(*items: Item, cells: tuple[Cell, ...] = ()) -> Paper:
    return Paper(Header("p", "p.xml", "0", "jats", "jats"), cells=cells, items=items)


@pytest.mark.parametrize(
    ("name", "common"),
    [
        ("ethylene carbonate", "ethylene carbonate"),
        ("ethylene carbonate (EC)", "ethylene carbonate"),
        ("EC", "ethylene carbonate"),
        ("lithium hexafluorophosphate (LiPF6)", "LiPF6"),
        ("PVdF", "PVDF"),
        ("glass fibre filter of our own", "glass fibre"),
        ("Unheard-of Liquid (UL)", "unheard-of liquid"),
    ],
)
def test_spellings_of_one_material_have_one_name(name: str, common: str) -> None:
    assert common_name(name) == common


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("dimethyl carbonate", "carbonate"),
        ("butylene carbonate", "carbonate"),
        ("tetraglyme", "ether"),
        ("hexafluoroisopropyl methyl ether", "ether"),
        ("DMSO", "sulfoxide"),
        ("sulfolane", "sulfone"),
        ("acetonitrile", "nitrile"),
        ("gamma-butyrolactone", "ester"),
        ("trimethyl phosphate", "phosphate"),
        ("EMIM-TFSI", "ionic_liquid"),
        ("water", "water"),
        ("N,N-dimethylacetamide", "amide"),
        ("mystery", "other"),
    ],
)
def test_solvents_have_the_class_of_their_group(name: str, code: str) -> None:
    assert solvent_class(name) == code


def test_members_of_the_classes_are_in_the_dictionary() -> None:
    for term in insight_vocabulary("solvent_classes").values():
        for member in term.strings("members"):
            assert member in dictionary().entries, member


def test_ratios_and_amounts_are_no_solvents() -> None:
    item = Item(
        "electrolyte_solvent", "exact", values=(value("tetraglyme", aspect="name"), value("1:1", aspect="ratio"))
    )
    assert facet_of(paper(item), "solvent") == {"tetraglyme"}
    assert facet_of(paper(item), "solvent_class") == {"ether"}


def test_an_active_material_counts_on_its_own_side() -> None:
    item = Item("active_material", "exact", values=(value("LiFePO4", "cathode"), value("graphite"), value("NaCl", "x")))
    assert facet_of(paper(item), "cathode_family") == {"olivine"}
    assert facet_of(paper(item), "anode_family") == {"carbon"}


def test_the_counter_electrode_of_a_half_cell_is_no_anode() -> None:
    cell = Cell("c", None, "half", (Component("cathode", "LiCoO2"), Component("counter_electrode", "lithium metal")))
    assert facet_of(paper(cells=(cell,)), "anode_family") == frozenset()
    assert facet_of(paper(cells=(cell,)), "cathode_family") == {"layered_oxide"}


def test_grades_of_celgard_are_one_separator() -> None:
    cells = tuple(Cell(name, None, None, (Component("separator", name),)) for name in ("Celgard 2400", "celgard 2325"))
    assert facet_of(paper(cells=cells), "separator") == {"Celgard"}


def test_families_come_from_the_dictionary_or_the_formula() -> None:
    assert material_family("LFP", None) == "olivine"
    assert material_family("sample A", "Li7La3Zr2O12") == "garnet"
    assert material_family("sample A", None) is None


@pytest.mark.parametrize("facet", sorted(FACETS))
def test_an_empty_paper_names_nothing(facet: str) -> None:
    assert facet_of(paper(), facet) == frozenset()


@pytest.mark.parametrize("name", ["(" * 5000, "a" * 5000 + " (", "\x00", "‮carbonate", "carbonate " * 900])
def test_hostile_names_are_read_at_once(name: str) -> None:
    assert len(common_name(name)) <= 200
    assert solvent_class(name) in {*insight_vocabulary("solvent_classes"), "other"}


def test_a_solid_electrolyte_in_the_cathode_is_no_cathode_material() -> None:
    held = Item("active_material", "exact", values=(value("LiCoO2", "cathode"), value("Li6PS5Cl", "cathode")))
    assert facet_of(paper(held), "cathode_family") == {"layered_oxide"}
