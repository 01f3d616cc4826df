"""Laws of enriching: what a file says stays; what it lacks is filled, says by whom, and is of this very paper."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.fake_services import ORCID, Reply, Services, europepmc_result, services
from voltext.app import cli
from voltext.app.projection import Projection
from voltext.extract.extraction import SCHEMA, Extraction
from voltext.ingest.document import Block, FieldSource, Header
from voltext.ingest.fetch.pace import SystemClock
from voltext.ingest.particulars import Particulars
from voltext.kb.entry import Entry, FileEntry
from voltext.kb.lookups import Lookups
from voltext.kb.matching import differences, found_by_title, is_same_work
from voltext.kb.sqlite import SqliteStore
from voltext.search.index import open_index
from voltext.search.plan import Every

TITLE = "Slow discharge of numbered coin cells in a wooden drawer"
WORK: dict[str, Any] = {
    "DOI": "10.5555/DRAWER.1", "title": [TITLE], "container-title": ["Journal of Drawers"],
    "author": [
        {"given": "Ada", "family": "Cell", "ORCID": f"https://orcid.org/{ORCID}", "sequence": "first"},
        {"given": "Bo", "family": "Pouch", "sequence": "additional"},
    ],
    "issued": {"date-parts": [[2021, 3, 1]]}, "published-print": {"date-parts": [[2021]]},
    "license": [
        {"URL": "http://www.elsevier.com/open-access/userlicense/1.0/", "content-version": "tdm"},
        {"URL": "https://creativecommons.org/licenses/by/4.0/", "content-version": "vor"},
    ],
    "abstract": "<jats:title>Abstract</jats:title><jats:p>Cells &amp; drawers at 10<jats:sup>-4</jats:sup> S.</jats:p>",
}  # fmt: skip
ALEX: dict[str, Any] = {
    "doi": "https://doi.org/10.5555/drawer.1", "title": TITLE, "publication_year": 2021,
    "authorships": [
        {"raw_author_name": "Ada Cell", "author": {"display_name": "A. Cell", "orcid": f"https://orcid.org/{ORCID}"}}
    ],
    "primary_location": {"license": "cc-by", "source": {"display_name": "Journal of Drawers"}},
    "abstract_inverted_index": {"Cells": [0], "and": [1], "drawers.": [2]},
}  # fmt: skip


@pytest.fixture
def played(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Services]:
    with services() as running:
        for name, value in running.environment().items():
            monkeypatch.setenv(name, value)
        monkeypatch.delenv("VOLTEXT_EMAIL", raising=False)
        monkeypatch.delenv("OPENALEX_API_KEY", raising=False)
        monkeypatch.setattr(SystemClock, "sleep", lambda self, seconds: None)
        monkeypatch.chdir(tmp_path)
        running.crossref = {"10.5555/drawer.1": WORK}
        running.openalex = {"10.5555/drawer.1": ALEX}
        running.europepmc = [europepmc_result(1, title=TITLE + ".")]
        yield running


def put(*headers: Header) -> None:
    """A knowledge base ``k.kb`` with papers of these headers and a paragraph each."""
    store = SqliteStore.create(Path("k.kb"))
    for n, header in enumerate(headers):
        text = f"Paper {n} says that its cells kept {n} mAh."
        block = Block("b0", "paragraph", None, 0, len(text), None, None, text)
        extraction = Extraction(SCHEMA, header, (block,))
        file = FileEntry(f"/{header.source}", header.source, header.id, "done")
        store.add(Entry.of(extraction, version="v", limits=""), [file])
    store.close()


def header(name: str = "a.pdf", **known: Any) -> Header:
    sha256 = name.encode().hex().ljust(64, "0")[:64]
    return Header(sha256[:16], name, sha256, "pdf", "pdf", **known)


def read() -> list[Header]:
    store = SqliteStore.open(Path("k.kb"))
    try:
        headers = list(store.headers())
        for each in headers:
            entry = store.get(each.id)
            assert entry is not None
            assert entry.extraction().document == each
        return headers
    finally:
        store.close()


def enrich(*arguments: str) -> int:
    return cli.main(["enrich", "--kb", "k.kb", "--pace", "0", *arguments])


@pytest.mark.parametrize("service", ["crossref", "openalex", "europepmc"])
@pytest.mark.parametrize("known", [{"doi": "10.5555/drawer.1"}, {"title": TITLE, "authors": ("A. Cell",)}])
def test_every_service_fills_what_is_lacking(played: Services, service: str, known: dict[str, Any]) -> None:
    put(header(**known))
    assert enrich("--from", service) == 0
    (full,) = read()
    assert (full.doi, full.title, full.journal, full.licence) in [
        ("10.5555/drawer.1", TITLE, "Journal of Drawers", licence) for licence in ("CC-BY-4.0", "CC-BY")
    ]
    assert full.year in (2019, 2021)
    assert full.orcids[0] == ORCID
    assert full.abstract is not None
    assert "<" not in full.abstract
    assert not full.abstract.startswith("Abstract")
    filled = {each.field for each in full.metadata_source}
    assert filled == {"doi", "title", "authors", "orcids", "journal", "year", "licence", "abstract"} - set(known)
    assert {each.source for each in full.metadata_source} == {service}


def test_what_is_filled_is_searched_at_once(played: Services) -> None:
    put(header(doi="10.5555/drawer.1"))
    assert enrich() == 0
    index = open_index(Path("k.kb"))
    assert index.search(Every(), limit=1).total == 1
    index.close()


def test_what_a_killed_run_filled_is_one_work_after_the_next(played: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(_: Projection) -> None:
        raise KeyboardInterrupt

    put(header("a.pdf", doi="10.5555/drawer.1"), header("b.pdf", title=TITLE, authors=("A. Cell",)))
    with monkeypatch.context() as patch:
        patch.setattr(Projection, "settle", killed)
        assert enrich() == 130
    assert enrich() == 0
    with closing(SqliteStore.open(Path("k.kb"))) as store:
        works = [edition.work for edition in store.editions()]
    assert len(works) == 2
    assert len(set(works)) == 1
    assert None not in works


def test_what_the_file_says_stays_and_the_difference_is_told(
    played: Services, capsys: pytest.CaptureFixture[str]
) -> None:
    put(header(doi="10.5555/drawer.1", title=TITLE, year=2015, licence="CC-BY-NC-4.0"))
    assert enrich() == 0
    (full,) = read()
    assert (full.year, full.licence) == (2015, "CC-BY-NC-4.0")
    said = capsys.readouterr().err
    assert "year is '2015' in the file, '2021' at crossref; it stays" in said
    assert "licence is 'CC-BY-NC-4.0' in the file" in said


def test_a_doi_of_another_paper_fills_nothing(played: Services, capsys: pytest.CaptureFixture[str]) -> None:
    put(header(doi="10.5555/drawer.1", title="Viscosity of molten salts above the melting point of their containers"))
    assert enrich() == 0
    assert read()[0].metadata_source == ()
    assert "stands a paper of another title" in capsys.readouterr().err


def test_nobody_is_asked_twice_until_told_to(played: Services) -> None:
    put(header(doi="10.5555/drawer.1"), header("b.pdf", doi="10.5555/none"))
    assert enrich() == 0
    assert len(played.asked) == 2
    before = read()
    assert enrich() == 0
    assert len(played.asked) == 2
    assert read() == before
    assert enrich("--again") == 0
    assert len(played.asked) == 3  # a paper that lacks nothing needs no answer


def test_a_dry_run_changes_no_paper(played: Services) -> None:
    put(header(doi="10.5555/drawer.1"))
    before = read()
    assert enrich("--dry-run") == 0
    assert read() == before


def test_a_service_that_is_down_ends_nothing_but_itself(played: Services, capsys: pytest.CaptureFixture[str]) -> None:
    put(*(header(f"{n}.pdf", doi="10.5555/drawer.1") for n in range(3)))
    for path in ("/crossref/works/10.5555/drawer.1",):
        played.plots[path] = lambda asked: Reply(b"", 429, {"Retry-After": "9999"})
    assert enrich("--from", "crossref", "--from", "openalex", "--format", "json") == 1
    said = capsys.readouterr()
    assert {row["status"] for row in json.loads(said.out)} == {"filled"}
    assert said.err.count("crossref: http_429") == 1
    assert played.paths().count("/crossref/works/10.5555/drawer.1") == 1


@pytest.mark.parametrize("body", [b"no", b"[]", b'{"message": 5}', b'{"message": {"title": 3, "author": [7, {}]}}'])
def test_answers_of_any_shape_do_no_harm(played: Services, body: bytes) -> None:
    put(header(doi="10.5555/drawer.1"))
    played.plots["/crossref/works/10.5555/drawer.1"] = lambda asked: Reply(body)
    assert enrich("--pace", "0") in (0, 1)
    assert read()[0].metadata_source == ()


def test_wrong_calls(played: Services, capsys: pytest.CaptureFixture[str]) -> None:
    assert enrich() == 2  # there is no knowledge base
    put(header())
    assert enrich("--from", "wikipedia") == 2
    assert enrich("--email", "me") == 2


OURS = header(title=TITLE, year=2021, authors=("Ada Cell", "Bo Pouch"))
THEIRS = Particulars("10.5555/drawer.1", TITLE, ("A. Cell",), year=2021)


@pytest.mark.parametrize(
    ("ours", "theirs", "same"),
    [
        (OURS, [THEIRS], True),
        (OURS, [replace(THEIRS, title=TITLE.upper() + ".")], True),
        (OURS, [replace(THEIRS, year=2022)], True),
        (OURS, [replace(THEIRS, year=2018)], False),
        (OURS, [replace(THEIRS, authors=("Cy Linder",))], False),
        (OURS, [replace(THEIRS, title=TITLE + " II")], False),
        (OURS, [replace(THEIRS, title=TITLE.replace("coin", "flat"))], False),
        (OURS, [THEIRS, replace(THEIRS, doi="10.5555/other")], False),
        (replace(OURS, year=None, authors=()), [THEIRS], False),  # a title alone proves nothing
        (replace(OURS, title="Editorial"), [replace(THEIRS, title="Editorial")], False),
        (replace(OURS, title=TITLE + " 1"), [replace(THEIRS, title=TITLE + " 2")], False),
        (OURS, [], False),
    ],
)
def test_a_paper_is_found_by_its_title_only_where_all_agrees(
    ours: Header, theirs: list[Particulars], same: bool
) -> None:
    assert (found_by_title(ours, theirs) is not None) == same


def test_other_spellings_are_no_differences() -> None:
    said = replace(THEIRS, title=TITLE.replace("Slow", "SLOW"), year=2022, licence="CC-BY-3.0")
    assert differences(replace(OURS, licence="CC-BY-4.0"), said) == []
    assert is_same_work(OURS, replace(said, title=None))
    filled = replace(OURS, year=2010, metadata_source=(FieldSource("year", "crossref"),))
    assert differences(filled, THEIRS) == []


def test_answers_outlive_a_line_that_was_cut(tmp_path: Path) -> None:
    lookups = Lookups(tmp_path)
    lookups.put("crossref", "doi:10.5555/a", [THEIRS])
    lookups.put("crossref", "doi:10.5555/b", [])
    path = tmp_path / "lookups.jsonl"
    path.write_bytes(path.read_bytes() + b'{"service": "crossref", "key"')
    again = Lookups(tmp_path)
    assert again.get("crossref", "doi:10.5555/a") == [THEIRS]
    assert again.get("crossref", "doi:10.5555/b") == []
    again.put("openalex", "doi:10.5555/a", [])
    assert Lookups(tmp_path).get("openalex", "doi:10.5555/a") == []
    assert Lookups(tmp_path).get("europepmc", "doi:10.5555/a") is None
