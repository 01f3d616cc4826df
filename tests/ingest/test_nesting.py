"""Files that nest or repeat without end are refused in words, in bounded time."""

from __future__ import annotations

import time

import pytest

from voltext.ingest.errors import ReadError
from voltext.ingest.readers import read
from voltext.ingest.source import Source

from ..laws import read_lawfully

WORDS = "The capacity of hard carbon was 310 mAh/g after 50 cycles. " * 5
HTML = "<html><body><article><h1>T</h1><h2>Results</h2><p>%s</p></article></body></html>"
LATEX = r"\documentclass{article}\begin{document}%s" + WORDS + r"\end{document}"


def test_a_formula_nested_beyond_reason_is_a_limit_not_a_crash() -> None:
    formula = "<math>" + "<mrow>" * 250 + "<mi>x</mi>" + "</mrow>" * 250 + "</math>"
    with pytest.raises(ReadError) as refused:
        read(Source("x", (HTML % (formula + WORDS)).encode()))
    assert refused.value.reason == "limit_size"


def test_arguments_left_open_within_arguments_cost_no_exponential_time() -> None:
    began = time.process_time()
    source = LATEX % (r"\multirow{3}{{3}{*}{" * 60)
    assert read_lawfully(source.encode()) is None
    assert time.process_time() - began < 5


def test_an_honest_source_stays_far_from_that_limit() -> None:
    rows = r"\multirow{2}{*}{A} & \multicolumn{2}{c}{$1.2^{3}$} & \SI{5}{\mA} \\ " * 300
    body = r"\section{Results}" + WORDS + r"\begin{tabular}{llll}" + rows + r"\end{tabular}"
    assert read_lawfully((LATEX % body).encode()) is not None
