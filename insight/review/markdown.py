"""A review as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...ingest.document import Header
from .parts import Heading, Paragraph, Part, Points, Quotations, References, Values, parts
from .review import Review
from .wording import VALUE_COLUMNS, reference, value_row

_ADDRESS = re.compile(r"[\w./:;()+-]{1,300}", re.ASCII)
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")


def markdown(review: Review) -> Iterator[str]:
    """The parts of the page."""
    for part in parts(review):
        yield from _written(part)


def _written(part: Part) -> Iterator[str]:
    match part:
        case Heading(text, level):
            yield f"{'#' * (level + 1)} {_plain(text)}\n\n"
        case Paragraph(text, aside):
            yield f"*{_plain(text)}*\n\n" if aside else f"{_plain(text)}\n\n"
        case Quotations(quotations):
            yield from (f"- “{_plain(each.statement.text)}” \\[{each.number}\\]\n" for each in quotations)
            yield "\n"
        case Values(values):
            yield f"| {' | '.join(VALUE_COLUMNS)} |\n|{'---|' * len(VALUE_COLUMNS)}\n"
            yield from (f"| {' | '.join(map(_plain, value_row(value)))} |\n" for value in values)
            yield "\n"
        case Points(texts):
            yield from (f"- {_plain(text)}\n" for text in texts)
            yield "\n"
        case References(headers):
            yield from (f"{number}. {_reference(header)}\n" for number, header in enumerate(headers, 1))


def _reference(header: Header) -> str:
    text, address = _plain(reference(header)), f"https://doi.org/{header.doi}"
    # Between angle brackets nothing is escaped, or the address of a DOI such as 10.1007/978-3-319-10512-3_12 breaks.
    return text.replace(_plain(address), f"<{address}>") if header.doi and _ADDRESS.fullmatch(address) else text


def _plain(text: str) -> str:
    """``text`` of a paper, which may hold marks and markup, as words."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))
