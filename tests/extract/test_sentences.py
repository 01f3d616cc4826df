"""Sentences of scientific text."""

from __future__ import annotations

import pytest

from voltext.extract.sentences import sentences_of, split
from voltext.ingest.document import CellDraft, DocumentBuilder, Header


def pieces(text: str) -> list[str]:
    return [text[start:end] for start, end in split(text)]


@pytest.mark.parametrize(
    "text",
    [
        "As Fig. 3 shows, it rose.", "The work of Smith et al. Smith was used.",
        "It was held at ca. 25 °C vs. Li/Li^+.",
        "J. B. Smith made it.", "It had 5 wt. % of Li.", "In No. 5 it was 1.5.", "Under contract No. AB-05 it ran.",
        "It melts (m.p. 234 °C) there.", "A salt (i.e. LiPF6) was used.",
        "The Eq. (2) holds.",
        "Li (c.f. Table 2) was used.", "Figure 2. Voltage of the cell", "Table S1. Samples of this work",
        "It costs 3.5 V.",
        "It came from X Co. Ltd. China.", "A solution of 1 M LiPF6 in EC/DMC was used.",
        "The value of 4.2 V. vs. Li was kept", "It came from Merck, St. Louis, MO.",
    ],
)  # fmt: skip
def test_one_sentence(text: str) -> None:
    assert pieces(text) == [text]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("It was heated to 300 °C.", "The cell was built."), ("It ran at 0.5 C.", "The cell failed."),
        ("Is it so?", "It is."),
        ("This is shown in Fig. 4.", "The rest follows."), ("It is LiFePO4.", "α-Fe was left."),
        ("It gave 150 mAh g^-1.", "nLi was 1."),
        ("We made it (see ref. 5).", "It was good."), ("It is sample A.", "It was good."),
        ("It took 5 min.", "Then it stopped."),
        ("It gave 150 mAh g^-1.^3,4", "It faded."), ("This is known.^12", "Here it is not."),
        ("The answer was no.", "It failed."), ("It was used.", "1 M LiPF6 was added."),
    ],
)  # fmt: skip
def test_two_sentences(first: str, second: str) -> None:
    assert pieces(f"{first} {second}") == [first, second]


def test_sentences_lie_in_their_blocks_and_tables_have_none() -> None:
    builder = DocumentBuilder()
    builder.add("heading", "Results")
    builder.add("paragraph", "It rose. It fell.  ")
    builder.add_table([CellDraft(0, 0, "A. B."), CellDraft(0, 1, "C")], header_rows=0, header_columns=0)
    builder.add("caption", "Figure 1. Voltage. Current.")
    document = builder.build(Header("id", "source", "sha256", "text", "test"))
    sentences = sentences_of(document)
    assert [sentence.text for sentence in sentences] == [
        "Results",
        "It rose.",
        "It fell.",
        "Figure 1. Voltage.",
        "Current.",
    ]
    assert all(document.text[s.start : s.end] == s.text and s.block.span.covers(s.span) for s in sentences)
