"""Learn which quantities are results: ``python -m bench.value_model [--out FILE] [--test N[,N…]]``.

It learns from the passages of ``corpora/gold-prose`` and the paragraphs of half A of
``corpora/standoff/paragraph_records.jsonl`` (where their papers are there), whose records are complete: a quantity is a
result where a record has its value and unit. The experimental parts of ``corpora/sections`` say what none is: there a
quantity of which the rules make no record is taken for a setting. Without ``--out`` it scores only: five folds over
what it learns from, then the batches of ``--test`` (and those that are kept for measuring), which it does not learn
from. Scores are of quantities, by the rules, by the model alone, and by both, with 95 % intervals over passages.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / ".dev"), str(ROOT)]

from bench import standoff  # noqa: E402
from bench.evaluate_paragraph_records import GOLD as PARAGRAPHS  # noqa: E402
from bench.evaluate_paragraph_records import papers_of  # noqa: E402
from bench.evaluate_prose import BATCHES, gold_of, passage_of  # noqa: E402
from bench.record_likeness import gold_normal, predicted_normal, same_value  # noqa: E402
from voltext.extract.labelled import with_labels  # noqa: E402
from voltext.extract.learned.signs import items, signs  # noqa: E402
from voltext.extract.pipeline import analyse, extract_document  # noqa: E402
from voltext.extract.properties import find_properties  # noqa: E402
from voltext.extract.quantity import Quantity  # noqa: E402
from voltext.extract.records.lives import as_cycles  # noqa: E402
from voltext.extract.records.shared_units import with_shared_units  # noqa: E402
from voltext.extract.samples import find_samples  # noqa: E402
from voltext.ingest.document import Document  # noqa: E402
from voltext.ingest.readers import read  # noqa: E402
from voltext.ingest.source import Source  # noqa: E402

SECTIONS = ROOT / "corpora" / "sections"
# What stands for a batch's number of the published paragraphs and of the experimental parts.
PUBLISHED, METHODS = -1, -2

# Kept for measuring: never learned from.
KEPT = frozenset({20, 21, 22})
# The probability from which on a quantity is taken for a result, and how freely weights grow: by the folds.
LEAST, FREEDOM = 0.7, 1.0
_SMALLEST = 0.01
Normal = tuple[tuple[float, ...], str]


@dataclass(frozen=True)
class Row:
    """A quantity of a passage: its signs, whether it is a result, whether the rules make a record of it."""

    passage: str
    batch: int
    signs: tuple[str, ...]
    right: bool
    by_rules: bool


def batch_of(path: Path) -> int:
    """The number in the name of a batch."""
    return int(re.sub(r"\D", "", path.stem))


def of_passages() -> Iterator[Row]:
    """The quantities of the passages."""
    for path in sorted(BATCHES.glob("batch-*.yaml"), key=batch_of):
        for entry in yaml.safe_load(path.read_text(encoding="utf-8")):
            document = passage_of(entry)
            gold = [gold_normal(gold_of(line)) for line in entry["records"]]
            yield from rows_of(entry["id"], batch_of(path), document, lambda _: True, gold)


def of_paragraphs() -> Iterator[Row]:
    """The quantities of the annotated paragraphs of half A; those of optional records are left out."""
    for file, entries in papers_of(PARAGRAPHS, "A", None).items():
        path = standoff.PAPERS / file
        if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != entries[0]["sha256"]:
            print(f"{file}: skipped, not there or not the file that was annotated", file=sys.stderr)
            continue
        document = read(Source.from_path(path))
        text = standoff.Text(document.text)
        for entry in entries:
            place = text.place(entry)
            if place is not None:
                gold = [gold_normal({"value": None, **one}) for one in entry["records"] if not one["optional"]]
                spare = [gold_normal({"value": None, **one}) for one in entry["records"] if one["optional"]]
                yield from rows_of(file, PUBLISHED, document, within(place), gold, spare)


def of_methods() -> Iterator[Row]:
    """The quantities of the experimental parts of invented papers, as the rules take them."""
    for path in sorted(SECTIONS.glob("*.yaml")):
        entry = yaml.safe_load(path.read_text(encoding="utf-8"))
        document = read(Source(f"{path.stem}.md", entry["text"].encode()))
        places = {block.start for block in document.blocks if block.section == "experimental"}
        yield from rows_of(path.stem, METHODS, document, places.__contains__, None)


def within(place: tuple[int, int]) -> Callable[[int], bool]:
    """Whether a block that begins at an offset lies in ``place``."""
    return lambda start: place[0] <= start < place[1]


def normal_of(quantity: Quantity) -> Normal:
    """Value (or both ends) and unit of a quantity, as those of a record are given."""
    normal = quantity.normalised or quantity
    values = [normal.value] if normal.value is not None else [normal.min, normal.max]
    return tuple(float(value) for value in values if value is not None), normal.unit or ""


def rows_of(
    name: str,
    batch: int,
    document: Document,
    wanted: Callable[[int], bool],
    gold: Sequence[Normal] | None,
    spare: Sequence[Normal] = (),
) -> Iterator[Row]:
    """The quantities of the ``wanted`` blocks; without ``gold`` right is what the rules make a record of."""
    records = [(predicted_normal(each), each.evidence) for each in extract_document(document).records]
    analysis = analyse(document)
    analysis = with_labels(analysis, find_samples(analysis))
    for sentence in analysis.sentences:
        if not wanted(sentence.block.start):
            continue
        quantities = with_shared_units(sentence, analysis.quantities_in(sentence.span))
        quantities = as_cycles(sentence.text, sentence.start, quantities)
        mentions = find_properties(sentence.text) if quantities else []
        found = items(sentence, quantities, analysis.materials_in(sentence.span), mentions)
        for quantity in quantities:
            normal = normal_of(quantity)
            by_rules = any(
                same_value(normal, value) and any(place.start <= quantity.start < place.end for place in places)
                for value, places in records
            )
            if not any(same_value(normal, value) for value in spare):
                right = by_rules if gold is None else any(same_value(normal, value) for value in gold)
                yield Row(name, batch, tuple(signs(sentence, quantity, found)), right, by_rules)


def learned(rows: Sequence[Row]) -> tuple[float, dict[str, float]]:
    """Base and weights of a logistic regression on the signs that were seen twice; small weights are left out."""
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    often = Counter(sign for row in rows for sign in row.signs)
    table = DictVectorizer(sort=True)
    seen = table.fit_transform([dict.fromkeys((s for s in row.signs if often[s] > 1), 1.0) for row in rows])
    model = LogisticRegression(C=FREEDOM, max_iter=1000).fit(seen, [row.right for row in rows])
    weights = zip(table.get_feature_names_out(), model.coef_[0], strict=True)
    kept = {str(name): round(float(weight), 3) for name, weight in weights if abs(weight) >= _SMALLEST}
    return round(float(model.intercept_[0]), 3), kept


def told(rows: Sequence[Row], base: float, weights: dict[str, float]) -> list[bool]:
    """Whether the model takes each quantity for a result."""
    from math import log

    least = log(LEAST / (1.0 - LEAST))
    return [base + sum(weights.get(sign, 0.0) for sign in row.signs) >= least for row in rows]


def shown(title: str, rows: Sequence[Row], by_model: Sequence[bool]) -> None:
    """Print precision, recall and F1 of the rules, the model and both, with an interval over passages for F1."""
    ways = {
        "rules": [row.by_rules for row in rows],
        "model": list(by_model),
        "both": [row.by_rules or model for row, model in zip(rows, by_model, strict=True)],
    }
    print(f"{title}: {len(rows)} quantities, {sum(row.right for row in rows)} results")
    for way, found in ways.items():
        by_passage: dict[str, list[int]] = {}
        for row, taken in zip(rows, found, strict=True):
            counts = by_passage.setdefault(row.passage, [0, 0, 0])
            counts[0] += taken and row.right
            counts[1] += taken
            counts[2] += row.right
        hits, taken_all, wanted = (sum(counts[place] for counts in by_passage.values()) for place in range(3))
        chance = random.Random(7)
        passages = list(by_passage.values())
        drawn = sorted(f1(chance.choices(passages, k=len(passages))) for _ in range(1000))
        print(
            f"  {way:6} precision {hits / max(taken_all, 1):.3f}  recall {hits / max(wanted, 1):.3f}  "
            f"F1 {f1(passages):.3f} ({drawn[25]:.2f}-{drawn[974]:.2f})"
        )


def f1(passages: Sequence[Sequence[int]]) -> float:
    """F1 of passages, each given as hits, found and wanted."""
    hits, found, wanted = (sum(counts[place] for counts in passages) for place in range(3))
    return 2 * hits / (found + wanted) if found + wanted else 1.0


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--out", type=Path, metavar="FILE", help="learn from all batches but those kept, and write")
    parser.add_argument("--test", default="", metavar="N,…", help="batches that are not learned from either")
    options = parser.parse_args()
    rows = [*of_passages(), *of_paragraphs(), *of_methods()]
    held = KEPT | {int(number) for number in options.test.split(",") if number}
    known = [row for row in rows if row.batch not in held]
    base, weights = learned(known)
    if options.out is not None:
        text = json.dumps({"base": base, "least": LEAST, "weights": weights}, ensure_ascii=False, indent=0)
        options.out.write_text(text + "\n", encoding="utf-8")
        print(f"{options.out}: {len(weights)} weights from {len(known)} quantities")
        return 0
    passages = sorted({row.passage for row in known})
    guessed: list[tuple[Row, bool]] = []
    for fold in range(5):
        left_out = set(passages[fold::5])
        part = [row for row in known if row.passage in left_out]
        guessed += zip(part, told(part, *learned([row for row in known if row.passage not in left_out])), strict=True)
    for title, last in (
        ("experimental parts, in five folds (right is what the rules say)", METHODS),
        ("half A of the published paragraphs, likewise", PUBLISHED),
        ("batches learned from, likewise (the rules know them)", 1),
    ):
        pairs = [pair for pair in guessed if min(pair[0].batch, 1) == last]
        shown(title, [row for row, _ in pairs], [found for _, found in pairs])
    for batch in sorted(held):
        unseen = [row for row in rows if row.batch == batch]
        shown(f"batch {batch}", unseen, told(unseen, base, weights))
    return 0


if __name__ == "__main__":
    sys.exit(main())
