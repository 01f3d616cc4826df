"""Parser: the text of a question becomes a Query. It reads; it never runs anything.

::

    query   = and {("OR" | "|") and}
    and     = {unary}                              AND may stand between the parts
    unary   = ("NOT" | "-") unary | "(" query ")" | "phrase" | filter | word
    filter  = name (">=" | "<=" | ">" | "<" | "=" | ":") value ["at" filter {("," | "and") filter}]
    value   = number [".." number] [unit] | "*" | text {"," text} | "text"

``name:*`` asks that there is a value at all; ``sort:value``, ``sort:-year`` order the answers.
What stands outside filters may be plain English: see ``reading``.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ..ingest.errors import QueryError
from ..ingest.normal import normalise
from ..kb.criteria import ROOM_TEMPERATURE
from .fields import FALSE, TRUE, canonical_unit, field_of, nearest_name, numeric_name
from .fields import Number as Name
from .index import SORTABLE
from .phrased import Phrased, is_filler
from .query import And, Comparison, Field, Node, Not, Or, Phrase, Query, Word
from .reading import any_value, read_phrase, split_words
from .values import C_OVER, RANGE, ROOM_ASKED, in_canonical, read_number, read_unit, tolerance

MAX_LENGTH = 2000
MAX_DEPTH = 40

_SPACE = re.compile(r"\s*")
_OPERATOR = re.compile(r"\s*(>=|<=|=>|=<|≥|≤|⩾|⩽|>|<|==|=)\s*|\s?(:)\s*")
_WORD = re.compile(r"[^\s\"“”<>=≥≤⩾⩽:()|]+")
_QUOTES = {'"': '"', "“": "”", "”": "”"}
_KEYWORD = re.compile(r"(AND|OR|NOT)(?![\w:])|(\|+|&&)")
_AT = re.compile(r"\s*(?:at|@)\s+", re.IGNORECASE)
_JOIN = re.compile(r"\s*(?:,|\band\b|\bat\b)\s*", re.IGNORECASE)
_VALUE = re.compile(r"[^\s\"“”()|,]+(?:\([^\s()]*\)[^\s\"“”()|,]*)*")
_COMMA = re.compile(r",\s*(?=\S)")
# `cathode: LFP, anode: graphite` are two filters.
_NEXT_FILTER = re.compile(r"[A-Za-z_]{2,30}\s?[:<>=≥≤]")
_ABOVE, _BELOW = (">", ">=", "=>", "≥", "⩾"), ("<", "<=", "=<", "≤", "⩽")
_HALF_OPEN = (">", "<")


def parse(text: str) -> Query:
    """The Query that ``text`` states. Raises QueryError, with the position, where it cannot be read."""
    if len(text) > MAX_LENGTH:
        raise QueryError(f"a query has at most {MAX_LENGTH} characters", MAX_LENGTH)
    parser = _Parser(text)
    root = parser.alternatives(0)
    if parser.at < len(text):
        raise QueryError("a closing parenthesis has no opening one", parser.at)
    reading = f"{root} sort:{parser.order}" if parser.order else str(root)
    return Query(text, root, reading, parser.order)


class _Parser:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.order = ""

    def alternatives(self, depth: int) -> Node:
        if depth > MAX_DEPTH:
            raise QueryError(f"parentheses and NOT nest deeper than {MAX_DEPTH}", self.at)
        parts = [self.together(depth)]
        while (keyword := self._keyword()) and keyword in ("OR", "|", "||"):
            self.at += len(keyword)
            parts.append(self.together(depth))
        filled = [part for part in parts if part != And(())]
        return filled[0] if len(filled) == 1 else Or(tuple(filled)) if filled else And(())

    def together(self, depth: int) -> Node:
        nodes: list[Node] = []
        starts: list[int] = []
        while True:
            self._skip()
            if self.at >= len(self.text) or self.text[self.at] == ")":
                break
            keyword = self._keyword()
            if keyword in ("OR", "|", "||"):
                break
            start = self.at
            if keyword in ("AND", "&&"):
                self.at += len(keyword)
                continue
            self._one(nodes, starts, start, depth)
        return _joined(nodes)

    def _one(self, nodes: list[Node], starts: list[int], start: int, depth: int) -> None:
        """Read the next part; a filter may take the words before it as its name."""
        char = self.text[self.at]
        if self._keyword() == "NOT" or (char == "-" and re.match(r"-[\w\"“(]", self.text[self.at :])):
            self.at += 3 if char != "-" else 1
            found = self._negated(depth)
        elif char == "(":
            found = self._group(depth)
        elif char in _QUOTES:
            found = Phrase(self._quoted())
        else:
            phrased = read_phrase(self.text, self.at, nodes, starts)
            if phrased is not None:
                self._take(phrased, nodes, starts, start)
                return
            word = _WORD.match(self.text, self.at)
            if word is None:
                if char in "<>=≥≤⩾⩽:":
                    raise QueryError("a name is missing before the comparison", self.at)
                raise QueryError(f"unexpected {char!r}", self.at)  # pragma: no cover - every character has its rule
            self.at = self._balanced(word.end())
            written = self.text[start : self.at]
            operator = _OPERATOR.match(self.text, self.at)
            if operator is not None and self._is_filter(written, operator, nodes):
                self._filter(written, start, operator, nodes, starts)
                return
            if operator is not None and operator[2]:
                self.at = operator.end()
            for each in split_words(written):
                nodes.append(each)
                starts.append(start)
            return
        nodes.append(found)
        starts.append(start)

    def _take(self, phrased: Phrased, nodes: list[Node], starts: list[int], start: int) -> None:
        """Put what plain English said in the place of the words that it used up."""
        if phrased.name != (0, 0):
            del nodes[slice(*phrased.name)], starts[slice(*phrased.name)]
        del nodes[len(nodes) - phrased.words_before :], starts[len(starts) - phrased.words_before :]
        nodes.extend(phrased.nodes)
        starts.extend(start for _ in phrased.nodes)
        self.at = phrased.end
        self.order = phrased.order or self.order

    def _negated(self, depth: int) -> Node:
        nodes: list[Node] = []
        self._skip()
        if depth >= MAX_DEPTH:
            raise QueryError(f"parentheses and NOT nest deeper than {MAX_DEPTH}", self.at)
        if self.at >= len(self.text) or self.text[self.at] == ")" or self._keyword() in ("AND", "OR", "|", "||", "&&"):
            raise QueryError("NOT needs something that must not hold", self.at)
        self._one(nodes, [], self.at, depth + 1)
        return Not(_joined(nodes))

    def _group(self, depth: int) -> Node:
        start = self.at
        self.at += 1
        found = self.alternatives(depth + 1)
        self._skip()
        if self.at >= len(self.text):
            raise QueryError("a parenthesis is not closed", start)
        self.at += 1
        return found

    def _quoted(self) -> str:
        start = self.at
        end = self.text.find(_QUOTES[self.text[start]], start + 1)
        if end < 0:
            raise QueryError("a quotation mark is not closed", start)
        self.at = end + 1
        return normalise(self.text[start + 1 : end]).strip()

    def _is_filter(self, word: str, operator: re.Match[str], nodes: list[Node]) -> bool:
        if word == "sort" or field_of(word) or numeric_name(word) or _name_before(nodes, word):
            return True
        if operator[1]:
            # `batteries > 300 Wh/kg` is plain English, its name stands before or lies in the unit; `capcity>3` a slip.
            apart = operator.start() < operator.start(1) and nearest_name(word) is None
            return not (apart and read_phrase(self.text, operator.start(1), [*nodes, Word(word)], []) is not None)
        # `EC:DMC`, `8:1:1` and a colon of plain English are words; `yaer:2015` is a slip.
        if operator[2] and not self.text[operator.end(2) : operator.end(2) + 1].strip():
            return False
        if word[:1].islower() and word.replace("_", "").isalpha():
            raise self._unknown(word, operator.start() - len(word))
        return False

    def _unknown(self, name: str, position: int) -> QueryError:
        near = nearest_name(name)
        return QueryError(
            f"no field or property {name[:40]!r}" + (f"; did you mean {near!r}?" if near else ""), position
        )

    def _filter(self, word: str, start: int, operator: re.Match[str], nodes: list[Node], starts: list[int]) -> None:
        used, name = _name_before(nodes, word) or (0, word)
        sign = operator[1] or ":"
        self.at = operator.end()
        if name == "sort":
            self._sort()
            return
        number = numeric_name(name)
        field = field_of(name)
        found: Node
        if sign in (":", "=", "==") and field is not None and (number is None or not self._number_ahead()):
            found = self._field(field, start)
        elif number is not None:
            found = self._comparison(name, number, sign)
            found = replace(found, conditions=self._conditions()) if number.subject == "property" else found
        elif field is not None:
            raise QueryError(f"{name} holds words, not numbers; write {name}:…", operator.start())
        else:
            raise self._unknown(name, start)
        if used:
            start = starts[-used]
            del nodes[-used:], starts[-used:]
        nodes.append(found)
        starts.append(start)

    def _number_ahead(self) -> bool:
        return self.text[self.at : self.at + 1] == "*" or read_number(self.text, self.at) is not None

    def _sort(self) -> None:
        value = _VALUE.match(self.text, self.at)
        order = value[0].lower() if value else ""
        if order != "relevance" and order.removeprefix("-") not in SORTABLE:
            raise QueryError(f"sort is one of relevance, {', '.join(SORTABLE)}, or one of them with - before", self.at)
        self.at = value.end() if value else self.at
        self.order = order

    def _field(self, field: str, start: int) -> Node:
        values: list[str] = []
        while True:
            if self.at < len(self.text) and self.text[self.at] in _QUOTES:
                values.append(self._quoted())
            else:
                value = _VALUE.match(self.text, self.at)
                if value is None:
                    raise QueryError(f"a value is missing behind {field}:", self.at)
                self.at = value.end()
                values.append(normalise(value[0]).strip())
            comma = _COMMA.match(self.text, self.at)
            if comma is None:
                break
            self.at = comma.end()
            if _NEXT_FILTER.match(self.text, self.at):
                break
        values = [value for value in values if value]
        if not values:
            raise QueryError(f"a value is missing behind {field}:", self.at)
        if field in ("own", "cited"):
            if values[0].lower() not in TRUE + FALSE:
                raise QueryError(f"{field} is true or false", start)
            holds = values[0].lower() in TRUE
            return Field("own", ("true" if holds == (field == "own") else "false",))
        return Field(field, tuple(values))

    def _conditions(self) -> tuple[Comparison, ...]:
        """``at rate>=1C, temperature:25C`` behind a comparison."""
        at = _AT.match(self.text, self.at)
        found: list[Comparison] = []
        while at is not None:
            name = re.compile(r"[A-Za-z][\w \-]{0,30}?(?=\s*[<>=≥≤⩾⩽:])").match(self.text, at.end())
            number = numeric_name(name[0], in_at=True) if name else None
            if name is None or number is None or number.subject != "condition":
                break
            operator = _OPERATOR.match(self.text, name.end())
            if operator is None:
                break
            self.at = operator.end()
            found.append(self._comparison(name[0], number, operator[1] or ":"))
            at = _JOIN.match(self.text, self.at)
        return tuple(found)

    def _comparison(self, name: str, number: Name, sign: str) -> Comparison:
        start = self.at
        if sign in (":", "=", "==") and self.text[start : start + 1] == "*":
            self.at += 1
            return any_value(name, number)
        over = C_OVER.match(self.text, start) if "c_rate" in number.dimensions else None
        if over is not None:
            self.at = over.end()
            divisor = float(over[1])
            if divisor == 0:
                raise QueryError("C/0 is no rate", start)
            return _bounded(name, number, sign, 1 / divisor, None, "c_rate", 0.0)
        room = ROOM_TEMPERATURE.match(self.text, start) if "temperature" in number.dimensions else None
        if room is not None and number.subject == "condition":
            self.at = room.end()
            return _bounded(name, number, ":", *ROOM_ASKED, "temperature", 0.0)
        low = read_number(self.text, start)
        if low is None:
            raise QueryError(f"a number is missing behind {name}", start)
        high, end = None, low.end
        between = RANGE.match(self.text, low.end)
        if between is not None and sign in (":", "=", "=="):
            high = read_number(self.text, between.end())
            end = high.end if high is not None else low.end
        self.at = end
        unit = None
        if number.dimensions and number.dimensions != ("number",):
            unit, self.at = read_unit(self.text, end, number.dimensions, name)
        dimension = unit.dimension if unit is not None else (number.dimensions or (None,))[0]
        value = in_canonical(low.value, unit)
        half = low.half_digit * (unit.factor if unit is not None else 1.0)
        top = in_canonical(high.value, unit) if high is not None else None
        if top is not None and top < value:
            raise QueryError("the range ends before it begins", start)
        return _bounded(name, number, sign, value, top, dimension, half)

    def _keyword(self) -> str | None:
        match = _KEYWORD.match(self.text, self.at)
        return match[0] if match else None

    def _balanced(self, end: int) -> int:
        """Where a word ends whose parentheses belong to it, as in ``Li1+xAlxTi2-x(PO4)3``."""
        while self.text[end : end + 1] == "(":
            close = self.text.find(")", end)
            if close < 0 or re.search(r"[\s(\"]", self.text[end + 1 : close]):
                break
            tail = _WORD.match(self.text, close + 1)
            end = tail.end() if tail else close + 1
        return end

    def _skip(self) -> None:
        match = _SPACE.match(self.text, self.at)
        self.at = match.end() if match else self.at


def _bounded(
    name: str, number: Name, sign: str, low: float, high: float | None, dimension: str | None, half_digit: float
) -> Comparison:
    codes = number.codes_for(dimension)
    unit = canonical_unit(dimension) if dimension else ""
    made = Comparison(name, number.subject, codes, None, None, unit=unit, dimension=dimension)
    if sign in _ABOVE:
        return replace(made, low=low, low_open=sign in _HALF_OPEN)
    if sign in _BELOW:
        return replace(made, high=low, high_open=sign in _HALF_OPEN)
    if high is not None and codes == ("voltage_window",):
        near = tolerance(low, half_digit, dimension, codes[0])
        return replace(made, low=float(f"{low - near:.12g}"), high=float(f"{high + near:.12g}"), whole=True)
    if high is not None:
        return replace(made, low=low, high=high)
    near = tolerance(low, half_digit, dimension, codes[0])
    return replace(made, low=float(f"{low - near:.12g}"), high=float(f"{low + near:.12g}"))


def _name_before(nodes: list[Node], word: str) -> tuple[int, str] | None:
    """How many of the words before ``word`` belong to its name (``ionic conductivity``), and the whole name."""
    for used in (3, 2, 1):
        words = nodes[-used:]
        if len(words) == used and all(isinstance(each, Word) for each in words):
            name = " ".join([*(str(each) for each in words), word])
            if numeric_name(name) or (field_of(name) and word):
                return used, name
    return None


def _joined(nodes: list[Node]) -> Node:
    """The parts as one; conditions that stand alone go to the properties beside them, fillers go."""
    properties = [node for node in nodes if isinstance(node, Comparison) and node.subject == "property"]
    free = tuple(node for node in nodes if isinstance(node, Comparison) and node.subject == "condition")
    if properties and free:
        nodes = [node for node in nodes if node not in free]
        nodes = [
            replace(node, conditions=node.conditions + free)
            if node in properties and isinstance(node, Comparison)
            else node
            for node in nodes
        ]
    filled = [node for node in nodes if not (isinstance(node, Word) and is_filler(node.text)) and node != And(())]
    nodes = filled or nodes
    return nodes[0] if len(nodes) == 1 else And(tuple(nodes))
