"""Laws of recipes in the field names of the published data set."""

from __future__ import annotations

from dataclasses import replace

import pytest

from voltext.extract.extraction import Condition, Precursor
from voltext.extract.quantity import Normalised
from voltext.insight.recipes.dataset import Fields, published
from voltext.insight.recipes.made import Made, number_of

from .made import one, step

NOISY = Condition("30 min", 30.0, "min", normalised=Normalised(0.500000000001, None, None, "h"))


def made_with(inputs: tuple[str, ...] = (), time: Condition = NOISY) -> Made:
    made = one("LiCoO2", 850, "Li2CO3", "Co3O4")
    operations = (replace(step(1, "mixing"), inputs=inputs), step(2, "calcining", time=time))
    return replace(made, recipe=replace(made.recipe, operations=operations, media=(Precursor("ethanol"),)))


def conditions(made: Made, number: int) -> Fields:
    found: Fields = published(made)["operations"][number]["conditions"]
    return found


def test_media_are_what_is_mixed_in_not_what_is_mixed() -> None:
    assert conditions(made_with(("Li2CO3", "ethanol")), 0)["mixing_media"] == ["ethanol"]


def test_numbers_have_no_binary_noise() -> None:
    assert conditions(made_with(), 1)["heating_time"] == [
        {"min_value": 0.5, "max_value": 0.5, "values": [0.5], "units": "h"}
    ]
    assert number_of(NOISY, "h") == 0.5


def test_a_range_keeps_both_ends() -> None:
    time = Condition("30-360 min", None, "min", normalised=Normalised(None, 0.5, 6, "h"))
    assert conditions(made_with(time=time), 1)["heating_time"] == [
        {"min_value": 0.5, "max_value": 6, "values": [0.5, 6], "units": "h"}
    ]


@pytest.mark.parametrize(
    ("kind", "name"), [("solid_state", "solid_state"), ("solution", "sol_gel"), ("coprecipitation", "co-precipitation")]
)
def test_methods_have_their_published_names(kind: str, name: str) -> None:
    assert published(one("LiCoO2", 850, kind=kind))["synthesis_type"] == name


def test_a_recipe_without_an_equation_has_empty_sides() -> None:
    found = published(one("LiCoO2", 850))
    assert (found["reaction_string"], found["reaction"]["left_side"]) == (None, [])
