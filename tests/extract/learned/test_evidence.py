"""Evidence of words: counted, told by other documents than a pair's own, kept in a file, and the same every time."""

from __future__ import annotations

import numpy as np
import pytest

from voltext.extract.learned.context import Context
from voltext.extract.learned.evidence import KINDS, Evidence, Pieces
from voltext.extract.learned.gold import GoldDocument, GoldEntity


def seen(text: str) -> tuple[Context, GoldEntity, GoldEntity]:
    """A sentence of three words or more: its first word is the head, its last the tail."""
    head, tail = GoldEntity("h", 0, text.index(" "), "A"), GoldEntity("t", text.rindex(" ") + 1, len(text), "B")
    return Context(GoldDocument(text, text, (head, tail))), head, tail


TOLD = [seen(f"{head} {verb} {tail}") for verb in ("melts", "cools") for head in "abcd" for tail in "wxyz"]
AIMS = np.repeat([1, 0], 16)
DOCUMENTS = np.arange(32)


def test_words_speak_for_the_relation_that_they_were_seen_with() -> None:
    evidence, _ = Evidence.train(Pieces.of(TOLD), AIMS, 2, DOCUMENTS)
    sums = evidence.sums(Pieces.of([seen("new melts thing"), seen("new cools thing")]))
    assert sums.shape == (2, KINDS)
    assert sums[0, 0] > 1.0 > -1.0 > sums[1, 0]


def test_a_pair_is_not_told_what_its_own_document_taught() -> None:
    odd = [*TOLD, seen("a unheard w")]
    evidence, told = Evidence.train(Pieces.of(odd), np.append(AIMS, 1), 2, np.append(DOCUMENTS, 99))
    assert evidence.sums(Pieces.of(odd))[-1, 0] > told[-1, 0] + 1.0


def test_chosen_pieces_are_those_of_the_pairs() -> None:
    rows = np.array([5, 0, 31])
    chosen, alone = Pieces.of(TOLD).chosen(rows), Pieces.of([TOLD[row] for row in rows])
    assert chosen.places.tolist() == alone.places.tolist()
    assert chosen.starts.tolist() == alone.starts.tolist()


def test_it_is_read_back_as_it_was_and_refused_for_other_relations() -> None:
    evidence, _ = Evidence.train(Pieces.of(TOLD), AIMS, 2, DOCUMENTS)
    assert np.array_equal(Evidence.from_bytes(2, evidence.as_bytes()).table, evidence.table)
    with pytest.raises(ValueError, match="does not fit 3 relations"):
        Evidence.from_bytes(3, evidence.as_bytes())
