"""Retold: values of what was told just before, of another thing or under another condition, without its name."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ..analysis import Sentence
from ..extraction import Condition
from ..hints import Hinted
from ..properties import OTHER, properties
from ..quantity import Quantity
from .draft import Draft
from .no_result import is_no_result
from .result import Result

# `The values of the pure one are 54%, 198% and 0.9 mS/cm`, `With B these are 927 and 590 mAh/g`
_VALUES = Hinted(
    r"\b(?:(?:[Tt]h(?:ese|e|ose)|[Ii]ts) (?:corresponding |respective |same )?(?:values|figures|numbers)\b[^.;]{0,60}"
    r" (?:are|were|amount to|amounted to|become|became|fall to|fell to)|these (?:are|were|become|became)) "
)
# `In contrast, only 104 mAh/g were obtained with B`, `This is 5 mAh/g less than B (190 mAh/g)`
_SET_AGAINST = re.compile(
    r"(?:(?:By|In) (?:contrast|comparison)|For comparison|Conversely|On the (?:contrary|other hand)),? "
    r"|(?:This|That|It) (?:is|was) (?:only |merely |just |about )?[\d.]+ \S+ (?:\S+ )?(?:less|more|lower|higher) than "
)
# Kinds of values that name no property by themselves, and are of one that was named before.
# `B kept 91%.`: no word of how
_BRIEF = re.compile(
    r"(?:The |For |With )?[^,;:()]{2,50}(?:\([^()]{1,20}\))?(?: (?:only|still|merely|just|about|even|ca\.)| ~)*+"
    r" ?\d[\d.,]*(?: ± [\d.]+)? ?[^\s,;\d][^\s,;]{0,8}(?: [a-z]\^-\d)?(?: of (?:it|this|its capacity))?\."
)
_RARE = frozenset(
    {"surface_energy", "viscosity", "energy", "molar_energy", "angle", "air_resistance", "specific_volume"}
)
_THE_EFFICIENCY = re.compile(r"\b[Tt]he efficienc(?:y|ies)\b[^.;%\d]{0,40}$")
_PACES = ("rate", "current_density")
_LAPSES = ("cycles", "cycle_index")
_CONDITIONS = frozenset({"c_rate", "specific_current", "current_density", "cycles", "temperature", "time", "loading"})


def retold(
    sentence: Sentence, quantities: Sequence[Quantity], results: list[Result], before: Sequence[Draft], *, named: bool
) -> list[Result]:
    """``results`` of ``sentence`` with those that the records ``before``, of the sentence before, or its own explain.

    ``named`` says whether the sentence names a property.
    """
    values = _VALUES.search(sentence.text)
    if values is not None:
        here = [result for result in results if result.end - sentence.start <= values.start()]
        if here:
            return _again(sentence.start + values.end(), quantities, results, here)
    if not before or before[0].evidence.block != sentence.block.id:
        return results
    if values is not None:
        return _of_values(before, results, quantities)
    if not named and all(result.rule == "unit" for result in results):
        alike = _alike(before, quantities)
        if alike:
            return alike
    _in_turn(before, quantities, results)
    if len(results) == len(quantities) == 1 and _BRIEF.fullmatch(sentence.text):
        _briefly(before, results[0])
    results = _of_rare(sentence, before, quantities, results)
    if _SET_AGAINST.match(sentence.text):
        for result in results:
            if result.rule in ("unit", "elliptic") and len(result.quantities) == 1:
                _set_against(result, before)
    return results


def with_told(code: str, conditions: dict[str, Condition], told: Mapping[str, Condition]) -> dict[str, Condition]:
    """``conditions`` of a value of property ``code`` with those of ``told`` that they leave open."""
    allowed = properties()[code].conditions
    found = {key: held for key, held in told.items() if key in allowed}
    for family in (_PACES, _LAPSES):
        if any(key in conditions for key in family):
            found = {key: held for key, held in found.items() if key not in family}
    return {**found, **conditions}


def with_all(code: str, conditions: dict[str, Condition], of_all: Mapping[str, Condition]) -> dict[str, Condition]:
    """``conditions`` of a value of property ``code`` with those under which all tests of the paragraph were run."""
    index = conditions.get("cycle_index")
    first = index is not None and index.text.casefold() in ("first", "initial", "1st")
    told = {key: held for key, held in of_all.items() if not key.startswith("first ")}
    if first:
        told |= {key.removeprefix("first "): held for key, held in of_all.items() if key.startswith("first ")}
    return with_told(code, conditions, told)


def _of_values(before: Sequence[Draft], results: list[Result], quantities: Sequence[Quantity]) -> list[Result]:
    """Values of one dimension are of the properties before in their order."""
    left = list(before)
    for quantity in quantities:
        draft = next((draft for draft in left if draft.quantity.dimension == quantity.dimension), None)
        if draft is None or quantity.dimension is None:
            continue
        left.remove(draft)
        held = next((result for result in results if result.start <= quantity.start < result.end), None)
        if held is None:
            results.append(Result([quantity], (draft.property,), quantity.start, "elliptic", told=[draft]))
        elif held.rule == "unit":
            held.told.append(draft)
    for result in results:
        if result.rule == "unit" and len(result.told) == len(result.quantities):
            result.codes = tuple(draft.property for draft in result.told)
        elif len(result.told) != len(result.quantities):
            result.told = []
    return sorted(results, key=lambda result: result.start)


def _again(start: int, quantities: Sequence[Quantity], results: list[Result], here: Sequence[Result]) -> list[Result]:
    """``…; at 45 °C the corresponding numbers are 21 and 82%``: the same things as before in the sentence."""
    left = [result for result in here if len(result.quantities) == 1]
    found: list[Result] = []
    for quantity in quantities:
        told = next((r for r in left if r.quantities[0].dimension == quantity.dimension), None)
        if quantity.start < start or told is None or quantity.dimension is None:
            continue
        left.remove(told)
        found.append(Result([quantity], told.codes, quantity.start, "elliptic", again=told))
    if not found:
        return results
    kept = [
        result
        for result in results
        if result.start < start or not any(result.start <= new.start < result.end for new in found)
    ]
    return sorted([*kept, *found], key=lambda result: result.start)


def _alike(before: Sequence[Draft], quantities: Sequence[Quantity]) -> list[Result]:
    """``B has 884/579 mAh/g and 65%.``: two values or more, of the kinds that were told of A, in their order."""
    if any(quantity.dimension in _CONDITIONS for quantity in quantities):
        return []
    count = len(quantities)
    dimensions = [quantity.dimension for quantity in quantities]
    if count < 2 or dimensions != [draft.quantity.dimension for draft in before][:count] or len(set(dimensions)) < 2:
        return []
    return [
        Result([quantity], (draft.property,), quantity.start, "elliptic", told=[draft])
        for quantity, draft in zip(quantities, before, strict=False)
    ]


def _in_turn(before: Sequence[Draft], quantities: Sequence[Quantity], results: Sequence[Result]) -> None:
    """``A has 350 at 0.05C and 216 mAh/g at 5C. B affords 311 and 51 mAh/g.``: under the conditions of A, in turn."""
    if len(before) < 2 or any(quantity.dimension in _CONDITIONS for quantity in quantities):
        return
    for result in results:
        count, dimension = len(result.quantities), result.quantities[0].dimension
        told = [draft for draft in before if draft.quantity.dimension == dimension and draft.own]
        if count < 2 or len(told) != count or len(result.codes) != 1 or len({draft.subject.key for draft in told}) > 1:
            continue
        paces = [draft.conditions.get("rate") or draft.conditions.get("current_density") for draft in told]
        if None not in paces and len({pace.text for pace in paces if pace is not None}) == count:
            result.told = told


def _briefly(before: Sequence[Draft], result: Result) -> None:
    """``After 100 cycles A keeps 74%. B keeps 91%.``: measured as A was, where A was measured in one way."""
    told = [draft for draft in before if draft.property == result.codes[0]]
    if result.codes[0] == OTHER:
        told = [draft for draft in told if draft.quantity.dimension == result.quantities[0].dimension]
    if told and all(draft.own and draft.conditions == told[0].conditions for draft in told):
        result.told = told[:1]


def _of_rare(
    sentence: Sentence, before: Sequence[Draft], quantities: Sequence[Quantity], results: list[Result]
) -> list[Result]:
    """``At 3 g/(m² s) it was down to 7.9 N/m``, ``the efficiency rises to 82%``: of the property told before."""
    found: list[Result] = []
    for quantity in quantities:
        if quantity.dimension not in _RARE and quantity.dimension != "percent":
            continue
        if any(result.start <= quantity.start < result.end for result in results):
            continue
        behind = sentence.text[quantity.end - sentence.start :]
        ahead = sentence.text[: quantity.start - sentence.start]
        if quantity.dimension == "percent" and not _THE_EFFICIENCY.search(ahead[-80:]):
            continue
        for draft in reversed(before):
            if draft.quantity.dimension != quantity.dimension or is_no_result(ahead, behind, quantity.dimension):
                continue
            if quantity.dimension != "percent" or "efficienc" in draft.evidence.text:
                found.append(Result([quantity], (draft.property,), quantity.start, "elliptic", told=[draft]))
                break
    return sorted([*results, *found], key=lambda result: result.start) if found else results


def _set_against(result: Result, before: Sequence[Draft]) -> None:
    for draft in reversed(before):
        same = draft.property == result.codes[0] or properties()[draft.property].broader == result.codes[0]
        if same and draft.quantity.dimension == result.quantities[0].dimension and draft.own:
            result.codes, result.told = (draft.property,), [draft]
            return
