"""What makes no material is no recipe."""

from __future__ import annotations

import time

import pytest

from tests.extract.test_recipes import recipes
from voltext.extract.makes_nothing import makes_nothing


@pytest.mark.parametrize(
    "text",
    [
        "Before use, the dianhydride was dried at 110 °C for 6 h and the solvent was purified by distillation.",
        "The cells were washed with HBSS and incubated for 2 h at 37 °C in a cell incubator.",
        "Each wafer was polished for 2 min and placed in a holder at 25 °C.",
    ],
)
def test_a_procedure_that_makes_nothing_is_no_recipe(text: str) -> None:
    assert recipes(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "LiCoO2 was prepared from Li2CO3 and Co3O4, which were polished for 2 min and placed at 25 °C.",
        "The powder was washed with water and dried at 80 °C for 12 h under vacuum.",
        "Bacteria were incubated for 20 h at 37 °C, then carbonized at 800 °C for 2 h in argon.",
    ],
)
def test_what_makes_something_stays_a_recipe(text: str) -> None:
    assert len(recipes(text)) == 1


def test_hostile_text_takes_no_time() -> None:
    hostile = "was further " * 20_000 + "incubat" * 20_000
    began = time.process_time()
    makes_nothing([hostile], ["drying"])
    assert time.process_time() - began < 2
