"""Score records against relations that others annotated.

    python -m bench.evaluate_relations [--split dev] [--corpus mulms] [--errors]

Two corpora of full papers that are no battery papers, from the gold of the shared corpora:

- **SOFC-Exp**: an experiment's slots power density, resistance, conductivity, open circuit voltage and thickness
  against records of that value in that sentence; its materials against the record's, its working temperature
  against the condition, *current_exp* against own, *previous_work* and *general_info* against cited.
- **MuLMS**: values of a measured property (``measuresProperty``, ``propertyValue``) whose name our vocabulary knows;
  the property against the record's, the materials and samples of the measurement against the record's material.

Recall counts the values found; of those found the shares with the right property, material, condition and ownership are
given, each over the values for which the corpus states it. *On target* is the share of records read in annotated
sentences whose value the corpus marks as measured there; *a condition* those that it marks as a condition instead, the
rest it does not mark at all. A material is right when the words of one name hold the other's, or both are one compound.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / ".dev"), str(ROOT)]

from bench.record_likeness import plain  # noqa: E402
from voltext.extract.composition import canonical_composition  # noqa: E402
from voltext.extract.extraction import Record  # noqa: E402
from voltext.extract.pipeline import extract_document  # noqa: E402
from voltext.extract.properties import find_properties  # noqa: E402
from voltext.extract.quantities import find_quantities  # noqa: E402
from voltext.ingest.document import Document, DocumentBuilder, Header  # noqa: E402

GOLD = ROOT.parent / "shared" / "corpora" / "gold"
SLOTS = {
    "power_density": {"power_density"},
    "resistance": {"resistance"},
    "conductivity": {"ionic_conductivity", "electronic_conductivity"},
    "open_circuit_voltage": {"voltage"},
    "thickness": {"thickness"},
}
MATERIAL_SLOTS = (
    "anode_material",
    "cathode_material",
    "electrolyte_material",
    "support_material",
    "interlayer_material",
)
SECTIONS = (
    ("Abstract", "abstract"),
    ("Conclusion", "conclusions"),
    ("Exp_", "experimental"),
    ("Experiment", "experimental"),
    ("Background", "introduction"),
    ("Motivation", "introduction"),
)
# Citation marks stand in these texts; in a Document they are places.
_MARK = re.compile(r"(\s?\[\d{1,3}(?:\s?[,–-]\s?\d{1,3})*\])")


@dataclass
class Fact:
    """A value that the corpus marks in the sentence ``[start, end)``, with what it says of it (None: nothing)."""

    start: int
    end: int
    text: str
    codes: set[str]
    materials: list[str] = field(default_factory=list)
    temperatures: list[str] = field(default_factory=list)
    own: bool | None = None


def values_of(text: str) -> list[float]:
    """The numbers that the words state, as our reader reads them."""
    found: list[float] = []
    for quantity in find_quantities(f"of {text}"):
        found += [v for v in (quantity.value, quantity.min, quantity.max) if v is not None]
    return found or [float(n) for n in re.findall(r"\d+(?:\.\d+)?", text.replace(",", ""))]


def sofc(doc: dict[str, Any]) -> Iterator[Fact]:
    """The facts of a paper of SOFC-Exp."""
    entities = {entity["id"]: entity for entity in doc["entities"]}
    text = doc["text"]
    by_head: dict[str, list[tuple[str, dict[str, Any]]]] = defaultdict(list)
    for relation in doc["relations"]:
        by_head[relation["head"]].append((relation["label"], entities[relation["tail"]]))

    def words(entity: dict[str, Any]) -> str:
        return str(text[entity["start"] : entity["end"]])

    for head, slots in by_head.items():
        evoker = entities[head]
        label = evoker["label"].partition(":")[2]
        own = None if label not in ("current_exp", "previous_work", "general_info") else label == "current_exp"
        for slot, filler in slots:
            if slot not in SLOTS:
                continue
            sentence = sentence_at(doc, filler["start"])
            materials = [words(e) for s, e in slots if s in MATERIAL_SLOTS] if slot != "thickness" else [words(evoker)]
            heat = [words(e) for s, e in slots if s == "working_temperature"]
            yield Fact(*sentence, words(filler), SLOTS[slot], materials, heat, own)


def mulms(doc: dict[str, Any]) -> Iterator[Fact]:
    """The facts of a paper of MuLMS: values of measured properties that our vocabulary names."""
    entities = {entity["id"]: entity for entity in doc["entities"]}
    text = doc["text"]
    tails: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for relation in doc["relations"]:
        tails[relation["head"], relation["label"]].append(entities[relation["tail"]])
    for head, label in list(tails):
        if label != "measuresProperty":
            continue
        materials = [text[e["start"] : e["end"]] for e in tails[head, "conditionSampleFeatures"]]
        for prop in tails[head, label]:
            name = text[prop["start"] : prop["end"]]
            named = {code for mention in find_properties(name) for code in mention.codes}
            if named:
                for value in tails[prop["id"], "propertyValue"]:
                    sentence = sentence_at(doc, value["start"])
                    yield Fact(*sentence, text[value["start"] : value["end"]], named, materials)


def conditions_of_mulms(doc: dict[str, Any]) -> set[tuple[int, float]]:
    """Sentence and number of every value that MuLMS ties to a condition."""
    entities = {entity["id"]: entity for entity in doc["entities"]}
    conditions = {r["tail"] for r in doc["relations"] if r["label"] == "conditionProperty"}
    found: set[tuple[int, float]] = set()
    for relation in doc["relations"]:
        if relation["label"] == "propertyValue" and relation["head"] in conditions:
            entity = entities[relation["tail"]]
            start = sentence_at(doc, entity["start"])[0]
            found.update((start, value) for value in values_of(doc["text"][entity["start"] : entity["end"]]))
    return found


def sentence_at(doc: dict[str, Any], position: int) -> tuple[int, int]:
    """The sentence of ``doc`` that holds ``position``."""
    for start, end in doc["sentences"]:
        if start <= position < end:
            return start, end
    return position, position


def document_of(doc: dict[str, Any]) -> tuple[Document, dict[str, int]]:
    """``doc`` as a Document of paragraphs of six sentences, and where each block's text begins in it."""
    zones = [(start, zone) for start, _, zone in doc["meta"].get("zones", [])]
    builder = DocumentBuilder()
    starts: dict[str, int] = {}
    group: list[tuple[int, int]] = []
    held = "results"

    def flush() -> None:
        if group:
            text = doc["text"][group[0][0] : group[-1][1]].replace("\n", " ")
            clean, marks = "", []
            for part in _MARK.split(text):
                if _MARK.fullmatch(part):
                    marks.append((len(clean), (part,)))
                else:
                    clean += part
            builder.add("paragraph", clean, section=held, citations=tuple(marks))
            group.clear()

    for start, end in doc["sentences"]:
        names = [zone for at, zone in zones if at == start]
        section = next((s for key, s in SECTIONS if any(n.startswith(key) for n in names)), "results")
        if section != held or len(group) == 6:
            flush()
            held = section
        group.append((start, end))
    flush()
    return builder.build(Header("0" * 16, doc["doc_id"], "0" * 64, "text", "gold")), starts


