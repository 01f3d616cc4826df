"""voltext train and eval on the command line: a model file out, scores in the documented shape."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from voltext.app.cli import main
from voltext.extract.learned import cnn

pytest.importorskip("spacy")
pytest.importorskip("lightgbm")


@pytest.fixture(scope="module")
def gold(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("gold") / "gold.jsonl"
    lines = []
    for number in range(60):
        name = ("LiCoO2", "graphite", "MnO2")[number % 3]
        entities = [{"id": "T1", "start": 4, "end": 4 + len(name), "label": "material"}]
        text = f"The {name} powder was dried in batch {number}."
        lines.append(json.dumps({"doc_id": str(number), "text": text, "entities": entities, "split": "train"}))
    path.write_text("\n".join(lines))
    return path


def test_train_writes_a_model_that_eval_scores(
    gold: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    # So many rounds, however busy the machine is, in steps that fit a small corpus.
    monkeypatch.setattr(cnn, "_EPOCHS", (8, 8))
    monkeypatch.setattr(cnn, "_BATCH_WORDS", (60, 60))
    model = tmp_path / "m.model"
    assert main(["train", str(gold), "--out", str(model), "--seed", "1"]) == 0
    assert "1 label" in capsys.readouterr().err
    assert main(["eval", str(gold), "--model", str(model), "--format", "json"]) == 0
    scores = json.loads(capsys.readouterr().out)
    assert scores["entities"]["micro"]["f1"] > 0.9
    assert set(scores["entities"]) == set(scores["relations"]) == {"micro", "macro", "per_label"}
    assert scores["entities"]["per_label"]["material"]["n"] == 60


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--split", "half"], "train, dev, test, all"),
        (["--backbone", "gpt"], "cnn, minilm"),
        (["--labels", "*="], "BEGINNING*=NEW"),
    ],
)
def test_wrong_calls_of_train_are_told(
    gold: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], told: str
) -> None:
    assert main(["train", str(gold), "--out", str(tmp_path / "m"), *arguments]) == 2
    assert told in capsys.readouterr().err
    assert not (tmp_path / "m").exists()


def test_a_part_that_is_empty_is_told(gold: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["train", str(gold), "--out", str(tmp_path / "m"), "--split", "dev"]) == 1
    assert "no document of the part 'dev'" in capsys.readouterr().err


def test_eval_of_a_file_that_is_no_model(gold: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["eval", str(gold), "--model", str(gold)]) == 1
    assert "not a model of voltext" in capsys.readouterr().err
