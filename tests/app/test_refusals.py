"""Laws of what the system or the call refuses: said in one sentence with the right exit code, nothing left behind."""

from __future__ import annotations

import ctypes
import errno
import os
import signal
import sqlite3
import stat
import subprocess
import sys
import tarfile
import time
import zipfile
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from voltext.app import archive
from voltext.app.commands.export import export
from voltext.app.commands.status import status
from voltext.app.engine import InlineEngine
from voltext.app.finding import find_files
from voltext.app.output import Format
from voltext.app.pipeline import build
from voltext.ingest.errors import MissingExtra, StoreError, UsageError
from voltext.ingest.source import Limits
from voltext.kb.lock import BuildLock
from voltext.kb.sqlite import SqliteStore

linux = pytest.mark.skipif(sys.platform != "linux", reason="needs Linux")
MANY = "capacity=1 " * 400


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "a.txt").write_text(f"capacity=150 {MANY}")
    return folder


def bound_by_permissions() -> None:
    """Take from root, in a child about to start, what lets it pass over permissions."""
    if os.geteuid() == 0:
        for capability in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
            ctypes.CDLL(None).prctl(24, capability, 0, 0, 0)  # PR_CAPBSET_DROP


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "voltext.app.cli", *arguments]


def environment() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": os.pathsep.join(entry for entry in sys.path if entry)}


def voltext(*arguments: str) -> tuple[int, str, str]:
    done = subprocess.run(
        command(*arguments), capture_output=True, text=True, env=environment(), check=False,
        preexec_fn=bound_by_permissions if sys.platform == "linux" else None,
    )  # fmt: skip
    return done.returncode, done.stdout, done.stderr


def test_a_folder_that_cannot_be_read_is_listed(papers: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (papers / "closed").mkdir()
    scandir = os.scandir

    def refusing(path: str) -> object:
        if Path(path).name == "closed":
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refusing)
    found = {file.path.name: file.refused for file in find_files([papers], limits=Limits())}
    assert found["a.txt"] is None
    assert found["closed"] == ("failed", "unreadable", "The folder cannot be read: Permission denied.")
    assert [file.refused for file in find_files([papers / "closed"], limits=Limits())] == [found["closed"]]


@linux
def test_a_build_with_a_closed_folder_exits_with_1(papers: Path, tmp_path: Path) -> None:
    closed = papers / "closed"
    closed.mkdir(mode=0)
    code, _, err = voltext("build", str(papers), "--kb", str(tmp_path / "kb"))
    assert code == 1
    assert str(closed) in err
    closed.chmod(0o755)
    (closed / "b.txt").write_text("capacity=2")
    assert voltext("build", str(papers), "--kb", str(tmp_path / "kb"))[0] == 0
    assert "failed" not in voltext("status", "--kb", str(tmp_path / "kb"), "--format", "csv")[1]


@linux
def test_a_knowledge_base_that_cannot_be_written_is_read(papers: Path, tmp_path: Path, engine: InlineEngine) -> None:
    kb = tmp_path / "kb"
    build(papers, kb, engine=engine)
    before = sorted(path.name for path in kb.rglob("*"))
    for path in kb.rglob("*"):
        path.chmod(0o555 if path.is_dir() else 0o444)
    kb.chmod(0o555)
    try:
        for arguments in (["status"], ["export"], ["search", "capacity"], ["show", "a.txt"]):
            code, out, err = voltext(*arguments, "--kb", str(kb))
            assert code == 0, err
            assert out
        assert sorted(path.name for path in kb.rglob("*")) == before
        assert voltext("build", str(papers), "--again", "--kb", str(kb))[0] == 2
    finally:
        for path in [kb, *kb.rglob("*")]:
            path.chmod(stat.S_IRWXU)


