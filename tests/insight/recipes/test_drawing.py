"""Drawings and exports of recipes: every step once, text stays text, the published field names."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree

import pytest

from voltext.extract.extraction import Operation, Precursor, Recipe
from voltext.insight.recipes.dataset import published
from voltext.insight.recipes.drawing import draw_recipes, svg_of
from voltext.insight.recipes.graph import CONDITION, INPUT, NEXT, OUTPUT, graph_of
from voltext.insight.recipes.layout import end_of, layout_of
from voltext.insight.recipes.made import Made
from voltext.insight.recipes.terminal import lines_of

from .made import degrees, one, step

BRANCHED = Recipe(
    "r1", None, "NiO", (Precursor("Ni(NO3)2", "2 g", "N2NiO6"),),
    (
        Operation("op1", "dissolving", ("Ni(NO3)2",), {}, step(1, "x").evidence, ("green solution",)),
        Operation("op2", "dissolving", ("NaOH",), {}, step(2, "x").evidence),
        Operation("op3", "mixing", (), {}, step(3, "x").evidence),
        Operation("op4", "calcining", (), {"temperature": degrees(400)}, step(4, "x").evidence),
    ),
    (("op1", "op3"), ("op2", "op3"), ("op3", "op4")), kind="coprecipitation",
)  # fmt: skip


def branched() -> Made:
    return replace(one("NiO", 400, "Ni(NO3)2"), recipe=BRANCHED)


def test_branches_stand_beside_each_other_and_meet_below() -> None:
    places = {place.operation.id: (place.row, place.column) for place in layout_of(BRANCHED)}
    assert places == {"op1": (0, 0), "op2": (0, 1), "op3": (1, 0), "op4": (2, 0)}


def test_a_starting_material_that_no_step_names_goes_in_first_and_an_amount_is_said_once() -> None:
    sugar = Precursor("sucrose", "1 g", None)
    again = replace(BRANCHED.operations[2], inputs=("Ni(NO3)2",))
    operations = (*BRANCHED.operations[:2], again, BRANCHED.operations[3])
    places = layout_of(replace(BRANCHED, precursors=(*BRANCHED.precursors, sugar), operations=operations))
    assert [place.uses for place in places] == [("Ni(NO3)2 (2 g)", "sucrose (1 g)"), ("NaOH",), ("Ni(NO3)2",), ()]


def test_no_name_reaches_beyond_the_edge_of_the_drawing() -> None:
    named = replace(BRANCHED.operations[2], outputs=("a light green precipitate of hydroxide",))
    recipe = replace(
        BRANCHED, operations=(*BRANCHED.operations[:2], named, BRANCHED.operations[3]), equation="A + " * 60
    )
    root = ElementTree.fromstring(svg_of([replace(branched(), target="Ni" * 60, recipe=recipe)]))
    width = float(root.attrib["width"])
    for element in root.iter("{http://www.w3.org/2000/svg}text"):
        if element.attrib["text-anchor"] == "start":
            letters = len(element.text or "") * float(element.attrib["font-size"]) / 13
            assert float(element.attrib["x"]) + 7 * letters <= width + 16


def test_the_drawing_is_xml_with_every_step_and_its_conditions() -> None:
    root = ElementTree.fromstring(svg_of([branched()]))
    words = [element.text for element in root.iter("{http://www.w3.org/2000/svg}text")]
    assert words.count("dissolving") == 2
    assert "400 °C" in words
    assert "green solution" in words


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "a & b", '"quoted"', "\x00\x1b[31m", "\u202egnihton"])
def test_a_hostile_name_stays_text(name: str) -> None:
    made = replace(branched(), target=name, sample=None)
    for picture in (draw_recipes([made], "svg"), draw_recipes([made], "html")):
        text = picture.decode()
        assert "<script" not in text
        assert "\x1b" not in text
        assert "\u202e" not in text
    ElementTree.fromstring(draw_recipes([made], "svg"))


@pytest.mark.parametrize("width", [40, 60, 78])
def test_a_terminal_drawing_fits_the_terminal(width: int) -> None:
    long = replace(BRANCHED, operations=(replace(BRANCHED.operations[0], inputs=("a very long name " * 12,)),))
    for recipe in (BRANCHED, long):
        lines = list(lines_of(replace(branched(), recipe=recipe), width))
        assert max(map(len, lines)) <= width
    assert any("beside it" in line for line in lines_of(branched(), width))


def test_no_equation_and_no_product_is_cut_off_at_the_edge() -> None:
    operations = (replace(step(1, "calcining"), outputs=("SUBMICRON LLZNO POWDER",)), step(2, "pressing"))
    equation = "33/5 LiOH·H2O + 3/2 La2O3 + 8/5 ZrO2 + 1/5 Nb2O5 → Li6.6La3Zr1.6Nb0.4O12 + 99/10 H2O"
    recipe = Recipe("r1", None, "LLZNO", (), operations, (("op1", "op2"),), equation=equation)
    root = ElementTree.fromstring(svg_of([replace(branched(), recipe=recipe)]))
    for text in root.iter("{http://www.w3.org/2000/svg}text"):
        if text.get("text-anchor") == "start":
            # A digit of this font at 13 pixels has 8.3.
            assert float(text.get("x", 0)) + 8.3 * len(text.text or "") <= float(root.get("width", 0))


def test_the_target_comes_out_where_the_graph_ends_not_the_list() -> None:
    # The wash is told last and done beside the rest.
    wash = Operation("op5", "washing", (), {}, step(5, "x").evidence)
    recipe = replace(BRANCHED, operations=(*BRANCHED.operations, wash))
    lines = list(lines_of(replace(branched(), recipe=recipe)))
    assert "calcining" in lines[lines.index("  └► NiO") - 1]
    last = end_of(recipe, layout_of(recipe))
    assert last is not None
    assert last.operation.id == "op4"


def test_what_goes_on_is_named_where_it_goes_not_below_what_is_told_last() -> None:
    lines = list(lines_of(branched()))
    assert "green solution" in next(line for line in lines if "├─┘" in line)


def test_the_graph_has_the_four_kinds_of_edges() -> None:
    graph = graph_of(BRANCHED)
    edges = {(edge.start, edge.end, edge.type) for edge in graph.edges}
    assert ("op1", "op3", NEXT) in edges
    assert ("material:Ni(NO3)2", "op1", INPUT) in edges
    assert ("op1", "product:op1/0", OUTPUT) in edges
    assert ("product:op1/0", "op3", INPUT) in edges
    assert ("op4", "op4/temperature", CONDITION) in edges
    assert ("op4", "material:NiO", OUTPUT) in edges
    ids = {node.id for node in graph.nodes}
    assert all(edge.start in ids and edge.end in ids for edge in graph.edges)


def test_the_export_has_the_published_field_names() -> None:
    made = one("LiCoO2", 850, "Li2CO3", "Co3O4")
    made = replace(made, recipe=replace(made.recipe, equation="1/2 Li2CO3 + 1/3 Co3O4 + 1/12 O2 → LiCoO2 + 1/2 CO2"))
    found = published(made)
    assert set(found) == {
        "doi", "paragraph_string", "synthesis_type", "reaction", "reaction_string", "target", "targets_string",
        "precursors", "operations", "voltext",
    }  # fmt: skip
    assert found["reaction"]["left_side"][0] == {"amount": 0.5, "material": "Li2CO3"}
    assert [side["material"] for side in found["reaction"]["right_side"]] == ["LiCoO2", "CO2"]
    heating = found["operations"][1]
    assert heating["type"] == "HeatingOperation"
    assert heating["conditions"]["heating_temperature"] == [
        {"min_value": 850, "max_value": 850, "values": [850], "units": "C"}
    ]
    assert found["target"]["composition"][0]["elements"] == {"Li": "1", "Co": "1", "O": "2"}
