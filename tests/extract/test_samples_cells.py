"""Samples, cells and mentions: the nouns that join records, recipes and items."""

from __future__ import annotations

from voltext.extract.extraction import Extraction
from voltext.extract.pipeline import RuleExtractor, extract_document
from voltext.extract.properties import find_properties, properties

from .papers import paper, table


def labels(extraction: Extraction) -> list[str]:
    return [sample.label for sample in extraction.samples]


def test_labels_that_differ_in_their_number_are_a_series() -> None:
    text = "HPC-600, HPC-700 and HPC-800 were made. HPC-700 has 310 mAh g^-1."
    assert labels(extract_document(paper(("results", text)))) == ["HPC-600", "HPC-700", "HPC-800"]


def test_instruments_and_single_labels_are_no_samples() -> None:
    text = "A CR-2032 and a CR-2025 case were used with JEM-2100. XY-5 works. CR-2032 again."
    assert labels(extract_document(paper(("results", text)))) == []


def test_a_product_is_not_named_for_the_gas_that_it_was_made_in() -> None:
    text = "Lignin was carbonised at 1100 or 1300 °C in argon; the products are denoted HC1100 and HC1300."
    extraction = extract_document(paper(("experimental", text)))
    assert labels(extraction) == ["HC1100", "HC1300"]
    assert {sample.material.composition for sample in extraction.samples} == {None}


def test_the_sample_column_of_a_table_names_samples_of_the_captions_material() -> None:
    document = table(
        [["Sample", "Capacity (mAh g^-1)"], ["A-1", "150"], ["A-2", "160"]],
        "Capacities of LiFePO4 samples.",
        before="LiFePO4 was made twice.",
    )
    extraction = extract_document(document)
    assert labels(extraction) == ["A-1", "A-2"]
    assert {sample.material.composition for sample in extraction.samples} == {"LiFePO4"}
    assert [record.sample for record in extraction.records] == ["s0", "s1"]


def test_a_label_that_names_a_material_is_that_material() -> None:
    rows = [["Sample", "ICE (%)"], ["NMC811", "88.1"], ["NMC622", "86.0"]]
    extraction = extract_document(table(rows, "Efficiencies (1C = 200 mA g^-1)."))
    assert [sample.material.composition for sample in extraction.samples] == [
        "LiMn0.1Co0.1Ni0.8O2",
        "LiMn0.2Co0.2Ni0.6O2",
    ]
    # What the caption says of 1C is no condition of the values.
    assert [set(dict(record.conditions)) for record in extraction.records] == [{"cycle_index"}] * 2


def test_a_label_is_found_wherever_it_is_said_again() -> None:
    text = "HPC-600 and HPC-700 were made. The capacities of HPC-600 and HPC-700 are 280 and 310 mAh g^-1."
    extraction = extract_document(paper(("results", text)))
    assert [(record.sample, record.value) for record in extraction.records] == [("s0", 280), ("s1", 310)]


def test_cells_are_told_apart_by_configuration_and_values_name_theirs() -> None:
    document = paper(
        ("experimental", "CR2032 coin cells were assembled with lithium foil as the counter electrode."),
        ("results", "LiFePO4 delivers 150 mAh g^-1. In the full cell LiFePO4 delivers 140 mAh g^-1."),
    )
    extraction = extract_document(document)
    by_id = {cell.id: cell.configuration for cell in extraction.cells}
    assert list(by_id.values()) == ["half", "full"]
    assert [by_id[record.cell or ""] for record in extraction.records] == ["half", "full"]


def test_mentions_are_words_of_the_text_in_order() -> None:
    document = paper(("results", "LiFePO4 has a capacity of 150 mAh g^-1."))
    mentions = extract_document(document).mentions
    assert all(document.text[m.start : m.end] == m.text for m in mentions)
    assert [m.start for m in mentions] == sorted(m.start for m in mentions)
    assert {"material", "property", "quantity"} <= {m.label for m in mentions}


def test_the_rule_extractor_gives_one_extraction_a_document() -> None:
    documents = [paper(("results", "LiFePO4 has a capacity of 150 mAh g^-1.")), paper(("results", "Nothing."))]
    assert [len(extraction.records) for extraction in RuleExtractor().extract(documents)] == [1, 0]


def test_the_longer_name_of_a_property_wins_and_pairs_keep_their_order() -> None:
    (mention,) = find_properties("the discharge capacity retention")
    assert mention.code == "capacity_retention"
    (pair,) = find_properties("the charge/discharge capacities")
    assert pair.codes == ("charge_capacity", "discharge_capacity")


def test_the_properties_are_the_closed_list_with_units_and_known_conditions() -> None:
    from voltext.extract.data import extract_vocabulary

    dimensions, keys = extract_vocabulary("dimensions"), extract_vocabulary("condition_keys")
    assert list(properties())[-1] == "other"
    assert len(properties()) == 25
    for prop in properties().values():
        assert prop.dimensions <= {*dimensions, "number"}
        assert prop.strong <= prop.dimensions
        assert prop.conditions <= set(keys)


def test_the_shape_of_a_metal_is_no_part_of_the_material() -> None:
    text = "The slurry was cast on copper foil and dried; LiFePO4 kept 90% of its capacity."
    found = {mention.text: mention.label for mention in extract_document(paper(("results", text))).mentions}
    assert found["copper"] == "material"
    assert "copper foil" not in found
    assert all(words == words.strip() for words in found)
