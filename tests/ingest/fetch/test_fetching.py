"""Laws of fetching: whole files of the right kind under the right licence, each once, whatever happens on the way."""

from __future__ import annotations

import gzip
import json
from hashlib import sha256

import pytest

from tests.fake_services import Asked, Reply, europepmc_result, jats, pdf, unpaywall_record
from voltext.ingest.errors import UsageError
from voltext.ingest.fetch.fetching import FetchReport
from voltext.ingest.fetch.find import Find, Wanted
from voltext.ingest.fetch.manifest import NAME, Manifest
from voltext.ingest.particulars import Particulars

from .conftest import Desk

ONE = "/epmc/PMC1/fullTextXML"
PDF = "/files/1.pdf"
HTML = b"<html><head><title>Are you a robot?</title></head><body><p>" + b"Please wait. " * 300 + b"</p></body></html>"


def statuses(report: FetchReport) -> list[tuple[str, str | None]]:
    return [(step.row.status, step.row.reason) for step in report.steps]


def test_all_pages_are_turned_and_every_paper_is_whole(desk: Desk) -> None:
    report = desk.fetch()
    assert statuses(report) == [("fetched", None)] * 7
    assert desk.files() == {f"10.5555_drawer.{n}.xml": jats(n) for n in range(1, 8)}
    for row in Manifest(desk.folder).rows():
        data = (desk.folder / str(row.file)).read_bytes()
        assert (row.sha256, row.bytes, row.licence) == (sha256(data).hexdigest(), len(data), "CC-BY")
        assert row.retrieved is not None
        assert row.url is not None


def test_the_limit_counts_papers_that_are_there(desk: Desk) -> None:
    assert len(desk.fetch(limit=2).steps) == 2
    before = len(desk.services.paths())
    report = desk.fetch(limit=4)
    assert [step.new for step in report.steps] == [False, False, True, True]
    assert sum("fullTextXML" in path for path in desk.services.paths()[before:]) == 2


def test_an_empty_result_is_no_error(desk: Desk) -> None:
    desk.services.europepmc = []
    report = desk.fetch(names=("europepmc", "arxiv"))
    assert (report.steps, report.troubles) == ([], [])


def test_a_dry_run_writes_nothing(desk: Desk) -> None:
    report = desk.fetch(dry=True)
    assert len(report.steps) == 7
    assert all(step.planned for step in report.steps)
    assert not desk.folder.exists()
    assert not any("fullTextXML" in path for path in desk.services.paths())


@pytest.mark.parametrize(
    ("said", "names", "allowed"),
    [
        ("cc by", ("cc-by",), True), ("CC-BY-4.0", ("cc-by",), True), ("cc by-nc", ("cc-by",), False),
        ("cc by-nd", ("cc-by",), False), ("cc by-sa", ("cc-by",), False), ("cc0", ("cc-by",), False),
        ("cc0", ("cc0",), True), ("cc by-nc-nd", ("cc-by-nc-nd",), True), ("cc by-nc-nd", ("cc-by-nc",), False),
        (None, ("cc-by",), False), (None, ("any",), True), ("cc by-nc", ("any",), True), ("cc by-sa", (), True),
    ],
)  # fmt: skip
def test_licences_are_kept_apart(desk: Desk, said: str | None, names: tuple[str, ...], allowed: bool) -> None:
    desk.services.europepmc = [europepmc_result(1, licence=said)]
    report = desk.fetch(wanted=Wanted(names) if names else Wanted())
    assert statuses(report) == [("fetched", None) if allowed else ("unavailable", "licence")]


def test_years_bound_the_search_and_its_answers(desk: Desk) -> None:
    report = desk.fetch(wanted=Wanted(since=2020, until=2021))
    assert {step.row.year for step in report.steps} == {2020, 2021}
    assert "PUB_YEAR:[2020 TO 2021]" in desk.services.asked[0].params["query"]


def test_arxiv_tells_licences_elsewhere(desk: Desk) -> None:
    desk.services.arxiv = [1, 2]
    desk.services.plots["/arxiv/oai"] = lambda asked: (
        Reply(b"<OAI-PMH><license>http://arxiv.org/licenses/nonexclusive-distrib/1.0/</license></OAI-PMH>")
        if asked.params["identifier"].endswith("00001")
        else Reply(b"<OAI-PMH><license>http://creativecommons.org/licenses/by/4.0/</license></OAI-PMH>")
    )
    report = desk.fetch(names=("arxiv",))
    assert statuses(report) == [("unavailable", "licence"), ("fetched", None)]
    assert report.steps[0].row.licence == "arXiv-nonexclusive-distrib-1.0"
    assert desk.files() == {"10.48550_arxiv.2301.00002.pdf": pdf(2)}
    desk.fetch(names=("arxiv",))
    assert desk.services.paths().count("/arxiv/oai") == 2  # what a run was told, the next one knows


