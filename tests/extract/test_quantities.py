"""Quantities: what a text states, number by number."""

from __future__ import annotations

import pytest

from voltext.extract.quantities import find_quantities, parse_quantity
from voltext.extract.quantity import Quantity


def one(text: str) -> Quantity:
    (quantity,) = find_quantities(text)
    return quantity


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("a capacity of 150 mAh g^-1 was", 150, "mAh g^-1"), ("a loading of 2.5 mgcm-2.", 2.5, "mg cm-2"),
        ("is 1.58 × 10^-4 S cm^-1 at", 1.58e-4, "S cm^-1"), ("is 5.09 × 10–4 S·cm–1,", 5.09e-4, "S·cm-1"),
        ("of 1.2E-3 S/cm", 1.2e-3, "S/cm"), ("about 10-4 S cm-1", 1e-4, "S cm-1"), ("of 6 × 106 Pa", 6e6, "Pa"),
        ("temperature—180 °C", 180, "°C"), ("150 mAhg-1at 0", 150, "mAh g-1"), ("a peak at 44°relates", 44, "°"),
        ("in 5 m NaOH", 5, "m"), ("820 mA h g1,", 820, "mA h g1"), ("5855 mA h cm3", 5855, "mA h cm3"),
        ("and 10 C rates", 10, "C"),
        ("the phase (15%)", 15, "%"), ("samples 25 mm long", 25, "mm"), ("the sample (5 g) was", 5, "g"),
        ("4 × 10 10 cm −2", 4e10, "cm-2"),
        ("a 4 × 4 cm^2 cell", 16, "cm^2"),
        ("1.5 × 10 × 10 mm^3", 150, "mm^3"),
        ("at -20 °C", -20, "°C"),
        ("at −20 °C", -20, "°C"), ("(- 3.04 V) of", -3.04, "V"), ("the cell - 4 V - was", 4, "V"),
        ("at 40 ◦C", 40, "°C"),
        ("run for 1,036 h", 1036, "h"),
        ("over 10 000 cycles", 10000, "cycles"), ("a 20-μm-thick foil", 20, "μm"), ("0,5 mol L^-1", 0.5, "mol L^-1"),
        ("5 wt. % of carbon", 5, "wt%"), ("15% of them", 15, "%"), ("cycled at 0.1C", 0.1, "C"),
        ("a rate of C/10", 0.1, "C"),
        ("at 1/3 C", 1 / 3, "C"), ("at 0.5 C-rate", 0.5, "C"), ("a C-rate of 0.2 was", 0.2, "C"),
        ("at pH 7.4", 7.4, "pH"),
        ("dried at 120 C for", 120, "°C"), ("cycled 50 times", 50, "cycles"), ("100 stable cycles", 100, "cycles"),
        ("3.0 V (vs. Li/Li^+)", 3, "V (vs. Li/Li^+)"),
        ("0.05 V vs. Na+/Na", 0.05, "V vs. Na+/Na"), ("ten cycles", 10, "cycles"), ("twenty-five hours", 25, "hours"),
        ("two hundred cycles", 200, "cycles"), ("a tenfold rise", 10, "times"),
        ("two orders of magnitude", 2, "orders of magnitude"),
        ("thirty percent", 30, "percent"), ("a transference number of 0.42", 0.42, ""), ("with n = 3", 3, ""),
        ("1200 mg_S cm^-2", 1200, "mg_S cm^-2"), ("400 W m^-1 K^-1", 400, "W m^-1 K^-1"), ("99.5 %", 99.5, "%"),
    ],
)  # fmt: skip
def test_value_and_unit(text: str, value: float, unit: str) -> None:
    quantity = one(text)
    assert quantity.value == pytest.approx(value)
    assert quantity.unit == unit


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("in 2.5–4.2 V", 2.5, 4.2, "V"), ("from 2.5 to 4.2 V", 2.5, 4.2, "V"), ("between 2 and 20 μm", 2, 20, "μm"),
        ("0.01-3 V", 0.01, 3, "V"), ("20 °C to 80 °C", 20, 80, "°C"), ("10^-4–10^-3 S cm^-1", 1e-4, 1e-3, "S cm^-1"),
        ("-20 to 60 °C", -20, 60, "°C"), ("4.2–2.5 V", 2.5, 4.2, "V"), ("2.5~4.2 V", 2.5, 4.2, "V"),
        ("5 - 10 nm", 5, 10, "nm"),
        ("10-12 h", 10, 12, "h"), ("10 mV to 3 V", 0.01, 3, "V"), ("1.2–3.4 × 10^-4 S/cm", 1.2e-4, 3.4e-4, "S/cm"),
        ("(0.4–0.6) × 10^-3 S/cm", 4e-4, 6e-4, "S/cm"),
        ("(0.4–0.6)×10-10 m", 4e-11, 6e-11, "m"), ("pH 7–8", 7, 8, "pH"), ("3.0 V up to 4.3 V", 3, 4.3, "V"),
        ("0.1C-2C", 0.1, 2, "C"), ("from C/10 to 2C", 0.1, 2, "C"),
        ("raising the rate from 0.1 to 2 C", 0.1, 2, "C"), ("from room temperature to 700 °C", 25, 700, "°C"),
        ("grew from 1~5 μm", 1, 5, "μm"), ("falls in the range from 2 to 5 S/cm", 2, 5, "S/cm"),
        ("between 10-14 and 10^-12 cm2/s", 1e-14, 1e-12, "cm2/s"),
    ],
)  # fmt: skip
def test_ranges(text: str, low: float, high: float, unit: str) -> None:
    quantity = one(text)
    assert quantity.qualifier == "range"
    assert quantity.value is None
    assert quantity.min == pytest.approx(low)
    assert quantity.max == pytest.approx(high)
    assert quantity.unit == unit


