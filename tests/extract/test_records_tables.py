"""Records of tables: headers with units and factors, samples as rows or columns, cited rows."""

from __future__ import annotations

import pytest

from .papers import conditions, facts, records_of, table


def test_a_unit_and_a_factor_in_the_header_hold_for_the_column() -> None:
    document = table(
        [
            ["Sample", "σ (10^-4 S cm^-1), 25 °C", "Ea (eV)", "Relative density"],
            ["SL-1", "5.09", "0.31", "87.3%"],
            ["SL-2", "3.49", "0.32", "90.4%"],
        ]
    )
    records = records_of(document)
    assert facts(document) == [
        ("ionic_conductivity", 5.09e-4, "SL-1"),
        ("activation_energy", 0.31, "SL-1"),
        ("density", 87.3, "SL-1"),
        ("ionic_conductivity", 3.49e-4, "SL-2"),
        ("activation_energy", 0.32, "SL-2"),
        ("density", 90.4, "SL-2"),
    ]
    assert conditions(records[0]) == {"temperature": "25 °C"}
    assert records[0].evidence[0].cell == (1, 1)
    assert records[0].sample is not None


def test_a_table_with_samples_as_columns_is_turned() -> None:
    document = table(
        [
            ["", "A-1", "A-2"],
            ["Discharge capacity (mAh g^-1)", "150", "140"],
            ["Surface area (m^2/g)", "12", "15"],
        ]
    )
    assert sorted(facts(document)) == [
        ("discharge_capacity", 140, "A-2"),
        ("discharge_capacity", 150, "A-1"),
        ("surface_area", 12, "A-1"),
        ("surface_area", 15, "A-2"),
    ]


def test_rows_with_a_reference_are_cited_and_this_work_is_own() -> None:
    document = table(
        [
            ["Material", "Current density (mA g^-1)", "Cycles", "Capacity (mAh g^-1)", "Ref."],
            ["Hard carbon", "100", "50", "300", "[[ref4]]"],
            ["Soft carbon", "50", "100", "250", "[5]"],
            ["Our carbon", "100", "200", "350", "This work"],
        ],
        caption="Comparison with other carbons.",
    )
    records = records_of(document)
    assert [record.own for record in records] == [False, False, True]
    assert conditions(records[1]) == {"current_density": "50 mA g^-1", "cycles": "100 cycles"}


def test_cells_with_a_unit_and_conditions_of_their_own_are_read() -> None:
    document = table(
        [
            ["Electrolyte", "Ionic conductivity", "Performance"],
            ["PEO/LAGP", "6.5 × 10^-4 S cm^-1 at 60 °C", "144 mAh g^-1 after 100 cycles at 0.2C"],
            ["PEO/LATP", "1.2 × 10^-4 S cm^-1 at 30 °C", "130 mAh g^-1 after 50 cycles at 0.5C"],
        ]
    )
    first, second, *_ = records_of(document)
    assert (first.property, first.value, conditions(first)) == (
        "ionic_conductivity",
        6.5e-4,
        {"temperature": "60 °C"},
    )
    assert (second.property, second.value) == ("capacity", 144)
    assert conditions(second) == {"cycles": "100 cycles", "rate": "0.2C"}


@pytest.mark.parametrize("header", ["Cell parameter (Å)", "a (Å)", "Year", "No.", "Occupancy", "Rwp (%)"])
def test_lattices_refinements_and_counters_are_left_out(header: str) -> None:
    document = table([["Sample", header], ["A-1", "12.89"], ["A-2", "12.90"]])
    assert facts(document) == []


def test_errors_and_blanks() -> None:
    document = table([["Sample", "Charge capacity (mAh g^-1)"], ["A-1", "251 ± 4"], ["A-2", "–"], ["A-3", "n.a."]])
    (record,) = records_of(document)
    assert (record.value, record.error) == (251, 4)


def test_a_row_named_by_its_treatment_is_of_the_captions_material() -> None:
    document = table(
        [["Condition", "D50 (µm)", "Surface area (m^2/g)"], ["Milled 2 h", "0.59", "2.0"], ["Unmilled", "9.1", "0.4"]],
        caption="Particle size of the LiFePO4 powder.",
        before="LiFePO4 powder was milled.",
    )
    assert facts(document)[0] == ("particle_size", 0.59, "LiFePO4 (Milled 2 h)")


