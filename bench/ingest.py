"""What reading gets right and what it costs: speed, lost and doubled words, holes of citations, section types.

    python -m bench.ingest [FOLDER]        (default: the shared papers beside the checkout)

The truth of "lost" is the file's own text by plain lxml, not by voltext: every word of three letters or more in the
body, floats and back must come out as often as it stands there. Words that are in the difference on both sides were
written apart in markup and joined by a subscript (``E<sub>cut</sub>``), so letters are counted too.
"""

from __future__ import annotations

import csv
import html
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from voltext.ingest.document import Document
from voltext.ingest.encoding import decode
from voltext.ingest.inference import infer
from voltext.ingest.normal import normalise
from voltext.ingest.readers import read
from voltext.ingest.source import Source

ROOT = Path(__file__).resolve().parent.parent
PAPERS = ROOT.parent / "shared" / "corpora" / "papers"
GOLD = ROOT / "corpora" / "standoff" / "section_headings.tsv"
ROUNDS = 3
HOLES = {
    "empty brackets": re.compile(r"[(\[]\s*[,;–-]*\s*[)\]]"),
    "space before a stop": re.compile(r" [,;.](?= |$)"),
    "doubled stops": re.compile(r",,|;;|, ,|,\.|;\.|(?<!\.)\.\.(?!\.)"),
    "stop at a bracket": re.compile(r"[(\[][,;]|[,;][)\]]"),
    "placeholders": re.compile("[\ue000-\uf8ff]"),
}


def strict_tree(data: bytes) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    root = etree.fromstring(data, parser)
    for element in root.iter():
        if isinstance(element.tag, str):
            element.tag = element.tag.rpartition("}")[2]
    return root


def jats_truth(data: bytes) -> str:
    """The text of abstract, body, floats and back, without lists of references and TeX twins of MathML."""
    root = strict_tree(data)
    article = root if root.tag == "article" else next(root.iter("article"))
    parts: list[str] = []
    for selector in ("front/article-meta/abstract", "body", "floats-group", "back"):
        for part in article.findall(selector):
            for element in list(part.iter("ref-list", "tex-math", "permissions", "object-id", "alt-text")):
                element.text = ""
                for child in list(element):
                    element.remove(child)
            parts.append(" ".join(map(str, part.itertext())))
    return " ".join(parts)


def letters(text: str) -> int:
    return len(re.findall(r"[A-Za-z]", text))


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"[A-Za-z]{3,}", text))


def body_text(document: Document) -> str:
    return "\n".join(
        b.text
        for b in document.blocks
        if b.kind not in ("title", "reference") and not (b.kind == "other" and b.text.startswith("Keywords:"))
    )


def measure_speed(folder: Path) -> Iterator[str]:
    for name in ("jats", "elsevier_xml", "html", "txt"):
        sources = [Source.from_path(path) for path in sorted((folder / name).glob("*"))]
        if not sources:
            continue
        read(sources[0])
        best = []
        for source in sources:
            times = []
            for _ in range(ROUNDS):
                start = time.process_time()
                document = read(source)
                times.append(time.process_time() - start)
            best.append((min(times) * 1000, len(document.text.split())))
        total = sum(ms for ms, _ in best)
        count = sum(n for _, n in best)
        worst = max(ms for ms, _ in best)
        ordered = sorted(ms for ms, _ in best)
        yield (
            f"{name:13} {len(best):3} papers  mean {total / len(best):6.1f} ms  "
            f"median {ordered[len(ordered) // 2]:6.1f} ms  "
            f"worst {worst:6.1f} ms  {count / total * 1000:10,.0f} words/s"
        )


def measure_loss(folder: Path) -> Iterator[str]:
    total = missing = extra = drift = 0
    for path in sorted((folder / "jats").glob("*.xml")):
        source = Source.from_path(path)
        truth, found = normalise(jats_truth(source.data)), body_text(read(source))
        there, here = words(truth), words(found)
        total += there.total()
        missing += (there - here).total()
        extra += (here - there).total()
        drift += abs(letters(truth) - letters(found))
    yield (
        f"jats: {total:,} words; {missing:,} not found as they stand, {extra:,} found otherwise; "
        f"letters differ by {drift:,}"
    )


def measure_holes(folder: Path) -> Iterator[str]:
    found: Counter[str] = Counter()
    marks = characters = 0
    for path in sorted(folder.glob("*/*.[xht][mtx]*")):
        if not path.stat().st_size:
            continue
        document = read(Source.from_path(path))
        marks += len(document.citations)
        for block in document.blocks:
            if block.kind in ("paragraph", "abstract", "caption", "list"):
                characters += len(block.text)
                for name, pattern in HOLES.items():
                    found[name] += len(pattern.findall(block.text))
    yield f"{marks:,} citation marks taken out of {characters:,} characters; left behind: " + ", ".join(
        f"{name} {found[name]}" for name in HOLES
    )


def plain_letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", html.unescape(re.sub(r"<[^>]+>", "", text))).lower()


def measure_headings(folder: Path) -> Iterator[str]:
    gold: dict[str, list[dict[str, str]]] = defaultdict(list)
    with GOLD.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            gold[row["sha256"]].append(row)
    right: list[tuple[str, bool]] = []
    for path in sorted(folder.glob("*/*.[xh][mt]*")):
        source = Source.from_path(path)
        if source.sha256 not in gold:
            continue
        raw = decode(source.data)
        found = [(plain_letters(b.text), b.section) for b in read(source).blocks if b.kind == "heading"]
        at = 0
        for row in gold[source.sha256]:
            wanted = plain_letters(raw[int(row["start"]) : int(row["end"])])
            place = next((i for i in range(at, len(found)) if found[i][0].endswith(wanted)), None)
            right.append((row["section"], place is not None and found[place][1] == row["section"]))
            at = at if place is None else place + 1
    if right:
        body = [good for section, good in right if section in ("experimental", "results", "discussion", "other")]
        yield f"{len(right)} headings labelled by hand: {sum(good for _, good in right) / len(right):.3f} right; "
        yield f"{len(body)} of them between introduction and conclusions: {sum(body) / len(body):.3f} right"


def measure_letters(folder: Path) -> Iterator[str]:
    """The heuristic for papers without headings, on headed papers whose headings it does not see."""
    right = total = 0
    truths: Counter[str] = Counter()
    for path in sorted(
        [*(folder / "jats").glob("*.xml"), *(folder / "elsevier_xml").glob("*.xml"), *(folder / "html").glob("*")]
    ):
        blocks = [
            block
            for block in read(Source.from_path(path)).blocks
            if block.kind == "paragraph"
            and block.section in ("introduction", "experimental", "results", "discussion", "conclusions")
        ]
        present = {block.section for block in blocks}
        if not {"introduction", "experimental"} <= present or not present & {"results", "discussion"}:
            continue
        for block, guess in zip(blocks, infer([block.text for block in blocks]), strict=True):
            truth = "results" if block.section == "discussion" else str(block.section)
            truths[truth] += 1
            right += truth == guess
            total += 1
    if total:
        yield (
            f"{total} paragraphs without their headings: {right / total:.3f} right "
            f"(always the commonest: {max(truths.values()) / total:.3f})"
        )


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else PAPERS
    for title, measure in (
        ("speed (CPU time, best of 3)", measure_speed),
        ("lost and doubled words", measure_loss),
        ("holes of citations", measure_holes),
        ("section types of headings", measure_headings),
        ("section types without headings", measure_letters),
    ):
        print(f"\n{title}")
        for line in measure(folder):
            print(f"  {line}")


if __name__ == "__main__":
    main()
