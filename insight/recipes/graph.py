"""The graph of a recipe: operations, materials and conditions, and how they hang together."""

from __future__ import annotations

from dataclasses import dataclass

from ...extract.extraction import Recipe

NEXT, INPUT, OUTPUT, CONDITION = "NEXT", "INPUT", "OUTPUT", "CONDITION"


@dataclass(frozen=True, slots=True)
class Node:
    """A node: ``kind`` is operation, material or condition; ``label`` what it is called, ``detail`` more of it."""

    id: str
    kind: str
    label: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Edge:
    """An edge from ``start`` to ``end``, both ids of nodes: NEXT, INPUT, OUTPUT or CONDITION."""

    start: str
    end: str
    type: str


@dataclass(frozen=True, slots=True)
class RecipeGraph:
    """Nodes and edges of one recipe. Materials of one name are one node; a condition belongs to its operation."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def graph_of(recipe: Recipe) -> RecipeGraph:
    """The graph of ``recipe``.

    A material goes INPUT into an operation, an operation gives OUTPUT to a material, NEXT joins operations in time, and
    each operation has its CONDITIONs. Where the text names what comes out of a step, that goes into the step after it;
    the last step gives the target.
    """
    nodes: dict[str, Node] = {}
    edges: dict[Edge, None] = {}
    amounts = {each.name: each.amount for each in (*recipe.precursors, *recipe.media) if each.amount}
    products: dict[str, list[str]] = {}
    for place, operation in enumerate(recipe.operations):
        nodes[operation.id] = Node(operation.id, "operation", operation.type)
        for name in operation.inputs:
            material = _material(nodes, name, amounts.get(name, ""))
            edges[Edge(material, operation.id, INPUT)] = None
        for number, name in enumerate(operation.outputs):
            # Every gel of a recipe is another one; only the target keeps its name.
            id = f"product:{operation.id}/{number}"
            nodes[id] = Node(id, "material", name)
            edges[Edge(operation.id, id, OUTPUT)] = None
            products.setdefault(operation.id, []).append(id)
        for key, condition in operation.conditions.items():
            id = f"{operation.id}/{key}"
            nodes[id] = Node(id, "condition", key, condition.text)
            edges[Edge(operation.id, id, CONDITION)] = None
        if place == len(recipe.operations) - 1 and recipe.target and not operation.outputs:
            edges[Edge(operation.id, _material(nodes, recipe.target, ""), OUTPUT)] = None
    for earlier, later in recipe.edges:
        edges[Edge(earlier, later, NEXT)] = None
        for id in products.get(earlier, ()):
            edges[Edge(id, later, INPUT)] = None
    used = {edge.start for edge in edges} | {edge.end for edge in edges}
    for each in recipe.precursors:
        if f"material:{each.name}" not in used and recipe.operations:
            edges[Edge(_material(nodes, each.name, each.amount or ""), recipe.operations[0].id, INPUT)] = None
    return RecipeGraph(tuple(nodes.values()), tuple(edges))


def _material(nodes: dict[str, Node], name: str, amount: str) -> str:
    id = f"material:{name}"
    if id not in nodes:
        nodes[id] = Node(id, "material", name, amount)
    return id
