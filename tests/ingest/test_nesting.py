"""Files that nest or repeat without end are refused in words, in bounded time."""

from __future__ import annotations

import time

import pytest

from voltext.ingest.bibliography import entries_of
from voltext.ingest.errors import ReadError
from voltext.ingest.readers import read
from voltext.ingest.source import Source

from ..laws import read_lawfully
from ..made import word_file

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


@pytest.mark.parametrize(("place", "value"), [(6, 99), (8, 1), (10, 77)])
def test_a_word_file_that_is_locked_or_of_an_unknown_make_is_refused(place: int, value: int) -> None:
    data = bytearray(word_file([WORDS]))
    at = 0
    while (at := data.find(b"PK\x01\x02", at)) >= 0:
        data[at + place] = value
        at += 4
    assert read_lawfully(bytes(data)) is None


def test_values_that_are_never_closed_cost_linear_time() -> None:
    began = time.process_time()
    assert entries_of(b"@article{a, title = {never closed, author = {Doe, J.}, y" * 10_000)
    assert time.process_time() - began < 20


def test_an_honest_source_stays_far_from_that_limit() -> None:
    rows = r"\multirow{2}{*}{A} & \multicolumn{2}{c}{$1.2^{3}$} & \SI{5}{\mA} \\ " * 300
    body = r"\section{Results}" + WORDS + r"\begin{tabular}{llll}" + rows + r"\end{tabular}"
    assert read_lawfully((LATEX % body).encode()) is not None
