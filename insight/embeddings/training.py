"""Training: word2vec or fastText, with gensim, on a corpus that streams."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any, Literal

import numpy as np

from ...ingest.errors import MissingExtra, UsageError
from .corpus import Corpus, Passes
from .embedding import Embedding
from .words import MATERIAL, NUMBER

Kind = Literal["word2vec", "fasttext"]
Progress = Callable[[str, int, int], None]
# Words that may stand within a phrase but neither begin nor end it.
_CONNECTORS = frozenset({"a", "an", "the", "of", "in", "on", "at", "by", "for", "with", "and", "or", "to", "from"})
# The subword vectors of fastText share so many places; two million, as is usual, take 1.6 GB.
_BUCKETS = 200_000
# Pairs of words that are counted at once; rare ones are dropped beyond it. Each takes some 120 bytes.
_MOST_PAIRS = 20_000_000


@dataclass(frozen=True, slots=True)
class Settings:
    """How vectors are learned; the defaults are those of Tshitoyan and others (2019), skip-gram.

    ``workers`` above 1 are faster, and then the seed does not make two trainings alike.
    """

    kind: Kind = "word2vec"
    size: int = 200
    window: int = 8
    epochs: int = 30
    negative: int = 15
    min_count: int = 5
    subsample: float = 1e-4
    rate: float = 0.01
    phrase_count: int = 10
    phrase_threshold: float = 15.0
    seed: int = 0
    workers: int = 1


def train(
    corpus: Corpus,
    settings: Settings = Settings(),
    *,
    until: int | None = None,
    progress: Progress | None = None,
) -> Embedding:
    """The vectors of ``corpus``, of its texts up to the year ``until``.

    Raises MissingExtra without gensim, UsageError where no word stands in it often enough.
    """
    try:
        from gensim.models import FastText, Word2Vec
    except ImportError as error:
        raise MissingExtra("voltext embed", "embed") from error
    tell = progress or (lambda stage, done, of: None)
    phrases = _phrases(corpus, settings, until, tell)
    common: dict[str, Any] = {
        "vector_size": settings.size, "window": settings.window, "negative": settings.negative, "sg": 1, "hs": 0,
        "min_count": settings.min_count, "sample": settings.subsample, "alpha": settings.rate, "min_alpha": 1e-4,
        "seed": settings.seed + 1, "workers": settings.workers, "epochs": settings.epochs,
    }  # fmt: skip
    model = Word2Vec(**common) if settings.kind == "word2vec" else FastText(bucket=_BUCKETS, **common)
    model.build_vocab(Passes(corpus, until, phrases))
    if not len(model.wv):
        raise UsageError(
            f"no word stands {settings.min_count} times in {corpus.texts} texts: give more, or a lower --min-count"
        )
    total = model.corpus_count * settings.epochs
    done = 0

    def watch(_: int) -> None:
        nonlocal done
        done += 1
        if done % 500 == 0:
            tell("texts", min(done, total), total)

    model.train(Passes(corpus, until, phrases, watch), total_examples=model.corpus_count, epochs=settings.epochs)
    words = tuple(model.wv.index_to_key)
    counts = tuple(int(model.wv.get_vecattr(word, "count")) for word in words)
    vectors = np.asarray(model.wv.vectors, dtype=np.float32)
    lengths = np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12)
    told = {**asdict(settings), "until": until, "texts": corpus.texts, "tokens": corpus.tokens}
    return Embedding(words, counts, vectors / lengths, phrases & frozenset(words), told)


def _phrases(corpus: Corpus, settings: Settings, until: int | None, tell: Progress) -> frozenset[str]:
    """Words that stand together more often than by chance, two and then up to four; no numbers, no formulas."""
    from gensim.models.phrases import Phrases

    known: frozenset[str] = frozenset()
    for turn in range(2):
        tell("phrases", turn, 2)
        found = Phrases(
            Passes(corpus, until, known), min_count=settings.phrase_count, threshold=settings.phrase_threshold,
            delimiter="_", connector_words=_CONNECTORS, max_vocab_size=_MOST_PAIRS,
        )  # fmt: skip
        joined = {
            phrase
            for phrase in found.export_phrases()
            if NUMBER not in phrase and MATERIAL not in phrase and phrase.count("_") < 4
        }
        known |= frozenset(joined)
    tell("phrases", 2, 2)
    return known
