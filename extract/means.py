"""What papers are read by: rules alone, rules and what comes along, or rules and the learned model of a file."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path

from ..ingest.errors import UsageError

RULES, FAST, ACCURATE = "rules", "fast", "accurate"
PROFILES = (RULES, FAST, ACCURATE)
SHIPPED = Path(__file__).parent / "data" / "fast.model"
_HEAD = Path(__file__).parent / "data" / "paragraph_head.json"


def means_of(profile: str, model: Path | None = None) -> str:
    """What a reader of papers is told: ``rules``, the path of a model file, or ``accurate``.

    The last is the small model that comes along and the encoder's look at paragraphs. Raises UsageError for an unknown
    profile and for a model that is not there.
    """
    if profile not in PROFILES:
        raise UsageError(f"--profile {profile}: it is one of {', '.join(PROFILES)}")
    if model is not None:
        if not model.is_file():
            raise UsageError(f"--model {model}: there is no such file")
        return str(model.resolve())
    return {RULES: RULES, FAST: str(SHIPPED), ACCURATE: ACCURATE}[profile]


@cache
def means_digest(means: str) -> str:
    """What tells the extractions of one model from those of another, in ten characters; none for the rules."""
    if means == RULES:
        return ""
    files = (SHIPPED, _HEAD) if means == ACCURATE else (Path(means),)
    return sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:10]
