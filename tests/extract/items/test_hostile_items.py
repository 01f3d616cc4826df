"""Texts made to trip the patterns of the items: they must be read in seconds."""

from __future__ import annotations

import time

import pytest

from voltext.extract.pipeline import extract_document
from voltext.ingest.readers import read
from voltext.ingest.source import Source

HOSTILE = [
    "1, " * 900 + "and 1 electrodes wt",
    "The slurry of LiFePO4, " + "10, 10 and " * 300 + "10 wt",
    "discs of 1 mm (" * 200,
    "cells (" * 300 + "were",
    "full cells " + "paired with a " * 300,
    "charged at 1C to 4.2 V and " * 120,
    "without any liquid " * 200 + "current collector",
    "graphite felts " * 250 + "electrode",
    "Li|Li|Li|" * 300 + " cells",
    "density of 9 " * 250 + "% of theoretical",
    "the efficiency over " * 250 + "climbs to 99%",
    "n = 3 cells (n = " * 250,
    "binder (" * 300,
    "(1.1 mg, " * 250,
    "45 µL of the mixture " * 150,
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_text_takes_seconds(text: str) -> None:
    paper = f"# LiFePO4 cathodes for lithium-ion batteries\n\n## Experimental\n\n{text} of the battery electrolyte\n"
    began = time.process_time()
    extract_document(read(Source("paper.md", paper.encode())))
    assert time.process_time() - began < 4
