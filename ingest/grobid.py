"""GrobidReader: PDFs that a running GROBID service reads; its TEI becomes the Document."""

from __future__ import annotations

import time
import urllib.error
import urllib.request
import uuid
from dataclasses import replace
from http.client import HTTPException, HTTPMessage
from typing import IO
from urllib.parse import urlsplit

from .document import Document, ReadWarning
from .errors import ReadError
from .pdf.reader import PdfReader
from .readers.tei import TeiReader
from .source import Limits, Source

_PATH = "/api/processFulltextDocument"
# GROBID answers 503 while all its threads are at work, and asks to come again after some seconds.
_FIRST_PAUSE, _LONGEST_PAUSE = 0.5, 8.0
# Nothing is looked up elsewhere on our account; printed references come along as they stand.
_FIELDS = {"consolidateHeader": "0", "consolidateCitations": "0", "includeRawCitations": "1"}
_LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})


class GrobidError(Exception):
    """The service gave no TEI; the message is one sentence for people."""


def checked_address(address: str) -> str:
    """``address`` without a slash at its end. Raises ValueError where it is no http or https address."""
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("the address of a GROBID service begins with http:// or https:// and a host")
    if parts.query or parts.fragment:
        raise ValueError("the address of a GROBID service has no ? and no #")
    return address.rstrip("/")


class GrobidReader:
    """PDFs through GROBID; where it fails, through the reader of voltext, with a warning that says why."""

    name = "grobid"

    def read(self, source: Source, *, limits: Limits) -> Document:
        """The Document of a PDF. Raises ReadError as PdfReader does."""
        assert source.aids.grobid is not None
        try:
            tei = tei_of(source, source.aids.grobid, limits=limits)
            document = TeiReader().read(Source(source.name, tei), limits=limits)
        except (GrobidError, ReadError) as error:
            document = PdfReader().read(source, limits=limits)
            warning = ReadWarning("grobid_failed", f"GROBID did not read it, voltext did itself: {error}")
            return replace(document, header=replace(document.header, warnings=(*document.header.warnings, warning)))
        header = replace(document.header, id=source.id, sha256=source.sha256, format="pdf", reader=self.name)
        return replace(document, header=header)


def tei_of(source: Source, address: str, *, limits: Limits) -> bytes:
    """The TEI that the service at ``address`` makes of a PDF.

    A busy service (503) is asked again after growing pauses, for as long as one file may take. Raises GrobidError.
    """
    end = time.monotonic() + limits.seconds
    pause = _FIRST_PAUSE
    while True:
        status, body = _post(source, checked_address(address) + _PATH, end - time.monotonic(), limits)
        if status == 200:
            if b"</TEI>" not in body[-4096:]:
                raise GrobidError("its answer is no whole TEI file.")
            return body
        if status == 204:
            raise GrobidError("it found no text in the file.")
        if status != 503:
            said = " ".join(body[:300].decode("utf-8", "replace").split())
            raise GrobidError(f"it answered {status} ({said})." if said else f"it answered {status}.")
        if time.monotonic() + pause >= end:
            raise GrobidError(f"it was busy for {limits.seconds:g} s. Use fewer --workers or raise --max-seconds.")
        time.sleep(pause)
        pause = min(2 * pause, _LONGEST_PAUSE)


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A paper goes to the address that was given, and to no other."""

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> None:
        """Refuse; the answer then counts as the error that it is."""
        return


def _post(source: Source, address: str, seconds: float, limits: Limits) -> tuple[int, bytes]:
    """Status and body of one answer."""
    boundary = uuid.uuid4().hex
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in _FIELDS.items()
    ]
    parts.append(
        f'--{boundary}\r\nContent-Disposition: form-data; name="input"; filename="paper.pdf"\r\n'
        "Content-Type: application/pdf\r\n\r\n".encode()
    )
    body = b"".join([*parts, source.data, f"\r\n--{boundary}--\r\n".encode()])
    headers = {"Content-Type": f"multipart/form-data; boundary={boundary}", "Accept": "application/xml"}
    request = urllib.request.Request(address, body, headers, method="POST")
    handlers: list[urllib.request.BaseHandler] = [_NoRedirect()]
    if urlsplit(address).hostname in _LOCAL:
        handlers.append(urllib.request.ProxyHandler({}))
    most = limits.unpacked_mb * 1_000_000
    try:
        with urllib.request.build_opener(*handlers).open(request, timeout=max(0.1, seconds)) as answer:
            data = answer.read(most + 1)
            status = int(answer.status)
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read(2000)
    except TimeoutError as error:
        raise GrobidError(f"it gave no answer within {limits.seconds:g} s. Raise --max-seconds.") from error
    except (OSError, HTTPException) as error:
        reason = getattr(error, "reason", error)
        if isinstance(reason, TimeoutError):
            raise GrobidError(f"it gave no answer within {limits.seconds:g} s. Raise --max-seconds.") from error
        raise GrobidError(f"{address} cannot be reached ({reason}).") from error
    if len(data) > most:
        raise GrobidError(f"its answer has more than {limits.unpacked_mb} MB.")
    return status, data
