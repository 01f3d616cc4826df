"""Which materials go into which step of a sentence: *A and B were mixed*, *washed with water*, *after adding C*."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from .analysis import MaterialMention, Sentence
from .step import Step

_OBJECT = re.compile(
    r"(?:\b(?:with|in|into|of|onto|on|to|using|by|from|through|against|between)\s|"
    r"ing\s)(?:[^\s,;]+\s){0,4}$",
    re.IGNORECASE,
)
_BRACKET = re.compile(r"\s?\(\s?")
# What is washed out, evaporated or kept off does not go in.
_TAKEN_AWAY = re.compile(
    r"\b(?:remov(?:e|es|ing)|eliminat(?:e|es|ing)|get(?:ting)? rid of|free (?:from|of)|evaporate|avoid|"
    r"prevent)\s(?:[\w-]+\s){0,4}$"
)
_LEFT_OUT = frozenset(["gas", "separator"])
_NOT_AN_INPUT = re.compile(
    r"^(?:\s\([\w-]{1,12}\))?[-\s]?(?:balls?|bottles?|crucibles?|boats?|jars?|tubes?|beads?|lined|media|autoclave|filter|"
    r"gas)\b",
    re.IGNORECASE,
)


def without_aliases(sentence: Sentence, mentions: Sequence[MaterialMention]) -> list[MaterialMention]:
    """``mentions`` without second names in brackets (*potash nitrate (NaNO3)*), whose composition the first takes."""
    kept: list[MaterialMention] = []
    last: MaterialMention | None = None
    for mention in mentions:
        between = sentence.text[last.end - sentence.start : mention.start - sentence.start] if last is not None else ""
        if last is not None and kept and _BRACKET.fullmatch(between):
            if kept[-1].composition is None and mention.composition is not None:
                kept[-1] = replace(kept[-1], composition=mention.composition)
        else:
            kept.append(mention)
        last = mention
    return kept


def inputs_of(
    sentence: Sentence, mentions: Sequence[MaterialMention], steps: Sequence[Step]
) -> dict[int, tuple[str, ...]]:
    """The names of the materials that go into each step, by the step's start in the sentence.

    A material behind a step and its preposition is that step's; any other is the next step's, as the passive voice of
    methods has it (*A and B were mixed*), or the last one's where no step follows.
    """
    found: dict[int, list[str]] = {}
    for mention in without_aliases(sentence, mentions):
        begin, end = mention.start - sentence.start, mention.end - sentence.start
        if _TAKEN_AWAY.search(sentence.text[max(0, begin - 60) : begin]):
            continue
        if mention.role in _LEFT_OUT or _NOT_AN_INPUT.match(sentence.text[end : end + 30]):
            continue
        before = [step for step in steps if step.start < begin]
        after = [step for step in steps if step.start >= end]
        owner = (
            before[-1] if before and (not after or _OBJECT.search(sentence.text[before[-1].start : begin])) else None
        )
        owner = owner or (after[0] if after else None)
        if owner is not None:
            names = found.setdefault(owner.start, [])
            name = mention.canonical if mention.is_sample else mention.name
            if name not in names:
                names.append(name)
    return {start: tuple(names) for start, names in found.items()}
