"""Vectors of a knowledge base's records and passages, in files of their own beside its index.

Parts are only ever added: one is rows of a fixed width, the ids they belong to, and last a list of its documents,
without which the part does not count. Of a document's vectors those of the latest part hold. Rows are eight bits a
number with a scale, read through the page cache, so that memory stays bounded; the search looks at all of them.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec
import numpy as np
import numpy.typing as npt

from ..extract.learned.encoder import NAME, WIDTH, Vector
from ..ingest.errors import FULL_DISK, StoreError

VERSION_FILE = "voltext-vectors.json"
_ROW = np.dtype([("at", "<u8"), ("scale", "<f4"), ("numbers", "i1", (WIDTH,))])
# Rows looked at in one piece, and parts before they are made one.
_BLOCK, _MOST_PARTS = 16_384, 24
# The first piece of an answer, and how much longer each is than the one before.
_PIECE, _GROWS = 256, 8

# An entry's id and its vector.
Coded = tuple[str, Vector]


class _Document(msgspec.Struct, frozen=True, array_like=True):
    id: str
    state: str
    first: int
    count: int


class _Part:
    def __init__(self, path: Path) -> None:
        self.path = path
        self.documents = msgspec.json.decode(path.read_bytes(), type=list[_Document])
        rows, ids = path.with_suffix(".rows"), path.with_suffix(".ids")
        total = sum(each.count for each in self.documents)
        if rows.stat().st_size != total * _ROW.itemsize:
            raise ValueError(f"{rows.name} is cut short")
        self.rows = np.memmap(rows, dtype=_ROW, mode="r") if total else np.empty(0, dtype=_ROW)
        self.ids = np.memmap(ids, dtype="u1", mode="r") if total else np.empty(0, dtype="u1")
        self.alive = np.zeros(total, dtype=bool)

    def id(self, row: int) -> str:
        """The id of the entry that ``row`` is the vector of."""
        start = int(self.rows[row]["at"])
        end = int(self.rows[row + 1]["at"]) if row + 1 < len(self.rows) else len(self.ids)
        return bytes(self.ids[start:end]).decode()

    def likenesses(self, vector: Vector) -> npt.NDArray[np.float32]:
        """How near each row is; -2 for those that no longer hold."""
        found = np.full(len(self.rows), -2.0, dtype=np.float32)
        for start in range(0, len(self.rows), _BLOCK):
            block = self.rows[start : start + _BLOCK]
            holds = self.alive[start : start + _BLOCK]
            if holds.any():
                near = (block["numbers"].astype(np.float32) @ vector) * block["scale"]
                found[start : start + _BLOCK][holds] = near[holds]
        return found


class VectorStore:
    """The vectors in one folder; one writer at a time, which the knowledge base's lock sees to."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._parts: list[_Part] = []
        self._latest: dict[str, tuple[_Part, _Document]] = {}
        self.states: dict[str, str] = {}

    @classmethod
    def open(cls, folder: Path) -> VectorStore:
        """The vectors in ``folder``, none where there is none; those of another encoder or version do not count.

        Raises StoreError where the files are damaged.
        """
        store = cls(folder)
        if store._is_current():
            store._read()
        return store

    def __len__(self) -> int:
        return sum(int(part.alive.sum()) for part in self._parts)

    def add(self, documents: Mapping[str, tuple[str, Sequence[Coded]]]) -> None:
        """Put the vectors of ``documents`` (by id: state and vectors) in the place of theirs. Raises StoreError."""
        if not documents:
            return
        try:
            self._prepare()
            self._write((id, *made) for id, made in documents.items())
            self._read()
            if len(self._parts) > _MOST_PARTS:
                self._merge()
        except OSError as error:
            if error.errno in FULL_DISK:
                raise StoreError(
                    f"the disk that holds {self._folder} is full: make room and give the command again, "
                    "what was written stays"
                ) from error
            raise StoreError(f"the vectors in {self._folder} cannot be written: {error.strerror}") from error

    def remove(self, documents: Sequence[str]) -> None:
        """Take out the vectors of ``documents``."""
        self.add({id: ("", ()) for id in documents if id in self.states})

    def nearest(self, vector: Vector) -> Iterator[list[tuple[str, float]]]:
        """Ids of entries and their cosine to ``vector``, nearest first, in pieces that grow."""
        of_parts = [part.likenesses(vector) for part in self._parts]
        near = np.concatenate(of_parts) if of_parts else np.empty(0, dtype=np.float32)
        starts = np.cumsum([0, *(len(each) for each in of_parts)])
        total, done, size = int((near > -2.0).sum()), 0, _PIECE
        while done < total:
            size = min(size, total)
            best = np.argpartition(-near, size - 1)[:size] if size < len(near) else np.flatnonzero(near > -2.0)
            # Equal ones in the order of their rows, so that the same question always has the same answer.
            best = best[np.lexsort((best, -near[best]))][done:size]
            places = np.searchsorted(starts, best, side="right") - 1
            yield [
                (self._parts[part].id(int(row - starts[part])), float(near[row]))
                for part, row in zip(places, best, strict=True)
            ]
            done, size = size, size * _GROWS

    def of(self, document: str) -> Iterator[Coded]:
        """The vectors of ``document``, with eight bits a number."""
        if document not in self._latest:
            return
        part, found = self._latest[document]
        for place in range(found.first, found.first + found.count):
            row = part.rows[place]
            yield part.id(place), row["numbers"].astype(np.float32) * row["scale"]

    def _is_current(self) -> bool:
        try:
            made = json.loads((self._folder / VERSION_FILE).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return False
        return isinstance(made, dict) and made.get("encoder") == NAME

    def _prepare(self) -> None:
        if not self._is_current():
            if self._folder.is_dir() and any(self._folder.iterdir()):
                if not (self._folder / VERSION_FILE).exists():
                    raise StoreError(f"{self._folder} is not empty and holds no vectors")
                shutil.rmtree(self._folder)
            self._folder.mkdir(parents=True, exist_ok=True)
            (self._folder / VERSION_FILE).write_text(json.dumps({"encoder": NAME}), encoding="utf-8")

    def _write(self, documents: Iterable[tuple[str, str, Sequence[Coded]]]) -> None:
        number = int(self._parts[-1].path.stem) + 1 if self._parts else 1
        path = self._folder / f"{number:06}.json"
        listed: list[_Document] = []
        at = count = 0
        with path.with_suffix(".rows").open("wb") as rows, path.with_suffix(".ids").open("wb") as ids:
            for id, state, coded in documents:
                made = np.zeros(len(coded), dtype=_ROW)
                for place, (entry, vector) in enumerate(coded):
                    most = float(np.abs(vector).max()) or 1.0
                    numbers = np.round(vector * (127.0 / most)).astype(np.int8)
                    scale = 1.0 / (float(np.linalg.norm(numbers.astype(np.float32))) or 1.0)
                    made[place] = (at, scale, numbers)
                    at += ids.write(entry.encode())
                rows.write(made.tobytes())
                listed.append(_Document(id, state, count, len(coded)))
                count += len(coded)
        # The list makes the part count, so it comes last and at once.
        waiting = path.with_suffix(".part")
        waiting.write_bytes(msgspec.json.encode(listed))
        waiting.replace(path)

    def _read(self) -> None:
        try:
            self._parts = [_Part(path) for path in sorted(self._folder.glob("[0-9]*.json"))]
        except (OSError, ValueError, msgspec.MsgspecError) as error:
            raise StoreError(
                f"the vectors in {self._folder} are damaged ({error}): delete that folder and give `voltext vectors`"
            ) from error
        self.states = {}
        self._latest = {document.id: (part, document) for part in self._parts for document in part.documents}
        for id, (part, document) in self._latest.items():
            part.alive[document.first : document.first + document.count] = True
            if document.state:
                self.states[id] = document.state

    def _merge(self) -> None:
        """Make one part of all, without what no longer holds."""
        old = [part.path for part in self._parts]
        # The new part is the latest: killed before the old ones are gone, it holds, and they are gone next time.
        self._write((id, state, list(self.of(id))) for id, state in self.states.items())
        self._parts, self._latest = [], {}
        for path in old:
            path.unlink()
            path.with_suffix(".rows").unlink()
            path.with_suffix(".ids").unlink()
        self._read()
