"""`voltext model` from papers to predictions: every row and every neighbour opens its sentence."""

from __future__ import annotations

import csv
import json
from contextlib import closing
from pathlib import Path

import pytest

from voltext.app.cli import main
from voltext.extract.pipeline import extract_document
from voltext.ingest.readers import read
from voltext.ingest.source import Source
from voltext.kb.entry import Entry
from voltext.kb.graph.arcade import EmbeddedServer
from voltext.kb.graph.arcade_host import DATABASE
from voltext.kb.sqlite import SqliteStore

from ..servers.neo4j_server import Neo4jServer

PAPER = """---
title: Pellets number {number} of a doped garnet
year: {year}
doi: 10.5555/pellet.{number}
---
# Pellets number {number} of a doped garnet

## Experimental

{formula} was prepared from Li2CO3, La2O3, ZrO2 and Ta2O5. The powders were mixed and calcined at 900 °C for 6 h. The
pellets of {formula} were sintered at {heat} °C for 10 h in air.

## Results

The ionic conductivity of {formula} is {value:.2f} mS cm^-1 at 25 °C. Garnets such as Li5La3Nb2O12 may do better.

## References

[1] A. Person, Transport in the garnet Li6.25La3Zr1.25Ta0.75O12, J. Ions 3 (2011) 1.
"""


