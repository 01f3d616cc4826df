"""Learn the tagger of ``--profile fast``: ``python -m bench.product_tagger [--gold DIR] [--out FILE] [--fold N]``.

It learns from SOFC-Exp (materials, devices), the synthesis paragraphs of Olivetti and others (materials, operations)
and what the project annotates itself: invented sentences (`corpora/gold`) and sentences of published papers (stand-off,
left out where their papers are not there). MuLMS is share-alike and stays out; MeasEval and NLP4SIB only measure. Each
source keeps its manner of annotation; papers are tagged by the project's own. Then it is scored beside the rules, alone
and with them, on the hundred invented sentences that it did not learn from and, with ``--fold 0`` or ``1``, on the half
of the published papers that it was not shown.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / ".dev"), str(ROOT)]

from bench import standoff  # noqa: E402
from voltext.extract.learned.clues import clues_of  # noqa: E402
from voltext.extract.learned.gold import GoldDocument, GoldEntity, read_gold, relabelled  # noqa: E402
from voltext.extract.learned.mentioning import AFTER, ALONE, BEFORE, sensible  # noqa: E402
from voltext.extract.learned.model import LearnedModel  # noqa: E402
from voltext.ingest.readers import read  # noqa: E402
from voltext.ingest.source import Source  # noqa: E402

OWN = "voltext"
LABELS = ("property", "sample")
OTHERS = {
    "sofc-exp": {"MATERIAL": "material", "DEVICE": "device"},
    "olivetti-msp": {"Material": "material", "Nonrecipe-Material": "material", "Operation": "operation"},
}
MARKS = {"m": "material", "s": "sample", "p": "property", "q": "quantity", "o": "operation", "d": "device"}
# A published sentence weighs as much as so many invented ones: it is what the tagger is for.
WEIGHT = 4
Spans = set[tuple[int, int]]


@dataclass(frozen=True)
class Sentence:
    """A sentence to score on: gold spans, and those of the rules, by label."""

    document: GoldDocument
    gold: dict[str, Spans]
    rules: dict[str, Spans]


def written() -> list[GoldDocument]:
    """The hundred invented sentences with their marks, five to a paragraph."""
    documents, lines = [], []
    for line in [*(ROOT / "corpora/gold/mention-sentences.txt").read_text(encoding="utf-8").splitlines(), "#"]:
        if not line.startswith("#"):
            lines.append(line)
            continue
        text, entities = "", []
        for part in re.split(r"(\{\w:[^}]*\})", " ".join(lines)):
            start = len(text)
            text += part[3:-1] if part.startswith("{") else part
            if part.startswith("{"):
                entities.append(GoldEntity(f"e{start}", start, len(text), MARKS[part[1]]))
        if lines:
            documents.append(GoldDocument(f"written:{len(documents)}", text, tuple(entities), source=OWN))
        lines = []
    return documents


def published() -> Iterator[tuple[str, GoldDocument]]:
    """File and text of each annotated sentence of the published papers that are there."""
    by_file = defaultdict(list)
    for line in standoff.SENTENCES.read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        if (standoff.PAPERS / entry["file"]).is_file():
            by_file[entry["file"]].append(entry)
    for file, entries in sorted(by_file.items()):
        text = standoff.Text(read(Source.from_path(standoff.PAPERS / file)).text)
        for entry in entries:
            place = text.place(entry)
            if place is None:
                continue
            spans = [(text.place(entity), entity["label"]) for entity in entry["entities"]]
            entities = tuple(
                GoldEntity(f"e{number}", span[0] - place[0], span[1] - place[0], label)
                for number, (span, label) in enumerate(spans)
                if span is not None
            )
            words = text.text[place[0] : place[1]]
            yield file, GoldDocument(f"{file}:{place[0]}", words, entities, source=OWN, sentences=((0, len(words)),))


def sentence(document: GoldDocument) -> Sentence:
    gold: dict[str, Spans] = defaultdict(set)
    rules: dict[str, Spans] = defaultdict(set)
    for entity in document.entities:
        gold[entity.label].add((entity.start, entity.end))
    for start, end, label in clues_of(document.text):
        rules[label].add((start, end))
    return Sentence(document, gold, rules)


def beside(first: Spans, second: Spans) -> Spans:
    """``first`` and what of ``second`` touches none of it."""
    return first | {span for span in second if all(span[1] <= start or end <= span[0] for start, end in first)}


def ways(sentences: list[Sentence], model: LearnedModel, label: str) -> dict[str, list[tuple[Spans, Spans]]]:
    """Gold and found spans by the rules and by each way of using the model."""
    found: dict[str, list[tuple[Spans, Spans]]] = defaultdict(list)
    for each in sentences:
        found_spans = [(entity.start, entity.end, entity.label) for entity in model.tag(each.document)]
        seen = [(start, end, other) for other, spans in each.rules.items() for start, end in spans]
        kept = sensible(found_spans, seen, each.document.text)
        tagged = {(start, end) for start, end, other in kept if other == label}
        rules, gold = each.rules[label], each.gold[label]
        for way, spans in (
            ("rules", rules), (ALONE, tagged), (BEFORE, beside(tagged, rules)), (AFTER, beside(rules, tagged)),
        ):  # fmt: skip
            found[way].append((gold, spans))
    return found


def f1(pairs: list[tuple[Spans, Spans]]) -> float:
    total = sum(len(gold) + len(spans) for gold, spans in pairs)
    return 2 * sum(len(gold & spans) for gold, spans in pairs) / total if total else 1.0


def table(title: str, documents: list[GoldDocument], model: LearnedModel) -> dict[str, str]:
    """Print F1 by label and way with 95 % intervals over texts, and return the best way of each label."""
    sentences, best = [sentence(document) for document in documents], {}
    print(f"{title}: {len(sentences)} texts")
    for label in sorted(label for layer in model.layers for label in layer):
        found = ways(sentences, model, label)
        shown = []
        for way, pairs in found.items():
            chance = random.Random(5)
            drawn = sorted(f1(chance.choices(pairs, k=len(pairs))) for _ in range(500))
            shown.append(f"{way} {f1(pairs):.3f} ({drawn[12]:.2f}-{drawn[487]:.2f})")
        best[label] = max(found, key=lambda way: f1(found[way]))
        print(f"  {label:10} {sum(len(gold) for gold, _ in found['rules']):4}  {'  '.join(shown)}", flush=True)
    return best


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--gold", type=Path, default=ROOT.parent / "shared" / "corpora" / "gold", metavar="DIR")
    parser.add_argument("--out", type=Path, metavar="FILE", help="write the model, with the ways that served best")
    parser.add_argument(
        "--fold", type=int, choices=(0, 1), help="leave out half of the published papers and score on it"
    )
    parser.add_argument("--labels", default=",".join(LABELS), help="what is learned")
    parser.add_argument("--use", metavar="LABEL=WAY,…", help="what of it serves papers; default: what scored best")
    parser.add_argument("--score", type=Path, metavar="FILE", help="only score this model on the invented sentences")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    labels = {label: label for label in options.labels.split(",")}
    if options.score is not None:
        table("invented sentences", [relabelled(each, labels) for each in written()], LearnedModel.load(options.score))
        return 0
    documents: list[GoldDocument] = []
    for name, mapping in OTHERS.items():
        kept = {old: new for old, new in mapping.items() if new in labels}
        if kept:  # who marks none of the labels has nothing to say of them
            documents += [relabelled(each, kept) for each in read_gold([options.gold / f"{name}.jsonl.gz"])]
    invented = [ROOT / "corpora/gold/written-sentences.jsonl.gz", ROOT / "corpora/gold/sample-sentences.jsonl.gz"]
    documents += [relabelled(replace(each, source=OWN), labels) for each in read_gold(invented)]
    papers = list(published())
    files = sorted({file for file, _ in papers})
    random.Random(4).shuffle(files)
    held = set() if options.fold is None else set(files[options.fold :: 2])
    documents += WEIGHT * [relabelled(each, labels) for file, each in papers if file not in held]
    model = LearnedModel.train(
        [replace(each, relations=()) for each in documents],
        seed=options.seed,
        progress=lambda share: print(f"{share:.0%}", file=sys.stderr, flush=True),
    )
    best = table("invented sentences", [relabelled(each, labels) for each in written()], model)
    if held:
        best = table("held-out papers", [relabelled(each, labels) for file, each in papers if file in held], model)
    if options.out is not None:
        told = dict(pair.split("=") for pair in options.use.split(",")) if options.use else best
        use = {label: way for label, way in told.items() if way != "rules"}
        card = {**model.card, "use": use, "command": f"python -m bench.product_tagger --labels {options.labels}"}
        replace(model, card=card).save(options.out)
        print(f"{options.out}: {options.out.stat().st_size / 1e6:.1f} MB, used for {use}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
