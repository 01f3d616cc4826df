"""Trends of a literature that nobody wrote: what was planted must come back within its interval.

    python -m bench.trends [--papers 2000] [--seed 0] [--kb DIR]

Writes the papers of `bench.synthetic`, builds a knowledge base of them (in DIR, where it stays and is taken the next
time) and asks it: the shares of ether and carbonate among lithium-oxygen papers before and after the planted year, the
year itself, the salts, the binder, and the median capacity. Then, without papers, how often the 95 % intervals hold the
truth: of medians (bootstrap over papers whose values lean on each other), of slopes, of change points.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / ".dev"), str(ROOT)]

from bench.synthetic import RATES, SHIFT, YEARS, literature  # noqa: E402
from voltext.app.cli import main as voltext  # noqa: E402
from voltext.app.trending import Filter, distribution_of, shares_of  # noqa: E402
from voltext.insight.trends.change import change_point  # noqa: E402
from voltext.insight.trends.quantiles import quantiles  # noqa: E402
from voltext.insight.trends.slope import slope  # noqa: E402

# How the generator writes its electrolytes: nine of ten of a period have the solvent of that period.
_AFTER = 0.9
_SALTS = {"LiPF6": 1 / 3, "NaClO4": 1 / 3, "LiTFSI": 1 / 3}


class Checks:
    """Counts what lies within its interval."""

    def __init__(self) -> None:
        self.failed = 0

    def within(self, name: str, truth: float, low: float, high: float, got: float) -> None:
        inside = low <= truth <= high
        self.failed += not inside
        print(f"{name:44} {truth:9.4g} {got:9.4g}   {low:.4g}–{high:.4g}   {'' if inside else 'OUTSIDE'}")


def planted(kb: Path, papers: int, seed: int) -> int:
    """Ask ``kb``; the number of truths outside their intervals."""
    checks = Checks()
    print(f"{'':44} {'planted':>9} {'found':>9}   95 %")
    li_air = Filter(chemistry="li_air")
    found = shares_of(kb, "solvent_class", li_air)
    totals = {total.name: total for total in found.totals}
    for name, before in (("ether", 1 - _AFTER), ("carbonate", _AFTER)):
        change = totals[name].change
        assert change is not None
        checks.within(f"{name}: year of the change", SHIFT, change.low, change.high, change.year)
        checks.within(f"{name}: share before", before, change.before.low, change.before.high, change.before.share)
        checks.within(f"{name}: share after", 1 - before, change.after.low, change.after.high, change.after.share)
    print(f"  ({found.papers} papers name a solvent, {found.silent} none, {found.other} taken for none on batteries)")
    for name, truth in _SALTS.items():
        level = {total.name: total for total in shares_of(kb, "salt", Filter()).totals}[name].level
        checks.within(f"salt {name}", truth, level.low, level.high, level.share)
    everything = shares_of(kb, "salt", Filter()).papers
    binder = shares_of(kb, "binder", Filter())
    checks_of_binder = binder.papers / max(everything, 1)
    spread = 1.96 * np.sqrt(RATES["binder"] * (1 - RATES["binder"]) / max(everything, 1))
    checks.within(
        "papers that name a binder", RATES["binder"], checks_of_binder - spread, checks_of_binder + spread,
        checks_of_binder,
    )  # fmt: skip
    still = shares_of(kb, "solvent_class", Filter(chemistry="na_ion"))
    moved = [total for total in still.totals if total.change and total.change.probability > 0.95]
    print(f"  changes found where none was planted (sodium-ion): {len(moved)}")
    checks.failed += len(moved)
    truth = [paper for paper in literature(papers, seed=seed) if paper.chemistry == "li_ion"]
    capacity = distribution_of(kb, "capacity", Filter(chemistry="li_ion"), by="chemistry")
    group = next(group for group in capacity.groups if group.group == "li_ion")
    middle = group.at(0.5)
    assert middle.low is not None
    assert middle.high is not None
    checks.within(
        "median capacity of lithium-ion papers / mAh/g", 165 * (0.6 + 0.98) / 2, middle.low, middle.high, middle.value
    )
    yearly = distribution_of(kb, "capacity", Filter(chemistry="li_ion"))
    if yearly.trend is not None:
        checks.within("slope of it, none planted / mAh/g/a", 0, yearly.trend.low, yearly.trend.high, yearly.trend.slope)
    print(f"  ({group.papers} of {len(truth)} papers have a value)")
    return checks.failed


def coverage_of(name: str, once: Callable[[np.random.Generator], bool | None], times: int) -> None:
    """Print how often an interval held the truth, over ``times`` made-up literatures."""
    chance = np.random.default_rng(1)
    held = [each for each in (once(chance) for _ in range(times)) if each is not None]
    print(f"{name:60} {np.mean(held):.3f} of {len(held)}")


def median_holds(papers: int, values: int) -> Callable[[np.random.Generator], bool | None]:
    def once(chance: np.random.Generator) -> bool | None:
        middles = chance.normal(0, 1, papers)
        every = [(str(n), middle + chance.normal(0, 0.3)) for n, middle in enumerate(middles) for _ in range(values)]
        middle = quantiles([value for _, value in every], [paper for paper, _ in every])[2]
        return middle.low is not None and middle.high is not None and middle.low <= 0 <= middle.high

    return once


def slope_holds(papers: int, truth: float) -> Callable[[np.random.Generator], bool | None]:
    def once(chance: np.random.Generator) -> bool | None:
        years = chance.choice(list(YEARS), papers)
        found = slope([int(year) for year in years], list(truth * years + chance.standard_t(3, papers)))
        return None if found is None else found.low <= truth <= found.high

    return once


def change_holds(
    papers: int, before: float, after: float, *, shares: bool = False
) -> Callable[[np.random.Generator], bool | None]:
    def once(chance: np.random.Generator) -> bool | None:
        year_of = int(chance.integers(YEARS[2], YEARS[-2]))
        counts = {year: (int(chance.binomial(papers, after if year >= year_of else before)), papers) for year in YEARS}
        found = change_point(counts)
        if found is None:
            return None
        if shares:
            return found.before.low <= before <= found.before.high and found.after.low <= after <= found.after.high
        return found.low <= year_of <= found.high

    return once


def unmoved(papers: int) -> Callable[[np.random.Generator], bool | None]:
    def once(chance: np.random.Generator) -> bool | None:
        share = chance.uniform(0.1, 0.9)
        found = change_point({year: (int(chance.binomial(papers, share)), papers) for year in YEARS})
        return None if found is None else found.probability < 0.95

    return once


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--papers", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--kb", type=Path)
    parser.add_argument("--times", type=int, default=400)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        kb = options.kb or Path(folder) / "kb"
        if not kb.is_dir():
            files = Path(folder) / "papers"
            files.mkdir()
            for paper in literature(options.papers, seed=options.seed):
                (files / f"{paper.name}.md").write_text(paper.text, encoding="utf-8")
            began = time.monotonic()
            if voltext(["build", str(files), "--kb", str(kb)]):
                return 1
            print(f"{options.papers} papers built in {time.monotonic() - began:.0f} s")
        began = time.monotonic()
        failed = planted(kb, options.papers, options.seed)
        print(f"asked in {time.monotonic() - began:.1f} s; {failed} outside their interval\n")
    print("share of 95 % intervals that hold the truth")
    for papers in (6, 10, 30, 100):
        coverage_of(f"median, {papers} papers of 4 values", median_holds(papers, 4), options.times)
    for papers in (12, 50):
        coverage_of(f"slope, {papers} papers", slope_holds(papers, 0.1), options.times)
    for papers in (2, 10):
        coverage_of(f"no change is shown, {papers} papers a year, none planted", unmoved(papers), options.times)
    for papers, before, after in ((3, 0.2, 0.8), (10, 0.3, 0.6), (10, 0.1, 0.9)):
        name = f"change {before:.0%} to {after:.0%}, {papers} papers a year"
        coverage_of(f"{name}: the year", change_holds(papers, before, after), options.times)
        coverage_of(f"{name}: both shares", change_holds(papers, before, after, shares=True), options.times)
    # Of eleven 95 % intervals one may well miss by chance.
    return int(failed > 1)


if __name__ == "__main__":
    sys.exit(main())
