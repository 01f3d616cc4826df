"""Origin: whether a value was measured, calculated (by a simulation, a model) or is the theoretical one."""

from __future__ import annotations

import re
from functools import cached_property, lru_cache

from ..analysis import Analysis, Sentence
from ..hints import has_any
from ..quantity import Quantity

MEASURED, CALCULATED, THEORETICAL = "measured", "calculated", "theoretical"
_HINTS = (
    "calculat", "simulat", "dft", "theor", "predict", "comput", "first-principle", "first principle", "ab initio",
    "ab-initio", "density functional", "molecular dynamics", "aimd", "monte carlo", "finite", "fem", "comsol",
    "phase-field", "phase field", "machine learning", "machine-learning", "neural network",
)  # fmt: skip
_METHODS = (
    r"DFT|density[- ]functional|first[- ]principles?|ab[- ]initio|AIMD|molecular[- ]dynamics|(?:kinetic )?Monte Carlo"
    r"|finite[- ]element|FEM|COMSOL|phase[- ]field|machine[- ]learning|neural networks?"
)
_COMPUTED = (
    rf"(?:{_METHODS}|theoretical(?:ly)? (?:calculat|simulat|predict|comput|model|stud)\w*"
    # what imitates something in a laboratory is no computation
    r"|simulated(?! (?:solar|sun|sea|body|AM ?1|HAZ|lunar|blood|flue|industrial|waste|spent|ag(?:e|ing)|driving|weld"
    r"|light|moon|gastric|fuel|mine|brine))|simulations?"
    r"|comput(?:ed(?! tomogr)|ations?|ational(?:ly)?)|(?<![Aa]s )predict(?:s|ed|ions?|ing)?(?!,)\b"
    r"|calculations? (?:\w+ )?(?:show|indicat|reveal|predict|giv|yield|suggest|confirm)\w*)"
)
# Nearest before a value wins: a computation, a measurement, or the word *calculated*, which may be said of either.
_CUE = re.compile(
    rf"\b(?:(?P<computed>{_COMPUTED})|(?P<measured>experiment\w*|measured|measurements?|observed|in practice"
    r"|actual(?:ly)?|practical(?:ly)?)|(?P<calculated>calculat(?:ed|ions?)))",
    re.IGNORECASE,
)
# `0.3 eV by DFT`, `0.3 eV (computed)`, `0.3 eV from our simulations`
_BEHIND = re.compile(
    r"(?: ?\((?:as )?|,?(?: as)?(?: (?:is|was|are|were))?(?: (?:obtained|calculated|determined|found|derived|estimated"
    r"|given|expected))? (?:by|from|in|using|with|according to|based on) (?:the |our |a )?(?:[\w-]{2,14} ){0,2}?"
    rf"| (?=predicted|computed|simulated))(?:{_COMPUTED}|(?<=\()calc(?:\.|ulated|d))",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r";|, (?:while|whereas|but)\b|\b(?:while|whereas)\b")
# What is worked out from an experiment was measured.
_FROM_DATA = re.compile(
    r"\b(?:from|by|using|us(?:es|ed)|based on|according to|with|via|through|of) (?:the |its |their |an? )?"
    r"(?:[\w'’-]+ ){0,5}?"
    r"(?:curves?|plots?|slopes?|impedance|EIS|CVs?|GITT|PITT|voltammogra\w*|discharg\w*|charg\w*|profiles?|spectr\w+|XRD"
    r"|diffract\w*|XPS|Scherrer|BET|BJH|isotherms?|Arrhenius|Randles|Nyquist|Tauc|Kubelka|fit\w*|data|measur\w*|tests?"
    r"|weights?|mass|TGA?|DSC|SEM|TEM|images?|micrographs?|equations?|Eqs?\b|formula|experiment\w*|UV\b|absorption)\b",
    re.IGNORECASE,
)
_EQUATION = re.compile(r"(?:equations?|Eqs?|formula)$", re.IGNORECASE)
# Energies that nobody measures in electronvolts; where a paper computes at all, they are computed.
_COMPUTED_ENERGY = re.compile(
    r"\b(?:adsorption|binding|formation|cohesive|migration|interaction|vacancy|surface|intercalation|substitution"
    r"|decomposition|reaction|insertion) (?:free )?energ|\bband ?gap|\bbarriers?\b",
    re.IGNORECASE,
)
# Words for quantum mechanics, as they stand within a sentence or at its front.
QUANTUM = ("DFT", "density functional", "irst-principle", "irst principle", "b initio")
_COMPUTING = (*QUANTUM, "olecular dynamics")
_DENSITY = re.compile(r"\b[Tt]heoretical density\b[^;\d]{0,60}$")
# What a sentence goes on about, however far from the value: no experiment gives these of one site or one atom.
_OF_ATOMS = re.compile(r"\b(?:adsorption|formation|migration|vacancy|intercalation) (?:free )?energ", re.IGNORECASE)
# `890 mAh/g theoretical capacity, much higher than graphite (372 mAh/g)`, and
# `a theoretical capacity of 4200 mAh/g, ten times larger than that of graphite (372 mAh/g)`
_BESIDE_THEORY = re.compile(
    r"\b(?:theoretical\w*\b[^;]{0,120}\d|mA ?h ?[^\s;]{1,6} theoretical\b)[^;]{0,60}\b(?:than|surpass\w*|exceed\w*"
    r"|compar\w+ (?:to|with)|that of|those of)\b[^;\d]{0,60}$",
    re.IGNORECASE,
)
_OF_THEORY = frozenset({"capacity", "volumetric_capacity", "areal_capacity", "energy_density", "discharge_capacity"})
# What a paper that computes says of samples all the same.
_OF_SAMPLES = frozenset({"surface_area", "particle_size", "thickness", "porosity", "mass_loading", "cycle_life"})
_MANY = (2, 10)  # words for quantum mechanics, for these and molecular dynamics
_NEAR = 250
# An impedance is simulated to read the resistance off it.
_READ_OFF = frozenset({"resistance", "overpotential"})
_HEADING = re.compile(
    rf"\b(?:{_METHODS}|calc(?:d|ulated)?|simulat(?:ed|ions?)|computed|predicted|theory)\b"
    r"|(?<=[A-Z\d_])calc(?![a-z])|_\{?(?:DFT|calc|sim)",
    re.IGNORECASE,
)
_CALC = re.compile(r"calc", re.IGNORECASE)
_TESTED = re.compile(r"\b(?:exp(?:t|\.|erim\w*)?|meas(?:\.|ured|urements?)?|this work \(exp)\b", re.IGNORECASE)
_CAPTION = re.compile(rf"\b(?:{_METHODS}|simulat(?:ed|ions?)|comput(?:ed|ational\w*)|predicted)\b", re.IGNORECASE)


