"""Wording: the fixed sentences of a review, its references and its tables, alike in every format."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

from ...ingest.document import Header
from ..trends.distribution import Distribution
from .review import Contradiction, Review, Section, Value

_AUTHORS = 6
VALUE_COLUMNS = ("property", "material", "value", "conditions", "paper")


def heading(review: Review) -> str:
    """The title."""
    return f"Review: {review.topic}"


def preface(review: Review) -> Iterator[str]:
    """What the review is made of and how far its sections can be trusted."""
    papers, found = len(review.references), review.grouping
    years = list(review.by_year)
    when = f" from {min(years)} to {max(years)}" if years and min(years) != max(years) else ""
    yield (
        f"{'1 paper' if papers == 1 else f'{papers} papers'}{when}. Every sentence below is quoted from the paper "
        "whose number follows it; left out are only connectives at its head and remarks in brackets that point to "
        "figures. Nothing is added."
    )
    if found.silhouette is None:
        yield "The papers are too few or too much alike to be told apart: they stand in one section."
    else:
        yield (
            f"Sections are groups of papers with like words and references: silhouette {found.silhouette:.2f}; from "
            f"80 % of the papers the same groups come with an adjusted Rand index of {found.stability:.2f}."
        )
    yield from (f"{note}." for note in review.notes)


def about(section: Section) -> str:
    """How many papers a section rests on and when they appeared."""
    papers = "1 paper" if len(section.papers) == 1 else f"{len(section.papers)} papers"
    numbers = ", ".join(map(str, section.papers))
    years = section.years
    when = "" if years is None else f", {years[0]}" if years[0] == years[1] else f", {years[0]}–{years[1]}"
    return f"{papers}{when}: {numbers}"


def value_row(value: Value) -> tuple[str, str, str, str, str]:
    """The cells of a value under ``VALUE_COLUMNS``."""
    return value.property.replace("_", " "), value.material, value.value, value.conditions, f"[{value.number}]"


def contradiction_text(each: Contradiction) -> str:
    """Two values that do not agree, in one line."""
    first, second = (
        f"{value.value} for {value.material}{f' ({value.conditions})' if value.conditions else ''} [{value.number}]"
        for value in (each.first, each.second)
    )
    return f"{each.first.property.replace('_', ' ').capitalize()}: {first}, but {second}: {each.reason}."


def years_text(review: Review) -> str:
    """How many papers appeared in each year."""
    return ", ".join(f"{year}: {number}" for year, number in review.by_year.items())


def trend_text(trend: Distribution) -> str:
    """The medians of a property by year and its slope, in one line."""
    medians = "; ".join(f"{each.group}: {each.at(0.5).value:.4g} (n = {each.records})" for each in trend.groups)
    unit = f" in {trend.unit}" if trend.unit else ""
    return f"{' and '.join(trend.property).replace('_', ' ').capitalize()}, median by year{unit}: {medians}."


def reference(header: Header) -> str:
    """A reference: authors, title, journal, year and DOI, as far as they are known."""
    authors = ", ".join(header.authors[:_AUTHORS]) + (" et al." if len(header.authors) > _AUTHORS else "")
    where = " ".join(str(part) for part in (header.journal, header.year) if part)
    doi = f"https://doi.org/{header.doi}" if header.doi else f"File {PurePath(header.source).name}"
    parts = [part.rstrip(".") for part in (authors, header.title or "", where, doi) if part]
    return " ".join(part if part.endswith(("?", "!")) or part is parts[-1] else f"{part}." for part in parts)


def place(section: str | None) -> str:
    """Where in its paper a quotation stands."""
    return section.replace("_", " ") if section else "text"