def test_a_caption_names_what_a_table_of_conditions_holds() -> None:
    caption = "Discharge capacities (mAh g^-1) at various rates."
    columns = table([["C-rate", "0.1C", "5C"], ["A-1", "160", "110"], ["A-2", "165", "138"]], caption)
    rows = table([["Rate", "A-1", "A-2"], ["0.1C", "160", "165"], ["5C", "110", "138"]], caption)
    for document in (columns, rows):
        found = {(r.material.name, conditions(r)["rate"]): r.value for r in records_of(document)}
        assert found == {("A-1", "0.1C"): 160, ("A-1", "5C"): 110, ("A-2", "0.1C"): 165, ("A-2", "5C"): 138}


def test_numbers_whose_line_break_was_lost_are_not_read() -> None:
    document = table([["Sample", "Capacity (mAh g^-1)"], ["A-1", "581.2298.5"], ["A-2", "300"]])
    assert facts(document) == [("capacity", 300, "A-2")]


def test_conditions_stand_beside_the_values_of_a_cell() -> None:
    document = table(
        [
            ["Cathode", "Capacity (mAh g^-1)/rate", "Retention (cycles, rate)", "Ref."],
            ["A-1", "201.4 (0.1C)", "88.1% (100, 1C)", "[3]"],
            ["A-2", "190 @ 0.2C; 120 @ 5C", "90% (200, 0.5C)", "[4]"],
        ]
    )
    found = [(record.property, record.value, conditions(record)) for record in records_of(document)]
    assert found == [
        ("capacity", 201.4, {"rate": "0.1C"}),
        ("capacity_retention", 88.1, {"cycles": "100 cycles", "rate": "1C"}),
        ("capacity", 190, {"rate": "0.2C"}),
        ("capacity", 120, {"rate": "5C"}),
        ("capacity_retention", 90, {"cycles": "200 cycles", "rate": "0.5C"}),
    ]


def test_the_unit_of_a_cell_decides_between_rate_and_current() -> None:
    rows = [["Anode", "Current density", "Capacity (mAh/g)"], ["A-1", "100 mA g^-1", "310"], ["A-2", "0.5C", "290"]]
    first, second = records_of(table(rows))
    assert (conditions(first), conditions(second)) == ({"current_density": "100 mA g^-1"}, {"rate": "0.5C"})


def test_two_numbers_are_the_two_capacities_that_the_heading_names() -> None:
    document = table([["Anode", "1st discharge/charge capacity (mAh g^-1)"], ["A-1", "402/261"]])
    assert facts(document) == [("discharge_capacity", 402, "A-1"), ("charge_capacity", 261, "A-1")]


def test_a_column_of_units_makes_properties_of_the_rows() -> None:
    document = table(
        [
            ["Symbol", "Description", "Unit", "Value", "Source"],
            ["Ln", "Thickness of the negative electrode", "µm", "85", "measured"],
            ["Ds", "Diffusion coefficient", "m^2 s^-1", "3.9 × 10^-14", "[4]"],
            ["k", "Reaction rate", "–", "2", "assumed"],
        ]
    )
    found = [(record.property, record.value, record.own) for record in records_of(document)]
    assert found == [("thickness", 85, True), ("diffusion_coefficient", 3.9e-14, False)]
    assert records_of(document)[0].material.name == "negative electrode"


def test_a_heading_within_the_body_gives_its_rows_their_conditions() -> None:
    rows = [
        ["Electrode", "Capacity (mAh/g)", "Retention (%)"],
        ["30 °C, 1C", "", ""],
        ["A-1", "204", "68.1"],
        ["55 °C, 1C", "", ""],
        ["A-1", "211", "51.2"],
    ]
    found = [(record.value, conditions(record)) for record in records_of(table(rows))]
    assert found == [
        (204, {"rate": "1C", "temperature": "30 °C"}),
        (68.1, {"rate": "1C", "temperature": "30 °C"}),
        (211, {"rate": "1C", "temperature": "55 °C"}),
        (51.2, {"rate": "1C", "temperature": "55 °C"}),
    ]


def test_cycles_beside_nothing_that_was_kept_are_a_life() -> None:
    rows = [
        ["Cell", "Average voltage (V)", "Cycles"],
        ["A-1//graphite", "3.7", "430"],
        ["A-2//graphite", "3.6", "1,150"],
    ]
    assert [(code, value) for code, value, _ in facts(table(rows)) if code == "cycle_life"] == [
        ("cycle_life", 430),
        ("cycle_life", 1150),
    ]


