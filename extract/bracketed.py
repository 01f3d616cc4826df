"""Bracketed labels: those that a bracket gives to things without a word of definition (``(SG5 and SG10)``)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .definition import NUMBERED, SPLIT, Definition, may_be_short

_LABEL = r"[A-Za-z][A-Za-z@/-]{0,12}+(?:\d{1,4}(?:\.\d{1,2})?)?(?:[-@/][A-Za-z]{1,6})?"
_LIST = re.compile(
    rf"\((?:denoted |named |labell?ed )?(?:as )?(?P<labels>{_LABEL}(?:, {_LABEL}){{0,8}}(?:,? and|,| or) {_LABEL})\)"
)
_PLAIN = re.compile(
    r"\((?P<label>(?:bare|pristine|plain|pure|blank|neat|raw) (?=[^\s()]{0,12}[A-Z])[A-Za-z][\w@/-]{1,12})\)"
)
_JOINT = re.compile("[-@/]")
_PLACES = ("Fig. ", "Figs. ", "Figure ", "Figures ", "Table ", "Tables ")
# Of one letter these are figures and equations of the supplement.
_SUPPLEMENT = frozenset({"S", "F", "E"})


def bracketed_labels(text: str) -> Iterator[Definition]:
    """The labels that brackets of ``text`` list: those of one series, and ``bare PE`` where that is used again."""
    for match in _LIST.finditer(text):
        if text.endswith(_PLACES, 0, match.start()):
            continue
        labels = SPLIT.split(match["labels"])
        if not all(may_be_short(label) and not label.islower() for label in labels):
            continue
        stems = {numbered["stem"] for numbered in map(NUMBERED.match, labels) if numbered is not None}
        if len(stems) == 1 and all(label[-1].isdigit() for label in labels):
            yield from _numbered(text, stems.pop(), labels)
        elif _are_kin(labels) and all(text.count(label) > 1 for label in labels):
            yield from (Definition(label, label, None, True) for label in labels)
    for match in _PLAIN.finditer(text) if "(" in text else ():
        if text.count(match["label"]) > 1:
            yield Definition(match["label"], match["label"], None, True)


def _numbered(text: str, stem: str, labels: list[str]) -> Iterator[Definition]:
    """``(SG5, SG10 and SG20)``: labels that differ in their number alone; a lone ``(SG0)`` beside them is one more."""
    # Of one letter they must be told of again; `(S1 and S2)` are figures of the supplement.
    parted = any("." in label for label in labels)
    again = parted or len(stem) > 1 or text.count(stem) > len(labels)
    if not again or (stem in _SUPPLEMENT and not parted):
        return
    more = re.findall(rf"\(({re.escape(stem)}\d{{1,4}}(?:\.\d{{1,2}})?)\)", text)
    yield from (Definition(label, label, None, True) for label in dict.fromkeys([*labels, *more]))


def _are_kin(labels: list[str]) -> bool:
    """Whether the labels begin or end alike up to a joint (``B-PE`` and ``A-PE``, ``LNMO-Q`` and ``LNMO-S``)."""
    parts = [_JOINT.split(label) for label in labels]
    ends = ({split[0] for split in parts}, {split[-1] for split in parts})
    return (
        len(set(labels)) == len(labels)
        and all(len(split) > 1 for split in parts)
        and any(len(end) == 1 and len(*end) > 1 for end in ends)
    )
