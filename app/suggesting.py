"""Suggesting: the materials and papers of a knowledge base that a property model has not learned from."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from ..extract.composition import canonical_composition
from ..extract.extraction import Extraction
from ..extract.families import family_of
from ..extract.materials import materials_in
from ..insight.models.composition import fractions, substance_key
from ..insight.models.model import PropertyModel
from ..insight.models.row import Row
from ..insight.models.suggest import Candidate, PaperSuggestion, papers_to_read
from ..kb.identity import doi_key, paper_key
from ..kb.sqlite import SqliteStore
from .bar import Bar
from .modelling import numbers_of

# A reference is a line or two; what is longer is a list run together.
_LONGEST_REFERENCE = 1000


@dataclass(slots=True)
class _Cited:
    """A work that papers cite: its reference, and who cites it."""

    title: str
    doi: str | None
    by: set[str] = field(default_factory=set)


def known_materials(kb: Path, model: PropertyModel, at: list[str]) -> list[Row]:
    """The materials that papers of ``kb`` name by a composition and the model did not learn. Raises StoreError."""
    numbers = numbers_of(at)
    learned = {row.substance for row in model.table.rows}
    found: dict[str, Row] = {}
    for extraction in _papers(kb):
        for composition in _compositions(extraction):
            row = _row(composition, numbers)
            if row is not None and row.substance not in learned:
                found.setdefault(row.substance, row)
    return [found[key] for key in sorted(found)]


def papers_of(kb: Path, model: PropertyModel, at: list[str], *, lowest: bool) -> tuple[PaperSuggestion, ...]:
    """What to read next: works that the papers of ``kb`` cite and it does not hold, and papers without a value.

    A cited work is judged by the materials that its reference names. Raises StoreError.
    """
    numbers = numbers_of(at)
    learned = {row.paper for row in model.table.rows}
    cited: dict[str, _Cited] = {}
    candidates = []
    held = set()
    for extraction in _papers(kb):
        header = extraction.document
        key = paper_key(header)
        held.add(key)
        if key not in learned:
            rows = [_row(each, numbers) for each in _compositions(extraction)]
            title = header.title or header.source
            candidates.append(Candidate(title, header.doi, (), tuple(row for row in rows if row is not None)))
        for reference in extraction.references:
            text = " ".join(reference.text.split())
            if text and len(text) <= _LONGEST_REFERENCE:
                name = doi_key(reference.doi) if reference.doi else text.lower()
                cited.setdefault(name, _Cited(text, reference.doi)).by.add(key)
    for name, work in cited.items():
        if name not in held:
            named = [mention.composition for mention in materials_in(work.title) if mention.composition]
            rows = [_row(each, numbers) for each in dict.fromkeys(named)]
            candidates.append(
                Candidate(work.title, work.doi, tuple(sorted(work.by)), tuple(row for row in rows if row is not None))
            )
    return papers_to_read(model, candidates, lowest=lowest)


def _papers(kb: Path) -> Iterator[Extraction]:
    with closing(SqliteStore.open(kb)) as store, Bar("papers") as bar:
        standing = [each.header.id for each in store.editions() if each.work in (None, each.header.id)]
        for number, document in enumerate(standing):
            bar.show(total=len(standing), ended=number, failed=0)
            entry = store.get(document)
            if entry is not None:
                yield store.curated(entry.extraction())


def _compositions(extraction: Extraction) -> list[str]:
    """The compositions that a paper names, each once, in its order."""
    named = [record.material.composition for record in extraction.records]
    named += [sample.material.composition for sample in extraction.samples]
    named += [mention.norm for mention in extraction.mentions if mention.label == "material"]
    return [each for each in dict.fromkeys(named) if each]


def _row(text: str, numbers: dict[str, float]) -> Row | None:
    """A candidate; None where ``text`` is no composition of two elements or more."""
    composition = canonical_composition(text)
    if composition is None or len(fractions(composition) or ()) < 2:
        return None
    family = family_of(composition)
    names = {"family": family} if family else {}
    key = substance_key(composition, text)
    return Row(composition, 0.0, f"candidate {composition}", key, text, composition, dict(numbers), names)
