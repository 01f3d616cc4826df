"""Suggestions: for a word that no paper has, the nearest one that some have."""

from __future__ import annotations

from collections.abc import Mapping

from .analysis import material_key, tokens
from .entry import WORDS
from .fields import nearest, numeric_name
from .index import Index
from .meaning import class_named
from .query import Node, Phrase, Word, leaves

_FIELDS = tuple(WORDS.values())
_SHORTEST = 5
_NEAR = 75.0


def suggestions(index: Index, root: Node) -> dict[str, str]:
    """Misspelt words of a question and what they may be meant to be."""
    found: dict[str, str] = {}
    for leaf in leaves(root):
        if not isinstance(leaf, Word) or material_key(leaf.text) is not None:
            continue
        for token in tokens(leaf.text):
            if len(token) >= _SHORTEST and token.isalpha() and not any(index.frequency(f, token) for f in _FIELDS):
                near = _nearest(index, token)
                if near is not None:
                    found[token] = near
    return found


def unknown_materials(index: Index, root: Node) -> list[str]:
    """Materials of a question that no paper names under any spelling."""
    found: list[str] = []
    for leaf in leaves(root):
        key = material_key(leaf.text) if isinstance(leaf, Word | Phrase) else None
        if key is not None and isinstance(leaf, Word | Phrase) and not index.frequency("formula", key):
            spelt = tokens(leaf.text)
            if not any(all(index.frequency(field, token) for token in spelt) for field in _FIELDS):
                found.append(leaf.text)
    return found


def unknown_words(index: Index, root: Node, near: Mapping[str, str]) -> list[str]:
    """Words of a question that occur nowhere, neither names of properties nor in its suggestions ``near``."""
    found: list[str] = []
    for leaf in leaves(root):
        spelt = tokens(leaf.text) if isinstance(leaf, Word) else []
        named = isinstance(leaf, Word) and (
            material_key(leaf.text) or numeric_name(leaf.text) or class_named([leaf.text])
        )
        seen = any(token in near or any(index.frequency(f, token) for f in _FIELDS) for token in spelt)
        if isinstance(leaf, Word) and spelt and not named and not seen:
            found.append(leaf.text)
    return list(dict.fromkeys(found))


def _nearest(index: Index, token: str) -> str | None:
    # A slip is rarely in the first letter.
    known = dict.fromkeys(word for field in _FIELDS for word in index.vocabulary(field, token[0], limit=20_000))
    return nearest(token, list(known), least=_NEAR)
