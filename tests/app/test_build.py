"""Laws of a build: every file has an outcome, nothing is done twice, nothing is lost."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from voltext.app.engine import InlineEngine
from voltext.app.pipeline import Progress, build
from voltext.app.report import BuildReport
from voltext.app.task import Outcome, Task, extractor_version
from voltext.ingest.errors import StoreError, UsageError
from voltext.ingest.source import Limits
from voltext.kb.lock import BuildLock
from voltext.kb.sqlite import SqliteStore
from voltext.search.index import open_index
from voltext.search.plan import Every


@dataclass
class Counting:
    """An engine that remembers the Tasks that it was given."""

    engine: InlineEngine
    tasks: list[Task]

    def map(self, tasks: Iterable[Task]) -> Iterator[tuple[Task, Outcome]]:
        for task, outcome in self.engine.map(tasks):
            self.tasks.append(task)
            yield task, outcome


@pytest.fixture
def counting(engine: InlineEngine) -> Counting:
    return Counting(engine, [])


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    folder = tmp_path / "papers"
    (folder / "more").mkdir(parents=True)
    for name, text in {
        "a.txt": "capacity=150 capacity=140",
        "b.txt": "capacity=200 CUT",
        "copy of a.txt": "capacity=150 capacity=140",
        "empty.txt": "",
        "locked.txt": "LOCKED capacity=99",
        "more/c.txt": "capacity=1",
        "MANIFEST.tsv": "a\tb",
        ".hidden": "x",
    }.items():
        (folder / name).write_text(text)
    return folder


def outcomes(report: BuildReport, folder: Path) -> dict[str, tuple[str, str | None]]:
    return {str(Path(file.name).relative_to(folder)): (file.status, file.reason) for file in report.files}


def state(kb: Path) -> object:
    """All that a knowledge base holds, in an order of its own."""
    store = SqliteStore.open(kb)
    headers = list(store.headers())
    held = (headers, [store.get(header.id) for header in headers], list(store.files()), list(store.query()))
    store.close()
    return held


def values(kb: Path) -> list[float | None]:
    store = SqliteStore.open(kb)
    found = sorted(stored.record.value or 0.0 for stored in store.query())
    store.close()
    return list(found)


def test_every_file_has_an_outcome(papers: Path, tmp_path: Path, counting: Counting) -> None:
    report = build(papers, tmp_path / "kb", engine=counting)
    assert outcomes(report, papers) == {
        "a.txt": ("done", None),
        "b.txt": ("partial", "truncated"),
        "copy of a.txt": ("done", None),
        "empty.txt": ("failed", "empty"),
        "locked.txt": ("failed", "encrypted"),
        "more/c.txt": ("done", None),
        "MANIFEST.tsv": ("skipped", None),
        ".hidden": ("skipped", None),
    }
    assert [count for count in report.counts() if count[0] == "failed"] == [
        ("failed", "empty", 1),
        ("failed", "encrypted", 1),
    ]


def test_the_same_bytes_are_one_document_with_several_names(papers: Path, tmp_path: Path, counting: Counting) -> None:
    build(papers, tmp_path / "kb", engine=counting)
    assert len(counting.tasks) == 5
    store = SqliteStore.open(tmp_path / "kb")
    named = {Path(file.name).name: file.document for file in store.files()}
    store.close()
    assert named["a.txt"] == named["copy of a.txt"]
    assert values(tmp_path / "kb") == [1.0, 140.0, 150.0, 200.0]


def test_building_twice_changes_nothing(papers: Path, tmp_path: Path, counting: Counting) -> None:
    build(papers, tmp_path / "kb", engine=counting)
    before = state(tmp_path / "kb")
    counting.tasks.clear()
    report = build(papers, tmp_path / "kb", engine=counting)
    assert counting.tasks == []
    assert report.unchanged == len(report.files) == 8
    assert state(tmp_path / "kb") == before


def test_a_password_opens_what_was_locked(papers: Path, tmp_path: Path, counting: Counting) -> None:
    build(papers, tmp_path / "kb", engine=counting)
    counting.tasks.clear()
    report = build(papers, tmp_path / "kb", engine=counting, passwords=("sesame",))
    assert [Path(task.name).name for task in counting.tasks] == ["locked.txt"]
    assert outcomes(report, papers)["locked.txt"] == ("done", None)
    assert 99.0 in values(tmp_path / "kb")


def test_other_limits_try_again_what_broke_them(tmp_path: Path, counting: Counting) -> None:
    (tmp_path / "slow.txt").write_text("SLOW capacity=5")
    build(tmp_path / "slow.txt", tmp_path / "kb", engine=counting)
    build(tmp_path / "slow.txt", tmp_path / "kb", engine=counting)
    assert len(counting.tasks) == 1
    build(tmp_path / "slow.txt", tmp_path / "kb", engine=counting, limits=Limits(seconds=200.0))
    assert len(counting.tasks) == 2
    assert values(tmp_path / "kb") == [5.0]


def test_another_extractor_works_on_the_stored_text(
    papers: Path, tmp_path: Path, counting: Counting, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(papers, tmp_path / "kb", engine=counting)
    counting.tasks.clear()
    (papers / "a.txt").chmod(0)
    vocabulary = tmp_path / "vocabulary"
    vocabulary.mkdir()
    (vocabulary / "properties.yaml").write_text("terms: {}")
    monkeypatch.setenv("VOLTEXT_VOCABULARY", str(vocabulary))
    extractor_version.cache_clear()
    try:
        build(papers, tmp_path / "kb", engine=counting)
        assert sorted(Path(task.name).name for task in counting.tasks) == ["a.txt", "b.txt", "c.txt"]
        assert all(task.payload is not None for task in counting.tasks)
        counting.tasks.clear()
        build(papers, tmp_path / "kb", engine=counting)
        assert counting.tasks == []
    finally:
        extractor_version.cache_clear()


def test_again_reads_all_again(papers: Path, tmp_path: Path, counting: Counting) -> None:
    build(papers, tmp_path / "kb", engine=counting)
    before = state(tmp_path / "kb")
    build(papers, tmp_path / "kb", engine=counting, again=True)
    assert len(counting.tasks) == 10
    assert state(tmp_path / "kb") == before


def test_a_file_with_new_bytes_is_read_anew(tmp_path: Path, counting: Counting) -> None:
    paper = tmp_path / "a.txt"
    paper.write_text("capacity=1")
    build(paper, tmp_path / "kb", engine=counting)
    paper.write_text("capacity=2")
    build(paper, tmp_path / "kb", engine=counting)
    assert values(tmp_path / "kb") == [2.0]


def test_a_file_that_is_too_big_is_not_opened(tmp_path: Path, counting: Counting) -> None:
    with (tmp_path / "big.pdf").open("wb") as file:
        file.truncate(2 << 20)
    report = build(tmp_path / "big.pdf", tmp_path / "kb", engine=counting, limits=Limits(file_mb=1))
    assert [(file.status, file.reason) for file in report.files] == [("failed", "limit_size")]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes in the file system are a matter of Unix")
def test_pipes_and_dangling_links_stop_nothing(tmp_path: Path, counting: Counting) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    os.mkfifo(folder / "pipe.txt")
    (folder / "link.txt").symlink_to(tmp_path / "nowhere")
    (folder / "loop").symlink_to(folder)
    (folder / "a.txt").write_text("capacity=1")
    report = build(folder, tmp_path / "kb", engine=counting)
    assert outcomes(report, folder) == {
        "a.txt": ("done", None),
        "pipe.txt": ("skipped", None),
        "link.txt": ("failed", "unreadable"),
        "loop": ("skipped", None),
    }


def test_a_name_that_is_no_text_is_kept(tmp_path: Path, counting: Counting) -> None:
    name = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    try:
        with open(name, "w") as file:  # noqa: PTH123 - a name in bytes, which Path does not take
            file.write("capacity=3")
    except OSError:
        pytest.skip("this file system takes no such name")
    report = build(tmp_path, tmp_path / "my.kb", engine=counting)
    assert [Path(file.name).name for file in report.files] == ["caf\\xe9.txt"]
    assert values(tmp_path / "my.kb") == [3.0]


def test_a_knowledge_base_among_the_papers_is_no_paper(papers: Path, counting: Counting) -> None:
    first = build(papers, papers / "my.kb", engine=counting)
    second = build(papers, papers / "my.kb", engine=counting)
    assert len(first.files) == len(second.files) == 8


def test_a_path_that_is_not_there_is_a_wrong_call(tmp_path: Path, counting: Counting) -> None:
    with pytest.raises(UsageError, match="no such file"):
        build(tmp_path / "nowhere", tmp_path / "kb", engine=counting)
    assert not (tmp_path / "kb").exists()


def test_two_builds_at_once_are_refused(tmp_path: Path, counting: Counting) -> None:
    (tmp_path / "kb").mkdir()
    with BuildLock(tmp_path / "kb"), pytest.raises(StoreError, match="another build"):
        build([], tmp_path / "kb", engine=counting)
    build([], tmp_path / "kb", engine=counting)


def test_progress_tells_of_every_file(papers: Path, tmp_path: Path, counting: Counting) -> None:
    told: list[Progress] = []
    build(papers, tmp_path / "kb", engine=counting, watch=told.append)
    assert [progress.ended for progress in told] == list(range(1, 9))
    assert told[-1].total == 8
    assert told[-1].failed == 2


def test_one_work_in_several_formats_counts_once(tmp_path: Path, counting: Counting) -> None:
    body = " ".join(f"word{number}" for number in range(400))
    papers = tmp_path / "papers"
    papers.mkdir()
    (papers / "one.txt").write_text(f"{body} capacity=7")
    build(papers, tmp_path / "kb", engine=counting)
    first = indexed(tmp_path / "kb")
    (papers / "other.txt").write_text(f"{body} capacity=7 and much more")
    build(papers, tmp_path / "kb", engine=counting)
    assert values(tmp_path / "kb") == [7.0]
    assert len(indexed(tmp_path / "kb")) == 1
    store = SqliteStore.open(tmp_path / "kb")
    assert len(list(store.headers())) == 2
    kept = {edition.work for edition in store.editions()}
    store.close()
    assert kept == indexed(tmp_path / "kb")
    (papers / "other.txt").unlink()
    (papers / "one.txt").write_text("capacity=8")
    build(papers, tmp_path / "kb", engine=counting)
    assert values(tmp_path / "kb") == [7.0, 8.0]
    assert len(indexed(tmp_path / "kb")) == 2
    assert first


def indexed(kb: Path) -> set[str]:
    """The documents that can be found."""
    index = open_index(kb)
    hits = index.search(Every(), limit=1000).hits
    index.close()
    return {hit.id.split("/")[0] for hit in hits}


def test_a_bibliography_beside_the_papers_fills_what_they_lack(tmp_path: Path, counting: Counting) -> None:
    papers = tmp_path / "papers"
    papers.mkdir()
    (papers / "a.txt").write_text("capacity=1")
    build(papers, tmp_path / "kb", engine=counting)
    (papers / "library.bib").write_text(
        "@article{x, title={A title}, year=2020, doi={10.1000/a}, file={:papers/a.txt:text}}"
    )
    (papers / "b.txt").write_text("capacity=2 doi:10.1000/A")
    for _ in range(2):
        build(papers, tmp_path / "kb", engine=counting)
        store = SqliteStore.open(tmp_path / "kb")
        assert [(header.title, header.year) for header in store.headers()] == [("A title", 2020)] * 2
        assert {stored.header.title for stored in store.query()} == {"A title"}
        store.close()
    assert len(counting.tasks) == 2


def test_a_bibliography_that_comes_later_tells_which_are_one_work(tmp_path: Path, counting: Counting) -> None:
    papers, kb = tmp_path / "papers", tmp_path / "kb"
    papers.mkdir()
    for number, name in enumerate(("smith", "smith_preprint")):
        (papers / f"{name}.txt").write_text(f"capacity={number}")
    build(papers, kb, engine=counting)
    assert len(indexed(kb)) == 2
    entries = "".join(f"@article{{{name}, doi = {{10.5555/x}}}}\n" for name in ("smith", "smith_preprint"))
    (papers / "library.bib").write_text(entries)
    build(papers, kb, engine=counting)
    assert len(counting.tasks) == 2
    assert len(indexed(kb)) == 1
