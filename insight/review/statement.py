"""Statement: a sentence of a paper that can stand in a review, shortened without changing what it says."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from ...extract.analysis import Sentence
from ...extract.sentences import sentences_of
from ...ingest.document import Document
from ..embeddings.words import NUMBER, tokens

SECTIONS = frozenset({"abstract", "results", "discussion", "conclusions", None})
_SHORTEST, _LONGEST = 8, 60
# What points to something that the review does not show.
_REMARK = re.compile(
    r"[ ]?[(\[](?:[Ss]ee |cf\. |as shown in |shown in )?(?:Figs?|Figures?|Tab(?:le|s)?|Tables|Schemes?|Eqs?|Equations?|"
    r"Sect?(?:ion)?s?|Supplementary|Supporting|Movie|Video|inset|SI)\b[^()\[\]]{0,80}[)\]]"
)
_POINTER = re.compile(
    r"\b(?:Figs?\.|Eqs?\.|(?:Figures?|Tables?|Schemes?|Equations?|Sections?|above|below|aforementioned|inset|herein)\b)"
)
_CONNECTIVE = re.compile(
    r"(?:However|Moreover|Furthermore|In addition|Additionally|Therefore|Thus|Hence|Consequently|As a result|Besides|"
    r"In contrast|By contrast|On the other hand|On the contrary|Nevertheless|Nonetheless|Meanwhile|Interestingly|Also|"
    r"Notably|Importantly|Remarkably|Indeed|In fact|Finally|First|Firstly|Second|Secondly|Third|Thirdly|Lastly|"
    r"In conclusion|In summary|To conclude|To summari[sz]e|Overall|Accordingly|Specifically|In particular|For example|"
    r"For instance|Of note), "
)
# A sentence that begins so leans on the one before it.
_LEANING = re.compile(
    r"(?:This|These|That|Those|It|They|Such|Their|Its|His|He|She|The (?:former|latter|same|other|above|second|first|"
    r"resulting|reason)|Both|Either|Neither|Another|As (?:shown|seen|mentioned|discussed|expected|a)|Similarly|"
    r"Likewise|Otherwise|Then|So|But|And|Or|Here(?:in|by)?|There|Instead|Subsequently|Afterwards?|One (?:of|reason)|"
    r"Compared|To this end|(?:For|At|With|By|After|From) this|In this (?:case|way|regard|respect|figure))\b"
)
_CITING = re.compile(
    r"\bet al\b|\b(?:previous(?:ly)?|earlier) (?:reported|reports?|work|stud)|\breported by\b|\bliterature\b"
)
_OPEN = re.compile(
    r"\b(?:remains?|is|are) (?:still )?(?:unclear|unknown|elusive|unresolved|controversial|debated|under debate|"
    r"not (?:yet )?(?:fully |well |clearly )?(?:understood|known|clear|established|resolved)|poorly understood|"
    r"an open question|a (?:major |great |significant |key )?challenge)\b"
    r"|\b(?:future|further|more|additional) (?:work|stud(?:y|ies)|research|investigations?|efforts?|experiments?) "
    r"(?:is|are|will be|should|must|needs?|remains?|on|into|to)\b|\bopen questions?\b|\bneeds? to be (?:further )?"
    r"(?:clarified|understood|investigated|explored|addressed|studied|elucidated)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence to quote.

    ``source`` is ``Document.text[start:end]`` of the document ``paper``; ``text`` is ``source`` without remarks in
    brackets that point to figures and without a connective at its head, nothing else changed. ``own`` is False where
    the sentence cites. ``open`` says that it names something unsolved. ``words`` are its tokens.
    """

    paper: str
    block: str
    section: str | None
    start: int
    end: int
    source: str
    text: str
    own: bool
    open: bool
    words: tuple[str, ...]


def statements_of(document: Document) -> Iterator[Statement]:
    """The sentences of a paper that say something by themselves, in text order."""
    marks = [citation.position for citation in document.citations]
    for sentence in sentences_of(document):
        if sentence.block.kind not in ("paragraph", "abstract"):
            continue
        wants_answer = _OPEN.search(sentence.text) is not None
        if sentence.block.section not in SECTIONS and not (wants_answer and sentence.block.section == "introduction"):
            continue
        text = compressed(sentence.text)
        if _stands_alone(text):
            words = tuple(token for token in tokens(text) if token != NUMBER)
            cites = _cites(sentence, marks)
            yield Statement(
                document.header.id, sentence.block.id, sentence.block.section, sentence.start, sentence.end,
                sentence.text, text, not cites, wants_answer, words,
            )  # fmt: skip


def compressed(sentence: str) -> str:
    """``sentence`` without what points elsewhere: its words in their order, but for a capital at the head."""
    text = _REMARK.sub("", sentence)
    match = _CONNECTIVE.match(text)
    if match is not None and len(text) > match.end():
        text = text[match.end() :]
        first = text.split(" ", 1)[0]
        if first.islower():
            text = text[0].upper() + text[1:]
    return text


def _stands_alone(text: str) -> bool:
    words = text.split()
    if not _SHORTEST <= len(words) <= _LONGEST or text[-1] != "." or not (text[0].isupper() or text[0].isdigit()):
        return False
    if _LEANING.match(text) or _POINTER.search(text) or text.count("(") != text.count(")"):
        return False
    letters = sum(character.isalpha() or character == " " for character in text)
    return letters > 0.75 * len(text)


def _cites(sentence: Sentence, marks: list[int]) -> bool:
    """Whether a citation mark stood in the sentence; one behind its full stop counts."""
    inside = bisect_left(marks, sentence.start + 1), bisect_right(marks, sentence.end)
    return inside[0] < inside[1] or _CITING.search(sentence.text) is not None
