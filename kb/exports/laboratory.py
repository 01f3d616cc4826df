"""Laboratory: samples, recipes, cells and reporting items of a paper as linked data.

Making is told in PROV: a recipe is an activity that generated a sample, used precursors and has operations as parts,
each informed by the one before it. The parts of a cell hang on it by the relations of EMMO electrochemistry.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from ...extract.extraction import (
    Cell,
    Component,
    Extraction,
    Item,
    ItemValue,
    MaterialRef,
    Operation,
    Recipe,
    Record,
    Sample,
)
from ...extract.manufacture import MANUFACTURE
from ..graph.origins import key_without_sample, made_by
from ..identity import key_of_material, material_key
from .nodes import Node, bare, condition_of, material_id, node_id, numbers_of, paper_id, quotations, value_of
from .ontology import kind_of, thing

# Why an item does not apply to a paper is no knowledge of anything.
_SILENT = "not_applicable"


class Laboratory:
    """What a paper made and measured with; of the records with an id in ``asked`` alone, or (None) whole."""

    def __init__(self, extraction: Extraction, asked: Collection[str] | None = None) -> None:
        self._extraction = extraction
        self._whole = asked is None
        self._document, self._paper = extraction.document.id, paper_id(extraction.document)
        records = [record for record in extraction.records if asked is None or record.id in asked]
        self._samples = {sample.id: sample for sample in (*map(_general, extraction.records), *extraction.samples)}
        # As in the graph: which recipe made a sample is told of the whole paper, whatever was asked for.
        self._origins: dict[str, list[tuple[str, str]]] = {}
        for sample, recipe, basis in made_by(extraction):
            if sample not in self._samples:
                continue  # a target that nothing was measured on
            self._origins.setdefault(sample, []).append((recipe, basis))
        if not self._whole:
            kept = {sample_of(record) for record in records}
            self._samples = {id: sample for id, sample in self._samples.items() if id in kept}
            self._origins = {id: origin for id, origin in self._origins.items() if id in kept}
        made = {recipe for origin in self._origins.values() for recipe, _ in origin}
        self._recipes = [each for each in extraction.recipes if self._whole or each.id in made]
        used = {record.cell for record in records}
        self._cells = [each for each in extraction.cells if self._whole or each.id in used]

    def materials(self) -> Iterator[MaterialRef]:
        """The materials of its samples and precursors."""
        for sample in self._samples.values():
            yield sample.material
        for recipe in self._recipes:
            for precursor in recipe.precursors:
                yield MaterialRef(precursor.name, precursor.composition)

    def nodes(self) -> Iterator[Node]:
        """Samples, recipes with their operations, cells and, of a whole paper, the items it reports or leaves out."""
        for id, sample in self._samples.items():
            yield _sample(self._document, self._paper, sample, self._origins.get(id, []))
        for recipe in self._recipes:
            yield _recipe(self._document, self._paper, recipe)
            for operation in recipe.operations:
                yield _operation(self._document, recipe, operation)
        for cell in self._cells:
            yield _cell(self._document, self._paper, cell)
        for item in self._extraction.items if self._whole else ():
            if item.status != _SILENT:
                yield _item(self._document, self._paper, item)


def sample_of(record: Record) -> str:
    """The id of the sample of a record; of one that names none, that of all that the paper says of the material."""
    return record.sample if record.sample is not None else key_without_sample(record.material)


def _general(record: Record) -> Sample:
    return Sample(sample_of(record), record.material.name, record.material)


def _sample(document: str, paper: str, sample: Sample, origins: list[tuple[str, str]]) -> Node:
    return bare(
        {
            "@id": node_id("sample", document, sample.id),
            "@type": "prov:Entity",
            "name": sample.label,
            "material": material_id(material_key(sample.material)),
            "generatedBy": [node_id("recipe", document, recipe) for recipe, _ in origins],
            "generation": [
                {"@type": "prov:Generation", "activity": node_id("recipe", document, recipe), "restsOn": basis}
                for recipe, basis in origins
            ],
            "describedIn": paper,
        }
    )


def _recipe(document: str, paper: str, recipe: Recipe) -> Node:
    doing = "manufacture" if recipe.kind in MANUFACTURE else "synthesis"
    return bare(
        {
            "@id": node_id("recipe", document, recipe.id),
            "@type": "prov:Activity",
            "name": f"{doing} of {recipe.target}" if recipe.target else doing,
            "usage": [
                bare(
                    {
                        "@type": "prov:Usage",
                        "entity": material_id(key_of_material(each.name, each.composition)),
                        "name": each.name,
                        "amount": each.amount,
                    }
                )
                for each in recipe.precursors
            ],
            "hasPart": [node_id("operation", document, recipe.id, each.id) for each in recipe.operations],
            "equation": recipe.equation,
            "describedIn": paper,
        }
    )


def _operation(document: str, recipe: Recipe, operation: Operation) -> Node:
    before = [earlier for earlier, later in recipe.edges if later == operation.id]
    cls = thing("operation", operation.type)
    return bare(
        {
            "@id": node_id("operation", document, recipe.id, operation.id),
            "@type": ["prov:Activity", cls] if cls is not None else "prov:Activity",
            "name": operation.type.replace("_", " "),
            "operation": operation.type,
            "informedBy": [node_id("operation", document, recipe.id, each) for each in before],
            "input": list(operation.inputs),
            "condition": [condition_of(name, each) for name, each in operation.conditions.items()],
            "quoted": quotations(operation.evidence),
        }
    )


def _cell(document: str, paper: str, cell: Cell) -> Node:
    node: Node = {
        "@id": node_id("cell", document, cell.id),
        "@type": thing("cell", "cell"),
        "format": cell.format,
        "configuration": cell.configuration,
        "describedIn": paper,
    }
    for component in cell.components:
        relation = thing("component", component.role) or f"voltext:{component.role}"
        node.setdefault(relation, []).append(_component(document, component))
    return bare(node)


def _component(document: str, component: Component) -> Node:
    return bare(
        {
            "@type": "prov:Entity",
            "name": component.name,
            "sample": node_id("sample", document, component.sample) if component.sample is not None else None,
            "parameter": [condition_of(name, each) for name, each in component.parameters.items()],
        }
    )


def _item(document: str, paper: str, item: Item) -> Node:
    return bare(
        {
            "@id": node_id("item", document, item.key),
            "@type": "voltext:ReportingItem",
            "item": item.key,
            "status": item.status,
            "reason": item.reason,
            "reported": [_reported(document, each) for each in item.values],
            "quoted": quotations(item.evidence),
            "derivedFrom": paper,
            "confidence": item.confidence,
        }
    )


def _reported(document: str, value: ItemValue) -> Node:
    node: Node = {
        "@type": "voltext:ReportedValue",
        "qualifier": value.qualifier,
        "aspect": value.aspect,
        "component": value.component,
        "cell": node_id("cell", document, value.cell) if value.cell is not None else None,
        "quoted": quotations([value.evidence] if value.evidence is not None else []),
    }
    if isinstance(value.value, str):
        return bare(node | {"text": value.value})
    unit = value.normalised.unit if value.normalised is not None else ""
    stated: dict[str, Any] = {"@type": "qudt:QuantityValue", **numbers_of(value.value, value.min, value.max, 1.0)}
    return bare(
        node
        | {
            "@type": ["qudt:Quantity", "voltext:ReportedValue"],
            "quantityKind": kind_of(unit),
            "value": value_of(value.normalised) or stated,
            "writtenUnit": value.unit,
        }
    )
