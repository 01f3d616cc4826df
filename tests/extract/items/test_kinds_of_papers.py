"""What cannot exist in a kind of paper is not applicable, with the reason; what it reports stays."""

from __future__ import annotations

import pytest

from voltext.extract.extraction import Item
from voltext.extract.pipeline import extract_document
from voltext.ingest.readers import read
from voltext.ingest.source import Source

FILLER = " ".join(f"Sentence number {number} says nothing of interest to anybody at all." for number in range(40))


def items(title: str, text: str) -> dict[str, Item]:
    extraction = extract_document(read(Source("paper.md", f"# {title}\n\n{text}\n".encode())))
    return {item.key: item for item in extraction.items}


LEACHING = items(
    "Organic acids for the leaching of spent lithium-ion batteries",
    "## Abstract\n\nBlack mass of spent lithium-ion batteries was leached in citric acid; 96% of it dissolved.\n\n"
    "## Experimental\n\nSpent 18650 cells were dismantled. The powder was washed and sieved. Leaching was done in "
    "triplicate. Lithium-ion batteries and battery waste were weighed.\n\n" + FILLER,
)
MODEL = items(
    "Kalman filters for the state of charge of lithium-ion batteries",
    "## Abstract\n\nAn algorithm estimates the state of charge of batteries by simulation and machine learning.\n\n"
    "## Model\n\nThe algorithm was simulated; the simulation and the algorithm of the battery model are numerical.\n\n",
)
TESTED = items(
    "Kalman filters for the state of charge of lithium-ion batteries",
    "## Abstract\n\nAn algorithm estimates the state of charge of batteries by simulation and machine learning.\n\n"
    "## Experiment\n\nCommercial 18650 cells were cycled in our laboratory at 25 °C between 2.5 and 4.2 V; the "
    "simulation and the algorithm of the battery model are numerical.\n\n",
)
STEEL = items(
    "Tempering of a tool steel",
    "## Experimental\n\nThe steel was annealed at 920 °C for 2 h and etched; sheets were 4 mm thick.\n\n" + FILLER,
)
SOLID = items(
    "All-solid-state lithium cells with Li6PS5Cl",
    "## Experimental\n\nLi6PS5Cl was milled and annealed at 550 °C for 8 h. The ionic conductivity of Li6PS5Cl is "
    "3 mS cm^-1. LiCoO2 and Li6PS5Cl were pressed with a Li–In anode in a die. Cells were cycled from 2.0 to 3.6 V.\n",
)


@pytest.mark.parametrize("key", ["binder", "separator", "voltage_window", "cell_format", "specific_capacity"])
def test_a_study_of_recovery_has_no_cell(key: str) -> None:
    assert LEACHING[key].status == "not_applicable"
    assert "recovery" in (LEACHING[key].reason or "")


def test_what_a_study_of_recovery_repeats_counts() -> None:
    assert LEACHING["replicates_or_error"].status == "exact"
    assert LEACHING["data_availability"].status == "missing"


def test_a_computation_without_cells_leaves_nothing_out_of_a_cell() -> None:
    assert MODEL["mass_loading"].status == MODEL["separator"].status == "not_applicable"


def test_a_computation_with_tested_cells_does() -> None:
    assert TESTED["separator"].status == TESTED["electrolyte_salt"].status == "missing"
    assert TESTED["cell_format"].status == "exact"
    assert TESTED["synthesis_temperature"].reason == "the cells were bought"


def test_a_paper_of_another_field_reports_nothing_of_ours() -> None:
    assert STEEL["synthesis_temperature"].status == "not_applicable"
    assert STEEL["electrode_thickness"].reason == "the paper is not about batteries"


def test_a_fuel_cell_is_no_battery() -> None:
    found = items(
        "A cathode for solid oxide fuel cells",
        "## Experimental\n\nSingle cells with a Pt gauze as current collector were tested at 800 °C. Cathodes were "
        "20 µm thick at a loading of 5 mg cm^-2; the current density was 0.5 A cm^-2 and the window 0.4 to 1.1 V.\n\n"
        + FILLER,
    )
    assert {item.status for key, item in found.items() if key not in _OF_PAPERS} == {"not_applicable"}


_OF_PAPERS = ("replicates_or_error", "data_availability")


def test_a_cell_with_a_solid_inside_holds_no_liquid() -> None:
    assert SOLID["electrolyte_solvent"].status == SOLID["electrolyte_concentration"].status == "not_applicable"
    assert SOLID["separator"].reason == "a solid electrolyte stands in its place"
    assert SOLID["electrolyte_salt"].status == "exact"


def test_a_value_names_its_cell() -> None:
    text = (
        "## Experimental\n\nHalf cells with lithium foil as the counter electrode were cycled between 0.01 and 1.5 V. "
        "Full cells with a LiFePO4 cathode were cycled between 2.0 and 3.8 V.\n"
    )
    extraction = extract_document(
        read(Source("p.md", f"# Graphite anodes for lithium-ion batteries\n\n{text}".encode()))
    )
    configurations = {cell.id: cell.configuration for cell in extraction.cells}
    (window,) = [item for item in extraction.items if item.key == "voltage_window"]
    assert [configurations.get(value.cell or "") for value in window.values] == ["half", "full"]
