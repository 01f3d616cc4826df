"""Score the records of tables: which measured values are found, and with which row's and column's meaning.

    python -m bench.evaluate_tables [--set invented|published] [--file NAME] [--errors]

Two sets: invented papers of tables (`corpora/tables`, in several formats) and published tables that are not on
batteries (`corpora/standoff/tables.jsonl`, by cell). A hit has the value in the gold's unit once both are canonical;
of the hits the shares with the right property, subject, conditions, qualifier and own/cited are given. Precision counts
every record with evidence in a cell of an annotated table.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / ".dev"), str(ROOT)]

from bench.record_likeness import (  # noqa: E402
    gold_normal,
    predicted_normal,
    same_conditions,
    same_material,
    same_value,
)
from bench.record_scores import read_as  # noqa: E402
from voltext.extract.extraction import Extraction, Record  # noqa: E402
from voltext.extract.pipeline import extract_document  # noqa: E402
from voltext.ingest.document import Block  # noqa: E402
from voltext.ingest.readers import read  # noqa: E402
from voltext.ingest.source import Source  # noqa: E402

INVENTED = ROOT / "corpora" / "tables"
STANDOFF = ROOT / "corpora" / "standoff" / "tables.jsonl"
PAPERS = ROOT.parent / "shared" / "corpora" / "papers"
ASPECTS = ("property", "subject", "conditions", "qualifier", "own")
Entry = dict[str, Any]


@dataclass
class Score:
    """Counts of one file, or of all."""

    gold: int = 0
    predicted: int = 0
    hits: int = 0
    right: dict[str, int] = field(default_factory=lambda: dict.fromkeys(ASPECTS, 0))
    asked: dict[str, int] = field(default_factory=lambda: dict.fromkeys(ASPECTS, 0))

    def add(self, other: Score) -> None:
        self.gold += other.gold
        self.predicted += other.predicted
        self.hits += other.hits
        for aspect in ASPECTS:
            self.right[aspect] += other.right[aspect]
            self.asked[aspect] += other.asked[aspect]

    @property
    def recall(self) -> float:
        return self.hits / self.gold if self.gold else 1.0

    @property
    def precision(self) -> float:
        return self.hits / self.predicted if self.predicted else 1.0

    def __str__(self) -> str:
        shares = "  ".join(f"{a} {self.right[a] / max(self.asked[a], 1):.3f}" for a in ASPECTS)
        counts = f"{self.gold:4} {self.predicted:4} {self.hits:4}"
        return f"{counts}  recall {self.recall:.3f}  precision {self.precision:.3f}  {shares}"


def tables_of(extraction: Extraction) -> list[Block]:
    """The table blocks in order."""
    return [block for block in extraction.blocks if block.kind == "table"]


def invented() -> Iterator[tuple[str, Extraction, dict[int, list[Entry]]]]:
    """Each invented paper, read, with the gold of its tables by their place."""
    by_file: dict[str, dict[int, list[Entry]]] = {}
    with (INVENTED / "gold.tsv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            by_file.setdefault(row["file"], {}).setdefault(int(row["table"]) - 1, []).append(entry_of(row))
    for file, gold in by_file.items():
        yield file, extract_document(read(Source.from_path(INVENTED / file))), gold


def entry_of(row: dict[str, str]) -> Entry:
    """A line of the gold in the shape of a gold record."""
    low, _, high = row["value"].partition("..")
    value = {"min": float(low), "max": float(high)} if high else {"value": float(low)}
    conditions = dict(pair.split("=", 1) for pair in row["conditions"].split("|") if pair)
    return {
        "material": None if row["material"] == "*" else row["material"],
        "property": row["property"],
        **value,
        "unit": row["unit"],
        "qualifier": row["qualifier"],
        "conditions": conditions,
        "own": row["own"] == "own",
        "cell": None,
    }


def published() -> Iterator[tuple[str, Extraction, dict[int, list[Entry]]]]:
    """Each published paper that is there and unchanged, with the gold of its tables."""
    by_file: dict[str, list[dict[str, Any]]] = {}
    for line in STANDOFF.read_text(encoding="utf-8").splitlines():
        table = json.loads(line)
        by_file.setdefault(table["file"], []).append(table)
    for file, tables in by_file.items():
        path = PAPERS / file
        if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != tables[0]["sha256"]:
            print(f"{file}: not there, or not the file that was annotated: skipped")
            continue
        document = read(Source.from_path(path))
        blocks = [block for block in document.blocks if block.kind == "table"]
        gold: dict[int, list[Entry]] = {}
        for table in tables:
            held = blocks[table["table"]].table
            if held is None or (held.n_rows, held.n_columns) != (table["rows"], table["columns"]):
                print(f"{file}: table {table['table']} is no longer read in that shape: skipped")
                continue
            grid = held.grid()
            words = {
                (row, column): "" if cell is None else document.text[cell.start : cell.end].strip()
                for row, cells in enumerate(grid)
                for column, cell in enumerate(cells)
            }
            gold[table["table"]] = [
                {
                    **value,
                    "cell": tuple(value["cell"]),
                    "material": words[tuple(value["subject"])] if value["subject"] else None,
                }
                for value in table["values"]
            ]
        yield file, extract_document(document), gold


def score_of(extraction: Extraction, gold: dict[int, list[Entry]], *, errors: bool) -> Score:
    """The score over the annotated tables of one file."""
    total = Score()
    labels = {sample.id: sample.label for sample in extraction.samples}
    for place, block in enumerate(tables_of(extraction)):
        if place in gold:
            found = [r for r in extraction.records if any(e.block == block.id and e.cell for e in r.evidence)]
            total.add(_table(gold[place], found, block, labels, errors=errors))
    return total


def _table(gold: list[Entry], found: list[Record], block: Block, labels: dict[str, str], *, errors: bool) -> Score:
    score = Score(len(gold), len(found))
    pairs: list[tuple[float, int, int]] = []
    for i, entry in enumerate(gold):
        for j, record in enumerate(found):
            cells = {e.cell for e in record.evidence if e.block == block.id}
            if entry["cell"] is not None and entry["cell"] not in cells:
                continue
            if same_value(gold_normal(entry), predicted_normal(record)):
                right = _aspects(entry, record, labels)
                weights = {"subject": 4.0, "property": 2.0, "conditions": 1.0, "own": 0.5, "qualifier": 0.25}
                pairs.append((-sum(weights[a] for a, fits in right.items() if fits), i, j))
    gold_of: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in sorted(pairs):
        if i not in gold_of and j not in taken:
            gold_of[i] = j
            taken.add(j)
    for i, j in sorted(gold_of.items()):
        right = _aspects(gold[i], found[j], labels)
        score.hits += 1
        for aspect, fits in right.items():
            if fits is not None:
                score.asked[aspect] += 1
                score.right[aspect] += fits
        wrong = [aspect for aspect, fits in right.items() if fits is False]
        if errors and wrong:
            print(f"    {block.id} wrong {', '.join(wrong)}: {_shown(gold[i])}\n        read {read_as(found[j])}")
    if errors:
        for i, entry in enumerate(gold):
            if i not in gold_of:
                print(f"    {block.id} missed      {_shown(entry)}")
        for j, record in enumerate(found):
            if j not in taken:
                print(f"    {block.id} false alarm {read_as(record)}  {record.evidence[0].text!r:.60}")
    return score


def _aspects(entry: Entry, record: Record, labels: dict[str, str]) -> dict[str, bool | None]:
    material = entry["material"]
    return {
        "property": entry["property"] == record.property,
        "subject": None if material is None else _same_subject(material, record, labels.get(record.sample or "")),
        "conditions": same_conditions(entry["conditions"], record),
        "qualifier": entry["qualifier"] == record.qualifier,
        "own": entry["own"] == record.own,
    }


def _same_subject(material: str, record: Record, label: str | None) -> bool:
    """Whether the record names ``material``; a sample that goes by a number may be called ``No. 3``."""
    if re.fullmatch(r"\d{1,3}", material):
        return re.search(rf"(?<!\d){material}(?!\d)", record.material.name or "") is not None
    return same_material(material, record, label)


def _shown(entry: Entry) -> str:
    value = entry["value"] if entry.get("value") is not None else f"{entry['min']}..{entry['max']}"
    own = "own" if entry["own"] else "cited"
    return f"{entry['property']} {value} {entry['unit']} of {entry['material']!r:.40} {entry['conditions']} {own}"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--set", choices=("invented", "published"), help="one set only")
    parser.add_argument("--file", help="only files whose name holds this")
    parser.add_argument("--errors", action="store_true", help="print every miss, false alarm and wrong tie")
    options = parser.parse_args()
    for name, papers in (("invented", invented), ("published", published)):
        if options.set not in (None, name):
            continue
        print(f"== {name} ==")
        scores: list[Score] = []
        for file, extraction, gold in papers():
            if options.file and options.file not in file:
                continue
            score = score_of(extraction, gold, errors=options.errors)
            scores.append(score)
            print(f"{Path(file).name[:34]:34} {score}")
        total = Score()
        for score in scores:
            total.add(score)
        print(f"{'all':34} {total}")


if __name__ == "__main__":
    main()
