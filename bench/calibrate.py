"""Fit and check the confidence of records: ``python -m bench.calibrate [--write]``.

``corpora/standoff/judged_records.jsonl`` holds records that one person read against their papers: value, unit,
property and material all right, or not, as the present code reads them. A ridge-penalised logistic model of what is
known of a record (rule, how its material was tied, kind of property, own or cited, battery paper or not) is fitted; the
reliability table is of predictions for papers that the model had not seen (ten parts, by paper), with 95 % intervals
over papers; ``drawn`` marks records that were drawn by lot, with the seed. ``--write``
writes the weights of all judged records as ``extract/data/confidence.json``. ``--gold`` instead counts how many
records of each confidence agree with the annotated papers (value and unit, material, property), in title, abstract,
conclusions and tables, where those are exhaustive.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / ".dev"), str(ROOT)]
JUDGED = ROOT / "corpora" / "standoff" / "judged_records.jsonl"
WEIGHTS = ROOT / "extract" / "data" / "confidence.json"
KINDS = {
    **dict.fromkeys(("capacity", "discharge_capacity", "charge_capacity", "capacity_retention"), "capacity"),
    **dict.fromkeys(("areal_capacity", "coulombic_efficiency", "cycle_life"), "capacity"),
    **dict.fromkeys(("ionic_conductivity", "electronic_conductivity", "activation_energy"), "transport"),
    **dict.fromkeys(("resistance", "overpotential", "surface_area"), "transport"),
    "voltage": "voltage",
    "other": "other",
}
TIES = {
    **dict.fromkeys(("label", "near", "list"), "beside"),
    "row": "beside",
    "made": "made",
    **dict.fromkeys(("carried", "paper"), "carried"),
}
PENALTY = 12.0
MOST = 15.0
PARTS = 10
EDGES = (0.0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 1.001)


def features(entry: dict[str, Any]) -> set[str]:
    """What is known of a judged record, as ``group:value``."""
    return {
        f"rule:{entry['rule']}",
        f"subject:{TIES[entry['subject']]}",
        f"property:{KINDS.get(entry['property'], 'physical')}",
        f"field:{'battery' if entry['battery'] else 'other'}",
        f"own:{'own' if entry['own'] else 'cited'}",
    }


def fitted(seen: np.ndarray, right: np.ndarray, paper: np.ndarray) -> np.ndarray:
    """Base and weights of the penalised logistic model, by Newton's method.

    Records of one paper are right or wrong together: those of a paper with more than ``MOST`` count as ``MOST``.
    """
    _, place, counts = np.unique(paper, return_inverse=True, return_counts=True)
    weight = np.minimum(1.0, MOST / counts)[place]
    design = np.column_stack((np.ones(len(seen)), seen))
    penalty = np.diag([1e-6, *[PENALTY] * seen.shape[1]])
    found = np.zeros(design.shape[1])
    for _ in range(50):
        share = 1.0 / (1.0 + np.exp(-design @ found))
        slope = design.T @ (weight * (share - right)) + penalty @ found
        curve = (design * (weight * share * (1.0 - share))[:, None]).T @ design + penalty
        found -= np.linalg.solve(curve, slope)
    return found


def shares(found: np.ndarray, seen: np.ndarray) -> np.ndarray:
    return np.asarray(1.0 / (1.0 + np.exp(-(found[0] + seen @ found[1:]))))


def error(predicted: np.ndarray, right: np.ndarray) -> float:
    """The expected calibration error over tenths."""
    tenth = np.minimum((predicted * 10).astype(int), 9)
    return float(
        sum(abs(predicted[tenth == t].mean() - right[tenth == t].mean()) * (tenth == t).mean() for t in set(tenth))
    )


def interval(right: np.ndarray, chosen: np.ndarray, paper: np.ndarray) -> str:
    """The share of right ones among ``chosen`` with its 95 % interval over papers."""
    generator = np.random.default_rng(3)
    names = np.unique(paper)
    sums = np.array([[right[chosen & (paper == name)].sum(), (chosen & (paper == name)).sum()] for name in names])
    drawn = [sums[generator.integers(0, len(names), len(names))].sum(axis=0) for _ in range(2000)]
    low, high = np.percentile([hits / total for hits, total in drawn if total], [2.5, 97.5])
    return f"{right[chosen].mean():.3f} ({low:.2f}-{high:.2f})"


def against_gold() -> None:
    """Print the share of right records by confidence on each set of annotated papers."""
    from bench import evaluate_records as records
    from bench import standoff

    papers = records.SHARED / "papers"
    files = {doi: {"": path} for doi, path in records.files_of(papers, None).items()}
    for name, folder, places in (
        ("annotated papers", records.SHARED / "gold" / "battery_audit", files),
        ("held-out papers", standoff.STANDOFF, standoff.formats(standoff.STANDOFF, papers)),
    ):
        told: list[tuple[float, bool, str]] = []
        for gold in standoff.golds(folder, papers):
            if gold["paper"] in places:
                path = next(iter(places[gold["paper"]].values()))
                extraction = records.extract_document(records.read(records.Source.from_path(path)))
                for record in records.scored(extraction):
                    alone = records.evaluate(gold["records"], replace(extraction, records=(record,)), errors=False)
                    right = bool(alone.hits and alone.right["material"] and alone.right["property"])
                    told.append((record.confidence, right, gold["paper"]))
        confidence, right, paper = (np.array(column) for column in zip(*told, strict=True))
        print(f"{name}: {len(told)} records, {right.mean():.3f} right")
        for low, high in pairwise((0.0, 0.5, 0.7, 0.8, 0.9, 1.001)):
            chosen = (confidence >= low) & (confidence < high)
            if chosen.any():
                shown = interval(right, chosen, paper)
                print(f"{low:.1f} to {min(high, 1):.1f}  {chosen.sum():9}  {confidence[chosen].mean():.3f}  {shown}")


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--write", action="store_true", help="write the weights of all judged records")
    parser.add_argument("--gold", action="store_true", help="compare with the annotated papers instead")
    options = parser.parse_args()
    if options.gold:
        against_gold()
        return 0
    entries = [json.loads(line) for line in JUDGED.read_text(encoding="utf-8").splitlines()]
    told = [features(entry) for entry in entries]
    names = sorted({name for each in told for name in each})
    seen = np.array([[name in each for name in names] for each in told], dtype=float)
    right = np.array([entry["right"] for entry in entries], dtype=float)
    paper = np.array([entry.get("doc_id", entry["file"]) for entry in entries])
    part = {name: index % PARTS for index, name in enumerate(np.random.default_rng(0).permutation(np.unique(paper)))}
    predicted = np.zeros(len(right))
    for number in range(PARTS):
        held = np.array([part[name] == number for name in paper])
        predicted[held] = shares(fitted(seen[~held], right[~held], paper[~held]), seen[held])
    print(f"{len(entries)} records of {len(part)} papers, {right.mean():.3f} right")
    print(f"expected calibration error on papers not seen: {error(predicted, right):.3f}")
    print("confidence    records  mean   right (95 % over papers)")
    for low, high in pairwise(EDGES):
        chosen = (predicted >= low) & (predicted < high)
        if chosen.any():
            mean = predicted[chosen].mean()
            print(f"{low:.1f} to {min(high, 1):.1f}  {chosen.sum():9}  {mean:.3f}  {interval(right, chosen, paper)}")
    drawn = np.array(["drawn" in entry for entry in entries])
    print(f"drawn by lot: {drawn.sum()} records, {interval(right, drawn, paper)}")
    for least in (0.8, 0.9):
        chosen = drawn & (predicted >= least)
        print(f"drawn by lot, from {least}: {chosen.sum()} records, {interval(right, chosen, paper)}")
    for least in (0.5, 0.7, 0.8, 0.9):
        chosen = predicted >= least
        print(f"from {least}: {chosen.sum()} records, {interval(right, chosen, paper)}")
    if options.write:
        write(names, fitted(seen, right, paper))
    return 0


def write(names: list[str], found: np.ndarray) -> None:
    """The weights as the package reads them; every way of tying is named."""
    told: dict[str, Any] = {"base": round(float(found[0]), 3)}
    for name, weight in zip(names, found[1:], strict=True):
        group, value = name.split(":")
        told.setdefault(group, {})[value] = round(float(weight), 3)
    # A rule without judged records keeps the weight that it was given.
    known = json.loads(WEIGHTS.read_text(encoding="utf-8"))["rule"]
    told["rule"] = dict(sorted({**known, **told["rule"]}.items()))
    told["subject"] = {how: told["subject"][tie] for how, tie in TIES.items()}
    WEIGHTS.write_text(json.dumps({**told, "kinds": KINDS}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
