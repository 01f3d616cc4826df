"""Consistency checks: each constructed case fires once and only there; what fits stays silent."""

from __future__ import annotations

import pytest

from voltext.extract.extraction import Extraction
from voltext.extract.pipeline import extract_document
from voltext.ingest.document import DocumentBuilder, Header
from voltext.insight.audit import audit
from voltext.insight.theoretical import theoretical_capacity


def extraction_of(*texts: str) -> Extraction:
    """What a paper says that has these texts, the first of them in its experimental section."""
    builder = DocumentBuilder()
    builder.add("title", "A study of LiFePO4 cathodes in lithium-ion batteries")
    for number, text in enumerate(texts):
        builder.add("paragraph", text, section="results" if number else "experimental")
    return extract_document(builder.build(Header("0" * 16, "paper.txt", "0" * 64, "text", "test")))


def codes(*texts: str) -> list[str]:
    """The codes of all that does not fit."""
    return [found.code for found in audit(extraction_of(*texts)).consistency]


FIRES = [
    # shares of a recipe
    ("fractions_sum", ["The slurry held 80 wt% LiFePO4, 10 wt% Super P and 5 wt% PVDF in NMP."]),
    ("fractions_sum", ["Electrodes of LiFePO4 (85%), carbon black (10%) and PVDF (10%) were cast on Al foil."]),
    ("fractions_sum", ["The slurry held LiFePO4, Super P and PVDF in a weight ratio of 80:10:5."]),
    ("fractions_sum", ["The slurry held LiFePO4, Super P and PVDF in a weight ratio of 90:10:10."]),
    ("fractions_sum", ["Anodes consisted of 70% silicon, 20% Super P and 20% CMC binder."]),
    # efficiencies
    ("efficiency_above_100", ["Cells were built.", "The average coulombic efficiency is 101.5%."]),
    ("efficiency_above_100", ["Cells were built.", "The initial coulombic efficiency is 104%."]),
    ("efficiency_above_100", ["Cells were built.", "The coulombic efficiency over 50 cycles was 102%."]),
    (
        "efficiency_arithmetic",
        [
            "Cells were built.",
            "The first discharge and charge capacities are 1000 and 700 mAh g^-1 with a coulombic efficiency of 80%.",
        ],
    ),
    (
        "efficiency_arithmetic",
        [
            "Cells were built.",
            "Initial charge and discharge capacities of 200 and 150 mAh g^-1 give a coulombic efficiency of 90%.",
        ],
    ),
    (
        "efficiency_arithmetic",
        ["Cells were built.", "First discharge/charge capacities of 1500 and 1200 mAh g^-1 give an ICE of 70.1%."],
    ),
    # retention
    (
        "retention_arithmetic",
        ["Cells were built.", "The capacity drops from 150 to 120 mAh g^-1 after 100 cycles, a retention of 90%."],
    ),
    (
        "retention_arithmetic",
        [
            "Cells were built.",
            "The capacity falls from 160 mAh g^-1 to 80 mAh g^-1, so that 60% is retained after 50 cycles.",
        ],
    ),
    (
        "retention_arithmetic",
        ["Cells were built.", "From 140 mAh g^-1 to 133 mAh g^-1 in 200 cycles, the cell keeps 85% of its capacity."],
    ),
    # areal capacity
    (
        "areal_capacity",
        ["The mass loading was 2 mg cm^-2.", "The cell gives 150 mAh g^-1, an areal capacity of 3 mAh cm^-2."],
    ),
    ("areal_capacity", ["Cells were built.", "With 4 mg cm^-2 the cell gives 160 mAh g^-1 or 1.6 mAh cm^-2."]),
    (
        "areal_capacity",
        ["The mass loading was 10 mg cm^-2.", "The specific capacity is 140 mAh g^-1, which is 0.14 mAh cm^-2."],
    ),
    # rates
    (
        "rate_and_current",
        ["Cells were cycled (1 C = 170 mA g^-1).", "At 2 C (170 mA g^-1) the cell gives 120 mAh g^-1."],
    ),
    ("rate_and_current", ["1C corresponds to 150 mA g^-1.", "The cells were cycled at 0.1 C (30 mA g^-1)."]),
    ("rate_and_current", ["Rates of 0.1 C (17 mA g^-1), 1 C (170 mA g^-1) and 5 C (1700 mA g^-1) were used."]),
    ("rate_and_current", ["1 C = 372 mA g^-1.", "At 744 mA g^-1 (1 C) the capacity is 300 mAh g^-1."]),
    # N/P
    ("np_below_1", ["The N/P ratio was 0.9."]),
    ("np_below_1", ["Full cells had a negative to positive capacity ratio of 0.85."]),
    ("np_below_1", ["The anode-to-cathode capacity ratio was 0.7."]),
    # theory
    ("above_theoretical", ["Cells were built.", "At 1 C the LiFePO4 cathode delivers 185 mAh g^-1."]),
    ("above_theoretical", ["Cells were built.", "The LiCoO2 electrode gives 300 mAh g^-1 at 0.1 C."]),
    ("above_theoretical", ["Cells were built.", "The graphite anode has a reversible capacity of 420 mAh g^-1."]),
    ("above_theoretical", ["Cells were built.", "The LiMn2O4 cathode delivers 165 mAh g^-1."]),
    # units
    ("unit_slip", ["Cells were built.", "The areal capacity is 1 mAh cm^-1."]),
    ("unit_slip", ["Symmetric cells were cycled at a current density of 1 mA cm^-1."]),
    # two definitions
    ("contradiction", ["1 C = 170 mA g^-1.", "The rate is given by 1 C = 150 mA g^-1."]),
    ("contradiction", ["1C corresponds to 372 mA g^-1.", "Here 1 C = 300 mA g^-1."]),
    # one thing, two places, two values
    (
        "contradiction",
        [
            "Cells were built.",
            "The LiFePO4 cathode delivers 165 mAh g^-1 at 0.1 C.",
            "The LiFePO4 cathode delivers 156 mAh g^-1 at 0.1 C.",
        ],
    ),
    (
        "contradiction",
        [
            "Cells were built.",
            "After 200 cycles at 1 C the LiFePO4 cathode retains 93% of its capacity.",
            "After 200 cycles at 1 C the LiFePO4 cathode retains 88% of its capacity.",
        ],
    ),
    (
        "contradiction",
        [
            "Cells were built.",
            "The LiFePO4 cathode has an initial coulombic efficiency of 91.2%.",
            "The LiFePO4 cathode has an initial coulombic efficiency of 85.2%.",
        ],
    ),
    (
        "contradiction",
        [
            "Cells were built.",
            "The LiFePO4 cathode delivers 121 mAh g^-1 at 5 C.",
            "Even at 5 C the LiFePO4 cathode delivers 112 mAh g^-1.",
        ],
    ),
    # N/P and areal currents against areal capacities
    ("np_arithmetic", ["The anode had 2.0 mAh cm^-2 and the cathode 2.5 mAh cm^-2 at an N/P ratio of 1.2."]),
    ("np_arithmetic", ["With 3.3 mAh cm^-2 on the cathode and 4.4 mAh cm^-2 on the anode the N/P ratio was 1.1."]),
    ("rate_and_current", ["The areal capacity was 2 mAh cm^-2.", "Cells were cycled at 0.5 C (2 mA cm^-2)."]),
    ("rate_and_current", ["Electrodes of 4 mAh cm^-2 were cycled at 1 C (0.4 mA cm^-2)."]),
    # theory, retention, shares in other words
    ("above_theoretical", ["Cells were built.", "Na3V2(PO4)3 delivers a reversible capacity of 190 mAh g^-1."]),
    ("fractions_sum", ["Electrodes were made of graphite, carbon black and CMC with 90, 4 and 8 wt%, in water."]),
]

