"""Finding files: what the paths of a build hold, and which files are plainly no papers."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ..ingest.errors import UsageError
from ..kb.store import STORE_NAME

# What lies beside papers, by name. A file that begins like a paper is read whatever its name says.
_NOT_PAPERS: dict[str, tuple[str, ...]] = {
    "a table of data": (".tsv", ".csv", ".xls", ".xlsx", ".ods", ".parquet", ".sqlite", ".db"),
    "a bibliography": (".bib", ".ris", ".nbib", ".enw"),
    "data in JSON": (".json", ".jsonl", ".geojson"),
    "settings": (".yaml", ".yml", ".toml", ".ini", ".cfg", ".lock", ".log"),
    "a picture": (".png", ".jpg", ".jpeg", ".gif", ".tif", ".tiff", ".bmp", ".svg", ".webp", ".eps", ".heic"),
    "sound or film": (".mp3", ".mp4", ".mov", ".avi", ".mkv", ".wav", ".webm"),
    "slides": (".ppt", ".pptx", ".odp", ".key"),
    "code": (".py", ".r", ".m", ".js", ".css", ".c", ".cpp", ".h", ".java", ".sh", ".ipynb", ".sty", ".cls", ".bst"),
    "a structure file": (".cif", ".poscar", ".xyz", ".pdb", ".mol"),
}
_KIND_BY_SUFFIX = {suffix: kind for kind, suffixes in _NOT_PAPERS.items() for suffix in suffixes}
_PAPER_MARKS = (b"%pdf-", b"<article", b"<html", b"full-text-retrieval-response", b"<tei")
_SKIPPED_FOLDERS = ("__MACOSX", "__pycache__", "node_modules")
_HEAD_BYTES = 1024


@dataclass(frozen=True, slots=True)
class Found:
    """A file that a build met; ``skip`` says why it is no paper, or is None.

    ``name`` is the path as the user gave it; ``key`` identifies the file: its absolute path, printable.
    """

    path: Path
    name: str
    key: str
    size: int
    skip: str | None = None
    unreadable: str | None = None


def find_files(paths: Iterable[Path]) -> Iterator[Found]:
    """Every file of ``paths`` (files and folders, in the order given, folders sorted by name), once.

    Hidden folders and knowledge bases within a folder are passed over. Raises UsageError where a path is not there.
    """
    paths = list(paths)
    for path in paths:
        if not os.path.lexists(path):
            raise UsageError(f"{path}: there is no such file or folder")
    seen: set[str] = set()
    for path in paths:
        for found in _walk(path) if path.is_dir() else iter([_found(path, given=True)]):
            if found.key not in seen:
                seen.add(found.key)
                yield found


def _walk(root: Path) -> Iterator[Found]:
    for folder, folders, names in os.walk(root):
        if STORE_NAME in names:
            folders.clear()
            continue
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in _SKIPPED_FOLDERS)
        for name in sorted(names):
            yield _found(Path(folder) / name)


def _found(path: Path, *, given: bool = False) -> Found:
    name, key = printable_path(path), printable_path(path.absolute())
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            return Found(path, name, key, 0, skip="It is no regular file.")
        skip = None if given and path.suffix.lower() not in _KIND_BY_SUFFIX else _why_skip(path)
    except OSError as error:
        return Found(path, name, key, 0, unreadable=f"The file cannot be opened: {error.strerror or error}.")
    return Found(path, name, key, status.st_size, skip=skip)


def _why_skip(path: Path) -> str | None:
    if path.name.startswith("."):
        return "It is a hidden file."
    kind = _KIND_BY_SUFFIX.get(path.suffix.lower())
    if kind is None:
        return None
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES).lower()
    return None if any(mark in head for mark in _PAPER_MARKS) else f"By its name it is {kind}, no paper."


def printable_path(path: Path) -> str:
    """``path`` as text that every store and terminal can hold (file names are bytes, of any encoding)."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")
