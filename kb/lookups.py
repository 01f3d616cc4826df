"""Lookups: what services answered about papers, kept in the knowledge base so that nobody is asked twice."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import msgspec

from ..ingest.errors import StoreError
from ..ingest.particulars import Particulars

NAME = "lookups.jsonl"


class Lookups:
    """The answers in ``folder``, a JSON object a line; the last one to a question counts.

    A question is a service and a key: ``doi:…`` or ``title:…``. An answer is a list of Particulars, empty where the
    service knows none. A line that a killed run left unfinished counts as not answered.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME
        self._answers: dict[tuple[str, str], list[Particulars]] = {}
        self._ragged = False
        try:
            data = self._path.read_bytes()
        except FileNotFoundError:
            return
        except OSError as error:
            raise StoreError(f"{self._path} cannot be read: {error.strerror or error}") from error
        self._ragged = bool(data) and not data.endswith(b"\n")
        for line in data.splitlines():
            try:
                row = json.loads(line)
                answer = msgspec.convert(row["answer"], list[Particulars])
                self._answers[str(row["service"]), str(row["key"])] = answer
            except (ValueError, KeyError, TypeError, RecursionError, msgspec.ValidationError):
                continue

    def get(self, service: str, key: str) -> list[Particulars] | None:
        """What ``service`` answered about ``key``, None where it was not asked."""
        return self._answers.get((service, key))

    def put(self, service: str, key: str, answer: list[Particulars]) -> None:
        """Keep an answer. Raises StoreError where the folder takes none."""
        row = {"service": service, "key": key, "answer": [asdict(each) for each in answer]}
        try:
            with self._path.open("ab") as file:
                if self._ragged:
                    file.write(b"\n")
                    self._ragged = False
                file.write(json.dumps(row, ensure_ascii=False).encode("utf-8", "replace") + b"\n")
        except OSError as error:
            raise StoreError(f"{self._path} cannot be written: {error.strerror or error}") from error
        self._answers[service, key] = answer
