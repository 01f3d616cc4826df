"""The recipes of electrodes and of assembly lead to their cell in the graph."""

from __future__ import annotations

from voltext.extract.pipeline import extract_document
from voltext.ingest.document import DocumentBuilder, Header
from voltext.kb.graph import schema
from voltext.kb.graph.projection import rows_of


def test_a_cell_is_made_by_the_recipes_of_its_electrode_and_assembly() -> None:
    builder = DocumentBuilder()
    builder.add("heading", "Experimental", section="experimental")
    builder.add(
        "paragraph",
        "LiFePO4, Super P and PVDF (8:1:1) were mixed in NMP, coated on aluminium foil and dried at 80 °C for 12 h. "
        "CR2032 half-cells were assembled in an argon-filled glove box with lithium foil as the counter electrode.",
        section="experimental",
    )
    rows = rows_of(extract_document(builder.build(Header("d", "d.txt", "0", "text", "text"))))
    edges = next(links for edge, links in rows.edges.items() if (edge.start, edge.type) == (schema.CELL, "MADE_BY"))
    kinds = {rows.nodes[schema.RECIPE][recipe]["kind"] for _, recipe in edges}
    assert kinds == {"electrode", "cell_assembly"}
