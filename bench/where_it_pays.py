"""A tagger on the sentences in which the rules see anything, or on all: ``python -m bench.where_it_pays GOLD MODEL``.

Prints the share of the words and of the annotated spans that stand in such sentences, and exact F1 both ways.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / ".dev"), str(ROOT)]

from bench.evaluate_learned import Counts, counts, shown  # noqa: E402
from voltext.extract.learned.clues import clues_of  # noqa: E402
from voltext.extract.learned.gold import GoldDocument, read_gold, relabelled  # noqa: E402
from voltext.extract.learned.model import LearnedModel  # noqa: E402
from voltext.extract.learned.scores import Tally  # noqa: E402


def marks(document: GoldDocument, regions: tuple[tuple[int, int], ...]) -> list[tuple[tuple[int, int], str]]:
    """Spans and labels of the entities that begin in one of ``regions``."""
    inside = [each for each in document.entities if any(start <= each.start < end for start, end in regions)]
    return [((each.start, each.end), each.label) for each in inside]


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("gold", type=Path, metavar="GOLD.jsonl.gz")
    parser.add_argument("model", type=Path, metavar="MODEL")
    options = parser.parse_args()
    model = LearnedModel.load(options.model)
    everywhere: list[Counts] = []
    gated: list[Counts] = []
    words, kept_words, spans, kept_spans = 0, 0, 0, 0
    for told in read_gold([options.gold], part="dev"):
        document = relabelled(told, dict(model.renamed))
        regions = document.regions()
        clues = clues_of(document.text)
        facts = tuple(
            (start, end) for start, end in regions if any(start < last and first < end for first, last, _ in clues)
        )
        gold = marks(document, regions)
        tagged = replace(document, entities=model.tag(document))
        found, inside = marks(tagged, regions), set(marks(tagged, facts))
        for tallies, spotted in ((everywhere, found), (gated, [each for each in found if each in inside])):
            tally = Tally()
            tally.add(gold, spotted)
            tallies.append(counts(tally))
        words += sum(len(document.text[start:end].split()) for start, end in regions)
        kept_words += sum(len(document.text[start:end].split()) for start, end in facts)
        spans += len(gold)
        kept_spans += len(marks(document, facts))
    print(f"{options.gold.name}: words {kept_words / words:.3f}, spans {kept_spans / spans:.3f} of all")
    print(f"F1 on all sentences {shown([everywhere])}")
    print(f"F1 on those only {shown([gated])}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
