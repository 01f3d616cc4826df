"""Score the formula parser on the shared cases: ``python bench/evaluate_formulas.py [path of formulas.jsonl] [-v]``.

*composition*: every compound's elements and their (polynomial) amounts are right, within the three decimals that the
cases print; the amounts of a mixture's compounds are not asked. *strict*: those too, and additives, phase and oxygen
deficiency as the source writes them. *canonical*: of the cases of one material, those whose composition the function
that records, samples and the search ask (``canonical_composition``) gives right, the string as it stands.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from voltext.extract.amount import Amount, parse_amount
from voltext.extract.composition import canonical_composition
from voltext.extract.formula import parse_formula

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.stated_materials import ReadMaterial, read_materials  # noqa: E402

DEFAULT = ROOT.parent / "shared" / "corpora" / "gold" / "formulas.jsonl"


def same_amount(found: Amount, expected: str) -> bool:
    wanted = parse_amount(expected.replace("*", ""))
    if wanted is None:
        return False
    difference = (found - wanted).terms
    return all(abs(factor) < 0.0015 for _, factor in difference)


def same_elements(found: ReadMaterial, expected: dict[str, Any]) -> bool:
    parts = found.formula.parts if found.formula else ()
    wanted = expected["composition"]
    if len(parts) != len(wanted):
        return False
    for part, other in zip(parts, wanted, strict=True):
        elements = dict(part.elements)
        if set(elements) != set(other["elements"]):
            return False
        if not all(same_amount(amount, other["elements"][symbol]) for symbol, amount in elements.items()):
            return False
    return True


def same_strictly(found: ReadMaterial, expected: dict[str, Any]) -> bool:
    formula = found.formula
    if formula is None or not same_elements(found, expected):
        return False
    amounts = all(
        same_amount(part.amount, other["amount"])
        for part, other in zip(formula.parts, expected["composition"], strict=True)
    )
    additives = [*formula.additives, *found.dopants] == expected["additives"]
    return (
        amounts
        and additives
        and (formula.phase or "") == expected["phase"]
        and (formula.deficiency or "") == (expected["oxygen_deficiency"] or "")
    )


def main(path: Path, verbose: bool) -> dict[str, float]:
    counts: Counter[str] = Counter()
    for line in path.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        found = read_materials(case["input"])
        expected = case["expected"]
        paired = len(found) == len(expected)
        composition = paired and all(map(same_elements, found, expected))
        strict = paired and all(map(same_strictly, found, expected))
        counts.update(cases=1, composition=composition, strict=strict)
        if len(expected) == 1:
            canonical = canonical_composition(case["input"])
            asked = ReadMaterial("", parse_formula(canonical) if canonical else None)
            counts.update(one=1, canonical=same_elements(asked, expected[0]))
        if verbose and not strict:
            shown = [
                (m.name, m.formula.canonical if m.formula else None, m.formula and m.formula.additives) for m in found
            ]
            print("composition ok" if composition else "WRONG", case["input"], "->", shown)
            print("      expected", [(c["material_formula"], c["additives"], c["oxygen_deficiency"]) for c in expected])
    figures = {name: counts[name] / counts["cases"] for name in ("composition", "strict")}
    figures["canonical"] = counts["canonical"] / max(1, counts["one"])
    print(f"{counts['cases']} cases  " + "  ".join(f"{name} {value:.3f}" for name, value in figures.items()))
    return figures


if __name__ == "__main__":
    paths = [Path(argument) for argument in sys.argv[1:] if not argument.startswith("-")]
    main(paths[0] if paths else DEFAULT, "-v" in sys.argv)
