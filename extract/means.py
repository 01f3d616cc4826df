"""What papers are read by: rules alone, or rules and the learned model of a file."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path

from ..ingest.errors import UsageError

RULES, FAST, ACCURATE = "rules", "fast", "accurate"
PROFILES = (RULES, FAST, ACCURATE)
_SHIPPED = Path(__file__).parent / "data" / "fast.model"


def means_of(profile: str, model: Path | None = None) -> str:
    """What a reader of papers is told: ``rules``, or the path of a model file.

    Raises UsageError for an unknown profile, for ``accurate`` without a model and for a model that is not there.
    """
    if profile not in PROFILES:
        raise UsageError(f"--profile {profile}: it is one of {', '.join(PROFILES)}")
    if model is not None:
        if not model.is_file():
            raise UsageError(f"--model {model}: there is no such file")
        return str(model.resolve())
    if profile == ACCURATE:
        raise UsageError(
            "--profile accurate needs --model FILE, learned with `voltext train --backbone minilm`; --profile fast "
            "brings a model along"
        )
    return str(_SHIPPED) if profile == FAST else RULES


@cache
def means_digest(means: str) -> str:
    """What tells the extractions of one model from those of another, in ten characters; none for the rules."""
    if means == RULES:
        return ""
    return sha256(Path(means).read_bytes()).hexdigest()[:10]
