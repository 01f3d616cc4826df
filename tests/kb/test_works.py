"""Laws of duplicates: copies, formats and versions of a work are one; different works stay apart."""

from __future__ import annotations

import random
import time
from hashlib import sha256

import pytest

from voltext.ingest.document import Failure, Header, ReadWarning
from voltext.kb.likeness import likeness, signature
from voltext.kb.works import Edition, works_of

WORDS = [f"word{number}" for number in range(3000)]
TITLE = "A garnet electrolyte made by rapid sintering for cells that last"


def text(seed: int, *, words: int = 4000) -> str:
    chance = random.Random(seed)
    return " ".join(chance.choice(WORDS) for _ in range(words))


def edited(original: str, share: float) -> str:
    """``original`` with a share of its words replaced, in runs of 40 as an editor does."""
    words = original.split()
    chance = random.Random(7)
    for start in range(0, len(words), 40):
        if chance.random() < share:
            words[start : start + 40] = [chance.choice(WORDS) for _ in range(40)]
    return " ".join(words)


def edition(name: str, body: str, *, format: str = "pdf", size: int = 1000, **fields: object) -> Edition:
    digest = sha256(name.encode()).hexdigest()
    header = Header(name, f"{name}.{format}", digest, format, format, **fields)  # type: ignore[arg-type]
    return Edition(header, signature(body), size)


def test_likeness_estimates_the_shared_shingles() -> None:
    original = text(1)
    assert likeness(signature(original), signature(original)) == 1.0
    assert likeness(signature(original), signature(text(2))) == pytest.approx(0.0, abs=0.03)
    half = " ".join(original.split()[:2000])
    assert likeness(signature(original), signature(half)) == pytest.approx(0.5, abs=0.15)
    assert likeness(b"", signature(original)) is None


def test_a_signature_is_the_same_everywhere() -> None:
    """It is stored: another machine or version must make the same one."""
    assert sha256(signature("one two three four five six seven")).hexdigest()[:16] == "586ddd40e3c556fc"


def test_short_texts_have_none() -> None:
    assert signature("only four words here") == b""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param({}, {}, id="the same text with other bytes"),
        pytest.param(
            {"doi": "10.1000/A"}, {"doi": "10.1000/a", "body": edited(text(1), 0.6)}, id="two formats, one DOI"
        ),
        pytest.param(
            {"doi": "10.1002/anie.1", "title": TITLE},
            {"doi": "10.1002/ange.1", "title": TITLE.upper() + "."},
            id="two DOIs of one article",
        ),
        pytest.param(
            {"doi": "10.1000/paper", "title": TITLE},
            {"doi": "10.48550/preprint", "title": TITLE, "body": edited(text(1), 0.6)},
            id="a preprint and its paper",
        ),
        pytest.param({"title": TITLE}, {"title": TITLE, "body": "Scanned."}, id="hardly any text, one title"),
    ],
)
def test_one_work(one: dict[str, str], other: dict[str, str]) -> None:
    editions = [
        edition(name, fields.get("body", text(1)), doi=fields.get("doi"), title=fields.get("title"))
        for name, fields in (("a", one), ("b", other))
    ]
    assert len(set(works_of(editions).values())) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param({}, {}, id="other texts"),
        pytest.param({"title": "Editorial"}, {"title": "Editorial"}, id="a title that many bear"),
        pytest.param({"title": TITLE}, {"title": TITLE}, id="one title, nothing else in common"),
        pytest.param(
            {"doi": "10.1000/a", "title": TITLE},
            {"doi": "10.1000/a", "title": "Quite another matter, of sodium and hard carbon anodes"},
            id="a cited DOI taken for the paper's own",
        ),
    ],
)
def test_different_works(one: dict[str, str], other: dict[str, str]) -> None:
    editions = [edition("a", text(1), **one), edition("b", text(2), **other)]  # type: ignore[arg-type]
    assert works_of(editions) == {"a": "a", "b": "b"}


def test_copies_are_found_without_title_or_doi() -> None:
    """As far as the likeness of their signatures goes: none that is above the bound escapes the search for pairs."""
    editions = [edition(f"{seed} a", text(seed)) for seed in range(40)]
    editions += [edition(f"{seed} b", edited(text(seed), 0.08)) for seed in range(40)]
    signatures = {each.header.id: each.signature for each in editions}
    works = works_of(editions)
    alike = [seed for seed in range(40) if (likeness(signatures[f"{seed} a"], signatures[f"{seed} b"]) or 0.0) >= 0.75]
    assert len(alike) > 30
    assert all(works[f"{seed} a"] == works[f"{seed} b"] for seed in alike)
    assert len(set(works.values())) >= 40


def test_a_thousand_copies_are_one_work_in_little_time() -> None:
    began = time.process_time()
    assert len(set(works_of([edition(f"{number:04}", text(1)) for number in range(1000)]).values())) == 1
    assert time.process_time() - began < 20


def test_the_best_format_stands_for_the_work() -> None:
    editions = [
        edition("a", text(1), format="pdf", size=9000),
        edition("b", text(1), format="jats"),
        edition("c", text(1), format="jats", size=1, warnings=()),
        edition("d", text(1), format="elsevier"),
    ]
    assert set(works_of(editions).values()) == {"b"}
    cut = edition("0", text(1), format="jats", size=9000, warnings=(ReadWarning("truncated", "Cut."),))
    assert set(works_of([*editions, cut]).values()) == {"b"}


def test_failed_documents_are_no_editions() -> None:
    assert works_of([edition("a", "", failure=Failure("empty", "Nothing."))]) == {}


def test_the_order_of_documents_does_not_matter() -> None:
    editions = [
        edition(name, edited(text(1), share), title=TITLE)
        for name, share in zip("abcd", (0, 0.1, 0.4, 0.6), strict=True)
    ]
    editions += [edition(name, text(seed)) for name, seed in (("x", 5), ("y", 6))]
    expected = works_of(editions)
    assert works_of(reversed(editions)) == expected
    assert len(set(expected.values())) == 3
