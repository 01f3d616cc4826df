"""The data files of extract: vocabularies of properties, units, materials, items, operations and codes."""

from __future__ import annotations

from pathlib import Path

from ...ingest.vocabulary import Vocabulary, vocabulary

FOLDER = Path(__file__).parent


def extract_vocabulary(name: str) -> Vocabulary:
    """A vocabulary of this folder by name, such as ``properties``."""
    return vocabulary(FOLDER, name)
