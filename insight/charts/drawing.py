"""Drawing: a chart's specification to SVG, PDF, PNG or a page of its own, without a browser and without a network."""

from __future__ import annotations

import json
import re
from html import escape
from typing import Any

from ...ingest.errors import MissingExtra

FORMATS = ("svg", "pdf", "png", "html")
_PIXELS = 2.0
_ILLEGIBLE = re.compile("[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\u202a-\u202e\u2066-\u2069]")
_VEGA_LITE = "5.21"
# What the bundled library is to hand to the script below it.
_GLOBALS = "window.vegaEmbed = vegaEmbed;"


def legible(value: Any) -> Any:
    """``value`` (dicts, lists, words) without characters that no XML may hold, at which the drawing library aborts.

    Nor with overrides of the direction of writing, which could turn the words that follow.
    """
    if isinstance(value, str):
        return _ILLEGIBLE.sub("\N{REPLACEMENT CHARACTER}", value)
    if isinstance(value, dict):
        return {legible(key): legible(each) for key, each in value.items()}
    return [legible(each) for each in value] if isinstance(value, list) else value


def draw(spec: dict[str, Any], format: str) -> bytes:
    """``spec`` in ``format``, one of ``FORMATS``. Raises MissingExtra where the library is not installed."""
    try:
        import vl_convert
    except ImportError as error:
        raise MissingExtra("a chart", "charts") from error
    spec = legible(spec)
    # The drawing engine may not look for anything outside: charts carry their data.
    offline: dict[str, Any] = {"vl_version": _VEGA_LITE, "allowed_base_urls": []}
    if format == "svg":
        return str(vl_convert.vegalite_to_svg(spec, **offline)).encode()
    if format == "pdf":
        return bytes(vl_convert.vegalite_to_pdf(spec, **offline))
    if format == "png":
        return bytes(vl_convert.vegalite_to_png(spec, scale=_PIXELS, **offline))
    return _page(spec, vl_convert.javascript_bundle(_GLOBALS, vl_version=_VEGA_LITE)).encode()


def _page(spec: dict[str, Any], library: str) -> str:
    """A page that draws ``spec`` with the ``library`` that it carries; links open beside it."""
    title = escape(str(spec["title"]["text"]))
    # Within a script element a closing tag in a paper's title would end it.
    data = json.dumps(spec, ensure_ascii=False).replace("<", "\\u003c")
    parts = {
        "%POLICY%": _POLICY,
        "%TITLE%": title,
        "%LIBRARY%": library.replace("</script", "<\\/script"),
        "%SPEC%": data,
    }
    return _PLACE.sub(lambda place: parts[place.group()], _PAGE)


_PLACE = re.compile("%(?:POLICY|TITLE|LIBRARY|SPEC)%")
# The page loads nothing; Vega compiles its expressions, hence eval.
_POLICY = "default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval'; style-src 'unsafe-inline'; img-src data:"
_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="%POLICY%">
<title>%TITLE%</title>
<style>
body { font-family: sans-serif; margin: 1rem; }
#vg-tooltip-element { max-width: 34rem; }
#vg-tooltip-element td.value { max-width: 26rem; white-space: normal; overflow-wrap: anywhere; }
</style>
</head>
<body>
<div id="chart"></div>
<noscript>This chart is drawn by a script that the page carries; switch scripts on, or ask for SVG.</noscript>
<script type="module">
%LIBRARY%
const spec = %SPEC%;
vegaEmbed("#chart", spec, {renderer: "svg", actions: {export: true, source: false, compiled: false, editor: false},
  loader: {target: "_blank"}});
</script>
</body>
</html>
"""
