"""Score found materials on SOFC-Exp and MuLMS, and time the finder: ``python bench/evaluate_materials.py [split]``.

Both corpora mark more than materials in the sense of voltext (SOFC-Exp ``x = 0.05`` and ``air``, MuLMS *electrolyte*,
*catalyst* and single elements), so recall is a lower bound; *precision (overlap)* counts a mention as right when it
touches a marked one. SOFC-Exp is scored in its experiment sentences, the only ones marked completely. The speed is
processor time on the JATS papers, dictionary loaded.
"""

from __future__ import annotations

import gzip
import json
import sys
import time
from pathlib import Path
from typing import Any

from voltext.extract.materials import find_materials
from voltext.extract.sentences import sentences_of
from voltext.ingest.document import Document, DocumentBuilder, Header
from voltext.ingest.readers import read
from voltext.ingest.source import Source

CORPORA = Path(__file__).resolve().parent.parent.parent / "shared" / "corpora"
Span = tuple[int, int]


def document_of(text: str) -> Document:
    builder = DocumentBuilder()
    builder.add("paragraph", text, section="results")
    return builder.build(Header("x", "x", "x", "text", "text"))


def annotated(name: str, split: str) -> list[dict[str, Any]]:
    with gzip.open(CORPORA / "gold" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        documents = [json.loads(line) for line in lines]
    return [document for document in documents if document["split"] == split]


def within(span: Span, zones: list[Span] | None) -> bool:
    return zones is None or any(start <= span[0] < end for start, end in zones)


def touches(span: Span, others: set[Span]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)


def score(name: str, label: str, split: str) -> None:
    right = touching = found = marked = 0
    for gold in annotated(name, split):
        zones = gold["meta"].get("experiment_sentences")
        mentions = find_materials(document_of(gold["text"]), ())
        mine = {(m.start, m.end) for m in mentions if within((m.start, m.end), zones)}
        theirs = {(e["start"], e["end"]) for e in gold["entities"] if e["label"] == label}
        theirs = {span for span in theirs if within(span, zones)}
        right += len(mine & theirs)
        touching += sum(touches(span, theirs) for span in mine)
        found, marked = found + len(mine), marked + len(theirs)
    p, r = right / found, right / marked
    print(
        f"{name:9s} precision {p:.3f}  recall {r:.3f}  F1 {2 * p * r / (p + r):.3f}  "
        f"precision (overlap) {touching / found:.3f}  ({marked} marked)"
    )


def speed() -> None:
    words = seconds = 0.0
    for path in sorted((CORPORA / "papers" / "jats").glob("*.xml")):
        document = read(Source.from_path(path))
        sentences = sentences_of(document)
        start = time.process_time()
        find_materials(document, sentences)
        seconds += time.process_time() - start
        words += len(document.text.split())
    print(f"find_materials: {words / seconds:,.0f} words/s on one core ({words:,.0f} words)")


if __name__ == "__main__":
    chosen = sys.argv[1] if len(sys.argv) > 1 else "dev"
    score("sofc-exp", "MATERIAL", chosen)
    score("mulms", "MAT", chosen)
    speed()
