"""BuildReport: what became of every file of a build."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..ingest.data import ingest_vocabulary
from ..kb.entry import FileEntry

if TYPE_CHECKING:
    import pandas

STATUSES = ("done", "partial", "failed", "skipped")


@dataclass
class BuildReport:
    """The files of one build, in the order in which they ended.

    ``unchanged`` counts those that the knowledge base held already in this very state; ``seconds`` is by the clock.
    """

    kb: str
    files: list[FileEntry] = field(default_factory=list)
    unchanged: int = 0
    seconds: float = 0.0

    @property
    def failed(self) -> list[FileEntry]:
        """The files that gave no text."""
        return [file for file in self.files if file.status == "failed"]

    def counts(self) -> list[tuple[str, str | None, int]]:
        """(status, reason, number of files), the best status first; a reason only where a file failed."""
        counted = Counter((file.status, file.reason if file.status == "failed" else None) for file in self.files)
        order = sorted(counted, key=lambda key: (STATUSES.index(key[0]), key[1] or ""))
        return [(status, reason, counted[status, reason]) for status, reason in order]

    def to_frame(self) -> pandas.DataFrame:
        """One row a file: path, name, document, status, reason, message, remedy."""
        import pandas

        columns = ["path", "name", "document", "status", "reason", "message", "remedy"]
        rows = [
            (file.path, file.name, file.document, file.status, file.reason, file.message, remedy(file))
            for file in self.files
        ]
        return pandas.DataFrame(rows, columns=columns)


def remedy(file: FileEntry) -> str | None:
    """What would mend a failed file, in words."""
    if file.status != "failed" or file.reason is None:
        return None
    term = ingest_vocabulary("failure_reasons").get(file.reason)
    return None if term is None else str(term.get("remedy", ""))
