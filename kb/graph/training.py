"""Training questions: the values of a property with the sample, the recipe and the cell that each belongs to.

Three flat questions, whose rows any GraphStore gives alike; `insight.models.reading` joins them to a training table.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from .questions import Question

if TYPE_CHECKING:
    from .memory import MemoryGraph, Node


def _measured(graph: MemoryGraph, ask: dict[str, Any]) -> Iterator[tuple[Node, dict[str, Any]]]:
    return ((id, each) for id, each in graph.of("Measurement") if each["property"] in ask["properties"])


def _values(graph: MemoryGraph, ask: dict[str, Any]) -> list[dict[str, Any]]:
    rows = []
    for id, measured in _measured(graph, ask):
        for sample in graph.ends(id, "OF"):
            for material in graph.ends(sample, "OF"):
                known = graph.get(material)
                for paper, place in graph.evidences(id):
                    about = graph.get(paper)
                    rows.append(
                        {
                            "measurement": id[1], "measured": dict(measured), "sample": sample[1],
                            "material": material[1], "name": known.get("name"), "formula": known.get("formula"),
                            "family": known.get("family"), "paper": paper[1], "doi": about.get("doi"),
                            "title": about.get("title"), "year": about.get("year"), "block": place["block"],
                            "start": place["start"], "end": place["end"], "text": place["text"], "kind": place["kind"],
                        }
                    )  # fmt: skip
    return sorted(rows, key=lambda row: (row["measurement"], row["start"], row["end"]))


TRAINING_VALUES = Question(
    "training_values",
    """
    MATCH (m:Measurement) WHERE m.property IN $properties
    MATCH (m)-[:OF]->(s:Sample)-[:OF]->(material:Material)
    MATCH (m)-[f:FROM]->(p:Paper)
    RETURN m.id AS measurement, properties(m) AS measured, s.id AS sample, material.key AS material,
           material.name AS name, material.formula AS formula, material.family AS family, p.id AS paper, p.doi AS doi,
           p.title AS title, p.year AS year, f.block AS block, f.start AS start, f.end AS end, f.text AS text,
           f.kind AS kind
    ORDER BY measurement, start, end
    """,
    _values,
    says="values of properties with their material, paper and sentence: what property models learn from",
)


def _steps(graph: MemoryGraph, ask: dict[str, Any]) -> list[dict[str, Any]]:
    rows = {
        (sample[1], recipe[1], step[1]): graph.get(step)
        for id, _ in _measured(graph, ask)
        for sample in graph.ends(id, "OF")
        for recipe in graph.ends(sample, "MADE_BY")
        for step in graph.ends(recipe, "STEP")
    }
    return [
        {
            "sample": sample, "recipe": recipe, "step": step, "type": operation["type"],
            "temperature": operation.get("temperature", operation.get("temperature_max")),
            "time": operation.get("time", operation.get("time_max")),
        }
        for (sample, recipe, step), operation in sorted(rows.items())
    ]  # fmt: skip


TRAINING_STEPS = Question(
    "training_steps",
    """
    MATCH (m:Measurement) WHERE m.property IN $properties
    MATCH (m)-[:OF]->(s:Sample)-[:MADE_BY]->(r:Recipe)-[:STEP]->(o:Operation)
    RETURN DISTINCT s.id AS sample, r.id AS recipe, o.id AS step, o.type AS type,
           coalesce(o.temperature, o.temperature_max) AS temperature, coalesce(o.time, o.time_max) AS time
    ORDER BY sample, recipe, step
    """,
    _steps,
    says="the steps of the recipes of the samples that such values were measured on",
)


def _parts(graph: MemoryGraph, ask: dict[str, Any]) -> list[dict[str, Any]]:
    rows = [
        {
            "measurement": id[1], "format": graph.get(cell).get("format"),
            "configuration": graph.get(cell).get("configuration"), "component": component[1],
            "role": graph.between(cell, "HAS_COMPONENT", component)["role"],
            "parameters": dict(graph.get(component)),
        }
        for id, _ in _measured(graph, ask)
        for cell in graph.ends(id, "MEASURED_ON")
        for component in graph.ends(cell, "HAS_COMPONENT")
    ]  # fmt: skip
    return sorted(rows, key=lambda row: (row["measurement"], row["component"]))


TRAINING_PARTS = Question(
    "training_parts",
    """
    MATCH (m:Measurement) WHERE m.property IN $properties
    MATCH (m)-[:MEASURED_ON]->(c:Cell)-[h:HAS_COMPONENT]->(k:Component)
    RETURN m.id AS measurement, c.format AS format, c.configuration AS configuration, k.id AS component,
           h.role AS role, properties(k) AS parameters
    ORDER BY measurement, component
    """,
    _parts,
    says="the parts of the cells that such values were measured on, with their parameters",
)

TRAINING_QUESTIONS = (TRAINING_VALUES, TRAINING_STEPS, TRAINING_PARTS)
