"""What a paragraph is about: twelve kinds, from how a material is made to how a cell is tested, or none of these."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from ..ingest.document import Block
from .alternation import alternation
from .analysis import Analysis, Sentence
from .data import extract_vocabulary
from .extraction import Paragraph
from .hints import Hinted
from .operations import find_operations
from .paragraphs import sentence_kind

OTHER = "other"
# A synthesis whose words name no method is one of heating what was mixed.
_UNNAMED = "solid_state"
_STRONG, _CUE, _HEADED = 4.0, 1.0, 4.0
_NAMED = 2.0
# So many words of results a sentence counts at most.
_TOLD = 2
_FIRED = frozenset({"calcining", "sintering", "annealing", "carbonising", "heating"})
_SENTENCE = 1.5
# How the starting materials are joined first.
_JOINING = {"dissolving": "solution", "milling": "solid_state", "grinding": "solid_state"}
_FIRST = 3.0
# Methods that are told by words of their own, whatever else is done.
_SPECIAL = ("hydrothermal", "coprecipitation", "combustion", "vapour_deposition")
_MOST = 3
_WHERE = {"block": frozenset({"paragraph", "list"}), "left out": frozenset({"references", "end_matter"})}
_DONE = Hinted(
    r"\b(?:was|were|been|is|are)\s(?:(?:\w+ly|then|first|further|subsequently|also|again|each)\s){0,2}(?:\w+ed|made|"
    r"ground|cut|cast|spun|grown|put|kept|held|left|fed|taken|built|done|drawn|weighed)\b",
)
# Of a text in small letters: minding no letter case takes three times as long.
_FOUND = re.compile(
    r"\b(?:fig(?:ure|s)?\b|shows?|shown|indicat\w+|reveal\w*|suggest\w*|attribut\w+|demonstrat\w+|confirm\w*|"
    r"exhibit\w*|"
    r"because|therefore|thus|however|compared|higher|lower|due to|can be seen|observed|agreement|consistent|calculated|"
    r"simulat\w+|anova|statistical\w*|regression|computed|computer|triplicate|recently|reported by|has been|"
    r"have been|we (?:found|propose|show)|dft|functional|equation|theor\w+|"
    r"model\w*)\b",
)
# A paper's own methods stand in these sections, or in a text without sections; elsewhere more must speak for a method.
_METHODS = frozenset({"experimental", "supplement", None})
_LEAST = {"methods": 2.5, "elsewhere": 5.0}


@dataclass(frozen=True, slots=True)
class _Cues:
    """The cues of all kinds as patterns over small letters; a cue may speak for several kinds."""

    body: re.Pattern[str]
    heading: re.Pattern[str]
    weights: dict[str, list[tuple[str, float]]]
    headings: dict[str, list[str]]
    groups: dict[str, str]


@cache
def _cues() -> _Cues:
    weights: dict[str, list[tuple[str, float]]] = {}
    headings: dict[str, list[str]] = {}
    groups: dict[str, str] = {}
    for code, term in extract_vocabulary("paragraph_kinds").items():
        groups[code] = str(term.get("group") or OTHER)
        for field, weight in (("strong", _STRONG), ("cues", _CUE)):
            for cue in term.strings(field):
                weights.setdefault(cue.lower(), []).append((code, weight))
        for cue in term.strings("headings"):
            headings.setdefault(cue.lower(), []).append(code)
    return _Cues(_pattern(weights), _pattern(headings), weights, headings, groups)


def _pattern(words: dict[str, list[tuple[str, float]]] | dict[str, list[str]]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternation(words, separator=' ')})")


def paragraph_kinds(analysis: Analysis) -> tuple[Paragraph, ...]:
    """The kind of each paragraph and list of a paper, in text order; references and end matter have none."""
    by_block: dict[str, list[Sentence]] = {}
    for sentence in analysis.sentences:
        by_block.setdefault(sentence.block.id, []).append(sentence)
    return tuple(
        paragraph_kind(block, by_block.get(block.id, ()), heading)
        for block, heading in headed(analysis.document.blocks)
    )


def headed(blocks: Sequence[Block]) -> Iterator[tuple[Block, str]]:
    """The paragraphs and lists that have a kind, each with the heading above it."""
    heading = ""
    for block in blocks:
        if block.kind == "heading":
            heading = block.text
        elif block.kind in _WHERE["block"] and block.section not in _WHERE["left out"]:
            yield block, heading


def paragraph_kind(block: Block, sentences: Sequence[Sentence], heading: str = "") -> Paragraph:
    """The kind of one paragraph under ``heading``.

    First its sentences and cues choose between making a material, electrodes, cells, testing, examining and none of
    these; then, of a synthesis, the cues choose the method. ``share`` is the part of what was found that speaks for it.
    """
    cues = _cues()
    scores = _scores(block.text, heading)
    read = [(sentence.text, find_operations(sentence.text)) for sentence in sentences]
    scores = _fired(scores, len({hit.type for _, hits in read for hit in hits} & _FIRED))
    groups: dict[str, float] = {}
    for code, score in scores.items():
        before = groups.get(cues.groups[code], 0.0)
        # Cues of several methods speak for a synthesis together, the lesser ones by half.
        groups[cues.groups[code]] = max(before, score) + min(before, score) / 2
    done = found = 0
    for text, operations in read:
        kind = sentence_kind(text)
        told = bool(operations) or bool(_DONE.search(text))
        done += told
        found += min(len(_FOUND.findall(text.lower())), _TOLD)
        if kind != OTHER and told:
            groups[kind] = groups.get(kind, 0.0) + _SENTENCE
    methods = block.section in _METHODS
    against = (1.0 if methods else 2.5) * found + (0.0 if methods else 2.0)
    best, score = max(groups.items(), key=lambda each: each[1], default=(OTHER, 0.0))
    named = max((scores.get(code, 0.0) for code, group in cues.groups.items() if group == best), default=0.0)
    if best == "characterisation" and named < _NAMED:
        score = 0.0  # *was measured* alone is said of anything
    if best == OTHER or not done or score < _LEAST["methods" if methods else "elsewhere"] or score <= against:
        return Paragraph(block.id, OTHER, _share(against, sum(groups.values()) + against) if groups else 1.0)
    if best == "synthesis":
        kind = _method(scores, [hit.type for _, hits in read for hit in hits])
    else:
        kind = next(code for code, group in cues.groups.items() if group == best)
    return Paragraph(block.id, kind, _share(score, sum(groups.values())))


def group_of(kind: str) -> str:
    """What a paragraph of ``kind`` does, all ways of making a material together."""
    return _cues().groups[kind]


def method_of(about: str | None, text: str, heading: str = "") -> str:
    """The method of a synthesis that is told in ``text``, in a paragraph ``about`` that kind, if it is known."""
    cues = _cues()
    if about is not None and cues.groups.get(about) == "synthesis":
        return about
    steps = [hit.type for hit in find_operations(text)]
    return _method(_fired(_scores(text, heading), len(set(steps) & _FIRED)), steps)


def _fired(scores: Mapping[str, float], treatments: int) -> dict[str, float]:
    """``scores`` with a cue of the solid state for each sort of heat treatment, two at most."""
    return {**scores, "solid_state": scores.get("solid_state", 0.0) + _CUE * min(treatments, 2)}


def _method(scores: Mapping[str, float], steps: Sequence[str]) -> str:
    """The method that ``scores`` speak for; the first of ``steps`` that joins the starting materials has its say.

    What is dissolved first becomes a phase out of the solution, even where it is fired in the end; an autoclave or a
    precipitation says more than what was dissolved for it.
    """
    codes = {code: scores.get(code, 0.0) for code, group in _cues().groups.items() if group == "synthesis"}
    special = {code: codes[code] for code in _SPECIAL if codes[code] >= _STRONG}
    if special:
        return max(special, key=lambda code: special[code])
    fired = next((place for place, step in enumerate(steps) if step in _FIRED), len(steps))
    first = next((step for step in steps[:fired] if step in _JOINING), None)
    if first == "dissolving" or (first is not None and fired < len(steps)):
        codes[_JOINING[first]] += _FIRST
    if codes["mechanochemical"] < _STRONG and codes["solid_state"]:
        codes["mechanochemical"] = 0.0  # milled first, then fired
    best = max(codes, key=lambda code: codes[code])
    return best if codes[best] else _UNNAMED


def _share(part: float, whole: float) -> float:
    return round(part / whole, 2) if whole else 1.0


def _scores(text: str, heading: str) -> dict[str, float]:
    """What the cues of ``text`` and of its heading say for each kind; a cue counts once, and no kind without end."""
    cues = _cues()
    strong: Counter[str] = Counter()
    weak: Counter[str] = Counter()
    lower = text.lower()
    for cue in {match.group() for match in cues.body.finditer(lower)}:
        for code, weight in cues.weights[cue]:
            (strong if weight == _STRONG else weak)[code] += 1
    scores = {code: _STRONG * min(strong[code], _MOST) + _CUE * min(weak[code], _MOST) for code in {*strong, *weak}}
    headings = {match.group() for match in cues.heading.finditer(heading.lower())}
    for code in {code for cue in headings for code in cues.headings[cue]}:
        scores[code] = scores.get(code, 0.0) + _HEADED
    head = cues.body.findall(heading.lower())
    for code, weight in {pair for cue in head for pair in cues.weights[cue]}:
        scores[code] = scores.get(code, 0.0) + weight
    # In the order of the vocabulary: what is made of the scores depends on it, and a set has another in every run.
    return {code: scores[code] for code in cues.groups if code in scores}
