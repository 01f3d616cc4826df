"""Recipes: operations in order with their conditions, targets, starting materials, variants and an equation."""

from __future__ import annotations

import time

import pytest

from voltext.extract.extraction import MaterialRef, Recipe, Sample
from voltext.extract.ingredients import find_excess
from voltext.extract.operations import find_operations
from voltext.extract.pipeline import analyse
from voltext.extract.recipes import find_recipes
from voltext.extract.surroundings import find_circumstances
from voltext.ingest.document import DocumentBuilder, Header

SOLID_STATE = (
    "LiCoO2 was synthesized by a solid-state reaction. Li2CO3 (3.7 g, 5% excess) and Co3O4 (8.0 g) were ball milled "
    "at 300 rpm for 5 h. The mixture was calcined at 500 °C for 6 h and then at 850 °C for 12 h in air with a heating "
    "rate of 5 °C min^-1."
)


def recipes(*paragraphs: str, samples: tuple[Sample, ...] = ()) -> tuple[Recipe, ...]:
    builder = DocumentBuilder()
    builder.add("heading", "Experimental section", section="experimental")
    for paragraph in paragraphs:
        builder.add("paragraph", paragraph, section="experimental")
    document = builder.build(Header("x", "x", "x", "text", "text"))
    return find_recipes(analyse(document), samples)


def conditions(recipe: Recipe) -> list[tuple[str, dict[str, str]]]:
    return [(o.type, {key: c.text for key, c in o.conditions.items()}) for o in recipe.operations]


def test_a_solid_state_synthesis_is_read_whole() -> None:
    (recipe,) = recipes(SOLID_STATE)
    assert recipe.target == "LiCoO2"
    assert [(p.name, p.amount) for p in recipe.precursors] == [("Li2CO3", "3.7 g"), ("Co3O4", "8.0 g")]
    assert recipe.equation is not None
    assert recipe.equation.startswith("1/2 Li2CO3 + 1/3 Co3O4 + 1/12 O2 → LiCoO2 + 1/2 CO2")
    assert recipe.edges == tuple((a.id, b.id) for a, b in zip(recipe.operations, recipe.operations[1:], strict=False))


def test_an_ellipsis_is_a_step_of_its_own() -> None:
    (recipe,) = recipes(SOLID_STATE)
    heated = [(c.get("temperature"), c.get("time")) for kind, c in conditions(recipe) if kind == "calcining"]
    assert heated == [("500 °C", "6 h"), ("850 °C", "12 h")]


def test_a_list_of_temperatures_makes_a_recipe_each() -> None:
    found = recipes(
        "Porous carbon was obtained from sucrose, which was carbonized at 600, 700 and 800 °C for 2 h under Ar."
    )
    assert [c["temperature"] for r in found for k, c in conditions(r) if k == "carbonising"] == ["600", "700", "800 °C"]
    assert [r.id for r in found] == ["r1", "r2", "r3"]


def test_variants_are_tied_to_the_labels_of_their_samples() -> None:
    samples = tuple(Sample(f"s{i}", f"HPC-{t}", MaterialRef("porous carbon")) for i, t in enumerate((600, 700, 800), 1))
    found = recipes(
        "Porous carbon was obtained from sucrose, which was carbonized at 600, 700 and 800 °C for 2 h under Ar. "
        "The products were dried at 80 °C and denoted as HPC-600, HPC-700 and HPC-800.",
        samples=samples,
    )
    assert [r.sample for r in found] == ["s1", "s2", "s3"]


def test_evidence_is_the_sentence() -> None:
    (recipe,) = recipes(SOLID_STATE)
    for operation in recipe.operations:
        assert operation.evidence[0].text in SOLID_STATE


def test_keeping_at_a_temperature_belongs_to_the_heating() -> None:
    (recipe,) = recipes("The gel was heated to 700 °C at 3 °C min^-1 and kept for 10 h under N2.")
    assert conditions(recipe) == [
        ("heating", {"temperature": "700 °C", "heating_rate": "3 °C min^-1", "time": "10 h", "atmosphere": "N2"})
    ]


