"""A review as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...ingest.document import Header
from .review import Quotation, Review
from .wording import (
    VALUE_COLUMNS,
    about,
    contradiction_text,
    heading,
    preface,
    reference,
    trend_text,
    value_row,
    years_text,
)

_ADDRESS = re.compile(r"[\w./:;()+-]{1,300}", re.ASCII)
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")


def markdown(review: Review) -> Iterator[str]:
    """The parts of the page."""
    yield f"# {_plain(heading(review))}\n\n"
    for sentence in preface(review):
        yield f"{_plain(sentence)}\n\n"
    for section in review.sections:
        yield f"## {_plain(section.label)}\n\n*{about(section)}*\n\n"
        if section.rewritten:
            yield f"{_plain(section.rewritten)}\n\n"
        yield from _quotations(section.quotations)
        if section.values:
            yield f"| {' | '.join(VALUE_COLUMNS)} |\n|{'---|' * len(VALUE_COLUMNS)}\n"
            for value in section.values:
                yield f"| {' | '.join(_plain(cell) for cell in value_row(value))} |\n"
            yield "\n"
    if review.questions:
        yield "## Open questions\n\n"
        yield from _quotations(review.questions)
    if review.contradictions:
        yield "## Contradictions\n\n"
        yield from (f"- {_plain(contradiction_text(each))}\n" for each in review.contradictions)
        yield "\n"
    if review.by_year:
        yield f"## Over the years\n\nPapers: {years_text(review)}.\n\n"
        yield from (f"{_plain(trend_text(trend))}\n\n" for trend in review.trends)
    yield "## References\n\n"
    for number, header in enumerate(review.references, 1):
        yield f"{number}. {_reference(header)}\n"


def _quotations(quotations: tuple[Quotation, ...]) -> Iterator[str]:
    for each in quotations:
        yield f"- “{_plain(each.statement.text)}” \\[{each.number}\\]\n"
    yield "\n"


def _reference(header: Header) -> str:
    text, address = _plain(reference(header)), f"https://doi.org/{header.doi}"
    # Between angle brackets nothing is escaped, or the address of a DOI such as 10.1007/978-3-319-10512-3_12 breaks.
    return text.replace(_plain(address), f"<{address}>") if header.doi and _ADDRESS.fullmatch(address) else text


def _plain(text: str) -> str:
    """``text`` of a paper, which may hold marks and markup, as words."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))
