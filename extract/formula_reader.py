"""The reader of clean formulae: coefficients, compounds, groups and subscripts, from left to right."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .amount import ONE, VARIABLES, ZERO, Amount, parse_amount, read_term
from .elements import PLACEHOLDERS, SYMBOLS, VACANCY

MAX_DEPTH = 6

_COEFFICIENT = re.compile(r"(?:\d+(?:\.\d+)?(?:/\d+)?|[" + VARIABLES + r"])?(?=[A-Z(□])")
_VARIABLE_COEFFICIENT = re.compile(r"(?:^|[-·+(])\(([^()A-Z]*)\)(?=[A-Z(])")


@dataclass(frozen=True, slots=True)
class Part:
    """One compound of a formula and how many of it: ``5`` of ``H2O``; elements in the order of the formula."""

    text: str
    amount: Amount
    elements: tuple[tuple[str, Amount], ...]


class FormulaReader:
    """Reads one formula that has no blanks, charge, phase or additives, without looking back."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.position = 0
        self.mixed = bool((match := _COEFFICIENT.match(text)) and match.group())
        names: set[str] = set()
        for match in _VARIABLE_COEFFICIENT.finditer(text):
            if parse_amount(match.group(1)) is not None:
                self.mixed = True
                names.update(c for c in match.group(1) if c in VARIABLES)
        self.shares = names

    def read(self) -> tuple[Part, ...] | None:
        """The compounds of the whole text, or None where it is no formula."""
        parts: list[Part] = []
        while True:
            found = self._part()
            if not found:
                return None
            parts.extend(found)
            if self.position == len(self.text):
                return tuple(parts)
            if self.text[self.position] not in "·-+":
                return None
            self.position += 1

    def _part(self) -> list[Part] | None:
        """A coefficient and a compound, or a coefficient and a bracketed mixture."""
        amount = self._coefficient()
        start = self.position
        if self.text.startswith("(", start) and (inner := self._mixture(start)) is not None:
            return [Part(part.text, part.amount * amount, part.elements) for part in inner]
        elements = self._units(0)
        if not elements:
            return None
        return [Part(self.text[start : self.position], amount, tuple(elements.items()))]

    def _coefficient(self) -> Amount:
        position = self.position
        if self.text.startswith("(", position):
            end = self.text.find(")", position)
            after = self.text[end + 1 : end + 2]
            if end > 0 and (after.isupper() or after == "("):
                amount = parse_amount(self.text[position + 1 : end])
                if amount is not None:
                    self.position = end + 1
                    return amount
            return ONE
        match = _COEFFICIENT.match(self.text, position)
        if match is None or not match.group():
            return ONE
        amount = parse_amount(match.group())
        if amount is None:
            return ONE
        self.position = match.end()
        return amount

    def _mixture(self, start: int) -> list[Part] | None:
        """``(0.9A-0.1B)`` and ``(A)-(B)``: brackets around whole compounds, with no subscript behind them."""
        depth, end = 0, start
        for end in range(start, len(self.text)):
            depth += (self.text[end] == "(") - (self.text[end] == ")")
            if depth == 0:
                break
        inner = self.text[start + 1 : end]
        if depth or (end + 1 < len(self.text) and self.text[end + 1] not in "·-+)") or len(inner) < 4:
            return None
        parts = FormulaReader(inner).read()
        if parts is None or (len(parts) == 1 and len(parts[0].elements) < 2):
            return None
        self.position = end + 1
        return list(parts)

    def _units(self, depth: int) -> dict[str, Amount] | None:
        """Elements and groups with their subscripts, up to a separator or a closing bracket."""
        text = self.text
        elements: dict[str, Amount] = {}
        if depth > MAX_DEPTH:
            return None
        while self.position < len(text):
            here = text[self.position]
            if here == "(":
                self.position += 1
                group = self._units(depth + 1)
                if not group or not text.startswith(")", self.position):
                    return None
                self.position += 1
                factor = self._subscript(depth)
                for symbol, amount in group.items():
                    elements[symbol] = elements.get(symbol, ZERO) + amount * factor
                continue
            name = self._symbol()
            if name is None:
                break
            elements[name] = elements.get(name, ZERO) + self._subscript(depth)
        return elements

    def _symbol(self) -> str | None:
        pair, one = self.text[self.position : self.position + 2], self.text[self.position]
        if len(pair) == 2 and (pair in SYMBOLS or pair in PLACEHOLDERS):
            self.position += 2
            return pair
        if one in SYMBOLS or one in PLACEHOLDERS or one == VACANCY:
            self.position += 1
            return one
        return None

    def _subscript(self, depth: int) -> Amount:
        """The amount behind a symbol or a group; 1 where nothing stands there."""
        first = read_term(self.text, self.position)
        if first is None:
            return ONE
        amount, self.position = first
        while self.position < len(self.text) and self.text[self.position] in "+-":
            sign = self.text[self.position]
            term = read_term(self.text, self.position + 1)
            if term is None or (term[1] < len(self.text) and self.text[term[1]].islower()):
                break
            # A number alone is no term (nobody writes 2-22): it counts the next compound of a mixture.
            follows = self.text[term[1] : term[1] + 1]
            alone = not (term[0].variables or amount.variables) or "(" in self.text[self.position + 1 : term[1]]
            opens = follows.isupper() or follows == "("
            if depth == 0 and opens and (alone or (self.mixed and term[0].variables & self.shares)):
                break
            if alone and not term[0].variables and not opens and depth == 0 and not amount.variables:
                break
            amount = amount + term[0] if sign == "+" else amount - term[0]
            self.position = term[1]
        return amount
