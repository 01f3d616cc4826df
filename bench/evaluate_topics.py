"""Score the topics of abstracts and conclusions on the stand-off labels: ``python -m bench.evaluate_topics``.

    --split seen|held_out|all     which half (default held_out; the rules were written by the other)
    --errors                      print what differs; of the half that the rules were written by alone

For each topic precision, recall and F1 with 95 % bootstrap intervals over papers; beside it a majority baseline (the
topics that most of the other half has, of every text) and a linear model (ridge regression on words, learned from the
other half), so that the rules must earn their place.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import re
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / ".dev"), str(ROOT)]

from bench import standoff  # noqa: E402
from voltext.ingest.readers import read  # noqa: E402
from voltext.ingest.source import Source  # noqa: E402
from voltext.insight.data import insight_vocabulary  # noqa: E402
from voltext.insight.topics import topics_of_text  # noqa: E402

GOLD = ROOT / "corpora" / "standoff" / "topics.jsonl"
CORPORA = standoff.PAPERS.parent / "gold"
_RESAMPLES = 1000
_RIDGE = 3.0


@dataclass(frozen=True)
class Labelled:
    paper: str
    split: str
    text: str
    topics: frozenset[str]


def load() -> list[Labelled]:
    """The labelled texts that are there. Raises ValueError where a file is another than the one that was labelled."""
    lines = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    corpora: dict[str, dict[str, str]] = {}
    documents: dict[str, standoff.Text] = {}
    found = []
    for line in lines:
        if "corpus" in line:
            path = CORPORA / f"{line['corpus']}.jsonl.gz"
            if not path.is_file():
                continue
            if line["corpus"] not in corpora:
                with gzip.open(path, "rt", encoding="utf-8") as file:
                    corpora[line["corpus"]] = {data["doc_id"]: data["text"] for data in map(json.loads, file)}
            text = standoff.Text(corpora[line["corpus"]][line["doc_id"]])
        else:
            path = standoff.PAPERS / line["file"]
            if not path.is_file():
                continue
            if line["file"] not in documents:
                if hashlib.sha256(path.read_bytes()).hexdigest() != line["sha256"]:
                    raise ValueError(f"{path.name} is not the file that was labelled")
                documents[line["file"]] = standoff.Text(read(Source.from_path(path)).text)
            text = documents[line["file"]]
        words = text.words(line)
        if not words:
            print(f"{line.get('file') or line['doc_id']}: not found again", file=sys.stderr)
            continue
        paper = line["doi"] or line.get("doc_id") or line["file"]
        found.append(Labelled(paper, line["split"], words, frozenset(line["topics"])))
    return found


def words_of(text: str) -> Counter[str]:
    return Counter(word[:7] for word in re.findall(r"[a-z]{3,}", text.lower()))


def linear(train: list[Labelled], test: list[Labelled], codes: list[str]) -> list[frozenset[str]]:
    """Ridge regression on the presence of stems, the threshold of each topic set on the training half."""
    seen = Counter(word for each in train for word in words_of(each.text))
    columns = {word: place for place, word in enumerate(word for word, count in seen.items() if count >= 2)}

    def matrix(texts: list[Labelled]) -> np.ndarray:
        rows = np.zeros((len(texts), len(columns)))
        for row, each in enumerate(texts):
            for word in words_of(each.text):
                if word in columns:
                    rows[row, columns[word]] = np.log((1 + len(train)) / seen[word])
        return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)

    known, asked = matrix(train), matrix(test)
    kernel = known @ known.T
    labels = np.array([[code in each.topics for code in codes] for each in train], dtype=float)
    mean = labels.mean(axis=0)
    inverse = np.linalg.inv(kernel + _RIDGE / 10 * np.eye(len(train)))
    weights = inverse @ (labels - mean)
    # Leave-one-out predictions of ridge regression in closed form.
    left_out = labels - (weights / np.diag(inverse)[:, None])
    scores = asked @ known.T @ weights + mean
    chosen: list[set[str]] = [set() for _ in test]
    for place, code in enumerate(codes):
        best = max(
            sorted(set(left_out[:, place])), key=lambda cut: f1_of(labels[:, place] > 0, left_out[:, place] >= cut)
        )
        for row in np.flatnonzero(scores[:, place] >= best):
            chosen[row].add(code)
    return [frozenset(each) for each in chosen]


def f1_of(gold: np.ndarray, got: np.ndarray) -> float:
    total = gold.sum() + got.sum()
    return 2 * float((gold & got).sum()) / float(total) if total else 1.0


def table(texts: list[Labelled], got: list[frozenset[str]], codes: list[str]) -> tuple[np.ndarray, np.ndarray]:
    gold = np.array([[code in each.topics for code in codes] for each in texts])
    found = np.array([[code in each for code in codes] for each in got])
    return gold, found


def macro(gold: np.ndarray, got: np.ndarray) -> float:
    return float(np.mean([f1_of(gold[:, place], got[:, place]) for place in range(gold.shape[1])]))


def draws(texts: list[Labelled]) -> list[np.ndarray]:
    """The rows of each bootstrap sample of papers."""
    papers = sorted({each.paper for each in texts})
    rows = {paper: [row for row, each in enumerate(texts) if each.paper == paper] for paper in papers}
    chance = np.random.default_rng(6282)
    return [
        np.array([row for place in chance.integers(0, len(papers), len(papers)) for row in rows[papers[place]]])
        for _ in range(_RESAMPLES)
    ]


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--split", choices=("seen", "held_out", "all"), default="held_out")
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    every = load()
    texts = [each for each in every if options.split in ("all", each.split)]
    if not texts:
        print("topics: none of the texts is there: skipped")
        return 0
    codes = list(insight_vocabulary("topics"))
    train = [each for each in every if each.split == ("held_out" if options.split == "seen" else "seen")]
    got = [topics_of_text(each.text) for each in texts]
    gold, rules = table(texts, got, codes)
    most = frozenset(code for code in codes if sum(code in each.topics for each in train) * 2 > len(train))
    common = Counter(code for each in train for code in each.topics).most_common(1)[0][0]
    samples = draws(texts)
    print(f"{len(texts)} texts ({options.split}) of {len({each.paper for each in texts})} papers")
    print("topic           gold  P     R     F1    interval")
    for place, code in enumerate(codes):
        a, b = gold[:, place], rules[:, place]
        hits = int((a & b).sum())
        spread = np.quantile([f1_of(a[rows], b[rows]) for rows in samples], (0.025, 0.975))
        precision, recall = hits / max(int(b.sum()), 1), hits / max(int(a.sum()), 1)
        print(
            f"{code:15} {int(a.sum()):4}  {precision:.2f}  {recall:.2f}  {f1_of(a, b):.2f}"
            f"  {spread[0]:.2f}-{spread[1]:.2f}"
        )
    rivals = {
        "rules": rules,
        "majority": table(texts, [most or frozenset({common})] * len(texts), codes)[1],
        "all topics": np.ones_like(rules),
        "linear model": table(texts, linear(train, texts, codes), codes)[1],
    }
    print("\nclassifier      macro F1  interval   micro F1  all topics right")
    for name, found in rivals.items():
        spread = np.quantile([macro(gold[rows], found[rows]) for rows in samples], (0.025, 0.975))
        right = float((gold == found).all(axis=1).mean())
        print(
            f"{name:15} {macro(gold, found):.2f}      {spread[0]:.2f}-{spread[1]:.2f}"
            f"  {f1_of(gold.ravel(), found.ravel()):.2f}"
            f"      {right:.2f}"
        )
    if options.errors:
        for each, found_topics in zip(texts, got, strict=True):
            if each.split == "seen" and each.topics != found_topics:
                missed, false = sorted(each.topics - found_topics), sorted(found_topics - each.topics)
                print(f"\nmissed {missed} false {false}\n{each.text[:700]}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
