"""What every test may ask for."""

from __future__ import annotations

from pathlib import Path

import pytest

from .servers.fixtures import arcade, elastic, neo4j

__all__ = ["arcade", "elastic", "neo4j"]
ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared" / "corpora"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The shared corpora; a test that asks for them is skipped, visibly, where they are absent."""
    if not SHARED.is_dir():
        pytest.skip("the shared corpora are not beside the checkout")
    return SHARED
