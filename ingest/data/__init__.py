"""The data files of ingest: vocabularies of block kinds, sections and failure reasons."""

from __future__ import annotations

from pathlib import Path

from ..vocabulary import Vocabulary, vocabulary

FOLDER = Path(__file__).parent


def ingest_vocabulary(name: str) -> Vocabulary:
    """A vocabulary of this folder by name, such as ``failure_reasons``."""
    return vocabulary(FOLDER, name)
