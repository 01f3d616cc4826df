"""The charts of a property model: predicted against measured, importance, dependence, learning curve, coverage."""

from __future__ import annotations

from collections.abc import Mapping

from ..models.model import PropertyModel
from ..models.scale import from_scale, to_scale
from .theme import COLOURS, Spec, chart, words

_MOST_DOTS = 3000
_MOST_GROUPS = 15
_INTERVALS = 150


def model_charts(model: PropertyModel) -> Mapping[str, Spec]:
    """Name -> Vega-Lite specification, those that there is something to draw for."""
    found = {"predicted": _predicted(model), "coverage": _coverage(model)}
    if any(each.growth > 0 for each in model.findings.importances):
        found["importance"] = _importance(model)
    if model.findings.dependences:
        found["dependence"] = _dependence(model)
    if len(model.findings.curve.points) > 1:
        found["curve"] = _curve(model)
    return found


def _scale(model: PropertyModel) -> str:
    return "decades" if model.log else model.table.unit or "unit of the value"


def _title(model: PropertyModel) -> str:
    return f"{words(model.table.target)} ({model.table.unit})" if model.table.unit else words(model.table.target)


def _axis(model: PropertyModel, title: str) -> Spec:
    scale: Spec = {"type": "log" if model.log else "linear", "zero": False, "nice": False}
    return {"type": "quantitative", "title": title, "scale": scale, "axis": {"format": "~e" if model.log else "~r"}}


