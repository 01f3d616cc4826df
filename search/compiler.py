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
from .entry import WORDS, join_keys
from .fields import is_no_property, names_property
from .filters import comparison_plan, field_plan
from .index import Index
from .meaning import LONGEST_NAME, meaning, names_material
from .plan import All, Among, Any, AtLeast, Every, Filter, Never, Plan, Token, Tokens, all_of, any_of
from .query import And, Comparison, Field, Node, Not, Or, Phrase, Word, leaves, words_from
from .steps import made_by

Scope = Literal["sample", "paper"]

# Fields of free words; each is of one kind of entry.
_OF_WORDS = frozenset({"text", *WORDS.values()})
_KEY_BOOST = 2.0
_TITLE = 0.3
# What a passage cannot answer: it belongs to a record.
_OF_RECORDS = frozenset(
    """anode basis cathode cell class element family origin own property qualifier separator step""".split()  # noqa: SIM905
)


@dataclass(frozen=True, slots=True)
class Compiler:
    """Compiles for one index. ``share`` is the part of the free words that must fit (at least one); below 0 none.

    Formulas and abbreviations of a material must fit whatever the share (at 0 one of several); where ``keep`` is true
    so must those that name a property. ``titles`` says that a passage has the words of its paper's title, too;
    ``theory`` that theoretical values answer like others.
    """

    index: Index
    scope: Scope = "sample"
    share: float = 1.0
    keep: bool = True
    titles: bool = True
    theory: bool = True

    def records(self, root: Node) -> Plan:
        """The plan of the records that ``root`` asks for."""
        return _of_kind("record", self._record(root), Every(), *self._untheoretical())

    def steps(self, step: Comparison, documents: Iterable[str]) -> Plan:
        """The steps that ``step`` asks for in ``documents``."""
        return all_of([comparison_plan(step), Among("document", frozenset(join_keys(documents)))])

    def passages(self, root: Node) -> Plan | None:
        """The plan of the passages; None where the question names no words to look for."""
        plan = self._passage(root)
        if plan is None or not _asks_words(plan):
            names = [
                leaf.name
                for leaf in leaves(root)
                if isinstance(leaf, Comparison) and leaf.subject in ("property", "step")
            ]
            if not names:
                return None
            words = any_of(self._words(name.replace("_", " "), WORDS["passage"]) for name in names)
            plan = words if plan is None else all_of([plan, words])
        return _of_kind("passage", plan)

    def passages_within(self, root: Node) -> Plan:
        """The passages that the filters of ``root`` leave."""
        plan = self._passage(root)
        return all_of([Filter(Token("kind", "passage")), *([Filter(plan)] if plan is not None else [])])

    def _record(self, node: Node) -> Plan:
        if isinstance(node, Word | Phrase):
            return self._words(node.text, WORDS["record"])
        if isinstance(node, Field):
            return field_plan(node)
        if isinstance(node, Comparison):
            return self._joined([node])
        if isinstance(node, Not):
            return Never(self._record(node.part))
        if isinstance(node, Or):
            return any_of(self._record(part) for part in node.parts)
        facts = [part for part in node.parts if isinstance(part, Comparison) and part.subject in ("property", "step")]
        parts = self._named(node.parts, WORDS["record"])
        others = [self._record(part) for part in node.parts if not isinstance(part, Word) and part not in facts]
        return all_of([*parts, *others, *([self._joined(facts)] if facts else [])])

    def _joined(self, facts: list[Comparison]) -> Plan:
        """Records that hold one of ``facts`` and whose sample (or paper) holds all the others."""
        # A step is that of the sample's own recipe, never of another in the paper.
        steps = [made_by(self.index, fact) for fact in facts if fact.subject == "step"]
        own = [Filter(Token("own", "true"))] if steps else []
        plans = [all_of([comparison_plan(fact), *self._untheoretical()]) for fact in facts if fact.subject != "step"]
        if len(plans) > 1:
            about = [self._about(plan) for plan in plans]
            plans = [
                any_of(
                    all_of([plan, *(each for other, each in enumerate(about) if other != place)])
                    for place, plan in enumerate(plans)
                )
            ]
        return all_of([*own, *steps, *plans])

    def _untheoretical(self) -> list[Plan]:
        return [] if self.theory else [Never(Token("origin", "theoretical"))]

    def _about(self, plan: Plan) -> Plan:
        """Records about a sample (or paper) that ``plan`` finds."""
        told, joined = ("document", "document") if self.scope == "paper" else ("group", "reach")
        return Among(joined, self.index.keys(plan, told))

    def _words(self, text: str, field: str) -> Plan:
        """Entries that have ``text``, under any name of the material that it means, in ``field``.

        What a passage says itself counts more than what only the title of its paper says.
        """
        parts = tuple(tokens(text))
        if not parts:
            return All(())
        key = material_key(text)
        if field == WORDS["passage"] and not self.titles:
            return any_of([_written("text", parts), *([Token(field, key, _KEY_BOOST)] if key else [])])
        fits = any_of([_written(field, parts), *([Token(field, key, _KEY_BOOST)] if key else [])])
        if field == WORDS["record"]:
            return fits
        scores = [_written(*place) for place in (("text", parts, 1.0), ("title_text", parts, _TITLE))]
        scores += [Token("formula", key, _KEY_BOOST)] if key else []
        return All((Filter(fits), Any((Filter(Every()), *scores))))

    def _named(self, parts: tuple[Node, ...], field: str) -> list[Plan]:
        """The free words among ``parts``; neighbours that name something together may also stand for that."""
        plans: list[Plan] = []
        required: list[Plan] = []
        materials: list[Plan] = []
        place = 0
        while place < len(parts):
            if not isinstance(parts[place], Word):
                place += 1
                continue
            run = [word.text for word in words_from(parts, place, LONGEST_NAME)]
            width, meant = _longest(run, field)
            name = " ".join(run[:width])
            is_property = self.keep and bool(meant) and meant[0].field == "property"
            strict = is_property and names_property(name)
            spelt = [] if strict else [all_of(self._words(word, field) for word in run[:width])]
            # Another material is no answer, another property the last thing to be taken for one.
            is_material = field == WORDS["record"] and names_material(name)
            (materials if is_material else required if is_property else plans).append(any_of([*meant, *spelt]))
            place += width
        if self.share == 0 and len(materials) > 1:
            materials = [AtLeast(1, tuple(materials))]
        if self.share < 0:
            return required + materials
        if self.share < 1 and len(plans) > 1:
            return [*required, *materials, AtLeast(max(1, int(len(plans) * self.share + 0.5)), tuple(plans))]
        return required + materials + plans

    def _passage(self, node: Node) -> Plan | None:
        if isinstance(node, Word | Phrase):
            return self._words(node.text, WORDS["passage"])
        if isinstance(node, Field):
            return None if node.name in _OF_RECORDS else field_plan(node, passage=True)
        if isinstance(node, Comparison):
            if node.subject == "year":
                return comparison_plan(node)
            return Any((Filter(Every()), self._words(node.name.replace("_", " "), WORDS["passage"])))
        if isinstance(node, Not):
            part = self._passage(node.part) if not isinstance(node.part, Comparison) else None
            return Never(part) if part is not None else None
        found = [self._passage(part) for part in node.parts if not (isinstance(node, And) and isinstance(part, Word))]
        plans = [plan for plan in found if plan is not None]
        if isinstance(node, Or):
            return any_of(plans) if len(plans) == len(node.parts) else None
        plans = self._named(node.parts, WORDS["passage"]) + plans
        return all_of(plans) if plans else None