SILENT = [
    ["The slurry held 80 wt% LiFePO4, 10 wt% Super P and 10 wt% PVDF in NMP."],
    ["The slurry held 80 wt% LiFePO4, 10 wt% Super P, 5 wt% CMC and 5 wt% SBR in water."],
    ["The slurry held LiFePO4, Super P and PVDF in a weight ratio of 8:1:1."],
    ["The slurry held LiFePO4 (99.9% pure), 10 wt% Super P and 10 wt% PVDF with 80 wt% active material."],
    ["Cells were built.", "The coulombic efficiency is nearly 100%."],
    ["Cells were built.", "The first discharge and charge capacities are 1000 and 800 mAh g^-1 with an ICE of 80%."],
    ["Cells were built.", "The capacity drops from 150 to 120 mAh g^-1 after 100 cycles, a retention of 80%."],
    ["The mass loading was 2 mg cm^-2.", "The cell gives 150 mAh g^-1, an areal capacity of 0.3 mAh cm^-2."],
    ["The mass loading was 2 or 8 mg cm^-2.", "The cell gives 150 mAh g^-1 and 1.2 mAh cm^-2."],
    ["Cells were cycled (1 C = 170 mA g^-1).", "At 2 C (340 mA g^-1) the cell gives 120 mAh g^-1."],
    ["Rates of 0.1 C (17 mA g^-1), 1 C (170 mA g^-1) and 5 C (850 mA g^-1) were used."],
    ["The N/P ratio was 1.1."],
    ["Cells were built.", "The LiFePO4 cathode delivers 160 mAh g^-1."],
    ["Cells were built.", "The theoretical capacity of LiFePO4 is 170 mAh g^-1."],
    ["Cells were built.", "The areal capacity is 1 mAh cm^-2."],
    ["1 C = 170 mA g^-1.", "Cells were cycled at 1 C (1 C = 170 mA g^-1)."],
    ["For graphite half cells 1 C = 372 mA g^-1.", "For LiFePO4 full cells 1 C = 170 mA g^-1."],
    ["Cells were built.", "LiFePO4 delivers 165 mAh g^-1 at 0.1 C.", "LiFePO4 delivers 164.6 mAh g^-1 at 0.1 C."],
    ["Cells were built.", "LiFePO4 delivers 165 mAh g^-1 at 0.1 C.", "LiFePO4 delivers 120 mAh g^-1 at 5 C."],
    [
        "Cells were built.",
        "LiFePO4 (1:2) delivers 165 mAh g^-1 at 0.1 C.",
        "LiFePO4 (1:1) delivers 120 mAh g^-1 at 0.1 C.",
    ],
    ["The anode had 2.4 mAh cm^-2 and the cathode 2.0 mAh cm^-2 at an N/P ratio of 1.2."],
    ["Electrodes of 2 mAh cm^-2 were cycled at 0.5 C (1 mA cm^-2)."],
    ["The slurry held 94 wt% LiFePO4, 3 wt% Super P and 3 wt% PVDF; the anode 95% graphite, 2% C65 and 3% CMC."],
]


