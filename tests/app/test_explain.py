"""Explain: the paper with its mentions, its records and the rule behind each."""

from __future__ import annotations

from voltext.app.explain import explain_lines, explain_page
from voltext.extract.data import extract_vocabulary
from voltext.extract.extraction import Extraction
from voltext.extract.pipeline import extract_document
from voltext.ingest.document import DocumentBuilder, Header


def extraction() -> Extraction:
    builder = DocumentBuilder()
    builder.add("title", "A <b>paper</b> on LiFePO4")
    builder.add("paragraph", "LiFePO4 delivers 150 mAh g^-1 at 1C & more.", section="results")
    return extract_document(builder.build(Header("0" * 16, "test", "0" * 64, "text", "test", title="A <b>paper</b>")))


def test_every_rule_that_can_find_a_record_is_explained() -> None:
    rules = extract_vocabulary("rules")
    assert all(term.definition for term in rules.values())
    assert all(record.rule in rules for record in extraction().records)


def test_the_terminal_shows_text_record_and_rule() -> None:
    text = "\n".join(line.plain for line in explain_lines(extraction()))
    assert "LiFePO4 delivers 150 mAh g^-1" in text
    assert "capacity of LiFePO4: 150 mAh g^-1 (rate 1C), own" in text
    assert "unit: No property is named beside the value" in text


def test_the_page_needs_nothing_else_and_escapes_the_paper() -> None:
    page = explain_page(extraction())
    assert page.startswith("<!doctype html>")
    assert "<b>paper</b>" not in page
    assert "&lt;b&gt;paper" in page
    assert "http" not in page
    assert '<mark class="quantity"' in page


def test_a_record_says_where_else_it_stands() -> None:
    builder = DocumentBuilder()
    builder.add("paragraph", "LiFePO4 delivers a discharge capacity of 150 mAh g^-1 at 1C.", section="abstract")
    builder.add("paragraph", "LiFePO4 has a discharge capacity of 150 mAh g^-1 at 1C.", section="conclusions")
    twice = extract_document(builder.build(Header("0" * 16, "test", "0" * 64, "text", "test")))
    assert "Also said in: conclusions" in "\n".join(line.plain for line in explain_lines(twice))
    assert "Also said in: abstract" in explain_page(twice)


def test_lines_of_records_fit_the_terminal() -> None:
    shown = [line.plain for line in explain_lines(extraction(), width=60)]
    assert all(len(part) <= 60 for text in shown if text.startswith("  > ") for part in text.splitlines())
