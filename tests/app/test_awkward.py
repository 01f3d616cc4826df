"""What must become of every awkward file: status, reason, least characters of text; files with text must yield it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from voltext.app.pipeline import build
from voltext.app.report import explained
from voltext.ingest.source import Limits
from voltext.kb.entry import Entry, FileEntry
from voltext.kb.sqlite import SqliteStore

pytestmark = pytest.mark.corpora
LIMITS = Limits(seconds=60, memory_mb=1200)


@dataclass(frozen=True)
class Expected:
    status: str
    reason: str | None = None  # of a failure
    characters: int = 0
    words: str = ""  # some that must stand in the text


# Without a password.
OUTCOMES: Mapping[str, Expected] = {
    "broken_44bytes.pdf": Expected("failed", "malformed"),
    "broken_missing_xref.pdf": Expected("done", None, 20, "Page3"),
    "empty_0bytes.xml": Expected("failed", "empty"),
    "encrypted_aes256_r6.pdf": Expected("failed", "encrypted"),
    "encrypted_algo4_opens_without_pw.pdf": Expected("failed", "needs_ocr"),
    "encrypted_libreoffice.pdf": Expected("failed", "encrypted"),
    "encrypted_owneronly_noextract.pdf": Expected("done", None, 20_000, "solid electrolyte"),
    "encrypted_rc4_40.pdf": Expected("failed", "encrypted"),
    "encrypted_scanned_skew.pdf": Expected("failed", "encrypted"),
    "encrypted_userpw_battery.pdf": Expected("failed", "encrypted"),
    "malformed_jats_PMC10853552.xml": Expected("done", None, 20_000, "stalagmite"),
    "pdf_with_attachment.pdf": Expected("done", None, 550, "Lorem ipsum"),
    "rtl_rotated_arabic.pdf": Expected("done", None, 40, "habibi"),
    "scan_clean_200dpi_fchem.2020.00104_p1-4.pdf": Expected("failed", "needs_ocr"),
    "scan_skewed_noisy_120dpi_nano10020346.pdf": Expected("failed", "needs_ocr"),
    "scanned_4page_no_text.pdf": Expected("failed", "needs_ocr"),
    "scanned_6page_mixed.pdf": Expected("partial", None, 120, "intelligent"),
    "scanned_docling_4page.pdf": Expected("failed", "needs_ocr"),
    "truncated_60pct.pdf": Expected("failed", "truncated"),
    "truncated_jats_70pct.xml": Expected("partial", None, 15_000, "anode"),
    "two_column_latex.pdf": Expected("done", None, 6_500, "Lorem Ipsum"),
}
# With the two passwords that are known.
OPENED: Mapping[str, Expected] = {
    "encrypted_userpw_battery.pdf": Expected("done", None, 20_000, "solid electrolyte"),
    "encrypted_libreoffice.pdf": Expected("done", None, 1),
}


@pytest.fixture(scope="module")
def built(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, FileEntry], dict[str, Entry]]:
    kb = tmp_path_factory.mktemp("awkward") / "my.kb"
    report = build(shared / "papers" / "awkward", kb, limits=LIMITS, workers=2)
    return {Path(file.path).name: file for file in report.files}, entries(kb)


@pytest.fixture(scope="module")
def opened(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, FileEntry], dict[str, Entry]]:
    kb = tmp_path_factory.mktemp("opened") / "my.kb"
    paths = [shared / "papers" / "awkward" / name for name in OPENED]
    report = build(paths, kb, limits=LIMITS, passwords=("wrong", "battery", "openpassword"), workers=1)
    return {Path(file.path).name: file for file in report.files}, entries(kb)


def entries(kb: Path) -> dict[str, Entry]:
    store = SqliteStore.open(kb)
    held = {header.id: store.get(header.id) for header in store.headers()}
    store.close()
    return {id: entry for id, entry in held.items() if entry is not None}


def confirm(expected: Expected, file: FileEntry, held: Mapping[str, Entry]) -> None:
    assert file.status == expected.status, file.message
    if expected.status == "failed":
        assert file.reason == expected.reason
        assert file.message
        assert file.message.endswith(".")
        assert explained(file)[1]
        return
    assert file.document is not None
    text = held[file.document].extraction().source_document.text
    assert len(text) >= expected.characters
    assert expected.words in text


def test_the_table_knows_every_file(shared: Path) -> None:
    assert {path.name for path in (shared / "papers" / "awkward").iterdir()} == set(OUTCOMES)


@pytest.mark.parametrize("name", OUTCOMES)
def test_outcome(built: tuple[dict[str, FileEntry], dict[str, Entry]], name: str) -> None:
    files, held = built
    confirm(OUTCOMES[name], files[name], held)


@pytest.mark.parametrize("name", OPENED)
def test_outcome_with_password(opened: tuple[dict[str, FileEntry], dict[str, Entry]], name: str) -> None:
    files, held = opened
    confirm(OPENED[name], files[name], held)
