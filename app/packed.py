"""Packed: the pictures, and the parts of a LaTeX source, that came in the same archive as a paper."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from ..ingest.assets import MOST_BYTES
from ..ingest.beside import SUFFIXES, matched
from .archive import picked

_MOST_TAR = 200 << 20  # a tar is read from its beginning for every paper in it


@dataclass(frozen=True, slots=True)
class Packed:
    """The other members of ``archive``, as seen from ``member``. Members in other folders than its own do not count."""

    archive: Path
    member: str

    def pictures(self, links: Collection[str]) -> Mapping[str, bytes]:
        """The pictures that ``links`` name; nothing where the archive is a long tar, or broken."""
        home = PurePosixPath(self.member).parent
        names: dict[str, str] = {}

        def note(name: str, size: int) -> bool:
            path = PurePosixPath(name)
            if path.suffix.lower() in SUFFIXES and size <= MOST_BYTES and path.is_relative_to(home):
                names[str(path.relative_to(home))] = name
            return False

        for _ in picked(self.archive, note, most_tar=_MOST_TAR):
            pass
        chosen = {link: names[name] for link, name in matched(links, names).items()}
        wanted = set(chosen.values())
        data = dict(picked(self.archive, lambda name, size: name in wanted and size <= MOST_BYTES, most_tar=_MOST_TAR))
        return {link: data[name] for link, name in chosen.items() if name in data}

    def part(self, name: str) -> bytes | None:
        """The member ``name``, a path from the paper's own folder; None where it is not there, or too large."""
        wanted = str(PurePosixPath(self.member).parent / name)
        found = picked(self.archive, lambda path, size: path == wanted and size <= MOST_BYTES, most_tar=_MOST_TAR)
        return next((data for _, data in found), None)
