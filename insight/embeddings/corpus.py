"""Corpus: texts with their years, as token lists in a scratch file that training reads again and again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from .words import sentences

Watch = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph or an abstract: what stands in one text stands together. ``year`` is None where it is not known."""

    text: str
    year: int | None


@dataclass(frozen=True, slots=True)
class Corpus:
    """A scratch file with a line for each text that has words: its year (0: not known) and its tokens.

    Memory does not grow with it; every pass reads it anew. As in that work a text is one run of words: what stands at
    the end of a sentence is near what begins the next.
    """

    path: Path
    texts: int
    tokens: int
    years: dict[int, int] = field(default_factory=dict)

    @classmethod
    def write(cls, texts: Iterable[Text], path: Path, *, watch: Watch | None = None) -> Corpus:
        """Put the tokens of ``texts`` into ``path``. Raises OSError where it cannot be written."""
        lines = words = 0
        years: dict[int, int] = {}
        with path.open("w", encoding="utf-8", newline="\n") as file:
            for number, text in enumerate(texts, 1):
                found = [word for sentence in sentences(text.text) for word in sentence]
                if found:
                    year = text.year or 0
                    years[year] = years.get(year, 0) + 1
                    file.write(f"{year}\t{' '.join(found)}\n")
                    lines += 1
                    words += len(found)
                if watch is not None:
                    watch(number)
        return cls(path, lines, words, years)

    def lines(self, *, until: int | None = None) -> Iterator[tuple[int, list[str]]]:
        """Year and tokens of each text; with ``until`` only of texts known to be no younger."""
        with self.path.open(encoding="utf-8", newline="\n") as file:
            for line in file:
                year, words = line.rstrip("\n").split("\t")
                if until is None or 0 < int(year) <= until:
                    yield int(year), words.split(" ")


@dataclass(frozen=True, slots=True)
class Passes:
    """The token lists of a corpus, up to a year, as often as training asks for them."""

    corpus: Corpus
    until: int | None = None
    phrases: frozenset[str] = frozenset()
    watch: Watch | None = None

    def __iter__(self) -> Iterator[list[str]]:
        for number, (_, words) in enumerate(self.corpus.lines(until=self.until), 1):
            if self.watch is not None:
                self.watch(number)
            yield joined(words, self.phrases) if self.phrases else words


def joined(words: list[str], phrases: frozenset[str]) -> list[str]:
    """``words`` with the phrases among them made one word, the longest first: ``solid_electrolyte``."""
    found = []
    place = 0
    while place < len(words):
        for length in (4, 3, 2):
            phrase = "_".join(words[place : place + length])
            if place + length <= len(words) and phrase in phrases:
                found.append(phrase)
                place += length
                break
        else:
            found.append(words[place])
            place += 1
    return found
