"""Rewriting: a language model may turn quotations into prose; a number or citation that changes refuses its text.

The endpoint speaks the chat protocol that most servers of language models do (``POST URL/chat/completions``). What it
gives is shown above the quotations, never in their place.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import Any

from ...extract.sentences import split
from ...ingest.errors import MissingExtra, StoreError
from .review import Quotation, Review, Section

_CITED = re.compile(r"\[(\d+(?:, ?\d+)*)\]")
_NUMBER = re.compile(r"(?<![\w.])[+−-]?\d+(?:[.,]\d+)*(?:\^[+−-]?\d+)?(?![\w])")
_ASKED = (
    "Rewrite these quotations from papers as one plain paragraph. Keep every number and unit as it is written. Keep "
    "the citation [n] behind whatever it belongs to. Add no fact, no number and no citation. Answer with the paragraph."
)
_SECONDS = 120.0
_LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class Writer:
    """A language model behind an address; ``key`` goes into the header of the request, nowhere else."""

    url: str
    model: str
    key: str = ""

    def rewrite(self, review: Review) -> tuple[Review, tuple[str, ...]]:
        """``review`` with prose in the sections whose text passed the checks, and why others did not.

        Raises StoreError where the endpoint does not answer as it should, MissingExtra without httpx.
        """
        refused: list[str] = []
        sections = []
        for section in review.sections:
            if not section.quotations:
                sections.append(section)
                continue
            text = self._written(section)
            fault = fault_of(text, section.quotations)
            if fault is not None:
                refused.append(f"{section.label}: the rewritten text {fault}; the quotations stand alone")
            sections.append(section if fault is not None else replace(section, rewritten=text))
        return replace(review, sections=tuple(sections)), tuple(refused)

    def _written(self, section: Section) -> str:
        try:
            import httpx
        except ImportError as error:
            raise MissingExtra("rewriting a review", "fetch") from error
        lines = "\n".join(f"{each.statement.text} [{each.number}]" for each in section.quotations)
        asked = {"model": self.model, "temperature": 0,
                 "messages": [{"role": "system", "content": _ASKED}, {"role": "user", "content": lines}]}  # fmt: skip
        headers = {"Authorization": f"Bearer {self.key}"} if self.key else {}
        try:
            answer = httpx.post(
                f"{self.url.rstrip('/')}/chat/completions", json=asked, headers=headers, timeout=_SECONDS
            )
            answer.raise_for_status()
            said: Any = answer.json()["choices"][0]["message"]["content"]
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise StoreError(f"{self.url} does not answer: {error}") from error
        except (ValueError, LookupError, TypeError) as error:
            raise StoreError(
                f"{self.url} answers, but not as a language model: no choices[0].message.content"
            ) from error
        if not isinstance(said, str):
            raise StoreError(f"{self.url} answers, but not with text")
        return " ".join(said[:_LONGEST].split())


def fault_of(text: str, quotations: tuple[Quotation, ...]) -> str | None:
    """Why ``text`` is no faithful rewriting of ``quotations``; None where every number and citation survived.

    Each sentence must cite, and every number in it must stand in a quotation of a paper that it cites.
    """
    cited = {each.number for each in quotations}
    found = _citations(text)
    if found != cited:
        lost, new = sorted(cited - found), sorted(found - cited)
        return f"loses the citation {lost[0]}" if lost else f"invents the citation {new[0]}"
    numbers: dict[int, Counter[str]] = {}
    for each in quotations:
        numbers.setdefault(each.number, Counter()).update(_numbers(each.statement.text))
    for start, end in split(text):
        sentence = text[start:end]
        sources = _citations(sentence)
        if not sources:
            return "has a sentence without a citation"
        known = {number for source in sources for number in numbers[source]}
        for number in _numbers(sentence):
            if number not in known:
                return f"puts the number {number} where no quotation has it"
    lost_numbers = {number for found in numbers.values() for number in found} - set(_numbers(text))
    return f"loses the number {min(lost_numbers)}" if lost_numbers else None


def _citations(text: str) -> set[int]:
    return {int(number) for match in _CITED.finditer(text) for number in match[1].split(",")}


def _numbers(text: str) -> list[str]:
    return [number.replace("−", "-") for number in _NUMBER.findall(_CITED.sub("", text))]
