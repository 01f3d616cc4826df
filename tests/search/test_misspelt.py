"""A unit that is none is refused; words behind a number stay words."""

import pytest

from voltext.ingest.errors import QueryError
from voltext.search.misspelt import near_unit
from voltext.search.parser import parse


@pytest.mark.parametrize(
    ("question", "position", "said"),
    [
        ("conductivity>1 mScm", 15, "did you mean 'mS/cm'"),
        ("conductivity>1mScm", 14, "did you mean 'mS/cm'"),
        ("capacity>150 mAhg", 13, "did you mean 'mAh/g'"),
        ("conductivity:1..2 mscm", 18, "did you mean 'mS/cm'"),
        ("conductivity>5 bananas", 15, "no unit 'bananas'"),
        ("ionic conductivity above 1 mScm", 27, "did you mean 'mS/cm'"),
        ("energy density between 200 and 300 Whkg", 35, "did you mean 'Wh/kg'"),
    ],
)
def test_misspelt_unit_is_refused_where_it_stands(question: str, position: int, said: str) -> None:
    with pytest.raises(QueryError, match=said) as caught:
        parse(question)
    assert caught.value.position == position


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        ("conductivity>0.001 garnet", "conductivity>0.001 S/cm garnet"),
        ("capacity>150 LFP", "capacity>150 mAh/g LFP"),
        ("capacity>150 solid electrolytes", "capacity>150 mAh/g solid electrolytes"),
        ("capacity>150 since 2020", "capacity>150 mAh/g year>=2020"),
        ("conductivity>1 temperature:25C", "conductivity>1 S/cm at temperature:23..27 °C"),
        ("capacity>150 OR LFP", "capacity>150 mAh/g OR LFP"),
        ("retention>80 nanowires", "retention>80 % nanowires"),
    ],
)
def test_words_behind_a_number_are_words(question: str, reading: str) -> None:
    assert parse(question).reading == reading


def test_what_is_like_no_unit_is_near_none() -> None:
    assert near_unit("bananas", ("conductivity",)) is None
