"""Every term that an export names exists where it is said to, means the same, and stands in the table of the docs."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from bench.ontology_docs import page
from voltext.extract.data import extract_vocabulary
from voltext.extract.unit_grammar import match_unit
from voltext.extract.units import product
from voltext.kb.data import kb_vocabulary
from voltext.kb.exports.jsonld import CONTEXT
from voltext.kb.exports.ontology import PREFIXES, class_of, kind_of, unit_term

HERE = Path(__file__).parent
DOCS = HERE.parents[2] / "docs" / "ontology.md"
_BASE = {"mol": "A", "A": "E", "m": "L", "kg": "M", "K": "H", "s": "T"}


def terms() -> dict[str, dict[str, str]]:
    """The terms that were read in the ontologies' own files, by IRI; see bench/ontology_terms.py."""
    with (HERE / "ontology_terms.tsv").open(encoding="utf-8", newline="") as file:
        return {row["iri"]: row for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)}


def full(iri: str) -> str:
    prefix, _, local = iri.partition(":")
    return PREFIXES[prefix] + local if prefix in PREFIXES else iri


def test_every_term_of_cells_and_recipes_exists_by_that_name() -> None:
    known = terms()
    roles, operations = extract_vocabulary("component_roles"), extract_vocabulary("operations")
    for code, term in kb_vocabulary("things").items():
        assert known[str(term.get("iri"))]["dimension_or_label"] == term.definition
        group, _, local = code.partition(".")
        assert local in {"component": roles, "operation": operations, "cell": {"cell"}}[group], code


@pytest.mark.parametrize("name", ["properties", "units", "dimensions"])
def test_every_iri_of_a_vocabulary_exists(name: str) -> None:
    known = terms()
    missing = [iri for term in extract_vocabulary(name).values() if (iri := term.get("iri")) and full(iri) not in known]
    assert missing == []


def test_every_unit_of_the_export_exists_and_has_our_size() -> None:
    """A canonical value times its factor is the value in the QUDT unit: sizes and dimensions agree."""
    known = terms()
    for code, term in kb_vocabulary("ontology").items():
        row = known[full(str(term.get("unit")))]
        canonical = str(extract_vocabulary("dimensions")[code].get("canonical"))
        match = match_unit(canonical, 0)
        assert match is not None
        factor, vector, _ = product(match.parts)
        if any(base not in _BASE for base, _ in vector):
            assert row["iri"].rpartition("/")[2] in {"PERCENT", "PPM", "REV-PER-MIN", "DEG"}
            continue
        powers = {_BASE[base]: power for base, power in vector}
        expected = "".join(f"{letter}{powers.get(letter, 0):g}" for letter in "AEL") + "I0"
        expected += "".join(f"{letter}{powers.get(letter, 0):g}" for letter in "MHT") + "D0"
        assert row["dimension_or_label"] == expected, code
        assert float(row["multiplier"]) * float(term.get("factor", 1.0)) == pytest.approx(factor, rel=1e-6), code


def test_every_term_of_the_context_is_known() -> None:
    known = terms()
    for name, value in CONTEXT.items():
        iri = value["@id"] if isinstance(value, dict) else value
        if name in PREFIXES or not isinstance(iri, str):
            continue
        if iri.startswith("qudt:"):
            assert full(iri) in known, name


def test_a_capacity_of_a_cell_is_no_specific_capacity() -> None:
    assert class_of("discharge_capacity", "mAh/g") == class_of("capacity", "mAh/g") is not None
    assert class_of("capacity", "mAh") is None
    assert class_of("energy_density", "Wh/kg") is None
    assert class_of("nothing", "mAh/g") is None


def test_units_without_a_term_are_left_without() -> None:
    assert unit_term("Ω cm^2") is None
    assert unit_term("nothing") is None
    assert kind_of("nothing") is None
    found = unit_term("mAh/cm^2")
    assert found is not None
    assert (found.unit, found.factor) == ("unit:A-HR-PER-M2", 10.0)


def test_the_table_of_the_docs_is_what_is_exported() -> None:
    """Where this fails: ``python -m bench.ontology_docs > docs/ontology.md``, and look at what changed."""
    assert DOCS.read_text(encoding="utf-8") == page()
