"""What passages show and mark."""

import pytest

from voltext.search.marking import best_snippet, sought
from voltext.search.parser import parse


def shown(question: str, text: str) -> str:
    snippet, marks = best_snippet(text, sought(parse(question).root))
    for start, end in reversed(marks):
        snippet = f"{snippet[:start]}[{snippet[start:end]}]{snippet[end:]}"
    return snippet


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("NMC811 capacity", "It fades. LiNi0.8Mn0.1Co0.1O2 has capacity.", "[LiNi0.8Mn0.1Co0.1O2] has [capacity]."),
        ("lithium iron phosphate", "Of LFP little is known.", "Of [LFP] little is known."),
        ("material:LLZO", "Here Li7La3Zr2O12 was pressed.", "Here [Li7La3Zr2O12] was pressed."),
        ("LLZO OR LATP pellets", "LATP pellets broke.", "[LATP] [pellets] broke."),
        ("Li7La3Zr2O12", "We made Li7La3Zr2O12 twice.", "We made [Li7La3Zr2O12] twice."),
        ("hard carbon pores", "Carbon is hard. Hard carbon has pores.", "[Hard carbon] has [pores]."),
        ("graphite", "Graphitic layers are no graphite.", "Graphitic layers are no [graphite]."),
    ],
)
def test_what_is_marked(question: str, text: str, expected: str) -> None:
    assert shown(question, text) == expected


def test_a_long_sentence_is_shown_around_what_was_asked_for() -> None:
    snippet = shown("NMC811", f"{'word ' * 200}NCM 811 {'word ' * 200}")
    assert "[NCM 811]" in snippet
    assert len(snippet) < 350
