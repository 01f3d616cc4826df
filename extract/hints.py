"""Hints: what a text must hold for a pattern to match; looking for that costs a tenth of trying the pattern."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property

from .openings import opening

# A look behind may not hold what refers to its own groups.
_REFERS = re.compile(r"\(\?P=|\(\?\(|(?<!\\)\\[1-9]")
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
        # Asked of each text: the flags of a pattern are slow to ask.
        self._folded = bool(self.pattern.flags & re.IGNORECASE)
        self._lowers = self._folded or bool(words)

    @cached_property
    def quick(self) -> re.Pattern[str] | None:
        """What tells sooner whether and from where the pattern may match, or None where nothing does.

        It is in small letters where the pattern asks for letters of either case, and runs to the next of the
        characters that a match begins with, where they are told apart.
        """
        flags = self.pattern.flags & ~re.UNICODE & ~re.IGNORECASE
        pattern = in_small_letters(self.pattern.pattern) if self._folded else self.pattern.pattern
        first = opening(pattern, flags)
        if first is None or _REFERS.search(pattern):
            return re.compile(pattern, flags) if self._folded else None
        return re.compile(f"{first}(?<=(?={pattern})(?s:.))", flags)

    def _earliest(self, text: str, lower: str | None) -> int:
        """Where the first match may begin at the earliest; -1 where there can be none."""
        if self._lowers:
            if lower is None:
                lower = text.lower()
            # Not by has_any: this is asked a hundred thousand times a minute, and mostly ends here.
            for word in self.words:
                if word in lower:
                    break
            else:
                if self.words:
                    return -1
        quick = self.quick
        if quick is None:
            return 0
        if not self._folded:
            found = quick.search(text)
        elif lower is None or len(lower) != len(text):
            return 0  # a rare capital is longer as a small letter
        else:
            found = quick.search(lower)
        return -1 if found is None else found.start()

    def search(self, text: str, lower: str | None = None) -> re.Match[str] | None:
        """The first match in ``text``, whose lower case is ``lower`` (give it where you have it), or None."""
        at = self._earliest(text, lower)
        return None if at < 0 else self.pattern.search(text, at)

    def finditer(self, text: str, lower: str | None = None) -> Iterator[re.Match[str]]:
        """The matches in ``text``, whose lower case is ``lower`` (give it where you have it)."""
        at = self._earliest(text, lower)
        return iter(()) if at < 0 else self.pattern.finditer(text, at)
