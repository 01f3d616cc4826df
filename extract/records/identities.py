"""Identities: the subject that a material mention names, under its whole name, and what a paper is about."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from ...ingest.span import CharSpan
from ..analysis import Analysis, MaterialMention, Sentence
from ..extraction import MaterialRef, Sample
from .draft import Subject, subject_of
from .forms import Forms
from .nouns import MODIFIER, is_modifier_word
from .referring import PLAIN
from .service import ACTIVE_ROLES, CONDUCTOR_ROLES, MINOR_ROLES, in_service
from .wholes import compound, is_graded, with_head

# What tells several forms of one name apart: `(1:2)`, `(700 °C)`, `doped with 1% W`, `with 10 wt% LLZTO`.
_NUMBER = r"\d++(?:\.\d++)?"
_TOLD_BY = re.compile(
    rf" \((?P<ratio>{_NUMBER}(?::{_NUMBER}){{1,2}}+| ?{_NUMBER} °C)(?: (?:by )?(?:w/w|wt%?|weight|mass|mol))?\)"
    rf"| (?P<share>(?:doped |mixed |filled )?with {_NUMBER} ?(?:(?:wt|mol|vol|at)\.? ?)?% (?:of )?"
    r"[A-Z][A-Za-z0-9()]{0,20}+)"
)
UNKNOWN = Subject("", MaterialRef(""), None, "paper")

_TELLS = frozenset({" (", " d", " m", " f", " w"})
# `S/Co-TiO2`: what a labelled host holds.
_HOST_OF = re.compile(r"[A-Z][a-z]?[/@]")
# `LiFePO4/electrolyte/Li cells`, `LiFePO4||Li`: a stack is named, the value is of its cathode.
_STACK_END = re.compile(
    r"(?: ?(?:[/|‖]{1,2}) ?[\w.()-]{1,30}){0,2} ?[/|‖]{1,2} ?(?:Li|Na|K|Mg|Zn|graphite|Gr|C|Si|LTO)\b(?![\w@])"
)
_STACK_START = re.compile(r"(?:^|[\s(])(?:Li|Na|K|Zn|Mg|graphite|Gr|Si|SiO|LTO|HC) ?(?:\|\|?|‖|/) ?$")
# What a modifier may end in: `bare `, `coated `, `flat `, `bulk `, `porous `, `hollow `, `3D `.
_MODIFYING = ("e ", "d ", "k ", "t ", "s ", "w ", "l ", "h ", "n ", "r ", "D ", "y ")
# `Li/GPE-5/LFP`
_SLASHED = re.compile(r"(?:Li|Na|K|Zn|Mg|Al)/[^/\s]{1,30}/[^/\s]{1,30}|[^/\s]{1,30}/[^/\s]{1,30}/(?:Li|Na|K|Zn|Mg|Al)")
_STROKES = re.compile(r"[|‖]++")
_BRACKET = re.compile(r" \(\S")
_PLAIN = re.compile(rf"{PLAIN}$", re.IGNORECASE)


class Identities:
    """Names mentions, once a document."""

    def __init__(self, analysis: Analysis, samples: Sequence[Sample], forms: Forms) -> None:
        self._analysis = analysis
        self._forms = forms
        self._several: dict[str, bool] = {}
        self._samples = {sample.label.casefold(): sample.id for sample in samples}

    def of(self, mention: MaterialMention, how: str, sentence: Sentence | None = None) -> Subject:
        """The subject that ``mention`` names, with the words that it is part of (``A/B nanowires``) in its name."""
        sample = self._sample_of(mention)
        if sentence is None:
            return subject_of(mention, how, sample=sample)
        text, base = sentence.text, sentence.start
        label = self._label_behind(mention, text[mention.end - base :])
        if label is not None:
            return self.of(label, how, sentence)
        whole = compound(text, mention.start - base, mention.end - base)
        told = _TOLD_BY.match(text, whole.end) if text[whole.end : whole.end + 2] in _TELLS else None
        if (
            told is not None
            and how != "paper"
            and not mention.is_sample
            and self._has_several(text[whole.start : whole.end])
        ):
            # `Si/C (1:1)` and `Si/C (2:1)` are two things.
            name = f"{text[whole.start : whole.end]} {told['share'] or '(' + told['ratio'] + ')'}"
            return Subject(name.casefold(), MaterialRef(name, None, mention.role, mention.family), sample, how)
        if len(_STROKES.findall(text[whole.start : whole.end])) > 1:
            # `Li|LLZO|Li` is a cell of what stands in it, `LFP||graphite` the name of a full cell.
            return subject_of(mention, how, sample=sample)
        if _SLASHED.fullmatch(text, whole.start, whole.end):
            return subject_of(mention, how, sample=sample)
        if mention.is_sample and not _HOST_OF.match(text, whole.start, mention.start - base):
            return subject_of(mention, how, sample=sample)
        if mention.role == "cathode_active" and (
            _STACK_END.match(text, mention.end - base)
            or _STACK_START.search(text[max(0, mention.start - base - 12) : mention.start - base])
        ):
            return subject_of(mention, how, sample=sample)
        name = with_head(text, whole)
        subject = subject_of(mention, how, name if name != mention.text else None, sample)
        if sample is None and is_graded(name):
            subject = replace(subject, key=name.casefold())  # `Nafion 212` is none of `Nafion 117`
        before = text[max(0, whole.start - 30) : whole.start]
        last = before.rstrip().rpartition(" ")[2]
        modifier = MODIFIER.search(before) if before.endswith(_MODIFYING) and is_modifier_word(last) else None
        if len(whole) > mention.end - mention.start:
            joined = text[whole.start : whole.end]
            reference = replace(subject.material, composition=None)
            subject = Subject(joined.casefold(), reference, self._samples.get(joined.casefold(), sample), how)
        if modifier is None or mention.is_sample or modifier.group() == "thick ":
            return subject
        words = modifier.group().strip()
        if _PLAIN.match(words) or self._forms.told_apart(mention.text):
            reference = replace(subject.material, name=f"{words} {subject.material.name}")
            return replace(subject, key=f"{subject.key} {words.casefold()}", material=reference)
        return subject

    def _has_several(self, name: str) -> bool:
        """Whether the document names ``name`` with more than one ratio, temperature or share behind it."""
        if name not in self._several:
            pattern = re.compile(rf"{re.escape(name)}(?:{_TOLD_BY.pattern})")
            found = {match.group() for match in pattern.finditer(self._analysis.document.text)}
            self._several[name] = len(found) > 1
        return self._several[name]

    def _label_behind(self, mention: MaterialMention, behind: str) -> MaterialMention | None:
        """The label that a bracket right behind ``mention`` gives it (``LiNiO2 (SC-LNO)``), or None."""
        if mention.is_sample or not _BRACKET.match(behind):
            return None
        named = self._analysis.materials_in(CharSpan(mention.end, mention.end + 4))
        return named[0] if named and named[0].is_sample and behind[len(named[0].text) + 2 :][:1] == ")" else None

    def sentence_of(self, mention: MaterialMention) -> Sentence | None:
        """The sentence that ``mention`` stands in."""
        index = bisect_right(self._analysis.sentences, mention.start, key=lambda sentence: sentence.start) - 1
        sentence = self._analysis.sentences[index] if index >= 0 else None
        return sentence if sentence is not None and mention.end <= sentence.end else None

    def named_in(self, text: str, first: Subject) -> Subject | None:
        """The material of this paper that ``text`` (a caption) names, ``first`` before any other, or None."""
        best: MaterialMention | None = None
        for mention in self._analysis.materials:
            if len(mention.text) > 1 and not in_service(mention) and mention.text in text:
                if mention.canonical == first.key:
                    return self.of(mention, "label")
                if best is None or len(mention.text) > len(best.text):
                    best = mention
        return self.of(best, "label") if best is not None else None

    def _sample_of(self, mention: MaterialMention) -> str | None:
        for name in (mention.text, mention.name, mention.canonical):
            sample = self._samples.get(name.casefold())
            if sample is not None:
                return sample
        return None

    def main(self, roles: frozenset[str], *, salts: bool = True) -> Subject:
        """The material that the paper speaks of most, one of ``roles`` or a sample counting three times.

        A paper that names nothing else is about its salt, unless ``salts`` says that what is asked for is none.
        """
        return (
            self._most_named(roles, service=False)
            or _titled(self._analysis)
            or (self._most_named(roles, service=True) if salts else None)
            or UNKNOWN
        )

    def base(self) -> Subject:
        """What the paper's labelled samples are forms of: the material of known composition that it speaks of most."""
        return self._most_named(ACTIVE_ROLES | CONDUCTOR_ROLES, service=False, labelled=False) or UNKNOWN

    def _most_named(self, roles: frozenset[str], *, service: bool, labelled: bool = True) -> Subject | None:
        weights: Counter[str] = Counter()
        first: dict[str, tuple[MaterialMention, Sentence]] = {}
        for sentence in self._analysis.sentences:
            block = sentence.block
            if block.kind == "title":
                weight = 8
            elif block.kind == "abstract" or block.section in ("abstract", "conclusions"):
                weight = 3
            elif block.section in ("references", "introduction", "end_matter", "supplement"):
                continue
            else:
                weight = 1
            for mention in self._analysis.materials_in(sentence.span):
                before = sentence.text[max(0, mention.start - sentence.start - 24) : mention.start - sentence.start]
                if in_service(mention, before) and not (service and mention.role == "salt"):
                    continue
                if not labelled and (mention.is_sample or mention.composition is None):
                    continue
                favoured = mention.is_sample or mention.role in roles
                weights[mention.canonical] += weight * (6 if favoured else 1 if mention.role in MINOR_ROLES else 2)
                first.setdefault(mention.canonical, (mention, sentence))
        if not weights:
            return None
        canonical, _ = max(weights.items(), key=lambda item: item[1])
        if _is_class(first[canonical][0]):
            # `a layered oxide` is told of under its formula.
            role = first[canonical][0].role
            exact = [key for key in weights if first[key][0].composition is not None and first[key][0].role == role]
            canonical = max(exact, key=weights.__getitem__, default=canonical)
        return self.of(first[canonical][0], "paper", first[canonical][1])


