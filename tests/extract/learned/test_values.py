"""Results that a learned model sees: the signs it weighs, and what becomes of quantities that it takes for results."""

from __future__ import annotations

from dataclasses import replace

import pytest

from voltext.extract import pipeline
from voltext.extract.extraction import Record
from voltext.extract.learned.signs import items, signs
from voltext.extract.learned.values import ValueModel, value_model
from voltext.extract.pipeline import analyse, extract_document
from voltext.extract.properties import find_properties
from voltext.ingest.document import Document, DocumentBuilder, Header, PaperClass

ALL, NONE = ValueModel(9.0, 0.5, {}), ValueModel(-9.0, 0.5, {})
TITLE = "Half cells of LiFePO4 cathodes"


def paper(text: str, title: str = TITLE) -> Document:
    builder = DocumentBuilder()
    builder.add("title", title)
    builder.add("paragraph", text, section="results")
    return builder.build(Header("a", "a.txt", "0" * 64, "text", "text"))


def supplied(text: str, model: ValueModel = ALL, title: str = TITLE) -> list[Record]:
    return [each for each in extract_document(paper(text, title), model).records if each.rule == "learned"]


def test_signs_name_kinds_not_things() -> None:
    analysis = analyse(paper("The capacity of LiFePO4 is 160 mAh/g at 25 °C."))
    sentence = analysis.sentences[-1]
    quantities = analysis.quantities_in(sentence.span)
    materials = analysis.materials_in(sentence.span)
    found = items(sentence, quantities, materials, find_properties(sentence.text))
    assert [name for _, _, name in found] == [
        "the", "p:capacity", "of", "m", "is", "q:specific_capacity", "at", "q:temperature", "."
    ]  # fmt: skip
    told = signs(sentence, quantities[0], found)
    assert {"b0=is", "b1=m", "a0=at", "bp:=p:capacity", "aq:=q:temperature", "bm"} <= set(told)
    assert len(told) == len(set(told))


def test_weights_add_up_to_a_probability() -> None:
    analysis = analyse(paper("It swells by 12% in water, by 30% in acid."))
    sentence = analysis.sentences[-1]
    quantities = analysis.quantities_in(sentence.span)
    model = ValueModel(0.0, 0.5, {"a1=water": 1.0, "a1=acid": -800.0})
    first, second = model.shares(sentence, quantities, (), [])
    assert first == pytest.approx(0.731, abs=1e-3)
    assert 0.0 < second < 1e-9


def test_the_model_that_comes_along_tells_a_result_from_a_setting() -> None:
    analysis = analyse(paper("The capacity of LiFePO4 amounts to 160 mAh/g after drying at 80 °C for 12 h."))
    sentence = analysis.sentences[-1]
    shares = value_model().shares(
        sentence, analysis.quantities_in(sentence.span), analysis.materials_in(sentence.span),
        find_properties(sentence.text),
    )  # fmt: skip
    assert shares[0] > value_model().least > max(shares[1:])


def test_what_it_takes_for_a_result_becomes_a_record_that_says_so() -> None:
    text = "In LiFePO4 the carbon coat takes 7% of the resistance."
    (record,) = supplied(text)
    assert (record.property, record.value, record.unit, record.material.name) == ("other", 7.0, "%", "LiFePO4")
    assert not supplied(text, NONE)
    assert not [each for each in extract_document(paper(text)).records if each.rule == "learned"]


@pytest.mark.parametrize(("kind", "number"), [("experimental", 1), (None, 1), ("review", 0), ("computational", 0)])
def test_papers_that_measure_nothing_are_left_to_the_rules(
    kind: str | None, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "classify", lambda _: PaperClass(True, (), kind, 1.0))
    assert len(supplied("In LiFePO4 the carbon coat takes 7% of the resistance.")) == number


def test_records_of_the_rules_stay_as_they_are() -> None:
    document = paper("LiFePO4 has a discharge capacity of 160 mAh/g at 0.1C and a porosity of 31%.")
    assert extract_document(document, ALL).records == extract_document(document).records


@pytest.mark.parametrize(
    "text",
    [
        "LiFePO4 was dried at 80 °C for 12 h and scanned at 5 mV/s.",
        "The line of LiFePO4 lies at 20.8°.",
        "LiFePO4 has peaks at 3.3 V and 3.6 V in the voltammogram.",
        "In LiFePO4 the coat should take 7% of the resistance.",
    ],
    ids=["settings", "a place of a line", "peaks", "wished for"],
)
def test_settings_peaks_and_what_is_wished_for_stay_out(text: str) -> None:
    assert not supplied(text)


def test_papers_that_are_not_on_cells_are_left_to_the_rules() -> None:
    assert not supplied("In this steel the austenite takes 7% of the volume.", title="Tempering of dual-phase steels")


def test_a_threshold_can_be_told() -> None:
    text = "In LiFePO4 the carbon coat takes 7% of the resistance."
    assert not supplied(text, replace(ALL, base=0.0, least=0.51))
    assert supplied(text, replace(ALL, base=0.1, least=0.51))
