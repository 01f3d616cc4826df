"""Nodes: what parts of the linked data have in common: addresses, values with their unit, conditions, quotations."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from ...extract.extraction import Condition, Evidence, Record
from ...extract.quantity import Normalised
from ...ingest.document import Header
from ..identity import paper_key
from .ontology import kind_of, unit_term

Node = dict[str, Any]


def paper_id(header: Header) -> str:
    """The address of its DOI, else a URN of its document."""
    if header.doi:
        return "https://doi.org/" + quote(header.doi.strip().lower(), safe="/:;().-_")
    return "urn:voltext:" + quote(paper_key(header), safe=":")


def node_id(kind: str, document: str, *ids: str) -> str:
    """The URN of a thing of a document: a record, a sample, a recipe, an operation, a cell, an item."""
    return ":".join(["urn:voltext", kind, *(quote(each, safe="") for each in (document, *ids))])


def material_id(key: str) -> str:
    """The URN of a material by the key that all papers' names of it share."""
    return f"urn:voltext:material:{quote(key, safe='')}"


def quotations(evidence: Iterable[Evidence]) -> list[Node]:
    """The words that say something, with their offsets into voltext's text."""
    return [
        {
            "@type": ["oa:TextQuoteSelector", "oa:TextPositionSelector"],
            "exact": each.text, "start": each.start, "end": each.end,
        }
        for each in evidence
    ]  # fmt: skip


def value_of(normalised: Normalised | None, record: Record | None = None) -> Node | None:
    """A QUDT value, in a unit of QUDT; without one in the unit that the node itself writes down."""
    if normalised is None:
        if record is None or (record.value is None and record.min is None):
            return None
        return bare({"@type": "qudt:QuantityValue", **numbers_of(record.value, record.min, record.max, 1.0)})
    term = unit_term(normalised.unit)
    factor = term.factor if term is not None else 1.0
    error = None
    if record is not None and record.error is not None and record.value and normalised.value is not None:
        error = abs(record.error * normalised.value / record.value) * factor
    return bare(
        {
            "@type": "qudt:QuantityValue",
            **numbers_of(normalised.value, normalised.min, normalised.max, factor),
            "error": _rounded(error),
            "hasUnit": term.unit if term is not None else None,
            "voltext:unit": normalised.unit if term is None else None,
        }
    )


def numbers_of(value: float | None, low: float | None, high: float | None, factor: float) -> Node:
    """The numbers that there are, times ``factor``."""
    numbers = {"number": value, "lower": low, "upper": high}
    return {name: _rounded(number * factor) for name, number in numbers.items() if number is not None}


def _rounded(number: float | None) -> float | None:
    return None if number is None else float(f"{number:.12g}")


def condition_of(name: str, condition: Condition) -> Node:
    """A condition: as it is written, and as a quantity where it is one."""
    unit = condition.normalised.unit if condition.normalised is not None else ""
    return bare(
        {
            "@type": "qudt:Quantity" if condition.normalised is not None else "voltext:Condition",
            "property": name,
            "text": condition.text,
            "quantityKind": kind_of(unit),
            "value": value_of(condition.normalised),
        }
    )


def bare(node: Node) -> Node:
    """``node`` without what is empty."""
    return {name: value for name, value in node.items() if value is not None and value != []}
