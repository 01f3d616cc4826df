"""Score the reporting audit against annotated papers, beside a constant that reads nothing.

    python -m bench.evaluate_audit [--set WORD] [--format jats|pdf|…] [--paper DOI] [--errors] [--key KEY]

Three scores, each over items of all papers that have a file in the format:
detection   F1 of "reported" (exact, approximate or range) against not reported;
status      macro-F1 over the five statuses;
values      precision, recall and F1 over sets of values: numbers equal when their canonical values agree to 0.5 % in
            one dimension (a part of a ratio recipe is its share, so 8 of 8:1:1 is 80 %), names equal in the normal form
            of `normal_name` below. A value counts once an item, whatever its component.
Intervals are 95 % bootstraps over papers; `leave one out` gives the lowest and highest score without one paper.
The constant says `exact` to every item and gives one fixed list of values; it is printed in the same run.
"""

from __future__ import annotations

import argparse
import csv
import random
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / ".dev"), str(ROOT)]

from bench import standoff  # noqa: E402
from voltext.extract.data import extract_vocabulary  # noqa: E402
from voltext.extract.extraction import Item, ItemValue  # noqa: E402
from voltext.extract.items.cell import format_norm  # noqa: E402
from voltext.extract.items.counter import counter_norm  # noqa: E402
from voltext.extract.items.disclosure import availability_norm  # noqa: E402
from voltext.extract.items.drying import surroundings_norm  # noqa: E402
from voltext.extract.items.electrode import collector_norm  # noqa: E402
from voltext.extract.items.lexicon import find_names  # noqa: E402
from voltext.extract.items.separator import separator_norm  # noqa: E402
from voltext.extract.materials import materials_in  # noqa: E402
from voltext.extract.pipeline import extract_document  # noqa: E402
from voltext.extract.quantities import parse_quantity  # noqa: E402
from voltext.ingest.errors import ReadError  # noqa: E402
from voltext.ingest.normal import normalise  # noqa: E402
from voltext.ingest.readers import read  # noqa: E402
from voltext.ingest.source import Source  # noqa: E402

SHARED = ROOT.parent / "shared" / "corpora"
FORMATS = ("jats", "elsevier_xml", "html", "pdf", "txt")
STATUSES = ("exact", "approximate", "range", "missing", "not_applicable")
REPORTED = frozenset(STATUSES[:3])
# What a reader of nothing would answer: the commonest practice of the field, once for every paper.
CONSTANT: dict[str, list[tuple[Any, str]]] = {
    "active_material_fraction": [(80.0, "wt%")],
    "conductive_additive": [("carbon black", "")],
    "conductive_additive_fraction": [(10.0, "wt%")],
    "binder": [("PVDF", "")],
    "binder_fraction": [(10.0, "wt%")],
    "slurry_solvent": [("NMP", "")],
    "current_collector": [("Al foil", "")],
    "drying_conditions": [(80.0, "°C"), (12.0, "h"), ("vacuum", "")],
    "counter_electrode": [("lithium metal", "")],
    "electrolyte_salt": [("LiPF6", "")],
    "electrolyte_concentration": [(1.0, "M")],
    "electrolyte_solvent": [("ethylene carbonate", ""), ("dimethyl carbonate", ""), ("1:1", "volume ratio")],
    "separator": [("Celgard 2400", "")],
    "cell_format": [("CR2032 coin cell", "")],
    "cell_configuration": [("half", "")],
    "rate_or_current_density": [(1.0, "C"), (0.1, "C")],
    "test_temperature": [("room temperature", "")],
    "cycle_number": [(100.0, "cycles")],
}
Key = tuple[Any, ...]


# --- normal forms -----------------------------------------------------------------------------------------------------


def normal_name(key: str, name: str) -> str:
    """The normal form of a name under an item: its vocabulary term, else its letters and digits in lower case."""
    text = normalise(name)
    roles = {
        "binder": "binder",
        "conductive_additive": "conductive_additive",
        "slurry_solvent": "slurry_solvent",
        "electrolyte_salt": "electrolyte_salt",
        "electrolyte_solvent": "electrolyte_solvent",
        "electrolyte_additive": "electrolyte_additive",
    }
    if key == "electrolyte_additive" and re.search(r"(?i)\b(?:without|no)\b|-free", text):
        return "none"
    if key in roles:
        hits = find_names(text, roles[key])
        if hits:
            return hits[0].name.lower()
    if key == "current_collector":
        return collector_norm(text)
    if key == "counter_electrode":
        return counter_norm(text)
    if key == "separator":
        return separator_norm(text)
    if key == "cell_format":
        return format_norm(text) or text.lower()
    if key == "cell_configuration":
        return text.lower().replace("symmetric ", "symmetrical ").split()[0]
    if key == "drying_conditions":
        return surroundings_norm(text)
    if key == "data_availability":
        return availability_norm(text)
    if key == "formation_protocol":
        return "stated"
    if key in ("active_material", "electrolyte_salt"):
        return material_name(text)
    return re.sub(r"[^a-z0-9]+", "", text.lower())


