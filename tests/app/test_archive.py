"""Laws of archives: papers come out, whatever else lies in them is refused, within bounds of time and memory."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import random
import resource
import struct
import tarfile
import time
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from voltext.app.archive import is_archive, members
from voltext.app.engine import InlineEngine, ProcessEngine
from voltext.app.pipeline import Progress, build
from voltext.app.report import explained
from voltext.ingest.source import Limits
from voltext.kb.sqlite import SqliteStore

LIMITS = Limits(file_mb=2, unpacked_mb=5)
PAPER = b"capacity=150"
Outcomes = dict[str, tuple[str, str | None]]


def zip_of(path: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def tar_of(path: Path, files: dict[str, bytes], mode: str = "w") -> Path:
    with tarfile.open(path, mode) as archive:  # type: ignore[call-overload]
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return path


@pytest.fixture
def outcomes(tmp_path: Path, engine: InlineEngine) -> Callable[[Path], Outcomes]:
    def built(path: Path) -> Outcomes:
        report = build(path, tmp_path / "kb", engine=engine, limits=LIMITS)
        assert not (tmp_path / "kb" / "unpacked").exists()
        return {
            file.name.removeprefix(f"{path}").removeprefix("!"): (file.status, file.reason) for file in report.files
        }

    return built


MAKERS: dict[str, Callable[[Path, dict[str, bytes]], Path]] = {
    "zip": zip_of,
    "tar": tar_of,
    "tar.gz": lambda path, files: tar_of(path, files, "w:gz"),
    "tar.bz2": lambda path, files: tar_of(path, files, "w:bz2"),
    "tar.xz": lambda path, files: tar_of(path, files, "w:xz"),
}


@pytest.mark.parametrize("kind", MAKERS)
def test_papers_come_out_of_every_kind(tmp_path: Path, outcomes: Callable[[Path], Outcomes], kind: str) -> None:
    path = MAKERS[kind](tmp_path / f"papers.{kind}", {"a.txt": PAPER, "more/b.txt": b"capacity=1", "p.png": b"\x89PNG"})
    assert outcomes(path) == {
        "a.txt": ("done", None),
        "more/b.txt": ("done", None),
        "p.png": ("skipped", None),
        "": ("skipped", None),
    }


@pytest.mark.parametrize(("packer", "suffix"), [(gzip.compress, "gz"), (bz2.compress, "bz2"), (lzma.compress, "xz")])
def test_a_packed_paper_is_read(
    tmp_path: Path, outcomes: Callable[[Path], Outcomes], packer: Callable[[bytes], bytes], suffix: str
) -> None:
    path = tmp_path / f"paper.txt.{suffix}"
    path.write_bytes(packer(PAPER))
    assert outcomes(path)["paper.txt"] == ("done", None)


def test_members_of_many_archives_are_kept_apart(
    tmp_path: Path, stand_in: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An engine that reads ahead has members of several archives in hand."""
    monkeypatch.setenv("PYTHONPATH", str(stand_in))
    for number in range(6):
        zip_of(tmp_path / f"{number}.zip", {"a.txt": b"capacity=%d" % number})
    engine = ProcessEngine(2, LIMITS, function="stand_in:process")
    report = build(sorted(tmp_path.glob("*.zip")), tmp_path / "kb", engine=engine)
    assert [file.status for file in report.files].count("done") == 6
    with closing(SqliteStore.open(tmp_path / "kb")) as store:
        assert sorted(stored.record.value or 0 for stored in store.query()) == list(range(6))
        found = {file.path: file.document for file in store.files() if file.document}
        for path, id in found.items():
            entry = store.get(id)
            assert entry is not None
            stem = Path(path.split("!")[0]).stem
            assert entry.extraction().source_document.text == f"capacity={stem}"


def test_building_an_archive_twice_changes_nothing(tmp_path: Path, engine: InlineEngine) -> None:
    path = zip_of(tmp_path / "papers.zip", {"a.txt": PAPER, "copy.txt": PAPER, "b.txt": b"x"})
    build(path, tmp_path / "kb", engine=engine)
    report = build(path, tmp_path / "kb", engine=engine)
    assert report.unchanged == len(report.files) == 4


