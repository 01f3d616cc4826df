"""The components of a recipe and their shares, in the phrasings that papers use."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .lexicon import NameHit, find_names
from .reading import Passage

_RATIO = re.compile(
    r"(?<![\d.:/-])\d{1,3}(?:\.\d{1,2})?(?:(?:\s?[:∶]\s?\d{1,3}(?:\.\d{1,2})?){1,4}|(?:/\d{1,2}(?:\.\d{1,2})?){2,4}|"
    r"(?:[-–]\d{1,2}(?:\.\d{1,2})?){2,4})(?![\d:/-])"
)
# Shares told one after the other behind the names: `… were mixed, with 88, 5 and 7 wt% of the solids`.
_LISTED = re.compile(
    r"(?<![\d.])\d{1,2}(?:\.\d{1,2})?(?:, \d{1,2}(?:\.\d{1,2})?){0,2}+,? and \d{1,2}(?:\.\d{1,2})?\s?"
    r"(?P<unit>wt\.?\s?-?%|%|weight ?%)"
)
_NUMBER_WORDS = {
    "five": 5,
    "ten": 10,
    "fifteen": 15,
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "eighty-five": 85,
    "ninety": 90,
    "ninety-five": 95,
}
_PERCENT = re.compile(
    r"(?i)(?:(?P<number>(?<![\d.])\d{1,2}(?:\.\d{1,2})?)\s?|\b(?P<word>"
    + "|".join(sorted(_NUMBER_WORDS, key=len, reverse=True))
    + r")\s)"
    r"(?P<unit>wt\.?\s?-?%|%\s?(?:by (?:weight|mass)|wt\.?|\(?w/w\)?)|weight\s?%|mass\s?%|weight percent|%|percent|"
    r"per ?cent|wt\.? percent|parts(?: by (?:weight|mass))?\b)"
)
_BY_VOLUME = re.compile(r"\W{0,3}(?:v\s?[/:]\s?v|vol\b|by vol)")
_SEPARATOR = re.compile(r"\s*(?:[,;]|\band\b|\bas well as\b|&|\bwith\b|\bplus\b|\+)\s*")
# Of a polymer electrolyte: ether oxygen to lithium.
_OXYGEN = re.compile(r"\[?(?:EO|O)\]?\s?[:/]\s?\[?(?:Li|Na)\+?\]?(?: (?:molar )?ratio)?\s?(?:=|of|was|is)?\s?$")
_DONE = re.compile(
    r"(?i)\s(?:were|was|are) (?:\w+ly )?(?:mixed|kneaded|ground|blended|stirred|dispersed|milled|homogeni[sz]ed|"
    r"combined|suspended|hand-ground|ball-milled)\b"
)
_COLON = re.compile(r"\s*(?:[:∶]|(?<=[A-Za-z\d)])/(?=[A-Za-z]))\s*")
BRACKETS = re.compile(r"(?<![a-z])\s?\([^()]*\)")
_LEAD = re.compile(
    r"(?i).*\b(?:compris\w+|consist\w* of|contain\w*|composed of|mixing|mixtures? of|mixed|slurry of|"
    r"slurries of|inks? of|pastes? of|"
    r"blend\w*(?: of)?|held|hold|carried|comprised|combining|using|including|made (?:up )?(?:of|from|by)|"
    r"prepared (?:with|from|by)|(?:hand-?)?grinding|(?:ball-?\s?)?milling|blending|stirring|homogeni[sz]ing|kneading|"
    r"dispersing|dissolving|composition of|ratio of|composition was|amounts? of|powders? of|ratio between)\b\s*"
)
_EMPTY = re.compile(
    r"(?i)^(?:\W|\b(?:the|an?|in|at|of|by|to|were|was|is|are|with|weight|mass|ratios?|wt|w/w|respectively|then|first|"
    r"firstly|together|mixed|homogeneously|thoroughly|which|that|form|solvent|using|and|a|were then|total|"
    r"respective)\b)*$"
)
_CONDUCTIVE = re.compile(r"(?i)\b(?:conduct(?:ive|ing|or)|carbon additive|conductivity enhancer)\b")
# What a short name means in a recipe only: elsewhere C is carbon the element, and SP anything.
_SHORT_CARBON = re.compile(r"\s*(?:C|CB|AB|KB|SP|carbon)\s*")
_CLASS = re.compile(r"(?i)(?:conductive |conducting )?carbon(?: black)?|conductive (?:agent|additive)|carbon additive")
_OF_ELSE = re.compile(
    r"(?i)\s?(?:(?:(?:,|and|or) \d{1,2}(?:\.\d)?\s?%\s)?porosity|humidity|purity|excess|solids?\b|state of charge|"
    r"soc\b|of (?:the|its) capacity)"
)
_NOT_SHARE = re.compile(
    r"(?i)\b(?:solids?(?: content| loading)?|humidity|purity|yield|porosity|rate|voids?)\b[^,;]{0,15}$"
)


@dataclass(frozen=True, slots=True)
class Part:
    """One component of a recipe: its words at ``start``–``end`` of the passage, and its role."""

    role: str
    start: int
    end: int
    name: NameHit | None


def _role(text: str, start: int, end: int) -> Part:
    words = text[start:end]
    for role in ("binder", "conductive_additive"):
        hits = find_names(text, role)
        for hit in hits:
            # In `S/Ketjen black composite` the carbon is a part of the active material.
            inner = role == "conductive_additive" and hit.start > start and text[hit.start - 1] in "/@-"
            if not start <= hit.start < end or inner:
                continue
            # `conductive carbon (Super P)`: the trade name tells more than the class before it.
            trade = [one for one in hits if 0 <= one.start - hit.end <= 3 and text[one.start - 1] == "("]
            return Part(role, start, end, trade[0] if trade and _CLASS.fullmatch(hit.text) else hit)
    if re.search(r"(?i)\bbinders?\b", words):
        return Part("binder", start, end, None)
    if _CONDUCTIVE.search(words) or _SHORT_CARBON.fullmatch(words):
        return Part("conductive_additive", start, end, None)
    return Part("active_material", start, end, None)


def _masked(text: str) -> str:
    """``text`` with bracketed asides blanked, every offset kept."""
    return BRACKETS.sub(lambda match: " " * len(match[0]), text)


def _pieces(text: str, start: int, end: int, separator: re.Pattern[str]) -> list[tuple[int, int]]:
    pieces: list[tuple[int, int]] = []
    at = start
    for match in separator.finditer(text, start, end):
        pieces.append((at, match.start()))
        at = match.end()
    pieces.append((at, end))
    return [(a, b) for a, b in pieces if not _EMPTY.match(text[a:b])]


def _parts(text: str, masked: str, start: int, end: int, count: int, *, last: bool) -> list[Part] | None:
    """The ``count`` components named in ``text[start:end]``: the last ones, or the first ones.

    ``masked`` is the text that is cut into pieces: itself, or without its bracketed asides.
    """
    for separator in (_SEPARATOR, _COLON, re.compile(f"{_SEPARATOR.pattern}|{_COLON.pattern}")):
        pieces = _pieces(masked, start, end, separator)
        if len(pieces) < count:
            continue
        pieces = pieces[-count:] if last else pieces[:count]
        lead = _LEAD.match(masked, pieces[0][0], pieces[0][1])
        if lead is not None and lead.end() < pieces[0][1]:
            pieces[0] = (lead.end(), pieces[0][1])
        parts = [_role(text, a, b) for a, b in pieces]
        if any(part.role != "active_material" for part in parts):
            return parts
    return None


def ratio_shares(passage: Passage) -> Iterator[tuple[Part, float, str, tuple[float, ...], int, int]]:
    """Parts with their number in a ratio such as 8:1:1: part, number, unit as written, all numbers, and the place."""
    text = passage.text
    masked = _masked(text)
    for match in (*_RATIO.finditer(text), *_LISTED.finditer(text)):
        numbers = tuple(float(number) for number in re.findall(r"\d+(?:\.\d+)?", match[0]))
        if match.re is _LISTED and not 98 <= sum(numbers) <= 102:
            continue
        if not 0.5 < sum(numbers) <= 1000 or max(numbers) == 0:
            continue
        if _BY_VOLUME.match(text, match.end()) or _OXYGEN.search(text[: match.start()]):
            continue
        opening = text.rfind("(", 0, match.start())
        inside = opening >= 0 and ")" not in text[opening : match.start()]
        parts = None
        if inside:
            parts = _parts(text, text, opening + 1, match.start(), len(numbers), last=True)
        cut = max(masked.rfind(mark, 0, match.start()) for mark in (". ", "; "))
        # `A, B and C were kneaded with a little ethanol (60/30/10)`: the components stand before the verb.
        verb = _DONE.search(masked, cut + 1, opening if inside else match.start())
        if parts is None and verb is not None:
            parts = _parts(text, masked, cut + 1, verb.start(), len(numbers), last=True)
        parts = parts or _parts(text, masked, cut + 1, opening if inside else match.start(), len(numbers), last=True)
        if parts is None:
            closing = text.find(")", match.end()) + 1 if inside else match.end()
            parts = _parts(text, masked, max(closing, match.end()), len(masked), len(numbers), last=False)
        if parts is None or sum(part.role == "binder" for part in parts) > 2:
            continue
        written = "ratio " + ":".join(f"{number:g}" for number in numbers)
        if match.re is _LISTED:
            written = "%" if match["unit"] == "%" else "wt%"
        for part, number in zip(parts, numbers, strict=True):
            yield part, number, written, numbers, match.start(), match.end()


def percent_shares(passage: Passage) -> Iterator[tuple[Part, float, str, int, int]]:
    """Parts with their per cent, before or behind the name: part, number, unit, and the place of the number."""
    text = passage.text
    matches = [
        match
        for match in _PERCENT.finditer(text)
        if (match["word"] or 0.5 <= float(match["number"]) < 99) and not _OF_ELSE.match(text, match.end())
    ]
    if len(matches) < 2 and not (matches and "binder" in passage.lower):
        return
    for index, match in enumerate(matches):
        if _NOT_SHARE.search(text[max(0, match.start() - 30) : match.start()]):
            continue
        number = float(_NUMBER_WORDS[match["word"].lower()]) if match["word"] else float(match["number"])
        unit = "%" if match["unit"].lower() in ("%", "percent", "per cent") else "wt%"
        unit = "parts" if match["unit"].lower().startswith("parts") else unit
        left = matches[index - 1].end() if index else 0
        right = matches[index + 1].start() if index + 1 < len(matches) else len(text)
        opening = text.rfind("(", left, match.start())
        bracketed = (
            opening >= 0
            and not text[opening + 1 : match.start()].strip()
            and re.match(r"\s?(?:[),;]|by\b|w/w)", text[match.end() :]) is not None
        )
        tail = re.match(
            r"\s?(?:of (?:the )?)?((?:poly ?\([^()]*\)|[^,;()])+?)(?=,|;|\(|\)|\band\b|\bwith\b|\bin\b|\bas\b|$)",
            text[match.end() : right],
        )
        if (
            not bracketed
            and tail is not None
            and re.search(r"[A-Za-z]{2}|\bC[46]5\b", tail[1])
            and not _EMPTY.match(tail[1])
        ):
            start, end = match.end() + tail.start(1), match.end() + tail.end(1)
        else:
            end = opening if bracketed else match.start()
            pieces = _pieces(_masked(text), left, end, _SEPARATOR)
            if not pieces:
                continue
            start, end = pieces[-1]
            lead = _LEAD.match(text, start, end)
            if lead is not None and lead.end() < end:
                start = lead.end()
        yield _role(text, start, end), number, unit, match.start(), match.end()
