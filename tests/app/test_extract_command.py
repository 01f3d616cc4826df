"""The command and the verb extract: pipes, widths, and calls that cannot be meant."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import voltext
from voltext.app.cli import main
from voltext.app.output import Format, show_table
from voltext.ingest.errors import UsageError

SAMPLE = str(voltext.sample_paper())
ROWS = [("LFP", "the LFP/C cathode delivers " * 8)]


def test_explain_goes_into_a_pipe_as_other_output_does(monkeypatch: pytest.MonkeyPatch) -> None:
    """``write_text`` lets a pipe break, which the command line knows; a console would end with an error of its own."""
    written: list[str] = []
    monkeypatch.setattr("voltext.app.commands.extract.write_text", lambda parts, out: written.extend(parts))
    assert main(["extract", SAMPLE, "--explain"]) == 0
    assert len(written) > 10
    assert all(line.endswith("\n") for line in written)


@pytest.mark.parametrize("format", ["csv", "json"])
def test_explain_refuses_formats_that_it_has_not(format: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["extract", SAMPLE, "--explain", "--format", format]) == 2
    assert "--explain is for people" in capsys.readouterr().err


@pytest.mark.parametrize("share", ["nan", "2", "-0.1", "inf"])
def test_a_confidence_is_a_share(share: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["extract", SAMPLE, f"--min-confidence={share}"]) == 2
    assert f"{share} is no share: it is between 0 and 1" in capsys.readouterr().err


def test_columns_sets_the_width_of_a_piped_table(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    show_table(("material", "sentence"), ROWS, format=Format.table)
    assert max(map(len, capsys.readouterr().out.splitlines())) <= 40
    monkeypatch.delenv("COLUMNS")
    show_table(("material", "sentence"), ROWS, format=Format.table)
    assert max(map(len, capsys.readouterr().out.splitlines())) > 200


@pytest.mark.parametrize("paper", [b"%PDF-1.7", None, 5])
def test_what_is_no_path_is_refused_with_the_remedy(paper: Any, tmp_path: Path) -> None:
    for verb in (voltext.extract, voltext.read, lambda path: voltext.build(path, tmp_path / "kb")):
        with pytest.raises(UsageError, match="save it as a file"):
            verb(paper)
