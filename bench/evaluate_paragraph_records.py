"""Score records on annotated paragraphs of published papers.

    python -m bench.evaluate_paragraph_records [--half A|B] [--group battery|other] [--errors]
                                               [--gold FILE] [--papers DIR]

The gold (`corpora/standoff/paragraph_records.jsonl`) states every record of 70 paragraphs. The whole paper is
extracted, and the records whose evidence lies in the paragraph are compared. A hit has the gold's value in the gold's
unit; hits are one to one. Of the hits the shares with the right material, own, qualifier, property and conditions are
given, and of the gold the share that is read with all of them. Names are compared as in `bench.evaluate_prose`.

Where the gold gives several properties or names, each is right. A condition of the value's own sentence must be there,
one that another sentence of the paragraph gives may be; of a record that other parts of the paper state as well, only
the conditions whose words stand in the paragraph count. Optional records (peaks of a voltammogram, contents of a bought
powder) are neither missed nor false alarms. Intervals are 95 % bootstraps over papers.
"""

from __future__ import annotations

import argparse
import hashlib
import itertools
import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / ".dev"), str(ROOT)]

from bench import standoff  # noqa: E402
from bench.evaluate_prose import same_name  # noqa: E402
from bench.record_likeness import Entry, plain, same_conditions  # noqa: E402
from bench.record_scores import ASPECTS, Score, hits_of, interval, print_errors, summed  # noqa: E402
from voltext.extract.extraction import Extraction, Record  # noqa: E402
from voltext.extract.pipeline import extract_document  # noqa: E402
from voltext.ingest.readers import read  # noqa: E402
from voltext.ingest.source import Source  # noqa: E402

GOLD = ROOT / "corpora" / "standoff" / "paragraph_records.jsonl"
GROUPS = ("battery", "other")
MEASURES = ("precision", "recall", "f1")


def name_of(name: Entry, text: standoff.Text) -> str:
    """The words of a name or condition, whose parts may stand apart."""
    return ("" if name.get("tight") else " ").join(text.words(part) for part in name["parts"])


def gold_of(record: Entry, text: standoff.Text) -> Entry:
    """A gold record with words in place of spans; ``conditions`` are those that it must have."""
    choices = [
        [{one["key"]: name_of(one, text)} for one in condition["any"]] + [{}] * condition["optional"]
        for condition in record["conditions"]
    ]
    variants = [{key: words for one in chosen for key, words in one.items()} for chosen in itertools.product(*choices)]
    names = [name_of(name, text) for name in record["materials"]]
    return {
        "value": None,
        **record,
        "names": names,
        "material": " == ".join(names),
        "property": "/".join(record["property"]),
        "properties": record["property"],
        "variants": variants,
        "conditions": min(variants, key=len),
        "quote": text.words(record["span"]),
    }


def inside(record: Record, place: tuple[int, int], words: str) -> Record | None:
    """The record as the paragraph at ``place`` states it, or None where none of its evidence lies there."""
    here = [e.cell is None and place[0] <= e.start and e.end <= place[1] for e in record.evidence]
    if not any(here):
        return None
    if all(here):
        return record
    stated = plain(words)
    return replace(record, conditions={k: c for k, c in record.conditions.items() if plain(c.text) in stated})


def rights(entry: Entry, record: Record, label: str | None) -> dict[str, bool]:
    """What of a hit is right."""
    return {
        "material": same_name(entry["names"], record, label),
        "own": entry["own"] in (None, record.own),
        "qualifier": entry["qualifier"] == record.qualifier,
        "property": record.property in entry["properties"],
        "conditions": any(same_conditions(variant, record) for variant in entry["variants"]),
    }


