"""Laws of `voltext curate`: decisions count everywhere, come and go as files, and survive a kill."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import select
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from voltext.app import cli
from voltext.app.engine import InlineEngine
from voltext.app.pipeline import build
from voltext.kb.decision import from_line
from voltext.kb.sqlite import SqliteStore

ENVIRONMENT = os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path), "COLUMNS": "100"}


@pytest.fixture
def kb(tmp_path: Path, engine: InlineEngine, monkeypatch: pytest.MonkeyPatch) -> Path:
    papers = tmp_path / "papers"
    papers.mkdir()
    (papers / "a.txt").write_text("capacity=150 capacity=140 doi:10.1000/demo")
    (papers / "b.txt").write_text("capacity=200")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VOLTEXT_AUTHOR", "ada")
    build("papers", "my.kb", engine=engine)
    return Path("my.kb")


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = cli.main([*arguments, "--kb", "my.kb"])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def listed(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, object]]:
    code, out, err = run(capsys, *arguments, "--format", "json")
    assert code == 0, err
    found: list[dict[str, object]] = json.loads(out)
    return found


def table(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(run(capsys, *arguments, "--format", "csv")[1])))


def shown(capsys: pytest.CaptureFixture[str]) -> set[str]:
    """The values that search, export and show give, which are always the same."""
    found = json.loads(run(capsys, "search", "capacity", "-n", "100", "--format", "json")[1])["records"]
    lines = run(capsys, "export", "--format", "jsonl")[1].splitlines()
    exported = {json.loads(line)["record"]["value"] for line in lines}
    assert {record["value"] for record in found} == exported
    return {f"{value:g}" for value in exported}


def test_what_is_decided_counts_in_search_and_export(kb: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert shown(capsys) == {"150", "140", "200"}
    assert run(capsys, "curate", "reject", "10.1000/demo/r1", "--reason", "misread")[0] == 0
    assert run(capsys, "curate", "edit", "10.1000/demo/r0", "--value", "155")[0] == 0
    assert shown(capsys) == {"155", "200"}
    (row,) = table(capsys, "show", "10.1000/demo", "--part", "records")
    assert row["value"] == "155 mAh g^-1"
    assert "150" in row["verdict"]
    rows = table(capsys, "show", "10.1000/demo", "--part", "records", "--rejected")
    assert [row["verdict"] for row in rows][1] == "rejected"
    decisions = listed(capsys, "curate", "list")
    assert [(row["author"], row["action"], row["reason"], row["state"]) for row in decisions] == [
        ("ada", "reject", "misread", "in force"),
        ("ada", "edit", None, "in force"),
    ]


def test_undo_takes_the_last_decision_back_and_tells_of_it(kb: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "curate", "reject", "10.1000/demo/r1")
    run(capsys, "curate", "reject", "10.1000/demo/r0")
    assert run(capsys, "curate", "undo")[0] == 0
    assert shown(capsys) == {"150", "200"}
    assert [row["state"] for row in listed(capsys, "curate", "list")] == ["in force", "undone", "done"]
    assert run(capsys, "curate", "undo", "--author", "nobody")[0] == 2


def test_decisions_survive_a_new_extraction(
    kb: Path, engine: InlineEngine, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    run(capsys, "curate", "reject", "10.1000/demo/r1")
    monkeypatch.setattr("voltext.app.pipeline.extractor_version", lambda *_: "another")
    build("papers", "my.kb", engine=engine, again=True)
    assert shown(capsys) == {"150", "200"}


def test_the_queue_is_filtered_and_a_wrong_filter_is_a_wrong_call(kb: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert len(listed(capsys, "curate", "queue")) == 3
    assert len(listed(capsys, "curate", "queue", "--paper", "10.1000/demo", "--property", "capacity")) == 2
    for wrong in (["--paper", "nobody"], ["--property", "beauty"], ["--by", "beauty"]):
        assert run(capsys, "curate", "queue", *wrong)[0] == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ["accept", "nothing"],
        ["edit", "10.1000/demo/r0"],
        ["edit", "10.1000/demo/r0", "--unit", "parsecs of"],
        ["edit", "10.1000/demo/r0", "--condition", "hot"],
        ["edit", "10.1000/demo/r0", "--condition", "mood=good"],
        ["merge", "C", "C"],
        ["merge", "nothing", "C"],
        ["unmerge", "C"],
        ["undo", "ffff"],
        ["import", "nowhere.jsonl"],
        ["review"],
    ],
)
def test_a_wrong_call_is_2_and_decides_nothing(
    kb: Path, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    code, out, err = run(capsys, "curate", *arguments)
    assert (code, out) == (2, "")
    assert err.startswith("voltext: ")
    assert "Traceback" not in err
    assert listed(capsys, "curate", "list") == []


def test_decisions_go_from_one_knowledge_base_to_another(
    kb: Path, engine: InlineEngine, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, "curate", "reject", "10.1000/demo/r1")
    run(capsys, "curate", "comment", "10.1000/demo/r0", "look again")
    run(capsys, "curate", "export", "--out", "decisions.jsonl")
    Path("other").mkdir()
    Path("other/b.txt").write_text("capacity=200")
    build("other", "other.kb", engine=engine)
    for added in ("2 decisions added, 0 known", "0 decisions added, 2 known"):
        assert cli.main(["curate", "import", "decisions.jsonl", "--kb", "other.kb"]) == 0
        err = capsys.readouterr().err
        assert added in err
        assert "2 wait for their record" in err
    # The paper comes later: what was decided on it elsewhere holds.
    Path("other/a.txt").write_text(Path("papers/a.txt").read_text())
    build("other", "other.kb", engine=engine)
    cli.main(["export", "--format", "jsonl", "--kb", "other.kb"])
    values = {json.loads(line)["record"]["value"] for line in capsys.readouterr().out.splitlines()}
    assert values == {150.0, 200.0}


def test_contradictions_between_curators_are_told(kb: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "curate", "accept", "10.1000/demo/r0", "--author", "ben")
    run(capsys, "curate", "export", "--out", "ben.jsonl")
    run(capsys, "curate", "reject", "10.1000/demo/r0", "--author", "ada")
    _, _, err = run(capsys, "curate", "import", "ben.jsonl")
    assert "contradiction: reject" in err
    assert len(listed(capsys, "curate", "list", "--contradicting")) == 2


@pytest.mark.parametrize("line", ["nonsense", "{}", '{"action":"undo","author":"a","time":"b","id":"c"}', "\x00"])
def test_a_file_that_is_no_decisions_changes_nothing(kb: Path, capsys: pytest.CaptureFixture[str], line: str) -> None:
    run(capsys, "curate", "reject", "10.1000/demo/r1")
    run(capsys, "curate", "export", "--out", "good.jsonl")
    Path("bad.jsonl").write_text(Path("good.jsonl").read_text() + line + "\n")
    run(capsys, "curate", "undo")
    code, _, err = run(capsys, "curate", "import", "bad.jsonl")
    assert code == 1
    assert "line 2" in err
    assert len(listed(capsys, "curate", "list")) == 2


def test_materials_are_merged_and_kept_apart(kb: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "curate", "edit", "10.1000/demo/r0", "--material", "MyCarbon-7")
    assert run(capsys, "curate", "merge", "MyCarbon-7", "C", "--reason", "one batch")[0] == 0
    assert {row["counts as"] for row in listed(capsys, "curate", "materials")} != {None}
    found = [json.loads(line) for line in run(capsys, "export", "--format", "jsonl")[1].splitlines()]
    assert len({line["material_key"] for line in found}) == 1
    assert run(capsys, "curate", "unmerge", "MyCarbon-7")[0] == 0
    found = [json.loads(line) for line in run(capsys, "export", "--format", "jsonl")[1].splitlines()]
    assert len({line["material_key"] for line in found}) == 2


def test_a_read_only_knowledge_base_says_so(kb: Path, capsys: pytest.CaptureFixture[str]) -> None:
    if os.geteuid() == 0:
        pytest.skip("root writes whatever the permissions say")
    run(capsys, "curate", "queue")
    for path in (kb, *kb.iterdir()):
        path.chmod(0o555 if path.is_dir() else 0o444)
    code, _, err = run(capsys, "curate", "accept", "10.1000/demo/r0")
    for path in (kb, *kb.iterdir()):
        path.chmod(0o755 if path.is_dir() else 0o644)
    assert code == 2
    assert "cannot be written" in err


IMPORT = """
import sys, time
from voltext.app import cli, curating
from voltext.kb.sqlite import SqliteStore

