"""The 42 reporting items: an Analysis with its cells and samples comes in, an Item for every key goes out."""

from __future__ import annotations

from collections import defaultdict

from ...ingest.document import PaperClass
from ..analysis import Analysis
from ..data import extract_vocabulary
from ..extraction import Cell, Item, Sample
from ..paper_class import classify
from . import (
    active,
    applicability,
    cell,
    coined,
    collectors,
    counter,
    density,
    disclosure,
    drying,
    electrolyte,
    electrolyte_extras,
    elsewhere,
    formation,
    formats,
    geometry,
    loading,
    performance,
    powder,
    protocol,
    recipe,
    separator,
    slurry,
    tables,
    thickness,
    window,
)
from .finding import Finding
from .reading import Reading
from .settling import settle

# Rules that need nothing but the reading, in no special order; each yields findings of one or several keys.
FINDERS = (
    slurry.find_solvents,
    collectors.find_collectors,
    loading.find_loadings,
    thickness.find_thicknesses,
    density.find_porosities,
    density.find_densities,
    geometry.find_areas,
    geometry.find_areal_capacities,
    drying.find_drying,
    powder.find_sizes,
    powder.find_surface_areas,
    powder.find_synthesis,
    electrolyte.find_electrolytes,
    electrolyte_extras.find_solid_electrolytes,
    electrolyte_extras.find_volumes,
    separator.find_separators,
    cell.find_np_ratios,
    formats.find_formats,
    window.find_windows,
    protocol.find_rates,
    protocol.find_one_c,
    protocol.find_temperatures,
    formation.find_formations,
    protocol.find_cycles,
    performance.find_capacities,
    performance.find_efficiencies,
    performance.find_retentions,
    performance.find_conductivities,
    tables.find_in_tables,
    disclosure.find_replicates,
    disclosure.find_availability,
)


def find_items(
    analysis: Analysis,
    cells: tuple[Cell, ...] = (),
    samples: tuple[Sample, ...] = (),
    *,
    paper: PaperClass | None = None,
) -> tuple[Item, ...]:
    """The 42 reporting items in guide order. ``paper`` is the paper's class where it is known already."""
    paper = paper or analysis.document.header.paper_class or classify(analysis)
    reading = Reading(analysis, tuple(cells), tuple(samples))
    found = _findings(reading)
    vocabulary = extract_vocabulary("items")
    groups = {key: str(term.get("group")) for key, term in vocabulary.items()}
    reasons = applicability.not_applicable(reading, paper, found, groups)
    configurations = {str(finding.value) for finding in found.get("cell_configuration", ())}
    places = elsewhere.elsewhere(reading)
    items = []
    for key in vocabulary:
        if key in reasons:
            items.append(Item(key, "not_applicable", reason=reasons[key], confidence=0.7))
        elif found.get(key):
            items.append(settle(reading, key, found[key], group=groups[key], configurations=configurations))
        else:
            where = places.get(key)
            items.append(Item(key, "missing", elsewhere=where is not None, reason=where, confidence=0.7))
    return tuple(items)


def _active(reading: Reading, recipes: list[Finding]) -> list[Finding]:
    known = list(active.find_active(reading, recipes))
    named = {str(finding.value).lower() for finding in known} | {finding.norm for finding in known}
    return known + [one for one in coined.find_coined(reading) if one.norm not in named]


def _findings(reading: Reading) -> dict[str, list[Finding]]:
    found: dict[str, list[Finding]] = defaultdict(list)
    recipes = recipe.find_recipes(reading)
    counters = list(counter.find_counters(reading))
    for finding in (
        *recipes,
        *counters,
        *_active(reading, recipes),
        *cell.find_configurations(reading, counters),
        *(finding for finder in FINDERS for finding in finder(reading)),
    ):
        found[finding.key].append(finding)
    return found
