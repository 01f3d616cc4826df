"""Finding files: what the paths of a build hold, and which files are plainly no papers."""

from __future__ import annotations

import os
import re
import stat
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path, PurePath, PurePosixPath
from tempfile import mkdtemp

from ..ingest.errors import UsageError
from ..ingest.source import Limits
from ..kb.store import STORE_NAME
from .archive import Member, is_archive, members

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
_KINDS: tuple[tuple[str, Callable[[int], bool]], ...] = (
    ("file", stat.S_ISREG),
    ("a folder", stat.S_ISDIR),
    ("a pipe", stat.S_ISFIFO),
    ("a socket", stat.S_ISSOCK),
    ("a device", stat.S_ISCHR),
    ("a device", stat.S_ISBLK),
)
_SKIPPED_FOLDERS = ("__MACOSX", "__pycache__", "node_modules")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_HEAD_BYTES = 1024
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Found:
    """A file that a build met.

    ``name`` is the path as the user gave it; ``key`` identifies the file: its absolute path, printable, with
    ``!member`` behind it for a file in an archive. ``refused`` is (status, reason, message) of one that is not read.
    ``temporary`` marks an unpacked file, to be deleted by whoever read it; ``archive`` and ``member`` say where it came
    from.
    """

    path: Path
    name: str
    key: str
    refused: tuple[str, str | None, str] | None = None
    temporary: bool = False
    archive: Path | None = None
    member: str = ""


def find_files(paths: Iterable[Path], *, limits: Limits) -> Iterator[Found]:
    """Every file of ``paths`` (files and folders, in the order given, folders sorted by name), once.

    Hidden folders and knowledge bases within a folder are passed over; a folder that cannot be read and a link to a
    folder are listed themselves. Raises UsageError where a path is not there.
    """
    paths = list(paths)
    for path in paths:
        what_is_there(path)
    seen: set[str] = set()
    for path in paths:
        is_folder = os.path.isdir(path)  # noqa: PTH112 - False, not an error, where it cannot be reached
        for found in _walk(path, limits) if is_folder else iter([_found(path, limits, given=True)]):
            if found.key not in seen:
                seen.add(found.key)
                yield found


def what_is_there(path: Path) -> str:
    """``file``, ``a folder``, or what else is at ``path``, in words. Raises UsageError where nothing is."""
    try:
        mode = path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError) as error:
        if path.is_symlink():
            return "a link to nowhere"
        raise UsageError(f"{path}: there is no such file or folder") from error
    except OSError:
        return "file"  # it cannot be reached: whoever opens it says why
    for kind, test in _KINDS:
        if test(mode):
            return kind
    return "no regular file"


def _walk(root: Path, limits: Limits) -> Iterator[Found]:
    refused: list[OSError] = []
    for folder, folders, names in os.walk(root, onerror=refused.append):
        yield from _unread(refused)
        if STORE_NAME in names:
            folders.clear()
            continue
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in _SKIPPED_FOLDERS)
        for name in sorted(names):
            yield _found(Path(folder) / name, limits)
        for path in (Path(folder) / name for name in folders):
            if path.is_symlink():
                why = "It is a link to a folder, which is not followed. Give that folder to the build."
                yield Found(path, printable_path(path), printable_path(path.absolute()), ("skipped", None, why))
    yield from _unread(refused)


def _unread(refused: list[OSError]) -> Iterator[Found]:
    """The folders that could not be read since the last call."""
    while refused:
        error = refused.pop(0)
        path = Path(os.fsdecode(error.filename))
        message = f"The folder cannot be read: {error.strerror or error}."
        yield Found(path, printable_path(path), printable_path(path.absolute()), ("failed", "unreadable", message))


def expand(file: Found, *, limits: Limits, into: Path) -> Iterator[Found]:
    """``file`` itself or, of an archive, its members (unpacked into ``into``) and then the archive as skipped."""
    if file.refused is not None or file.path.suffix.lower() in _KIND_BY_SUFFIX:
        yield file
        return
    try:
        archive = is_archive(file.path)
    except OSError as error:
        yield replace(file, refused=_unreadable(error))
        return
    if not archive:
        yield file
        return
    broken = None
    met: Counter[str] = Counter()
    # A folder for each archive: members of an earlier one may still wait to be read.
    for member in members(file.path, limits=limits, into=Path(mkdtemp(dir=into))):
        if not member.name:  # the archive itself ends here
            broken = ("failed", member.reason, str(member.message))
            break
        shown = printable_path(PurePosixPath(member.name))
        met[shown] += 1
        # An archive may hold several files under one name; each is one of its own.
        yield _member(file, member, shown if met[shown] == 1 else f"{shown} ({met[shown]})")
    message = f"It is an archive; its {met.total()} files are listed."
    yield replace(file, refused=broken or ("skipped", None, message))


def _member(file: Found, member: Member, shown: str) -> Found:
    name, key = f"{file.name}!{shown}", f"{file.key}!{shown}"
    if member.path is None:
        status = "failed" if member.reason else "skipped"
        return Found(file.path, name, key, (status, member.reason, str(member.message)))
    why = _why_skip(member.path, PurePosixPath(member.name))
    refused: tuple[str, str | None, str] | None = ("skipped", None, why) if why else None
    if refused is None and is_archive(member.path):
        message = "It is an archive within an archive, which is not opened. Unpack the outer one and give the folder."
        refused = "failed", "unsupported", message
    return Found(member.path, name, key, refused, temporary=True, archive=file.path, member=member.name)


def _found(path: Path, limits: Limits, *, given: bool = False) -> Found:
    found = Found(path, printable_path(path), printable_path(path.absolute()))
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            return replace(found, refused=("skipped", None, "It is no regular file."))
        why = None if given and path.name.startswith(".") else _why_skip(path, path)
    except OSError as error:
        return replace(found, refused=_unreadable(error))
    if why is not None:
        return replace(found, refused=("skipped", None, why))
    if status.st_size > limits.file_mb * 2**20:
        size = f"{status.st_size / 2**20:.0f} MB"
        message = f"The file has {size}, more than the limit of {limits.file_mb} MB. Split it."
        return replace(found, refused=("failed", "limit_size", message))
    return found


def _unreadable(error: OSError) -> tuple[str, str, str]:
    return "failed", "unreadable", f"The file cannot be opened: {error.strerror or error}."


def _why_skip(path: Path, name: PurePath) -> str | None:
    """Why the file at ``path``, known as ``name``, is plainly no paper."""
    if name.name.startswith("."):
        return "It is a hidden file."
    kind = _KIND_BY_SUFFIX.get(name.suffix.lower())
    if kind is None:
        return None
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES).lower()
    return None if any(mark in head for mark in _PAPER_MARKS) else f"By its name it is {kind}, no paper."


def digest(path: Path) -> str:
    """The SHA-256 of a file's bytes, in hex. Raises OSError where it cannot be read."""
    state = sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            state.update(chunk)
    return state.hexdigest()


def printable_path(path: PurePath) -> str:
    """``path`` as one line of text that every store and terminal can hold (file names are bytes, of any encoding)."""
    text = os.fsencode(path).decode("utf-8", "backslashreplace")
    return _CONTROL.sub(lambda match: repr(match[0])[1:-1], text)