def material_name(text: str) -> str:
    """The composition of a material by the material vocabulary, else its words without fillers."""
    bare = re.sub(r"\s*\([^()]*\)\s*$", "", text)
    words = re.sub(
        r"(?i)\b(?:composites?|nanowires?|nanoparticles?|nanopowders?|powders?|materials?|pure|commercial|sublimed|"
        r"3d|flower-like|sandwich|metal|anodes?|cathodes?|foils?)\b",
        " ",
        bare,
    )
    words = " ".join(words.split()) or bare
    mentions = materials_in(words)
    if len(mentions) == 1 and mentions[0].end - mentions[0].start >= len(words) - 1:
        return mentions[0].canonical.lower()
    return re.sub(r"[^a-z0-9.]+", "", words.lower())


def value_key(key: str, value: Any, low: Any, high: Any, unit: str) -> Key:
    """What two values of an item share when they are the same."""
    unit = normalise(unit)
    if isinstance(value, str):
        if re.fullmatch(r"[\d.]+(?::[\d.]+)+", value):
            parts = [float(part) for part in value.split(":")]
            return ("ratio", *(round(part / sum(parts), 3) for part in parts))
        rate = re.fullmatch(r"C/(\d+(?:\.\d+)?)", value)
        if rate is not None:
            return ("number", rounded(1 / float(rate[1])), "C")
        return ("name", normal_name(key, value))
    ratio = re.match(r"ratio ([\d.:]+)", unit)
    if ratio is not None and value is not None:
        parts = [float(part) for part in ratio[1].split(":")]
        return ("number", rounded(100 * float(value) / sum(parts)), "%")
    bare = re.sub(r"\s*(?:\(.*|vs\.?\s.*|diameter.*|relative.*|more.*|excess.*)$", "", unit).strip()
    bare = {"wt%": "%", "vol%": "%", "m": "M"}.get(bare, bare)
    scaled = []
    for number in (value, low, high):
        if number is None:
            continue
        quantity = parse_quantity(f"{number:.10g}", bare) if bare else None
        scaled.append(
            (number, "")
            if quantity is None or quantity.normalised is None or quantity.normalised.value is None
            else (quantity.normalised.value, quantity.normalised.unit)
        )
    return (
        "number",
        *(rounded(number) for number, _ in scaled),
        scaled[0][1] if scaled and scaled[0][1] else bare.lower(),
    )


def rounded(number: float) -> float:
    return float(f"{number:.3g}")


def alternatives(key: str, value: Any, names: Key) -> set[Key]:
    """The keys under which a name may be found: whole, without its bracket, and the bracket alone."""
    if names[0] != "name" or not isinstance(value, str):
        return {names}
    keys = {names}
    match = re.fullmatch(r"(.+?)\s*\(([^()]+)\)", normalise(value).strip())
    if match is not None and key in ("active_material", "electrolyte_salt", "separator"):
        keys |= {("name", normal_name(key, part)) for part in match.groups()}
    return keys


def gold_values(item: dict[str, Any], got: dict[Key, str]) -> dict[Key, str]:
    """The gold's values; a name with a bracket takes the one of its keys that the answer uses."""
    found: dict[Key, str] = {}
    for value in item["values"]:
        key = value_key(item["key"], value.get("value"), value.get("min"), value.get("max"), value.get("unit") or "")
        key = next((each for each in alternatives(item["key"], value.get("value"), key) if each in got), key)
        shown = value.get("value") if value.get("min") is None else f"{value['min']}..{value['max']}"
        found.setdefault(key, f"{shown} {value.get('unit') or ''} {{{value.get('component') or ''}}}")
    return found


def own_values(item: Item) -> dict[Key, str]:
    found: dict[Key, str] = {}
    for value in item.values:
        key = value_key(item.key, value.value, value.min, value.max, value.unit)
        found.setdefault(key, f"{_shown(value)} | {value.evidence.text if value.evidence else ''}")
    return found


def _shown(value: ItemValue) -> str:
    number = value.value if value.min is None else f"{value.min}..{value.max}"
    return f"{number} {value.unit}"


# --- scores -----------------------------------------------------------------------------------------------------------