def test_a_set_capacity_of_a_symmetric_cell_is_no_result() -> None:
    rows = [
        ["Electrolyte", "Current density (mA cm^-2)", "Areal capacity (mAh cm^-2)", "Overpotential (mV)"],
        ["A-1", "0.2", "0.1", "38"],
        ["A-2", "0.5", "0.5", "95"],
    ]
    assert [code for code, *_ in facts(table(rows))] == ["overpotential", "overpotential"]


def test_rows_marked_as_taken_from_other_works_are_cited() -> None:
    caption = "Conductivities of the membranes. Values with an asterisk were taken from the literature."
    rows = [["Membrane", "σ (S cm^-1)"], ["A-1*", "2 × 10^-4"], ["A-2", "5 × 10^-4"]]
    assert [record.own for record in records_of(table(rows, caption))] == [False, True]


def test_a_series_goes_by_its_number_and_its_captions_material() -> None:
    rows = [["LATP content (wt%)", "Thickness (µm)"], ["10", "62"], ["20", "58"]]
    document = table(rows, caption="Electrodes of LiFePO4.", before="LiFePO4 was mixed with LATP.")
    names = [name for *_, name in facts(document)]
    assert names == ["LiFePO4 (10 wt% LATP content)", "LiFePO4 (20 wt% LATP content)"]


def test_settings_of_a_process_are_no_results() -> None:
    rows = [["Run", "Pressing pressure (MPa)", "Residual stress (MPa)"], ["A", "300", "12"], ["B", "400", "15"]]
    assert facts(table(rows, caption="Pressing parameters used.", section="experimental")) == []


def test_numbered_cycles_as_rows_are_the_index_of_their_values() -> None:
    document = table([["Cycle", "Charge capacity (mAh/g)", "CE (%)"], ["1st", "166", "93.5"], ["100th", "152", "99.8"]])
    indices = [conditions(record)["cycle_index"] for record in records_of(document)]
    assert indices == ["1st", "1st", "100th", "100th"]


def test_numbers_over_cycles_are_a_value_and_its_cycles() -> None:
    document = table([["Cathode", "Capacity retention (%)/cycles"], ["A-1", "70/50"], ["A-2", "91.5/200"]])
    found = [(record.value, conditions(record)) for record in records_of(document)]
    assert found == [(70, {"cycles": "50 cycles"}), (91.5, {"cycles": "200 cycles"})]


def test_as_many_numbers_as_names_in_the_heading_are_values_each() -> None:
    document = table([["Sample", "D10/D50/D90 (µm)"], ["A-1", "2.1/5.8/11.0"]])
    assert [value for _, value, _ in facts(document)] == [2.1, 5.8, 11.0]


def test_a_critical_current_is_a_result_and_no_condition() -> None:
    document = table([["Pellet", "ASR (Ω cm^2)", "Critical current density (mA cm^-2)"], ["A-1", "34", "1.4"]])
    first, second = records_of(document)
    assert (second.property, second.value, conditions(first)) == ("other", 1.4, {})


def test_a_window_of_single_values_is_a_voltage_and_one_of_ranges_a_condition() -> None:
    single = table([["Liquid", "Potential window (V)"], ["A-1", "5.3"], ["A-2", "4.6"]])
    ranges = table([["Cathode", "Potential window (V)", "Capacity (mAh/g)"], ["A-1", "2.0–4.3", "133"]])
    assert [code for code, *_ in facts(single)] == ["voltage", "voltage"]
    (record,) = records_of(ranges)
    assert conditions(record) == {"voltage_window": "2.0–4.3 V"}


def test_a_caption_may_name_the_unit_without_brackets() -> None:
    rows = [["Current density", "A-1", "A-2"], ["20 mA g^-1", "138", "133"], ["1 A g^-1", "51", "88"]]
    found = facts(table(rows, caption="Rate capability, discharge capacity in mAh g^-1."))
    assert sorted(found) == [
        ("discharge_capacity", 51, "A-1"),
        ("discharge_capacity", 88, "A-2"),
        ("discharge_capacity", 133, "A-2"),
        ("discharge_capacity", 138, "A-1"),
    ]


def test_rows_told_apart_by_how_they_were_measured_are_no_samples() -> None:
    rows = [["Parameter", "25 °C", "45 °C"], ["Resistance / Ω cm^2", "318", "92"], ["Thickness / µm", "85", "86"]]
    found = {(record.value, conditions(record).get("temperature")) for record in records_of(table(rows))}
    assert found == {(318, "25 °C"), (92, "45 °C"), (85, None), (86, None)}


