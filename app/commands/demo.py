"""voltext demo: the sample paper that every installation carries, through a knowledge base and back."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from ..api import SAMPLE_PAPER
from ..output import write_text
from .audit import audit
from .build import build
from .extract import extract
from .search import search

QUESTION = "discharge_capacity>100mAh/g"


def demo() -> None:
    """Show voltext at work on the sample paper that it carries; nothing is kept."""
    with TemporaryDirectory(prefix="voltext-demo-") as folder:
        kb = Path(folder) / "demo.kb"
        _say(f"$ voltext build {SAMPLE_PAPER.name} --kb {kb.name}")
        build([SAMPLE_PAPER], kb=kb)
        _say(f"$ voltext search '{QUESTION}' --kb {kb.name}")
        search([QUESTION], kb=kb)
        _say(f"$ voltext extract {SAMPLE_PAPER.name}")
        extract([SAMPLE_PAPER])
        _say(f"$ voltext audit {SAMPLE_PAPER.name}")
        audit([SAMPLE_PAPER])


def _say(command: str) -> None:
    """Show the command whose output follows."""
    write_text([f"{command}\n"], None)
