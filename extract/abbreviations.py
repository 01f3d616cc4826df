"""Abbreviations and sample labels that a paper defines: *hollow carbon (HC)*, *denoted as HC-700*."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from .analysis import MaterialMention
from .bracketed import bracketed_labels
from .definition import NUMBERED, SPLIT, TAIL, Definition, may_be_short, tail_of
from .formula import parse_formula
from .hints import Hinted

_BRACKET = Hinted(
    r"(?<=\s)\(\s?(?:(?:hereafter|denoted|abbreviated|abbr\.?|i\.e\.|namely)[:,]?\s)?([A-Za-z0-9][^()\s,;=]{1,19})\s?\)"
)
_LABEL = (
    r"[\"“‘']?(?=[^\s,;()]*[A-Z0-9])[A-Za-z0-9αβγδ][^\s,;()\"”’]{0,24}(?:\s\d{1,4}(?![\d.]|\s?(?:°|wt|m|g|h|s|"
    rf"%)))?(?:\s{TAIL}|\([^()\s]{{1,12}}\)[^\s,;()]*)?[\"”’']?"
)
_NAMED = Hinted(
    r"(?:hereafter|hereinafter|henceforth|denoted|denoted by|designated|labell?ed|named|referred to|abbreviated|"
    r"marked|termed|coded|"
    r"nominated|(?<!so-)(?<!so )called)(?:\s(?:to|as|by|hereafter|below|simply|here|in this work|,|referred to|"
    r"the|samples?|denoted|called|named)){0,5}+\s{0,3}[:,]?\s{0,3}"
    rf"(?P<labels>{_LABEL}(?:(?:\s?,\s?(?:and\s)?|\s(?:and|or)\s){_LABEL}){{0,12}}+)"
    r"(?:\s?\((?:where\s)?(?P<variable>[a-zA-Zδ])\s?(?:=|is|are)\s?(?P<values>[^()]{1,60})\)|"
    r",?\swhere\s(?P<variable2>[a-zA-Z])\s"
    r"(?:=|is|was|represents|stands for|denotes)\s(?P<values2>[^.;]{1,60}))?",
    (
        "hereafter",
        "hereinafter",
        "henceforth",
        "denoted",
        "designated",
        "labeled",
        "labelled",
        "named",
        "referred to",
        "abbreviated",
        "marked",
        "termed",
        "coded",
        "nominated",
        "called",
    ),
)
# What a label without a material before it must name: a thing, not a quantity or a method.
_THING = re.compile(
    r"\b(?:samples?|powders?|products?|composites?|materials?|electrodes?|electrolytes?|membranes?|films?|specimens?|"
    r"pellets?|separators?|cathodes?|anodes?|compounds?|ceramics?|fib(?:er|re)s?|they|these|it|solids?"
    r"|catalysts?|alloys?|"
    r"nano\w+|spheres?|particles?|hybrids?|glass(?:es)?|polymers?|foams?|gels?)\b",
    re.IGNORECASE,
)
_HEAD = re.compile(
    r"\b(?:felts?|membranes?|separators?|hosts?|electrodes?|electrolytes?|films?|powders?|composites?"
    r"|carbons?|cathodes?"
    r"|anodes?|samples?|foams?|materials?|papers?|cloths?|polymers?|nano\w+|micro\w+|spheres?|fib(?:er"
    r"|re)s?|alloys?|gels?"
    r"|particles?|glass(?:es)?|ceramics?|frameworks?|interlayers?|references?|counterparts?|ones?|variants?|batch(?:es)?"
    r"|analogues?|pellets?|blends?|sheets?|specimens?)$"
)
# `a composite of A and B (D-LTO)`
_MADE_OF = re.compile(rf"{_HEAD.pattern[:-1]} (?:of|from|with|containing|based on) [^.;]{{1,70}}$")
# `the powder that was quenched`, `a pellet sintered in air`
_TREATED = re.compile(
    rf"{_HEAD.pattern[:-1]} (?:(?:which|that) (?:was|were|had been) )?(?:[a-z-]{{2,14}}ly )?(?:[a-z-]{{3,14}}ed|cast"
    r"|grown|made|cut|spun|sprayed|left|kept)(?: [\w.%°-]{1,14}){0,8}$"
)
_INITIALS = re.compile(r"(?!(?:XRD|SEM|TEM|CVD|ALD|PVD|SPS|RT|SI|EDS|XPS|EIS|CV|NMR|DSC|TGA|BET)$)[A-Z][A-Z0-9]{1,4}")
_IN_ELECTROLYTES = frozenset({"solvent", "salt", "additive", "electrolyte_additive"})
_ELECTROLYTE = re.compile(r"\b\d(?:\.\d{1,2})? ?(?:[Mm]|mol(?:/| ?)[Lk]\S{0,6}) [A-Z][^.;,]{1,70}$")
_COINED = re.compile(r"[A-Z][A-Za-z0-9]{0,7}(?:[-–][A-Z0-9][A-Za-z0-9]{0,7}){1,3}")
_DEVICE = re.compile(r"\s?(?:-?(?:type|based)\s)?(?:batter|cells?\b|capacitor)", re.IGNORECASE)
_DEVICE_END = Hinted(
    r"(?:batter(?:y|ies)|cells?|capacitors?|electrodes?|electrolytes?|cathodes?|anodes?|interphase|interface|"
    r"dendrites?|ions?|separators?)$",
    flags=re.IGNORECASE,
)
_MEDIA = frozenset({"gas", "reagent", "slurry_solvent"})


def find_definitions(text: str, mentions: Sequence[MaterialMention], *, offset: int = 0) -> list[Definition]:
    """The short names that ``text`` defines; ``mentions`` are the materials in it, with places from ``offset`` on."""
    found = [*_in_brackets(text, mentions, offset), *bracketed_labels(text)] if "(" in text else []
    for match in _NAMED.finditer(text, text.lower()):
        if _DEVICE.match(text, match.end()):
            continue
        labels = _tailed([label for label in _labels(match) if may_be_short(label)])
        materials = _named_by(text, match, mentions, offset, len(labels))
        begin = max(text.rfind(". ", 0, match.start()), 0)
        if any(materials) or _THING.search(text, begin, match.start()):
            found.extend(Definition(label, label, m, True) for label, m in zip(labels, materials, strict=True))
    return found


def _named_by(
    text: str, match: re.Match[str], mentions: Sequence[MaterialMention], offset: int, count: int
) -> list[MaterialMention | None]:
    """What each of ``count`` labels names: one material each where the sentence lists as many, else the nearest.

    Gases and reagents are what a product was made in or with, and bear no label.
    """
    begin = max(text.rfind(". ", 0, match.start()), 0) + offset
    last = bisect_right(mentions, match.start() + offset, key=lambda mention: mention.end)
    first = bisect_left(mentions, begin, key=lambda mention: mention.start)
    before = [mention for mention in mentions[first:last] if mention.role not in _MEDIA]
    if count > 1 and len(before) == count:
        return list(before)
    near = before[-1] if before and match.start() + offset - before[-1].end <= 90 else None
    return [near] * count


def _in_brackets(text: str, mentions: Sequence[MaterialMention], offset: int) -> Iterator[Definition]:
    for match in _BRACKET.finditer(text):
        short = match.group(1).rstrip(".")
        if not may_be_short(short) or _is_formula(short) or "@" in short or "/" in short:
            continue
        before = text[max(0, match.start() - 120) : match.start()].rstrip()
        material = _before(mentions, match.start() + offset, 3)
        long = long_form(short, before)
        named = list(_named_material(short, long, material)) if material is not None and material.text != short else []
        if named:
            yield from named
        elif material is not None and material.role in _IN_ELECTROLYTES and _ELECTROLYTE.search(before):
            # `1 M LiPF6 in EC/DMC (BE)`: what was mixed, not the last of its parts
            yield Definition(short, short, None, True)
        elif material is not None and material.text != short and (long is not None or not _MADE_OF.search(before)):
            continue
        elif long is not None:
            last = None if _DEVICE_END.search(long) else _before(mentions, match.start() + offset, len(long) + 1)
            yield Definition(short, long, last, False)
        elif (_is_coined(short, text) and (_HEAD.search(before) or _MADE_OF.search(before))) or (
            _COINED.fullmatch(short) and _MADE_OF.search(before)
        ):
            # `the heat-treated felt (HT-GF)`: a label that abbreviates nothing, used again.
            last = _before(mentions, match.start() + offset, 25)
            served = last is not None and last.role in _IN_ELECTROLYTES
            yield Definition(short, short, None if served else last, True)
        elif (
            _INITIALS.fullmatch(short)
            and text.count(short) > 1
            and _TREATED.search(before)
            and not _DEVICE_END.search(before)
        ):
            yield Definition(short, short, None, True)  # `a pellet sintered in air (CS)`


def _is_coined(short: str, text: str) -> bool:
    """Whether a bracketed word is a label by its looks (``HT-GF``, ``N3-C``) and the text uses it again."""
    return re.fullmatch(r"[A-Za-z0-9]{1,8}(?:[-–][A-Za-z0-9]{1,8}){1,3}", short) is not None and text.count(short) > 1


def _named_material(short: str, long: str | None, material: MaterialMention) -> Iterator[Definition]:
    """``(SHORT)`` right behind a material: another name of it, or of what the longer words say."""
    if short.isdigit() or (long is None and not _plausible(short, material)):
        return
    if long is not None and len(long) > len(material.text) + 2:
        yield Definition(short, long, material, False)
    else:
        yield Definition(short, material.text, material, False)


def _is_formula(short: str) -> bool:
    """Whether a bracket holds a formula: a second way to write a compound, which no sentence needs to define."""
    if short.isupper() and not any(c.isdigit() for c in short):
        return False
    formula = parse_formula(short)
    return formula is not None and len(formula.elements) > 1 and not formula.placeholders


def _plausible(short: str, material: MaterialMention) -> bool:
    """Whether a bracket that is no abbreviation of the words before can still be a name of the material."""
    if material.composition is None and material.name == material.text:
        return False
    capitals = [c for c in short if c.isupper()]
    initials = {c for c in material.text if c.isupper()} | {word[0].upper() for word in material.text.split()}
    share = sum(c in initials for c in capitals) / max(len(capitals), 1)
    # Of two capitals the first must be of the material: `(BE)` is no name of EC.
    return len(capitals) >= 2 and share >= 0.5 and (len(capitals) > 2 or share == 1.0 or capitals[0] in initials)


def _before(mentions: Sequence[MaterialMention], position: int, reach: int) -> MaterialMention | None:
    """The last mention that ends at most ``reach`` characters before ``position``."""
    index = bisect_right(mentions, position, key=lambda mention: mention.end)
    if not index or position - mentions[index - 1].end > reach:
        return None
    return mentions[index - 1]


def long_form(short: str, before: str) -> str | None:
    """The words at the end of ``before`` that ``short`` abbreviates (Schwartz and Hearst 2003), or None."""
    letters = [c.lower() for c in short if c.isalnum()]
    if len(letters) < 2 or not any(c.isalpha() for c in short):
        return None
    words = before.split()
    limit = min(len(letters) + 5, len(letters) * 2)
    tail = " ".join(words[-limit:])
    position = len(tail) - 1
    for index in range(len(letters) - 1, -1, -1):
        while position >= 0 and (
            tail[position].lower() != letters[index] or (index == 0 and position > 0 and tail[position - 1].isalnum())
        ):
            position -= 1
        if position < 0:
            return None
        position -= 1
    long = tail[position + 1 :]
    if len(long) <= len(short) or long.isupper() or long.count("(") != long.count(")"):
        return None
    return long


def _labels(match: re.Match[str]) -> Iterator[str]:
    variable = match["variable"] or match["variable2"]
    values = match["values"] or match["values2"] or ""
    numbers = re.findall(r"\d+(?:\.\d+)?", values)
    for part in SPLIT.split(match["labels"]):
        label = part.strip("\"“”‘’'. ").rstrip(":")
        if variable and numbers and re.search(rf"(?<![A-Za-z]){re.escape(variable)}(?![a-z])", label):
            for number in numbers:
                yield re.sub(rf"(?<![A-Za-z]){re.escape(variable)}(?![a-z])", number, label, count=1)
        elif "/" in label and (series := _series(label)):
            yield from series
        else:
            yield label


def _tailed(labels: list[str]) -> list[str]:
    """``labels`` with their brackets where these tell them apart; a lone ``(10%)`` is said of the thing."""
    tails = {label: tail_of(label) for label in labels}
    if sum(tail is not None for tail in tails.values()) > 1:
        return labels
    return [label if tail is None or ":" in tail[1] else tail[0].strip() for label, tail in tails.items()]


def _series(label: str) -> list[str]:
    """``HPC-600/700/800`` as three labels; empty where it is no series."""
    first, *others = label.split("/")
    match = NUMBERED.match(first)
    if match is None or not others or not all(re.fullmatch(r"\d+(?:\.\d+)?", other) for other in others):
        return []
    return [first, *(match["stem"] + other for other in others)]
