"""Compiler: a Query becomes the plan that finds its records, and the plan that finds its passages.

Two facts can only meet in different records: ``capacity>200mAh/g retention>80%`` asks for records of either kind whose
sample (or, failing that, whose paper) has the other too. Steps of recipes join in the same way.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from .analysis import keyword, material_key, tokens
from .entry import join_keys
from .fields import FIELDS, names_property
from .index import Index
from .meaning import LONGEST_NAME, meaning
from .plan import All, Among, Any, AtLeast, Bound, Every, Filter, Never, OneOf, Plan, Token, Tokens, all_of, any_of
from .query import And, Comparison, Field, Node, Not, Or, Phrase, Word, leaves

Scope = Literal["sample", "paper"]

_RECORD_FIELDS = {"text": 1.0, "material_text": 2.5, "family_text": 1.5, "property_text": 1.5, "title_text": 0.4}
_PASSAGE_FIELDS = {"text": 1.0, "title_text": 0.3}
_KEY_BOOST = 2.0
# To look for more keys than this costs an index more than to fetch all and leave most.
FEW_KEYS = 200
# What a passage cannot answer: it belongs to a record.
_OF_RECORDS = frozenset(
    {"own", "property", "basis", "qualifier", "cathode", "anode", "separator", "cell", "family", "step", "element"}
)
_NAMED_ROLES = frozenset({"cathode", "anode", "electrolyte", "separator"})


@dataclass(frozen=True, slots=True)
class Compiler:
    """Compiles for one index. ``share`` is the part of the free words that must fit (at least one); below 0 none."""

    index: Index
    scope: Scope = "sample"
    share: float = 1.0

    def records(self, root: Node) -> Plan:
        """The plan of the records that ``root`` asks for."""
        return all_of([Filter(Token("kind", "record")), Every(), self._record(root)])

    def steps(self, step: Comparison, documents: Iterable[str]) -> Plan:
        """The steps that ``step`` asks for in ``documents``."""
        return all_of([_compared(step), Among("document", frozenset(join_keys(documents)))])

    def passages(self, root: Node) -> Plan | None:
        """The plan of the passages; None where the question names no words to look for."""
        plan = self._passage(root)
        if plan is None or not _scores(plan):
            names = [
                leaf.name
                for leaf in leaves(root)
                if isinstance(leaf, Comparison) and leaf.subject in ("property", "step")
            ]
            if not names:
                return None
            words = any_of(self._words(name.replace("_", " "), {"text": 1.0}) for name in names)
            plan = words if plan is None else all_of([plan, words])
        return all_of([Filter(Token("kind", "passage")), plan])

    def _record(self, node: Node) -> Plan:
        if isinstance(node, Word | Phrase):
            return self._words(node.text, _RECORD_FIELDS)
        if isinstance(node, Field):
            return _field(node)
        if isinstance(node, Comparison):
            return self._joined([node], [])
        if isinstance(node, Not):
            return Never(self._record(node.part))
        if isinstance(node, Or):
            return any_of(self._record(part) for part in node.parts)
        facts = [part for part in node.parts if isinstance(part, Comparison) and part.subject in ("property", "step")]
        parts = self._named(node.parts, _RECORD_FIELDS)
        others = [self._record(part) for part in node.parts if not isinstance(part, Word) and part not in facts]
        beside = [*parts, *others]
        return all_of([*beside, *([self._joined(facts, beside)] if facts else [])])

    def _joined(self, facts: list[Comparison], beside: list[Plan]) -> Plan:
        """Records that hold one of ``facts`` and whose sample (or paper) holds all the others.

        ``beside`` is what the records must fit besides; it narrows what has to be looked up.
        """
        plans = [_compared(fact) for fact in facts]
        if len(facts) == 1 and facts[0].subject != "step":
            return plans[0]
        shown = [place for place, fact in enumerate(facts) if fact.subject == "property"]
        if len(shown) == 1:
            asked = plans[shown[0]]
            near = self.index.keys(all_of([asked, *beside]), self._near)
            return all_of([asked, *(self._about(plan, near) for plan in plans if plan is not asked)])
        about = [self._about(plan) for plan in plans]
        found = [
            all_of([plans[place], *(each for other, each in enumerate(about) if other != place)]) for place in shown
        ]
        return any_of(found) if found else all_of(about)

    @property
    def _near(self) -> str:
        """The join field of the records that may be joined with a fact."""
        return "document" if self.scope == "paper" else "reach"

    def _about(self, plan: Plan, near: frozenset[int] | None = None) -> Plan:
        """Records about a sample (or paper) that ``plan`` finds; ``near`` are the keys of those that matter."""
        told = "document" if self.scope == "paper" else "group"
        if near is None:
            return Among(self._near, self.index.keys(plan, told))
        if len(near) <= FEW_KEYS:
            plan = all_of([plan, Among(told, near)])
        return Among(self._near, self.index.keys(plan, told) & near)

    def _words(self, text: str, fields: dict[str, float]) -> Plan:
        parts = tuple(tokens(text))
        if not parts:
            return All(())
        found: list[Plan] = [
            Token(field, parts[0], boost) if len(parts) == 1 else Tokens(field, parts, boost)
            for field, boost in fields.items()
        ]
        key = material_key(text)
        return any_of([*found, *([Token("formula", key, _KEY_BOOST)] if key else [])])

    def _named(self, parts: tuple[Node, ...], fields: dict[str, float]) -> list[Plan]:
        """The free words among ``parts``; neighbours that name something together may also stand for that."""
        if self.share < 0:
            return []
        plans: list[Plan] = []
        required: list[Plan] = []
        place = 0
        while place < len(parts):
            if not isinstance(parts[place], Word):
                place += 1
                continue
            run = [word.text for word in _words_from(parts, place)]
            taken, plan = 1, self._words(run[0], fields)
            for width in range(min(len(run), LONGEST_NAME), 0, -1):
                meant = meaning(run[:width], records=fields is _RECORD_FIELDS)
                if meant:
                    strict = self.share > 0 and meant[0].field == "property" and names_property(" ".join(run[:width]))
                    spelt = [] if strict else [all_of(self._words(word, fields) for word in run[:width])]
                    taken, plan = width, Any((*meant, *spelt))
                    break
            # The property asked for is the last thing to be given up.
            (required if self.share and _names_property(plan) else plans).append(plan)
            place += taken
        if self.share < 1 and len(plans) > 1:
            return [*required, AtLeast(max(1, int(len(plans) * self.share + 0.5)), tuple(plans))]
        return required + plans

    def _passage(self, node: Node) -> Plan | None:
        if isinstance(node, Word | Phrase):
            return self._words(node.text, _PASSAGE_FIELDS)
        if isinstance(node, Field):
            return None if node.name in _OF_RECORDS else _field(node, passage=True)
        if isinstance(node, Comparison):
            if node.subject == "year":
                return _compared(node)
            wanted = self._words(node.name.replace("_", " "), {"text": 1.0})
            return Any((Filter(Every()), wanted))
        if isinstance(node, Not):
            part = self._passage(node.part) if not isinstance(node.part, Comparison) else None
            return Never(part) if part is not None else None
        found = [self._passage(part) for part in node.parts if not (isinstance(node, And) and isinstance(part, Word))]
        plans = [plan for plan in found if plan is not None]
        if isinstance(node, Or):
            return any_of(plans) if len(plans) == len(node.parts) else None
        plans = self._named(node.parts, _PASSAGE_FIELDS) + plans
        return all_of(plans) if plans else None


def _names_property(plan: Plan) -> bool:
    return isinstance(plan, Any) and isinstance(plan.parts[0], Token) and plan.parts[0].field == "property"


def _words_from(parts: tuple[Node, ...], place: int) -> list[Word]:
    found: list[Word] = []
    for part in parts[place : place + LONGEST_NAME]:
        if not isinstance(part, Word):
            break
        found.append(part)
    return found


def _scores(plan: Plan) -> bool:
    """Whether a word decides what ``plan`` finds (and not only how it is ranked)."""
    if isinstance(plan, Token | Tokens):
        return True
    if isinstance(plan, AtLeast):
        return True
    if isinstance(plan, All):
        return any(_scores(part) for part in plan.parts)
    if isinstance(plan, Any):
        return bool(plan.parts) and all(_scores(part) for part in plan.parts)
    return False


def _field(node: Field, *, passage: bool = False) -> Plan:
    field = FIELDS[node.name]
    return Filter(any_of(_value(node.name, field, value, passage) for value in node.values))


def _value(name: str, field: str, value: str, passage: bool) -> Plan:
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
        from .fields import numeric_name

        number = numeric_name(value)
        codes = number.codes if number is not None and number.subject == "property" else (keyword(value),)
        return OneOf("property", frozenset(codes))
    if name == "step":
        from .fields import numeric_name

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


def _compared(node: Comparison) -> Plan:
    if node.subject in ("year", "confidence"):
        return Bound(node.subject, node.low, node.high, node.low_open, node.high_open)
    if node.subject == "condition":
        return _condition(node)
    if node.subject == "step":
        prefix = "time" if node.dimension == "time" else "value"
        return all_of([Filter(Token("kind", "step")), OneOf("step", frozenset(node.codes)), *_overlap(prefix, node)])
    unit = keyword(node.unit) or "-"
    return all_of(
        [
            Filter(Token("kind", "record")),
            OneOf("property", frozenset(node.codes)),
            Filter(Token("unit", unit)),
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