def test_arxiv_gives_sources_to_who_prefers_them(desk: Desk) -> None:
    desk.services.arxiv = [1]
    desk.fetch(names=("arxiv",), wanted=Wanted(prefer="latex"))
    ((name, data),) = desk.files().items()
    assert name.endswith(".tar.gz")
    assert gzip.decompress(data).startswith(b"\\documentclass")


def test_an_empty_page_of_arxiv_is_turned_again_and_not_for_ever(desk: Desk) -> None:
    from tests.fake_services import atom, atom_entry

    def feed(asked: Asked) -> Reply:
        return Reply(atom([atom_entry(1)] if asked.before == 2 else [], 2, 0))

    desk.services.plots["/arxiv/query"] = feed
    report = desk.fetch(names=("arxiv",))
    assert statuses(report) == [("fetched", None)]
    assert [error.reason for _, error in report.troubles] == ["bad_answer"]
    assert desk.services.paths().count("/arxiv/query") < 10


def test_one_paper_of_several_sources_is_fetched_once(desk: Desk) -> None:
    desk.services.arxiv = [1, 2, 3]
    desk.services.arxiv_doi = {2: "10.5555/DRAWER.2"}
    report = desk.fetch(names=("europepmc", "arxiv"))
    assert len(report.steps) == len(desk.files()) == 9
    assert "/arxiv/pdf/2301.00002v2" not in desk.services.paths()


def test_what_one_source_gives_wrongly_another_gives(desk: Desk) -> None:
    desk.services.plots[ONE] = desk.services.plots[PDF] = lambda asked: Reply(HTML)
    desk.services.plots["/good.pdf"] = lambda asked: Reply(pdf(1))
    desk.services.unpaywall["10.5555/drawer.1"] = unpaywall_record(1, f"{desk.services.address}/good.pdf")
    report = desk.fetch(names=("europepmc", "unpaywall"), dois=("10.5555/drawer.1",))
    assert statuses(report) == [("fetched", None)]
    assert report.steps[0].row.source == "unpaywall"
    assert desk.files() == {"10.5555_drawer.1.pdf": pdf(1)}


def test_a_copy_without_a_licence_is_not_taken_under_that_of_another(desk: Desk) -> None:
    record = unpaywall_record(1, f"{desk.services.address}/files/1.pdf", licence=None)
    desk.services.unpaywall["10.5555/drawer.1"] = record
    report = desk.fetch(names=("unpaywall",), dois=("10.5555/drawer.1",))
    assert statuses(report) == [("unavailable", "licence")]
    report = desk.fetch(names=("unpaywall",), dois=("10.5555/drawer.1",), wanted=Wanted(("any",)))
    assert report.steps[0].row.status == "fetched"
    assert report.steps[0].row.licence is None


def test_who_has_no_such_doi_is_no_trouble_and_an_email_refused_is_the_callers(desk: Desk) -> None:
    assert statuses(desk.fetch(names=("europepmc", "arxiv", "unpaywall"), dois=("10.5555/none",))) == [
        ("unavailable", "not_found")
    ]
    desk.services.plots["/unpaywall/10.5555/none"] = lambda asked: Reply(b"{}", 422)
    with pytest.raises(UsageError, match="e-mail"):
        desk.fetch(names=("unpaywall",), dois=("10.5555/none",))


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (HTML, "wrong_content"), (b"", "wrong_content"), (pdf(1)[:-60], "truncated"), (b"{}", "wrong_content"),
        (b"\x00" * 5000, "wrong_content"), (b"PK\x03\x04" + b"x" * 50, "wrong_content"), (jats(1), "wrong_content"),
    ],
    ids=["html", "nothing", "cut", "json", "zeros", "zip", "xml"],
)  # fmt: skip
def test_what_is_no_whole_pdf_is_never_stored(desk: Desk, body: bytes, reason: str) -> None:
    desk.services.europepmc = [europepmc_result(1)]
    desk.services.plots[PDF] = desk.services.plots[ONE] = lambda asked: Reply(body if asked.path == PDF else b"", 200)
    report = desk.fetch(wanted=Wanted(prefer="pdf"), attempts=2)
    assert report.steps[0].row.status in ("refused", "failed")
    assert reason in (report.steps[0].row.reason, "wrong_content")
    assert desk.files() == {}


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (HTML, "wrong_content"), (jats(1)[:-400], "truncated"), (jats(1, words=0), "no_text"),
        (b"<error>no full text</error>", "wrong_content"), (pdf(1), "wrong_content"),
    ],
    ids=["html", "cut", "frame", "error", "pdf"],
)  # fmt: skip
def test_what_is_no_whole_xml_is_never_stored(desk: Desk, body: bytes, reason: str) -> None:
    desk.services.europepmc = [europepmc_result(1, fullTextUrlList={})]
    desk.services.plots[ONE] = lambda asked: Reply(body, length=False)
    report = desk.fetch(attempts=2)
    assert statuses(report) == [("failed" if reason == "truncated" else "refused", reason)]
    assert desk.files() == {}