@pytest.mark.parametrize(
    ("header", "cell", "code"),
    [
        ("Si content", "60 wt%", "other"),
        ("ρrel (%)", "92.1", "density"),
        ("Cycles to 80% retention", "460", "cycle_life"),
        ("Cycling life (h)", "1800", "cycle_life"),
        ("Voltage / V", "3.3", "voltage"),
        ("Transition temperature on heating (°C)", "171", "other"),
        ("Rf (Ω)", "38.6", "resistance"),
        ("Rp / kΩ cm^2", "3.6", "resistance"),
        ("Capacity decay per cycle (%)", "0.06", "capacity_retention"),
        ("Tensile strength (MPa)", "12", "other"),
    ],
)
def test_bare_words_and_symbols_of_headings_name_properties(header: str, cell: str, code: str) -> None:
    assert [found for found, *_ in facts(table([["Sample", header], ["A-1", cell], ["A-2", cell]]))] == [code, code]


@pytest.mark.parametrize("header", ["log σ (S cm^-1)", "Sintering temperature (°C)", "Pressing pressure (MPa)", "Si"])
def test_logarithms_settings_and_elements_are_left_out(header: str) -> None:
    assert facts(table([["Sample", header], ["A-1", "12"], ["A-2", "14"]], caption="Composition (wt%).")) == []


def test_a_table_of_model_errors_holds_no_results() -> None:
    rows = [
        ["Model", "RMSE (cycles)", "MAPE (%)", "Training cycles", "Loss"],
        ["Ridge", "101", "9.1", "100", "0.2"],
        ["Forest", "88", "7.4", "100", "0.1"],
    ]
    assert facts(table(rows, caption="Prediction of the cycle life of the cells.")) == []


@pytest.mark.parametrize("header", ["Cycle performance", "Cycling stability (cycles)", "Cycle life", "Cyclability"])
def test_counts_under_a_heading_of_endurance_are_lives(header: str) -> None:
    rows = [["Cathode", "Capacity (mAh/g)", header], ["A-1", "150", "500"], ["A-2", "140", "1,000"]]
    found = [(code, value) for code, value, _ in facts(table(rows))]
    assert found == [("capacity", 150), ("cycle_life", 500), ("capacity", 140), ("cycle_life", 1000)]


def test_a_conductivity_beside_cells_is_the_electrolytes() -> None:
    rows = [
        ["Electrolyte", "σ (S cm^-1)", "Cell", "Capacity (mAh/g)"],
        ["PEO-LiTFSI", "3 × 10^-5", "LFP/Li", "140"],
        ["LLZTO-PEO", "2 × 10^-4", "LFP/Li", "150"],
    ]
    first, second, *_ = records_of(table(rows))
    assert (first.material.name, conditions(first)) == ("PEO-LiTFSI", {})
    assert conditions(second) == {"electrolyte": "PEO-LiTFSI"}


def test_parameters_with_units_of_their_own_are_properties_of_the_rows() -> None:
    rows = [["Parameter", "Value"], ["R0", "12.3 mΩ"], ["Ds", "1.2 × 10^-14 m^2 s^-1"], ["Cdl", "14 µF cm^-2"]]
    assert [code for code, *_ in facts(table(rows))] == ["resistance", "diffusion_coefficient", "other"]


def test_an_expansion_under_a_letter_is_no_lattice() -> None:
    rows = [
        ["Sample", "α (10^-6 K^-1)", "a (Å)", "V (Å^3)"],
        ["A-1", "4.9", "9.05", "1086"],
        ["A-2", "5.8", "9.06", "1089"],
    ]
    assert [value for _, value, _ in facts(table(rows))] == [4.9e-6, 5.8e-6]


def test_a_caption_of_phases_names_its_columns() -> None:
    rows = [["Sample", "Cubic", "Monoclinic"], ["A-1", "93.4", "6.6"], ["A-2", "97.0", "3.0"]]
    assert len(facts(table(rows, caption="Phase composition (wt%) of the ceramics."))) == 4


def test_a_row_of_units_below_the_heading_belongs_to_it() -> None:
    rows = [["Powder", "D50", "BET", "σRT"], ["", "µm", "m^2 g^-1", "S cm^-1"], ["A-1", "11.9", "1.1", "3.3e-3"]]
    records = records_of(table(rows))
    assert [(r.property, r.value) for r in records] == [
        ("particle_size", 11.9),
        ("surface_area", 1.1),
        ("ionic_conductivity", 3.3e-3),
    ]
    assert conditions(records[2]) == {"temperature": "RT"}


