"""Europe PMC, arXiv, Unpaywall, Crossref and OpenAlex, played on loopback in the shapes of their real answers.

A ``Plot`` says how one path behaves, each request in its turn; without one it answers as a service that is well.
"""

from __future__ import annotations

import gzip
import json
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

ORCID = "0000-0002-1825-0097"
PAGE = 3
SENTENCE = "The cell numbered {n} kept {n} mAh of its charge through a long and even winter in the drawer. "


def jats(n: int, *, words: int = 60) -> bytes:
    text = SENTENCE.format(n=n) * words
    return (
        '<?xml version="1.0"?><article><front><article-meta>'
        f'<article-id pub-id-type="doi">10.5555/drawer.{n}</article-id><title-group><article-title>Cell {n} of a drawer'
        f"</article-title></title-group></article-meta></front><body><sec><title>Results</title><p>{text}</p></sec>"
        "</body></article>"
    ).encode()


def pdf(n: int) -> bytes:
    """A PDF of one page that says which it is; its bytes are the same in every run."""
    stream = (
        f"BT /F1 11 Tf 60 760 Td 14 TL {' '.join(f'({SENTENCE.format(n=n)[:90]} {i}) Tj T*' for i in range(40))} ET"
    )
    bodies = [
        "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        f"<</Length {len(stream)}>>\nstream\n{stream}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]  # fmt: skip
    out = "%PDF-1.4\n"
    places = []
    for number, body in enumerate(bodies, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    xref = len(out)
    out += f"xref\n0 6\n0000000000 65535 f \n{table}trailer<</Size 6/Root 1 0 R>>\nstartxref\n{xref}\n%%EOF\n"
    return out.encode()


def europepmc_result(n: int, *, licence: str | None = "cc by", **more: Any) -> dict[str, Any]:
    """A paper as Europe PMC's search tells it with resultType=core."""
    return {
        "id": f"3{n:07}", "source": "MED", "pmid": f"3{n:07}", "pmcid": f"PMC{n}", "doi": f"10.5555/Drawer.{n}",
        "title": f"Cell {n} of a drawer.", "authorString": "Cell A, Pouch B.",
        "authorList": {"author": [
            {"fullName": "Cell A", "firstName": "Ada", "lastName": "Cell", "initials": "A",
             "authorId": {"type": "ORCID", "value": ORCID}},
            {"fullName": "Pouch B", "firstName": "Bo", "lastName": "Pouch", "initials": "B"}]},
        "journalInfo": {"volume": "1", "journal": {"title": "Journal of Drawers", "issn": "1234-5678"}},
        "pubYear": str(2018 + n % 5), "abstractText": f"<h4>Aim</h4>Cell {n} lay &amp; slept at 10<sup>-4</sup> S.",
        "isOpenAccess": "Y", "inEPMC": "Y", "inPMC": "N", "hasPDF": "Y",
        **({"license": licence} if licence else {}),
        "fullTextUrlList": {"fullTextUrl": [
            {"availability": "Open access", "availabilityCode": "OA", "documentStyle": "pdf", "site": "Europe_PMC",
             "url": f"HERE/files/{n}.pdf"},
            {"availability": "Subscription required", "availabilityCode": "S", "documentStyle": "pdf", "site": "DOI",
             "url": f"HERE/paid/{n}.pdf"}]},
        **more,
    }  # fmt: skip


def atom_entry(n: int, *, doi: str | None = None) -> str:
    """A preprint as arXiv's API tells it."""
    return (
        f"<entry><id>http://arxiv.org/abs/2301.{n:05}v2</id><updated>2023-02-01T00:00:00Z</updated>"
        f"<published>2023-01-{n % 28 + 1:02}T00:00:00Z</published><title>Preprint {n}\n  of a drawer</title>"
        f"<summary>  Cell {n} slept.\n</summary><author><name>Ada Cell</name></author>"
        + (f'<arxiv:doi xmlns:arxiv="http://arxiv.org/schemas/atom">{doi}</arxiv:doi>' if doi else "")
        + f'<link href="http://arxiv.org/pdf/2301.{n:05}v2" rel="related" type="application/pdf" title="pdf"/></entry>'
    )


def atom(entries: list[str], total: int, start: int) -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>ArXiv Query</title>'
        f'<opensearch:totalResults xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">{total}'
        '</opensearch:totalResults><opensearch:startIndex xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">'
        f"{start}</opensearch:startIndex>{''.join(entries)}</feed>"
    ).encode()


