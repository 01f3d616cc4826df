"""Columns that no name of the vocabulary tells: what stands beside them, their unit and the caption tell them."""

from __future__ import annotations

import time

import pytest

from voltext.extract.headers import meaning_of
from voltext.extract.symbols import Symbols
from voltext.ingest.document import CellDraft, Document, DocumentBuilder, Header

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
        ("OCV drop (mV)", "other"),
        ("Formation energy (meV/atom)", "other"),
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


def test_a_count_of_things_is_no_number_of_a_sample() -> None:
    rows = [["Number of layers", "Resistance (Ω)"], ["3", "12"], ["5", "10"]]
    names = [name for *_, name in facts(table(rows, caption="LiFePO4 electrodes."))]
    assert names == ["LiFePO4 (3 layers)", "LiFePO4 (5 layers)"]


def test_rows_told_apart_by_a_ratio_are_a_series_of_it() -> None:
    rows = [["N/P", "ICE (%)"], ["1.05", "81.0"], ["1.10", "82.4"]]
    names = [name for *_, name in facts(table(rows, caption="LiFePO4 full cells."))]
    assert names == ["LiFePO4 (N/P = 1.05)", "LiFePO4 (N/P = 1.10)"]


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


def test_bare_numbers_below_a_heading_of_conditions_are_conditions() -> None:
    builder = DocumentBuilder()
    texts = [["Sample", "Temperature (°C)", "Temperature (°C)"], ["Sample", "25", "60"], ["A-1", "3e-8", "4e-7"]]
    cells = [CellDraft(r, c, text) for r, row in enumerate(texts) for c, text in enumerate(row)]
    builder.add_table(cells, header_rows=2, header_columns=1, caption="Pellets. Values in S/cm.", section="results")
    document = builder.build(Header("0" * 16, "test", "0" * 64, "text", "test"))
    found = [(r.property, r.value, conditions(r)) for r in records_of(document)]
    assert found == [
        ("ionic_conductivity", 3e-8, {"temperature": "25 °C"}),
        ("ionic_conductivity", 4e-7, {"temperature": "60 °C"}),
    ]


def _with_headings(rows: list[list[str]]) -> Document:
    """A table in which a row of one cell spans all columns."""
    builder = DocumentBuilder()
    cells = [
        CellDraft(r, c, text, colspan=3 if len(row) == 1 else 1)
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
    ]
    builder.add_table(cells, header_rows=1, header_columns=1, caption="Electrochemical data.", section="results")
    return builder.build(Header("0" * 16, "test", "0" * 64, "text", "test"))


def test_a_heading_within_the_table_names_the_property_of_the_rows_below() -> None:
    retention = [["Capacity retention (%)"], ["after 200 cycles, 1C", "84.1", "95.6"]]
    capacity = [["Discharge capacity (mAh g^-1)"], ["0.2C", "108", "112"], ["10C", "70", "92"]]
    records = records_of(_with_headings([["", "A-1", "A-2"], *capacity, *retention]))
    found = {(r.property, r.value, r.material.name, conditions(r).get("rate")) for r in records}
    assert found == {
        ("discharge_capacity", 108, "A-1", "0.2C"),
        ("discharge_capacity", 112, "A-2", "0.2C"),
        ("discharge_capacity", 70, "A-1", "10C"),
        ("discharge_capacity", 92, "A-2", "10C"),
        ("capacity_retention", 84.1, "A-1", "1C"),
        ("capacity_retention", 95.6, "A-2", "1C"),
    }


def test_the_text_may_say_what_a_table_holds() -> None:
    rows = [["Sample", "Peak A1", "Peak C1"], ["A-1", "3.1", "2.2"]]
    before = "The apparent diffusion coefficients, in 10^-12 cm^2 s^-1, are collected in Table 6."

    def read(caption: str) -> list[tuple[str, float | None]]:
        records = records_of(table(rows, caption=caption, before=before))
        return [(r.property, r.value) for r in records if r.evidence[0].cell is not None]

    told = [("diffusion_coefficient", 3.1e-12), ("diffusion_coefficient", 2.2e-12)]
    assert read("Table 6. Values from voltammetry.") == told
    assert read("Table 5. Values from voltammetry.") == []


def test_slashes_in_a_heading_append_conditions() -> None:
    rows = [
        ["Cathode", "Capacity (mAh g^-1)/current density (A g^-1)", "Retention/cycles/current density (A g^-1)"],
        ["A-1", "233/0.083", "93%/4000/6.16"],
    ]
    found = [(r.value, conditions(r)) for r in records_of(table(rows))]
    assert found == [
        (233, {"current_density": "0.083 A g^-1"}),
        (93, {"cycles": "4000 cycles", "current_density": "6.16 A g^-1"}),
    ]