curating.IMPORT_BATCH = 2
write = SqliteStore.write
def slowly(self, decisions):
    time.sleep(0.02)
    added = write(self, decisions)
    print(added, flush=True)
    return added
SqliteStore.write = slowly
sys.exit(cli.main(["curate", "import", "many.jsonl", "--kb", "my.kb"]))
"""


def test_an_import_that_is_killed_is_whole_when_given_again(kb: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Killed with -9 between and within its transactions; nothing is doubled, nothing lost, the store stays sound."""
    for number in range(12):
        run(capsys, "curate", "comment", "10.1000/demo/r0", f"remark {number}")
    run(capsys, "curate", "reject", "10.1000/demo/r1")
    run(capsys, "curate", "export", "--out", "many.jsonl")
    wanted = {from_line(line).id for line in Path("many.jsonl").read_text().splitlines()}
    connection = sqlite3.connect(kb / "kb.sqlite")
    connection.execute("DELETE FROM decisions")
    connection.execute("UPDATE records SET verdict = NULL, extracted = NULL")
    connection.commit()
    connection.close()
    for pause in (0.0, 0.01, 0.03):
        process = subprocess.Popen([sys.executable, "-c", IMPORT], env=ENVIRONMENT, stdout=subprocess.PIPE)
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(pause)
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        with sqlite3.connect(kb / "kb.sqlite") as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        connection.close()
    assert run(capsys, "curate", "import", "many.jsonl")[0] == 0
    store = SqliteStore.open(kb)
    assert {decision.id for decision in store.decisions()} == wanted
    store.close()
    assert shown(capsys) == {"150", "200"}


