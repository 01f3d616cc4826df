"""What a value is of, where nothing is named beside it: references, coined labels, changes, parts, titles."""

from __future__ import annotations

import pytest

from voltext.extract.coinages import coined_labels
from voltext.extract.pipeline import analyse, extract_document
from voltext.extract.records.changes import is_before_change
from voltext.extract.records.referring import find_references

from .papers import conditions, facts, paper, records_of, table


def _names(text: str, title: str = "A paper on LiFePO4 cathodes") -> list[str]:
    return [record.material.name for record in records_of(paper(("results", text), title=title))]


def test_labels_that_nobody_defined_are_subjects() -> None:
    assert _names("Nb-LTO delivers 143 mAh/g at 20 C. LFP@NC retains 92% of its capacity after 100 cycles.") == [
        "Nb-LTO",
        "LFP@NC",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "XRD shows a peak at 18°. EIS gives 45 Ω and EIS shows 46 Ω.",
        "Li-ion cells deliver 150 mAh/g and Li-S cells deliver 900 mAh/g.",
        "LFP/Li cells deliver 150 mAh/g.",
        "The LT-SOFC delivers 1.2 W/cm^2.",
        "RedOx cycles show 0.5 V.",
    ],
)
def test_methods_devices_and_stacks_are_no_labels(text: str) -> None:
    assert coined_labels(analyse(paper(("results", text)))) == []


def test_the_plain_form_is_told_from_the_made_one() -> None:
    text = (
        "LPO-LFP retains 92% of its capacity after 100 cycles, compared with 74% for the bare one. "
        "At 5 C it delivers 120 mAh/g, bare LiFePO4 delivers 97 mAh/g."
    )
    assert facts(paper(("results", text))) == [
        ("capacity_retention", 92.0, "LPO-LFP"),
        ("capacity_retention", 74.0, "bare LiFePO4"),
        ("capacity", 120.0, "LPO-LFP"),
        ("capacity", 97.0, "bare LiFePO4"),
    ]


def test_the_former_and_the_latter_are_those_of_the_sentence_before() -> None:
    text = "TO-LMO and O-LMO differ in facets. The former delivers 118 mAh/g, the latter 104 mAh/g."
    assert _names(text, "LiMn2O4 spinels") == ["TO-LMO", "O-LMO"]


def test_samples_told_apart_by_their_treatment_go_by_it() -> None:
    text = (
        "LiFePO4 was annealed at 600 and 700 °C. The sample annealed at 600 °C delivers 140 mAh/g, that annealed at "
        "700 °C 151 mAh/g."
    )
    assert _names(text) == ["LiFePO4 (600 °C)", "LiFePO4 (700 °C)"]


def test_one_treatment_makes_no_sample_of_its_own() -> None:
    text = "The LiFePO4 powder annealed at 600 °C delivers 140 mAh/g."
    assert "600" not in _names(text)[0]


def test_the_other_pole_of_a_full_cell_is_not_what_its_energy_is_of() -> None:
    text = "LiFePO4 delivers 151 mAh/g. With graphite as the anode, 185 Wh/kg are attained."
    assert _names(text) == ["LiFePO4", "LiFePO4"]


def test_a_gas_is_no_subject() -> None:
    assert _names("LiFePO4 loses 0.3 mAh/g in O2 at 60 °C. It has 0.94 mAh/cm^2 in O2.")[-1] != "O2"


def test_a_paper_without_a_known_material_goes_by_its_title() -> None:
    text = "The capacity is 151 mAh/g at 0.1 C."
    assert _names(text, "A crosslinked quinone polymer for organic batteries") == ["crosslinked quinone polymer"]


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("Coating lowers the resistance from ", True),
        ("Nb-LTO raises the capacity from ", True),
        ("After 100 cycles the resistance rises from ", False),
        ("On cooling, the resistance rises from ", False),
    ],
)
def test_a_change_by_modification_starts_from_what_was_not_modified(before: str, expected: bool) -> None:
    text = f"{before}70 to 31 Ω."
    assert is_before_change(text, len(before), len(before) + 2) is expected


def test_references_say_which_and_of_what() -> None:
    (plain,) = find_references("58% for the pristine electrode")
    assert (plain.kind, plain.words, plain.head) == ("plain", "pristine", "electrode")
    (without,) = find_references("Without the additive 58% are left")
    assert (without.kind, without.words) == ("without", "additive")
    assert list(
        find_references("without capacity fade, without short circuit, at the former temperature")
    ) == [] or all(reference.kind == "former" for reference in find_references("the former temperature"))


def test_an_equal_number_of_two_materials_is_two_records() -> None:
    blocks = [
        ("results", "Bare LiFePO4 has a plateau voltage of 3.42 V."),
        ("results", "LiMnPO4 has a plateau voltage of 3.42 V."),
    ]
    assert sorted(facts(paper(*blocks))) == [("voltage", 3.42, "Bare LiFePO4"), ("voltage", 3.42, "LiMnPO4")]


def test_a_theoretical_value_has_no_conditions_and_is_not_own() -> None:
    text = "At 1 C LiFePO4 delivers 149 mAh/g, 88% of the theoretical 170 mAh/g."
    theory = next(record for record in records_of(paper(("results", text))) if record.value == 170.0)
    assert (theory.own, conditions(theory)) == (False, {})


