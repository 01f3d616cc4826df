"""Targets that no dictionary lists: *Synthesis of DPNA*, *MoS2@rGO hybrids were prepared*, *denoted as S-600*."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .analysis import MaterialMention, Sentence
from .hints import has_any
from .unlisted import trimmed_name

# Commas count the places of groups (*4,4'-dinitro*).
_WORD = re.compile(r"(?:[^\s,;]|(?<=[\d'′]),(?=\d))++")
_HEADED = re.compile(
    r"\b(?:synthesis|preparation|fabrication|production|growth|making)\sof\s(?:the\s)?(?P<name>.{2,80})", re.IGNORECASE
)
_MADE = re.compile(
    r"^(?:(?:First(?:ly)?|Briefly|Typically|Here(?:in)?|In this (?:work|study)|In a typical (?:synthesis|procedure|run)"
    r"),?\s)?"
    r"(?P<name>[^,;]{2,80}?)\s(?:was|were|is|are)\s(?:\w+ly\s)?(?:synthesi[sz]ed|prepared|fabricated|made|obtained|"
    r"produced|grown|precipitated|electrospun|crystalli[sz]ed|polymeri[sz]ed|cured)\b",
    re.IGNORECASE,
)
_TO_MAKE = re.compile(
    r"\b(?:to|and|thereby)\s(?:obtain|yield|form|give|produce|afford|make|prepare|get|synthesi[sz]e)"
    r"\s(?P<name>[^,;()]{2,80})|\b(?:obtaining|yielding|affording|giving|for the (?:synthesis|preparation) of)\s"
    r"(?P<name2>[^,;()]{2,80})",
    re.IGNORECASE,
)
_CALLED = re.compile(
    r"\b(?:denoted|labell?ed|named|designated|termed|marked|abbreviated|coded|referred to|called|code-?named)\s"
    r"(?:here\w+\s)?(?:as\s|to as\s|by\s)?(?:the\s)?(?P<name>[A-Z][\w@/.+-]{0,30}\w)"
)
_LABELLED = re.compile(
    r"\s\((?:denoted as\s|labell?ed as\s|abbreviated as\s)?(?P<name>(?=[^()]{0,12}[A-Z])[\w@/.,'′+-]{2,16})\)"
)
# *The intermediate (DPNA) was obtained*, *the resulting powder (S-600) was collected*.
_BRACKETED = re.compile(
    r"\b[a-z][\w-]+\s\((?P<name>[A-Z\d][\w@/.,'′+-]{0,30}[\w])\)\s(?:was|were)\s(?:\w+ly\s|then\s)?(?:obtained|"
    r"extracted|"
    r"isolated|collected|concentrated|purified|yielded|formed|recovered|harvested|synthesi[sz]ed|prepared)\b"
)
_BRACKETED_WORDS = (") was ", ") were ")
# What is first named behind the steps that make it: *the composite membrane was 80 µm thick*.
_LATER = re.compile(
    r"\b[Tt]he\s(?:(?:final|resulting|obtained|as-\w+|so-obtained|free-?standing|dried|dry)\s){0,2}"
    r"(?P<name>(?:(?!(?:of|and|was|were|is|to|in|on|from|as|with|for|at|by|above|same|reaction|precursor|starting|"
    r"raw|glass|"
    r"filter|dialysis|other|final|resulting|obtained|whole|two|dried|wet|ceramic)\b)[\w@/–-]+\s){0,3}"
    r"(?:membranes?|films?|nanofib(?:er|re)s|nanowires|nanosheets|nanotubes|nanoparticles|microspheres|aerogels?|"
    r"foams?|"
    r"mats?|glass(?:es)?|ceramics?|composites?|hydrogels?|single crystals?))\b"
)
_LATER_WORDS = (
    "membrane",
    "film",
    "nano",
    "microsphere",
    "aerogel",
    "foam",
    "mat",
    "glass",
    "ceramic",
    "composite",
    "gel",
    "crystal",
)
_CALLED_WORDS = ("denoted", "labelled", "labeled", "named", "designated", "termed", "marked", "abbreviated", "coded",
                 "referred to", "called")  # fmt: skip
_MADE_WORDS = ("synthesi", "prepared", "fabricated", "made", "obtained", "produced", "grown", "precipitated",
               "electrospun", "crystalli", "polymeri", "cured")  # fmt: skip
_TO_WORDS = ("to ", "yielding", "obtaining", "giving", "affording", "and ", "synthesis of", "preparation of")
# Behind the name: how it was done, not what was made.
_STOP = frozenset(
    ["by", "via", "using", "from", "with", "through", "in", "at", "as", "on", "under", "and", "was", "were", "for",
     "after", "according", "followed", "which", "that", "is", "are", "to", "then", "of", "samples", "or", "without"]
)  # fmt: skip
# What is made of a name without being it.
_SHAPE = re.compile(
    r"\s(?:samples?|products?|materials?|powders?|precipitates?|composites?|compounds?|particles?|electrodes?)$",
    re.IGNORECASE,
)
_NOTHING = re.compile(
    r"^(?:pH\b.*|rid\b.*|results?|information|data|values?|images?|spectr\w+|weights?|mass\w*|concentrations?|"
    r"neutral\w*|"
    r"equilibrium|(?:filtered |compressed |dry |synthetic )*(?:air|gas|gases)|vacuum|(?:two|three|four|five|six|"
    r"several|many|all)\s.*|"
    r"(?:\w+ )?(?:measurements?|analys[ie]s|characteri[sz]ation|experiments?|tests?|testing|conditions?|access|"
    r"contact|control)|it|they|this|these|those|which|that|there|we|all|both|each|everything|reagents?|chemicals?|"
    r"different|various|"
    r"two|three|four|five|several|other|another|a series|series|none|homogeneous|uniform|clear|transparent|stable|"
    r"remove\b.*|final|final product|desired|target|host|support|scaffold|"
    # What is still to be worked up: *to give a 15 wt% solution*.
    r"(?:.*\s)?(?:solutions?|suspensions?|slurr(?:y|ies)|mixtures?|dispersions?|inks?|dough|slips?|baths?|char)|"
    r"[\d.:/]++\s?(?:wt|vol|mol|at)?\.?\s?%?)$",
    re.IGNORECASE,
)
_LONGEST = 6


def told_target(
    sentences: Sequence[Sentence], heading: str | None, remarks: Sequence[Sentence] = ()
) -> MaterialMention | None:
    """What ``sentences`` or their ``heading`` say is made, by words that no dictionary knows, or None.

    A heading tells before the sentences, what was made before what it is called; ``remarks`` are the sentences between
    them, which tell no step.
    """
    if heading and (match := _HEADED.search(heading)) and (span := _name(heading, match.start("name"))):
        return _named(heading, span, 0)
    for sentence in sentences:
        for start in _starts(sentence.text):
            span = _name(sentence.text, start)
            if span is not None:
                return _named(sentence.text, span, sentence.start)
    every = sorted((*sentences, *remarks), key=lambda each: each.start)
    for words, pattern in ((_CALLED_WORDS, _CALLED), (_BRACKETED_WORDS, _BRACKETED)):
        for sentence in every:
            if has_any(sentence.text, words) and (match := pattern.search(sentence.text)):
                return _target(match["name"], sentence.start + match.start("name"))
    found = [
        _target(match["name"], sentence.start + match.start("name"))
        for sentence in every[1:]
        if has_any(sentence.text, _LATER_WORDS) and (match := _LATER.search(sentence.text)) and _tells(match["name"])
    ]
    return next((each for each in found if " " in each.name), found[-1] if found else None)


def _tells(name: str) -> bool:
    """Whether a product's name says what it is: *composite* alone does not, *membranes* says at least that."""
    return " " in name or name.startswith(("membrane", "film", "nano", "micro", "aero", "mats"))