@dataclass
class Answer:
    """Gold and answer of one item of one paper: status and set of values of each."""

    key: str
    gold: str
    got: str
    gold_values: dict[Key, str] = field(default_factory=dict)
    got_values: dict[Key, str] = field(default_factory=dict)


def f1(hits: int, predicted: int, gold: int) -> float:
    return 2 * hits / (predicted + gold) if predicted + gold else 1.0


def detection(answers: Iterable[Answer]) -> tuple[float, float, float]:
    listed = list(answers)
    hits = sum(a.gold in REPORTED and a.got in REPORTED for a in listed)
    predicted = sum(a.got in REPORTED for a in listed)
    gold = sum(a.gold in REPORTED for a in listed)
    return hits / predicted if predicted else 1.0, hits / gold if gold else 1.0, f1(hits, predicted, gold)


def macro(answers: Iterable[Answer]) -> float:
    listed = list(answers)
    scores = []
    for status in STATUSES:
        gold = sum(a.gold == status for a in listed)
        predicted = sum(a.got == status for a in listed)
        if gold or predicted:
            scores.append(f1(sum(a.gold == status == a.got for a in listed), predicted, gold))
    return sum(scores) / len(scores) if scores else 1.0


def values(answers: Iterable[Answer]) -> tuple[float, float, float]:
    hits = predicted = gold = 0
    for answer in answers:
        hits += len(answer.gold_values.keys() & answer.got_values.keys())
        predicted += len(answer.got_values)
        gold += len(answer.gold_values)
    return hits / predicted if predicted else 1.0, hits / gold if gold else 1.0, f1(hits, predicted, gold)


Papers = dict[str, list[Answer]]
Files = dict[str, dict[str, Path]]
SCORES: tuple[tuple[str, Callable[[Iterable[Answer]], float]], ...] = (
    ("detection F1", lambda answers: detection(answers)[2]),
    ("status macro-F1", macro),
    ("values F1", lambda answers: values(answers)[2]),
)


def interval(papers: Papers, score: Callable[[Iterable[Answer]], float], *, rounds: int = 1000) -> tuple[float, float]:
    names = list(papers)
    chance = random.Random(0)
    drawn = sorted(
        score([answer for name in chance.choices(names, k=len(names)) for answer in papers[name]])
        for _ in range(rounds)
    )
    return drawn[int(0.025 * rounds)], drawn[int(0.975 * rounds)]


def left_out(papers: Papers, score: Callable[[Iterable[Answer]], float]) -> tuple[float, float]:
    scores = (
        [score([a for name in papers if name != out for a in papers[name]]) for out in papers]
        if len(papers) > 1
        else [0.0]
    )
    return min(scores), max(scores)


def constant_answers(papers: Papers) -> Papers:
    """The answers of a reader of nothing."""
    fixed: Papers = {}
    for name, answers in papers.items():
        fixed[name] = []
        for answer in answers:
            listed = {
                value_key(answer.key, value, None, None, unit): str(value)
                for value, unit in CONSTANT.get(answer.key, [])
            }
            fixed[name].append(Answer(answer.key, answer.gold, "exact", answer.gold_values, listed))
    return fixed


def audited(path: Path, gold: dict[str, Any]) -> list[Answer]:
    """The answers for one file."""
    items = {item.key: item for item in extract_document(read(Source.from_path(path))).items}
    answers = []
    for entry in gold["items"]:
        item = items[entry["key"]]
        got = own_values(item)
        answers.append(Answer(entry["key"], entry["status"], item.status, gold_values(entry, got), got))
    return answers


def report(name: str, papers: Papers, out: Any) -> None:
    flat = [answer for answers in papers.values() for answer in answers]
    fixed = constant_answers(papers)
    flat_fixed = [answer for answers in fixed.values() for answer in answers]
    print(f"\n{name}: {len(papers)} papers, {len(flat)} items", file=out)
    for label, score in SCORES:
        spread = ""
        if len(papers) > 2:
            low, high = interval(papers, score)
            least, most = left_out(papers, score)
            spread = f"  (95 % {low:.3f}-{high:.3f}; leave one out {least:.3f}-{most:.3f})"
        print(f"  {label:16} {score(flat):.3f}{spread}  constant {score(flat_fixed):.3f}", file=out)
    precision, recall, _ = detection(flat)
    vp, vr, _ = values(flat)
    print(
        f"  detection precision {precision:.3f} recall {recall:.3f}; values precision {vp:.3f} recall {vr:.3f}",
        file=out,
    )