def keys_typed(kb: Path, typed: list[str], *arguments: str) -> str:
    """What the review prints on a terminal where these keys are typed, each once the last was answered."""
    master, slave = pty.openpty()
    command = [sys.executable, "-m", "voltext.app.cli", "curate", "review", "--kb", str(kb), *arguments]
    process = subprocess.Popen(
        command, stdin=slave, stdout=slave, stderr=slave, env=ENVIRONMENT | {"TERM": "dumb"}, start_new_session=True
    )
    os.close(slave)
    printed = ""
    waiting = list(typed)
    deadline = time.monotonic() + 100
    quiet, last, answered = 0.0, "", False
    while time.monotonic() < deadline:
        if select.select([master], [], [], 0.3)[0]:
            try:
                printed += os.read(master, 65536).decode(errors="replace")
            except OSError:
                break
            quiet, answered = 0.0, True
        elif process.poll() is not None:
            break
        elif answered and waiting:
            last = waiting.pop(0)
            os.write(master, last.encode())
            quiet, answered = 0.0, False
        elif last and quiet > 8:
            # What is typed before the program reads its keys is lost, as it is on any terminal: it is typed again.
            os.write(master, last.encode())
            quiet = 0.0
        else:
            quiet += 0.3
    process.wait(timeout=10)
    os.close(master)
    assert process.returncode == 0, printed
    return printed


def test_records_are_reviewed_on_a_terminal_with_one_key_each(kb: Path, capsys: pytest.CaptureFixture[str]) -> None:
    printed = keys_typed(kb, ["a", "r", "u", "?", "s", "e", "value=201\n", "\n"])
    assert "1 of 3" in printed
    assert "accepted" in printed
    assert "taken back: reject" in printed
    assert "edited" in printed
    assert "2 decided" in printed
    states = [(row["action"], row["state"]) for row in listed(capsys, "curate", "list")]
    assert states == [("accept", "in force"), ("reject", "undone"), ("undo", "done"), ("edit", "in force")]
    assert len(shown(capsys)) == 3


def test_a_review_ends_with_q_and_loses_nothing(kb: Path, capsys: pytest.CaptureFixture[str]) -> None:
    keys_typed(kb, ["r", "q"], "--paper", "10.1000/demo")
    assert len(shown(capsys)) == 2
