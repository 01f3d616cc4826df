"""Mentions by rules and tagger together: where the tagger looks, and which of two spans stays."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest

from voltext.extract.extraction import Extraction, Mention
from voltext.extract.learned.bio import Span
from voltext.extract.learned.layers import Layers
from voltext.extract.learned.mentioning import AFTER, ALONE, BEFORE, Mentioner
from voltext.extract.learned.model import LearnedModel
from voltext.extract.learned.tokens import Window
from voltext.extract.means import means_of
from voltext.extract.pipeline import extract_document
from voltext.extract.profile import extractor_by
from voltext.ingest.document import Document, DocumentBuilder, Header
from voltext.ingest.errors import InputError, UsageError


class Finder:
    """A tagger that marks given words wherever it is shown them."""

    backbone = "cnn"
    layers: Layers = (("operation", "sample"),)
    longest = 100
    joined = 0

    def __init__(self, words: Mapping[str, str]) -> None:
        self.words = words
        self.shown: list[str] = []

    def tag(self, windows: Sequence[Window]) -> Iterator[list[Span]]:
        for window in windows:
            self.shown.extend(window.words)
            yield [
                (start, end, self.words[word])
                for (start, end), word in zip(window.spans, window.words, strict=True)
                if word in self.words
            ]

    def members(self) -> Mapping[str, bytes]:
        return {}


def document(*blocks: tuple[str, str]) -> Document:
    builder = DocumentBuilder()
    for kind, text in blocks:
        builder.add(kind, text)
    return builder.build(Header("a", "a.txt", "0" * 64, "text", "text"))


def mentions(use: Mapping[str, str], words: Mapping[str, str], read: Document) -> list[Mention]:
    model = LearnedModel(Finder(words), None, {}, {})
    return list(Mentioner(model, use).extended(extract_document(read)).mentions)


def others(extraction: Extraction) -> list[tuple[int, int, str]]:
    return [(each.start, each.end, each.label) for each in extraction.mentions if each.label != "sample"]


HEATED = document(("paragraph", "The powder was calcined at 700 °C and then quenched in water."))


@pytest.mark.parametrize(
    ("use", "expected"),
    [
        ({}, ["calcined", "quenched"]),
        ({"operation": ALONE}, ["powder", "calcined"]),
        ({"operation": BEFORE}, ["powder", "calcined", "quenched"]),
        ({"operation": AFTER}, ["powder", "calcined", "quenched"]),
    ],
)
def test_spans_of_both_are_joined_as_the_label_asks(use: Mapping[str, str], expected: list[str]) -> None:
    found = mentions(use, {"calcined": "operation", "powder": "operation", "water": "sample"}, HEATED)
    assert [mention.text for mention in found if mention.label == "operation"] == expected
    assert [mention.text for mention in found if mention.label == "quantity"] == ["700 °C"]


def test_what_the_rules_know_of_a_span_is_kept() -> None:
    both = mentions({"operation": ALONE}, {"calcined": "operation", "powder": "operation"}, HEATED)
    known = {mention.text: mention.norm for mention in both if mention.label == "operation"}
    assert known["calcined"]
    assert known["powder"] is None
    assert [mention.id for mention in both] == [f"m{number}" for number in range(len(both))]


def test_the_tagger_is_shown_sentences_that_can_hold_a_fact() -> None:
    read = document(
        ("heading", "Calcination at 700 °C"),
        ("paragraph", "Nothing was there to see. LiFePO4 was calcined at 700 °C."),
        ("reference", "Someone, calcined LiFePO4, 2001."),
    )
    finder = Finder({})
    Mentioner(LearnedModel(finder, None, {}, {}), {"operation": AFTER}).extended(extract_document(read))
    assert "calcined" in finder.shown
    assert not {"Nothing", "Calcination", "Someone"} & set(finder.shown)


def test_profiles_name_their_means(tmp_path: Path) -> None:
    model = tmp_path / "my.model"
    model.write_bytes(b"")
    assert means_of("rules") == "rules"
    assert means_of("accurate") == "accurate"
    assert Path(means_of("fast")).is_file()
    assert means_of("rules", model) == means_of("accurate", model) == str(model)


@pytest.mark.parametrize(
    ("profile", "model", "told"),
    [
        ("slow", None, "rules, fast, accurate"),
        ("rules", Path("absent.model"), "there is no such file"),
    ],
)
def test_a_profile_that_cannot_be_is_told(profile: str, model: Path | None, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        means_of(profile, model)


def test_a_file_that_is_no_model_is_refused_before_any_paper(tmp_path: Path) -> None:
    path = tmp_path / "foreign.model"
    path.write_bytes(b"\x80\x04\x95pickle")
    with pytest.raises(InputError, match="not a model of voltext"):
        extractor_by(str(path))


def test_the_model_that_comes_along_adds_samples_and_leaves_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    for library in ("spacy", "thinc", "onnxruntime"):
        monkeypatch.setitem(sys.modules, library, None)  # none of them is needed for it
    extractor_by.cache_clear()
    text = "The carbons were pyrolysed at 900 °C and are denoted HC-900 and HC-900-N. HC-900-N delivers 310 mAh g^-1."
    read = document(("paragraph", text))
    (fast,) = extractor_by(means_of("fast")).extract([read])
    rules = extract_document(read)
    assert others(fast) == others(rules)
    assert {"HC-900", "HC-900-N"} <= {mention.text for mention in fast.mentions if mention.label == "sample"}
    assert fast.records == rules.records
