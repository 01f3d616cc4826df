"""voltext review: what the papers of a knowledge base say on a topic, in quotations."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..options import DEFAULT_KB, KbOption, result_file
from ..output import counted, note

if TYPE_CHECKING:
    from ...insight.review.review import Review

KEY_VARIABLE = "VOLTEXT_LLM_KEY"
_FORMATS = ("md", "html", "docx", "json")
OutOption = Annotated[
    Path | None,
    typer.Option(
        "--out", metavar="FILE", parser=result_file, help="Write it: .html, .md, .docx or .json; else Markdown here."
    ),
]
RewriteOption = Annotated[
    str | None,
    typer.Option("--rewrite", metavar="URL", help="Also let this language model write prose; it is checked."),
]


def review(
    topic: Annotated[str, typer.Argument(metavar="TOPIC", help='A question: "garnet electrolytes year>=2018".')],
    kb: KbOption = DEFAULT_KB,
    out: OutOption = None,
    papers: Annotated[int, typer.Option("--papers", min=1, max=2000, help="At most so many, the most fitting.")] = 60,
    sections: Annotated[
        int | None, typer.Option("--sections", min=1, max=20, help="How many; default: as the papers fall apart.")
    ] = None,
    quotations: Annotated[int, typer.Option("--quotations", min=1, max=50, help="At most so many a section.")] = 8,
    seed: Annotated[int, typer.Option("--seed", help="The same seed gives the same review.")] = 0,
    rewrite: RewriteOption = None,
    model: Annotated[str, typer.Option("--model", metavar="NAME", help="Which model, with --rewrite.")] = "default",
) -> None:
    """Write a review of a topic: sections, quotations with their sources, measured values, contradictions, references.

    Every sentence is quoted from a paper. --rewrite sends them to a language model (key: VOLTEXT_LLM_KEY) and shows its
    prose too, where every number and citation survived.
    """
    from ...ingest.errors import QueryError, UsageError
    from ..literature import review_of

    if not topic.strip():
        raise UsageError("a review needs a topic")
    format = "md" if out is None else out.suffix.lower().removeprefix(".")
    if format not in _FORMATS:
        raise UsageError(f"--out {out}: the name must end in {', '.join('.' + each for each in _FORMATS)}")
    try:
        made = review_of(kb, topic, papers=papers, groups=sections, quotations=quotations, seed=seed)
    except QueryError as error:
        raise UsageError(f"the topic cannot be read: {error}") from error
    if rewrite is not None:
        from ...insight.review.rewriting import Writer

        made, refused = Writer(rewrite, model, os.environ.get(KEY_VARIABLE, "")).rewrite(made)
        for each in refused:
            note(each)
    _write(made, format, out)
    if out is not None:
        quoted = sum(len(section.quotations) for section in made.sections)
        note(
            f"{out}: {counted(len(made.references), 'paper')} in {counted(len(made.sections), 'section')}, "
            f"{counted(quoted, 'quotation')}"
        )


def _write(made: Review, format: str, out: Path | None) -> None:
    from ...ingest.whole import replacing
    from ..output import print_json, printable, write_text

    if format == "json":
        print_json(made, out=out)
    elif format == "docx":
        from ...insight.review.word import word

        assert out is not None
        with replacing(out) as part:
            part.write_bytes(word(made))
    elif format == "html":
        from ...insight.review.page import page

        write_text(page(made), out)
    else:
        from ...insight.review.markdown import markdown

        write_text((printable(part) for part in markdown(made)), out)