@pytest.mark.parametrize(
    ("text", "values", "unit"),
    [
        ("150, 140 and 120 mAh g^-1", [150, 140, 120], "mAh g^-1"),
        ("at 0.1, 1 and 5C, respectively", [0.1, 1, 5], "C"),
        ("80 and 60 °C", [80, 60], "°C"), ("fell from 150 to 120 mAh g^-1", [150, 120], "mAh g^-1"),
        ("1.2, 3.4 and 5.6 × 10^-4 S/cm", [1.2e-4, 3.4e-4, 5.6e-4], "S/cm"),
        ("(a) 1.3 (b) 2.4, and (c) 2.2 mg", [1.3, 2.4, 2.2], "mg"),
        ("100/200/300 mA g^-1", [100, 200, 300], "mA g^-1"), ("134.3 vs 134.7 mAh g^-1", [134.3, 134.7], "mAh g^-1"),
        ("C/20, C/10 and 1C", [0.05, 0.1, 1], "C"),
        ("at ~207 and ~210 eV", [207, 210], "eV"), ("a 40 × 5 × 3 mm bar", [40, 5, 3], "mm"),
        ("at RT, 40 and 70 °C", [25, 40, 70], "°C"),
        ("shrink from 180 to about 40 nm", [180, 40], "nm"), ("swelled from 20 to 26 μm", [20, 26], "μm"),
        ("0.3±0.1, 0.6±0.1 and 0.2±0.1 Ω", [0.3, 0.6, 0.2], "Ω"),
    ],
)  # fmt: skip
def test_lists_share_a_group_and_their_unit(text: str, values: list[float], unit: str) -> None:
    quantities = find_quantities(text)
    assert [quantity.value for quantity in quantities] == pytest.approx(values)
    assert {quantity.unit for quantity in quantities} == {unit}
    assert len({quantity.group for quantity in quantities}) == 1
    assert quantities[0].group is not None


@pytest.mark.parametrize(
    ("text", "value", "error"),
    [
        ("(1.2 ± 0.1) mAh cm^-2", 1.2, 0.1), ("1.2 ± 0.1 mAh cm^-2", 1.2, 0.1), ("a = 12.345(4) Å", 12.345, 0.004),
        ("25 °C ± 2 °C", 25, 2), ("200 mg ± 5%", 200, 10), ("(5.1 ± 0.2) × 10^-4 S/cm", 5.1e-4, 2e-5),
        ("99.5 ± 0.2%", 99.5, 0.2),
        ("3 +/- 1 nm", 3, 1), ("150.5 (±2.3) mAh g^-1", 150.5, 2.3), ("98 (± 1)%", 98, 1),
    ],
)  # fmt: skip
def test_errors(text: str, value: float, error: float) -> None:
    quantity = one(text)
    assert quantity.value == pytest.approx(value)
    assert quantity.error == pytest.approx(error)


@pytest.mark.parametrize(
    "text",
    [
        "as Fig. 3 shows", "in Figures 3A and 3C", "(Fig. 4A and B)", "see Table 2", "Eq. 5 gives",
        "a CR2032 coin cell", "a Celgard 2400 separator",
        "LiNi0.8Mn0.1Co0.1O2", "1,3-dioxolane", "HPC-700", "in 2019", "the O 1s and Ni 2p lines", "3d metals",
        "the N 1 s line", "a JEM 2100F microscope", "Chem. 8:104.", "with 0 < x < 2.0",
        "2014. 40 K. Hansen, G. Smith", "Ap,0 was", "in 1998 M.Sc.", "five-fold cross-validation", "a 3C-SiC film",
        "the 6005A alloy", "on 22.02.2019", "peaks: 259(100)", "at doi 10.1038/s41467", "Ni + 2e^- → Ni",
        "alloy 2605SA1",
        "1" * 400 + " V",
        "1E400",
        "3D networks",
        "JCPDS No. 65-2901", "[11C] and 13C/12C and 13C NMR", "the (003) plane", "0.5Li2MnO3", "the first 18650 cell",
    ],
)  # fmt: skip
def test_numbers_that_measure_nothing(text: str) -> None:
    assert find_quantities(text) == []


