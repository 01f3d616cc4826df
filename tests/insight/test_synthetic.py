"""Generated papers: what was planted in them is what the audit finds."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import pytest

from voltext.extract.pipeline import extract_document
from voltext.ingest.readers import read
from voltext.ingest.source import Source
from voltext.insight.checklist import full_checklist
from voltext.insight.coverage import Paper, coverage

sys.path.append(str(Path(__file__).resolve().parents[2]))
synthetic = pytest.importorskip("bench.synthetic", reason="the generator stands in a checkout only")


def test_planted_rates_come_back_within_their_intervals() -> None:
    papers = []
    stated = dict.fromkeys(synthetic.KEYS, 0)
    for paper in synthetic.literature(60, seed=3):
        extraction = extract_document(read(Source(f"{paper.name}.md", paper.text.encode())))
        papers.append(Paper(extraction.document, extraction.items))
        for key in paper.reported:
            stated[key] += 1
    shares = {share.key: share for share in coverage(papers, full_checklist())}
    for key, count in stated.items():
        assert shares[key].low <= count / 60 <= shares[key].high, key


def test_the_same_seed_gives_the_same_literature() -> None:
    first, second = ([paper.text for paper in synthetic.literature(5, seed=9)] for _ in range(2))
    assert first == second


def test_ethers_take_over_in_the_year_of_the_shift() -> None:
    chance = random.Random(1)
    shares = {
        year: sum(synthetic.solvent_of("li_air", year, chance) in synthetic.ETHERS for _ in range(400)) / 400
        for year in (synthetic.SHIFT - 1, synthetic.SHIFT)
    }
    assert shares[synthetic.SHIFT - 1] < 0.2
    assert shares[synthetic.SHIFT] > 0.8
