"""Property models on two published tables: errors beside baselines, and how often the intervals hold.

    python -m bench.models [--tables DIR] [--only obelix|obelix-structure|polymers] [--trials 2] [--seeds 0 1]

`obelix` learns lithium conductivities (log10) from composition and family; `obelix-structure` from the lattice as well;
`polymers` those of polymer electrolytes from line notations, salt, molality and temperature. All splits are grouped:
no paper and no composition (no polymer) stands on both sides; the choice of model is made anew within each outer fold.
At the end a paper is put on both sides on purpose: the check must refuse it, and what it would have feigned is shown.
Values such as `<1E-10` stand at their limit. Not part of the repository: the tables (see corpora/README.md).
"""

from __future__ import annotations

import argparse
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / ".dev"), str(ROOT)]

from voltext.app.training_file import Columns, table_of_file  # noqa: E402
from voltext.insight.models.evaluation import Evaluation, evaluate  # noqa: E402
from voltext.insight.models.features import FeatureSpace, RawMatrix  # noqa: E402
from voltext.insight.models.fitting import fit_all  # noqa: E402
from voltext.insight.models.folds import Fold, check_no_leak, grouped_folds  # noqa: E402
from voltext.insight.models.learners import LEARNERS, Setting, settings  # noqa: E402
from voltext.insight.models.row import Table  # noqa: E402
from voltext.insight.models.scale import is_logarithmic, to_scale  # noqa: E402

LATTICE = ["Space group #", "Z", "a", "b", "c", "alpha", "beta", "gamma"]
# Ten thousand rows: the learners whose time grows gently.
QUICK = ("linear", "extra trees", "gradient boosting")
_FOREST = Setting("extra trees", (("trees", 100), ("columns", 0.5), ("leaf", 1)))


def obelix(tables: Path, *, structure: bool) -> Table:
    told = ["target=Ionic conductivity (S cm-1)", "composition=Reduced Composition", "paper=DOI", "name:family=Family"]
    if structure:
        told += [f"number:{name}={name}" for name in LATTICE]
    return table_of_file(tables / "obelix_train.csv", "ionic conductivity", Columns.of(told), unit="S/cm", limits=True)


def polymers(tables: Path) -> Table:
    told = ["target=conductivity", "smiles:polymer=smiles", "smiles:salt=salt smiles", "number:molality=molality",
            "number:temperature=temperature", "number:molar mass=mw"]  # fmt: skip
    table = table_of_file(tables / "polymer_conductivity.csv", "log conductivity", Columns.of(told), unit="log10(S/cm)")
    # The notation marks the ends of a repeat unit with metals that are none; a polymer is its own paper, none is given.
    rows = []
    for row in table.rows:
        clean = {name: text.replace("[Cu]", "").replace("[Au]", "") for name, text in row.smiles.items()}
        molar = row.numbers.get("molar mass")
        numbers = {**row.numbers, "log molar mass": float(np.log10(molar))} if molar else row.numbers
        numbers = {name: each for name, each in numbers.items() if name != "molar mass"}
        rows.append(replace(row, smiles=clean, numbers=numbers, paper=row.substance, composition=None))
    return replace(table, rows=tuple(rows))


def report(name: str, table: Table, found: Evaluation, seconds: float, seed: int) -> None:
    print(f"\n{name}, seed {seed}: {len(table.rows)} values, {table.papers} papers, {table.substances} substances, "
          f"{seconds:.0f} s")  # fmt: skip
    print(f"{'predicted by':26} {'MAE':>6}  95 % (papers)    {'RMSE':>6} {'R²':>6}   more than the model")
    for each in found.scores:
        worse = "" if each.worse is None else f"{each.worse[0]:+.3f} ({each.worse[1]:+.3f} to {each.worse[2]:+.3f})"
        errors = f"{each.mae:6.3f}  {each.low:.3f} to {each.high:.3f}  {each.rmse:6.3f}"
        print(f"{each.name:26} {errors} {each.r2:6.2f}   {worse}")
    for level in found.coverage:
        within = "" if level.within is None else f", inside the domain {level.within:.3f}"
        print(f"{level.level:.0%} intervals hold {level.share:.3f}{within}, mean over papers {level.papers:.3f}, "
              f"median width {level.width:.2f}")  # fmt: skip
    print(f"inside the domain: {found.inside.mean():.1%}; chosen: {' | '.join(found.settings)}")


def leak(table: Table, raw: RawMatrix, target: np.ndarray[tuple[int], np.dtype[np.float64]], seed: int) -> bool:
    """Whether the check refuses a fold with a paper on both sides; prints what the leak would have feigned."""
    rng = np.random.default_rng(seed)
    parts = rng.integers(0, 5, len(table.rows))
    leaky = [Fold(np.flatnonzero(parts != part), np.flatnonzero(parts == part)) for part in range(5)]
    for name, folds in (("grouped", grouped_folds(table.rows, 5, seed=seed)), ("by row (leaks)", leaky)):
        errors = []
        for fold in folds:
            space = FeatureSpace.fit(raw, fold.train)
            shape = fit_all([_FOREST], space, space.matrix(raw, fold.train), target[fold.train], seed=seed)
            errors.append(np.abs(shape.predict(space.matrix(raw, fold.test)) - target[fold.test]))
        print(f"extra trees, folds {name:16}: MAE {np.concatenate(errors).mean():.3f}")
    try:
        check_no_leak(table.rows, leaky)
    except AssertionError as error:
        print(f"the check refuses the second: {error}")
        return True
    print("the check did not see that a paper stands on both sides")
    return False


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tables", type=Path, default=ROOT.parent / "shared" / "corpora" / "tables")
    parser.add_argument("--only", choices=("obelix", "obelix-structure", "polymers"))
    parser.add_argument("--trials", type=int, default=2)
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--seeds", type=int, nargs="+", default=[0, 1])
    given = parser.parse_args()
    failed = 0
    for name in ("obelix", "obelix-structure", "polymers"):
        if given.only not in (None, name):
            continue
        table = polymers(given.tables) if name == "polymers" else obelix(given.tables, structure=name != "obelix")
        raw = RawMatrix.of(table.rows)
        values = [row.value for row in table.rows]
        target = to_scale(values, log=is_logarithmic(values))
        for seed in given.seeds:
            tried = settings(given.trials, seed=seed, learners=QUICK if name == "polymers" else tuple(LEARNERS))
            began = time.monotonic()
            found = evaluate(table.rows, raw, target, tried, folds=given.folds, inner=given.folds, seed=seed)
            report(name, table, found, time.monotonic() - began, seed)
            failed += not 0.87 <= next(each for each in found.coverage if each.level == 0.9).share <= 0.93
        failed += not leak(table, raw, target, given.seeds[0])
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