def oai(n: int, licence: str) -> bytes:
    return (
        '<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><GetRecord><record><header><identifier>'
        f"oai:arXiv.org:2301.{n:05}</identifier></header><metadata>"
        '<arXiv xmlns="http://arxiv.org/OAI/arXiv/"><id>x</id>'
        f"<license>{licence}</license></arXiv></metadata></record></GetRecord></OAI-PMH>"
    ).encode()


@dataclass
class Reply:
    """What one request gets. ``cut`` sends so many bytes of the body and breaks off; ``drip`` pauses before each byte.

    ``length`` False leaves out Content-Length. ``tag`` is the ETag; ranges are served where there is one.
    """

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    cut: int | None = None
    drip: float = 0.0
    length: bool = True
    tag: str | None = None


Answer = Callable[["Asked"], Reply]


@dataclass(frozen=True)
class Asked:
    """A request: its path, its parameters, its headers, and how many came for this path before it."""

    path: str
    params: dict[str, str]
    headers: dict[str, str]
    before: int


class Services:
    """All services behind one port. ``plots`` are answers by path, in place of those of services that are well."""

    def __init__(self) -> None:
        self.address = ""
        self.asked: list[Asked] = []
        self.plots: dict[str, Answer] = {}
        self.europepmc: list[dict[str, Any]] = [europepmc_result(n) for n in range(1, 8)]
        self.arxiv: list[int] = []
        self.arxiv_doi: dict[int, str] = {}
        self.arxiv_licence = "http://creativecommons.org/licenses/by/4.0/"
        self.unpaywall: dict[str, dict[str, Any]] = {}
        self.crossref: dict[str, dict[str, Any]] = {}
        self.openalex: dict[str, dict[str, Any]] = {}
        self._counts: dict[str, int] = defaultdict(int)

    def paths(self) -> list[str]:
        return [each.path for each in self.asked]

    def environment(self) -> dict[str, str]:
        here = self.address
        return {
            "VOLTEXT_EUROPEPMC_URL": f"{here}/epmc", "VOLTEXT_ARXIV_API_URL": f"{here}/arxiv/query",
            "VOLTEXT_ARXIV_OAI_URL": f"{here}/arxiv/oai", "VOLTEXT_ARXIV_FILES_URL": f"{here}/arxiv",
            "VOLTEXT_UNPAYWALL_URL": f"{here}/unpaywall", "VOLTEXT_CROSSREF_URL": f"{here}/crossref",
            "VOLTEXT_OPENALEX_URL": f"{here}/openalex",
        }  # fmt: skip

    def answer(self, asked: Asked) -> Reply:
        plot = self.plots.get(asked.path)
        if plot is not None:
            return plot(asked)
        name, _, rest = asked.path.strip("/").partition("/")
        reply = getattr(self, f"_{name}", lambda *_: Reply(b"nothing here", 404))(rest, asked)
        assert isinstance(reply, Reply)
        return reply

    def _json(self, value: object) -> Reply:
        text = json.dumps(value).replace("HERE", self.address)
        return Reply(gzip.compress(text.encode()), headers={"Content-Encoding": "gzip"})

    def _epmc(self, rest: str, asked: Asked) -> Reply:
        if rest.endswith("/fullTextXML"):
            n = int(rest.split("/")[0].removeprefix("PMC"))
            return Reply(jats(n), headers={"Content-Type": "application/xml"})
        query = asked.params.get("query", "")
        found = self.europepmc
        if query.startswith('DOI:"'):
            doi = query[5:-1].lower()
            found = [each for each in found if each["doi"].lower() == doi]
        elif query.startswith('TITLE:"'):
            found = [each for each in found if each["title"].rstrip(".").lower() == query[7:-1].lower()]
        mark = asked.params["cursorMark"]
        start = 0 if mark == "*" else int(mark.removeprefix("AoIIP"))
        page = found[start : start + PAGE]
        following = f"AoIIP{start + len(page)}"
        return self._json(
            {"version": "6.9", "hitCount": len(found), "nextCursorMark": following if page else mark,
             "request": {"queryString": query}, "resultList": {"result": page}}
        )  # fmt: skip

    def _arxiv(self, rest: str, asked: Asked) -> Reply:
        if rest == "query":
            chosen = self.arxiv
            if "id_list" in asked.params:
                chosen = [n for n in chosen if asked.params["id_list"] == f"2301.{n:05}"]
            start = int(asked.params.get("start", 0))
            page = chosen[start : start + PAGE]
            return Reply(atom([atom_entry(n, doi=self.arxiv_doi.get(n)) for n in page], len(chosen), start))
        if rest == "oai":
            return Reply(oai(1, self.arxiv_licence))
        kind, _, id = rest.partition("/")
        n = int(id.removesuffix("v2").partition(".")[2])
        return Reply(pdf(n) if kind == "pdf" else gzip.compress(b"\\documentclass{article}", mtime=0), tag=f'"{n}"')

    def _unpaywall(self, rest: str, asked: Asked) -> Reply:
        if "@" not in asked.params.get("email", ""):
            return Reply(b'{"HTTP_status_code": 422, "error": true, "message": "Please use your own email"}', 422)
        known = self.unpaywall.get(rest.lower())
        return self._json(known) if known else Reply(b'{"HTTP_status_code": 404, "error": true}', 404)

    def _crossref(self, rest: str, asked: Asked) -> Reply:
        doi = rest.removeprefix("works").strip("/").lower()
        if not doi:
            return self._json({"status": "ok", "message": {"items": list(self.crossref.values())}})
        work = self.crossref.get(doi)
        return self._json({"status": "ok", "message": work}) if work else Reply(b"Resource not found.", 404)

    def _openalex(self, rest: str, asked: Asked) -> Reply:
        doi = rest.removeprefix("works").strip("/").removeprefix("doi:").lower()
        if not doi:
            return self._json({"results": list(self.openalex.values())})
        work = self.openalex.get(doi)
        return self._json(work) if work else Reply(b'{"error": "Not Found"}', 404)

    def _files(self, rest: str, asked: Asked) -> Reply:
        n = int(rest.removesuffix(".pdf"))
        return Reply(pdf(n), tag=f'"{sha256(pdf(n)).hexdigest()[:8]}"')


