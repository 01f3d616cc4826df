"""The report of a property model, as Markdown and as one HTML page that loads nothing."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping
from html import escape
from urllib.parse import quote

from .model import PropertyModel
from .row import Row
from .scale import from_scale

_MOST_OUTLIERS = 30
_MOST_TEXT = 400
Rows = list[tuple[str, ...]]
# Chart -> what is said above it.
_CHARTS = {
    "predicted": "Predicted against measured", "coverage": "Do the intervals hold?",
    "importance": "What the predictions hang on", "dependence": "How predictions move",
    "curve": "Would more papers help?",
}  # fmt: skip


def _facts(model: PropertyModel) -> list[str]:
    table, found = model.table, model.findings
    left = ", ".join(f"{count} {why}" for why, count in sorted(table.left_out.items())) or "nothing"
    return [
        f"{len(table.rows)} values of {table.papers} papers and {table.substances} materials; left out: {left}",
        f"model: {found.setting}; seed {found.seed}; learned {'the logarithm' if model.log else 'the value'}",
        f"chosen by each outer fold for itself: {'; '.join(sorted(set(found.chosen)))}",
        f"domain: {len(model.domain.elements)} elements ({', '.join(model.domain.elements[:40])})",
        f"learning curve: {found.curve.verdict}",
        *found.notes,
    ]


def _scores(model: PropertyModel) -> Rows:
    scale = "decades" if model.log else model.table.unit
    rows: Rows = [("predicted by", f"mean absolute error ({scale})", "95 %", "rms error", "R²", "more than the model")]
    for each in model.findings.scores:
        worse = f"{each.worse[0]:+.3g} ({each.worse[1]:+.3g} to {each.worse[2]:+.3g})" if each.worse else ""
        rows.append(
            (
                each.name,
                f"{each.mae:.3g}",
                f"{each.low:.3g} to {each.high:.3g}",
                f"{each.rmse:.3g}",
                f"{each.r2:.2f}",
                worse,
            )
        )
    return rows


def _coverage(model: PropertyModel) -> Rows:
    rows: Rows = [("interval", "held", "held inside the domain", "mean over papers", "median width")]
    for each in model.findings.coverage:
        within = "" if each.within is None else f"{each.within:.1%}"
        rows.append((f"{each.level:.0%}", f"{each.share:.1%}", within, f"{each.papers:.1%}", f"{each.width:.3g}"))
    return rows


def _outliers(model: PropertyModel) -> Iterator[tuple[Row, str, str, str]]:
    """Row, measured and predicted in words, guess with its reason, link."""
    unit = model.table.unit
    for each in model.findings.outliers[:_MOST_OUTLIERS]:
        row = model.table.rows[each.row]
        predicted = float(from_scale(model.held[each.row : each.row + 1], log=model.log)[0])
        values = f"{row.value:.3g} {unit}, expected {predicted:.3g}; {each.times:.1f} half widths off"
        doi = row.place.doi if row.place is not None else None
        yield row, values, f"{each.guess}: {each.why}", f"https://doi.org/{quote(doi)}" if doi else ""


def _sentence(row: Row) -> str:
    if row.place is None:
        return f"{row.paper}, {row.id}"
    text = " ".join(row.place.text.split())
    return text if len(text) <= _MOST_TEXT else text[: _MOST_TEXT - 1] + "…"


def _source(row: Row) -> str:
    place = row.place
    return (
        f"{place.title or ''} ({place.year or 'year unknown'}), voltext show {place.document}" if place else row.paper
    )


def markdown_report(model: PropertyModel, pictures: Mapping[str, str]) -> str:
    """The report in Markdown; ``pictures`` are SVG by the names of the charts and stand within it as data."""
    lines = [f"# {model.table.target}: report of a property model", ""]
    lines += [f"- {_plain(fact)}" for fact in _facts(model)]
    lines += ["", "## Errors on papers and materials not learned from", "", *_markdown_table(_scores(model))]
    lines += ["", "## Intervals", "", *_markdown_table(_coverage(model))]
    for name, title in _CHARTS.items():
        if name in pictures:
            data = base64.b64encode(pictures[name].encode()).decode()
            lines += ["", f"## {title}", "", f"![{title}](data:image/svg+xml;base64,{data})"]
    tree = model.findings.tree
    lines += ["", f"## A tree to read (error {tree.error:.3g})", "", "```", tree.text.replace("```", "'''"), "```"]
    lines += ["", "## Outliers: misread, or real?", ""]
    for row, values, guess, link in _outliers(model):
        lines.append(f"- **{_plain(row.material)}** {values}. {_plain(guess)}. “{_plain(_sentence(row))}” "
                     f"({_plain(_source(row))}{', ' + link if link else ''})")  # fmt: skip
    return "\n".join(lines) + "\n"


def _markdown_table(rows: Rows) -> list[str]:
    head, *body = ["|" + "|".join(f" {_plain(cell)} " for cell in row) + "|" for row in rows]
    return [head, "|" + " --- |" * len(rows[0]), *body]


def _plain(text: str) -> str:
    """``text`` so that nothing in it is read as Markdown or HTML."""
    shown = " ".join(text.split())
    for mark in "\\`*_[]<>|#":
        shown = shown.replace(mark, "\\" + mark)
    return shown


def html_report(model: PropertyModel, pictures: Mapping[str, str]) -> str:
    """The report as one page; ``pictures`` are SVG by the names of the charts."""
    title = escape(f"{model.table.target}: report of a property model")
    parts = [f"<h1>{title}</h1>", "<ul>", *(f"<li>{escape(fact)}</li>" for fact in _facts(model)), "</ul>"]
    parts += ["<h2>Errors on papers and materials not learned from</h2>", *_html_table(_scores(model))]
    parts += ["<h2>Intervals</h2>", *_html_table(_coverage(model))]
    for name, said in _CHARTS.items():
        if name in pictures:
            data = base64.b64encode(pictures[name].encode()).decode()
            parts.append(f'<figure><img alt="{escape(said)}" src="data:image/svg+xml;base64,{data}"></figure>')
    tree = model.findings.tree
    parts += [f"<h2>A tree to read (error {tree.error:.3g})</h2>", f"<pre>{escape(tree.text)}</pre>"]
    parts += ["<h2>Outliers: misread, or real?</h2>", "<ol>"]
    for row, values, guess, link in _outliers(model):
        source = escape(_source(row))
        linked = f'<a href="{escape(link)}" rel="noopener">{source}</a>' if link else source
        parts.append(
            f"<li><b>{escape(row.material)}</b> {escape(values)}. <i>{escape(guess)}</i>"
            f"<blockquote>{escape(_sentence(row))}</blockquote>{linked}</li>"
        )
    parts.append("</ol>")
    body = "\n".join(parts)
    return _PAGE.partition("%TITLE%")[0] + title + _PAGE.partition("%TITLE%")[2].replace("%BODY%", body)


def _html_table(rows: Rows) -> list[str]:
    head, *body = rows
    lines = ["<table>", "<tr>" + "".join(f"<th>{escape(cell)}</th>" for cell in head) + "</tr>"]
    lines += ["<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in body]
    return [*lines, "</table>"]


_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<title>%TITLE%</title>
<style>
body { font-family: sans-serif; margin: 1rem auto; max-width: 62rem; padding: 0 1rem; line-height: 1.45; }
table { border-collapse: collapse; } td, th { padding: .25rem .7rem; border-bottom: 1px solid #ddd; text-align: left; }
img { max-width: 100%; height: auto; } figure { margin: 1.5rem 0; }
pre { background: #f5f5f5; padding: .8rem; overflow-x: auto; }
blockquote { margin: .3rem 0 .3rem 1rem; color: #333; } li { margin-bottom: .8rem; overflow-wrap: anywhere; }
</style>
</head>
<body>
%BODY%
</body>
</html>
"""