@pytest.mark.parametrize(("code", "texts"), FIRES, ids=[f"{code}-{number}" for number, (code, _) in enumerate(FIRES)])
def test_what_does_not_fit_fires_once_and_only_there(code: str, texts: list[str]) -> None:
    assert codes(*texts) == [code]


@pytest.mark.parametrize("texts", SILENT, ids=range(len(SILENT)))
def test_what_fits_stays_silent(texts: list[str]) -> None:
    assert codes(*texts) == []


def test_a_warning_holds_both_quotations_and_the_arithmetic() -> None:
    found = audit(
        extraction_of("1C corresponds to 150 mA g^-1.", "The cells were cycled at 0.1 C (30 mA g^-1).")
    ).consistency[0]
    assert [evidence.text for evidence in found.evidence] == [
        "The cells were cycled at 0.1 C (30 mA g^-1).",
        "1C corresponds to 150 mA g^-1.",
    ]
    assert "0.1 C × 150 mA g−1 = 15 mA g−1" in found.message


@pytest.mark.parametrize(
    ("name", "capacity"),
    [("LiFePO4", 170), ("LiCoO2", 274), ("LiNi0.8Mn0.1Co0.1O2", 275.5), ("Na3V2(PO4)3", 176.4)],
)
def test_theoretical_capacities_follow_from_the_formula(name: str, capacity: float) -> None:
    assert theoretical_capacity(f"The {name} cathode")[name] == pytest.approx(capacity, rel=0.01)
