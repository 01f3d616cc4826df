"""Laws of `voltext export`: each format is there, whole or not at all, safe, and the same every time."""

from __future__ import annotations

import csv
import io
import json
import os
import resource
import subprocess
import sys
from pathlib import Path

import pandas
import pytest

from voltext.app import cli
from voltext.app.engine import InlineEngine
from voltext.app.exporting import FILES, FORMATS, TEXTS
from voltext.app.pipeline import build

ENVIRONMENT = os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}


@pytest.fixture
def kb(tmp_path: Path, engine: InlineEngine, monkeypatch: pytest.MonkeyPatch) -> Path:
    papers = tmp_path / "papers"
    papers.mkdir()
    (papers / "a.txt").write_text(
        "# @SUM(1) and a title of enough letters\ncapacity=150 capacity=-140 doi:10.1000/demo"
    )
    (papers / "b.txt").write_text("=cmd|' /C calc'!A0 stands here too: capacity=200")
    monkeypatch.chdir(tmp_path)
    build("papers", "my.kb", engine=engine)
    return Path("my.kb")


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = cli.main(["export", "--kb", "my.kb", *arguments])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_every_format_has_a_writer() -> None:
    assert set(FORMATS) == TEXTS.keys() | FILES.keys()


@pytest.mark.parametrize("format", FORMATS)
def test_a_file_is_the_same_every_time(kb: Path, capsys: pytest.CaptureFixture[str], format: str) -> None:
    for name in ("one", "two"):
        assert run(capsys, "--to", format, "--out", name)[0] == 0
    assert Path("one").read_bytes() == Path("two").read_bytes()
    assert not list(Path().glob(".*part"))


@pytest.mark.parametrize("format", sorted(TEXTS))
def test_texts_go_to_standard_output_as_into_a_file(kb: Path, capsys: pytest.CaptureFixture[str], format: str) -> None:
    code, out, _ = run(capsys, "--format", format)
    run(capsys, "--format", format, "--out", "file")
    assert code == 0
    assert out == Path("file").read_text("utf-8")


@pytest.mark.parametrize(
    "arguments",
    [
        ["--to", "docx"],
        ["--to", "sqlite"],
        ["--to", "parquet"],
        ["--to", "csv", "--out", "no/such/folder/a.csv"],
        ["--to", "csv", "--out", "papers"],
        ["--to", "sqlite", "--out", "papers"],
        ["--property", "beauty"],
        ["--paper", "nobody"],
        ["capacity>many"],
    ],
)
def test_a_wrong_call_is_2_with_a_sentence(kb: Path, capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    code, out, err = run(capsys, *arguments)
    assert (code, out) == (2, "")
    assert "voltext: " in err
    assert "Traceback" not in err


def test_no_cell_of_the_csv_runs_and_numbers_stay_numbers(kb: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys)
    frame = pandas.read_csv(io.StringIO(out))
    assert set(frame.value) == {150.0, -140.0, 200.0}
    assert any(cell.startswith("'=cmd") for cell in frame.evidence)
    for row in csv.reader(io.StringIO(out)):
        for cell in row:
            if cell[:1] in "=+-@\t\r" and cell:
                float(cell)  # what begins so is a number, or it would run


def test_only_what_answers_a_question_is_exported(kb: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, err = run(capsys, "stands", "--format", "jsonl")
    assert {json.loads(line)["record"]["value"] for line in out.splitlines()} <= {150.0, -140.0, 200.0}
    assert "understood:" in err
    _, out, _ = run(capsys, "--paper", "10.1000/demo", "--format", "jsonl")
    assert len(out.splitlines()) == 2


@pytest.mark.parametrize("format", FORMATS)
def test_a_full_disk_is_told_and_leaves_the_old_file(kb: Path, capsys: pytest.CaptureFixture[str], format: str) -> None:
    Path("out").write_text("old")
    script = (
        "import resource, signal, sys\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (200, 200))\n"
        "from voltext.app import cli\n"
        f"sys.exit(cli.main(['export', '--kb', 'my.kb', '--to', '{format}', '--out', 'out']))\n"
    )
    # A first look makes what reading writes (links, the journal's index), so that only the export meets the limit.
    run(capsys, "--to", format, "--out", "first")
    done = subprocess.run([sys.executable, "-c", script], env=ENVIRONMENT, capture_output=True, text=True, check=False)
    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert Path("out").read_text() == "old"
    assert not list(Path().glob(".*part*"))
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] == resource.RLIM_INFINITY
