"""What a paragraph tells once: targets of manufacture, helpers, vessels and gases, samples made in the same way."""

from __future__ import annotations

import time

import pytest

from voltext.extract.extraction import Recipe
from voltext.extract.pipeline import extract_document
from voltext.ingest.document import DocumentBuilder, Header


def recipes(text: str, heading: str | None = None) -> tuple[Recipe, ...]:
    builder = DocumentBuilder()
    if heading:
        builder.add("heading", heading, section="experimental")
    builder.add("paragraph", text, section="experimental")
    return extract_document(builder.build(Header("d", "d", "d", "text", "text"))).recipes


def step(recipe: Recipe, kind: str) -> dict[str, str]:
    found = next(each for each in recipe.operations if each.type == kind)
    return {key: condition.text for key, condition in found.conditions.items()}


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("The NMC622 cathodes were made from a slurry of NMC622, PVDF and NMP, coated on Al foil and dried at 90 °C.",
         "NMC622 cathodes"),
        ("For the anodes, graphite, CMC and carbon black were mixed at 500 rpm. The slurry was coated on copper foil.",
         "anodes"),
        ("Then CR2032 coin cells were assembled in an argon-filled glove box and rested for 6 h before cycling.",
         "CR2032 coin cells"),
        ("To build the pouch cells, the electrodes were stacked in a dry room and sealed at 180 °C.", "pouch cells"),
    ],
)  # fmt: skip
def test_an_electrode_and_a_cell_are_targets(text: str, target: str) -> None:
    (found, *_) = recipes(text)
    assert found.target == target
    assert found.sample is None


def test_a_counter_electrode_is_no_target() -> None:
    (found, *_) = recipes(
        "A slurry of hard carbon, PVDF and NMP was coated on copper foil and dried at 100 °C. The counter electrode "
        "was Na."
    )
    assert found.target != "counter electrode"


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("Polyaniline nitrile (2 g) was heated at 300 °C for 2 h. The intermediate (DXNA) was collected.", "DXNA"),
        ("PEO was dissolved in acetonitrile, cast on a dish and dried at 50 °C for 9 h. "
         "The flexible polymer membrane was 60 μm thick.", "flexible polymer membrane"),
    ],
)  # fmt: skip
def test_a_target_is_named_behind_the_steps_that_make_it(text: str, target: str) -> None:
    (found, *_) = recipes(text)
    assert found.target == target


@pytest.mark.parametrize(
    ("text", "helper"),
    [
        (
            "ZnO was made by heating 2 g of zinc acetate and 1 g of oleylamine as a capping agent at 300 °C.",
            "oleylamine",
        ),
        ("MnO2 was made by heating 1 g of KMnO4 and 0.5 g of CTAB at 120 °C for 5 h.", "CTAB"),
        (
            "TiO2 was made by heating 1 g of TiCl4 in water at 90 °C. Ammonia was added to adjust the pH to 9.",
            "ammonia",
        ),
    ],
)
def test_what_only_helps_is_no_starting_material(text: str, helper: str) -> None:
    (found,) = recipes(text)
    assert helper.lower() not in [each.name.lower() for each in found.precursors]


def test_a_carbon_source_that_also_chelates_is_a_starting_material() -> None:
    (found,) = recipes(
        "LiFePO4/C was made from Li2CO3 and FeC2O4, milled with 2 g of citric acid as carbon source and chelating "
        "agent for 2 h and calcined at 700 °C for 5 h."
    )
    assert "citric acid" in [each.name for each in found.precursors]


def test_a_vessel_is_that_of_what_happens_in_it_until_it_is_taken_out() -> None:
    (found,) = recipes(
        "Li2S and P2S5 were loaded into a zirconia jar and milled at 500 rpm for 10 h. The powder was sealed in a "
        "quartz tube under vacuum and annealed at 500 °C for 6 h. It was washed with hexane and heated at 200 °C."
    )
    assert step(found, "milling")["vessel"] == "zirconia jar"
    assert step(found, "annealing")["vessel"] == "quartz tube"
    assert step(found, "annealing")["atmosphere"] == "vacuum"
    assert "vessel" not in step(found, "heating")


def test_a_gas_told_for_everything_is_that_of_each_step_without_its_own() -> None:
    (found,) = recipes(
        "Li2S and P2S5 were ground for 10 min and heated at 250 °C for 5 h under vacuum. Everything was done in argon."
    )
    assert step(found, "grinding")["atmosphere"] == "argon"
    assert step(found, "heating")["atmosphere"] == "vacuum"


def test_a_heating_rate_told_behind_is_that_of_the_heatings() -> None:
    (found,) = recipes(
        "Li2CO3 and Co3O4 were mixed and calcined at 800 °C for 10 h in air. The heating rate was 5 °C min^-1."
    )
    assert step(found, "calcining")["heating_rate"] == "5 °C min^-1"


