"""The figure of a coverage: an SVG that says what the shares say, a page with the papers behind each bar."""

from __future__ import annotations

import pytest
from lxml import etree

from voltext.insight.coverage import Share
from voltext.insight.coverage_chart import page, png, spec, svg

pytest.importorskip("vl_convert", reason="the figure needs voltext[charts]")

ONE = (
    Share("all", "mass_loading", 4, 3, 1, 1, 1, 0.75, 0.30, 0.95, ("a", "b", "c")),
    Share("all", "porosity", 4, 0, 0, 0, 0, 0.0, 0.0, 0.49, ()),
)
YEARS = tuple(
    Share(year, "binder", 2, hits, hits, 0, 0, hits / 2, 0.1, 0.9, ("a",) * hits)
    for year, hits in (("2019", 1), ("2020", 2))
)


def letters(drawn: str) -> str:
    return " ".join(str(text) for text in etree.fromstring(drawn.encode()).itertext())


def test_a_bar_is_split_by_status_and_has_its_interval() -> None:
    rows = spec(ONE, title="t")["data"]["values"]
    assert [(row["status"], row["start"], row["end"]) for row in rows[:3]] == [
        ("exact", 0, 25), ("approximate", 25, 50), ("range", 50, 75),
    ]  # fmt: skip
    assert (rows[0]["low"], rows[0]["high"]) == (30, 95)


def test_the_svg_loads_nothing_and_names_every_item() -> None:
    drawn = svg(ONE, title="What four papers report")
    words = letters(drawn)
    assert "mass loading (n = 4)" in words
    assert "porosity (n = 4)" in words
    assert "href" not in drawn.replace("xmlns:xlink", "")


def test_groups_stand_beside_each_other() -> None:
    words = letters(svg(YEARS, title="t"))
    assert "2019 (n = 2)" in words
    assert "100" in words


def test_the_png_is_one() -> None:
    assert png(ONE, title="t").startswith(b"\x89PNG")


def test_the_page_lists_the_papers_behind_each_bar() -> None:
    shown = page(ONE, {"a": "First <b>paper</b>, doi:10.1/a"}, title="t & u")
    assert "<li>First &lt;b&gt;paper&lt;/b&gt;, doi:10.1/a</li>\n<li>b</li>" in shown
    assert "mass loading: 3 of 4 papers, 75 % (30–95 %); 1 exact, 1 approximate, 1 range" in shown
    assert "<script" not in shown
