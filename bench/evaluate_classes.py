"""Score the class of a paper: battery or not, against the manifest of the shared papers.

    python -m bench.evaluate_classes [--papers DIR]

Awkward files are left out. Chemistry and kind have no gold; they are listed for the battery papers, to be read by eye.
"""

from __future__ import annotations

import argparse
import csv
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / ".dev"))

from voltext.extract.paper_class import classify  # noqa: E402
from voltext.extract.pipeline import analyse  # noqa: E402
from voltext.ingest.errors import ReadError  # noqa: E402
from voltext.ingest.readers import read  # noqa: E402
from voltext.ingest.source import Source  # noqa: E402


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--papers", type=Path, default=ROOT.parent / "shared" / "corpora" / "papers")
    options = parser.parse_args()
    manifest = options.papers / "MANIFEST.tsv"
    if not manifest.is_file():
        print(f"skipped: there is no {manifest}", file=sys.stderr)
        return 0
    right = wrong = unread = 0
    listed: list[str] = []
    with manifest.open(encoding="utf-8") as lines:
        rows = [
            row for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE) if row["format"] != "awkward"
        ]
    for row in rows:
        try:
            found = classify(analyse(read(Source.from_path(options.papers / row["file"]))))
        except (ReadError, ImportError) as error:
            unread += 1
            print(f"not read: {row['file']}: {error}", file=sys.stderr)
            continue
        if found.battery == (row["battery"] == "yes"):
            right += 1
        else:
            wrong += 1
            print(f"wrong: {row['file']} is {row['battery']}, got {found}")
        if found.battery:
            listed.append(f"  {row['file']:48} {found.kind or '-':13} {', '.join(found.chemistry)}")
    print("\n".join(listed))
    print(f"battery or not: {right} of {right + wrong} right ({right / max(1, right + wrong):.3f}); {unread} not read")
    return 0


if __name__ == "__main__":
    sys.exit(main())
