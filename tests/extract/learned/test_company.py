"""Company: a second look sees how likely the other pairs of the same entities are."""

from __future__ import annotations

import numpy as np

from voltext.extract.learned.company import company, width
from voltext.extract.learned.gold import GoldDocument, GoldEntity, GoldRelation
from voltext.extract.learned.looks import Sight
from voltext.extract.learned.pairs import pairs, reaches

TEXT = "iron and zinc were milled"
ENTITIES = (GoldEntity("a", 0, 4, "M"), GoldEntity("b", 9, 13, "M"), GoldEntity("o", 19, 25, "O"))
DOCUMENT = GoldDocument("d", TEXT, ENTITIES, (GoldRelation("o", "a", "of"), GoldRelation("o", "b", "of")))


def test_each_pair_is_told_of_the_likeliest_other_of_its_head() -> None:
    found = list(pairs(DOCUMENT, reaches([DOCUMENT])))
    assert [pair.tail.id for pair in found] == ["a", "b"]
    told = company(found, Sight.of(found), np.array([[0.1, 0.9], [0.7, 0.3]]))
    assert told.shape == (2, width(2))
    # Behind the shares: same head and label of the tail: likeliest other, place, sum of the others.
    assert np.allclose(told[:, 2:5], [[0.3, 0, 0.3], [0.9, 1, 0.9]])


def test_links_across_sentences_are_looked_for_only_where_they_are_usual() -> None:
    text = "iron. It was milled. Zinc was milled."
    entities = (GoldEntity("a", 0, 4, "M"), GoldEntity("o", 13, 19, "O"), GoldEntity("p", 30, 36, "O"))
    sentences = ((0, 5), (6, 20), (21, 37))
    crossing = GoldDocument("d", text, entities, (GoldRelation("o", "a", "of"),), sentences=sentences)
    inside = [GoldDocument(f"i{number}", *DOCUMENT_PARTS) for number in range(12)]
    (key,) = reaches([*inside, crossing])
    assert reaches([*inside, crossing])[key].sentences == 0
    assert reaches([crossing, crossing])[key].sentences == 1


DOCUMENT_PARTS = (TEXT, ENTITIES, DOCUMENT.relations)
