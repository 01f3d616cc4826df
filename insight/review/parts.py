"""The parts of a review in the order in which people read them, whatever they are written in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from ...ingest.document import Header
from .review import Quotation, Review, Value
from .wording import about, contradiction_text, heading, preface, trend_text, years_text


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; that of level 0 is the title of the review."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of one or more sentences; an aside tells of the review itself."""

    text: str
    aside: bool = False


@dataclass(frozen=True, slots=True)
class Quotations:
    """Sentences of papers, each with the number of its paper."""

    quotations: tuple[Quotation, ...]


@dataclass(frozen=True, slots=True)
class Values:
    """The values of a section, as a table."""

    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Points:
    """Sentences that stand each for itself."""

    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class References:
    """The papers, numbered from 1."""

    headers: tuple[Header, ...]


Part: TypeAlias = Heading | Paragraph | Quotations | Values | Points | References


def parts(review: Review) -> Iterator[Part]:
    """All of ``review``; what it has none of is left out."""
    yield Heading(heading(review), 0)
    yield from map(Paragraph, preface(review))
    for section in review.sections:
        yield Heading(section.label)
        yield Paragraph(about(section), aside=True)
        if section.rewritten:
            yield Paragraph(section.rewritten)
        yield Quotations(section.quotations)
        if section.values:
            yield Values(section.values)
    if review.questions:
        yield Heading("Open questions")
        yield Quotations(review.questions)
    if review.contradictions:
        yield Heading("Contradictions")
        yield Points(tuple(map(contradiction_text, review.contradictions)))
    if review.by_year:
        yield Heading("Over the years")
        yield Paragraph(f"Papers: {years_text(review)}.")
        yield from (Paragraph(trend_text(trend)) for trend in review.trends)
    yield Heading("References")
    yield References(review.references)
