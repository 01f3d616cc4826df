"""Supplied: results that a learned model sees where the rules see none, with the property that the words leave."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..analysis import MaterialMention, Sentence
from ..properties import OTHER, PropertyMention, default_property, properties_of
from ..quantity import Quantity
from .naming import name_of
from .result import LEARNED, Result
from .supposed import is_supposed

if TYPE_CHECKING:
    from ..learned.values import ValueModel

# What is counted in these is a condition far more often than a result, whatever stands around it.
_NEVER = frozenset({None, "time", "cycles", "c_rate", "temperature", "scan_rate", "frequency", "rotation"})
# Of these a result has a name: without one they are places of peaks, sizes of parts, amounts and settings.
_NAMED_ONLY = frozenset(
    {"angle", "energy", "length", "area", "volume", "liquid_volume", "mass", "amount", "pressure", "concentration"}
    | {"molality", "mass_concentration", "mass_fraction", "volume_fraction", "mole_fraction", "atomic_fraction"}
    | {"voltage", "current", "current_density", "specific_current", "power", "flow_rate", "velocity"}
    | {"wavenumber", "liquid_per_mass", "ratio", "fold", "charge", "force"}
)


def with_supplied(
    sentence: Sentence,
    quantities: Sequence[Quantity],
    materials: Sequence[MaterialMention],
    mentions: Sequence[PropertyMention],
    results: list[Result],
    model: ValueModel,
) -> list[Result]:
    """``results`` and those quantities of the sentence that none of them holds and ``model`` takes for results."""
    taken = {quantity.start for result in results for quantity in result.quantities}
    left = [q for q in quantities if q.start not in taken and q.dimension not in _NEVER]
    if not left:
        return results
    shares = model.shares(sentence, quantities, materials, mentions)
    likely = {q.start for q, share in zip(quantities, shares, strict=True) if share >= model.least}
    groups: list[list[Quantity]] = []
    for quantity in left:
        if quantity.start not in likely:
            continue
        listed = quantity.group is not None and bool(groups) and groups[-1][-1].group == quantity.group
        if listed and groups[-1][-1].dimension == quantity.dimension:
            groups[-1].append(quantity)
        else:
            groups.append([quantity])
    supplied = [result for group in groups if (result := _result(sentence, group, mentions)) is not None]
    return sorted([*results, *supplied], key=lambda result: result.start) if supplied else results


def _result(sentence: Sentence, group: list[Quantity], mentions: Sequence[PropertyMention]) -> Result | None:
    """The group with the property that the words name, or its unit where that leaves one; None where nothing does."""
    dimension = group[0].dimension or ""
    start, end = group[0].start - sentence.start, group[-1].end - sentence.start
    if is_supposed(sentence.text, start, end, dimension):
        return None
    if dimension == "voltage" and (group[0].qualifier == "range" or "peak" in sentence.text):
        return None  # a window is set, a peak of voltammetry is neither a working voltage nor a plateau
    mention = name_of(sentence.text, start, end, dimension, mentions, [group], sentence.start)
    allowed = properties_of(dimension)
    if mention is None:
        fitting = [each for each in mentions if allowed.intersection(each.codes)]
        mention = min(fitting, key=lambda each: max(start - each.end, each.start - end), default=None)
    if mention is None:
        default = default_property(dimension)
        if default is None and dimension in _NAMED_ONLY:
            return None
        return Result(group, (default or OTHER,), group[0].start, LEARNED)
    code = next((code for code in mention.codes if code in allowed), default_property(dimension) or OTHER)
    return Result(group, (code,), sentence.start + mention.start, LEARNED)
