"""What a sentence is to the recipe it stands in: a heading in the line, an experiment, another sample, a slurry."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .analysis import Analysis, Sentence
from .operations import OperationHit

_SLURRY = re.compile(r"\bslurr(?:y|ies)\b", re.IGNORECASE)
_ELECTRODES = re.compile(
    r"\b(?:electrodes?|cathodes?|anodes?|foils?|binders?|PV[Dd]F|NMP|CMC|SBR|coated|cast|doctor|collectors?|slurry was "
    r"(?:coated|cast|spread)|carbon black|super P)\b",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"\b(?:electrodes?|cathodes?|anodes?|foils?|collectors?|slurr|doctor|calend|carbon black|super p|"
    r"acetylene black|loading)",
    re.IGNORECASE,
)
_HEADING = 90
_RUN_IN = re.compile(
    r"(?:\d[\d.]*\s)?(?:Synthes[ie]s|Preparation|Fabrication|Coating|Making|Assembly|Encapsulation|Growth|"
    r"Production|Activation|"
    r"Functionali[sz]ation|Deposition|Infiltration|Electrode preparation|Cell assembly)\b[^.]*(?:\.\d[^.]*)*\.?$"
)
_FINITE = re.compile(r"\b(?:was|were|is|are|been|be|we|has|have|had)\b", re.IGNORECASE)
# What is done to learn something about a thing makes none.
_EXPERIMENT = re.compile(
    r"^\W{0,2}(?:In order )?[Tt]o (?:study|investigate|examine|explore|verify|check|confirm|understand|reveal|"
    r"observe|determine|measure|"
    r"optimi[sz]e|demonstrate|simulate)\b(?!.*\b(?:prepared|synthesi[sz]ed|fabricated|assembled|obtained|made|"
    r"built|constructed)\b)"
)
_BOUGHT = re.compile(
    r"\b(?:purchased|bought|supplied|acquired|procured|obtained|received)\s(?:\w+ly\s)?(?:by|"
    r"from)\s(?:the\s)?[A-Z][a-z]{2,}"
)
_TESTS = re.compile(
    r"\b(?:tests?|testing|measurements?|characteri[sz]ations?|analys[ie]s|evaluations?|assays?)\b", re.IGNORECASE
)
_MAKING = re.compile(
    r"\b(?:synthes\w+|prepar\w+|fabricat\w+|materials|growth|deposition|production|making|assembl\w+)\b", re.IGNORECASE
)
_ELECTROLYTE = re.compile(
    r"(?:(?:The|An?|As(?: the)?)\s)?(?:[\w-]+\s){0,2}electrolytes?,?\s(?:(?:was|were|is|used\s(?:was|"
    r"is))\s(?:composed|made up|comprised|\d)|"
    r"consist|contain|compris)",
    re.IGNORECASE,
)
# What makes a slurry and a film of it.
_SLURRY_STEPS = frozenset({
    "mixing", "adding", "stirring", "dissolving", "grinding", "milling", "weighing", "sonicating", "diluting",
    "coating", "cutting", "pressing", "drying", "slurry_mixing", "calendering",
})  # fmt: skip
_SLURRY_PARTS = frozenset({"binder", "conductive_additive"})
# Layers that are put on each other make a cell.
_STACKED = re.compile(
    r"\b(?:on (?:one|the other|each|both|top of the|the opposite) (?:sides?|faces?|electrolyte|pellet|layer)|"
    r"(?:the other|one) side|"
    r"stack pressure|between the (?:electrodes|two)|(?:the|each) cells?)\b"
)
# Another sample is made, as the one before but for something; the steps told here are not this one's.
_OTHERWISE = re.compile(
    r"\b(?:for comparison|as (?:a )?(?:control|reference|comparison)|(?:the|a) (?:control|reference|"
    r"blank) samples?|similarly|likewise|"
    r"in (?:the same|a similar|an analogous) (?:way|manner|fashion)|(?:the same|a similar|an identical|"
    r"an analogous) (?:\w+\s){0,2}?"
    r"(?:method|procedure|route|process|approach|protocol))\b[^.;]{0,120}?\b(?:was|were) (?:also |likewise )?"
    r"(?:prepared|synthesi[sz]ed|made|obtained|fabricated|produced|followed|used|applied|repeated|replaced)\b"
    r"|\b(?:was|were) (?:also |likewise )?(?:prepared|synthesi[sz]ed|made|obtained|fabricated|"
    r"produced)\b[^.;]{0,120}?\b(?:in (?:the same|a similar) "
    r"(?:way|manner|fashion)|(?:the same|a similar|an identical) (?:\w+\s){0,2}?(?:method|procedure|route|process|"
    r"approach|protocol)"
    r"|similarly|for comparison|except (?:that|for)|but without|without (?:the )?(?:adding|addition))\b"
    r"|^\W{0,2}(?:Meanwhile|Similarly|Likewise|For comparison)\b[^.;]{0,160}?\b(?:replaced (?:by|with)|instead of|"
    r"except|without)\b",
    re.IGNORECASE,
)


def is_run_in_heading(text: str) -> bool:
    """Whether a sentence is a heading in the line of the text: *Coating PANI onto the film.*"""
    return len(text) < _HEADING and _RUN_IN.match(text) is not None and _FINITE.search(text) is None


def is_experiment(text: str) -> bool:
    """Whether a sentence does something to learn of a thing: *to study the affinity, it was heated*."""
    return _EXPERIMENT.search(text) is not None


def is_bought(text: str) -> bool:
    """Whether a sentence says where something was bought."""
    return "rom " in text and _BOUGHT.search(text) is not None


def is_of_electrodes(text: str) -> bool:
    """Whether a sentence names an electrode or what is only made for one."""
    return _NAMED.search(text) is not None


def is_of_electrolyte(text: str) -> bool:
    """Whether a sentence says what an electrolyte is made of: *the electrolyte was 1 M LiTFSI dissolved in DOL*."""
    return _ELECTROLYTE.match(text) is not None


def is_of_tests(heading: str) -> bool:
    """Whether a heading speaks of tests alone, under which samples are prepared but nothing is made."""
    return _TESTS.search(heading) is not None and _MAKING.search(heading) is None


def is_of_another(text: str) -> bool:
    """Whether a sentence makes another sample, as the one before but for something."""
    return _OTHERWISE.search(text) is not None


def is_stacked(text: str) -> bool:
    """Whether a sentence puts layers on each other, as cells are made."""
    return _STACKED.search(text) is not None


def is_of_slurry(analysis: Analysis, sentence: Sentence, hits: Sequence[OperationHit], *, going_on: bool) -> bool:
    """Whether a sentence of a paragraph on electrodes mixes or shapes one: its steps, with a binder or a conductor.

    Where an electrode is being made, its steps are enough (``going_on``).
    """
    if not hits or not {hit.type for hit in hits} <= _SLURRY_STEPS:
        return False
    return going_on or any(mention.role in _SLURRY_PARTS for mention in analysis.materials_in(sentence.span))


def is_of_powders(text: str) -> bool:
    """Whether a slurry is one of powders in a mill, not of an electrode."""
    return bool(_SLURRY.search(text)) and not _ELECTRODES.search(text)
