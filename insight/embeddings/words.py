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
from ...search.analysis import elements_of, material_key, singular

NUMBER = "<number>"
MATERIAL = "="
# What stands around a word and is no part of it.
_BEFORE, _AFTER = "\"'“”‘’«([{<*†‡§,;:.…–—-", "\"'“”‘’»)]}>*†‡§,;:.!?…–—-"
_NUMBER = re.compile(r"[±~≈<>≤≥+−-]?\d[\d.,]*+(?:\s?[×x·]\s?10\^?[−-]?\d++)?(?:e[+-]?\d++)?%?\Z", re.IGNORECASE)
_UNIT = re.compile(r"[A-Za-zµμΩ°%]{1,6}\^[-−+]?\d\Z")
_PART = re.compile(r"[^\W\d_]++\d*+|\d[\d.,]*+")
_LONGEST = 60


def sentences(text: str) -> Iterator[list[str]]:
    """The tokens of each sentence of ``text``, sentences without any left out."""
    for start, end in split(text):
        found = tokens(text[start:end])
        if found:
            yield found


def tokens(sentence: str) -> list[str]:
    """The tokens of a sentence, in order."""
    return [token for chunk in sentence.split() for token in _of_chunk(chunk)]


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
    """``chunk`` without the punctuation around it; brackets that belong together stay."""
    while chunk and (chunk[0] in _BEFORE or chunk[-1] in _AFTER):
        if chunk[-1] in ")]}" and chunk.count("([{"[")]}".index(chunk[-1])]) >= chunk.count(chunk[-1]):
            if chunk[0] not in _BEFORE or chunk[0] in "([{":
                # A bracket within the word, as in Li1.3Al0.3Ti1.7(PO4)3, or around all of it.
                if chunk[0] in "([{" and chunk.find(chunk[-1]) == len(chunk) - 1:
                    chunk = chunk[1:-1]
                    continue
                break
            chunk = chunk[1:]
        elif chunk[-1] in _AFTER:
            chunk = chunk[:-1]
        elif chunk[0] in "([{" and chunk.count(chunk[0]) <= chunk.count(")]}"["([{".index(chunk[0])]):
            break
        else:
            chunk = chunk[1:]
    return chunk


def _word(text: str) -> str | None:
    """``text`` as one token; None where it is not one word."""
    if _NUMBER.match(text):
        return NUMBER
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
    return is_material(word) and len(elements_of(word)) > 1 and any(each.isupper() for each in word[:3])


def shown(word: str) -> str:
    """A token as people write it."""
    return word.removeprefix(MATERIAL).replace("_", " ")
