"""Plans as queries of tantivy."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from math import comb
from typing import Any as Anything

from .entry import TEXT_FIELDS
from .plan import (
    All,
    Among,
    Any,
    AtLeast,
    Bound,
    Every,
    Filter,
    Named,
    Never,
    OneOf,
    Plan,
    Token,
    Tokens,
    all_of,
    any_of,
)

# Queries within queries, so that no question uses up the stack.
MOST_NESTED = 50
# Ways to choose the parts that must fit.
MOST_CHOICES = 20


def query_of(schema: Anything, plan: Plan, *, scored: bool = True) -> Anything:
    """The query that finds what ``plan`` does; where nobody asks for scores, what only scores is left out."""
    return _Queries(schema).of(plan, scored=scored)


class _Queries:
    def __init__(self, schema: Anything) -> None:
        self._schema = schema

    def of(self, plan: Plan, *, scored: bool = True) -> Anything:
        """The query of tantivy for ``plan``; without ``scored`` all that match count alike."""
        from tantivy import FieldType, Occur, Query

        if isinstance(plan, Every):
            return Query.const_score_query(Query.all_query(), 1.0)
        if isinstance(plan, Token):
            option = "freq" if plan.field in TEXT_FIELDS else "basic"
            return Query.boost_query(Query.term_query(self._schema, plan.field, plan.token, option), plan.boost)
        if isinstance(plan, Tokens):
            return Query.boost_query(Query.phrase_query(self._schema, plan.field, list(plan.tokens)), plan.boost)
        if isinstance(plan, Bound):
            bounds = Query.range_query(
                self._schema, plan.field, FieldType.Float, plan.low, plan.high,
                not plan.low_open or plan.low is None, not plan.high_open or plan.high is None,
            )  # fmt: skip
            return Query.const_score_query(bounds, 0.0)
        if isinstance(plan, OneOf):
            return Query.const_score_query(Query.term_set_query(self._schema, plan.field, sorted(plan.values)), 0.0)
        if isinstance(plan, Among):
            keys = sorted(plan.keys)
            return Query.const_score_query(Query.term_set_query(self._schema, f"join_{plan.field}", keys), 0.0)
        if isinstance(plan, Named):
            return Query.const_score_query(Query.term_set_query(self._schema, "id", sorted(plan.ids)), 0.0)
        if isinstance(plan, Filter):
            return Query.const_score_query(self.of(plan.part, scored=False), 0.0)
        if isinstance(plan, Never):
            every = Query.const_score_query(Query.all_query(), 0.0)
            return Query.boolean_query([(Occur.Must, every), (Occur.MustNot, self.of(plan.part, scored=False))])
        if isinstance(plan, All):
            return self._conjunction(plan, scored)
        if not plan.parts:
            return Query.empty_query()
        if isinstance(plan, AtLeast) and plan.count > 1:
            if comb(len(plan.parts), plan.count) <= MOST_CHOICES:
                # tantivy reads all that has any part; what has some of them at once is found without.
                choices = any_of(all_of(chosen) for chosen in combinations(plan.parts, plan.count))
                if not scored:
                    return self.of(choices, scored=False)
                return self.of(All((Filter(choices), Any((Filter(Every()), *plan.parts)))))
            parts = [(Occur.Should, self.of(part, scored=scored)) for part in plan.parts]
            return Query.boolean_query(parts, minimum_number_should_match=plan.count)
        return Query.boolean_query([(Occur.Should, self.of(part, scored=scored)) for part in _alternatives(plan)])

    def _conjunction(self, plan: All, scored: bool) -> Anything:
        """All parts at once; tantivy walks through every entry for a part that every entry fits, so those go."""
        from tantivy import Occur, Query

        parts = list(_flat(plan))
        filters: list[Plan] = []
        needed: list[Plan] = []
        optional: list[Plan] = []
        for part in parts:
            if isinstance(part, Any) and Filter(Every()) in part.parts:
                optional += [each for each in part.parts if each != Filter(Every())]
            elif isinstance(part, Filter):
                filters.append(part.part)
            elif not isinstance(part, Every):
                needed.append(part)
        base = float(sum(isinstance(part, Every) for part in parts))
        filters = list(dict.fromkeys(filters))
        if not filters and (base or not needed):
            filters.append(Every())
        # The constant of the parts that every entry fits is scored by the first filter.
        scores = [base, *[0.0] * len(filters)]
        clauses = [
            (Occur.Must, Query.const_score_query(self.of(each, scored=False), score))
            for each, score in zip(filters, scores, strict=False)
        ]
        clauses += [(Occur.Must, self.of(each, scored=scored)) for each in needed]
        made = clauses[0][1] if len(clauses) == 1 else Query.boolean_query(clauses)
        if not scored:
            return made
        # One by one: of several at once tantivy reads all the entries that have any, not only those found.
        for each in optional[:MOST_NESTED]:
            made = Query.boolean_query([(Occur.Must, made), (Occur.Should, self.of(each))])
        rest = [(Occur.Should, self.of(each)) for each in optional[MOST_NESTED:]]
        return Query.boolean_query([(Occur.Must, made), *rest]) if rest else made


def _flat(plan: All) -> Iterator[Plan]:
    for part in plan.parts:
        if isinstance(part, All):
            yield from _flat(part)
        else:
            yield part


def _alternatives(plan: Any | AtLeast) -> Iterator[Plan]:
    for part in plan.parts:
        if isinstance(part, Any) or (isinstance(part, AtLeast) and part.count == 1):
            yield from _alternatives(part)
        else:
            yield part
