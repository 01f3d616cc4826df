"""Tokens: compositions one word each, numbers one word, other words as they are meant."""

from __future__ import annotations

import time

import pytest

from voltext.insight.embeddings.words import is_compound, sentences, shown, tokens


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("LFP, LiFePO4 and FeLiPO4", "=LiFePO4 =LiFePO4 and =LiFePO4"),
        ("(Li1.3Al0.3Ti1.7(PO4)3).", "=Li1.3Ti1.7Al0.3P3O12"),
        ("LiNbO3-coated NMC811 cathodes", "=LiNbO3 coated =LiMn0.1Co0.1Ni0.8O2 cathode"),
        ("at 25 °C, 1.2 × 10^-4 S cm^-1", "at <number> c <number> s cm^-1"),
        ("150, 2.5–4.2 V; 95%", "<number> <number> <number> v <number>"),
        ("In Na cells the XRD shows", "in Na cell the XRD show"),
        ("Solid-state electrolytes' interfaces", "solid state electrolyte interface"),
        ("samples HPC700 and M23C6", "sample HPC700 and M23C6"),
        ("“Li7La3Zr2O12” [graphite]", "=Li7La3Zr2O12 =graphite"),
        ("3D flower-like 2D/3D 3D-printed", "3D flower like 2D 3D 3D printed"),
        ("... — ; ()", ""),
    ],
)
def test_tokens_of_a_sentence(text: str, expected: str) -> None:
    assert " ".join(tokens(text)) == expected


def test_sentences_stay_apart() -> None:
    assert list(sentences("Ions move. LFP is dense.")) == [["ions", "move"], ["=LiFePO4", "is", "dense"]]


def test_compounds_are_told_from_other_materials() -> None:
    assert is_compound("=LiFePO4")
    assert not any(is_compound(word) for word in ("=graphite", "=silicon", "=NMP", "=PVDF", "LiFePO4", "electrolyte"))
    assert shown("=ethylene_carbonate") == "ethylene carbonate"


@pytest.mark.parametrize(
    "text", ["(" * 50_000, "Li(" * 20_000, "1." * 30_000, "a-" * 30_000, "-" * 60_000, ")" * 60_000]
)
def test_hostile_text_takes_no_time(text: str) -> None:
    began = time.process_time()
    list(sentences(text))
    assert time.process_time() - began < 5
