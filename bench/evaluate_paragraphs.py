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
from dataclasses import dataclass
from math import sqrt
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / ".dev"), str(ROOT)]

from bench import standoff  # noqa: E402
from voltext.extract.extraction import Paragraph  # noqa: E402
from voltext.extract.paragraph_kinds import headed, paragraph_kinds  # noqa: E402
from voltext.extract.pipeline import analyse  # noqa: E402
from voltext.ingest.document import Block, Document, DocumentBuilder, Header  # noqa: E402
from voltext.ingest.readers import read  # noqa: E402
from voltext.ingest.source import Source  # noqa: E402

GOLD = ROOT / "corpora" / "standoff" / "paragraphs.jsonl"
INVENTED = ROOT / "corpora" / "paragraphs.yaml"
OLIVETTI = ROOT.parent / "shared" / "corpora" / "gold" / "olivetti-msp.jsonl.gz"


@dataclass(frozen=True)
class Told:
    """A paragraph with gold: its document, the kind that it has, what the rules say, its block and heading."""

    document: str
    gold: str
    found: Paragraph
    block: Block
    heading: str = ""

    @property
    def pair(self) -> tuple[str, str, str]:
        """Gold, found and the words."""
        return self.gold, self.found.kind, self.block.text


def alone(name: str, gold: str, text: str, section: str) -> Told:
    """One paragraph that stands alone in ``section``."""
    builder = DocumentBuilder()
    builder.add("paragraph", text, section=section)
    document = builder.build(Header("x", "x", "x", "text", "text"))
    return Told(name, gold, paragraph_kinds(analyse(document))[0], document.blocks[0])


def invented() -> list[Told]:
    """The invented paragraphs, each a document of its own."""
    found: list[Told] = []
    for kind, texts in yaml.safe_load(INVENTED.read_text(encoding="utf-8")).items():
        for text in texts:
            section = "results" if kind == "other" and "Figure" in text else "experimental"
            found.append(alone(f"invented {len(found)}", kind, text, section))
    return found


def of_papers(split: str) -> list[Told]:
    """The stand-off paragraphs of ``split`` whose texts are there."""
    entries = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    chosen = [entry for entry in entries if entry["split"] == split]
    syntheses = _syntheses()
    found: list[Told] = []
    documents: dict[str, tuple[Document, dict[int, tuple[Block, str, Paragraph]]]] = {}
    for entry in chosen:
        if "corpus" in entry:
            text = syntheses.get(entry["doc_id"], "")[entry["start"] : entry["end"]].replace("\n\n", "\n")
            if text:
                found.append(alone(entry["doc_id"], entry["kind"], text, "experimental"))
            continue
        path = standoff.PAPERS / entry["file"]
        if not path.is_file():
            continue
        if entry["file"] not in documents:
            document = read(Source.from_path(path))
            kinds = {each.block: each for each in paragraph_kinds(analyse(document))}
            places = {block.start: (block, heading, kinds[block.id]) for block, heading in headed(document.blocks)}
            documents[entry["file"]] = document, places
        document, places = documents[entry["file"]]
        place = standoff.Text(document.text).place(entry)
        if place is not None:
            known = places.get(place[0])
            if known is None:  # the reader takes it for something else than a paragraph
                block = next(block for block in document.blocks if block.start <= place[0] < block.end)
                known = block, "", Paragraph(block.id, "other", 1.0)
            block, heading, kind = known
            found.append(Told(entry["file"], entry["kind"], kind, block, heading))
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
    for name, told in (("invented", invented()), ("seen", of_papers("seen")), ("held_out", of_papers("held_out"))):
        pairs = [each.pair for each in told]
        if not pairs:
            print(f"{name}: its papers are not there: skipped")
            continue
        right = sum(gold == found for gold, found, _ in pairs)
        low, high = wilson(right, len(pairs))
        constant = Counter(gold for gold, _, _ in pairs).most_common(1)[0]
        methods = [(gold, found) for gold, found, _ in pairs if gold != "other"]
        right_methods = sum(gold == found for gold, found in methods)
        print(
            f"{name:9} {len(pairs):4} paragraphs, accuracy {right / len(pairs):.3f} ({low:.2f}-{high:.2f}); always "
            f"{constant[0]}: {constant[1] / len(pairs):.3f}; methods alone {right_methods / len(methods):.3f} "
            f"({len(methods)})"
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
