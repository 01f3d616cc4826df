"""Materials are found by every name the paper gives them, and nothing else is."""

from __future__ import annotations

import time

import pytest

from voltext.extract.abbreviations import find_definitions
from voltext.extract.analysis import MaterialMention
from voltext.extract.dictionary import DATA
from voltext.extract.families import family_of
from voltext.extract.materials import find_materials, materials_in
from voltext.extract.sentences import sentences_of
from voltext.ingest.document import Document, DocumentBuilder, Header
from voltext.ingest.vocabulary import vocabulary


def paper(*paragraphs: str) -> Document:
    builder = DocumentBuilder()
    for paragraph in paragraphs:
        builder.add("paragraph", paragraph, section="experimental")
    return builder.build(Header("x", "x", "x", "text", "text"))


def materials(*paragraphs: str) -> tuple[MaterialMention, ...]:
    document = paper(*paragraphs)
    found = find_materials(document, sentences_of(document))
    assert all(document.text[m.start : m.end] == m.text for m in found)
    return found


def test_names_formulas_and_abbreviations_become_one() -> None:
    found = materials_in("LiFePO4, LFP and lithium iron phosphate; NMC811, NCM 811 and LiNi0.8Mn0.1Co0.1O2.")
    assert [m.canonical for m in found] == ["LiFePO4"] * 3 + ["LiMn0.1Co0.1Ni0.8O2"] * 3


@pytest.mark.parametrize(
    "text",
    [
        "In this work I show that No effect of He was seen.",
        "SEM, XRD, CV, EIS, OCV and CO.",
        "Y. Li and H. K. Na, et al.",
        "Figure S2 and Table S1a, see C2 and P3.",
        "Li-ion batteries, Na-ion cells and Li–S batteries",
        "vs. Li/Li^+ and Li^+ ions, PF6^- anions, Mn^2+",
        "Cu Kα radiation and Fe(III) ions",
        "The S cathode at 5 V and 300 K, 20 C",
    ],
)
def test_what_only_looks_like_a_material_is_none(text: str) -> None:
    assert materials_in(text) == []


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("Si@C", "silicon@carbon"),
        ("LiFePO4/graphene", "LiFePO4/graphene"),
        ("S/SWNT", "sulfur/carbon nanotubes"),
        ("MoS2–rGO", "MoS2/reduced graphene oxide"),
        ("Al2O3-coated NMC811", "Al2O3-coated LiMn0.1Co0.1Ni0.8O2"),
        ("carbon-coated LiFePO4", "carbon-coated LiFePO4"),
        ("Mg-doped LiNiO2", "Mg-doped LiNiO2"),
        ("Li1+xAlxTi2-x(PO4)3 (x = 0.3)", "Li1.3Ti1.7Al0.3P3O12"),
        ("LiMPO4 (M = Co)", "LiCoPO4"),
        ("2-MeTHF", "2-methyltetrahydrofuran"),
        ("poly(vinylidene fluoride)", "PVDF"),
        ("bis(trifluoromethane)sulfonimide lithium salt", "LiC2S2NO4F6"),
        ("cobalt acetate tetrahydrate", "CoH6C4O4·4H2O"),
    ],
)
def test_composites_dopants_and_names_have_a_key(text: str, canonical: str) -> None:
    found = materials_in(f"Here {text} was used.")
    assert found[0].canonical == canonical


def test_an_electrolyte_gives_its_parts() -> None:
    found = materials_in("1 M LiPF6 in EC/DMC (1:1 v/v) with 5 wt% FEC")
    assert [(m.name, m.role) for m in found] == [
        ("LiPF6", "salt"),
        ("ethylene carbonate", "solvent"),
        ("dimethyl carbonate", "solvent"),
        ("fluoroethylene carbonate", "additive"),
    ]


def test_electrodes_of_a_cell_are_no_composite() -> None:
    found = materials_in("graphite/NMC811 full cells")
    assert [m.canonical for m in found] == ["graphite", "LiMn0.1Co0.1Ni0.8O2"]


def test_an_abbreviation_means_what_the_paper_says() -> None:
    found = materials("We used electric curing (EC) of the film.", "The EC step took 2 h in 2 M EC bath.")
    assert [m for m in found if m.text == "EC"] == []


