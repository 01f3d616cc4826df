"""Whether one of some words stands in whatever a pattern matches, told from the pattern's own tree."""

from __future__ import annotations

# The parser of `re` is not public; only this test looks into it.
from re import _constants as ops  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

_MOST = 2000
# Either the texts (in small letters) that a part of the pattern matches, all of them, or None.
Texts = set[str] | None


def is_necessary(pattern: str, flags: int, words: tuple[str, ...]) -> bool:
    """Whether each match of ``pattern`` holds one of ``words``, as far as its literal parts tell."""
    texts, held = _read(parser.parse(pattern, flags), words)
    return held or _all_hold(texts, words)


def _all_hold(texts: Texts, words: tuple[str, ...]) -> bool:
    return texts is not None and all(any(word in text for word in words) for text in texts)


def _read(sequence: Any, words: tuple[str, ...]) -> tuple[Texts, bool]:
    """The texts of a sequence (None: too many to tell), and whether some stretch of it always holds a word."""
    texts: Texts = {""}
    whole, held = True, False
    for op, value in sequence:
        part, certain = _part(op, value, words)
        held = held or certain
        repeated = op in (ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT) and value[:2] != (1, 1)
        if part is None or texts is None or len(texts) * len(part) > _MOST:
            held = held or _all_hold(texts, words)
            texts, whole = part if part is not None and len(part) <= _MOST else {""}, False
        else:
            texts = {before + behind for before in texts for behind in part}
        if repeated and not (value[0] == 0 and value[1] == 1):
            # What stands once may stand again: nothing can be told of what is joined to it.
            held = held or _all_hold(texts, words)
            texts, whole = {""}, False
    held = held or _all_hold(texts, words)
    return (texts if whole else None), held


def _part(op: Any, value: Any, words: tuple[str, ...]) -> tuple[Texts, bool]:
    if op is ops.LITERAL:
        return {chr(value).lower()}, False
    if op is ops.IN:
        return _members(value), False
    if op in (ops.AT, ops.ASSERT, ops.ASSERT_NOT):
        held = op is ops.ASSERT and _read(value[1], words)[1]
        return {""}, held
    if op is ops.BRANCH:
        read = [_read(branch, words) for branch in value[1]]
        texts: Texts = set()
        for found, _ in read:
            texts = None if texts is None or found is None else texts | found
        return texts, all(held or _all_hold(found, words) for found, held in read)
    if op is ops.SUBPATTERN:
        return _read(value[3], words)
    if op is ops.ATOMIC_GROUP:
        return _read(value, words)
    if op in (ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT):
        least, most, inner = value
        found, held = _read(inner, words)
        if least == 0:
            return (None if found is None or most != 1 else found | {""}), False
        return found, held or _all_hold(found, words)
    return None, False


def _members(items: Any) -> Texts:
    found: set[str] = set()
    for op, value in items:
        if op is ops.LITERAL:
            found.add(chr(value).lower())
        elif op is ops.RANGE and value[1] - value[0] < 10:
            found.update(chr(code).lower() for code in range(value[0], value[1] + 1))
        else:
            return None
    return found
