"""Mentions by rules and by a learned tagger together, label by label as it was measured to serve best."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from ...ingest.document import Block
from ..extraction import Extraction, Mention
from ..sentences import split
from .bio import Span
from .cnn import CnnTagger
from .model import LearnedModel
from .tokens import windows

# What a model's card says of a label under ``use``: its spans in place of those of the rules, or first those of the one
# and then those of the other that touch none of them.
ALONE, BEFORE, AFTER = "alone", "before", "after"
_SILENT_KINDS = frozenset({"reference", "heading", "table", "equation"})
_SILENT_SECTIONS = frozenset({"references", "end_matter"})


class Mentioner:
    """Looks for mentions where a fact can stand: in the sentences of the running text in which the rules see any."""

    def __init__(self, model: LearnedModel, use: Mapping[str, str]) -> None:
        """``use`` maps the labels that the model is asked for to ALONE, BEFORE or AFTER."""
        self._model = model
        self._use = dict(use)

    @classmethod
    def load(cls, path: Path) -> Mentioner:
        """The model of the file ``path``, used as its card says, or after the rules for all of its labels.

        Raises InputError where it is no model, MissingExtra without its libraries.
        """
        model = LearnedModel.load(path)
        told = model.card.get("use")
        labels = {label for layer in model.layers for label in layer}
        return cls(model, told if isinstance(told, dict) else dict.fromkeys(labels, AFTER))

    @property
    def is_small(self) -> bool:
        """Whether the tagger is one that needs no encoder."""
        return self._model.tagger.backbone == CnnTagger.backbone

    def extended(self, extraction: Extraction) -> Extraction:
        """``extraction`` with the mentions that the rules and the model find together, in text order."""
        text = extraction.source_document.text
        seen = sorted((mention.start, mention.end, mention.label) for mention in extraction.mentions)
        norms = {(mention.start, mention.end, mention.label): mention.norm for mention in extraction.mentions}
        found: dict[str, list[Mention]] = defaultdict(list)
        for start, end, label in sensible(self._found(text, extraction.blocks, seen), seen, text):
            found[label].append(Mention("", label, start, end, text[start:end], norms.get((start, end, label))))
        kept: list[Mention] = []
        for label in {*self._use, *(mention.label for mention in extraction.mentions)}:
            rules = [mention for mention in extraction.mentions if mention.label == label]
            kept.extend(_joined(self._use.get(label), rules, found[label]))
        kept.sort(key=lambda mention: (mention.start, mention.end, mention.label))
        return replace(extraction, mentions=tuple(replace(each, id=f"m{index}") for index, each in enumerate(kept)))

    def _found(self, text: str, blocks: Sequence[Block], seen: Sequence[Span]) -> list[Span]:
        places = _Places(seen)
        regions = [
            (block.start + start, block.start + end)
            for block in blocks
            if block.kind not in _SILENT_KINDS and block.section not in _SILENT_SECTIONS
            for start, end in split(block.text)
            if places.any_in(block.start + start, block.start + end)
        ]
        tagger = self._model.tagger
        cut = windows(
            text, regions, longest=tagger.longest, joined=tagger.joined, clues=seen, source=self._model.manner()
        )
        return sorted({span for spans in tagger.tag(cut) for span in spans if span[2] in self._use})


def sensible(found: Iterable[Span], seen: Iterable[Span], text: str) -> list[Span]:
    """The spans of ``found`` that can stand beside what the rules have ``seen``.

    One that touches a mention of another label is left out, and a bracket that opens or closes nothing is cut off.
    """
    by_label: dict[str, list[Span]] = defaultdict(list)
    for span in seen:
        by_label[span[2]].append(span)
    places = {label: _Places(spans) for label, spans in by_label.items()}
    kept = []
    for start, end, label in found:
        if text[end - 1] in ")]" and not set("([") & set(text[start:end]):
            end -= 1
        if start < end and not any(each.any_in(start, end) for other, each in places.items() if other != label):
            kept.append((start, end, label))
    return kept


def _joined(use: str | None, rules: Sequence[Mention], found: Sequence[Mention]) -> list[Mention]:
    """The mentions of one label that stay."""
    if use is None:
        return list(rules)
    if use == ALONE:
        return list(found)
    first, second = (found, rules) if use == BEFORE else (rules, found)
    taken = _Places([(mention.start, mention.end, mention.label) for mention in first])
    return [*first, *(mention for mention in second if not taken.any_in(mention.start, mention.end))]


class _Places:
    """Spans of a text, asked whether any touches a stretch of it."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._spans = sorted((start, end) for start, end, _ in spans)
        # The furthest end of all spans up to each: spans may lie in one another.
        self._reach: list[int] = []
        for _, end in self._spans:
            self._reach.append(max(end, self._reach[-1] if self._reach else end))

    def any_in(self, start: int, end: int) -> bool:
        """Whether a span shares a character with ``[start, end)``."""
        place = bisect_left(self._spans, (end, -1)) - 1
        return place >= 0 and self._reach[place] > start
