"""A model file is numbers: it comes back as it was, and nothing hostile gets further than an error."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from voltext.extract.learned.container import Manifest, read_model, write_model
from voltext.ingest.errors import InputError
from voltext.insight.models.file import load_model, save_model
from voltext.insight.models.model import PropertyModel

from .conftest import row


@pytest.fixture(scope="module")
def path(model: PropertyModel, tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("model") / "m.voltext"
    save_model(model, found)
    return found


def test_it_comes_back_as_it_was(model: PropertyModel, path: Path) -> None:
    again = load_model(path)
    assert again.table == model.table
    assert again.findings == model.findings
    asked = [row(16, 1), row(16, 2)]
    assert again.predict(asked) == model.predict(asked)


def test_the_same_model_gives_the_same_bytes(model: PropertyModel, path: Path, tmp_path: Path) -> None:
    save_model(model, tmp_path / "again.voltext")
    assert (tmp_path / "again.voltext").read_bytes() == path.read_bytes()


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no", pickle.dumps([1]), b"{}"])
def test_what_is_no_model_is_an_error(tmp_path: Path, content: bytes) -> None:
    bad = tmp_path / "bad.voltext"
    bad.write_bytes(content)
    with pytest.raises(InputError, match="not a model"):
        load_model(bad)


def changed(path: Path, tmp_path: Path, **parts: bytes) -> Path:
    """The model of ``path`` with other parts, its checksums made anew."""
    manifest, known = read_model(path)
    bad = tmp_path / "changed.voltext"
    write_model(bad, manifest, {**known, **{name.replace("_", " "): data for name, data in parts.items()}})
    return bad


@pytest.mark.parametrize(
    ("part", "data"),
    [
        ("held", b""),
        ("centre", np.full(3, 1.0).tobytes()),
        ("scale", None),
        ("table.json", b"[]"),
        ("shape bounds", np.array([2.0, 1.0]).tobytes()),
    ],
)
def test_parts_that_do_not_fit_are_an_error(path: Path, tmp_path: Path, part: str, data: bytes | None) -> None:
    length = len(read_model(path)[1][part])
    bad = changed(
        path, tmp_path, **{part.replace(" ", "_"): np.full(length // 8, np.nan).tobytes() if data is None else data}
    )
    with pytest.raises(InputError, match="do not fit"):
        load_model(bad)


def test_a_claim_of_more_numbers_than_there_are_takes_no_memory(path: Path, tmp_path: Path) -> None:
    manifest, parts = read_model(path)
    card: dict[str, Any] = dict(manifest.card)
    card["arrays"] = {**card["arrays"], "points": ["f8", [10**9, 10**9]]}
    write_model(tmp_path / "huge.voltext", Manifest("", "property", (), {}, {}, {}, card), parts)
    with pytest.raises(InputError, match="do not fit"):
        load_model(tmp_path / "huge.voltext")


def test_a_model_of_another_kind_is_told_apart(tmp_path: Path) -> None:
    write_model(tmp_path / "tags.voltext", Manifest("", "cnn", (), {}, {}, {}), {})
    with pytest.raises(InputError, match="another kind"):
        load_model(tmp_path / "tags.voltext")
