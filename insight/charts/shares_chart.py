"""The chart of shares: one panel a name, the share of papers by year with its interval and the year of its change."""

from __future__ import annotations

from ..trends.facets import FACETS
from ..trends.shares import Shares
from .theme import COLOURS, Spec, chart, group_names, words

_MAX_PANELS = 12
_COLUMNS = 3
# Room above 100 % for the number of papers.
_TOP = 1.2


def shares_chart(found: Shares) -> Spec:
    """A Vega-Lite specification, a panel for each of the most frequent names."""
    years = found.by == "year"
    shown = found.totals[:_MAX_PANELS]
    groups = group_names([share.group for share in found.shares], years=years)
    narrow = max(200, min(420, 24 * len(groups)))
    across: Spec = {
        "field": "group", "type": "ordinal", "title": None, "scale": {"domain": groups},
        "axis": {"labelAngle": -90 if len(groups) > 8 or not years else 0, "labelOverlap": True},
    }  # fmt: skip
    panels = []
    for total in shown:
        rows = [
            {
                "group": share.group, "share": share.level.share, "low": share.level.low, "high": share.level.high,
                "n": share.level.papers, "hits": share.level.hits,
            }
            for share in found.shares
            if share.name == total.name
        ]  # fmt: skip
        up: Spec = {
            "type": "quantitative", "scale": {"domain": [0, _TOP]}, "title": "share of papers",
            "axis": {"format": "%", "values": [0, 0.25, 0.5, 0.75, 1]},
        }  # fmt: skip
        hints = [
            {"field": "group", "title": words(found.by)}, {"field": "hits", "title": "papers with it"},
            {"field": "n", "title": "papers"}, {"field": "share", "format": ".1%"},
            {"field": "low", "title": "95 % from", "format": ".1%"},
            {"field": "high", "title": "95 % to", "format": ".1%"},
        ]  # fmt: skip
        layers: list[Spec] = [
            {
                "mark": {"type": "rule", "color": COLOURS[4], "strokeWidth": 2},
                "encoding": {"x": across, "y": {"field": "low", **up}, "y2": {"field": "high"}, "tooltip": hints},
            },
            {
                "mark": {"type": "point", "filled": True, "size": 40, "color": COLOURS[0], "opacity": 1},
                "encoding": {"x": across, "y": {"field": "share", **up}, "tooltip": hints},
            },
            {
                "mark": {"type": "text", "fontSize": 9, "color": "#555555", "angle": 0 if len(groups) <= 12 else 270},
                "encoding": {"x": across, "y": {"datum": _TOP - 0.08, **up}, "text": {"field": "n"}},
            },
        ]
        told = f"{total.level.hits} of {total.level.papers} papers"
        if total.change is not None and total.change.probability >= 0.95:
            change = total.change
            when = f"{change.year}" if change.low == change.high else f"{change.year} ({change.low}–{change.high})"
            told += f"; {when}: {change.before.share:.0%} → {change.after.share:.0%}"
            marker: Spec = {
                "data": {"values": [{"group": str(change.year)}]},
                "mark": {"type": "rule", "color": COLOURS[1], "strokeWidth": 2, "strokeDash": [5, 3]},
                "encoding": {"x": across, "y": {"datum": 0, **up}, "y2": {"datum": 1}},
            }
            layers.insert(0, marker)
        panels.append(
            {
                "title": {"text": words(total.name), "subtitle": told, "anchor": "start", "fontSize": 13},
                "data": {"values": rows}, "width": narrow, "height": 150, "layer": layers,
            }
        )  # fmt: skip
    notes = [
        f"{found.papers} papers name any of them; bars: 95 % (Wilson); on top: papers a {words(found.by)}",
        "dashed: the year in which a share changed, where that is sure to 95 %",
        *found.notes,
    ]
    name = FACETS[found.facet]
    body: Spec = {"concat": panels, "columns": _COLUMNS, "spacing": 24}
    return chart(f"{name[:1].upper()}{name[1:]} by {words(found.by)}", notes, body)
