"""Laws of `voltext trends`: what was planted comes back, each point leads to its sentence, no chart of nothing."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest

from voltext.app import cli
from voltext.app.contract import check
from voltext.extract.pipeline import extract_document
from voltext.ingest.readers import read
from voltext.ingest.source import Source
from voltext.kb.entry import Entry
from voltext.kb.sqlite import SqliteStore

SHIFT = 2012
PAPER = """---
title: Cell number {number} of a lithium-oxygen battery
{year}doi: 10.5555/made.{number}
---
# Cell number {number} of a lithium-oxygen battery

## Abstract

We report lithium-oxygen batteries with a stable cycle life and a low cost.

## Experimental

Slurries of MnO2, Super P and poly(vinylidene fluoride) (8:1:1 by weight) were coated on aluminium foil. Cells had
lithium foil as the counter electrode and 1 M LiTFSI in {solvent} as the electrolyte. The separator was Celgard 2400.

## Results

At 50 mA g^-1 the MnO2 cathode delivers a discharge capacity of {capacity} mAh g^-1.
"""


@pytest.fixture(scope="module")
def kb(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Forty papers of twenty years, ethers from ``SHIFT`` on, ten mAh/g more every year; one paper has no year."""
    folder = tmp_path_factory.mktemp("trends") / "kb"
    store = SqliteStore.create(folder)
    for number in range(41):
        year = 2002 + number % 20 if number < 40 else None
        text = PAPER.format(
            number=number,
            year=f"year: {year}\n" if year else "",
            solvent="tetraglyme" if (year or 0) >= SHIFT else "propylene carbonate",
            capacity=500 + 10 * ((year or 2002) - 2002) + number // 20,
        )
        extraction = extract_document(read(Source(f"{number}.md", text.encode())))
        store.add(Entry.of(extraction, version="v1", limits=""))
    store.close()
    return folder


def run(capsys: pytest.CaptureFixture[str], kb: Path, *arguments: str) -> tuple[int, str, str]:
    code = cli.main(["trends", "--kb", str(kb), *arguments])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_a_planted_slope_comes_back_in_words_and_numbers(kb: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, kb, "discharge_capacity", "--format", "json")
    found = json.loads(out)
    assert code == 0
    assert found["unit"] == "mAh/g"
    assert len(found["groups"]) == 20
    assert found["trend"]["low"] <= 10 <= found["trend"]["high"]
    assert found["trend"]["papers"] == 40
    assert found["left_out"]["no_year_papers"] == 1


