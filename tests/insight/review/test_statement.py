"""A statement is a sentence of its paper, shortened only where it points elsewhere."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voltext.ingest.document import Citation, Document, DocumentBuilder, Header
from voltext.insight.review.statement import compressed, statements_of


def document(*sentences: str, section: str | None = "results", cited_after: int | None = None) -> Document:
    builder = DocumentBuilder()
    builder.add("paragraph", " ".join(sentences), section=section)
    made = builder.build(Header("a" * 16, "a.txt", "a" * 64, "text", "text"))
    if cited_after is None:
        return made
    return Document(made.header, made.blocks, (), (Citation(len(sentences[0]) if cited_after == 0 else 10**6, ("1",)),))


def texts(*sentences: str, section: str | None = "results") -> list[str]:
    return [each.text for each in statements_of(document(*sentences, section=section))]


def is_subsequence(part: str, whole: str) -> bool:
    left = iter(whole)
    return all(character in left for character in part)


PLAIN = "The doped garnet pellet reached a conductivity of 1.2 mS/cm at room temperature."


@pytest.mark.parametrize(
    ("sentence", "kept"),
    [
        (PLAIN, PLAIN),
        ("However, the doped garnet pellet cracked on cooling.", "The doped garnet pellet cracked on cooling."),
        ("In contrast, LiFePO4 kept its shape (Fig. 3a).", "LiFePO4 kept its shape."),
        ("The pellet was dense (see Table 2 and Figure S4) and grey.", "The pellet was dense and grey."),
        ("The pellet (LLZO) was dense.", "The pellet (LLZO) was dense."),
    ],
)
def test_what_is_left_out(sentence: str, kept: str) -> None:
    assert compressed(sentence) == kept


@given(
    st.lists(st.sampled_from(["However, ", "the cell ", "(Fig. 3) ", "failed", " (Table 1)", "In fact, ", "LFP ", "."]))
)
def test_nothing_is_added(parts: list[str]) -> None:
    """But for a capital at the head, what stays stands in the source in its order."""
    source = "".join(parts)
    assert is_subsequence(compressed(source).lower(), source.lower())


@pytest.mark.parametrize(
    "sentence",
    [
        "This shows that the doped garnet pellet is denser than the pristine one.",
        "It reached a capacity of 150 mAh/g at a rate of 0.1C after ten cycles.",
        "Figure 3 shows the capacity of the cell over one hundred full cycles.",
        "Fig. 3 (a) and (b) show the capacity of the cell over one hundred full cycles.",
        "Too short to say anything.",
        "the sentence begins in the middle of another that the reader cut in two.",
        "An open bracket (that never closes makes a poor quotation for anybody at all.",
    ],
)
def test_what_does_not_stand_alone_is_not_quoted(sentence: str) -> None:
    assert texts(sentence, PLAIN) == [PLAIN]


def test_methods_are_not_quoted() -> None:
    assert texts(PLAIN, section="experimental") == []


def test_every_statement_is_where_it_says() -> None:
    made = document("Nothing much.", PLAIN, "However, the thick pellet of the same powder cracked on cooling (Fig. 2).")
    found = list(statements_of(made))
    assert len(found) == 2
    assert all(made.text[each.start : each.end] == each.source for each in found)


def test_a_cited_sentence_is_not_the_papers_own() -> None:
    other = "The undoped garnet pellet stayed at a tenth of it at the same temperature."
    first, second = statements_of(document(PLAIN, other, cited_after=0))
    assert (first.own, second.own) == (False, True)


def test_what_is_unsolved_is_marked() -> None:
    asked = "The origin of the low conductivity at grain boundaries remains unclear for now."
    assert [each.open for each in statements_of(document(PLAIN, asked))] == [False, True]
    assert [each.text for each in statements_of(document(PLAIN, asked, section="introduction"))] == [asked]
