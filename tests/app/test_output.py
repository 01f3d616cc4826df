"""Laws of what is printed: machine formats are exact and safe, tables are for people."""

from __future__ import annotations

import csv
import io
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pandas
import pytest

from voltext.app.bar import Bar
from voltext.app.cli import main
from voltext.app.options import result_file
from voltext.app.output import Format, Value, csv_lines, printable, safe_cell, show_table, write_text
from voltext.ingest.errors import UsageError

COLUMNS = ("material", "value", "own")
ROWS: list[tuple[Value, ...]] = [("LiFePO4", 150.5, True), ("µ-Si, “x”\nline", None, False)]


def test_json_is_a_list_of_objects(capsys: pytest.CaptureFixture[str]) -> None:
    show_table(COLUMNS, ROWS, format=Format.json)
    assert json.loads(capsys.readouterr().out) == [dict(zip(COLUMNS, row, strict=True)) for row in ROWS]


def test_csv_comes_back_as_it_went_in(capsys: pytest.CaptureFixture[str]) -> None:
    show_table(COLUMNS, ROWS, format=Format.csv)
    back = list(csv.reader(io.StringIO(capsys.readouterr().out)))
    assert back == [list(COLUMNS), ["LiFePO4", "150.5", "True"], ["µ-Si, “x”\nline", "", "False"]]


@pytest.mark.parametrize("text", ["=1+1", "+cmd", "-x", "@SUM(A1)", "\t=1", " =1", "\r=1", "-1+cmd|' /C calc'!A0"])
def test_csv_disarms_formulas(text: str) -> None:
    disarmed = "'" + text.replace("\r", "\n")
    assert safe_cell(text) == disarmed
    assert list(csv.reader(io.StringIO("".join(csv_lines(["a"], [[text]])), newline=""))) == [["a"], [disarmed]]


@pytest.mark.parametrize("value", ["-1.5", "+2e-3", "LiFePO4", "a=b", -1.5, None, True, ""])
def test_csv_leaves_numbers_and_words_alone(value: Value) -> None:
    assert safe_cell(value) == value


@pytest.mark.parametrize("format", [Format.parquet, Format.html])
def test_formats_for_files_need_a_file(format: Format) -> None:
    with pytest.raises(UsageError, match="--out"):
        show_table(COLUMNS, ROWS, format=format)


def test_parquet_comes_back_as_it_went_in(tmp_path: Path) -> None:
    show_table(COLUMNS, ROWS, format=Format.parquet, out=tmp_path / "t.parquet")
    assert pandas.read_parquet(tmp_path / "t.parquet")["material"].tolist() == [row[0] for row in ROWS]


def test_html_escapes_what_papers_hold(tmp_path: Path) -> None:
    show_table(["x"], [["<script>alert(1)</script>"]], format=Format.html, out=tmp_path / "t.html")
    assert "<script>" not in (tmp_path / "t.html").read_text()


def test_a_table_in_a_pipe_has_a_line_a_row_and_no_colours(capsys: pytest.CaptureFixture[str]) -> None:
    show_table(COLUMNS, [("x" * 300, 1.0, True), ("[bold]y[/bold]", 2.0, False)])
    out = capsys.readouterr().out
    assert "x" * 300 in out
    assert "[bold]y[/bold]" in out
    assert "\x1b" not in out


def test_no_paper_steers_the_terminal() -> None:
    assert "\x1b" not in printable("a\x1b]0;owned\x07b\x9b31m\u202ec")
    assert printable("α µ – 10^-4\tend") == "α µ – 10^-4\tend"


def test_a_file_that_cannot_be_written_is_a_wrong_call(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be written"):
        show_table(COLUMNS, ROWS, format=Format.csv, out=tmp_path / "nowhere" / "t.csv")


def test_what_cannot_be_written_whole_leaves_the_old_file(tmp_path: Path) -> None:
    def broken() -> Iterator[str]:
        yield "half"
        raise UsageError("no more")

    out = tmp_path / "t.txt"
    out.write_text("old")
    with pytest.raises(UsageError, match="no more"):
        write_text(broken(), out)
    assert out.read_text() == "old"


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "file")
    write_text(["new"], tmp_path / "link")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "file").read_text() == "new"


def test_a_pipe_with_a_name_is_written_to(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    reader = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    try:
        write_text(["new"], tmp_path / "pipe")
        assert os.read(reader, 10) == b"new"
    finally:
        os.close(reader)


def test_a_result_in_a_knowledge_base_is_refused(tmp_path: Path) -> None:
    (tmp_path / "kb.sqlite").touch()
    for name in ("kb.sqlite", "index/new.csv"):
        with pytest.raises(UsageError, match="write results elsewhere"):
            result_file(tmp_path / name)


@pytest.mark.parametrize(
    "command",
    ["trends distribution capacity --chart", "embed map words.vectors --out", "embed train --out", "audit --chart",
     "embed discover anode --until 2015 --check-after --chart", "model train capacity --out", "train gold --out"],
)  # fmt: skip
def test_no_command_writes_into_a_knowledge_base(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    (tmp_path / "kb.sqlite").touch()
    assert main([*command.split(), str(tmp_path / "new.svg")]) == 2
    assert "write results elsewhere" in capsys.readouterr().err


def test_a_late_bar_shows_nothing_before_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    with Bar("papers", late=True):
        pass
    assert terminal.getvalue() == ""
    with Bar("papers", late=True) as bar:
        bar.show(total=400, ended=200, failed=0)
    assert "200/400" in terminal.getvalue()
