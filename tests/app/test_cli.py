"""Laws of the command line: exit codes, errors in one sentence, machine formats on standard output alone."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pandas
import pytest

from voltext.app import cli
from voltext.app.contract import check
from voltext.app.engine import InlineEngine
from voltext.app.pipeline import build
from voltext.extract.extraction import SCHEMA, Extraction
from voltext.ingest.document import Header, ReadWarning

PAPER = "Hard carbon was made. The reversible capacity was 310 mAh/g at 0.1C after 50 cycles. " * 3


@pytest.fixture
def kb(tmp_path: Path, engine: InlineEngine, monkeypatch: pytest.MonkeyPatch) -> Path:
    papers = tmp_path / "papers"
    papers.mkdir()
    (papers / "a.txt").write_text("capacity=150 capacity=-140 doi:10.1000/demo")
    (papers / "b.txt").write_text("=cmd() capacity=200 CUT")
    (papers / "empty.txt").write_text("")
    (papers / "list.bib").write_text("")
    monkeypatch.chdir(tmp_path)
    build("papers", "my.kb", engine=engine)
    return Path("my.kb")


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = cli.main(list(arguments))
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_the_commands_are_these_in_this_order() -> None:
    assert [name for name, _ in cli.COMMANDS][:4] == ["build", "extract", "search", "audit"]
    assert {name for name, _ in cli.COMMANDS} >= {"status", "show", "export", "schema"}


@pytest.mark.parametrize("name", [name for name, _ in cli.COMMANDS])
def test_every_command_has_help(capsys: pytest.CaptureFixture[str], name: str) -> None:
    code, out, _ = run(capsys, name, "--help")
    assert code == 0
    assert name in out


@pytest.mark.parametrize(
    "arguments",
    [
        ["frobnicate"],
        ["build"],
        ["build", "nowhere"],
        ["build", "papers", "--workers", "0"],
        ["extract", "nowhere.pdf"],
        ["extract", "papers"],
        ["status", "--kb", "nowhere"],
        ["status", "--kb", "my.kb", "--only", "well"],
        ["status", "--kb", "my.kb", "--format", "parquet"],
        ["show", "nothing", "--kb", "my.kb"],
        ["export", "--kb", "nowhere"],
        ["export", "--kb", "my.kb", "--format", "parquet"],
        ["export", "--kb", "my.kb", "--out", "no/such/folder/file.csv"],
    ],
)
def test_a_wrong_call_is_2_with_a_sentence_and_no_traceback(
    kb: Path, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    code, out, err = run(capsys, *arguments)
    assert code == 2
    assert out == ""
    assert err.strip()
    assert "Traceback" not in err


def test_status_lists_every_file(kb: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "status", "--kb", str(kb), "--format", "json")
    assert (code, err) == (0, "")
    rows = {row["file"]: row for row in json.loads(out)}
    assert {name: row["status"] for name, row in rows.items()} == {
        "papers/a.txt": "done",
        "papers/b.txt": "partial",
        "papers/empty.txt": "failed",
        "papers/list.bib": "skipped",
    }
    assert rows["papers/empty.txt"]["reason"] == "empty"
    assert rows["papers/empty.txt"]["remedy"]
    assert rows["papers/b.txt"]["message"]
    code, out, _ = run(capsys, "status", "--kb", str(kb), "--only", "failed")
    assert "empty.txt" in out
    assert "a.txt" not in out


@pytest.mark.parametrize("name", ["papers/a.txt", "a.txt", "10.1000/demo", "https://doi.org/10.1000/demo"])
def test_show_finds_a_document_by_its_names(kb: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    code, out, _ = run(capsys, "show", name, "--kb", str(kb))
    assert code == 0
    assert "150" in out
    code, out, _ = run(capsys, "show", name, "--kb", str(kb), "--format", "json")
    assert json.loads(out)["document"]["doi"] == "10.1000/demo"


def test_export_gives_every_record(kb: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, out, _ = run(capsys, "export", "--kb", str(kb))
    rows = list(csv.DictReader(io.StringIO(out)))
    assert code == 0
    assert sorted(float(row["value"]) for row in rows) == [-140.0, 150.0, 200.0]
    assert next(row for row in rows if row["value"] == "200.0")["evidence"].startswith("'=cmd()")
    code, out, _ = run(capsys, "export", "--kb", str(kb), "--format", "jsonl")
    assert sorted(json.loads(line)["record"]["value"] for line in out.splitlines()) == [-140.0, 150.0, 200.0]
    code, out, _ = run(capsys, "export", "--kb", str(kb), "--format", "parquet", "--out", str(tmp_path / "r.parquet"))
    assert (code, out) == (0, "")
    frame = pandas.read_parquet(tmp_path / "r.parquet")
    assert sorted(frame["value"]) == [-140.0, 150.0, 200.0]
    assert str(frame["min"].dtype) == "float64"


def test_the_knowledge_base_may_be_named_by_the_environment(
    kb: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VOLTEXT_KB", str(kb))
    assert run(capsys, "status")[0] == 0


def test_a_bug_is_one_line_with_a_hint(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        """Break."""
        raise ZeroDivisionError("oh")

    made = cli.make_app((("status", broken), ("schema", lambda: None)))
    monkeypatch.setattr(cli, "make_app", lambda: made)
    code, out, err = run(capsys, "status")
    assert (code, out) == (3, "")
    assert err.count("\n") == 1
    assert "VOLTEXT_DEBUG=1" in err
    monkeypatch.setenv("VOLTEXT_DEBUG", "1")
    assert "Traceback" in run(capsys, "status")[2]


def test_extract_says_what_a_limit_left_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    paper = tmp_path / "slow.txt"
    paper.write_text(PAPER)
    warning = ReadWarning("limit_time", "The text is kept. Raise --max-seconds.")
    header = Header("0" * 16, str(paper), "0" * 64, "text", "text", warnings=(warning,))
    monkeypatch.setattr("voltext.app.isolated.extract_files", lambda *_, **__: [Extraction(SCHEMA, header, ())])
    code, _, err = run(capsys, "extract", str(paper))
    assert code == 0
    assert err == f"{paper}: limit_time: The text is kept. Raise --max-seconds.\n"


def test_extract_and_build_of_real_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The whole way once, worker processes and all: exit codes 0 and 1, contract JSON, nothing else on stdout."""
    good, bad = tmp_path / "good.txt", tmp_path / "bad.xml"
    good.write_text(PAPER)
    bad.write_bytes(b"")
    code, out, err = run(capsys, "extract", str(good), "--format", "json")
    assert (code, err) == (0, "")
    check("extract_output", json.loads(out))
    code, out, err = run(capsys, "extract", str(good), str(bad), "--format", "json")
    assert code == 1
    check("extract_output", json.loads(out))
    assert [each["document"].get("failure", None) is None for each in json.loads(out)] == [True, False]
    assert err.startswith(f"{bad}: empty: ")
    code, out, err = run(capsys, "build", str(good), "--kb", str(tmp_path / "kb"), "--format", "json")
    assert code == 0
    assert json.loads(out) == [{"status": "done", "reason": None, "files": 1}]
    code, out, err = run(capsys, "build", str(good), str(bad), "--kb", str(tmp_path / "kb"), "--format", "csv")
    assert code == 1
    assert out.splitlines() == ["status,reason,files", "done,,1", "failed,empty,1"]


