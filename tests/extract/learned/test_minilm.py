"""The served encoder: an ONNX graph and a vocabulary, run without torch; parts that are none are refused."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
import pytest

from voltext.extract.learned.gold import GoldDocument
from voltext.extract.learned.minilm import MiniLmTagger
from voltext.extract.learned.model import LearnedModel
from voltext.extract.learned.tokens import windows
from voltext.ingest.errors import InputError

pytest.importorskip("onnxruntime")
pytest.importorskip("tokenizers")

LAYERS = (("material", "operation"),)
WORDS = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "lithium", "oxide", "was", "milled", "dried", "lith")
# A graph of one table: lithium begins a material and oxide goes on with it, milled and dried are operations.
GRAPH = (Path(__file__).parent / "tiny.onnx").read_bytes()
TEXT = "Lithium oxide was milled and dried."


def vocabulary() -> bytes:
    """A tokenizer of a few words, in the form in which the libraries keep theirs."""
    model = {
        "type": "WordPiece",
        "vocab": {word: code for code, word in enumerate(WORDS)},
        "unk_token": "[UNK]",
        "continuing_subword_prefix": "##",
        "max_input_chars_per_word": 100,
    }
    return json.dumps(
        {"version": "1.0", "normalizer": {"type": "Lowercase"}, "added_tokens": [], "model": model}
    ).encode()


def members() -> dict[str, bytes]:
    flat = np.zeros(25, dtype="<f4")
    return {"encoder.onnx": GRAPH, "tokenizer.json": vocabulary(), "transitions.bin": flat.tobytes()}


@pytest.fixture
def tagger() -> MiniLmTagger:
    return MiniLmTagger.from_members(LAYERS, members())


def test_the_graph_tags_without_torch(tagger: MiniLmTagger) -> None:
    found = next(tagger.tag(windows(TEXT, [(0, len(TEXT))], longest=99)))
    assert [(TEXT[start:end], label) for start, end, label in found] == [
        ("Lithium oxide", "material"), ("milled", "operation"), ("dried", "operation"),
    ]  # fmt: skip
    assert "torch" not in sys.modules


def test_windows_of_any_length_come_back_in_their_order(tagger: MiniLmTagger) -> None:
    texts = ["lithium " * length for length in (40, 1, 7, 300, 2)]
    cut = [windows(text, [(0, len(text))], longest=600)[0] for text in texts]
    assert [len(found) for found in tagger.tag(cut)] == [40, 1, 7, 300, 2]


@pytest.mark.parametrize("told", ["1", "3", "none"])
def test_as_many_windows_run_side_by_side_as_is_told(told: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OMP_NUM_THREADS", told)
    texts = ["lithium oxide milled " * length for length in (9, 1, 4)]
    cut = [windows(text, [(0, len(text))], longest=600)[0] for text in texts]
    assert [len(found) for found in MiniLmTagger.from_members(LAYERS, members()).tag(cut)] == [18, 2, 8]


def test_words_beyond_the_encoder_are_left_untagged(tagger: MiniLmTagger) -> None:
    text = "lithium " * 700
    assert len(next(tagger.tag(windows(text, [(0, len(text))], longest=900)))) == 510


def test_a_model_file_of_it_is_read_back(tagger: MiniLmTagger, tmp_path: Path) -> None:
    path = tmp_path / "m.model"
    LearnedModel(tagger, None, {}, {}).save(path)
    assert [each.label for each in LearnedModel.load(path).tag(GoldDocument("a", TEXT))] == [
        "material", "operation", "operation",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("part", "data"),
    [
        ("encoder.onnx", b"no graph"),
        ("encoder.onnx", GRAPH[:100]),
        ("tokenizer.json", b"{}"),
        ("tokenizer.json", b"\xff\xfe"),
        ("transitions.bin", b"\x00" * 8),
    ],
)
def test_parts_that_do_not_fit_are_refused(tagger: MiniLmTagger, tmp_path: Path, part: str, data: bytes) -> None:
    class Hurt(MiniLmTagger):
        def members(self) -> dict[str, bytes]:
            return {**members(), part: data}

    path = tmp_path / "m.model"
    LearnedModel(Hurt.from_members(LAYERS, members()), None, {}, {}).save(path)
    with pytest.raises(InputError, match="do not fit together"):
        LearnedModel.load(path)


def test_a_graph_of_other_labels_is_refused() -> None:
    with pytest.raises(ValueError, match="gives 5 scores a token, the labels need 3"):
        MiniLmTagger.from_members((("material",),), members())
