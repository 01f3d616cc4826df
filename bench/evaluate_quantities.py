"""Score find_quantities on MeasEval: spans, values and units, with intervals over documents.

    python bench/evaluate_quantities.py [--gold PATH] [--split train|dev|all] [--errors N]

MeasEval's spans hold the words that qualify a number (``less than 2%``) and give a list one span; ours hold number and
unit, and give every item of a list its own. Before scoring, ours are widened by those words and lists are joined. Its
annotators also marked counts of things (``two beach materials``), years and ages, which voltext leaves alone on
purpose; so two more lines score the quantities whose unit is in our vocabulary (recall there is kind to us), and a
last one tells the recall over every gold quantity for which MeasEval names any unit, ``participants`` included.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections.abc import Container
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np

from voltext.extract.characters import plain
from voltext.extract.qualifiers import words_before
from voltext.extract.quantities import find_quantities
from voltext.extract.quantity import Quantity
from voltext.extract.units import unit_of

GOLD = Path(__file__).parents[2] / "shared" / "corpora" / "gold" / "measeval.jsonl.gz"
Span = tuple[int, int]


def predicted_spans(text: str, gold: Container[Span]) -> dict[Span, list[Quantity]]:
    """Our quantities under MeasEval's conventions: qualifying words inside, a list joined where the gold joins it."""
    clean = plain(text)
    found = find_quantities(text)
    spans: dict[Span, list[Quantity]] = {}
    for key, members in groupby(found, key=lambda q: (q.group, q.start if q.group is None else 0)):
        items = list(members)
        joined = (words_before(clean, items[0]), items[-1].end)
        if key[0] is None or joined in gold:
            spans[joined] = items
        else:
            spans |= {(words_before(clean, item), item.end): [item] for item in items}
    return spans


def numbers_of(text: str) -> list[float]:
    """The plain decimal numbers in ``text``, read independently of the grammar under test."""
    flat = re.sub(r"(?<=\d),(?=\d{3}\b)", "", text)
    flat = re.sub(r"[A-Za-z] ?[−–-] ?\d|(?<=[a-z])[23]\b", "", flat)
    return sorted(abs(float(number)) for number in re.findall(r"(?<![\d.^A-Za-z])\d+(?:\.\d+)?(?![\d^])", flat))


def values_of(quantities: list[Quantity]) -> list[float]:
    """Every number that our quantities hold."""
    values = [v for q in quantities for v in (q.value, q.min, q.max, q.error) if v is not None]
    return sorted(abs(value) for value in values)


def same_unit(gold: str, quantities: list[Quantity]) -> bool:
    """Whether a quantity has the unit that the gold names, spacing and notation aside."""
    ours = {re.sub(r"[\s^.·-]", "", quantity.unit.replace("μ", "µ")) for quantity in quantities}
    return re.sub(r"[\s^.·−–-]", "", gold.replace("μ", "µ")) in ours


