"""Targets of manufacture: the electrode or the cell that a recipe makes, as its sentences name it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .analysis import Analysis, MaterialMention, Sentence
from .devices import DeviceHit, find_devices
from .hints import has_any

_NOUNS = {
    # A separator is coated as an electrode is.
    "electrode": frozenset({"electrode", "cathode", "anode", "separator"}),
    "cell": frozenset({"cell", "battery", "supercapacitor"}),
}
_HINTS = {"electrode": ("electrode", "cathode", "anode", "separator"), "cell": ("cell", "batter", "supercapacitor")}
# Beside the electrode that is made: what it is measured against or put on.
_BESIDE = re.compile(r"^(?:counter|reference|current|air)\b", re.IGNORECASE)
_MADE = re.compile(
    r"^(?:\s[^\s.;]++){0,10}?\s(?:was|were|is|are)\s(?:\w+ly\s|then\s|first\s){0,2}(?:assembled|prepared|made|"
    r"fabricated|built|"
    r"constructed|manufactured|produced|obtained)\b",
)
_GOAL = re.compile(
    r"\b(?:for|into|(?:to|and) (?:prepare|make|build|fabricate|construct|assemble|obtain|form|produce|get|give|"
    r"yield)|"
    r"(?:preparation|fabrication|assembly|making|manufacture|production) of|yielding|obtaining|forming)\s"
    r"(?:(?:the|an?|our|each|all)\s)?(?:[\w-]+\s){0,2}$",
    re.IGNORECASE,
)
# Words that tell the kind of an electrode and stand before its noun.
_OF_A_KIND = re.compile(
    r"(?:(?:composite|sulfur|graphite|silicon|carbon|thick|thin|bare|pristine|free-?standing|slurry|blank|"
    r"single-sided)[ -]){1,2}$",
    re.IGNORECASE,
)


def device_target(
    analysis: Analysis, sentences: Sequence[Sentence], heading: str | None, kind: str
) -> MaterialMention | None:
    """What ``sentences`` on an ``electrode`` or a ``cell`` (the ``kind``) make, or None where they name none.

    First what is said to be made (*the anodes were prepared*, *to build the cell*), then what the heading names, then
    the first one that is named.
    """
    hits = [hit for sentence in sentences for hit in _hits(analysis, sentence, kind)]
    told = next((target for target, made in hits if made), None)
    if told is not None:
        return told
    if heading and has_any(heading.lower(), _HINTS[kind]):
        for hit in find_devices(heading):
            if hit.norm in _NOUNS[kind] and not _BESIDE.match(heading[hit.start : hit.end]):
                return _mention(heading[hit.start : hit.end], 0)
    return next((target for target, _ in hits), None)


def _hits(analysis: Analysis, sentence: Sentence, kind: str) -> Iterator[tuple[MaterialMention, bool]]:
    """The devices of the kind in a sentence, each with whether it is said to be made."""
    text = sentence.text
    if not has_any(text.lower(), _HINTS[kind]):
        return
    for hit in find_devices(text):
        if hit.norm not in _NOUNS[kind] or _BESIDE.match(text[hit.start : hit.end]):
            continue
        start = _start(analysis, sentence, hit)
        made = bool(_GOAL.search(text[max(0, start - 60) : start]) or _MADE.match(text, hit.end))
        yield _mention(text[start : hit.end], sentence.start + start), made


def _start(analysis: Analysis, sentence: Sentence, hit: DeviceHit) -> int:
    """Where the name of a device begins: with its material or its kind, where one stands before it."""
    for mention in analysis.materials_in(sentence.span):
        if (
            sentence.text[mention.end - sentence.start : hit.start] in (" ", "-")
            and mention.role != "current_collector"
        ):
            return mention.start - sentence.start
    kind = _OF_A_KIND.search(sentence.text[max(0, hit.start - 40) : hit.start])
    return hit.start if kind is None else hit.start - len(kind.group())


def _mention(name: str, start: int) -> MaterialMention:
    return MaterialMention(name, name, start=start, end=start + len(name), text=name)
