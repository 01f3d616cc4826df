"""Procedures that make no material: reagents purified, cells incubated, things put somewhere, cut or polished."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .hints import has_any
from .operations import is_thermal

# These change where something is or its shape, not what it is.
_HANDLED = frozenset({"collecting", "transferring", "removing", "weighing", "polishing", "cutting"})
_CLEANSED = frozenset({"drying", "washing", "filtering", "evaporating", "collecting", "removing", "ageing", "holding"})
_USED = re.compile(
    r"\b(?:before|prior to)\s(?:being\s)?(?:use|used)\b|\b(?:was|were)\s(?:further\s|freshly\s)?"
    r"(?:purified|distilled|recrystallized|recrystallised)\b|\b(?:dried|distilled)\s(?:over|from)\b"
)
_USED_WORDS = ("before", "prior", "purified", "distilled", "recrystalli", "over", "from")
# Samples are ground, dissolved and dried for an instrument, too; signals are filtered and decomposed.
_PREPARED = _CLEANSED | {"sonicating", "mixing", "dissolving", "stirring", "cooling", "grinding", "diluting", "adding"}
_EXAMINED = re.compile(
    r"\b(?:before|prior to|for)\s(?:the\s|each\s)?(?:[\w-]+\s)?(?:measurements?|analys[ie]s|testing|"
    r"characteri[sz]ation|imaging|"
    r"observations?)\b"
)
_SIGNAL_STEPS = frozenset({"filtering", "removing", "calcining", "transferring", "collecting", "mixing"})
_SIGNALS = re.compile(
    r"\b(?:low-pass|high-pass|band-?pass|butterworth|down-?sampled|wavelet|eeg|fourier|time.series|spectral power)\b"
)
_INCUBATED = re.compile(r"\bincubat(?:ed|ion|or)\b")
_LIVING = re.compile(
    r"\b(?:HBSS|DMEM|RPMI|f[oe]+tal (?:bovine|calf)|trypsin\w*|agar|peptone|Petri|mice|cell lines?|cell incubator|"
    r"CO2 incubator|lysis|lysates?|colonies|bacteria\w*)\b"
)


def makes_nothing(sentences: Sequence[str], steps: Sequence[str]) -> bool:
    """Whether a procedure without a named target makes no material.

    ``sentences`` tell its steps, each once; ``steps`` are their types.
    """
    types = set(steps)
    if types <= _HANDLED:
        return True
    if types <= _CLEANSED and all(_is_used(text.lower()) for text in sentences):
        return True
    lowered = [text.lower() for text in sentences]
    if types <= _PREPARED and all(_EXAMINED.search(text) for text in lowered):
        return True
    if types <= _SIGNAL_STEPS and any(_SIGNALS.search(text) for text in lowered):
        return True
    if any(is_thermal(each) and each != "holding" for each in types):
        return False
    text = " ".join(sentences)
    if len({match.group() for match in _LIVING.finditer(text)}) > 1:
        return True
    return "ncubat" in text and _INCUBATED.search(text) is not None and _LIVING.search(text) is not None


def _is_used(text: str) -> bool:
    return has_any(text, _USED_WORDS) and _USED.search(text) is not None
