"""How many records of a paper's tables come from its PDF as they come from its markup.

    python -m bench.typeset corpora/tables /tmp/typeset --only elsevier browser     (its JATS files, printed)
    python -m bench.table_twins /tmp/typeset/elsevier [FOLDER …]

Each folder holds papers of one name in ``jats`` and ``pdf``. A record of a numbered table counts as found where the
table of the same number gives one of the same property, value and canonical unit; of these the share of one material.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / ".dev"), str(ROOT)]

from bench.record_likeness import plain, predicted_normal  # noqa: E402
from voltext.extract.extraction import Record  # noqa: E402
from voltext.extract.pipeline import extract_document  # noqa: E402
from voltext.ingest.readers import read  # noqa: E402
from voltext.ingest.source import Source  # noqa: E402

_NUMBER = re.compile(r"\W*tab(?:le|\.)\s?([A-Z]?\d+|[IVX]+)", re.IGNORECASE)
Key = tuple[str, tuple[float, ...], str]


def records_by_table(path: Path) -> dict[str, list[Record]]:
    """The records of each numbered table of a paper."""
    extraction = extract_document(read(Source.from_path(path)))
    found: dict[str, list[Record]] = {}
    for block in extraction.blocks:
        match = _NUMBER.match(block.table.caption) if block.kind == "table" and block.table is not None else None
        if match is not None:
            held = [r for r in extraction.records if any(e.block == block.id and e.cell for e in r.evidence)]
            found.setdefault(match[1], []).extend(held)
    return found


def key_of(record: Record) -> Key:
    """What must be the same: property, numbers to four figures, canonical unit."""
    numbers, unit = predicted_normal(record)
    return record.property, tuple(float(f"{number:.4g}") for number in numbers), unit


def compare(jats: Path, pdf: Path, total: Counter[str]) -> None:
    """Count the records of one paper's tables in both formats, and print the tables that lose some."""
    printed = records_by_table(pdf)
    for number, records in records_by_table(jats).items():
        names: dict[Key, list[str]] = defaultdict(list)
        for record in printed.get(number, []):
            names[key_of(record)].append(plain(record.material.name or ""))
        hits = same = 0
        for record in records:
            held = names[key_of(record)]
            name = plain(record.material.name or "")
            hits += bool(held)
            if name in held:
                same += 1
                held.remove(name)
            elif held:
                held.pop()
        total.update(tables=bool(records), records=len(records), found=hits, material=same)
        total.update(extra=sum(map(len, names.values())), lost=bool(records) and not hits)
        if hits < len(records):
            print(f"{pdf.stem[:40]:40} table {number:3} {hits:3} of {len(records):3}")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folders", nargs="+", type=Path)
    for folder in parser.parse_args().folders:
        total: Counter[str] = Counter()
        for pdf in sorted((folder / "pdf").glob("*.pdf")):
            compare(folder / "jats" / f"{pdf.stem}.xml", pdf, total)
        share = total["found"] / max(total["records"], 1)
        print(f"{folder.name}: {dict(total)}, found {share:.3f}")


if __name__ == "__main__":
    main()
