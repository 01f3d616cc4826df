"""The chart of Kim's relation: the highest temperature of a synthesis against the number of elements of its target."""

from __future__ import annotations

from urllib.parse import quote

from ..recipes.statistics import RecipeStatistics
from .theme import COLOURS, Spec, chart

_MAX_QUOTE = 300
# Multiples of the golden ratio lie apart: dots beside each other, on the same places every time.
_GOLDEN = 0.618034


def recipes_chart(found: RecipeStatistics) -> Spec:
    """A Vega-Lite specification; a dot is one target of one paper and leads to its DOI, an orange tick a median."""
    across: Spec = {
        "field": "elements",
        "type": "ordinal",
        "title": "elements in the target",
        "axis": {"labelAngle": 0},
    }
    up: Spec = {"type": "quantitative", "scale": {"zero": False}, "title": "highest temperature (°C)"}
    dots = [
        {
            "elements": dot.elements, "aside": round(number * _GOLDEN % 1 * 24 - 12, 2), "value": dot.temperature,
            "target": dot.target, "paper": f"{dot.title or dot.paper} ({dot.year or 'year unknown'})",
            "sentence": dot.sentence[:_MAX_QUOTE],
            "link": f"https://doi.org/{quote(dot.doi)}" if dot.doi else None,
        }
        for number, dot in enumerate(found.dots)
    ]  # fmt: skip
    middles = [
        {"elements": each.elements, "papers": each.papers, "median": level.value, "low": level.low, "high": level.high}
        for each in found.complexity
        for level in each.quantiles
        if level.at == 0.5
    ]
    layers: list[Spec] = [
        {
            "data": {"values": dots},
            "mark": {"type": "point", "filled": True, "size": 26, "opacity": 0.6, "color": "#333333"},
            "encoding": {
                "x": across, "xOffset": {"field": "aside", "type": "quantitative", "scale": {"domain": [-30, 30]}},
                "y": {"field": "value", **up}, "href": {"field": "link"},
                "tooltip": [{"field": "target"}, {"field": "value"}, {"field": "paper"}, {"field": "sentence"}],
            },
        },
        {
            "data": {"values": [each for each in middles if each["low"] is not None]},
            "mark": {"type": "rule", "color": COLOURS[1], "strokeWidth": 4},
            "encoding": {"x": across, "y": {"field": "low", **up}, "y2": {"field": "high"}},
        },
        {
            "data": {"values": middles},
            "mark": {"type": "tick", "color": COLOURS[1], "thickness": 3, "size": 30},
            "encoding": {"x": across, "y": {"field": "median", **up}, "tooltip": [{"field": "papers"}]},
        },
    ]  # fmt: skip
    lines = [
        f"{found.recipes} recipes of {found.papers} papers; a paper counts once for each target",
        "orange: median, its 95 % interval (bootstrap over papers)",
    ]
    if found.trend is not None:
        lines.append(
            f"{found.trend.slope:+.3g} °C with each element (95 %: {found.trend.low:+.3g} to {found.trend.high:+.3g}; "
            f"p {found.trend.p:.2g}; {found.trend.papers} targets)"
        )
    body: Spec = {"width": max(420, 70 * len(middles)), "height": 340, "layer": layers}
    return chart("Heat treatment and complexity of the target", [*lines, *found.notes], body)
