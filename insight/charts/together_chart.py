"""The chart of what papers have in common: a heat map of counts, the lift in colour where it is sure."""

from __future__ import annotations

from ..trends.together import SURE, Together
from .theme import SEQUENTIAL, Spec, chart, words


def together_chart(found: Together) -> Spec:
    """A Vega-Lite specification: a cell a pair, its colour the number of papers, its mark whether lift is sure."""
    most = max((pair.papers for pair in found.pairs), default=1)
    rows = [
        {
            "first": words(pair.first), "second": words(pair.second), "papers": pair.papers, "lift": pair.lift,
            "low": pair.low, "high": pair.high, "q": pair.q, "said": str(pair.papers) if pair.papers else "",
            "mark": ("▲" if pair.lift > 1 else "▼") if pair.q < SURE else "",
            "dark": pair.papers < 0.6 * most,
        }
        for pair in found.pairs
    ]  # fmt: skip
    firsts = list(dict.fromkeys(row["first"] for row in rows))
    seconds = list(dict.fromkeys(row["second"] for row in rows))
    across: Spec = {
        "field": "second", "type": "nominal", "sort": seconds, "title": words(found.kinds[1]),
        "axis": {"labelAngle": -40, "labelLimit": 180},
    }  # fmt: skip
    down: Spec = {
        "field": "first", "type": "nominal", "sort": firsts, "title": words(found.kinds[0]),
        "axis": {"labelLimit": 200},
    }  # fmt: skip
    hints = [
        {"field": "first", "title": words(found.kinds[0])}, {"field": "second", "title": words(found.kinds[1])},
        {"field": "papers", "title": "papers with both"}, {"field": "lift"}, {"field": "low", "title": "95 % from"},
        {"field": "high", "title": "95 % to"}, {"field": "q", "format": ".2g"},
    ]  # fmt: skip
    ink: Spec = {"condition": {"test": "datum.dark", "value": "white"}, "value": "black"}
    layers: list[Spec] = [
        {
            "mark": {"type": "rect", "stroke": "white"},
            "encoding": {
                "x": across, "y": down, "tooltip": hints,
                "color": {
                    "field": "papers", "type": "quantitative", "title": "papers",
                    "scale": {"scheme": SEQUENTIAL, "domain": [0, most]}, "legend": {"tickMinStep": 1, "format": "d"},
                },
            },
        },
        {
            "transform": [{"calculate": "datum.said + ' ' + datum.mark", "as": "label"}],
            "mark": {"type": "text", "fontSize": 11},
            "encoding": {"x": across, "y": down, "text": {"field": "label"}, "color": ink},
        },
    ]  # fmt: skip
    body: Spec = {
        "data": {"values": rows}, "width": {"step": 44}, "height": {"step": 24}, "layer": layers,
    }  # fmt: skip
    notes = [
        f"papers that have both, of {found.papers} that have any of both kinds",
        "▲ more, ▼ fewer than by chance (Fisher's test; of all marks one in twenty may be false)",
        *found.notes,
    ]
    return chart(f"{words(found.kinds[0])} and {words(found.kinds[1])} in one paper", notes, body)
