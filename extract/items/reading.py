"""Reading: the passages of a paper that may speak of its own cells, each with its place and its quantities."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from ...ingest.document import Block
from ...ingest.span import CharSpan
from ..analysis import Analysis, MaterialMention, Sentence
from ..extraction import Cell, Sample
from ..hints import Hinted
from ..materials import materials_in
from ..paper_class import CONDUCTORS
from ..quantities import find_quantities
from ..quantity import Quantity

# Where a setting (what was done) and a result (what came out) are best reported; the first place gives the main value.
SETTING_RANK = {"experimental": 0, "caption": 2, "results": 2, "discussion": 2, "abstract": 3, "conclusions": 4}
RESULT_RANK = {"abstract": 0, "results": 1, "discussion": 1, "conclusions": 2, "caption": 2, "experimental": 3}
_ELSEWHERE_RANK = 3.0
# No sentence is longer; what is, is a list or a table without structure, and rules that look around would take long.
_LONGEST = 3000

_OWN = Hinted(
    r"(?i)\b(?:we|our|ours|herein|this (?:work|study|paper|article|contribution)|the present (?:work|study)|"
    r"in the current work|as[- ](?:prepared|synthesi[sz]ed|obtained))\b"
)
_HERE = Hinted(
    r"(?i)\b(?:herein|here,? we|in this (?:work|study|paper|article|contribution)|this (?:work|study|"
    r"paper) (?:reports?|presents?|"
    r"describes?|demonstrates?)|the present (?:work|study)|we (?:here )?(?:report|present|demonstrate|propose|show|"
    r"prepared|synthesi[sz]ed))\b",
    ("herein", "here", "in this", "this ", "the present", "we "),
)
_OTHERS = Hinted(
    r"(?i)\b(?:et al|reported (?:by|in|that)|previously|previous (?:work|stud|report)\w*|in (?:the )?literature|"
    r"other groups|has been reported|have been reported|was reported|were reported|pioneer\w*|commercially available "
    r"cells|state[- ]of[- ]the[- ]art)",
    ("et al", "reported", "previous", "literature", "other groups", "pioneer", "commercially", "state"),
)
_SETTINGS = re.compile(
    r"(?i)\bparameters?\b|\bspecifications?\b|\b(?:cell|electrode|test|experimental|cycling) (?:design|"
    r"components?|details|"
    r"conditions?|configuration|composition)|\bcomponents?\b|\bcomposition of (?:the )?(?:electrode|slurr)"
)
_COMPARED = re.compile(
    r"(?i)\b(?:compar\w+|literature|reported|previous\w*|refine\w*|lattice|fit\w*|kinetic|impedance)\b"
)


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence, caption or title that may report something of the paper itself.

    ``text`` is ``Document.text[start:end]`` (in the row of a table with `` = `` between cells), ``lower`` its lower
    case, ``place`` the section type, or ``caption``.
    ``cited`` says that a citation stands in it, ``of_others`` that it seems to speak of other works: a citation or
    such words, and no word of the authors' own. ``previous`` is the passage before it in the same block, or None.
    """

    start: int
    end: int
    text: str
    lower: str
    place: str
    block: Block
    cited: bool
    of_others: bool
    quantities: tuple[Quantity, ...]
    previous: Passage | None

    def has(self, *words: str) -> bool:
        """Whether one of ``words`` (lower case) stands in the passage."""
        lower = self.lower
        for word in words:  # noqa: SIM110 - the plain loop takes half the time of any(), and this runs ten thousand times
            if word in lower:
                return True
        return False

    @property
    def setting_rank(self) -> float:
        """How early a setting of this passage stands among the values of its item."""
        return SETTING_RANK.get(self.place, _ELSEWHERE_RANK)

    @property
    def result_rank(self) -> float:
        """How early a result of this passage stands among the values of its item."""
        return RESULT_RANK.get(self.place, _ELSEWHERE_RANK)

    def quantities_of(self, *dimensions: str) -> Iterator[Quantity]:
        """Its quantities of these dimensions."""
        return (quantity for quantity in self.quantities if quantity.dimension in dimensions)

    def before(self, quantity: Quantity, length: int = 60) -> str:
        """Lower-case text right before ``quantity``."""
        at = quantity.start - self.start
        return self.lower[max(0, at - length) : at]

    def after(self, quantity: Quantity, length: int = 40) -> str:
        """Lower-case text right behind ``quantity``."""
        at = quantity.end - self.start
        return self.lower[at : at + length]


