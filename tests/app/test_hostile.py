"""No file that somebody may send stops a build, gives another file away, or costs more than its limits."""

from __future__ import annotations

import time
from importlib import util
from pathlib import Path

import pytest

from voltext.app.pipeline import build
from voltext.ingest.source import Limits
from voltext.kb.entry import FileEntry
from voltext.kb.sqlite import SqliteStore

_spec = util.spec_from_file_location("hostile", Path(__file__).with_name("hostile.py"))
assert _spec is not None
assert _spec.loader is not None
hostile = util.module_from_spec(_spec)
_spec.loader.exec_module(hostile)

LIMITS = Limits(seconds=4, memory_mb=500, unpacked_mb=60, file_mb=50)
NAMES = sorted(hostile.files(""))
# Files that hold a plain sentence beside their malice, which must not be lost.
YIELD = {
    *("external entity.xml", "external dtd.xml", "external parameter.xml", "external network.xml", "xinclude.xml"),
    *("utf-16.xml", "bad bytes.xml", "plain.pdf", "zero width.txt", "utf-8 with mark.txt", "utf-32.txt", "latin-1.txt"),
    *("script.html", "span.html", "span.xml", "right to left.txt", "commas.txt", "brackets.md", "input.tex"),
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, FileEntry], dict[str, str], float]:
    folder = tmp_path_factory.mktemp("hostile")
    secret = folder / "secret"
    secret.write_text(hostile.SECRET)
    papers = folder / "papers"
    papers.mkdir()
    for name, make in hostile.files(str(secret)).items():
        (papers / name).write_bytes(make())
    began = time.monotonic()
    report = build(papers, folder / "my.kb", limits=LIMITS, workers=2)
    seconds = time.monotonic() - began
    store = SqliteStore.open(folder / "my.kb")
    texts = {}
    for file in report.files:
        entry = store.get(file.document or "")
        texts[Path(file.name).name] = entry.extraction().source_document.text if entry else ""
    store.close()
    return {Path(file.name).name: file for file in report.files}, texts, seconds


@pytest.mark.parametrize("name", NAMES)
def test_each_has_an_outcome_that_is_no_bug(
    built: tuple[dict[str, FileEntry], dict[str, str], float], name: str
) -> None:
    files, texts, _ = built
    file = files[name]
    assert file.status in ("done", "partial", "failed")
    assert "bug of voltext" not in (file.message or ""), file.message
    assert "crashed" not in (file.message or ""), file.message
    assert hostile.SECRET not in texts[name]
    if file.status == "failed":
        assert file.reason
        assert file.message
    if name in YIELD:
        assert "310 mAh" in texts[name], file.message


def test_all_of_them_cost_little(built: tuple[dict[str, FileEntry], dict[str, str], float]) -> None:
    files, _, seconds = built
    assert len(files) == len(NAMES) >= 60
    slow = [name for name, file in files.items() if file.reason == "limit_time"]
    assert seconds < 240, slow  # two cores, one of them busy with something else
