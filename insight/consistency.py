"""Consistency of what is reported: values that do not fit together, with both quotations and the arithmetic.

Every check compares values of one sentence, values of which the paper has one only, or records of the same thing under
the same conditions, so that both belong to the same cell. Each yields a code, a message that holds the arithmetic, and
the quotations.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ..extract.extraction import Evidence, Extraction, Item, ItemValue
from ..extract.quantities import find_quantities
from .contradictions import one_c_twice, said_twice
from .sentence_checks import SENTENCE_CHECKS, Said, said
from .theoretical import theoretical_capacity

Found = tuple[str, str, tuple[Evidence, ...]]
Items = dict[str, Item]


def check_consistency(extraction: Extraction) -> Iterator[Found]:
    """Everything that does not fit, in the order of the checks; each finding once."""
    items = {item.key: item for item in extraction.items}
    seen: set[tuple[str, tuple[int, ...]]] = set()
    for check in ITEM_CHECKS:
        yield from _new(check(items), seen)
    statements = tuple(said(extraction, items))
    for sentence_check in SENTENCE_CHECKS:
        for statement in statements:
            yield from _new(sentence_check(statement, items), seen)
    yield from _new(_above_theory(statements, items), seen)
    yield from _new(said_twice(extraction), seen)


def _new(found: Iterator[Found], seen: set[tuple[str, tuple[int, ...]]]) -> Iterator[Found]:
    for code, message, evidence in found:
        mark = (code, tuple(one.start for one in evidence))
        if mark not in seen:
            seen.add(mark)
            yield code, message, evidence


def _numbers(items: Items, key: str) -> Iterator[tuple[float, ItemValue]]:
    for value in items[key].values if key in items else ():
        if isinstance(value.value, int | float) and value.evidence is not None:
            yield float(value.value), value


def _quotes(*values: ItemValue) -> tuple[Evidence, ...]:
    seen: dict[tuple[int, int], Evidence] = {}
    for value in values:
        if value.evidence is not None:
            seen.setdefault((value.evidence.start, value.evidence.end), value.evidence)
    return tuple(seen.values())


def _fractions(items: Items) -> Iterator[Found]:
    """Shares of one recipe, all in one sentence, that do not sum to 100."""
    recipes: dict[tuple[str, int], list[tuple[float, ItemValue]]] = {}
    ratios: dict[str, list[ItemValue]] = {}
    for key in ("active_material_fraction", "conductive_additive_fraction", "binder_fraction"):
        for number, value in _numbers(items, key):
            assert value.evidence is not None
            if value.unit in ("%", "wt%"):
                recipes.setdefault((value.evidence.block, value.evidence.start), []).append((number, value))
            elif value.unit.startswith("ratio ") and value.qualifier == "exact":
                ratios.setdefault(value.unit, []).append(value)
    for shares in recipes.values():
        numbers = [number for number, _ in shares]
        evidence = shares[0][1].evidence
        assert evidence is not None
        stated = [
            one.value
            for one in find_quantities(evidence.text)
            if one.dimension in ("percent", "mass_fraction") and one.value is not None and one.value < 99
        ]
        total = sum(stated)
        # A sentence may hold the recipes of two or three electrodes.
        whole = any(abs(total - 100 * electrodes) <= 1.5 for electrodes in (1, 2, 3))
        if len(shares) >= 3 and abs(sum(numbers) - 100) > 1.5 and not whole:
            text = " + ".join(f"{number:g}" for number in numbers)
            yield (
                "fractions_sum",
                f"The shares of the electrode do not sum to 100 %: {text} = {sum(numbers):g}.",
                _quotes(*(value for _, value in shares)),
            )
    for unit, values in ratios.items():
        parts = [float(part) for part in unit.removeprefix("ratio ").split(":")]
        if max(parts) >= 50 and abs(sum(parts) - 100) > 1.5:
            text = " + ".join(f"{part:g}" for part in parts)
            yield (
                "fractions_sum",
                f"The ratio reads as per cent, but does not sum to 100: {text} = {sum(parts):g}.",
                _quotes(values[0]),
            )


def _above_hundred(items: Items) -> Iterator[Found]:
    for key in ("initial_coulombic_efficiency", "coulombic_efficiency"):
        for number, value in _numbers(items, key):
            if number > 100.5 and value.qualifier in ("exact", "lower_bound"):
                yield (
                    "efficiency_above_100",
                    f"A coulombic efficiency of {number:g} % gives out {number - 100:.3g} % more charge than went in: "
                    "a side reaction, or a slip.",
                    _quotes(value),
                )


def _np_below_one(items: Items) -> Iterator[Found]:
    for number, value in _numbers(items, "np_ratio"):
        if not value.unit and 0 < number < 1:
            yield (
                "np_below_1",
                f"N/P = {number:g} < 1: the negative electrode takes up only {100 * number:g} % of what the positive "
                "electrode gives; metal would plate.",
                _quotes(value),
            )


_SLIPS = {
    "mAh/cm": ("areal_capacity", "a capacity per length (mAh cm−1) is mostly a capacity per area (mAh cm−2)"),
    "mA/cm": ("rate_or_current_density", "a current per length (mA cm−1) is mostly a current per area (mA cm−2)"),
}


def _unit_slips(items: Items) -> Iterator[Found]:
    for unit, (key, words) in _SLIPS.items():
        for number, value in _numbers(items, key):
            if value.normalised is not None and value.normalised.unit == unit:
                yield "unit_slip", f"{number:g} {value.unit}: {words}.", _quotes(value)
    sized = items.get("electrode_area")
    for number, value in _numbers(items, "mass_loading"):
        if value.normalised is not None and value.normalised.unit == "mg" and not (sized and sized.values):
            yield (
                "unit_slip",
                f"{number:g} {value.unit} is a mass; as a loading it needs an area (mg cm−2), and no electrode size is "
                "given.",
                _quotes(value),
            )


def _above_theory(statements: tuple[Said, ...], items: Items) -> Iterator[Found]:
    """A capacity above what the composition of the one material named in its sentence can give."""
    for statement in statements:
        named = {name: limit for name, limit in theoretical_capacity(statement.text).items() if limit}
        if len(named) != 1:
            continue
        ((name, limit),) = named.items()
        for quantity in statement.of("specific_capacity"):
            if quantity.value is not None and quantity.qualifier == "exact" and quantity.value > 1.05 * limit:
                if statement.mentions("theoretical", "irreversible", "first discharge", "initial discharge", "excess"):
                    continue
                yield (
                    "above_theoretical",
                    f"{quantity.value:g} {quantity.unit} is above the theoretical capacity of {name}, "
                    f"{limit:.0f} mAh g−1: {quantity.value:g} / {limit:.0f} = {quantity.value / limit:.2f}.",
                    (statement.evidence,),
                )


ITEM_CHECKS: tuple[Callable[[Items], Iterator[Found]], ...] = (
    _fractions,
    _above_hundred,
    _np_below_one,
    _unit_slips,
    one_c_twice,
)
