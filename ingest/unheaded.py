"""Parts without a heading: an introduction run on from the abstract, a summary that ends the results."""

from __future__ import annotations

import re
from dataclasses import replace

from .document import Block, Document

_SUMMARY = re.compile(
    r"(?:In (?:summary|conclusions?|closing)|To (?:summari[sz]e|conclude|sum up)|Summari[sz]ing|Conclusively)\b"
)
_AFFILIATION = re.compile(r"\b(?:Department|University|Institute|Laboratory|Correspond\w+|E-?mail)\b")
# Abstracts run to some 350 words; a first paragraph of 60 is one.
_ABSTRACT_WORDS = 380
_FIRST_WORDS = 60


def with_unheaded_parts(document: Document) -> Document:
    """``document`` with the section of an introduction or a conclusion that stands under another's heading.

    Only section types (and the kind of what was taken for abstract) change; text and offsets stay.
    """
    sections = {block.section for block in document.blocks if block.kind == "paragraph"}
    blocks = list(document.blocks)
    if "introduction" not in sections:
        _split_abstract(blocks)
    if "conclusions" not in sections:
        _tell_summary(blocks)
    return document if blocks == list(document.blocks) else replace(document, blocks=tuple(blocks))


def _split_abstract(blocks: list[Block]) -> None:
    places = [index for index, block in enumerate(blocks) if block.kind == "abstract"]
    lengths = [
        0 if _AFFILIATION.search(blocks[index].text[:300]) else len(blocks[index].text.split()) for index in places
    ]
    if len(places) < 2 or sum(lengths) < _ABSTRACT_WORDS:
        return
    words = 0
    for index, length in zip(places, lengths, strict=True):
        if words >= _FIRST_WORDS:
            blocks[index] = replace(blocks[index], kind="paragraph", section="introduction")
        words += length


def _tell_summary(blocks: list[Block]) -> None:
    """The last paragraph of the results that begins as a summary, with those behind it up to the next heading."""
    body = [i for i, b in enumerate(blocks) if b.kind == "paragraph" and b.section in ("results", "discussion")]
    starts = [place for place in body[len(body) // 2 :] if _SUMMARY.match(blocks[place].text)]
    if not starts:
        return
    for index in range(starts[-1], len(blocks)):
        if blocks[index].kind == "heading":
            return
        if index in body:
            blocks[index] = replace(blocks[index], section="conclusions")
