"""What a language model writes is shown only where every number and citation survived."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from voltext.ingest.document import Header
from voltext.ingest.errors import StoreError
from voltext.insight.review.grouping import Grouping
from voltext.insight.review.review import Quotation, Review, Section
from voltext.insight.review.rewriting import Writer, fault_of
from voltext.insight.review.statement import Statement


def quotation(text: str, number: int) -> Quotation:
    return Quotation(Statement(f"p{number}", "b0", "results", 0, len(text), text, text, True, False, ()), number)


QUOTED = (quotation("LLZO reached 1.2 mS cm^-1 at 25 °C.", 1), quotation("LATP reached 0.7 mS cm^-1.", 2))
FAITHFUL = "While LLZO reached 1.2 mS cm^-1 at 25 °C [1], LATP came to 0.7 mS cm^-1 [2]."
HEADER = Header("a" * 16, "a.txt", "a" * 64, "text", "text")
REVIEW = Review(
    "x", (Section("S", (1, 2), None, QUOTED, ()),), (), (), {}, (), (HEADER, HEADER), Grouping((0, 0), None, None)
)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (FAITHFUL, None),
        ("LLZO reached 1.2 mS cm^-1 at 25 °C [1].", "loses the citation 2"),
        (FAITHFUL.replace("[2]", "[2][3]"), "invents the citation 3"),
        (FAITHFUL.replace("1.2", "1.3"), "puts the number 1.3"),
        (FAITHFUL.replace("25 °C ", "room temperature "), "loses the number 25"),
        (FAITHFUL.replace("cm^-1", "cm^-2"), "puts the number -2"),
        (FAITHFUL + " Both are promising.", "a sentence without a citation"),
        ("LLZO reached 0.7 mS cm^-1 at 25 °C [1]. LATP reached 1.2 mS cm^-1 [2].", "puts the number 0.7"),
        ("", "loses the citation 1"),
    ],
)
def test_what_a_rewriting_may_not_do(text: str, fault: str | None) -> None:
    found = fault_of(text, QUOTED)
    assert found == fault if fault is None else found is not None and fault in found


@contextmanager
def model(answer: bytes, status: int = 200) -> Iterator[tuple[str, list[dict[str, object]]]]:
    asked: list[dict[str, object]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            asked.append({"path": self.path, "key": self.headers.get("Authorization"), "body": body})
            self.send_response(status)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/v1", asked
        finally:
            server.shutdown()
            thread.join()


def said(text: str) -> bytes:
    return json.dumps({"choices": [{"message": {"content": text}}]}).encode()


def test_faithful_prose_stands_above_the_quotations() -> None:
    with model(said(FAITHFUL)) as (url, asked):
        made, refused = Writer(url, "small", "secret").rewrite(REVIEW)
    assert made.sections[0].rewritten == FAITHFUL
    assert made.sections[0].quotations == QUOTED
    assert refused == ()
    assert (asked[0]["path"], asked[0]["key"]) == ("/v1/chat/completions", "Bearer secret")


def test_unfaithful_prose_is_refused_and_said() -> None:
    with model(said(FAITHFUL.replace("0.7", "7"))) as (url, _):
        made, refused = Writer(url, "small").rewrite(REVIEW)
    assert made == REVIEW
    assert "puts the number 7 where no quotation has it" in refused[0]


def test_a_section_without_quotations_is_not_sent() -> None:
    silent = Review("x", (Section("S", (1,), None, (), ()),), (), (), {}, (), (HEADER,), Grouping((0,), None, None))
    with model(said("")) as (url, asked):
        assert Writer(url, "small").rewrite(silent) == (silent, ())
    assert asked == []


@pytest.mark.parametrize(
    ("answer", "status", "message"),
    [
        (b"no json", 200, "not as a language model"),
        (b"[]", 200, "not as a language model"),
        (b"", 500, "does not answer"),
    ],
)
def test_an_endpoint_that_is_none(answer: bytes, status: int, message: str) -> None:
    with model(answer, status) as (url, _), pytest.raises(StoreError, match=message):
        Writer(url, "small").rewrite(REVIEW)


def test_an_endpoint_that_is_not_there() -> None:
    with pytest.raises(StoreError, match="does not answer"):
        Writer("http://127.0.0.1:1", "small").rewrite(REVIEW)
