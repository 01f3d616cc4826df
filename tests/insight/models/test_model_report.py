"""Reports hold what was found, draw it, and run nothing of what a paper says."""

from __future__ import annotations

import re
from dataclasses import replace

from voltext.insight.charts.drawing import draw
from voltext.insight.charts.model_charts import model_charts
from voltext.insight.models.model import PropertyModel
from voltext.insight.models.report import html_report, markdown_report


def hostile(model: PropertyModel) -> PropertyModel:
    """The model, its worst outlier of a material with a name that is a script."""
    rows = list(model.table.rows)
    place = model.findings.outliers[0].row
    rows[place] = replace(rows[place], material="<script>alert(1)</script> | `x` %BODY%")
    return replace(model, table=replace(model.table, rows=tuple(rows)))


def test_both_reports_hold_the_findings(model: PropertyModel) -> None:
    for text in (html_report(model, {}), markdown_report(model, {})):
        assert "48 values of 16 papers" in text
        assert "nearest neighbour" in text
        assert "extraction: it was read with a confidence of only 0.30" in text.replace("\\", "")
        assert "doi.org/10.5555/3" in text


def test_names_from_papers_are_never_markup(model: PropertyModel) -> None:
    page = html_report(hostile(model), {})
    assert "<script>" not in page
    assert page.count("<html") == 1
    assert "<script>" not in markdown_report(hostile(model), {})


def test_every_chart_is_drawn_into_the_page(model: PropertyModel) -> None:
    charts = model_charts(model)
    assert set(charts) == {"predicted", "coverage", "importance", "dependence", "curve"}
    pictures = {name: draw(spec, "svg").decode() for name, spec in charts.items()}
    assert all(picture.startswith("<svg") for picture in pictures.values())
    page = html_report(model, pictures)
    assert len(re.findall("<img ", page)) == 5
    assert "default-src 'none'" in page
