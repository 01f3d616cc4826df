"""Laws of bibliographies beside papers: each format says the same, and fills only what a file leaves out."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voltext.ingest.bibliography import Bibliography, entries_of
from voltext.ingest.document import Failure, Header
from voltext.ingest.particulars import Particulars

BIB = r"""
@comment{none}
@string{jps = "Journal of Demonstrations"}
% a remark
@article{mueller2024,
  title = {{LiFePO$_4$} cathodes \& their {M}{\"u}nster kin},
  author = {M{\"u}ller, Jana and Garc{\'\i}a, Ana and others},
  journal = "Journal of " # {Demonstrations},
  year = 2024,
  doi = {https://doi.org/10.1000/Demo.1},
  file = {Full Text:C\:\\papers\\mueller.pdf:application/pdf;Snapshot:snap.html:text/html},
}
"""
RIS = """TY  - JOUR
TI  - LiFePO4 cathodes & their Münster kin
AU  - Müller, Jana
AU  - García, Ana
T2  - Journal of Demonstrations
PY  - 2024/03/01
DO  - 10.1000/demo.1
L1  - papers/mueller.pdf
ER  -
"""
CSL = json.dumps(
    [
        {
            "id": "mueller.pdf",
            "title": "LiFePO<sub>4</sub> cathodes & their Münster kin",
            "author": [{"given": "Jana", "family": "Müller"}, {"literal": "Ana García"}],
            "container-title": "Journal of Demonstrations",
            "issued": {"date-parts": [[2024, 3]]},
            "DOI": "10.1000/DEMO.1",
        }
    ]
)
EXPECTED = Particulars(
    "10.1000/demo.1",
    "LiFePO4 cathodes & their Münster kin",
    ("Jana Müller", "Ana García"),
    "Journal of Demonstrations",
    2024,
)
BARE = Header("id", "papers/mueller.pdf", "0" * 64, "pdf", "pdf")


@pytest.mark.parametrize("text", [BIB, RIS, CSL], ids=["bib", "ris", "csl"])
def test_every_format_says_the_same(text: str) -> None:
    (entry,) = entries_of(text.encode())
    assert any(name.endswith("mueller.pdf") for name in entry.files)
    assert replace(entry, files=()) == EXPECTED


@pytest.mark.parametrize("text", [BIB, RIS, CSL], ids=["bib", "ris", "csl"])
@pytest.mark.parametrize(
    "known",
    [
        {},
        {"doi": "10.1000/demo.1", "source": "x.pdf"},
        {"title": "LiFePO4 Cathodes & their Münster kin", "source": "x.pdf"},
    ],
    ids=["by file", "by doi", "by title"],
)
def test_what_a_file_lacks_is_filled(text: str, known: dict[str, str]) -> None:
    header = replace(BARE, **known)  # type: ignore[arg-type]
    full = Bibliography(entries_of(text.encode())).complete(header, header.source)
    assert (full.doi, full.authors, full.journal, full.year) == (
        EXPECTED.doi, EXPECTED.authors, EXPECTED.journal, EXPECTED.year,
    )  # fmt: skip


def test_what_a_file_says_stays() -> None:
    header = replace(BARE, doi="10.1000/other", title="Its own title", year=1999)
    full = Bibliography(entries_of(BIB.encode())).complete(header, header.source)
    assert (full.doi, full.title, full.year) == (header.doi, header.title, header.year)
    assert full.journal == EXPECTED.journal


def test_strangers_and_failures_stay_as_they_are() -> None:
    bibliography = Bibliography(entries_of(BIB.encode()))
    stranger = replace(BARE, source="papers/other.pdf")
    assert bibliography.complete(stranger, stranger.source) == stranger
    failed = replace(BARE, failure=Failure("empty", "Nothing."))
    assert bibliography.complete(failed, failed.source) == failed


@pytest.mark.parametrize(
    "text",
    [
        *("", "{", "[1, 2]", '{"a": 1}', "@article{", "@article{x, title = {never closed", "TY  - "),
        *("@a{b,c=" * 2000, "@article{x, " + "{" * 5000, "[" * 100_000),
    ],
)
def test_broken_bibliographies_break_nothing(text: str) -> None:
    entries_of(text.encode())


@given(st.text(alphabet='@{}"#,= \\ab\n', max_size=60))
def test_no_text_breaks_the_parser(text: str) -> None:
    entries_of(("@article{k," + text).encode())


ORCID = "0000-0002-1825-0097"
FULL_BIB = """@article{a, title = {Warm pouch}, author = {Cell, Ada}, doi = {10.1000/a}, abstract = {It was {warm}.},
  license = {https://creativecommons.org/licenses/by/4.0/}, file = {PDF:files/12/a.pdf:application/pdf}}"""
FULL_RIS = """TY  - JOUR
TI  - Warm pouch
AU  - Cell, Ada
DO  - 10.1000/a
AB  - It was warm.
C4  - CC BY 4.0
L1  - files/12/a.pdf
ER  -
"""
FULL_CSL = json.dumps(
    {"id": "a.pdf", "title": "Warm pouch",
     "author": [{"family": "Cell", "given": "Ada", "ORCID": f"https://orcid.org/{ORCID}"}],
     "DOI": "10.1000/a", "abstract": "It was warm.", "license": "CC-BY-4.0"}
)  # fmt: skip


@pytest.mark.parametrize("text", [FULL_BIB, FULL_RIS, FULL_CSL], ids=["bib", "ris", "csl"])
def test_abstract_licence_and_orcids_come_along(text: str) -> None:
    bibliography = Bibliography(entries_of(text.encode()))
    full = bibliography.complete(replace(BARE, source="a.pdf"), "a.pdf", abstract=True)
    assert (full.doi, full.licence, full.abstract) == ("10.1000/a", "CC-BY-4.0", "It was warm.")
    assert full.orcids in ((), (ORCID,))
    assert bool(full.orcids) == (text == FULL_CSL)
    assert bibliography.complete(BARE, "a.pdf").abstract is None  # the paper has one of its own
    assert {each.source for each in full.metadata_source} == {"bibliography"}


def zotero(*places: str) -> bytes:
    """An export of as many papers as ``places``, in each of which lies the file of one."""
    return "\n".join(
        f"@article{{k{place}, title = {{Study {place} of anodes}}, file = {{PDF:files/{place}/Full Text.pdf:x/y}}}}"
        for place in places
    ).encode()


@pytest.mark.parametrize(
    ("places", "name", "title"),
    [
        (("12", "13"), "papers/files/13/Full Text.pdf", "Study 13 of anodes"),
        (("12", "13"), "papers/files/14/Full Text.pdf", None),
        (("12", "13"), "Full Text.pdf", None),
        (("12",), "moved/Full Text.pdf", "Study 12 of anodes"),
    ],
    ids=["by folder", "another folder", "no folder", "the only one"],
)
def test_files_of_one_name_are_told_apart_by_their_folders(
    places: tuple[str, ...], name: str, title: str | None
) -> None:
    assert Bibliography(entries_of(zotero(*places))).complete(BARE, name).title == title


def test_two_exports_of_one_library_say_the_same() -> None:
    both = [entry for text in (FULL_BIB, FULL_RIS) for entry in entries_of(text.encode())]
    assert Bibliography(both).complete(BARE, "a.pdf").doi == "10.1000/a"


def test_an_entry_without_an_end_ends_at_the_next() -> None:
    text = "TY  - JOUR\nTI  - One\nTY  - JOUR\nTI  - Two\nER  - \n\nTY  - JOUR\nTI  - Three\n"
    assert [entry.title for entry in entries_of(text.encode())] == ["One", "Two", "Three"]


def test_csl_may_name_files() -> None:
    text = json.dumps([{"id": "a", "title": "Warm pouch", "file": "files/12/Warm.pdf"}])
    assert Bibliography(entries_of(text.encode())).complete(BARE, "files/12/Warm.pdf").title == "Warm pouch"
