"""The law of second tries: what was not the fault of a file's bytes is tried again by the next build."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from voltext.app import processing
from voltext.app.engine import InlineEngine
from voltext.app.pipeline import build
from voltext.app.task import Outcome, Task
from voltext.ingest.errors import MissingExtra
from voltext.kb.sqlite import SqliteStore

PAPER = "# A cell\n\nThe discharge capacity was 150 mAh g-1.\n"


def lacking(*_: object, **__: object) -> None:
    """A reader whose extra is not installed."""
    raise MissingExtra("Reading Word files", "manuscripts")


@pytest.mark.parametrize(
    ("kind", "reason"), [("vanishes", "unreadable"), ("changes", "unreadable"), ("lacks an extra", "unsupported")]
)
def test_the_next_build_reads_it(kind: str, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paper, kb = tmp_path / "a.md", tmp_path / "kb"
    paper.write_text(PAPER)
    (tmp_path / "copy.md").write_text(PAPER)

    def disturbed(task: Task, stage: Callable[[str], None]) -> Outcome:
        with monkeypatch.context() as patch:
            if kind == "vanishes":
                paper.unlink()
            elif kind == "changes":
                paper.write_text("# Half a")
            else:
                patch.setattr(processing, "read", lacking)
            return processing.process(task, stage)

    report = build(paper, kb, engine=InlineEngine(disturbed))
    assert [file.reason for file in report.failed] == [reason]
    paper.write_text(PAPER)
    again = build([paper, tmp_path / "copy.md"], kb, engine=InlineEngine(processing.process))
    assert [file.status for file in again.files] == ["done", "done"]
    store = SqliteStore.open(kb)
    assert {file.document for file in store.files()} == {header.id for header in store.headers()}
    store.close()
