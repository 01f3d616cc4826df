"""voltext train: a tagger and a relation classifier from annotated documents."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated

import typer

from ...ingest.errors import UsageError
from ..bar import Bar
from ..options import result_file
from ..output import counted, note

LabelsOption = Annotated[
    list[str] | None,
    typer.Option(
        "--labels", metavar="OLD=NEW", help="Learn only these labels, renamed; NAME alone keeps it, A*=B joins all A…"
    ),
]


def train(
    gold: Annotated[list[Path], typer.Argument(metavar="GOLD.jsonl.gz…", help="Annotated documents.")],
    out: Annotated[Path, typer.Option("--out", metavar="MODEL", parser=result_file, help="The model file to write.")],
    backbone: Annotated[
        str, typer.Option("--backbone", help="cnn (fast), minilm (better) or both (only what both find).")
    ] = "cnn",
    seed: Annotated[int, typer.Option("--seed", help="The same seed and documents give the same model.")] = 0,
    minutes: Annotated[float | None, typer.Option("--minutes", min=0.01, help="Time that learning may take.")] = None,
    split: Annotated[str, typer.Option("--split", help="The part to learn from: train, dev, test or all.")] = "train",
    labels: LabelsOption = None,
) -> None:
    """Learn entities and relations from annotated documents and write them as one model file.

    Only the part --split is read; nothing is chosen on another part. Learning takes minutes: about 1 for the CNN on 50
    pages, 10 for MiniLM, on two cores.
    """
    from ...extract.learned.gold import read_gold
    from ...extract.learned.model import LearnedModel

    check_split(split)
    if out.is_dir() or not out.resolve().parent.is_dir():
        raise UsageError(f"--out {out}: not a file in a folder that is there")
    documents = read_gold(gold, part=split)
    began = time.monotonic()
    with Bar("per cent") as bar:
        model = LearnedModel.train(
            documents,
            backbone=backbone,
            seed=seed,
            minutes=minutes,
            renamed=renaming(labels),
            progress=lambda share: bar.show(total=100, ended=int(100 * share), failed=0, name=out.name),
        )
    model.save(out)
    names = sum(map(len, model.layers))
    note(
        f"{out}: {backbone}, {counted(names, 'label')} from {counted(len(documents), 'document')} in "
        f"{time.monotonic() - began:.0f} s, {out.stat().st_size / 1e6:.1f} MB"
    )


def renaming(labels: list[str] | None) -> dict[str, str]:
    """``--labels`` as a mapping of old to new. Raises UsageError for an empty name."""
    told = {}
    for text in labels or ():
        for part in text.split(","):
            old, _, new = part.partition("=")
            if not old.strip() or (not new.strip() and old.strip().endswith("*")):
                raise UsageError(f"--labels {part!r}: expected NAME, OLD=NEW or BEGINNING*=NEW")
            told[old.strip()] = new.strip() or old.strip()
    return told


def check_split(split: str) -> None:
    """Raises UsageError where ``split`` is no part of a gold file."""
    from ...extract.learned.gold import SPLITS

    if split not in SPLITS:
        raise UsageError(f"--split {split}: expected one of {', '.join(SPLITS)}")
