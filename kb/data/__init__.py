"""The data files of kb: when measurements of several papers agree, and when they conflict."""

from __future__ import annotations

from pathlib import Path

from ...ingest.vocabulary import Vocabulary, vocabulary

FOLDER = Path(__file__).parent


def kb_vocabulary(name: str) -> Vocabulary:
    """A vocabulary of this folder by name, such as ``agreement``."""
    return vocabulary(FOLDER, name)
