"""Score recipes on the 25 stand-off paragraphs: ``python -m bench.evaluate_recipe_gold [--errors]``.

``--invented`` scores the invented paragraphs of ``corpora/recipes`` instead, each read as a paper of one paragraph.

A step is right when its type is one that the gold allows (a few types have a second name there, ``ALSO``) and its
sentence holds the gold's word, one to one; a condition when the matched step has the same words under the same key, of
vessels without their volume; two steps that follow one another in the gold
are in order when theirs do. Precision of conditions is over the matched steps. Intervals are 95 % bootstraps over
paragraphs.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, Protocol

import yaml

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / ".dev"), str(ROOT)]

from bench import standoff  # noqa: E402
from voltext.extract.composition import canonical_composition  # noqa: E402
from voltext.extract.extraction import Extraction, Operation, Recipe  # noqa: E402
from voltext.extract.pipeline import extract_document  # noqa: E402
from voltext.ingest.document import DocumentBuilder, Header  # noqa: E402
from voltext.ingest.normal import normalise  # noqa: E402
from voltext.ingest.readers import read  # noqa: E402
from voltext.ingest.source import Source  # noqa: E402
from voltext.kb.identity import key_of_material  # noqa: E402

GOLD = ROOT / "corpora" / "standoff" / "recipes.jsonl"
INVENTED = ROOT / "corpora" / "recipes"
Step = tuple[int, Operation]
# Names that annotators who had not read the vocabulary gave to its types.
ALSO = {
    "aging": "ageing", "storing": "ageing", "pyrolysing": "carbonising", "pyrolyzing": "carbonising",
    "covering": "adding", "spinning": "electrospinning", "peeling": "collecting", "casting": "coating",
    "dispersing": "mixing", "laminating": "pressing", "freezing": "cooling", "welding": "assembling",
}  # fmt: skip
_VOLUME = re.compile(r"^\d+(?:\.\d+)?[ -]?(?:m|µ|μ)?[lL][ -]")


class Readable(Protocol):
    """A text in which the words of the gold are found."""

    text: str

    def place(self, each: dict[str, Any]) -> tuple[int, int] | None: ...

    def words(self, span: dict[str, Any]) -> str: ...


class Written:
    """A text whose gold gives words, not offsets, in the shape of ``standoff.Text``."""

    def __init__(self, text: str) -> None:
        self.text = text

    def place(self, each: dict[str, Any]) -> tuple[int, int] | None:
        """Where the words of ``each`` stand, the ``nth`` time."""
        if "text" in each:
            return 0, len(self.text)
        words, start = normalise(each["word"]), -1
        for _ in range(each.get("nth", 1)):
            start = self.text.find(words, start + 1)
        return None if start < 0 else (start, start + len(words))

    def words(self, span: dict[str, Any]) -> str:
        return normalise(str(span["word"]))


def written(path: Path) -> Iterator[tuple[dict[str, Any], Extraction, Written]]:
    """The entries of an invented batch as the stand-off ones are, with their texts and what was read of them."""
    for each in yaml.safe_load(path.read_text(encoding="utf-8")):
        text = Written(normalise(each["text"]))
        builder = DocumentBuilder()
        builder.add("paragraph", text.text, section="experimental")
        header = Header(each["id"], each["id"], each["id"], "text", "text")
        entry = {
            **each,
            "target": None if each["target"] is None else {"word": each["target"]},
            "precursors": [[{"word": name} for name in names] for names in each["precursors"]],
            "operations": [
                {**step, "conditions": {key: {"word": said} for key, said in step["conditions"].items()}}
                for step in each["operations"]
            ],
        }
        yield entry, extract_document(builder.build(header)), text


def squeezed(text: str) -> str:
    return "".join(letter for letter in text.lower() if letter.isalnum())


def same(name: str, other: str) -> bool:
    """Whether two names are one material: by identity, or one within the other."""
    a, b = squeezed(name), squeezed(other)
    composition = canonical_composition(name)
    return (
        key_of_material(name, None) == key_of_material(other, None)
        or (composition is not None and composition == canonical_composition(other))
        or (min(len(a), len(b)) > 2 and (a in b or b in a))
    )


def recipes_in(extraction: Extraction, start: int, end: int) -> list[Recipe]:
    """The recipes read from a paragraph, of variants the first."""
    found: dict[tuple[int, ...], Recipe] = {}
    for recipe in extraction.recipes:
        places = tuple(each.evidence[0].start for each in recipe.operations)
        if places and any(start <= place < end for place in places):
            found.setdefault(places, recipe)
    return list(found.values())


def matched(gold: list[dict[str, Any]], found: list[Step], text: Readable) -> list[int | None]:
    """For each step of the gold the place of the one that matches it, the one with most of its conditions."""
    free = set(range(len(found)))
    result: list[int | None] = []
    for each in gold:
        place = text.place(each)
        fitting = [
            index
            for index in sorted(free)
            if place and found[index][1].type in {*each["types"], *(ALSO.get(name, name) for name in each["types"])}
            and found[index][1].evidence[0].start <= place[0] < found[index][1].evidence[0].end
        ]  # fmt: skip
        best = max(fitting, key=lambda index: (agreeing(each, found[index][1], text), -index), default=None)
        result.append(best)
        free.discard(best if best is not None else -1)
    return result


def agreeing(gold: dict[str, Any], operation: Operation, text: Readable) -> int:
    said = {key: text.words(span) for key, span in gold["conditions"].items()}
    got = {key: condition.text for key, condition in operation.conditions.items()}
    return sum(key in got and _words(key, got[key]) == _words(key, words) for key, words in said.items())


def _words(key: str, words: str) -> str:
    return squeezed(_VOLUME.sub("", words) if key == "vessel" else words)


def score(entry: dict[str, Any], extraction: Extraction, text: Readable, errors: bool) -> Counter[str]:
    counts: Counter[str] = Counter()
    place = text.place(entry)
    if place is None:
        return counts
    recipes = recipes_in(extraction, *place)
    found = [
        (number, operation)
        for number, recipe in enumerate(recipes)
        for operation in recipe.operations
        if place[0] <= operation.evidence[0].start < place[1]
    ]
    gold = entry["operations"]
    pairs = matched(gold, found, text)
    counts.update(op_gold=len(gold), op_found=len(found), op_right=sum(each is not None for each in pairs))
    for each, index in zip(gold, pairs, strict=True):
        counts.update(cond_gold=len(each["conditions"]))
        if index is not None:
            right = agreeing(each, found[index][1], text)
            counts.update(cond_right=right, cond_found=len(found[index][1].conditions))
            if errors and (right < len(each["conditions"]) or right < len(found[index][1].conditions)):
                said = {key: text.words(span) for key, span in each["conditions"].items()}
                print("  condition", each["types"], said, {k: c.text for k, c in found[index][1].conditions.items()})
        elif errors:
            print("  missed step", each["types"], repr(text.words(each)))
    if errors:
        for index, (_, operation) in enumerate(found):
            if index not in pairs:
                print("  false step", operation.type, {k: c.text for k, c in operation.conditions.items()})
    for first, second in pairwise(pairs):
        if first is not None and second is not None:
            counts.update(order_gold=1, order_right=first < second)
    names = [each.name for recipe in recipes for each in recipe.precursors]
    wanted = [[text.words(span) for span in spans] for spans in entry["precursors"]]
    hits = [any(same(name, word) for name in names for word in words) for words in wanted]
    extra = [name for name in dict.fromkeys(names) if not any(same(name, w) for words in wanted for w in words)]
    counts.update(pre_gold=len(wanted), pre_right=sum(hits), pre_found=sum(hits) + len(extra))
    if errors and (extra or not all(hits)):
        print("  precursors", [words for words, hit in zip(wanted, hits, strict=True) if not hit], "extra", extra)
    if entry["target"] is not None:
        target = text.words(entry["target"])
        samples = {sample.id: sample.label for sample in extraction.samples}
        made = [name for recipe in recipes for name in (recipe.target, samples.get(recipe.sample or "")) if name]
        place = text.place(entry["target"])
        norms = [m.norm for m in extraction.mentions if place and m.norm and m.start < place[1] and place[0] < m.end]
        right = any(same(name, word) for name in made for word in (target, *norms))
        counts.update(target_gold=1, target_found=bool(made), target_right=right)
        if errors and not right:
            print("  target", repr(target), made)
    return counts


def f1(counts: Counter[str], what: str) -> tuple[float, float, float]:
    precision = counts[f"{what}_right"] / max(counts[f"{what}_found"], 1)
    recall = counts[f"{what}_right"] / max(counts[f"{what}_gold"], 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--errors", action="store_true", help="print what differs, paragraph by paragraph")
    parser.add_argument("--invented", metavar="FILE", nargs="*", help="the batches of corpora/recipes instead, or one")
    options = parser.parse_args()
    if options.invented is not None:
        batches = [Path(name) for name in options.invented] or sorted(INVENTED.glob("*.yaml"))
        invented = [each for batch in batches for each in written(batch)]
        counts = []
        for each in invented:
            if options.errors:
                print(each[0]["id"])
            counts.append(score(*each, options.errors))
        shown(counts)
        return 0
    counted: list[Counter[str]] = []
    read_already: dict[str, tuple[Extraction, standoff.Text]] = {}
    for line in GOLD.read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        path = standoff.PAPERS / entry["file"]
        if not path.is_file():
            continue
        if entry["file"] not in read_already:
            document = read(Source.from_path(path))
            read_already[entry["file"]] = extract_document(document), standoff.Text(document.text)
        if options.errors:
            print(entry["file"], entry["start"])
        counted.append(score(entry, *read_already[entry["file"]], options.errors))
    if not counted:
        print("recipes: none of their papers is there: skipped")
        return 0
    shown(counted)
    return 0


def shown(counted: list[Counter[str]]) -> None:
    """Print the table over the paragraphs ``counted``."""
    total = sum(counted, Counter())
    generator = random.Random(5)
    draws = [sum(generator.choices(counted, k=len(counted)), Counter()) for _ in range(1000)]
    print(f"{len(counted)} paragraphs\n{'what':12} gold  P     R     F1    interval of F1")
    for what, name in (("op", "steps"), ("cond", "conditions"), ("pre", "precursors"), ("target", "targets")):
        spread = sorted(f1(draw, what)[2] for draw in draws)
        print(
            f"{name:12} {total[f'{what}_gold']:4}  {' '.join(f'{each:.3f}' for each in f1(total, what))} "
            f"({spread[25]:.2f}-{spread[974]:.2f})"
        )
    print(
        f"order of neighbouring steps {total['order_right'] / max(total['order_gold'], 1):.3f} ({total['order_gold']})"
    )


if __name__ == "__main__":
    sys.exit(main())
