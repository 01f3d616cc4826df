"""Laws of what is said to people: once, in the right number, with what to do next."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest

import voltext
from voltext.app.answers import show_answer
from voltext.app.audit_table import LEGEND
from voltext.app.commands import build as build_command
from voltext.app.commands.extract import extract
from voltext.app.commands.show import show
from voltext.app.engine import InlineEngine
from voltext.app.evidence import evidence_text
from voltext.app.isolated import extract_files
from voltext.app.output import Format, counted, show_table
from voltext.app.pipeline import build
from voltext.app.report import complaint, explained
from voltext.ingest.data import ingest_vocabulary
from voltext.ingest.errors import UsageError
from voltext.kb.entry import FileEntry


@pytest.mark.parametrize("reason", list(ingest_vocabulary("failure_reasons")))
def test_every_failure_has_a_remedy_that_is_said_once(reason: str) -> None:
    what, to_do = explained(FileEntry("/x", "x", None, "failed", reason, "It is bad."))
    assert what == "It is bad."
    assert to_do
    line = complaint("x", reason, f"It is bad. {to_do}")
    assert line.count(to_do) == 1
    assert line == complaint("x", reason, "It is bad.")


def test_a_partial_file_has_a_remedy() -> None:
    what, to_do = explained(FileEntry("/x", "x", "0123", "partial", "truncated", "It ends early. Download it again."))
    assert (what, to_do) == ("It ends early.", "Download it again.")
    what, to_do = explained(FileEntry("/x", "x", "0123", "partial", "odd", "It is odd."))
    assert to_do is not None
    assert "voltext show 0123" in to_do
    assert explained(FileEntry("/x", "x", "0123", "done")) == (None, None)


def test_one_file_is_no_files() -> None:
    assert [counted(number, "file") for number in (0, 1, 2)] == ["0 files", "1 file", "2 files"]


def said_of_build(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], engine: InlineEngine, papers: Path, kb: Path
) -> tuple[str, str]:
    real = build
    monkeypatch.setattr("voltext.app.pipeline.build", lambda *a, **k: real(*a, **(k | {"engine": engine})))
    build_command.build([papers], kb=kb)
    captured = capsys.readouterr()
    return captured.out, captured.err


def test_a_build_says_what_was_as_it_was_and_where_no_paper_is(
    tmp_path: Path, engine: InlineEngine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    papers, kb = tmp_path / "papers", tmp_path / "kb"
    papers.mkdir()
    out, err = said_of_build(monkeypatch, capsys, engine, papers, kb)
    assert (out, err) == ("", "no paper was found\n")
    (papers / "a.txt").write_text("capacity=1")
    assert "1 file, in " in said_of_build(monkeypatch, capsys, engine, papers, kb)[1]
    out, err = said_of_build(monkeypatch, capsys, engine, papers, kb)
    assert "1 file, as they were, in " in err
    assert "done" in out


def test_search_says_where_the_rest_is(
    tmp_path: Path, engine: InlineEngine, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text(" ".join(f"capacity={number}" for number in range(100, 114)))
    build(tmp_path / "a.txt", tmp_path / "kb", engine=engine)
    found = voltext.search("capacity", kb=tmp_path / "kb")
    total = found.total["records"]
    assert total > 10
    show_answer(found, format=Format.table)
    assert f"these are 1 to 10 of {total} records, more with --page 2" in capsys.readouterr().out
    show_answer(replace(found, records=(), passages=()), format=Format.table, page=99)
    assert "none on page 99, the last page is 2" in capsys.readouterr().out


def test_the_audit_explains_its_marks(capsys: pytest.CaptureFixture[str]) -> None:
    from voltext.app.audit_table import audit_table
    from voltext.insight.checklist import checklist

    table = "".join(audit_table([voltext.audit(voltext.sample_paper())], checklist("full")))
    assert LEGEND.replace("  ", " ") in " ".join(table.split())
    assert max(map(len, table.splitlines())) <= 80


def test_a_failed_file_prints_no_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "empty.txt").write_text("")
    with pytest.raises(Exception) as caught:  # noqa: PT011 - typer's Exit, whose class differs among its versions
        extract([tmp_path / "empty.txt"])
    assert getattr(caught.value, "exit_code", None) == 1
    assert capsys.readouterr().out == ""


def test_an_archive_is_for_build(tmp_path: Path) -> None:
    import zipfile

    with zipfile.ZipFile(tmp_path / "papers.zip", "w") as archive:
        archive.writestr("a.txt", "x")
    with pytest.raises(UsageError, match="voltext build"):
        extract_files([tmp_path / "papers.zip"])


def test_a_doi_of_two_files_shows_the_one_that_stands(
    tmp_path: Path, engine: InlineEngine, capsys: pytest.CaptureFixture[str]
) -> None:
    words = " ".join(f"word{number}" for number in range(300))
    for name, more in (("a.txt", ""), ("b.txt", "capacity=7")):
        (tmp_path / name).write_text(
            f"# A title of a work that is long enough to compare\n{words} doi:10.1000/x {more}"
        )
    build([tmp_path / "a.txt", tmp_path / "b.txt"], tmp_path / "kb", engine=engine)
    show("10.1000/x", kb=tmp_path / "kb")
    assert "10.1000/x" in capsys.readouterr().out


def test_what_is_not_there_is_a_wrong_call_in_python_too(tmp_path: Path) -> None:
    for call in (voltext.read, voltext.extract, voltext.audit):
        with pytest.raises(UsageError, match="no such file"):
            call(tmp_path / "none.pdf")
        with pytest.raises(UsageError, match="folder"):
            call(tmp_path)


def test_a_table_cell_is_shown_with_its_row_and_heading() -> None:
    extraction = voltext.extract(voltext.sample_paper())
    records = [record for record in extraction.records if record.evidence and record.evidence[0].cell is not None]
    assert records
    for record in records:
        text = evidence_text(extraction, record)
        assert text is not None
        assert f"[[{record.evidence[0].text}]]" in text
        assert " | " in text


def test_a_table_breaks_no_word(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    words = ("a-very-long-file-name-of-a-paper.xml", "0123456789abcdef", "unreadable", "permissions")
    show_table(("file", "document", "reason", "remedy"), [words], title="/a/long/path/" * 8)
    out = capsys.readouterr().out
    for word in (*words, "/a/long/path/" * 8):
        assert word in out
