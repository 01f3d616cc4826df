"""Units: every notation that papers use names one unit, and its values become canonical ones."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pint
import pytest

from voltext.extract.atoms import DATA, as_vector, atoms, parse_base
from voltext.extract.units import normalise_value, unit_of
from voltext.ingest.errors import VocabularyError
from voltext.ingest.vocabulary import Vocabulary, vocabulary


@pytest.mark.parametrize(
    "notation",
    [
        "mAh g^-1", "mAh g-1", "mAh·g−1", "mA h/g", "mAhg(-1)", "mAhg-1", "mA h g - 1", "mAh/g", "mAh per gram",
        "mA·h·g⁻¹",
        "mAh g^{-1}", "mAh g^(-1)", "mAh g – 1", "Ah kg^-1",
    ],
)  # fmt: skip
def test_one_capacity_in_every_notation(notation: str) -> None:
    unit = unit_of(notation)
    assert unit is not None
    assert (unit.dimension, unit.canonical, unit.factor) == ("specific_capacity", "mAh/g", 1.0)


@pytest.mark.parametrize(
    ("text", "dimension", "value"),
    [
        ("mgcm-2", "loading", 1.0), ("mS cm^-1", "conductivity", 1e-3), ("S/m", "conductivity", 1e-2),
        ("Ω cm^2", "areal_resistance", 1.0), ("kΩ", "resistance", 1e3), ("Wh kg^-1", "specific_energy", 1.0),
        ("Wh/L", "energy_density", 1.0), ("m2/kg", "surface_area", 1e-3), ("cm^2 s^-1", "diffusion_coefficient", 1.0),
        ("mV s^-1", "scan_rate", 1.0), ("°C/min", "temperature_rate", 1.0), ("K min^-1", "temperature_rate", 1.0),
        ("wt.%", "mass_fraction", 1.0), ("vol %", "volume_fraction", 1.0), ("at%", "atomic_fraction", 1.0),
        ("mol dm-3", "concentration", 1.0), ("mM", "concentration", 1e-3), ("µL", "liquid_volume", 1.0),
        ("um", "length", 1.0), ("Å", "length", 1e-4), ("kPa", "pressure", 1e-3), ("atm", "pressure", 0.101325),
        ("min", "time", 1 / 60), ("days", "time", 24.0), ("cycles", "cycles", 1.0), ("C", "c_rate", 1.0),
        ("kJ mol^-1", "molar_energy", 1.0), ("eV", "energy", 1.0), ("meV/atom", "energy", 1e-3),
        ("ppm", "trace_fraction", 1.0),
        ("A g^-1", "specific_current", 1e3), ("μA cm^-2", "current_density", 1e-3),
        ("F g^-1", "specific_capacitance", 1.0),
        ("μL mg^-1", "liquid_per_mass", 1.0), ("cm^3 g^-1", "specific_volume", 1.0),
        ("mg mL^-1", "mass_concentration", 1.0),
        ("g cm^-3", "density", 1.0), ("% per cycle", "fade_per_cycle", 1.0),
        ("W m^-1 K^-1", "thermal_conductivity", 1.0),
        ("C g^-1", "specific_capacity", 1 / 3.6), ("cm^-1", "wavenumber", 1.0), ("rpm", "rotation", 1.0),
        ("V (vs. Li/Li^+)", "voltage", 1.0), ("V vs. Li+/Li", "voltage", 1.0), ("ratio 8:1:1", "ratio", 1.0),
    ],
)  # fmt: skip
def test_dimension_and_factor(text: str, dimension: str, value: float) -> None:
    unit = unit_of(text)
    assert unit is not None
    assert unit.dimension == dimension
    assert normalise_value(1.0, unit) == pytest.approx(value, rel=1e-9)


@pytest.mark.parametrize(("text", "celsius"), [("K", 26.85), ("°C", 300.0), ("°F", 148.888888889), ("oC", 300.0)])
def test_temperatures_have_an_offset(text: str, celsius: float) -> None:
    unit = unit_of(text)
    assert unit is not None
    assert normalise_value(300.0, unit) == pytest.approx(celsius)


@pytest.mark.parametrize(
    ("text", "basis"),
    [
        ("mAh g_S^-1", "S"), ("mAh gcathode-1", "cathode"), ("mg(S) cm-2", "S"), ("mAh g_LFP^-1", "LFP"),
        ("mAh g^-1", None),
    ],
)  # fmt: skip
def test_basis_inside_the_unit(text: str, basis: str | None) -> None:
    unit = unit_of(text)
    assert unit is not None
    assert unit.basis == basis


@pytest.mark.parametrize("text", ["", "gold", "Samples", "10", "g gold", "mAh g^-1 at", "C/10", "(", "/g", "-", "^-1"])
def test_what_is_no_unit(text: str) -> None:
    assert unit_of(text) is None


def test_an_unknown_product_is_its_own_canonical_unit() -> None:
    unit = unit_of("kg A^-3")
    assert unit is not None
    assert (unit.dimension, unit.canonical, unit.factor) == (None, "kg A^-3", 1.0)


@pytest.mark.parametrize("notation", ["g·mil·m^-2·day^-1", "g·mil/(m^2 day)", "g·mil m^-2 day^-1"])
def test_an_unknown_product_has_one_spelling(notation: str) -> None:
    unit = unit_of(notation)
    assert unit is not None
    assert (unit.dimension, unit.canonical) == (None, "g mil m^-2 day^-1")


@pytest.mark.parametrize(
    ("text", "dimension", "canonical"),
    [
        ("W/mK", "thermal_conductivity", "W/(m K)"), ("Ω/sq", "resistance", "Ω"), ("Ω/□", "resistance", "Ω"),
        ("s/100 mL", "air_resistance", "s/100 mL"), ("s/100 cc", "air_resistance", "s/100 mL"),
        ("μH", "inductance", "μH"), ("Ω.cm", "resistivity", "Ω cm"), ("°C^-1", "per_temperature", "K^-1"),
    ],
)  # fmt: skip
def test_units_found_in_the_wild(text: str, dimension: str, canonical: str) -> None:
    unit = unit_of(text)
    assert unit is not None
    assert (unit.dimension, unit.canonical) == (dimension, canonical)


def test_every_dimension_has_a_canonical_unit_of_its_own() -> None:
    for code, term in vocabulary(DATA, "dimensions").items():
        unit = unit_of(str(term.get("canonical")))
        assert unit is not None, code
        assert unit.dimension == code
        assert normalise_value(1.0, unit) == 1.0


PINT_NAMES = {
    "gram": "gram", "dalton": "dalton", "metre": "meter", "angstrom": "angstrom", "inch": "inch", "mil": "thou",
    "foot": "foot",
    "mile": "mile", "hour": "hour", "day": "day", "week": "week", "year": "year", "ampere_hour": "ampere_hour",
    "volt": "volt", "watt": "watt", "watt_hour": "watt_hour", "joule": "joule", "calorie": "thermochemical_calorie",
    "electronvolt": "electron_volt", "ohm": "ohm", "siemens": "siemens", "farad": "farad", "tesla": "tesla",
    "gauss": "1e-4 tesla", "molar": "mol/liter", "litre": "liter", "pascal": "pascal", "bar": "bar",
    "atmosphere": "atm",
    "torr": "torr", "psi": "psi", "newton": "newton", "poise": "centipoise", "hertz": "1/second", "coulomb": "coulomb",
    "gravity": "standard_gravity", "oersted": "1000/(4*pi)*ampere/meter", "bohr_magneton": "bohr_magneton",
    "tonne": "metric_ton", "millibar": "millibar", "millihenry": "millihenry", "microhenry": "microhenry",
    "nanohenry": "nanohenry", "gurley": "second/(100 milliliter)",
}  # fmt: skip


@pytest.mark.parametrize("code", PINT_NAMES)
def test_factors_agree_with_pint(code: str) -> None:
    registry: pint.UnitRegistry[float] = pint.UnitRegistry()
    expected: Any = registry.Quantity(PINT_NAMES[code]).to_base_units()
    factor, vector = parse_base(str(vocabulary(DATA, "units")[code].get("is")), code)
    assert factor == pytest.approx(float(expected.magnitude), rel=1e-6)
    names = {"meter": "m", "kilogram": "kg", "second": "s", "ampere": "A", "kelvin": "K", "mole": "mol"}
    assert vector == as_vector({names[name]: float(power) for name, power in expected.unit_items()})


def test_a_user_adds_units_in_yaml(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file of that name in the folder of VOLTEXT_VOCABULARY adds units, in base units or as pint expressions."""
    (tmp_path / "units.yaml").write_text(
        "terms:\n  furlong: {definition: Length., words: [furlong], is: pint furlong}\n"
        "  mille: {definition: Thousandth., symbols: [mx], is: 0.001 m}\n",
        encoding="utf-8",
    )
    monkeypatch.setenv("VOLTEXT_VOCABULARY", str(tmp_path))
    terms = Vocabulary.load(DATA / "units.yaml")
    assert parse_base(str(terms["furlong"].get("is")), "furlong")[0] == pytest.approx(201.168, rel=1e-4)
    assert parse_base(str(terms["mille"].get("is")), "mille") == (0.001, (("m", 1.0),))


@pytest.mark.parametrize("expression", ["3 m^x", "many", "pint no_such_unit"])
def test_a_malformed_unit_is_named(expression: str) -> None:
    with pytest.raises(VocabularyError, match=r"units\.yaml: mine"):
        parse_base(expression, "mine")


def test_no_notation_is_ambiguous_but_the_known_ones() -> None:
    double = {notation for notation, found in atoms().items() if len({atom.code for atom in found}) > 1}
    assert double == {"C", "uC"}
