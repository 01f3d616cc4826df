"""Score records against annotated papers: value and unit first, then what each hit is tied to.

    python -m bench.evaluate_records [--set WORD] [--gold DIR] [--papers DIR] [--format jats|pdf|…] [--errors]
                                     [--paper DOI]

The gold states records exhaustively over title, abstract, conclusions and table rows, so only predictions with evidence
there are scored. A hit has the gold's value in the gold's unit once both are in the canonical unit; hits are one to
one. Among hits the shares with the right material, own, qualifier, property and conditions are given; the interval is
a bootstrap over papers, beside it the range when each paper in turn is left out.
"""

from __future__ import annotations

import argparse
import csv
import random
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / ".dev"), str(ROOT)]

from bench import standoff  # noqa: E402
from voltext.extract.composition import canonical_composition  # noqa: E402
from voltext.extract.extraction import Extraction, Record  # noqa: E402
from voltext.extract.pipeline import extract_document  # noqa: E402
from voltext.extract.quantities import parse_quantity  # noqa: E402
from voltext.extract.units import normalise_value, unit_of  # noqa: E402
from voltext.ingest.errors import ReadError  # noqa: E402
from voltext.ingest.readers import read  # noqa: E402
from voltext.ingest.source import Source  # noqa: E402

SHARED = ROOT.parent / "shared" / "corpora"
FORMATS = ("jats", "elsevier_xml", "html", "pdf", "txt")
SCORED = ("title", "abstract", "conclusions")
ASPECTS = ("material", "own", "qualifier", "property", "conditions")
GENERIC = frozenset(
    {"the", "of", "with", "and", "for", "in", "sample", "samples", "electrode", "electrodes", "cathode", "anode"}
    | {"powder", "cell", "battery", "batteries", "based", "composite", "composites", "material", "materials"}
    | {"membrane", "separator", "nanowires", "like", "prepared", "as"}
)


@dataclass
class Score:
    """Counts of one paper."""

    predicted: int = 0
    gold: int = 0
    hits: int = 0
    right: dict[str, int] = field(default_factory=lambda: dict.fromkeys(ASPECTS, 0))

    def add(self, other: Score) -> None:
        self.predicted += other.predicted
        self.gold += other.gold
        self.hits += other.hits
        for aspect in ASPECTS:
            self.right[aspect] += other.right[aspect]

    @property
    def precision(self) -> float:
        return self.hits / self.predicted if self.predicted else 1.0

    @property
    def recall(self) -> float:
        return self.hits / self.gold if self.gold else 1.0

    @property
    def material(self) -> float:
        return self.right["material"] / max(self.hits, 1)

    @property
    def own(self) -> float:
        return self.right["own"] / max(self.hits, 1)

    @property
    def conditions(self) -> float:
        return self.right["conditions"] / max(self.hits, 1)

    @property
    def f1(self) -> float:
        total = self.predicted + self.gold
        return 2 * self.hits / total if total else 1.0


def gold_normal(entry: dict[str, Any]) -> tuple[tuple[float, ...], str]:
    """Value (or both ends) and canonical unit of a gold record."""
    values: list[Any] = [entry["value"]] if entry.get("value") is not None else [entry.get("min"), entry.get("max")]
    text = re.sub(r"\s*\([^()]*\)\s*$", "", entry.get("unit") or "").strip()
    text = re.split(r"\s(?:x in|higher|lower|more|less)\b", text)[0]
    unit = unit_of(text.replace("−", "-")) if text else None
    if unit is None:
        return tuple(float(value) for value in values), ""
    return tuple(normalise_value(float(value), unit) for value in values), unit.canonical


def predicted_normal(record: Record) -> tuple[tuple[float, ...], str]:
    """The same of a predicted record."""
    normal = record.normalised
    if normal is None:
        values = [record.value] if record.value is not None else [record.min, record.max]
        unit = unit_of(record.unit) if record.unit else None  # a product without a name has one spelling
        return tuple(float(value) for value in values if value is not None), unit.canonical if unit else ""
    values = [normal.value] if normal.value is not None else [normal.min, normal.max]
    return tuple(float(value) for value in values if value is not None), normal.unit


def same_value(first: tuple[tuple[float, ...], str], second: tuple[tuple[float, ...], str]) -> bool:
    """Equal in number and unit, within half a per cent."""
    if first[1] != second[1] or len(first[0]) != len(second[0]):
        return False
    return all(abs(a - b) <= 5e-3 * max(abs(a), abs(b)) for a, b in zip(first[0], second[0], strict=True))


def plain(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.casefold().replace("−", "-"))


def tokens(text: str) -> set[str]:
    return {t for t in re.findall(r"[a-z0-9.]{2,}", text.casefold()) if t not in GENERIC}