@pytest.mark.parametrize(
    ("text", "basis"),
    [
        ("1200 mAh g_S^-1", "sulfur"), ("1200 mAh g^-1 based on the mass of sulfur", "sulfur"),
        ("900 mAh per gram of sulfur", "sulfur"),
        ("150 mAh g^-1 of the electrode", "electrode"), ("3 mgS cm-2", "sulfur"), ("150 mAh g_LFP^-1", "LFP"),
        ("150 mAh g^-1", None),
        ("3 mg cm^-2 of active material", "active_material"), ("250 Wh kg^-1 per cell", "cell"),
        ("150 mAh g^-1 based on the whole composite", "composite"),
    ],
)  # fmt: skip
def test_basis(text: str, basis: str | None) -> None:
    assert one(text).basis == basis


def test_normalised_values_are_canonical() -> None:
    quantity = one("1 mS cm^-1")
    assert quantity.normalised is not None
    assert (quantity.normalised.value, quantity.normalised.unit, quantity.dimension) == (0.001, "S/cm", "conductivity")


def test_a_word_before_a_list_serves_the_numbers_that_share_a_unit() -> None:
    assert [q.qualifier for q in find_quantities("about 2.28 and 1.97 V")] == ["approximate", "approximate"]
    assert [q.qualifier for q in find_quantities("about 2.28 V and 1.97 V")] == ["approximate", "exact"]


def test_brackets_around_a_number_and_its_error_stay_balanced() -> None:
    assert one("of (1.2 ± 0.1) mAh cm^-2").text == "(1.2 ± 0.1) mAh cm^-2"
    assert one("(a value of 1.2 ± 0.1)").text == "1.2 ± 0.1"


def test_a_tolerance_of_temperature_is_a_difference() -> None:
    quantity = one("kept within ± 2 K")
    assert quantity.normalised is not None
    assert quantity.normalised.value == 2.0


def test_room_temperature_is_about_25_celsius() -> None:
    quantity = one("stirred at room temperature")
    assert (quantity.value, quantity.unit, quantity.qualifier) == (25, "°C", "approximate")


def test_overnight_has_a_dimension_and_no_number() -> None:
    quantity = one("dried overnight")
    assert (quantity.value, quantity.dimension, quantity.magnitude) == (None, "time", None)


def test_offset_shifts_positions_and_groups() -> None:
    text = "at 0.1, 1 and 5C for ten cycles"
    plain, shifted = find_quantities(text), find_quantities(text, offset=100)
    assert [(q.start + 100, q.end + 100) for q in plain] == [(q.start, q.end) for q in shifted]
    assert shifted[0].group == (plain[0].group or 0) + 100
    assert [q.text for q in shifted] == ["0.1", "1", "5C", "ten cycles"]


@pytest.mark.parametrize(
    ("text", "unit", "value", "written"),
    [
        ("150", "mAh/g", 150, "mAh/g"), ("10⁻⁴ S cm⁻¹", None, 1e-4, "S cm^-1"), ("1.2 ± 0.1", "nm", 1.2, "nm"),
        ("~ 25", "°C", 25, "°C"),
        ("581.2 mAh/g", "mA", 581.2, "mAh/g"), ("1 mS/cm", None, 1, "mS/cm"), ("0.42", None, 0.42, ""),
        ("1,036", "mAh g^-1", 1036, "mAh g^-1"),
        ("C/5", None, 0.2, "C"), ("(98.5)", "%", 98.5, "%"), ("<1", "nm", 1, "nm"), ("12.9(3)", "Å", 12.9, "Å"),
        ("25C", None, 25, "C"),
        ("150a", "mAh/g", 150, "mAh/g"), ("150*", "mAh/g", 150, "mAh/g"), ("150 [12]", "mAh/g", 150, "mAh/g"),
        ("12 345", "h", 12345, "h"),
    ],
)  # fmt: skip
def test_a_whole_cell_is_one_quantity(text: str, unit: str | None, value: float, written: str) -> None:
    quantity = parse_quantity(text, unit)
    assert quantity is not None
    assert quantity.value == pytest.approx(value)
    assert quantity.unit == written
    assert (quantity.start, quantity.end, quantity.text) == (0, len(text), text)


@pytest.mark.parametrize("text", ["", "–", "n/a", "LiFePO4", "HPC-700", "this work", "150 mAh/g at 0.1C", "5 samples"])
def test_what_is_not_one_quantity(text: str) -> None:
    assert parse_quantity(text) is None


@pytest.mark.parametrize("words", ["from 10-10 to 10-8 cm2 s-1", "between 10−10 and 10−8 cm2 s−1"])
def test_flattened_powers_span_a_range(words: str) -> None:
    (quantity,) = find_quantities(words)
    assert (quantity.min, quantity.max) == (1e-10, 1e-8)


def test_a_list_without_spaces_is_no_decimal_comma() -> None:
    """``x = 0,0.05,0.1``: a zero and more numbers, not a number with two marks."""
    assert find_quantities("with x = 0,0.05,0.1 mm of depth")[-1].value == 0.1


@pytest.mark.parametrize("glue", ["", " "])
def test_a_number_glued_to_ca_is_a_number(glue: str) -> None:
    found = find_quantities(f"The conductivity was ca.{glue}10^-9–10^-10 S cm^-1 here.")
    assert [(each.min, each.max, each.unit) for each in found] == [(1e-10, 1e-9, "S cm^-1")]
