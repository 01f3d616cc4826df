"""Score the reporting audit against annotated papers, beside a constant that reads nothing.

    python -m bench.evaluate_audit [--set WORD] [--format jats|pdf|…] [--paper DOI] [--errors] [--key KEY]

Three scores, each over items of all papers that have a file in the format:
detection   F1 of "reported" (exact, approximate or range) against not reported;
status      macro-F1 over the five statuses;
values      precision, recall and F1 over sets of values: numbers equal when their canonical values agree to 0.5 % in
            one dimension (a part of a ratio recipe is its share, so 8 of 8:1:1 is 80 %), names equal in the normal form
            of `audit_values.normal_name`. A value counts once an item, whatever its component.
Intervals are 95 % bootstraps over papers; `leave one out` gives the lowest and highest score without one paper.
The constant says `exact` to every item and gives one fixed list of values; it is printed in the same run.
Without --set all published papers, tuned on and held out, are then scored together, item by item.
Of a held-out set neither items nor errors are shown, unless `--unblind` asks for them: then it is no longer held out.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / ".dev"), str(ROOT)]

from bench.audit_scores import SCORES, Answer, Papers, constant_answers, detection, interval, left_out, values  # noqa: E402
from bench.audit_sets import FORMATS, SHARED, AuditSet, audit_sets, section_text  # noqa: E402
from bench.audit_values import gold_values, own_values  # noqa: E402
from voltext.extract.data import extract_vocabulary  # noqa: E402
from voltext.extract.pipeline import extract_document  # noqa: E402
from voltext.ingest.errors import ReadError  # noqa: E402
from voltext.ingest.readers import read  # noqa: E402
from voltext.ingest.source import Source  # noqa: E402


def source_of(path: Path) -> Source:
    """A paper's file, or the text of a written section."""
    if path.suffix == ".yaml":
        return Source(f"{path.stem}.md", section_text(path).encode())
    return Source.from_path(path)


def audited(path: Path, gold: dict[str, Any]) -> list[Answer]:
    """The answers for one file."""
    items = {item.key: item for item in extract_document(read(source_of(path))).items}
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
    """A line an item; in brackets the lowest and highest F1 of its values without one paper; then the constant."""
    by_key: dict[str, list[Answer]] = defaultdict(list)
    fixed: dict[str, list[Answer]] = defaultdict(list)
    for group, found in ((papers, by_key), (constant_answers(papers), fixed)):
        for answers in group.values():
            for answer in answers:
                found[answer.key].append(answer)
    print(
        f"\n  {'item':30} {'gold':>4} {'got':>4} {'detect P':>8} {'R':>5} {'F1':>5} {'status':>6} {'values P':>8} "
        f"{'R':>5} {'F1':>5} {'without one':>11} {'constant: detect, status, values':>33}",
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
        least, most = left_out({str(place): [one] for place, one in enumerate(answers)}, lambda some: values(some)[2])
        same = fixed[key]
        guess = f"{detection(same)[2]:.2f} {sum(one.gold == one.got for one in same) / len(same):6.2f}"
        print(
            f"  {key:30} {gold:4} {got:4} {dp:8.2f} {dr:5.2f} {df:5.2f} {right:6.2f} {vp:8.2f} {vr:5.2f} {vf:5.2f} "
            f"({least:.2f}-{most:.2f}) {guess:>20} {values(same)[2]:6.2f}",
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


def evaluate(chosen: AuditSet, options: argparse.Namespace) -> dict[str, Papers]:
    """Print the scores of a set; its answers come back by format, under ``best`` each paper once."""
    best: Papers = {}
    by_format: dict[str, Papers] = defaultdict(dict)
    for gold in chosen.golds:
        if (options.paper and options.paper not in gold["paper"]) or options.batch not in (None, gold.get("batch")):
            continue
        for format in FORMATS:
            path = chosen.files.get(gold["paper"], {}).get(format)
            if path is None or (options.format and format != options.format):
                continue
            try:
                answers = audited(path, gold)
            except (ReadError, ImportError) as error:
                print(f"{path.name}: {error}", file=sys.stderr)
                continue
            by_format[format][gold["paper"]] = answers
            best.setdefault(gold["paper"], answers)
    if not best:
        print("skipped: no annotated paper could be read", file=sys.stderr)
        return {}
    report("each paper once, in its best format", best, sys.stdout)
    for format, papers in by_format.items() if len(by_format) > 1 else ():
        report(format, papers, sys.stdout)
    twins = by_format["jats"].keys() & by_format["pdf"].keys()
    if twins:
        for format in ("jats", "pdf"):
            report(f"twins, {format}", {name: by_format[format][name] for name in sorted(twins)}, sys.stdout)
    if not chosen.blind or options.unblind:
        per_key(best, sys.stdout)
        if options.errors:
            errors(best, options.key, sys.stdout)
    return {"best": best, **by_format}


def together(sets: list[dict[str, Papers]]) -> None:
    """The scores of all published papers, tuned on and held out: per item, and PDF and XML of them apart."""
    joined: dict[str, Papers] = defaultdict(dict)
    for found in sets:
        for format, papers in found.items():
            joined["xml" if format in ("jats", "elsevier_xml") else format].update(papers)
    print("\n== all published papers together ==")
    report("each paper once, in its best format", joined["best"], sys.stdout)
    for format in ("xml", "pdf"):
        report(format, joined[format], sys.stdout)
    per_key(joined["best"], sys.stdout)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, default=SHARED / "gold" / "battery_audit")
    parser.add_argument("--papers", type=Path, default=SHARED / "papers")
    parser.add_argument("--format", choices=FORMATS)
    parser.add_argument("--set", help="only the set whose name holds this word: annotated, sample, written, held")
    parser.add_argument("--paper")
    parser.add_argument("--batch", type=int, help="only written sections of this batch")
    parser.add_argument("--key")
    parser.add_argument("--errors", action="store_true", help="every miss and false alarm with its words")
    parser.add_argument("--unblind", action="store_true", help="items and errors of held-out papers too")
    options = parser.parse_args()
    published: list[dict[str, Papers]] = []
    for chosen in audit_sets(options.gold, options.papers):
        if not chosen.golds or not chosen.files:
            print(f"{chosen.name}: skipped, its papers are not here", file=sys.stderr)
        elif not options.set or options.set in chosen.name:
            print(f"\n== {chosen.name} ==")
            found = evaluate(chosen, options)
            if chosen.published and found:
                published.append(found)
    if len(published) > 1:
        together(published)
    return 0


if __name__ == "__main__":
    sys.exit(main())
