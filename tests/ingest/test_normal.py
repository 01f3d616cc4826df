"""The text normal form: one code point for one meaning, carets before exponents, nothing ambiguous."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from voltext.ingest.normal import Run, join_runs, normalise, strip_citations


@pytest.mark.parametrize(
    ("raw", "normal"),
    [
        ("10⁻⁴ S cm⁻¹", "10^-4 S cm^-1"),
        ("10⁵", "10^5"),
        ("cm²", "cm^2"),
        ("Li⁺", "Li^+"),
        ("Li₇La₃Zr₂O₁₂", "Li7La3Zr2O12"),
        ("160 mAh g−1 at", "160 mAh g-1 at"),
        ("160 mAh g − 1", "160 mAh g-1"),
        ("5 mA cm–2", "5 mA cm-2"),
        ("1.58 × 10−4 S cm−1", "1.58 × 10^-4 S cm-1"),
        ("10−50 nm", "10-50 nm"),
        ("2.5–4.2 V", "2.5–4.2 V"),
        ("at −0.5 V", "at -0.5 V"),
        ("5 µm", "5 μm"),
        ("25 ℃ and 25 ºC", "25 °C and 25 °C"),
        ("2 kΩ", "2 kΩ"),
        ("ﬁlm and ﬂow", "film and flow"),
        ("∼5 ⩽ 6", "~5 ≤ 6"),
        ("a\u00a0b\u2009c\u200bd", "a b cd"),
        ("\ufeffelec\u00adtrode", "electrode"),
        ("  two\n lines\t", "two lines"),
        ("mA⋅cm", "mA·cm"),
        ("e\u0301", "é"),
        ("as in Fig. 3 .", "as in Fig. 3."),
        ("\uf06dm", "μm"),
    ],
)
def test_code_points(raw: str, normal: str) -> None:
    assert normalise(raw) == normal


@pytest.mark.parametrize(
    ("runs", "text"),
    [
        (
            [
                Run("Li"),
                Run("7", "sub"),
                Run("La"),
                Run("3", "sub"),
                Run("Zr"),
                Run("2", "sub"),
                Run("O"),
                Run("12", "sub"),
            ],
            "Li7La3Zr2O12",
        ),
        ([Run("160 mAh g"), Run("−1", "sup")], "160 mAh g^-1"),
        ([Run("10"), Run("–4", "sup"), Run(" S cm"), Run("-1", "sup")], "10^-4 S cm^-1"),
        ([Run("g"), Run("−", "sup"), Run("1", "sup")], "g^-1"),
        ([Run("SO"), Run("4", "sub"), Run("2−", "sup")], "SO4^2-"),
        ([Run("50 "), Run("o", "sup"), Run("C")], "50 °C"),
        ([Run("the 1"), Run("st", "sup"), Run(" cycle")], "the 1st cycle"),
        ([Run("the "), Run("13", "sup"), Run("C NMR")], "the ^13C NMR"),
        ([Run("Na"), Run("1 − x", "sub"), Run("FeO"), Run("2", "sub")], "Na1-xFeO2"),
        ([Run("Co"), Run("3 +", "sup")], "Co^3+"),
        ([Run("h "), Run("TMD", "sup")], "h^TMD"),
    ],
)
def test_levels(runs: list[Run], text: str) -> None:
    assert join_runs(runs) == (text, ())


def test_a_superscript_citation_leaves_the_number_it_touches() -> None:
    text, marks = join_runs([Run("a capacity of 150"), Run("12", "sup", ("r12",), True), Run(" mAh")])
    assert text == "a capacity of 150 mAh"
    assert marks == ((17, ("r12",)),)


def test_unmarked_superscript_numbers_are_citations_only_where_they_cannot_be_exponents() -> None:
    runs = [
        Run("of 150"), Run("12", "sup"), Run(" on LiCoO"), Run("2", "sub"), Run("3,4", "sup"), Run(" per cm"),
        Run("2", "sup"), Run(" at 10"), Run("5", "sup"), Run(" Pa, as known."), Run("7–9", "sup"),
    ]  # fmt: skip
    text, marks = join_runs(runs, detect=True)
    assert text == "of 150 on LiCoO2 per cm^2 at 10^5 Pa, as known."
    assert [targets for _, targets in marks] == [("12",), ("3", "4"), ("7", "8", "9")]


@pytest.mark.parametrize(
    "raised", [[Run("-1", "sup"), Run("12", "sup")], [Run("−1,12", "sup")], [Run("−", "sup"), Run("1 12", "sup")]]
)
def test_the_power_of_a_unit_and_the_reference_behind_it_are_two(raised: list[Run]) -> None:
    text, marks = join_runs([Run("150 mAh g"), *raised, Run(" at 0.1C")])
    assert text == "150 mAh g^-1 at 0.1C"
    assert marks == ((12, ("12",)),)


text_runs = st.lists(
    st.builds(
        Run,
        st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=12),
        st.sampled_from(["base", "sub", "sup"]),
        st.sampled_from([(), ("r1",), ("r2", "r3")]),
        st.booleans(),
    ),
    max_size=12,
)


@given(text_runs, st.booleans())
def test_every_citation_lies_in_its_text(runs: list[Run], detect: bool) -> None:
    text, marks = join_runs(runs, detect=detect)
    assert all(0 <= position <= len(text) for position, _ in marks)
    assert list(marks) == sorted(marks, key=lambda mark: mark[0])
    assert text == text.strip(" ")
    assert "\ue000" not in text
    assert "\n" not in text


@given(st.text(max_size=60))
def test_the_normal_form_is_a_fixed_point_for_spaces_and_marks(text: str) -> None:
    once = normalise(text)
    assert "  " not in once
    assert not set(once) & set("\u00a0\u2009\u200b\u00ad\u2212\ufeff")


@given(st.text(max_size=30) | st.text("C cmgS10₂⁻²–−×•ºo.;()^\u0301\u0338\u0374\u2126\u200b\uff5e\uf02d<=", max_size=8))
@example("C–₂")
@example("\u0374")
@example("10\u200b−3 S cm\u22122")
def test_the_normal_form_of_a_normal_form_is_itself(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once


@given(st.text(alphabet="ab [](),;.–0123456789Smith et al.20", max_size=80))
def test_stripping_keeps_positions_inside(text: str) -> None:
    plain, marks = strip_citations(normalise(text))
    assert all(0 <= position <= len(plain) for position, _ in marks)


@pytest.mark.parametrize(
    "hostile", ["(" * 50_000, "[1" * 50_000, "10−" * 30_000, "Smith and " * 20_000, "(A" * 40_000, "g − " * 30_000]
)
def test_hostile_text_costs_linear_time(hostile: str) -> None:
    start = time.process_time()
    strip_citations(normalise(hostile))
    join_runs([Run(hostile), Run("1", "sup", ("r",), True), Run(hostile[:5000])], detect=True)
    assert time.process_time() - start < 5
