"""Vectors on disk: what is put in comes out, the nearest first, whatever was killed or damaged in between."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from voltext.extract.learned.encoder import WIDTH, Vector
from voltext.ingest.errors import StoreError
from voltext.search import vectors as module
from voltext.search.coding import code, texts_of
from voltext.search.vectors import VectorStore

from ..papers import all_papers, garnet
from .plain_codes import PlainCodes


def some(number: int, seed: int = 1) -> list[tuple[str, Vector]]:
    made = np.random.default_rng(seed).standard_normal((number, WIDTH)).astype(np.float32)
    made /= np.linalg.norm(made, axis=1, keepdims=True)
    return [(f"d{seed}/é{place}", row) for place, row in enumerate(made)]


def test_the_nearest_come_first_as_brute_force_finds_them(tmp_path: Path) -> None:
    store = VectorStore.open(tmp_path / "vectors")
    first, second = some(400), some(500, seed=2)
    store.add({"a": ("1", first)})
    store.add({"b": ("1", second)})
    asked = some(1, seed=3)[0][1]
    found = [pair for piece in VectorStore.open(tmp_path / "vectors").nearest(asked) for pair in piece]
    exact = sorted(((float(row @ asked), id) for id, row in first + second), reverse=True)
    assert len(found) == len(store) == 900
    assert {id for id, _ in found[:20]} >= {id for _, id in exact[:15]}
    assert all(abs(near - {id: near for near, id in exact}[id]) < 0.01 for id, near in found)
    assert [near for _, near in found] == sorted((near for _, near in found), reverse=True)


def test_later_vectors_take_the_place_of_earlier_ones(tmp_path: Path) -> None:
    store = VectorStore.open(tmp_path / "vectors")
    store.add({"a": ("1", some(5)), "b": ("1", some(4, seed=2))})
    store.add({"a": ("2", some(2, seed=3))})
    assert store.states == {"a": "2", "b": "1"}
    assert len(store) == 6
    store.remove(["b", "unknown"])
    assert [id for id, _ in store.of("a")] == ["d3/é0", "d3/é1"]
    assert len(VectorStore.open(tmp_path / "vectors")) == 2


def test_many_parts_become_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MOST_PARTS", 3)
    store = VectorStore.open(tmp_path / "vectors")
    for number in range(9):
        store.add({f"p{number % 4}": (str(number), some(3, seed=number + 1))})
    assert len(list((tmp_path / "vectors").glob("*.json"))) <= 5
    assert store.states == {"p0": "8", "p1": "5", "p2": "6", "p3": "7"}
    again = VectorStore.open(tmp_path / "vectors")
    assert again.states == store.states
    assert len(again) == 12
    np.testing.assert_allclose(next(again.of("p0"))[1], some(3, seed=9)[0][1], atol=0.01)


def test_a_part_without_its_list_does_not_count(tmp_path: Path) -> None:
    """Whoever is killed while writing leaves rows without a list."""
    folder = tmp_path / "vectors"
    VectorStore.open(folder).add({"a": ("1", some(3))})
    (folder / "000002.rows").write_bytes(b"cut off")
    store = VectorStore.open(folder)
    assert store.states == {"a": "1"}
    store.add({"b": ("1", some(3, seed=2))})
    assert len(VectorStore.open(folder)) == 6


def test_a_damaged_part_is_refused_with_what_to_do(tmp_path: Path) -> None:
    folder = tmp_path / "vectors"
    VectorStore.open(folder).add({"a": ("1", some(3))})
    (folder / "000001.rows").write_bytes(b"short")
    with pytest.raises(StoreError, match=r"damaged.*delete that folder and give `voltext vectors`"):
        VectorStore.open(folder)


def test_a_folder_of_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("keep")
    with pytest.raises(StoreError, match="holds no vectors"):
        VectorStore.open(tmp_path).add({"a": ("1", some(1))})
    assert (tmp_path / "mine.txt").read_text() == "keep"


def test_vectors_of_another_encoder_are_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "vectors"
    VectorStore.open(folder).add({"a": ("1", some(3))})
    monkeypatch.setattr(module, "NAME", "another")
    store = VectorStore.open(folder)
    assert not store.states
    store.add({"b": ("1", some(2))})
    assert len(VectorStore.open(folder)) == 2


def test_coding_again_changes_nothing_and_goes_on_after_a_kill(tmp_path: Path) -> None:
    papers = {paper.document.id: paper for paper in all_papers()}
    store = VectorStore.open(tmp_path / "vectors")
    codes = PlainCodes()
    first = code(store, codes, ["garnet00"], papers.get)
    assert (first.coded, first.vectors) == (1, len(texts_of(garnet())))
    second = code(store, codes, papers, papers.get)
    assert (second.coded, second.unchanged, second.removed) == (2, 1, 0)
    third = code(store, codes, ["nickel00"], papers.get)
    assert (third.coded, third.unchanged, third.removed) == (0, 1, 2)
    assert set(store.states) == {"nickel00"}


def test_what_is_coded_says_material_and_property() -> None:
    texts = texts_of(garnet())
    assert texts["garnet00/r1"] == (
        "LLZO-1200 ionic conductivity: The other reaches an ionic conductivity of 0.4 mS cm^-1 at room temperature."
    )
    assert not any("/recipe" in id for id in texts)
