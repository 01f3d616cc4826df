"""The small tagger: spaCy's convolutional encoder with one transition-based recogniser for each layer of labels.

spaCy learns them; what they have learned is run by numpy (``network.py``).
"""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from ...ingest.errors import MissingExtra
from .bio import Span, encode
from .hashed import Lexicon
from .layers import Layers
from .network import Network
from .tagger import Lesson
from .tokens import Window

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

Progress = Callable[[float], None]
# What is seen of a token, each hashed into a table of as many rows. TAG holds what the rules see there, LEMMA the
# corpus by whose manner it is annotated: corpora that differ in what they mark can share an encoder.
_SEEN = {"NORM": 2000, "PREFIX": 1000, "SUFFIX": 1000, "SHAPE": 1000, "TAG": 40, "LEMMA": 16}
_WIDTH = 128
# The encoder of every model of this backbone; a model file holds weights only, never a configuration to run.
_ENCODER = {
    "@architectures": "spacy.Tok2Vec.v2",
    "embed": {
        "@architectures": "spacy.MultiHashEmbed.v2",
        "width": _WIDTH,
        "attrs": list(_SEEN),
        "rows": list(_SEEN.values()),
        "include_static_vectors": False,
    },
    "encode": {
        "@architectures": "spacy.MaxoutWindowEncoder.v2",
        "width": _WIDTH,
        "depth": 4,
        "window_size": 1,
        "maxout_pieces": 3,
    },
}
_PARSER = {
    "@architectures": "spacy.TransitionBasedParser.v2",
    "state_type": "ner",
    "extra_state_tokens": False,
    "hidden_width": 64,
    "maxout_pieces": 2,
    "use_upper": True,
    "nO": None,
    "tok2vec": _ENCODER,
}
# A corpus is read as often as brings the words seen to this many, within these bounds.
_WORDS_SEEN = 450_000
_EPOCHS = (4, 30)
_DROPOUT = 0.3
_BATCH_WORDS = (400, 2000)
_LEXICON = "lexicon.json"


class CnnTagger:
    """Recognisers over hashed word forms; no pretrained weights, so it learns from the annotation alone."""

    backbone = "cnn"
    longest = 300
    joined = 0

    def __init__(self, layers: Layers, weights: Sequence[bytes], lexicon: Lexicon) -> None:
        """``weights`` has spaCy's msgpack of each layer's recogniser. Raises as Network does."""
        self.layers = layers
        self._weights = tuple(weights)
        self._lexicon = lexicon
        self._networks = [Network(each, labels, lexicon) for each, labels in zip(weights, layers, strict=True)]

    @classmethod
    def train(
        cls, given: Sequence[Lesson], layers: Layers, *, seed: int, seconds: float | None, progress: Progress
    ) -> CnnTagger:
        """Learn ``layers`` from the lessons; the same seed and lessons give the same weights.

        ``seconds`` bounds the time for all layers together, ``progress`` hears the share that is done.
        """
        weights = []
        for index, labels in enumerate(layers):
            share = None if seconds is None else seconds / len(layers)

            def hear(part: float, index: int = index) -> None:
                progress((index + part) / len(layers))

            pipeline = _learned(given, labels, seed, share, hear)
            weights.append(_half(_recogniser(pipeline).to_bytes(exclude=["vocab"])))
        return cls(layers, weights, _lexicon())

    @classmethod
    def from_members(cls, layers: Layers, members: Mapping[str, bytes]) -> CnnTagger:
        """The tagger of a model file's parts. Raises KeyError or ValueError where they do not fit."""
        weights = [members[f"layer-{index}.bin"] for index in range(len(layers))]
        told = members.get(_LEXICON)  # files of before have none, and are read as the spaCy that is there has it
        return cls(layers, weights, _lexicon() if told is None else msgspec.json.decode(told, type=Lexicon))

    def members(self) -> Mapping[str, bytes]:
        """The weights of each layer in spaCy's msgpack, in floats of two bytes, and what they know of words."""
        parts = {f"layer-{index}.bin": weights for index, weights in enumerate(self._weights)}
        told = {"norms": self._lexicon.norms, "symbols": self._lexicon.symbols}
        return {**parts, _LEXICON: json.dumps(told, sort_keys=True).encode()}

    def tag(self, windows: Sequence[Window]) -> Iterator[list[Span]]:
        """The spans of each window, layer by layer."""
        for found in zip(*(network.tag(windows) for network in self._networks), strict=True):
            yield [span for spans in found for span in spans]


