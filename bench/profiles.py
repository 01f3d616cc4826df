"""The profiles side by side: ``python -m bench.profiles [--model FILE] [--speed]``.

For ``rules``, ``fast``, ``accurate`` and, with ``--model``, that model: the start (a process that reads one sentence;
in brackets its processor time), words a second of one core over the annotated papers (their reading not counted), and
F1 (with precision and recall) of records on the passages that are kept for measuring, on half B of the published
paragraphs and on the annotated papers. Only totals are printed; intervals are 95 % bootstraps over passages and papers.
``--speed`` measures start and speed alone.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / ".dev"), str(ROOT)]

from bench import evaluate_paragraph_records as paragraphs  # noqa: E402
from bench import evaluate_prose as prose  # noqa: E402
from bench import evaluate_records as records  # noqa: E402
from bench import standoff  # noqa: E402
from bench.value_model import KEPT  # noqa: E402
from voltext.extract.extraction import Extraction  # noqa: E402
from voltext.extract.means import PROFILES, means_of  # noqa: E402
from voltext.extract.profile import extractor_by  # noqa: E402
from voltext.ingest.document import Document  # noqa: E402
from voltext.ingest.readers import read  # noqa: E402
from voltext.ingest.source import Source  # noqa: E402

STARTS = 3
START = """
import sys
from voltext.extract.profile import extractor_by
from voltext.ingest.readers import read
from voltext.ingest.source import Source
list(extractor_by(sys.argv[1]).extract([read(Source("a.txt", b"The capacity of LiFePO4 is 160 mAh/g at 1C."))]))
"""


def start(means: str) -> tuple[float, float]:
    """Seconds until a fresh process has read one sentence, the fastest of three, and those of processor time."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / ".dev")}
    taken, used = [], []
    for _ in range(STARTS):
        began, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, "-c", START, means], env=environment, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        taken.append(time.monotonic() - began)
        used.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(taken), min(used)


def extracted(means: str, document: Document) -> Extraction:
    """What one profile reads out of ``document``."""
    return next(iter(extractor_by(means).extract([document])))


def of_passages(means: str) -> Iterator[records.Score]:
    """The score of each passage that is kept for measuring."""
    for batch in sorted(KEPT):
        for entry in yaml.safe_load((prose.BATCHES / f"batch-{batch}.yaml").read_text(encoding="utf-8")):
            gold = [prose.gold_of(line) for line in entry["records"]]
            yield prose.evaluate(gold, extracted(means, prose.passage_of(entry)), errors=False)


def of_paragraphs(means: str) -> Iterator[records.Score]:
    """The score of each paper of half B of the published paragraphs."""
    for file, entries in paragraphs.papers_of(paragraphs.GOLD, "B", None).items():
        if (standoff.PAPERS / file).is_file():
            document = read(Source.from_path(standoff.PAPERS / file))
            paper = records.Score()
            found = extracted(means, document)
            for score, _ in paragraphs.compared(entries, standoff.Text(document.text), found, errors=False):
                paper.add(score)
            yield paper


def annotated() -> Iterator[tuple[Document, list[dict[str, object]]]]:
    """The annotated papers, the held-out ones too, with their records."""
    files = {doi: {"": path} for doi, path in records.files_of(standoff.PAPERS, None).items()}
    for folder, places in (
        (records.SHARED / "gold" / "battery_audit", files),
        (standoff.STANDOFF, standoff.formats(standoff.STANDOFF, standoff.PAPERS)),
    ):
        for gold in standoff.golds(folder, standoff.PAPERS):
            if gold["paper"] in places:
                yield read(Source.from_path(next(iter(places[gold["paper"]].values())))), gold["records"]


def speed(means: str, documents: list[Document]) -> float:
    """Words a second of processor time; what is read once before is not counted."""
    extracted(means, documents[0])
    began = time.process_time()
    for document in documents:
        extracted(means, document)
    return sum(len(document.text.split()) for document in documents) / (time.process_time() - began)


def shown(title: str, scores: list[records.Score]) -> None:
    """Print F1 with its interval, precision and recall of the summed scores."""
    if not scores:
        print(f"  {title}: not there")
        return
    total = records.Score()
    for score in scores:
        total.add(score)
    low, high = records.interval(scores, "f1")
    print(
        f"  {title:34} F1 {total.f1:.3f} ({low:.2f}-{high:.2f})  precision {total.precision:.3f}  "
        f"recall {total.recall:.3f}",
        flush=True,
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--model", type=Path, metavar="FILE", help="a tagger of one's own, besides")
    parser.add_argument("--speed", action="store_true", help="measure start and speed alone")
    options = parser.parse_args()
    papers = list(annotated())
    profiles = {name: means_of(name) for name in PROFILES}
    if options.model is not None:
        profiles[options.model.name] = means_of("accurate", options.model)
    for name, means in profiles.items():
        whole, processor = start(means)
        print(f"{name}: start {whole:.2f} s ({processor:.2f} s)", flush=True)
        if papers:
            rate = speed(means, [document for document, _ in papers])
            print(f"  {rate:.0f} words a second of one core", flush=True)
        if options.speed:
            continue
        shown(f"records, passages {min(KEPT)} to {max(KEPT)}", list(of_passages(means)))
        shown("records, paragraphs of half B", list(of_paragraphs(means)))
        scores = [records.evaluate(gold, extracted(means, document), errors=False) for document, gold in papers]
        shown(f"records of {len(papers)} papers", scores)
    return 0


if __name__ == "__main__":
    sys.exit(main())