def test_electrodes_and_cells_have_recipes_of_their_own() -> None:
    found = recipes(
        "LiFePO4, Super P and PVDF were mixed in NMP to form a slurry. The slurry was coated onto Al foil and dried at "
        "80 °C for 12 h under vacuum. CR2032 coin cells were assembled in an argon-filled glove box."
    )
    assert [o.type for o in found[0].operations][-2:] == ["coating", "drying"]
    assert found[-1].operations[-1].type == "assembling"


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("The powder was dried at 80 °C.", ["drying"]),
        ("The dried powder shows two peaks.", []),
        ("After drying, the mixture was ground and pressed.", ["drying", "grinding", "pressing"]),
        ("with a heating rate of 5 °C", []),
        ("in a drying oven", []),
        ("The mixture was heat treated and ball-milled.", ["heating", "milling"]),
        ("The as-prepared mixed solution", []),
    ],
)
def test_operations_are_what_was_done(text: str, types: list[str]) -> None:
    assert [hit.type for hit in find_operations(text)] == types


@pytest.mark.parametrize(
    ("text", "atmosphere"),
    [
        ("calcined under flowing Ar", "Ar"),
        ("annealed in air for 2 h", "air"),
        ("reduced in 5% H2/Ar", "5% H2/Ar"),
        ("dried in a vacuum oven", "vacuum"),
        ("heated under nitrogen atmosphere", "nitrogen"),
    ],
)
def test_atmospheres_are_found(text: str, atmosphere: str) -> None:
    assert [c.text for c in find_circumstances(text) if c.key == "atmosphere"] == [atmosphere]


@pytest.mark.parametrize(
    "text",
    [
        "dried " * 20_000,
        "at 700 °C and " * 10_000,
        "(" * 50_000,
        "under " * 20_000,
        "was heated, " * 5_000,
        "high purity " * 4_000,
        "a" * 50_000,
        "\ufffd\u0000 \u202e heated",
    ],
)
def test_odd_text_raises_nothing_and_ends_soon(text: str) -> None:
    start = time.process_time()
    find_operations(text)
    find_circumstances(text)
    find_excess(text)
    assert time.process_time() - start < 3


def test_a_recipe_of_odd_text_raises_nothing() -> None:
    assert isinstance(recipes("was heated at °C and °C (°C) at 5, 6 and 7", "at 600 °C", "... ; ; heated"), tuple)


def test_the_shares_of_a_slurry_are_the_amounts_of_its_solids() -> None:
    found = recipes(
        "LiFePO4, Super P and PVDF were mixed in a weight ratio of 80:10:10 in NMP to form a slurry, which was coated "
        "onto Al foil and dried at 80 °C for 12 h."
    )
    assert [(p.name, p.amount) for p in found[0].precursors] == [
        ("LiFePO4", "80 of 80:10:10"),
        ("Super P", "10 of 80:10:10"),
        ("PVDF", "10 of 80:10:10"),
    ]


def test_materials_go_into_the_step_that_uses_them() -> None:
    (recipe,) = recipes(
        "Li2CO3 and MnO2 were mixed and washed with ethanol. The powder was sintered at 900 °C for 9 h."
    )
    assert [(o.type, o.inputs) for o in recipe.operations] == [
        ("mixing", ("Li2CO3", "MnO2")),
        ("washing", ("ethanol",)),
        ("sintering", ()),
    ]


def test_a_surfactant_is_not_the_salt_that_its_name_ends_with() -> None:
    (found,) = recipes(
        "MnO2 was prepared from 2 g of lauryl sodium sulfate and 1 g of KMnO4, heated at 160 °C for 9 h."
    )
    assert [each.name for each in found.precursors] == ["KMnO4"]
    assert "SDS" in [each.name for each in found.media]


def test_a_formula_in_brackets_is_no_second_input() -> None:
    (found,) = recipes("Zirconia (ZrO2, 99%) and niobium oxide (Nb2O5, 99.9%, Some Co., Ltd.) were mixed for 2 h.")
    assert found.operations[0].inputs == ("ZrO2", "niobium oxide")


def test_balls_with_a_second_name_in_brackets_are_media() -> None:
    (found,) = recipes(
        "Li7La3Zr2O12 was made from LiOH, La2O3 and ZrO2, milled with yttria-stabilized zirconia (YSZ) balls "
        "for 8 h and calcined at 900 °C for 12 h."
    )
    assert [each.name for each in found.media] == ["yttria-stabilised zirconia"]
    assert "yttria-stabilised zirconia" not in found.operations[0].inputs
