"""What nobody found, what a value became, and numbers that share the unit of the value beside them."""

from __future__ import annotations

import pytest

from voltext.extract.records.supposed import is_supposed

from .papers import facts, paper, records_of


def _capacities(text: str) -> list[tuple[float | None, str]]:
    found = facts(paper(("results", text), title="A paper on LiFePO4 and NCM622 cathodes"))
    return [(value, material) for _, value, material in found]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("We did not observe capacities above ", " for LiFePO4.", True),
        ("LiCoO2 failed to deliver ", ".", True),
        ("A value of ", " was not obtained for LiFePO4.", True),
        ("If LiNiPO4 could reach ", ", it would be used.", True),
        ("The cell would need ", ".", True),
        ("The full cell is expected to deliver ", ".", True),
        ("Our target is a capacity of ", ".", True),
        ("A capacity of ", " is desired.", True),
        ("Assuming a capacity of ", " for NMC811, 350 Wh/kg can be estimated.", True),
        ("It should be noted that LiFePO4 delivers ", ".", False),
        ("LiFePO4 does not show any decay, delivering ", ".", False),
        ("If the rate is raised to 5C, the capacity drops to ", ".", False),
        ("The target is 200 mAh/g, and our cathode delivers ", ".", False),
        ("LiFePO4 does not need a coating to deliver ", ".", False),
    ],
)
def test_what_was_denied_wished_for_or_supposed_was_not_found(before: str, after: str, expected: bool) -> None:
    text = f"{before}150 mAh/g{after}"
    assert is_supposed(text, len(before), len(before) + 9, "specific_capacity") is expected


def test_what_a_material_needs_is_measured() -> None:
    before = "LiFePO4 requires an overpotential of "
    assert not is_supposed(f"{before}250 mV.", len(before), len(before) + 6, "voltage")


def test_what_nobody_exceeded_is_an_upper_bound() -> None:
    (record,) = records_of(paper(("results", "None of the LiFePO4 cathodes delivered more than 150 mAh/g.")))
    assert (record.value, record.qualifier) == (150.0, "upper_bound")


@pytest.mark.parametrize(
    "text",
    [
        "The capacity goes from 151 to 172 mAh/g for LiFePO4 and from 163 to 185 mAh/g for NCM622.",
        "The capacity goes from 151 mAh/g to 172 mAh/g for LiFePO4 and from 163 to 185 mAh/g for NCM622.",
    ],
)
def test_each_change_belongs_to_what_stands_behind_it(text: str) -> None:
    assert _capacities(text) == [(151.0, "LiFePO4"), (172.0, "LiFePO4"), (163.0, "NCM622"), (185.0, "NCM622")]


@pytest.mark.parametrize(
    "text",
    [
        "The capacity rises from 151 mAh/g for bare LiFePO4 to 172 mAh/g for C-LiFePO4.",
        "Going from bare LiFePO4 to C-LiFePO4, the capacity rises from 151 to 172 mAh/g.",
    ],
)
def test_a_change_from_one_thing_to_another_has_two_subjects(text: str) -> None:
    assert _capacities(text) == [(151.0, "bare LiFePO4"), (172.0, "C-LiFePO4")]


def test_cycles_belong_to_what_a_value_fell_to() -> None:
    text = "The capacity of LiFePO4 dropped to 88 mAh/g from 164 mAh/g after 300 cycles."
    cycles = {record.value: "cycles" in record.conditions for record in records_of(paper(("results", text)))}
    assert cycles == {88.0: True, 164.0: False}


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("NCM622 delivers 171 mAh/g at 1C and LiFePO4 150.", (150.0, "LiFePO4")),
        ("NCM622 delivers 171 mAh/g, compared with 150 for LiFePO4.", (150.0, "LiFePO4")),
        ("NCM622 delivers 171 mAh/g, LiFePO4 only 150.", (150.0, "LiFePO4")),
        ("NCM622 delivers 171 mAh/g, more than that of LiFePO4 (150).", (150.0, "LiFePO4")),
        ("At 1C the capacity is 171 mAh/g for NCM622, 150 for LiFePO4.", (150.0, "LiFePO4")),
    ],
)
def test_a_number_set_beside_a_value_shares_its_unit(text: str, other: tuple[float, str]) -> None:
    assert _capacities(text) == [(171.0, "NCM622"), other]


@pytest.mark.parametrize(
    "text",
    [
        "NCM622 delivers 171 mAh/g with a Celgard 2400 separator, and LiFePO4 is shown in Figure 3.",
        "NCM622 delivers 171 mAh/g, and sample 3 is LiFePO4.",
        "NCM622 delivers 171 mAh/g and LiFePO4 was cycled 150 times.",
    ],
)
def test_other_numbers_are_left_alone(text: str) -> None:
    assert _capacities(text) == [(171.0, "NCM622")]


def test_a_theoretical_value_in_a_bracket_leaves_the_measured_one_own() -> None:
    text = "LiFePO4 delivers 160 mAh/g (theoretical: 170) at 0.1C."
    own = {record.value: record.own for record in records_of(paper(("results", text)))}
    assert own == {160.0: True, 170.0: False}


def test_a_condition_of_one_clause_leaves_the_results_of_another() -> None:
    text = "LiFePO4 delivers 165 mAh/g, but if it could reach 300 mAh/g, cells would be lighter."
    assert _capacities(text) == [(165.0, "LiFePO4")]


def test_what_begins_a_clause_is_its_subject_before_what_was_carried() -> None:
    text = "LiFePO4 delivers 150 mAh/g at 1C; the Prussian blue analogue delivers 120 mAh/g."
    assert _capacities(text) == [(150.0, "LiFePO4"), (120.0, "Prussian blue analogue")]


def test_a_bracket_tells_the_value_of_what_is_compared_with() -> None:
    text = "NCM622 (3.8 V, 180 mAh/g) is better than LiFePO4 (3.4 V, 160 mAh/g)."
    assert _capacities(text) == [(180.0, "NCM622"), (160.0, "LiFePO4")]
