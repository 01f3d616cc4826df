"""voltext audit on the command line: formats, contract, width, exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from voltext.app import cli
from voltext.app.contract import check
from voltext.app.engine import InlineEngine
from voltext.app.pipeline import build
from voltext.app.processing import process

PAPER = """Hard carbon anodes for sodium-ion batteries

Abstract

Hard carbon gives a reversible capacity of 310 mAh g-1 in sodium-ion batteries.

Experimental

Hard carbon, Super P and CMC (8:1:1 by weight) were mixed in water and cast on Al foil. CR2032 coin cells were
assembled with sodium metal as counter electrode. The electrolyte was 1 M NaPF6 in diglyme. Cells were cycled between
0.01 and 2.5 V at 25 °C.
"""


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "paper.txt"
    path.write_text(PAPER, encoding="utf-8")
    return path


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = cli.main(["audit", *arguments])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_the_table_fits_80_columns(paper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, str(paper))
    assert code == 0
    assert max(map(len, out.splitlines())) <= 80
    assert "Super P" in out


def test_json_keeps_the_contract(paper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, str(paper), "--format", "json")
    assert code == 0
    printed = json.loads(out)
    check("audit_output", printed)
    assert [len(each["items"]) for each in printed] == [42]


@pytest.mark.parametrize("format", ["csv", "markdown", "html"])
def test_every_format_prints_something_of_the_paper(
    paper: Path, capsys: pytest.CaptureFixture[str], format: str
) -> None:
    code, out, _ = run(capsys, str(paper), "--format", format)
    assert code == 0
    assert "Super P" in out


def test_fail_under_turns_a_low_score_into_exit_code_1(paper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, str(paper), "--fail-under", "0.1")[0] == 0
    code, _, err = run(capsys, str(paper), "--fail-under", "0.99")
    assert code == 1
    assert "is under 0.99" in err


def test_a_bad_checklist_or_a_missing_file_is_a_clear_sentence(
    paper: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, err = run(capsys, str(paper), "--checklist", "none-such")
    assert (code, "there is no checklist 'none-such'" in err) == (2, True)
    code, _, err = run(capsys, str(tmp_path / "absent.pdf"))
    assert (code, "there is no such file" in err) == (2, True)


def test_a_file_without_text_fails_and_says_why(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "empty.txt"
    path.write_text("")
    code, out, err = run(capsys, str(path), "--format", "json")
    assert code == 1
    assert json.loads(out)[0]["score"] is None
    assert "empty" in err


def test_a_knowledge_base_is_audited_in_shares(
    paper: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    build(str(paper), "my.kb", engine=InlineEngine(process))
    code, out, _ = run(capsys, "--kb", "my.kb", "--format", "json")
    assert code == 0
    shares = {each["key"]: each for each in json.loads(out)}
    assert (shares["binder"]["reported"], shares["binder"]["papers"]) == (1, 1)
    assert shares["porosity"]["share"] == 0
    assert run(capsys, "--kb", "my.kb", "--by", "colour")[0] == 2
    assert run(capsys)[0] == 2


def test_a_literature_is_drawn_with_the_papers_behind_each_bar(
    paper: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("vl_convert", reason="the figure needs voltext[charts]")
    monkeypatch.chdir(tmp_path)
    build(str(paper), "my.kb", engine=InlineEngine(process))
    code, out, _ = run(capsys, "--kb", "my.kb", "--chart", "shares.html")
    assert code == 0
    assert max(map(len, out.splitlines())) <= 80
    assert "<li>Hard carbon anodes for sodium-ion batteries</li>" in Path("shares.html").read_text(encoding="utf-8")
    assert run(capsys, "--kb", "my.kb", "--by", "year", "--chart", "shares.png")[0] == 0
    assert Path("shares.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--kb", "my.kb", "--chart", "shares.gif"), ".svg, .png or .html"),
        (("--kb", "my.kb", "--format", "html"), "table, json or csv"),
        (("--kb", "my.kb", "--chart", "no/such/folder/shares.svg"), "cannot be written"),
        (("paper.txt", "--chart", "shares.svg"), "need --kb"),
        (("--kb", "my.kb", "--fail-under", "0.7"), "--fail-under is for files"),
    ],
)
def test_a_figure_that_cannot_be_drawn_is_a_clear_sentence(
    paper: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    words: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    build(str(paper), "my.kb", engine=InlineEngine(process))
    code, _, err = run(capsys, *arguments)
    assert code == 2
    assert words in err


def test_papers_come_in_the_order_in_which_they_were_given(
    paper: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "another.txt"
    other.write_text(PAPER.replace("Hard carbon anodes", "Soft carbon anodes"), encoding="utf-8")
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"")
    code, out, err = run(capsys, str(other), str(empty), str(paper), str(other), "--format", "json")
    assert code == 1
    assert [Path(each["document"]["source"]).name for each in json.loads(out)] == [
        "another.txt", "empty.txt", "paper.txt", "another.txt",
    ]  # fmt: skip
    assert err.count("empty.txt") == 1
