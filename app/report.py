"""BuildReport: what became of every file of a build."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..ingest.data import ingest_vocabulary
from ..kb.entry import FileEntry

if TYPE_CHECKING:
    import pandas

_SENTENCE_END = re.compile(r"(?<=[.!?]) +(?=[A-Z])")
# How the messages of readers begin a sentence that says what to do.
_IMPERATIVE = re.compile(
    r"(?:Check|Convert|Download|Get|Give|Install|Join|Open|Pack|Print|Raise|Report|Run|Save|Scan|Split|Unlock|Unpack|"
    r"Use)\b"
)
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
            (file.path, file.name, file.document, file.status, file.reason, *explained(file)) for file in self.files
        ]
        return pandas.DataFrame(rows, columns=columns)


def explained(file: FileEntry) -> tuple[str | None, str | None]:
    """What is wrong with a file, and what to do, each said once; (message, None) of a file with which nothing is.

    A message may end in what mends this very case, in the imperative; where it does not, the vocabulary of failure
    reasons says what mends such cases.
    """
    if file.status not in ("failed", "partial"):
        return file.message, None
    sentences = _SENTENCE_END.split(file.message or "")
    what = [sentence for sentence in sentences if not _IMPERATIVE.match(sentence)]
    to_do = [sentence for sentence in dict.fromkeys(sentences) if _IMPERATIVE.match(sentence)]
    if not to_do and file.status == "failed":
        term = ingest_vocabulary("failure_reasons").get(file.reason or "")
        to_do = [str(term.get("remedy", ""))] if term is not None else []
    elif not to_do:
        to_do = [f"See whether what was read is enough: voltext show {file.document}"]
    return " ".join(what), " ".join(to_do)


def complaint(name: str, reason: str, message: str) -> str:
    """One line on a file that failed: its name, the reason, what is wrong, what to do."""
    parts = explained(FileEntry("", name, None, "failed", reason, message))
    return f"{name}: {reason}: {' '.join(part for part in parts if part)}"
