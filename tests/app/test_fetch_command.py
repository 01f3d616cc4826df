"""voltext fetch as its users meet it: a real process before services on loopback."""

from __future__ import annotations

import csv
import io
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fake_services import Asked, Reply, Services, europepmc_result, jats, pdf, services, unpaywall_record
from voltext.app import cli
from voltext.app.pipeline import build
from voltext.kb.lock import BuildLock
from voltext.kb.sqlite import SqliteStore

# More of them: VOLTEXT_KILLS=50 pytest tests/app/test_fetch_command.py
KILLS = int(os.environ.get("VOLTEXT_KILLS", "3"))
PAPERS = 7


@pytest.fixture
def played(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Services]:
    """The services, running, and the environment that leads to them."""
    with services() as running:
        for name, value in running.environment().items():
            monkeypatch.setenv(name, value)
        monkeypatch.delenv("VOLTEXT_EMAIL", raising=False)
        monkeypatch.chdir(tmp_path)
        yield running


def fetch(*arguments: str) -> int:
    return cli.main(["fetch", *arguments, "--pace", "0"])


def test_a_first_run_a_second_and_a_build(played: Services, capsys: pytest.CaptureFixture[str]) -> None:
    assert fetch("sodium", "cathode", "--limit", "3", "--licence", "cc-by") == 0
    said = capsys.readouterr()
    assert "CC-BY" in said.out
    assert "3 papers fetched, 0 were there; next: voltext build papers" in said.err
    assert played.asked[0].headers["user-agent"].startswith("voltext/0.")
    assert played.asked[0].params["query"].startswith("(sodium cathode) AND OPEN_ACCESS:y")
    assert fetch("sodium", "cathode", "--limit", "3") == 0
    assert "0 papers fetched, 3 were there" in capsys.readouterr().err
    assert played.paths().count("/epmc/PMC1/fullTextXML") == 1


def test_the_manifest_tells_a_build_what_the_files_leave_out(played: Services) -> None:
    assert fetch("cells", "--limit", "1", "--prefer", "pdf") == 0
    build("papers", "my.kb", workers=1)
    store = SqliteStore.open(Path("my.kb"))
    (header,) = store.headers()
    store.close()
    assert (header.doi, header.licence, header.year) == ("10.5555/drawer.1", "CC-BY", 2019)
    assert header.authors == ("Ada Cell", "Bo Pouch")
    assert {each.source for each in header.metadata_source} == {"bibliography"}


def test_machines_read_what_became_of_each(played: Services, capsys: pytest.CaptureFixture[str]) -> None:
    played.europepmc = [europepmc_result(1), europepmc_result(2, licence="cc by-nc")]
    assert fetch("cells", "--format", "json") == 0
    rows = json.loads(capsys.readouterr().out)
    assert [(row["status"], row["licence"]) for row in rows] == [("fetched", "CC-BY"), ("unavailable", "CC-BY-NC")]
    assert fetch("cells", "--dry-run", "--format", "csv") == 0
    assert len(list(csv.reader(io.StringIO(capsys.readouterr().out)))) == 2


def test_dois_come_as_words_and_in_files(played: Services, tmp_path: Path) -> None:
    played.unpaywall["10.5555/other"] = unpaywall_record(9, f"{played.address}/files/9.pdf")
    (tmp_path / "list.txt").write_text("Cell 2, https://doi.org/10.5555/DRAWER.2.\n\ndoi:10.5555/other\n")
    assert fetch("--doi", "list.txt", "doi:10.5555/drawer.1", "--email", "me@lab.example") == 0
    assert {path.name for path in (tmp_path / "papers").iterdir()} == {
        "10.5555_drawer.1.xml", "10.5555_drawer.2.xml", "10.5555_other.pdf", "fetched.jsonl",
    }  # fmt: skip


def test_two_runs_at_once_are_refused(played: Services, capsys: pytest.CaptureFixture[str]) -> None:
    Path("papers").mkdir()
    with BuildLock(Path("papers"), name=".fetch.lock", work="fetch"):
        assert fetch("cells", "--limit", "1") == 2
        assert "another fetch is at work on papers" in capsys.readouterr().err
        assert fetch("cells", "--limit", "1", "--dry-run") == 0
    assert fetch("cells", "--limit", "1") == 0
    assert sorted(path.suffix for path in Path("papers").iterdir()) == [".jsonl", ".xml"]


def test_what_failed_is_listed_and_told_by_the_exit_code(played: Services, capsys: pytest.CaptureFixture[str]) -> None:
    played.europepmc = [europepmc_result(1, fullTextUrlList={}), europepmc_result(2)]
    played.plots["/epmc/PMC1/fullTextXML"] = lambda asked: Reply(b"<html><body>Log in</body></html>")
    assert fetch("cells") == 1
    said = capsys.readouterr()
    assert "10.5555/drawer.1: wrong_content: It is a web page, not XML." in said.err
    assert "refused" in said.out


