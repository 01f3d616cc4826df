"""What can exist in papers without an ordinary cell, and what settings are called in other words."""

from __future__ import annotations

import pytest

from tests.extract.items_papers import paper
from voltext.extract.extraction import Item
from voltext.extract.items import find_items
from voltext.extract.pipeline import analyse


def _items(title: str, **sections: str) -> dict[str, Item]:
    return {item.key: item for item in find_items(analyse(paper(title, **sections)))}


def test_a_ceramic_without_a_cell_has_no_cell_items_and_keeps_those_of_a_pellet() -> None:
    items = _items(
        "Grain boundaries of Li1.3Al0.3Ti1.7(PO4)3 doped with germanium",
        abstract="The ionic conductivity of the solid electrolyte Li1.3Al0.3Ti1.7(PO4)3 for lithium batteries is "
        "4 × 10^-4 S cm^-1.",
        experimental="Powders of Li1.3Al0.3Ti1.7(PO4)3 were calcined at 700 °C for 2 h, pressed at 200 MPa into "
        "pellets of 12 mm diameter and sintered at 950 °C for 6 h. Impedance was measured at 25 °C. The samples were "
        "weighed.",
    )
    assert {items[key].status for key in ("binder", "cell_format", "voltage_window", "capacity_retention")} == {
        "not_applicable"
    }
    assert items["ionic_conductivity"].status == "exact"
    assert items["synthesis_temperature"].status == "exact"
    assert items["porosity"].status == "missing"


def test_of_a_public_data_set_only_what_is_stated_counts() -> None:
    items = _items(
        "Transfer learning for the state of health of lithium-ion batteries",
        abstract="A convolutional neural network is trained on charging curves of lithium-ion batteries.",
        experimental="The data set holds 124 lithium-ion cells that were charged at 30 °C between 2.0 and 3.6 V. The "
        "network was trained by deep learning with a learning rate of 0.001; hyperparameters were set by "
        "cross-validation. The root-mean-square error of the battery model is given for the training and test data.",
    )
    assert items["voltage_window"].status == "range"
    assert items["mass_loading"].status == "not_applicable"


def test_an_article_that_only_discusses_is_a_review() -> None:
    items = _items(
        "Anode-free sodium batteries: what would it take?",
        abstract="We discuss the losses of anode-free sodium batteries, compare efficiencies and outline targets.",
        results="A cell with a cathode of 4 mAh cm^-2 would retain 82 % after 200 cycles. Coin cells with 5 mg cm^-2 "
        "of active material are common for sodium-ion batteries.",
    )
    assert {items[key].status for key in ("areal_capacity", "capacity_retention", "mass_loading")} == {"not_applicable"}


SETTINGS = (
    ("Films held 2 mg of MnO2 per cm2.", "mass_loading", "2.0 mg cm^-2"),
    ("Pouch cells held 3.5 μL of electrolyte per mg of sulfur.", "electrolyte_volume", "3.5 μL mg^-1"),
    ("The anode was Li (100 μm on copper), the separator Celgard 2325.", "counter_electrode", "Li"),
    ("Coin cells had a separator and were closed with metallic sodium.", "counter_electrode", "metallic sodium"),
    ("Cells were formed by charging at 11 mA to 4.3 V.", "formation_protocol", "formed by charging at 11 mA to 4.3 V"),
    ("1 M LiPF6 in FEC:DEC 2:8 (g:g) was the electrolyte.", "electrolyte_solvent", "FEC"),
    ("Rates refer to 1675 mAh g^-1.", "one_c_definition", "1675.0 mAh g^-1"),
    ("The cathode sheets were calendered on Al foil to 80 μm.", "electrode_thickness", "80.0 μm"),
    ("The climate chamber of the cells stood at 22 °C.", "test_temperature", "22.0 °C"),
    ("LCO, Super P and PVDF were mixed with NMP (60/30/10) to a slurry.", "binder_fraction", "10.0 ratio 60:30:10"),
)  # fmt: skip


@pytest.mark.parametrize(("sentence", "key", "value"), SETTINGS)
def test_a_setting_in_other_words(sentence: str, key: str, value: str) -> None:
    items = _items(
        "LiCoO2 cathodes for lithium-ion batteries",
        abstract="LiCoO2 cathodes of lithium-ion batteries were studied in coin cells; they deliver 150 mAh g^-1.",
        experimental=f"Coin cells were assembled and cycled galvanostatically. {sentence}",
    )
    found = [f"{one.value} {one.unit}".strip() for one in items[key].values]
    assert value in found


@pytest.mark.parametrize(
    ("sentence", "key"),
    [
        ("Li2CO3 (10% excess), MnO2 and LiF were fired at 900 °C for 12 h.", "np_ratio"),
        ("The cells have lost 11% of their capacity after 300 cycles.", "capacity_retention"),
        ("The hold ended when the current fell to 2 mA cm^-2.", "rate_or_current_density"),
        ("Felts were baked in air at 400 °C for 24 h beside the membrane.", "drying_conditions"),
    ],
)
def test_what_only_looks_like_a_setting(sentence: str, key: str) -> None:
    items = _items(
        "LiCoO2 cathodes for lithium-ion batteries",
        abstract="LiCoO2 cathodes of lithium-ion batteries were studied in coin cells; they deliver 150 mAh g^-1.",
        experimental=f"Coin cells were assembled and cycled galvanostatically. {sentence}",
    )
    assert items[key].values == ()
