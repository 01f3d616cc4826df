"""Records of running text: what a sentence states, of what, under which conditions."""

from __future__ import annotations

import pytest

from .papers import conditions, facts, paper, records_of

RESULTS = "results"


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("LiFePO4 has a surface area of 12 m^2 g^-1.", [("surface_area", 12, "LiFePO4")]),
        (
            "The discharge capacities of LiFePO4 and LiMnPO4 are 158 and 121 mAh g^-1 at 0.1C, respectively.",
            [("discharge_capacity", 158, "LiFePO4"), ("discharge_capacity", 121, "LiMnPO4")],
        ),
        (
            "The first discharge and charge capacities of LiFePO4 are 165 and 158 mAh g^-1.",
            [("discharge_capacity", 165, "LiFePO4"), ("charge_capacity", 158, "LiFePO4")],
        ),
        (
            "The total ionic conductivity, relative density, and activation energy of LAGP were "
            "3.5 × 10^-4 S cm^-1, 90.4%, and 0.31 eV, respectively.",
            [("ionic_conductivity", 3.5e-4, "LAGP"), ("density", 90.4, "LAGP"), ("activation_energy", 0.31, "LAGP")],
        ),
        (
            "LiFePO4 shows a capacity retention of 92%, against 71% for LiMnPO4.",
            [("capacity_retention", 92, "LiFePO4"), ("capacity_retention", 71, "LiMnPO4")],
        ),
        (
            "The capacity of LiFePO4 rises from 120 to 150 mAh g^-1.",
            [("capacity", 120, "LiFePO4"), ("capacity", 150, "LiFePO4")],
        ),
        ("LiFePO4 keeps 92% of its initial capacity.", [("capacity_retention", 92, "LiFePO4")]),
        ("LiFePO4 cells were stable over 300 cycles.", [("cycle_life", 300, "LiFePO4 cells")]),
        ("The transference number of LAGP is 0.42.", [("transference_number", 0.42, "LAGP")]),
        ("The membrane has a tensile strength of 12 MPa.", [("other", 12, "membrane")]),
        ("The pore volume of the carbon is 1.1 cm^3 g^-1.", [("other", 1.1, "carbon")]),
        (
            "The retention of LiCoO2 was 90% (100 cycles) and 84% (200 cycles).",
            [("capacity_retention", 90, "LiCoO2"), ("capacity_retention", 84, "LiCoO2")],
        ),
        (
            "The capacity retention of LiCoO2 is 91%, while that of LiMn2O4 is only 62%.",
            [("capacity_retention", 91, "LiCoO2"), ("capacity_retention", 62, "LiMn2O4")],
        ),
        (
            "The resistance of LiCoO2 is 45 Ω, lower than 130 Ω for LiMn2O4.",
            [("resistance", 45, "LiCoO2"), ("resistance", 130, "LiMn2O4")],
        ),
        (
            "The symmetric cell runs for 1200 h with a voltage hysteresis of 22 mV.",
            [("cycle_life", 1200, "LiFePO4"), ("overpotential", 22, "LiFePO4")],
        ),
        (
            "LAGP sintered at 850 °C and 900 °C has conductivities of 1.1 and 3.5 mS cm^-1.",
            [("ionic_conductivity", 1.1, "LAGP (850 °C)"), ("ionic_conductivity", 3.5, "LAGP (900 °C)")],
        ),
        (
            "The resistances of the bare separator, the coated separator and the double separator were 5, 3 and 4 Ω, "
            "respectively.",
            [
                ("resistance", 5, "bare separator"),
                ("resistance", 3, "coated separator"),
                ("resistance", 4, "double separator"),
            ],
        ),
        (
            "The resistance was low with the coated separator (55 Ω) and high with the bare separator (70 Ω).",
            [("resistance", 55, "coated separator"), ("resistance", 70, "bare separator")],
        ),
        (
            "Resistances of 5 and 3 Ω are found for the bare electrode and the coated electrode, respectively.",
            [("resistance", 5, "bare electrode"), ("resistance", 3, "coated electrode")],
        ),
        ("At 10C the capacity is 110 mAh g^-1, three times that of LiMn2O4.", [("capacity", 110, "LiFePO4")]),
        ("The LiFePO4||graphite cells deliver 140 mAh g^-1.", [("capacity", 140, "LiFePO4||graphite cells")]),
    ],
)
def test_a_sentence_states(sentence: str, expected: list[tuple[str, float, str]]) -> None:
    assert facts(paper((RESULTS, sentence))) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "Here 1C = 170 mAh g^-1 for LiFePO4.",
        "LiFePO4 was cycled with a fixed capacity of 1 mAh cm^-2.",
        "LiFePO4 electrodes with a diameter of 12 mm were punched.",
        "The capacity of LiFePO4 is 20% higher than that of LiMnPO4.",
        "LiFePO4 was sintered at 700 °C for 10 h.",
        "LiFePO4 was charged to 4.2 V at 1C.",
        "Impedance of LiFePO4 was taken at the open-circuit voltage with a 5 mV amplitude.",
        "The mixture held 80 wt% LiFePO4.",
        "The powder was washed with water until the conductivity of the filtrate was 0 μS/cm.",
        "The LiFePO4 flow channels have a diameter of 200 μm.",
        "Au nanoparticles stood on a 750 nm period grating.",
        "LiFePO4 was studied by XRD with a tube that was operated at 40 kV.",
        "A gel was taken through combustion to LiFePO4 powders, which were calcined at 600 °C.",
        "Over 43 h the LiFePO4 cell lost 31 mV or 4.15% of the initial value.",
        "Results under the casting conditions of pouring temperature 918 K and strip thickness 0.08 mm are shown.",
    ],
)
def test_settings_definitions_and_changes_are_no_results(sentence: str) -> None:
    assert facts(paper((RESULTS, sentence))) == []


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "LiFePO4 delivers 150, 140 and 120 mAh g^-1 at 0.1, 1 and 5C, respectively.",
            [{"rate": "0.1 C"}, {"rate": "1 C"}, {"rate": "5C"}],
        ),
        (
            "LiFePO4 delivers 160 mAh g^-1 at 0.1C and 95 mAh g^-1 at 10C.",
            [{"rate": "0.1C"}, {"rate": "10C"}],
        ),
        (
            "At 0.1C LiFePO4 delivers 160 mAh g^-1, and at 10C it delivers 95 mAh g^-1.",
            [{"rate": "0.1C"}, {"rate": "10C"}],
        ),
        (
            "After 50 cycles, the capacity of LiFePO4 is 150 mAh g^-1, and the coulombic efficiency is 99%.",
            [{"cycles": "50 cycles"}, {"cycles": "50 cycles"}],
        ),
        (
            "LiFePO4 shows an initial capacity of 160 mAh g^-1 at 1C and 81% capacity retention after 50 cycles.",
            [{"cycle_index": "initial", "rate": "1C"}, {"cycles": "50 cycles", "rate": "1C"}],
        ),
        (
            "The 2nd, 10th, and 50th discharge capacities of LiFePO4 were 106, 105, and 104 mAh g^-1, respectively.",
            [{"cycle_index": "2nd"}, {"cycle_index": "10th"}, {"cycle_index": "50th"}],
        ),
        ("The conductivity of LAGP is 0.4 mS cm^-1 at 25 °C.", [{"temperature": "25 °C"}]),
        ("The density of LAGP sintered at 900 °C is 3.2 g cm^-3.", [{}]),
    ],
)
def test_conditions_go_to_the_values_that_they_hold_for(sentence: str, expected: list[dict[str, str]]) -> None:
    assert [conditions(record) for record in records_of(paper((RESULTS, sentence)))] == expected


