"""Hostile XML and HTML cost nothing and reveal nothing; broken XML yields its text with a warning."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from voltext.ingest.errors import ReadError
from voltext.ingest.readers import read
from voltext.ingest.source import Source

ARTICLE = (
    '<article article-type="research-article"><front><article-meta><title-group>'
    "<article-title>T</article-title></title-group></article-meta></front><body><p>{}</p></body></article>"
)


def text_of(data: str | bytes) -> str:
    return read(Source("x.xml", data.encode() if isinstance(data, str) else data)).text


def test_an_external_entity_is_not_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret words")
    document = read(
        Source(
            "x.xml",
            (
                f'<!DOCTYPE article [<!ENTITY x SYSTEM "{secret.as_uri()}">]>' + ARTICLE.format("Before &x; after.")
            ).encode(),
        )
    )
    assert "secret" not in document.text
    assert "Before" in document.text
    assert "after." in document.text
    assert "entity_skipped" in {warning.code for warning in document.header.warnings}


def test_an_external_dtd_is_not_fetched(tmp_path: Path) -> None:
    dtd = tmp_path / "evil.dtd"
    dtd.write_text('<!ENTITY x "injected">')
    assert "injected" not in text_of(
        f'<!DOCTYPE article SYSTEM "{dtd.as_uri()}">' + ARTICLE.format("Plain text &amp; more.")
    )


def test_an_entity_bomb_does_not_go_off() -> None:
    entities = '<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 10))
    start = time.process_time()
    text = text_of(f"<!DOCTYPE article [{entities}]>" + ARTICLE.format("Quiet &a9; here."))
    assert time.process_time() - start < 2
    assert len(text) < 200


@pytest.mark.parametrize("depth", [300, 5000])
def test_deep_nesting_is_refused_with_a_plain_sentence(depth: int) -> None:
    with pytest.raises(ReadError) as caught:
        text_of(ARTICLE.format("<italic>" * depth + "x" + "</italic>" * depth))
    assert caught.value.reason in ("limit_size", "malformed")
    assert caught.value.message.endswith(".")


def test_deep_html_is_refused_with_a_plain_sentence() -> None:
    page = (
        "<html><body><article><h1>T</h1>"
        + "<div>" * 3000
        + "<p>"
        + "word " * 200
        + "</p>"
        + "</div>" * 3000
        + "</article></body></html>"
    )
    with pytest.raises(ReadError) as caught:
        read(Source("x.html", page.encode()))
    assert caught.value.reason == "limit_size"


def test_named_entities_of_html_become_characters() -> None:
    assert "5 μm at 25 °C" in text_of(ARTICLE.format("It is 5 &mu;m at 25 &deg;C."))


@pytest.mark.parametrize("broken", ["It is <italic>open and 5 < 6 kept.", "It is a & b kept."])
def test_broken_xml_yields_its_text_with_a_warning(broken: str) -> None:
    document = read(Source("x.xml", ARTICLE.format(broken).encode()))
    assert "It is" in document.text
    assert "kept" in document.text
    assert "xml_recovered" in {warning.code for warning in document.header.warnings}


def test_truncated_xml_yields_what_is_there() -> None:
    whole = ARTICLE.format("First part of the text.</p><p>Second part of the text that is cut")
    document = read(Source("x.xml", whole[: whole.index(" is cut")].encode()))
    assert "First part" in document.text
    assert "xml_recovered" in {warning.code for warning in document.header.warnings}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "latin-1"])
def test_encodings(encoding: str) -> None:
    declared = {"utf-8-sig": "utf-8"}.get(encoding, encoding)
    data = (f'<?xml version="1.0" encoding="{declared}"?>' + ARTICLE.format("Müller at 25 °C")).encode(encoding)
    assert "Müller at 25 °C" in text_of(data)


def test_a_wrong_declaration_is_survived() -> None:
    data = ('<?xml version="1.0" encoding="utf-8"?>' + ARTICLE.format("Müller and more text")).encode("latin-1")
    assert "ller and more text" in text_of(data)


@pytest.mark.corpora
@pytest.mark.parametrize(
    ("name", "warned", "words"),
    [("malformed_jats_PMC10853552.xml", False, 4000), ("truncated_jats_70pct.xml", True, 3000)],
)
def test_awkward_papers_give_their_text(shared: Path, name: str, warned: bool, words: int) -> None:
    document = read(Source.from_path(shared / "papers" / "awkward" / name))
    assert len(document.text.split()) > words
    assert ("xml_recovered" in {warning.code for warning in document.header.warnings}) is warned
    assert any(block.section == "experimental" for block in document.blocks)


@pytest.mark.corpora
def test_an_empty_file_says_so(shared: Path) -> None:
    with pytest.raises(ReadError) as caught:
        read(Source.from_path(shared / "papers" / "awkward" / "empty_0bytes.xml"))
    assert caught.value.reason == "empty"
