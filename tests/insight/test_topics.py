"""Topics: what counts, what only looks like it, and texts that are meant to be slow."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from voltext.ingest.document import Block
from voltext.insight.data import insight_vocabulary
from voltext.insight.topics import topics_of, topics_of_text

BATTERY = "The cells keep a capacity retention of 91 % after 300 cycles, and the flammable solvent is gone."


def test_topics_are_told_by_their_words() -> None:
    assert topics_of_text(BATTERY) == {"cyclability", "safety"}


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("It survives 1,000 cycles.", "cyclability"),
        ("Cobalt-free electrodes of abundant elements.", "cost"),
        ("The ionic-conductivity rises with doping.", "conduction"),
        ("A rate capability of 90 % at 5 C.", "rate"),
        ("Powders were made by a sol–gel route.", "synthesis"),
        ("A first-principles study of lithium sites.", "modelling"),
        ("The OER catalyst lowers the overpotential.", "catalysis"),
        ("A specific capacity of 160 mAh g^-1.", "capacity"),
        ("Spent cells are recycled.", "sustainability"),
        ("The electrolyte decomposes at 4.5 V.", "stability"),
    ],
)
def test_each_topic_has_its_phrases(text: str, topic: str) -> None:
    assert topic in topics_of_text(text)


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("Diffusion is the rate-determining step.", "rate"),
        ("The wastewater was analysed.", "sustainability"),
        ("Its theoretical capacity was computed by nobody.", "modelling"),
        ("A stable price.", "stability"),
        ("A bicycle was parked.", "cyclability"),
    ],
)
def test_what_only_looks_like_a_topic_is_none(text: str, topic: str) -> None:
    assert topic not in topics_of_text(text)


def test_two_weak_phrases_make_a_topic_and_one_does_not() -> None:
    assert "stability" not in topics_of_text("The film is stable.")
    assert "stability" in topics_of_text("The film is stable and durable.")


def test_only_abstract_and_conclusions_count() -> None:
    def block(section: str, kind: str = "paragraph") -> Block:
        return Block("b", kind, section, 0, len(BATTERY), None, None, BATTERY)

    assert topics_of([block("experimental"), block("abstract", "heading")]) == frozenset()
    assert topics_of([block("conclusions")]) == {"cyclability", "safety"}


def test_no_text_has_no_topic() -> None:
    assert topics_of_text("") == frozenset()


def test_every_topic_says_what_it_is() -> None:
    assert all(term.definition for term in insight_vocabulary("topics").values())


@pytest.mark.parametrize("piece", ["a", "cycl", " -", "1,", "ion - ", "capacity retentio ", "over 1", "e\u0301"])
def test_hostile_text_takes_no_time(piece: str) -> None:
    began = time.process_time()
    topics_of_text(piece * (400_000 // len(piece)))
    assert time.process_time() - began < 2


def test_the_labelled_texts_hold_codes_and_places_and_no_words() -> None:
    lines = (Path(__file__).parents[2] / "corpora/standoff/topics.jsonl").read_text(encoding="utf-8").splitlines()
    gold = [json.loads(line) for line in lines]
    known = {
        "doi",
        "file",
        "sha256",
        "corpus",
        "doc_id",
        "section",
        "start",
        "end",
        "length",
        "sha1",
        "split",
        "topics",
    }
    assert len(gold) == 150
    assert sum(each["split"] == "held_out" for each in gold) == 75
    for each in gold:
        assert set(each) <= known
        assert set(each["topics"]) <= set(insight_vocabulary("topics"))