@linux
def test_a_full_disk_is_a_sentence_and_2(papers: Path, tmp_path: Path, engine: InlineEngine) -> None:
    kb = tmp_path / "kb"
    build(papers, kb, engine=engine)
    for arguments in (["export", "--kb", str(kb)], ["schema"], ["status", "--kb", str(kb)]):
        with Path("/dev/full").open("w") as full:
            done = subprocess.run(
                command(*arguments), stdout=full, stderr=-1, text=True, env=environment(), check=False
            )
        assert done.returncode == 2
        assert done.stderr.startswith("voltext: No space left on device")
        assert done.stderr.count("\n") == 1


def test_a_store_on_a_full_disk_says_so(papers: Path, tmp_path: Path, engine: InlineEngine) -> None:
    build(papers, tmp_path / "kb", engine=engine)
    store = SqliteStore.open(tmp_path / "kb")
    entry = store.get(next(header.id for header in store.headers()))
    assert entry is not None
    pages = store._connection.execute("PRAGMA page_count").fetchone()[0]
    store._connection.execute(f"PRAGMA max_page_count = {pages + 1}")
    other = replace(entry, header=replace(entry.header, id="other", sha256="other"), signature=bytes(100_000))
    with pytest.raises(StoreError, match="the disk is full"):
        store.add(other)
    assert store.get("other") is None
    store.close()


def test_only_another_build_is_called_another_build(tmp_path: Path) -> None:
    with BuildLock(tmp_path), pytest.raises(StoreError, match="another build"), BuildLock(tmp_path):
        pass
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "build.lock").mkdir()
    with pytest.raises(StoreError, match="cannot be locked"), BuildLock(tmp_path / "other"):
        pass


@pytest.mark.parametrize("arguments", [["search", "x"], ["status"], ["export"], ["show", "x"], ["audit"]])
def test_a_folder_that_is_no_knowledge_base_is_refused_and_left_alone(tmp_path: Path, arguments: list[str]) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "letter.txt").write_text("x")
    code, out, err = voltext(*arguments, "--kb", str(folder))
    assert (code, out) == (2, "")
    assert "no knowledge base" in err
    assert [path.name for path in folder.iterdir()] == ["letter.txt"]
    sqlite3.connect(folder / "kb.sqlite").close()
    (folder / "kb.sqlite").touch()
    assert voltext(*arguments, "--kb", str(folder))[0] == 2


def test_a_knowledge_base_has_a_name_and_is_a_folder(papers: Path, tmp_path: Path) -> None:
    for arguments in (["build", str(papers)], ["status"], ["audit"]):
        code, out, err = voltext(*arguments, "--kb", "")
        assert (code, out) == (2, "")
        assert "--kb needs the name of a folder" in err
    with pytest.raises(UsageError, match="name of a folder"):
        build(papers, "")
    for arguments in (["build", str(papers)], ["status"]):
        code, _, err = voltext(*arguments, "--kb", str(papers / "a.txt"))
        assert code == 2
        assert "is a file" in err


@linux
def test_what_is_no_file_is_called_what_it_is(papers: Path) -> None:
    os.mkfifo(papers / "pipe.txt")
    (papers / "link.txt").symlink_to("nowhere")
    assert "it is a pipe" in voltext("extract", str(papers / "pipe.txt"))[2]
    assert "a link to nowhere" in voltext("extract", str(papers / "link.txt"))[2]
    assert "there is no such file" in voltext("extract", str(papers / "none.txt"))[2]


def test_a_wrong_call_reads_nothing_and_is_one_sentence(papers: Path, tmp_path: Path) -> None:
    kb = tmp_path / "kb"
    for arguments in (["build", str(papers), "nowhere"], ["build"], ["build", str(papers), "--workers", "0"], ["foo"]):
        code, out, err = voltext(*arguments, *(["--kb", str(kb)] if arguments[0] == "build" else []))
        assert (code, out) == (2, "")
        assert err.startswith("voltext: ")
        assert err.count("\n") == 1
    assert not kb.exists()


