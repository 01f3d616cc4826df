"""Relations told by words: roles that only a name tells, weights that keep, documents that nobody annotated."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("lightgbm", reason="learned relations need voltext[models]")
pytest.importorskip("sklearn", reason="learned relations need voltext[models]")

from voltext.extract.learned.context import Context
from voltext.extract.learned.gold import GoldDocument, GoldEntity, GoldRelation
from voltext.extract.learned.relations import RelationClassifier
from voltext.extract.learned.wording import Wording, pieces_of

SALTS = ("iron oxalate", "cobalt oxalate", "nickel oxalate", "zinc oxalate", "copper oxalate")
LIQUIDS = ("water", "methanol", "ethanol", "propanol", "butanol")


def told(number: int, salt: str, liquid: str) -> GoldDocument:
    """A sentence in which word order tells no role."""
    first, second = (salt, liquid) if number % 2 else (liquid, salt)
    text = f"Then {first} was mixed with {second}."
    places = {name: text.index(name) for name in (salt, liquid, "mixed")}
    entities = (
        GoldEntity("A", places[salt], places[salt] + len(salt), "Material"),
        GoldEntity("B", places[liquid], places[liquid] + len(liquid), "Material"),
        GoldEntity("O", places["mixed"], places["mixed"] + 5, "Operation"),
    )
    return GoldDocument(
        f"d{number}", text, entities, (GoldRelation("O", "A", "solid"), GoldRelation("O", "B", "liquid"))
    )


DOCUMENTS = [told(number, SALTS[number % 5], LIQUIDS[number * 3 % 5]) for number in range(10)]


@pytest.fixture(scope="module")
def known() -> RelationClassifier:
    """What is learned from DOCUMENTS and one more, whose relations nobody annotated."""
    alone = GoldDocument("bare", DOCUMENTS[0].text, DOCUMENTS[0].entities)
    trained = RelationClassifier.train([*DOCUMENTS, alone], seed=1)
    assert trained is not None
    return trained


def test_a_role_that_only_the_name_tells_is_learned_for_names_like_it(known: RelationClassifier) -> None:
    fresh = told(1, "tin oxalate", "pentanol")
    bare = GoldDocument(fresh.doc_id, fresh.text, fresh.entities)
    assert set(known.relate(bare)) == set(fresh.relations)


def test_a_document_that_nobody_related_teaches_nothing(known: RelationClassifier) -> None:
    without = RelationClassifier.train(DOCUMENTS, seed=1)
    assert without is not None
    assert known.members() == without.members()


def test_a_classifier_is_read_from_its_parts_as_it_was(known: RelationClassifier) -> None:
    read = RelationClassifier.from_members(known.told(), known.members())
    assert read is not None
    assert read.relate(DOCUMENTS[3]) == known.relate(DOCUMENTS[3])


def test_weights_that_do_not_fit_their_relations_are_refused() -> None:
    context = Context(DOCUMENTS[0])
    head, tail = DOCUMENTS[0].entities[2], DOCUMENTS[0].entities[0]
    pieces = pieces_of(context, head, tail)
    wording = Wording.train([(pieces, "a"), (pieces[:9], "b")], seed=1)
    assert wording is not None
    again = Wording.from_bytes(wording.labels, wording.as_bytes())
    assert np.allclose(again.shares(pieces), wording.shares(pieces))
    with pytest.raises(ValueError, match="do not fit 2 relations"):
        Wording.from_bytes(("a", "b"), wording.as_bytes()[:-1])
    assert Wording.train([(pieces, "a")], seed=1) is None