def per_key(papers: Papers, out: Any) -> None:
    by_key: dict[str, list[Answer]] = defaultdict(list)
    for answers in papers.values():
        for answer in answers:
            by_key[answer.key].append(answer)
    print(
        f"\n  {'item':30} {'gold':>4} {'got':>4} {'detect P':>8} {'R':>5} {'F1':>5} {'status':>6} {'values P':>8} "
        f"{'R':>5} {'F1':>5}",
        file=out,
    )
    for key in extract_vocabulary("items"):
        answers = by_key.get(key, [])
        if not answers:
            continue
        dp, dr, df = detection(answers)
        vp, vr, vf = values(answers)
        right = sum(answer.gold == answer.got for answer in answers) / len(answers)
        gold = sum(len(answer.gold_values) for answer in answers)
        got = sum(len(answer.got_values) for answer in answers)
        print(
            f"  {key:30} {gold:4} {got:4} {dp:8.2f} {dr:5.2f} {df:5.2f} {right:6.2f} {vp:8.2f} {vr:5.2f} {vf:5.2f}",
            file=out,
        )


def errors(papers: Papers, key: str | None, out: Any) -> None:
    for paper, answers in papers.items():
        for answer in answers:
            if key is not None and answer.key != key:
                continue
            missed = [shown for each, shown in answer.gold_values.items() if each not in answer.got_values]
            false = [shown for each, shown in answer.got_values.items() if each not in answer.gold_values]
            if answer.gold == answer.got and not missed and not false:
                continue
            print(f"\n{paper} {answer.key}: gold {answer.gold}, got {answer.got}", file=out)
            for shown in missed:
                print(f"   missed  {shown}", file=out)
            for shown in false:
                print(f"   false   {shown}", file=out)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, default=SHARED / "gold" / "battery_audit")
    parser.add_argument("--papers", type=Path, default=SHARED / "papers")
    parser.add_argument("--format", choices=FORMATS)
    parser.add_argument("--set", help="only the set whose name holds this word: annotated, sample, held")
    parser.add_argument("--paper")
    parser.add_argument("--key")
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    sets = [("annotated papers", options.gold, shared_files(options.papers))]
    sets.append(("sample papers of the project", ROOT / "corpora" / "gold" / "battery_audit", sample_files()))
    sets.append(("held out", standoff.STANDOFF, standoff.formats(standoff.STANDOFF, options.papers)))
    for name, gold, files in sets:
        if not gold.is_dir() or not files:
            print(f"{name}: skipped, they are not at {gold}", file=sys.stderr)
        elif not options.set or options.set in name:
            print(f"\n== {name} ==")
            evaluate(gold, files, options)
    return 0


def shared_files(folder: Path) -> Files:
    """The files of each paper by DOI and format, from the manifest of ``folder``."""
    files: Files = defaultdict(dict)
    manifest = folder / "MANIFEST.tsv"
    if manifest.is_file():
        with manifest.open(encoding="utf-8") as lines:
            for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
                if row["format"] in FORMATS:
                    files[row["doi"]].setdefault(row["format"], folder / row["file"])
    return files


def sample_files() -> Files:
    """The sample papers by the DOI that their masters give."""
    files: Files = defaultdict(dict)
    for source in sorted((ROOT / "corpora" / "sources").glob("*.md")):
        doi = re.search(r"(?m)^doi: (\S+)$", source.read_text(encoding="utf-8"))
        for path in sorted((ROOT / "corpora" / "sample").glob(f"{source.stem}.*")) if doi else ():
            files[doi[1]]["sample"] = path
    return files


def evaluate(folder: Path, files: Files, options: argparse.Namespace) -> None:
    best: Papers = {}
    by_format: dict[str, Papers] = defaultdict(dict)
    for gold in standoff.golds(folder, options.papers):
        if options.paper and options.paper not in gold["paper"]:
            continue
        for format in (*FORMATS, "sample"):
            if format not in files.get(gold["paper"], {}) or (options.format and format != options.format):
                continue
            try:
                answers = audited(files[gold["paper"]][format], gold)
            except (ReadError, ImportError) as error:
                print(f"{files[gold['paper']][format].name}: {error}", file=sys.stderr)
                continue
            by_format[format][gold["paper"]] = answers
            best.setdefault(gold["paper"], answers)
    if not best:
        print("skipped: no annotated paper could be read", file=sys.stderr)
        return
    report("each paper once, in its best format", best, sys.stdout)
    for format, papers in by_format.items():
        report(format, papers, sys.stdout)
    twins = by_format["jats"].keys() & by_format["pdf"].keys()
    if twins:
        for format in ("jats", "pdf"):
            report(f"twins, {format}", {name: by_format[format][name] for name in sorted(twins)}, sys.stdout)
    per_key(best, sys.stdout)
    if options.errors:
        errors(best, options.key, sys.stdout)


if __name__ == "__main__":
    sys.exit(main())
