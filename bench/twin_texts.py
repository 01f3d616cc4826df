"""Papers that lie beside a plain text of themselves: how much of that text, in what order, does voltext read?

The truth is the text file, read by this script alone. Run ``python bench/twin_texts.py ../shared/corpora/papers``.
A sentence counts as found where its letters, digits and signs stand in a row in voltext's text.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from twin_truth import bare, same
from twins import numbers_in, order_of, share

from voltext.extract.sentences import split
from voltext.ingest.readers import read
from voltext.ingest.source import Source

# Citation marks of the text file, which voltext takes out: [1], [2,3], [4-6].
_MARK = re.compile(r" ?\[\d+(?:\s?[,–-]\s?\d+)*\]")


def main() -> None:
    """Print a row for each pair of a text file and a paper of the same name in another format."""
    folder = Path(sys.argv[1])
    print(
        "| paper | format | sentences in the text | found | numbers with units | order |\n|---|---|---:|---:|---:|---:|"
    )
    for plain in sorted((folder / "txt").glob("*.txt")):
        body = re.split(r"\nReferences\n", plain.read_text(encoding="utf-8"))[0]
        lines = [same(_MARK.sub("", line)) for line in body.splitlines() if len(line) > 40]
        sentences = [line[start:end] for line in lines for start, end in split(line)]
        for twin in sorted(path for path in folder.glob(f"*/{plain.stem}.*") if path.suffix != ".txt"):
            text = same(read(Source.from_path(twin)).text)
            key = bare(text)
            missed = [sentence for sentence in sentences if bare(sentence) not in key]
            wanted = numbers_in("\n".join(sentences), carets=False)
            numbers = share(numbers_in(text, carets=False), wanted)
            found = 1 - len(missed) / len(sentences)
            order = order_of(sentences, key)
            print(
                f"| {plain.stem} | {twin.parent.name} | {len(sentences)} | {found:.3f} | {numbers:.3f} | {order:.3f} |"
            )
            for sentence in missed:
                print("  not found:", sentence[:110], file=sys.stderr)


if __name__ == "__main__":
    main()
