"""What hostile amounts cost: ``python -m bench.amounts [NAME]``, each in a process of its own.

Tables of 20,000 rows and of 2,000 columns, 30,000 sentences with a value of one property, one sentence of 2 MB without
a value and one of 400 kB of nothing but values. Prints processor time, the peak of memory and the number of records.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / ".dev"), str(ROOT)]

from voltext.extract.pipeline import extract_document  # noqa: E402
from voltext.ingest.document import CellDraft, Document, DocumentBuilder, Header  # noqa: E402


def table(rows: list[list[str]]) -> Document:
    """A paper of one table."""
    builder = DocumentBuilder()
    builder.add("title", "A paper on LiFePO4 batteries")
    cells = [CellDraft(row, column, text) for row, texts in enumerate(rows) for column, text in enumerate(texts)]
    builder.add_table(cells, header_rows=1, header_columns=1, caption="Results.", section="results")
    return builder.build(Header("0" * 16, "made", "0" * 64, "text", "made"))


def paper(*paragraphs: str) -> Document:
    """A paper of ``paragraphs``."""
    builder = DocumentBuilder()
    builder.add("title", "A paper on LiFePO4 batteries")
    for text in paragraphs:
        builder.add("paragraph", text, section="results")
    return builder.build(Header("0" * 16, "made", "0" * 64, "text", "made"))


CASES: dict[str, Callable[[], Document]] = {
    "20,000 rows": lambda: table(
        [["Sample", "Capacity (mAh/g)", "Rate"], *([f"S{row}", str(100 + row % 97), "1C"] for row in range(20_000))]
    ),
    "20,000 rows of one material": lambda: table(
        [["Sample", "Capacity (mAh/g)"], *(["LiFePO4", str(100 + row % 7)] for row in range(20_000))]
    ),
    "2,000 columns": lambda: table(
        [
            ["Sample", *(f"Capacity (mAh/g) at {rate}C" for rate in range(2_000))],
            *([f"S{row}", *(str(100 + rate % 97) for rate in range(2_000))] for row in range(3)),
        ]
    ),
    "30,000 values of one property": lambda: paper(
        *(f"LiFePO4 delivered {100 + index * 0.001:.3f} mAh/g." for index in range(30_000))
    ),
    "30,000 values of many samples": lambda: paper(
        *(f"Sample S{index} of LiFePO4 delivered {100 + index % 97}.{index % 10} mAh/g." for index in range(30_000))
    ),
    "a sentence of 2 MB": lambda: paper("fresh lithium metal with a conductivity " * 50_000 + "of 1 mS/cm."),
    "a sentence of 400 kB of values": lambda: paper(
        "LiFePO4 delivers 150 mAh/g at 1C and NMC811 200 mAh/g at 25 °C, " * 6_250 + "."
    ),
}


def main() -> None:
    if len(sys.argv) > 1:
        document = CASES[sys.argv[1]]()
        began = time.process_time()
        extraction = extract_document(document)
        spent = time.process_time() - began
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"{sys.argv[1]:32} {spent:6.1f} s  {peak:5} MiB  {len(extraction.records):6} records", flush=True)
        return
    for name in CASES:
        subprocess.run([sys.executable, "-m", "bench.amounts", name], check=True, cwd=ROOT)


if __name__ == "__main__":
    main()
