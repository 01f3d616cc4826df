"""Score the kinds of paragraphs: ``python -m bench.evaluate_paragraphs [--errors]``.

The stand-off paragraphs of published papers and of the Olivetti syntheses (``seen`` while the cues were mended, and
``held_out``), and the invented ones. Beside the accuracy with its interval (Wilson, 95 %) stands that of always saying
the most frequent kind, and the accuracy over the paragraphs that are not ``other``.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections import Counter
from math import sqrt
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / ".dev"), str(ROOT)]

from bench import standoff  # noqa: E402
from voltext.extract.paragraph_kinds import paragraph_kinds  # noqa: E402
from voltext.extract.pipeline import analyse  # noqa: E402
from voltext.ingest.document import Document, DocumentBuilder, Header  # noqa: E402
from voltext.ingest.readers import read  # noqa: E402
from voltext.ingest.source import Source  # noqa: E402

GOLD = ROOT / "corpora" / "standoff" / "paragraphs.jsonl"
INVENTED = ROOT / "corpora" / "paragraphs.yaml"
OLIVETTI = ROOT.parent / "shared" / "corpora" / "gold" / "olivetti-msp.jsonl.gz"
Pair = tuple[str, str, str]


def kind_of(text: str, section: str) -> str:
    """The kind of one paragraph that stands alone in ``section``."""
    builder = DocumentBuilder()
    builder.add("paragraph", text, section=section)
    return paragraph_kinds(analyse(builder.build(Header("x", "x", "x", "text", "text"))))[0].kind


def invented() -> list[Pair]:
    """Gold, found and the words of each invented paragraph."""
    found = []
    for kind, texts in yaml.safe_load(INVENTED.read_text(encoding="utf-8")).items():
        for text in texts:
            section = "results" if kind == "other" and "Figure" in text else "experimental"
            found.append((kind, kind_of(text, section), text))
    return found


def of_papers(split: str) -> list[Pair]:
    """The same of the stand-off paragraphs of ``split`` whose texts are there."""
    entries = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    chosen = [entry for entry in entries if entry["split"] == split]
    syntheses = _syntheses()
    found: list[Pair] = []
    documents: dict[str, tuple[Document, dict[int, str]]] = {}
    for entry in chosen:
        if "corpus" in entry:
            text = syntheses.get(entry["doc_id"], "")[entry["start"] : entry["end"]].replace("\n\n", "\n")
            if text:
                found.append((entry["kind"], kind_of(text, "experimental"), text))
            continue
        path = standoff.PAPERS / entry["file"]
        if not path.is_file():
            continue
        if entry["file"] not in documents:
            document = read(Source.from_path(path))
            starts = {block.id: block.start for block in document.blocks}
            kinds = {starts[each.block]: each.kind for each in paragraph_kinds(analyse(document))}
            documents[entry["file"]] = document, kinds
        document, kinds = documents[entry["file"]]
        place = standoff.Text(document.text).place(entry)
        if place is not None:
            found.append((entry["kind"], kinds.get(place[0], "other"), document.text[slice(*place)]))
    return found


def _syntheses() -> dict[str, str]:
    if not OLIVETTI.is_file():
        return {}
    with gzip.open(OLIVETTI, "rt", encoding="utf-8") as lines:
        documents: list[dict[str, Any]] = [json.loads(line) for line in lines]
    return {each["doc_id"]: each["text"] for each in documents}


def wilson(right: int, total: int) -> tuple[float, float]:
    """The 95 % interval of a share."""
    z, share = 1.96, right / total
    middle = (share + z * z / (2 * total)) / (1 + z * z / total)
    half = z * sqrt(share * (1 - share) / total + z * z / (4 * total * total)) / (1 + z * z / total)
    return middle - half, middle + half


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--errors", action="store_true", help="print what differs")
    options = parser.parse_args()
    for name, pairs in (("invented", invented()), ("seen", of_papers("seen")), ("held_out", of_papers("held_out"))):
        if not pairs:
            print(f"{name}: its papers are not there: skipped")
            continue
        right = sum(gold == found for gold, found, _ in pairs)
        low, high = wilson(right, len(pairs))
        constant = Counter(gold for gold, _, _ in pairs).most_common(1)[0]
        methods = [(gold, found) for gold, found, _ in pairs if gold != "other"]
        told = sum(gold == found for gold, found in methods)
        print(
            f"{name:9} {len(pairs):4} paragraphs, accuracy {right / len(pairs):.3f} ({low:.2f}-{high:.2f}); always "
            f"{constant[0]}: {constant[1] / len(pairs):.3f}; methods alone {told / len(methods):.3f} ({len(methods)})"
        )
        for (gold, found), number in sorted(Counter((g, f) for g, f, _ in pairs if g != f).items()):
            print(f"    {gold} taken for {found}: {number}")
        if options.errors:
            for gold, found, text in pairs:
                if gold != found:
                    print(f"  {gold} -> {found}: {text[:160]!r}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
