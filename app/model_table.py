"""Models on a terminal, as JSON and as CSV: findings, predictions, suggestions, and the training table."""

from __future__ import annotations

from pathlib import Path

from ..insight.models.findings import Findings
from ..insight.models.model import Prediction, PropertyModel
from ..insight.models.row import Place, Row, Table
from ..insight.models.suggest import PaperSuggestion, suggest
from .output import Format, Value, note, print_json, show_table

_SHOWN = 5
_QUOTED = 200
_TITLE = 60


def show_findings(model: PropertyModel, format: str, out: Path | None) -> None:
    """The errors of the model beside the baselines; as a table, coverage, reasons and notes below."""
    found, table = model.findings, model.table
    if format == "json":
        print_json({"target": table.target, "unit": table.unit, "log": model.log, "values": len(table.rows),
                    "papers": table.papers, "materials": table.substances, "left_out": table.left_out,
                    "findings": found, "outliers": _outliers(model)}, out=out)  # fmt: skip
        return
    columns = ("predicted by", "error", "95 %", "R²", "more", "its 95 %")
    rows: list[tuple[Value, ...]] = [
        (
            score.name, f"{score.mae:.3g}", f"{score.low:.3g}–{score.high:.3g}", f"{score.r2:.2f}",
            f"{score.worse[0]:+.3g}" if score.worse else "",
            f"{score.worse[1]:+.3g} to {score.worse[2]:+.3g}" if score.worse else "",
        )
        for score in found.scores
    ]  # fmt: skip
    if format == "csv":
        show_table(columns, rows, format=Format.csv, out=out)
        return
    scale = "decades" if model.log else table.unit or "its unit"
    title = f"{table.target}: {len(table.rows)} values of {table.papers} papers; mean absolute error in {scale}"
    show_table(columns, rows, out=out, title=title)
    for line in findings_lines(model):
        note(line)


def findings_lines(model: PropertyModel) -> list[str]:
    """What else a training found, a line each."""
    found = model.findings
    lines = [f"model: {found.setting}"]
    if model.table.left_out:
        lines.append("left out: " + ", ".join(f"{count} {why}" for why, count in sorted(model.table.left_out.items())))
    covered = next(each for each in found.coverage if each.level == 0.9)
    lines.append(f"the 90 % intervals held {covered.share:.1%} of the values of papers and materials not learned from")
    lines.append("what counts: " + _important(found))
    lines.append(f"papers: {found.curve.verdict}")
    if found.outliers:
        guesses = [each.guess for each in found.outliers]
        lines.append(
            f"{len(guesses)} values lie outside their interval ({guesses.count('extraction')} look misread, "
            f"{guesses.count('real')} look real): `voltext model report --format html` shows them with their sentences"
        )
    return [*lines, *found.notes]


def _important(found: Findings) -> str:
    return ", ".join(each.group for each in found.importances[:_SHOWN] if each.growth > 0) or "nothing that was found"


def _outliers(model: PropertyModel) -> list[dict[str, object]]:
    return [
        {**_plain(model.table.rows[each.row]), "times": each.times, "guess": each.guess, "why": each.why}
        for each in model.findings.outliers
    ]


def _plain(row: Row) -> dict[str, object]:
    return {
        "id": row.id, "material": row.material, "composition": row.composition, "value": row.value, "paper": row.paper,
        "place": row.place,
    }  # fmt: skip


def show_predictions(model: PropertyModel, found: list[Prediction], format: str, out: Path | None) -> None:
    """A row for each material; as a table, the nearest known sentences below."""
    unit = model.table.unit
    if format == "json":
        print_json([_told(each, unit) for each in found], out=out)
        return
    columns = ("material", "predicted", "low", "high", "unit", "domain")
    rows: list[tuple[Value, ...]] = [
        (each.row.material, *_digits(each), unit, "; ".join(each.outside) or "inside") for each in found
    ]
    if format == "csv":
        show_table(
            (*columns, "nearest", "sentence"),
            [
                (*row, each.neighbours[0].row.id, _sentence(each.neighbours[0].row))
                for row, each in zip(rows, found, strict=True)
            ],
            format=Format.csv, out=out,
        )  # fmt: skip
        return
    title = f"{model.table.target}, {found[0].level:.0%} intervals"
    show_table(
        columns,
        [(*row[:5], "outside" if each.outside else "inside") for row, each in zip(rows, found, strict=True)],
        out=out,
        title=title,
    )
    for each in found[:_SHOWN]:
        for why in each.outside:
            note(f"{each.row.material}: outside the domain, {why}")
        note(f"{each.row.material}: the nearest known values are")
        for neighbour in each.neighbours:
            note(f"  {neighbour.row.value:.4g} {unit} {neighbour.row.material}: {_sentence(neighbour.row)}")


