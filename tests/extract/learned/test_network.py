"""The small tagger's network finds in numpy what spaCy finds by the same weights."""

from __future__ import annotations

import random
import string
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest

from voltext.extract.learned.hashed import Lexicon, rows_of
from voltext.extract.learned.network import Network
from voltext.extract.learned.tokens import CLUES, Window
from voltext.extract.means import means_of

SHIPPED = Path(means_of("fast"))
LABELS = ("property", "sample")
WORDS = (
    "The", "capacity", "of", "LiFePO4", "S1", "’s", "–", "case", "root", "ORG", "NC-700", "μm", "sample", "漢字",
    "\u00a0", "160", "mAh", "(", ")", "e" * 60,
)  # fmt: skip


@pytest.fixture(scope="module")
def parts() -> dict[str, bytes]:
    with zipfile.ZipFile(SHIPPED) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def lexicon(parts: dict[str, bytes]) -> Lexicon:
    return msgspec.json.decode(parts["lexicon.json"], type=Lexicon)


def drawn(seed: int) -> list[Window]:
    """Windows of words at random, with clues at random."""
    choice = random.Random(seed)
    found = []
    for _ in range(150):
        words = tuple(choice.choice(WORDS) for _ in range(choice.randint(1, 40)))
        spans = tuple((100 * place, 100 * place + len(word)) for place, word in enumerate(words))
        found.append(Window(spans, words, tuple(choice.choice(CLUES) for _ in words), "voltext"))
    return found


def test_it_finds_what_spacy_finds(parts: dict[str, bytes], lexicon: Lexicon) -> None:
    pytest.importorskip("spacy")
    import srsly

    from voltext.extract.learned import cnn

    pipeline = cnn._pipeline(LABELS)
    pipeline.initialize()
    told = srsly.msgpack_loads(parts["layer-0.bin"])
    model = srsly.msgpack_loads(told["model"])
    model["params"] = [{name: array.astype("f4") for name, array in each.items()} for each in model["params"]]
    recogniser: Any = pipeline.get_pipe("ner")
    recogniser.from_bytes(srsly.msgpack_dumps({**told, "model": srsly.msgpack_dumps(model)}), exclude=["vocab"])
    windows = drawn(1)
    docs = list(recogniser.pipe(cnn._doc(pipeline, window) for window in windows))
    by_spacy = [[(100 * entity.start, entity.end, entity.label_) for entity in doc.ents] for doc in docs]
    found = list(Network(parts["layer-0.bin"], LABELS, lexicon).tag(windows))
    assert [[(start, 1 + end // 100, label) for start, end, label in spans] for spans in found] == by_spacy
    assert sum(map(len, found)) > 50


def test_strings_have_the_numbers_of_spacy(lexicon: Lexicon) -> None:
    strings = pytest.importorskip("spacy.strings")
    choice = random.Random(2)
    texts = ["", "case", "ORG", *("".join(choice.choices(string.printable + "µ–漢", k=size)) for size in range(1, 40))]
    assert [lexicon.key(text) for text in texts] == [strings.get_string_id(text) for text in texts]


def test_rows_are_those_of_thinc() -> None:
    thinc = pytest.importorskip("thinc.api")
    keys = np.asarray([0, 1, 7, 2**63 + 11, 2**64 - 1], dtype=np.uint64)
    assert (rows_of(keys, 9, 1000) == thinc.NumpyOps().hash(keys, 9) % 1000).all()


def test_a_window_alone_has_the_spans_it_has_in_company(parts: dict[str, bytes], lexicon: Lexicon) -> None:
    windows = drawn(3)
    network = Network(parts["layer-0.bin"], LABELS, lexicon)
    assert [next(network.tag([window])) for window in windows[:20]] == list(network.tag(windows))[:20]


def test_more_words_than_are_kept_are_read_alike(
    parts: dict[str, bytes], lexicon: Lexicon, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = list(Network(parts["layer-0.bin"], LABELS, lexicon).tag(drawn(4)))
    for kept in (1, 60):
        monkeypatch.setattr("voltext.extract.learned.network._KEPT", kept)
        assert list(Network(parts["layer-0.bin"], LABELS, lexicon).tag(drawn(4))) == before


def _less(name: str) -> Callable[[dict[str, Any]], None]:
    def change(model: dict[str, Any]) -> None:
        for node, given in zip(model["nodes"], model["params"], strict=True):
            if node["name"] == name:
                given.clear()

    return change


def _narrower(model: dict[str, Any]) -> None:
    for node, given in zip(model["nodes"], model["params"], strict=True):
        if node["name"] == "hashembed":
            table = given["E"]
            given["E"] = {**table, b"shape": [2 * table[b"shape"][0], table[b"shape"][1] // 2]}


@pytest.mark.parametrize("change", [_less("maxout"), _less("precomputable_affine"), _narrower])
def test_weights_that_do_not_fit_are_refused(
    parts: dict[str, bytes], lexicon: Lexicon, change: Callable[[dict[str, Any]], None]
) -> None:
    told = msgspec.msgpack.decode(parts["layer-0.bin"])
    model = msgspec.msgpack.decode(told["model"])
    change(model)
    hurt = msgspec.msgpack.encode({**told, "model": msgspec.msgpack.encode(model)})
    with pytest.raises((KeyError, TypeError, ValueError)):
        Network(hurt, LABELS, lexicon)


def test_other_labels_are_refused(parts: dict[str, bytes], lexicon: Lexicon) -> None:
    with pytest.raises(ValueError, match="has not learned the labels"):
        Network(parts["layer-0.bin"], ("material",), lexicon)