def test_refused_papers_are_left_alone_until_asked_for_and_failed_ones_are_not(desk: Desk) -> None:
    desk.services.europepmc = [europepmc_result(n, fullTextUrlList={}) for n in (1, 2)]
    desk.services.plots[ONE] = lambda asked: Reply(HTML) if asked.before == 0 else Reply(jats(1))
    desk.services.plots["/epmc/PMC2/fullTextXML"] = lambda asked: (
        Reply(b"", 503) if asked.before < 2 else Reply(jats(2))
    )
    assert [status for status, _ in statuses(desk.fetch(attempts=2))] == ["refused", "failed"]
    assert [status for status, _ in statuses(desk.fetch(attempts=2))] == ["refused", "fetched"]
    assert [status for status, _ in statuses(desk.fetch(attempts=2, again=True))] == ["fetched", "fetched"]


def test_who_is_told_to_come_again_much_later_does(desk: Desk) -> None:
    desk.services.europepmc = [europepmc_result(1)]
    desk.services.plots[ONE] = lambda asked: (
        Reply(b"", 503, {"Retry-After": "3600"}) if asked.before == 0 else Reply(jats(1))
    )
    desk.services.plots[PDF] = lambda asked: Reply(HTML)
    report = desk.fetch()
    assert statuses(report) == [("failed", "http_503")]
    assert str(report.steps[0].row.url).endswith(ONE)
    assert statuses(desk.fetch()) == [("fetched", None)]


def cut_once(body: bytes, *, tags: tuple[str, str] = ('"a"', '"a"')) -> object:
    return lambda asked: Reply(body, cut=900, tag=tags[0]) if asked.before == 0 else Reply(body, tag=tags[1])


def test_a_broken_download_is_gone_on_with(desk: Desk) -> None:
    desk.services.europepmc = [europepmc_result(1)]
    desk.services.plots[PDF] = cut_once(pdf(1))  # type: ignore[assignment]
    desk.fetch(wanted=Wanted(prefer="pdf"))
    assert desk.files() == {"10.5555_drawer.1.pdf": pdf(1)}
    ranges = [each.headers.get("range") for each in desk.services.asked if each.path == PDF]
    assert ranges == [None, "bytes=900-"]


def test_a_file_that_changed_in_between_is_begun_anew(desk: Desk) -> None:
    desk.services.europepmc = [europepmc_result(1)]
    desk.services.plots[PDF] = cut_once(pdf(1), tags=('"a"', '"b"'))  # type: ignore[assignment]
    desk.fetch(wanted=Wanted(prefer="pdf"))
    assert desk.files() == {"10.5555_drawer.1.pdf": pdf(1)}


@pytest.mark.parametrize("lie", ["place", "length", "tag", "bytes", "416"])
def test_a_server_that_goes_on_with_other_bytes_spoils_nothing(desk: Desk, lie: str) -> None:
    whole = pdf(1)
    length = len(whole)
    headers = {
        "place": {"Content-Range": f"bytes 5-{length - 1}/{length}"},
        "length": {"Content-Range": f"bytes 900-{length + 9}/{length + 10}"},
        "tag": {"Content-Range": f"bytes 900-{length - 1}/{length}", "ETag": '"z"'},
        "bytes": {"Content-Range": f"bytes 900-{length - 1}/{length}"},
    }

    def answer(asked: Asked) -> Reply:
        if asked.before == 0:
            return Reply(whole, cut=900, tag='"a"')
        if asked.before == 1:
            status = 416 if lie == "416" else 206
            return Reply(b"#" * (length - 900), status, headers.get(lie, {}))
        return Reply(whole, tag='"a"')

    desk.services.europepmc = [europepmc_result(1)]
    desk.services.plots[PDF] = answer
    desk.fetch(wanted=Wanted(prefer="pdf"))
    assert desk.files() == {"10.5555_drawer.1.pdf": whole}


