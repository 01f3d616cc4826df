"""Files of every format, damaged within their own grammar: a Document whose laws hold, or a refusal in known words.

The same damage, for hours and with an eye on what code it reaches: ``make fuzz``.
"""

from __future__ import annotations

import time
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ..damage import mutated
from ..laws import read_lawfully
from ..made import printed, word_file

PAGES = Path(__file__).parent / "pages"
SAMPLE = Path(__file__).resolve().parents[2] / "corpora" / "sample"
TEXTS = (
    "The discharge capacity was 150, 140 and 120 mAh g^-1 at 0.1, 1 and 5C, respectively (1.2 ± 0.1 mg cm^-2).",
    "LLZTO-50 (Li6.5La3Zr1.5Ta0.5O12) was milled at 400 rpm for 12 h and sintered at 1150 °C in air [1].",
)
PLAIN, PACKED = printed(TEXTS)
WHOLE = {
    "jats": ("xml", (PAGES / "jats.xml").read_bytes()),
    "elsevier": ("xml", (PAGES / "elsevier.xml").read_bytes()),
    "tei": ("xml", (PAGES / "grobid.tei.xml").read_bytes()),
    "html": ("xml", (PAGES / "wiley.html").read_bytes()),
    "latex": ("tex", (PAGES / "manuscript.tex").read_bytes()),
    "markdown": ("lines", (SAMPLE / "graphite-fast-charge.md").read_bytes()),
    "text": ("lines", (SAMPLE / "lagp-glass.txt").read_bytes()),
    "docx": ("docx", word_file(TEXTS)),
    "pdf": ("pdf", PLAIN),
    "packed pdf": ("pdf", PACKED),
}


@pytest.mark.parametrize("name", WHOLE)
def test_the_whole_file_is_read(name: str) -> None:
    assert read_lawfully(WHOLE[name][1]) is not None


@pytest.mark.parametrize("name", WHOLE)
@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_damage_within_the_grammar(name: str, seed: int) -> None:
    kind, whole = WHOLE[name]
    began = time.process_time()
    read_lawfully(mutated(whole, kind, Random(seed), largest=200_000))
    assert time.process_time() - began < 10


@pytest.mark.corpora
@pytest.mark.parametrize(
    ("folder", "kind"), [("jats", "xml"), ("elsevier_xml", "xml"), ("html", "xml"), ("txt", "lines"), ("pdf", "pdf")]
)
def test_real_papers_damaged_within_their_grammar(shared: Path, folder: str, kind: str) -> None:
    chance = Random(folder)
    papers = [path for path in sorted((shared / "papers" / folder).iterdir()) if path.stat().st_size < 300_000]
    for path in chance.sample(papers, min(4, len(papers))):
        began = time.process_time()
        read_lawfully(mutated(path.read_bytes(), kind, chance, largest=400_000))
        assert time.process_time() - began < 20, path
