"""Body: the bytes of an answer, unpacked within bounds of size and time."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..errors import FetchError
from .pace import Clock

if TYPE_CHECKING:
    import httpx

# httpx would unpack a piece of 64 KB to 64 MB at once; so much is unpacked here at most.
_PIECE = 1 << 20


def pieces(response: httpx.Response, *, clock: Clock, end: float, most: int) -> Iterator[bytes]:
    """The body of ``response``, unpacked, until ``clock`` says ``end`` or ``most`` bytes have come.

    Raises FetchError ``limit_time``, ``limit_size``, ``truncated`` or ``unsupported``.
    """
    packing = response.headers.get("content-encoding", "identity").strip().lower()
    if packing in ("", "identity"):
        unpacker = None
    elif packing in ("gzip", "x-gzip", "deflate"):
        unpacker = zlib.decompressobj(wbits=47 if packing != "deflate" else 15)
    else:
        raise FetchError("unsupported", f"The answer is packed by {packing[:40]!r}, which was not asked for.")
    size = 0
    for raw in response.iter_raw():
        if clock.now() > end:
            raise FetchError(
                "limit_time", "The answer came too slowly. Try later or raise --max-seconds.", passing=True
            )
        for piece in _unpacked(unpacker, raw) if unpacker else (raw,):
            size += len(piece)
            if size > most:
                raise FetchError("limit_size", f"The answer has more than {most // 2**20} MB.")
            yield piece
    if unpacker and not unpacker.eof:
        raise FetchError("truncated", "The answer breaks off in the middle.", passing=True)


def _unpacked(unpacker: zlib._Decompress, raw: bytes) -> Iterator[bytes]:
    while raw:
        try:
            piece = unpacker.decompress(raw, _PIECE)
        except zlib.error as error:
            raise FetchError("malformed", f"The answer cannot be unpacked ({error}).", passing=True) from error
        if piece:
            yield piece
        raw = unpacker.unconsumed_tail
        if not piece and not raw:
            return
