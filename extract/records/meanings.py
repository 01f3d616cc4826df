"""Meanings: the material that words such as *the bare one*, *the doped sample* or *without filler* stand for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from ..analysis import Analysis, Sentence
from ..extraction import MaterialRef, Sample
from .conditions import is_of_process
from .draft import Subject
from .forms import Forms, formless, stems
from .identities import Identities
from .nouns import is_part
from .referring import Reference
from .service import ACTIVE_ROLES, CONDUCTOR_ROLES

_TREATMENT = re.compile(r" \((?:\d+ °C|[\d.,]+ [^()]{1,5})\)$")
# Heads that say of themselves what a thing is; the others stand for the material that was spoken of.
_TELLING = re.compile(
    r"(?:alloy|ceramic|glass|fib(?:er|re)|sphere|gel|polymer|interlayer|particle|foam|host|carbon|felt"
    r"|cloth|paper|nano\w+"
    r"|micro\w+)(?:s|es)?$",
    re.IGNORECASE,
)
_MEDIUM = re.compile(r"(?:\w+-)?(?:ether|ester|carbonate|aqueous|dilute|diluted|concentrated|fluorinated|liquid)")
# What was done to it: then a label that was spoken of is meant.
_DONE = re.compile(r"(?:coated|modified|doped|treated|substituted|decorated|regenerated)$")
_THING = re.compile(r"(?:interlayer|foam|host|carbon|felt|cloth|paper|fib(?:er|re)|sphere|nanotube)s?$", re.IGNORECASE)


class Meanings:
    """Resolves references, once a document; ``note`` tells it of the plain forms that sentences name."""

    def __init__(self, identities: Identities, forms: Forms, samples: Sequence[Sample], treatments: int) -> None:
        self._identities = identities
        self._forms = forms
        self._samples = samples
        self._treatments = treatments
        self.plain: dict[str, Subject] = {}

    @cached_property
    def _base(self) -> Subject:
        return self._identities.base()

    def note(self, listed: Sequence[Subject]) -> None:
        """Keep the plain forms (``pristine A``) that a sentence names, for one that only says *the pristine one*."""
        for subject in listed:
            word = subject.material.name.split(" ")[0].casefold()
            if subject.key.endswith(f" {word}"):
                self.plain[word] = subject

    def of(self, reference: Reference, sentence: Sentence, held: Subject, paper: Subject) -> Subject | None:
        """What ``reference`` of ``sentence`` stands for, or None.

        ``held`` is what has been spoken of, ``paper`` what the paper is about.
        """
        if not held.material.name or (reference.kind == "treated" and self._treatments < 2):
            return None
        if reference.kind in ("plain", "described"):
            return self._form(reference, sentence, held, paper)
        if reference.kind in ("treated", "measured"):
            return self._made_at(reference, held)
        bare = held.material.composition is not None or held.material.role in ACTIVE_ROLES | CONDUCTOR_ROLES
        name = f"{held.material.name if bare else 'cell'} without {reference.words}"
        return _told(name, held.material)

    def _form(self, reference: Reference, sentence: Sentence, held: Subject, paper: Subject) -> Subject:
        words, head = reference.words.casefold(), reference.head or ""
        known = self.plain.get(words)
        if known is not None:
            return replace(known, how="near")
        if _MEDIUM.fullmatch(words):
            head = "electrolyte"
        if is_part(head) and reference.kind == "described" and held.sample is not None and _DONE.search(words):
            return self._made_of(held)
        if is_part(head) or (reference.kind == "described" and _THING.search(head)):
            name = f"{reference.words} {head}"
            return Subject.called(name, "near")
        if reference.kind == "described":
            named = self._forms.last(words, sentence.start + reference.start)
            if named is not None:
                return self._identities.of(named, "near", self._identities.sentence_of(named))
            if held.sample is not None and _DONE.search(words):
                return self._made_of(held)
        about = paper if paper.material.name else held
        if reference.kind == "plain" and about.sample is not None:
            # A label mostly names what was made of the plain one.
            about = self._base if self._base.material.composition is not None else about
        return _told(_without(about.material.name, words, reference.words), about.material)

    def _made_of(self, held: Subject) -> Subject:
        """``held``, or the one sample that was made of it (``A-NMO`` of ``NMO``)."""
        label = held.material.name
        made = [s for s in self._samples if s.label != label and re.search(rf"[-@/]{re.escape(label)}$", s.label)]
        if len(made) != 1:
            return replace(held, how="near")
        return Subject(made[0].label, replace(made[0].material, name=made[0].label), made[0].id, "near")

    def _made_at(self, reference: Reference, held: Subject) -> Subject:
        """The sample that was made at a temperature, for a time or with an amount (``the 40 h alloy``)."""
        digits = re.sub(r"[^\d.]", "", reference.words)
        for sample in self._samples:
            if re.search(rf"(?<![\d.]){re.escape(digits)}(?:%|wt%)?$", sample.label) and sample.material.name:
                return Subject(sample.label, replace(sample.material, name=sample.label), sample.id, "near")
        if reference.head is not None and _TELLING.search(reference.head):
            name = f"{reference.words} {reference.head}"
            return Subject.called(name, "near")
        name = f"{_TREATMENT.sub('', held.material.name)} ({reference.words})"
        return Subject(f"{held.key} {digits}", replace(held.material, name=name), None, "near")


def _told(name: str, material: MaterialRef) -> Subject:
    return Subject(name.casefold(), replace(material, name=name), None, "near")


def _without(base: str, words: str, written: str) -> str:
    """``base`` in the form ``written``, unless it says so already."""
    return base if stems(words) <= stems(base) else f"{written} {formless(base)}"


def treatments(analysis: Analysis) -> int:
    """At how many temperatures the paper treats its samples."""
    found = {
        quantity.value
        for sentence in analysis.sentences
        if sentence.block.section not in ("introduction", "references", "end_matter")
        for quantity in analysis.quantities_in(sentence.span)
        if quantity.dimension == "temperature"
        and quantity.value is not None
        and quantity.value >= 100
        and is_of_process(sentence.text[: quantity.start - sentence.start])
    }
    return len(found)