@pytest.mark.parametrize(
    "arguments",
    [
        [], ["  "], ["words", "10.5555/x"], ["words", "--doi", "absent.txt"], ["--doi", "empty.txt"],
        ["x", "--licence", "gpl"], ["x", "--source", "somewhere"], ["x", "--source", "unpaywall"],
        ["x", "--source", "unpaywall", "--email", "me@lab.example"], ["x", "--email", "me"], ["x", "--prefer", "doc"],
        ["x", "--since", "2022", "--until", "2020"], ["x", "--limit", "0"], ["x", "--to", "empty.txt"],
    ],
    ids=" ".join,
)  # fmt: skip
def test_a_wrong_call_is_told_in_one_line(
    played: Services, tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    (tmp_path / "empty.txt").write_text("nothing here")
    assert fetch(*arguments) == 2
    assert len(capsys.readouterr().err.strip().splitlines()) == 1


def test_a_wrong_address_of_a_service_is_told(
    played: Services, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("VOLTEXT_CROSSREF_URL", "file:///etc/passwd")
    assert fetch("x") == 2
    assert "VOLTEXT_CROSSREF_URL" in capsys.readouterr().err


def test_without_the_extra_the_pip_line_is_named(
    played: Services, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "httpx", None)
    assert fetch("x") == 2
    assert 'pip install "voltext[fetch]"' in capsys.readouterr().err


def start(folder: Path) -> subprocess.Popen[bytes]:
    arguments = ["fetch", "cells", "--to", str(folder), "--pace", "0", "--prefer", "pdf", "--source", "europepmc"]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    return subprocess.Popen(
        [sys.executable, "-m", "voltext.app.cli", *arguments], env=environment,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip


def held(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != "fetched.jsonl"}


def rows(folder: Path) -> list[dict[str, object]]:
    """What the manifest says, but for the time of day; the last line of a paper counts."""
    found: dict[str, dict[str, object]] = {}
    for line in (folder / "fetched.jsonl").read_text().splitlines():
        row = json.loads(line)
        del row["retrieved"]
        found[row["key"]] = row
    return [found[key] for key in sorted(found)]


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="Windows knows no SIGKILL")
def test_a_killed_run_ends_in_the_files_of_an_undisturbed_one(played: Services, tmp_path: Path) -> None:
    played.europepmc = [europepmc_result(n) for n in range(1, PAPERS + 1)]

    def slowly(asked: Asked) -> Reply:
        n = int(asked.path.removeprefix("/files/").removesuffix(".pdf"))
        time.sleep(0.03)
        return Reply(pdf(n), drip=0.00002, tag=f'"{n}"')

    undisturbed, killed = tmp_path / "undisturbed", tmp_path / "killed"
    assert start(undisturbed).wait(60) == 0
    played.plots = {f"/files/{n}.pdf": slowly for n in range(1, PAPERS + 1)}
    dice = random.Random(7)
    for _ in range(KILLS):
        asked = len(played.asked)
        process = start(killed)
        while len(played.asked) < asked + 2 and process.poll() is None:
            time.sleep(0.005)  # killed while it starts it would leave nothing to look at
        time.sleep(dice.uniform(0.0, 0.6))
        process.send_signal(signal.SIGKILL)
        process.wait()
        whole = {name: data for name, data in held(killed).items() if not name.startswith(".")}
        assert whole.items() <= held(undisturbed).items()
    assert start(killed).wait(60) == 0
    assert held(killed) == held(undisturbed)
    assert rows(killed) == rows(undisturbed)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="Windows ends processes otherwise")
def test_an_interrupt_leaves_what_another_run_goes_on_with(played: Services, tmp_path: Path) -> None:
    played.plots["/files/3.pdf"] = lambda asked: Reply(pdf(3), drip=5.0 if asked.before == 0 else 0.0)
    process = start(tmp_path / "papers")
    while "/files/3.pdf" not in played.paths():
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    assert process.wait(30) == 130
    assert start(tmp_path / "papers").wait(60) == 0
    assert held(tmp_path / "papers") == {f"10.5555_drawer.{n}.pdf": pdf(n) for n in range(1, 8)}
    assert played.paths().count("/files/1.pdf") == 1


def test_the_papers_of_the_stage_are_papers() -> None:
    """The stage plays what readers take; otherwise the laws above would hold of nothing."""
    from voltext.ingest.readers import read
    from voltext.ingest.source import Source

    assert "cell numbered 4" in read(Source("4.pdf", pdf(4))).text
    assert read(Source("4.xml", jats(4))).header.doi == "10.5555/drawer.4"
