"""The coverage of a knowledge base on the terminal, as rows, and as a figure."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from zlib import decompress

import msgspec

from ..ingest.errors import UsageError
from ..insight.checklist import Checklist
from ..insight.coverage import GROUPINGS, Paper, Share, coverage
from ..kb.sqlite import SqliteStore
from .charting import check_apart
from .output import Format, note, print_json, show_table, write_text

COLUMNS = ("group", "item", "papers", "reported", "exact", "approximate", "range", "share", "low", "high")


def show_coverage(
    kb: Path, checklist: Checklist, by: str | None, *, format: Format, out: Path | None, chart: Path | None
) -> None:
    """Write what the papers of ``kb`` report of ``checklist``, in groups ``by`` year, journal or chemistry.

    ``chart`` is a file that ends with .svg, .png or .html. Raises UsageError where a name is wrong or a file cannot be
    written, MissingExtra where the figure needs a library that is not there.
    """
    if by is not None and by not in GROUPINGS:
        raise UsageError(f"--by {by}: papers are grouped by {', '.join(GROUPINGS)}")
    if chart is not None:
        check_apart(chart, out, "--chart")
    if chart is not None and chart.suffix not in (".svg", ".png", ".html"):
        raise UsageError(f"--chart {chart}: a figure is .svg, .png or .html")
    names: dict[str, str] = {}
    shares = coverage(_papers(kb, names), checklist, by=by)
    if chart is not None:
        _draw(shares, names, f"{checklist.title}: what {len(names)} papers report", chart)
    if format is Format.json:
        print_json(shares, out=out)
        return
    if format is Format.table:
        columns, lines = _lines(shares, grouped=by is not None)
        show_table(columns, lines, format=format, out=out)
        return
    rows = (
        (
            each.group, each.key, each.papers, each.reported, each.exact, each.approximate, each.range, each.share,
            each.low, each.high,
        )
        for each in shares
    )  # fmt: skip
    show_table(COLUMNS, rows, format=format, out=out)


def _lines(shares: tuple[Share, ...], *, grouped: bool) -> tuple[tuple[str, ...], list[tuple[str | int, ...]]]:
    """What fits 80 columns: the split by status for all papers, the share alone for groups."""
    lines: list[tuple[str | int, ...]] = []
    for share in shares:
        head = (share.group, share.key, share.papers) if grouped else (share.key, share.papers)
        split = () if grouped else (share.exact, share.approximate, share.range)
        between = f"{100 * share.low:.0f}–{100 * share.high:.0f}"
        lines.append((*head, *split, f"{100 * share.share:.0f} %", between))
    split_names = () if grouped else ("exact", "approx.", "range")
    return (*(("group",) if grouped else ()), "item", "n", *split_names, "share", "95 %"), lines


def _papers(kb: Path, names: dict[str, str]) -> Iterator[Paper]:
    """The battery papers of ``kb``, one edition of each; ``names`` takes how to show them."""
    store = SqliteStore.open(kb)
    try:
        for edition in store.editions():
            entry = store.get(edition.header.id) if edition.work in (None, edition.header.id) else None
            if entry is None:
                continue
            paper = msgspec.json.decode(decompress(entry.payload), type=Paper)
            header = paper.document
            if header.paper_class is None or header.paper_class.battery:
                year = f" ({header.year})" if header.year else ""
                doi = f", doi:{header.doi}" if header.doi else ""
                names[header.id] = f"{header.title or header.source}{year}{doi}"
            yield paper
    finally:
        store.close()


def _draw(shares: tuple[Share, ...], names: dict[str, str], title: str, chart: Path) -> None:
    from ..insight.coverage_chart import page, png, svg

    if not shares:
        raise UsageError("--chart: no paper of the knowledge base is about batteries; there is nothing to draw")
    if chart.suffix == ".png":
        try:
            chart.write_bytes(png(shares, title=title))
        except OSError as error:
            raise UsageError(f"{chart} cannot be written: {error.strerror or error}") from error
    else:
        write_text([page(shares, names, title=title) if chart.suffix == ".html" else svg(shares, title=title)], chart)
    note(f"{chart}: {len({share.key for share in shares})} items of {len(names)} papers")
