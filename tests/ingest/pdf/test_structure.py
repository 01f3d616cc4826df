"""Laws of the blocks that a PDF gives: headings, sections, captions, references, what the first page says."""

from __future__ import annotations

from .paper import FILLER, Sheet, read, texts


def paper(sheet: Sheet) -> None:
    sheet.write(60, 60, "Slow Ions in a Glass Made for This Test", font="Times-Bold", size=17)
    sheet.write(60, 84, "Ada Lovel, Ben T. Carver and Cleo van Dyne", size=11)
    sheet.write(60, 100, "Department of Glass, University of Somewhere; cleo@glass.example", size=8)
    sheet.write(60, 116, "https://doi.org/10.9999/glass.2021.42  © 2021 The Authors, CC BY 4.0", size=8)
    y = sheet.lines(
        60,
        140,
        "Abstract: Ions move slowly in this glass, and we say how slowly. It is of",
        "no use to anybody, but it can be measured well and often enough to tell.",
    )
    for heading in (
        "1. Introduction",
        "2. Experimental",
        "2.1. Melting",
        "3. Results and discussion",
        "4. Conclusions",
    ):
        sheet.write(60, y + 14, heading, font="Times-Bold")
        y = sheet.lines(60, y + 32, *FILLER)
    sheet.write(60, y + 20, "Figure 1. The glass in its crucible, seen from above.", size=8)
    sheet.write(60, y + 40, "References", font="Times-Bold")
    sheet.lines(
        60, y + 56,
        "[1] A. Lovel, On glass, J. Glass 1 (2001) 1–9. https://doi.org/10.9999/one",
        "[2] B. Carver, On slowness and on all that follows from it, J. Slow Sci. 2",
        "      (2002) 10–19.",
        "[3] C. van Dyne, On ions, J. Ions 3 (2003) 20–29.",
        size=8,
    )  # fmt: skip


def test_headings_open_their_sections() -> None:
    document = read(paper)
    headings = {block.text: block.section for block in document.blocks if block.kind == "heading"}
    assert headings == {
        "1. Introduction": "introduction",
        "2. Experimental": "experimental",
        "2.1. Melting": "experimental",
        "3. Results and discussion": "results",
        "4. Conclusions": "conclusions",
        "References": "references",
    }


def test_the_first_page_tells_title_authors_doi_year_and_licence() -> None:
    header = read(paper).header
    assert header.title == "Slow Ions in a Glass Made for This Test"
    assert header.authors == ("Ada Lovel", "Ben T. Carver", "Cleo van Dyne")
    assert header.doi == "10.9999/glass.2021.42"
    assert header.year == 2021
    assert header.licence == "CC-BY-4.0"


def test_the_abstract_loses_its_label() -> None:
    (abstract,) = texts(read(paper), "abstract")
    assert abstract.startswith("Ions move slowly in this glass")


def test_captions_are_told_from_the_text() -> None:
    assert texts(read(paper), "caption") == ["Figure 1. The glass in its crucible, seen from above."]


def test_references_are_entries_with_numbers_and_dois() -> None:
    references = read(paper).references
    assert [reference.id for reference in references] == ["1", "2", "3"]
    assert references[0].doi == "10.9999/one"
    assert references[1].text.endswith("J. Slow Sci. 2 (2002) 10–19.")


def test_blocks_know_their_page_and_box() -> None:
    document = read(paper)
    for block in document.blocks:
        assert block.page == 1
        assert block.box is not None
        left, top, right, bottom = block.box
        assert 0 <= left < right <= 596
        assert 0 <= top < bottom <= 842


def test_the_text_is_its_blocks() -> None:
    document = read(paper)
    assert "\n\n".join(block.text for block in document.blocks) == document.text
    assert all(document.text[block.start : block.end] == block.text for block in document.blocks)


def test_a_list_of_two_references_has_two_entries() -> None:
    def draw(sheet: Sheet) -> None:
        y = sheet.lines(60, 100, *FILLER, *FILLER) + 20
        sheet.write(60, y, "References", font="Times-Bold", size=12)
        sheet.lines(
            60,
            y + 20,
            "1. A. Muster, Drawers, J. Samples 1 (2001) 11.",
            "2. B. Beispiel, Boxes, J. Samples 2 (2002) 22.",
        )

    assert [reference.id for reference in read(draw).references] == ["1", "2"]
