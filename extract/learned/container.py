"""The file of a learned model: a zip of plain parts with their checksums. Nothing in it is ever run or unpickled."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from ...ingest.errors import InputError
from ...ingest.whole import whole_file

FORMAT = "voltext-model/2"
_MANIFEST = "model.json"
# Parts whose sizes add up to more than this are no model of ours.
_LARGEST = 512 * 2**20
# A fixed date, so that the same model gives the same file.
_DATE = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a model file says of itself; ``parts`` maps each part to its SHA-256, ``card`` tells how it was made."""

    format: str
    backbone: str
    layers: tuple[tuple[str, ...], ...]
    renamed: dict[str, str]
    relations: dict[str, Any]
    parts: dict[str, str]
    card: dict[str, Any] = field(default_factory=dict)


def write_model(path: Path, manifest: Manifest, parts: Mapping[str, bytes]) -> None:
    """Write the model file ``path``, whole or not at all. Raises InputError where it cannot be written."""
    sums = {name: hashlib.sha256(data).hexdigest() for name, data in sorted(parts.items())}
    told = {**msgspec.to_builtins(manifest), "format": FORMAT, "parts": sums}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in [(_MANIFEST, msgspec.json.format(msgspec.json.encode(told))), *sorted(parts.items())]:
            archive.writestr(zipfile.ZipInfo(name, _DATE), data, compress_type=zipfile.ZIP_DEFLATED)
    try:
        with whole_file(path) as part:
            part.write_bytes(buffer.getvalue())
    except OSError as error:
        raise InputError(f"{path}: the model cannot be written ({error.strerror or error})") from error


def read_model(path: Path) -> tuple[Manifest, dict[str, bytes]]:
    """The manifest and the checked parts of the model file ``path``.

    Raises InputError where it is no model file, of another format, damaged or too large.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(info.file_size for info in archive.infolist()) > _LARGEST:
                raise InputError(f"{path}: larger than any model of voltext; train it again")
            manifest = msgspec.json.decode(archive.read(_MANIFEST), type=Manifest)
            if manifest.format != FORMAT:
                raise InputError(f"{path}: a model of the format {manifest.format!r}, not {FORMAT!r}; train it again")
            if strange := sorted(set(archive.namelist()) - {_MANIFEST, *manifest.parts}):
                raise InputError(f"{path}: holds {strange[0]!r}, which is no part of the model; train it again")
            parts = {name: archive.read(name) for name in manifest.parts}
    except OSError as error:
        raise InputError(f"{path}: the model cannot be read ({error.strerror or error})") from error
    except (zipfile.BadZipFile, KeyError, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        # msgspec's errors are ValueErrors; zlib's reach us as BadZipFile or as the errors caught here.
        raise InputError(f"{path}: not a model of voltext, or damaged ({error}); train it again") from error
    for name, data in parts.items():
        if hashlib.sha256(data).hexdigest() != manifest.parts[name]:
            raise InputError(f"{path}: damaged, the checksum of {name} differs; train it again")
    return manifest, parts
