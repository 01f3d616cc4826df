"""Theme: what all charts have in common."""

from __future__ import annotations

from typing import Any

Spec = dict[str, Any]

SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"
# The colours that Okabe and Ito chose for people who do not tell red from green (jfly.uni-koeln.de/color, 2008), the
# yellow, faint on white, last. Numbers have viridis, which also grows evenly lighter in grey.
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00", "#000000", "#F0E442")
SEQUENTIAL = "viridis"
MAX_COLOURS = len(COLOURS)
_FONT = "DejaVu Sans, Liberation Sans, Arial, Helvetica, sans-serif"
_MAX_TITLE = 100
_MAX_YEARS = 80


def chart(title: str, subtitle: list[str], body: Spec) -> Spec:
    """A whole specification: ``body`` (layers or panels) under ``title`` and lines of ``subtitle``."""
    return {
        "$schema": SCHEMA,
        "background": "white",
        "padding": 12,
        "title": {
            "text": title, "subtitle": [_cut(line) for line in subtitle], "anchor": "start", "fontSize": 16,
            "subtitleFontSize": 12, "subtitleColor": "#444444", "subtitlePadding": 4, "offset": 12,
        },
        "config": {
            "font": _FONT,
            "axis": {"labelFontSize": 12, "titleFontSize": 13, "gridColor": "#e6e6e6", "titlePadding": 8},
            "legend": {"labelFontSize": 12, "titleFontSize": 12, "labelLimit": 260},
            "text": {"fontSize": 11},
            "view": {"stroke": "#cccccc"},
            "range": {"category": list(COLOURS)},
        },
        **body,
    }  # fmt: skip


def group_names(names: list[str], *, years: bool) -> list[str]:
    """The places of an axis in their order; of ``years`` also those between that have no paper."""
    known = sorted(set(names))
    if not years or not known or int(known[-1]) - int(known[0]) > _MAX_YEARS:
        return known
    return [str(year) for year in range(int(known[0]), int(known[-1]) + 1)]


def words(code: str) -> str:
    """A code as people write it: ``discharge_capacity`` is ``discharge capacity``."""
    return code.replace("_", " ")


def _cut(line: str) -> str:
    return line if len(line) <= _MAX_TITLE else line[: _MAX_TITLE - 1].rstrip() + "…"