@pytest.mark.parametrize("name", ["../../out.txt", "/etc/out.txt", "a/../../out.txt", "..\\out.txt", "C:\\out.txt"])
@pytest.mark.parametrize("kind", ["zip", "tar"])
def test_names_that_point_out_are_refused(
    tmp_path: Path, outcomes: Callable[[Path], Outcomes], kind: str, name: str
) -> None:
    path = MAKERS[kind](tmp_path / f"papers.{kind}", {name: PAPER, "a.txt": PAPER})
    found = outcomes(path)
    assert found.pop("a.txt") == ("done", None)
    assert found.pop("") == ("skipped", None)
    assert list(found.values()) == [("failed", "malformed")]
    assert not list(tmp_path.rglob("out.txt"))


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE])
def test_links_and_devices_in_a_tar_are_refused(
    tmp_path: Path, outcomes: Callable[[Path], Outcomes], kind: bytes
) -> None:
    path = tmp_path / "papers.tar"
    with tarfile.open(path, "w") as archive:
        info = tarfile.TarInfo("link.txt")
        info.type = kind
        info.linkname = "/etc/passwd"
        archive.addfile(info)
    assert outcomes(path)["link.txt"] == ("skipped", None)


def test_a_link_in_a_zip_is_refused(tmp_path: Path, outcomes: Callable[[Path], Outcomes]) -> None:
    path = tmp_path / "papers.zip"
    with zipfile.ZipFile(path, "w") as archive:
        info = zipfile.ZipInfo("link.txt")
        info.external_attr = 0o120777 << 16
        archive.writestr(info, "/etc/passwd")
    assert outcomes(path)["link.txt"] == ("skipped", None)


@pytest.mark.parametrize("kind", ["zip", "tar.gz"])
def test_a_member_over_its_limit_fails_alone(tmp_path: Path, outcomes: Callable[[Path], Outcomes], kind: str) -> None:
    path = MAKERS[kind](tmp_path / f"papers.{kind}", {"big.txt": b" " * (3 << 20), "a.txt": PAPER})
    found = outcomes(path)
    assert found["big.txt"] == ("failed", "limit_size")
    assert found["a.txt"] == ("done", None)


def test_an_archive_over_its_limit_ends_there(tmp_path: Path, outcomes: Callable[[Path], Outcomes]) -> None:
    parts = {f"{number}.txt": bytes([65 + number]) * (1 << 20) for number in range(9)}
    found = outcomes(zip_of(tmp_path / "papers.zip", parts))
    assert found[""] == ("failed", "limit_size")
    assert found["0.txt"] == ("done", None)
    assert "8.txt" not in found


@pytest.mark.parametrize("packer", [gzip.compress, bz2.compress, lzma.compress])
def test_a_bomb_costs_little(
    tmp_path: Path, outcomes: Callable[[Path], Outcomes], packer: Callable[[bytes], bytes]
) -> None:
    path = tmp_path / "bomb.gz"
    path.write_bytes(packer(b"x" * (100 << 20)))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.monotonic()
    assert ("failed", "limit_size") in outcomes(path).values()
    assert time.monotonic() - began < 20
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory < 100 * 1024


def test_a_tar_header_cannot_ask_for_memory(tmp_path: Path, outcomes: Callable[[Path], Outcomes]) -> None:
    info = tarfile.TarInfo("x")
    info.type = tarfile.XHDTYPE
    info.size = 4 << 30
    path = tmp_path / "papers.tar.gz"
    path.write_bytes(gzip.compress(info.tobuf(tarfile.GNU_FORMAT) + b"\0" * (30 << 20)))
    assert outcomes(path)[""] == ("failed", "limit_size")


def test_a_zip_that_lists_too_much_is_refused(tmp_path: Path) -> None:
    path = zip_of(tmp_path / "papers.zip", {"a.txt": PAPER})
    data = bytearray(path.read_bytes())
    struct.pack_into("<I", data, data.rfind(b"PK\x05\x06") + 12, 100 << 20)
    path.write_bytes(bytes(data))
    assert [member.reason for member in members(path, limits=LIMITS, into=tmp_path)] == ["limit_size"]


