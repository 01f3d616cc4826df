"""How sure a record is: shares that follow the judged records, in the order that the judgements have."""

from __future__ import annotations

import json
from itertools import product
from pathlib import Path

import pytest

from voltext.extract.data import extract_vocabulary
from voltext.extract.records.confidence import weights

JUDGED = Path(__file__).parents[2] / "corpora" / "standoff" / "judged_records.jsonl"
TIES = ("label", "row", "made", "near", "list", "carried", "paper")


@pytest.mark.parametrize(("battery", "own"), list(product((True, False), repeat=2)))
def test_every_rule_tie_and_property_has_a_share(battery: bool, own: bool) -> None:
    for rule, tie, code in product(extract_vocabulary("rules"), TIES, extract_vocabulary("properties")):
        assert 0.0 < weights().share(rule, tie, code, battery=battery, own=own) < 1.0


def test_all_rules_and_ties_are_weighed() -> None:
    assert set(weights().rule) == set(extract_vocabulary("rules"))
    assert set(weights().subject) == set(TIES)
    assert set(weights().kinds) <= set(extract_vocabulary("properties"))


def test_a_subject_far_from_the_value_is_less_sure() -> None:
    shares = [weights().share("named", tie, "capacity", battery=True, own=True) for tie in ("near", "carried", "paper")]
    assert shares == sorted(shares, reverse=True)
    assert shares[0] > 0.9 > shares[2]


def test_the_weights_give_the_judged_records_their_share_of_right_ones() -> None:
    entries = [json.loads(line) for line in JUDGED.read_text(encoding="utf-8").splitlines()]
    assert len(entries) >= 500
    shares = [
        weights().share(each["rule"], each["subject"], each["property"], battery=each["battery"], own=each["own"])
        for each in entries
    ]
    assert sum(shares) / len(shares) == pytest.approx(sum(each["right"] for each in entries) / len(entries), abs=0.02)
    sure = [each["right"] for each, share in zip(entries, shares, strict=True) if share >= 0.9]
    assert sum(sure) / len(sure) > 0.88
