"""Answers of every service with a part replaced by anything: what comes of it is a paper or a FetchError."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fake_services import atom, atom_entry, europepmc_result, unpaywall_record
from voltext.ingest.errors import FetchError
from voltext.ingest.fetch.arxiv import Arxiv
from voltext.ingest.fetch.client import PoliteClient
from voltext.ingest.fetch.crossref import Crossref
from voltext.ingest.fetch.europepmc import EuropePmc
from voltext.ingest.fetch.find import Find, Wanted
from voltext.ingest.fetch.openalex import OpenAlex
from voltext.ingest.fetch.unpaywall import Unpaywall
from voltext.ingest.particulars import Particulars

WORK = {
    "DOI": "10.5555/a", "title": ["A cell"], "container-title": ["Drawers"], "issued": {"date-parts": [[2021, 3]]},
    "author": [{"given": "Ada", "family": "Cell", "ORCID": "https://orcid.org/0000-0002-1825-0097"}],
    "license": [{"URL": "https://creativecommons.org/licenses/by/4.0/", "content-version": "vor"}], "abstract": "x",
}  # fmt: skip
ALEX = {
    "doi": "https://doi.org/10.5555/a", "title": "A cell", "publication_year": 2021,
    "authorships": [{"author": {"display_name": "Ada Cell", "orcid": None}}],
    "primary_location": {"license": "cc-by", "source": {"display_name": "Drawers"}},
    "abstract_inverted_index": {"Cells": [0]},
}  # fmt: skip
EPMC = {"hitCount": 1, "nextCursorMark": "*", "resultList": {"result": [europepmc_result(1)]}}


class Canned:
    """A client that gets one answer to everything."""

    def __init__(self, body: bytes) -> None:
        self._body = body

    def get(self, url: str, params: Mapping[str, str], read: Callable[[bytes], Any], *, accept: str = "") -> Any:
        assert url.startswith("https://")
        return read(self._body)


def client(value: object) -> PoliteClient:
    body = value if isinstance(value, bytes) else json.dumps(value).encode()
    return cast("PoliteClient", Canned(body))


SERVICES: dict[str, tuple[object, Callable[[PoliteClient], object]]] = {
    "europepmc search": (EPMC, lambda c: list(EuropePmc(c).search("x", Wanted()))),
    "europepmc doi": (EPMC, lambda c: EuropePmc(c).particulars_of_doi("10.5555/drawer.1")),
    "unpaywall": (
        unpaywall_record(1, "https://x.org/a.pdf"),
        lambda c: Unpaywall(c, email="a@b.c").of_doi("10.5555/a"),
    ),
    "crossref": ({"message": WORK}, lambda c: Crossref(c).particulars_of_doi("10.5555/a")),
    "crossref title": ({"message": {"items": [WORK]}}, lambda c: Crossref(c).particulars_by_title("A cell")),
    "openalex": (ALEX, lambda c: OpenAlex(c).particulars_of_doi("10.5555/a")),
    "openalex title": ({"results": [ALEX]}, lambda c: OpenAlex(c).particulars_by_title("A cell")),
}
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


def places(value: object, before: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield before
    if isinstance(value, dict):
        for name in value:
            yield from places(value[name], (*before, name))
    elif isinstance(value, list):
        for place in range(len(value)):
            yield from places(value[place], (*before, place))


def replaced(value: object, place: tuple[Any, ...], new: object) -> object:
    if not place:
        return new
    whole: Any = copy.deepcopy(value)
    inner = whole
    for step in place[:-1]:
        inner = inner[step]
    inner[place[-1]] = new
    return whole


@pytest.mark.parametrize("name", list(SERVICES))
def test_a_well_formed_answer_is_read(name: str) -> None:
    answer, ask = SERVICES[name]
    assert ask(client(answer))


@pytest.mark.parametrize("name", list(SERVICES))
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_an_answer_with_anything_in_it_is_a_paper_or_a_refusal(name: str, data: st.DataObject) -> None:
    answer, ask = SERVICES[name]
    place = data.draw(st.sampled_from(list(places(answer))))
    try:
        result = ask(client(replaced(answer, place, data.draw(ANYTHING))))
    except FetchError:
        return
    for each in result if isinstance(result, list) else [result]:
        about = each.about if isinstance(each, Find) else each
        assert about is None or isinstance(about, Particulars)
        if about is not None:
            assert all(isinstance(name, str) and name for name in about.authors)
            assert about.orcids == () or len(about.orcids) == len(about.authors)
            assert about.title is None or isinstance(about.title, str)


@settings(max_examples=80, deadline=None)
@given(data=st.data())
def test_a_feed_with_anything_in_it_is_papers_or_a_refusal(data: st.DataObject) -> None:
    feed = atom([atom_entry(1, doi="10.5555/a"), atom_entry(2)], 2, 0)
    at = data.draw(st.integers(0, len(feed)))
    broken = feed[:at] + data.draw(st.binary(max_size=6)) + feed[at + data.draw(st.integers(0, 40)) :]
    try:
        finds = list(Arxiv(client(broken)).search("x", Wanted()))
    except FetchError:
        return
    assert all(copy.url.startswith("https://arxiv.org/") for find in finds for copy in find.copies)
