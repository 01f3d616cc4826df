"""Laws of the text-quality score and of the second opinion."""

from __future__ import annotations

import pypdfium2

from voltext.ingest.pdf.chars import Page, Piece, read_page
from voltext.ingest.pdf.fonts import NO_FONT, Fonts
from voltext.ingest.pdf.quality import POOR, quality, second_opinion

from .paper import FILLER, Sheet


def page(*words: str) -> Page:
    return Page(1, 600, 800, [Piece(word, 0, 1, 0, 10, NO_FONT, True) for word in words])


def test_sound_text_is_good_and_code_soup_is_poor() -> None:
    assert quality(page("The", "LiNi0.8Mn0.1Co0.1O2", "cathode", "gave", "1.2", "mAh", "—", "θ")) > 0.95
    assert quality(page("\x13\x14\x15\x16", "\x17\x18\x19", "\ue123\ue124", "word")) < POOR
    assert quality(page("Wkhfhoov", "zhuhkhogdwuhvw", "ehiruhhdfkrqh")) < POOR
    assert quality(page()) == 1.0


def test_the_second_reader_sees_the_same_words_at_the_same_places() -> None:
    sheet = Sheet()
    sheet.lines(60, 60, *FILLER)
    data = sheet.data()
    with pypdfium2.PdfDocument(data) as pdf:
        first = read_page(pdf.raw, 0, Fonts())
    spoilt = Page(1, first.width, first.height, [Piece("\x13\x14", 0, 1, 0, 10, NO_FONT, True)])
    second = second_opinion(data, "", [spoilt], [1])[1]
    assert [piece.text for piece in second.pieces] == [piece.text for piece in first.pieces]
    for one, two in zip(first.pieces, second.pieces, strict=True):
        assert abs(one.x0 - two.x0) < 0.5
        assert abs(one.y - two.y) < 0.5
        assert abs(one.size - two.size) < 0.5


def test_a_page_that_reads_well_is_kept() -> None:
    sheet = Sheet()
    sheet.lines(60, 60, *FILLER)
    data = sheet.data()
    with pypdfium2.PdfDocument(data) as pdf:
        first = read_page(pdf.raw, 0, Fonts())
    assert second_opinion(data, "", [first], [1]) == {}
