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
from .analysis import singular, tokens
from .conditions import read_condition
from .fields import field_of, nearest_name, numeric_name, quantity_named
from .filter_text import (
    EQUAL,
    OPERATOR,
    QUOTES,
    VALUE,
    is_number,
    read_comparison,
    read_conditions,
    read_field,
    read_quoted,
)
from .index import SORTABLE
from .phrased import Phrased, is_filler
from .query import And, Comparison, Node, Not, Or, Phrase, Query, Word
from .reading import read_phrase, split_words
from .windows import as_windows

MAX_LENGTH = 2000
MAX_DEPTH = 40

_SPACE = re.compile(r"\s*")
_WORD = re.compile(r"[^\s\"“”<>=≥≤⩾⩽:()|]+")
_KEYWORD = re.compile(r"(AND|OR|NOT)(?![\w:])|(\|+|&&)")


def parse(text: str) -> Query:
    """The Query that ``text`` states. Raises QueryError, with the position, where it cannot be read."""
    if len(text) > MAX_LENGTH:
        raise QueryError(f"a query has at most {MAX_LENGTH} characters", MAX_LENGTH)
    parser = _Parser(text)
    root = parser.alternatives(0)
    if parser.at < len(text):
        raise QueryError("a closing parenthesis has no opening one", parser.at)
    if root != And(()) and not tokens(text):
        raise QueryError("there is no word and no number to look for", 0)
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
        return _joined(as_windows(nodes, starts))

    def _one(self, nodes: list[Node], starts: list[int], start: int, depth: int) -> None:
        """Read the next part; a filter may take the words before it as its name."""
        char = self.text[self.at]
        minus = char == "-" and re.match(r"-[\w\"“(]", self.text[self.at :]) is not None
        if minus and read_condition(self.text, self.at, nodes) is not None:
            minus = False  # `(-40 °C)`
        if self._keyword() == "NOT" or minus:
            self.at += 3 if char != "-" else 1
            found = self._negated(depth)
        elif char == "(":
            found = self._group(depth)
        elif char in QUOTES:
            text, self.at = read_quoted(self.text, self.at)
            found = Phrase(text)
        else:
            phrased = read_phrase(self.text, self.at, nodes, starts)
            if phrased is not None:
                self._take(phrased, nodes, starts, start)
                return
            word = _WORD.match(self.text, self.at)
            if word is None:
                if char == ":" and nodes:
                    self.at += 1  # `NCA at 45 °C: capacity`
                    return
                if char in "<>=≥≤⩾⩽:":
                    raise QueryError("a name is missing before the comparison", self.at)
                raise QueryError(f"unexpected {char!r}", self.at)  # pragma: no cover - every character has its rule
            self.at = self._balanced(word.end())
            written = self.text[start : self.at]
            operator = OPERATOR.match(self.text, self.at)
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

    def _is_filter(self, word: str, operator: re.Match[str], nodes: list[Node]) -> bool:
        if word == "sort" or field_of(word) or numeric_name(word) or _name_before(nodes, word) or quantity_named(word):
            return True
        if operator[1]:
            if word.endswith((",", ";")) and read_phrase(self.text, operator.start(1), nodes, []) is not None:
                return False
            # `batteries > 300 Wh/kg` is plain English, its name stands before or lies in the unit; `capcity>3` a slip.
            named = nearest_name(word) is not None and field_of(singular(word.lower())) is None
            apart = operator.start() < operator.start(1) and not named
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
        number = numeric_name(name) or quantity_named(name)
        field = field_of(name)
        found: Node
        if sign in EQUAL and field is not None and (number is None or not is_number(self.text, self.at)):
            found, self.at = read_field(self.text, self.at, field, start)
        elif number is not None:
            found, self.at = read_comparison(self.text, self.at, name, number, sign)
            if number.subject == "property":
                conditions, self.at = read_conditions(self.text, self.at)
                found = replace(found, conditions=conditions)
        elif field is not None:
            raise QueryError(f"{name} holds words, not numbers; write {name}:…", operator.start())
        else:
            raise self._unknown(name, start)
        if used:
            start = starts[-used]
            del nodes[-used:], starts[-used:]
        nodes.append(found)
        starts.append(start)

    def _sort(self) -> None:
        value = VALUE.match(self.text, self.at)
        order = value[0].lower() if value else ""
        if order != "relevance" and order.removeprefix("-") not in SORTABLE:
            raise QueryError(f"sort is one of relevance, {', '.join(SORTABLE)}, or one of them with - before", self.at)
        self.at = value.end() if value else self.at
        self.order = order

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


def _name_before(nodes: list[Node], word: str) -> tuple[int, str] | None:
    """How many of the words before ``word`` belong to its name (``ionic conductivity``), and the whole name."""
    for used in (3, 2, 1):
        words = nodes[-used:]
        if len(words) == used and all(isinstance(each, Word) for each in words):
            name = " ".join([*(str(each) for each in words), word])
            if numeric_name(name) or (field_of(name) and word) or quantity_named(name):
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
