"""Formats are told from bytes; what is no paper is refused with a reason and a plain sentence."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from voltext.ingest.errors import ReadError
from voltext.ingest.readers import READERS, read
from voltext.ingest.sniff import sniff
from voltext.ingest.source import Limits, Source


def packed(*names: str) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name in names:
            package.writestr(name, "x")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "format"),
    [
        (b"%PDF-1.7\n...", "pdf"),
        (b"junk before\n%PDF-1.4", "pdf"),
        (
            b'<?xml version="1.0"?><!-- c --><!DOCTYPE article PUBLIC "-//NLM//DTD JATS"><article><front/></article>',
            "jats",
        ),
        (b'<article article-type="x"><front></front></article>', "jats"),
        (b"<response><records><article dtd-version='1.2'/></records></response>", "jats"),
        (b'<full-text-retrieval-response xmlns="x"/>', "elsevier"),
        (b'<xocs:doc xmlns:xocs="http://www.elsevier.com/xml/xocs/dtd"/>', "elsevier"),
        (b'<TEI xmlns="http://www.tei-c.org/ns/1.0"/>', "tei"),
        (b"<!DOCTYPE html><html></html>", "html"),
        (b'<div class="page-body"><p>x</p></div>', "html"),
        (b"<article><h1>x</h1><p>y</p></article>", "html"),
        ("<html><p>ü</p></html>".encode("utf-16"), "html"),
        (b"\xef\xbb\xbf<html></html>", "html"),
        (b"% comment\n\\documentclass{article}\n\\begin{document}", "latex"),
        (b"# Title\n\nWords.\n", "markdown"),
        (b"Title\n\nWords and words.\n", "text"),
        ("Schlüssel °C μm".encode("latin-1", "replace"), "text"),
        (packed("[Content_Types].xml", "word/document.xml"), "docx"),
    ],
)
def test_formats(data: bytes, format: str) -> None:
    assert sniff(data) == format


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"  \n\t\x00", "empty"),
        (b"\xef\xbb\xbf \n", "empty"),
        (b"\x89PNG\r\n\x1a\n", "unsupported"),
        (b"\xff\xd8\xff\xe0", "unsupported"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "unsupported"),
        (b"{\\rtf1 text}", "unsupported"),
        (packed("xl/workbook.xml"), "unsupported"),
        (packed("other.bin"), "unsupported"),
        (packed("word/document.xml")[:40], "truncated"),
        (b'<?xml version="1.0"?><gpx xmlns="http://www.topografix.com/GPX/1/1"/>', "unsupported"),
        (bytes(range(256)) * 40, "not_a_document"),
        (b"@article{key, title={x}}", "not_a_document"),
        (b'{"data": [1, 2, 3]}', "not_a_document"),
        (b"<service-error/>", "not_a_document"),
    ],
)
def test_what_is_no_paper(data: bytes, reason: str) -> None:
    with pytest.raises(ReadError) as caught:
        sniff(data)
    assert caught.value.reason == reason
    assert caught.value.message[0].isupper()
    assert caught.value.message.endswith(".")


def test_a_file_over_the_limit_is_refused_before_it_is_parsed() -> None:
    with pytest.raises(ReadError) as caught:
        read(Source("x.txt", b"x" * 2_000_001), limits=Limits(file_mb=1))
    assert caught.value.reason == "limit_size"


def test_the_table_of_readers() -> None:
    assert [code for code, _, _ in READERS] == [
        "jats",
        "elsevier",
        "tei",
        "html",
        "pdf",
        "docx",
        "latex",
        "markdown",
        "text",
    ]
