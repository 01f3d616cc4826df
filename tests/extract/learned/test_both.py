"""The careful tagger: a span stays where two taggers find it; its file holds both."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import cast

import pytest

from voltext.extract.learned.bio import Span
from voltext.extract.learned.both import BothTagger
from voltext.extract.learned.cnn import CnnTagger
from voltext.extract.learned.container import Manifest, read_model, write_model
from voltext.extract.learned.layers import Layers
from voltext.extract.learned.minilm import MiniLmTagger
from voltext.extract.learned.model import LearnedModel
from voltext.extract.learned.tokens import Window, windows
from voltext.ingest.errors import InputError

LAYERS: Layers = (("material", "operation"),)
TEXT = "Lithium oxide was milled and dried."


class Told:
    """A tagger that finds given spans in every window."""

    def __init__(self, backbone: str, spans: list[Span], layers: Layers = LAYERS) -> None:
        self.backbone, self.spans, self.layers = backbone, spans, layers

    def tag(self, shown: Sequence[Window]) -> Iterator[list[Span]]:
        return (list(self.spans) for _ in shown)

    def members(self) -> dict[str, bytes]:
        return {"part.bin": self.backbone.encode()}


def both(first: list[Span], second: list[Span], layers: Layers = LAYERS) -> BothTagger:
    small, large = Told("cnn", first), Told("minilm", second, layers)
    return BothTagger(cast("CnnTagger", small), cast("MiniLmTagger", large))


def test_what_one_of_them_finds_is_left_out() -> None:
    tagger = both([(0, 13, "material"), (18, 24, "operation")], [(0, 13, "material"), (18, 24, "material")])
    (found,) = tagger.tag(windows(TEXT, [(0, len(TEXT))], longest=99))
    assert found == [(0, 13, "material")]


def test_its_parts_lie_side_by_side() -> None:
    assert both([], []).members() == {"cnn/part.bin": b"cnn", "minilm/part.bin": b"minilm"}


def test_two_of_different_labels_are_refused() -> None:
    with pytest.raises(ValueError, match="other labels"):
        both([], [], (("device",),))


def test_a_file_that_lacks_one_of_them_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "half.model"
    write_model(path, Manifest("", "both", LAYERS, {}, {}, {}), {"cnn/layer-0.bin": b"\x00"})
    assert read_model(path)[0].backbone == "both"
    with pytest.raises(InputError, match=r"half\.model: the parts of the model do not fit together"):
        LearnedModel.load(path)
