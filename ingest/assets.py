"""Assets: pictures kept as files that are named by their content, so that the same picture is kept once."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from .whole import whole_file

MOST_BYTES = 8 << 20  # larger pictures are not kept

_MARKS = (
    (b"\xff\xd8\xff", ".jpg"),
    (b"\x89PNG\r\n\x1a\n", ".png"),
    (b"GIF87a", ".gif"),
    (b"GIF89a", ".gif"),
    (b"II*\x00", ".tif"),
    (b"MM\x00*", ".tif"),
)


def suffix_of(data: bytes) -> str | None:
    """The suffix that the bytes of a picture ask for; None where they are no picture that is kept.

    Drawings in SVG are not: they may hold scripts, and whoever opens the folder would run them.
    """
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return ".webp"
    return next((suffix for mark, suffix in _MARKS if data.startswith(mark)), None)


def kept(data: bytes, suffix: str, folder: Path) -> str:
    """The name of the file in ``folder`` that holds ``data``, written if it is not there.

    Raises OSError where ``folder`` cannot be written to.
    """
    name = sha256(data).hexdigest()[:32] + suffix
    target = folder / name
    if not target.exists():
        # Another worker may write the same picture: the last one stays, and they are equal.
        with whole_file(target) as part:
            part.write_bytes(data)
    return name
