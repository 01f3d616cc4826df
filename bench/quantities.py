"""Words a second of the sentence splitter and of find_quantities, on one core.

python bench/quantities.py [--papers DIR] [--repeat N]
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from pathlib import Path

from voltext.extract.quantities import find_quantities
from voltext.extract.sentences import sentences_of
from voltext.ingest.document import Document
from voltext.ingest.errors import ReadError
from voltext.ingest.readers import read
from voltext.ingest.source import Source

PAPERS = Path(__file__).parents[2] / "shared" / "corpora" / "papers" / "jats"


def fastest(work: Callable[[], object], repeat: int) -> float:
    """Processor seconds of the fastest of ``repeat`` runs."""
    seconds = []
    for _ in range(repeat):
        start = time.process_time()
        work()
        seconds.append(time.process_time() - start)
    return min(seconds)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--papers", type=Path, default=PAPERS)
    parser.add_argument("--repeat", type=int, default=3)
    arguments = parser.parse_args()
    documents: list[Document] = []
    for path in sorted(arguments.papers.iterdir()):
        try:
            documents.append(read(Source.from_path(path)))
        except ReadError as error:
            print(f"{path.name}: {error}")
    words = sum(len(document.text.split()) for document in documents)
    start = time.process_time()
    find_quantities("a cold start at 25 °C")
    print(f"first call             {1000 * (time.process_time() - start):8.1f} ms (vocabularies, patterns)")
    print(f"{len(documents)} papers, {words} words")
    for name, work in (
        ("sentences", lambda: [sentences_of(document) for document in documents]),
        (
            "quantities, by block",
            lambda: [find_quantities(b.text, offset=b.start) for d in documents for b in d.blocks],
        ),
        ("quantities, by paper", lambda: [find_quantities(document.text) for document in documents]),
    ):
        seconds = fastest(work, arguments.repeat)
        print(f"{name:22} {words / seconds:8.0f} words/s   {1000 * seconds / len(documents):6.1f} ms a paper")


if __name__ == "__main__":
    main()
