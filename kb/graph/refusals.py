"""What a graph server refuses, in one plain sentence each."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from ...ingest.errors import StoreError

_READ_ONLY = ("ReadOnly", "Forbidden", "AccessMode", "NotALeader")
# What servers say of a full disk; Neo4j stops taking anything until it is started again.
_FULL = (
    "no space left",
    "disk is full",
    "not enough space",
    "out of disk",
    "could not append transaction",
    "encountered a critical error",
)
# What the driver says of a server before Neo4j 5, and of one that agrees to no version of Bolt.
_OLD = ("is not supported for the Bolt Protocol", "does not support communication with this driver")


@contextmanager
def explained(name: str) -> Iterator[None]:
    """Errors of the driver as StoreErrors that name the graph. A ConstraintError passes: who writes tries again."""
    from neo4j.exceptions import (
        AuthError,
        ClientError,
        ConstraintError,
        DriverError,
        Neo4jError,
        ServiceUnavailable,
        SessionExpired,
    )

    try:
        yield
    except ConstraintError:
        raise
    except AuthError as error:
        raise StoreError(f"{name} refuses the user or the password") from error
    except (ServiceUnavailable, SessionExpired, OSError) as error:
        raise StoreError(f"{name} does not answer: {first_line(str(error))}") from error
    except Neo4jError as error:
        raise StoreError(f"{name} {_said(error, isinstance(error, ClientError))}") from error
    except DriverError as error:
        if any(words in str(error) for words in _OLD):
            raise StoreError(f"{name} is too old, or no graph server: Neo4j 5 or newer is needed") from error
        raise StoreError(f"{name} failed: {first_line(str(error))}") from error


def first_line(text: str | None) -> str:
    """The first line of a server's message."""
    return (text or "no reason given").strip().splitlines()[0].rstrip(":")


def _said(error: Exception, wrong_query: bool) -> str:
    code, message = str(getattr(error, "code", "") or ""), first_line(getattr(error, "message", None))
    if any(word in message.lower() or word in code.lower() for word in _FULL):
        return f"takes no more, its disk may be full: {message}; make room, start it again and load again"
    if any(word in code for word in _READ_ONLY) or "read-only" in message.lower():
        return f"does not allow that: {message}"
    if "TransactionTimedOut" in code:
        return f"broke the query off at its time limit: {message}"
    return f"cannot run the query: {message}" if wrong_query else f"failed: {message}"
