"""Charts: hostile words stay words, the axis has every year, and the drawing asks nobody."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from voltext.insight.charts.distribution_chart import MAX_DOTS, distribution_chart
from voltext.insight.charts.drawing import FORMATS, draw
from voltext.insight.charts.theme import COLOURS, chart, group_names
from voltext.insight.trends.distribution import distribution
from voltext.insight.trends.points import LeftOut, Point, Points

HOSTILE = "</script></title><script>alert(1)</script> %SPEC% %LIBRARY% & <b>"


def spec(words: str = HOSTILE) -> dict[str, Any]:
    body = {"data": {"values": [{"x": words}]}, "mark": "point", "encoding": {"x": {"field": "x", "type": "nominal"}}}
    return chart(words, [words], body)


def test_words_of_a_paper_cannot_become_script() -> None:
    page = draw(spec(), "html").decode()
    assert "<script>alert" not in page
    assert page.count("</script>") == 1
    assert page.count("</title>") == 1


@pytest.mark.parametrize("format", FORMATS)
def test_words_that_no_xml_may_hold_do_not_end_the_process(format: str) -> None:
    assert len(draw(spec("\x1b[31m\x00\x9f\ud800\ufffe\uffff" + HOSTILE + "\u202e" * 50), format)) > 500


def test_an_axis_of_years_has_those_without_papers_too() -> None:
    assert group_names(["2013", "2010"], years=True) == ["2010", "2011", "2012", "2013"]
    assert group_names(["b", "a", "b"], years=False) == ["a", "b"]
    assert group_names(["1", "99999999"], years=True) == ["1", "99999999"]
    assert group_names([], years=True) == []


def test_a_large_literature_is_drawn_in_part_and_says_so() -> None:
    point = Point("r", "d", "p", None, None, 2020, None, "2020", 1.0, "x", None, None, True, None)
    points = tuple(replace(point, paper=str(number), value=number % 50) for number in range(2 * MAX_DOTS + 1))
    made = distribution_chart(distribution(Points(("capacity",), "mAh/g", points, LeftOut())))
    dots = next(layer for layer in made["vconcat"][0]["layer"] if layer["mark"]["type"] == "point")
    assert len(dots["data"]["values"]) <= MAX_DOTS
    assert any("one dot for 3" in line for line in made["title"]["subtitle"])


def test_data_from_elsewhere_are_not_fetched() -> None:
    outside = spec("x") | {"data": {"url": "https://example.org/data.json"}}
    with pytest.raises(ValueError, match=r"example\.org|denied|not allowed|base URL"):
        draw(outside, "svg")


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_the_two_colours_of_a_panel_differ_in_hue_and_stand_out_from_white() -> None:
    for colour in COLOURS[:2]:
        assert 1.05 / (_luminance(colour) + 0.05) > 3  # WCAG 2.1, 1.4.11
