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
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / ".dev"), str(ROOT)]

from bench import standoff  # noqa: E402
from bench.record_likeness import Entry, same_conditions, same_material  # noqa: E402
from bench.record_scores import ASPECTS, Score, hits_of, interval, left_out, print_errors, summed  # noqa: E402
from voltext.extract.extraction import Extraction, Record  # noqa: E402
from voltext.extract.pipeline import extract_document  # noqa: E402
from voltext.ingest.errors import ReadError  # noqa: E402
from voltext.ingest.readers import read  # noqa: E402
from voltext.ingest.source import Source  # noqa: E402

SHARED = ROOT.parent / "shared" / "corpora"
FORMATS = ("jats", "elsevier_xml", "html", "pdf", "txt")
SCORED = ("title", "abstract", "conclusions")


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


def evaluate(gold: list[Entry], extraction: Extraction, *, errors: bool) -> Score:
    """The score of one paper; with ``errors`` every miss, false alarm and wrong tie is printed."""
    labels = {sample.id: sample.label for sample in extraction.samples}
    predicted = scored(extraction)

    def rights(entry: Entry, record: Record) -> dict[str, bool]:
        return {
            "material": same_material(entry["material"], record, labels.get(record.sample or "")),
            "own": entry["own"] == record.own,
            "qualifier": entry["qualifier"] == record.qualifier,
            "property": entry["property"] == record.property,
            "conditions": same_conditions(entry["conditions"], record),
        }

    hits = hits_of(gold, predicted, rights, _unlikeness)
    if errors:
        print_errors(gold, predicted, hits)
    return Score.of(len(predicted), len(gold), hits.values())


def _unlikeness(_: Entry, right: dict[str, bool]) -> float:
    return -(4.0 * right["material"] + 2.0 * right["property"] + right["conditions"] + 0.5 * right["own"])


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
    total = summed(scores)
    for measure in ("precision", "recall", "f1"):
        low, high = interval(scores, measure)
        least, most = left_out(scores, measure)
        print(
            f"{measure:12} {getattr(total, measure):.3f}  ({low:.2f}-{high:.2f})  one left out {least:.3f}-{most:.3f}"
        )
    print("of the hits: " + ", ".join(f"{a} {total.right[a] / max(total.hits, 1):.3f}" for a in ASPECTS))


if __name__ == "__main__":
    main()
