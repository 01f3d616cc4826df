"""Laws of the Python API: verbs, objects and data frames, nothing printed, nothing imported early."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from inspect import signature
from pathlib import Path
from typing import Any

import pytest

import voltext
from voltext.ingest.errors import ReadError, StoreError, UsageError

PAPER = """Hard carbon anodes

Abstract

Hard carbon was made from cellulose at 1300 °C.

Results

The reversible capacity of hard carbon was 310 mAh/g at 30 mA/g after 50 cycles. Its surface area was 4.2 m2/g.
"""


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "paper.txt"
    path.write_text(PAPER, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("api")
    (folder / "paper.txt").write_text(PAPER, encoding="utf-8")
    voltext.build(folder / "paper.txt", folder / "my.kb", workers=1)
    return folder / "my.kb"


def test_the_verbs_are_these() -> None:
    verbs = ["audit", "build", "extract", "read", "recipe_statistics", "recipes", "records", "review", "sample_paper"]
    assert voltext.__all__ == ["__version__", *verbs, "search", "suggest"]
    assert dir(voltext) == voltext.__all__
    with pytest.raises(AttributeError, match="frobnicate"):
        voltext.frobnicate  # noqa: B018


def test_importing_voltext_imports_nothing_else() -> None:
    code = "import sys, voltext; sys.exit(str([name for name in sys.modules if name.startswith('voltext.')] or ''))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    if "No module named" not in done.stderr:  # run without an installation
        assert done.stderr.strip() in ("", "''")


def test_a_verb_that_is_also_a_folder_is_both() -> None:
    from voltext.extract import extraction
    from voltext.search import answer

    assert callable(voltext.extract)
    assert callable(voltext.search)
    assert voltext.extract.extraction is extraction  # type: ignore[attr-defined]
    assert voltext.search.answer is answer  # type: ignore[attr-defined]


def test_read_extract_audit(paper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = voltext.read(paper)
    assert "310 mAh" in document.text
    extraction = voltext.extract(document)
    assert extraction == voltext.extract(str(paper))
    frame = extraction.to_frame()
    assert len(frame) == len(extraction.records) > 0
    assert 310.0 in frame["value"].tolist()
    assert voltext.audit(extraction) == voltext.audit(paper)
    assert capsys.readouterr() == ("", "")


def test_build_search_records(paper: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kb = tmp_path / "my.kb"
    report = voltext.build(paper, kb)
    assert report.to_frame()["status"].tolist() == ["done"]
    answer = voltext.search("capacity>300", kb)
    assert [record.value for record in answer.records] == [310.0]
    assert answer.to_frame()["value"].tolist() == [310.0]
    assert 310.0 in voltext.records(kb)["value"].tolist()
    assert voltext.records(kb, property="no_such_property").empty
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("verb", [voltext.search, voltext.extract])
def test_a_verb_that_is_also_a_folder_shows_its_options(verb: Callable[..., object]) -> None:
    assert set(signature(verb).parameters) >= {"limit", "page", "rank"} or "aids" in signature(verb).parameters


@pytest.mark.parametrize(
    ("verb", "argument", "options", "words"),
    [
        (voltext.search, None, {}, "a question is text, not NoneType"),
        (voltext.search, "x", {"limit": -1}, "limit is -1"),
        (voltext.search, "x", {"page": 0}, "page is 0"),
        (voltext.search, "x", {"passages": 0.5}, "passages is 0.5"),
        (voltext.search, "x", {"rank": "luck"}, "cannot rank by 'luck'"),
        (voltext.search, "x", {"order": "luck"}, "cannot sort by 'luck'"),
        (voltext.recipes, None, {}, "the target is text"),
        (voltext.recipes, "x", {"similar": float("nan")}, "similar is nan"),
        (voltext.recipes, "x", {"similar": 5}, "similar is 5"),
        (voltext.recipes, "x", {"kind": "luck"}, "^kind luck: not one of"),
        (voltext.recipes, "x", {"similar": "much"}, "similar is much"),
        (voltext.recipes, "x", {"kind": 3}, "kind is text, not int"),
        (voltext.search, "LFP \ud800", {}, "a question holds no whole character at place 5"),
        (voltext.recipes, "\ud800", {}, "the target holds no whole character"),
        (voltext.search, "x", {"order": 3}, "an order is text"),
        (voltext.search, "x", {"compare": ("LFP",)}, "materials to compare are two"),
        (voltext.review, "x", {"papers": "all"}, "papers is all"),
        (voltext.review, 3, {}, "a topic is text"),
        (voltext.suggest, " ", {}, "the target is empty"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    built: Path, verb: Callable[..., object], argument: object, options: dict[str, object], words: str
) -> None:
    with pytest.raises(UsageError, match=words):
        verb(argument, built, **options)


def _verbs_of(kb: object) -> list[Callable[[], object]]:
    given: Any = kb
    return [
        lambda: voltext.search("x", given),
        lambda: voltext.records(given),
        lambda: voltext.review("x", given),
        lambda: voltext.recipes("x", given),
        lambda: voltext.recipe_statistics(given),
        lambda: voltext.suggest("x", given),
        lambda: voltext.build([], given),
    ]


@pytest.mark.parametrize(
    ("kb", "words"),
    [(None, "not by NoneType"), (3, "not by int"), ("", "needs the name"), ("a\0", "NUL"), ("\ud800", "no whole")],
)
def test_what_is_no_folder_is_no_knowledge_base(kb: object, words: str) -> None:
    for verb in _verbs_of(kb):
        with pytest.raises(UsageError, match=words):
            verb()


@pytest.mark.parametrize("path", [3, None, [], "a\0", "\ud800"])
def test_what_is_no_path_is_no_paper(path: Any) -> None:
    for verb in (voltext.read, voltext.extract, voltext.audit):
        with pytest.raises(UsageError, match=r"told by its path|a path holds"):
            verb(path)


@pytest.mark.parametrize("option", ["property", "material"])
def test_records_are_asked_for_by_text(built: Path, option: str) -> None:
    for wrong in (3, "\ud800"):
        with pytest.raises(UsageError, match=f"a {option}"):
            voltext.records(built, **{option: wrong})  # type: ignore[arg-type]


def test_a_page_behind_the_last_is_empty_and_knows_the_total(built: Path) -> None:
    answer = voltext.search("capacity", built, page=10**15)
    assert answer.records == ()
    assert answer.total["records"] > 0


def test_the_order_asked_for_is_in_the_answer(built: Path) -> None:
    assert voltext.search("capacity", built, order="-value").query.order == "-value"


def test_errors_say_what_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "empty.pdf").write_bytes(b"")
    with pytest.raises(ReadError) as raised:
        voltext.read(tmp_path / "empty.pdf")
    assert raised.value.reason == "empty"
    for verb in (lambda: voltext.search("x", tmp_path), lambda: voltext.records(tmp_path)):
        with pytest.raises(StoreError, match="no knowledge base"):
            verb()
