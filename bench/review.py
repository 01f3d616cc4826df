"""How well reviews group papers and choose sentences: planted groups, and the papers' own conclusions.

    python -m bench.review [PAPERS]

Planted groups: papers made of words and references of their group, of their neighbours and of all, at several noises.
Choice: for the papers of PAPERS (a folder) that have conclusions, the sentences chosen for each group, conclusions left
out, are compared with the conclusions of its papers (ROUGE-1, ROUGE-2 and ROUGE-L F1; Lin 2004), beside the first
sentences of the abstracts and random sentences of as many words.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path
from statistics import mean

import voltext
from voltext.ingest.document import Header
from voltext.ingest.errors import VoltextError
from voltext.insight.embeddings.words import tokens
from voltext.insight.review.choosing import chosen
from voltext.insight.review.grouping import grouping
from voltext.insight.review.source import Source
from voltext.insight.review.statement import Statement

PAPERS = Path(__file__).resolve().parents[2] / "shared" / "corpora" / "papers"
_CHOSEN = 8


def planted(groups: int, each: int, noise: float, seed: int) -> tuple[list[Source], list[int]]:
    """``each`` papers of every group with the groups they were made from; ``noise`` is the share of foreign words."""
    chance = random.Random(seed)
    common = [f"common{number}" for number in range(400)]
    words = [[f"word{group}x{number}" for number in range(60)] for group in range(groups)]
    works = [[f"work{group}x{number}" for number in range(40)] for group in range(groups)]
    sources, truth = [], []
    for number in range(groups * each):
        group = number % groups
        own = chance.choices(words[group], k=int(120 * (1 - noise)))
        foreign = chance.choices([word for others in words for word in others] + common, k=int(120 * noise) + 60)
        cites = chance.sample(works[group], 8) + [chance.choice(works[chance.randrange(groups)]) for _ in range(8)]
        header = Header(f"{number:016x}", f"{number}.txt", "0" * 64, "text", "text", year=2000 + number % 20)
        sources.append(Source(header, (), Counter(own + foreign), frozenset(cites), frozenset()))
        truth.append(group)
    return sources, truth


def recovered(groups: int, each: int, noise: float, seed: int) -> tuple[float, int]:
    """The adjusted Rand index of the groups that are found with those planted, and how many are found."""
    from sklearn.metrics import adjusted_rand_score

    sources, truth = planted(groups, each, noise, seed)
    found = grouping(sources, seed=seed)
    return float(adjusted_rand_score(truth, found.labels)), found.number


def rouge(candidate: list[str], reference: list[str], size: int) -> float:
    """ROUGE-N F1 of tokens, N = ``size``; with ``size`` 0 ROUGE-L, by the longest common subsequence."""
    if size == 0:
        return _f1(_common(candidate, reference), len(candidate), len(reference))
    one, other = (
        Counter(tuple(words[at : at + size]) for at in range(len(words) - size + 1)) for words in (candidate, reference)
    )
    return _f1((one & other).total(), one.total(), other.total())


def _f1(shared: int, mine: int, theirs: int) -> float:
    return 2 * shared / (mine + theirs) if mine + theirs else 0.0


def _common(one: list[str], other: list[str]) -> int:
    row = [0] * (len(other) + 1)
    for word in one:
        before = 0
        for place, each in enumerate(other, 1):
            before, row[place] = row[place], before + 1 if word == each else max(row[place], row[place - 1])
    return row[-1]


def choices(sources: list[Source], seed: int = 0) -> dict[str, tuple[float, float, float]]:
    """Mean ROUGE-1, -2 and -L over the groups of ``sources``, by way of choosing."""
    found = grouping(sources, seed=seed)
    chance = random.Random(seed)
    scores: dict[str, list[tuple[float, ...]]] = {"review": [], "lead": [], "random": []}
    for group in sorted(set(found.labels)):
        members = [source for source, own in zip(sources, found.labels, strict=True) if own == group]
        statements = [each for source in members for each in source.statements]
        conclusions = [word for each in statements if each.section == "conclusions" for word in tokens(each.text)]
        rest = [each for each in statements if each.section != "conclusions"]
        picked = chosen(rest, _CHOSEN)
        budget = sum(len(tokens(each.text)) for each in picked)
        lead = [
            each for turn in range(3) for source in members for each in _of(source, "abstract")[turn : turn + 1]
        ]  # the first sentence of every paper, then the second ones, then the third
        shuffled = rest[:]
        for name, ways in (("review", [picked]), ("lead", [lead]), ("random", _shuffles(shuffled, chance))):
            for way in ways:
                words = [word for each in way for word in tokens(each.text)][:budget]
                scores[name].append(tuple(rouge(words, conclusions, size) for size in (1, 2, 0)))
    return {name: _means(found) for name, found in scores.items()}


def _means(rows: list[tuple[float, ...]]) -> tuple[float, float, float]:
    first, second, longest = (mean(row[place] for row in rows) for place in range(3))
    return first, second, longest


def _shuffles(statements: list[Statement], chance: random.Random) -> list[list[Statement]]:
    return [chance.sample(statements, len(statements)) for _ in range(20)]


def _of(source: Source, section: str) -> list[Statement]:
    return [each for each in source.statements if each.section == section]


def papers_of(folder: Path) -> list[Source]:
    """The papers of a folder that have an abstract and conclusions, one of each work."""
    found: dict[str, Source] = {}
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() not in (".xml", ".pdf", ".html") or "awkward" in path.parts:
            continue
        try:
            source = Source.of(voltext.extract(path))
        except VoltextError:
            continue
        sections = Counter(each.section for each in source.statements)
        if sections["abstract"] and sections["conclusions"] >= 2:
            found.setdefault(source.header.doi or source.id, replace(source))
    return list(found.values())


def main() -> None:
    """Print both measurements."""
    print("groups  each  noise   adjusted Rand index (5 seeds)   groups found")
    for groups, each in ((3, 8), (5, 12), (7, 20)):
        for noise in (0.3, 0.5, 0.7):
            runs = [recovered(groups, each, noise, seed) for seed in range(5)]
            print(f"{groups:6}{each:6}{noise:7}   {mean(run[0] for run in runs):.3f} "
                  f"({min(run[0] for run in runs):.3f}-{max(run[0] for run in runs):.3f})"
                  f"{'':18}{[run[1] for run in runs]}")  # fmt: skip
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else PAPERS
    if not folder.is_dir():
        print(f"{folder} is not there: sentences are not compared with conclusions")
        return
    sources = papers_of(folder)
    print(f"{len(sources)} papers with conclusions; ROUGE-1, ROUGE-2, ROUGE-L")
    for name, found in choices(sources).items():
        print(f"{name:8}" + "".join(f"{each:8.3f}" for each in found))


if __name__ == "__main__":
    main()