def _digits(found: Prediction) -> tuple[str, str, str]:
    return f"{found.value:.3g}", f"{found.low:.3g}", f"{found.high:.3g}"


def _told(found: Prediction, unit: str) -> dict[str, object]:
    return {
        "material": found.row.material, "composition": found.row.composition, "value": found.value, "low": found.low,
        "high": found.high, "level": found.level, "unit": unit, "inside": not found.outside, "outside": found.outside,
        "neighbours": [{**_plain(each.row), "distance": each.distance} for each in found.neighbours],
    }  # fmt: skip


def _sentence(row: Row) -> str:
    """The sentence of a row and where it opens, or the name of its line in the file that it is from."""
    if row.place is None:
        return f"({row.paper}, {row.id})"
    return f"“{_cut(row.place.text)}” ({row.place.doi or row.place.document}; voltext show {row.place.document})"


def _cut(text: str, most: int = _QUOTED) -> str:
    text = " ".join(text.split())
    return text if len(text) <= most else text[: most - 1] + "…"


def show_suggestions(
    model: PropertyModel, rows: list[Row], lowest: bool, limit: int, format: str, out: Path | None
) -> None:
    """Compositions to try next, the most promising first."""
    found = suggest(model, rows, lowest=lowest)
    shown = found.inside[:limit]
    unit = model.table.unit
    if format == "json":
        print_json({"best_known": found.best_known, "unit": unit, "outside": found.outside, "suggestions": [
            {**_told(each.prediction, unit), "improvement": each.improvement} for each in shown]}, out=out)  # fmt: skip
        return
    columns = ("composition", "expected gain", "predicted", "low", "high", "unit")
    lines: list[tuple[Value, ...]] = [
        (each.prediction.row.material, f"{each.improvement:.3g}", *_digits(each.prediction), unit) for each in shown
    ]
    scale = "decades" if model.log else unit or "its unit"
    title = f"{model.table.target}: expected gain over the best known, {found.best_known:.3g} {unit}, in {scale}"
    show_table(columns, lines, format=Format(format), out=out, title=title if format == "table" else None)
    note(f"{len(rows)} candidates, {found.outside} of them outside the domain and not ranked")


def show_papers(
    model: PropertyModel, found: tuple[PaperSuggestion, ...], limit: int, format: str, out: Path | None
) -> None:
    """Papers to read next, the most promising first."""
    shown = found[:limit]
    if format == "json":
        told = [
            {
                "title": each.paper.title, "doi": each.paper.doi, "cited_by": each.paper.cited_by,
                "improvement": each.suggestion.improvement, "for": _told(each.suggestion.prediction, model.table.unit),
            }
            for each in shown
        ]  # fmt: skip
        print_json(told, out=out)
        return
    columns = ("paper", "doi", "for", "expected gain", "cited by")
    lines: list[tuple[Value, ...]] = [
        (
            _cut(each.paper.title, _TITLE), each.paper.doi, each.suggestion.prediction.row.material,
            f"{each.suggestion.improvement:.3g}", len(each.paper.cited_by),
        )
        for each in shown
    ]  # fmt: skip
    show_table(columns, lines, format=Format(format), out=out)
    note(f"{len(found)} papers name a material inside the domain, by their text or by the reference to them")


def write_rows(table: Table, out: Path) -> None:
    """The training table as CSV, each row with the place of its sentence."""
    numbers = sorted({name for row in table.rows for name in row.numbers})
    names = sorted({name for row in table.rows for name in row.names})
    columns = ("id", table.target, "unit", "paper", "material", "composition", *names, *numbers, "document", "block",
               "start", "end", "text")  # fmt: skip
    lines = [
        (
            row.id, row.value, table.unit, row.paper, row.material, row.composition,
            *(row.names.get(name) for name in names), *(row.numbers.get(name) for name in numbers), *_where(row.place),
        )
        for row in table.rows
    ]  # fmt: skip
    show_table(columns, lines, format=Format.csv, out=out)


def _where(place: Place | None) -> tuple[Value, ...]:
    if place is None:
        return None, None, None, None, None
    return place.document, place.block, place.start, place.end, place.text
