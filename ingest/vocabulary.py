"""Vocabulary: a closed list of terms in one readable data file, extensible without touching code.

A vocabulary file is YAML: ``terms`` maps each code to its fields (``definition`` always; ``unit``, ``iri``,
``synonyms`` and others where they apply). A user's file of the same name in the folder that ``VOLTEXT_VOCABULARY``
names adds terms, and adds to the lists of terms that are there.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from .errors import VocabularyError

EXTENSION_VARIABLE = "VOLTEXT_VOCABULARY"


@dataclass(frozen=True, slots=True)
class Term:
    """One code of a vocabulary with its fields. Two terms are equal when the codes are."""

    code: str
    fields: Mapping[str, Any]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Term) and other.code == self.code

    def __hash__(self) -> int:
        return hash(self.code)

    @property
    def definition(self) -> str:
        """What the term means, in a sentence."""
        return str(self.fields["definition"])

    def get(self, field: str, default: Any = None) -> Any:
        """A field of the term, or ``default``."""
        return self.fields.get(field, default)

    def strings(self, field: str) -> tuple[str, ...]:
        """A list field as strings; empty where the term has none."""
        return tuple(str(item) for item in self.fields.get(field) or ())


class Vocabulary(Mapping[str, Term]):
    """The terms of one file, in its order, by code."""

    def __init__(self, name: str, terms: Mapping[str, Term]) -> None:
        self.name = name
        self._terms = dict(terms)

    def __getitem__(self, code: str) -> Term:
        return self._terms[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._terms)

    def __len__(self) -> int:
        return len(self._terms)

    @classmethod
    def load(cls, path: Path) -> Vocabulary:
        """Read ``path`` and the user's extension of the same name.

        Raises VocabularyError, naming the file and the term, where one is malformed.
        """
        terms = _read(path)
        folder = os.environ.get(EXTENSION_VARIABLE)
        extension = Path(folder) / path.name if folder else None
        if extension is not None and extension.is_file():
            for code, fields in _read(extension).items():
                terms[code] = _joined(terms[code], fields) if code in terms else fields
        for code, fields in terms.items():
            if not fields.get("definition"):
                raise VocabularyError(f"{path.name}: term {code!r} has no definition")
        return cls(path.stem, {code: Term(code, fields) for code, fields in terms.items()})


def _read(path: Path) -> dict[str, dict[str, Any]]:
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except (OSError, ValueError, yaml.YAMLError) as error:  # ValueError: bytes, dates that none are
        raise VocabularyError(f"{path}: cannot be read as YAML: {error}") from error
    terms = data.get("terms") if isinstance(data, dict) else None
    if not isinstance(terms, dict) or not all(isinstance(fields, dict) for fields in terms.values()):
        raise VocabularyError(f"{path}: expected a mapping `terms` of codes to fields")
    return {str(code): dict(fields) for code, fields in terms.items()}


def _joined(base: dict[str, Any], more: dict[str, Any]) -> dict[str, Any]:
    joined = dict(base)
    for key, value in more.items():
        old = joined.get(key)
        joined[key] = [*old, *value] if isinstance(old, list) and isinstance(value, list) else value
    return joined


@cache
def vocabulary(folder: Path, name: str) -> Vocabulary:
    """The vocabulary ``name`` of ``folder``, read once a process."""
    return Vocabulary.load(folder / f"{name}.yaml")