def _is_class(mention: MaterialMention) -> bool:
    """Whether the mention names a class of materials (``lithium-rich layered oxide``), not one of them."""
    return mention.composition is None and not mention.is_sample and mention.text.islower() and " " in mention.text


# Up to the first of these words a title names what it is about.
_TITLE_END = re.compile(r"\s(?:for|by|with|as|in|of|from|towards?|enabling|via|using|to|at|on|and its)\b|[:,;–—(]")
_ARTICLE = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)
_TITLE_NOUN = re.compile(
    r"\b(?:electrolytes?|electrodes?|cathodes?|anodes?|membranes?|separators?|carbons?|films?"
    r"|composites?|polymers?|foams?"
    r"|aerogels?|alloys?|glass(?:es)?|ceramics?|powders?|hosts?|interlayers?|binders?|viologens?"
    r"|frameworks?|fib(?:er|re)s?"
    r"|felts?|papers?|cloths?)$",
    re.IGNORECASE,
)


def _titled(analysis: Analysis) -> Subject | None:
    """What the title names where the paper names no material: ``Crosslinked polymer electrolytes for …``, or None."""
    title = next((block.text for block in analysis.document.blocks if block.kind == "title"), "")
    name = _ARTICLE.sub("", _TITLE_END.split(title, maxsplit=1)[0].strip())
    if not 0 < len(name.split()) <= 5 or not _TITLE_NOUN.search(name):
        return None
    return Subject.called(name, "paper")
