"""Systematic names of simple compounds: ``nickel(II) nitrate hexahydrate`` is ``Ni(NO3)2·6H2O``."""

from __future__ import annotations

import re
from functools import lru_cache
from math import gcd

from .alternation import alternation

ELEMENT_NAMES: dict[str, str] = {
    "hydrogen": "H", "lithium": "Li", "sodium": "Na", "potassium": "K", "rubidium": "Rb", "caesium": "Cs",
    "cesium": "Cs", "beryllium": "Be", "magnesium": "Mg", "calcium": "Ca", "strontium": "Sr", "barium": "Ba",
    "scandium": "Sc", "yttrium": "Y", "titanium": "Ti", "zirconium": "Zr", "hafnium": "Hf", "vanadium": "V",
    "niobium": "Nb", "tantalum": "Ta", "chromium": "Cr", "molybdenum": "Mo", "tungsten": "W", "manganese": "Mn",
    "rhenium": "Re", "iron": "Fe", "ferrous": "Fe", "ferric": "Fe", "ruthenium": "Ru", "cobalt": "Co",
    "cobaltous": "Co", "rhodium": "Rh", "iridium": "Ir", "nickel": "Ni", "palladium": "Pd", "platinum": "Pt",
    "copper": "Cu", "cupric": "Cu", "cuprous": "Cu", "silver": "Ag", "gold": "Au", "zinc": "Zn", "cadmium": "Cd",
    "mercury": "Hg", "boron": "B", "aluminium": "Al", "aluminum": "Al", "gallium": "Ga", "indium": "In",
    "thallium": "Tl", "carbon": "C", "silicon": "Si", "germanium": "Ge", "tin": "Sn", "stannous": "Sn",
    "stannic": "Sn", "lead": "Pb", "nitrogen": "N", "phosphorus": "P", "phosphorous": "P", "arsenic": "As",
    "antimony": "Sb", "bismuth": "Bi", "oxygen": "O", "sulfur": "S", "sulphur": "S", "selenium": "Se",
    "tellurium": "Te", "lanthanum": "La", "cerium": "Ce", "cerous": "Ce", "ceric": "Ce", "praseodymium": "Pr",
    "neodymium": "Nd", "samarium": "Sm", "europium": "Eu", "gadolinium": "Gd", "terbium": "Tb", "dysprosium": "Dy",
    "holmium": "Ho", "erbium": "Er", "thulium": "Tm", "ytterbium": "Yb", "lutetium": "Lu", "thorium": "Th",
    "uranium": "U",
}  # fmt: skip
_NAMED_CHARGES = {
    "ferrous": 2, "ferric": 3, "cobaltous": 2, "cupric": 2, "cuprous": 1, "stannous": 2, "stannic": 4, "cerous": 3,
    "ceric": 4,
}  # fmt: skip
_CHARGES = {
    1: ["Li", "Na", "K", "Rb", "Cs", "Ag", "H", "Tl", "NH4"],
    2: ["Be", "Mg", "Ca", "Sr", "Ba", "Mn", "Co", "Ni", "Cu", "Zn", "Cd", "Pb", "Pd", "Pt", "Hg"],
    3: ["Al", "Ga", "In", "Sc", "Y", "La", "Pr", "Nd", "Sm", "Eu", "Gd", "Tb", "Dy", "Ho", "Er", "Tm", "Yb", "Lu", "Fe",
        "Cr", "Bi", "B", "Sb", "Rh", "Ru", "Au", "As", "Ce"],
    4: ["Ti", "Zr", "Hf", "Ge", "Si", "Sn", "Th", "Ir", "C"],
    5: ["V", "Nb", "Ta", "P"],
    6: ["Mo", "W", "S", "Te", "U"],
}  # fmt: skip
_DEFAULT = {symbol: charge for charge, symbols in _CHARGES.items() for symbol in symbols}
_ANIONS: dict[str, tuple[str, int]] = {
    "nitrate": ("NO3", 1), "nitrite": ("NO2", 1), "carbonate": ("CO3", 2), "bicarbonate": ("HCO3", 1),
    "hydrogen carbonate": ("HCO3", 1), "sulfate": ("SO4", 2), "sulphate": ("SO4", 2), "sulfite": ("SO3", 2),
    "acetate": ("CH3COO", 1), "oxide": ("O", 2), "hydroxide": ("OH", 1), "chloride": ("Cl", 1), "fluoride": ("F", 1),
    "bromide": ("Br", 1), "iodide": ("I", 1), "sulfide": ("S", 2), "sulphide": ("S", 2), "selenide": ("Se", 2),
    "telluride": ("Te", 2), "nitride": ("N", 3), "phosphide": ("P", 3), "phosphate": ("PO4", 3), "oxalate": ("C2O4", 2),
    "hydrogen phosphate": ("HPO4", 2), "dihydrogen phosphate": ("H2PO4", 1), "citrate": ("C6H5O7", 3),
    "formate": ("HCOO", 1), "perchlorate": ("ClO4", 1), "chlorate": ("ClO3", 1), "tungstate": ("WO4", 2),
    "molybdate": ("MoO4", 2), "chromate": ("CrO4", 2), "permanganate": ("MnO4", 1), "vanadate": ("VO4", 3),
    "borate": ("BO3", 3), "tetraborate": ("B4O7", 2), "silicate": ("SiO4", 4), "thiocyanate": ("SCN", 1),
    "cyanide": ("CN", 1), "hexafluorophosphate": ("PF6", 1), "tetrafluoroborate": ("BF4", 1), "peroxide": ("O2", 2),
    "acetylacetonate": ("C5H7O2", 1), "persulfate": ("S2O8", 2), "thiosulfate": ("S2O3", 2), "hydride": ("H", 1),
    "lactate": ("C3H5O3", 1), "isopropoxide": ("OC3H7", 1), "ethoxide": ("OC2H5", 1), "butoxide": ("OC4H9", 1),
    "pyrophosphate": ("P2O7", 4), "triflate": ("CF3SO3", 1), "metaphosphate": ("PO3", 1),
}  # fmt: skip
_ANION_WORDS = {name.replace(" ", ""): value for name, value in _ANIONS.items()}
_COUNTS = {
    "mono": 1, "hemi": 0.5, "sesqui": 1.5, "di": 2, "tri": 3, "tetra": 4, "penta": 5, "pent": 5, "hexa": 6, "hepta": 7,
    "octa": 8, "nona": 9, "deca": 10, "dodeca": 12, "tetr": 4,
}  # fmt: skip
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7}
_PREFIX = alternation(_COUNTS)
_CATION = alternation((*ELEMENT_NAMES, "ammonium"))
_ANION = alternation(_ANIONS, separator="[ -]?")
NAME = re.compile(
    rf"\b(?:(?P<hydrated>hydrated)\s+)?(?P<pre>di|tri)?(?P<cation>{_CATION})"
    r"(?:\s?\(\s?(?P<roman>i{1,3}|iv|v|vi{0,2})\s?\))?(?:\s|-){1,2}"
    rf"(?P<count>(?!dihydrogen)(?:{_PREFIX}))?-?(?P<anion>{_ANION})s?\b"
    rf"(?:\s+(?P<water>{_PREFIX})?-?(?P<hydrate>hydrate)\b)?",
    re.IGNORECASE,
)
_SYMBOL_NAME = re.compile(rf"(?P<symbol>[A-Z][a-z]?)[- ](?=(?:{_PREFIX})?(?:{_ANION}))")
_SYMBOL_TO_NAME = {symbol: name for name, symbol in reversed(ELEMENT_NAMES.items())}


