"""Text that repeats what the readers look for costs linear time in every format."""

from __future__ import annotations

import time

import pytest

from voltext.ingest.errors import ReadError
from voltext.ingest.readers import read
from voltext.ingest.source import Source

REPEATED = (
    "[",
    "`",
    "<sub>",
    "<div ",
    "![",
    "$ ",
    "**a ",
    "|",
    "^a",
    "(",
    "[1 ",
    "Smith and ",
    "1. ",
    "\\(",
    "10−",
    "cm − ",
    "\n\nA",
    "A, ",
)
WORDS = "word " * 200
FORMATS = {
    "markdown": "# T\n\nWords here.\n\n{}",
    "text": "Title here\n\nWords here and more of them.\n\n{}",
    "html": "<html><body><article><h1>T</h1><h2>Introduction</h2><p>" + WORDS + "</p><p>{}</p></article></body></html>",
    "jats": '<article dtd-version="1"><front/><body><p>x {}<xref ref-type="bibr" rid="b1">1</xref></p></body>'
    '<back><ref-list><ref id="b1"><mixed-citation>a</mixed-citation></ref></ref-list></back></article>',
}


@pytest.mark.parametrize("format", FORMATS)
def test_linear_time(format: str) -> None:
    start = time.process_time()
    for piece in REPEATED:
        repeated = piece * 5_000
        if format in ("html", "jats"):
            repeated = repeated.replace("<", "&lt;")
        try:
            read(Source("x", FORMATS[format].replace("{}", repeated).encode()))
        except ReadError as error:
            assert error.message  # noqa: PT017 - a refusal is as good as a Document here
    assert time.process_time() - start < 12


def test_spans_that_would_fill_the_memory_are_refused() -> None:
    table = '<table><tr><th rowspan="999999" colspan="999999">a</th><td>1</td></tr><tr><td>2</td></tr></table>'
    document = read(
        Source("x", FORMATS["html"].replace("{}", "x").replace("</article>", table + "</article>").encode())
    )
    (found,) = [block.table for block in document.blocks if block.table]
    assert found.n_rows == 2
    assert found.n_columns <= 1001
