"""Laws that hold for every text: spans, order, offsets, and that what is written is read."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voltext.extract.numbers import NUMBER, number_of_words, read_number
from voltext.extract.quantities import find_quantities, parse_quantity
from voltext.extract.sentences import split
from voltext.extract.units import unit_of

UNITS = (
    "mAh g^-1", "mAh/g", "S cm^-1", "mg cm-2", "V", "°C", "nm", "wt%", "%", "mA cm^-2", "Ω cm^2", "Wh kg^-1", "h",
    "cycles",
    "μL", "kJ mol^-1", "mS/cm", "C", "K", "MPa",
)  # fmt: skip
PIECES = (
    "1", "25", ".5", "1.2", "10", "^", "-", "–", "×", " ", "  ", "\n\n", "(", ")", "±", ":", "/", "C", "mAh", "g",
    "V", "to",
    "and", ",", "%", "°C", "from ", "between ", "about ", "LiPF6", "C/10", "overnight", "ten cycles", "pH", "Fig. ",
    "μm",
    "10^-4", "e", "·",
)  # fmt: skip
texts = st.lists(st.sampled_from(PIECES), max_size=30).map("".join) | st.text(max_size=60)
numbers = st.decimals(min_value="0.0001", max_value="9999", places=4).map(float)


@settings(max_examples=400, deadline=None)
@given(texts, st.integers(0, 1000))
def test_spans_point_at_their_text_in_order_without_overlap(text: str, offset: int) -> None:
    last = offset
    for quantity in find_quantities(text, offset=offset):
        assert last <= quantity.start < quantity.end <= offset + len(text)
        assert text[quantity.start - offset : quantity.end - offset] == quantity.text
        last = quantity.end


@settings(max_examples=200, deadline=None)
@given(texts)
def test_a_quantity_has_a_value_or_both_ends(text: str) -> None:
    for quantity in find_quantities(text):
        ranged = quantity.qualifier == "range"
        assert ranged == (quantity.min is not None) == (quantity.max is not None)
        assert not (ranged and quantity.value is not None)
        if quantity.min is not None and quantity.max is not None and quantity.normalised is None:
            assert quantity.min <= quantity.max


@settings(max_examples=300, deadline=None)
@given(numbers, st.sampled_from(UNITS))
def test_what_is_written_is_read(value: float, unit: str) -> None:
    if unit == "C":
        value = min(value, 60.0)
    text = f"a value of {value!r} {unit} was found"
    (quantity,) = find_quantities(text)
    assert quantity.value == pytest.approx(value)
    assert quantity.text == f"{value!r} {unit}"
    assert quantity.unit == unit
    assert parse_quantity(f"{value!r} {unit}") is not None


@settings(max_examples=200, deadline=None)
@given(numbers, numbers, st.sampled_from(("–", "-", " to ", "–", " – ")), st.sampled_from(UNITS))
def test_a_range_keeps_its_ends(low: float, high: float, dash: str, unit: str) -> None:
    low, high = sorted((round(low, 2) + 0.01, round(high, 2) + 20.03))
    if unit == "C":
        low, high = sorted((min(low, 20.01), min(high, 50.02)))
    (quantity,) = find_quantities(f"in {low!r}{dash}{high!r} {unit} it")
    assert (quantity.min, quantity.max, quantity.qualifier) == (low, high, "range")


@settings(max_examples=200, deadline=None)
@given(st.integers(1, 99), st.integers(-15, 9))
def test_powers_of_ten(digits: int, exponent: int) -> None:
    for text in (
        f"{digits} × 10^{exponent}",
        f"{digits}×10^{{{exponent}}}",
        f"{digits}E{exponent}",
        f"{digits} x 10^({exponent})",
    ):
        match = NUMBER.match(text)
        assert match is not None
        assert match.end() == len(text)
        assert read_number(match).value == pytest.approx(digits * 10.0**exponent)


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("ten", 10),
        ("twenty-five", 25),
        ("two hundred", 200),
        ("a thousand", 1000),
        ("a dozen", 12),
        ("ninety nine", 99),
    ],
)
def test_numbers_in_words(words: str, value: float) -> None:
    assert number_of_words(words) == value


@settings(max_examples=300, deadline=None)
@given(
    texts | st.lists(st.sampled_from(("A", "b", ".", " ", "Fig.", "?", "\n\n", "et al.", "3", "(", "J."))).map("".join)
)
def test_sentences_cover_all_but_white_space(text: str) -> None:
    last = 0
    for start, end in split(text):
        assert last <= start < end
        assert not text[last:start].strip()
        assert text[start:end] == text[start:end].strip()
        last = end
    assert not text[last:].strip()


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="mAhgScmΩVKLolMPa%°µμ^-−123 /·()._{}", max_size=24))
def test_a_unit_is_found_or_not_but_never_fails(text: str) -> None:
    unit = unit_of(text)
    assert unit is None or unit.factor > 0
