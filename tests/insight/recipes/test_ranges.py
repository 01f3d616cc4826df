"""Laws of ranges: what is the middle of a range is marked, what a paper gives is not."""

from __future__ import annotations

from dataclasses import replace

from voltext.extract.extraction import Condition
from voltext.extract.quantity import Normalised
from voltext.insight.recipes.ranges import middles_of

from .made import degrees, hours, one, step

WIDE = Condition("1100-1200 °C", None, "°C", 1100, 1200, normalised=Normalised(None, 1100, 1200, "°C"))
FIRED = one("LiCoO2", 1150, "Li2CO3")


def test_the_middle_of_a_range_is_marked() -> None:
    recipe = replace(FIRED.recipe, operations=(step(1, "sintering", temperature=WIDE, time=hours(3)),))
    assert middles_of(replace(FIRED, recipe=recipe)) == ("temperature",)


def test_a_number_that_the_paper_gives_is_not_marked() -> None:
    recipe = replace(FIRED.recipe, operations=(step(1, "sintering", temperature=degrees(1150), time=hours(3)),))
    assert middles_of(replace(FIRED, recipe=recipe)) == ()


def test_the_range_of_a_milder_step_marks_nothing() -> None:
    operations = (step(1, "calcining", temperature=WIDE), step(2, "sintering", temperature=degrees(1300)))
    assert middles_of(replace(FIRED, temperature=1300, recipe=replace(FIRED.recipe, operations=operations))) == ()
