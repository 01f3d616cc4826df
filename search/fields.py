"""The names that a query may use: properties and conditions of the vocabularies, steps of recipes, and fields."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from ..extract.data import extract_vocabulary
from ..extract.properties import OTHER, find_properties
from .analysis import singular
from .query import Subject

# Field of a query -> field of the index. A field that ends in `_text` holds words; the others hold whole values.
FIELDS = {
    "material": "material_text",
    "formula": "formula",
    "element": "element",
    "family": "family_text",
    "class": "class",
    "sample": "material_text",
    "property": "property",
    "basis": "basis",
    "qualifier": "qualifier",
    "chemistry": "chemistry",
    "paper_kind": "paper_kind",
    "section": "section",
    "block": "block_kind",
    "own": "own",
    "cited": "cited",
    "origin": "origin",
    "cathode": "cathode_text",
    "anode": "anode_text",
    "electrolyte": "electrolyte_text",
    "separator": "separator_text",
    "cell": "cell_text",
    "step": "step",
    "journal": "journal_text",
    "title": "title_text",
    "author": "author_text",
    "doi": "doi",
    "paper": "document",
}
OTHER_NAMES = {
    "mat": "material", "composition": "formula", "elements": "element", "contains": "element", "prop": "property",
    "chem": "chemistry", "kind": "paper_kind", "negative_electrode": "anode", "positive_electrode": "cathode",
    "salt": "electrolyte", "solvent": "electrolyte", "operation": "step", "authors": "author", "document": "paper",
    "id": "paper", "cell_format": "cell",
}  # fmt: skip
# A density of energy is no density.
_NO_KIND = frozenset({"density"})
# What papers file under another name than people ask for.
_MORE_NAMES = {
    "bet area": "surface_area", "bet surface area": "surface_area", "electrochemical window": "voltage",
    "stability window": "voltage", "electrochemical stability window": "voltage", "specific surface": "surface_area",
    "peak power": "power_density", "maximum power": "power_density",
}  # fmt: skip
# What ends like a property and is none of them; papers file it under other values.
_NO_PROPERTIES = frozenset(
    ["thermal conductivity", "heat conductivity", "heat capacity", "thermal capacity", "thermal resistance",
     "heat transfer coefficient", "breakdown voltage", "load capacity", "adsorption capacity", "yield strength"]
)  # fmt: skip
TRUE, FALSE = ("true", "yes", "1"), ("false", "no", "0")

# Conditions by the names people use for them; inside `at …` they come before properties of the same name.
CONDITION_NAMES = {
    "rate": "rate", "c rate": "rate", "current": "current_density", "current density": "current_density",
    "cycles": "cycles", "after": "cycles", "temperature": "temperature", "temp": "temperature", "t": "temperature",
    "voltage window": "voltage_window", "window": "voltage_window", "voltage": "voltage_window",
    "cut off": "voltage_window", "cycle": "cycle_index", "cycle index": "cycle_index",
}  # fmt: skip
# Names that mean a condition also outside `at`, where no property has the name.
FREE_CONDITION_NAMES = frozenset(CONDITION_NAMES) - {"voltage", "t", "after", "cycles"} | {"cycles"}


@dataclass(frozen=True, slots=True)
class Number:
    """What a numeric name stands for: its subject, its codes, and the dimensions (first is the default) they allow.

    ``by_dimension`` keeps, of ``codes``, those that can have a value of that dimension.
    """

    subject: Subject
    codes: tuple[str, ...]
    dimensions: tuple[str, ...]
    by_dimension: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def codes_for(self, dimension: str | None) -> tuple[str, ...]:
        """The codes that can have values of ``dimension``."""
        return dict(self.by_dimension).get(dimension or "", self.codes)


def plain_name(name: str) -> str:
    """A name as the tables spell it: lower case, blanks for underscores and hyphens, one blank between words."""
    return re.sub(r"[\s_\-]+", " ", name).strip().lower()


@cache
def field_of(name: str) -> str | None:
    """The query field that ``name`` means, or None."""
    key = plain_name(name).replace(" ", "_")
    key = OTHER_NAMES.get(key, key)
    return key if key in FIELDS else None


@cache
def canonical_unit(dimension: str) -> str:
    """The unit that values of ``dimension`` are normalised to; empty for plain numbers."""
    vocabulary = extract_vocabulary("dimensions")
    return str(vocabulary[dimension].get("canonical", "")) if dimension in vocabulary else ""


@cache
def dimension_of_unit(canonical: str) -> str | None:
    """The dimension whose canonical unit is ``canonical``, or None."""
    return _dimensions_by_unit().get(canonical)


@cache
def _dimensions_by_unit() -> dict[str, str]:
    found: dict[str, str] = {}
    for code, term in extract_vocabulary("dimensions").items():
        found.setdefault(str(term.get("canonical")), code)
    return found


@cache
def condition_dimensions(key: str) -> tuple[str, ...]:
    """The dimensions that values of a condition may have; empty where it is a name."""
    dimension = extract_vocabulary("condition_keys")[key].get("dimension")
    if key == "cycle_index":
        return ("number",)
    return tuple(dimension) if isinstance(dimension, list) else (str(dimension),) if dimension else ()


@cache
def numeric_name(name: str, *, in_at: bool = False) -> Number | None:
    """What ``name`` means before a comparison sign: first the year and the like, then properties, then conditions."""
    key = plain_name(name)
    if key in ("year", "published"):
        return Number("year", ("year",), ())
    if key == "confidence":
        return Number("confidence", ("confidence",), ())
    if key in (CONDITION_NAMES if in_at else FREE_CONDITION_NAMES):
        condition = CONDITION_NAMES[key]
        return Number("condition", (condition,), condition_dimensions(condition))
    return _property_names().get(key) or _property_names().get(_of_one(key)) or _step_names().get(key)


@cache
def quantity_named(name: str) -> Number | None:
    """What ``name`` means before a comparison sign where it is a quantity of no listed property: ``tensile strength``.

    Then the records are those whose ``quantity_name`` has these words.
    """
    from ..extract.records.naming import fits_other

    key = plain_name(name)
    named = find_properties(key)
    if len(named) != 1 or named[0].codes != (OTHER,) or (named[0].start, named[0].end) != (0, len(key)):
        return None
    dimensions = tuple(code for code in extract_vocabulary("dimensions") if fits_other(key, code))
    return Number("property", (OTHER,), dimensions)


def _of_one(key: str) -> str:
    """``ionic conductivities`` as ``ionic conductivity``."""
    before, blank, last = key.rpartition(" ")
    return before + blank + singular(last)


@cache
def _property_names() -> dict[str, Number]:
    properties = extract_vocabulary("properties")
    meant: dict[str, list[str]] = {}
    for code, term in properties.items():
        names = {plain_name(code), *(plain_name(alias) for alias in term.strings("aliases"))}
        # The last word names the whole kind: `capacity` is every capacity, `conductivity` every conductivity.
        if (kind := plain_name(code).rsplit(" ", 1)[-1]) not in _NO_KIND:
            names.add(kind)
        names.update(name for name, meant_code in _MORE_NAMES.items() if meant_code == code)
        for name in sorted(names):
            meant.setdefault(name, []).append(code)
    for code, term in properties.items():
        broader = term.get("broader")
        for codes in meant.values():
            if broader in codes and code not in codes:
                codes.append(code)
    return {name: _number_of(name, codes) for name, codes in meant.items() if name != "other"}


def _number_of(name: str, codes: list[str]) -> Number:
    properties = extract_vocabulary("properties")
    # The code that is the name itself, or has it as an alias, decides the default unit.
    first = sorted(
        codes,
        key=lambda code: (plain_name(code) != name, name not in map(plain_name, properties[code].strings("aliases"))),
    )
    default = dimension_of_unit(str(properties[first[0]].get("unit", "")))
    by_dimension: dict[str, list[str]] = {}
    for code in first:
        for dimension in properties[code].strings("dimensions"):
            by_dimension.setdefault(dimension, []).append(code)
    order = sorted(by_dimension, key=lambda dimension: dimension != default)
    pairs = tuple((dimension, tuple(found)) for dimension, found in by_dimension.items())
    return Number("property", tuple(first), tuple(order), pairs)


@cache
def _step_names() -> dict[str, Number]:
    """``sintering``, ``sintering temperature``, ``sintering time``, for every operation by all its words."""
    names: dict[str, Number] = {}
    for code, term in extract_vocabulary("operations").items():
        verbs = [form for verb in term.strings("verbs") for form in _inflected(verb)]
        for name in dict.fromkeys(map(plain_name, (code, *verbs, *term.strings("nouns")))):
            names.setdefault(name, Number("step", (code,), ("temperature", "time")))
            names.setdefault(f"{name} temperature", Number("step", (code,), ("temperature",)))
            names.setdefault(f"{name} time", Number("step", (code,), ("time",)))
    return names


def _inflected(verb: str) -> tuple[str, ...]:
    stem = verb.removesuffix("e")
    return verb, f"{verb}s", f"{stem}ing", f"{stem}ed"


def is_no_property(name: str) -> bool:
    """Whether ``name`` ends like a property and means another thing: ``thermal conductivity``."""
    return _of_one(plain_name(name)) in _NO_PROPERTIES


@cache
def names_property(name: str) -> bool:
    """Whether free words name a property so plainly that only its records answer.

    True for codes, aliases and words that several properties end in (``capacity``), not for ``energy`` or ``number``.
    """
    key = _of_one(plain_name(name))
    codes = [code for code in extract_vocabulary("properties") if code != "other"]
    if sum(plain_name(code).endswith(" " + key) for code in codes) > 1:
        return True
    aliases = {
        plain_name(alias) for code in codes for alias in extract_vocabulary("properties")[code].strings("aliases")
    }
    return key in aliases or key in map(plain_name, codes)


@cache
def properties_of_dimension(dimension: str) -> tuple[str, ...]:
    """The properties that a bare quantity of ``dimension`` can mean."""
    return tuple(
        code for code, term in extract_vocabulary("properties").items() if dimension in term.strings("dimensions")
    )


@cache
def all_names() -> tuple[str, ...]:
    """Every name that a query may use, for suggestions."""
    numeric = {*_property_names(), *_step_names(), *FREE_CONDITION_NAMES, "year", "confidence"}
    return tuple(sorted({name.replace(" ", "_") for name in numeric} | set(FIELDS)))


def names_of(subject: str) -> tuple[str, ...]:
    """The names of all properties or of all steps; none of anything else."""
    if subject == "property":
        return tuple(_property_names())
    return tuple(_step_names()) if subject == "step" else ()


def nearest_name(name: str) -> str | None:
    """The known name that looks most like ``name``, or None where none is near."""
    return nearest(plain_name(name).replace(" ", "_"), all_names(), least=70)


def nearest(word: str, choices: Sequence[str], *, least: float) -> str | None:
    """The one of ``choices`` whose letters are most like those of ``word`` (0 to 100, ``least`` or more), or None."""
    from rapidfuzz import fuzz, process

    best = process.extractOne(word, choices, scorer=fuzz.ratio, score_cutoff=least)
    return str(best[0]) if best else None
