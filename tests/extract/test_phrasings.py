"""The same fact in the words of many laboratories: each phrasing must give the item or record that it states.

A new phrasing that voltext misreads becomes a row here before it is mended.
"""

from __future__ import annotations

from functools import cache

import pytest

from voltext.extract.extraction import Extraction, Item
from voltext.extract.pipeline import extract_document
from voltext.ingest.readers import read
from voltext.ingest.source import Source

CELL = "CR2032 coin cells with lithium metal, a Celgard 2400 separator and 1 M LiPF6 in EC/DMC were cycled at 25 °C."

WITHOUT_CELL = ("test_temperature", "counter_electrode")  # the sentence of the cell would state these itself


@cache
def _extraction(experimental: str, results: str = "") -> Extraction:
    text = f"# LiFePO4 cathodes for lithium-ion batteries\n\n## Experimental\n\n{experimental}\n"
    if results:
        text += f"\n## Results and discussion\n\n{results}\n"
    return extract_document(read(Source("paper.md", text.encode())))


def _item(extraction: Extraction, key: str) -> Item:
    return next(item for item in extraction.items if item.key == key)


def _values(item: Item) -> list[float | str | tuple[float | None, float | None] | None]:
    return [(value.min, value.max) if value.value is None else value.value for value in item.values]


def _id(value: object) -> str:
    """A name for a row; members of a set in order, so that all workers of a run give it the same name."""
    return " ".join(sorted(map(_id, value))) if isinstance(value, set | frozenset) else str(value)


NAMES = [
    ("active_material", "Cathodes comprised LiFePO4, Ketjen black, and PVDF in the mass ratio 7:2:1.", ["LiFePO4"]),
    ("active_material_fraction", "Cathodes comprised LiFePO4, Ketjen black, and PVDF in the mass ratio 7:2:1.", [7.0]),
    ("binder_fraction", "Cathodes comprised LiFePO4, Ketjen black, and PVDF in the mass ratio 7:2:1.", [1.0]),
    ("active_material", "PVDF-HFP was dissolved in acetone/DMF (4:1 v/v). LiFePO4 electrodes were made.", ["LiFePO4"]),
    ("binder", "PVDF-HFP was dissolved in acetone/DMF (4:1 v/v) and cast into a membrane.", []),
    ("active_material_fraction", "The LiFePO4 content of the electrode was 85 %.", [85.0]),
    ("current_collector", "The slurry of LiFePO4 was coated on carbon-coated Al.", ["carbon-coated Al"]),
    (
        "current_collector",
        "The LiFePO4 films were laminated on etched aluminum foil (20 μm) at 150 °C.",
        ["etched aluminum foil"],
    ),
    ("electrode_area", "After drying, circular LiFePO4 electrodes (Ø = 14 mm) were cut.", [14.0]),
    ("electrode_area", "LiFePO4 electrodes of 1.13 cm^2 were punched.", [1.13]),
    ("electrode_density_or_pressing", "The LiFePO4 electrodes were pressed at 5 tons.", [5.0]),
    (
        "electrode_thickness",
        "The slurry of LiFePO4, carbon black and PVDF was spread (wet thickness 150 μm) on Al foil.",
        [],
    ),
    ("porosity", "The porous LiFePO4 membrane was soaked in 1 M NaClO4 in EC/PC containing 5% FEC for 2 h.", []),
    ("counter_electrode", "Coin cells (2032) of LiFePO4 versus lithium were charged and discharged.", ["lithium"]),
    ("counter_electrode", "Pouch cells paired LiFePO4 cathodes with graphite anodes.", ["graphite"]),
    ("one_c_definition", "The LiFePO4 cells were cycled at C/10 (1C ≙ 160 mAh g−1).", [160.0]),
    ("one_c_definition", "The current density was based on 1 C = 170 mA g−1 for LiFePO4.", [170.0]),
    ("test_temperature", "The LiFePO4 cells were tested in a climate chamber at 23 °C.", [23.0]),
    (
        "test_temperature",
        "The discharge–charge tests of LiFePO4 cells were conducted at room temperature.",
        ["room temperature"],
    ),
    ("voltage_window", "LiFePO4 cells were charged to 4.2 V and discharged to 2.5 V.", [(2.5, 4.2)]),
    ("voltage_window", "Galvanostatic cycling of LiFePO4 used cut-off voltages of 2.0 and 3.8 V.", [(2.0, 3.8)]),
    (
        "electrolyte_concentration",
        "The electrolyte of the LiFePO4 cells was LiPF6 (1 mol/L) in EC:DEC (1:1, w/w).",
        [1.0],
    ),
    ("electrolyte_volume", "The LiFePO4 cells were filled with 80 µL of electrolyte each.", [80.0]),
    ("formation_protocol", "Prior to cycling, all LiFePO4 cells went through three conditioning cycles at C/10.", None),
    ("replicates_or_error", "For LiFePO4, reported values are averages of at least three cells.", None),
    (
        "drying_conditions",
        "The LiFePO4 electrodes were vacuum-dried at 110 °C overnight.",
        [110.0, "overnight", "vacuum"],
    ),
    (
        "synthesis_temperature",
        "LiFePO4 gel obtained at 85 °C was dried at 120 °C for 12 h and calcined at 700 °C for 10 h.",
        [700.0],
    ),
    (
        "synthesis_time",
        "LiFePO4 gel obtained at 85 °C was dried at 120 °C for 12 h and calcined at 700 °C for 10 h.",
        [10.0],
    ),
    ("data_availability", "LiFePO4 was bought. Source data are provided with this paper.", None),
]


