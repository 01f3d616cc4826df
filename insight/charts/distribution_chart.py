"""The chart of a distribution: every value as a dot, quartiles and median with its interval, n below."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from ..trends.distribution import Distribution
from .theme import COLOURS, Spec, chart, group_names, words

_MAX_QUOTE = 300
# More dots hide each other, and a page of them takes seconds to open.
MAX_DOTS = 5000
# Multiples of the golden ratio lie apart: dots beside each other, on the same places every time.
_GOLDEN = 0.618034


def distribution_chart(found: Distribution) -> Spec:
    """A Vega-Lite specification; in a page, a dot shows paper and sentence and leads to the paper's DOI."""
    years = found.by == "year"
    names = group_names([group.group for group in found.groups], years=years)
    across: Spec = {
        "field": "group", "type": "ordinal", "title": "year of publication" if years else words(found.by),
        "axis": {"labelAngle": 0 if years else -40, "labelOverlap": True}, "scale": {"domain": names},
    }  # fmt: skip
    title = " / ".join(words(code) for code in found.property)
    unit = found.unit or "no unit"
    scale: Spec = {"type": found.scale, "zero": False}
    groups = [
        {
            "group": group.group, "papers": group.papers, "records": group.records, "n": f"{group.papers}",
            "q10": group.at(0.1).value, "q25": group.at(0.25).value, "median": group.at(0.5).value,
            "q75": group.at(0.75).value, "q90": group.at(0.9).value,
            "low": group.at(0.5).low, "high": group.at(0.5).high,
        }
        for group in found.groups
    ]  # fmt: skip
    # Boxes of a handful of papers would say more than these do: there the dots stand alone.
    boxes = [group for group, each in zip(groups, found.groups, strict=True) if not each.few]
    up: Spec = {"type": "quantitative", "scale": scale, "title": f"{title} ({unit})"}
    if found.scale == "log":
        up["axis"] = {"format": "~e"}
    hints = [
        {"field": "group", "title": words(found.by)}, {"field": "papers"}, {"field": "records"},
        {"field": "median", "format": ".4~g"}, {"field": "low", "title": "median, 95 % from", "format": ".4~g"},
        {"field": "high", "title": "median, 95 % to", "format": ".4~g"},
        {"field": "q25", "title": "lower quartile", "format": ".4~g"},
        {"field": "q75", "title": "upper quartile", "format": ".4~g"},
    ]  # fmt: skip
    layers: list[Spec] = [
        {
            "data": {"values": boxes},
            "mark": {"type": "rule", "color": COLOURS[0], "strokeWidth": 1.5},
            "encoding": {"x": across, "y": {"field": "q10", **up}, "y2": {"field": "q90"}},
        },
        {
            "data": {"values": boxes},
            "mark": {"type": "bar", "size": 22, "color": "#bcd9ea", "stroke": COLOURS[0]},
            "encoding": {"x": across, "y": {"field": "q25", **up}, "y2": {"field": "q75"}, "tooltip": hints},
        },
        {
            "data": {"values": _dots(found)},
            "mark": {"type": "point", "filled": True, "size": 22, "opacity": 0.55, "color": "#333333"},
            "encoding": {
                "x": across, "xOffset": {"field": "aside", "type": "quantitative", "scale": {"domain": [-20, 20]}},
                "y": {"field": "value", **up}, "href": {"field": "link"},
                "tooltip": [
                    {"field": "value", "title": f"{title} ({unit})"}, {"field": "material"}, {"field": "paper"},
                    {"field": "sentence"}, {"field": "record"},
                ],
            },
        },
        {
            "data": {"values": boxes},
            "mark": {"type": "rule", "color": COLOURS[1], "strokeWidth": 4},
            "encoding": {"x": across, "y": {"field": "low", **up}, "y2": {"field": "high"}},
        },
        {
            "data": {"values": boxes},
            "mark": {"type": "tick", "color": COLOURS[1], "thickness": 3, "size": 26},
            "encoding": {"x": across, "y": {"field": "median", **up}, "tooltip": hints},
        },
    ]  # fmt: skip
    width = max(480, min(1200, 46 * len(names)))
    counts: Spec = {
        "data": {"values": groups}, "width": width, "height": 22,
        "mark": {"type": "text", "fontSize": 11},
        "encoding": {"x": {**across, "axis": None}, "text": {"field": "n"}, "tooltip": hints},
        "title": {"text": "papers (n)", "fontSize": 11, "fontWeight": "normal", "anchor": "start", "offset": 2},
    }  # fmt: skip
    panels: Spec = {"vconcat": [{"width": width, "height": 340, "layer": layers}, counts], "spacing": 6}
    return chart(f"{title[:1].upper()}{title[1:]} by {words(found.by)}", _said(found), panels)


def _dots(found: Distribution) -> list[dict[str, Any]]:
    """The values to be drawn: all, or ``MAX_DOTS`` of them at even distances."""
    step = max(1, -(-len(found.points) // MAX_DOTS))
    return [
        {
            "group": point.group, "aside": round(number * _GOLDEN % 1 * 14 - 7, 2), "value": point.value,
            "material": point.material or "not named",
            "paper": f"{point.title or point.document} ({point.year or 'year unknown'})",
            "sentence": point.evidence.text[:_MAX_QUOTE] if point.evidence else "",
            "record": f"{point.document} {point.record}",
            "link": f"https://doi.org/{quote(point.doi)}" if point.doi else None,
        }
        for number, point in enumerate(found.points[::step])
    ]  # fmt: skip


def _said(found: Distribution) -> list[str]:
    lines = [
        f"{found.records} values of {found.papers} papers; each paper counts once",
        "box: quartiles; line: 10 to 90 %; orange: median, its 95 % interval (bootstrap over papers)",
    ]
    if len(found.points) > MAX_DOTS:
        lines.append(
            f"too many values to draw: one dot for {-(-len(found.points) // MAX_DOTS)} of them; boxes are of all"
        )
    trend = found.trend
    if trend is not None:
        unit = "decades" if found.scale == "log" else found.unit
        lines.append(
            f"{trend.slope:+.3g} {unit} a year (95 %: {trend.low:+.3g} to {trend.high:+.3g}; Kendall's τ "
            f"{trend.tau:+.2f}, p {trend.p:.2g}; {trend.papers} papers)"
        )
    return [*lines, *found.notes]
