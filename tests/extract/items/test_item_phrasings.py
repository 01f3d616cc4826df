"""One sentence for each class of phrasing that the items once misread: the sentence alone must give its item."""

from __future__ import annotations

import pytest

from voltext.extract.extraction import Item
from voltext.extract.pipeline import extract_document
from voltext.ingest.readers import read
from voltext.ingest.source import Source

Value = float | str | tuple[float | None, float | None] | None


def _item(text: str, key: str) -> Item:
    extraction = extract_document(read(Source("paper.md", text.encode())))
    return next(item for item in extraction.items if item.key == key)


def _values(item: Item) -> list[Value]:
    return [(value.min, value.max) if value.value is None else value.value for value in item.values]


PHRASINGS = [
    ("electrode_thickness", "LiFePO4 cells had a lithium foil (450 µm) as the negative electrode.", [450.0]),
    ("electrode_thickness", "LiFePO4 was tested with 50 µm lithium foil.", [50.0]),
    ("electrode_area", "LiFePO4 electrodes were cut to discs (12 mm).", [12.0]),
    ("electrode_area", "Pouch cells with 16 mm LiFePO4 cathodes were built.", [16.0]),
    ("current_collector", "The LiFePO4 ink was painted on carbon paper.", ["carbon paper"]),
    ("current_collector", "LiFePO4, carbon black and PVDF (8:1:1) were coated on Al.", ["Al"]),
    ("current_collector", "CoMoO4 sheets were grown on nickel foam.", ["nickel foam"]),
    (
        "counter_electrode",
        "The LiFePO4 full cell was made by coupling LiFePO4 with hard carbon; its capacity ratio was 1.1.",
        ["hard carbon"],
    ),
    ("counter_electrode", "An In–Li alloy was attached at the other side of the LiFePO4 composite.", ["In–Li alloy"]),
    ("counter_electrode", "LiFePO4 discs were tested against Li in coin cells.", ["Li"]),
    ("electrolyte_salt", "0.4 mol/L Mg[B(hfip)4]2 in dimethoxyethane was the electrolyte.", ["Mg[B(hfip)4]2"]),
    ("electrolyte_solvent", "LiFePO4 was cycled in 2 M ZnSO4 aqueous electrolyte.", ["aqueous"]),
    ("electrolyte_volume", "The separator of LiFePO4 cells was soaked with 150 µL of 1 M LiTFSI in TEGDME.", [150.0]),
    ("conductive_additive", "LiFePO4, conductive carbon (Super P) and PVDF (7:2:1) made the slurry.", ["Super P"]),
    (
        "active_material",
        "Slurries of S/Ketjen black composite, Super P and PVDF (80:10:10) were cast.",
        ["S/Ketjen black", "LiFePO4"],
    ),
    ("binder", "LiFePO4 electrodes were made with alginate as a water-soluble binder.", ["alginate"]),
    ("binder_fraction", "Cathodes: 90% LiFePO4, 5% Super P, 5% PVDF; 33% porosity.", [5.0]),
    ("porosity", "The LiFePO4 electrode was modelled with a porosity of 0.30 in all cases.", [0.3]),
    ("separator", "A PP separator was placed in LiFePO4 cells; the separator was Celgard 2500.", ["Celgard 2500"]),
    ("cell_format", "LiFePO4 was tested in coin cells of type 2016.", ["coin cells of type 2016"]),
    ("replicates_or_error", "Thirty LiFePO4 cells were cycled.", None),
    ("formation_protocol", "LiFePO4 cells underwent two cycles at C/10 before cycling at C/2.", None),
    ("drying_conditions", "LiFePO4 anodes were coated onto copper foil and cured at 150 °C in vacuum.", None),
    ("voltage_window", "LiFePO4 potentials were limited to 2.0 and 3.8 V.", [(2.0, 3.8)]),
    ("electrode_density_or_pressing", "The LiFePO4 powder was pelletised at 100 MPa.", [100.0]),
]


@pytest.mark.parametrize(("key", "sentence", "expected"), PHRASINGS, ids=lambda value: str(value)[:40])
def test_a_sentence_gives_its_item(key: str, sentence: str, expected: list[Value] | None) -> None:
    item = _item(f"# LiFePO4 cathodes for lithium-ion batteries\n\n## Experimental\n\n{sentence}\n", key)
    assert item.values
    assert expected is None or _values(item) == expected


ROWS = [
    ("active_material_fraction", [92.0]),
    ("mass_loading", [7.5]),
    ("electrode_area", [14.0]),
    ("electrolyte_concentration", [1.0]),
    ("electrolyte_volume", [60.0]),
    ("separator", ["Celgard 2400"]),
    ("voltage_window", [(2.7, 4.3)]),
    ("test_temperature", [30.0]),
]
TABLE = """# LiFePO4 cathodes for lithium-ion batteries

## Experimental

Coin cells were made as Table 1 tells.

Table 1. Cell parameters

| Parameter | Value |
|---|---|
| LiFePO4 : carbon black : PVDF | 92:4:4 (weight ratio) |
| Active material loading | 7.5 mg cm−2 |
| Electrode diameter | 14 mm |
| Electrolyte | 1.0 M LiPF6 in EC:EMC (3:7 v/v) |
| Electrolyte volume | 60 µL |
| Separator | Celgard 2400 |
| Voltage window | 2.7–4.3 V |
| Test temperature | 30 °C |
"""


@pytest.mark.parametrize(("key", "expected"), ROWS)
def test_a_table_of_parameters_reports_its_rows(key: str, expected: list[Value]) -> None:
    assert _values(_item(TABLE, key)) == expected


def test_a_label_that_delivers_a_capacity_is_an_active_material() -> None:
    text = (
        "# Yolk-shell anodes for lithium-ion batteries\n\n## Experimental\n\nThe powder is denoted as Si@HCS-2.\n\n"
        "## Results\n\nSi@HCS-2 delivers 1500 mAh g−1. After 100 cycles, Si@HCS-2 retains 90% of it.\n"
    )
    assert "Si@HCS-2" in _values(_item(text, "active_material"))


def test_the_lithium_of_symmetric_cells_makes_no_half_cell() -> None:
    text = (
        "# A garnet electrolyte for lithium batteries\n\n## Experimental\n\n"
        "For symmetric cells, Li discs were attached to both sides of the pellets in Swagelok cells.\n"
    )
    assert _values(_item(text, "cell_configuration")) == ["symmetrical"]
