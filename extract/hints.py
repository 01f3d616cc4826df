"""Hints: what a text must hold for a pattern to match; looking for that costs a tenth of trying the pattern."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property

# What stays as it is when a pattern is put into small letters: escapes, names of groups.
_KEPT = re.compile(r"\\.|\(\?P[<=]\w+|[^\\(]+|\(", re.DOTALL)


def has_any(text: str, words: Iterable[str]) -> bool:
    """Whether one of ``words`` stands in ``text`` (give both in lower case)."""
    for word in words:  # noqa: SIM110 - the plain loop takes half the time of any(), and most texts hold none
        if word in text:
            return True
    return False


def in_small_letters(pattern: str) -> str:
    """``pattern`` as it matches lower-case text wherever it matches a text with letters of either case."""
    pattern = pattern.replace("(?i)", "").replace("(?-i:", "(?:").replace("(?i:", "(?:")
    return _KEPT.sub(lambda kept: kept[0] if kept[0][0] in "\\(" else kept[0].lower(), pattern)


class Hinted:
    """A pattern with its hints: it is tried only on texts that hold one of them.

    One of ``words`` (lower case) must stand in whatever ``pattern`` matches; a test derives that from the pattern.
    Without words, or behind them, a pattern for letters of either case is first tried in small letters, which takes a
    third of the time.
    """

    def __init__(self, pattern: str, words: tuple[str, ...] = (), flags: int = 0) -> None:
        self.pattern = re.compile(pattern, flags)
        self.words = words

    @cached_property
    def quick(self) -> re.Pattern[str] | None:
        """The pattern in small letters, where it asks for letters of either case throughout."""
        return re.compile(in_small_letters(self.pattern.pattern)) if self.pattern.flags & re.IGNORECASE else None

    def may_match(self, text: str, lower: str) -> bool:
        """False where the pattern cannot match ``text``, whose lower case is ``lower``."""
        if self.words and not has_any(lower, self.words):
            return False
        # A rare capital is longer as a small letter.
        return self.quick is None or len(lower) != len(text) or self.quick.search(lower) is not None

    def search(self, text: str, lower: str) -> re.Match[str] | None:
        """The first match in ``text``, whose lower case is ``lower``, or None."""
        return self.pattern.search(text) if self.may_match(text, lower) else None

    def finditer(self, text: str, lower: str) -> Iterator[re.Match[str]]:
        """The matches in ``text``, whose lower case is ``lower``."""
        return self.pattern.finditer(text) if self.may_match(text, lower) else iter(())
