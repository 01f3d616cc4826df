"""The file of a property model: numbers and words with checksums. Nothing in it is ever run or unpickled.

It is the container of learned models (`extract.learned.container`), its parts plain arrays of numbers, little-endian.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import prod
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from ...extract.learned.container import Manifest, read_model, write_model
from ...ingest.errors import InputError
from .domain import Domain
from .features import FeatureSpace
from .findings import Findings
from .intervals import Intervals
from .model import PropertyModel
from .row import Table
from .shapes import Arrays, Blend, shape_of

BACKBONE = "property"
_LAYOUT = 1
_ROWS = "table.json"
_TYPES: dict[str, Any] = {"f8": np.dtype("<f8"), "i4": np.dtype("<i4")}
_SHAPE = "shape "


@dataclass(frozen=True, slots=True)
class _Card:
    """What the file says of the model; ``arrays`` maps names to type and extent of the arrays."""

    layout: int
    log: bool
    kind: str
    names: tuple[str, ...]
    groups: tuple[str, ...]
    reach: float
    elements: tuple[str, ...]
    numbers: tuple[str, ...]
    findings: Findings
    arrays: dict[str, tuple[str, tuple[int, ...]]] = field(default_factory=dict)


def save_model(model: PropertyModel, path: Path) -> None:
    """Write ``model`` to ``path``, whole or not at all. Raises InputError where it cannot be written."""
    space, domain, intervals = model.space, model.domain, model.intervals
    arrays: Arrays = {
        "medians": space.medians, "centre": space.centre, "scale": space.scale, "points": model.points,
        "interval points": intervals.points, "interval errors": intervals.errors, "interval ratios": intervals.ratios,
        "lowest": domain.lowest, "highest": domain.highest, "held": model.held, "half": model.half,
        **{_SHAPE + name: array for name, array in model.shape.arrays().items()},
    }  # fmt: skip
    extents, parts = {}, {_ROWS: msgspec.json.encode(model.table)}
    for name, array in arrays.items():
        code = "i4" if array.dtype.kind == "i" else "f8"
        extents[name] = (code, array.shape)
        parts[name] = np.ascontiguousarray(array, dtype=_TYPES[code]).tobytes()
    card = _Card(
        _LAYOUT, model.log, model.shape.kind, space.names, space.groups, domain.reach, domain.elements, domain.numbers,
        model.findings, extents,
    )  # fmt: skip
    write_model(path, Manifest("", BACKBONE, (), {}, {}, {}, msgspec.to_builtins(card)), parts)


def load_model(path: Path) -> PropertyModel:
    """The model of the file ``path``. Raises InputError where it is none, damaged, or of another kind."""
    manifest, parts = read_model(path)
    if manifest.backbone != BACKBONE:
        raise InputError(f"{path}: a model of another kind ({manifest.backbone}), not one of a property")
    try:
        card = msgspec.convert(manifest.card, type=_Card)
        if card.layout != _LAYOUT:
            raise InputError(f"{path}: a property model of another version (layout {card.layout}); train it again")
        table = msgspec.json.decode(parts[_ROWS], type=Table)
        return _joined(card, table, {name: _array(name, card, parts) for name in card.arrays})
    except (KeyError, ValueError, TypeError) as error:
        raise InputError(f"{path}: the parts of the model do not fit together ({error}); train it again") from error


def _array(name: str, card: _Card, parts: dict[str, bytes]) -> np.ndarray[Any, Any]:
    code, extent = card.arrays[name]
    # The bytes that are there, not the extent that is claimed, decide how much memory is taken.
    found = np.frombuffer(parts[name], dtype=_TYPES[code])
    if prod(extent) != len(found) or any(length < 0 for length in extent):
        raise ValueError(f"{name} has {len(found)} numbers")
    if code == "f8" and name != "held" and not np.isfinite(found).all():
        raise ValueError(f"{name} holds what is no number")
    return np.asarray(found.reshape(extent))


def _joined(card: _Card, table: Table, arrays: Arrays) -> PropertyModel:
    columns, rows, numbers = len(card.names), len(table.rows), len(card.numbers)
    calibrated = len(arrays["interval errors"])
    extents = {
        "medians": (columns,), "centre": (columns,), "scale": (columns,), "points": (rows, columns),
        "interval points": (calibrated, columns), "interval errors": (calibrated,), "interval ratios": (calibrated,),
        "lowest": (numbers,), "highest": (numbers,), "held": (rows,), "half": (rows,),
    }  # fmt: skip
    for name, extent in extents.items():
        if arrays[name].shape != extent:
            raise ValueError(f"{name} is {arrays[name].shape}, not {extent}")
    if not calibrated or not rows or len(card.groups) != columns or not (arrays["scale"] > 0).all():
        raise ValueError("empty or without scale")
    if any(not 0 <= each.row < rows for each in card.findings.outliers):
        raise ValueError("an outlier that is not in the table")
    shape = shape_of(
        card.kind,
        {name.removeprefix(_SHAPE): each for name, each in arrays.items() if name.startswith(_SHAPE)},
        columns,
    )
    if not isinstance(shape, Blend):
        raise ValueError(f"a model of the kind {card.kind}")
    return PropertyModel(
        table, card.log, FeatureSpace(card.names, card.groups, arrays["medians"], arrays["centre"], arrays["scale"]),
        shape, arrays["points"],
        Intervals(arrays["interval points"], arrays["interval errors"], arrays["interval ratios"]),
        Domain(card.reach, card.elements, card.numbers, arrays["lowest"], arrays["highest"]),
        card.findings, arrays["held"], arrays["half"],
    )  # fmt: skip
