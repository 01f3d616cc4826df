"""Columns that no name of the vocabulary tells: what stands beside them, their unit and the caption tell them."""

from __future__ import annotations

import time

import pytest

from voltext.extract.headers import meaning_of
from voltext.extract.symbols import Symbols

from .papers import conditions, facts, records_of, table

_RESULT = "Capacity (mAh/g)"


def _beside_a_capacity(header: str, cell: str = "12.5", caption: str = "") -> list[tuple[str, float | None]]:
    document = table([["Sample", _RESULT, header], ["A-1", "150", cell]], caption=caption)
    return [(code, value) for code, value, _ in facts(document) if value != 150]


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ("Γ (%)", "other"),
        ("T2 (°C)", "other"),
        ("σw (Ω s^-1/2)", "other"),
        ("Ecorr (V vs. SCE)", "voltage"),
        ("Δφ (mV)", "overpotential"),
        ("Lc (nm)", "particle_size"),
        ("ρ (g mL^-1)", "density"),
        ("k0 (cm s^-1)", "other"),
        ("IEC (meq g^-1)", "other"),
        ("Gurley (s/100 mL)", "other"),
        ("MacMullin number", "other"),
        ("b (peak A)", "other"),
        ("Knee point (cycles)", "cycle_life"),
        ("EFC to 80% SOH", "cycle_life"),
    ],
)
def test_beside_results_stand_results(header: str, code: str) -> None:
    assert [found for found, _ in _beside_a_capacity(header, "125")] == [code]


@pytest.mark.parametrize(
    "header",
    ["SOC (%)", "Plasticiser (wt%)", "Stack pressure (MPa)", "Diameter (mm)", "Ni 2p3/2 (eV)", "Ni in Li sites (%)"],
)
def test_what_is_set_and_what_a_sample_is_are_none(header: str) -> None:
    assert _beside_a_capacity(header) == []


def test_shares_of_species_are_results_where_the_caption_says_so() -> None:
    assert _beside_a_capacity("Co (%)", caption="Leaching efficiencies of the metals.") == [("other", 12.5)]
    assert _beside_a_capacity("Co (%)", caption="Composition by ICP.") == []


def test_each_part_of_a_heading_has_its_own_property() -> None:
    document = table([["Membrane", "CE/VE/EE (%)"], ["M-1", "97.6/80.9/79.0"]])
    assert [(c, v) for c, v, _ in facts(document)] == [("coulombic_efficiency", 97.6), ("other", 80.9), ("other", 79.0)]


def test_rates_below_a_caption_of_capacities_are_conditions() -> None:
    rows = [["Sample", "0.05 A g^-1", "1 A g^-1"], ["A-1", "226", "112"]]
    found = [
        (r.property, r.value, conditions(r)) for r in records_of(table(rows, caption="Rate capability in mAh g^-1"))
    ]
    assert found == [
        ("capacity", 226, {"current_density": "0.05 A g^-1"}),
        ("capacity", 112, {"current_density": "1 A g^-1"}),
    ]


def test_the_caption_tells_which_conductivity_a_symbol_is() -> None:
    rows = [["Sample", "σ (S cm^-1)"], ["A-1", "3.1e-7"]]
    assert [c for c, *_ in facts(table(rows, caption="Electronic conductivity."))] == ["electronic_conductivity"]
    assert [c for c, *_ in facts(table(rows, caption="Conductivity."))] == ["ionic_conductivity"]


def test_a_state_of_the_electrode_is_a_condition_of_its_row() -> None:
    rows = [["Binder", "State", "Rct (Ω)"], ["PAA", "fresh", "58"], ["PAA", "100 cycles", "92"]]
    found = records_of(table(rows, caption="Resistances before and after 100 cycles."))
    assert [(r.value, conditions(r)) for r in found] == [(58, {}), (92, {"cycles": "100 cycles"})]


def test_cycles_beside_efficiencies_of_a_flow_cell_are_a_life() -> None:
    rows = [["Membrane", "EE (%)", "Number of cycles"], ["M-1", "83.2", "300"]]
    assert [(c, v) for c, v, _ in facts(table(rows))] == [("other", 83.2), ("cycle_life", 300)]


def test_what_a_cell_is_sold_for_hangs_on_no_test() -> None:
    rows = [["Cell", "Nominal capacity (Ah)", "C-rate", "Resistance (mΩ)"], ["A-1", "3.0", "1C", "20"]]
    assert [conditions(r) for r in records_of(table(rows)) if r.property == "capacity"] == [{}]


def test_a_row_that_names_its_material_goes_by_that_name() -> None:
    rows = [["", "q (mg g^-1)", "ΔH (J/g)"], ["Pristine MWCNTs", "185", "12"], ["as-received", "43", "10"]]
    names = {name for *_, name in facts(table(rows, caption="LiFePO4 electrodes."))}
    assert names == {"Pristine MWCNTs", "LiFePO4 (as-received)"}


def test_symbols_explained_in_a_row_have_each_its_words() -> None:
    symbols = Symbols(table([["a"], ["b"]]))
    note = ("Cells (CE, VE and EE: coulombic, voltage and energy efficiency).",)
    told = [symbols.words_of(symbol, note) for symbol in ("CE", "VE", "EE")]
    assert told == ["coulombic efficiency", "voltage efficiency", "energy efficiency"]


@pytest.mark.parametrize("piece", ["CE, ", "a and ", "CE and EE: a, b and ", "L_a/", "T_2", "max. "])
def test_hostile_words_end_soon(piece: str) -> None:
    words = piece * 2000
    started = time.process_time()
    meaning_of([words], words, ["1", "2"])
    Symbols(table([["a"], ["b"]])).words_of("CE", (words,))
    assert time.process_time() - started < 1.5