def test_as_many_values_as_rates_in_a_row_belong_together() -> None:
    rows = [["Cathode", "Capacity (mAh g^-1)", "Rate", "Cycles"], ["A-1", "113 91", "1C 20C", "100"]]
    found = [(r.value, conditions(r)) for r in records_of(table(rows))]
    assert found == [(113, {"rate": "1C", "cycles": "100 cycles"}), (91, {"rate": "20C", "cycles": "100 cycles"})]


def test_a_caption_of_two_units_gives_each_column_its_own() -> None:
    rows = [["Molecule", "HOMO", "Binding energy"], ["Glycine", "−6.96", "−702"]]
    records = records_of(table(rows, caption="Orbital energies (eV) and binding energies (kJ mol^-1)."))
    assert [(r.value, r.unit) for r in records] == [(-6.96, "eV"), (-702, "kJ mol^-1")]


def test_cycles_before_the_retention_that_they_left() -> None:
    rows = [["Cell", "Cycle number, capacity retention"], ["A-1", "700, 86.1%"], ["A-2", "150, 84.2%"]]
    found = [(r.value, conditions(r)) for r in records_of(table(rows))]
    assert found == [(86.1, {"cycles": "700 cycles"}), (84.2, {"cycles": "150 cycles"})]


@pytest.mark.parametrize("header", ["logD (cm^2 s^-1)", "Ionic conductivity (S/cm)"])
def test_nothing_diffuses_or_conducts_less_than_nothing(header: str) -> None:
    assert _beside_a_capacity(header, "−10.2") == []


def test_a_column_that_repeats_the_names_of_its_rows_tells_how_they_were_made() -> None:
    rows = [
        ["Carbon", "T (°C)", "Surface area (m^2/g)", "CE (%)"],
        ["C-700", "700", "12", "61"],
        ["C-900", "900", "8", "70"],
    ]
    assert [conditions(r) for r in records_of(table(rows)) if r.property == "coulombic_efficiency"] == [{}, {}]
    rows = [["Carbon", "T (°C)", "CE (%)"], ["A-1", "25", "61"], ["A-2", "60", "70"]]
    assert [conditions(r)["temperature"] for r in records_of(table(rows))] == ["25 °C", "60 °C"]


def test_a_list_of_a_cells_parts_names_the_part_of_each_value() -> None:
    rows = [
        ["Component", "Parameter", "Value"],
        ["Cathode", "Sulfur loading", "5.6 mg cm^-2"],
        ["Anode", "N/P ratio", "1.8"],
        ["Electrolyte", "E/S ratio", "2.6 µL mg^-1"],
        ["Cell", "Energy density", "381 Wh kg^-1"],
    ]
    builder = DocumentBuilder()
    builder.add("title", "Cells with LiFePO4")
    cells = [CellDraft(r, c, text) for r, row in enumerate(rows) for c, text in enumerate(row)]
    builder.add_table(cells, header_rows=1, header_columns=2, caption="The pouch cell.", section="results")
    records = records_of(builder.build(Header("0" * 16, "test", "0" * 64, "text", "test")))
    assert [(r.property, r.value, conditions(r)) for r in records] == [
        ("mass_loading", 5.6, {}),
        ("energy_density", 381, {}),
    ]
    assert records[0].material.name == "cathode"


def test_theoretical_values_told_by_a_symbol_are_cited() -> None:
    rows = [["Polymer", "C_theo (mAh g^-1)", "C_exp (mAh g^-1)"], ["PTMA", "111", "98"]]
    assert [(r.value, r.own) for r in records_of(table(rows))] == [(111, False), (98, True)]


def test_fits_of_spectra_hold_no_results() -> None:
    rows = [["Sample", "Γ (Å)", "ΔE0 (eV)"], ["Co foil", "2.49", "6.1"]]
    assert facts(table(rows, caption="Fit of the EXAFS data.")) == []


@pytest.mark.parametrize("piece", ["CE, ", "a and ", "CE and EE: a, b and ", "L_a/", "T_2", "max. "])
def test_hostile_words_end_soon(piece: str) -> None:
    words = piece * 2000
    started = time.process_time()
    meaning_of([words], words, ["1", "2"])
    Symbols(table([["a"], ["b"]])).words_of("CE", (words,))
    assert time.process_time() - started < 1.5