def same_material(gold: str, record: Record, sample_label: str | None) -> bool:
    """One name holds the other, or they share half the words of the shorter."""
    for name in (record.material.name, record.material.composition, sample_label):
        if not name or len(plain(name)) < 1:
            continue
        a, b = plain(gold), plain(name)
        composition = canonical_composition(gold)
        if composition is not None and composition in (record.material.composition, canonical_composition(name)):
            return True
        if (len(b) > 1 and b in a) or (len(a) > 1 and a in b):
            return True
        left, right = tokens(gold), tokens(name)
        if left and right and 2 * len(left & right) >= min(len(left), len(right)):
            return True
    return False


def same_condition(gold: str, text: str, normal: Any) -> bool:
    """Equal as quantities, or one text in the other."""
    if plain(gold) == plain(text) or plain(gold) in plain(text) or (plain(text) and plain(text) in plain(gold)):
        return True
    quantity = parse_quantity(gold)
    if quantity is None or not quantity.unit:
        quantity = parse_quantity(f"{gold} cycles")
    if quantity is None or quantity.normalised is None or normal is None:
        return {plain(gold), plain(text)} <= {"initial", "first", "1st", "1"}
    a, b = quantity.normalised, normal
    return all(
        (x is None and y is None) or (x is not None and y is not None and abs(x - y) <= 5e-3 * max(abs(x), 1e-9))
        for x, y in ((a.value, b.value), (a.min, b.min), (a.max, b.max))
    )


def same_conditions(gold: dict[str, str], record: Record) -> bool:
    """The same keys with the same values."""
    if set(gold) != set(record.conditions):
        return False
    return all(
        same_condition(str(v), record.conditions[k].text, record.conditions[k].normalised) for k, v in gold.items()
    )


def scored(extraction: Extraction) -> list[Record]:
    """The records with evidence where the gold is exhaustive."""
    blocks = {block.id: block for block in extraction.blocks}
    return [
        record
        for record in extraction.records
        if any(
            e.cell is not None or blocks[e.block].section in SCORED or blocks[e.block].kind in SCORED
            for e in record.evidence
        )
    ]


def evaluate(gold: list[dict[str, Any]], extraction: Extraction, *, errors: bool) -> Score:
    """The score of one paper; with ``errors`` every miss, false alarm and wrong tie is printed."""
    labels = {sample.id: sample.label for sample in extraction.samples}
    predicted = scored(extraction)
    score = Score(len(predicted), len(gold))
    pairs: list[tuple[float, int, int]] = []
    for i, entry in enumerate(gold):
        for j, record in enumerate(predicted):
            if same_value(gold_normal(entry), predicted_normal(record)):
                label = labels.get(record.sample or "")
                likeness = (
                    4.0 * same_material(entry["material"], record, label)
                    + 2.0 * (entry["property"] == record.property)
                    + same_conditions(entry["conditions"], record)
                    + 0.5 * (entry["own"] == record.own)
                )
                pairs.append((-likeness, i, j))
    pairs.sort()
    gold_of: dict[int, int] = {}
    predicted_of: dict[int, int] = {}
    for _, i, j in pairs:
        if i not in gold_of and j not in predicted_of:
            gold_of[i], predicted_of[j] = j, i
    for i, j in sorted(gold_of.items()):
        entry, record = gold[i], predicted[j]
        right = {
            "material": same_material(entry["material"], record, labels.get(record.sample or "")),
            "own": entry["own"] == record.own,
            "qualifier": entry["qualifier"] == record.qualifier,
            "property": entry["property"] == record.property,
            "conditions": same_conditions(entry["conditions"], record),
        }
        score.hits += 1
        for aspect, value in right.items():
            score.right[aspect] += value
        wrong = [aspect for aspect, value in right.items() if not value]
        if errors and wrong:
            print(f"    wrong {', '.join(wrong)}: {shown(entry)}\n        read {read_as(record)}")
    if errors:
        for i, entry in enumerate(gold):
            if i not in gold_of:
                print(f"    missed      {shown(entry)}\n        {entry['quote'][:200]}")
        for j, record in enumerate(predicted):
            if j not in predicted_of:
                print(f"    false alarm {read_as(record)}\n        {record.evidence[0].text[:200]!r}")
    return score


def shown(entry: dict[str, Any]) -> str:
    value = entry["value"] if entry.get("value") is not None else f"{entry.get('min')}..{entry.get('max')}"
    return (
        f"{entry['property']} {value} {entry['unit']} ({entry['qualifier']}) of {entry['material'][:60]!r} "
        f"{entry['conditions']} {'own' if entry['own'] else 'cited'}"
    )


def read_as(record: Record) -> str:
    value = record.value if record.value is not None else f"{record.min}..{record.max}"
    conditions = {key: condition.text for key, condition in record.conditions.items()}
    return (
        f"{record.property} {value} {record.unit} ({record.qualifier}) of {record.material.name[:60]!r} {conditions} "
        f"{'own' if record.own else 'cited'} [{record.rule}]"
    )