def test_an_abbreviation_defined_for_a_material_is_that_material() -> None:
    found = materials("Na2.4Fe1.8(SO4)3 (NFS) was made.", "NFS was cycled.")
    assert {m.canonical for m in found} == {"Na2.4Fe1.8S3O12"}


def test_sample_labels_are_found_through_the_document() -> None:
    found = materials(
        "The porous carbon was heated at 600, 700 and 800 °C, hereafter denoted as HPC-600, HPC-700 and HPC-800.",
        "HPC-700 has the largest surface; HPC-900 was not made.",
    )
    labels = [m for m in found if m.is_sample]
    assert [m.text for m in labels] == ["HPC-600", "HPC-700", "HPC-800", "HPC-700", "HPC-900"]
    assert {m.family for m in labels} == {"carbon"}


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("The samples are denoted as A-1, A-2 and A-3.", ["A-1", "A-2", "A-3"]),
        ("These powders were labelled as LMO-x (x = 1, 2, 3).", ["LMO-1", "LMO-2", "LMO-3"]),
        ("They are named HC-900/1100/1300 below.", ["HC-900", "HC-1100", "HC-1300"]),
        ("It is referred to as 0.01B-NCM.", ["0.01B-NCM"]),
    ],
)
def test_labels_of_a_series_are_spelt_out(text: str, labels: list[str]) -> None:
    assert [definition.label for definition in find_definitions(text, [])] == labels


@pytest.mark.parametrize(
    ("composition", "family"),
    [
        ("LiNi0.5Mn0.3Co0.2O2", "layered_oxide"),
        ("Na0.67Ni0.33Mn0.67O2", "layered_oxide"),
        ("Li1.2Ni0.13Mn0.54Co0.13O2", "layered_oxide"),
        ("LiMn1.9Al0.1O4", "spinel"),
        ("LiFe0.5Mn0.5PO4", "olivine"),
        ("Li6.4La3Zr1.4Ta0.6O12", "garnet"),
        ("Li1.4Al0.4Ti1.6(PO4)3", "nasicon"),
        ("Li0.33La0.557TiO3", "perovskite"),
        ("Li5.5PS4.5Cl1.5", "argyrodite"),
        ("Li9.54Si1.74P1.44S11.7Cl0.3", "sulfide_electrolyte"),
        ("Li2.5Y0.5Zr0.5Cl6", "halide_electrolyte"),
        ("NiCo2S4", "metal_sulfide"),
        ("Ni(OH)2", "hydroxide"),
    ],
)
def test_a_composition_tells_its_family(composition: str, family: str) -> None:
    assert family_of(composition) == family


@pytest.mark.parametrize(
    "text", ["Li" * 50_000, "(" * 50_000, "LiCoO2-" * 20_000, "a (" * 20_000, "poly(" * 10_000, "denoted as " * 4_000]
)
def test_hostile_text_ends_soon(text: str) -> None:
    start = time.process_time()
    materials(text)
    assert time.process_time() - start < 3


def test_the_vocabularies_of_materials_fit_together() -> None:
    families, roles = vocabulary(DATA, "families"), vocabulary(DATA, "material_roles")
    for term in vocabulary(DATA, "materials").values():
        assert term.get("family") in families, term.code
        assert term.get("role") is None or term.get("role") in roles, term.code
        assert set(term.strings("weak")) <= set(term.strings("abbreviations")), term.code
    assert all(term.get("role") is None or term.get("role") in roles for term in families.values())


def test_no_spelling_names_two_materials() -> None:
    seen: dict[str, str] = {}
    for term in vocabulary(DATA, "materials").values():
        for name in (*(s.lower() for s in term.strings("synonyms")), *term.strings("abbreviations")):
            assert seen.setdefault(name, term.code) == term.code, name


def test_what_a_paper_names_by_its_kind_alone_is_a_material() -> None:
    found = materials("The membrane was soaked to give a gel polymer electrolyte (GPE).", "The GPE was cut into discs.")
    assert [(m.text, m.is_sample) for m in found] == [("GPE", True), ("GPE", True)]