def evaluate(gold: list[Entry], records: list[Record], labels: dict[str, str], *, errors: bool) -> tuple[Score, int]:
    """The score of one paragraph and how many hits are right in all; errors are printed on demand."""
    hits = hits_of(
        gold,
        records,
        lambda entry, record: rights(entry, record, labels.get(record.sample or "")),
        lambda entry, right: (entry["optional"], -sum(right.values())),
    )
    optional = {i for i, entry in enumerate(gold) if entry["optional"]}
    if errors:
        print_errors(gold, records, hits, spared=optional)
    counted = [hit for i, hit in hits.items() if i not in optional]
    spared = len(hits) - len(counted)
    score = Score.of(len(records) - spared, len(gold) - len(optional), counted)
    return score, sum(not hit.wrong for hit in counted)


def papers_of(gold: Path, half: str | None, group: str | None) -> dict[str, list[Entry]]:
    """The annotated paragraphs of each file."""
    found: dict[str, list[Entry]] = defaultdict(list)
    for line in gold.read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        if half in (None, entry["half"]) and group in (None, entry["group"]):
            found[entry["file"]].append(entry)
    return found


def compared(
    entries: list[Entry], text: standoff.Text, extraction: Extraction, *, errors: bool
) -> Iterator[tuple[Score, int]]:
    """The score of each paragraph of one paper."""
    labels = {sample.id: sample.label for sample in extraction.samples}
    for entry in entries:
        place = text.place(entry)
        if place is None:
            print(f"{entry['file']} {entry['block']}: the paragraph was not found again", file=sys.stderr)
            continue
        if errors:
            print(f"  {entry['file']} {entry['block']} ({entry['half']}, {entry['group']})")
        words = text.text[place[0] : place[1]]
        here = [record for record in (inside(one, place, words) for one in extraction.records) if record is not None]
        yield evaluate([gold_of(record, text) for record in entry["records"]], here, labels, errors=errors)


def report(name: str, papers: list[Score], paragraphs: int, whole: int) -> None:
    """Print the summed score of a group with its intervals over papers."""
    total = summed(papers)
    print(f"{name}: {paragraphs} paragraphs of {len(papers)} papers, {total.gold} records, {total.predicted} read")
    for measure in MEASURES:
        low, high = interval(papers, measure)
        print(f"  {measure:10} {getattr(total, measure):.3f}  ({low:.2f}-{high:.2f})")
    print("  of the hits: " + ", ".join(f"{a} {total.right[a] / max(total.hits, 1):.3f}" for a in ASPECTS))
    print(f"  right in all: {whole / max(total.gold, 1):.3f} of gold, {whole / max(total.predicted, 1):.3f} of read")


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--half", choices=("A", "B"), help="one half only")
    parser.add_argument("--group", choices=GROUPS, help="papers on batteries, or the others, only")
    parser.add_argument("--errors", action="store_true", help="print every miss, false alarm and wrong tie")
    parser.add_argument("--gold", type=Path, default=GOLD)
    parser.add_argument("--papers", type=Path, default=standoff.PAPERS)
    options = parser.parse_args()
    scores: dict[str, list[Score]] = defaultdict(list)
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for file, entries in papers_of(options.gold, options.half, options.group).items():
        path = options.papers / file
        if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != entries[0]["sha256"]:
            print(f"{file}: skipped, not there or not the file that was annotated", file=sys.stderr)
            continue
        document = read(Source.from_path(path))
        text = standoff.Text(document.text)
        group, paper = entries[0]["group"], Score()
        for score, whole in compared(entries, text, extract_document(document), errors=options.errors):
            paper.add(score)
            counts[group][0] += 1
            counts[group][1] += whole
        scores[group].append(paper)
        if text.lost:
            print(f"{file}: {len(text.lost)} spans were not found again", file=sys.stderr)
    for group in GROUPS:
        if scores[group]:
            report(group, scores[group], *counts[group])
    if all(scores[group] for group in GROUPS):
        paragraphs, whole = (sum(counts[group][k] for group in GROUPS) for k in (0, 1))
        report("all", [score for group in GROUPS for score in scores[group]], paragraphs, whole)
    return 0


if __name__ == "__main__":
    sys.exit(main())
