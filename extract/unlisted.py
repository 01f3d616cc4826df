"""Starting materials that no dictionary lists: what is weighed (*2 g of reed flowers*), biomass, organic molecules."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .analysis import MaterialMention, Sentence
from .chemical_names import ELEMENT_NAMES
from .data import extract_vocabulary
from .hints import has_any
from .quantity import Quantity


def _words(name: str) -> tuple[str, ...]:
    return tuple(extract_vocabulary("unlisted_words")[name].get("words"))


_WEIGHED = frozenset({"mass", "amount"})
_POURED = frozenset({"liquid_volume", "volume"})
_LONGEST = 5
# Commas count the places of groups (*1,3,5-*).
_WORD = re.compile(r"(?:[^\s,;:()\[\]/]|(?<=[\d'′]),(?=\d)|(?<=[\w-])\([^()\s]{1,16}\)(?=\w))++")
_BETWEEN_DIGITS = re.compile(r"[\d'′],\d")
_NEXT = re.compile(r"\s?(?=[^\s,;:()\[\]/])")
_OF = re.compile(r"\s(?:of\s)?")
_OPENING = re.compile(r"[(\[][^()\[\]]{0,28}$")
# A name ends before these and begins behind them.
_BREAKS = frozenset(_words("breaks"))
_QUALITIES = frozenset(_words("qualities"))
_FORMS = frozenset(_words("forms"))
# Words that name no substance by themselves: media, vessels, things of another step.
_NO_SUBSTANCE = frozenset(_words("no_substance"))
_MEDIUM_ENDS = tuple(_words("medium_ends"))
# The parts of plants and animals that carbons are made of.
_BIOMASS = frozenset(_words("grown"))
_PLANT_HINTS = tuple(sorted({word.rstrip("s") for word in _BIOMASS}))
# These say what grew only together with a word before them.
_NEED_A_PLANT = frozenset(_words("grown_of_something"))
_NOT_GROWN = frozenset(_words("not_grown"))
# Organic molecules are told by how their names end.
_ORGANIC_ENDS = tuple(_words("organic_ends"))
_CATIONS = frozenset({*ELEMENT_NAMES, "ammonium", "hydrogen", "bovine", "serum", "tetraethyl", "tetra", "tetrabutyl"})
_ACID = re.compile(r"(?<![\w,′'-])(?:[\w,′'-]{2,30}\s)acid(?![\w-])")
_ORGANIC_HINTS = ("acid", *_ORGANIC_ENDS)
_NO_ACID = frozenset(_words("no_acid"))
_RINSED = re.compile(
    r"\b(?:wash|rins|clean|filter|extract|centrifug|etch|purif|adjust|pH\b)[^.;]{0,60}$", re.IGNORECASE
)


def find_unlisted(
    sentence: Sentence, quantities: Sequence[Quantity], known: Sequence[MaterialMention]
) -> list[MaterialMention]:
    """The starting materials of a sentence on a synthesis that are not among the ``known`` mentions, in text order.

    A name that an amount weighs is one, and so are parts of plants and animals and molecules that are told by how their
    names end, unless something is washed with them.
    """
    taken = [(mention.start - sentence.start, mention.end - sentence.start) for mention in known]
    found: list[MaterialMention] = []
    spans = {*_weighed(sentence, quantities), *_grown(sentence.text), *_organic(sentence.text)}
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if any(start < other_end and other_start < end for other_start, other_end in taken):
            continue
        if _RINSED.search(sentence.text[max(0, start - 90) : start]):
            continue
        taken.append((start, end))
        name = sentence.text[start:end]
        place = sentence.start + start
        found.append(
            MaterialMention(name, name.lower(), role="precursor", start=place, end=place + len(name), text=name)
        )
    return found


def _weighed(sentence: Sentence, quantities: Sequence[Quantity]) -> Iterator[tuple[int, int]]:
    text = sentence.text
    for quantity in quantities:
        if quantity.dimension not in _WEIGHED and quantity.dimension not in _POURED:
            continue
        start, end = quantity.start - sentence.start, quantity.end - sentence.start
        opening = _OPENING.search(text, max(0, start - 30), start)
        span = _before(text, opening.start()) if opening is not None else _behind(text, end)
        if span is None:
            continue
        if quantity.dimension in _POURED and text[slice(*span)].lower().endswith(_MEDIUM_ENDS):
            continue
        yield span


def _behind(text: str, at: int) -> tuple[int, int] | None:
    """The name behind an amount that ends at ``at``: *of fresh reed flowers were* is *reed flowers*."""
    of = _OF.match(text, at)
    words: list[tuple[int, int]] = []
    place = of.end() if of is not None else at
    while len(words) < _LONGEST and (match := _WORD.match(text, place)):
        word = match.group()
        if word.lower() in _BREAKS:
            break
        words.append((match.start(), match.end() - len(word) + len(word.rstrip("."))))
        step = _NEXT.match(text, match.end())
        if word.endswith(".") or step is None or step.end() == match.end():
            break
        place = step.end()
    return trimmed_name(text, words)


def _before(text: str, at: int) -> tuple[int, int] | None:
    """The name before the bracket at ``at``: *and then reed flowers (* is *reed flowers*."""
    words: list[tuple[int, int]] = []
    end = at
    while len(words) < _LONGEST:
        end = len(text[:end].rstrip())
        begin = end
        while begin and (text[begin - 1] not in " \t\n,;:()[]/" or _BETWEEN_DIGITS.match(text, begin - 2)):
            begin -= 1
        word = text[begin:end]
        if not word or word.lower() in _BREAKS or word.endswith("."):
            break
        words.insert(0, (begin, end))
        if begin == 0 or text[begin - 1] not in " \t\n":
            break
        end = begin
    return trimmed_name(text, words)


def trimmed_name(text: str, words: list[tuple[int, int]]) -> tuple[int, int] | None:
    """The span of ``words`` of ``text`` (each half-open) without qualities and forms around them.

    None where they name no substance.
    """
    while words and (text[slice(*words[0])].lower() in _QUALITIES or text[slice(*words[0])].lower().startswith("as-")):
        words = words[1:]
    while len(words) > 1 and text[slice(*words[-1])].lower() in _FORMS:
        words = words[:-1]
    if not words:
        return None
    last = text[slice(*words[-1])].lower()
    if (
        last in _NO_SUBSTANCE
        or last.removesuffix("s") in _NO_SUBSTANCE
        or last in _QUALITIES
        or last.endswith(("ed", "ing"))
        or len(text[words[0][0] : words[-1][1]]) < 2
    ):
        return None
    if not any(letter.isalpha() for letter in text[words[0][0] : words[-1][1]][:6]):
        return None
    return words[0][0], words[-1][1]


def _grown(text: str) -> Iterator[tuple[int, int]]:
    """*dried walnut shells*: what grew, with the word or two that say of what."""
    if not has_any(text.lower(), _PLANT_HINTS):
        return
    words = [match.span() for match in _WORD.finditer(text)]
    for index, (start, end) in enumerate(words):
        word = text[start:end].rstrip(".").lower()
        if word not in _BIOMASS:
            continue
        chosen = [(start, start + len(word))]
        for before in reversed(words[max(0, index - 2) : index]):
            if text[before[1] : chosen[0][0]] != " " or text[slice(*before)].lower() in _BREAKS | _QUALITIES:
                break
            chosen.insert(0, before)
        names = {text[slice(*each)].lower() for each in chosen}
        behind = _WORD.match(text, end + 1)
        if names & _NOT_GROWN or (behind is not None and behind.group().lower() in _NOT_GROWN):
            continue
        if len(chosen) == 1 and (word in _NEED_A_PLANT or text[max(0, start - 4) : start].lower() == "the "):
            continue
        yield chosen[0][0], chosen[-1][1]


def _organic(text: str) -> Iterator[tuple[int, int]]:
    lower = text.lower()
    if not has_any(lower, _ORGANIC_HINTS):
        return
    places = [match.span() for match in _WORD.finditer(lower)]
    for index, (start, end) in enumerate(places):
        word = lower[start:end].rstrip(".").removesuffix("s")
        behind = lower[end : end + 7]
        if (
            not word.endswith(_ORGANIC_ENDS)
            or word.startswith(("poly", "carboxylic"))
            or behind.startswith((" group", ")"))
        ):
            continue
        begin = start
        for before, stop in reversed(places[max(0, index - 2) : index]):
            if lower[stop:begin] != " " or lower[before:stop] not in _CATIONS:
                break
            begin = before
        if lower[max(0, begin - 1) : begin] != "(":
            yield begin, start + len(word)
    for match in _ACID.finditer(lower):
        name = match.group().split()[0]
        if name.endswith("ic") and name not in _NO_ACID and name not in _BREAKS:
            yield match.end() - len(name) - len(" acid"), match.end()
