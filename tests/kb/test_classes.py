"""As what of a cell a record's material counts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from voltext.extract.extraction import Cell, Component, MaterialRef
from voltext.kb.classes import Classes

from ..papers import PaperMaker


def classes(name: str, property: str, role: str | None) -> tuple[str, ...]:
    paper = PaperMaker("classes0", "One record")
    record = paper.fact(f"{name} had 1 mS cm^-1.", property, "1 mS cm^-1", MaterialRef(name, role=role))
    return Classes(paper.extraction()).of(record)


@pytest.mark.parametrize(
    ("name", "property", "role", "expected"),
    [
        ("LGPS", "density", "solid_electrolyte", ("electrolyte", "solid_electrolyte")),
        ("SiOx", "density", "anode_active", ("anode", "anode_active")),
        ("LLZTO-50", "density", None, ("electrolyte", "solid_electrolyte")),
        ("S-17", "ionic_conductivity", None, ("electrolyte", "solid_electrolyte")),
        ("1 M LiPF6 in EC/DMC", "ionic_conductivity", None, ("electrolyte",)),
        ("S-17", "density", None, ()),
    ],
)
def test_a_class_comes_from_role_name_and_property(
    name: str, property: str, role: str | None, expected: tuple[str, ...]
) -> None:
    assert classes(name, property, role) == expected


def test_a_sentence_tells_where_nothing_else_does() -> None:
    paper = PaperMaker("classes0", "One record")
    record = paper.fact("The positive electrode X-2 had a density of 3 g cm^-3.", "density", "3 g cm^-3",
                        MaterialRef("X-2"))  # fmt: skip
    evidence = record.evidence[0]
    block = paper.builder.build(paper.header).blocks[-1]
    whole = replace(evidence, start=block.start, end=block.end, text=block.text)
    assert Classes(paper.extraction()).of(replace(record, evidence=(whole,))) == ("cathode",)


def test_the_part_that_a_material_plays_in_a_cell_counts_beside_its_role() -> None:
    paper = PaperMaker("classes0", "One record")
    record = paper.fact("LTO had 170 mAh g^-1.", "capacity", "170 mAh g^-1", MaterialRef("LTO", role="anode_active"))
    cell = Cell("c0", None, "full", (Component("cathode", "LTO"),))
    assert Classes(replace(paper.extraction(), cells=(cell,))).of(record) == ("anode", "anode_active", "cathode")
