"""Amount: how often an element stands in a formula, an exact polynomial such as ``2``, ``2/3``, ``1-x``, ``0.5+2x``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

VARIABLES = "xyzuvwabcdmnkqtδεηαβγλζ"

Monomial = tuple[str, ...]

_NUMBER = re.compile(r"\d++(?:\.\d++)?|\.\d++")


@dataclass(frozen=True, slots=True)
class Amount:
    """A polynomial in single-letter variables with exact rational coefficients.

    ``terms`` are (variables of the monomial in order, coefficient), sorted, none of them zero; the constant has no
    variables. Two amounts are equal when they are the same polynomial.
    """

    terms: tuple[tuple[Monomial, Fraction], ...]

    @classmethod
    def of(cls, number: Fraction | int | str) -> Amount:
        """The constant ``number``."""
        value = Fraction(number)
        return cls((((), value),)) if value else cls(())

    @classmethod
    def variable(cls, name: str) -> Amount:
        """The variable ``name``."""
        return cls((((name,), Fraction(1)),))

    def __add__(self, other: Amount) -> Amount:
        sums = dict(self.terms)
        for monomial, factor in other.terms:
            sums[monomial] = sums.get(monomial, Fraction(0)) + factor
        return _amount(sums)

    def __sub__(self, other: Amount) -> Amount:
        return self + other * Amount.of(-1)

    def __mul__(self, other: Amount) -> Amount:
        products: dict[Monomial, Fraction] = {}
        for left, a in self.terms:
            for right, b in other.terms:
                monomial = tuple(sorted(left + right))
                products[monomial] = products.get(monomial, Fraction(0)) + a * b
        return _amount(products)

    @property
    def value(self) -> Fraction | None:
        """The number, or None where a variable is left."""
        if not self.terms:
            return Fraction(0)
        if len(self.terms) == 1 and not self.terms[0][0]:
            return self.terms[0][1]
        return None

    @property
    def constant(self) -> Fraction:
        """The part without variables."""
        return next((factor for monomial, factor in self.terms if not monomial), Fraction(0))

    @property
    def variables(self) -> frozenset[str]:
        """The names of the variables that are left."""
        return frozenset(name for monomial, _ in self.terms for name in monomial)

    def substitute(self, values: dict[str, Fraction]) -> Amount:
        """The amount with ``values`` put in place of their variables."""
        result: dict[Monomial, Fraction] = {}
        for monomial, factor in self.terms:
            left: list[str] = []
            for name in monomial:
                if name in values:
                    factor *= values[name]
                else:
                    left.append(name)
            key = tuple(left)
            result[key] = result.get(key, Fraction(0)) + factor
        return _amount(result)

    def __str__(self) -> str:
        """As a subscript: the constant first, then the variables; numbers to three decimals."""
        text = ""
        for monomial, factor in sorted(self.terms, key=lambda term: (len(term[0]), term[0])):
            size = abs(factor)
            number = "" if monomial and size == 1 else format_number(size)
            sign = "-" if factor < 0 else "+" if text else ""
            text += sign + number + "".join(monomial)
        return text or "0"


ONE = Amount.of(1)
ZERO = Amount.of(0)


def _amount(terms: dict[Monomial, Fraction]) -> Amount:
    return Amount(tuple(sorted((monomial, factor) for monomial, factor in terms.items() if factor)))


def format_number(number: Fraction) -> str:
    """A number to three decimals, without trailing zeros."""
    if number.denominator == 1:
        return str(number.numerator)
    return f"{float(number):.3f}".rstrip("0").rstrip(".")


def read_term(text: str, start: int) -> tuple[Amount, int] | None:
    """One product that begins at ``start`` (``2``, ``2/3``, ``2x``, ``x/2``, ``2(1-x)``): the amount and its end."""
    position, amount = start, None
    if match := _NUMBER.match(text, position):
        number, position = Fraction(match.group()), match.end()
        if text.startswith("/", position) and (below := _NUMBER.match(text, position + 1)) and Fraction(below.group()):
            number, position = number / Fraction(below.group()), below.end()
        amount = Amount.of(number)
    if text.startswith("*", position) and amount is not None:
        position += 1
    if position < len(text) and text[position] in VARIABLES:
        variable = Amount.variable(text[position])
        amount, position = variable if amount is None else amount * variable, position + 1
    elif group := _read_group(text, position):
        amount, position = group[0] if amount is None else amount * group[0], group[1]
    if amount is None:
        return None
    if text.startswith("/", position) and (below := _NUMBER.match(text, position + 1)) and Fraction(below.group()):
        amount, position = amount * Amount.of(1 / Fraction(below.group())), below.end()
    return amount, position


def _read_group(text: str, start: int) -> tuple[Amount, int] | None:
    """``(1-x)``: nothing but numbers, variables and signs between the brackets."""
    if not text.startswith("(", start):
        return None
    end = text.find(")", start, start + 40)
    if end < 0:
        return None
    amount = parse_amount(text[start + 1 : end])
    return None if amount is None else (amount, end + 1)


def parse_amount(text: str) -> Amount | None:
    """The whole of ``text`` as an amount, or None where it is none."""
    total, position, sign = ZERO, 0, ONE
    if text[:1] in "+-" and text:
        sign, position = Amount.of(-1 if text[0] == "-" else 1), 1
    while True:
        if text.startswith("(", position):  # brackets within brackets do not occur in subscripts
            return None
        term = read_term(text, position)
        if term is None:
            return None
        total, position = total + term[0] * sign, term[1]
        if position == len(text):
            return total
        if text[position] not in "+-":
            return None
        sign, position = Amount.of(-1 if text[position] == "-" else 1), position + 1
