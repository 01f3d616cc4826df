"""Laws of the text that a PDF gives: order, indices, hyphens, citations, furniture."""

from __future__ import annotations

from .paper import FILLER, HEIGHT, Sheet, read


def body(sheet: Sheet, y: float = 300) -> float:
    for _ in range(5):
        y = sheet.lines(60, y, *FILLER) + 6
    return y


def test_exponents_charges_and_formulae_keep_their_levels() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.runs(
            60, 100, "A conductivity of 2.1 × 10", "^–4", " S cm", "^–1", " was found for Li", "_7", "La", "_3", "Zr"
        )
        sheet.runs(
            60, 130, "An area of 2 cm", "^2", " and the ions Li", "^+", " and SO", "_4", "^2–", " were seen here."
        )
        body(sheet)

    text = read(draw).text
    assert "2.1 × 10^-4 S cm^-1 was found for Li7La3Zr" in text
    assert "2 cm^2 and the ions Li^+ and SO4^2-" in text


def test_raised_numbers_behind_words_are_citations() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.runs(60, 100, "This was seen by others", "^3,4", " and again in sulfide glasses.", "^12")
        body(sheet)

    document = read(draw)
    assert "seen by others and again in sulfide glasses." in document.text
    assert [citation.targets for citation in document.citations] == [("3", "4"), ("12",)]


def test_raised_numbers_are_no_citations_where_marks_stand_in_brackets() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.lines(60, 80, "Others agree [1], and so do we [2,3]; see also [4]. More are [5], [6] and [7].")
        sheet.runs(60, 100, "The film had sp", "^2", " carbon and the group R", "^2", " was kept.")
        body(sheet)

    text = read(draw).text
    assert "sp^2 carbon and the group R^2" in text
    assert "[2,3]" not in text


def test_hyphens_are_mended_by_the_words_of_the_paper() -> None:
    def draw(sheet: Sheet) -> None:
        y = sheet.lines(
            60, 100,
            "An electrolyte in a solid-state cell was compared with a liquid elec-",
            "trolyte, and the behaviour of each was followed over months in a solid-",
            "state cell of Li-", "ion type with a carbon-", "based electrode and LiPF6-", "containing solvent.",
        )  # fmt: skip
        body(sheet, y + 30)

    text = read(draw).text
    assert "a liquid electrolyte, and" in text
    assert "in a solid-state cell of Li-ion type with a carbon-based electrode and LiPF6-containing solvent." in text


def test_two_columns_are_read_one_after_the_other() -> None:
    def draw(sheet: Sheet) -> None:
        y = 80.0
        for row in range(30):
            sheet.write(50, y, f"Left row {row} holds words enough to fill its column", size=9)
            sheet.write(310, y, f"Right row {row} holds words enough to fill a column", size=9)
            y += 11

    text = read(draw).text
    rows = [text.index(f"{side} row {row} ") for side in ("Left", "Right") for row in range(30)]
    assert rows == sorted(rows)


def test_a_title_over_both_columns_comes_first() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.write(50, 60, "A title that spans the whole width of this page", font="Times-Bold", size=18)
        y = 100.0
        for row in range(30):
            sheet.write(310, y, f"Right row {row} holds words enough to fill a column", size=9)
            sheet.write(50, y, f"Left row {row} holds words enough to fill its column", size=9)
            y += 11

    document = read(draw)
    assert document.header.title == "A title that spans the whole width of this page"
    assert document.blocks[0].kind == "title"
    assert document.text.index("Left row 29") < document.text.index("Right row 0")


def test_a_paragraph_goes_on_over_the_page() -> None:
    def draw(sheet: Sheet) -> None:
        body(sheet, 100)
        sheet.lines(
            60, 700, "The last sentence of this page is not yet at its end because the", "paper is too short for it and"
        )
        sheet.page()
        sheet.lines(60, 60, "so it goes on here.")
        body(sheet, 100)

    assert "the paper is too short for it and so it goes on here." in read(draw).text


def test_running_heads_and_page_numbers_are_dropped() -> None:
    def draw(sheet: Sheet) -> None:
        for number in range(1, 5):
            sheet.write(60, 30, "A. Author and B. Author / Journal of Cells 12 (2020) 100–110", size=8)
            body(sheet, 100)
            sheet.write(300, HEIGHT - 30, str(number), size=8)
            sheet.page()

    text = read(draw).text
    assert "Journal of Cells" not in text
    assert not any(line.strip().isdigit() for line in text.split("\n"))


def test_line_numbers_of_a_manuscript_are_dropped() -> None:
    def draw(sheet: Sheet) -> None:
        y = 80.0
        for number in range(1, 25):
            sheet.write(30, y, str(number), size=8)
            sheet.write(70, y, FILLER[number % 4])
            y += 24

    document = read(draw)
    assert "The cells were held at rest" in document.text
    assert not any(block.text.strip().isdigit() for block in document.blocks)


def test_text_up_the_margin_is_left_out() -> None:
    def draw(sheet: Sheet) -> None:
        body(sheet, 100)
        sheet.canvas.saveState()
        sheet.canvas.rotate(90)
        sheet.write(200, HEIGHT + 20, "Downloaded from a library on a day of May")
        sheet.canvas.restoreState()

    assert "Downloaded" not in read(draw).text


def test_a_table_that_lies_among_upright_text_is_named_as_left_out() -> None:
    def draw(sheet: Sheet) -> None:
        body(sheet, 100)
        sheet.canvas.saveState()
        sheet.canvas.rotate(90)
        sheet.canvas.drawString(100, -30, "Table 2. Capacities of the cells at four rates.")
        sheet.canvas.restoreState()

    document = read(draw)
    assert "Capacities of the cells" not in document.text
    assert [warning.code for warning in document.header.warnings] == ["turned_table"]


def test_text_outside_of_its_clip_is_left_out() -> None:
    def draw(sheet: Sheet) -> None:
        body(sheet, 100)
        sheet.canvas.saveState()
        path = sheet.canvas.beginPath()
        path.rect(400, 20, 50, 50)
        sheet.canvas.clipPath(path, stroke=0)
        sheet.write(60, 600, "What the figure was cut from is not on the page.")
        sheet.canvas.restoreState()

    assert "cut from" not in read(draw).text


def test_a_landscape_page_is_read_upright() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.canvas.translate(0, HEIGHT)
        sheet.canvas.rotate(-90)
        for row in range(20):
            sheet.write(60, 300 + 12 * row, f"Row {row} of a page that was turned to be wide enough for it")

    text = read(draw).text
    assert [text.index(f"Row {row} of") for row in range(20)] == sorted(
        text.index(f"Row {row} of") for row in range(20)
    )
