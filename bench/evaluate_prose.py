"""Score records on passages written for this project.

    python -m bench.evaluate_prose [--batch N] [--errors] [--only ID]

Each passage of ``corpora/gold-prose/batch-*.yaml`` is a paper of a title and one paragraph. Its records are complete,
one a line: ``property | value or low..high | unit | material | conditions | flags``. ``==`` parts names of the material
that are equally good, conditions are ``key=words`` parted by ``;``, flags are ``cited``, a qualifier (``approx``,
``lower``, ``upper``; ``range`` follows from the value) and ``basis=`` with what a value counts by.

A hit has the gold's value in the gold's unit; hits are one to one. Of the hits the shares with the right material, own,
qualifier, property and conditions are given. A name is right when its words are those of one of the gold's names, order
and words such as *cathode* or *sample* aside, or where both are the same compound and neither says more.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / ".dev"), str(ROOT)]

from bench.record_likeness import Entry, plain, same_conditions  # noqa: E402
from bench.record_scores import ASPECTS, Score, hits_of, interval, print_errors, shown, summed  # noqa: E402
from voltext.extract.composition import canonical_composition  # noqa: E402
from voltext.extract.extraction import Extraction, Record  # noqa: E402
from voltext.extract.pipeline import extract_document  # noqa: E402
from voltext.ingest.document import Document, DocumentBuilder, Header  # noqa: E402
from voltext.ingest.normal import normalise  # noqa: E402

BATCHES = ROOT / "corpora" / "gold-prose"
_QUALIFIERS = {"approx": "approximate", "lower": "lower_bound", "upper": "upper_bound"}
# Words that say what a thing is, not which.
_KINDS = re.compile(
    r"\b(?:the|an?|of|with|and|for|in|samples?|electrodes?|cathodes?|anodes?|powders?|cells?|batter(?:y|ies)|based|composites?"
    r"|materials?|membranes?|separators?|electrolytes?|pellets?|symmetric|symmetrical|pure|nano\w+)\b"
)


def passage_of(entry: Entry) -> Document:
    """The paper of one passage; ``[[3]]`` in its text is a citation mark, a blank line parts paragraphs.

    Its text has the normal form that every reader gives.
    """
    builder = DocumentBuilder()
    builder.add("title", entry["title"])
    for paragraph in entry["text"].strip().split("\n\n"):
        clean, marks = "", []
        for part in re.split(r"(\[\[\w+\]\])", paragraph):
            if part.startswith("[["):
                marks.append((len(clean), (f"ref{part[2:-2]}",)))
            else:
                clean += " " * part.startswith(" ") + normalise(part) + " " * part.endswith(" ")
        kind = "abstract" if entry.get("section") == "abstract" else "paragraph"
        builder.add(kind, clean, section=entry.get("section", "results"), citations=tuple(marks))
    return builder.build(Header("0" * 16, entry["id"], "0" * 64, "text", "gold"))


def gold_of(line: str) -> Entry:
    """The gold record that a line states."""
    # A cell is written with strokes that have no space before them: Li||LFP, Na|NBB|NaCrO2.
    cells = [part.strip() for part in re.split(r"(?<=\s)\|(?=\s|$)", line)]
    code, value, unit, material, conditions, flags = cells + [""] * (6 - len(cells))
    low, _, high = value.partition("..")
    qualifier = next((_QUALIFIERS[flag] for flag in flags.split() if flag in _QUALIFIERS), "exact")
    return {
        "property": code,
        "value": None if high else float(low),
        "min": float(low) if high else None,
        "max": float(high) if high else None,
        "unit": unit,
        "material": material,
        "names": [name.strip() for name in material.split("==")],
        "conditions": dict(pair.strip().split("=", 1) for pair in conditions.split(";") if pair.strip()),
        "own": "cited" not in flags,
        "qualifier": "range" if high else qualifier,
        "basis": next((flag.removeprefix("basis=") for flag in flags.split() if flag.startswith("basis=")), None),
        "quote": "",
    }


def words(name: str) -> Counter[str]:
    text = _KINDS.sub(" ", name.casefold().replace("‖", "||").replace("−", "-"))
    return Counter(re.findall(r"[^\s(),]+", text))


def same_name(names: list[str], record: Record, label: str | None) -> bool:
    """Whether the record's material is one that the gold names."""
    found = [name for name in (record.material.name, label) if name]
    for gold in names:
        composition = canonical_composition(gold)
        for name in found:
            if words(gold) == words(name) or plain(gold) == plain(name):
                return True
            if composition is not None and composition == canonical_composition(name):
                return True
        if composition is not None and composition == record.material.composition:
            return label is None or label == record.material.name
    return False


def evaluate(gold: list[Entry], extraction: Extraction, *, errors: bool) -> Score:
    """The score of one passage; with ``errors`` every miss, false alarm and wrong tie is printed."""
    labels = {sample.id: sample.label for sample in extraction.samples}
    records = extraction.records

    def rights(entry: Entry, record: Record) -> dict[str, bool]:
        return {
            "material": same_name(entry["names"], record, labels.get(record.sample or "")),
            "own": entry["own"] == record.own,
            "qualifier": entry["qualifier"] == record.qualifier,
            "property": entry["property"] == record.property,
            "conditions": same_conditions(entry["conditions"], record),
        }

    hits = hits_of(gold, records, rights, lambda _, right: -sum(right.values()))
    if errors:
        print_errors(gold, records, hits)
        for i, hit in hits.items():
            basis = records[hit.place].basis
            if gold[i]["basis"] not in (None, basis):
                print(f"    wrong basis: {shown(gold[i])}: {basis}, not {gold[i]['basis']}")
    return Score.of(len(records), len(gold), hits.values())


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--batch", help="one batch only, such as 2")
    parser.add_argument("--only", help="the passage of this id only")
    parser.add_argument("--errors", action="store_true", help="print every miss, false alarm and wrong tie")
    options = parser.parse_args()
    print(
        f"{'batch':8} {'gold':>4} {'read':>4}  P     R     F1    " + " ".join(f"{a:10}" for a in ASPECTS) + " all right"
    )
    every: list[Score] = []
    for path in sorted(BATCHES.glob(f"batch-{options.batch or '*'}.yaml")):
        scores: list[Score] = []
        for entry in yaml.safe_load(path.read_text(encoding="utf-8")):
            if options.only and entry["id"] != options.only:
                continue
            if options.errors:
                print(f"  {entry['id']}")
            gold = [gold_of(line) for line in entry["records"]]
            scores.append(evaluate(gold, extract_document(passage_of(entry)), errors=options.errors))
        every += scores
        total = summed(scores)
        shares = " ".join(f"{total.right[aspect] / max(total.hits, 1):<10.3f}" for aspect in ASPECTS)
        low, high = interval(scores, "f1")
        print(
            f"{path.stem:8} {total.gold:4} {total.predicted:4}  {total.precision:.3f} {total.recall:.3f} "
            f"{total.f1:.3f} {shares} F1 {low:.2f}-{high:.2f}"
        )
    whole = summed(every)
    print(f"all {len(every)} passages, {whole.gold} records, with 95 % intervals over passages:")
    for measure in ("precision", "recall", "material", "own", "conditions"):
        low, high = interval(every, measure)
        print(f"  {measure:10} {getattr(whole, measure):.3f} ({low:.2f}-{high:.2f})")
    return 0


if __name__ == "__main__":
    sys.exit(main())
