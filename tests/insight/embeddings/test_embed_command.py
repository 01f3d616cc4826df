"""`voltext embed` on texts in files: trained, asked, drawn, checked with what came later."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from voltext.app.cli import main
from voltext.insight.embeddings.corpus import Text

from .conftest import HINTED, UNTIL, texts

QUICK = ["--size", "16", "--window", "5", "--epochs", "20", "--negative", "5", "--rate", "0.05", "--min-count", "3",
         "--subsample", "0", "--seed", "1"]  # fmt: skip


def written(path: Path, found: list[Text]) -> None:
    with gzip.open(path, "wt", encoding="utf-8") as file:
        for each in found:
            file.write(json.dumps({"abstract": each.text, "year": each.year}) + "\n")


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("embed") / "texts.jsonl.gz"
    written(path, list(texts()))
    return path


def test_training_and_asking(corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "e.voltext"
    assert main(["embed", "train", "--texts", str(corpus), "--out", str(out), *QUICK]) == 0
    assert "tokens/s" in capsys.readouterr().err
    assert main(["embed", "similar", str(out), "Li3ErBr6", "--materials", "-n", "3", "--format", "json"]) == 0
    assert len(json.loads(capsys.readouterr().out)) == 3
    assert main(["embed", "analogy", str(out), "LiCoO2", "capacity", "Li3PS4", "--format", "csv"]) == 0
    assert capsys.readouterr().out.startswith("word,similarity,count\n")
    assert main(["embed", "similar", str(out), "unobtainium"]) == 2
    assert "too seldom" in capsys.readouterr().err
    assert main(["embed", "map", str(out), "--out", str(tmp_path / "m.svg"), "--words", "30"]) == 0
    assert "A map of the words" in (tmp_path / "m.svg").read_text(encoding="utf-8")


def test_discoveries_are_checked_with_what_came_later(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    chart = tmp_path / "d.svg"
    asked = ["embed", "discover", "solid electrolyte", "--until", str(UNTIL), "--check-after", "--depth", "5", *QUICK]
    assert main([*asked, "--texts", str(corpus), "--chart", str(chart), "-n", "5"]) == 0
    shown = capsys.readouterr()
    assert sum(name in shown.out for name in HINTED) >= 4
    assert str(UNTIL + 1) in shown.out
    assert "by chance" in shown.err
    assert "similarity" in chart.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("content", "said"),
    [("no json\n", "line 1 is no JSON"), ("[1]\n", "no object with a text"), ("", "no text to learn")],
)
def test_texts_that_are_none_are_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str, said: str
) -> None:
    (tmp_path / "t.jsonl").write_text(content, encoding="utf-8")
    assert main(["embed", "train", "--texts", str(tmp_path / "t.jsonl"), "--out", str(tmp_path / "e.voltext")]) in (
        1,
        2,
    )
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (["train", "--out", "e.v", "--kind", "glove"], "not one of word2vec, fasttext"),
        (["map", "e.v", "--out", "map.gif"], "must end in"),
        (["discover", "anode", "--until", "2010", "--chart", "c.svg"], "needs --check-after"),
    ],
)
def test_wrong_calls_are_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], asked: list[str], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["embed", *asked]) == 2
    assert said in capsys.readouterr().err
