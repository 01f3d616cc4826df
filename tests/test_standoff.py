"""The stand-off gold: its structure, and that its spans are found in the papers where those are there."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from voltext.extract.data import extract_vocabulary
from voltext.ingest.readers import read
from voltext.ingest.source import Source

from .conftest import ROOT

sys.path.insert(0, str(ROOT))  # the measuring scripts are not installed

from bench import standoff

FILES = sorted(standoff.STANDOFF.glob("*.json"))
LINES = [json.loads(line) for line in standoff.SENTENCES.read_text(encoding="utf-8").splitlines()]
REPORTED = ("exact", "approximate", "range")
SPAN = {"start", "end", "length", "sha1"}


def loaded(path: Path) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return data


def spans(node: Any) -> Iterator[dict[str, Any]]:
    """Every span of a tree of JSON."""
    if isinstance(node, dict) and "sha1" in node:
        yield node
    elif isinstance(node, dict):
        for child in node.values():
            yield from spans(child)
    elif isinstance(node, list):
        for child in node:
            yield from spans(child)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_item_once_in_the_order_of_the_guide(path: Path) -> None:
    assert [item["key"] for item in loaded(path)["items"]] == list(extract_vocabulary("items"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_items_have_values_exactly_when_reported(path: Path) -> None:
    for item in loaded(path)["items"]:
        assert item["status"] in extract_vocabulary("statuses")
        reported = item["status"] in REPORTED
        assert bool(item["values"]) == bool(item["spans"]) == reported, item["key"]
        assert not (reported and item["elsewhere"])
        assert bool(item["reason"]) == (item["status"] == "not_applicable"), item["key"]
        if reported:
            assert ("min" in item["values"][0]) == (item["status"] == "range"), item["key"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_records_use_the_codes_of_the_vocabularies(path: Path) -> None:
    for record in loaded(path)["records"]:
        assert record["property"] in extract_vocabulary("properties")
        assert record["qualifier"] in extract_vocabulary("qualifiers")
        assert set(record["conditions"]) <= set(extract_vocabulary("condition_keys"))
        assert ("min" in record) == ("value" not in record) == (record["qualifier"] == "range")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_spans_are_offsets_and_not_words(path: Path) -> None:
    data = loaded(path)
    for span in spans(data):
        assert set(span) == SPAN
        assert 0 <= span["start"] < span["end"] <= data["characters"]
        assert 0 < span["length"] <= span["end"] - span["start"]


def test_sentences_hold_their_entities() -> None:
    assert len(LINES) >= 60
    for line in LINES:
        for entity in line["entities"]:
            assert set(entity) == SPAN | {"label"}
            assert entity["label"] in extract_vocabulary("mention_labels")
            assert line["start"] <= entity["start"] < entity["end"] <= line["end"]


def made(text: str, start: int, end: int) -> dict[str, Any]:
    words = " ".join(text[start:end].split())
    return {"start": start, "end": end, "length": len(words), "sha1": hashlib.sha1(words.encode()).hexdigest()}


def test_a_span_that_moved_is_found_at_the_nearest_place() -> None:
    old = "dried at 80 °C and tested at 80 °C in air"
    span = made(old, 29, 34)
    assert old[29:34] == "80 °C"
    text = standoff.Text("A line more.\n\n" + old.replace(" ", "\n"))
    assert text.words(span) == "80 °C"
    assert (text.found, text.moved, text.lost) == (0, 1, [])


def test_a_span_that_is_gone_is_told() -> None:
    text = standoff.Text("nothing of it is left here")
    span = made("the binder was PVDF", 15, 19)
    assert text.words(span) == ""
    assert text.lost == [span]


@pytest.mark.corpora
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_spans_are_found_in_the_papers(path: Path, shared: Path) -> None:
    gold, text = standoff.load(path, shared / "papers")
    total = text.found + text.moved + len(text.lost)
    assert len(gold["items"]) == len(extract_vocabulary("items"))
    allowed = 0.02 if loaded(path)["reader"] == "pdf" else 0.0
    assert len(text.lost) <= allowed * total, text.lost


@pytest.mark.corpora
def test_sentences_are_found_in_the_papers(shared: Path) -> None:
    texts: dict[str, standoff.Text] = {}
    for line in LINES:
        path = shared / "papers" / line["file"]
        if line["file"] not in texts:
            assert hashlib.sha256(path.read_bytes()).hexdigest() == line["sha256"]
            texts[line["file"]] = standoff.Text(read(Source.from_path(path)).text)
        for span in (line, *line["entities"]):
            texts[line["file"]].place(span)
    for file, text in texts.items():
        total = text.found + text.moved + len(text.lost)
        allowed = 0.05 if file.startswith("pdf/") else 0.0
        assert len(text.lost) <= allowed * total, (file, text.lost)
