"""Samples: the materials as made in this paper, by the labels that the paper gives them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from ..ingest.document import Block
from .analysis import Analysis, MaterialMention
from .coinages import coined_labels
from .composition import canonical_composition
from .extraction import MaterialRef, Recipe, Sample
from .families import family_of
from .formula import parse_formula
from .hints import Hinted
from .lettered import lettered_labels
from .manufacture import MANUFACTURE
from .spotting import named
from .tables import cell_text

_SAMPLE_COLUMN = re.compile(r"\b(?:samples?|specimens?|labels?|codes?|sample names?)\b", re.IGNORECASE)
_LABEL = re.compile(r"^(?=[^\s]*[A-Za-z])[^\s|;:]{1,30}(?: [^\s|;:]{1,15}){0,2}$")
# Labels of a series: letters, two of them capitals, a hyphen and a number (`HPC-600`).
_SERIES = re.compile(
    r"(?<![\w@/-])(?P<stem>(?=[a-z@/]*[A-Z][a-z@/]*[A-Z])[A-Za-z@/]{2,10})[-‐–]"
    r"(?P<number>\d{1,4}(?:\.\d+)?|[A-D])(?![\w-]| ?%)"
)
# Labels that end in the temperature, the time or the amount of a treatment (`S900`, `CG60`).
_TREATED = Hinted(r"(?<![\w@/.-])(?P<stem>[A-Z][A-Za-z]{0,4})(?P<number>\d{2,4})(?![\w@/-]|\.\d)")
_TREATMENTS = frozenset({"temperature", "time", "mass_fraction", "percent", "mole_fraction", "volume_fraction"})
# How such a label goes on behind its letters; a hyphen is quickly looked for.
_NUMBERED = re.compile(r"[-‐–](?<=[A-Za-z@/].)[\dA-D]")
# Instruments, standards and known frameworks are written so, too.
_NO_STEM = frozenset(
    {"CR", "SU", "JEM", "JSM", "ESCA", "CT", "BTS", "CHI", "ZIF", "MIL", "MOF", "UiO", "SBA", "MCM", "KB", "EC", "XPS"}
    | {
        "ICP",
        "ISO",
        "ASTM",
        "JIS",
        "GB",
        "DOI",
        "COVID",
        "SOC",
        "PDF",
        "JCPDS",
        "ICSD",
        "LAND",
        "UV",
        "ASAP",
        "STA",
        "NETZSCH",
    }
)
_HYPHEN = re.compile(r"(?<=[A-Za-z])[-‐–](?=\d{1,4}$)")
_OWN_SECTIONS = frozenset({"abstract", "results", "discussion", "conclusions", "experimental"})


def short_label(label: str) -> str:
    """``SL-2`` without the hyphen that papers put and leave out as they like; a formula stays as it is."""
    joined = _HYPHEN.sub("", label)
    formula = parse_formula(joined)
    return joined if formula is None or formula.placeholders else label


def find_samples(analysis: Analysis) -> tuple[Sample, ...]:
    """The samples of the paper: labels that its text defines or coins, those of its tables, those of a series."""
    labels: dict[str, MaterialRef] = {}
    for mention in analysis.materials:
        if mention.is_sample:
            labels.setdefault(mention.canonical or mention.text, _reference(mention))
    known = {label.casefold() for label in labels}
    series = [(label, MaterialRef(label)) for label in _series(analysis)]
    lettered = [(label, MaterialRef(label)) for label in lettered_labels(analysis)]
    for label, material in [*_table_labels(analysis), *series, *coined_labels(analysis), *lettered]:
        if label.casefold() not in known:
            known.add(label.casefold())
            labels[label] = material
    spelt = {short_label(label) for label in labels if short_label(label) != label}
    kept = [(label, material) for label, material in labels.items() if label not in spelt]  # `SL2` beside `SL-2`
    return tuple(Sample(f"s{index}", label, material) for index, (label, material) in enumerate(kept))


def with_targets(samples: Sequence[Sample], recipes: Sequence[Recipe]) -> tuple[tuple[Sample, ...], tuple[Recipe, ...]]:
    """``samples`` and ``recipes`` with a sample for each target without a label: what a synthesis makes is a sample."""
    found = list(samples)
    by_target: dict[str, str] = {}
    linked: list[Recipe] = []
    for recipe in recipes:
        if recipe.sample is None and recipe.target and recipe.operations and recipe.kind not in MANUFACTURE:
            if recipe.target not in by_target:
                by_target[recipe.target] = f"s{len(found)}"
                composition = canonical_composition(recipe.target)
                family = family_of(composition) if composition else None
                material = MaterialRef(recipe.target, composition, None, family)
                found.append(Sample(by_target[recipe.target], recipe.target, material))
            recipe = replace(recipe, sample=by_target[recipe.target])
        linked.append(recipe)
    return tuple(found), tuple(linked)


def _reference(mention: MaterialMention) -> MaterialRef:
    return MaterialRef(mention.name, mention.composition, mention.role, mention.family)


def _series(analysis: Analysis) -> list[str]:
    """Labels that differ in their number alone, two at least, named three times or more in the paper's own parts.

    Without a hyphen their numbers must be those of treatments that the paper tells.
    """
    counts: Counter[str] = Counter()
    stems: dict[str, set[str]] = defaultdict(set)
    for block in analysis.document.blocks:
        if block.kind == "title" or block.section in _OWN_SECTIONS:
            for match in _SERIES.finditer(block.text) if _NUMBERED.search(block.text) else ():
                if match["stem"] not in _NO_STEM:
                    counts[match.group()] += 1
                    stems[match["stem"]].add(match.group())
    told = {int(q.value) for q in analysis.quantities if q.dimension in _TREATMENTS and q.value and q.value < 10_000}
    for block in analysis.document.blocks if told else ():
        if block.kind == "title" or block.section in _OWN_SECTIONS:
            for match in _TREATED.finditer(block.text):
                if match["stem"] not in _NO_STEM and int(match["number"]) in told:
                    counts[match.group()] += 1
                    stems[match["stem"]].add(match.group())
    return [
        label
        for labels in stems.values()
        if len(labels) > 1 and sum(counts[label] for label in labels) > 2
        for label in sorted(labels)
    ]


def _table_labels(analysis: Analysis) -> list[tuple[str, MaterialRef]]:
    """Labels of the tables' sample columns, each with the composition of the material that the caption names."""
    found: dict[str, MaterialRef] = {}
    for block in analysis.document.blocks:
        if block.kind != "table":
            continue
        grid = analysis.grid(block)
        if grid is None or any(column.role == "reference" for column in grid.columns):
            continue
        for index, column in enumerate(grid.columns):
            if column.role == "label" and _SAMPLE_COLUMN.search(column.header):
                for row in grid.rows:
                    text = cell_text(analysis.tabular, row[index])
                    if _LABEL.match(text) and text not in found:
                        found[text] = _of_caption(analysis, text, grid.block)
                break
    return list(found.items())


def _of_caption(analysis: Analysis, label: str, block: Block) -> MaterialRef:
    """``label`` with composition, role and family: its own, or those of the one material that the caption names."""
    own = named(label) if len(label) > 2 else None
    if own is not None and own.composition:
        return replace(_reference(own), name=label)
    caption = block.table.caption if block.table is not None else ""
    told = {m.canonical: m for m in analysis.materials if len(m.text) > 2 and m.composition and m.text in caption}
    if len(told) != 1:
        return MaterialRef(label)
    (mention,) = told.values()
    return MaterialRef(label, mention.composition, mention.role, mention.family)
