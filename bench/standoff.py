"""Stand-off gold on published papers, turned into the shape that the evaluations take.

    python -m bench.standoff        every file, with the number of spans and those that could not be found again

The gold keeps no words, only offsets into the text that voltext read when it was made. A reader may have moved them:
each span has the length and SHA-1 of its words (white space collapsed), by which the nearest place is found.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / ".dev"))

from voltext.extract.composition import canonical_composition  # noqa: E402
from voltext.ingest.readers import read  # noqa: E402
from voltext.ingest.source import Source  # noqa: E402

STANDOFF = ROOT / "corpora" / "standoff" / "battery_audit"
SENTENCES = ROOT / "corpora" / "standoff" / "sentences.jsonl"
PAPERS = ROOT.parent / "shared" / "corpora" / "papers"
Span = dict[str, Any]


def digest(words: str) -> str:
    return hashlib.sha1(words.encode(), usedforsecurity=False).hexdigest()


@dataclass
class Text:
    """The text of a paper, in which spans are found; ``lost`` are those that are no longer there."""

    text: str
    found: int = 0
    moved: int = 0
    lost: list[Span] = field(default_factory=list)
    places: dict[int, dict[str, list[int]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        kept: list[int] = []
        letters: list[str] = []
        for place, letter in enumerate(self.text):
            if not letter.isspace():
                letters.append(letter)
            elif letters and letters[-1] != " ":
                letters.append(" ")
            else:
                continue
            kept.append(place)
        self.flat, self.origin = "".join(letters), kept

    def place(self, span: Span) -> tuple[int, int] | None:
        """Where the words of a span stand now, or None where they cannot be found."""
        if digest(" ".join(self.text[span["start"] : span["end"]].split())) == span["sha1"]:
            self.found += 1
            return span["start"], span["end"]
        length = span["length"]
        if length not in self.places:
            table: dict[str, list[int]] = {}
            for start in range(len(self.flat) - length + 1):
                table.setdefault(digest(self.flat[start : start + length]), []).append(start)
            self.places[length] = table
        starts = self.places[length].get(span["sha1"])
        if not starts:
            self.lost.append(span)
            return None
        self.moved += 1
        start = min(starts, key=lambda place: abs(self.origin[place] - span["start"]))
        return self.origin[start], self.origin[start + length - 1] + 1

    def words(self, span: Span) -> str:
        """The words of a span, or "" where they cannot be found."""
        place = self.place(span)
        return " ".join(self.text[place[0] : place[1]].split()) if place else ""


def value_of(value: dict[str, Any], text: Text) -> dict[str, Any]:
    """A value of an item, with its words in place of the span."""
    if "name" in value:
        return {"value": text.words(value["name"]) or value["canonical"] or "", "unit": "", "component": ""}
    if "code" in value:
        return {"value": value["code"], "unit": "", "component": ""}
    return {**value, "component": ""}


def record_of(record: dict[str, Any], text: Text) -> dict[str, Any]:
    """A record with words in place of spans; a bare label of a sample takes its composition with it."""
    span, canonical = record["material"]["span"], record["material"]["canonical"]
    material = text.words(span)
    if canonical and canonical not in material and canonical_composition(material) is None:
        material = f"{canonical} {material}".strip()
    conditions = {key: text.words(place) for key, place in record["conditions"].items()}
    return {**record, "material": material, "conditions": conditions, "quote": text.words(record["span"])}


def load(path: Path, papers: Path) -> tuple[dict[str, Any], Text]:
    """The gold of one stand-off file in the shape of the plain gold, and the text with what could not be found.

    Raises ValueError where the paper is not the one that was annotated, OSError where it is not there.
    """
    data = json.loads(path.read_text(encoding="utf-8"))
    file = papers / data["file"]
    if hashlib.sha256(file.read_bytes()).hexdigest() != data["sha256"]:
        raise ValueError(f"{file.name} is not the file that was annotated")
    text = Text(read(Source.from_path(file)).text)
    items = [
        {
            "key": item["key"],
            "status": item["status"],
            "values": [value_of(value, text) for value in item["values"]],
            "quote": " … ".join(text.words(span) for span in item["spans"]),
        }
        for item in data["items"]
    ]
    records = [record_of(record, text) for record in data["records"]]
    return {"paper": data["doi"], "file": data["file"], "items": items, "records": records}, text


def golds(folder: Path, papers: Path) -> Iterator[dict[str, Any]]:
    """The gold of every file in ``folder``, plain or stand-off; stand-off is left out where its paper is not there."""
    for path in sorted(folder.glob("*.json")):
        data = json.loads(path.read_text(encoding="utf-8"))
        if "sha256" not in data:
            yield data
        elif (papers / data["file"]).is_file():
            gold, text = load(path, papers)
            if text.lost:
                print(f"{data['doi']}: {len(text.lost)} spans were not found again", file=sys.stderr)
            yield gold


def formats(folder: Path, papers: Path) -> dict[str, dict[str, Path]]:
    """The annotated file of each paper, by DOI and format."""
    found: dict[str, dict[str, Path]] = {}
    for path in sorted(folder.glob("*.json")):
        data = json.loads(path.read_text(encoding="utf-8"))
        if (papers / data["file"]).is_file():
            found[data["doi"]] = {Path(data["file"]).parts[0]: papers / data["file"]}
    return found


def main() -> int:
    for path in sorted(STANDOFF.glob("*.json")):
        try:
            gold, text = load(path, PAPERS)
        except OSError:
            print(f"{path.stem}: skipped, the paper is not there")
            continue
        total = text.found + text.moved + len(text.lost)
        print(f"{gold['paper']:28} {total:5} spans, {text.moved} moved, {len(text.lost)} lost")
        for span in text.lost:
            print(f"    lost {span['start']}-{span['end']} ({span['length']} characters)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
