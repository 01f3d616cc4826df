"""Vocabularies of the insights: codes with definitions, in YAML."""

from __future__ import annotations

from pathlib import Path

from ...ingest.vocabulary import Vocabulary, vocabulary

FOLDER = Path(__file__).parent


def insight_vocabulary(name: str) -> Vocabulary:
    """The vocabulary ``name`` of this folder, with the user's additions."""
    return vocabulary(FOLDER, name)