@pytest.mark.parametrize("kind", [*MAKERS, "txt.gz"])
def test_a_truncated_archive_says_so(tmp_path: Path, outcomes: Callable[[Path], Outcomes], kind: str) -> None:
    noise = random.Random(1).randbytes(30_000).hex().encode()
    path = tmp_path / f"papers.{kind}"
    if kind == "txt.gz":
        path.write_bytes(gzip.compress(noise))
    else:
        MAKERS[kind](path, {"a.txt": noise, "b.txt": noise})
    path.write_bytes(path.read_bytes()[: path.stat().st_size * 6 // 10])
    assert "failed" in [status for status, _ in outcomes(path).values()]


def test_a_locked_member_says_so(tmp_path: Path) -> None:
    path = zip_of(tmp_path / "papers.zip", {"a.txt": PAPER})
    data = bytearray(path.read_bytes())
    data[6] |= 1
    data[data.rfind(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(bytes(data))
    assert [member.reason for member in members(path, limits=LIMITS, into=tmp_path)] == ["encrypted"]


def test_a_zip_of_an_unknown_version_stops_nothing(tmp_path: Path, outcomes: Callable[[Path], Outcomes]) -> None:
    path = zip_of(tmp_path / "papers.zip", {"a.txt": PAPER})
    data = bytearray(path.read_bytes())
    data[data.rfind(b"PK\x01\x02") + 6] = 99
    path.write_bytes(bytes(data))
    assert outcomes(path)[""] == ("failed", "malformed")


def test_a_member_without_a_name_is_refused(tmp_path: Path, outcomes: Callable[[Path], Outcomes]) -> None:
    path = zip_of(tmp_path / "papers.zip", {"a": PAPER, "b.txt": PAPER})
    data = bytearray(path.read_bytes())
    listed = data.find(b"PK\x01\x02")
    data[30] = data[listed + 46] = 0  # a name ends at a zero
    path.write_bytes(bytes(data))
    found = outcomes(path)
    assert found["(no name)"] == ("failed", "malformed")
    assert found["b.txt"] == ("done", None)


@pytest.mark.parametrize("mark", ["[Content_Types].xml", "mimetype"])
def test_an_office_file_is_no_archive(tmp_path: Path, mark: str) -> None:
    assert not is_archive(zip_of(tmp_path / "paper.docx", {mark: b"", "word/document.xml": b""}))
    assert is_archive(zip_of(tmp_path / "papers.docx", {"a.txt": b""}))


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"\x1f\x8b", b"%PDF-1.4", b"BZh", b"\0" * 600])
def test_broken_beginnings_break_nothing(tmp_path: Path, outcomes: Callable[[Path], Outcomes], data: bytes) -> None:
    path = tmp_path / "file.zip"
    path.write_bytes(data)
    if data not in (b"%PDF-1.4", b"\0" * 600):  # text to the stand-in
        assert {status for status, _ in outcomes(path).values()} <= {"failed", "skipped"}


def test_files_of_one_name_are_files_of_their_own(tmp_path: Path, outcomes: Callable[[Path], Outcomes]) -> None:
    path = tmp_path / "twice.tar"
    with tarfile.open(path, "w") as archive:
        for number in (1, 2):
            info = tarfile.TarInfo("a.txt")
            info.size = len(f"capacity={number}")
            archive.addfile(info, io.BytesIO(f"capacity={number}".encode()))
    assert outcomes(path) == {"a.txt": ("done", None), "a.txt (2)": ("done", None), "": ("skipped", None)}
    with closing(SqliteStore.open(tmp_path / "kb")) as store:
        assert sorted(stored.record.value or 0.0 for stored in store.query()) == [1.0, 2.0]


def test_a_colon_in_a_title_points_nowhere(tmp_path: Path, outcomes: Callable[[Path], Outcomes]) -> None:
    path = zip_of(tmp_path / "a.zip", {"Doe 2020: anodes.txt": PAPER, "C:\\x.txt": PAPER, "c:x.txt": PAPER})
    assert outcomes(path) == {
        "Doe 2020: anodes.txt": ("done", None),
        "C:\\x.txt": ("failed", "malformed"),
        "c:x.txt": ("failed", "malformed"),
        "": ("skipped", None),
    }


def test_an_archive_within_an_archive_says_what_to_do(tmp_path: Path, engine: InlineEngine) -> None:
    inner = zip_of(tmp_path / "inner.zip", {"a.txt": PAPER})
    path = zip_of(tmp_path / "outer.zip", {"inner.zip": inner.read_bytes()})
    (failed,) = build(path, tmp_path / "kb", engine=engine).failed
    assert failed.reason == "unsupported"
    assert explained(failed)[1] == "Unpack the outer one and give the folder."


def test_members_that_are_no_papers_leave_the_disk_at_once(tmp_path: Path, engine: InlineEngine) -> None:
    path = zip_of(tmp_path / "a.zip", {"a.png": b"\x89PNG", "b.csv": b"1,2", "c.txt": PAPER, "d.txt": PAPER})
    held: list[int] = []

    def look(_: Progress) -> None:
        held.append(sum(1 for each in (tmp_path / "kb" / "unpacked").rglob("*") if each.is_file()))

    build(path, tmp_path / "kb", engine=engine, watch=look)
    assert max(held) <= 1
