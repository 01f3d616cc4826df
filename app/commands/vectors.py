"""voltext vectors: records and passages that can be found by what they mean."""

from __future__ import annotations

import time
from typing import Annotated

import typer

from ..bar import Bar
from ..options import DEFAULT_KB, KbOption
from ..output import counted, note


def vectors(
    kb: KbOption = DEFAULT_KB,
    workers: Annotated[int | None, typer.Option("--workers", min=1, help="Cores to use; default: all.")] = None,
) -> None:
    """Give the records and passages of a knowledge base vectors, so that searches find what is said in other words.

    It reads some hundreds of sentences a second on a laptop. What has its vectors keeps them: give it again after a
    build; cut off, it goes on where it was.
    """
    from ..coding import code_kb

    began = time.monotonic()
    with Bar("papers") as bar:
        report, total = code_kb(
            kb, threads=workers, watch=lambda ended, all_of_them: bar.show(total=all_of_them, ended=ended, failed=0)
        )
    seconds = time.monotonic() - began
    note(
        f"{counted(report.coded, 'paper')} coded ({report.vectors} vectors), {report.unchanged} as they were, "
        f"{report.removed} removed; {total} vectors in {kb}, in {seconds:.1f} s"
    )
