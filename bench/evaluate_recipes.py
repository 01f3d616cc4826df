"""Score operations, conditions and ingredients on the Olivetti syntheses: ``python bench/evaluate_recipes.py [split]``.

``--model FILE`` scores in the same way what a model learned from the corpus makes of the bare texts instead.

The corpus marks every verb of a procedure as an operation (*prepared*, *placed*, *used* too) and some articles only in
part; the rules know operations of a closed vocabulary. So operations are scored as they are, and once more on the gold
operations that begin a condition; conditions on the gold pairs of unit and operation (right: the operation that the
rules tie the quantity to overlaps the gold one; precision over the quantities that the gold marks as conditions);
precursors as sets of names of a document, the target as the first one found.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from voltext.extract.ingredients import find_precursors, find_target
from voltext.extract.learned.gold import GoldDocument, GoldEntity, GoldRelation, read_gold
from voltext.extract.learned.model import LearnedModel
from voltext.extract.operations import find_operations
from voltext.extract.pipeline import analyse
from voltext.extract.steps import owners_of
from voltext.ingest.document import Document, DocumentBuilder, Header

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT.parent / "shared" / "corpora" / "gold" / "olivetti-msp.jsonl.gz"
Tie = tuple[tuple[int, int], tuple[int, int]]


def document_of(gold: dict[str, Any]) -> tuple[Document, int]:
    """The procedure as a document of paragraphs, and where it begins in the gold text."""
    start = gold["meta"]["procedure"][0]
    builder = DocumentBuilder()
    builder.add("paragraph", gold["text"][start:], section="experimental")
    return builder.build(Header(gold["doc_id"], gold["doc_id"], gold["doc_id"], "text", "text")), start


def overlap(a: tuple[int, int], b: tuple[int, int]) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def squeezed(text: str) -> str:
    return "".join(c for c in text.lower() if c.isalnum())


def score_document(gold: dict[str, Any], counts: Counter[str], verbose: bool) -> None:
    document, shift = document_of(gold)
    analysis = analyse(document)
    entities = {e["id"]: e for e in gold["entities"]}
    spans = {i: (e["start"] - shift, e["end"] - shift) for i, e in entities.items()}
    words = {i: gold["text"][e["start"] : e["end"]] for i, e in entities.items()}
    operations = {i: spans[i] for i, e in entities.items() if e["label"] == "Operation" and spans[i][0] >= 0}
    pairs = [(r["head"], r["tail"]) for r in gold["relations"] if r["label"] == "Condition_Of"]
    pairs = [
        (a, b) for a, b in pairs if b in operations and entities[a]["label"] in ("Condition-Unit", "Condition-Misc")
    ]
    marked = [spans[i] for i, e in entities.items() if e["label"] in ("Condition-Unit", "Condition-Misc")]

    found: list[tuple[int, int]] = []
    owners: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for sentence in analysis.sentences:
        hits = find_operations(sentence.text)
        found += [(sentence.start + hit.start, sentence.start + hit.end) for hit in hits]
        quantities = analysis.quantities_in(sentence.span)
        for owner, _, quantity in owners_of(sentence.text, hits, quantities, sentence.start):
            place = (sentence.start + hits[owner].start, sentence.start + hits[owner].end)
            owners.setdefault((quantity.start, quantity.end), []).append(place)
    right = sum(any(overlap(span, f) for f in found) for span in operations.values())
    counts.update(op_gold=len(operations), op_right=right)
    counts.update(op_found=len(found), op_true=sum(any(overlap(f, s) for s in operations.values()) for f in found))
    conditioned = {b for _, b in pairs}
    counts.update(cop_gold=len(conditioned))
    counts.update(cop_right=sum(any(overlap(operations[i], f) for f in found) for i in conditioned))
    for unit, operation in pairs:
        quantity = next((q for q in owners if overlap(q, spans[unit])), None)
        hit = quantity is not None and any(overlap(place, operations[operation]) for place in owners[quantity])
        counts.update(cond_gold=1, cond_right=hit, cond_tied=quantity is not None)
        if verbose and not hit:
            a, b = sorted((spans[unit], operations[operation]))
            print(
                "  cond:", words[unit], "->", words[operation], "|", document.text[max(0, a[0] - 30) : b[1] + 40][:200]
            )
    for quantity, places in owners.items():
        for place in places if any(overlap(quantity, span) for span in marked) else ():
            tied = any(overlap(quantity, spans[u]) and overlap(place, operations[o]) for u, o in pairs)
            counts.update(tie_found=1, tie_right=tied)
            if verbose and not tied:
                print(
                    "  tie:",
                    document.text[slice(*quantity)],
                    "->",
                    document.text[slice(*place)],
                    "|",
                    document.text[max(0, min(quantity[0], place[0]) - 30) : max(quantity[1], place[1]) + 20][:180],
                )
    target = find_target(analysis, analysis.sentences)
    gold_targets = {squeezed(words[r["tail"]]) for r in gold["relations"] if r["label"] == "Recipe_Target"}
    gold_targets |= {squeezed(words[r["head"]]) for r in gold["relations"] if r["label"] == "Recipe_Target"}
    if gold_targets:
        counts.update(target_gold=1, target_found=target is not None)
        counts.update(
            target_right=target is not None
            and any(squeezed(target.text) in g or g in squeezed(target.text) for g in gold_targets if len(g) > 2)
        )
    gold_precursors = {
        squeezed(words[x])
        for r in gold["relations"]
        if r["label"] == "Recipe_Precursor"
        for x in (r["head"], r["tail"])
        if entities[x]["label"] == "Material"
    }
    mine = {squeezed(p.name) for p in find_precursors(analysis, analysis.sentences, target)}
    if gold_precursors:
        counts.update(pre_gold=len(gold_precursors), pre_found=len(mine), pre_right=len(gold_precursors & mine))
        if verbose:
            print(
                "  pre missed",
                gold_precursors - mine,
                "extra",
                mine - gold_precursors,
                "target",
                target and target.text,
            )


def score_learned(gold: dict[str, Any], bare: GoldDocument, model: LearnedModel, counts: Counter[str]) -> None:
    """Count what ``model`` finds in ``bare``, the text of ``gold``, as ``score_document`` counts the rules."""
    found = model.tag(bare)
    links = model.relations.relate(replace(bare, entities=found)) if model.relations is not None else ()
    count_learned(gold, found, links, counts)


def count_learned(
    gold: dict[str, Any], found: Sequence[GoldEntity], links: Sequence[GoldRelation], counts: Counter[str]
) -> None:
    """Count entities and links that were found in the text of ``gold``."""
    spans = {e["id"]: (e["start"], e["end"]) for e in gold["entities"]}
    labels = {e["id"]: e["label"] for e in gold["entities"]}
    mine = {e.id: e for e in found}
    operations = [span for i, span in spans.items() if labels[i] == "Operation"]
    read = [(e.start, e.end) for e in found if e.label == "Operation"]
    counts.update(op_gold=len(operations), op_right=sum(any(overlap(s, r) for r in read) for s in operations))
    counts.update(op_found=len(read), op_true=sum(any(overlap(r, s) for s in operations) for r in read))
    units = ("Condition-Unit", "Condition-Misc")
    pairs = [
        (spans[r["head"]], spans[r["tail"]])
        for r in gold["relations"]
        if r["label"] == "Condition_Of" and labels[r["head"]] in units and labels[r["tail"]] == "Operation"
    ]
    ties = [
        ((mine[x.head].start, mine[x.head].end), (mine[x.tail].start, mine[x.tail].end))
        for x in links
        if x.label == "Condition_Of"
    ]
    marked = [span for i, span in spans.items() if labels[i] in units]
    ties = [tie for tie in ties if any(overlap(tie[0], span) for span in marked)]

    def agree(a: Tie, b: Tie) -> bool:
        return overlap(a[0], b[0]) and overlap(a[1], b[1])

    counts.update(cond_gold=len(pairs), cond_right=sum(any(agree(p, t) for t in ties) for p in pairs))
    counts.update(tie_found=len(ties), tie_right=sum(any(agree(p, t) for p in pairs) for t in ties))
    conditioned = {p[1] for p in pairs}
    counts.update(cop_gold=len(conditioned), cop_right=sum(any(overlap(o, r) for r in read) for o in conditioned))
    for label, what in (("Recipe_Precursor", "pre"), ("Recipe_Target", "target")):
        wanted = {squeezed(gold["text"][slice(*spans[r["tail"]])]) for r in gold["relations"] if r["label"] == label}
        tails = sorted((mine[x.tail] for x in links if x.label == label), key=lambda e: e.start)
        names = list(dict.fromkeys(squeezed(gold["text"][e.start : e.end]) for e in tails))
        if what == "target":
            names = names[:1]
            right = sum(any(n in g or g in n for g in wanted if len(g) > 2) for n in names)
        else:
            right = len(wanted & set(names))
        if wanted:
            counts.update({f"{what}_gold": len(wanted) if what == "pre" else 1, f"{what}_found": len(names)})
            counts.update({f"{what}_right": right})


def ratio(a: int, b: int) -> float:
    return a / b if b else 0.0


def main(split: str, verbose: bool, model: LearnedModel | None) -> None:
    counts: Counter[str] = Counter()
    with gzip.open(CORPUS, "rt", encoding="utf-8") as lines:
        documents = [json.loads(line) for line in lines]
    bare = {each.doc_id: replace(each, entities=(), relations=()) for each in read_gold([CORPUS])}
    for gold in documents:
        if gold["split"] == split or split == "all":
            if verbose:
                print(gold["doc_id"])
            if model is None:
                score_document(gold, counts, verbose)
            else:
                score_learned(gold, bare[gold["doc_id"]], model, counts)
    shown(counts)


def shown(c: Counter[str]) -> None:
    """Print the scores."""
    for name, right, found, true, total in (
        ("operations", c["op_right"], c["op_found"], c["op_true"], c["op_gold"]),
        ("conditions tied", c["cond_right"], c["tie_found"], c["tie_right"], c["cond_gold"]),
        ("precursors", c["pre_right"], c["pre_found"], c["pre_right"], c["pre_gold"]),
        ("targets", c["target_right"], c["target_found"], c["target_right"], c["target_gold"]),
    ):
        p, r = ratio(true, found), ratio(right, total)
        f1 = ratio(2 * p * r, p + r) if p + r else 0.0
        print(f"{name:18s} precision {p:.3f}  recall {r:.3f}  F1 {f1:.3f}  ({total} gold)")
    print(f"operations with conditions found {ratio(c['cop_right'], c['cop_gold']):.3f} ({c['cop_gold']} gold)")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("split", nargs="?", choices=("train", "dev", "all"), default="dev")
    parser.add_argument("-v", dest="verbose", action="store_true", help="print what differs")
    parser.add_argument("--model", type=Path, metavar="FILE", help="a learned model instead of the rules")
    options = parser.parse_args()
    main(options.split, options.verbose, LearnedModel.load(options.model) if options.model else None)