def score(document: dict[str, Any], errors: list[str]) -> np.ndarray:
    """Counts of one document: (exact, loose) hits, predictions and gold, for all and for those with a unit."""
    text = document["text"]
    gold: dict[Span, str | None] = {}
    for entity in document["entities"]:
        if entity["label"] == "Quantity":
            gold[(entity["start"], entity["end"])] = (entity.get("attrs") or {}).get("unit")
    ours = predicted_spans(text, gold)
    physical = {span for span, unit in gold.items() if unit and unit_of(unit.strip(" .")) is not None}
    with_unit = {span for span, found in ours.items() if found[0].unit}
    used: set[Span] = set()
    any_unit = loose = value_right = unit_right = loose_physical = 0
    for span, unit in gold.items():
        hit = next((s for s in ours if s[0] < span[1] and span[0] < s[1] and s not in used), None)
        if hit is None:
            errors.append(
                f"MISSED   {text[span[0] : span[1]]!r} {unit or ''} … {text[max(0, span[0] - 30) : span[1] + 20]!r}"
            )
            continue
        used.add(hit)
        loose += 1
        loose_physical += span in physical
        any_unit += unit is not None
        if hit != span:
            errors.append(f"SPAN     gold {text[span[0] : span[1]]!r} ours {text[hit[0] : hit[1]]!r}")
        if span in physical:
            digits = any(c.isdigit() for c in text[span[0] : span[1]])
            right = not digits or numbers_of(text[span[0] : span[1]]) == values_of(ours[hit])
            value_right += right
            unit_right += same_unit(unit or "", ours[hit])
            if not right and hit == span:
                errors.append(f"VALUE    {text[span[0] : span[1]]!r} {values_of(ours[hit])}")
            if not same_unit(unit or "", ours[hit]):
                errors.append(f"UNIT     gold {unit!r} ours {[q.unit for q in ours[hit]]}")
    errors += [
        f"SPURIOUS {text[start:end]!r} … {text[max(0, start - 40) : end + 20]!r}" for start, end in ours.keys() - used
    ]
    exact = sum(span in gold for span in ours)
    exact_physical = sum(span in physical for span in ours)
    return np.array([
        exact, loose, len(ours), len(gold), exact_physical, loose_physical, len(with_unit), len(physical),
        value_right, unit_right, len(with_unit & used), any_unit, sum(unit is not None for unit in gold.values()),
    ])  # fmt: skip


def rates(counts: np.ndarray) -> np.ndarray:
    """Precision, recall and F1 of each kind of match, and the shares of right values and units."""
    exact, loose, ours, gold, exact_p, loose_p, ours_p, gold_p, value, unit, used_p, any_hit, any_gold = counts
    out: list[float] = []
    for hits, right, n_ours, n_gold in (
        (exact, exact, ours, gold), (loose, loose, ours, gold),
        (exact_p, exact_p, ours_p, gold_p), (used_p, loose_p, ours_p, gold_p),
    ):  # fmt: skip
        p, r = hits / max(n_ours, 1), right / max(n_gold, 1)
        out += [p, r, 2 * p * r / max(p + r, 1e-9)]
    return np.array([*out, value / max(loose_p, 1), unit / max(loose_p, 1), any_hit / max(any_gold, 1)])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, default=GOLD)
    parser.add_argument("--split", choices=("train", "dev", "all"), default="all")
    parser.add_argument("--errors", type=int, default=0, help="print so many errors")
    arguments = parser.parse_args()
    with gzip.open(arguments.gold, "rt", encoding="utf-8") as lines:
        documents = [json.loads(line) for line in lines]
    documents = [
        d for d in documents if arguments.split in ("all", d["split"]) and not d["meta"].get("no_quantity_annotated")
    ]
    errors: list[str] = []
    counts = np.array([score(document, errors) for document in documents])
    rng = np.random.default_rng(0)
    draws = [rates(counts[rng.integers(0, len(counts), len(counts))].sum(axis=0)) for _ in range(1000)]
    low, high = np.percentile(draws, [2.5, 97.5], axis=0)
    point = rates(counts.sum(axis=0))
    print(
        f"MeasEval {arguments.split}: {len(documents)} documents, {counts[:, 3].sum()} quantities,",
        f"{counts[:, 7].sum()} with a unit",
    )
    names = ("all, exact span", "all, overlap", "with unit, exact span", "with unit, overlap")
    for i, name in enumerate(names):
        at = (3 * i, 3 * i + 1, 3 * i + 2)
        cells = [f"{m} {point[k]:.3f} ({low[k]:.2f}-{high[k]:.2f})" for k, m in zip(at, ("P", "R", "F1"), strict=True)]
        print(f"{name:24}", "  ".join(cells))
    print(f"{'value right of found':24} {point[12]:.3f} ({low[12]:.2f}-{high[12]:.2f})")
    print(f"{'unit right of found':24} {point[13]:.3f} ({low[13]:.2f}-{high[13]:.2f})")
    print(f"{'any unit, overlap':24} R {point[14]:.3f} ({low[14]:.2f}-{high[14]:.2f})")
    for error in errors[: arguments.errors]:
        print(error)


if __name__ == "__main__":
    main()