def same_material(gold: str, record: Record) -> bool:
    names = [record.material.name, record.material.composition or ""]
    composition = canonical_composition(gold)
    for name in filter(None, names):
        a, b = plain(gold), plain(name)
        if (len(a) > 1 and a in b) or (len(b) > 1 and b in a) or (composition and composition == name):
            return True
    return False


def squeezed(text: str) -> str:
    return re.sub(r"\W+", "", _MARK.sub("", text))


@dataclass
class Tally:
    """Counts of one corpus."""

    counts: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)
    read: Counter[str] = field(default_factory=Counter)
    on: Counter[str] = field(default_factory=Counter)

    def ask(self, aspect: str, right: bool) -> bool:
        self.asked[aspect] += 1
        self.right[aspect] += right
        return right


def score(doc: dict[str, Any], facts: list[Fact], settings: set[tuple[int, float]], tally: Tally, errors: bool) -> None:
    """Add the score of one paper to ``tally``."""
    document, _ = document_of(doc)
    records = extract_document(document).records
    by_sentence: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        for evidence in record.evidence:
            by_sentence[squeezed(evidence.text)].append(record)

    def of(start: int, end: int) -> list[Record]:
        key = squeezed(doc["text"][start:end])
        found = list(by_sentence.get(key, ()))
        if not found:
            found = [r for k, rs in by_sentence.items() if k and (k in key or key in k) for r in rs]
        return found

    if "experiment_sentences" in doc["meta"]:
        annotated = [tuple(span[:2]) for span in doc["meta"]["experiment_sentences"]]
    else:
        annotated = [(s, e) for s, e, kind in doc["meta"]["measurement_sentences"] if kind == "MEASUREMENT"]
    marked: set[tuple[int, float]] = set()
    for fact in facts:
        marked.update((fact.start, value) for value in values_of(fact.text))
        tally.counts["gold"] += 1
        wanted = values_of(fact.text)
        hits = [r for r in of(fact.start, fact.end) if {r.value, r.min, r.max} & set(wanted)]
        if not hits:
            if errors:
                print(
                    f"  missed {sorted(fact.codes)} {fact.text!r}\n      {doc['text'][fact.start : fact.end][:300]!r}"
                )
            continue
        tally.counts["hits"] += 1
        record = max(hits, key=lambda r: (r.property in fact.codes, any(same_material(m, r) for m in fact.materials)))
        wrong = [] if tally.ask("property", record.property in fact.codes) else ["property"]
        if fact.materials and not tally.ask("material", any(same_material(m, record) for m in fact.materials)):
            wrong.append("material")
        if fact.own is not None and not tally.ask("own", record.own == fact.own):
            wrong.append("own")
        if fact.temperatures:
            held = record.conditions.get("temperature")
            heat = {value for text in fact.temperatures for value in values_of(text)}
            if not tally.ask("temperature", held is not None and bool({held.value, held.min, held.max} & heat)):
                wrong.append("temperature")
        if errors and wrong:
            conditions = {key: condition.text for key, condition in record.conditions.items()}
            print(
                f"  wrong {', '.join(wrong)}: {fact.text!r} {sorted(fact.codes)}"
                f" of {fact.materials} {fact.temperatures}"
            )
            print(
                f"      read {record.property} of {record.material.name!r} {conditions}"
                f" {'own' if record.own else 'cited'}"
            )
            print(f"      {doc['text'][fact.start : fact.end][:300]!r}")
    for start, end in annotated:
        for record in of(start, end):
            numbers = [v for v in (record.value, record.min, record.max) if v is not None]
            group = record.property if record.property in ("other", "particle_size") else "named"
            tally.read[group] += 1
            if any((start, value) in marked for value in numbers):
                tally.on[group] += 1
            elif any((start, value) in settings for value in numbers):
                tally.on[f"{group} condition"] += 1
                if errors:
                    print(f"  a condition: {record.property} {numbers} {record.unit} of {record.material.name!r}")
                    print(f"      {doc['text'][start:end][:300]!r}")
            elif errors:
                print(f"  unmarked {record.property} {numbers} {record.unit} of {record.material.name!r}")
                print(f"      {doc['text'][start:end][:300]!r}")


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--split", choices=("train", "dev"), default="dev")
    parser.add_argument("--corpus", choices=("sofc-exp", "mulms"))
    parser.add_argument("--errors", action="store_true", help="print what differs (look at train only)")
    options = parser.parse_args()
    for name, facts_of in (("sofc-exp", sofc), ("mulms", mulms)):
        path = GOLD / f"{name}.jsonl.gz"
        if not path.is_file() or options.corpus not in (None, name):
            print(f"{name}: not there or not asked for: skipped")
            continue
        tally = Tally()
        for line in gzip.decompress(path.read_bytes()).decode().splitlines():
            doc = json.loads(line)
            if doc["split"] == options.split:
                settings = conditions_of_mulms(doc) if name == "mulms" else set()
                score(doc, list(facts_of(doc)), settings, tally, options.errors)
        gold, hits = tally.counts["gold"], tally.counts["hits"]
        print(f"{name} {options.split}: {gold} values, found {hits} ({hits / max(gold, 1):.3f})")
        print("  of these " + ", ".join(f"{a} {tally.right[a] / n:.3f} of {n}" for a, n in tally.asked.items()))
        for group, n in sorted(tally.read.items()):
            condition = tally.on[f"{group} condition"]
            print(f"  records {group}: {n}, on target {tally.on[group] / n:.3f}, a condition {condition / n:.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
