"""The flow of recipes: order in time, branches that meet, products, unsaid targets, cells that recipes lead to."""

from __future__ import annotations

import time

import pytest

from voltext.extract.extraction import Extraction, Recipe
from voltext.extract.pipeline import extract_document
from voltext.ingest.document import DocumentBuilder, Header


def extraction(*paragraphs: str, title: str = "") -> Extraction:
    builder = DocumentBuilder()
    if title:
        builder.add("title", title)
    builder.add("heading", "Experimental section", section="experimental")
    for paragraph in paragraphs:
        builder.add("paragraph", paragraph, section="experimental")
    return extract_document(builder.build(Header("x", "x", "x", "text", "text", title=title or None)))


def recipe(*paragraphs: str, title: str = "") -> Recipe:
    return extraction(*paragraphs, title=title).recipes[0]


def steps(found: Recipe) -> list[str]:
    return [operation.type for operation in found.operations]


def said(found: Recipe, place: int) -> dict[str, str]:
    return {key: condition.text for key, condition in found.operations[place].conditions.items()}


def test_what_is_done_after_something_comes_after_it() -> None:
    found = recipe("The powder was pressed at 100 MPa after drying at 80 °C for 2 h.")
    assert steps(found) == ["drying", "pressing"]
    assert said(found, 0) == {"temperature": "80 °C", "time": "2 h"}


def test_two_solutions_are_branches_that_meet() -> None:
    found = recipe(
        "Nickel nitrate was dissolved in 50 mL of water and stirred for 1 h. Meanwhile, NaOH was dissolved in 30 mL of "
        "water and stirred for 10 min. The two solutions were mixed and heated at 80 °C for 5 h."
    )
    ids = {operation.id: operation.type for operation in found.operations}
    meeting = [later for _, later in found.edges if sum(later == other for _, other in found.edges) == 2]
    assert [ids[id] for id in meeting] == ["mixing", "mixing"]
    beginnings = [id for id in ids if id not in {later for _, later in found.edges}]
    assert [ids[id] for id in beginnings] == ["dissolving", "dissolving"]


def test_a_solution_made_to_be_added_is_a_branch() -> None:
    found = recipe(
        "Cobalt nitrate was dissolved in 20 mL of water. Then, urea was dissolved in 10 mL of water to form a clear "
        "solution, which was dropped into the above solution. The mixture was heated at 90 °C for 4 h."
    )
    assert ("op1", "op3") in found.edges
    assert ("op2", "op3") in found.edges
    assert ("op1", "op2") not in found.edges
    assert found.operations[1].outputs == ("clear solution",)


def test_pellets_put_aside_at_the_same_time_are_no_branch() -> None:
    found = recipe(
        "The pellets were sintered at 1100 °C for 6 h. At the same time, the pellets were placed in a crucible and "
        "polished."
    )
    assert len(found.edges) == len(found.operations) - 1


def test_stages_are_not_variants() -> None:
    found = extraction("The powder was heated in two steps at 350 and 700 °C for 10 h in air.").recipes
    assert len(found) == 1
    temperatures = [said(found[0], place)["temperature"] for place in range(2)]
    assert temperatures == ["350", "700 °C"]


@pytest.mark.parametrize(
    ("text", "key", "words"),
    [
        ("Coin cells were assembled in a dry room with a dew point below -50 °C.", "dew_point", "-50 °C"),
        ("Coin cells were assembled in a dry room with a dewpoint of - 40 °C.", "dew_point", "-40 °C"),
        ("The slurry was coated on copper foil with a blade gap of 200 μm and dried at 80 °C.", "gap", "200 μm"),
        ("Electrodes were punched into discs of 12 mm and dried at 80 °C.", "diameter", "12 mm"),
        (
            "NaOH was added, the pH was adjusted to 10.5 with ammonia, and the mixture was stirred for 2 h.",
            "ph",
            "10.5",
        ),
        ("The electrodes were coated on foil, dried at 90 °C and calendered to a porosity of 35%.", "porosity", "35%"),
    ],
)
def test_operations_have_conditions_of_their_own(text: str, key: str, words: str) -> None:
    found = recipe(text)
    values = [o.conditions[key].text for o in found.operations if key in o.conditions]
    assert values == [words]
    if key == "dew_point":
        assert not any("temperature" in operation.conditions for operation in found.operations)


