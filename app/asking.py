"""Asking: one question to a knowledge base, with the limits that the command and the Python API share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from ..ingest.errors import UsageError
from ..search.answer import Answer, answer
from ..search.index import Index, order_of
from ..search.plan import Every
from .arguments import check_count, check_text
from .coding import codes_for

if TYPE_CHECKING:
    from ..search.hybrid import Ranking

# Of how many of the best records an answer shows how their values lie.
SPREAD = 500
RANKINGS = ("words", "vectors", "hybrid")
# A server opens no page behind so many records (`index.max_result_window`).
_WINDOW = 10_000


def ask(
    index: Index,
    question: str,
    *,
    limit: int = 10,
    page: int = 1,
    passages: int = 5,
    sort: str = "relevance",
    rank: Ranking | None = None,
    compare: tuple[str, str] | None = None,
    served: bool = False,
    say: Callable[[str], None] = lambda text: None,
) -> Answer:
    """The ``page`` of the answer of ``index``, empty behind the last one; ``served`` where a server holds the index.

    ``say`` is told what the answer itself does not say. Raises UsageError where a number or a name is none that can be
    asked for, QueryError where the question cannot be read.
    """
    check_question(question, limit=limit, page=page, passages=passages)
    if rank is not None and rank not in RANKINGS:
        raise UsageError(f"cannot rank by {str(rank)[:40]!r}; choose {', '.join(RANKINGS)}")
    order = order_of(sort)
    if served and page * limit > _WINDOW:
        raise UsageError(f"a server gives the first {_WINDOW} records: ask for less, or narrow the question")
    codes = codes_for(index, rank, say=say)
    found = answer(
        index,
        question,
        limit=limit,
        # Whoever asks for a page far behind the last one must not make the index set room aside for it.
        offset=min((page - 1) * limit, _size(index)) if page > 1 else 0,
        passages=passages,
        order=order,
        codes=codes,
        ranking=rank or "hybrid",
        spread=SPREAD,
        compared=compare,
    )
    if not any(found.total.values()) and not _size(index):
        say("note: this knowledge base is empty; `voltext build FOLDER` fills it")
    query = found.query if order is None else replace(found.query, order=sort)
    if codes is not None:
        query = replace(query, notes=(*query.notes, *_uncoded(index, served=served)))
    return replace(found, query=query)


def _uncoded(index: Index, *, served: bool) -> tuple[str, ...]:
    """What is said where some papers can be found by their words alone."""
    coded, documents = index.coded()
    remedy = "`voltext vectors`, then `voltext load --elastic`" if served else "`voltext vectors`"
    missing = documents - coded
    if not missing:
        return ()
    return (f"papers without vectors, found by their words alone: {missing:,} of {documents:,}; {remedy} goes on",)


def _size(index: Index) -> int:
    """How many entries ``index`` holds: a count of all of them, for the questions that need it."""
    return index.search(Every(), limit=1).total


def check_question(question: object, *, limit: int, page: int, passages: int) -> None:
    """Raise UsageError where ``question`` is no whole text, or a number of what is shown makes no sense."""
    check_text(question, "a question")
    for name, number, least in (("limit", limit, 1), ("page", page, 1), ("passages", passages, 0)):
        check_count(number, name, least)
