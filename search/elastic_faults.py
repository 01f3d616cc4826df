"""What goes wrong on a server, each in one plain sentence."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from ..ingest.errors import StoreError


@contextmanager
def explained(address: str, name: str) -> Iterator[None]:
    """Errors of the client while it works with index ``name`` at ``address``, as StoreError."""
    from elasticsearch import ApiError, AuthenticationException, AuthorizationException, TransportError
    from elasticsearch.helpers import BulkIndexError

    try:
        yield
    except (AuthenticationException, AuthorizationException) as error:
        raise StoreError(f"{address} refuses the user or the password") from error
    except BulkIndexError as error:
        first = next(iter(error.errors[0].values())).get("error", {})
        if isinstance(first, dict) and first.get("type") == "cluster_block_exception":
            raise StoreError(
                f"{address} takes nothing more into {name!r}, most likely its disk is full "
                f"({first.get('reason')}): make room there, lift the block and load again, what is there stays"
            ) from error
        raise StoreError(f"{address} does not take {len(error.errors)} entries: {first}") from error
    except ApiError as error:
        raise StoreError(f"{address} failed: {error}") from error
    except TransportError as error:
        raise StoreError(f"{address} does not answer: {error.message}") from error
