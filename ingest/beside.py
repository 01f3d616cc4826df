"""Beside: the pictures that lie beside an XML or HTML file, and the files that a LaTeX source inputs."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Protocol
from urllib.parse import unquote, urlsplit

from .assets import MOST_BYTES, kept, suffix_of
from .document import Document

# In the order in which one is chosen where a picture lies there in several formats or sizes.
SUFFIXES = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".tif", ".tiff")
MOST_PICTURES = 200  # of one paper
_MOST_FILES = 100_000  # of a folder that are looked at


class Neighbours(Protocol):
    """The files around a document: of its folder, or of the archive that it came in."""

    def pictures(self, links: Collection[str]) -> Mapping[str, bytes]:
        """The bytes of the pictures that ``links`` name, by link, where such a file is there."""
        ...

    def part(self, name: str) -> bytes | None:
        """The bytes of the file ``name``, a path from the document's folder, where it is there."""
        ...


@dataclass(frozen=True, slots=True)
class Folder:
    """The folder of the file ``path``. Nothing outside of it is read, whatever a link says."""

    path: Path

    def pictures(self, links: Collection[str]) -> Mapping[str, bytes]:
        """The pictures that ``links`` name; files that cannot be read are passed over."""
        root = self.path.parent
        places = {"", f"{self.path.stem}_files", *(str(PurePosixPath(name).parent) for name in map(_relative, links))}
        names = [name for place in sorted(places) for name in _listed(root, place)]
        read = {link: _read_below(root, name) for link, name in matched(links, names).items()}
        return {link: data for link, data in read.items() if data is not None}

    def part(self, name: str) -> bytes | None:
        """The file ``name`` of this folder or of one below it; None where it cannot be read or is too large."""
        data = _read_below(self.path.parent, name)
        return data if data is not None and len(data) <= MOST_BYTES else None


def _read_below(root: Path, name: str) -> bytes | None:
    """The first bytes of a file below ``root``; None where it is elsewhere, no file, or cannot be read."""
    inside = os.path.realpath(root)
    try:
        real = os.path.realpath(root / name)
        if os.path.commonpath((inside, real)) != inside or not os.path.isfile(real):  # noqa: PTH113 - resolved as text
            return None
        with open(real, "rb") as file:  # noqa: PTH123 - the path was resolved as text
            return file.read(MOST_BYTES + 1)
    except (OSError, ValueError):
        return None


def _listed(root: Path, place: str) -> Iterable[str]:
    """The picture files in the folder ``place`` below ``root``, as paths from ``root``."""
    names: list[str] = []
    try:
        with os.scandir(root / place) as entries:
            for number, entry in enumerate(entries):
                if number >= _MOST_FILES:
                    break
                if os.path.splitext(entry.name)[1].lower() in SUFFIXES:  # noqa: PTH122 - many names, one call each
                    names.append(str(PurePosixPath(place) / entry.name))
    except (OSError, ValueError):
        pass  # there is no such folder, or its name is none
    return names


def _relative(link: str) -> str:
    """The path that a link names, from the folder of its document; only the last part of one that leads elsewhere."""
    try:
        parts = urlsplit(link)
    except ValueError:
        return ""
    path = PurePosixPath(unquote(parts.path if not parts.scheme or "://" in link else link).replace("\\", "/"))
    if parts.scheme or parts.netloc or path.is_absolute() or ".." in path.parts:
        return path.name
    return str(path)


def matched(links: Iterable[str], names: Iterable[str]) -> dict[str, str]:
    """For each link the one of ``names`` (paths from the document's folder) that holds its picture.

    A link names its file with or without a suffix, as publishers' XML does, or by an address whose last part is the
    file's name. Where no file bears that name, the only one that ends in it behind a dash serves ("…-gr1.jpg").
    """
    by_path: dict[str, str] = {}
    by_stem: dict[str, str] = {}
    by_end: dict[str, list[str]] = {}
    usable = [name for name in names if PurePosixPath(name).suffix.lower() in SUFFIXES]
    for name in sorted(usable, key=lambda name: (SUFFIXES.index(PurePosixPath(name).suffix.lower()), name)):
        path = PurePosixPath(name.lower())
        by_path.setdefault(str(path), name)
        by_path.setdefault(str(path.with_suffix("")), name)
        by_stem.setdefault(path.name, name)
        by_stem.setdefault(path.stem, name)
        if "-" in path.stem:
            by_end.setdefault(path.stem.rpartition("-")[2], []).append(name)
    found: dict[str, str] = {}
    for link in links:
        path = PurePosixPath(_relative(link).lower())
        bare = path.with_suffix("") if path.suffix in SUFFIXES else path
        chosen = (
            by_path.get(str(path))
            or by_path.get(str(bare))
            or by_stem.get(path.name)
            or by_stem.get(bare.name)
            or next((ends[0] for ends in [by_end.get(bare.name, [])] if len(ends) == 1), None)
        )
        if chosen is not None:
            found[link] = chosen
    return found


def with_neighbours(document: Document, neighbours: Neighbours, folder: Path) -> Document:
    """``document`` with the pictures of its figures kept in ``folder``; where there is no such file its link stays.

    Raises OSError where ``folder`` cannot be written to.
    """
    links = [figure.image for figure in document.figures if figure.image][:MOST_PICTURES]
    if not links:
        return document
    images: dict[str, str] = {}
    for link, data in neighbours.pictures(dict.fromkeys(links)).items():
        suffix = suffix_of(data)
        if suffix is not None and len(data) <= MOST_BYTES:
            images[link] = kept(data, suffix, folder)
    figures = tuple(
        replace(figure, image=images.get(figure.image, figure.image)) if figure.image else figure
        for figure in document.figures
    )
    return replace(document, figures=figures)
