"""What a command reads papers by, checked before the first paper: an unreadable model is one error, not one a paper."""

from __future__ import annotations

from pathlib import Path

from ..extract.means import RULES, means_of


def checked_means(profile: str, model: Path | None) -> str:
    """``rules``, ``accurate`` or the path of a model, with what it needs to be read by here.

    Raises UsageError for a profile that there is not, InputError for a file that is no model, MissingExtra where its
    libraries are not installed.
    """
    means = means_of(profile, model)
    if means != RULES:
        from ..extract.profile import extractor_by

        extractor_by(means)
    return means
