"""Questions in plain English held against what they mean, written as filters before the first run.

    python -m bench.evaluate_reading [--batch N] [--errors]

Two readings are one where they ask the same: parts in any order, words by their tokens, conditions beside the value
or bound to it.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Iterator
from pathlib import Path

from voltext.ingest.errors import QueryError
from voltext.search.analysis import tokens
from voltext.search.parser import parse
from voltext.search.query import And, Comparison, Field, Node, Not, Or, Phrase, Word

READINGS = Path(__file__).with_name("readings.tsv")


def meant(text: str) -> tuple[frozenset[object], str]:
    """What ``text`` asks for, the same for all ways to write it. Raises QueryError."""
    query = parse(text)
    return frozenset(_parts(query.root)), query.order


def _parts(node: Node) -> Iterator[object]:
    if isinstance(node, And):
        for part in node.parts:
            yield from _parts(part)
    elif isinstance(node, Word):
        yield from tokens(node.text)
    elif isinstance(node, Phrase):
        yield tuple(tokens(node.text))
    elif isinstance(node, Field):
        yield node.name, frozenset(tuple(tokens(value)) for value in node.values)
    elif isinstance(node, Not):
        yield "not", frozenset(_parts(node.part))
    elif isinstance(node, Or):
        yield "or", frozenset(frozenset(_parts(part)) for part in node.parts)
    else:
        yield from _comparison(node)


def _comparison(node: Comparison) -> Iterator[object]:
    ends = tuple(None if end is None else f"{end:.6g}" for end in (node.low, node.high))
    yield node.subject, frozenset(node.codes), ends, node.low_open, node.high_open, node.dimension, node.whole
    for condition in node.conditions:
        yield from _comparison(condition)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--batch", help="only this batch")
    parser.add_argument("--errors", action="store_true", help="show what is read otherwise")
    asked = parser.parse_args()
    right: dict[str, list[bool]] = {}
    with READINGS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            if asked.batch and row["batch"] != asked.batch:
                continue
            wanted = meant(row["meant"])
            try:
                got, shown = meant(row["question"]), parse(row["question"]).reading
            except QueryError as error:
                got, shown = (frozenset(), ""), f"refused: {error}"
            right.setdefault(row["batch"], []).append(got == wanted)
            if asked.errors and got != wanted:
                print(f"{row['question']}\n    meant {row['meant']}\n    read  {shown}")
    for batch, found in right.items():
        print(f"batch {batch}: {sum(found)} of {len(found)} read as they are meant")
    return 0


if __name__ == "__main__":
    sys.exit(main())
