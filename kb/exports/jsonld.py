"""JSON-LD: records, papers and materials as linked data, with the terms of EMMO/BattINFO and QUDT where there are any.

The context stands within the file, so that no reader needs a network.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from ...extract.extraction import Condition, MaterialRef, Record
from ...extract.quantity import Normalised
from ...ingest.document import Header
from ..entry import StoredRecord
from ..identity import paper_key
from .ontology import PREFIXES, class_of, kind_of, unit_term
from .selection import Selection

Node = dict[str, Any]
CONTEXT: Node = {
    "@version": 1.1,
    **PREFIXES,
    "name": "schema:name",
    "doi": {"@id": "schema:identifier"},
    "derivedFrom": {"@id": "prov:wasDerivedFrom", "@type": "@id"},
    "material": {"@id": "schema:about", "@type": "@id"},
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
    "confidence": {"@id": "voltext:confidence", "@type": "xsd:double"},
    "verdict": "voltext:verdict",
    "writtenUnit": "voltext:writtenUnit",
    "text": "schema:text",
    "composition": "voltext:composition",
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
    for stored in selection.records():
        if stored.identity not in materials:
            materials.add(stored.identity)
            yield _material(stored.identity, stored.record.material)
        yield _record(stored)
    for link in selection.links():
        name = "agreesWith" if link.kind == "AGREES_WITH" else "conflictsWith"
        yield {
            "@id": _record_id(link.document, link.record),
            name: _record_id(link.other_document, link.other_record),
        }


def _paper(header: Header) -> Node:
    return _bare(
        {
            "@id": paper_id(header),
            "@type": "schema:ScholarlyArticle",
            "name": header.title,
            "doi": header.doi,
            "schema:author": [{"@type": "schema:Person", "name": name} for name in header.authors],
            "schema:isPartOf": {"@type": "schema:Periodical", "name": header.journal} if header.journal else None,
            "schema:datePublished": {"@type": "xsd:gYear", "@value": f"{header.year:04}"} if header.year else None,
            "schema:license": header.licence,
        }
    )


def paper_id(header: Header) -> str:
    """The address of its DOI, else a URN of its document."""
    if header.doi:
        return "https://doi.org/" + quote(header.doi.strip().lower(), safe="/:;().-_")
    return "urn:voltext:" + quote(paper_key(header), safe=":")


def _record_id(document: str, id: str) -> str:
    return f"urn:voltext:record:{quote(document, safe='')}:{quote(id, safe='')}"


def _material_id(key: str) -> str:
    return f"urn:voltext:material:{quote(key, safe='')}"


def _material(key: str, material: MaterialRef) -> Node:
    return _bare(
        {
            "@id": _material_id(key),
            "@type": "voltext:Material",
            "name": material.name,
            "composition": material.composition,
        }
    )


def _record(stored: StoredRecord) -> Node:
    record = stored.record
    unit = record.normalised.unit if record.normalised is not None else ""
    cls = class_of(record.property, unit)
    return _bare(
        {
            "@id": _record_id(stored.header.id, record.id),
            "@type": ["qudt:Quantity", cls] if cls is not None else "qudt:Quantity",
            "name": f"{record.property.replace('_', ' ')} of {record.material.name}",
            "property": record.property,
            "quantityKind": kind_of(unit),
            "value": _value(record.normalised, record),
            "qualifier": record.qualifier,
            "basis": record.basis,
            "writtenUnit": record.unit,
            "material": _material_id(stored.identity),
            "derivedFrom": paper_id(stored.header),
            "quoted": [
                {
                    "@type": ["oa:TextQuoteSelector", "oa:TextPositionSelector"],
                    "exact": each.text, "start": each.start, "end": each.end,
                }
                for each in record.evidence
            ],
            "condition": [_condition(name, each) for name, each in record.conditions.items()],
            "own": record.own,
            "confidence": record.confidence,
            "verdict": stored.verdict,
        }
    )  # fmt: skip


def _value(normalised: Normalised | None, record: Record | None = None) -> Node | None:
    """A QUDT value, in a unit of QUDT; without one in the unit that the node itself writes down."""
    if normalised is None:
        if record is None or (record.value is None and record.min is None):
            return None
        return _bare({"@type": "qudt:QuantityValue", **_numbers(record.value, record.min, record.max, 1.0)})
    term = unit_term(normalised.unit)
    factor = term.factor if term is not None else 1.0
    error = None
    if record is not None and record.error is not None and record.value and normalised.value is not None:
        error = abs(record.error * normalised.value / record.value) * factor
    return _bare(
        {
            "@type": "qudt:QuantityValue",
            **_numbers(normalised.value, normalised.min, normalised.max, factor),
            "error": _rounded(error),
            "hasUnit": term.unit if term is not None else None,
            "voltext:unit": normalised.unit if term is None else None,
        }
    )


def _numbers(value: float | None, low: float | None, high: float | None, factor: float) -> Node:
    numbers = {"number": value, "lower": low, "upper": high}
    return {name: _rounded(number * factor) for name, number in numbers.items() if number is not None}


def _rounded(number: float | None) -> float | None:
    return None if number is None else float(f"{number:.12g}")


def _condition(name: str, condition: Condition) -> Node:
    unit = condition.normalised.unit if condition.normalised is not None else ""
    return _bare(
        {
            "@type": "qudt:Quantity" if condition.normalised is not None else "voltext:Condition",
            "property": name,
            "text": condition.text,
            "quantityKind": kind_of(unit),
            "value": _value(condition.normalised),
        }
    )


def _bare(node: Node) -> Node:
    """``node`` without what is empty."""
    return {name: value for name, value in node.items() if value is not None and value != []}


def _encoded(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return _LONE.sub("\N{REPLACEMENT CHARACTER}", text)
