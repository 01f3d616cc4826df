"""Connectives of plain English: ``graphite or silicon``, ``but not from biomass``, ``cobalt-free``."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..extract.chemical_names import ELEMENT_NAMES
from ..extract.elements import SYMBOLS
from .analysis import material_key
from .family_names import family_named
from .meaning import LONGEST_NAME, class_named
from .phrased import Phrased, is_filler
from .query import And, Field, Node, Not, Or, Word

_OR = re.compile(r"or\s+(?=[^\W_]|\()", re.IGNORECASE)
_WITHOUT = re.compile(
    r"(?:(?:but|and)\s+not|except(?:\s+for)?|excluding|other\s+than|without|"
    r"not(?=\s+(?:from|with|in|of|containing|using|based)\b))\s+"
    r"(?:(?:from|with|of|in|by|for|containing|using|based\s+on|any|the|an?)\s+){0,3}",
    re.IGNORECASE,
)
# `not LiFePO4`, but `not flammable` and `not yet`.
_NOT = re.compile(r"not\s+(?=[^\W_])", re.IGNORECASE)
_FREE = re.compile(r"([A-Za-z]{1,13})-free(?![\w-])")
_OUT = re.compile(r"(?:are |is )?(?:excluded|left out)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\s\"“”<>=≥≤⩾⩽:()|,;?!]+")
# Words that begin something else.
_ENDS = re.compile(
    r"(?:at|above|over|below|under|since|before|after|between|with|on|for|that|which|or|and|in|from|of|by|than|more|less)\Z",
    re.IGNORECASE,
)
_MOST_WORDS, _MOST_LISTED = 3, 8


def read_connective(text: str, at: int, nodes: Sequence[Node]) -> Phrased | None:
    """The alternatives or the exception that ``text`` states at ``at``; ``nodes`` are the parts before it."""
    return _alternatives(text, at, nodes) or _exception(text, at) or _not_named(text, at) or _excluded(text, at, nodes)


def _alternatives(text: str, at: int, nodes: Sequence[Node]) -> Phrased | None:
    """The last words before ``or`` and the first behind it: each a name, or one word; ``A, B or C`` are three."""
    lead = _OR.match(text, at)
    before = [node.text for node in _last_words(nodes)]
    behind, ends = _words(text, lead.end(), LONGEST_NAME) if lead else ([], [])
    if not before or not behind:
        return None
    width = _name([before[-used:] for used in range(min(len(before), LONGEST_NAME), 0, -1)])
    second = _name([behind[:used] for used in range(len(behind), 0, -1)])
    parts = [_whole(before[-width:]), _whole(behind[:second])]
    # What stands before a comma belongs to the list.
    written = text[:at].split()[:-width]
    while written and written[-1].endswith(",") and before[:-width][-1:] == [written[-1][:-1]]:
        parts.insert(0, Word(written.pop()[:-1]))
        width += 1
    return Phrased((Or(tuple(parts)),), ends[second - 1], width)


def _last_words(nodes: Sequence[Node]) -> list[Word]:
    found: list[Word] = []
    for node in reversed(nodes):
        if not isinstance(node, Word) or is_filler(node.text) or len(found) > _MOST_LISTED:
            break
        found.insert(0, node)
    return found


def _exception(text: str, at: int) -> Phrased | None:
    lead = _WITHOUT.match(text, at)
    words, ends = _words(text, lead.end(), _MOST_WORDS) if lead else ([], [])
    return Phrased((Not(_unwanted(words)),), ends[-1]) if words else None


def _not_named(text: str, at: int) -> Phrased | None:
    """``not`` before what names a material, a kind or an element, and ``-free`` behind an element."""
    if (free := _FREE.match(text, at)) is not None:
        symbol = _element(free[1])
        return Phrased((Not(Field("element", (symbol,))),), free.end()) if symbol else None
    lead = _NOT.match(text, at)
    words, ends = _words(text, lead.end(), LONGEST_NAME) if lead else ([], [])
    width = _name([words[:used] for used in range(len(words), 0, -1)])
    if not words or not (_is_name(words[:width]) or _element(words[0])):
        return None
    return Phrased((Not(_unwanted(words[:width])),), ends[width - 1])


def _excluded(text: str, at: int, nodes: Sequence[Node]) -> Phrased | None:
    """``…, supercapacitors excluded``: what stands behind the last comma."""
    lead = _OUT.match(text, at)
    words = re.split(r"[,;]", text[:at])[-1].split() if lead else []
    before = [node.text for node in nodes[-len(words) :] if isinstance(node, Word)]
    if lead is None or not 1 <= len(words) <= _MOST_WORDS or before != words:
        return None
    return Phrased((Not(_unwanted(words)),), lead.end(), len(words))


def _words(text: str, at: int, most: int) -> tuple[list[str], list[int]]:
    """The words that stand at ``at`` up to a mark or a word that begins something else, and where each ends."""
    words: list[str] = []
    ends: list[int] = []
    while len(words) < most:
        match = _WORD.match(text, at)
        if match is None or _ENDS.match(match[0]) or is_filler(match[0]) or match[0][0].isdigit():
            break
        word = match[0].rstrip(".")
        words.append(word)
        ends.append(match.start() + len(word))
        at = match.end()
        if text[at : at + 1] != " ":
            break
        at += 1
    return words, ends


def _name(runs: Sequence[list[str]]) -> int:
    """The width of the longest of ``runs`` that names one thing; 1 where none does."""
    return next((len(run) for run in runs if _is_name(run)), 1)


def _is_name(run: list[str]) -> bool:
    text = " ".join(run)
    # The head of `sulfide or halide electrolytes` belongs to both.
    headed = len(run) > 1 and bool(class_named(run[-1:]))
    return bool(material_key(text) or class_named(run) or (family_named(text) and not headed))


def _whole(words: Sequence[str]) -> Node:
    return Word(words[0]) if len(words) == 1 else And(tuple(map(Word, words)))


def _unwanted(words: Sequence[str]) -> Node:
    """What is left out: an element by composition, for no sentence need name it."""
    symbol = _element(words[0]) if len(words) == 1 else None
    return _whole(words) if symbol is None else Field("element", (symbol,))


def _element(word: str) -> str | None:
    return word if word in SYMBOLS and word != "I" else ELEMENT_NAMES.get(word.lower())
