"""Coverage of a literature: shares with intervals, groups, and the papers behind each bar."""

from __future__ import annotations

import random

import pytest

from voltext.extract.extraction import Item
from voltext.ingest.document import Header, PaperClass
from voltext.insight.checklist import full_checklist
from voltext.insight.coverage import Paper, coverage, interval

RATES = {"binder": 0.9, "porosity": 0.1, "mass_loading": 0.55, "test_temperature": 0.4}
STATUSES = ("exact", "approximate", "range")


def corpus(size: int, *, shift: int = 2010) -> list[Paper]:
    """Made-up papers that report each item at its rate; from ``shift`` on all of them report their temperature."""
    chance = random.Random(7)
    papers = []
    for number in range(size):
        year = 2000 + number % 20
        items = []
        for key, rate in RATES.items():
            reported = chance.random() < rate or (key == "test_temperature" and year >= shift)
            items.append(Item(key, chance.choice(STATUSES) if reported else "missing"))
        header = Header(
            f"{number:016x}", f"{number}.xml", "0" * 64, "jats", "test", year=year,
            paper_class=PaperClass(True, ("li_ion",) if number % 2 else ("li_ion", "na_ion"), "experimental", 1.0),
        )  # fmt: skip
        papers.append(Paper(header, tuple(items)))
    return papers


def test_known_rates_come_back_within_their_intervals() -> None:
    shares = {share.key: share for share in coverage(corpus(2000, shift=9999), full_checklist())}
    for key, rate in RATES.items():
        assert shares[key].low <= rate <= shares[key].high
        assert shares[key].high - shares[key].low < 0.05
        assert shares[key].papers == 2000
        assert shares[key].exact + shares[key].approximate + shares[key].range == shares[key].reported
        assert len(shares[key].reporting) == shares[key].reported


def test_a_planted_shift_shows_in_the_years() -> None:
    shares = coverage(corpus(2000), full_checklist(), by="year")
    rates = {share.group: share for share in shares if share.key == "test_temperature"}
    assert all(rates[str(year)].high < 0.75 for year in range(2000, 2010))
    assert all(rates[str(year)].share == 1 for year in range(2010, 2020))


def test_a_paper_of_two_chemistries_stands_in_both_groups() -> None:
    groups = {share.group: share.papers for share in coverage(corpus(10), full_checklist(), by="chemistry")}
    assert groups == {"li_ion": 10, "na_ion": 5}


def test_what_does_not_apply_and_who_is_not_about_batteries_does_not_count() -> None:
    header = Header("a" * 16, "a", "0" * 64, "text", "t", paper_class=PaperClass(False, (), None, 1.0))
    assert coverage([Paper(header, (Item("binder", "exact"),))], full_checklist()) == ()
    unknown = Header("b" * 16, "b", "0" * 64, "text", "t")
    papers = [Paper(unknown, (Item("binder", "not_applicable"), Item("separator", "missing")))]
    assert [(share.key, share.reported) for share in coverage(papers, full_checklist())] == [("separator", 0)]


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"), [(0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (5, 10, 0.2366, 0.7634)]
)
def test_the_interval_is_wilsons(hits: int, of: int, low: float, high: float) -> None:
    assert interval(hits, of) == pytest.approx((low, high), abs=1e-3)
