"""voltext embed: word vectors of a literature: what is similar, what is analogous, what may come next."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..options import DEFAULT_KB, FormatOption, KbOption, OutOption, result_file
from ..output import Format, note, print_json, show_table

if TYPE_CHECKING:
    from ...insight.embeddings.discovery import Discovery
    from ...insight.embeddings.embedding import Similar
    from ...insight.embeddings.training import Settings

TextsOption = Annotated[
    list[Path] | None,
    typer.Option("--texts", metavar="FILE", help="Learn from these: .txt (a text a line) or .jsonl (text, year)."),
]
KindOption = Annotated[str, typer.Option("--kind", metavar="word2vec|fasttext", help="How vectors are learned.")]
SizeOption = Annotated[int, typer.Option("--size", min=2, max=2000, help="Dimensions.")]
WindowOption = Annotated[int, typer.Option("--window", min=1, max=50, help="Words around a word that count.")]
EpochsOption = Annotated[int, typer.Option("--epochs", min=1, max=1000, help="Passes over the texts.")]
NegativeOption = Annotated[int, typer.Option("--negative", min=1, max=100, help="Wrong words for each right one.")]
RateOption = Annotated[float, typer.Option("--rate", min=1e-4, max=1.0, help="Learning rate at the start.")]
SubsampleOption = Annotated[
    float, typer.Option("--subsample", min=0.0, max=1.0, help="Words more frequent than this are thinned out; 0: none.")
]
CountOption = Annotated[int, typer.Option("--min-count", min=1, help="How often a word must stand in the texts.")]
SeedOption = Annotated[
    int, typer.Option("--seed", min=0, help="The same seed, texts and one worker, the same vectors.")
]
WorkersOption = Annotated[int, typer.Option("--workers", min=1, help="Threads; more than one forgo reproducibility.")]
UntilOption = Annotated[int | None, typer.Option("--until", metavar="YEAR", help="Only texts known to be no younger.")]
EmbeddingArgument = Annotated[Path, typer.Argument(metavar="MODEL", help="A file that `voltext embed train` wrote.")]
LimitOption = Annotated[int, typer.Option("--limit", "-n", min=1, help="How many to show.")]

embed = typer.Typer(name="embed", help="Word vectors: train, similar, analogy, map, discover.", no_args_is_help=True)


@embed.command("train")
def train(
    out: Annotated[Path, typer.Option("--out", metavar="MODEL", parser=result_file, help="The model file to write.")],
    kb: KbOption = DEFAULT_KB,
    texts: TextsOption = None,
    kind: KindOption = "word2vec",
    size: SizeOption = 200,
    window: WindowOption = 8,
    epochs: EpochsOption = 30,
    negative: NegativeOption = 15,
    rate: RateOption = 0.01,
    subsample: SubsampleOption = 1e-4,
    min_count: CountOption = 5,
    until: UntilOption = None,
    seed: SeedOption = 0,
    workers: WorkersOption = 1,
) -> None:
    """Learn word vectors from a knowledge base or texts; every way to write a composition is one word."""
    import time

    from ...ingest.errors import UsageError
    from ...insight.embeddings.file import save_embedding
    from ...insight.embeddings.training import train as learn
    from ..bar import Bar
    from ..embedding import corpus_of, shown_by

    if out.is_dir() or not out.resolve().parent.is_dir():
        raise UsageError(f"--out {out}: not a file in a folder that is there")
    settings = _settings(kind, size, window, epochs, negative, rate, subsample, min_count, seed, workers)
    began = time.monotonic()
    with corpus_of(kb, texts or []) as corpus:
        read = time.monotonic() - began
        with Bar("steps") as bar:
            embedding = learn(corpus, settings, until=until, progress=shown_by(bar))
    save_embedding(embedding, out)
    note(
        f"{out}: {len(embedding.words)} words, {len(embedding.phrases)} of them phrases, from {corpus.tokens} tokens "
        f"of {corpus.texts} texts; read in {read:.1f} s ({corpus.tokens / max(read, 1e-6):.0f} tokens/s), learned in "
        f"{time.monotonic() - began - read:.1f} s, {out.stat().st_size / 1e6:.1f} MB"
    )


def _settings(
    kind: str, size: int, window: int, epochs: int, negative: int, rate: float, subsample: float, min_count: int,
    seed: int, workers: int,
) -> Settings:  # fmt: skip
    from ...ingest.errors import UsageError
    from ...insight.embeddings.training import Settings

    if kind not in ("word2vec", "fasttext"):
        raise UsageError(f"--kind {kind[:40]}: not one of word2vec, fasttext")
    return Settings(
        "word2vec" if kind == "word2vec" else "fasttext", size, window, epochs, negative, min_count, rate=rate,
        subsample=subsample, seed=seed, workers=workers,
    )  # fmt: skip


@embed.command("similar")
def similar(
    model: EmbeddingArgument,
    word: Annotated[str, typer.Argument(metavar="WORD", help="A word, a phrase, or a material however written.")],
    materials: Annotated[bool, typer.Option("--materials", help="Only compounds.")] = False,
    limit: LimitOption = 10,
    format: FormatOption = Format.table,
    out: OutOption = None,
) -> None:
    """The words that are used like a word."""
    from ...insight.embeddings.file import load_embedding
    from ...insight.embeddings.words import is_compound

    loaded = load_embedding(model)
    _show(loaded.similar(word, count=limit, only=is_compound if materials else None), format, out)


@embed.command("analogy")
def analogy(
    model: EmbeddingArgument,
    first: Annotated[str, typer.Argument(metavar="A")],
    second: Annotated[str, typer.Argument(metavar="B")],
    third: Annotated[str, typer.Argument(metavar="C")],
    limit: LimitOption = 10,
    format: FormatOption = Format.table,
    out: OutOption = None,
) -> None:
    """A is to B as C is to what? For instance: LiCoO2 Li NaCoO2."""
    from ...insight.embeddings.file import load_embedding

    _show(load_embedding(model).analogy(first, second, third, count=limit), format, out)


def _show(found: list[Similar], format: Format, out: Path | None) -> None:
    rows = [(each.word, round(each.similarity, 4), each.count) for each in found]
    show_table(("word", "similarity", "count"), rows, format=format, out=out)


@embed.command("map")
def map_words(
    model: EmbeddingArgument,
    out: Annotated[
        Path, typer.Option("--out", metavar="FILE", parser=result_file, help="The picture: .svg, .pdf, .png or .html.")
    ],
    words: Annotated[int, typer.Option("--words", min=5, max=5000, help="How many, the most frequent.")] = 400,
    seed: SeedOption = 0,
) -> None:
    """Draw the words in two dimensions, near each other where they are used alike."""
    from ...insight.charts.embedding_charts import map_chart
    from ...insight.embeddings.file import load_embedding
    from ...insight.embeddings.map import word_map
    from ..charting import check_chart, write_spec

    check_chart(out, "--out")
    write_spec(map_chart(word_map(load_embedding(model), words=words, seed=seed)), out)


@embed.command("discover")
def discover(
    application: Annotated[str, typer.Argument(metavar="APPLICATION", help="For instance: 'solid electrolyte'.")],
    until: Annotated[int, typer.Option("--until", metavar="YEAR", help="Learn from what was written up to this year.")],
    check_after: Annotated[
        bool, typer.Option("--check-after", help="Check with what was written later: hits, popularity, chance.")
    ] = False,
    kb: KbOption = DEFAULT_KB,
    texts: TextsOption = None,
    model: Annotated[
        Path | None, typer.Option("--model", help="Vectors that `embed train --until` learned; else they are learned.")
    ] = None,
    kind: KindOption = "word2vec",
    size: SizeOption = 200,
    window: WindowOption = 8,
    epochs: EpochsOption = 30,
    negative: NegativeOption = 15,
    rate: RateOption = 0.01,
    subsample: SubsampleOption = 1e-4,
    min_count: CountOption = 3,
    seed: SeedOption = 0,
    workers: WorkersOption = 1,
    depth: Annotated[int, typer.Option("--depth", min=1, help="How many of the first are checked.")] = 50,
    chart: Annotated[
        Path | None,
        typer.Option(
            "--chart", metavar="FILE", parser=result_file, help="Draw the curve by year: .svg, .pdf, .png or .html."
        ),
    ] = None,
    limit: LimitOption = 10,
    format: FormatOption = Format.table,
    out: OutOption = None,
) -> None:
    """Materials like an application before any text named them with it, and which of them were studied for it later."""
    from ...ingest.errors import UsageError
    from ...insight.charts.embedding_charts import discovery_chart
    from ...insight.embeddings.discovery import discover as find
    from ...insight.embeddings.file import load_embedding
    from ..bar import Bar
    from ..charting import check_chart, write_spec
    from ..embedding import corpus_of, shown_by

    if chart is not None:
        check_chart(chart, out=out)
        if not check_after:
            raise UsageError("--chart draws what came later: it needs --check-after")
    settings = _settings(kind, size, window, epochs, negative, rate, subsample, min_count, seed, workers)
    loaded = load_embedding(model) if model is not None else None
    with corpus_of(kb, texts or []) as corpus, Bar("steps") as bar:
        found = find(corpus, application, until, settings, depth=depth, embedding=loaded, progress=shown_by(bar))
    if chart is not None:
        write_spec(discovery_chart(found), chart)
    if format is Format.json:
        print_json(found if check_after else found.ranked[:limit], out=out)
        return
    rows = [
        (each.word, round(each.similarity, 3), each.count, *((each.studied,) if check_after else ()))
        for each in found.ranked[:limit]
    ]
    columns = ("material", "similarity", "count", *(("studied in",) if check_after else ()))
    show_table(columns, rows, format=format, out=out)
    _notes(found, check_after)


def _notes(found: Discovery, check_after: bool) -> None:
    note(
        f"{len(found.ranked)} materials that no text up to {found.until} names with {found.application!r}; "
        f"{found.known} that some text does are left out"
    )
    if not check_after:
        return
    if not found.later_texts:
        note(f"no text is younger than {found.until}: nothing to check with")
        return
    for each in found.hits:
        note(
            f"of the first {each.depth}, {each.hits} were studied later: {each.share:.0%} (95 %: {each.low:.0%} to "
            f"{each.high:.0%}); by popularity {each.popular:.0%}, by chance {each.chance:.0%} (p {each.p:.2g})"
        )
