"""Compiler: a Query becomes the plan that finds its records, and the plan that finds its passages.

Two facts can only meet in different records: ``capacity>200mAh/g retention>80%`` asks for records of either kind whose
sample (or, failing that, whose paper) has the other too. Steps of recipes join by
sample alone: ``kb.criteria`` is the rule.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from .analysis import material_key, tokens
from .entry import join_keys
from .fields import names_property
from .filters import comparison_plan, field_plan
from .index import Index
from .meaning import LONGEST_NAME, class_named, meaning
from .plan import All, Among, Any, AtLeast, Every, Filter, Never, Plan, Token, Tokens, all_of, any_of
from .query import And, Comparison, Field, Node, Not, Or, Phrase, Word, leaves

Scope = Literal["sample", "paper"]

_RECORD_FIELDS = {"text": 1.0, "material_text": 2.5, "family_text": 1.5, "property_text": 1.5, "title_text": 0.4}
_PASSAGE_FIELDS = {"text": 1.0, "title_text": 0.3}
_KEY_BOOST = 2.0
# To look for more keys than this costs an index more than to fetch all and leave most.
FEW_KEYS = 200
# What a passage cannot answer: it belongs to a record.
_OF_RECORDS = frozenset(
    """anode basis cathode cell class element family own property qualifier separator step""".split()  # noqa: SIM905
)


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
        return all_of([comparison_plan(step), Among("document", frozenset(join_keys(documents)))])

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

    def passages_within(self, root: Node) -> Plan:
        """The passages that the filters of ``root`` leave."""
        plan = self._passage(root)
        return all_of([Filter(Token("kind", "passage")), *([Filter(plan)] if plan is not None else [])])

    def _record(self, node: Node) -> Plan:
        if isinstance(node, Word) and (classes := class_named([node.text])):
            return field_plan(Field("class", classes))
        if isinstance(node, Word | Phrase):
            return self._words(node.text, _RECORD_FIELDS)
        if isinstance(node, Field):
            return field_plan(node)
        if isinstance(node, Comparison):
            return self._joined([node], [])
        if isinstance(node, Not):
            return Never(self._record(node.part))
        if isinstance(node, Or):
            return any_of(self._record(part) for part in node.parts)
        facts = [part for part in node.parts if isinstance(part, Comparison) and part.subject in ("property", "step")]
        asked = self._of_class(node.parts)
        parts = self._named(asked, _RECORD_FIELDS)
        others = [self._record(part) for part in asked if not isinstance(part, Word) and part not in facts]
        beside = [*parts, *others]
        return all_of([*beside, *([self._joined(facts, beside)] if facts else [])])

    def _of_class(self, parts: tuple[Node, ...]) -> tuple[Node, ...]:
        """``parts``, words that name one class (``solid electrolytes``) as a filter on it.

        Words that name several classes tell of a cell. Where some words are enough, these are words like others.
        """
        made: list[Node] = []
        named: list[Field] = []
        place = 0
        while place < len(parts):
            run = [word.text for word in _words_from(parts, place)]
            widths = (width for width in range(min(len(run), LONGEST_NAME), 0, -1) if class_named(run[:width]))
            width = next(widths, 0)
            if width:
                named.append(Field("class", class_named(run[:width])))
            made.append(named[-1] if width else parts[place])
            place += width or 1
        others = any(isinstance(part, Word) for part in made)
        return tuple(made) if len(set(named)) == 1 and not (0 <= self.share < 1 and others) else parts

    def _joined(self, facts: list[Comparison], beside: list[Plan]) -> Plan:
        """Records that hold one of ``facts`` and whose sample (or paper) holds all the others.

        ``beside`` is what the records must fit besides; it narrows what has to be looked up.
        """
        plans = [comparison_plan(fact) for fact in facts]
        if len(facts) == 1 and facts[0].subject != "step":
            return plans[0]
        # A step is that of the sample's own recipe, never of another in the paper.
        scopes: list[Scope] = ["sample" if fact.subject == "step" else self.scope for fact in facts]
        own = [Filter(Token("own", "true"))] if any(fact.subject == "step" for fact in facts) else []
        shown = [place for place, fact in enumerate(facts) if fact.subject == "property"]
        if len(shown) == 1:
            asked = all_of([plans[shown[0]], *own])
            near = all_of([asked, *beside])
            return all_of(
                [asked, *(self._about(plans[i], scopes[i], near) for i in range(len(facts)) if i != shown[0])]
            )
        about = [self._about(plan, scope) for plan, scope in zip(plans, scopes, strict=True)]
        found = [
            all_of([plans[place], *(each for other, each in enumerate(about) if other != place)]) for place in shown
        ]
        return all_of([*own, any_of(found)] if found else [*own, *about])

    def _about(self, plan: Plan, scope: Scope, near: Plan | None = None) -> Plan:
        """Records about a sample (or paper) that ``plan`` finds; ``near`` finds those that matter."""
        told, joined = ("document", "document") if scope == "paper" else ("group", "reach")
        if near is None:
            return Among(joined, self.index.keys(plan, told))
        keys = self.index.keys(near, joined)
        if len(keys) <= FEW_KEYS:
            plan = all_of([plan, Among(told, keys)])
        return Among(joined, self.index.keys(plan, told) & keys)

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
            return None if node.name in _OF_RECORDS else field_plan(node, passage=True)
        if isinstance(node, Comparison):
            if node.subject == "year":
                return comparison_plan(node)
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
