"""Learn the head for paragraphs: ``python -m bench.paragraph_head [--out FILE] [--errors]``.

It learns from the stand-off paragraphs (``corpora/standoff/paragraphs.jsonl``, where their papers are there) and the
invented ones: of each the encoder's vector and the section tell its group of kinds. Without ``--out`` it scores only:
paragraphs of documents not learned from (ten parts, dealt anew for each of five seeds), by the rules, by the head alone
(of a synthesis the rules choose the method), and by both as ``--profile accurate`` has them: the head is asked where
the rules see a method. Intervals are 95 % bootstraps over documents of what both are better by.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / ".dev"), str(ROOT)]

from bench.evaluate_paragraphs import Told, invented, of_papers  # noqa: E402
from voltext.extract.learned.encoder import Encoder, Vector  # noqa: E402
from voltext.extract.learned.paragraph_head import KINDS, NOWHERE, ParagraphHead  # noqa: E402
from voltext.extract.paragraph_kinds import OTHER, group_of, method_of  # noqa: E402

# How freely weights grow, and the rules' own share: chosen by these very folds, on a plateau (0.4 to 0.6 do alike).
FREEDOM, VOTE = 5.0, 0.5
PARTS, SEEDS = 10, range(1, 6)


@dataclass(frozen=True)
class Row:
    """A paragraph with gold, and its vector."""

    told: Told
    vector: Vector

    @property
    def section(self) -> str:
        """Its section."""
        return self.told.block.section or NOWHERE


def learned(rows: Sequence[Row]) -> ParagraphHead:
    """A logistic regression of the groups of ``rows``."""
    from sklearn.linear_model import LogisticRegression

    sections = sorted({row.section for row in rows})
    model = LogisticRegression(C=FREEDOM, max_iter=1000)
    model.fit(np.asarray([_features(row, sections) for row in rows]), [group_of(row.told.gold) for row in rows])
    width = len(rows[0].vector)
    weights = np.round(model.coef_, 3).tolist()
    return ParagraphHead(
        tuple(str(group) for group in model.classes_),
        tuple(np.round(model.intercept_, 3).tolist()),
        tuple(tuple(each[:width]) for each in weights),
        {section: tuple(each[width + place] for each in weights) for place, section in enumerate(sections)},
        VOTE,
    )


def _features(row: Row, sections: Sequence[str]) -> list[float]:
    return [*row.vector.tolist(), *(float(row.section == section) for section in sections)]


def alone(head: ParagraphHead, row: Row) -> str:
    """The kind by the head, with the method of a synthesis by the rules."""
    shares = head.shares(row.vector, row.told.block.section)
    best = max(shares, key=lambda group: shares[group])
    if best == group_of(row.told.found.kind):
        return row.told.found.kind
    return KINDS.get(best) or method_of(None, row.told.block.text, row.told.heading)


def both(head: ParagraphHead, row: Row) -> str:
    """The kind by rules and head."""
    told = row.told.found
    return told.kind if told.kind == OTHER else head.judged(row.told.block, told, row.told.heading, row.vector).kind


def crossed(rows: Sequence[Row], seed: int) -> list[tuple[Row, str, str]]:
    """Each row with its kind by a head that has not learned from its document, alone and with the rules."""
    documents = sorted({row.told.document for row in rows})
    random.Random(seed).shuffle(documents)
    found = []
    for part in range(PARTS):
        out = set(documents[part::PARTS])
        head = learned([row for row in rows if row.told.document not in out])
        found += [(row, alone(head, row), both(head, row)) for row in rows if row.told.document in out]
    return found


def shown(title: str, rounds: Sequence[Sequence[tuple[Row, str, str]]]) -> None:
    """Print accuracy, and that over methods alone, by each way."""
    for way in ("rules", "head", "rules and head"):
        scores = []
        for kept in (lambda row: True, lambda row: row.told.gold != OTHER):
            pairs = [
                ({"rules": row.told.found.kind, "head": head, "rules and head": together}[way], row.told.gold)
                for found in rounds for row, head, together in found if kept(row)
            ]  # fmt: skip
            scores.append(sum(guess == gold for guess, gold in pairs) / max(len(pairs), 1))
        print(f"{title:10} {len(rounds[0]):4}  {way:14}  accuracy {scores[0]:.3f}  methods alone {scores[1]:.3f}")


def gained(found: Sequence[tuple[Row, str, str]]) -> tuple[int, int, float, float]:
    """Paragraphs that both have right and the rules not, the other way round, and the interval of the difference."""
    by_document: dict[str, list[int]] = {}
    better = worse = 0
    for row, _, together in found:
        change = (together == row.told.gold) - (row.told.found.kind == row.told.gold)
        better, worse = better + (change > 0), worse + (change < 0)
        by_document.setdefault(row.told.document, []).append(change)
    chance, documents = random.Random(7), list(by_document.values())
    drawn = sorted(
        sum(map(sum, sample)) / sum(map(len, sample))
        for sample in (chance.choices(documents, k=len(documents)) for _ in range(1000))
    )
    return better, worse, drawn[25], drawn[974]


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--out", type=Path, metavar="FILE", help="learn from all, and write")
    parser.add_argument("--errors", action="store_true", help="print what the head changes")
    options = parser.parse_args()
    encoder = Encoder(threads=1)
    began = time.process_time()
    sets = {"invented": invented(), "seen": of_papers("seen"), "held_out": of_papers("held_out")}
    rows = {name: [Row(told, encoder.vector(told.block.text)) for told in each] for name, each in sets.items()}
    every = [row for each in rows.values() for row in each]
    print(f"{len(every)} paragraphs read and coded in {time.process_time() - began:.1f} s of processor time")
    if options.out is not None:
        head = learned(every)
        told = {name: getattr(head, name) for name in ("groups", "base", "weights", "sections", "vote")}
        options.out.write_text(json.dumps(told) + "\n", encoding="utf-8")
        print(f"{options.out}: {options.out.stat().st_size} bytes")
        return 0
    rounds = [crossed(every, seed) for seed in SEEDS]
    for name, each in rows.items():
        members = {id(row) for row in each}
        shown(name, [[one for one in found if id(one[0]) in members] for found in rounds])
    published = {id(row) for name in ("seen", "held_out") for row in rows[name]}
    for seed, found in zip(SEEDS, rounds, strict=True):
        better, worse, low, high = gained([one for one in found if id(one[0]) in published])
        print(f"published, seed {seed}: {better} mended, {worse} spoilt; accuracy {low:+.3f} to {high:+.3f}")
    if options.errors:
        for row, _, together in rounds[0]:
            if together != row.told.found.kind:
                print(f"  {row.told.gold}: {row.told.found.kind} -> {together}: {row.told.block.text[:120]!r}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
