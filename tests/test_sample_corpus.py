"""The project's own corpora hold what their guides promise."""

from __future__ import annotations

import gzip
import importlib.util
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml

import voltext
from voltext.app.contract import check, schema
from voltext.extract.pipeline import extract_document
from voltext.ingest.readers import read
from voltext.ingest.source import Source

CORPORA = Path(__file__).resolve().parent.parent / "corpora"
GOLD = sorted((CORPORA / "gold" / "battery_audit").glob("*.json"))
SOURCES = sorted((CORPORA / "sources").glob("*.md"))
SUFFIX = {"html": "html", "pdf": "pdf", "markdown": "md", "text": "txt"}


def _head(master: Path) -> dict[str, Any]:
    head: dict[str, Any] = yaml.safe_load(master.read_text(encoding="utf-8").split("---\n", 2)[1])
    return head


def _file_of(doi: str) -> Path:
    for master in SOURCES:
        head = _head(master)
        if head["doi"] == doi:
            return CORPORA / "sample" / f"{master.stem}.{SUFFIX.get(head['format'], 'xml')}"
    raise LookupError(doi)


def _items(gold: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield from gold["items"]


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_gold_follows_the_guide(path: Path) -> None:
    """All 42 keys in order; values and quotes exactly where a status has them; codes from the vocabularies."""
    gold = json.loads(path.read_text(encoding="utf-8"))
    codes = schema()["$defs"]
    assert [item["key"] for item in _items(gold)] == codes["item_key"]["enum"]
    for item in _items(gold):
        empty = item["status"] in ("missing", "not_applicable")
        assert bool(item["values"]) != empty
        assert bool(item["quote"]) != empty
        if not empty:
            assert ("min" in item["values"][0]) == (item["status"] == "range")
            pairs = [(v.get("value"), v.get("min"), v.get("max"), v["unit"]) for v in item["values"]]
            assert len(pairs) == len(set(pairs))
    for record in gold["records"]:
        assert record["property"] in codes["property"]["enum"]
        assert record["qualifier"] in codes["qualifier"]["enum"]
        assert set(record["conditions"]) <= set(codes["condition_key"]["enum"])


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_every_quote_stands_in_the_text_that_voltext_reads(path: Path) -> None:
    gold = json.loads(path.read_text(encoding="utf-8"))
    text = " ".join(read(Source.from_path(_file_of(gold["paper"]))).text.split())
    quotes = [entry["quote"] for entry in gold["items"] + gold["records"] if entry["quote"]]
    assert [quote for quote in quotes if quote not in text] == []


def test_entities_of_the_sample_sentences_lie_in_their_text() -> None:
    with gzip.open(CORPORA / "gold" / "sample-sentences.jsonl.gz", "rt", encoding="utf-8") as lines:
        documents = [json.loads(line) for line in lines]
    labels = set(schema()["$defs"]["mention_label"]["enum"])
    assert len(documents) >= 30
    for document in documents:
        for entity in document["entities"]:
            assert entity["label"] in labels
            assert 0 <= entity["start"] < entity["end"] <= len(document["text"])
            assert document["text"][entity["start"] : entity["end"]].strip()


@pytest.mark.parametrize("path", sorted((CORPORA / "golden").glob("*.json")), ids=lambda path: path.stem)
def test_golden_outputs_fit_the_schema_and_their_own_text(path: Path) -> None:
    data = json.loads(path.read_text(encoding="utf-8"))
    check("extract_output", data)
    for extraction in data:
        text = "\n\n".join(block["text"] for block in extraction["blocks"])
        for block in extraction["blocks"]:
            assert text[block["start"] : block["end"]] == block["text"]
        for mention in extraction["mentions"]:
            assert text[mention["start"] : mention["end"]] == mention["text"]
        for record in extraction["records"]:
            for evidence in record["evidence"]:
                assert text[evidence["start"] : evidence["end"]] == evidence["text"]


def test_the_sample_files_are_what_the_masters_render_to() -> None:
    spec = importlib.util.spec_from_file_location("render", CORPORA / "render.py")
    assert spec is not None
    assert spec.loader is not None
    render = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = render  # dataclasses look their module up by name
    spec.loader.exec_module(render)
    for path in SOURCES:
        master = render.load(path)
        if master.head["format"] != "pdf":  # its bytes depend on the version of the library that draws it
            expected = render.WRITERS[master.head["format"]](master)
            assert _file_of(master.head["doi"]).read_text(encoding="utf-8") == expected


def _gist(extraction: dict[str, Any]) -> dict[str, Any]:
    """What two readings of a golden input must agree on; confidences and the names of rules are free."""
    return {
        "blocks": [
            (b["kind"], b["section"], b["start"], b["end"], b["text"], b["table"]) for b in extraction["blocks"]
        ],
        "citations": extraction["citations"],
        "records": sorted(
            (
                record["property"],
                record["material"]["name"],
                record["material"]["composition"],
                record["value"],
                record["unit"],
                record["normalised"],
                record["qualifier"],
                {key: condition["text"] for key, condition in record["conditions"].items()},
                record["own"],
                record["origin"],
                record["quantity_name"],
                record["evidence"],
            )
            for record in extraction["records"]
        ),
        "samples": sorted(sample["label"] for sample in extraction["samples"]),
        "cells": [
            (cell["format"], cell["configuration"], sorted(c["role"] for c in cell["components"]))
            for cell in extraction["cells"]
        ],
        "recipes": [
            (
                recipe["target"],
                [precursor["name"] for precursor in recipe["precursors"]],
                [
                    (step["type"], {key: condition["text"] for key, condition in step["conditions"].items()})
                    for step in recipe["operations"]
                ],
                recipe["edges"],
                recipe["equation"],
            )
            for recipe in extraction["recipes"]
        ],
        "items": {
            item["key"]: (item["status"], [(v["value"], v["min"], v["max"], v["unit"]) for v in item["values"]])
            for item in extraction["items"]
            if item["values"]
        },
    }


@pytest.mark.parametrize("path", sorted((CORPORA / "golden").glob("*.json")), ids=lambda path: path.stem)
def test_voltext_reads_the_golden_inputs_as_people_did(path: Path) -> None:
    golden = json.loads(path.read_text(encoding="utf-8"))[0]
    source = Source.from_path(CORPORA / "golden" / golden["document"]["source"], name=golden["document"]["source"])
    read_out = json.loads(msgspec.json.encode(extract_document(read(source))))
    for key in ("sha256", "format", "reader", "doi", "title", "authors", "journal", "year"):
        assert read_out["document"][key] == golden["document"][key]
    expected, found = _gist(golden), _gist(read_out)
    for part, value in expected.items():
        assert found[part] == value, part


def test_the_paper_in_the_package_is_one_of_the_sample_papers() -> None:
    assert voltext.sample_paper().read_bytes() == (CORPORA / "sample" / "lfp-cathode.xml").read_bytes()
