"""Laws of linked data on making and measuring: samples, recipes, cells and items are there, joined to the records."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
import rdflib
from rdflib.namespace import DCTERMS, PROV, RDF, SDO

from voltext.extract.extraction import (
    Cell,
    Component,
    Condition,
    Item,
    ItemValue,
    MaterialRef,
    Operation,
    Precursor,
    Recipe,
    Sample,
)
from voltext.extract.quantity import Normalised
from voltext.kb.entry import Entry
from voltext.kb.exports.jsonld import CONTEXT, jsonld
from voltext.kb.exports.ontology import PREFIXES
from voltext.kb.exports.selection import Selection
from voltext.kb.memory import MemoryStore

from ..making import conductivity, header, paper, record

ECHEM = rdflib.Namespace("https://w3id.org/emmo/domain/electrochemistry#electrochemistry_")
OURS = rdflib.Namespace("urn:voltext:term:")
ELECTROLYTE = ECHEM["3bd08946_4e81_455d_9fca_dc7a5ead9315"]
HOT = Condition("1000 °C", 1000.0, "°C", normalised=Normalised(1000.0, None, None, "°C"))
LOADING = ItemValue(12.0, None, None, "mg cm^-2", Normalised(12.0, None, None, "mg/cm^2"), "exact", cell="c0")


@pytest.fixture
def store() -> MemoryStore:
    made = replace(
        paper("a", conductivity(1e-3, sample="s1", cell="c0"), record(99.0)).extraction(),
        samples=(Sample("s1", "P-1", MaterialRef("LLZO"), "r1"), Sample("s2", "P-2", MaterialRef("LLZO"))),
        recipes=(
            Recipe(
                "r1", "s1", "LLZO", (Precursor("Li2CO3", "10 wt%", "Li2CO3"),),
                (Operation("op1", "milling"), Operation("op2", "sintering", conditions={"temperature": HOT})),
                (("op1", "op2"),),
            ),
        ),
        cells=(Cell("c0", "coin cell", "symmetric", (Component("electrolyte", "P-1", "s1"), Component("lid", "<x>"))),),
        items=(
            Item("mass_loading", "exact", values=(LOADING, replace(LOADING, value="thick", normalised=None))),
            Item("binder", "missing"),
            Item("porosity", "not_applicable", reason="no electrode"),
        ),
    )  # fmt: skip
    store = MemoryStore()
    store.add(Entry.of(made, version="", limits=""))
    return store


def read(selection: Selection) -> rdflib.Graph:
    return rdflib.Graph().parse(data="".join(jsonld(selection)), format="json-ld")


def test_a_value_is_joined_with_the_temperature_its_sample_was_sintered_at(store: MemoryStore) -> None:
    asked = """
        PREFIX qudt: <http://qudt.org/schema/qudt/>
        PREFIX v: <urn:voltext:term:>
        SELECT ?value ?heat WHERE {
          ?record v:sample ?sample ; qudt:quantityValue/qudt:numericValue ?value .
          ?sample prov:wasGeneratedBy/dcterms:hasPart ?step .
          ?step v:operation "sintering" ; v:condition ?condition .
          ?condition v:property "temperature" ; qudt:quantityValue/qudt:numericValue ?heat .
        }"""
    found = read(Selection(store)).query(asked, initNs={"prov": PROV, "dcterms": DCTERMS})
    assert [tuple(float(str(each)) for each in row) for row in found] == [(1e-3, 1000.0)]  # type: ignore[union-attr]


def test_what_the_origin_of_a_sample_rests_on_is_said(store: MemoryStore) -> None:
    graph = read(Selection(store))
    found = {}
    for sample, generation in graph.subject_objects(PROV.qualifiedGeneration):
        assert graph.value(generation, PROV.activity) == graph.value(sample, PROV.wasGeneratedBy)
        found[str(graph.value(sample, SDO.name))] = str(graph.value(generation, OURS.restsOn))
    assert found == {"P-1": "sample", "P-2": "material"}


def test_operations_follow_one_another_and_precursors_have_amounts(store: MemoryStore) -> None:
    graph = read(Selection(store))
    ((later, earlier),) = graph.subject_objects(PROV.wasInformedBy)
    assert (str(graph.value(earlier, OURS.operation)), str(graph.value(later, OURS.operation))) == (
        "milling",
        "sintering",
    )
    (usage,) = graph.subjects(RDF.type, PROV.Usage)
    assert str(graph.value(usage, OURS.amount)) == "10 wt%"
    assert str(graph.value(graph.value(usage, PROV.entity), OURS.composition)) == "Li2CO3"


def test_a_part_of_a_cell_that_no_ontology_names_is_named(store: MemoryStore) -> None:
    graph = read(Selection(store))
    (cell,) = graph.subjects(RDF.type, ECHEM["6f2c88c9_5c04_4953_a298_032cc3ab9b77"])
    assert str(graph.value(graph.value(cell, ELECTROLYTE), SDO.name)) == "P-1"
    assert str(graph.value(graph.value(cell, OURS.lid), SDO.name)) == "<x>"
    assert (None, OURS.cell, cell) in graph


def test_items_tell_what_is_reported_and_what_is_missing(store: MemoryStore) -> None:
    graph = read(Selection(store))
    items = {str(graph.value(each, OURS.item)): each for each in graph.subjects(RDF.type, OURS.ReportingItem)}
    assert sorted(items) == ["binder", "mass_loading"]
    assert str(graph.value(items["binder"], OURS.status)) == "missing"
    assert len(list(graph.objects(items["mass_loading"], OURS.reported))) == 2
    texts = {str(text) for each in graph.objects(None, OURS.reported) for text in graph.objects(each, SDO.text)}
    assert texts == {"thick"}


def test_an_answer_brings_along_its_own_samples_alone(store: MemoryStore) -> None:
    chosen = {header("a").id: frozenset({"r0"})}
    kinds = [node["@id"].split(":")[2] for node in nodes(Selection(store, chosen=chosen)) if "urn:" in node["@id"]]
    assert sorted(kinds) == ["cell", "material", "material", "operation", "operation", "recipe", "record", "sample"]
    other = {header("a").id: frozenset({"r1"})}
    assert not any(":recipe:" in node["@id"] for node in nodes(Selection(store, chosen=other)))


def nodes(selection: Selection) -> list[dict[str, str]]:
    found: list[dict[str, str]] = json.loads("".join(jsonld(selection)))["@graph"]
    return found


def test_every_name_of_the_linked_data_stands_in_the_context(store: MemoryStore) -> None:
    """A name that the context lacks would be dropped by every reader, silently."""
    names: set[str] = set()

    def walk(value: object) -> None:
        for each in value if isinstance(value, list) else value.values() if isinstance(value, dict) else ():
            walk(each)
        names.update(value if isinstance(value, dict) else ())

    walk(nodes(Selection(store)))
    missing = {name for name in names if name not in CONTEXT and not name.startswith(("@", "http"))}
    assert {name for name in missing if name.partition(":")[0] not in PREFIXES} == set()


def test_terms_of_prov_schema_and_dublin_core_exist() -> None:
    known = {"prov": PROV, "schema": SDO, "dcterms": DCTERMS}
    for name, value in CONTEXT.items():
        iri = value["@id"] if isinstance(value, dict) else value
        prefix, _, local = str(iri).partition(":")
        if name not in PREFIXES and prefix in known:
            assert known[prefix][local] in known[prefix], iri