def unpaywall_record(n: int, url: str | None, *, licence: str | None = "cc-by") -> dict[str, Any]:
    """A paper as Unpaywall's version 2 tells it."""
    location = {"endpoint_id": None, "evidence": "open (via page says license)", "host_type": "publisher",
                "is_best": True, "license": licence, "url": url, "url_for_landing_page": "https://example.org",
                "url_for_pdf": url, "version": "publishedVersion"}  # fmt: skip
    return {
        "doi": f"10.5555/drawer.{n}", "doi_url": f"https://doi.org/10.5555/drawer.{n}",
        "title": f"Cell {n} of a drawer",
        "year": 2021, "is_oa": url is not None, "oa_status": "gold", "journal_name": "Journal of Drawers",
        "best_oa_location": location if url else None, "oa_locations": [location] if url else [],
        "z_authors": [{"given": "Ada", "family": "Cell", "ORCID": f"http://orcid.org/{ORCID}", "sequence": "first"}],
    }  # fmt: skip


@contextmanager
def services() -> Iterator[Services]:
    """The services, running."""
    played = Services()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            path = unquote(parts.path)
            params = {name: values[0] for name, values in parse_qs(parts.query).items()}
            headers = {name.lower(): value for name, value in self.headers.items()}
            asked = Asked(path, params, headers, played._counts[path])
            played._counts[path] += 1
            played.asked.append(asked)
            with suppress(OSError):  # the client may have gone
                self._send(played.answer(asked), headers)

        def _send(self, reply: Reply, headers: dict[str, str]) -> None:
            body, status = reply.body, reply.status
            given = dict(reply.headers)
            if reply.tag is not None:
                given["ETag"] = reply.tag
                begin = headers.get("range", "").removeprefix("bytes=").removesuffix("-")
                if begin.isdecimal() and headers.get("if-range") == reply.tag and status == 200:
                    if int(begin) >= len(body):
                        status, body = 416, b""
                    else:
                        given["Content-Range"] = f"bytes {begin}-{len(body) - 1}/{len(body)}"
                        status, body = 206, body[int(begin) :]
            self.send_response(status)
            if reply.length:
                given.setdefault("Content-Length", str(len(body)))
            else:
                self.close_connection = True
            for name, value in given.items():
                self.send_header(name, value.replace("HERE", played.address))
            self.end_headers()
            sent = body if reply.cut is None else body[: reply.cut]
            if reply.drip:
                for place in range(len(sent)):
                    time.sleep(reply.drip)
                    self.wfile.write(sent[place : place + 1])
                    self.wfile.flush()
            else:
                self.wfile.write(sent)
            if reply.cut is not None:
                self.close_connection = True

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    played.address = f"http://127.0.0.1:{server.server_port}"
    try:
        yield played
    finally:
        server.shutdown()
        server.server_close()
