"""Fields that know all their values refuse others; a star stands for any."""

import pytest

from voltext.ingest.errors import QueryError
from voltext.search.parser import parse


@pytest.mark.parametrize(
    ("question", "position", "said"),
    [
        ("class:cathodes", 6, "did you mean 'cathode'"),
        ("section:result", 8, "did you mean 'results'"),
        ("LLZO section:banana", 13, "it may be abstract"),
        ("chemistry:li_ions", 10, "did you mean 'li_ion'"),
        ("family:garnet,spinal", 14, "did you mean 'spinel'"),
        ('family:"banana"', 7, "family is never 'banana'"),
        ("element:Xx", 8, "write the symbol"),
        ("paper_kind:reviews", 11, "did you mean 'review'"),
        ("block:tables", 6, "did you mean 'table'"),
        ("step:sintring", 5, "did you mean 'sintering'"),
        ("LLZO step:banana", 10, "it may be"),
        ("property:conductvity", 9, "did you mean 'conductivity'"),
        ("property:qwoxzz", 9, "it may be"),
        ("basis:gram", 6, "it may be"),
        ("confidence>=2", 12, "lies between 0 and 1"),
        ("confidence:-1..0.5", 11, "lies between 0 and 1"),
    ],
)
def test_value_that_a_field_never_has_is_refused(question: str, position: int, said: str) -> None:
    with pytest.raises(QueryError, match=said) as caught:
        parse(question)
    assert caught.value.position == position


@pytest.mark.parametrize(
    "question",
    ["class:cathode,anode", 'class:"solid electrolyte"', "chemistry:li-s", "family:sulfide", "family:garnets",
     "element:zr,Zr", "section:*", "material:*", "property:*",
     "property:capacities", 'property:"ionic conductivity"', "step:sintered", "step:heat_treatment,*", "step:calcined"],
)  # fmt: skip
def test_value_in_any_spelling_is_taken(question: str) -> None:
    assert parse(question).reading == question
