"""Word manuscripts with what authors leave in them: tracked changes, notes, text boxes, hidden text, merged cells."""

from __future__ import annotations

import pytest

from voltext.ingest.document import Document
from voltext.ingest.errors import ReadError
from voltext.ingest.readers import read
from voltext.ingest.source import Source

from . import word
from .word import SUB, SUP, box, mark, paragraph, row, run, table

pytest.importorskip("docx")


def read_word(*blocks: str, **notes: dict[int, str]) -> Document:
    head = paragraph(run("A study of cork"), style="Title"), paragraph(run("Results"), style="Heading1")
    return read(Source("draft.docx", word.package(*head, *blocks, **notes)))


def texts(document: Document, kind: str = "paragraph") -> list[str]:
    return [block.text for block in document.blocks if block.kind == kind]


def test_a_text_box_stands_once_and_apart_from_the_text_around_it() -> None:
    document = read_word(paragraph(box("Boxed words of 5 mg."), run("Words around the box.")))
    assert texts(document) == ["Words around the box.", "Boxed words of 5 mg."]


def test_what_tracked_changes_took_away_is_left_out() -> None:
    taken = '<w:del w:id="1"><w:r><w:t>old</w:t></w:r></w:del>', f'<w:moveFrom w:id="2">{run("moved")}</w:moveFrom>'
    document = read_word(paragraph(*taken, f'<w:ins w:id="3">{run("New words stay.")}</w:ins>'))
    assert texts(document) == ["New words stay."]


def test_hidden_text_is_left_out_unless_it_is_switched_off() -> None:
    document = read_word(paragraph(run("secret", "<w:vanish/>"), run("Seen words.", '<w:vanish w:val="0"/>')))
    assert texts(document) == ["Seen words."]


def test_a_footnote_stands_behind_its_paragraph() -> None:
    document = read_word(
        paragraph(run("Cells ran."), mark("footnote", 4)), paragraph(run("More.")), footnotes={4: run("At 4 mg.")}
    )
    assert [block.text for block in document.blocks[2:]] == ["Cells ran.", "At 4 mg.", "More."]
    assert texts(document, "footnote") == ["At 4 mg."]


def test_endnotes_are_the_references_in_the_order_in_which_they_are_cited() -> None:
    document = read_word(
        paragraph(run("First"), mark("endnote", 9), run(" and second"), mark("endnote", 5), run(".")),
        endnotes={5: run("B. Author, 2020."), 9: run("A. Author, 2019.")},
    )
    assert texts(document) == ["First and second."]
    assert [(entry.id, entry.text) for entry in document.references] == [
        ("1", "A. Author, 2019."), ("2", "B. Author, 2020."),
    ]  # fmt: skip
    assert [citation.targets for citation in document.citations] == [("1",), ("2",)]


def test_numbers_that_word_counts_for_references_are_those_of_the_citations() -> None:
    entries = (paragraph(run(f"{name}. Author, J. Test 1 (2020).")) for name in "AB")
    document = read_word(
        paragraph(run("Cheap"), run("2", SUP), run(".")), paragraph(run("References"), style="Heading1"), *entries
    )
    assert [entry.id for entry in document.references] == ["1", "2"]
    assert document.citations[0].targets == ("2",)


def test_damaged_notes_are_named() -> None:
    with pytest.raises(ReadError, match="broken"):
        read_word(paragraph(run("Words."), mark("footnote", 1)), footnotes={1: "<w:r>"})


def test_names_below_the_title_are_authors_and_their_marks_no_citations() -> None:
    names = paragraph(run("Anna Weber"), run("1,2", SUP), run(" and Li Chen"), run("2", SUP))
    document = read(Source("draft.docx", word.package(paragraph(run("Cork"), style="Title"), names)))
    assert document.header.authors == ("Anna Weber", "Li Chen")
    assert document.citations == ()


def test_indices_set_by_position_and_by_a_character_style_keep_their_level() -> None:
    raised = run("-3", '<w:position w:val="6"/>')
    document = read_word(paragraph(run("It is 10"), raised, run(" S/cm of Li"), run("2", SUB), run("S.")))
    assert texts(document) == ["It is 10^-3 S/cm of Li2S."]


def test_letters_of_the_font_symbol_are_greek() -> None:
    document = read_word(paragraph(run("A foil of 5 "), run("m", '<w:rFonts w:ascii="Symbol"/>'), run("m.")))
    assert texts(document) == ["A foil of 5 μm."]


def test_a_caption_without_style_is_no_heading_of_results() -> None:
    cells = row("Sample", "Q / mAh g−1"), row("A", "310")
    document = read_word(paragraph(run("Table 1 Experimental results")), table(*cells))
    assert texts(document, "caption") == ["Table 1 Experimental results"]
    [found] = [block.table for block in document.blocks if block.table]
    assert found.caption == "Table 1 Experimental results"


def test_a_table_keeps_its_notes_its_head_and_not_its_deleted_rows() -> None:
    document = read_word(
        table(
            row(("Sample", '<w:vMerge w:val="restart"/>'), ("Q", '<w:gridSpan w:val="2"/>')),
            row(("", "<w:vMerge/>"), "0.1C", "1C"),
            row("A", "310", "250"),
            row("B", "9", "9", properties='<w:del w:id="7"/>'),
        ),
        paragraph(run("a", SUP), run(" At 25 °C.")),
        paragraph(run("Plain words.")),
    )
    [found] = [block.table for block in document.blocks if block.table]
    assert (found.header_rows, found.n_rows, found.footnotes) == (2, 3, ("^a At 25 °C.",))
    assert texts(document) == ["Plain words."]


def test_content_controls_may_hold_tables() -> None:
    inner = paragraph(run("Words.")) + table(row("A", "B"), row("1", "2"))
    document = read_word(f"<w:sdt><w:sdtContent>{inner}</w:sdtContent></w:sdt>")
    assert [block.kind for block in document.blocks[2:]] == ["paragraph", "table"]


def test_lists_of_contents_are_left_out() -> None:
    document = read_word(paragraph(run("Results 3"), style="TOC1"), paragraph(run("Words.")))
    assert [block.text for block in document.blocks[2:]] == ["Words."]
