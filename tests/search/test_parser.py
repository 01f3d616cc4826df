"""The query language: what it reads, what it refuses and where, and that nothing breaks it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voltext.ingest.errors import QueryError
from voltext.search.parser import MAX_LENGTH, parse
from voltext.search.query import And, Comparison, Query, Word

READINGS = {
    "LLZO conductivity>0.1mS/cm temperature:25C year>=2015": (
        "LLZO conductivity>0.0001 S/cm at temperature:23..27 °C year>=2015"
    ),
    "capacity>=150 mAh/g at rate>=1C": "capacity>=150 mAh/g at rate>=1 C",
    "discharge capacity ≥ 150 mAh g⁻¹": "discharge_capacity>=150 mAh/g",
    "ionic conductivity > 2×10⁻⁴ S cm⁻¹": "ionic_conductivity>0.0002 S/cm",
    "ionic_conductivity>10^-4 S/cm": "ionic_conductivity>0.0001 S/cm",
    "conductivity>1e-4S/cm": "conductivity>0.0001 S/cm",
    "temperature:298K": "temperature:22.85..26.85 °C",
    "temperature:RT": "temperature:18..30 °C",
    "capacity>150": "capacity>150 mAh/g",
    "capacity:100..150 mAh/g": "capacity:100..150 mAh/g",
    "year:2015-2020": "year:2015..2020",
    "material:NMC811,LFP NOT section:introduction": "material:NMC811,LFP NOT section:introduction",
    "-section:abstract garnet": "NOT section:abstract garnet",
    "(LLZO OR LATP) pellet": "(LLZO OR LATP) pellet",
    "cited:yes": "own:false",
    '"solid electrolyte" Li1+xAlxTi2-x(PO4)3': '"solid electrolyte" Li1+xAlxTi2-x(PO4)3',
    "since 2020": "year>=2020",
    "between 2015 and 2018": "year:2015..2018",
    "before 2015 LFP": "year<2015 LFP",
    "cathodes above 200 mAh/g with silicon anodes since 2020": "cathodes capacity>200 mAh/g anode:silicon year>=2020",
    "which solid electrolytes reach 1 mS/cm at 25 °C, sintered below 1000 °C?": (
        "solid electrolytes conductivity>=0.001 S/cm at temperature:23..27 °C sintering<1000 °C"
    ),
    "capacity retention above 80% after 500 cycles at 1C": (
        "capacity_retention>80 % at cycles>=500 cycles, rate:0.98..1.02 C"
    ),
    "particle size between 100 and 500 nm": "particle_size:0.1..0.5 µm",
    "loading of at least 3 mg cm-2": "mass_loading>=3 mg/cm^2",
    # what stands apart from its number, or before it
    "energy density of lithium sulfur batteries > 300 Wh/kg": "lithium sulfur batteries energy_density>300 Wh/kg",
    "activation energy of NASICON below 0.4 eV": "NASICON activation_energy<0.4 eV",
    "capacity at high rates (>5C)": "capacity rates rate>5 C",
    "silicon with titanium oxynitride: capacity": "silicon titanium oxynitride capacity",
    "anode capacity 1000 mAh/g": "anode capacity:950..1050 mAh/g",
    "calcined at 950 °C for 12 h": "calcining:948..952 °C calcining:11.5..12.5 h",
    # what C means
    "high conductivity at 60C": "conductivity temperature:58..62 °C",
    "capacity of NaFeO2 at 30C": "capacity NaFeO2 rate:29.4..30.6 C",
    "stored at -20C": "stored temperature:-22..-18 °C",
    # what a range of volts means
    "discharge capacity between 2.5 and 4.0 V": "discharge capacity voltage_window:2.45..4.05 V",
    "capacity in the voltage range 2-4 V": "capacity voltage_window:1.95..4.05 V",
    "voltage between 3 and 4 V": "voltage:3..4 V",
    "electrochemical window > 5V": "electrochemical_window>5 V",
    # what stands before a property
    "room temperature ionic conductivities of garnets": "temperature:18..30 °C ionic conductivities garnets",
    "first cycle coulombic efficiency of Si": "cycle:1..1 coulombic efficiency Si",
    "initial discharge capacity": "cycle:1..1 discharge capacity",
    "initial temperature of the furnace": "initial temperature furnace",
    # years
    "papers from 2020 on hard carbon": "year:2020..2020 hard carbon",
    "hard carbon papers from 2018 on": "hard carbon year>=2018",
    "cathodes from 2018 onwards": "cathodes year>=2018",
    "cathodes of 2018 or later": "cathodes year>=2018",
    "in 2016 or earlier": "year<=2016",
    "Na3V2(PO4)3 papers written prior to 2016": "Na3V2(PO4)3 year<2016",
    "cells yielding 2 V": "cells 2 V",
    # what else is said of papers
    "spinels by Thackeray et al.": "spinels author:Thackeray",
    "phases by XRD": "phases XRD",
    "latest papers on LLZO": "LLZO sort:year",
    "https://doi.org/10.1000/abc-1.2": "doi:10.1000/abc-1.2",
    # alternatives and exceptions
    "graphite or hard carbon anodes": "(graphite OR (hard carbon)) anodes",
    "LFP, LMO or NCA cathodes": "(LFP OR LMO OR NCA) cathodes",
    "sodium cathodes except layered oxides": "sodium cathodes NOT (layered oxides)",
    "hard carbon but not from sugar": "hard carbon NOT sugar",
    "not LiFePO4 cathode capacity": "NOT LiFePO4 cathode capacity",
    "cathodes without cobalt": "cathodes NOT element:Co",
    # two bounds of one thing are of one value
    "conductivity>1mS/cm conductivity<20mS/cm": "conductivity:0.001..0.02 S/cm",
    "year<=2015 hard carbon year>2010": "year:2010..2015 hard carbon",
    "capacity>1 mAh/g OR capacity<0.5 mAh/g": "capacity>1 mAh/g OR capacity<0.5 mAh/g",
    "conductivity not of LLZO": "conductivity NOT LLZO",
    "cobalt-free layered oxides": "NOT element:Co layered oxides",
    "anode-free cells": "anode-free cells",
    "electrolytes not yet tried": "electrolytes not yet tried",
    # amounts
    "surface area of 10 to 20 m2/g": "surface_area:10..20 m^2/g",
    "150-170 mAh/g LFP": "capacity:150..170 mAh/g LFP",
    "capacity of about 100 mAh/g": "capacity:95..105 mAh/g",
    "retention of 80 % or better": "capacity_retention>=80 %",
    "Si cycled between 0.1 V and 1 V": "Si voltage_window:0.05..1.05 V",
    "NCA charged to 4.5 V": "NCA voltage_window:4.45..4.55 V",
    "separators thinner than 20 µm": "separators thickness<20 µm",
    "transference number of PEO above 0.3": "PEO transference_number>0.3",
    "5-10 wt% carbon": "5-10 wt% carbon",
    "capacity of 140±5 mAh/g": "capacity:135..145 mAh/g",
    "pouch cells, 300 Wh/kg minimum": "pouch cells energy_density>=300 Wh/kg",
    "capacity retention 90+ %": "capacity_retention>=90 %",
    "LFP capacity, C/5, 40 °C": "LFP capacity rate:0.196..0.204 C temperature:38..42 °C",
    "how porous are separators": "porosity separators",
    "above 90 % capacity retention": "capacity_retention>90 %",
    "NCA cycled to 4.4 V vs Li": "NCA voltage_window:4.35..4.45 V",
    "electrolytes for the cold (-30 °C)": "electrolytes cold temperature:-32..-28 °C",
    "max. capacity of MnO2": "capacity:* MnO2 sort:value",
    "sintered at 1100 °C in air for more than 3 h": "sintering:1098..1102 °C air sintering>3 h",
    # how long, of a value
    "capacity retention > 90% after at least 1000 cycles": "capacity_retention>90 % at cycles>=1000 cycles",
    "retention above 80 % after more than 500 cycles": "capacity_retention>80 % at cycles>500 cycles",
    "capacity over 3000 cycles": "capacity cycles>=3000 cycles",
    "cycle life over 1000 cycles": "cycle_life>1000 cycles",
    "over 3000 cycles": "cycle_life>3000 cycles OR cycles>3000 cycles",
    # what a verb compares
    "pouch cells keeping over 85 % after 700 cycles": "pouch cells capacity_retention>85 % at cycles>=700 cycles",
    "works that densify LATP, sintered under 900 °C": "densify LATP sintering<900 °C",
    "firms that calcine NCA below 750 °C": "firms NCA calcining<750 °C",
    "coin cells cycled for over 300 cycles": "coin cells cycles>300 cycles",
    "NMC622 between 2.8 and 4.5 V": "NMC622 voltage_window:2.75..4.55 V",
    "spinels above 4.6 V": "spinels voltage>4.6 V",
    "carbons with a specific surface over 900 m2/g": "carbons surface_area>900 m^2/g",
    "symmetric cells that lasted beyond 900 h": "symmetric cells cycle_life>900 h",
    "energy density over 200 Wh/kg, lead acid excluded": "energy_density>200 Wh/kg NOT (lead acid)",
    "spinels or layered oxides, capacity": "(spinels OR (layered oxides)) capacity",
    # filters with blanks
    "cathode: LFP, anode: graphite": "cathode:LFP anode:graphite",
    "material:LFP, NMC811": "material:LFP,NMC811",
}


@pytest.mark.parametrize("question", READINGS)
def test_reading(question: str) -> None:
    assert parse(question).reading.replace("μ", "µ") == READINGS[question]


@pytest.mark.parametrize(
    ("question", "position", "words"),
    [
        ("yaer:2015", 0, "did you mean 'year'"),
        ("LLZO capcity>150", 5, "did you mean 'capacity'"),
        ("capacity>=150 V", 14, "not measured in V"),
        ("capacity>=150xyz", 13, "no unit 'xyz'"),
        ("capacity>", 9, "a number is missing"),
        ("capacity>abc", 9, "a number is missing"),
        ("material:", 9, "a value is missing"),
        ("material>3", 8, "holds words"),
        (">3", 0, "a name is missing"),
        ('LLZO "garnet', 5, "quotation mark"),
        ("(LLZO", 0, "not closed"),
        ("LLZO)", 4, "no opening"),
        ("own:maybe", 0, "true or false"),
        ("NOT", 3, "NOT needs"),
        ("capacity:200..100", 9, "ends before it begins"),
        ("capacity>1e999", 9, "too large"),
        ("capacity above 99999999999999999999e400 mAh/g", 15, "too large"),
        ("rate:C/0", 5, "no rate"),
        ("(" * 100 + "a", 41, "nest deeper"),
        ("a" * (MAX_LENGTH + 1), MAX_LENGTH, "at most"),
    ],
)
def test_errors_say_where(question: str, position: int, words: str) -> None:
    with pytest.raises(QueryError, match=words) as caught:
        parse(question)
    assert caught.value.position == position


def test_conditions_bind_to_the_fact_beside_them() -> None:
    root = parse("capacity>=150mAh/g at rate:1C, temperature:25C LFP").root
    assert isinstance(root, And)
    fact, word = root.parts
    assert isinstance(fact, Comparison)
    assert [condition.codes for condition in fact.conditions] == [("rate",), ("temperature",)]
    assert word == Word("LFP")


def test_empty_questions_ask_for_everything() -> None:
    for text in ("", "   ", "()", "OR", "( OR )"):
        assert parse(text).root == And(())


def test_fillers_stay_where_there_is_nothing_else() -> None:
    assert parse("the").root == Word("the")


def test_units_decide_which_property_a_name_means() -> None:
    areal, specific = parse("capacity>1mAh/cm2").root, parse("capacity>1mAh/g").root
    assert isinstance(areal, Comparison)
    assert isinstance(specific, Comparison)
    assert areal.codes == ("areal_capacity",)
    assert "areal_capacity" not in specific.codes
    assert "discharge_capacity" in specific.codes


def read(text: str) -> Query | None:
    """The query, or None where it is refused as it should be."""
    try:
        return parse(text)
    except QueryError as error:
        if not 0 <= error.position <= len(text):
            raise AssertionError(f"position {error.position} lies outside") from error
        return None


_PIECES = st.sampled_from(
    [
     "(", ")", '"', "“", "OR", "AND", "NOT", "-", ":", ">", "<", ">=", "=", "at", "and", ",", "..", "|", " ",
     "capacity",
     "temperature", "year", "material", "1", "25", "C", "mAh/g", "10^-4", "1e9", "Li7La3Zr2O12", "above", "between",
     "since", "with", "anode", "room temperature", "C/", "\x00", "\u202e", "'; DROP TABLE", "{}", "${x}", "\\", "°C",
     "__import__('os')", "%", "Ω", "²", "^", "/", "NaN", "inf", "-", "١", "½"]
)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(
    st.one_of(
        st.lists(_PIECES, max_size=30).map("".join), st.lists(_PIECES, max_size=25).map(" ".join), st.text(max_size=200)
    )
)
def test_any_text_is_read_or_refused_with_a_position(text: str) -> None:
    query = read(text)
    assert query is None or query.text == text


@pytest.mark.parametrize(
    "unit",
    [
        "(",
        "a ",
        "NOT ",
        "-",
        '"" ',
        "1 ",
        "above 1 ",
        "capacity>1 ",
        "a:",
        "with ",
        "C/",
        "10^",
        "1,",
        ".",
        "at ",
        "or ",
        "a or ",
        "a, ",
        "but not ",
        "by A",
        "1-2 ",
        "10.1000/",
        "in 2016 or ",
        "newest ",
    ],
)
def test_long_repeats_are_read_fast(unit: str) -> None:
    text = (unit * MAX_LENGTH)[:MAX_LENGTH]
    read(text)


def test_what_was_read_is_read_the_same_again() -> None:
    for question in (
        "capacity>=150 mAh/g LFP",
        "(LLZO OR LATP) year>=2015",
        "material:LFP own:false",
        "conductivity>0.0001 S/cm",
    ):
        reading = parse(question).reading
        assert parse(reading).reading == reading


def test_signs_alone_ask_for_nothing() -> None:
    with pytest.raises(QueryError, match="no word and no number"):
        parse("~ ^ % $ #")


@pytest.mark.parametrize("text", ["LLZO year>2015 year<2015", "LLZO capacity>2 mAh/g capacity<1 mAh/g"])
def test_bounds_that_leave_nothing_are_refused_where_the_second_stands(text: str) -> None:
    with pytest.raises(QueryError, match="nothing is both") as refused:
        parse(text)
    assert refused.value.position == text.rindex("year" if "year" in text else "capacity")
