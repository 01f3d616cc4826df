"""Consistency of what is reported: pairs of values that do not fit together, with the arithmetic."""

from __future__ import annotations

from collections.abc import Iterator

from ..extract.extraction import Evidence, Extraction, Item, ItemValue

Found = tuple[str, str, tuple[Evidence, ...]]


def check_consistency(extraction: Extraction) -> Iterator[Found]:
    """Code, message with the arithmetic, and the quotations of every pair that does not fit."""
    items = {item.key: item for item in extraction.items}
    yield from _fractions(items)
    yield from _above_hundred(items)
    yield from _np_below_one(items)


def _fractions(items: dict[str, Item]) -> Iterator[Found]:
    """Shares of one recipe, all in per cent and stated in one sentence, that do not sum to 100."""
    keys = ("active_material_fraction", "conductive_additive_fraction", "binder_fraction")
    recipes: dict[tuple[str, int], list[ItemValue]] = {}
    for key in keys:
        for value in items[key].values if key in items else ():
            if value.unit in ("%", "wt%") and value.evidence is not None and isinstance(value.value, float):
                recipes.setdefault((value.evidence.block, value.evidence.start // 400), []).append(value)
    for values in recipes.values():
        numbers = [value.value for value in values if isinstance(value.value, float)]
        total = sum(numbers)
        if len(values) >= 3 and abs(total - 100) > 1.5:
            sum_text = " + ".join(f"{number:g}" for number in numbers)
            yield (
                "fractions_sum",
                f"The shares of the electrode sum to {total:g} %, not 100 %: {sum_text} = {total:g}.",
                _quotes(*values),
            )


def _above_hundred(items: dict[str, Item]) -> Iterator[Found]:
    for key in ("initial_coulombic_efficiency", "coulombic_efficiency"):
        for value in items[key].values if key in items else ():
            if isinstance(value.value, float) and value.value > 100.5 and value.qualifier == "exact":
                yield (
                    "efficiency_above_100",
                    f"A coulombic efficiency of {value.value:g} % means more charge out than in; a side reaction or a slip.",
                    _quotes(value),
                )


def _np_below_one(items: dict[str, Item]) -> Iterator[Found]:
    for value in items["np_ratio"].values if "np_ratio" in items else ():
        if isinstance(value.value, float) and not value.unit and 0 < value.value < 1:
            yield (
                "np_below_1",
                f"N/P = {value.value:g} is below 1: the negative electrode cannot take up what the positive gives.",
                _quotes(value),
            )


def _quotes(*values: ItemValue) -> tuple[Evidence, ...]:
    seen: dict[tuple[int, int], Evidence] = {}
    for value in values:
        if value.evidence is not None:
            seen.setdefault((value.evidence.start, value.evidence.end), value.evidence)
    return tuple(seen.values())
