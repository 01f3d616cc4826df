"""Frames: how parent and worker talk; four bytes of length, then a msgpack body."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import IO, Any, TypeVar

import msgspec

from .task import Outcome

T = TypeVar("T")
_LENGTH = struct.Struct("<I")


@dataclass(frozen=True, slots=True)
class Reply:
    """What a worker says: it is ``ready``, enters a ``stage`` (named by ``text``), or is ``done`` with ``outcome``."""

    kind: str
    text: str = ""
    outcome: Outcome | None = None


def write_frame(stream: IO[bytes], value: Any) -> None:
    """Send ``value``. Raises OSError where the other end is gone."""
    body = msgspec.msgpack.encode(value)
    stream.write(_LENGTH.pack(len(body)) + body)
    stream.flush()


def read_frame(stream: IO[bytes], kind: type[T]) -> T | None:
    """The next value, or None at the end of the stream (also where it ends within a frame)."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    length = _LENGTH.unpack(head)[0]
    body = stream.read(length)
    return msgspec.msgpack.decode(body, type=kind) if len(body) == length else None