@lru_cache(maxsize=5000)
def formula_of_name(name: str) -> str | None:
    """The formula of a compound named as cation and anion, or None where ``name`` is no such name.

    The charge of the cation is that of the Roman numeral, else of the anion's prefix (``pentoxide``), else the usual
    one of the element. ``hydrate`` without a number counts one water.
    """
    text = " ".join(name.split())
    if match := _SYMBOL_NAME.match(text):
        full = _SYMBOL_TO_NAME.get(match["symbol"])
        if full is None:
            return None
        text = f"{full} {text[match.end() :]}"
    match = NAME.fullmatch(text)
    if match is None:
        return None
    cation = match["cation"].lower()
    symbol = "NH4" if cation == "ammonium" else ELEMENT_NAMES[cation]
    anion, charge = _ANION_WORDS[re.sub(r"[ -]", "", match["anion"].lower())]
    water = _COUNTS[match["water"].lower()] if match["water"] else 1 if match["hydrate"] or match["hydrated"] else 0
    body = _body(symbol, cation, anion, charge, match)
    if body is None:
        return None
    return f"{body}·{'' if water == 1 else water}H2O" if water else body


_SEVERAL = frozenset(["Mn", "V", "Nb", "Mo", "W", "Cr", "Fe", "Co", "Ti", "Cu", "Sn"])


def is_ambiguous(name: str) -> bool:
    """Whether ``name`` (*niobium oxide*) is that of several compounds; ``formula_of_name`` gives the common one."""
    match = NAME.fullmatch(" ".join(name.split()))
    if match is None or match["roman"] or match["count"] or match["cation"].lower() in _NAMED_CHARGES:
        return False
    anion, _ = _ANION_WORDS[re.sub(r"[ -]", "", match["anion"].lower())]
    return ELEMENT_NAMES.get(match["cation"].lower()) in _SEVERAL and anion in ("O", "S", "N", "P", "Se", "Te", "F")


def _body(symbol: str, cation: str, anion: str, charge: int, match: re.Match[str]) -> str | None:
    if match["count"]:
        count = _COUNTS[match["count"].lower()]
        if count == int(count) or anion == "O":
            cations = 2 if match["pre"] or count in (5, 7) else 1  # P2O5, V2O5, P2S5
            if count == 1.5:
                cations, count = 2, 3
            return f"{symbol}{_times(cations)}{_group(anion, int(count))}"
    if match["roman"]:
        positive = _ROMAN[match["roman"].lower()]
    elif symbol == "Fe" and cation == "iron" and anion in ("C2O4", "SO4"):
        positive = 2  # the common salts of iron(II)
    elif anion == "S" and symbol in ("Mo", "W", "V", "Ti", "Sn", "Nb", "Ta"):
        positive = 4  # their common sulfides are disulfides
    else:
        positive = _NAMED_CHARGES.get(cation, _DEFAULT.get(symbol, 0))
    if not positive:
        return None
    if match["pre"]:
        cations = {"di": 2, "tri": 3}[match["pre"].lower()]
        anions, rest = divmod(cations * positive, charge)
        return None if rest else f"{_group(symbol, cations)}{_group(anion, anions)}"
    common = gcd(positive, charge)
    return f"{_group(symbol, charge // common)}{_group(anion, positive // common)}"


def _times(count: int) -> str:
    return "" if count == 1 else str(count)


def _group(formula: str, count: int) -> str:
    if count == 1:
        return formula
    return (
        f"({formula}){count}" if len(re.findall("[A-Z]", formula)) > 1 or formula[-1].isdigit() else f"{formula}{count}"
    )
