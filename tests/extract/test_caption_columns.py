"""What captions and other columns tell: states, symbols of one noun, the medium, numbers in brackets, cycles."""

from __future__ import annotations

from .papers import conditions, records_of, table


def test_a_fresh_column_beside_cycled_ones_has_no_cycles() -> None:
    rows = [["Cell", "Fresh", "After 50 cycles", "After 100 cycles"], ["NMC811", "20.5", "45.2", "80.1"]]
    records = records_of(table(rows, caption="Charge-transfer resistance (Ω) of the cells."))
    assert [(record.value, conditions(record)) for record in records] == [
        (20.5, {}),
        (45.2, {"cycles": "50 cycles"}),
        (80.1, {"cycles": "100 cycles"}),
    ]


def test_symbols_in_brackets_share_the_noun_of_the_last() -> None:
    rows = [["Current density (mA cm^-2)", "CE", "VE", "EE"], ["50", "99.1", "84.0", "83.2"]]
    caption = "Coulombic (CE), voltage (VE) and energy efficiencies (EE) of the Nafion cell, all in %."
    codes = [record.property for record in records_of(table(rows, caption=caption))]
    assert codes == ["coulombic_efficiency", "other", "other"]


def test_a_medium_of_the_caption_is_a_condition() -> None:
    rows = [["Membrane", "Area resistance (Ω cm^2)"], ["M-1", "2.31"]]
    (record,) = records_of(table(rows, caption="Membranes in 1 M KOH at 25 °C."))
    assert conditions(record) == {"electrolyte": "1 M KOH", "temperature": "25 °C"}


def test_numbers_in_brackets_are_what_the_caption_says() -> None:
    rows = [["Anode", "Capacity (mAh g^-1)"], ["MoSe2/C", "382 (200)"], ["CoSe2/C", "448 after 60 cycles (50)"]]
    caption = "The capacity is followed by the current density (mA g^-1) in brackets."
    first, second = records_of(table(rows, caption=caption))
    assert conditions(first) == {"current_density": "200 mA g^-1"}
    assert conditions(second) == {"current_density": "50 mA g^-1", "cycles": "60 cycles"}


def test_a_loss_in_thousand_hours_is_a_result() -> None:
    rows = [["Cell", "Degradation (mV per 1000 h)", "Decay (%/kh)"], ["LSCF", "21", "0.5"]]
    records = records_of(table(rows))
    assert [(record.value, record.unit) for record in records] == [(21, "mV per 1000 h"), (0.5, "%/kh")]


def test_cycles_beside_a_retention_are_of_nothing_measured_before_them() -> None:
    rows = [["Material", "Capacitance (F/g)", "Cycles", "Retention (%)"], ["NiCo2O4", "1250", "5000", "91"]]
    first, second = records_of(table(rows))
    assert (conditions(first), conditions(second)) == ({}, {"cycles": "5000 cycles"})


def test_a_column_of_n_counts_the_cycles_of_another() -> None:
    rows = [
        ["Cathode", "Capacity (mAh/g) at 0.1 A/g", "Capacity after n cycles (mAh/g)", "n"],
        ["VS2", "190", "160", "500"],
    ]
    first, second = records_of(table(rows))
    assert (conditions(first), conditions(second)) == ({"current_density": "0.1 A/g"}, {"cycles": "500 cycles"})


def test_the_caption_may_say_per_gram_of_what() -> None:
    rows = [["Rate", "S/CB", "S/CNT"], ["0.1C", "1010", "1190"], ["1C", "620", "845"]]
    records = records_of(table(rows, caption="Table 2. Capacities in mAh g^-1(S) at several rates."))
    assert [(record.value, record.unit) for record in records][:2] == [(1010, "mAh g^-1"), (1190, "mAh g^-1")]


def test_a_window_of_the_caption_holds_for_voltages_resistances_and_capacitances() -> None:
    rows = [["Sample", "Average voltage (V)", "Rct (Ω)", "C (F g^-1)"], ["K-1", "2.9", "31", "120"]]
    records = records_of(table(rows, caption="Cells in 1 M LiPF6 in EC/DMC, 1.5–4.0 V."))
    told = {"electrolyte": "1 M LiPF6 in EC/DMC", "voltage_window": "1.5–4.0 V"}
    assert [conditions(record) for record in records] == [told] * 3


def test_a_current_in_brackets_may_have_its_unit_behind_its_name() -> None:
    rows = [["Cell", "Capacity / mAh g^-1 (current / A g^-1)"], ["Zn/gel/MnO2", "231 (0.2)"]]
    (record,) = records_of(table(rows))
    assert conditions(record) == {"current_density": "0.2 A g^-1"}


def test_the_diameter_of_fibres_is_no_particle_size() -> None:
    rows = [["Fibre", "Diameter (μm)", "S_BET (m^2 g^-1)"], ["R1", "7.5", "800"], ["R2", "6.9", "1200"]]
    assert {record.property for record in records_of(table(rows))} == {"other", "surface_area"}
