"""The charts of embeddings: a map of words, and how discoveries came in over the years."""

from __future__ import annotations

from ..embeddings.discovery import Discovery
from ..embeddings.map import WordMap
from .theme import COLOURS, Spec, chart

_GREYS = {"word": "#c8c8c8", "other material": "#7a7a7a"}


def map_chart(found: WordMap) -> Spec:
    """Words as dots, materials coloured by family; the most frequent have their names."""
    rows = [
        {"x": each.x, "y": each.y, "word": each.word, "count": each.count, "kind": each.kind} for each in found.places
    ]
    hidden: Spec = {"axis": None, "type": "quantitative", "scale": {"zero": False}}
    x, y = {"field": "x", **hidden}, {"field": "y", **hidden}
    colours = [_GREYS.get(kind, COLOURS[number - 1]) for number, kind in enumerate(found.kinds)]
    colour: Spec = {
        "field": "kind", "type": "nominal", "title": None, "scale": {"domain": list(found.kinds), "range": colours},
    }  # fmt: skip
    layers: list[Spec] = [
        {
            "data": {"values": rows},
            "mark": {"type": "point", "filled": True, "size": 28, "opacity": 0.75},
            "encoding": {
                "x": x, "y": y, "color": colour,
                "tooltip": [{"field": "word"}, {"field": "count"}, {"field": "kind"}],
            },
        },
        {
            "data": {"values": [row for row in rows if row["word"] in found.labelled]},
            "mark": {"type": "text", "dy": -8, "fontSize": 10, "color": "#222222"},
            "encoding": {"x": x, "y": y, "text": {"field": "word"}},
        },
    ]  # fmt: skip
    told = [
        f"{len(rows)} words; near each other: used alike ({found.method}, seed {found.seed})",
        "axes have no meaning",
    ]
    return chart("A map of the words", told, {"width": 760, "height": 600, "layer": layers})


def discovery_chart(found: Discovery) -> Spec:
    """The share of the first materials that were studied by each year."""
    rows = [
        {"year": str(each.year), "share": share, "by": by}
        for each in found.years
        for share, by in ((each.share, "similarity"), (each.popular, "popularity"), (each.chance, "chance"))
    ]
    colour: Spec = {
        "field": "by", "type": "nominal", "title": None,
        "scale": {"domain": ["similarity", "popularity", "chance"], "range": [COLOURS[0], COLOURS[1], "#888888"]},
    }  # fmt: skip
    across: Spec = {
        "field": "year",
        "type": "ordinal",
        "title": "year",
        "axis": {"labelAngle": 0, "labelOverlap": True},
    }
    up: Spec = {"field": "share", "type": "quantitative", "title": "studied by then", "axis": {"format": "%"}}
    body: Spec = {
        "data": {"values": rows}, "width": 480, "height": 300,
        "mark": {"type": "line", "point": {"size": 50}}, "encoding": {"x": across, "y": up, "color": colour},
    }  # fmt: skip
    told = [
        f"the first {found.depth} of {len(found.ranked)} materials that no text up to {found.until} names with it",
        f"learned from texts up to {found.until} alone, checked with {found.later_texts} later ones",
    ]
    return chart(f"Discoveries for {found.application}", told, body)