def is_theoretical_density(sentence: Sentence, quantity: Quantity) -> bool:
    """Whether ``quantity`` is the density that a crystal without pores has."""
    start = quantity.start - sentence.start
    return quantity.dimension == "density" and _DENSITY.search(sentence.text[max(0, start - 90) : start]) is not None


class Origins:
    """Tells how values came about, once a document; ``computational`` says that the paper has no experiments."""

    def __init__(self, analysis: Analysis, *, computational: bool) -> None:
        self._text = analysis.document.text
        # Simulated welds and fitted models are told from the computations of atoms, which leave nothing to measure.
        told = [self._text.count(word) for word in _COMPUTING] if computational else [0]
        self._computational = sum(told[:-1]) >= _MANY[0] or sum(told) >= _MANY[1]

    @cached_property
    def _computes(self) -> bool:
        """Whether the paper speaks of computations from theory."""
        return self._computational or has_any(self._text, _COMPUTING)

    def of(self, sentence: Sentence, quantity: Quantity, code: str, *, theory: bool, own: bool) -> str:
        """The origin of a value of property ``code``; ``theory``: its words call it theoretical."""
        text = sentence.text
        lower = text.lower()
        start, end = quantity.start - sentence.start, quantity.end - sentence.start
        hinted = has_any(lower, _HINTS)
        if theory:
            return CALCULATED if hinted and _last(_clause(text, start)) == "computed" else THEORETICAL
        if not own and hinted and code in _OF_THEORY and _BESIDE_THEORY.search(text, max(0, start - 300), start):
            return THEORETICAL
        if hinted and self._computed(text, start, end, code):
            return CALCULATED
        if not self._computational and not (quantity.dimension == "energy" and _COMPUTED_ENERGY.search(text)):
            return MEASURED
        if not self._computes or _FROM_DATA.search(text) or _last(text[max(0, start - _NEAR) : start]) == "measured":
            return MEASURED
        if self._computational:
            set_up = code in _OF_SAMPLES or sentence.block.section == "experimental"
            return CALCULATED if own and not set_up else MEASURED
        if _COMPUTED_ENERGY.search(text[max(0, start - 90) : end + 40]):
            return CALCULATED
        told = has_any(sentence.block.text, _COMPUTING) and _OF_ATOMS.search(text[max(0, start - _NEAR) : start])
        return CALCULATED if told else MEASURED

    def _computed(self, text: str, start: int, end: int, code: str) -> bool:
        before = _clause(text, start)
        cue = _last(before)
        if cue is None:
            return code not in _READ_OFF and _BEHIND.match(text, end) is not None
        if cue == "calculated":
            return (
                self._computes
                and not _FROM_DATA.search(text)
                and (self._computational or _COMPUTED_ENERGY.search(before[-90:]) is not None)
            )
        return cue == "computed" and code not in _READ_OFF

    def of_column(self, header: str, caption: str, row: str) -> str:
        """The origin of the values of a column, as its ``header``, the table's ``caption`` and the ``row`` name it."""
        for words in (header, row):
            said = _said_by(words, caption)
            if said is not None:
                return said
        return _said_in(caption) or (CALCULATED if self._computational else MEASURED)


# The cells of a column have its words in common.
@lru_cache(maxsize=1024)
def _said_by(words: str, caption: str) -> str | None:
    """The origin that a heading or the name of a row states; None where it states none."""
    if _TESTED.search(words):
        return MEASURED
    calculated = _HEADING.search(words) and not (_CALC.search(words) and _read_off(caption))
    return CALCULATED if calculated else None


@lru_cache(maxsize=1024)
def _said_in(caption: str) -> str | None:
    """The origin that a caption states of its table; None where it states none."""
    if _TESTED.search(caption):
        return MEASURED
    return CALCULATED if _CAPTION.search(caption) and not _read_off(caption) else None


def _read_off(caption: str) -> bool:
    """Whether a caption says from which data of an experiment values were calculated; an equation alone is none."""
    found = _FROM_DATA.search(caption)
    return found is not None and _EQUATION.search(found.group()) is None


def _clause(text: str, start: int) -> str:
    """The words of the clause before ``start``, as far as they bear on what stands there."""
    return _CLAUSE.split(text[max(0, start - _NEAR) : start])[-1]


def _last(before: str) -> str | None:
    """The kind of the last cue in ``before``."""
    kind = None
    for match in _CUE.finditer(before):
        kind = match.lastgroup
    return kind
