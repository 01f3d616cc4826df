"""Laws of asking: slow, patient, bounded, and never led astray."""

from __future__ import annotations

import gzip
from email.utils import formatdate
from typing import Any

import pytest

from tests.fake_services import Asked, Reply
from voltext.ingest.errors import FetchError
from voltext.ingest.fetch.pace import INTERVALS, Pace

from .conftest import Desk, HastyClock


def get(desk: Desk, path: str = "/x", **patience: Any) -> bytes:
    client = desk.client(**patience)
    try:
        return client.get(desk.services.address + path, {}, bytes)
    finally:
        client.close()


def refused(desk: Desk, path: str = "/x", **patience: Any) -> FetchError:
    with pytest.raises(FetchError) as caught:
        get(desk, path, **patience)
    return caught.value


def after(first: Reply, times: int = 1) -> object:
    return lambda asked: first if asked.before < times else Reply(b"well")


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("7", 7.0), (formatdate(1_700_000_011, usegmt=True), 11.0), ("soon", 0.0), ("9" * 400, 0.0), ("-3", 0.0)],
)
def test_a_busy_service_is_asked_again_after_the_pause_that_it_asks_for(desk: Desk, text: str, seconds: float) -> None:
    desk.services.plots["/x"] = after(Reply(b"", 429, {"Retry-After": text}))  # type: ignore[assignment]
    assert get(desk) == b"well"
    assert sum(desk.clock.slept) == pytest.approx(max(seconds, 0.75), abs=0.3)


def test_who_asks_for_too_long_a_pause_is_left_alone(desk: Desk) -> None:
    desk.services.plots["/x"] = lambda asked: Reply(b"", 429, {"Retry-After": "86400"})
    error = refused(desk)
    assert (error.reason, error.passing, error.distant) == ("http_429", True, True)
    assert "86400 s" in error.message
    assert len(desk.services.asked) == 1


@pytest.mark.parametrize("status", [408, 500, 502, 503, 504])
def test_pauses_grow_and_end(desk: Desk, status: int) -> None:
    desk.services.plots["/x"] = lambda asked: Reply(b"", status)
    assert refused(desk, attempts=4).reason == f"http_{status}"
    assert len(desk.services.asked) == 4
    pauses = desk.clock.slept
    assert len(pauses) == 3
    assert all(0.45 * 2**n <= pause <= 2**n for n, pause in enumerate(pauses))


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451])
def test_a_plain_no_is_taken_for_one(desk: Desk, status: int) -> None:
    desk.services.plots["/x"] = lambda asked: Reply(b"", status)
    assert refused(desk).reason == f"http_{status}"
    assert len(desk.services.asked) == 1


def test_a_redirect_is_followed(desk: Desk) -> None:
    for n in range(5):
        there = f"/{n + 1}" if n % 2 else f"HERE/{n + 1}"
        desk.services.plots[f"/{n}"] = lambda asked, there=there: Reply(b"", 302, {"Location": there})  # type: ignore[misc]
    desk.services.plots["/5"] = lambda asked: Reply(b"well")
    assert get(desk, "/0") == b"well"


@pytest.mark.parametrize(
    "there",
    [
        "/x", "file:///etc/passwd", "ftp://example.org/x", "data:text/plain,x", "http://169.254.169.254/latest",
        "http://10.0.0.1/x", "http://localhost:1/x", "http://[::1]/x", "http:///x", "http://a:99999999/", "//",
        "http://[x/", "",
    ],
)  # fmt: skip
def test_no_redirect_leads_round_in_circles_or_off_the_web(desk: Desk, there: str) -> None:
    desk.services.plots["/x"] = lambda asked: Reply(b"", 302, {"Location": there})
    assert refused(desk).reason == "bad_redirect"
    assert len(desk.services.asked) <= 6


def test_a_bomb_is_not_unpacked(desk: Desk) -> None:
    bomb = gzip.compress(bytes(64 * 2**20), 6)
    desk.services.plots["/x"] = lambda asked: Reply(bomb, headers={"Content-Encoding": "gzip"})
    assert refused(desk, answer_mb=10).reason == "limit_size"
    assert len(desk.services.asked) == 1


@pytest.mark.parametrize("packing", ["br", "zstd", "gzip, gzip", "x" * 5000])
def test_an_unknown_packing_is_refused(desk: Desk, packing: str) -> None:
    desk.services.plots["/x"] = lambda asked: Reply(b"abc", headers={"Content-Encoding": packing})
    assert refused(desk).reason == "unsupported"


def test_a_slow_drip_ends(desk: Desk) -> None:
    desk.services.plots["/x"] = lambda asked: Reply(b"x" * 1000, drip=0.02)
    error = refused(desk, seconds=0.3, attempts=1)
    assert (error.reason, error.passing) == ("limit_time", True)


@pytest.mark.parametrize("packed", [False, True])
def test_a_cut_answer_is_asked_for_again(desk: Desk, packed: bool) -> None:
    whole = Reply(gzip.compress(b"well"), headers={"Content-Encoding": "gzip"}) if packed else Reply(b"well")

    def answer(asked: Asked) -> Reply:
        if asked.before:
            return whole
        # Without its length only the packing tells that an answer is cut.
        return Reply(whole.body, headers=dict(whole.headers), cut=len(whole.body) - 3, length=not packed)

    desk.services.plots["/x"] = answer
    assert get(desk) == b"well"


def test_nobody_there_is_said_and_not_asked_for_ever(desk: Desk) -> None:
    client = desk.client(attempts=3)
    with pytest.raises(FetchError, match=r"127\.0\.0\.1:9/x cannot be reached") as caught:
        client.get("http://127.0.0.1:9/x", {"api_key": "secret"}, bytes)
    client.close()
    assert (caught.value.reason, caught.value.passing) == ("unreachable", True)
    assert len(desk.clock.slept) == 2
    assert "secret" not in str(caught.value)


def test_the_caller_says_who_asks(desk: Desk) -> None:
    desk.services.plots["/x"] = lambda asked: Reply(b"well")
    client = desk.client(contact="me@lab.example")
    client.get(desk.services.address + "/x", {}, bytes)
    client.close()
    agent = desk.services.asked[0].headers["user-agent"]
    assert agent.startswith("voltext (")
    assert "mailto:me@lab.example" in agent


def test_requests_to_one_host_stand_apart_and_no_option_makes_a_known_one_faster() -> None:
    clock = HastyClock()
    pace = Pace(clock, interval=0.0, own=("https://mirror.example/a", "https://export.arxiv.org"))
    for _ in range(3):
        pace.wait("https://export.arxiv.org/api/query")
        pace.wait("https://oaipmh.arxiv.org/oai")  # one service, whichever of its hosts is asked
    assert sum(clock.slept) == pytest.approx(5 * INTERVALS["arxiv.org"], abs=0.1)
    assert max(clock.slept) <= INTERVALS["arxiv.org"]
    pace.wait("https://mirror.example/a")
    pace.wait("https://mirror.example/b")
    assert sum(clock.slept) == pytest.approx(5 * INTERVALS["arxiv.org"], abs=0.1)
    pace.wait("https://notarxiv.org/")
    pace.wait("https://notarxiv.org/")
    assert clock.slept[-1] == pytest.approx(1.0, abs=0.1)
