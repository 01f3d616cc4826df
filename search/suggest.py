"""Suggestions: what of a question no paper has: its materials, its words, and the nearest word that some paper has."""

from __future__ import annotations

from dataclasses import dataclass

from .analysis import material_key, tokens
from .entry import WORDS
from .fields import nearest, numeric_name
from .index import Index
from .meaning import class_named
from .query import Node, Phrase, Word, leaves

_FIELDS = tuple(WORDS.values())
_SHORTEST = 5
_NEAR = 75.0


@dataclass(frozen=True, slots=True)
class Unheard:
    """What no paper has: ``near`` are misspelt words and what they may be meant to be; ``words`` are the others."""

    near: dict[str, str]
    materials: tuple[str, ...]
    words: tuple[str, ...]


def unheard(index: Index, root: Node) -> Unheard:
    """What of the question ``root`` no paper has. Names of properties and classes are no matter of words."""
    said = [leaf for leaf in leaves(root) if isinstance(leaf, Word | Phrase)]
    keys = {leaf.text: material_key(leaf.text) for leaf in said}
    asked = {(field, token) for leaf in said for token in tokens(leaf.text) for field in _FIELDS}
    known = index.known(asked | {("formula", key) for key in keys.values() if key is not None})
    heard = {token for field, token in known if field in _FIELDS}
    near: dict[str, str] = {}
    materials: dict[str, None] = {}
    words: dict[str, None] = {}
    for leaf in said:
        spelt, key = tokens(leaf.text), keys[leaf.text]
        if key is not None:
            if ("formula", key) not in known and not any(
                all((field, token) in known for token in spelt) for field in _FIELDS
            ):
                materials[leaf.text] = None
            continue
        if isinstance(leaf, Phrase):
            continue
        for token in spelt:
            if len(token) >= _SHORTEST and token.isalpha() and token not in heard:
                other = near.get(token) or _nearest(index, token)
                near |= {token: other} if other is not None else {}
        seen = any(token in near or token in heard for token in spelt)
        if spelt and not seen and not numeric_name(leaf.text) and not class_named([leaf.text]):
            words[leaf.text] = None
    return Unheard(near, tuple(materials), tuple(words))


def _nearest(index: Index, token: str) -> str | None:
    # A slip is rarely in the first letter.
    known = dict.fromkeys(word for field in _FIELDS for word in index.vocabulary(field, token[0], limit=20_000))
    return nearest(token, list(known), least=_NEAR)
