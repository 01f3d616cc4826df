"""Laws of `voltext curate` at its edges: what cannot be meant is refused with its reason, and nothing is decided."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from voltext.app import cli
from voltext.app.curating import MAX_TEXT
from voltext.app.engine import InlineEngine
from voltext.app.pipeline import build

FIRST = "10.1000/demo/r0"


@pytest.fixture
def kb(tmp_path: Path, engine: InlineEngine, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "a.txt").write_text("capacity=150 capacity=140 doi:10.1000/demo")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VOLTEXT_AUTHOR", "ada")
    build("papers", "my.kb", engine=engine)
    return Path("my.kb")


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = cli.main(["curate", *arguments, "--kb", "my.kb"])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def listed(capsys: pytest.CaptureFixture[str], what: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(run(capsys, what, "--format", "json")[1])
    return found


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["comment", FIRST, "  "], "needs words"),
        (["reject", FIRST, "--reason", "x" * (MAX_TEXT + 1)], "characters"),
        (["reject", FIRST, "--reason", "\x1b[2J"], "control"),
        (["reject", FIRST, "--author", "a\x07"], "control"),
        (["edit", FIRST, "--material", "LFP\x1b[31m"], "control"),
        (["edit", FIRST, "--unit", "eV"], "not measured in"),
        (["edit", FIRST, "--condition", "temperature=5 h"], "not measured in"),
        (["undo", ""], "0 decisions"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    kb: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], told: str
) -> None:
    code, out, err = run(capsys, *arguments)
    assert (code, out) == (2, "")
    assert told in err
    assert len(err) < 400
    assert listed(capsys, "list") == []


def test_an_empty_id_takes_nothing_back(kb: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "reject", FIRST, "--author", "ben")
    assert run(capsys, "undo", " ")[0] == 2
    assert [row["state"] for row in listed(capsys, "list")] == ["in force"]


def test_of_a_material_the_last_decision_is_listed(kb: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "edit", FIRST, "--material", "MyCarbon-7")
    run(capsys, "merge", "MyCarbon-7", "C")
    code, _, err = run(capsys, "merge", "MyCarbon-7", "C")
    assert code == 2
    assert "counts as" in err
    run(capsys, "unmerge", "MyCarbon-7")
    assert [(row["how"], row["counts as"]) for row in listed(capsys, "materials")] == [("unmerge", None)]
