"""voltext curate: what people decide on records and materials, kept beside what was extracted."""

from __future__ import annotations

from . import decisions, materials, records
from .group import curate

__all__ = ["curate", "decisions", "materials", "records"]