def test_a_share_of_the_theoretical_density_is_measured() -> None:
    (record,) = records_of(paper(("results", "LLZO pellets attain 94% of the theoretical density.")))
    assert (record.property, record.own) == ("density", True)


def test_a_list_may_have_conditions_of_its_own() -> None:
    text = "The OCVs of the LSCF cell reach 0.9 V at 800 °C, 0.94 V at 750 °C and 0.97 V at 700 °C."
    read = {record.value: conditions(record)["temperature"] for record in records_of(paper(("results", text)))}
    assert read == {0.9: "800 °C", 0.94: "750 °C", 0.97: "700 °C"}


def test_an_electrolyte_is_read_with_its_solvents() -> None:
    text = "In 1 M LiPF6 in EC/DMC, LiFePO4 delivers 151 mAh/g."
    (record,) = records_of(paper(("results", text)))
    assert conditions(record)["electrolyte"] == "1 M LiPF6 in EC/DMC"


def test_what_is_left_of_a_value_takes_the_cycles() -> None:
    text = "LiFePO4 holds 96.8% of 158 mAh/g after 300 cycles."
    read = {record.property: "cycles" in conditions(record) for record in records_of(paper(("results", text)))}
    assert read == {"capacity_retention": True, "capacity": False}


@pytest.mark.parametrize(
    "text",
    [
        "The melting temperature of the PEO was set as 280 °C.",
        "The current was measured at a cell voltage of 0.7 V on LiFePO4.",
        "The retention of LFP@C is 21.5 percentage points higher.",
        "The surface area of LFP@C is larger by 6.1 m^2/g.",
        "LFP@C was cycled at a fixed 500 mAh/g.",
    ],
)
def test_settings_and_differences_are_no_results(text: str) -> None:
    assert extract_document(paper(("results", text))).records == ()


def test_the_evidence_of_an_endless_sentence_is_the_words_around_the_value() -> None:
    padding = "and so on and so forth " * 100
    (record,) = records_of(paper(("results", f"{padding}LiFePO4 delivers 151 mAh/g {padding}.")))
    (evidence,) = record.evidence
    assert len(evidence.text) <= 800
    assert "LiFePO4 delivers 151 mAh/g" in evidence.text
    assert not evidence.text.startswith(" ")


def test_a_value_whose_material_nobody_told_is_none_where_no_cell_is_spoken_of() -> None:
    text = "The wall thickness is 3 mm. Light of 100 mW/cm^2 falls on it."
    assert records_of(paper(("results", text), title="Polishing of Zr50Cu50 glass")) == ()


def test_a_cited_value_is_not_given_to_the_paper_s_material() -> None:
    text = "At present an energy density of 240 Wh/kg is reached [[3]]."
    assert records_of(paper(("introduction", text), title="A paper on LiFePO4 cathodes")) == ()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The density is 3.1 g/cm^3 for LiMn2O4 and 4.9 g/cm^3 for LiCoO2.", ["LiMn2O4", "LiCoO2"]),
        ("LiMn2O4 stores 290 mWh/g based on metallic lithium.", ["LiMn2O4"]),
    ],
)
def test_a_material_belongs_to_the_value_that_it_follows(text: str, names: list[str]) -> None:
    assert _names(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "LiFePO4 shows an oxidation peak at 3.55 V.",
        "The chains of LiFePO4 were packed into a box at a density of 1.1 g/cm^3.",
        "The density of LiFePO4 was measured with an accuracy of 0.01 g/cm^3.",
        "The conductivity of LiFePO4 is improved by as much as 80%.",
        "LiFePO4 has a low melting point and was heated at 700 °C, 800 °C and 900 °C.",
        "SEM images of stable LiFePO4 electrodes were taken after 100 cycles.",
    ],
)
def test_peaks_models_accuracies_changes_and_pictures_are_no_results(text: str) -> None:
    assert _names(text) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("LMO-A shows a small area (3.6 m^2/g, 41 m^2/g for LMO-B) and delivers 120 mAh/g.", "LMO-A"),
        ("The ordered LMO-A performs better than the disordered LMO-B with a capacity of 120 mAh/g.", "LMO-A"),
        ("The binding energy of Li2S6 on LMO-A is -2.8 eV. LMO-A delivers 120 mAh/g.", "LMO-A"),
    ],
)
def test_what_is_told_aside_is_not_what_a_value_is_of(text: str, names: str) -> None:
    assert _names(text, "LiMn2O4 spinels")[-1] == names


def test_values_in_the_order_of_the_two_samples_of_the_sentence_before() -> None:
    text = "LMO-A and LMO-B deliver 120 and 110 mAh/g, respectively."
    later = "The capacities are 97 and 91 mAh/g, in the same order."
    assert _names(f"{text} {later}", "LiMn2O4 spinels") == ["LMO-A", "LMO-B", "LMO-A", "LMO-B"]


def test_columns_that_nothing_tells_apart_are_no_records() -> None:
    rows = [["Alloy", "Content (%)", "Content (%)"], ["AA6082", "0.3", "0.7"]]
    assert records_of(table(rows, "Composition of the alloys")) == ()
