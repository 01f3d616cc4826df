"""The chart of a coverage: a bar an item, split by status, with its interval; or items against groups in shades."""

from __future__ import annotations

import json
from collections.abc import Sequence
from html import escape
from typing import Any

from ..extract.data import extract_vocabulary
from ..ingest.errors import MissingExtra
from .audit_text import item_name
from .charts.drawing import legible
from .coverage import Share

# Okabe and Ito's colours, which people with any colour vision tell apart.
_SPLIT = {"exact": "#0072B2", "approximate": "#E69F00", "range": "#009E73"}
_INK = "#222222"
_WORDS = "papers that report the item, of those to which it applies / %"


def spec(shares: Sequence[Share], *, title: str) -> dict[str, Any]:
    """The Vega-Lite figure of ``shares``: bars for one group, shades for several."""
    several = len({share.group for share in shares}) > 1
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "title": {"text": title, "anchor": "start", "color": _INK, "fontSize": 14},
        "background": "white",
        "config": {
            "view": {"stroke": None},
            "axis": {"labelColor": _INK, "titleColor": _INK, "labelLimit": 320, "titleFontWeight": "normal"},
        },
        **(_shades(shares) if several else _bars(shares)),
    }


def _bars(shares: Sequence[Share]) -> dict[str, Any]:
    rows: list[dict[str, Any]] = []
    for place, share in enumerate(shares):
        start = 0.0
        for status in _SPLIT:
            end = start + 100 * getattr(share, status) / share.papers
            rows.append(
                {
                    "item": item_name(share.key) + f" (n = {share.papers})", "place": place, "status": status,
                    "start": start, "end": end, "low": 100 * share.low, "high": 100 * share.high,
                }
            )  # fmt: skip
            start = end
    item = {"field": "item", "type": "nominal", "sort": {"field": "place"}, "title": None, "axis": {"ticks": False}}
    scale = {"domain": [0, 100]}
    return {
        "width": 480,
        "height": {"step": 17},
        "data": {"values": rows},
        "layer": [
            {
                "mark": {"type": "bar", "stroke": "white", "strokeWidth": 0.6},
                "encoding": {
                    "y": item,
                    "x": {"field": "start", "type": "quantitative", "scale": scale, "title": _WORDS},
                    "x2": {"field": "end"},
                    "color": {
                        "field": "status",
                        "type": "nominal",
                        "scale": {"domain": list(_SPLIT), "range": list(_SPLIT.values())},
                        "legend": {"orient": "bottom", "title": "lines: 95 % intervals"},
                    },
                },
            },
            {
                "transform": [{"filter": "datum.status == 'exact'"}],
                "mark": {"type": "rule", "color": _INK, "strokeWidth": 1.4},
                "encoding": {
                    "y": item,
                    "x": {"field": "low", "type": "quantitative"},
                    "x2": {"field": "high"},
                },
            },
        ],
    }


def _shades(shares: Sequence[Share]) -> dict[str, Any]:
    most: dict[str, int] = {}
    for share in shares:
        most[share.group] = max(most.get(share.group, 0), share.papers)
    known = list(extract_vocabulary("items"))
    order = sorted({share.key for share in shares}, key=known.index)
    rows = [
        {
            "item": item_name(share.key), "place": order.index(share.key), "share": 100 * share.share,
            "group": f"{share.group} (n = {most[share.group]})",
        }
        for share in shares
    ]  # fmt: skip
    axes = {
        "y": {"field": "item", "type": "nominal", "sort": {"field": "place"}, "title": None},
        "x": {"field": "group", "type": "nominal", "title": None, "axis": {"labelAngle": -50}},
    }
    shade = {
        "field": "share", "type": "quantitative", "title": "papers / %",
        "scale": {"scheme": "cividis", "domain": [0, 100]},
    }  # fmt: skip
    ink = {"condition": {"test": "datum.share < 55", "value": "white"}, "value": "black"}
    text = {"field": "share", "type": "quantitative", "format": ".0f"}
    return {
        "width": {"step": 34},
        "height": {"step": 17},
        "data": {"values": rows},
        "layer": [
            {"mark": "rect", "encoding": {**axes, "color": shade}},
            {"mark": {"type": "text", "fontSize": 10}, "encoding": {**axes, "text": text, "color": ink}},
        ],
    }


def svg(shares: Sequence[Share], *, title: str) -> str:
    """The figure as SVG. Raises MissingExtra where the library that draws it is not there."""
    return str(_converter().vegalite_to_svg(_drawable(shares, title), vl_version="5.20"))


def png(shares: Sequence[Share], *, title: str) -> bytes:
    """The figure as PNG, two pixels a point. Raises MissingExtra as `svg` does."""
    return bytes(_converter().vegalite_to_png(_drawable(shares, title), vl_version="5.20", scale=2))


def _drawable(shares: Sequence[Share], title: str) -> str:
    # A journal's name may hold characters at which the library ends the process.
    return json.dumps(legible(spec(shares, title=title)))


def _converter() -> Any:
    try:
        import vl_convert
    except ImportError as error:
        raise MissingExtra("a chart", "charts") from error
    return vl_convert


def page(shares: Sequence[Share], papers: dict[str, str], *, title: str) -> str:
    """A self-contained HTML page: the figure, and behind each bar the list of its papers.

    ``papers`` says how to show each paper (its title and DOI) by document id.
    """
    parts = [
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n',
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n',
        f"<title>{escape(title)}</title>\n<style>\n{_STYLE}</style>\n</head>\n<body>\n<main>\n",
        f'<figure role="img" aria-label="{escape(title, quote=True)}">\n{svg(shares, title=title)}\n</figure>\n',
        "<h2>The papers behind each bar</h2>\n",
    ]
    for share in shares:
        name = item_name(share.key) + ("" if share.group == "all" else f", {share.group}")
        parts.append(
            f"<details><summary>{escape(name)}: {share.reported} of {share.papers} papers, {100 * share.share:.0f} % "
            f"({100 * share.low:.0f}–{100 * share.high:.0f} %); {share.exact} exact, {share.approximate} approximate, "
            f"{share.range} range</summary>\n<ol>\n"
        )
        parts += [f"<li>{escape(papers.get(id, id))}</li>\n" for id in share.reporting]
        parts.append("</ol></details>\n")
    parts.append("</main>\n</body>\n</html>\n")
    return "".join(parts)


_STYLE = """body { font: 16px/1.5 system-ui, sans-serif; margin: 0; background: #fff; color: #222; }
main { max-width: 60rem; margin: 0 auto; padding: 1rem; }
figure { margin: 0; overflow-x: auto; } figure svg { max-width: 100%; height: auto; }
details { border-top: 1px solid #ddd; padding: .3rem 0; } summary { cursor: pointer; }
@media print { details { break-inside: avoid; } }
"""
