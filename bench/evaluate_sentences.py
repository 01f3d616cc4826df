"""Score the mentions of extraction on annotated sentences: ``python -m bench.evaluate_sentences [--set …] [--errors]``.

Two sets: sentences of published papers (`corpora/standoff/sentences.jsonl`) and sentences written for the project
(`corpora/gold/mention-sentences.txt`, five to a paragraph, marked ``{m:LiFePO4}``). For each label precision, recall
and F1 of exact spans, and F1 where touching is enough. The sentences are annotated completely; a mention counts when it
lies in one of them. Intervals are 95 % bootstraps over sentences.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / ".dev"), str(ROOT)]

from bench import standoff  # noqa: E402
from voltext.extract.extraction import Mention  # noqa: E402
from voltext.extract.pipeline import extract_document  # noqa: E402
from voltext.ingest.readers import read  # noqa: E402
from voltext.ingest.source import Source  # noqa: E402

WRITTEN = ROOT / "corpora" / "gold" / "mention-sentences.txt"
LABELS = {"m": "material", "s": "sample", "p": "property", "q": "quantity", "o": "operation", "d": "device"}
Spans = dict[str, set[tuple[int, int]]]


def touching(first: set[tuple[int, int]], second: set[tuple[int, int]]) -> int:
    """How many spans of ``first`` share a character with one of ``second``."""
    return sum(any(start < b and a < end for a, b in second) for start, end in first)


def scores(pairs: list[tuple[Spans, Spans]], label: str) -> tuple[float, float, float, float]:
    """Precision, recall and F1 of exact spans and F1 of touching ones."""
    gold = sum(len(first[label]) for first, _ in pairs)
    got = sum(len(second[label]) for _, second in pairs)
    hits = sum(len(first[label] & second[label]) for first, second in pairs)
    near = sum(touching(first[label], second[label]) for first, second in pairs)
    near_got = sum(touching(second[label], first[label]) for first, second in pairs)
    exact = 2 * hits / (gold + got) if gold + got else 1.0
    return hits / max(got, 1), hits / max(gold, 1), exact, (near + near_got) / max(gold + got, 1)


def standoff_pairs(*, errors: bool) -> Iterator[tuple[Spans, Spans]]:
    """Gold and found spans of each sentence of the published papers that are there."""
    by_file: dict[str, list[standoff.Span]] = defaultdict(list)
    for line in standoff.SENTENCES.read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        if (standoff.PAPERS / entry["file"]).is_file():
            by_file[entry["file"]].append(entry)
    for file, entries in by_file.items():
        document = read(Source.from_path(standoff.PAPERS / file))
        text = standoff.Text(document.text)
        mentions = extract_document(document).mentions
        for entry in entries:
            place = text.place(entry)
            if place is None:
                continue
            gold: Spans = defaultdict(set)
            for entity in entry["entities"]:
                found = text.place(entity)
                if found is not None:
                    gold[entity["label"]].add(found)
            yield _compared(gold, mentions, place, document.text, errors=errors)


def written_pairs(*, errors: bool) -> Iterator[tuple[Spans, Spans]]:
    """The same of the sentences that were written for the project."""
    for part in re.split(r"(?m)^#.*\n", WRITTEN.read_text(encoding="utf-8")):
        marked = part.strip()
        if not marked:
            continue
        plain, golds = _unmarked(marked)
        document = read(Source("passage.txt", plain.encode()))
        mentions = extract_document(document).mentions
        at = 0
        for sentence, gold in zip(plain.splitlines(), golds, strict=True):
            start = document.text.index(sentence, at)
            at = start + len(sentence)
            shifted: Spans = defaultdict(set)
            for label, spans in gold.items():
                shifted[label] = {(start + a, start + b) for a, b in spans}
            yield _compared(shifted, mentions, (start, at), document.text, errors=errors)


def _unmarked(marked: str) -> tuple[str, list[Spans]]:
    """The lines of a passage without their marks, and the spans of each line."""
    lines, golds = [], []
    for line in marked.splitlines():
        gold: Spans = defaultdict(set)
        plain = ""
        for piece in re.split(r"(\{[a-z]:[^{}]+\})", line):
            if piece.startswith("{"):
                gold[LABELS[piece[1]]].add((len(plain), len(plain) + len(piece) - 4))
                plain += piece[3:-1]
            else:
                plain += piece
        lines.append(plain)
        golds.append(gold)
    return "\n".join(lines), golds


def _compared(
    gold: Spans, mentions: Sequence[Mention], place: tuple[int, int], text: str, *, errors: bool
) -> tuple[Spans, Spans]:
    got: Spans = defaultdict(set)
    for mention in mentions:
        if place[0] <= mention.start and mention.end <= place[1]:
            got[mention.label].add((mention.start, mention.end))
    if errors:
        for label in sorted(gold.keys() | got.keys()):
            for a, b in sorted(gold[label] - got[label]):
                print(f"missed {label:10} {text[a:b]!r}")
            for a, b in sorted(got[label] - gold[label]):
                print(f"false  {label:10} {text[a:b]!r}")
    return gold, got


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--set", choices=("standoff", "written"), help="one set only")
    parser.add_argument("--errors", action="store_true", help="print what differs, sentence by sentence")
    options = parser.parse_args()
    for name, pairs_of in (("standoff", standoff_pairs), ("written", written_pairs)):
        if options.set in (None, name):
            report(name, list(pairs_of(errors=options.errors)))
    return 0


def report(name: str, pairs: list[tuple[Spans, Spans]]) -> None:
    """Print the scores of a set."""
    if not pairs:
        print(f"{name}: none of its papers is there: skipped")
        return
    print(f"{name}: {len(pairs)} sentences\n{'label':10} gold  P     R     F1    interval   F1 touching")
    generator = random.Random(5)
    for label in LABELS.values():
        precision, recall, exact, near = scores(pairs, label)
        drawn = sorted(scores(generator.choices(pairs, k=len(pairs)), label)[2] for _ in range(1000))
        gold_count = sum(len(first[label]) for first, _ in pairs)
        print(
            f"{label:10} {gold_count:4}  {precision:.3f} {recall:.3f} {exact:.3f} "
            f"({drawn[25]:.2f}-{drawn[974]:.2f}) {near:.3f}"
        )


if __name__ == "__main__":
    sys.exit(main())