def _written(field: str, parts: tuple[str, ...], boost: float = 1.0) -> Plan:
    return Token(field, parts[0], boost) if len(parts) == 1 else Tokens(field, parts, boost)


def _longest(run: list[str], field: str) -> tuple[int, list[Token]]:
    """How many of the first words of ``run`` name something together, and what; one word may name nothing."""
    for width in range(min(len(run), LONGEST_NAME), 0, -1):
        if is_no_property(" ".join(run[:width])):
            return width, []
        if meant := meaning(run[:width], field):
            return width, meant
    return 1, []


def _of_kind(kind: str, plan: Plan, *more: Plan) -> Plan:
    """What ``plan`` finds of one kind; words stand in fields that only their kind has."""
    kinds = [] if _asks_words(plan) else [Filter(Token("kind", kind))]
    return all_of([*kinds, *more, plan])


def _asks_words(plan: Plan, fields: frozenset[str] = _OF_WORDS) -> bool:
    """Whether a word decides what ``plan`` finds (and not only how it is ranked)."""
    if isinstance(plan, Token | Tokens):
        return plan.field in fields
    if isinstance(plan, Filter):  # a filter on a material looks into texts as well
        return _asks_words(plan.part, frozenset(WORDS.values()))
    if isinstance(plan, All):
        return any(_asks_words(part, fields) for part in plan.parts)
    if isinstance(plan, Any):
        return bool(plan.parts) and all(_asks_words(part, fields) for part in plan.parts)
    return isinstance(plan, AtLeast)
