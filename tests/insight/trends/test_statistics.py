"""The statistics of trends, against references, known truths and cases that no average should be told of."""

from __future__ import annotations

import random

import numpy as np
import pytest
from scipy import stats

from voltext.insight.trends.change import change_point
from voltext.insight.trends.quantiles import MIN_PAPERS, quantiles
from voltext.insight.trends.slope import slope
from voltext.insight.trends.together import MIN_PAPERS as MIN_PAIRS
from voltext.insight.trends.together import fisher, together


def test_quantiles_of_single_values_are_those_of_hyndman_and_fan() -> None:
    values = [3.0, 1.0, 4.0, 1.5, 9.0, 2.6, 5.3]
    found = quantiles(values, [str(place) for place in range(len(values))])
    assert [each.value for each in found] == pytest.approx(
        np.quantile(values, [each.at for each in found], method="hazen")
    )


def test_a_paper_of_many_values_counts_once() -> None:
    values, papers = [10.0] * 50 + [1.0, 2.0, 3.0], ["long"] * 50 + ["a", "b", "c"]
    assert quantiles(values, papers)[2].value < 4


def test_intervals_widen_where_values_come_from_fewer_papers() -> None:
    chance = random.Random(1)
    values = [chance.gauss(0, 1) for _ in range(80)]
    few = quantiles(values, [str(place % 8) for place in range(80)])[2]
    alone = quantiles(sorted(values), [str(place // 10) for place in range(80)])[2]
    assert few.low is not None
    assert few.high is not None
    assert alone.low is not None
    assert alone.high is not None
    assert alone.high - alone.low > 2 * (few.high - few.low)


def test_too_few_papers_have_no_interval() -> None:
    papers = [str(place) for place in range(MIN_PAPERS)]
    assert quantiles([1.0] * MIN_PAPERS, papers)[2].low is not None
    assert quantiles([1.0] * (MIN_PAPERS - 1), papers[1:])[2].low is None


def test_quantiles_of_nothing_are_refused() -> None:
    with pytest.raises(ValueError, match="no value"):
        quantiles([], [])


@pytest.mark.parametrize("seed", range(3))
def test_slope_and_its_test_are_those_of_scipy(seed: int) -> None:
    chance = np.random.default_rng(seed)
    years = chance.integers(2000, 2020, 60)
    values = np.round(0.1 * (years - 2000) + chance.normal(0, 1, 60), 1)
    found = slope(list(map(int, years)), list(map(float, values)))
    theirs, rank = stats.theilslopes(values, years), stats.kendalltau(years, values, method="asymptotic")
    assert found is not None
    assert (found.slope, found.low, found.high) == pytest.approx((theirs.slope, theirs.low_slope, theirs.high_slope))
    assert (found.tau, found.p) == pytest.approx((rank.statistic, rank.pvalue))


def test_no_line_through_few_papers_or_few_years() -> None:
    assert slope([2000, 2001, 2002] * 3, [1.0] * 9) is None
    assert slope([2000, 2001] * 10, [float(place) for place in range(20)]) is None


def test_values_that_are_all_equal_have_no_trend() -> None:
    found = slope([2000 + place for place in range(12)], [5.0] * 12)
    assert found is not None
    assert (found.slope, found.p) == (0.0, 1.0)


def test_more_papers_than_can_be_paired_are_drawn_from() -> None:
    found = slope([2000 + place % 20 for place in range(4000)], [0.5 * (place % 20) for place in range(4000)])
    assert found is not None
    assert found.papers == 3000
    assert found.slope == pytest.approx(0.5)


@pytest.mark.parametrize("year", [2003, 2010, 2018])
def test_a_planted_change_comes_back(year: int) -> None:
    counts = {y: (8 if y >= year else 2, 10) for y in range(2000, 2021)}
    found = change_point(counts)
    assert found is not None
    assert found.low <= year <= found.high
    assert found.probability > 0.99
    assert found.before.low <= 0.2 <= found.before.high
    assert found.after.low <= 0.8 <= found.after.high


def test_a_blurred_change_leaves_its_year_open_and_the_shares_too() -> None:
    sharp = change_point({year: (2 if year < 2010 else 8, 10) for year in range(2000, 2020)})
    slow = change_point({year: (min(8, max(2, 2 + (year - 2005) // 2)), 10) for year in range(2000, 2020)})
    assert sharp is not None
    assert slow is not None
    assert slow.high - slow.low > sharp.high - sharp.low
    assert slow.after.high - slow.after.low > 1.05 * (sharp.after.high - sharp.after.low)


def test_a_steady_share_has_no_change() -> None:
    found = change_point(dict.fromkeys(range(2000, 2020), (4, 10)))
    assert found is not None
    assert found.probability < 0.3


def test_years_without_papers_do_not_make_a_change() -> None:
    counts = {year: (3, 6) if year % 3 == 0 else (0, 0) for year in range(2000, 2020)}
    found = change_point(counts)
    assert found is not None
    assert found.probability < 0.5


def test_a_change_takes_papers_and_years() -> None:
    assert change_point({2000: (1, 5), 2001: (5, 5), 2002: (5, 5), 2003: (4, 4)}) is None
    assert change_point({2000: (1, 50), 2001: (50, 50)}) is None


@pytest.mark.parametrize(
    ("both", "first", "second", "of"), [(3, 4, 5, 20), (0, 6, 7, 30), (5, 5, 5, 5), (8, 10, 12, 40)]
)
def test_fishers_test_is_that_of_scipy(both: int, first: int, second: int, of: int) -> None:
    table = [[both, first - both], [second - both, of - first - second + both]]
    assert fisher(both, first, second, of) == pytest.approx(stats.fisher_exact(table)[1])


def _named(*papers: tuple[str, str]) -> list[dict[str, frozenset[str]]]:
    return [{"a": frozenset(first.split()), "b": frozenset(second.split())} for first, second in papers]


def test_pairs_that_go_together_have_a_lift_above_one() -> None:
    papers = _named(*[("x", "u")] * 10, *[("y", "v")] * 10)
    pairs = {(pair.first, pair.second): pair for pair in together(papers, ("a", "b")).pairs}
    assert pairs[("x", "u")].lift == 2
    assert pairs[("x", "u")].pmi == 1
    assert pairs[("x", "u")].q < 0.01
    assert pairs[("x", "v")].papers == 0
    assert pairs[("x", "v")].pmi is None


def test_a_single_paper_has_no_interval_and_is_not_sure() -> None:
    papers = _named(("x", "u"), *[("y", "v")] * 30)
    pair = next(pair for pair in together(papers, ("a", "b")).pairs if (pair.first, pair.second) == ("x", "u"))
    assert pair.papers < MIN_PAIRS
    assert pair.low is None


def test_many_pairs_by_chance_are_not_called_sure() -> None:
    chance = random.Random(3)
    papers = _named(
        *((" ".join(chance.sample("abcdefghijkl", 3)), " ".join(chance.sample("mnopqrstuvwx", 3))) for _ in range(150))
    )
    found = together(papers, ("a", "b"))
    assert sum(pair.p < 0.05 for pair in found.pairs) > 0
    assert not [pair for pair in found.pairs if pair.q < 0.05]


def test_a_kind_with_itself_gives_each_pair_once() -> None:
    papers = [{"a": frozenset("xyz")}] * 4
    pairs = [(pair.first, pair.second) for pair in together(papers, ("a", "a")).pairs]
    assert pairs == [("x", "y"), ("x", "z"), ("y", "z")]
