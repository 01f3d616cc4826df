"""Write the table of elements that property models compute their features from, out of pymatgen's periodic table.

    python -m bench.elements

pymatgen is MIT-licensed; its values are those of the CRC Handbook, of Shannon's ionic radii and of NIST. Elements up
to plutonium; an empty field is a value that pymatgen does not have.
"""

from __future__ import annotations

import csv
import math
import warnings
from pathlib import Path

from pymatgen.core import Element

TARGET = Path(__file__).resolve().parent.parent / "insight" / "models" / "data" / "elements.csv"
# Column of the table (with its unit) and attribute of pymatgen.
COLUMNS = {
    "atomic_number": "Z", "group": "group", "period": "row", "mendeleev_number": "mendeleev_no",
    "atomic_mass": "atomic_mass", "electronegativity": "X", "atomic_radius": "atomic_radius",
    "ionic_radius": "average_ionic_radius", "van_der_waals_radius": "van_der_waals_radius",
    "molar_volume": "molar_volume", "melting_point": "melting_point", "ionization_energy": "ionization_energy",
    "electron_affinity": "electron_affinity",
}  # fmt: skip
HEAVIEST = 94


def rows() -> list[list[str]]:
    """The header and a row for each element."""
    found = [["symbol", *COLUMNS]]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # pymatgen says of each missing value that it is missing
        found += [
            [element.symbol, *(_text(getattr(element, name)) for name in COLUMNS.values())]
            for element in sorted(Element, key=lambda each: each.Z)
            if element.Z <= HEAVIEST and element.symbol not in ("D", "T")
        ]
    return found


def _text(value: float | None) -> str:
    number = math.nan if value is None else float(value)
    # pymatgen writes 0 where it has no ionic radius.
    return "" if math.isnan(number) or number == 0 else f"{number:g}"


if __name__ == "__main__":
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows())
