"""Filters: what the fields and comparisons of a question ask of entries."""

from __future__ import annotations

from ..extract.properties import OTHER
from ..extract.quantity_names import named_in_prose
from .analysis import keyword, material_key, tokens
from .closed import ANY, codes_of
from .fields import FIELDS, numeric_name
from .plan import All, Any, Bound, Every, Filter, OneOf, Plan, Token, Tokens, all_of, any_of
from .query import Comparison, Field
from .steps import step_bounds

_NAMED_ROLES = frozenset({"cathode", "anode", "electrolyte", "separator"})


def field_plan(node: Field, *, passage: bool = False) -> Plan:
    """Entries whose field holds one of the values; ``passage`` where blocks of text are asked."""
    field = FIELDS[node.name]
    return Filter(any_of(_value(node.name, field, value, passage) for value in node.values))


def _value(name: str, field: str, value: str, passage: bool) -> Plan:
    if value == ANY and name in ("material", "sample"):
        return Filter(Every())
    if value == ANY and (known := codes_of(name)):
        of_words = field.endswith("_text")
        return any_of(_side_by_side(field, code) for code in sorted(known)) if of_words else OneOf(field, known)
    if name in ("material", "sample") or name in _NAMED_ROLES:
        key = material_key(value) if name != "sample" else None
        spelt = _side_by_side("text" if passage else field, value)
        place = "formula" if name == "material" or passage else field
        return any_of([spelt, *([Token(place, key)] if key else [])])
    if name == "formula":
        return Token("formula", material_key(value) or keyword(value))
    if field.endswith("_text"):
        return _side_by_side(field, value)
    if name == "property":
        number = numeric_name(value)
        codes = number.codes if number is not None and number.subject == "property" else (keyword(value),)
        return OneOf("property", frozenset(codes))
    if name == "step":
        number = numeric_name(value)
        return Token("step", number.codes[0] if number and number.subject == "step" else keyword(value))
    if name == "doi":
        return Token("doi", keyword(value).removeprefix("https://doi.org/"))
    return Token(field, keyword(value).replace("-", "_"))


def _side_by_side(field: str, value: str) -> Plan:
    parts = tuple(tokens(value))
    if not parts:
        return Any(())
    return Token(field, parts[0]) if len(parts) == 1 else Tokens(field, parts)


def comparison_plan(node: Comparison) -> Plan:
    """Entries with a number that ``node`` allows, under its conditions; of a step, see ``kb.criteria``."""
    if node.subject in ("year", "confidence"):
        return Bound(node.subject, node.low, node.high, node.low_open, node.high_open)
    if node.subject == "condition":
        return _condition(node)
    if node.subject == "step":
        return all_of([Filter(Token("kind", "step")), OneOf("step", frozenset(node.codes)), *step_bounds(node)])
    unit = keyword(node.unit) or "-"
    return all_of(
        [
            Filter(Token("kind", "record")),
            OneOf("property", frozenset(node.codes)),
            Filter(Token("unit", unit)),
            *(
                [Filter(_side_by_side("quantity_text", named_in_prose(node.name) or ""))]
                if node.codes == (OTHER,)
                else []
            ),
            *_overlap("value", node),
            *(_condition(condition) for condition in node.conditions),
        ]
    )


def _condition(node: Comparison) -> Plan:
    name = "cycle_index" if node.codes == ("cycle_index",) else node.dimension or node.codes[0]
    if node.codes == ("voltage_window",):
        if node.whole:
            return All((Bound(f"at_{name}_low", node.low), Bound(f"at_{name}_high", None, node.high)))
        return Bound(f"at_{name}_high", node.low, node.high, node.low_open, node.high_open)
    return all_of(_overlap(f"at_{name}", node))


def _overlap(prefix: str, node: Comparison) -> list[Plan]:
    """An interval that reaches into the one asked for."""
    found: list[Plan] = []
    if node.low is not None:
        found.append(Bound(f"{prefix}_high", low=node.low, low_open=node.low_open))
    if node.high is not None:
        found.append(Bound(f"{prefix}_low", high=node.high, high_open=node.high_open))
    return found