def test_each_point_leads_to_its_paper_and_sentence(kb: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(run(capsys, kb, "discharge_capacity", "--format", "json")[1])
    for point in found["points"]:
        assert f"{point['value']:g} mAh g^-1" in point["evidence"]["text"]
        assert point["doi"].startswith("10.5555/made.")
        assert point["record"]


def test_the_table_fits_the_page_and_says_what_is_missing(kb: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, err = run(capsys, kb, "discharge_capacity")
    assert max(map(len, out.splitlines())) <= 80
    assert "year of the paper not known: 1, of 1 papers" in err
    assert "a year (95 %" in err


def test_the_change_of_electrolytes_comes_back(kb: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(run(capsys, kb, "--share", "solvent_class", "--format", "json")[1])
    ether = next(total for total in found["totals"] if total["name"] == "ether")
    assert ether["change"]["low"] <= SHIFT <= ether["change"]["high"]
    assert ether["change"]["before"]["hits"] == 0
    assert ether["change"]["after"]["share"] == 1
    assert (
        len(next(each for each in found["shares"] if each["name"] == "ether" and each["group"] == "2015")["having"])
        == 2
    )


def test_csv_has_every_group_and_name(kb: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = list(csv.DictReader(io.StringIO(run(capsys, kb, "--share", "solvent", "--format", "csv")[1])))
    assert {row["solvent"] for row in rows} == {"tetraglyme", "propylene carbonate"}
    assert len(rows) == 40


@pytest.mark.parametrize("facet", ["salt", "binder", "separator", "cathode_family", "topic", "chemistry"])
def test_every_facet_is_counted(facet: str, kb: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, kb, "--share", facet)
    names = {
        "salt": "LiTFSI", "binder": "PVDF", "separator": "Celgard", "cathode_family": "metal_oxide",
        "topic": "cyclability", "chemistry": "li_air",
    }  # fmt: skip
    assert code == 0
    assert re.search(rf"{names[facet]} +40 +100%", out), out


def test_materials_and_properties_stand_together(kb: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(run(capsys, kb, "--together", "material,property", "--format", "json")[1])
    pair = next(pair for pair in found["pairs"] if (pair["first"], pair["second"]) == ("MnO2", "discharge_capacity"))
    assert pair["papers"] == 41


def test_a_question_narrows_the_records(kb: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(
        run(capsys, kb, "discharge_capacity", "--where", "discharge_capacity>=600 year>=2015", "--format", "json")[1]
    )
    assert found["points"]
    assert all(point["value"] >= 600 and point["year"] >= 2015 for point in found["points"])


@pytest.mark.parametrize(
    "narrowing",
    [("--material-family", "garnet"), ("--chemistry", "zn"), ("--cited",), ("--where", "garnet")],
)
def test_nothing_found_is_said_and_no_error(
    narrowing: tuple[str, ...], kb: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = run(capsys, kb, "discharge_capacity", *narrowing)
    assert code == 0
    assert "0 values of 0 papers" in out
    assert "nothing in this knowledge base answers" in err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("discharge_capcity",), "did you mean discharge_capacity?"),
        ((), "give a property"),
        (("capacity", "--share", "salt"), "one of them"),
        (("--share", "solvnt"), "did you mean solvent?"),
        (("capacity", "--by", "moon"), "--by moon"),
        (("capacity", "--chemistry", "li_sulfur"), "did you mean li_s?"),
        (("capacity", "--material-family", "garnets"), "did you mean garnet?"),
        (("--together", "material"), "two names with a comma"),
        (("--together", "material,porperty"), "did you mean property?"),
        (("--share", "salt", "--cited"), "they need a property"),
        (("capacity", "--chart", "chart.gif"), "must end in .svg"),
        (("discharge_capacity", "--unit", "bananas"), "--unit bananas: the values are in mAh/g"),
        (("capacity", "--where", "year>>2000"), "cannot be read"),
        (("porosity", "--chart", "chart.svg"), "nothing to draw"),
    ],
)
def test_a_wrong_call_is_refused_with_what_would_be_right(
    arguments: tuple[str, ...], said: str, kb: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, err = run(capsys, kb, *arguments)
    assert code == 2
    assert said in err


def test_a_knowledge_base_that_is_not_there_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capsys, tmp_path / "none", "capacity")
    assert code == 2
    assert "none" in err


QUESTIONS = {
    "property": ("discharge_capacity",),
    "share": ("--share", "solvent_class"),
    "together": ("--together", "material,property"),
}


@pytest.mark.parametrize(
    ("question", "kind"), [("property", "distribution"), ("share", "shares"), ("together", "together")]
)
def test_what_is_printed_fits_the_contract(
    question: str, kind: str, kb: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    check(kind, json.loads(run(capsys, kb, *QUESTIONS[question], "--format", "json")[1]))
    if question == "property":  # and where nothing is found
        check(kind, json.loads(run(capsys, kb, "porosity", "--format", "json")[1]))


@pytest.mark.parametrize("question", sorted(QUESTIONS))
def test_a_chart_is_vectors_with_words(
    question: str, kb: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "chart.svg"
    assert run(capsys, kb, *QUESTIONS[question], "--chart", str(path))[0] == 0
    drawn = path.read_text(encoding="utf-8")
    assert drawn.startswith("<svg")
    assert "<image" not in drawn
    assert ">2002<" in drawn or question == "together"


def test_years_stand_in_their_order_above_their_numbers(
    kb: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "chart.svg"
    run(capsys, kb, "discharge_capacity", "--chart", str(path))
    shown = re.findall(r">(20[012]\d)</text>", path.read_text(encoding="utf-8"))
    assert len(shown) > 5
    assert shown == sorted(shown)


@pytest.mark.parametrize(("name", "magic"), [("a.png", b"\x89PNG"), ("a.pdf", b"%PDF"), ("a.html", b"<!doctype html>")])
def test_a_chart_is_of_the_kind_that_its_name_says(
    name: str, magic: bytes, kb: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / name
    assert run(capsys, kb, "discharge_capacity", "--chart", str(path))[0] == 0
    assert path.read_bytes().startswith(magic)


def test_a_page_needs_no_network_and_has_the_sentences(
    kb: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "page.html"
    run(capsys, kb, "discharge_capacity", "--chart", str(path))
    page = path.read_text(encoding="utf-8")
    assert not re.search(r"""<(?:script|link)[^>]+(?:src|href)=""", page)
    assert "default-src 'none'" in page
    assert "the MnO2 cathode delivers a discharge capacity of 500 mAh g^-1" in page
    assert "https://doi.org/10.5555/made.0" in page


def test_a_chart_without_its_library_says_what_to_install(
    kb: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "vl_convert", None)
    code, _, err = run(capsys, kb, "discharge_capacity", "--chart", str(tmp_path / "a.svg"))
    assert code == 2
    assert 'pip install "voltext[charts]"' in err
    assert not (tmp_path / "a.svg").exists()
