"""voltext search: a question to a knowledge base."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from ...ingest.errors import QueryError, UsageError
from ..options import DEFAULT_KB, FormatOption, KbOption, OutOption
from ..output import Format, note

SortOption = Annotated[
    str, typer.Option("--sort", metavar="FIELD", help="relevance, value, year or confidence; -value is lowest first.")
]

ELASTIC_HELP = (
    "Ask a server that `voltext load --elastic` has filled instead, as its user elastic with the password in "
    "VOLTEXT_ELASTIC_PASSWORD."
)


class Rank(StrEnum):
    """What ranks the answers: the words of the question, its meaning, or both."""

    words = "words"
    vectors = "vectors"
    hybrid = "hybrid"


def search(
    question: Annotated[
        list[str], typer.Argument(help='Words and filters: LLZO "conductivity>0.1mS/cm" temperature:25C year>=2015')
    ],
    kb: KbOption = DEFAULT_KB,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, max=1000, help="Records to show.")] = 10,
    page: Annotated[int, typer.Option("--page", min=1, help="Which page of them.")] = 1,
    passages: Annotated[int, typer.Option("--passages", min=0, max=1000, help="Passages to show.")] = 5,
    sort: SortOption = "relevance",
    by_material: Annotated[
        bool, typer.Option("--by-material", help="Show the spread of the values, material by material.")
    ] = False,
    compare: Annotated[
        tuple[str, str] | None,
        typer.Option("--compare", metavar="A B", help="Set two materials side by side, as `A vs B` does."),
    ] = None,
    rank: Annotated[
        Rank | None, typer.Option("--rank", help="What ranks; both, where the knowledge base has vectors.")
    ] = None,
    elastic: Annotated[str, typer.Option("--elastic", metavar="ADDRESS", help=ELASTIC_HELP)] = "",
    elastic_index: Annotated[str, typer.Option("--index", help="The name of the index on the server.")] = "voltext",
    format: FormatOption = Format.table,
    out: OutOption = None,
) -> None:
    """Ask a knowledge base: records first, with value, conditions and sentence; then passages."""
    from ...search.grouping import groups
    from ..answers import show_answer
    from ..asking import ask
    from ..output import print_json
    from ..projection import current_index
    from ..served import served_index
    from ..spreads import show_groups

    text = " ".join(question)
    if by_material and (page != 1 or sort != "relevance" or compare is not None or rank is not None):
        raise UsageError("--by-material takes all records together: no --page, --sort, --compare and --rank with it")
    with served_index(elastic, elastic_index) if elastic else current_index(kb) as index:
        try:
            if by_material:
                show_groups(groups(index, text)[:limit], format=format, out=out)
                return
            found = ask(
                index, text, limit=limit, page=page, passages=passages, sort=sort, rank=rank.value if rank else None,
                compare=compare, served=bool(elastic), say=note,
            )  # fmt: skip
        except QueryError as error:
            raise UsageError(f"the question cannot be read: {error}") from error
    if format is Format.json:
        print_json(found, out=out)
    else:
        show_answer(found, format=format, out=out, page=page, limit=limit)