def test_what_only_points_is_no_material() -> None:
    sentence = "Three garnets were sintered. Among them, Li7La3Zr2O12 had a conductivity of 0.4 mS cm^-1."
    assert facts(paper((RESULTS, sentence))) == [("ionic_conductivity", 0.4, "Li7La3Zr2O12")]


def test_a_pronoun_speaks_of_the_sentence_before() -> None:
    text = "LiMnPO4 was tested as well. It delivers 120 mAh g^-1."
    assert facts(paper((RESULTS, text))) == [("capacity", 120, "LiMnPO4")]


def test_a_value_without_a_subject_is_of_the_papers_material() -> None:
    assert facts(paper((RESULTS, "A capacity of 120 mAh g^-1 was reached."))) == [("capacity", 120, "LiFePO4")]


def test_the_object_of_a_comparison_is_not_the_subject() -> None:
    text = "The capacity of LiFePO4 was higher than that of LiMnPO4 and reached 150 mAh g^-1."
    assert facts(paper((RESULTS, text))) == [("capacity", 150, "LiFePO4")]


def test_results_of_cells_are_of_the_electrode_not_of_the_electrolyte() -> None:
    text = "Cells were made with LiCoO2 as the cathode and LAGP as the electrolyte. They deliver 130 mAh g^-1."
    assert facts(paper((RESULTS, text))) == [("capacity", 130, "LiCoO2")]


@pytest.mark.parametrize(
    ("section", "text", "own"),
    [
        ("results", "LiFePO4 delivers 150 mAh g^-1.", True),
        ("results", "Sulfur has a theoretical capacity of 1675 mAh g^-1.", False),
        ("introduction", "LiFePO4 delivers 150 mAh g^-1.[[3]]", False),
        ("introduction", "In this work LiFePO4 delivers 150 mAh g^-1.", True),
        ("results", "Smith et al. reported a capacity of 140 mAh g^-1 for LiMnPO4.[[3]]", False),
        ("results", "LiFePO4 delivers 150 mAh g^-1, more than in previous reports.[[3]]", True),
    ],
)
def test_own_values_are_told_from_those_of_others(section: str, text: str, own: bool) -> None:
    (record,) = records_of(paper((section, text)))
    assert record.own is own


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("LiFePO4 delivers about 150 mAh g^-1.", "approximate"),
        ("LiFePO4 delivers more than 150 mAh g^-1.", "lower_bound"),
        ("LiFePO4 delivers up to 150 mAh g^-1.", "upper_bound"),
        ("LiFePO4 delivers 150 to 160 mAh g^-1.", "range"),
    ],
)
def test_a_bound_stays_a_bound(text: str, qualifier: str) -> None:
    (record,) = records_of(paper((RESULTS, text)))
    assert record.qualifier == qualifier


def test_every_record_says_its_rule_and_is_no_surer_than_certain() -> None:
    (record,) = records_of(paper((RESULTS, "LiFePO4 has a surface area of 12 m^2 g^-1.")))
    assert record.rule == "named"
    assert 0 < record.confidence <= 1
