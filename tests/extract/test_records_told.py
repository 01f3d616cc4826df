"""Properties told by verbs, and values that speak of those before: what they are and how they were measured."""

from __future__ import annotations

import pytest

from .papers import conditions, facts, paper, records_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("LiFSI melts at 145 °C.", [("other", 145)]),
        ("The LiFePO4 electrode swells by 12% in the first charge.", [("other", 12)]),
        ("LiFePO4 shrinks by 4%, LiMnPO4 by 9%.", [("other", 4), ("other", 9)]),
        ("The polymer is oxidised above 4.5 V.", [("voltage", 4.5)]),
        ("Cells with LiFePO4 short-circuited at 0.9 mA cm^-2.", [("other", 0.9)]),
        ("The first lithiation of LiFePO4 amounts to 170 mAh g^-1.", [("discharge_capacity", 170)]),
        ("LiFePO4 was discharged to 155 mAh g^-1.", [("discharge_capacity", 155)]),
        ("LiFePO4 could be cycled 700 times.", [("cycle_life", 700)]),
        (
            "LiFePO4 delivers 150 mAh g^-1, of which 80% are still available at 5C.",
            [("capacity", 150), ("capacity_retention", 80)],
        ),
        ("LiFePO4 retains about half of its capacity after 200 cycles.", [("capacity_retention", 50)]),
        (
            "Coulombic and energy efficiencies of 99 and 74% were reached with LiFePO4.",
            [("coulombic_efficiency", 99), ("other", 74)],
        ),
        ("LiFePO4 lost 12% of its capacity in 80 cycles.", [("other", 12)]),
        ("LiFePO4 decays by 0.4 mV per cycle.", [("other", 0.4)]),
        ("The 5 Ah pouch cells with LiFePO4 were charged.", [("capacity", 5)]),
        ("The main exotherm of LiFePO4 peaks at 250 °C and liberates 210 J g^-1.", [("other", 250), ("other", 210)]),
        ("A film of 30 nm was grown on LiFePO4.", [("thickness", 30)]),
        ("LiFePO4 outlives 900 cycles, more than LiMnPO4 (300 cycles).", [("cycle_life", 900), ("cycle_life", 300)]),
        ("The cell with LiFePO4 dies in the 41st cycle.", [("cycle_life", 41)]),
        (
            "The LiFePO4 cell is stable for 64 cycles and the LiMnPO4 cell for 97 cycles.",
            [("cycle_life", 64), ("cycle_life", 97)],
        ),
        (
            "Cells with LiFePO4 run 172 cycles, against 58 cycles for LiMnPO4.",
            [("cycle_life", 172), ("cycle_life", 58)],
        ),
        ("LiFePO4 gives 90 mAh g^-1 and LiMnPO4 failed after 25 cycles.", [("capacity", 90), ("cycle_life", 25)]),
        (
            "After 150 cycles LiCoO2 keeps 88%, but LiNiO2 only 64%.",
            [("capacity_retention", 88), ("capacity_retention", 64)],
        ),
        ("The LiFePO4 cells attained 70% SOH after 655 cycles.", [("capacity_retention", 70)]),
        ("The oxidative stability limit of the polymer lies at 4.6 V.", [("voltage", 4.6)]),
        (
            "LLZO widens the electrochemical window from 3.9 to 4.4 V.",
            [("voltage", 3.9), ("voltage", 4.4)],
        ),
        ("SPAN with 46 wt% sulfur releases 628 mAh g^-1.", [("other", 46), ("capacity", 628)]),
        (
            "At 1 mAh cm^-2 symmetric cells with LLZO ran for 2600 h (pellet), 1900 h (film) and 140 h (bare).",
            [("areal_capacity", 1), ("cycle_life", 2600), ("cycle_life", 1900), ("cycle_life", 140)],
        ),
        ("LiFePO4 holds 83% after 150 cycles.", [("capacity_retention", 83)]),
        ("93% of the capacity of LiFePO4 survives 300 cycles.", [("capacity_retention", 93)]),
        (
            "The transference number of LAGP is 0.41, against 0.2 for LATP.",
            [("transference_number", 0.41), ("transference_number", 0.2)],
        ),
    ],
)
def test_a_verb_tells_the_property(text: str, expected: list[tuple[str, float]]) -> None:
    assert [(code, value) for code, value, _ in facts(paper(("results", text)))] == expected


