"""Places: where a paper was read from, as others may know it: never a path of this machine."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import takewhile

_SEPARATORS = re.compile(r"[\\/]+")
_ABSOLUTE = re.compile(r"(?:[A-Za-z]:)?[\\/]|file:")


def file_name(source: str) -> str:
    """The last part of a path."""
    return _SEPARATORS.split(source.rstrip("\\/"))[-1] or source


@dataclass(frozen=True, slots=True)
class Places:
    """Paths without what all of them begin with, and with the folder that is left to them (``jats/paper.xml``)."""

    shared: tuple[str, ...] = ()

    @classmethod
    def of(cls, sources: Iterable[str]) -> Places:
        """The places of all papers of a knowledge base; their shared folder is the one that it was built from."""
        folders = [_SEPARATORS.split(source)[:-1] for source in sources if _ABSOLUTE.match(source)]
        levels = takewhile(lambda level: len(set(level)) == 1, zip(*folders, strict=False))
        return cls(tuple(level[0] for level in levels))

    def shown(self, source: str) -> str:
        """``source`` from the shared folder on; its name alone where all that is shared is the root of a disk."""
        if not _ABSOLUTE.match(source):
            return source
        parts = tuple(_SEPARATORS.split(source))
        if len(self.shared) < 2 or parts[: len(self.shared)] != self.shared:
            return file_name(source)
        return "/".join(parts[len(self.shared) :])
