"""Whether an edit for speed leaves every Document and every Extraction as it was, byte for byte.

    python -m bench.unchanged keep DIR       before the edit
    python -m bench.unchanged compare DIR    after it, on the same commit otherwise; exit code 1 where anything differs

All papers of the shared corpora and the sample papers are read. The computing time of extraction is printed beside it.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

import msgspec

from voltext.extract.pipeline import extract_document
from voltext.ingest.errors import ReadError
from voltext.ingest.readers import read
from voltext.ingest.source import Source

ROOT = Path(__file__).resolve().parents[1]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("what", choices=("keep", "compare"))
    parser.add_argument("folder", type=Path)
    parser.add_argument("--papers", type=Path, default=ROOT.parent / "shared" / "corpora" / "papers")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    papers = [path for root in (options.papers, ROOT / "corpora" / "sample") for path in sorted(root.rglob("*"))]
    seconds, words, differing, read_ones = 0.0, 0, [], 0
    for path in papers:
        if not path.is_file() or path.suffix == ".tsv":
            continue
        try:
            document = read(Source(path.name, path.read_bytes()))
        except ReadError:
            continue
        began = time.process_time()
        extraction = extract_document(document)
        seconds += time.process_time() - began
        words += len(document.text.split())
        read_ones += 1
        found = msgspec.json.encode([document, extraction])
        kept = options.folder / f"{path.parent.name} {path.name}.json"
        if options.what == "keep":
            kept.write_bytes(found)
        elif not kept.exists() or kept.read_bytes() != found:
            differing.append(path.name)
    print(f"{read_ones} papers, {words} words; extraction: {seconds:.1f} s, {words / seconds:.0f} words/s on one core")
    if options.what == "compare":
        print(f"{len(differing)} differ: {', '.join(differing[:10])}" if differing else "all as they were")
    sys.exit(bool(differing))


if __name__ == "__main__":
    main()