@dataclass(frozen=True)
class Reading:
    """A paper as the item rules read it."""

    analysis: Analysis
    cells: tuple[Cell, ...]
    samples: tuple[Sample, ...]

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """Sentences, captions and titles outside the introduction, the references and the end matter, in order.

        Sentences of an introduction count where they speak of this work.
        """
        return tuple(passage for passage in self._all_passages if passage.place != "introduction")

    @cached_property
    def _all_passages(self) -> tuple[Passage, ...]:
        analysis = self.analysis
        positions = [citation.position for citation in analysis.document.citations]
        found: list[Passage] = []
        for sentence in analysis.sentences:
            block = sentence.block
            if block.kind in ("reference", "table", "equation") or block.section in ("references", "end_matter"):
                continue
            place = "caption" if block.kind == "caption" else block.section or "other"
            if block.kind == "title":
                place = "abstract"
            if place == "introduction" and _HERE.search(sentence.text, sentence.text.lower()):
                place = "abstract_like"
            text = sentence.text[:_LONGEST]
            lower = text.lower()
            end = sentence.start + len(text)
            cited = _any_between(positions, sentence.start, end + 1)
            before = found[-1] if found and found[-1].block is block else None
            found.append(
                Passage(
                    sentence.start,
                    end,
                    text,
                    lower,
                    place,
                    block,
                    cited,
                    # A citation in an experimental section names a method; what was done is still the authors' own.
                    place not in ("experimental", "supplement")
                    and (cited or (bool(_OTHERS.search(text, lower))))
                    and not _OWN.search(text, lower),
                    analysis.quantities_in(sentence.span),
                    before,
                )
            )
        return (*found, *self._setting_rows())

    def _setting_rows(self) -> Iterator[Passage]:
        """The rows of tables that list parameters of electrodes, cells or tests, each read as ``name = value``."""
        document = self.analysis.document
        for block in document.blocks:
            table = block.table
            if table is None or block.section in ("references", "introduction"):
                continue
            head = " ".join(
                document.text[one.start : one.end] for one in table.cells if one.row < max(1, table.header_rows)
            )
            if not _SETTINGS.search(f"{table.caption} {head}") or _COMPARED.search(f"{table.caption} {head}"):
                continue
            rows: dict[int, list[int]] = {}
            for one in table.cells:
                if one.row >= table.header_rows:
                    rows.setdefault(one.row, []).extend((one.start, one.end))
            for ends in rows.values():
                start, end = min(ends), min(max(ends), min(ends) + 400)
                text = document.text[start:end].replace(" | ", " = ")
                quantities = tuple(find_quantities(text, offset=start))
                yield Passage(start, end, text, text.lower(), "experimental", block, False, False, quantities, None)

    def containing(self, *words: str) -> Iterator[Passage]:
        """The passages that hold one of ``words`` (lower case); good for rare words, which few passages hold."""
        passages = self.passages
        return (passages[place] for place in sorted(set[int]().union(*map(self._places, words))))

    def _places(self, word: str) -> list[int]:
        if word not in self._known_places:
            lower, starts = self._joined
            length, places = len(lower), list[int]()
            at = lower.find(word)
            while at >= 0:
                place = bisect_right(starts, at)
                places.append(place - 1)
                # On to the next passage: whether it holds the word once or ten times is one.
                at = lower.find(word, starts[place] if place < len(starts) else length)
            self._known_places[word] = places
        return self._known_places[word]

    @cached_property
    def _known_places(self) -> dict[str, list[int]]:
        return {}

    def measuring(self, *dimensions: str) -> Iterator[Passage]:
        """The passages with a quantity of one of these dimensions."""
        passages, measured = self.passages, self._measured
        places = set[int]().union(*(measured.get(dimension, ()) for dimension in dimensions))
        return (passages[place] for place in sorted(places))

    @cached_property
    def _measured(self) -> dict[str | None, list[int]]:
        measured: dict[str | None, list[int]] = {}
        for place, passage in enumerate(self.passages):
            for quantity in passage.quantities:
                measured.setdefault(quantity.dimension, []).append(place)
        return measured

    @cached_property
    def _joined(self) -> tuple[str, list[int]]:
        """The passages in lower case, one behind the other, and where each begins there."""
        starts, position = list[int](), 0
        for passage in self.passages:
            starts.append(position)
            position += len(passage.lower) + 1
        return "\0".join(passage.lower for passage in self.passages), starts

    def materials_in(self, passage: Passage) -> tuple[MaterialMention, ...]:
        """The materials named in ``passage``; a label without a family takes that of the material in its name."""
        found = self._materials.get(passage.start)
        if found is None:
            span = CharSpan(passage.start, passage.end)
            found = self._materials[passage.start] = tuple(map(_grounded, self.analysis.materials_in(span)))
        return found

    @cached_property
    def _materials(self) -> dict[int, tuple[MaterialMention, ...]]:
        """The materials of the passages that were asked for, by where they begin."""
        return {}

    def passage_at(self, position: int) -> Passage | None:
        """The passage that holds ``position`` of the document, or None."""
        starts = self._passage_starts
        at = bisect_right(starts, (position, len(self.passages))) - 1
        passage = self.passages[starts[at][1]] if at >= 0 else None
        return passage if passage is not None and position < passage.end else None

    @cached_property
    def _passage_starts(self) -> list[tuple[int, int]]:
        return sorted((passage.start, index) for index, passage in enumerate(self.passages))

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [sentence.start for sentence in self.analysis.sentences]

    def sentences_at(self, position: int) -> tuple[Sentence, ...]:
        """The sentence that holds ``position``, or nothing (in a table)."""
        at = bisect_right(self._sentence_starts, position) - 1
        if at < 0 or self.analysis.sentences[at].end <= position:
            return ()
        return (self.analysis.sentences[at],)


def _grounded(material: MaterialMention) -> MaterialMention:
    if not material.is_sample or material.family is not None or material.role is not None:
        return material
    family, role = _stem_of(material.text)
    return replace(material, family=family, role=role) if family in CONDUCTORS else material


@lru_cache(maxsize=1024)
def _stem_of(label: str) -> tuple[str | None, str | None]:
    """Family and role of the material that a label such as ``LLZTO-50`` begins with."""
    named = materials_in(re.split(r"[-–@_ ]", label, maxsplit=1)[0])
    return (named[0].family, named[0].role) if named else (None, None)


def _any_between(positions: list[int], start: int, end: int) -> bool:
    at = bisect_left(positions, start)
    return at < len(positions) and positions[at] < end
