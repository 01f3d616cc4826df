"""The target of a synthesis that names none: the paper's own material that its starting materials can make."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .analysis import Analysis, MaterialMention, Sentence
from .composition import canonical_composition
from .formula import parse_formula
from .helpers import helps, is_removed
from .ingredients import amount_of, is_liquid, is_vessel

_COMMON = frozenset({"O", "H", "C", "N"})
# What counter-ions and fluxes bring, which need not stay.
_LEAVING = frozenset({"S", "Cl", "Na", "K", "F", "Br", "I"})
_MAX_STRAY = 1
_FROM = ("title", "abstract")
_MAKING = frozenset({
    "calcining", "sintering", "annealing", "carbonising", "heating", "holding", "milling", "hydrothermal", "microwave",
    "precipitating", "combusting", "gas_treating", "melt_infusion", "reacting", "activating", "depositing",
})  # fmt: skip
_CHARRING = frozenset({"carbonising", "heating", "annealing", "activating"})
_NOT_MADE = frozenset({"gas", "separator", "current_collector", "binder", "conductive_additive", "slurry_solvent"})
# A sentence that makes another sample as this one was made.
LIKEWISE = re.compile(
    r"\b(?:in (?:the same|a similar|an analogous) (?:way|manner|fashion)|by the same (?:\w+\s)?(?:method|procedure|"
    r"route)|under the same conditions|for comparison|control sample|similarly|likewise)\b",
    re.IGNORECASE,
)
# *Different DIO concentrations*, *Caco-2 cells*: nothing that is made.
_NOT_THE_THING = re.compile(r"\s(?:concentrations?|contents?|amounts?|cells?)\b")
_PARTS = re.compile(r"[/@]")


def inferred_target(
    analysis: Analysis, sentences: Sequence[Sentence], operations: Sequence[str]
) -> MaterialMention | None:
    """The material that ``sentences`` make although they do not say so, or None.

    It is a sample that they name, or else the first material of title and abstract, all of whose elements (beyond O, H,
    C and N) the starting materials bring, and which leaves at most one of theirs out; or else the last sample that they
    name. A carbon is made by heating what holds no metal.
    """
    if not _MAKING & set(operations):
        return None
    inputs = [
        mention
        for sentence in sentences
        if not LIKEWISE.search(sentence.text)
        for mention in analysis.materials_in(sentence.span)
        if mention.role not in _NOT_MADE
        and not is_liquid(mention)
        and not is_vessel(sentence, mention)
        and not helps(sentence, mention)
        and not _NOT_THE_THING.match(sentence.text, mention.end - sentence.start)
    ]
    weighed = _weighed(analysis, sentences)
    brought = {symbol for mention in inputs for symbol in _core(mention)}
    named = {mention.canonical for mention in inputs}
    spelt = named | {mention.text for mention in inputs} | {mention.composition for mention in inputs}
    for candidate in _candidates(analysis, inputs):
        core = _core(candidate)
        own = candidate in inputs and not candidate.is_sample
        if candidate in inputs and candidate.canonical in weighed:
            continue
        if candidate.canonical in named and not candidate.is_sample and not own:
            continue
        others = brought
        if own:
            earlier = [mention for mention in inputs if mention.canonical != candidate.canonical]
            others = {symbol for mention in earlier for symbol in _core(mention)}
            if len(core) < 2 or sum(bool(_core(mention) & core) for mention in earlier) < 2:
                continue
        stray = others - core - _LEAVING
        if core and core <= others and len(stray) <= _MAX_STRAY and (len(core) > 1 or core == others):
            return candidate
        parts = _PARTS.split(candidate.canonical)
        if len(parts) > 1 and all(part in spelt for part in parts):
            return candidate
        if (
            candidate.canonical not in named
            and brought <= _LEAVING
            and _CHARRING & set(operations)
            and (candidate.family or "").endswith("carbon")
        ):
            return candidate
    first = sentences[0].end if sentences else 0
    composites = (
        mention for mention in inputs
        if mention.start >= first and mention.family == "composite" and mention.canonical not in weighed
    )  # fmt: skip
    samples = (mention for mention in reversed(inputs) if mention.is_sample and mention.canonical not in weighed)
    return next(samples, None) or next(composites, None)


def _weighed(analysis: Analysis, sentences: Sequence[Sentence]) -> set[str]:
    """What stands with an amount, or is taken away again, is no target."""
    return {
        mention.canonical
        for sentence in sentences
        for mention in analysis.materials_in(sentence.span)
        if (amount_of(sentence, mention, analysis.quantities_in(sentence.span)) or is_removed(sentence, mention))
    }


def _candidates(analysis: Analysis, inputs: Sequence[MaterialMention]) -> Iterator[MaterialMention]:
    yield from (mention for mention in reversed(inputs) if mention.is_sample)
    # What is first named when all the others were is no starting material: *the green LiFePO4 was washed*.
    named: dict[str, MaterialMention] = {}
    for mention in inputs:
        named.setdefault(mention.canonical, mention)
    later = [mention for mention in list(named.values())[2:] if not mention.is_sample]
    # Of several the one of most elements, which the others bring.
    yield from sorted(
        (mention for mention in later if mention.composition or _PARTS.search(mention.canonical)),
        key=lambda mention: -len(_core(mention)),
    )
    for kind in _FROM:
        for block in analysis.document.blocks:
            if block.kind == kind or (kind == "abstract" and block.section == "abstract" and block.kind == "paragraph"):
                yield from (
                    mention for mention in analysis.materials if block.start <= mention.start < block.end
                    and mention.role not in _NOT_MADE
                )  # fmt: skip


def _core(mention: MaterialMention) -> frozenset[str]:
    """The elements that tell a material; of a composite those of all its parts."""
    # A label such as NZSP-B may look like a formula.
    composition = mention.composition or (None if mention.is_sample else canonical_composition(mention.name[:200]))
    parts = [composition] if composition else _PARTS.split(mention.canonical[:200])
    if len(parts) == 1 and composition is None:
        return frozenset()
    formulas = [parse_formula(part) for part in parts]
    if any(formula is None for formula in formulas):
        return frozenset()
    return frozenset(symbol for formula in formulas if formula for symbol in formula.elements) - _COMMON