@pytest.mark.parametrize(
    "text",
    [
        "LiFePO4 was doped with 1% Mg and 2% Zr.",
        "The LiFePO4 cells were stored for 40 h and the powder was dried for 97 h.",
        "LiFePO4 was aged to 80% SOH and the anode failed to reach 50 cycles.",
        "Electrodes of LiFePO4 with 5, 10 and 20 wt% of carbon were made.",
        "At an areal capacity of 2 mAh cm^-2 the LiFePO4 cell was used, with a standard deviation of 0.02 V.",
        "The price of LiFePO4 shrinks by 12 €.",
        "The LiFePO4 cells were cycled at 0.5 mA cm^-2, below the critical current density.",
        "The resistance of LiFePO4 grew over 20 cycles; the mixture was melted at 200 °C.",
    ],
)
def test_what_was_set_or_is_no_property_is_told_by_no_verb(text: str) -> None:
    assert facts(paper(("results", text))) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "LiFePO4 shows discharge and charge capacities of 165/160 mAh g^-1 at 0.1C and an efficiency of 97%. "
            "LiMnPO4 has 121/110 mAh g^-1 and 91%.",
            [("discharge_capacity", 121, {"rate": "0.1C"}), ("charge_capacity", 110, {"rate": "0.1C"})],
        ),
        (
            "After 100 cycles LiFePO4 keeps 91% and LiMnPO4 74% of the capacity; at 45 °C the corresponding values are "
            "80 and 52%.",
            [
                ("capacity_retention", 80, {"cycles": "100 cycles", "temperature": "45 °C"}),
                ("capacity_retention", 52, {"cycles": "100 cycles", "temperature": "45 °C"}),
            ],
        ),
        (
            "LiFePO4 gives 150 mAh g^-1 at 0.1C and 120 mAh g^-1 at 5C. LiMnPO4 affords 111 and 51 mAh g^-1.",
            [("capacity", 111, {"rate": "0.1C"}), ("capacity", 51, {"rate": "5C"})],
        ),
        (
            "LiFePO4 shows a peel strength of 18 N m^-1. After slow drying it was down to 8 N m^-1.",
            [("other", 8, {})],
        ),
        (
            "LiFePO4 has a discharge capacity of 160 mAh g^-1 at 1C. In contrast, 104 mAh g^-1 were found for LiMnPO4.",
            [("discharge_capacity", 104, {"rate": "1C"})],
        ),
    ],
)  # fmt: skip
def test_a_value_speaks_of_those_before(text: str, expected: list[tuple[str, float, dict[str, str]]]) -> None:
    found = [(record.property, record.value, conditions(record)) for record in records_of(paper(("results", text)))]
    assert [each for each in found if each[1] in {value for _, value, _ in expected}] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "LiFePO4 with 1 M NaOH works up to 1.2 V; its energy density is 24 Wh kg^-1.",
            [{"electrolyte": "1 M NaOH"}, {"electrolyte": "1 M NaOH"}],
        ),
        ("LLZO sintered well (SL2, 1200 °C × 30 min) has 0.5 mS cm^-1.", [{}]),
        ("When charged to 4.6 V, LiFePO4 has 150 mAh g^-1.", [{"voltage_window": "4.6 V"}]),
        ("LiFePO4 keeps 88% of what it has at 25 °C.", [{}]),
        (
            "LiFePO4 delivers 150 mAh g^-1 at 1C. All cells were run at 30 °C.",
            [{"rate": "1C", "temperature": "30 °C"}],
        ),
        ("LiFePO4 started from 150 mAh g^-1 at 1C.", [{"cycle_index": "initial", "rate": "1C"}]),
        ("LiFePO4 has 140 mAh g^-1 at 1C on the first discharge.", [{"cycle_index": "first", "rate": "1C"}]),
        (
            "LiFePO4 retained 92% after 500 cycles at 1C and 25 °C and 81% at 45 °C.",
            [
                {"cycles": "500 cycles", "rate": "1C", "temperature": "25 °C"},
                {"cycles": "500 cycles", "rate": "1C", "temperature": "45 °C"},
            ],
        ),
        ("LiFePO4 fades from 150 to 90 mAh g^-1 within 100 cycles.", [{}, {"cycles": "100 cycles"}]),
        ("In the 200th cycle at 1C, LiFePO4 has 140 mAh g^-1.", [{"cycle_index": "200th", "rate": "1C"}]),
        (
            "The shrinkage of LiFePO4 at 150 °C is 4%, and the contact angle is 12°.",
            [{"temperature": "150 °C"}, {}],
        ),
    ],
)
def test_how_far_a_condition_reaches(text: str, expected: list[dict[str, str]]) -> None:
    assert [conditions(record) for record in records_of(paper(("results", text)))] == expected


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("LiFePO4 has 160 mAh g^-1, in line with the 158 mAh g^-1 found by others.", [True, False]),
        ("LiFePO4 keeps 150 mAh g^-1; this exceeds the 120 mAh g^-1 that Lin et al. obtained.[[9]]", [True, False]),
    ],
)
def test_what_others_found_is_theirs_alone(text: str, own: list[bool]) -> None:
    assert [record.own for record in records_of(paper(("results", text)))] == own


