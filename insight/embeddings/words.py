"""Words: a text as the tokens that word vectors are learned from.

After Tshitoyan and others (Nature 571, 95, 2019): every way to write a composition is one word, numbers are one word,
other words are in lower case unless they are acronyms or elements. A material is spelt as the search index spells it,
``=LiFePO4`` for LFP, LiFePO4 and FeLiPO4, so that no ordinary word is taken for one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ...extract.elements import SYMBOLS
from ...extract.sentences import split
from ...search.analysis import material_key, singular
from ..models.composition import fractions

NUMBER = "<number>"
MATERIAL = "="
# What stands around a word and is no part of it.
_PUNCTUATION = "\"'“”‘’«»<>*†‡§,;:.!?…–—-"
_CLOSED_BY = {"(": ")", "[": "]", "{": "}"}
_OPENED_BY = {closed: opened for opened, closed in _CLOSED_BY.items()}
# The power of ten of a number is part of it.
_POWER = re.compile(r"\s?[×x·]\s?10\^[-−]?\d++")
_NUMBER = re.compile(r"[±~≈<>≤≥+−-]?\d[\d.,]*+(?:\^[-−]?\d++)?(?:e[+-]?\d++)?%?\Z", re.IGNORECASE)
_UNIT = re.compile(r"[A-Za-zµμΩ°%]{1,6}\^[-−+]?\d\Z")
_DIMENSIONS = re.compile(r"[0-3][Dd]\Z")  # 2D, 3D
_PART = re.compile(r"(?<!\d)[0-3][Dd]\b|[^\W\d_]++\d*+|\d[\d.,]*+")
_LONGEST = 60


def sentences(text: str) -> Iterator[list[str]]:
    """The tokens of each sentence of ``text``, sentences without any left out."""
    for start, end in split(text):
        found = tokens(text[start:end])
        if found:
            yield found


def tokens(sentence: str) -> list[str]:
    """The tokens of a sentence, in order."""
    return [token for chunk in _POWER.sub("", sentence).split() for token in _of_chunk(chunk)]


@lru_cache(maxsize=200_000)
def _of_chunk(chunk: str) -> tuple[str, ...]:
    """The tokens between two blanks."""
    if len(chunk) > _LONGEST:
        return ()
    if _UNIT.match(chunk):
        return (chunk.replace("−", "-"),)
    bare = _bare(chunk)
    if not bare:
        return ()
    whole = _word(bare)
    if whole is not None:
        return (whole,)
    found = []
    for piece in re.split(r"[-–—/|@:;,()\[\]{}=+]+", bare):
        word = _word(piece) if piece else None
        if word is not None:
            found.append(word)
        else:
            found += [word for part in _PART.findall(piece) if (word := _word(part)) is not None]
    return tuple(found)


def _bare(chunk: str) -> str:
    """``chunk`` without the punctuation around it; brackets that belong to a formula stay."""
    while True:
        shorter = chunk.lstrip(_PUNCTUATION).rstrip(_PUNCTUATION)
        if shorter and shorter[0] in _CLOSED_BY:
            opened, closed = shorter[0], _CLOSED_BY[shorter[0]]
            if shorter.count(opened) > shorter.count(closed) or _match(shorter, opened, closed) == len(shorter) - 1:
                shorter = shorter[1:]
        if (
            shorter
            and shorter[-1] in _OPENED_BY
            and shorter.count(shorter[-1]) > shorter.count(_OPENED_BY[shorter[-1]])
        ):
            shorter = shorter[:-1]
        if shorter == chunk:
            return chunk
        chunk = shorter


def _match(text: str, opened: str, closed: str) -> int:
    """Where the bracket that ``text`` begins with is closed; -1 where it is not."""
    depth = 0
    for place, letter in enumerate(text):
        depth += (letter == opened) - (letter == closed)
        if not depth:
            return place
    return -1


def _word(text: str) -> str | None:
    """``text`` as one token; None where it is not one word."""
    if _NUMBER.match(text):
        return NUMBER
    if _DIMENSIONS.match(text):
        return text.upper()
    material = material_key(text)
    if material is not None:
        return material
    letters = text.replace("'", "").replace("’", "")
    if not letters.isalpha():
        return text if letters.isalnum() and not letters[0].isdigit() else None  # a label such as HPC700
    if text in SYMBOLS and len(text) <= 2 and text not in _WORDS:
        return text
    capitals = sum(letter.isupper() for letter in text)
    return text if capitals >= 2 else singular(text.lower())


# Symbols of elements that are words at the beginning of a sentence.
_WORDS = frozenset(
    {"As", "At", "Be", "He", "I", "In", "No", "V", "W", "U", "Y", "K", "C", "B", "F", "H", "N", "O", "P", "S"}
)


def is_material(word: str) -> bool:
    """Whether a token is a material."""
    return word.startswith(MATERIAL)


def is_compound(word: str) -> bool:
    """Whether a token is a compound of two elements or more, spelt as a formula."""
    return is_material(word) and len(fractions(word.removeprefix(MATERIAL)) or ()) > 1


def shown(word: str) -> str:
    """A token as people write it."""
    return word.removeprefix(MATERIAL).replace("_", " ")
