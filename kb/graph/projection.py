"""Projection: an Extraction as rows of nodes and edges."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import islice
from typing import Any

import msgspec

from ...extract.elements import elements_of
from ...extract.extraction import Cell, Condition, Extraction, MaterialRef, Recipe, Record, Sample
from ..agreement import Link
from ..classes import Classes
from ..criteria import condition_interval, highest, interval_of
from ..identity import doi_key, material_key, paper_key
from ..places import file_name
from . import schema
from .origins import key_without_sample, made_by, target_of
from .schema import EDGES, LABELS, SCHEMA_VERSION, Edge, Label

Properties = dict[str, Any]
_EDGE = {(edge.start.name, edge.type, edge.end.name): edge for edge in EDGES}
# Text that a node carries is for people to read; a whole column of a table does not belong there.
MAX_TEXT = 1000


@dataclass(frozen=True, slots=True)
class GraphRows:
    """What one document puts into the graph; ``state`` changes when any of it does.

    ``nodes`` maps labels to {key: properties}; ``edges`` maps kinds to {(start, end, identity…): properties}. Rows of
    one key are joined, so that every count is a count of distinct things.
    """

    document: str
    paper: str
    state: str
    nodes: dict[Label, dict[str, Properties]] = field(default_factory=lambda: {label: {} for label in LABELS})
    edges: dict[Edge, dict[tuple[Any, ...], Properties]] = field(default_factory=lambda: {edge: {} for edge in EDGES})

    def node(self, label: Label, key: str, /, **properties: Any) -> str:
        """Add a node, or more properties of it; gives back its key."""
        owner = {"document": self.document} if label.owned else {}
        known = self.nodes[label].setdefault(key, owner)
        known.update({name: value for name, value in properties.items() if value is not None})
        return key

    def edge(self, start: Label, start_key: str, type: str, end: Label, end_key: str, /, **properties: Any) -> None:
        """Add an edge between two nodes."""
        kind = _EDGE[start.name, type, end.name]
        identity = tuple(properties[name] for name in kind.identity)
        known = {name: value for name, value in properties.items() if value is not None}
        self.edges[kind].setdefault((start_key, end_key, *identity), {}).update(known)


def state_of(extraction: Extraction) -> str:
    """A fingerprint of the extraction and of the schema that it is projected by."""
    facts = msgspec.json.encode(
        (SCHEMA_VERSION, extraction.document, extraction.samples, extraction.cells, extraction.records,
         extraction.recipes, extraction.references), order="deterministic",
    )  # fmt: skip
    return sha256(facts).hexdigest()[:16]


def rows_of(extraction: Extraction) -> GraphRows:
    """The nodes and edges of ``extraction``."""
    header = extraction.document
    rows = GraphRows(header.id, paper_key(header), state_of(extraction))
    rows.node(
        schema.PAPER, rows.paper, doi=header.doi, title=header.title, year=header.year, journal=header.journal,
        authors=list(header.authors) or None, orcids=[orcid or "" for orcid in header.orcids] or None,
        source=file_name(header.source),
    )  # fmt: skip
    rows.node(schema.LOADED, header.id, state=rows.state, paper=rows.paper)
    for sample in extraction.samples:
        _sample(rows, sample)
    for cell in extraction.cells:
        _cell(rows, cell)
    for recipe in extraction.recipes:
        _recipe(rows, recipe)
    classes = Classes(extraction)
    for place, record in enumerate(extraction.records):
        _measurement(rows, record, place, classes.of(record))
    _made_by(rows, extraction)
    for reference in extraction.references:
        if reference.doi and doi_key(reference.doi) != rows.paper:
            cited = rows.node(schema.PAPER, doi_key(reference.doi), doi=reference.doi)
            rows.edge(schema.PAPER, rows.paper, "CITES", schema.PAPER, cited)
    return rows


def link_rows(links: Iterable[Link], *, size: int = 5_000) -> Iterator[GraphRows]:
    """The edges of links between measurements, ``size`` of them at a time; they are of no document."""
    every = iter(links)
    while batch := list(islice(every, size)):
        rows = GraphRows("", "", "")
        for link in batch:
            rows.edge(
                schema.MEASUREMENT, f"{link.document}/{link.record}", link.kind,
                schema.MEASUREMENT, f"{link.other_document}/{link.other_record}", ratio=link.ratio, reason=link.reason,
            )  # fmt: skip
        yield rows


def _id(rows: GraphRows, id: str) -> str:
    return f"{rows.document}/{id}"


def _material(rows: GraphRows, material: MaterialRef) -> str:
    key = rows.node(
        schema.MATERIAL,
        material_key(material),
        name=material.name,
        formula=material.composition,
        family=material.family,
    )
    for symbol in elements_of(material.composition or ""):
        rows.node(schema.ELEMENT, symbol)
        rows.edge(schema.MATERIAL, key, "CONTAINS", schema.ELEMENT, symbol)
    return key


def _sample(rows: GraphRows, sample: Sample) -> None:
    key = rows.node(schema.SAMPLE, _id(rows, sample.id), label=sample.label)
    rows.edge(schema.SAMPLE, key, "OF", schema.MATERIAL, _material(rows, sample.material))


def _sample_of(rows: GraphRows, sample: str | None, material: MaterialRef) -> str:
    """The sample's key; a material without a sample of its own stands for one, the paper's."""
    if sample is not None and _id(rows, sample) in rows.nodes[schema.SAMPLE]:
        return _id(rows, sample)
    key = rows.node(schema.SAMPLE, _id(rows, key_without_sample(material)), label=material.name)
    rows.edge(schema.SAMPLE, key, "OF", schema.MATERIAL, _material(rows, material))
    return key


def _made_by(rows: GraphRows, extraction: Extraction) -> None:
    """Recipes meet the samples that they made."""
    targets = {recipe.id: target_of(recipe) for recipe in extraction.recipes}
    for sample, recipe, basis in made_by(extraction):
        target = targets[recipe]
        if _id(rows, sample) not in rows.nodes[schema.SAMPLE] and target is not None:
            _sample_of(rows, None, target)
        rows.edge(schema.SAMPLE, _id(rows, sample), "MADE_BY", schema.RECIPE, _id(rows, recipe), basis=basis)


def _measurement(rows: GraphRows, record: Record, place: int, classes: tuple[str, ...]) -> None:
    normalised = record.normalised
    low, top = interval_of(normalised) or (None, None)
    key = rows.node(
        schema.MEASUREMENT, _id(rows, record.id or f"r{place}"), property=record.property,
        quantity_name=record.quantity_name, value=record.value, min=record.min, max=record.max, error=record.error,
        unit=record.unit, basis=record.basis,
        norm_value=normalised.value if normalised else None, norm_min=normalised.min if normalised else None,
        norm_max=normalised.max if normalised else None,
        norm_low=low, norm_top=top, norm_unit=normalised.unit if normalised else None, classes=list(classes) or None,
        qualifier=record.qualifier, confidence=record.confidence, own=record.own, origin=record.origin,
        **_conditions(record.conditions), **_temperature(record.conditions),
    )  # fmt: skip
    rows.edge(schema.MEASUREMENT, key, "OF", schema.SAMPLE, _sample_of(rows, record.sample, record.material))
    for each in record.evidence:
        rows.edge(
            schema.MEASUREMENT, key, "FROM", schema.PAPER, rows.paper,
            block=each.block, start=each.start, end=each.end, text=each.text[:MAX_TEXT], kind=each.kind,
        )  # fmt: skip
    if record.cell is not None and _id(rows, record.cell) in rows.nodes[schema.CELL]:
        rows.edge(schema.MEASUREMENT, key, "MEASURED_ON", schema.CELL, _id(rows, record.cell))


def _temperature(conditions: dict[str, Condition]) -> Properties:
    """Both ends of the temperature: what questions compare (see ``kb.criteria``)."""
    condition = conditions.get("temperature")
    low, high = (condition_interval("temperature", condition) if condition else None) or (None, None)
    return {"temperature_low": low, "temperature_high": high}


def _cell(rows: GraphRows, cell: Cell) -> None:
    key = rows.node(schema.CELL, _id(rows, cell.id), format=cell.format, configuration=cell.configuration)
    rows.edge(schema.CELL, key, "REPORTED_IN", schema.PAPER, rows.paper)
    for place, component in enumerate(cell.components):
        id = _id(rows, f"{cell.id}/{place}")
        rows.node(schema.COMPONENT, id, name=component.name, **_conditions(component.parameters))
        rows.edge(schema.CELL, key, "HAS_COMPONENT", schema.COMPONENT, id, role=component.role)
        sample = _sample_of(rows, component.sample, MaterialRef(component.name)) if component.name else None
        if sample is not None:
            rows.edge(schema.COMPONENT, id, "MADE_OF", schema.SAMPLE, sample)


def _recipe(rows: GraphRows, recipe: Recipe) -> None:
    key = rows.node(
        schema.RECIPE, _id(rows, recipe.id), target=recipe.target, equation=recipe.equation, kind=recipe.kind,
    )  # fmt: skip
    if recipe.cell is not None and _id(rows, recipe.cell) in rows.nodes[schema.CELL]:
        rows.edge(schema.CELL, _id(rows, recipe.cell), "MADE_BY", schema.RECIPE, key)
    for precursor in recipe.precursors:
        material = _material(rows, MaterialRef(precursor.name, precursor.composition))
        rows.edge(schema.RECIPE, key, "USES", schema.MATERIAL, material, amount=precursor.amount)
    most = highest(recipe, "temperature")
    for order, operation in enumerate(recipe.operations):
        id = _id(rows, f"{recipe.id}/{operation.id}")
        text = operation.evidence[0].text[:MAX_TEXT] if operation.evidence else None
        rows.node(
            schema.OPERATION, id, type=operation.type, inputs=list(operation.inputs) or None,
            outputs=list(operation.outputs) or None, text=text, **_conditions(operation.conditions),
            **_temperature(operation.conditions), temperature_most=most.get(operation.type),
        )  # fmt: skip
        rows.edge(schema.RECIPE, key, "STEP", schema.OPERATION, id, order=order)
    known = {operation.id for operation in recipe.operations}
    for earlier, later in recipe.edges:
        if earlier in known and later in known:
            ends = (_id(rows, f"{recipe.id}/{earlier}"), _id(rows, f"{recipe.id}/{later}"))
            rows.edge(schema.OPERATION, ends[0], "NEXT", schema.OPERATION, ends[1])


def _conditions(conditions: dict[str, Condition]) -> Properties:
    """``temperature`` in its canonical unit (both ends of a range as ``_min`` and ``_max``), its text beside it."""
    found: Properties = {}
    for key, condition in conditions.items():
        found[f"{key}_text"] = condition.text
        normalised = condition.normalised
        if normalised is None:
            continue
        found |= {key: normalised.value, f"{key}_min": normalised.min, f"{key}_max": normalised.max}
        found[f"{key}_unit"] = normalised.unit
    return found


def joined(
    batch: Iterable[GraphRows],
) -> tuple[dict[Label, dict[str, Properties]], dict[Edge, dict[tuple[Any, ...], Properties]]]:
    """The rows of several documents as one set of each kind."""
    nodes: dict[Label, dict[str, Properties]] = {label: {} for label in LABELS}
    edges: dict[Edge, dict[tuple[Any, ...], Properties]] = {edge: {} for edge in EDGES}
    for rows in batch:
        for label, found in rows.nodes.items():
            for key, properties in found.items():
                nodes[label].setdefault(key, {}).update(properties)
        for edge, links in rows.edges.items():
            for ends, properties in links.items():
                edges[edge].setdefault(ends, {}).update(properties)
    return nodes, edges
