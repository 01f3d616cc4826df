"""Headings that run into their paragraph, in italics or bold up to a stop."""

from __future__ import annotations

import pytest

from .paper import FILLER, Sheet, read, texts


def paper(sheet: Sheet, *heads: str, font: str = "Times-Italic") -> None:
    y = sheet.lines(60, 100, *FILLER, *FILLER) + 14
    for head in heads:
        x = sheet.write(60, y, head, font=font)
        sheet.write(x + 3, y, "The cells were then opened in the box of argon and washed with care.")
        y = sheet.lines(60, y + 12, *FILLER) + 14
    sheet.lines(60, y, *FILLER, *FILLER)


@pytest.mark.parametrize("font", ["Times-Italic", "Times-Bold"])
@pytest.mark.parametrize("stop", [".", ":"])
def test_headings_that_run_into_their_paragraph_are_headings(font: str, stop: str) -> None:
    heads = [f"Assembly of cells{stop}", f"Synthesis{stop}"]
    document = read(lambda sheet: paper(sheet, *heads, font=font))
    assert texts(document, "heading") == ["Assembly of cells", "Synthesis"]
    after = [block for block in document.blocks if block.text.startswith("The cells were then opened")]
    assert [block.section for block in after] == ["experimental", "experimental"]


def test_a_heading_that_takes_two_lines_is_whole() -> None:
    def draw(sheet: Sheet) -> None:
        paper(sheet, "Synthesis.")
        y = 400.0
        sheet.write(
            60, y, "Assembly of the cells with coated cathodes and with bare ones under argon", font="Times-Italic"
        )
        x = sheet.write(60, y + 12, "in a box of gloves.", font="Times-Italic")
        sheet.write(x + 3, y + 12, "The cells were then opened in the box of argon.")
        sheet.lines(60, y + 24, *FILLER)

    found = texts(read(draw), "heading")
    assert "Assembly of the cells with coated cathodes and with bare ones under argon in a box of gloves" in found


def test_a_bold_heading_may_be_set_apart_by_a_wide_space() -> None:
    def draw(sheet: Sheet) -> None:
        y = sheet.lines(60, 100, *FILLER, *FILLER) + 14
        for head in ("Assembly of cells", "Synthesis"):
            x = sheet.write(60, y, head, font="Times-Bold")
            sheet.write(x + 9, y, "The cells were then opened in the box of argon and washed with care.")
            y = sheet.lines(60, y + 12, *FILLER) + 14

    assert texts(read(draw), "heading") == ["Assembly of cells", "Synthesis"]


def test_one_word_in_italics_is_no_heading() -> None:
    document = read(lambda sheet: paper(sheet, "Nota bene."))
    assert texts(document, "heading") == []


def test_a_word_in_italics_that_ends_no_sentence_is_no_heading() -> None:
    document = read(lambda sheet: paper(sheet, "Ex situ", "In operando"))
    assert texts(document, "heading") == []


@pytest.mark.parametrize("panel", ["a) Foil.", "a–d) Maps.", "A) Foil."])
def test_a_caption_may_begin_with_its_first_panel(panel: str) -> None:
    def draw(sheet: Sheet) -> None:
        y = sheet.lines(60, 100, *FILLER, *FILLER) + 30
        y = sheet.lines(60, y, f"Figure 1: {panel} b) The cell that was made of it.") + 30
        sheet.lines(60, y, *FILLER, *FILLER)

    assert texts(read(draw), "caption") == [f"Figure 1: {panel} b) The cell that was made of it."]


def test_a_caption_is_joined_to_its_name_over_a_wide_space() -> None:
    def draw(sheet: Sheet) -> None:
        y = sheet.lines(60, 100, *FILLER, *FILLER) + 30
        x = sheet.write(60, y, "Fig. 1.", size=8)
        sheet.write(x + 16, y, "A drawer of cells that were opened in the box of argon.", size=8)
        sheet.lines(60, y + 40, *FILLER, *FILLER)

    assert texts(read(draw), "caption") == ["Fig. 1. A drawer of cells that were opened in the box of argon."]


@pytest.mark.parametrize(
    ("line", "heading"), [("4.1. Experimental setup", True), ("4.1 V was held for an hour.", False)]
)
def test_a_line_of_its_own_with_a_number_of_two_levels_is_a_heading(line: str, heading: bool) -> None:
    def draw(sheet: Sheet) -> None:
        y = sheet.lines(60, 100, *FILLER, *FILLER) + 14
        y = sheet.lines(60, y, line) + 10
        sheet.lines(60, y, *FILLER, *FILLER)

    assert (line in texts(read(draw), "heading")) is heading
