"""The pipeline: a Document becomes an Analysis, and that an Extraction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from ..ingest.document import Document
from .analysis import Analysis
from .cells import find_cells
from .decimal_commas import with_points_in_text
from .extraction import SCHEMA, Extraction
from .items import find_items
from .labelled import with_labels
from .manufacture import with_cells
from .materials import find_materials
from .mentions import find_mentions
from .paper_class import classify
from .paragraph_kinds import paragraph_kinds
from .quantities import find_quantities
from .quantity import Quantity
from .recipes import find_recipes
from .records import find_records
from .samples import find_samples, with_targets
from .sentences import sentences_of

if TYPE_CHECKING:
    from .learned.values import ValueModel

_WITHOUT_QUANTITIES = frozenset({"reference", "table"})
# Papers that report no measurement of their own: the learned values come from papers that do.
_UNMEASURED = frozenset({"review", "computational"})


class Extractor(Protocol):
    """Turns documents into extractions, in their order; rules and learned models are both of this shape."""

    def extract(self, documents: Iterable[Document]) -> Iterator[Extraction]:
        """One Extraction a Document."""
        ...


class RuleExtractor:
    """The Extractor that uses rules alone."""

    def extract(self, documents: Iterable[Document]) -> Iterator[Extraction]:
        """One Extraction a Document."""
        for document in documents:
            yield extract_document(document)


def analyse(document: Document) -> Analysis:
    """Find the sentences, quantities and materials of ``document``, once for every rule."""
    sentences = sentences_of(document)
    return Analysis(
        document, sentences, tuple(_quantities(with_points_in_text(document))), find_materials(document, sentences)
    )


def _quantities(document: Document) -> Iterator[Quantity]:
    group = 0
    for block in document.blocks:
        if block.kind in _WITHOUT_QUANTITIES or block.section == "references":
            continue
        highest = group
        for quantity in find_quantities(block.text, offset=block.start):
            if quantity.group is None:
                yield quantity
            else:
                # Lists are numbered within the text that was searched; here they are numbered within the document.
                shifted = group + quantity.group + 1
                highest = max(highest, shifted)
                yield replace(quantity, group=shifted)
        group = highest


def extract_document(document: Document, values: ValueModel | None = None) -> Extraction:
    """Everything that the rules read out of ``document``, and the results that ``values`` sees besides.

    Reviews and computational papers are left to the rules.
    """
    analysis = analyse(document)
    paper_class = classify(analysis)
    if paper_class.kind not in _UNMEASURED:
        analysis = replace(analysis, values=values)
    samples = find_samples(analysis)
    analysis = with_labels(analysis, samples)
    cells = find_cells(analysis, samples)
    records = find_records(
        analysis,
        samples,
        cells,
        review=paper_class.kind == "review",
        general=paper_class.kind is None,
        battery=paper_class.battery,
        computational=paper_class.kind == "computational",
    )
    paragraphs = paragraph_kinds(analysis)
    samples, recipes = with_targets(samples, find_recipes(analysis, samples, paragraphs))
    made_by = {recipe.sample: recipe.id for recipe in reversed(recipes) if recipe.sample is not None}
    return Extraction(
        schema=SCHEMA,
        document=replace(document.header, paper_class=paper_class),
        blocks=document.blocks,
        references=document.references,
        citations=document.citations,
        mentions=find_mentions(analysis),
        samples=tuple(replace(sample, recipe=made_by.get(sample.id)) for sample in samples),
        cells=cells,
        records=records,
        recipes=with_cells(recipes, cells),
        items=find_items(analysis, cells, samples, paper=paper_class),
        figures=document.figures,
        paragraphs=paragraphs,
    )
