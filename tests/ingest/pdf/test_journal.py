"""The journal of a PDF: running lines with strokes and the file's own metadata, as publishers write them."""

from __future__ import annotations

import time
from types import SimpleNamespace
from typing import Any, cast

import pytest

from voltext.ingest.pdf.front import front_of


def journal(line: str = "", subject: str = "") -> str | None:
    edges = cast("Any", [SimpleNamespace(text=line)] if line else [])
    return front_of([], edges, {"Subject": subject}).journal


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("DRAWER REPORTS | 7 : 1234 | DOI: 10.5555/drawer.1 1", "Drawer Reports"),
        (
            "JOURNAL OF THE DRAWER | (2021) 12:345 | https://doi.org/10.5555/x | www.example.org",
            "Journal of the Drawer",
        ),
        ("Frontiers in Drawers | www.example.org 1 March 2021 | Volume 9 | Article 12", "Frontiers in Drawers"),
        ("Results | Discussion", None),
        ("Published | 2021 | Vol. 3", None),
        ("Ada Cell | Bo Pouch | Cy Linder", None),
    ],
)
def test_a_running_line_with_strokes_names_the_journal(line: str, name: str | None) -> None:
    assert journal(line) == name


@pytest.mark.parametrize(
    ("subject", "name"),
    [
        ("Drawer Science (2022), 13, 4740-4752, doi:10.5555/D2DR00291D", "Drawer Science"),
        ("Cells slept in drawers for years, in 2020, and woke up well.", None),
        ("", None),
    ],
)
def test_the_subject_of_the_file_names_it(subject: str, name: str | None) -> None:
    assert journal(subject=subject) == name


@pytest.mark.parametrize("unit", ["A", "Aa ", "Aa|", "A, ", "Doi 2020 ", "A (2020), "])
def test_no_line_takes_long(unit: str) -> None:
    line = unit * 20_000
    began = time.process_time()
    journal(line[:190])
    journal(subject=line)
    assert time.process_time() - began < 0.5