def _predicted(model: PropertyModel) -> Spec:
    step = max(1, -(-len(model.held) // _MOST_DOTS))
    measured = to_scale([row.value for row in model.table.rows], log=model.log)
    ends = [
        from_scale(each, log=model.log).tolist()
        for each in (measured, model.held, model.held - model.half, model.held + model.half)
    ]
    if all(value >= 0 for value in ends[0]):
        ends[2] = [max(low, 0.0) for low in ends[2]]
    dots = [
        {
            "measured": value, "predicted": middle, "low": low, "high": high, "material": row.material,
            "kind": "within its 90 % interval" if low <= value <= high else "outside it",
        }
        for row, value, middle, low, high in list(zip(model.table.rows, *ends, strict=True))[::step]
    ]  # fmt: skip
    bottom, top = min(ends[0]), max(ends[0])
    across = {"field": "measured", **_axis(model, f"measured {_title(model)}")}
    up = {"field": "predicted", **_axis(model, "predicted")}
    colour: Spec = {
        "field": "kind", "type": "nominal", "title": None, "legend": {"orient": "top"},
        "scale": {"domain": ["within its 90 % interval", "outside it"], "range": [COLOURS[0], COLOURS[1]]},
    }  # fmt: skip
    layers: list[Spec] = [
        {
            "data": {"values": dots[:: max(1, -(-len(dots) // _INTERVALS))]},
            "mark": {"type": "rule", "color": "#bbbbbb", "opacity": 0.5, "clip": True},
            "encoding": {"x": across, "y": {**up, "field": "low"}, "y2": {"field": "high"}},
        },
        {
            "data": {"values": [{"measured": bottom, "predicted": bottom}, {"measured": top, "predicted": top}]},
            "mark": {"type": "line", "color": "#555555", "strokeDash": [5, 4]},
            "encoding": {"x": across, "y": up},
        },
        {
            "data": {"values": dots},
            "mark": {"type": "point", "filled": True, "size": 30, "opacity": 0.65},
            "encoding": {
                "x": across, "y": up, "color": colour,
                "tooltip": [{"field": "material"}, {"field": "measured"}, {"field": "predicted"}],
            },
        },
    ]  # fmt: skip
    score = model.findings.score("model")
    told = [
        f"{len(model.held)} values of {model.table.papers} papers, each predicted without its paper and its material",
        f"mean absolute error {score.mae:.3g} {_scale(model)} (95 %: {score.low:.3g} to {score.high:.3g})",
    ]
    return chart(
        f"Predicted against measured: {words(model.table.target)}", told, {"width": 420, "height": 420, "layer": layers}
    )


def _coverage(model: PropertyModel) -> Spec:
    rows = [
        {"level": each.level, "share": share, "of": of}
        for each in model.findings.coverage
        for share, of in ((each.share, "all values"), (each.within, "values inside the domain"))
        if share is not None
    ]
    across: Spec = {
        "field": "level", "type": "quantitative", "title": "level of the interval",
        "scale": {"domain": [0.4, 1]}, "axis": {"format": "%"},
    }  # fmt: skip
    up: Spec = {
        "field": "share", "type": "quantitative", "title": "share of the values that it held",
        "scale": {"domain": [0.4, 1], "clamp": True}, "axis": {"format": "%"},
    }  # fmt: skip
    colour: Spec = {
        "field": "of", "type": "nominal", "title": None, "legend": {"orient": "top"},
        "scale": {"range": [COLOURS[0], COLOURS[1]]},
    }  # fmt: skip
    layers: list[Spec] = [
        {
            "data": {"values": [{"level": 0.4, "share": 0.4}, {"level": 1, "share": 1}]},
            "mark": {"type": "line", "color": "#555555", "strokeDash": [5, 4]},
            "encoding": {"x": across, "y": up},
        },
        {
            "data": {"values": rows},
            "mark": {"type": "line", "point": {"size": 60}},
            "encoding": {"x": across, "y": up, "color": colour},
        },
    ]
    told = ["on papers and materials that were not learned from; dashed: as promised"]
    return chart("Do the intervals hold?", told, {"width": 320, "height": 320, "layer": layers})


def _importance(model: PropertyModel) -> Spec:
    rows = [
        {"group": words(each.group), "growth": each.growth, "low": each.growth - each.deviation,
         "high": each.growth + each.deviation}
        for each in model.findings.importances[:_MOST_GROUPS]
        if each.growth > 0
    ]  # fmt: skip
    up: Spec = {"field": "group", "type": "nominal", "sort": [row["group"] for row in rows], "title": None,
                "axis": {"labelLimit": 260}}  # fmt: skip
    across: Spec = {"field": "growth", "type": "quantitative", "title": f"growth of the error ({_scale(model)})"}
    layers: list[Spec] = [
        {"mark": {"type": "bar", "color": COLOURS[4]}, "encoding": {"y": up, "x": across}},
        {
            "mark": {"type": "rule", "color": "#333333"},
            "encoding": {"y": up, "x": {**across, "field": "low"}, "x2": {"field": "high"}},
        },
    ]
    told = ["growth of the held-out error when it is shuffled; line: standard deviation over the folds"]
    body: Spec = {"data": {"values": rows}, "width": 420, "height": {"step": 22}, "layer": layers}
    return chart("What the predictions hang on", told, body)


def _dependence(model: PropertyModel) -> Spec:
    panels = []
    for each in model.findings.dependences:
        ends = [
            from_scale(to_scale(curve, log=False), log=model.log).tolist()
            for curve in (each.predicted, each.low, each.high)
        ]
        rows = [
            {"x": value, "y": middle, "low": low, "high": high}
            for value, middle, low, high in zip(each.values, *ends, strict=True)
        ]
        across: Spec = {"field": "x", "type": "quantitative", "title": words(each.feature), "scale": {"zero": False}}
        up: Spec = {"field": "y", **_axis(model, model.table.unit or "predicted")}
        panels.append(
            {
                "data": {"values": rows}, "width": 220, "height": 170,
                "layer": [
                    {
                        "mark": {"type": "area", "color": COLOURS[4], "opacity": 0.3},
                        "encoding": {"x": across, "y": {**up, "field": "low"}, "y2": {"field": "high"}},
                    },
                    {
                        "mark": {"type": "line", "color": COLOURS[0], "point": len(rows) < 6},
                        "encoding": {"x": across, "y": up},
                    },
                ],
            }
        )  # fmt: skip
    told = ["line: mean prediction when every value had this; band: half of the values; the model, not nature"]
    return chart("How predictions move", told, {"concat": panels, "columns": 3, "spacing": 24})


def _curve(model: PropertyModel) -> Spec:
    rows = [
        {
            "papers": each.papers,
            "error": each.error,
            "low": each.error - each.deviation,
            "high": each.error + each.deviation,
        }
        for each in model.findings.curve.points
    ]
    across: Spec = {"field": "papers", "type": "quantitative", "title": "papers learned from"}
    up: Spec = {"type": "quantitative", "title": f"held-out error ({_scale(model)})", "scale": {"zero": False}}
    layers: list[Spec] = [
        {
            "mark": {"type": "rule", "color": COLOURS[4], "strokeWidth": 2},
            "encoding": {"x": across, "y": {"field": "low", **up}, "y2": {"field": "high"}},
        },
        {
            "mark": {"type": "line", "point": {"size": 60}, "color": COLOURS[0]},
            "encoding": {"x": across, "y": {"field": "error", **up}},
        },
    ]
    body: Spec = {"data": {"values": rows}, "width": 420, "height": 260, "layer": layers}
    return chart("Would more papers help?", [model.findings.curve.verdict, "bars: standard error over the folds"], body)
