"""A file is there when it is whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from voltext.ingest.errors import UsageError
from voltext.ingest.whole import replacing, whole_file


def test_a_whole_file_takes_the_place_of_the_old(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text("old", encoding="utf-8")
    with whole_file(path) as part:
        part.write_text("new", encoding="utf-8")
        assert path.read_text(encoding="utf-8") == "old"
    assert [(each.name, each.read_text(encoding="utf-8")) for each in tmp_path.iterdir()] == [("file", "new")]


def test_what_broke_off_leaves_the_old_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text("old", encoding="utf-8")
    with pytest.raises(RuntimeError):
        _break_off(path)
    assert [(each.name, each.read_text(encoding="utf-8")) for each in tmp_path.iterdir()] == [("file", "old")]


def _break_off(path: Path) -> None:
    with whole_file(path) as part:
        part.write_text("ne", encoding="utf-8")
        raise RuntimeError


def test_what_cannot_be_written_is_said_with_its_name(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="nowhere"), whole_file(tmp_path / "nowhere" / "file"):
        pass
    with pytest.raises(UsageError, match="cannot be written"), replacing(tmp_path / "nowhere" / "file"):
        pass
    with pytest.raises(UsageError, match="is a folder"), replacing(tmp_path):
        pass
