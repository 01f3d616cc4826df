"""A learned model: it learns, keeps what it learned on disk, and refuses files that are none."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from voltext.extract.learned import cnn
from voltext.extract.learned.gold import read_gold
from voltext.extract.learned.model import LearnedModel
from voltext.ingest.errors import InputError, UsageError

pytest.importorskip("spacy")
pytest.importorskip("lightgbm")


@pytest.fixture(scope="module")
def model(gold: Path) -> Iterator[LearnedModel]:
    with pytest.MonkeyPatch.context() as patch:
        # So many rounds, however busy the machine is, in steps that fit a small corpus.
        patch.setattr(cnn, "_EPOCHS", (8, 8))
        patch.setattr(cnn, "_BATCH_WORDS", (120, 120))
        yield LearnedModel.train(read_gold([gold], part="train"), backbone="cnn", seed=3)


@pytest.fixture(scope="module")
def saved(model: LearnedModel, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("models") / "small.model"
    model.save(path)
    return path


def test_it_learns_what_the_sentences_teach(model: LearnedModel, gold: Path) -> None:
    scores = model.scored(read_gold([gold], part="dev"))
    assert scores["entities"]["micro"]["f1"] > 0.9
    assert scores["relations"]["micro"]["f1"] > 0.9


def test_a_model_that_was_not_taught_finds_less(gold: Path, model: LearnedModel) -> None:
    renamed = {"material": "material"}
    poor = LearnedModel.train(read_gold([gold], part="train"), seed=3, minutes=0.02, renamed=renamed)
    assert poor.layers == (("material",),)
    assert {entity.label for document in read_gold([gold]) for entity in poor.tag(document)} <= {"material"}


def test_what_is_read_back_tags_alike(model: LearnedModel, saved: Path, gold: Path) -> None:
    again = LearnedModel.load(saved)
    documents = read_gold([gold], part="dev")
    assert [again.tag(document) for document in documents] == [model.tag(document) for document in documents]
    assert again.scored(documents) == model.scored(documents)


def test_gold_entities_are_related_as_they_are(model: LearnedModel, gold: Path) -> None:
    scores = model.scored(read_gold([gold], part="dev"), gold_entities=True)
    assert scores["entities"]["micro"]["f1"] == 0.0  # none were asked for
    assert scores["relations"]["micro"]["f1"] > 0.9


def test_a_damaged_part_is_refused(saved: Path, tmp_path: Path) -> None:
    hurt = tmp_path / "hurt.model"
    with zipfile.ZipFile(saved) as whole, zipfile.ZipFile(hurt, "w") as copy:
        for name in whole.namelist():
            data = whole.read(name)
            copy.writestr(name, data[:-1] + b"?" if name.startswith("layer") else data)
    with pytest.raises(InputError, match="checksum of layer-0"):
        LearnedModel.load(hurt)


@pytest.mark.parametrize("name", ["../evil.txt", "a.pkl"])
def test_a_part_that_the_model_does_not_name_is_refused(saved: Path, tmp_path: Path, name: str) -> None:
    fuller = tmp_path / "fuller.model"
    fuller.write_bytes(saved.read_bytes())
    with zipfile.ZipFile(fuller, "a") as archive:
        archive.writestr(name, b"anything")
    with pytest.raises(InputError, match="which is no part of the model"):
        LearnedModel.load(fuller)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"\x80\x04\x95pickle", b"{}"])
def test_a_foreign_file_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "foreign.model"
    path.write_bytes(content)
    with pytest.raises(InputError, match=r"foreign\.model"):
        LearnedModel.load(path)


def test_a_cut_file_is_refused(saved: Path, tmp_path: Path) -> None:
    path = tmp_path / "cut.model"
    path.write_bytes(saved.read_bytes()[: saved.stat().st_size // 2])
    with pytest.raises(InputError, match="not a model of voltext, or damaged"):
        LearnedModel.load(path)


def test_parts_of_another_model_do_not_fit(saved: Path, tmp_path: Path) -> None:
    mixed = tmp_path / "mixed.model"
    with zipfile.ZipFile(saved) as whole, zipfile.ZipFile(mixed, "w") as copy:
        for name in whole.namelist():
            data = whole.read(name)
            copy.writestr(name, data.replace(b'"cnn"', b'"minilm"') if name == "model.json" else data)
    with pytest.raises(InputError, match="do not fit together"):
        LearnedModel.load(mixed)


def test_an_unknown_backbone_is_named(gold: Path) -> None:
    with pytest.raises(UsageError, match="cnn, minilm"):
        LearnedModel.train(read_gold([gold]), backbone="transformer")


def test_nothing_to_learn_is_said(gold: Path) -> None:
    with pytest.raises(InputError, match="no entities"):
        LearnedModel.train(read_gold([gold]), renamed={"absent": "absent"})


def test_a_model_is_written_whole_or_not_at_all(model: LearnedModel, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be written"):
        model.save(tmp_path / "absent" / "x.model")
    assert list(tmp_path.iterdir()) == []
