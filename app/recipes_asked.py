"""Recipes asked for: the questions of `voltext recipes`, asked of a knowledge base."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from zlib import decompress

import msgspec

from ..extract.data import extract_vocabulary
from ..ingest.errors import UsageError
from ..insight.recipes.comparison import Comparison, compare, is_part
from ..insight.recipes.drawing import FORMATS, draw_recipes
from ..insight.recipes.graph import graph_of
from ..insight.recipes.made import Made, Recipes, made_of
from ..insight.recipes.proposal import Proposals, propose
from ..insight.recipes.ranges import middles_of
from ..insight.recipes.statistics import RecipeStatistics, recipe_statistics
from ..kb.sqlite import SqliteStore
from .arguments import check_text
from .bar import Bar
from .options import check_name

_NEAR = 0.9


def recipes_in(kb: Path, *, kind: str | None = None) -> Iterator[Made]:
    """The recipes of a knowledge base that make a material, of one work once; of ``kind`` alone where it is given.

    Raises UsageError where there is no such kind, StoreError where there is no knowledge base.
    """
    methods = [c for c, term in extract_vocabulary("paragraph_kinds").items() if term.get("group") == "synthesis"]
    if kind is not None:
        check_text(kind, "kind")
        check_name(kind, methods, "kind")
    with closing(SqliteStore.open(kb)) as store, Bar("papers", late=True) as bar:
        standing = [edition.header.id for edition in store.editions() if edition.work in (None, edition.header.id)]
        for number, document in enumerate(standing, 1):
            if number % 200 == 0:
                bar.show(total=len(standing), ended=number, failed=0)
            entry = store.get(document)
            if entry is not None:
                paper = msgspec.json.decode(decompress(entry.payload), type=Recipes)
                yield from (made for made in made_of(paper) if kind is None or made.recipe.kind == kind)


def comparison_of(kb: Path, target: str, *, similar: float | None = None, kind: str | None = None) -> Comparison:
    """The recipes for ``target``; where there is none and ``similar`` is None, those of targets much like it.

    Raises UsageError for an empty target, StoreError where there is no knowledge base.
    """
    _check_target(target)
    if similar is not None and not (isinstance(similar, int | float) and 0 <= similar <= 1):
        raise UsageError(f"similar is {str(similar)[:40]}; it must lie between 0 and 1")
    made = list(recipes_in(kb, kind=kind))
    found = compare(made, target, similar=similar)
    return found if found.made or similar is not None else compare(made, target, similar=_NEAR)


def statistics_of(kb: Path, *, kind: str | None = None) -> RecipeStatistics:
    """The statistics of all recipes. Raises StoreError where there is no knowledge base."""
    return recipe_statistics(recipes_in(kb, kind=kind))


def proposals_of(kb: Path, target: str, *, kind: str | None = None) -> Proposals:
    """Precursors for ``target``. Raises UsageError where its composition is not known, StoreError."""
    _check_target(target)
    return propose(recipes_in(kb, kind=kind), target)


def _check_target(target: object) -> None:
    check_text(target, "the target")
    if not str(target).strip():
        raise UsageError("the target is empty: give a formula, a name or a sample's label")


def check_drawing(path: Path) -> str:
    """The format that the name of ``path`` asks for. Raises UsageError where it is none of the drawings'."""
    format = path.suffix.lower().removeprefix(".")
    if format not in FORMATS:
        raise UsageError(f"--draw {path}: the name must end in {', '.join('.' + each for each in FORMATS)}")
    return format


def write_drawing(found: Comparison, path: Path) -> None:
    """Draw the recipes of ``found`` into ``path``. Raises UsageError where there is none or it cannot be written."""
    from ..ingest.whole import replacing

    format = check_drawing(path)
    if not found.made:
        raise UsageError(f"nothing to draw: no recipe for {found.target[:60]}")
    drawn = draw_recipes(found.made, format)
    with replacing(path) as part:
        part.write_bytes(drawn)


def as_json(found: Comparison) -> dict[str, Any]:
    """``found`` with the graph of each recipe beside it, ready for JSON."""
    return {
        "target": found.target, "papers": found.papers, "likeness": found.likeness, "temperature": found.temperature,
        "time": found.time, "precursors": found.precursors, "atmospheres": found.atmospheres,
        "methods": found.methods,
        "recipes": [
            {
                "id": made.id, "document": made.document, "doi": made.doi, "title": made.title, "year": made.year,
                "target": made.target, "composition": made.composition, "sample": made.sample,
                "temperature": made.temperature, "time": made.time, "atmosphere": made.atmosphere,
                "middles": middles_of(made), "part": bool(found.target) and is_part(made, found.target),
                "recipe": made.recipe, "graph": graph_of(made.recipe), "sentences": made.sentences,
            }
            for made in found.made
        ],
    }  # fmt: skip