def test_composites_told_apart_by_their_ratio_are_two() -> None:
    text = "Si/C (1:1) delivers 1800 mAh g^-1, whereas Si/C (2:1) reaches 2100 mAh g^-1."
    assert [name for _, _, name in facts(paper(("results", text)))] == ["Si/C (1:1)", "Si/C (2:1)"]


def test_a_life_of_up_to_so_many_cycles_is_what_was_reached() -> None:
    (record,) = records_of(paper(("results", "LiFePO4 shows good cyclic stability up to 50 cycles.")))
    assert (record.property, record.value, record.qualifier) == ("cycle_life", 50, "exact")


def test_a_fade_per_day_needs_no_word_for_the_capacity() -> None:
    assert facts(paper(("results", "The LiFePO4 cell fades by 0.08% per day.")))[0][:2] == ("capacity_retention", 0.08)
    assert facts(paper(("results", "A degradation of 1.9% per 1000 h was found for LSCF."))) == []


def test_what_is_over_some_cycles_as_a_life_is_a_lower_bound() -> None:
    texts = {
        "The LiFePO4 cell has a cycle life of over 200 cycles.": "lower_bound",
        "The LiFePO4 cell sustains over 300 cycles.": "lower_bound",
        "The LiFePO4 cell has a long lifespan (over 1200 cycles).": "lower_bound",
        "The LiFePO4 cell was stable over 300 cycles.": "exact",
    }
    for text, qualifier in texts.items():
        (life,) = records_of(paper(("results", text)))
        assert (life.property, life.qualifier) == ("cycle_life", qualifier), text


def test_a_second_life_has_a_current_of_its_own() -> None:
    text = (
        "The symmetric cell of LLZO was stable for about 400 h at 0.2 mA cm^-2 and over 150 h with a current density"
        " of 0.6 mA cm^-2."
    )
    lives = records_of(paper(("results", text)))
    assert [(life.value, life.qualifier, conditions(life)) for life in lives] == [
        (400.0, "approximate", {"current_density": "0.2 mA cm^-2"}),
        (150.0, "lower_bound", {"current_density": "0.6 mA cm^-2"}),
    ]


def test_what_is_kept_over_a_life_has_its_cycles() -> None:
    text = "The LiFePO4 cell shows a longer cycling life (350 cycles with a capacity retention of 71.4%)."
    kept = next(r for r in records_of(paper(("results", text))) if r.property == "capacity_retention")
    assert conditions(kept) == {"cycles": "350 cycles"}
