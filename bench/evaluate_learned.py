"""Score learned models: ``python -m bench.evaluate_learned GOLD MODEL… [--split dev] [--flat | --touching]``.

Several models are seeds of one: the mean of their F1 is printed, with a 95 % interval over documents (each draw of the
bootstrap takes the same documents for all of them), and the words a second that they tag on this machine.
``--touching`` tells boundaries from what is not found at all; ``--gold-entities`` relates the gold's own entities.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / ".dev"))

from voltext.extract.learned.gold import SPLITS, GoldDocument, read_gold, relabelled  # noqa: E402
from voltext.extract.learned.model import LearnedModel  # noqa: E402
from voltext.extract.learned.scores import Tally  # noqa: E402
from voltext.extract.learned.tokens import windows  # noqa: E402

DRAWS = 1000
Counts = tuple[int, int, int]


def counts(tally: Tally) -> Counts:
    """Hits, found, wanted."""
    return tally.hits.total(), tally.found.total(), tally.wanted.total()


def touching(model: LearnedModel, document: GoldDocument) -> Counts:
    """Hits, found, wanted where a span is right if it touches one of its label; none counts for two."""
    known = relabelled(document, dict(model.renamed))
    found, wanted = (
        {(span.label, span.start, span.end) for span in each} for each in (model.tag(known), known.entities)
    )
    left, hits = sorted(wanted), 0
    for label, start, end in sorted(found):
        right = next((each for each in left if each[0] == label and each[1] < end and start < each[2]), None)
        if right is not None:
            left.remove(right)
            hits += 1
    return hits, len(found), len(wanted)


def f1(documents: list[Counts]) -> float:
    hits, found, wanted = (sum(each[place] for each in documents) for place in range(3))
    return 2 * hits / (found + wanted) if found + wanted else 1.0


def shown(seeds: list[list[Counts]]) -> str:
    """The mean F1 of ``seeds``, its interval over documents and the figure of each seed."""
    chance, number = random.Random(9), len(seeds[0])
    drawn = []
    for _ in range(DRAWS):
        places = chance.choices(range(number), k=number)
        drawn.append(sum(f1([seed[place] for place in places]) for seed in seeds) / len(seeds))
    drawn.sort()
    each = [f1(seed) for seed in seeds]
    low, high = drawn[DRAWS // 40], drawn[-DRAWS // 40]
    return f"{sum(each) / len(each):.3f} ({low:.2f}-{high:.2f}); seeds {' '.join(f'{value:.3f}' for value in each)}"


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("gold", type=Path, metavar="GOLD.jsonl.gz")
    parser.add_argument("models", type=Path, nargs="+", metavar="MODEL")
    parser.add_argument("--split", choices=SPLITS, default="dev")
    parser.add_argument("--flat", action="store_true", help="count spans that lie in no longer one")
    parser.add_argument("--touching", action="store_true", help="spans that touch one of their label are right")
    parser.add_argument("--gold-entities", action="store_true", help="relate the gold's own entities")
    options = parser.parse_args()
    documents = read_gold([options.gold], part=options.split)
    entities: list[list[Counts]] = []
    relations: list[list[Counts]] = []
    for path in options.models:
        model = LearnedModel.load(path)
        told = [model.tallies(each, gold_entities=options.gold_entities, flat=options.flat) for each in documents]
        near = [touching(model, each) for each in documents] if options.touching else []
        entities.append(near or [counts(first) for first, _ in told])
        relations.append([counts(second) for _, second in told])
        cut = [
            window
            for each in documents
            for window in windows(each.text, each.regions(), longest=model.tagger.longest, joined=model.tagger.joined)
        ]
        began = time.monotonic()
        for _ in model.tagger.tag(cut):
            pass
        rate = sum(len(window.words) for window in cut) / (time.monotonic() - began)
        print(f"{path.name}: {rate:.0f} words/s, clues not counted", file=sys.stderr)
    print(f"{options.gold.name}, {options.split}, {len(documents)} documents")
    if not options.gold_entities:
        print(f"entities F1 {shown(entities)}")
    if any(each[1] for seed in relations for each in seed):
        print(f"relations F1 {shown(relations)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
