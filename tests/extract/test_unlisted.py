"""Starting materials and targets that no dictionary lists."""

from __future__ import annotations

import time

import pytest

from voltext.extract.extraction import Recipe
from voltext.extract.pipeline import extract_document
from voltext.ingest.document import DocumentBuilder, Header


def recipe(*texts: str, heading: str | None = None) -> Recipe:
    """The first recipe of methods with these paragraphs."""
    builder = DocumentBuilder()
    if heading:
        builder.add("heading", heading, section="experimental")
    for text in texts:
        builder.add("paragraph", text, section="experimental")
    found = extract_document(builder.build(Header("d", "d", "d", "text", "text"))).recipes
    assert found
    return found[0]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("First, 2 g of dried reed flowers were carbonised at 700 °C for 2 h.", "reed flowers"),
        ("Mulberry leaves were washed with water and carbonised at 800 °C for 1 h in argon.", "Mulberry leaves"),
        ("Then terephthalamic acid (1.2 g) was dissolved in water and stirred for 2 h.", "terephthalamic acid"),
        ("Then 0.5 g 1,3,5-tris(4-pyridyl)triazine was heated at 300 °C for 2 h.", "1,3,5-tris(4-pyridyl)triazine"),
    ],
)
def test_what_is_weighed_or_grown_is_a_starting_material(text: str, name: str) -> None:
    assert name in [each.name for each in recipe(text).precursors]


@pytest.mark.parametrize(
    "text",
    [
        "Then 2 g of the mixture was heated at 700 °C for 2 h.",
        "The powder was washed with 5 mL of salicylic acid and dried at 60 °C for 2 h.",
        "The core–shell particles were annealed at 500 °C for 2 h.",
        "The gel was dried at 80 °C and 10 mL of methylcyclohexane was poured over it.",
    ],
)
def test_mixtures_washing_liquids_and_shapes_are_none(text: str) -> None:
    assert recipe(text).precursors == ()


def test_a_heading_tells_a_target_that_no_dictionary_knows() -> None:
    made = recipe("The powders were heated at 300 °C for 2 h.", heading="2.1 Synthesis of ABTZ ligand")
    assert made.target == "ABTZ ligand"


def test_what_the_other_materials_bring_is_made_where_nobody_says_so() -> None:
    made = recipe(
        "FeSO4·7H2O and H3PO4 were added to a solution of LiOH in water and kept at 180 °C for 10 h in an autoclave. "
        "The green LiFePO4 was washed and dried at 60 °C."
    )
    assert made.target == "LiFePO4"


def test_a_gas_named_last_is_that_of_all_heatings_of_a_sentence() -> None:
    made = recipe("The gel was heated at 350 °C for 4 h and finally annealed at 800 °C for 8 h under Ar.")
    assert [step.conditions["atmosphere"].text for step in made.operations] == ["Ar", "Ar"]


def test_hostile_texts_take_no_time() -> None:
    began = time.process_time()
    for text in ("1,3," * 3000 + " acid", "( " * 3000 + "2 g)", "2 g of " + "a " * 5000, "synthesis of " * 2000):
        builder = DocumentBuilder()
        builder.add("paragraph", f"{text} was heated at 700 °C for 2 h.", section="experimental")
        extract_document(builder.build(Header("d", "d", "d", "text", "text")))
    assert time.process_time() - began < 20