@pytest.mark.parametrize("harm", ["changed", "gone", "cut"])
def test_a_file_that_is_not_what_was_fetched_is_fetched_again(desk: Desk, harm: str) -> None:
    desk.fetch()
    path = desk.folder / "10.5555_drawer.3.xml"
    data = path.read_bytes()
    path.write_bytes({"changed": data.replace(b"3", b"4"), "cut": data[:50]}.get(harm, data))
    if harm == "gone":
        path.unlink()
    report = desk.fetch()
    assert [step.row.doi for step in report.steps if step.new] == ["10.5555/drawer.3"]
    assert path.read_bytes() == data


@pytest.mark.parametrize("body", [b"<html>busy</html>", b"[1]", b"", b"[" * 100_000, b'"x"', b"\xff\xfe"])
@pytest.mark.parametrize("path", ["/epmc/search", "/arxiv/query"])
def test_an_answer_of_another_kind_ends_one_source_and_not_the_run(desk: Desk, path: str, body: bytes) -> None:
    desk.services.arxiv = [1]
    desk.services.plots[path] = lambda asked: Reply(body)
    report = desk.fetch(names=("europepmc", "arxiv"), attempts=2)
    assert [error.reason for _, error in report.troubles] == ["bad_answer"]
    assert len(report.steps) == (1 if path == "/epmc/search" else 7)


@pytest.mark.parametrize(
    "result",
    [None, 5, "x", [], {}, {"pmcid": 5}, {"pmcid": "PMC1", "isOpenAccess": "Y", "authorList": {"author": "x"}},
     {"pmcid": "../../x", "isOpenAccess": "Y"}, {"pmcid": "PMC1", "isOpenAccess": "Y", "doi": "10.5555/../../../x",
     "license": "cc by", "title": ["x"], "fullTextUrlList": {"fullTextUrl": {"url": "file:///x"}}}],
)  # fmt: skip
def test_results_of_any_shape_do_no_harm(desk: Desk, result: object) -> None:
    desk.services.europepmc = [result, europepmc_result(2)]  # type: ignore[list-item]
    report = desk.fetch()
    assert report.steps[-1].row.doi == "10.5555/drawer.2"
    assert {path.parent for path in desk.folder.rglob("*")} == {desk.folder}


def test_marks_that_go_round_end(desk: Desk) -> None:
    page = {"hitCount": 10**6, "nextCursorMark": "same", "resultList": {"result": [europepmc_result(1)]}}
    desk.services.plots["/epmc/search"] = lambda asked: Reply(json.dumps(page).encode())
    desk.fetch()
    assert desk.services.paths().count("/epmc/search") == 2


def test_names_of_files_are_safe_and_apart() -> None:
    dois = [
        "10.1/a/b",
        "10.1/a_b",
        "10.1/a:b",
        "10.1/a b",
        "10.1/../b",
        "10.1/" + "x" * 300,
        "10.1/" + "x" * 301,
        "10.1/é",
    ]
    stems = [Find("s", "i", Particulars(doi), ()).stem for doi in dois]
    assert len(set(stems)) == len(dois)
    assert all(stem.replace(".", "").replace("_", "").replace("-", "").isalnum() and len(stem) < 120 for stem in stems)
    assert all(stem.isascii() and not stem.startswith(".") for stem in stems)


def test_a_manifest_that_was_cut_or_meddled_with_is_read_as_far_as_it_goes(desk: Desk) -> None:
    desk.fetch(limit=3)
    path = desk.folder / NAME
    lines = path.read_bytes().splitlines()
    path.write_bytes(b"\xff\n{}\n[1]\n" + lines[0] + b"\n" + lines[1] + b"\n" + lines[2][:80])
    report = desk.fetch(limit=4)
    assert [step.new for step in report.steps] == [False, False, True, True]
    assert len(Manifest(desk.folder).rows()) == 4


def test_a_manifest_leads_to_no_file_outside(desk: Desk) -> None:
    desk.fetch(limit=1)
    path = desk.folder / NAME
    row = json.loads(path.read_text())
    outside = desk.folder.parent / row["file"]
    (desk.folder / row["file"]).rename(outside)
    path.write_text(json.dumps(row | {"file": f"../{row['file']}"}) + "\n")
    assert not Manifest(desk.folder).holds(row["key"])


@pytest.mark.parametrize("wrong", [{"licences": ("gpl",)}, {"prefer": "doc"}, {"since": 2022, "until": 2020}])
def test_a_wrong_wish_is_the_callers(wrong: dict[str, object]) -> None:
    with pytest.raises(UsageError):
        Wanted(**wrong)  # type: ignore[arg-type]
