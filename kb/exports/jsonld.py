"""JSON-LD: all that papers say as linked data, with the terms of EMMO/BattINFO, QUDT and PROV where there are any.

The context stands within the file, so that no reader needs a network.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import zip_longest
from typing import Any

from ...extract.extraction import MaterialRef
from ...extract.rows import property_words
from ...ingest.document import Header
from ..entry import StoredRecord
from ..identity import material_key
from .laboratory import Laboratory, sample_of
from .nodes import Node, bare, condition_of, material_id, node_id, paper_id, quotations, value_of
from .ontology import PREFIXES, class_of, kind_of
from .selection import Selection

CONTEXT: Node = {
    "@version": 1.1,
    **PREFIXES,
    "name": "schema:name",
    "doi": {"@id": "schema:identifier"},
    "derivedFrom": {"@id": "prov:wasDerivedFrom", "@type": "@id"},
    "material": {"@id": "schema:about", "@type": "@id"},
    "describedIn": {"@id": "schema:subjectOf", "@type": "@id"},
    "generatedBy": {"@id": "prov:wasGeneratedBy", "@type": "@id"},
    "generation": "prov:qualifiedGeneration",
    "activity": {"@id": "prov:activity", "@type": "@id"},
    "restsOn": "voltext:restsOn",
    "informedBy": {"@id": "prov:wasInformedBy", "@type": "@id"},
    "usage": "prov:qualifiedUsage",
    "entity": {"@id": "prov:entity", "@type": "@id"},
    "hasPart": {"@id": "dcterms:hasPart", "@type": "@id"},
    "quantityKind": {"@id": "qudt:hasQuantityKind", "@type": "@id"},
    "value": {"@id": "qudt:quantityValue"},
    "hasUnit": {"@id": "qudt:hasUnit", "@type": "@id"},
    "number": {"@id": "qudt:numericValue", "@type": "xsd:double"},
    "lower": {"@id": "qudt:lowerBound", "@type": "xsd:double"},
    "upper": {"@id": "qudt:upperBound", "@type": "xsd:double"},
    "error": {"@id": "qudt:standardUncertainty", "@type": "xsd:double"},
    "quoted": {"@id": "oa:hasSelector"},
    "exact": "oa:exact",
    "start": {"@id": "oa:start", "@type": "xsd:nonNegativeInteger"},
    "end": {"@id": "oa:end", "@type": "xsd:nonNegativeInteger"},
    "property": "voltext:property",
    "qualifier": "voltext:qualifier",
    "basis": "voltext:basis",
    "condition": "voltext:condition",
    "own": {"@id": "voltext:own", "@type": "xsd:boolean"},
    "origin": "voltext:origin",
    "quantityName": "voltext:quantityName",
    "confidence": {"@id": "voltext:confidence", "@type": "xsd:double"},
    "verdict": "voltext:verdict",
    "writtenUnit": "voltext:writtenUnit",
    "text": "schema:text",
    "composition": "voltext:composition",
    "sample": {"@id": "voltext:sample", "@type": "@id"},
    "cell": {"@id": "voltext:cell", "@type": "@id"},
    "operation": "voltext:operation",
    "input": "voltext:input",
    "amount": "voltext:amount",
    "equation": "voltext:equation",
    "format": "voltext:format",
    "configuration": "voltext:configuration",
    "parameter": "voltext:parameter",
    "item": "voltext:item",
    "status": "voltext:status",
    "reason": "voltext:reason",
    "reported": "voltext:reported",
    "aspect": "voltext:aspect",
    "component": "voltext:component",
    "agreesWith": {"@id": "voltext:agreesWith", "@type": "@id"},
    "conflictsWith": {"@id": "voltext:conflictsWith", "@type": "@id"},
}
_LONE = re.compile("[\ud800-\udfff]")


def jsonld(selection: Selection) -> Iterator[str]:
    """The nodes, one a line, within one JSON-LD document; a material stands where the first of its records does."""
    yield '{"@context":' + _encoded(CONTEXT) + ',\n"@graph":['
    separator = "\n"
    for node in _nodes(selection):
        yield separator + _encoded(node)
        separator = ",\n"
    yield "\n]}\n"


def _nodes(selection: Selection) -> Iterator[Node]:
    for header in selection.headers():
        yield _paper(header)
    # Keys alone are remembered, which is what there is of materials.
    materials: set[str] = set()
    asked: dict[str, set[str]] = {}
    for stored in selection.records():
        yield from _unknown(stored.record.material, materials)
        yield _record(stored)
        if not selection.whole_papers:
            asked.setdefault(stored.header.id, set()).add(stored.record.id)
    for header in selection.headers():
        entry = selection.store.get(header.id)
        if entry is None:
            continue
        laboratory = Laboratory(selection.store.curated(entry.extraction()), asked.get(header.id))
        for material in laboratory.materials():
            yield from _unknown(material, materials)
        yield from laboratory.nodes()
    for link in selection.links():
        name = "agreesWith" if link.kind == "AGREES_WITH" else "conflictsWith"
        yield {
            "@id": node_id("record", link.document, link.record),
            name: node_id("record", link.other_document, link.other_record),
        }


def _unknown(material: MaterialRef, materials: set[str]) -> Iterator[Node]:
    """The node of ``material`` where it is not among ``materials`` yet."""
    key = material_key(material)
    if key not in materials:
        materials.add(key)
        yield _material(key, material)


def _paper(header: Header) -> Node:
    return bare(
        {
            "@id": paper_id(header),
            "@type": "schema:ScholarlyArticle",
            "name": header.title,
            "doi": header.doi,
            "schema:author": [
                bare({"@id": f"https://orcid.org/{orcid}" if orcid else None, "@type": "schema:Person", "name": name})
                for name, orcid in zip_longest(header.authors, header.orcids)
            ],
            "schema:isPartOf": {"@type": "schema:Periodical", "name": header.journal} if header.journal else None,
            "schema:datePublished": {"@type": "xsd:gYear", "@value": f"{header.year:04}"} if header.year else None,
            "schema:license": header.licence,
        }
    )


def _material(key: str, material: MaterialRef) -> Node:
    return bare(
        {
            "@id": material_id(key),
            "@type": "voltext:Material",
            "name": material.name,
            "composition": material.composition,
        }
    )


def _record(stored: StoredRecord) -> Node:
    record = stored.record
    unit = record.normalised.unit if record.normalised is not None else ""
    cls = class_of(record.property, unit)
    return bare(
        {
            "@id": node_id("record", stored.header.id, record.id),
            "@type": ["qudt:Quantity", cls] if cls is not None else "qudt:Quantity",
            "name": f"{property_words(record)} of {record.material.name}",
            "property": record.property,
            "quantityName": record.quantity_name,
            "quantityKind": kind_of(unit),
            "value": value_of(record.normalised, record),
            "qualifier": record.qualifier,
            "basis": record.basis,
            "writtenUnit": record.unit,
            "material": material_id(stored.identity),
            "sample": node_id("sample", stored.header.id, sample_of(record)),
            "cell": node_id("cell", stored.header.id, record.cell) if record.cell is not None else None,
            "derivedFrom": paper_id(stored.header),
            "quoted": quotations(record.evidence),
            "condition": [condition_of(name, each) for name, each in record.conditions.items()],
            "own": record.own,
            "origin": record.origin,
            "confidence": record.confidence,
            "verdict": stored.verdict,
        }
    )


def _encoded(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return _LONE.sub("\N{REPLACEMENT CHARACTER}", text)
