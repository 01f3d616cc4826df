"""DOIs, years, licences and the lines between title and text, each in one form."""

from __future__ import annotations

import time

import pytest

from voltext.ingest.metadata import authors_of, doi_of, journal_of, licence_of, orcid_of, untitled, year_of


@pytest.mark.parametrize(
    ("text", "doi"),
    [
        ("https://doi.org/10.1234/ABC.5.", "10.1234/abc.5"),
        ("(doi: 10.1234/s0010-938(75)80014-6)", "10.1234/s0010-938(75)80014-6"),
        ("no number here", None),
        (None, None),
    ],
)
def test_doi(text: str | None, doi: str | None) -> None:
    assert doi_of(text) == doi


@pytest.mark.parametrize(
    ("texts", "code"),
    [
        (["http://creativecommons.org/licenses/by/4.0/"], "CC-BY-4.0"),
        (["under a CC BY-NC-ND license", "https://creativecommons.org/licenses/by-nc-nd/4.0"], "CC-BY-NC-ND-4.0"),
        (["Creative Commons Attribution 4.0 License (CC BY)"], "CC-BY-4.0"),
        (["Creative Commons Attribution-NonCommercial-NoDerivs License"], "CC-BY-NC-ND"),
        (["distributed under the terms of CC BY 3.0"], "CC-BY-3.0"),
        (["https://creativecommons.org/publicdomain/zero/1.0/"], "CC0-1.0"),
        (["All rights reserved."], None),
        ([], None),
    ],
)
def test_licence(texts: list[str], code: str | None) -> None:
    assert licence_of(*texts) == code


def test_year() -> None:
    assert year_of("2 March 2021") == 2021
    assert year_of("page 12021") is None


def test_front_lines() -> None:
    assert authors_of("Ann Example, Bob B. Muster and Zoë van Beispiel") == (
        "Ann Example",
        "Bob B. Muster",
        "Zoë van Beispiel",
    )
    assert authors_of("We made cells and tested them.") == ()
    assert journal_of("Journal of Samples (2021). https://doi.org/10.5555/x") == ("Journal of Samples", 2021)
    assert journal_of("We made cells.") == (None, None)


def test_hostile_lines_cost_linear_time() -> None:
    start = time.process_time()
    authors_of("Ann Example, " * 5000)
    authors_of("A" * 50_000)
    licence_of("Creative Commons " + "Attribution " * 20_000)
    doi_of("10.1234/" + "(" * 50_000)
    journal_of("A" * 50_000)
    assert time.process_time() - start < 3


@pytest.mark.parametrize(
    ("text", "orcid"),
    [
        ("https://orcid.org/0000-0002-1825-0097", "0000-0002-1825-0097"),
        ("0000000218250097", "0000-0002-1825-0097"),
        ("0000-0002-1694-233x", "0000-0002-1694-233X"),
        ("0000-0002-1825-0098", None),  # the check digit is wrong
        ("1" * 20_000, None),
        (None, None),
    ],
)
def test_an_orcid_is_known_by_its_check_digit(text: str | None, orcid: str | None) -> None:
    assert orcid_of(text) == orcid


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("Kaixuan Dr. Chen", "Kaixuan Chen"),
        ("Prof. Dr. Lorenzo Stievano", "Lorenzo Stievano"),
        ("Devis Dr. Di Tommaso", "Devis Di Tommaso"),
        ("Ada Volt, Ph.D.", "Ada Volt"),
        ("Chen, M. D.", "Chen, M. D."),
        ("C. Richard A. Catlow", "C. Richard A. Catlow"),
        ("Andrew Drake", "Andrew Drake"),
    ],
)
def test_titles_are_no_part_of_a_name(name: str, plain: str) -> None:
    assert untitled(name) == plain
