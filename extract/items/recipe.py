"""The recipe of an electrode or coating: its components by name and by share, in the phrasings that papers use."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..analysis import MaterialMention
from ..quantity import Normalised
from .component import component_of
from .finding import Finding
from .lexicon import NameHit, find_names
from .reading import Passage, Reading

_RATIO = re.compile(
    r"(?<![\d.:/-])\d{1,3}(?:\.\d{1,2})?(?:(?:\s?[:∶]\s?\d{1,3}(?:\.\d{1,2})?){1,4}|(?:/\d{1,2}(?:\.\d{1,2})?){2,4}|"
    r"(?:[-–]\d{1,2}(?:\.\d{1,2})?){2,4})(?![\d:/-])"
)
_CONDUCTORS = frozenset(
    {
        "garnet",
        "nasicon",
        "argyrodite",
        "sulfide_electrolyte",
        "halide_electrolyte",
        "salt",
        "other_solvent",
        "carbonate_solvent",
        "ether_solvent",
    }
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
    r"per ?cent|wt\.? percent)"
)
_SEPARATOR = re.compile(r"\s*(?:[,;]|\band\b|\bas well as\b|&|\bwith\b|\bplus\b|\+)\s*")
_COLON = re.compile(r"\s*(?:[:∶]|(?<=[a-z\d)])/(?=[A-Za-z]))\s*")
_BRACKETS = re.compile(r"(?<![a-z])\s?\([^()]*\)")
_LEAD = re.compile(
    r"(?i).*\b(?:compris\w+|consist\w* of|contain\w*|composed of|mixing|mixtures? of|mixed|slurry of|slurries of|"
    r"blend\w*(?: of)?|held|hold|carried|comprised|combining|using|including|made (?:up )?(?:of|from|by)|"
    r"prepared (?:with|from|by)|grinding|"
    r"dispersing|dissolving|composition of|ratio of|composition was|amounts? of|powders? of|ratio between)\b\s*"
)
_EMPTY = re.compile(
    r"(?i)^(?:\W|\b(?:the|an?|in|at|of|by|to|were|was|is|are|with|weight|mass|ratios?|wt|w/w|respectively|then|first|"
    r"firstly|together|mixed|homogeneously|thoroughly|which|that|form|solvent|using|and|a|were then|total|"
    r"respective)\b)*$"
)
_CONDUCTIVE = re.compile(r"(?i)\b(?:conduct(?:ive|ing|or)|carbon additive|conductivity enhancer)\b")
_GENERIC_ACTIVE = re.compile(
    r"(?i)^(?:the )?(?:(?:as-?\s?)?(?:active|prepared|obtained|synthesi[sz]ed|electrode|cathode|anode|electroactive|"
    r"corresponding|sample|final|resulting|host|of|the|our|different|above|various)[\s-]*)*"
    r"(?:materials?|powders?|samples?|mass|composites?|products?|substances?|compounds?)?$"
)
_CONTEXT = (
    "slurry",
    "slurries",
    "electrode",
    "cathode",
    "anode",
    "paste",
    "ink",
    "coat",
    "cast",
    "mixture",
    "mixing",
    "mixed",
    "film",
    "separator",
    "layer",
    "binder",
    "composed",
    "consist",
)
# What a short name means in a recipe only: elsewhere C is carbon the element, and SP anything.
_SHORT_CARBON = re.compile(r"\s*(?:C|CB|AB|KB|SP|carbon)\s*")
_NOT_SHARE = re.compile(
    r"(?i)\b(?:solids?(?: content| loading)?|humidity|purity|yield|porosity|rate|voids?)\b[^,;]{0,15}$"
)
_CLEAN = re.compile(
    r"(?i)^(?:the|an?|both|our|of|pure|commercial(?:ized)?|as[- ](?:prepared|synthesi[sz]ed|obtained)|"
    r"active materials?|"
    r"active|prepared|ground|\W)\s+|\s+(?:powders?|active materials?|materials?|as (?:the )?active.*|particles|"
    r"were.*|was.*|in (?:a|the|an)?\s?(?:weight|mass|wt).*)$"
)


@dataclass(frozen=True, slots=True)
class _Part:
    """One component of a recipe: its words at ``start``–``end`` of the passage, and its role."""

    role: str
    start: int
    end: int
    name: NameHit | None


def _role(text: str, start: int, end: int) -> _Part:
    words = text[start:end]
    for role in ("binder", "conductive_additive"):
        for hit in find_names(text, role):
            if start <= hit.start < end:
                return _Part(role, start, end, hit)
    if re.search(r"(?i)\bbinders?\b", words):
        return _Part("binder", start, end, None)
    if _CONDUCTIVE.search(words) or _SHORT_CARBON.fullmatch(words):
        return _Part("conductive_additive", start, end, None)
    return _Part("active_material", start, end, None)


def _masked(text: str) -> str:
    """``text`` with bracketed asides blanked, every offset kept."""
    return _BRACKETS.sub(lambda match: " " * len(match[0]), text)


def _pieces(text: str, start: int, end: int, separator: re.Pattern[str]) -> list[tuple[int, int]]:
    pieces: list[tuple[int, int]] = []
    at = start
    for match in separator.finditer(text, start, end):
        pieces.append((at, match.start()))
        at = match.end()
    pieces.append((at, end))
    return [(a, b) for a, b in pieces if not _EMPTY.match(text[a:b])]


def _parts(text: str, masked: str, start: int, end: int, count: int, *, last: bool) -> list[_Part] | None:
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


def _of_ratios(passage: Passage) -> Iterator[tuple[_Part, float, str, tuple[float, ...], int, int]]:
    text = passage.text
    masked = _masked(text)
    for match in _RATIO.finditer(text):
        numbers = tuple(float(number) for number in re.split(r"\s?[:∶/–-]\s?", match[0]))
        if not 0.5 < sum(numbers) <= 1000 or max(numbers) == 0:
            continue
        opening = text.rfind("(", 0, match.start())
        inside = opening >= 0 and ")" not in text[opening : match.start()]
        parts = None
        if inside:
            parts = _parts(text, text, opening + 1, match.start(), len(numbers), last=True)
        cut = max(masked.rfind(mark, 0, match.start()) for mark in (". ", "; "))
        parts = parts or _parts(text, masked, cut + 1, opening if inside else match.start(), len(numbers), last=True)
        if parts is None:
            closing = text.find(")", match.end()) + 1 if inside else match.end()
            parts = _parts(text, masked, max(closing, match.end()), len(masked), len(numbers), last=False)
        if parts is None or sum(part.role == "binder" for part in parts) > 2:
            continue
        written = "ratio " + ":".join(f"{number:g}" for number in numbers)
        for part, number in zip(parts, numbers, strict=True):
            yield part, number, written, numbers, match.start(), match.end()


def _of_percents(passage: Passage) -> Iterator[tuple[_Part, float, str, int, int]]:
    text = passage.text
    matches = [match for match in _PERCENT.finditer(text) if match["word"] or 0.5 <= float(match["number"]) < 99]
    if len(matches) < 2 and not (matches and "binder" in passage.lower):
        return
    for index, match in enumerate(matches):
        if _NOT_SHARE.search(text[max(0, match.start() - 30) : match.start()]):
            continue
        number = float(_NUMBER_WORDS[match["word"].lower()]) if match["word"] else float(match["number"])
        unit = "%" if match["unit"].lower() in ("%", "percent", "per cent") else "wt%"
        left = matches[index - 1].end() if index else 0
        right = matches[index + 1].start() if index + 1 < len(matches) else len(text)
        opening = text.rfind("(", left, match.start())
        bracketed = (
            opening >= 0 and ")" not in text[opening : match.start()] and not text[opening + 1 : match.start()].strip()
        )
        tail = re.match(
            r"\s?(?:of (?:the )?)?((?:poly ?\([^()]*\)|[^,;()])+?)(?=,|;|\(|\band\b|\bwith\b|\bin\b|\bas\b|$)",
            text[match.end() : right],
        )
        if not bracketed and tail is not None and re.search(r"[A-Za-z]{2}", tail[1]) and not _EMPTY.match(tail[1]):
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


def _clean(name: str) -> str:
    before = ""
    name = _BRACKETS.sub(lambda match: match[0] if len(match[0]) < 12 else "", name).strip(" .:;,=")
    while name != before:
        before = name
        name = _CLEAN.sub("", name).strip(" .:;,=")
    return name


def find_recipes(reading: Reading) -> list[Finding]:
    """Names and shares of active material, conductive additive and binder that recipes state."""
    findings: list[Finding] = []
    for passage in reading.passages:
        if passage.of_others or not passage.has(*_CONTEXT):
            continue
        text = passage.text
        if not (
            find_names(text, "binder") or find_names(text, "conductive_additive") or passage.has("binder", "conductive")
        ):
            continue
        if passage.has("electrolyte") and find_names(text, "electrolyte_salt") and not passage.has("slurry"):
            continue
        component = component_of(passage)
        materials = reading.materials_in(passage)
        rank = passage.setting_rank + (1 if component and component.startswith(("sep", "sol")) else 0)
        for part, number, unit, numbers, start, end in _of_ratios(passage):
            if len(numbers) > 2 and part.role == "active_material" and _is_conductor(passage, part, materials):
                continue
            share = Normalised(100 * number / sum(numbers), None, None, "%")
            findings += _findings(passage, part, number, unit, share, rank, component, start, end, materials)
        percents = list(_of_percents(passage))
        roles = {part.role for part, *_ in percents}
        total = sum(number for _, number, *_ in percents)
        if (len(roles) >= 2 and (total <= 110 or len(percents) > 4)) or (len(percents) == 1 and "binder" in roles):
            for part, number, unit, start, end in percents:
                share = Normalised(number, None, None, unit)
                findings += _findings(passage, part, number, unit, share, rank, component, start, end, materials)
    return findings


def _token(passage: Passage, mention: MaterialMention) -> tuple[int, int]:
    """The whole token around a mention: a sample label such as ``Al-NMC`` is not the NMC in it."""
    text, at = passage.text, passage.start
    start, end = mention.start - at, mention.end - at
    while start and (text[start - 1].isalnum() or text[start - 1] in "-–@/") and start > mention.start - at - 12:
        start -= 1
    while end < len(text) and (text[end].isalnum() or text[end] in "-–@/") and end < mention.end - at + 12:
        end += 1
    return at + start, at + end


def _is_conductor(passage: Passage, part: _Part, materials: tuple[MaterialMention, ...]) -> bool:
    """Whether the part is no active material: a solid electrolyte of a composite electrode, a solvent, a salt."""
    if any(part.start <= hit.start < part.end for hit in find_names(passage.text, "electrolyte_salt")):
        return True
    inside = [one for one in materials if part.start <= one.start - passage.start < part.end]
    return bool(inside) and all(one.family in _CONDUCTORS for one in inside)


def _findings(
    passage: Passage,
    part: _Part,
    number: float,
    unit: str,
    share: Normalised,
    rank: float,
    component: str | None,
    start: int,
    end: int,
    materials: tuple[MaterialMention, ...],
) -> Iterator[Finding]:
    at = passage.start
    first, last = min(part.start, start), max(part.end, end)
    yield Finding(
        f"{part.role}_fraction",
        number,
        at + first,
        at + last,
        rank,
        unit=unit,
        normalised=share,
        component=component,
        confidence=0.85,
    )
    if part.name is not None:
        yield Finding.of_name(
            part.role,
            part.name.text,
            at + part.name.start,
            at + part.name.end,
            rank,
            norm=part.name.name,
            component=component,
            confidence=0.85,
        )
        return
    if part.role != "active_material":
        return
    mentions = [one for one in materials if part.start <= one.start - at < part.end]
    if mentions:
        main = max(mentions, key=lambda one: len(one.text))
        start, end = _token(passage, main)
        name = passage.text[start - at : end - at]
        yield Finding.of_name(
            part.role,
            name,
            start,
            end,
            rank + 0.5,
            norm=main.canonical if name == main.text else name.lower(),
            component=component,
            confidence=0.8,
        )
        return
    name = _clean(passage.text[part.start : part.end])
    if name and not _GENERIC_ACTIVE.match(name) and len(name) <= 60:
        yield Finding.of_name(
            part.role, name, at + part.start, at + part.end, rank + 0.5, component=component, confidence=0.6
        )
