"""A review as one self-contained HTML page: every quotation links to its paper and shows its place there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from pathlib import Path

from ...ingest.document import Header
from ...ingest.errors import MissingExtra
from ..charts.distribution_chart import distribution_chart
from ..charts.drawing import draw
from ..trends.distribution import Distribution
from .review import Contradiction, Quotation, Review, Value
from .wording import VALUE_COLUMNS, about, contradiction_text, heading, place, preface, reference, trend_text, value_row

_STYLE = Path(__file__).parent.parent / "audit.css"
_EXTRA = """
blockquote.quoted{margin:.6rem 0;color:var(--ink);font-size:1rem}
.quoted cite{display:inline}
td.number{text-align:right;white-space:nowrap}
.years{display:flex;align-items:flex-end;gap:.25rem;height:8rem;margin:1rem 0;overflow-x:auto}
.years div{flex:1 0 1.6rem;text-align:center;font-size:.75rem;color:var(--soft)}
.years i{display:block;background:var(--blue);border-radius:2px 2px 0 0}
figure{margin:1rem 0}
figure svg{max-width:100%;height:auto;background:#fff}
ol.references li{margin:.35rem 0;overflow-wrap:anywhere}
li:target{outline:2px solid var(--blue)}
"""
_POWER = re.compile(r"\^([+−-]?\d{0,3}[+−-]?)(?<=[\d+−-])")
_CITED = re.compile(r"\[(\d+)\]")
_BAR = 6.0


def page(review: Review) -> Iterator[str]:
    """The parts of the page. Nothing is loaded from elsewhere: one file, no script."""
    yield '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    yield f"<title>{escape(heading(review))}</title>\n"
    yield f"<style>\n{_STYLE.read_text(encoding='utf-8')}{_EXTRA}</style>\n</head>\n<body>\n<main>\n<article>\n"
    yield f"<h1>{escape(heading(review))}</h1>\n"
    yield from (f'<p class="meta">{escape(sentence)}</p>\n' for sentence in preface(review))
    yield "<ol>\n"
    for number, section in enumerate(review.sections, 1):
        yield f'<li><a href="#s{number}">{escape(section.label)}</a> ({len(section.papers)})</li>\n'
    yield "</ol>\n"
    for number, section in enumerate(review.sections, 1):
        yield f'<h2 id="s{number}">{escape(section.label)}</h2>\n<p class="meta">{escape(about(section))}</p>\n'
        if section.rewritten:
            yield f"<p>{_linked(section.rewritten)}</p>\n"
        yield from _quotations(section.quotations)
        yield from _values(section.values)
    if review.questions:
        yield "<h2>Open questions</h2>\n"
        yield from _quotations(review.questions)
    yield from _contradictions(review.contradictions)
    yield from _years(review)
    yield '<h2>References</h2>\n<ol class="references">\n'
    yield from (_reference(number, header) for number, header in enumerate(review.references, 1))
    yield "</ol>\n</article>\n</main>\n</body>\n</html>\n"


def _quotations(quotations: tuple[Quotation, ...]) -> Iterator[str]:
    for each in quotations:
        said = each.statement
        where = f"{place(said.section)}, characters {said.start} to {said.end} of document {said.paper}"
        yield f'<blockquote class="quoted" title="{escape(said.source)} ({escape(where)})">“{_raised(said.text)}” '
        yield f"{_linked(f'[{each.number}]')}</blockquote>\n"


def _linked(text: str) -> str:
    """``text`` with its citations as links to the references."""
    return _CITED.sub(r'<a href="#r\1">[\1]</a>', _raised(text))


def _raised(text: str) -> str:
    """``text`` as HTML, powers and charges raised."""
    return _POWER.sub(r"<sup>\1</sup>", escape(text))


def _values(values: tuple[Value, ...]) -> Iterator[str]:
    if not values:
        return
    yield "<table>\n<thead><tr>" + "".join(f"<th>{name}</th>" for name in VALUE_COLUMNS) + "</tr></thead>\n<tbody>\n"
    for value in values:
        cells = value_row(value)
        yield f'<tr title="{escape(value.quoted)}"><td>{escape(cells[0])}</td><td>{_raised(cells[1])}</td>'
        yield f'<td class="number">{_raised(cells[2])}</td><td>{_raised(cells[3])}</td>'
        yield f"<td>{_linked(cells[4])}</td></tr>\n"
    yield "</tbody>\n</table>\n"


def _contradictions(found: tuple[Contradiction, ...]) -> Iterator[str]:
    if not found:
        return
    yield "<h2>Contradictions</h2>\n<ul>\n"
    for each in found:
        yield f"<li>{_linked(contradiction_text(each))}"
        for value in (each.first, each.second):
            yield f"<blockquote>“{escape(value.quoted)}” {_linked(f'[{value.number}]')}</blockquote>"
        yield "</li>\n"
    yield "</ul>\n"


def _years(review: Review) -> Iterator[str]:
    if not review.by_year:
        return
    most = max(review.by_year.values())
    yield '<h2>Over the years</h2>\n<p>Papers of this review by year.</p>\n<div class="years">\n'
    for year in range(min(review.by_year), max(review.by_year) + 1):
        number = review.by_year.get(year, 0)
        yield f'<div>{number or ""}<i style="height:{_BAR * number / most:.2f}rem"></i>{year}</div>\n'
    yield "</div>\n"
    for trend in review.trends:
        yield f"<p>{escape(trend_text(trend))}</p>\n{_drawn(trend)}"


def _drawn(trend: Distribution) -> str:
    """The chart of a trend within the page; nothing where the drawing library is not installed."""
    try:
        svg = draw(distribution_chart(trend), "svg").decode()
    except MissingExtra:
        return ""
    return f"<figure>{svg[svg.index('<svg') :]}</figure>\n"


def _reference(number: int, header: Header) -> str:
    text = escape(reference(header))
    if header.doi:
        address = escape(f"https://doi.org/{header.doi}")
        text = text.replace(address, f'<a href="{address}" rel="noreferrer">{address}</a>')
    return f'<li id="r{number}">{text}</li>\n'
