"""Modelling: a property model learned with progress shown, and its report written."""

from __future__ import annotations

import math
from pathlib import Path

from ..ingest.errors import MissingExtra, UsageError
from ..insight.models.learning import Plan, learn
from ..insight.models.model import PropertyModel
from ..insight.models.row import Table
from .bar import Bar
from .output import note, write_text


def learned(table: Table, plan: Plan) -> PropertyModel:
    """The model of ``table``; progress on standard error. Raises UsageError, MissingExtra."""
    with Bar("steps") as bar:
        return learn(table, plan, progress=lambda stage, done, of: bar.show(total=of, ended=done, failed=0, name=stage))


def numbers_of(told: list[str]) -> dict[str, float]:
    """``temperature=25`` as numbers by name. Raises UsageError for anything else."""
    found = {}
    for text in told:
        name, _, value = text.partition("=")
        try:
            number = float(value)
        except ValueError:
            number = math.nan
        if not name.strip() or not math.isfinite(number):
            raise UsageError(f"--at {text[:60]!r}: expected NAME=NUMBER such as temperature=25")
        found[name.strip()] = number
    return found


def note_unused(model: PropertyModel, told: list[str]) -> None:
    """Say which names of ``told``, such as ``temperature=25``, are none that ``model`` learned from."""
    unused = sorted(numbers_of(told).keys() - set(model.domain.numbers))
    if unused:
        names = ", ".join(name[:60] for name in unused)
        note(f"--at {names}: has no effect, the model learned from {', '.join(model.domain.numbers) or 'no number'}")


def write_report(model: PropertyModel, format: str, out: Path | None) -> None:
    """The report as ``markdown`` or ``html``; its charts stand within it, where the charts extra is there.

    Raises UsageError where it cannot be written.
    """
    from ..ingest.whole import replacing
    from ..insight.charts.drawing import draw
    from ..insight.charts.model_charts import model_charts
    from ..insight.models.report import html_report, markdown_report

    pictures = {}
    try:
        for name, spec in model_charts(model).items():
            pictures[name] = draw(spec, "svg").decode()
    except MissingExtra as error:
        note(f"the report has no charts: {error}")
        pictures = {}
    text = html_report(model, pictures) if format == "html" else markdown_report(model, pictures)
    if out is None:
        write_text([text], None)
        return
    with replacing(out) as part:
        part.write_text(text, encoding="utf-8")
