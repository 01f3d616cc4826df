"""Retrieval on sixty judged questions: search by words, by vectors, by both, and by records, side by side.

    python -m bench.evaluate_search [--kb DIR] [--pool FILE] [--per-question]

Without --kb the shared papers are built and coded in a scratch folder (minutes). What is found is a passage: a record
stands for the passage that it was read in. The judgements (corpora/standoff/search, stand-off) were made on the pool of
the first ten of all four systems, shuffled, without saying which had found what; what nobody judged counts as no
answer. --pool writes such a pool, with words, for judging.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from math import log2
from pathlib import Path
from statistics import mean

from voltext.app.coding import code_kb
from voltext.app.pipeline import build
from voltext.app.projection import current_index
from voltext.extract.extraction import Extraction
from voltext.extract.learned.encoder import Encoder
from voltext.kb.sqlite import SqliteStore
from voltext.search.answer import answer
from voltext.search.index import Index

from .standoff import PAPERS, ROOT, Text, digest

GOLD = ROOT / "corpora" / "standoff" / "search"
SYSTEMS = ("words", "vectors", "hybrid", "records")
TOP = 10
ROUNDS, SEED = 2000, 7
Place = tuple[str, str]  # document, block
Finder = Callable[[str], list[Place]]


def finders(index: Index) -> dict[str, Finder]:
    """The four systems. Each gives the passages that it finds, best first."""
    encoder = Encoder()

    def passages(ranking: str) -> Finder:
        def find(question: str) -> list[Place]:
            found = answer(index, question, limit=1, passages=TOP, codes=encoder, ranking=ranking).passages
            return [(passage.paper.id, passage.block) for passage in found]

        return find

    def records(question: str) -> list[Place]:
        found = answer(index, question, limit=10 * TOP, passages=0, codes=encoder).records
        places = [(record.paper.id, record.evidence[0].block) for record in found if record.paper and record.evidence]
        return list(dict.fromkeys(places))[:TOP]

    return {
        "words": passages("words"),
        "vectors": passages("vectors"),
        "hybrid": passages("hybrid"),
        "records": records,
    }


def extractions(kb: Path) -> Iterator[Extraction]:
    with closing(SqliteStore.open(kb)) as store:
        for header in store.headers():
            entry = store.get(header.id)
            if entry is not None:
                yield entry.extraction()


def rows(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def judged(kb: Path) -> dict[str, dict[Place, int]]:
    """The grades of each question, by the passages in which the judged words stand now."""
    by_paper: dict[str, list[dict[str, str]]] = {}
    for row in rows(GOLD / "judgements.jsonl"):
        by_paper.setdefault(str(row["sha256"]), []).append(row)
    grades: dict[str, dict[Place, int]] = {}
    lost = 0
    for extraction in extractions(kb):
        text = None
        for row in by_paper.pop(extraction.document.sha256, ()):
            text = text or Text("\n\n".join(block.text for block in extraction.blocks))
            place = text.place(row)
            block = place and next((each for each in extraction.blocks if each.start <= place[0] < each.end), None)
            if not block:
                lost += 1
                continue
            of_question = grades.setdefault(str(row["question"]), {})
            key = (extraction.document.id, block.id)
            of_question[key] = max(int(row["grade"]), of_question.get(key, 0))
    lost += sum(map(len, by_paper.values()))
    if lost:
        print(f"{lost} judgements were not found again", file=sys.stderr)
    return grades


def gain(grades: list[int]) -> float:
    return sum((2**grade - 1) / log2(place + 2) for place, grade in enumerate(grades[:TOP]))


def scored(found: list[Place], grades: dict[Place, int]) -> tuple[float, float, float]:
    """nDCG@10, success@3 (a grade of 2 or 3 among the first three), the share of the ten that nobody judged."""
    best = gain(sorted(grades.values(), reverse=True))
    ten = [grades.get(place, 0) for place in found[:TOP]]
    unjudged = sum(place not in grades for place in found[:TOP]) / TOP
    return gain(ten) / best if best else 0.0, float(any(grade >= 2 for grade in ten[:3])), unjudged


def interval(values: list[float]) -> tuple[float, float]:
    """The middle 95 % of the means of ROUNDS draws of the questions with replacement."""
    chance = random.Random(SEED)
    means = sorted(mean(chance.choices(values, k=len(values))) for _ in range(ROUNDS))
    return means[ROUNDS // 40], means[-ROUNDS // 40]


def evaluate(kb: Path, *, per_question: bool) -> None:
    questions = {row["id"]: row["question"] for row in rows(GOLD / "questions.jsonl")}
    grades = {id: each for id, each in judged(kb).items() if max(each.values(), default=0) > 0}
    with current_index(kb) as index:
        systems = finders(index)
        results = {
            name: {id: scored(find(questions[id]), grades[id]) for id in grades} for name, find in systems.items()
        }
    print(f"{len(grades)} of {len(questions)} questions have an answer in these papers")
    print(f"{'system':8}  nDCG@10               success@3             unjudged")
    for name, found in results.items():
        cells = []
        for measure in (0, 1):
            values = [each[measure] for each in found.values()]
            low, high = interval(values)
            cells.append(f"{mean(values):.3f} ({low:.3f}-{high:.3f})")
        unjudged = mean(each[2] for each in found.values())
        print(f"{name:8}  {cells[0]:20}  {cells[1]:20}  {unjudged:.3f}")
    for measure, says in ((0, "nDCG@10"), (1, "success@3")):
        ahead = [results["hybrid"][id][measure] - results["words"][id][measure] for id in grades]
        low, high = interval(ahead)
        print(f"hybrid ahead of words in {says}: {mean(ahead):+.3f} ({low:+.3f} to {high:+.3f})")
    if per_question:
        for id in grades:
            print(id, *(f"{results[name][id][0]:.2f}" for name in SYSTEMS), questions[id])


def pool(kb: Path, path: Path) -> None:
    """Write what the four systems find among their first ten, shuffled, with its words."""
    texts = {each.document.id: each for each in extractions(kb)}
    chance = random.Random(SEED)
    with current_index(kb) as index, path.open("w", encoding="utf-8") as out:
        systems = finders(index)
        for row in rows(GOLD / "questions.jsonl"):
            places = sorted({place for find in systems.values() for place in find(row["question"])})
            chance.shuffle(places)
            for document, block_id in places:
                extraction = texts[document]
                block = next(each for each in extraction.blocks if each.id == block_id)
                words = " ".join(block.text.split())
                out.write(
                    json.dumps({
                        "question": row["id"], "doi": extraction.document.doi, "sha256": extraction.document.sha256,
                        "start": block.start, "end": block.end, "length": len(words), "sha1": digest(words),
                        "grade": None, "asked": row["question"], "words": words,
                    }, ensure_ascii=False) + "\n"
                )  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kb", type=Path)
    parser.add_argument("--pool", type=Path)
    parser.add_argument("--per-question", action="store_true")
    asked = parser.parse_args()
    if not PAPERS.is_dir():
        print("skipped: the shared papers are not there")
        return
    with tempfile.TemporaryDirectory() as folder:
        kb = asked.kb or Path(folder) / "papers.kb"
        if asked.kb is None:
            build([PAPERS], kb)
            code_kb(kb)
        if asked.pool:
            pool(kb, asked.pool)
        else:
            evaluate(kb, per_question=asked.per_question)


if __name__ == "__main__":
    main()
