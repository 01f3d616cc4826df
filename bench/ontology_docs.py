"""Write docs/ontology.md: which term stands for each property, quantity kind and unit. Run after a vocabulary changed.

python -m bench.ontology_docs > docs/ontology.md
"""

from __future__ import annotations

import csv
from pathlib import Path

from voltext.extract.data import extract_vocabulary
from voltext.kb.data import kb_vocabulary
from voltext.kb.exports.ontology import class_of, kind_of, thing, unit_term

TERMS = Path(__file__).parent.parent / "tests" / "kb" / "exports" / "ontology_terms.tsv"
HEAD = """# What the linked data calls things

`voltext export --to jsonld` names properties by classes of EMMO and its domain ontologies electrochemistry and battery
(BattINFO), quantity kinds and units by QUDT 3.1, papers by schema.org, quotations by the Web Annotation vocabulary,
provenance and synthesis by PROV-O. Each IRI was looked up in the ontologies' own files: QUDT units (with their size and
dimension) and quantity kinds in `@qudtlib/allunits` 7.1.0, QUDT's schema in `@vocabulary/qudt` 2.0.0, EMMO classes in
the JSON-LD context of domain-electrochemistry 0.35.0, the manufacturing module of EMMO 1.0.2 or, where so marked in
`tests/kb/exports/ontology_terms.tsv`, in
copies of the BattINFO context. A test holds the vocabularies, the export and this page to that list; a unit's size and
dimension are calculated and compared. What no term was found for has none (–) and appears under `urn:voltext:term:`
with voltext's own name: an IRI that is only likely is not given.

## Properties

The class is that of values in the canonical unit. In brackets: the class is that of the more general property.

| property | canonical unit | EMMO class |
|---|---|---|
"""
MIDDLE = """
## Quantity kinds and units

Values are exported in the QUDT unit, multiplied by the factor where QUDT has no unit of the canonical size.

| dimension | QUDT quantity kind | QUDT unit | factor |
|---|---|---|---|
"""

THINGS = """
## Cells and recipes

A cell is an ElectrochemicalCell, its parts hang on it by EMMO's relations. A recipe is a `prov:Activity` that generated
a sample (`prov:wasGeneratedBy`), used precursors (`prov:qualifiedUsage`, with the amount) and has operations as parts
(`dcterms:hasPart`), activities themselves, each with `prov:wasInformedBy` the one before. PROV, schema.org and Dublin
Core terms are checked against the namespaces that rdflib 7 carries. Reporting items have no term in these ontologies.

| thing | EMMO term |
|---|---|
"""


def page() -> str:
    """The page as Markdown."""
    properties = extract_vocabulary("properties")
    with TERMS.open(encoding="utf-8", newline="") as file:
        labels = {row["iri"]: row["dimension_or_label"] for row in csv.DictReader(file, delimiter="\t")}
    lines = [HEAD]
    for code, term in properties.items():
        found = class_of(code, str(term.get("unit", "")))
        own = str(term.get("iri", "")).startswith("http")
        name = f"{labels[found]} `{found.rpartition('/')[2]}`" if found else "–"
        shown = name if own or not found else f"({name}, of `{term.get('broader')}`)"
        lines.append(f"| `{code}` | {term.get('unit') or '–'} | {shown} |\n")
    lines.append(MIDDLE)
    for code, term in extract_vocabulary("dimensions").items():
        canonical = str(term.get("canonical"))
        unit = unit_term(canonical)
        kind = kind_of(canonical)
        cells = (f"`{kind}`" if kind else "–", f"`{unit.unit}`" if unit else "–", f"{unit.factor:g}" if unit else "")
        lines.append(f"| `{code}` ({canonical}) | {' | '.join(cells)} |\n")
    lines.append(THINGS)
    codes = [("cell", "cell")] + [("component", code) for code in extract_vocabulary("component_roles")]
    codes += [("operation", code) for code in extract_vocabulary("operations")]
    for group, code in codes:
        iri = thing(group, code)
        known = kb_vocabulary("things").get(f"{group}.{code}")
        name = f"{known.get('definition')} `{iri.rpartition('/')[2]}`" if known is not None and iri else "–"
        lines.append(f"| {group} `{code}` | {name} |\n")
    return "".join(lines)


if __name__ == "__main__":
    print(page(), end="")