@linux
def test_an_interrupt_says_that_what_is_stored_stays(papers: Path, tmp_path: Path) -> None:
    (tmp_path / "stall.py").write_text(
        "import sys\nfrom voltext.app import cli\n"
        "def status() -> None:\n    'Wait.'\n    print('here', flush=True)\n    import time\n    time.sleep(60)\n"
        "made = cli.make_app((('status', status), ('schema', lambda: None)))\ncli.make_app = lambda: made\n"
        "sys.exit(cli.main(['status']))\n"
    )
    with subprocess.Popen(
        [sys.executable, str(tmp_path / "stall.py")], stdout=-1, stderr=-1, text=True, env=environment()
    ) as child:
        assert child.stdout is not None
        assert child.stderr is not None
        assert child.stdout.readline() == "here\n"
        time.sleep(0.2)
        child.send_signal(signal.SIGINT)
        assert child.stderr.read() == (
            "voltext: interrupted; what is stored stays stored, the same command goes on from here\n"
        )
    assert child.returncode == 130


@linux
def test_a_reader_of_ours_that_leaves_is_no_error(papers: Path, tmp_path: Path, engine: InlineEngine) -> None:
    for number in range(12):
        (papers / f"{number}.txt").write_text(f"{MANY}{number}")
    build(papers, tmp_path / "kb", engine=engine)
    with subprocess.Popen(
        command("export", "--kb", str(tmp_path / "kb")), stdout=-1, stderr=-1, text=True, env=environment()
    ) as child:
        assert child.stdout is not None
        assert child.stderr is not None
        child.stdout.readline()
        child.stdout.close()
        assert child.stderr.read() == ""
    assert child.returncode == 0


def test_a_missing_extra_is_not_the_file_s_fault(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from voltext.app import processing
    from voltext.app.task import Task
    from voltext.kb.entry import unpack

    def raising(error: Exception) -> tuple[str, str]:
        def read(*_: object, **__: object) -> None:
            raise error

        monkeypatch.setattr(processing, "read", read)
        (tmp_path / "x").write_text("x")
        checksum = sha256(b"x").hexdigest()
        outcome = processing.process(Task("x", checksum, Limits(), os.fsencode(tmp_path / "x")), lambda _: None)
        failure = unpack(outcome.payload).document.failure
        assert failure is not None
        return failure.reason, failure.message

    reason, message = raising(MissingExtra("Reading Word files", "manuscripts"))
    assert reason == "unsupported"
    assert 'pip install "voltext[manuscripts]"' in message
    assert "bug" not in message
    assert raising(ZeroDivisionError("oh")) == ("internal", "Reading it met a bug of voltext (ZeroDivisionError: oh).")


def test_what_cannot_be_written_is_named(papers: Path, tmp_path: Path, engine: InlineEngine) -> None:
    build(papers, tmp_path / "kb", engine=engine)
    for format in ("csv", "jsonl", "parquet"):
        out = tmp_path / "none" / f"x.{format}"
        with pytest.raises(UsageError, match="cannot be written"):
            export(kb=tmp_path / "kb", format=format, out=out)


def test_names_never_steer_a_terminal(tmp_path: Path, engine: InlineEngine, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "p").mkdir()
    (tmp_path / "p" / "a\x1b[2Jb.txt").write_text("capacity=1")
    build(tmp_path / "p", tmp_path / "kb", engine=engine)
    for format in (Format.csv, Format.json, Format.table):
        status(kb=tmp_path / "kb", format=format)
        out = capsys.readouterr().out
        assert "[2Jb.txt" in out
        assert "\x1b" not in out
        assert "u001b" not in out


@pytest.mark.parametrize("suffix", ["zip", "tar.gz"])
def test_a_full_disk_is_not_the_archive_s_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str) -> None:
    (tmp_path / "a.txt").write_text("x")
    path = tmp_path / f"papers.{suffix}"
    if suffix == "zip":
        with zipfile.ZipFile(path, "w") as packed:
            packed.write(tmp_path / "a.txt", "a.txt")
    else:
        with tarfile.open(path, "w:gz") as tar:
            tar.add(tmp_path / "a.txt", "a.txt")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(archive._Budget, "unpack", full)
    with pytest.raises(OSError, match="No space left"):
        list(archive.members(path, limits=Limits(), into=tmp_path))
