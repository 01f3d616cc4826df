"""CharSpan: the one half-open character interval of voltext."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, order=True, slots=True)
class CharSpan:
    """Half-open interval ``[start, end)`` of characters (Python ``str``) in ``Document.text``.

    Two spans are equal when both ends are.
    Raises ValueError where ``start`` is negative or greater than ``end``.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: [{self.start}, {self.end})")

    def __len__(self) -> int:
        return self.end - self.start

    def __contains__(self, position: int) -> bool:
        return self.start <= position < self.end

    def covers(self, other: CharSpan) -> bool:
        """Whether ``other`` lies wholly within this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: CharSpan) -> bool:
        """Whether the two spans share at least one character."""
        return self.start < other.end and other.start < self.end

    def shifted(self, by: int) -> CharSpan:
        """The same interval, ``by`` characters further on."""
        return CharSpan(self.start + by, self.end + by)

    def of(self, text: str) -> str:
        """The characters of ``text`` that this span covers."""
        return text[self.start : self.end]