@pytest.mark.parametrize(("key", "sentence", "expected"), NAMES, ids=lambda value: _id(value)[:40])
def test_an_item_is_read_from_any_phrasing(key: str, sentence: str, expected: list[object] | None) -> None:
    found = _values(_item(_extraction(sentence if key in WITHOUT_CELL else f"{sentence} {CELL}"), key))
    if expected is None:
        assert found
    elif not expected:
        assert not found
    else:
        assert sorted(map(str, found)) == sorted(map(str, expected))


MADE = (
    "LiNi0.5Mn1.5O4 (LNMO) was made by a sol–gel route. Co-doping with Cr and F gave LNMO-CrF. "
    "Na3Zr2Si2PO12 (NZSP) was added to a gel polymer electrolyte (GPE)."
)

FACTS = [
    (
        "The Brunauer–Emmett–Teller surface areas are 2.3 (LNMO) and 1.8 m2/g (LNMO-CrF).",
        {("LNMO", "surface_area", 2.3), ("LNMO-CrF", "surface_area", 1.8)},
    ),
    (
        "Charge transfer resistances of 85 Ω and 45 Ω were fitted for LNMO and LNMO-CrF, respectively.",
        {("LNMO", "resistance", 85.0), ("LNMO-CrF", "resistance", 45.0)},
    ),
    (
        "LNMO-CrF shows 131.4 mAh/g with a first-cycle efficiency of 93.5 %, whereas LNMO has 128.9 mAh/g and 90.1 %.",
        {
            ("LNMO-CrF", "capacity", 131.4),
            ("LNMO-CrF", "coulombic_efficiency", 93.5),
            ("LNMO", "capacity", 128.9),
            ("LNMO", "coulombic_efficiency", 90.1),
        },
    ),
    (
        "LNMO-CrF preserves 94.7 % of its capacity after 1000 cycles at 1 C, versus 71 % for pristine LNMO.",
        {("LNMO-CrF", "capacity_retention", 94.7), ("pristine LNMO", "capacity_retention", 71.0)},
    ),
    ("The GPE shows an ionic conductivity of 2.25 mS cm-1 at 30 °C.", {("GPE", "ionic_conductivity", 2.25)}),
    ("The Na+ transference number of the GPE is 0.62.", {("GPE", "transference_number", 0.62)}),
    ("The GPE has a transference number (tNa+) of 0.62.", {("GPE", "transference_number", 0.62)}),
    (
        "LNMO-CrF has 131.4 mAh/g. It keeps 95 % after 100 cycles, compared with 71 % for pristine LNMO.",
        {
            ("LNMO-CrF", "capacity", 131.4),
            ("LNMO-CrF", "capacity_retention", 95.0),
            ("pristine LNMO", "capacity_retention", 71.0),
        },
    ),
    (
        "LNMO and LNMO-CrF were compared. Their surface areas amount to 2.3 and 1.8 m2/g.",
        {("LNMO", "surface_area", 2.3), ("LNMO-CrF", "surface_area", 1.8)},
    ),
    (
        "LNMO and LNMO-CrF were compared. The latter delivers 131.4 mAh/g.",
        {("LNMO-CrF", "capacity", 131.4)},
    ),
    (
        "At 1C, 95 % is retained with LNMO-CrF; for LNMO the value is only 71 %.",
        {("LNMO-CrF", "capacity_retention", 95.0), ("LNMO", "capacity_retention", 71.0)},
    ),
    ("LNMO was coated with Al2O3. The coating is 8 nm thick.", {("coating", "thickness", 8.0)}),
    ("Full cells of LNMO with graphite deliver 128.9 mAh/g.", {("LNMO", "capacity", 128.9)}),
    ("LNMO/GPE/Li cells deliver 128.9 mAh/g.", {("LNMO", "capacity", 128.9)}),
    (
        "The GPE has transference numbers of 0.42, 0.48 and 0.57 at 1, 2 and 4 M.",
        {
            ("GPE", "transference_number", 0.42),
            ("GPE", "transference_number", 0.48),
            ("GPE", "transference_number", 0.57),
        },
    ),
    (
        "The heat-treated separator (HT-S) has a porosity of 62 %. HT-S has a thickness of 20 μm.",
        {("HT-S", "porosity", 62.0), ("HT-S", "thickness", 20.0)},
    ),
    ("LNMO has mesopores of 3.8 nm.", set()),
    ("LNMO was cycled at C/10 (1C = 147 mAh g−1).", set()),
    ("The capacity of LNMO-CrF is twice that of LNMO.", set()),
    ("The working pressure was 370 MPa and LNMO was heated at 700 °C for 10 h.", set()),
]


@pytest.mark.parametrize(("sentence", "expected"), FACTS, ids=lambda value: _id(value)[:50])
def test_a_fact_is_read_from_any_phrasing(sentence: str, expected: set[tuple[str, str, float]]) -> None:
    records = _extraction(f"{MADE} {CELL}", sentence).records
    found = {(record.material.name, record.property.replace("discharge_", ""), record.value) for record in records}
    assert found == expected


def test_exactly_stated_shares_are_exact() -> None:
    records = _extraction(MADE, "At 55 °C, the capacity retention of LNMO amounts to 86 % after 200 cycles.").records
    assert [record.qualifier for record in records] == ["exact"]
