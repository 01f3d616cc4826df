"""Topics: what a paper is about (cyclability, safety, cost, …), by the words of its abstract and conclusions."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from ..ingest.document import Block
from ..ingest.errors import VocabularyError
from .data import insight_vocabulary

SECTIONS = ("abstract", "conclusions")
_ENOUGH = 2
# A hyphen, a space or a break of the line; three of them at most, so that no run of blanks is tried again and again.
_BLANK = r"[\s\-‐‑–]{1,3}+"
# Numbers of cycles: 50, 1,000, 1 000.
_NUMBER = r"\d[\d,]{0,6}+"
_MAX_TEXT = 20_000


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic with its phrases, compiled. Two are equal when code and phrases are."""

    code: str
    strong: re.Pattern[str]
    weak: tuple[re.Pattern[str], ...]
    barred: re.Pattern[str] | None

    def is_of(self, text: str) -> bool:
        """Whether ``text`` deals with the topic."""
        if self.barred is not None:
            text = self.barred.sub(" ", text)
        if self.strong.search(text):
            return True
        seen = 0
        for phrase in self.weak:
            seen += phrase.search(text) is not None
            if seen == _ENOUGH:
                return True
        return False


def topics_of_text(text: str) -> frozenset[str]:
    """The codes of ``data/topics.yaml`` that ``text`` (an abstract, conclusions) deals with; any number, also none.

    Only the first 20,000 characters are read: no abstract and conclusions are as long.
    """
    return frozenset(topic.code for topic in _topics() if topic.is_of(text[:_MAX_TEXT]))


def topics_of(blocks: Iterable[Block]) -> frozenset[str]:
    """The topics of a paper: those of the paragraphs of its abstract and conclusions."""
    text = "\n".join(
        block.text for block in blocks if block.section in SECTIONS and block.kind in ("abstract", "paragraph")
    )
    return topics_of_text(text)


@cache
def _topics() -> tuple[Topic, ...]:
    found = []
    for code, term in insight_vocabulary("topics").items():
        strong, barred = term.strings("strong"), term.strings("not")
        if not strong:
            raise VocabularyError(f"topics.yaml: {code} has no `strong` phrase")
        weak = tuple(_phrases((phrase,)) for phrase in term.strings("weak"))
        found.append(Topic(code, _phrases(strong), weak, _phrases(barred) if barred else None))
    return tuple(found)


def _phrases(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern of ``phrases``: ``*`` for letters, ``%`` for a number, a blank for a blank or a hyphen."""
    spelt = (
        _BLANK.join(re.escape(word).replace(r"\*", r"\w*").replace("%", _NUMBER) for word in phrase.split())
        for phrase in phrases
    )
    return re.compile(rf"(?<!\w)(?:{'|'.join(spelt)})(?!\w)", re.IGNORECASE)
