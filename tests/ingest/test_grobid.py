"""A GROBID service that is busy, slow, broken or well, played by a small server on loopback."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO

import pytest

from voltext.ingest.document import Document
from voltext.ingest.grobid import checked_address
from voltext.ingest.readers import read
from voltext.ingest.source import Aids, Limits, Source

TEI = b"""<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt>
<title level="a" type="main">A coin cell in a drawer</title></titleStmt><publicationStmt><date when="2021">2021</date>
</publicationStmt><sourceDesc><biblStruct><analytic><author><persName><forename>Ada</forename>
<surname>Cell</surname></persName></author><idno type="DOI">10.1234/drawer.1</idno></analytic>
<monogr><title level="j">Journal of Drawers</title></monogr></biblStruct></sourceDesc></fileDesc></teiHeader>
<text><body><div><head n="1">Introduction</head><p>The cell held 150 mAh g<hi rend="superscript">-1</hi> for a year
<ref type="bibr" target="#b0">[1]</ref>.</p></div></body><back><div type="references"><listBibl>
<biblStruct xml:id="b0"><note type="raw_reference">B. Cell, Drawers, 2019</note></biblStruct></listBibl></div></back>
</text></TEI>"""

Answer = Callable[[int], tuple[int, bytes]]


def paper() -> bytes:
    canvas = pytest.importorskip("reportlab.pdfgen.canvas")
    out = BytesIO()
    page = canvas.Canvas(out)
    for line in range(12):
        page.drawString(72, 720 - 14 * line, f"Line {line} of a paper that the reader of voltext reads by itself.")
    page.save()
    return out.getvalue()


@contextmanager
def service(answer: Answer) -> Iterator[tuple[str, list[bytes]]]:
    bodies: list[bytes] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            bodies.append(self.path.encode() + b"\n" + self.rfile.read(int(self.headers["Content-Length"])))
            status, body = answer(len(bodies))
            self.send_response(status)
            if status == 302:
                self.send_header("Location", "/elsewhere")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            with suppress(OSError):  # the client may have gone
                self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", bodies
    finally:
        server.shutdown()
        server.server_close()


def read_through(answer: Answer, *, seconds: float = 20.0) -> tuple[Document, list[bytes]]:
    with service(answer) as (address, bodies):
        source = Source("a.pdf", paper(), aids=Aids(grobid=address + "/"))
        document = read(source, limits=Limits(seconds=seconds))
        assert document.header.id == source.id
    return document, bodies


def fell_back(document: Document) -> str:
    assert document.header.reader == "pdf"
    assert "Line 3 of a paper" in document.text
    (warning,) = [each for each in document.header.warnings if each.code == "grobid_failed"]
    return warning.message


def test_a_service_that_is_well_reads_the_paper() -> None:
    document, bodies = read_through(lambda _: (200, TEI))
    assert document.header.reader == "grobid"
    assert document.header.format == "pdf"
    assert document.header.doi == "10.1234/drawer.1"
    assert "The cell held 150 mAh g^-1 for a year." in document.text
    assert bodies[0].startswith(b"/api/processFulltextDocument\n")
    assert b'name="consolidateHeader"\r\n\r\n0\r\n' in bodies[0]
    assert b"%PDF-" in bodies[0]


def test_a_busy_service_is_asked_again() -> None:
    document, bodies = read_through(lambda n: (503, b"") if n < 3 else (200, TEI))
    assert document.header.reader == "grobid"
    assert len(bodies) == 3


def test_a_service_that_stays_busy_is_left() -> None:
    document, _ = read_through(lambda _: (503, b""), seconds=1.0)
    assert "busy" in fell_back(document)


def test_a_service_that_says_nothing_is_left_in_time() -> None:
    asked = threading.Event()

    def slow(_: int) -> tuple[int, bytes]:
        asked.wait(3.0)
        return 200, TEI

    document, _ = read_through(slow, seconds=0.5)
    asked.set()
    assert "no answer within 0.5 s" in fell_back(document)


@pytest.mark.parametrize(
    ("status", "body", "said"),
    [
        (200, TEI[:700], "no whole TEI"),
        (200, b"<html>hello</html>", "no whole TEI"),
        (200, b"<TEI><a></TEI></TEI>", "no text"),
        (204, b"", "no text"),
        (500, b"[GENERAL] An exception occurred", "500"),
        (302, b"", "302"),
    ],
)
def test_an_answer_that_is_no_paper_gives_way_to_our_own_reader(status: int, body: bytes, said: str) -> None:
    document, bodies = read_through(lambda _: (status, body))
    assert said in fell_back(document)
    assert len(bodies) == 1


def test_nobody_at_the_address() -> None:
    with service(lambda _: (200, TEI)) as (address, _bodies):
        pass
    document = read(Source("a.pdf", paper(), aids=Aids(grobid=address)))
    assert "cannot be reached" in fell_back(document)


@pytest.mark.parametrize("address", ["file:///etc/passwd", "ftp://host", "localhost:8070", "http://", "http://h/?a=b"])
def test_only_web_addresses_are_services(address: str) -> None:
    with pytest.raises(ValueError, match="address"):
        checked_address(address)


def test_without_the_address_nothing_is_sent() -> None:
    with service(lambda _: (200, TEI)) as (_address, bodies):
        assert read(Source("a.pdf", paper())).header.reader == "pdf"
    assert bodies == []


BODY = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>Drawers</title></titleStmt></fileDesc>'
    '</teiHeader><text><body><div><head n="1.">Results</head><p>{}</p></div></body></text></TEI>'
)


def test_sentences_without_white_space_between_their_tags_stay_apart() -> None:
    text = read(Source("a.xml", BODY.format("<s>It held.</s><s>It shut.</s>").encode())).text
    assert text.endswith("It held. It shut.")


def test_the_number_of_a_formula_stands_apart() -> None:
    body = "It holds.</p><formula>a = b<label>(1)</label></formula><p>So it is."
    assert "a = b (1)" in read(Source("a.xml", BODY.format(body).encode())).text


def test_a_label_that_the_description_repeats_stands_once() -> None:
    body = "It holds.</p><figure><head>Figure 1 .</head><figDesc>Figure 1. A drawer.</figDesc></figure><p>So it is."
    blocks = read(Source("a.xml", BODY.format(body).encode())).blocks
    assert [block.text for block in blocks if block.kind == "caption"] == ["Figure 1. A drawer."]
