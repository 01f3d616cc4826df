"""The chemical elements: symbol, atomic mass (g/mol, IUPAC 2021 abridged), electronegativity (Pauling)."""

from __future__ import annotations

import re

_TABLE = """
H 1.008 2.20|He 4.0026 0|Li 6.94 0.98|Be 9.0122 1.57|B 10.81 2.04|C 12.011 2.55|N 14.007 3.04|O 15.999 3.44
F 18.998 3.98|Ne 20.180 0|Na 22.990 0.93|Mg 24.305 1.31|Al 26.982 1.61|Si 28.085 1.90|P 30.974 2.19|S 32.06 2.58
Cl 35.45 3.16|Ar 39.95 0|K 39.098 0.82|Ca 40.078 1.00|Sc 44.956 1.36|Ti 47.867 1.54|V 50.942 1.63|Cr 51.996 1.66
Mn 54.938 1.55|Fe 55.845 1.83|Co 58.933 1.88|Ni 58.693 1.91|Cu 63.546 1.90|Zn 65.38 1.65|Ga 69.723 1.81
Ge 72.630 2.01|As 74.922 2.18|Se 78.971 2.55|Br 79.904 2.96|Kr 83.798 3.00|Rb 85.468 0.82|Sr 87.62 0.95
Y 88.906 1.22|Zr 91.224 1.33|Nb 92.906 1.60|Mo 95.95 2.16|Tc 97 1.90|Ru 101.07 2.20|Rh 102.91 2.28|Pd 106.42 2.20
Ag 107.87 1.93|Cd 112.41 1.69|In 114.82 1.78|Sn 118.71 1.96|Sb 121.76 2.05|Te 127.60 2.10|I 126.90 2.66
Xe 131.29 2.60|Cs 132.91 0.79|Ba 137.33 0.89|La 138.91 1.10|Ce 140.12 1.12|Pr 140.91 1.13|Nd 144.24 1.14|Pm 145 1.13
Sm 150.36 1.17|Eu 151.96 1.20|Gd 157.25 1.20|Tb 158.93 1.10|Dy 162.50 1.22|Ho 164.93 1.23|Er 167.26 1.24
Tm 168.93 1.25|Yb 173.05 1.10|Lu 174.97 1.27|Hf 178.49 1.30|Ta 180.95 1.50|W 183.84 2.36|Re 186.21 1.90
Os 190.23 2.20|Ir 192.22 2.20|Pt 195.08 2.28|Au 196.97 2.54|Hg 200.59 2.00|Tl 204.38 1.62|Pb 207.2 2.33
Bi 208.98 2.02|Po 209 2.00|At 210 2.20|Rn 222 0|Fr 223 0.70|Ra 226 0.90|Ac 227 1.10|Th 232.04 1.30|Pa 231.04 1.50
U 238.03 1.38|Np 237 1.36|Pu 244 1.28|Am 243 1.30
"""

_ROWS = [entry.split() for line in _TABLE.split("\n") for entry in line.split("|") if entry]

ATOMIC_MASS: dict[str, float] = {symbol: float(mass) for symbol, mass, _ in _ROWS}
ELECTRONEGATIVITY: dict[str, float] = {symbol: float(value) for symbol, _, value in _ROWS}
SYMBOLS: frozenset[str] = frozenset(ATOMIC_MASS)

NON_METALS: frozenset[str] = frozenset(
    ["H", "He", "B", "C", "N", "O", "F", "Ne", "Si", "P", "S", "Cl", "Ar", "As", "Se", "Br", "Kr", "Te", "I", "Xe"]
)
METALS: frozenset[str] = SYMBOLS - NON_METALS - {"Ge", "Sb", "At", "Rn", "Po"}

PLACEHOLDERS: frozenset[str] = frozenset({"M", "A", "X", "R", "T", "Q", "Me", "Ln", "RE", "TM", "L", "Z", "D"})
"""Letters that stand for an element that the text names (``M = Ni, Co``)."""

VACANCY = "□"


def element_order(symbol: str, *, organic: bool = False) -> tuple[int, float, str]:
    """Sort key of elements in a canonical composition.

    Metals and placeholders by electronegativity, then hydrogen, then the other elements by electronegativity, so that
    the order reads like an ordinary formula (``LiFePO4``, ``LiMn0.1Co0.1Ni0.8O2``, ``LiPF6``). Organic compounds
    stand in Hill's order (``C3H4O3``).
    """
    if organic:
        return {"C": 0, "H": 1}.get(symbol, 2), 0.0, symbol
    if symbol not in ELECTRONEGATIVITY:
        return 1, 0.0, symbol
    if symbol == "H":
        return 2, 0.0, symbol
    return (3 if symbol in NON_METALS else 0), ELECTRONEGATIVITY[symbol], symbol


_SYMBOL = re.compile(r"[A-Z][a-z]?")


def elements_of(composition: str) -> tuple[str, ...]:
    """The symbols of the elements in a canonical composition, each once, in its order.

    A small letter that makes no symbol is a variable: ``SiOx`` has Si and O, ``LiMn2-xVxO4`` has V.
    """
    found = (text if text in SYMBOLS else text[0] for text in _SYMBOL.findall(composition))
    return tuple(dict.fromkeys(symbol for symbol in found if symbol in SYMBOLS))