def files_of(papers: Path, only: str | None) -> dict[str, Path]:
    """The file of each DOI, the richest format first."""
    found: dict[str, Path] = {}
    manifest = papers / "MANIFEST.tsv"
    if not manifest.is_file():
        for path in sorted(papers.iterdir()):
            doi = doi_of(path)
            if doi:
                found.setdefault(doi, path)
        return found
    rows = list(csv.DictReader(manifest.open(encoding="utf-8"), delimiter="\t", quoting=csv.QUOTE_NONE))
    for format in (only,) if only else FORMATS:
        for row in rows:
            if row["file"].startswith(f"{format}/") and row["doi"]:
                found.setdefault(row["doi"], papers / row["file"])
    return found


def doi_of(path: Path) -> str | None:
    """The DOI that the file itself states."""
    try:
        return read(Source.from_path(path)).header.doi
    except ReadError:
        return None


def interval(scores: list[Score], measure: str, rounds: int = 2000) -> tuple[float, float]:
    """95 % bootstrap interval over papers of a measure of the summed counts."""
    generator = random.Random(7)
    values = []
    for _ in range(rounds):
        total = Score()
        for score in generator.choices(scores, k=len(scores)):
            total.add(score)
        values.append(getattr(total, measure))
    values.sort()
    return values[int(0.025 * rounds)], values[int(0.975 * rounds)]


def left_out(scores: list[Score], measure: str) -> tuple[float, float]:
    """The lowest and the highest value of a measure when each paper in turn is left out."""
    values = []
    for place in range(len(scores)):
        total = Score()
        for score in [*scores[:place], *scores[place + 1 :]]:
            total.add(score)
        values.append(getattr(total, measure))
    return min(values), max(values)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--gold", type=Path, default=SHARED / "gold" / "battery_audit")
    parser.add_argument("--papers", type=Path, default=SHARED / "papers")
    parser.add_argument("--set", help="only the set whose name holds this word: annotated, held")
    parser.add_argument("--format", help="one format only, such as pdf")
    parser.add_argument("--paper", help="one DOI only")
    parser.add_argument("--errors", action="store_true", help="print every miss, false alarm and wrong tie")
    options = parser.parse_args()
    if not options.papers.is_dir():
        print(f"records: no papers at {options.papers}: skipped")
        return
    files = {doi: {"": path} for doi, path in files_of(options.papers, options.format).items()}
    sets = [("annotated papers", options.gold, files)]
    if not options.format:
        sets.append(("held out", standoff.STANDOFF, standoff.formats(standoff.STANDOFF, options.papers)))
    every: list[Score] = []
    for name, gold, places in sets:
        if not gold.is_dir() or not places:
            print(f"records: no gold at {gold.name} or none of its papers: skipped")
        elif not options.set or options.set in name:
            print(f"\n== {name} ==")
            every += evaluate_set(gold, places, options)
    if len(sets) > 1 and not options.set and every:
        print(f"\n== all {len(every)} papers ==")
        print_total(every)


def evaluate_set(folder: Path, files: dict[str, dict[str, Path]], options: argparse.Namespace) -> list[Score]:
    """Print the score of every paper of ``folder`` that has a file, then of all together; the scores."""
    scores: list[Score] = []
    print(f"{'paper':32} {'gold':>4} {'read':>4} {'hits':>4}  prec  rec")
    for gold in standoff.golds(folder, options.papers):
        if gold["paper"] not in files or (options.paper and options.paper != gold["paper"]):
            continue
        path = next(iter(files[gold["paper"]].values()))
        try:
            document = read(Source.from_path(path))
        except ReadError as error:
            print(f"{gold['paper']:32} not read: {error.message}")
            continue
        score = evaluate(gold["records"], extract_document(document), errors=options.errors)
        scores.append(score)
        counts = f"{score.gold:4} {score.predicted:4} {score.hits:4}"
        print(f"{gold['paper']:32} {counts}  {score.precision:.2f}  {score.recall:.2f}")
    if scores:
        print_total(scores)
    return scores


def print_total(scores: list[Score]) -> None:
    """Print the summed score with its interval over papers and its range when one paper is left out."""
    total = Score()
    for score in scores:
        total.add(score)
    for measure in ("precision", "recall", "f1"):
        low, high = interval(scores, measure)
        least, most = left_out(scores, measure)
        print(
            f"{measure:12} {getattr(total, measure):.3f}  ({low:.2f}-{high:.2f})  one left out {least:.3f}-{most:.3f}"
        )
    print("of the hits: " + ", ".join(f"{a} {total.right[a] / max(total.hits, 1):.3f}" for a in ASPECTS))


if __name__ == "__main__":
    main()
