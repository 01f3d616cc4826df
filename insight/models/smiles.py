"""SMILES features: what a line notation of a molecule or repeat unit says without a chemistry toolkit.

Counts, not graphs: atoms by element, aromatic atoms, double and triple bonds, rings, branches and charges, for each
heavy atom (Weininger, J. Chem. Inf. Comput. Sci. 28, 31, 1988, for the notation).
"""

from __future__ import annotations

import re
from collections import Counter

MAX_LENGTH = 5000
_BRACKET = re.compile(r"\[\d*+(?P<symbol>[A-Z][a-z]?|[bcnops]|se|as)[^\]\[]*+\]")
_ATOM = re.compile(r"\[[^\]\[]++\]|Br|Cl|[BCNOPSFI]|[bcnops]")
_RING = re.compile(r"%\d\d|\d")
_CHARGE = re.compile(r"[+-]")


def smiles_features(smiles: str) -> dict[str, float]:
    """Name -> value, for each heavy atom but ``heavy atoms`` itself; empty where there is no atom in it."""
    text = smiles.strip()[:MAX_LENGTH]
    counts: Counter[str] = Counter()
    aromatic = charges = 0
    for match in _ATOM.finditer(text):
        atom = match[0]
        if atom.startswith("["):
            inner = _BRACKET.match(atom)
            if inner is None:
                continue
            charges += len(_CHARGE.findall(atom))
            atom = inner["symbol"]
        if atom == "H":
            continue
        aromatic += atom[0].islower()
        counts[atom.capitalize()] += 1
    heavy = counts.total()
    if not heavy:
        return {}
    bare = _ATOM.sub("", text)
    found = {f"fraction {symbol}": number / heavy for symbol, number in counts.items()}
    return found | {
        "heavy atoms": float(heavy),
        "aromatic share": aromatic / heavy,
        "double bonds": bare.count("=") / heavy,
        "triple bonds": bare.count("#") / heavy,
        "rings": len(_RING.findall(bare)) / 2 / heavy,
        "branches": bare.count("(") / heavy,
        "charges": charges / heavy,
    }
