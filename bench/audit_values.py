"""What makes two values of an audit item the same: canonical numbers and the normal forms of names."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / ".dev"), str(ROOT)]

from voltext.extract.extraction import Item, ItemValue  # noqa: E402
from voltext.extract.items.collectors import collector_norm  # noqa: E402
from voltext.extract.items.counter import counter_norm  # noqa: E402
from voltext.extract.items.disclosure import availability_norm  # noqa: E402
from voltext.extract.items.drying import surroundings_norm  # noqa: E402
from voltext.extract.items.formats import format_norm  # noqa: E402
from voltext.extract.items.lexicon import find_names  # noqa: E402
from voltext.extract.items.separator import separator_norm  # noqa: E402
from voltext.extract.materials import materials_in  # noqa: E402
from voltext.extract.quantities import parse_quantity  # noqa: E402
from voltext.ingest.normal import normalise  # noqa: E402

Key = tuple[Any, ...]


def normal_name(key: str, name: str) -> str:
    """The normal form of a name under an item: its vocabulary term, else its letters and digits in lower case."""
    text = normalise(name)
    roles = {
        "binder": "binder",
        "conductive_additive": "conductive_additive",
        "slurry_solvent": "slurry_solvent",
        "electrolyte_salt": "electrolyte_salt",
        "electrolyte_solvent": "electrolyte_solvent",
        "electrolyte_additive": "electrolyte_additive",
    }
    if key == "electrolyte_additive" and re.search(r"(?i)\b(?:without|no)\b|-free", text):
        return "none"
    if key in roles:
        hits = find_names(text, roles[key])
        if hits:
            return hits[0].name.lower()
    if key == "current_collector":
        return collector_norm(text)
    if key == "counter_electrode":
        return counter_norm(text)
    if key == "separator":
        return separator_norm(text)
    if key == "cell_format":
        return format_norm(text) or text.lower()
    if key == "cell_configuration":
        return text.lower().replace("symmetric ", "symmetrical ").split()[0]
    if key == "drying_conditions":
        return surroundings_norm(text)
    if key == "data_availability":
        return availability_norm(text)
    if key == "formation_protocol":
        return "stated"
    if key == "replicates_or_error":
        return replicates(text)
    if key == "electrolyte_solvent" and re.search(r"(?i)\b(?:water|aqueous|H2O)\b", text):
        return "water"
    if key in ("active_material", "electrolyte_salt"):
        return material_name(text)
    return re.sub(r"[^a-z0-9]+", "", text.lower())


_COUNTS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def replicates(text: str) -> str:
    """How many were tested, where a number is told, else that errors are."""
    words = re.findall(r"[a-z]+|\d+", text.lower())
    if any(word.startswith("triplicate") for word in words):
        return "3"
    if any(word.startswith("duplicate") for word in words):
        return "2"
    number = next((word for word in words if word.isdigit() or word in _COUNTS), None)
    return "error" if number is None else number if number.isdigit() else str(1 + _COUNTS.index(number))


def material_name(text: str) -> str:
    """The composition of a material by the material vocabulary, else its words without fillers."""
    bare = re.sub(r"\s*\([^()]*\)\s*$", "", text)
    words = re.sub(
        r"(?i)\b(?:composites?|nanowires?|nanoparticles?|nanopowders?|powders?|materials?|pure|commercial|sublimed|"
        r"3d|flower-like|sandwich|metal|anodes?|cathodes?|foils?)\b",
        " ",
        bare,
    )
    words = " ".join(words.split()) or bare
    mentions = materials_in(words)
    if len(mentions) == 1 and mentions[0].end - mentions[0].start >= len(words) - 1:
        return mentions[0].canonical.lower()
    return re.sub(r"[^a-z0-9.]+", "", words.lower())


def value_key(key: str, value: Any, low: Any, high: Any, unit: str) -> Key:
    """What two values of an item share when they are the same."""
    unit = normalise(unit)
    if isinstance(value, str):
        if re.fullmatch(r"[\d.]+(?::[\d.]+)+", value):
            parts = [float(part) for part in value.split(":")]
            return ("ratio", *(round(part / sum(parts), 3) for part in parts))
        rate = re.fullmatch(r"C/(\d+(?:\.\d+)?)", value)
        if rate is not None:
            return ("number", rounded(1 / float(rate[1])), "C")
        return ("name", normal_name(key, value))
    ratio = re.match(r"ratio ([\d.:]+)", unit)
    if ratio is not None and value is not None:
        parts = [float(part) for part in ratio[1].split(":")]
        return ("number", rounded(100 * float(value) / sum(parts)), "%")
    bare = re.sub(r"\s*(?:\(.*|vs\.?\s.*|diameter.*|relative.*|more.*|excess.*)$", "", unit).strip()
    bare = {"wt%": "%", "vol%": "%", "m": "M"}.get(bare, bare)
    scaled = []
    for number in (value, low, high):
        if number is None:
            continue
        quantity = parse_quantity(f"{number:.10g}", bare) if bare else None
        scaled.append(
            (number, "")
            if quantity is None or quantity.normalised is None or quantity.normalised.value is None
            else (quantity.normalised.value, quantity.normalised.unit)
        )
    return (
        "number",
        *(rounded(number) for number, _ in scaled),
        scaled[0][1] if scaled and scaled[0][1] else bare.lower(),
    )


def rounded(number: float) -> float:
    return float(f"{number:.3g}")


def alternatives(key: str, value: Any, names: Key) -> set[Key]:
    """The keys under which a name may be found: whole, without its bracket, and the bracket alone."""
    if names[0] != "name" or not isinstance(value, str):
        return {names}
    keys = {names}
    match = re.fullmatch(r"(.+?)\s*\(([^()]+)\)", normalise(value).strip())
    if match is not None and key in ("active_material", "electrolyte_salt", "separator"):
        keys |= {("name", normal_name(key, part)) for part in match.groups()}
    return keys


def gold_values(item: dict[str, Any], got: dict[Key, str]) -> dict[Key, str]:
    """The gold's values; a name with a bracket takes the one of its keys that the answer uses."""
    found: dict[Key, str] = {}
    for value in item["values"]:
        key = value_key(item["key"], value.get("value"), value.get("min"), value.get("max"), value.get("unit") or "")
        key = next((each for each in alternatives(item["key"], value.get("value"), key) if each in got), key)
        shown = value.get("value") if value.get("min") is None else f"{value['min']}..{value['max']}"
        found.setdefault(key, f"{shown} {value.get('unit') or ''} {{{value.get('component') or ''}}}")
    return found


def own_values(item: Item) -> dict[Key, str]:
    found: dict[Key, str] = {}
    for value in item.values:
        key = value_key(item.key, value.value, value.min, value.max, value.unit)
        found.setdefault(key, f"{_shown(value)} | {value.evidence.text if value.evidence else ''}")
    return found


def _shown(value: ItemValue) -> str:
    number = value.value if value.min is None else f"{value.min}..{value.max}"
    return f"{number} {value.unit}"
