"""Formula: a chemical formula read exactly, with groups, hydrates, mixtures, variables, charges and vacancies."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache

from .amount import ONE, ZERO, Amount, format_number, parse_amount
from .elements import ATOMIC_MASS, NON_METALS, PLACEHOLDERS, SYMBOLS, VACANCY, element_order
from .formula_reader import FormulaReader, Part

MAX_LENGTH = 200

_SUBSCRIPTS = str.maketrans("₀₁₂₃₄₅₆₇₈₉₊₋₍₎⁺⁻", "0123456789+-()+-")
_SAME = str.maketrans("−–—‐‑‒×•∙⋅・*[]{}ẟƞ", "------······()()δη")
_PHASE = re.compile(r"((?:[POT]\d(?:/[POT]\d)?|[αβγδεηθκλωτ][′'″]{0,2}|[chtmor]|[1234][THR]|R)-)(?=[A-Z(])")
_HYDRATE = re.compile(r"(?<!·\d)\.(?=(?:\d{1,2}|x)?H2O$)")
_CHARGE = re.compile(r"\^?(\d*)([+-])$")
_DEFICIENCY = re.compile(r"(?<=[A-Za-z0-9])(±|\+/-|\+-|-\+|∓)([δdxyzε])")
_WEIGHT = re.compile(r"\+(\d+(?:\.\d+)?|[xyz])(?:wt|mol|at|vol)?\.?%\.?(?:of)?(?=[A-Z(])")
_ADDITIVE = re.compile(r"(?:[\d.x]+(?:wt|mol|at)?\.?%)?([\d.]*[xyz]?)([A-Z][a-z]?)([\d.]*?[xyz]?)(\d?[+-])?$")


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula and what it says.

    ``phase`` is a prefix such as ``P2`` or ``β``, ``charge`` in units of e, ``deficiency`` ``-``, ``+`` or ``±``
    where oxygen is said to be off by a number nobody gave. ``additives`` are the dopants behind a colon that were
    not made part of the host. Two formulas are equal when their parts, charge and deficiency are.
    """

    parts: tuple[Part, ...]
    charge: int = 0
    deficiency: str | None = None
    additives: tuple[str, ...] = ()
    phase: str | None = field(default=None, compare=False)
    text: str = field(default="", compare=False)

    @property
    def variables(self) -> frozenset[str]:
        """The variables that have no number yet."""
        names = [part.amount.variables for part in self.parts]
        names += [amount.variables for part in self.parts for _, amount in part.elements]
        return frozenset().union(*names)

    @property
    def placeholders(self) -> frozenset[str]:
        """Letters such as M that stand for an element named elsewhere."""
        return frozenset(name for part in self.parts for name, _ in part.elements if name in PLACEHOLDERS)

    @property
    def elements(self) -> dict[str, Amount]:
        """All elements with their sums over the parts."""
        sums: dict[str, Amount] = {}
        for part in self.parts:
            for symbol, amount in part.elements:
                sums[symbol] = sums.get(symbol, ZERO) + amount * part.amount
        return sums

    @property
    def mass(self) -> float | None:
        """Molar mass in g/mol, or None where a variable or a placeholder is left."""
        total = 0.0
        for symbol, amount in self.elements.items():
            if symbol == VACANCY:
                continue
            number = amount.value
            if number is None or symbol not in ATOMIC_MASS:
                return None
            total += ATOMIC_MASS[symbol] * float(number)
        return total

    def substitute(self, values: Mapping[str, Fraction | str]) -> Formula:
        """The formula with numbers for variables and symbols for placeholders put in."""
        numbers = {name: value for name, value in values.items() if isinstance(value, Fraction)}
        symbols = {name: value for name, value in values.items() if isinstance(value, str)}
        parts = []
        for part in self.parts:
            elements: dict[str, Amount] = {}
            for symbol, amount in part.elements:
                new = symbols.get(symbol, symbol)
                elements[new] = elements.get(new, ZERO) + amount.substitute(numbers)
            parts.append(Part(part.text, part.amount.substitute(numbers), tuple(elements.items())))
        return Formula(tuple(parts), self.charge, self.deficiency, self.additives, self.phase, self.text)

    @property
    def canonical(self) -> str:
        """The composition in a stable order with stable numbers; oxygen deficiency and phase left out."""
        return "·".join(_canonical_part(part) for part in self.parts if part.amount != ZERO)


def _canonical_part(part: Part) -> str:
    text = "" if part.amount == ONE else str(part.amount)
    if len(part.amount.terms) > 1:
        text = f"({text})"
    symbols = frozenset(symbol for symbol, _ in part.elements)
    organic = {"C", "H"} <= symbols and symbols <= NON_METALS
    for symbol, amount in sorted(part.elements, key=lambda item: element_order(item[0], organic=organic)):
        if symbol == VACANCY or amount == ZERO:
            continue
        text += symbol if amount == ONE else f"{symbol}{amount}"
    return text


