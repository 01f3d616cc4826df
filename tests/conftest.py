"""What every test may ask for."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

# Before any of them is read: on a busy machine the threads of numeric libraries mostly wait for one another.
for _variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(_variable, "1")

from .servers.fixtures import arcade, elastic, neo4j  # noqa: E402 - after the threads are bounded

__all__ = ["arcade", "elastic", "neo4j"]
ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared" / "corpora"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The shared corpora; a test that asks for them is skipped, visibly, where they are absent."""
    if not SHARED.is_dir():
        pytest.skip("the shared corpora are not beside the checkout")
    return SHARED