def test_a_glove_box_is_a_vessel_and_its_gas_the_atmosphere() -> None:
    found = recipe("CR2032 coin cells were assembled in a glove box filled with argon.")
    assert steps(found) == ["assembling"]
    assert said(found, 0) == {"vessel": "glove box", "atmosphere": "argon"}


def test_an_autoclave_makes_the_heating_hydrothermal_once() -> None:
    found = recipe(
        "The solution was stirred for 1 h and transferred into a Teflon-lined autoclave. It was heated at 180 °C for "
        "12 h. When the autoclave had cooled to room temperature, the hydrothermally synthesized product was washed."
    )
    assert steps(found).count("hydrothermal") == 1
    assert said(found, steps(found).index("hydrothermal"))["temperature"] == "180 °C"


def test_a_slurry_of_powders_does_not_end_a_synthesis() -> None:
    found = extraction(
        "Li2CO3 and TiO2 were ball milled in ethanol and calcined at 800 °C for 6 h. The slurry was dried at 80 °C."
    ).recipes
    assert [each.kind for each in found] == ["solid_state"]
    assert steps(found[0]) == ["milling", "calcining", "drying"]


def test_an_unsaid_target_is_the_paper_s_material_that_the_precursors_make() -> None:
    found = recipe(
        "Na2CO3, NiO and MnO2 were ground, pressed and heated at 900 °C for 15 h in air.",
        title="A study of P2-Na0.67Ni0.33Mn0.67O2 cathodes",
    )
    assert found.target is not None
    assert "Na0.67Ni0.33Mn0.67O2" in found.target
    assert [each.name for each in found.precursors] == ["Na2CO3", "NiO", "MnO2"]
    assert found.equation is not None


def test_no_target_is_inferred_that_the_precursors_cannot_make() -> None:
    found = recipe("Na2CO3 and Fe2O3 were ground and heated at 900 °C for 15 h.", title="LiFePO4 in a new light")
    assert found.target is None


def test_why_there_is_no_equation_is_said() -> None:
    found = recipe("LiCoO2 was prepared from Li2CO3 and MnO2, which were mixed and calcined at 900 °C for 9 h in air.")
    assert found.equation is None
    assert found.unbalanced is not None
    assert "Co" in found.unbalanced


def test_liquids_are_media_with_their_amounts() -> None:
    found = recipe("2 g of Li2CO3 and TiO2 were milled in 20 mL of ethanol with zirconia balls at 300 rpm for 6 h.")
    assert ("ethanol", "20 mL") in [(each.name, each.amount) for each in found.media]


def test_what_is_lost_or_kept_constant_is_no_step() -> None:
    found = recipe(
        "10 wt% excess of LiOH was added to compensate for the loss of lithium during sintering. The mixture was "
        "heated at 900 °C for 8 h. The flow rate of argon was kept at 50 mL min^-1."
    )
    assert steps(found) == ["adding", "heating"]


def test_washed_electrodes_of_opened_cells_are_no_recipe() -> None:
    text = "For ex situ XRD the electrodes were taken from disassembled cells, washed with DMC and dried for 2 h."
    assert extraction(text).recipes == ()


def test_recipes_of_manufacture_lead_to_the_cell() -> None:
    found = extraction(
        "LiFePO4, Super P and PVDF (8:1:1) were mixed in NMP, coated on aluminium foil and dried at 80 °C for 12 h. "
        "CR2032 half-cells were assembled in an argon-filled glove box with lithium foil as the counter electrode."
    )
    assert [each.kind for each in found.recipes] == ["electrode", "cell_assembly"]
    assert {each.cell for each in found.recipes} == {found.cells[0].id}


@pytest.mark.parametrize(
    "text",
    [
        "after drying " * 5_000,
        "meanwhile dissolved in 5 mL " * 3_000,
        "to form a " * 20_000,
        "pH was adjusted to " * 5_000,
        "loss of lithium during " * 5_000,
        "The coated " * 10_000,
    ],
)
def test_odd_text_ends_soon(text: str) -> None:
    begun = time.process_time()
    extraction(text[:6_000])
    assert time.process_time() - begun < 8