def _starts(text: str) -> Iterator[int]:
    """Where the names of what a sentence says is made may begin."""
    if has_any(text, _MADE_WORDS) and (match := _MADE.search(text)):
        yield match.start("name")
    if has_any(text, _TO_WORDS):
        for found in _TO_MAKE.finditer(text):
            yield found.start("name") if found["name"] else found.start("name2")


def _name(text: str, start: int) -> tuple[int, int] | None:
    """The name of a thing that begins at ``start``, or None where the words name nothing of its own."""
    words: list[tuple[int, int]] = []
    for match in _WORD.finditer(text, start):
        word = match.group()
        gap = text[words[-1][1] : match.start()] if words else ""
        if word.lower().rstrip(".") in _STOP or gap.strip() or len(words) == _LONGEST or word.startswith("("):
            break
        words.append((match.start(), match.start() + len(word.rstrip("."))))
        if word.endswith("."):
            break
    if words:
        shape = _SHAPE.search(text[words[0][0] : words[-1][1]])
        if shape is not None and any(letter.isupper() for letter in text[words[0][0] + 1 : words[-1][1]]):
            words.pop()
    span = trimmed_name(text, words)
    if span is None or _NOTHING.match(text[slice(*span)]):
        return None
    return span


def _named(text: str, span: tuple[int, int], offset: int) -> MaterialMention:
    """The target named at ``span`` of ``text``, by the label in brackets behind it, by which the paper knows it."""
    label = _LABELLED.match(text, span[1])
    start, end = label.span("name") if label is not None else span
    return _target(text[start:end], offset + start)


def _target(name: str, start: int) -> MaterialMention:
    return MaterialMention(name, name, is_sample=True, start=start, end=start + len(name), text=name)