def test_a_reader_that_leaves_early_breaks_nothing(kb: Path) -> None:
    path = os.pathsep.join(entry for entry in sys.path if entry)
    command = f'"{sys.executable}" -m voltext.app.cli schema | head -c 10'
    done = subprocess.run(
        command, shell=True, capture_output=True, text=True, env=os.environ | {"PYTHONPATH": path}, check=False
    )
    assert done.stderr == ""


def test_streams_that_a_shell_closed_are_no_bug(kb: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    assert cli.main(["status", "--kb", str(kb)]) == 0
    assert cli.main(["recipes", "--kb", str(kb), "LiCoO2"]) == 0


def test_help_starts_at_once() -> None:
    """Nothing heavy is imported for --help (the aim is 0.4 s; the bound is computing time, with room)."""
    code = "import sys; from voltext.app.cli import main; main(['--help']); heavy = {'pandas', 'spacy', 'lxml', 'tantivy', 'pint', 'numpy'}; sys.exit(str(heavy & set(sys.modules)) if heavy & set(sys.modules) else 0)"  # noqa: E501 - one program
    path = os.pathsep.join(entry for entry in sys.path if entry)
    before = os.times()
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=os.environ | {"PYTHONPATH": path}, check=False
    )
    after = os.times()
    assert (done.returncode, done.stderr) == (0, "")
    assert after.children_user + after.children_system - before.children_user - before.children_system < 2
