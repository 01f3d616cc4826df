"""Reading: a query that may only read, within limits of rows and time."""

from __future__ import annotations

import re
import threading
from collections.abc import Mapping
from typing import Any

from ...ingest.errors import StoreError, UsageError

# Columns, rows, and whether there are more rows than were asked for.
Answer = tuple[list[str], list[list[Any]], bool]
# What is no code: strings, quoted names, comments. Each alternative starts with its own mark and repeats possessively.
_QUOTED = re.compile(
    r"""'(?:[^'\\]|\\.)*+(?:'|\Z)|"(?:[^"\\]|\\.)*+(?:"|\Z)|`[^`]*+(?:`|\Z)|//[^\n]*+|/\*(?:[^*]|\*(?!/))*+(?:\*/|\Z)""",
    re.DOTALL,
)
# Clauses that change data or schema, reach for files, or open transactions of their own. A property (`n.set`), a label
# or type (`:Set`), a parameter (`$set`) and a key of a map (`{set: 1}`) of that name are none.
_WRITING = re.compile(
    r"(?<![\w.:$])(?:create|merge|set|delete|detach|remove|drop|foreach|alter|grant|deny|revoke|rename|"
    r"load\s++csv|in\s++(?:concurrent\s++)?transactions)(?![\w$])(?!\s*+:)",
    re.IGNORECASE,
)
# Neo4j reads these wherever they stand, before it looks for words.
_ESCAPED = re.compile(r"\\u+([0-9a-fA-F]{4})")
_GRACE = 5.0
# Rows that come at once.
_FETCHED = 1000


def check_reading(text: str) -> None:
    """Raises UsageError where ``text`` has a clause that writes; the server refuses it as well, most of the time."""
    plain = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    for each in (text, plain):
        found = _WRITING.search(_QUOTED.sub(" ", each))
        if found is None:
            continue
        word = " ".join(found[0].split()).upper()
        raise UsageError(f"{word} is not for a query that only reads; a name that is spelt so goes in `backticks`")


def limited(
    driver: Any, database: str | None, text: str, parameters: Mapping[str, Any], *, limit: int, seconds: float
) -> Answer:
    """At most ``limit`` rows of ``text``, which a transaction reads within ``seconds``, and is rolled back.

    The server is told the limits; one that does not keep the time is left to itself after a few seconds more. Raises
    UsageError and StoreError, and what the driver raises.
    """
    import neo4j

    check_reading(text)
    found: list[Answer] = []
    failed: list[BaseException] = []

    def work() -> None:
        try:
            with (
                driver.session(
                    database=database, default_access_mode=neo4j.READ_ACCESS, fetch_size=min(limit + 1, _FETCHED)
                ) as session,
                session.begin_transaction(timeout=seconds) as transaction,
            ):
                result = transaction.run(text, dict(parameters))
                columns = list(result.keys())
                rows = [list(record.values()) for record in result.fetch(limit + 1)]
                found.append((columns, rows[:limit], len(rows) > limit))
                transaction.rollback()
        except (neo4j.exceptions.Neo4jError, neo4j.exceptions.DriverError, OSError) as error:
            failed.append(error)
        except (OverflowError, TypeError, ValueError) as error:
            failed.append(UsageError(f"a parameter cannot be sent: {error}"))

    # In a thread of its own: no call of the driver can be given up from outside.
    worker = threading.Thread(target=work, daemon=True)
    worker.start()
    worker.join(seconds + _GRACE)
    if failed:
        raise failed[0]
    if not found:
        raise StoreError(f"the query took longer than {seconds:g} s")
    return found[0]
