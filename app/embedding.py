"""Embedding: the texts that word vectors are learned from, out of a knowledge base or files, with progress shown."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec

from ..ingest.document import Block, Header
from ..ingest.errors import InputError, UsageError
from ..insight.embeddings.corpus import Corpus, Text
from ..kb.sqlite import SqliteStore
from .bar import Bar

# What is read of a paper: its sentences, not its tables and its references.
_KINDS = frozenset({"title", "abstract", "paragraph", "caption", "list"})
_TEXT_KEYS = ("text", "abstract")


@dataclass(frozen=True, slots=True)
class _Paper:
    """The blocks of a stored paper: what else an extraction holds is passed over, not built."""

    document: Header
    blocks: tuple[Block, ...] = ()


@contextmanager
def corpus_of(kb: Path, files: list[Path]) -> Iterator[Corpus]:
    """The corpus of ``files``, or of ``kb`` where there are none, in a scratch folder that goes with the context.

    Raises InputError and StoreError where they cannot be read, UsageError where there is no text in them.
    """
    with TemporaryDirectory(prefix="voltext-texts-") as folder:
        with Bar("texts") as bar:
            known = 0

            def watch(number: int) -> None:
                if number % 200 == 0:
                    bar.show(total=max(number, known), ended=number, failed=0)

            texts = texts_of_files(files) if files else texts_of_kb(kb)
            corpus = Corpus.write(texts, Path(folder) / "corpus.txt", watch=watch)
        if not corpus.tokens:
            raise UsageError("there is no text to learn from")
        yield corpus


def texts_of_kb(kb: Path) -> Iterator[Text]:
    """The paragraphs of the papers of ``kb``, a paper in two formats once. Raises StoreError."""
    with closing(SqliteStore.open(kb)) as store:
        for edition in store.editions():
            entry = store.get(edition.header.id) if edition.work in (None, edition.header.id) else None
            if entry is None:
                continue
            paper = msgspec.json.decode(zlib.decompress(entry.payload), type=_Paper)
            for block in paper.blocks:
                if block.kind in _KINDS and block.section != "references":
                    yield Text(block.text, paper.document.year)


def texts_of_files(files: list[Path]) -> Iterator[Text]:
    """Texts of ``.txt`` files, one a line, and ``.jsonl`` (``text`` or ``abstract``, ``year``, ``title``), ``.gz`` too.

    Raises InputError where one cannot be read.
    """
    for path in files:
        name = path.name.lower().removesuffix(".gz")
        reader = _json_text if name.endswith(".jsonl") else _plain_text
        try:
            opened: Any = gzip.open if path.name.lower().endswith(".gz") else open
            with opened(path, "rt", encoding="utf-8") as file:
                for number, line in enumerate(file, 1):
                    text = reader(line, path, number)
                    if text is not None:
                        yield text
        except (OSError, UnicodeDecodeError, EOFError, zlib.error) as error:
            raise InputError(f"{path}: cannot be read ({error})") from error


def _plain_text(line: str, path: Path, number: int) -> Text | None:
    return Text(line.strip(), None) if line.strip() else None


def _json_text(line: str, path: Path, number: int) -> Text | None:
    if not line.strip():
        return None
    try:
        told = json.loads(line)
    except ValueError as error:
        raise InputError(f"{path}: line {number} is no JSON ({error})") from error
    if not isinstance(told, dict):
        raise InputError(f"{path}: line {number} is no object with a text")
    parts = [told.get("title"), next((told[key] for key in _TEXT_KEYS if told.get(key)), None)]
    year = told.get("year")
    text = " ".join(part for part in parts if isinstance(part, str)).strip()
    return Text(text, year if isinstance(year, int) and 1000 < year < 3000 else None) if text else None


def shown_by(bar: Bar) -> Callable[[str, int, int], None]:
    """What a training tells ``bar``."""
    return lambda stage, done, of: bar.show(total=of, ended=done, failed=0, name=stage)
