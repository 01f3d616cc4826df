"""Content: whether what came is the file that was asked for, told from its bytes."""

from __future__ import annotations

import zlib

from ..errors import FetchError, ReadError
from ..readers import read
from ..sniff import sniff
from ..source import Limits, Source

# What the formats of copies are as files; publishers' XML is of any of these kinds.
_FORMATS = {"xml": ("jats", "elsevier", "tei"), "pdf": ("pdf",)}
_SAID = {"html": "a web page", "pdf": "a PDF", "jats": "JATS XML", "text": "plain text", "latex": "LaTeX"}
_PDF_TAIL = 4096
_GZIP = b"\x1f\x8b"


def check_content(data: bytes, format: str, *, name: str, limits: Limits = Limits()) -> None:  # noqa: B008 - immutable
    """Raise FetchError where ``data`` is not a whole file of ``format`` (``xml``, ``pdf`` or ``latex``).

    ``wrong_content``: something else; ``truncated``: cut off; ``no_text``: the frame of a paper without its text.
    """
    if format == "latex" and data.startswith(_GZIP):
        _check_packed(data, limits)
        return
    try:
        found = sniff(data, name)
    except ReadError as error:
        raise FetchError("wrong_content", f"It is no paper: {error.message}") from error
    # A preprint without LaTeX sources comes as PDF, whatever was asked for.
    if found not in _FORMATS.get(format, ("pdf",)):
        said = _SAID.get(found, found)
        raise FetchError("wrong_content", f"It is {said}, not {format.upper()}. Open the address in a browser.")
    if found == "pdf":
        _check_pdf(data)
    else:
        _check_read(data, name, limits)


def _check_pdf(data: bytes) -> None:
    tail = data[-_PDF_TAIL:]
    if b"%%EOF" not in tail or b"startxref" not in tail:
        raise FetchError("truncated", "The PDF ends before its end.", passing=True)


def _check_read(data: bytes, name: str, limits: Limits) -> None:
    """XML is read at once, which is quick and safe, and tells a frame without text from a paper."""
    try:
        document = read(Source(name, data), limits=limits)
    except ReadError as error:
        reason = "no_text" if error.reason == "empty" else "wrong_content"
        raise FetchError(reason, f"It cannot be read: {error.message}") from error
    if any(warning.code == "xml_recovered" for warning in document.header.warnings) and not _closed(data):
        raise FetchError("truncated", "The XML ends before its end.", passing=True)
    if not any(block.kind == "paragraph" for block in document.blocks):
        raise FetchError("no_text", "It holds no text beyond title and abstract.")


def _closed(data: bytes) -> bool:
    return data.rstrip().endswith(b">") and b"</" in data.rstrip()[-100:]


def _check_packed(data: bytes, limits: Limits) -> None:
    """A packed file is unpacked, piece by piece and for nothing, to see that it is whole."""
    unpacker = zlib.decompressobj(wbits=31)
    size = 0
    rest = data
    try:
        while rest and not unpacker.eof:
            size += len(unpacker.decompress(rest, 1 << 20))
            rest = unpacker.unconsumed_tail
            if size > limits.unpacked_mb * 2**20:
                raise FetchError("limit_size", f"It unpacks to more than {limits.unpacked_mb} MB.")
    except zlib.error as error:
        raise FetchError("wrong_content", f"It cannot be unpacked ({error}).") from error
    if not unpacker.eof:
        raise FetchError("truncated", "The packed file ends before its end.", passing=True)
