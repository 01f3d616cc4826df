"""voltext eval: what a learned model finds, against annotated documents."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from ..options import OutOption
from ..output import Format, print_json, show_table
from .train import check_split

_COLUMNS = ("kind", "label", "precision", "recall", "f1", "in gold")


def evaluate(
    gold: Annotated[list[Path], typer.Argument(metavar="GOLD.jsonl.gz…", help="Annotated documents.")],
    model: Annotated[Path, typer.Option("--model", metavar="MODEL", help="A file that voltext train wrote.")],
    split: Annotated[str, typer.Option("--split", help="The part to score: train, dev, test or all.")] = "all",
    gold_entities: Annotated[
        bool, typer.Option("--gold-entities", help="Score relations between the gold's own entities.")
    ] = False,
    flat: Annotated[bool, typer.Option("--flat", help="Count only spans that lie in no longer one.")] = False,
    format: Annotated[Format, typer.Option("--format", help="table, json or csv.")] = Format.table,
    out: OutOption = None,
) -> None:
    """Score a model on annotated documents: exact span and label; a relation needs both its spans right."""
    from ...extract.learned.gold import read_gold
    from ...extract.learned.model import LearnedModel

    check_split(split)
    scores = LearnedModel.load(model).scored(read_gold(gold, part=split), gold_entities=gold_entities, flat=flat)
    if format is Format.json:
        print_json(scores, out=out)
    else:
        show_table(_COLUMNS, _rows(scores), format=format, out=out)


def _rows(scores: dict[str, Any]) -> list[tuple[str | float | int | None, ...]]:
    rows: list[tuple[str | float | int | None, ...]] = []
    for kind, parts in scores.items():
        named = [*((name, parts[name]) for name in ("micro", "macro")), *parts["per_label"].items()]
        rows.extend((kind, name, part["p"], part["r"], part["f1"], part.get("n")) for name, part in named)
    return rows
