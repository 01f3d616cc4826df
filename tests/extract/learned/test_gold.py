"""Gold files: what is read, and what is refused with its place."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from voltext.extract.learned.gold import GoldDocument, GoldEntity, GoldRelation, read_gold, relabelled
from voltext.ingest.errors import InputError

DOCUMENT: dict[str, Any] = {
    "doc_id": "a",
    "text": "LFP works.",
    "entities": [{"id": "T1", "start": 0, "end": 3, "label": "material"}],
}


def test_a_part_holds_only_its_documents(gold: Path) -> None:
    assert len(read_gold([gold], part="train")) == 120
    assert len(read_gold([gold], part="dev")) == 40
    assert len(read_gold([gold])) == 160


def test_plain_and_gzipped_files_are_one(tmp_path: Path, gold: Path) -> None:
    plain = tmp_path / "plain.jsonl"
    plain.write_bytes(gzip.decompress(gold.read_bytes()))
    assert read_gold([plain]) == read_gold([gold])


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "no document"),
        (b"{", "line 1"),
        (b"\x1f\x8bnot gzip", "cannot be read"),
        (b'{"doc_id": "a"}', "line 1"),
        (b"\n" + json.dumps({**DOCUMENT, "text": "LF"}).encode(), "line 2: entity 'T1' lies outside"),
        (
            json.dumps({**DOCUMENT, "relations": [{"head": "T1", "tail": "T9", "label": "x"}]}).encode(),
            "names an entity that is not there",
        ),
        (
            json.dumps({**DOCUMENT, "split": "traain"}).encode(),
            "line 1: the split 'traain' is none of train, dev, test",
        ),
        (json.dumps({**DOCUMENT, "split": "all"}).encode(), "line 1: the split 'all' is none of"),
        (
            json.dumps({**DOCUMENT, "entities": DOCUMENT["entities"] * 2}).encode(),
            "line 1: two entities have the id 'T1'",
        ),
        (json.dumps({**DOCUMENT, "text": "\ud800"}).encode("utf-8", "surrogatepass"), "line 1"),
    ],
)
def test_what_is_no_gold_is_refused_with_its_place(tmp_path: Path, content: bytes, told: str) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_bytes(content)
    with pytest.raises(InputError, match=told) as caught:
        read_gold([path])
    assert "bad.jsonl" in str(caught.value)


def test_only_experiment_sentences_are_annotated_where_the_corpus_says_so() -> None:
    document = GoldDocument(
        "a", "One. Two. Three.", meta={"experiment_sentences": [[5, 9]]}, sentences=((0, 4), (5, 9))
    )
    assert document.regions() == ((5, 9),)


def test_without_sentences_the_text_is_cut_into_them() -> None:
    document = GoldDocument("a", "It was dried. Then it was milled.\nThe end.")
    assert [document.text[start:end] for start, end in document.regions()] == [
        "It was dried.", "Then it was milled.", "The end.",
    ]  # fmt: skip


def test_labels_are_joined_and_dropped_with_their_relations() -> None:
    entities = (GoldEntity("1", 0, 1, "E:a"), GoldEntity("2", 2, 3, "E:b"), GoldEntity("3", 4, 5, "M"))
    links = (GoldRelation("1", "2", "same"), GoldRelation("1", "3", "of"))
    document = relabelled(GoldDocument("a", "a b c", entities, links), {"E:*": "E"})
    assert [entity.label for entity in document.entities] == ["E", "E"]
    assert document.relations == (GoldRelation("1", "2", "same"),)