def _learned(
    given: Sequence[Lesson], labels: Sequence[str], seed: int, seconds: float | None, progress: Progress
) -> Language:
    from spacy.training import Example
    from spacy.training.batchers import minibatch_by_words
    from thinc.api import compounding, fix_random_seed

    fix_random_seed(seed)
    shuffled = random.Random(seed)
    pipeline = _pipeline(labels)
    taught = [each for each in given if each.known.issuperset(labels)]
    examples = [Example.from_dict(_doc(pipeline, each.window), {"entities": _offsets(each, labels)}) for each in taught]
    optimizer = pipeline.initialize(lambda: examples)
    sizes: Any = compounding(*_BATCH_WORDS, 1.001)
    words = sum(len(each.window.words) for each in taught)
    epochs = min(max(_WORDS_SEEN // max(words, 1), _EPOCHS[0]), _EPOCHS[1])
    began = time.monotonic()
    for epoch in range(epochs):
        shuffled.shuffle(examples)
        for batch in minibatch_by_words(examples, size=sizes, tolerance=0.2, discard_oversize=False):
            pipeline.update(batch, drop=_DROPOUT, sgd=optimizer)
        spent = time.monotonic() - began
        progress((epoch + 1) / epochs)
        # The next epoch takes as long as the mean of those before.
        if seconds is not None and spent * (epoch + 2) / (epoch + 1) > seconds:
            break
    with pipeline.use_params(optimizer.averages):
        weights = _recogniser(pipeline).to_bytes(exclude=["vocab"])
    _recogniser(pipeline).from_bytes(weights, exclude=["vocab"])
    return pipeline


def _pipeline(labels: Sequence[str]) -> Language:
    try:
        import spacy
    except ImportError as error:
        raise MissingExtra("a learned tagger of the backbone cnn", "models") from error
    pipeline = spacy.blank("en")
    pipeline.add_pipe("ner", config={"model": _PARSER})
    for label in labels:
        _recogniser(pipeline).add_label(label)
    return pipeline


def _half(recogniser: bytes) -> bytes:
    """The bytes of a recogniser with its weights as floats of two bytes: half the size and the same spans."""
    import srsly  # spaCy's own; it publishes no types

    told = srsly.msgpack_loads(recogniser)
    model = srsly.msgpack_loads(told["model"])
    model["params"] = [{name: array.astype("f2") for name, array in each.items()} for each in model["params"]]
    found: bytes = srsly.msgpack_dumps({**told, "model": srsly.msgpack_dumps(model)})
    return found


def _lexicon() -> Lexicon:
    """What the spaCy that is there knows of words."""
    try:
        from spacy.lang.norm_exceptions import BASE_NORMS
        from spacy.symbols import IDS  # type: ignore[import-not-found]  # of Cython, without a stub
    except ImportError as error:
        raise MissingExtra("a learned tagger of the backbone cnn", "models") from error
    return Lexicon(dict(BASE_NORMS), dict(IDS))


def _recogniser(pipeline: Language) -> Any:
    """The entity recogniser; the library's types know pipes only as callables."""
    return pipeline.get_pipe("ner")


def _doc(pipeline: Language, window: Window) -> Doc:
    from spacy.tokens import Doc

    spaces = [second[0] > first[1] for first, second in zip(window.spans, window.spans[1:], strict=False)]
    words, sources = list(window.words), [window.source] * len(window.words)
    return Doc(pipeline.vocab, words=words, spaces=[*spaces, False], tags=list(window.clues), lemmas=sources)


def _offsets(lesson: Lesson, labels: Sequence[str]) -> list[str]:
    """The tags of the lesson's tokens in spaCy's scheme."""
    tags = encode(lesson.window, lesson.spans, labels)
    names = []
    for index, tag in enumerate(tags):
        if tag == 0:
            names.append("O")
            continue
        last = index + 1 == len(tags) or tags[index + 1] != 2 * ((tag - 1) // 2) + 2
        names.append(f"{('U' if last else 'B') if tag % 2 else ('L' if last else 'I')}-{labels[(tag - 1) // 2]}")
    return names
