"""Context of entities: the words, sentence, brackets and title around each, for the features of pairs."""

from __future__ import annotations

import bisect
import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from .gold import GoldDocument, GoldEntity
from .tokens import tokens

# Words are told apart by a hash into this many places.
_PLACES = 997
_PREPOSITIONS = frozenset(
    ["in", "to", "with", "from", "of", "into", "on", "onto", "using", "by", "as", "at", "for", "through", "under",
     "via", "containing", "without", "after", "before", "until", "was", "were", "is", "are"]
)  # fmt: skip
_PASSIVE = frozenset(["was", "were", "is", "are", "be", "been", "being"])
_REACH, _NEAR = 16, 4
_ENDINGS = ("ing", "ed", "ion", "e", "s")
_ELEMENT = re.compile(r"[A-Z][a-z]?")


def code(word: str) -> int:
    """A number for ``word`` that is the same everywhere; 0 is for none."""
    return 1 + zlib.crc32(word.lower().encode()) % _PLACES if word else 0


def stem(word: str) -> str:
    """``word`` without what verbs and nouns end in, so that *heating* and *heated* are one."""
    word = word.lower()
    return next((word.removesuffix(end) for end in _ENDINGS if word.endswith(end) and len(word) > len(end) + 3), word)


@dataclass(frozen=True, slots=True)
class Around:
    """An entity in its sentence: first and last token, bracket it stands in (0: none), place and company."""

    first: int
    last: int
    bracket: int
    prepositions: tuple[str, str]
    passive: bool
    index: int
    company: int
    mentions: int
    opens: bool
    titled: bool
    in_title: bool
    elements_of_title: int
    place: float
    sentence: int
    sentence_place: float
    to_stop: int


class Context:
    """A document with its tokens in lower case and its entities in order."""

    def __init__(self, document: GoldDocument) -> None:
        self.text = document.text
        self.tokens = tokens(document.text)
        self.starts = [start for start, _ in self.tokens]
        self.words = [document.text[start:end].lower() for start, end in self.tokens]
        self.entities = sorted(
            document.entities, key=lambda entity: (entity.start, -entity.end, entity.label, entity.id)
        )
        self.rank = {entity.id: index for index, entity in enumerate(self.entities)}
        self.sentences = [start for start, _ in document.regions()]
        self.by_label: dict[str, list[int]] = defaultdict(list)
        self._in_sentence: dict[tuple[int, str], list[int]] = defaultdict(list)
        self._firsts: dict[str, int] = {}
        self._counts = Counter(self.of(entity).lower() for entity in self.entities)
        for index, entity in enumerate(self.entities):
            self.by_label[entity.label].append(index)
            self._in_sentence[self.sentence_of(entity), entity.label].append(index)
            self._firsts.setdefault(self.of(entity).lower(), index)
        self._brackets = _brackets(self.words)
        self._title = tuple(document.meta.get("title") or (0, 0))
        self._elements = set(_ELEMENT.findall(document.text[slice(*self._title)]))
        self._known: dict[str, Around] = {}
        self._marked: list[str] | None = None

    def of(self, entity: GoldEntity) -> str:
        """The text of ``entity``."""
        return self.text[entity.start : entity.end]

    def word(self, index: int) -> str:
        """The token ``index`` in lower case; nothing before the first and behind the last."""
        return self.words[index] if 0 <= index < len(self.words) else ""

    def sentence_of(self, entity: GoldEntity) -> int:
        """The number of the sentence that ``entity`` begins in; -1 before the first."""
        return bisect.bisect_right(self.sentences, entity.start) - 1

    @property
    def marked(self) -> list[str]:
        """The words, with ``<label>`` in place of those of entities; the longest entity tells."""
        if self._marked is None:
            self._marked = list(self.words)
            for entity in sorted(self.entities, key=lambda entity: entity.end - entity.start):
                around = self.around(entity)
                for place in range(around.first, min(around.last + 1, len(self._marked))):
                    self._marked[place] = f"<{entity.label}>"
        return self._marked

    def words_of_sentence(self, number: int) -> list[str]:
        """The words of the sentence ``number``; of -1 those before the first."""
        start = self.sentences[number] if 0 <= number < len(self.sentences) else 0
        end = self.sentences[number + 1] if number + 1 < len(self.sentences) else len(self.text)
        return self.words[bisect.bisect_left(self.starts, start) : bisect.bisect_left(self.starts, end)]

    def around(self, entity: GoldEntity) -> Around:
        """What stands around ``entity``, looked up once."""
        known = self._known.get(entity.id)
        if known is None:
            known = self._known[entity.id] = self._around(entity)
        return known

    def neighbours(self, entity: GoldEntity, label: str) -> tuple[str, str]:
        """The texts of the last entity of ``label`` before ``entity`` in its sentence and of the first behind it."""
        places, rank = self._in_sentence[self.sentence_of(entity), label], self.rank[entity.id]
        low, high = bisect.bisect_left(places, rank), bisect.bisect_right(places, rank)
        before = self.of(self.entities[places[low - 1]]) if low else ""
        return before, self.of(self.entities[places[high]]) if high < len(places) else ""

    def _around(self, entity: GoldEntity) -> Around:
        first = bisect.bisect_left(self.starts, entity.start)
        last = max(first, bisect.bisect_left(self.starts, entity.end) - 1)
        sentence, rank, text = self.sentence_of(entity), self.rank[entity.id], self.of(entity)
        start = self.sentences[sentence] if 0 <= sentence < len(self.sentences) else 0
        end = self.sentences[sentence + 1] if sentence + 1 < len(self.sentences) else len(self.text)
        company = self._in_sentence[sentence, entity.label]
        return Around(
            first, last,
            bracket=self._brackets[first] if first < len(self._brackets) else 0,
            prepositions=self._prepositions(first),
            passive=any(word in _PASSIVE for word in self.words[max(0, first - _NEAR) : first]),
            index=company.index(rank), company=len(company),
            mentions=self._counts[text.lower()], opens=self._firsts[text.lower()] == rank,
            titled=len(text) > 2 and text.lower() in self.text[slice(*self._title)].lower(),
            in_title=self._title[0] <= entity.start < self._title[1],
            elements_of_title=len(set(_ELEMENT.findall(text)) & self._elements),
            place=(entity.start - start) / max(1, end - start),
            sentence=sentence, sentence_place=sentence / max(1, len(self.sentences)),
            to_stop=max(0, end - entity.end),
        )  # fmt: skip

    def _prepositions(self, first: int) -> tuple[str, str]:
        """The two nearest prepositions (or forms of *be*) before token ``first`` in its clause, the nearest first."""
        found: list[str] = []
        for word in reversed(self.words[max(0, first - _REACH) : first]):
            if word in ".;" or len(found) == 2:
                break
            if word in _PREPOSITIONS:
                found.append(word)
        return (found[0] if found else "", found[1] if len(found) > 1 else "")


def _brackets(words: Sequence[str]) -> list[int]:
    """For each word the number of the innermost open bracket that it stands in, 0 for none."""
    inside: list[int] = []
    stack: list[int] = []
    opened = 0
    for word in words:
        if word in "([":
            opened += 1
            stack.append(opened)
        inside.append(stack[-1] if stack else 0)
        if word in ")]" and stack:
            stack.pop()
        if word == "." and len(stack) > 2:
            stack.clear()  # never closed
    return inside
