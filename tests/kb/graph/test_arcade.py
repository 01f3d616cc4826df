"""The embedded server: one at a time on a folder, nothing left behind, a full disk in one sentence."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from voltext.ingest.errors import MissingExtra, StoreError
from voltext.kb.graph import arcade as module
from voltext.kb.graph.arcade import DamagedGraphError, EmbeddedServer, embedded_graph
from voltext.kb.graph.loading import load_graph
from voltext.kb.graph.seal import is_broken, seal, spoil, unseal

from ...papers import garnet


@pytest.mark.server
def test_a_folder_has_one_server_at_a_time(arcade: EmbeddedServer) -> None:
    with pytest.raises(StoreError, match="in use by another load or query"):
        EmbeddedServer(arcade.folder, patience=0.1).start()


@pytest.mark.server
def test_it_listens_on_the_loopback_and_keeps_its_secrets(arcade: EmbeddedServer) -> None:
    import psutil

    assert arcade._process is not None
    process = psutil.Process(arcade._process.pid)
    ports = [each.laddr for each in process.net_connections() if each.status == psutil.CONN_LISTEN]
    assert ports
    assert all(address.ip in ("127.0.0.1", "::ffff:127.0.0.1") for address in ports)
    assert not any(arcade.password in part for part in process.cmdline())
    assert len({arcade.password, arcade.reader_password, EmbeddedServer(arcade.folder).password}) == 3


def test_without_the_package_the_pip_line_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "find_spec", lambda name: None)
    with pytest.raises(MissingExtra, match=r"voltext\[graph\]"):
        EmbeddedServer(tmp_path).start()


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(StoreError, match="cannot be made"):
        EmbeddedServer(tmp_path / "file" / "graph").start()


def test_a_server_that_does_not_start_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "HOST", "voltext.kb.graph.no_such_host")
    with pytest.raises(StoreError, match=r"does not start: .*No module named voltext.kb.graph.no_such_host"):
        EmbeddedServer(tmp_path).start()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 9 MB in memory, where one can be mounted."""
    if sys.platform != "linux" or os.geteuid() != 0 or shutil.which("mount") is None:
        pytest.skip("mounting a small file system needs Linux and root")
    folder = tmp_path / "small"
    folder.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=6m", "none", str(folder)], capture_output=True, check=False
    )
    if made.returncode != 0:
        pytest.skip("no file system can be mounted here")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


@pytest.mark.server
def test_a_full_disk_and_more_room(small_disk: Path) -> None:
    """The load that it cut off is said in one sentence; with more room the next one goes on and is complete."""
    papers = {}
    for number in range(260):
        header = replace(garnet().document, id=f"paper{number:03}", doi=f"10.1000/{number}", title="x" * 40_000)
        papers[header.id] = replace(garnet(), document=header)
    with (
        pytest.raises(StoreError, match="no space left on the disk; make room and load again"),
        embedded_graph(small_disk, heap="256m") as graph,
    ):
        load_graph(graph, papers, papers.get)
    subprocess.run(["mount", "-o", "remount,size=200m", str(small_disk)], check=True)
    with embedded_graph(small_disk, heap="256m") as graph:
        report = load_graph(graph, papers, papers.get)
        assert report.complete
        assert graph.counts().nodes["Loaded"] == 260


PAPERS = {"garnet00": garnet()}


@pytest.mark.server
def test_a_folder_that_only_reads_and_damaged_files(tmp_path: Path) -> None:
    """The first is read from a copy, under the name of the knowledge base; the second are told of, and a load heals."""
    with embedded_graph(tmp_path, heap="256m") as graph:
        load_graph(graph, PAPERS, PAPERS.get)
        counts = graph.counts()
    files = sorted((tmp_path / "graph").rglob("*"))
    before = [path.stat().st_mtime_ns for path in files]
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(os, "access", lambda path, mode: mode != os.W_OK)
        with embedded_graph(tmp_path, prepare=False, heap="256m") as graph:
            assert graph.counts() == counts
            with pytest.raises(StoreError, match=rf"^the graph of {re.escape(str(tmp_path))} cannot run the query"):
                graph.cypher("RETURN nonsense(1)", {}, limit=1, seconds=5)
    assert [path.stat().st_mtime_ns for path in files] == before
    for bucket in (tmp_path / "graph" / "databases" / "voltext").glob("Measurement*.bucket"):
        bucket.write_bytes(os.urandom(bucket.stat().st_size))
    with (
        pytest.raises(DamagedGraphError, match=r"the graph of .* is damaged: `voltext load .*` makes it anew"),
        embedded_graph(tmp_path, prepare=False, heap="256m"),
    ):
        pass
    with embedded_graph(tmp_path, heap="256m") as graph:
        assert graph.renewed
        assert load_graph(graph, PAPERS, PAPERS.get).complete
        assert graph.counts() == counts


def test_a_seal_knows_its_files(tmp_path: Path) -> None:
    assert not is_broken(tmp_path)
    data = tmp_path / "databases" / "voltext" / "data"
    data.parent.mkdir(parents=True)
    data.write_bytes(b"abc")
    assert not is_broken(tmp_path)
    seal(tmp_path)
    assert not is_broken(tmp_path)
    data.write_bytes(b"abd")
    assert is_broken(tmp_path)
    unseal(tmp_path)
    assert not is_broken(tmp_path)
    spoil(tmp_path)
    assert is_broken(tmp_path)