@pytest.fixture(scope="module")
def kb(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twelve papers, a pellet each: the hotter it was sintered, the better it conducts."""
    folder = tmp_path_factory.mktemp("model") / "kb"
    with closing(SqliteStore.create(folder)) as store:
        for number in range(12):
            share = 0.1 + 0.07 * number
            heat = 1000 + 20 * (number * 5 % 12)
            formula = f"Li{7 - share:.2f}La3Zr{2 - share:.2f}Ta{share:.2f}O12"
            text = PAPER.format(number=number, year=2005 + number, formula=formula, heat=heat, value=(heat - 900) / 200)
            extraction = extract_document(read(Source(f"{number}.md", text.encode())))
            store.add(Entry.of(extraction, version="v1", limits=""))
    return folder


@pytest.fixture(scope="module")
def model(kb: Path) -> Path:
    """A model of their conductivity, and its training table beside it."""
    out = kb.parent / "m.voltext"
    asked = ["model", "train", "ionic_conductivity", "--kb", str(kb), "--conditions", "temperature:20..30"]
    asked += ["--learner", "mean", "--learner", "linear", "--trials", "1", "--folds", "2"]
    assert main([*asked, "--out", str(out), "--rows", str(kb.parent / "rows.csv")]) == 0
    return out


def test_every_row_opens_its_sentence_and_has_the_heat_of_its_sample(kb: Path, model: Path) -> None:
    with (kb.parent / "rows.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 12
    with closing(SqliteStore.open(kb)) as store:
        for row in rows:
            entry = store.get(row["document"])
            assert entry is not None
            text = entry.extraction().source_document.text
            assert text[int(row["start"]) : int(row["end"])] == row["text"]
            assert f"sintered at {float(row['sintering temperature']):g} °C" in text
            assert row["temperature"] == "25.0"


def test_a_prediction_says_its_interval_its_domain_and_its_neighbours(
    kb: Path, model: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["Li6.5La3Zr1.5Ta0.5O12", "PbSO4", "--at", "sintering temperature=1100", "--format", "json"]
    assert main(["model", "predict", str(model), *asked]) == 0
    garnet, lead = json.loads(capsys.readouterr().out)
    assert garnet["low"] <= garnet["value"] <= garnet["high"]
    assert garnet["unit"] == "S/cm"
    assert not lead["inside"]
    for neighbour in garnet["neighbours"]:
        assert "mS cm^-1" in neighbour["place"]["text"]
        assert main(["show", neighbour["place"]["document"], "--kb", str(kb)]) == 0


def test_a_number_that_the_model_does_not_know_is_said(model: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["model", "predict", str(model), "Li6.5La3Zr1.5Ta0.5O12", "--at", "sintering temprature=1100"]
    assert main(asked) == 0
    said = " ".join(capsys.readouterr().err.split())
    assert "--at sintering temprature: has no effect" in said
    assert main([*asked[:-1], "sintering temperature=1100"]) == 0
    assert "has no effect" not in capsys.readouterr().err


def test_the_report_has_its_formats(model: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["model", "report", str(model)]) == 0
    shown = capsys.readouterr()
    assert "composition-only forest" in shown.out
    assert "90 % intervals held" in shown.err
    assert main(["model", "report", str(model), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["papers"] == 12
    assert main(["model", "report", str(model), "--format", "html", "--out", str(tmp_path / "r.html")]) == 0
    assert "A tree to read" in (tmp_path / "r.html").read_text(encoding="utf-8")
    assert main(["model", "report", str(model), "--format", "markdown"]) == 0
    assert "## Intervals" in capsys.readouterr().out


def test_suggestions_are_materials_and_papers_that_it_has_not_learned_from(
    kb: Path, model: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["model", "suggest", str(model), "--kb", str(kb), "--format", "json", "--at", "temperature=25"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["outside"] + len(found["suggestions"]) >= 1
    assert "Li5La3Nb2O12" not in {each["composition"] for each in found["suggestions"] if not each["inside"]}
    assert main(["model", "suggest", str(model), "--kb", str(kb), "--papers", "--format", "json"]) == 0
    (paper,) = json.loads(capsys.readouterr().out)
    assert "Transport in the garnet" in paper["title"]
    assert len(paper["cited_by"]) == 12


def test_a_table_in_a_file_is_learned_from(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = ["formula,doi,S/cm"] + [f"Li{3 + n}La3Zr2O{12 + n},10.5555/{n},{n + 1}E-5" for n in range(10)]
    (tmp_path / "t.csv").write_text(
        "\n".join([*lines, "LiCl,10.5555/x,<1E-9", "LiBr,10.5555/y,none"]), encoding="utf-8"
    )
    asked = ["model", "train", "conductivity", "--table", str(tmp_path / "t.csv"), "--column", "target=S/cm"]
    asked += ["--column", "composition=formula", "--column", "paper=doi", "--learner", "mean", "--trials", "1"]
    assert main([*asked, "--folds", "2", "--out", str(tmp_path / "m.voltext")]) == 0
    shown = capsys.readouterr()
    assert "10 values of 10 papers" in shown.out
    assert "1 no number, 1 only a limit" in shown.err


@pytest.mark.parametrize(
    ("asked", "said", "code"),
    [
        (["train", "ionic_conductivity", "--table", "no.csv", "--out", "m.v"], "--column target", 2),
        (["train", "ionic_conductivity", "--table", "no.csv", "--column", "target=a", "--out", "m.v"], "no.csv", 1),
        (
            ["train", "ionic_conductivity", "--column", "oops", "--table", "t", "--out", "m.v"],
            "expected ROLE=COLUMN",
            2,
        ),
        (["train", "ionic_conductivity", "--graph", "--table", "t", "--out", "m.v"], "give one", 2),
        (
            ["train", "ionic_conductivity", "--kb", "{kb}", "--learner", "oracle", "--out", "m.v"],
            "no learner oracle",
            2,
        ),
        (["train", "surface_area", "--kb", "{kb}", "--out", "m.v"], "too few to learn from", 2),
        (["train", "ionic_conductivity", "--graph", "--kb", "{kb}", "--out", "m.v"], "has no graph yet", 2),
        (["predict", "no.voltext", "LiCl"], "no.voltext", 1),
        (["predict", "{model}"], "nothing to predict", 2),
        (["predict", "{model}", " "], "nothing to predict", 2),
        (["predict", "{model}", "LiCl", "--at", "heat=hot"], "expected NAME=NUMBER", 2),
        (["suggest", "{model}", "--papers", "--from", "x"], "give one", 2),
    ],
)
def test_wrong_calls_are_said(
    kb: Path, model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
    asked: list[str], said: str, code: int,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    assert main(["model", *(each.format(kb=kb, model=model) for each in asked)]) == code
    assert said in capsys.readouterr().err


@pytest.mark.parametrize("name", [pytest.param(each, marks=pytest.mark.server) for each in ("arcade", "neo4j")])
def test_the_whole_way_through_a_graph_server(
    kb: Path, name: str, request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    """Papers, knowledge base, server, table, model, prediction: the table is that of the knowledge base itself, and the
    neighbours of a prediction open their sentences.
    """
    found: EmbeddedServer | Neo4jServer = request.getfixturevalue(name)
    monkeypatch.setenv("VOLTEXT_NEO4J_PASSWORD", found.password)
    server = ["--neo4j", found.address]
    if isinstance(found, EmbeddedServer):
        server += ["--user", "root", "--database", DATABASE]
    assert main(["load", "--kb", str(kb), *server]) == 0
    asked = ["model", "train", "ionic_conductivity", "--kb", str(kb), "--learner", "linear", "--trials", "1"]
    tables = []
    out = tmp_path / "m.voltext"
    for source in ([], server):
        rows = tmp_path / f"rows{len(source)}.csv"
        assert main([*asked, "--folds", "2", *source, "--out", str(out), "--rows", str(rows)]) == 0
        tables.append(rows.read_text(encoding="utf-8"))
    assert tables[0] == tables[1]
    assert tables[0].count("\n") == 13
    capsys.readouterr()
    assert main(["model", "predict", str(out), "Li6.5La3Zr1.5Ta0.5O12", "--format", "json"]) == 0
    (prediction,) = json.loads(capsys.readouterr().out)
    assert prediction["neighbours"]
    with closing(SqliteStore.open(kb)) as store:
        for neighbour in prediction["neighbours"]:
            place = neighbour["place"]
            entry = store.get(place["document"])
            assert entry is not None
            assert entry.extraction().source_document.text[place["start"] : place["end"]] == place["text"]
