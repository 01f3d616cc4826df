"""Questions that every GraphStore answers: a Cypher text, and the same in Python for the twin."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..classes import NAMES

if TYPE_CHECKING:
    from .memory import MemoryGraph


@dataclass(frozen=True, slots=True)
class Question:
    """A named question. ``defaults`` are the parameters that may be left out; ``says`` is the question in words."""

    name: str
    cypher: str
    answer: Callable[[MemoryGraph, dict[str, Any]], list[dict[str, Any]]]
    defaults: tuple[tuple[str, Any], ...] = ()
    says: str = ""


def _measurements(graph: MemoryGraph, ask: dict[str, Any]) -> list[dict[str, Any]]:
    rows = []
    for id, measured in graph.of("Measurement"):
        value, lowest = measured.get("norm_top"), measured.get("norm_low")
        if measured["property"] != ask["property"] or value is None or value < ask["low"] or lowest > ask["high"]:
            continue
        if measured.get("norm_unit") != ask["unit"] or (ask["own"] and not measured["own"]):
            continue
        if ask["classes"] is not None and set(ask["classes"]).isdisjoint(measured.get("classes", ())):
            continue
        coldest, hottest = measured.get("temperature_low"), measured.get("temperature_high")
        if ask["coldest"] is not None and (
            coldest is None or hottest is None or hottest < ask["coldest"] or coldest > ask["hottest"]
        ):
            continue
        text = next(iter(graph.texts(id)), None)
        rows += [
            {"measurement": id[1], "value": value, "sample": graph.get(sample)["label"], "material": key, "text": text}
            for sample in graph.ends(id, "OF")
            for _, key in graph.ends(sample, "OF")
        ]
    return sorted(rows, key=lambda row: (-row["value"], row["measurement"], row["material"]))


# The bounds on a measurement (kb/criteria.py): a range counts where some value in it does, and so does a temperature.
_FITS = """m.norm_unit = $unit
      AND ($coldest IS NULL OR (m.temperature_high >= $coldest AND m.temperature_low <= $hottest))
      AND ($classes IS NULL OR any(class IN $classes WHERE class IN m.classes))"""
_OPEN = (("classes", None), ("coldest", None), ("hottest", None))

MEASUREMENTS = Question(
    "measurements",
    f"""
    MATCH (m:Measurement) WHERE m.property = $property AND m.norm_top >= $low AND m.norm_low <= $high
    MATCH (m)-[:OF]->(s:Sample)-[:OF]->(material:Material)
    WHERE {_FITS} AND (NOT $own OR m.own)
    OPTIONAL MATCH (m)-[f:FROM]->(:Paper)
    WITH m, s, material, f ORDER BY f.start
    WITH m, s, material, collect(f.text) AS texts
    RETURN m.id AS measurement, m.norm_top AS value, s.label AS sample, material.key AS material, texts[0] AS text
    ORDER BY value DESC, measurement, material
    """,
    _measurements,
    (("low", float("-inf")), ("high", float("inf")), ("own", False), *_OPEN),
    "values of a property, the highest first",
)


def _made_below(graph: MemoryGraph, ask: dict[str, Any]) -> list[dict[str, Any]]:
    """Only what the paper measured itself: its recipe made no sample of others."""
    rows = []
    for found in _measurements(graph, {"high": float("inf"), **ask, "own": True}):
        measurement = ("Measurement", found["measurement"])
        (paper,) = graph.ends(measurement, "FROM")
        for sample in graph.ends(measurement, "OF") if found["value"] > ask["low"] else ():
            for recipe in graph.ends(sample, "MADE_BY"):
                for step in graph.ends(recipe, "STEP"):
                    operation = graph.get(step)
                    temperature = operation.get("temperature_high")
                    if (
                        operation["type"] in ask["steps"]
                        and temperature is not None
                        and operation["temperature_most"] < ask["below"]
                    ):
                        rows.append(
                            {
                                **found, "paper": paper[1], "recipe": recipe[1],
                                "basis": graph.between(sample, "MADE_BY", recipe)["basis"],
                                "step": operation["type"], "step_temperature": temperature,
                                "step_text": operation.get("text"),
                            }
                        )  # fmt: skip
    return sorted(rows, key=lambda row: (-row["value"], row["measurement"], row["recipe"], row["step_temperature"]))


MADE_BELOW = Question(
    "made_below",
    f"""
    MATCH (m:Measurement) WHERE m.property = $property AND m.norm_top > $low
    MATCH (m)-[:OF]->(s:Sample)-[made:MADE_BY]->(r:Recipe)-[:STEP]->(o:Operation)
    MATCH (s)-[:OF]->(material:Material)
    WHERE m.own AND {_FITS}
      AND o.type IN $steps AND o.temperature_most < $below AND o.temperature_high IS NOT NULL
    MATCH (m)-[f:FROM]->(p:Paper)
    WITH m, s, made, r, o, material, p, f ORDER BY f.start
    WITH m, s, made, r, o, material, p, collect(f.text) AS texts
    RETURN p.id AS paper, m.id AS measurement, m.norm_top AS value, s.label AS sample, material.key AS material,
           texts[0] AS text, r.id AS recipe, made.basis AS basis,
           o.type AS step, o.temperature_high AS step_temperature, o.text AS step_text
    ORDER BY value DESC, measurement, recipe, step_temperature
    """,
    _made_below,
    (("steps", ["sintering"]), *_OPEN),
    "own values of a property above one, of samples that a recipe heats to less than a temperature",
)


def _materials(graph: MemoryGraph, ask: dict[str, Any]) -> list[dict[str, Any]]:
    found: dict[str, int] = {}
    for id, _ in graph.of("Measurement"):
        for sample in graph.ends(id, "OF"):
            for material in graph.ends(sample, "OF"):
                if ask["element"] is None or ("Element", ask["element"]) in graph.ends(material, "CONTAINS"):
                    found[material[1]] = found.get(material[1], 0) + 1
    return [
        {"material": key, "measurements": n} for key, n in sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))
    ]


MATERIALS = Question(
    "materials",
    """
    MATCH (m:Measurement)-[:OF]->(:Sample)-[:OF]->(material:Material)
    WHERE $element IS NULL OR EXISTS { MATCH (material)-[:CONTAINS]->(e:Element) WHERE e.symbol = $element }
    RETURN material.key AS material, count(m) AS measurements ORDER BY measurements DESC, material
    """,
    _materials,
    (("element", None),),
    "materials, by how much was measured on them",
)

# The question that voltext is for: above 1 mS/cm at 25 °C, sintered below 1000 °C. Values in canonical units.
SOLID_ELECTROLYTES = Question(
    "solid_electrolytes",
    MADE_BELOW.cypher,
    _made_below,
    (
        ("classes", sorted(NAMES["solid electrolyte"])), ("property", "ionic_conductivity"), ("unit", "S/cm"),
        ("low", 0.001), ("coldest", 23.0), ("hottest", 27.0), ("steps", ["sintering"]), ("below", 1000.0),
    ),
    "solid electrolytes above 1 mS/cm at 25 °C whose recipe sinters below 1000 °C",
)  # fmt: skip

QUESTIONS = (SOLID_ELECTROLYTES, MADE_BELOW, MEASUREMENTS, MATERIALS)
