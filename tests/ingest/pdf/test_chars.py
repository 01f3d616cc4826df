"""Laws of the characters that pdfium gives."""

from __future__ import annotations

from voltext.ingest.pdf.chars import _TEX_CODES, _TEX_LETTERS, paired
from voltext.ingest.pdf.fonts import font_named


def test_letters_of_formulae_are_made_of_their_halves() -> None:
    assert paired([0x41, 0xD835, 0xDC45, 0x42]) == [0x41, ord("𝑅"), 0x2060, 0x42]


def test_a_half_alone_is_no_letter() -> None:
    assert paired([0xD835, 0x41, 0xDC45, 0xD835]) == [0xFFFD, 0x41, 0xFFFD, 0xFFFD]


def test_styles_are_told_from_the_names_of_fonts() -> None:
    assert font_named("ABCDEF+MinionPro-Bold").bold
    assert font_named("TimesNewRomanPS-BoldItalicMT").italic
    assert not font_named("MinionPro-Regular", 0x40000).bold
    assert font_named("XYZABC+Helvetica").name == "Helvetica"
    assert font_named("CMSY10").symbol


def test_ligatures_of_bitmap_fonts_are_letters() -> None:
    """TeX's bitmap fonts give the codes of TeX's own encoding."""
    text = "speci\x1cc e\x1eciency 10\x1520"
    assert _TEX_CODES.sub(lambda match: _TEX_LETTERS[match[0]], text) == "speciﬁc eﬃciency 10–20"