def test_the_heading_gives_the_units_of_what_stands_in_brackets() -> None:
    rows = [
        ["Cathode", "Capacity (mAh g^-1, at A g^-1)", "Retention (cycles, A g^-1)"],
        ["A-1", "256 (0.016)", "75% (65, 5)"],
    ]
    first, second = records_of(table(rows))
    assert conditions(first) == {"current_density": "0.016 A g^-1"}
    assert conditions(second) == {"cycles": "65 cycles", "current_density": "5 A g^-1"}


def test_currents_that_were_measured_are_results_and_pairs_of_settings_their_first() -> None:
    rows = [
        [
            "Coating",
            "Current density/areal capacity (mA cm^-2/mAh cm^-2)",
            "Cycle life (h)",
            "Corrosion current (µA cm^-2)",
        ],
        ["none", "1/1", "95", "412"],
        ["A-1", "5/2.5", "620", "76"],
    ]
    found = [(r.property, r.value, conditions(r)) for r in records_of(table(rows))]
    assert found == [
        ("cycle_life", 95, {"current_density": "1 mA cm^-2"}),
        ("other", 412, {}),
        ("cycle_life", 620, {"current_density": "5 mA cm^-2"}),
        ("other", 76, {}),
    ]


def test_cycles_beside_a_retention_are_its_own() -> None:
    rows = [
        ["Cell", "Areal capacity (mAh cm^-2)", "Capacity retention (%)", "Number of cycles"],
        ["A-1", "4.1", "88", "500"],
    ]
    first, second = records_of(table(rows))
    assert (conditions(first), conditions(second)) == ({}, {"cycles": "500 cycles"})


def test_a_list_of_units_in_the_heading_tells_the_numbers_of_a_cell_apart() -> None:
    header = "Reversible capacity/current/cycles (mAh g^-1/A g^-1/–)"
    (record,) = records_of(table([["Anode", header], ["A-1", "1,015/0.2/100"]]))
    assert (record.value, conditions(record)) == (1015, {"cycles": "100 cycles", "current_density": "0.2 A g^-1"})


def test_a_share_with_its_cycles_under_a_heading_of_stability_is_a_retention() -> None:
    (record,) = records_of(table([["Device", "Stability (cycles)"], ["A//B", "82% (10,000)"]]))
    assert (record.property, record.value, conditions(record)) == (
        "capacity_retention",
        82,
        {"cycles": "10,000 cycles"},
    )


def test_text_in_a_column_of_amounts_names_the_rows_as_it_stands() -> None:
    rows = [["Additive (wt%)", "DCIR growth (%)"], ["none", "88"], ["2% VC + 1% DTD", "27"]]
    assert [name for *_, name in facts(table(rows))] == ["none", "2% VC + 1% DTD"]


def test_cells_with_units_of_their_own_do_not_turn_a_table_whose_columns_are_named() -> None:
    rows = [
        ["Electrolyte", "Ionic conductivity", "Outcome"],
        ["PEO/LATP", "1.2 × 10^-4 S cm^-1", "140 mAh g^-1"],
        ["PEO/LLZTO", "2.0 × 10^-4 S cm^-1", "0.3 V"],
    ]
    names = {name for *_, name in facts(table(rows))}
    assert names == {"PEO/LATP", "PEO/LLZTO"}


def test_a_percentage_below_a_heading_of_capacities_is_no_capacity() -> None:
    rows = [
        ["Cell", "Capacity"],
        *([f"B-{place}", f"{150 + place} mAh g^-1"] for place in range(5)),
        ["A-2", "93% after 150 cycles"],
        ["A-3", "Coulombic efficiency higher than 98% after 60 cycles"],
        ["A-4", "energy efficiency of 88%"],
        ["A-5", "capacity loss of 7% after 40 cycles"],
    ]
    found = [(record.property, record.value) for record in records_of(table(rows)) if record.unit == "%"]
    assert [fact for fact in found if fact[0] != "other"] == [
        ("capacity_retention", 93.0),
        ("coulombic_efficiency", 98.0),
    ]
    kept = next(record for record in records_of(table(rows)) if record.property == "capacity_retention")
    assert kept.conditions["cycles"].text == "150 cycles"
