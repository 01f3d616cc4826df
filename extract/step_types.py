"""The type of a step as the words around it tell, and steps that only say how another is done."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .step import Step

# What a word means is told by what stands around it: *poured into a dish*, *filled with electrolyte*.
_INTO_A_MOULD = re.compile(r"dish|plate|mou?ld", re.IGNORECASE)
_WITH_ELECTROLYTE = re.compile(
    r"\s(?:\w+ly\s)?with\s(?:[\d.]+\s?[mµμ]?[gLl]\s(?:of\s)?)?(?:the\s|an?\s|liquid\s){0,2}electrolyte\b"
)
_WITH_A_LIQUID = re.compile(
    r"\s(?:with|in|by)\s(?:an?\s|the\s)?(?:[\d.]+\s?(?:M|mol|m[lL]|wt)\b|aqueous|ethanol|methanol|"
    r"[^.;,]{0,40}\bsolution\b)"
)
_POLYMER_HOT = 300
_HOT_IS = {("precipitating", 300): "annealing", ("melt_infusion", 500): "heating"}
_WARM = 100
# How steps of a type are done, by another word for the same step.
_MANNERS = {
    "mixing": frozenset({"sonicating", "milling", "grinding", "stirring"}),
    "collecting": frozenset({"filtering", "centrifuging"}),
    "removing": frozenset({"evaporating", "filtering", "centrifuging", "washing", "etching"}),
    "heating": frozenset({"hydrothermal", "microwave"}), "holding": frozenset({"hydrothermal"}),
}  # fmt: skip
# *Stirred to form a slurry* is one step.
_STIRRED = frozenset({"mixing", "stirring", "milling", "grinding", "sonicating", "adding", "dissolving"})
_FORMING = re.compile(r"to\s", re.IGNORECASE)
_BY = re.compile(
    r"^(?:[^.;,]{0,50}?)\s(?:by|via|through|using|with|in|inside)\s(?:(?:an?|the|means of|vacuum|suction|simple|"
    r"high-energy|ultra-?|"
    r"stainless[- ]steel|steel|sealed|Teflon[- ]lined|PTFE[- ]lined|\d+(?:\.\d+)?|m[Ll])[ -]?){0,5}$",
    re.IGNORECASE,
)
# Words that tell a heating only together with its temperature.
_VAGUE = re.compile(r"stabili[sz]", re.IGNORECASE)


def told_type(text: str, step: Step) -> str:
    """The operation that a step is by the words around its own and by its temperature."""
    return _by_its_words(text, step) or _retyped(step)


def is_vague(text: str, step: Step) -> bool:
    """Whether a word that tells a heating only with its temperature has none: *the signal was stabilised*."""
    return _VAGUE.match(text, step.start) is not None and not _is_hot(step)


def without_manners(text: str, steps: Sequence[Step]) -> list[Step]:
    """Steps without those that say only how another is done: *dispersed by sonication*, *heated in the autoclave*."""
    kept: list[Step] = []
    for step in steps:
        before = kept[-1] if kept else None
        if (
            before is not None
            and step.type == "slurry_mixing"
            and before.type in _STIRRED
            and _FORMING.match(text, step.start)
        ):
            continue
        between = text[before.end : step.start] if before is not None else ""
        if before is not None and step.type in _MANNERS.get(before.type, ()) and _BY.search(between):
            step.conditions = {**before.conditions, **step.conditions}
            step.variants = {**before.variants, **step.variants}
            kept.pop()
        kept.append(step)
    return kept


def _is_hot(step: Step) -> bool:
    said = step.conditions.get("temperature")
    return said is not None and said.normalised is not None and (said.normalised.value or 0) > _WARM


def _by_its_words(text: str, step: Step) -> str | None:
    """The operation that a step is by the words around its own, where these decide, or None."""
    word = text[step.start : step.end].lower()
    vessel = step.conditions.get("vessel")
    if step.type == "adding" and vessel is not None and word.startswith("pour"):
        return "coating" if _INTO_A_MOULD.search(vessel.text) else "transferring"
    if step.type == "transferring" and word == "filled" and _WITH_ELECTROLYTE.match(text, step.end):
        return "wetting"
    if step.type == "melt_infusion" and word.startswith("impreg") and _WITH_A_LIQUID.match(text, step.end):
        return "immersing"
    if step.type == "sintering" and word.startswith("hot"):
        said = step.conditions.get("temperature")
        if said is not None and said.normalised is not None and (said.normalised.value or _POLYMER_HOT) < _POLYMER_HOT:
            return "pressing"
    return None


def _retyped(step: Step) -> str:
    """The operation that a step is by its temperature: a glass that crystallises is annealed, an oxide melt heated."""
    temperature = step.conditions.get("temperature")
    normalised = temperature.normalised if temperature is not None else None
    if normalised is None or normalised.value is None:
        return step.type
    return next((to for (of, least), to in _HOT_IS.items() if step.type == of and normalised.value >= least), step.type)
