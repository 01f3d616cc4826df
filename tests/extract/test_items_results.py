"""Result items, powder items, and whose values they are; all sentences are our own."""

from __future__ import annotations

import time

import pytest

from voltext.extract.data import extract_vocabulary
from voltext.ingest.document import CellDraft, DocumentBuilder, Header, PaperClass

from .items_papers import items_of, paper, said, values


@pytest.mark.parametrize(
    ("sentence", "key", "expected"),
    [
        ("The initial discharge capacity is 165 mAh g^-1.", "specific_capacity", [165]),
        (
            "Capacities of 150, 140 and 120 mAh g^-1 were reached at 0.1, 1 and 5 C.",
            "specific_capacity",
            [150, 140, 120],
        ),
        ("The initial coulombic efficiency is 84.5%.", "initial_coulombic_efficiency", [84.5]),
        (
            "In the first cycle the cell gives 1200 and 960 mAh g^-1 with an ICE of 80%.",
            "initial_coulombic_efficiency",
            [80],
        ),
        ("The average coulombic efficiency over 200 cycles is 99.7%.", "coulombic_efficiency", [99.7]),
        ("After 100 cycles 92% of the initial capacity is retained.", "capacity_retention", [92]),
        ("The capacity retention was 88.1% after 300 cycles.", "capacity_retention", [88.1]),
        ("Doping raises the capacity retention from 71% to 93%.", "capacity_retention", [71, 93]),
        ("The cell was stable for 400 cycles.", "cycle_number", [400]),
        ("The symmetric cell shows stable plating and stripping for 800 h.", "cycle_number", [800]),
        ("The ionic conductivity of the pellet is 3.1 × 10^-4 S cm^-1.", "ionic_conductivity", [3.1e-4]),
        ("The particles have an average diameter of 150 nm.", "particle_size", [150]),
        ("The BET surface area is 34 m^2 g^-1.", "specific_surface_area", [34]),
        (
            "Error bars show the standard deviation of three cells.",
            "replicates_or_error",
            ["Error bars show the standard deviation of three cells"],
        ),
    ],
)
def test_results(sentence: str, key: str, expected: list[object]) -> None:
    assert values(said(sentence, "results")[key]) == expected


@pytest.mark.parametrize(
    ("sentence", "key"),
    [
        ("Its theoretical capacity is 170 mAh g^-1.", "specific_capacity"),
        ("The pores have a diameter of 20 nm.", "particle_size"),
        ("The electronic conductivity is 2 S cm^-1.", "ionic_conductivity"),
        ("The irreversible capacity loss was 37%.", "initial_coulombic_efficiency"),
        ("The dendrites grew after the first cycle.", "cycle_number"),
    ],
)
def test_what_is_no_result_of_the_item(sentence: str, key: str) -> None:
    assert said(sentence, "results")[key].status == "missing"


@pytest.mark.parametrize(
    ("sentence", "temperatures", "times"),
    [
        ("The precursor was calcined at 850 °C for 12 h in air.", [850], [12]),
        ("It was preheated at 500 °C for 5 h and sintered at 900 °C for 15 h.", [500, 900], [5, 15]),
        (
            "The solution was kept in an autoclave at 180 °C for 24 h, then the product was dried at 60 °C for 10 h.",
            [180],
            [24],
        ),
        ("Sulfur and carbon were heated at 155 °C for 20 h.", [155], [20]),
    ],
)
def test_synthesis(sentence: str, temperatures: list[float], times: list[float]) -> None:
    items = said(sentence)
    assert sorted(map(float, values(items["synthesis_temperature"]))) == temperatures  # type: ignore[arg-type]
    assert sorted(map(float, values(items["synthesis_time"]))) == times  # type: ignore[arg-type]


def test_a_value_of_other_works_is_not_reported() -> None:
    items = items_of(paper(results="Smith et al. reported 190 mAh g^-1 for a similar cathode."))
    assert items["specific_capacity"].status == "missing"


def test_the_introduction_counts_only_where_it_speaks_of_this_work() -> None:
    items = items_of(
        paper(introduction="Cathodes of 200 mAh g^-1 are wanted. In this work we reach 181 mAh g^-1 with a coating.")
    )
    assert values(items["specific_capacity"]) == [181]


def test_of_a_table_that_compares_works_only_the_own_row_counts() -> None:
    builder = DocumentBuilder()
    rows = [("Material", "Capacity (mAh g^-1)", "Ref."), ("LiFePO4/C", "150", "[5]"), ("LiFePO4/C", "162", "This work")]
    cells = [CellDraft(r, c, text) for r, row in enumerate(rows) for c, text in enumerate(row)]
    builder.add_table(
        cells, header_rows=1, header_columns=1, caption="Comparison with the literature", section="results"
    )
    items = items_of(builder.build(Header("0" * 16, "t", "0" * 64, "text", "test")))
    assert values(items["specific_capacity"]) == [162]
    assert items["specific_capacity"].evidence[0].kind == "table_cell"


def test_a_value_said_twice_stands_once_and_the_finer_wins() -> None:
    items = items_of(
        paper(abstract="It gives 702 mAh g^-1.", results="At 1 C it gives 702.5 mAh g^-1. Again 702.5 mAh g^-1.")
    )
    assert values(items["specific_capacity"]) == [702.5]


@pytest.mark.parametrize(
    ("heading", "statement", "reported"),
    [
        ("Data availability", "The data are available from the corresponding author upon request.", True),
        ("Data availability", "All raw data have been deposited in Zenodo.", True),
        ("Supporting information", "Supporting information is available: Figures S1-S5.", False),
    ],
)
def test_data_availability(heading: str, statement: str, reported: bool) -> None:
    builder = DocumentBuilder()
    builder.add("heading", heading, section="end_matter")
    builder.add("paragraph", statement, section="end_matter")
    items = items_of(builder.build(Header("0" * 16, "t", "0" * 64, "text", "test")))
    assert (items["data_availability"].status == "exact") is reported


def test_a_thickness_in_the_supporting_information_stands_elsewhere() -> None:
    item = said("The thickness of the electrodes is shown in Figure S4.", "results")["electrode_thickness"]
    assert (item.status, item.elsewhere) == ("missing", True)


def test_a_review_has_nothing_of_its_own() -> None:
    items = items_of(paper(results="It gives 702 mAh g^-1."), kind=PaperClass(True, (), "review", 1.0))
    assert {item.status for item in items.values()} == {"not_applicable"}


def test_all_items_stand_in_the_order_of_the_guide_and_every_quotation_is_in_the_text() -> None:
    document = paper(
        "LiFePO4 cathodes",
        abstract="LiFePO4 gives 160 mAh g^-1.",
        experimental="LiFePO4, Super P and PVDF (8:1:1) in NMP were cast on Al foil and dried at 80 °C overnight.",
        results="After 100 cycles 95% of the capacity remains.",
    )
    items = items_of(document)
    assert list(items) == list(extract_vocabulary("items"))
    assert len(items) == 42
    for item in items.values():
        assert (item.status in ("missing", "not_applicable")) is (not item.values)
        for value in item.values:
            assert value.evidence is not None
            assert document.text[value.evidence.start : value.evidence.end] == value.evidence.text
            assert len(value.evidence.text) <= 320


@pytest.mark.parametrize(
    "words", ["dried electrode ", "8:1:1 ", "80% binder ", "(", "x-", "EC/DEC ", "lithium foil ", "poly(vinyl ", "a "]
)
def test_hostile_text_takes_no_long(words: str) -> None:
    begun = time.process_time()
    items_of(paper(experimental=words * 4000))
    assert time.process_time() - begun < 20
