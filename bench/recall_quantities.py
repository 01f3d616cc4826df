"""Which gold values of the audited papers find_quantities finds in the running text of those papers.

    python bench/recall_quantities.py [--shared DIR] [--misses]

Every number of the items and records of ``gold/battery_audit`` is looked for among the quantities of its paper, with
its unit's dimension. Values that stand only in table cells (their quote is a table row) are counted apart: their unit
stands in the table's heading, so that the table rules and not the text rules must read them.
"""

from __future__ import annotations

import argparse
import csv
import json
import math
from pathlib import Path
from typing import Any

from voltext.extract.quantities import find_quantities
from voltext.extract.quantity import Quantity
from voltext.extract.units import normalise_value, unit_of
from voltext.ingest.readers import read
from voltext.ingest.source import Source

SHARED = Path(__file__).parents[2] / "shared" / "corpora"
FRACTIONS = {"percent", "mass_fraction"}


def same(a: float | None, b: float | None) -> bool:
    return a is not None and b is not None and math.isclose(a, b, rel_tol=1e-6)


def states(quantity: Quantity, gold: dict[str, Any]) -> bool:
    """Whether ``quantity`` has the number and the kind of unit of a gold value."""
    unit = unit_of(gold["unit"])
    if gold["unit"].startswith("ratio"):
        return quantity.unit.replace(" ", "") == gold["unit"].replace(" ", "")
    if (
        unit is not None
        and quantity.dimension != unit.dimension
        and not {quantity.dimension, unit.dimension} <= FRACTIONS
    ):
        return False
    if "min" in gold:
        return same(quantity.min, gold["min"]) and same(quantity.max, gold["max"])
    if unit is not None and quantity.normalised is not None:
        return same(quantity.normalised.value, normalise_value(gold["value"], unit))
    return same(quantity.value, gold["value"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--misses", action="store_true", help="list what is not found")
    arguments = parser.parse_args()
    with (arguments.shared / "papers" / "MANIFEST.tsv").open(encoding="utf-8") as lines:
        manifest = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    total = found = cells = 0
    for path in sorted((arguments.shared / "gold" / "battery_audit").glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        files = [row["file"] for row in manifest if row["doi"] == gold["paper"] and "awkward" not in row["file"]]
        file = min(files, key=lambda name: ("pdf" in name, name))
        document = read(Source.from_path(arguments.shared / "papers" / file))
        quantities = [q for b in document.blocks if b.section != "references" for q in find_quantities(b.text)]
        values = [(item["key"], item["quote"], value) for item in gold["items"] for value in item["values"]]
        values += [(record["property"], record["quote"], record) for record in gold["records"]]
        hits = misses = 0
        for name, quote, value in values:
            if "min" not in value and not isinstance(value.get("value"), int | float):
                continue
            if any(states(quantity, value) for quantity in quantities):
                hits += 1
            elif "|" in quote:
                cells += 1
            else:
                misses += 1
                if arguments.misses:
                    print(f"    {name}: {value.get('value', (value.get('min'), value.get('max')))} {value['unit']}")
        total += hits + misses
        found += hits
        print(f"{file:50} {hits:4} of {hits + misses}")
    print(f"found {found} of {total} ({found / total:.3f}); {cells} more stand only in table cells")


if __name__ == "__main__":
    main()
