"""Laboratory: samples, recipes, cells and reporting items of a paper as linked data.

Making is told in PROV: a recipe is an activity that generated a sample, used precursors and has operations as parts,
each informed by the one before it. The parts of a cell hang on it by the relations of EMMO electrochemistry.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...extract.extraction import Cell, Component, Extraction, Item, ItemValue, MaterialRef, Operation, Recipe, Sample
from ..identity import key_of_material, material_key
from .nodes import Node, bare, condition_of, material_id, node_id, numbers_of, paper_id, quotations, value_of
from .ontology import kind_of, thing

# Why an item does not apply to a paper is no knowledge of anything.
_SILENT = "not_applicable"


def materials_of(extraction: Extraction) -> Iterator[MaterialRef]:
    """The materials of its samples and precursors."""
    for sample in extraction.samples:
        yield sample.material
    for recipe in extraction.recipes:
        for precursor in recipe.precursors:
            yield MaterialRef(precursor.name, precursor.composition)


def things_of(extraction: Extraction, *, items: bool) -> Iterator[Node]:
    """Its samples, recipes with their operations, cells and, where asked for, the items it reports or leaves out."""
    document, paper = extraction.document.id, paper_id(extraction.document)
    made_by = {recipe.sample: recipe.id for recipe in extraction.recipes if recipe.sample is not None}
    made_by |= {sample.id: sample.recipe for sample in extraction.samples if sample.recipe is not None}
    recipes = {recipe.id for recipe in extraction.recipes}
    for sample in extraction.samples:
        recipe = made_by.get(sample.id)
        yield _sample(document, paper, sample, recipe if recipe in recipes else None)
    for each in extraction.recipes:
        yield _recipe(document, paper, each)
        for operation in each.operations:
            yield _operation(document, each, operation)
    for cell in extraction.cells:
        yield _cell(document, paper, cell)
    if items:
        for item in extraction.items:
            if item.status != _SILENT:
                yield _item(document, paper, item)


def _sample(document: str, paper: str, sample: Sample, recipe: str | None) -> Node:
    return bare(
        {
            "@id": node_id("sample", document, sample.id),
            "@type": "prov:Entity",
            "name": sample.label,
            "material": material_id(material_key(sample.material)),
            "generatedBy": node_id("recipe", document, recipe) if recipe is not None else None,
            "describedIn": paper,
        }
    )


def _recipe(document: str, paper: str, recipe: Recipe) -> Node:
    return bare(
        {
            "@id": node_id("recipe", document, recipe.id),
            "@type": "prov:Activity",
            "name": f"synthesis of {recipe.target}" if recipe.target else "synthesis",
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
