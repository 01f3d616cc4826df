"""Slips: what a misspelt name may be meant to be."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def meant(name: str, known: Iterable[str]) -> str:
    """``; did you mean …?`` with the one of ``known`` whose letters are nearest; empty where none is near."""
    close = get_close_matches(name[:100], list(known), n=1)
    return f"; did you mean {close[0]}?" if close else ""
