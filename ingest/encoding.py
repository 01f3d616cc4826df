"""Bytes to characters: byte order marks, declared encodings, UTF-8, and Windows' own where all else fails."""

from __future__ import annotations

import codecs
import re

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(
    rb"<\?xml[^>]{0,200}?encoding=[\"']([\w.:-]{1,40})[\"']|<meta[^>]{0,200}?charset=[\"']?([\w.:-]{1,40})",
    re.IGNORECASE,
)


def encoding_of(data: bytes) -> str:
    """The encoding of ``data``: by its mark, else UTF-8 where it is that, else as it declares, else cp1252."""
    for mark, name in _BOMS:
        if data.startswith(mark):
            return name
    if data[:1] == b"<" and data[1:2] == b"\x00":
        return "utf-16-le"
    if data[:2] == b"\x00<":
        return "utf-16-be"
    try:
        codecs.getincrementaldecoder("utf-8")().decode(data)
    except UnicodeDecodeError:
        pass
    else:
        return "utf-8"
    declared = _DECLARED.search(data[:2048])
    if declared:
        name = (declared[1] or declared[2]).decode("ascii")
        if name.lower() not in ("utf-8", "utf8", "iso-8859-1", "latin1", "us-ascii", "ascii"):
            try:
                return codecs.lookup(name).name
            except LookupError:
                return "cp1252"
    # A stray byte in UTF-8 does less harm than the whole file read as something else.
    ill = data.decode("utf-8", "replace").count("\ufffd")
    multi = sum(1 for byte in data[:200_000] if byte >= 0xC2)
    return "utf-8" if ill * 10 < multi else "cp1252"


def decode(data: bytes) -> str:
    """The characters of ``data`` without its byte order mark; bytes that fit nowhere become U+FFFD."""
    text = data.decode(encoding_of(data), "replace")
    return text.removeprefix("\ufeff")
