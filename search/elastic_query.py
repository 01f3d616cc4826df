"""Plans as queries of Elasticsearch."""

from __future__ import annotations

from typing import Any as Anything

from .entry import KEYWORD_FIELDS
from .plan import All, Among, AtLeast, Bound, Every, Filter, Named, Never, OneOf, Plan, Token, Tokens

# Lucene leaves this factor of BM25 (k1 + 1) out, which ranks alike until something else is added.
_FACTOR = 2.2


def query_of(plan: Plan) -> dict[str, Anything]:
    """The query that finds and scores what ``plan`` does."""
    if isinstance(plan, Every):
        return {"match_all": {"boost": 1.0}}
    if isinstance(plan, Token):
        return {"term": {plan.field: {"value": plan.token, "boost": plan.boost * _FACTOR}}}
    if isinstance(plan, Tokens):
        if plan.field in KEYWORD_FIELDS:
            return {"match_none": {}}
        return {"match_phrase": {plan.field: {"query": " ".join(plan.tokens), "boost": plan.boost * _FACTOR}}}
    if isinstance(plan, Bound):
        return _unscored({"range": {plan.field: _ends(plan)}})
    if isinstance(plan, OneOf):
        return _unscored({"terms": {plan.field: sorted(plan.values)}})
    if isinstance(plan, Among):
        return _unscored({"terms": {f"join_{plan.field}": sorted(plan.keys)}})
    if isinstance(plan, Named):
        return _unscored({"ids": {"values": sorted(plan.ids)}})
    if isinstance(plan, Filter):
        return _unscored(query_of(plan.part))
    if isinstance(plan, Never):
        return _unscored({"bool": {"must_not": [query_of(plan.part)]}})
    if not plan.parts:
        return _unscored({"match_all": {}}) if isinstance(plan, All) else {"match_none": {}}
    parts = [query_of(part) for part in plan.parts]
    if isinstance(plan, All):
        return {"bool": {"must": parts}}
    return {"bool": {"should": parts, "minimum_should_match": plan.count if isinstance(plan, AtLeast) else 1}}


def _unscored(query: dict[str, Anything]) -> dict[str, Anything]:
    return {"bool": {"filter": [query]}}


def _ends(plan: Bound) -> dict[str, float]:
    ends: dict[str, float] = {}
    if plan.low is not None:
        ends["gt" if plan.low_open else "gte"] = plan.low
    if plan.high is not None:
        ends["lt" if plan.high_open else "lte"] = plan.high
    return ends


def commonest(field: str, limit: int) -> dict[str, Anything]:
    """The aggregation that counts the ``limit`` commonest values of ``field``."""
    return {"terms": {"field": field, "size": limit, "order": [{"_count": "desc"}, {"_key": "asc"}]}}