def test_steps_of_another_sample_made_the_same_way_are_left_out() -> None:
    (found,) = recipes(
        "LiCoO2 was made from Li2CO3 and Co3O4, which were milled for 2 h and calcined at 800 °C for 10 h. "
        "Similarly, a reference was prepared by the same procedure except that it was sintered at 900 °C."
    )
    assert [each.type for each in found.operations] == ["milling", "calcining"]


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("The powder was dispersed in water by sonication for 1 h and dried at 60 °C.", ["sonicating", "drying"]),
        ("The gel was fired at 500 °C for 5 h and, after intermediate grinding, at 900 °C for 9 h.",
         ["calcining", "grinding", "calcining"]),
        ("The slip was poured into a Petri dish and hot-pressed at 80 °C for 2 h.", ["coating", "pressing"]),
    ],
)  # fmt: skip
def test_words_around_a_step_tell_its_type(text: str, types: list[str]) -> None:
    (found,) = recipes(f"LiCoO2 was prepared from Li2CO3 and Co3O4. {text}")
    assert [each.type for each in found.operations][-len(types) :] == types


def test_what_a_thing_is_kept_from_is_not_its_gas() -> None:
    (found,) = recipes("LiCoO2 was prepared from Li2CO3 and Co3O4, milled for 2 h without contact to moisture in air.")
    assert "atmosphere" not in step(found, "milling")


def test_hostile_text_ends_soon() -> None:
    begin = time.monotonic()
    recipes(
        "All the " + "a was " * 4000 + "the same procedure was " * 500 + "for the " * 3000 + "heated in the (" * 400
        + "The final " * 2000 + "removed as a surfactant " * 400
    )  # fmt: skip
    assert time.monotonic() - begin < 20


def test_a_heading_in_the_line_begins_a_recipe() -> None:
    found = recipes(
        "Synthesis of Li2TiO3. Li2CO3 and TiO2 were mixed and calcined at 800 °C for 5 h. Synthesis of MnO2. KMnO4 "
        "(1 g) was dissolved in water and heated at 90 °C for 2 h."
    )
    assert [each.target for each in found] == ["Li2TiO3", "MnO2"]


def test_what_is_done_to_learn_something_is_no_recipe() -> None:
    assert not recipes(
        "To study the affinity of both, the ingot was heated on a hot plate at 300 °C for 5 min in argon."
    )


def test_what_is_washed_out_does_not_go_in() -> None:
    (found,) = recipes("TiO2 was made by heating 1 g of TiCl4 at 90 °C for 5 h and washed with ethanol to remove NaCl.")
    assert [name for each in found.operations for name in each.inputs if name == "NaCl"] == []


@pytest.mark.parametrize(
    "text",
    [
        "Hydrazine hydrate and NaNO2 were obtained from Aladdin. Before use, the anhydride was dried at 110 °C.",
        "LiTFSI was purchased from Solvay and KOH was received from Merck. The salt was dried at 90 °C before use.",
    ],
)
def test_what_was_bought_is_no_target(text: str) -> None:
    assert [each.target for each in recipes(text) if each.target] == []


def test_under_a_heading_of_tests_no_material_is_made() -> None:
    text = "CMAS powder was dispersed in ethanol, deposited on the pellets at 100 °C and dried for 5 h."
    assert not recipes(text, heading="CMAS test")
    assert recipes(text, heading="Preparation of the slurry")


def test_a_catalyst_that_is_removed_again_is_neither_target_nor_starting_material() -> None:
    (found,) = recipes(
        "Pd/C (0.02 g) was added to 2 g of dinitrobenzidine in ethanol at 80 °C for 24 h. The Pd/C was removed by "
        "filtration and the grey diamine (DXDA) was obtained by crystallization."
    )
    assert found.target == "DXDA"
    assert "Pd/C" not in [each.name for each in found.precursors]


def test_a_treatment_told_by_its_furnace_first_is_one_step() -> None:
    (found,) = recipes(
        "The nitridation of NbO2 was achieved using a tube furnace. For the nitridation process, 1 g of the powder was "
        "put in a quartz boat. The nitridation was performed in ammonia at 650 °C for 3 h."
    )
    steps = [each for each in found.operations if each.type == "gas_treating"]
    assert [each.conditions["temperature"].text for each in steps] == ["650 °C"]
    assert steps[0].conditions["vessel"].text == "tube furnace"


def test_what_an_electrolyte_consists_of_is_no_step() -> None:
    (found,) = recipes(
        "Coin cells were assembled in a glove box and rested for 5 h. The electrolyte was 1 M LiTFSI dissolved in DOL."
    )
    assert "dissolving" not in [each.type for each in found.operations]


def test_what_is_still_to_be_worked_up_is_no_target() -> None:
    (recipe,) = recipes(
        "PVDF was dissolved in DMF at 50 °C to give a 12 wt% solution. It was poured into a mould, "
        "heated at 80 °C for 8 h and pressed at 5 MPa."
    )
    assert recipe.target is None


def test_the_ratio_of_a_mixture_is_no_label() -> None:
    builder = DocumentBuilder()
    builder.add("paragraph", "The pouches were filled with 2 g of 1 M LiPF6 in EC/EMC (3:7) and sealed at 180 °C.")
    assert extract_document(builder.build(Header("d", "d", "d", "text", "text"))).samples == ()