def parse_formula(text: str, **variables: float | str | Fraction) -> Formula | None:
    """The formula that the whole of ``text`` states, or None where it states none.

    ``variables`` are numbers for its variables (``x=0.3``) or symbols for its placeholders (``M="Ni"``). A capital
    letter that is no element and no usual placeholder, unbalanced brackets or a stray character make it no formula.
    """
    formula = _parse(text)
    if formula is None or not variables:
        return formula
    values: dict[str, Fraction | str] = {}
    for name, value in variables.items():
        values[name] = value if isinstance(value, str | Fraction) else Fraction(str(value))
    return formula.substitute(values)


@lru_cache(maxsize=20_000)
def _parse(text: str) -> Formula | None:
    if len(text) > MAX_LENGTH or not text:
        return None
    clean = text.translate(_SAME).translate(_SUBSCRIPTS).replace(" ", "").replace("\u2009", "").replace("\u00a0", "")
    while clean.count("(") > clean.count(")") and clean.startswith("("):
        clean = clean[1:]  # a bracket that the sentence opened
    clean = _HYDRATE.sub("·", clean)
    phase = None
    if match := _PHASE.match(clean):
        phase, clean = match.group(1)[:-1], clean[match.end() :]
    clean, _, behind = clean.partition(":")
    deficiency = None
    if match := _DEFICIENCY.search(clean):
        deficiency, clean = "±", clean[: match.start()] + clean[match.end() :]
    clean, charge = _without_charge(clean)
    reader = FormulaReader(_with_shares(clean))
    parts = reader.read()
    if parts is None:
        return None
    if deficiency is None:
        parts, deficiency = _without_deficiency(parts)
    formula = Formula(parts, charge, deficiency, (), phase, text)
    return _with_additives(formula, behind) if behind else formula


def _without_charge(text: str) -> tuple[str, int]:
    """``SO4^2-`` and ``Eu3+`` lose their charge; a digit touching the sign is the charge of a lone atom only."""
    match = _CHARGE.search(text)
    if match is None or (not (caret := "^" in match.group()) and text[match.start() - 1 : match.start()] in "+-^"):
        return text, 0
    digits, sign = match.groups()
    body = text[: match.start()]
    if not caret and digits and body not in SYMBOLS:
        body, digits = body + digits, ""
    return body, int(digits or 1) * (1 if sign == "+" else -1)


def _with_shares(text: str) -> str:
    """``A+xwt%B`` read as the mixture ``(1-x)A-xB``; a number of per cent is put for x."""
    match = _WEIGHT.search(text)
    if match is None:
        return text
    share = match.group(1)
    if share[0].isdigit():
        number = Fraction(share) / 100
        rest, share = format_number(1 - number), format_number(number)
        return f"{rest}{text[: match.start()]}·{share}{text[match.end() :]}"
    return f"(1-{share}){text[: match.start()]}-{share}{text[match.end() :]}"


def _without_deficiency(parts: tuple[Part, ...]) -> tuple[tuple[Part, ...], str | None]:
    """``O3-δ`` becomes ``O3`` where δ occurs nowhere else: it says that oxygen is off, not by how much."""
    sign = None
    result = []
    counts: dict[str, int] = {}
    for part in parts:
        for _, amount in (("", part.amount), *part.elements):
            for name in amount.variables:
                counts[name] = counts.get(name, 0) + 1
    for part in parts:
        symbol, amount = part.elements[-1]
        lone = [m for m in amount.terms if len(m[0]) == 1 and m[0][0] in "δdxyzε" and counts[m[0][0]] == 1]
        spread = [m for m in amount.terms if len(m[0]) == 1 and m[0][0] in "δd"]
        lone = lone or (spread if len(parts) > 1 else [])
        if symbol == "O" and len(lone) == 1 and len(part.elements) > 1 and len(amount.variables) == 1:
            sign = "±" if not amount.constant else "-" if lone[0][1] < 0 else "+"
            part = Part(part.text, part.amount, (*part.elements[:-1], (symbol, Amount.of(amount.constant or 1))))
        result.append(part)
    return tuple(result), sign


def _with_additives(formula: Formula, behind: str) -> Formula | None:
    """A dopant behind a colon joins a host that has room for it (its own variables); others are additives."""
    names = [name.strip() for name in behind.split(",") if name.strip()]
    matches = [_ADDITIVE.match(name) for name in names]
    if not names or not all(matches):
        return None
    match = matches[0]
    if len(names) == 1 and match and formula.variables and "%" not in names[0] and match[2] in SYMBOLS:
        amount = parse_amount(match[1] or match[3]) if match[1] or match[3] else None
        if amount is not None and len(formula.parts) == 1:
            part = formula.parts[0]
            joined = Part(part.text, part.amount, ((match[2], amount), *part.elements))
            return Formula((joined,), formula.charge, formula.deficiency, (), formula.phase, formula.text)
    additives = tuple(re.sub(r"^[\d.xyz]+(?:wt|mol|at)?\.?%\.?", "", name) for name in names)
    return Formula(formula.parts, formula.charge, formula.deficiency, additives, formula.phase, formula.text)
