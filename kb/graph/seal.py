"""Seal: what the files of an embedded graph were when it was last closed, so that damage from outside is seen at once.

ArcadeDB answers from damaged files as far as it can read them, or looks for minutes. A graph whose process was killed
has no seal; its own log of transactions mends that.
"""

from __future__ import annotations

import json
from pathlib import Path
from zlib import crc32

from ...ingest.whole import whole_file

SEAL = "sealed.json"
_CHUNK = 1 << 20
Sums = dict[str, list[int]]


def seal(folder: Path) -> None:
    """Write down the files of the graph in ``folder``. Raises OSError."""
    with whole_file(folder / SEAL) as part:
        part.write_text(json.dumps(_sums(folder)), encoding="utf-8")


def unseal(folder: Path) -> None:
    """Its files are about to change. Raises OSError."""
    (folder / SEAL).unlink(missing_ok=True)


def spoil(folder: Path) -> None:
    """Whoever opens the graph in ``folder`` next shall find it damaged. Raises OSError."""
    (folder / SEAL).write_text(json.dumps({"damaged": [0, 0]}), encoding="utf-8")


def is_broken(folder: Path) -> bool:
    """Whether the files of ``folder`` are other ones than were sealed; without a seal or files nobody knows."""
    if not (folder / "databases").is_dir():
        return False
    try:
        told = json.loads((folder / SEAL).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return False
    except ValueError:
        return True
    return bool(_sums(folder) != told)


def _files(folder: Path) -> dict[str, Path]:
    databases = folder / "databases"
    found = (path for path in databases.rglob("*") if path.is_file() and path.suffix != ".lck")
    return {path.relative_to(databases).as_posix(): path for path in sorted(found)}


def _sums(folder: Path) -> Sums:
    return {name: [path.stat().st_size, _sum(path)] for name, path in _files(folder).items()}


def _sum(path: Path) -> int:
    value = 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            value = crc32(chunk, value)
    return value
