"""Electrolyte, separator, cell and test items in the phrasings that papers use; all sentences are our own."""

from __future__ import annotations

import pytest

from .items_papers import said, values

CELL = "Coin cells (CR2032) were assembled in a glove box. "


@pytest.mark.parametrize(
    ("sentence", "salt", "concentration", "solvents"),
    [
        ("The electrolyte was 1 M LiPF6 in ethylene carbonate and diethyl carbonate (1:1 by volume).",
         "LiPF6", 1, ["ethylene carbonate", "diethyl carbonate", "1:1"]),
        ("1.2 mol L^-1 LiPF6 in EC:EMC (3:7 w/w) served as electrolyte.", "LiPF6", 1.2, ["EC", "EMC", "3:7"]),
        ("As electrolyte, sodium perchlorate (1 M) dissolved in propylene carbonate was used.",
         "sodium perchlorate", 1, ["propylene carbonate"]),
        ("The electrolyte consisted of 1.0 M LiTFSI in a mixture of DOL and DME (v/v = 1:1) with 2 wt% LiNO3.",
         "LiTFSI", 1, ["DOL", "DME", "1:1"]),
        ("A solution of 0.8 M KPF6 in EC/DEC (1:1, v/v) was the electrolyte.", "KPF6", 0.8, ["EC", "DEC", "1:1"]),
    ],
)  # fmt: skip
def test_electrolytes(sentence: str, salt: str, concentration: float, solvents: list[str]) -> None:
    items = said(sentence)
    assert values(items["electrolyte_salt"]) == [salt]
    assert values(items["electrolyte_concentration"]) == [concentration]
    assert values(items["electrolyte_solvent"]) == solvents


def test_the_ratio_of_solvents_has_its_basis() -> None:
    by_volume = said("The electrolyte was 1 M LiPF6 in EC and DMC (1:1 by volume).")["electrolyte_solvent"].values[-1]
    by_weight = said("The electrolyte was 1 M LiPF6 in EC and DMC (1:1, w/w).")["electrolyte_solvent"].values[-1]
    unstated = said("The electrolyte was 1 M LiPF6 in EC and DMC (1:1).")["electrolyte_solvent"].values[-1]
    assert (by_volume.unit, by_weight.unit, unstated.unit) == ("volume ratio", "weight ratio", "ratio")


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The electrolyte was 1 M LiPF6 in EC/DEC with 5 vol% fluoroethylene carbonate (FEC).",
         ["fluoroethylene carbonate (FEC)", 5]),
        ("2 wt% of vinylene carbonate was added to the electrolyte.", ["vinylene carbonate", 2]),
        ("The electrolyte contained LiNO3 as an additive (1 wt%).", ["LiNO3"]),
    ],
)  # fmt: skip
def test_additives(sentence: str, expected: list[object]) -> None:
    assert values(said(sentence)["electrolyte_additive"])[: len(expected)] == expected


def test_an_additive_is_no_solvent() -> None:
    items = said("The electrolyte was 1 M LiPF6 in EC/DEC with 5 vol% fluoroethylene carbonate (FEC).")
    assert "fluoroethylene carbonate (FEC)" not in values(items["electrolyte_solvent"])


def test_saying_that_there_is_no_additive_is_a_report() -> None:
    assert said("The electrolyte was used without any additives.")["electrolyte_additive"].status == "exact"


@pytest.mark.parametrize(
    ("sentence", "key", "expected"),
    [
        (CELL + "Each cell was filled with 40 μL of electrolyte.", "electrolyte_volume", 40),
        (CELL + "The electrolyte-to-sulfur ratio was 8 μL mg^-1.", "electrolyte_volume", 8),
        ("Celgard 2400 was used as the separator.", "separator", "Celgard 2400"),
        ("A glass fibre filter (Whatman GF/D) served as separator.", "separator",
         "glass fibre filter (Whatman GF/D)"),
        ("CR2025 coin cells were assembled.", "cell_format", "CR2025 coin cells"),
        ("2032-type coin cells were built.", "cell_format", "2032-type coin cells"),
        ("Swagelok cells were used.", "cell_format", "Swagelok cells"),
        ("Single-layer pouch cells were filled.", "cell_format", "pouch cells"),
        (CELL + "Lithium foil was used as the counter electrode.", "counter_electrode", "Lithium foil"),
        (CELL + "Cells had a sodium metal anode and a glass fiber separator.", "counter_electrode", "sodium metal"),
        ("The counter electrode was a lithium disc.", "counter_electrode", "lithium disc"),
        ("The N/P ratio was 1.1.", "np_ratio", 1.1),
        ("The negative to positive capacity ratio was set to 1.15.", "np_ratio", 1.15),
        ("Three-electrode cells with a lithium reference were used.", "cell_configuration", "three-electrode"),
        ("Symmetric cells of two lithium discs were cycled.", "cell_configuration", "symmetrical"),
    ],
)  # fmt: skip
def test_cell_items(sentence: str, key: str, expected: object) -> None:
    assert expected in values(said(sentence)[key])


def test_a_lithium_counter_electrode_makes_a_half_cell() -> None:
    items = said(CELL + "Lithium metal was used as the counter electrode.")
    assert values(items["cell_configuration"]) == ["half"]


@pytest.mark.parametrize(
    ("sentence", "key", "expected"),
    [
        ("Cells were cycled between 2.5 and 4.2 V.", "voltage_window", (2.5, 4.2)),
        ("Galvanostatic tests ran in a potential range of 0.01-3.0 V (vs. Li^+/Li).", "voltage_window", (0.01, 3.0)),
        ("The cells were cycled at 0.5 C after three cycles at 0.1 C.", "rate_or_current_density", 0.5),
        ("A current density of 100 mA g^-1 was applied.", "rate_or_current_density", 100),
        ("Cells were cycled at C/10 (1 C = 150 mA g^-1).", "one_c_definition", 150),
        ("1C corresponds to a current of 372 mA g^-1.", "one_c_definition", 372),
        ("The C-rates are based on a theoretical capacity of 170 mAh g^-1.", "one_c_definition", 170),
        ("All cells were cycled at 30 °C.", "test_temperature", 30),
        ("The cells were tested at room temperature.", "test_temperature", "room temperature"),
        ("Two formation cycles at C/20 were run first.", "formation_protocol",
         "formation cycles at C/20 were run first"),
    ],
)  # fmt: skip
def test_protocols(sentence: str, key: str, expected: object) -> None:
    assert expected in values(said(sentence)[key])


def test_the_definition_of_one_c_is_no_rate() -> None:
    items = said("Cells were cycled at C/10 (1 C = 150 mA g^-1).")
    assert values(items["rate_or_current_density"]) == [0.1]


def test_a_window_of_voltammetry_comes_last_and_says_so() -> None:
    text = "Cyclic voltammetry was run at 0.1 mV s^-1 from 1.5 to 4.5 V. Cells were cycled between 2.0 and 4.0 V."
    item = said(text)["voltage_window"]
    assert values(item) == [(2.0, 4.0), (1.5, 4.5)]
    assert item.values[1].component == "cell (CV)"


def test_a_plateau_is_no_window() -> None:
    item = said("The charge curve has a plateau between 3.4 and 3.9 V.", "results")["voltage_window"]
    assert item.status == "missing"
