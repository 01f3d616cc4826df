"""Which items cannot exist in a paper, and why; which are said to stand elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...ingest.document import PaperClass
from .finding import Finding
from .reading import Passage, Reading

_CELL_GROUPS = ("electrode", "cell", "electrolyte", "test", "result")
_BINDER_FREE = re.compile(
    r"(?i)\bbinder[- ]?free\b|\b(?:without|no)\s(?:any\s)?(?:additional\s)?(?:polymer\s)?binders?\b|"
    r"\bfree of (?:any )?binders?\b"
)
_DRY_MADE = re.compile(
    r"(?i)\bsolvent-free (?:electrodes?|cathodes?|anodes?|process\w*|fabricat\w*|coat\w*)|"
    r"\bdry[- ](?:process(?:ed|ing)|"
    r"electrodes?|coated|coating|film|press(?:ed|ing))\b|\b(?:electrodes?|cathodes?|anodes?|"
    r"films?)\b[^.;]{0,40}\bwithout "
    r"(?:any )?(?:use of )?(?:a )?solvents?\b"
)
_FREESTANDING = re.compile(
    r"(?i)\b(?:free-?\s?standing|self-?supporting|self-?supported|self-?standing)\b[^.;]{0,60}\b(?:electrodes?|"
    r"films?|cathodes?|anodes?|papers?|membranes?|system)\b|\bbinder[- ]?free (?:electrodes?|films?|system|"
    r"cathodes?|anodes?)"
)
_SOLID = re.compile(
    r"(?i)\b(?:all|quasi)?-?\s?solid[- ]state (?:lithium |sodium |li |na )?(?:metal |ion |li |"
    r"polymer )?(?:batter(?:y|ies)|cells?)\b"
)
_FOIL_ONLY = re.compile(r"(?i)\b(?:li|na|lithium|sodium)\s?(?:[-–/|‖∥]|\|\|)+\s?(?:cu|copper|li|na|lithium|sodium)\b")
_BOUGHT = re.compile(r"(?i)\b(?:commercial(?:ly|ized)?(?: available)?|purchased|supplied|as[- ]received)\b")
_SYNTHESIS = re.compile(
    r"(?i)\b(?:synthesi[sz]\w+|calcin\w+|sinter\w+|anneal\w+|hydrothermal\w*|pyroly\w+|carboni[sz]\w+|precipitat\w+|"
    r"nitrid\w+|sol-gel|autoclave|smelt\w+|microwave\w*|solid[- ]state reaction)\b"
)
_ELSEWHERE = re.compile(
    r"(?i)\b(?:supplementary|supporting (?:information|material)|fig(?:ure|s)?\.?\s?s\d|table\s?s\d|\bsi\b|\besi\b|"
    r"described (?:elsewhere|previously|earlier|in (?:our|a) previous)|reported (?:elsewhere|previously|"
    r"in our (?:previous|earlier))|our (?:previous|earlier) (?:work|paper|report|stud)\w*)"
)
_ELSEWHERE_WORDS = (
    "supp", "fig. s", "figure s", "figs. s", "figures s", "fig s", "table s", "esi", "si)", " si ", "elsewhere",
    "previous", "earlier", "described in",
)  # fmt: skip
_ELSEWHERE_CUES = {
    "electrode_thickness": re.compile(
        r"(?i)thickness(?:es)?\b[^.;]{0,40}\b(?:electrode|film|layer|cathode|anode|coating|membrane)|\b(?:electrode|"
        r"film|cathode|anode|coating|membrane|layer)s?\b[^.;]{0,60}thickness|cross[- ]section\w*[^.;]{0,60}thickness"
    ),
    "mass_loading": re.compile(r"(?i)\b(?:mass|active material|areal) loading"),
    "porosity": re.compile(r"(?i)\bporosit"),
    "particle_size": re.compile(r"(?i)\bparticle size|size distribution"),
    "specific_surface_area": re.compile(r"(?i)\bsurface area|\bBET\b"),
    "synthesis_temperature": re.compile(
        r"(?i)\b(?:synthesis|synthesi[sz]ed|preparation|prepared)\b[^.;]{0,60}\b(?:described|reported|detail)"
    ),
    "synthesis_time": re.compile(
        r"(?i)\b(?:synthesis|synthesi[sz]ed|preparation|prepared)\b[^.;]{0,60}\b(?:described|reported|detail)"
    ),
    "ionic_conductivity": re.compile(r"(?i)\bionic conductivit"),
    "areal_capacity": re.compile(r"(?i)\bareal capacit"),
    "initial_coulombic_efficiency": re.compile(r"(?i)\binitial coulombic"),
    "coulombic_efficiency": re.compile(r"(?i)\bcoulombic efficienc"),
    "specific_capacity": re.compile(r"(?i)\bspecific capacit"),
    "formation_protocol": re.compile(r"(?i)\bformation (?:cycle|protocol)"),
    "electrolyte_volume": re.compile(r"(?i)\belectrolyte (?:amount|volume)|amount of electrolyte|e/s ratio"),
}


def not_applicable(
    reading: Reading, paper: PaperClass, found: dict[str, list[Finding]], groups: dict[str, str]
) -> dict[str, str]:
    """Reasons by item key, for items that cannot exist in this paper."""
    reasons = dict(_by_class(paper, found, groups))
    own = [passage for passage in reading.passages if not passage.of_others]
    reasons.update(_of_films(own, found))
    reasons.update(_of_electrolytes(own, found))
    if not found.get("synthesis_temperature") and not found.get("synthesis_time") and found.get("active_material"):
        settled = [passage for passage in own if passage.place == "experimental"]
        made = any(_SYNTHESIS.search(passage.text) for passage in settled)
        if settled and not made and any(_BOUGHT.search(passage.text) for passage in own):
            for key in ("synthesis_temperature", "synthesis_time"):
                reasons[key] = "the active material was bought"
    return reasons


def _of_films(own: list[Passage], found: dict[str, list[Finding]]) -> Iterator[tuple[str, str]]:
    """Binder-free films have no binder and no slurry; a coating that is no electrode has no conductive additive."""
    if not found.get("slurry_solvent") and any(_DRY_MADE.search(passage.text) for passage in own):
        yield "slurry_solvent", "the electrode was made without a solvent"
    recipe = any(found.get(key) for key in ("binder", "binder_fraction", "slurry_solvent", "conductive_additive"))
    if not found.get("binder_fraction"):
        free = any(_BINDER_FREE.search(passage.text) for passage in own if "binder" in passage.lower)
        standing = not recipe and any(_FREESTANDING.search(one.text) for one in own if one.has("stand", "support"))
        if free or standing:
            for key in ("binder", "binder_fraction", "slurry_solvent"):
                yield key, "the electrode is a binder-free film"
            if not found.get("conductive_additive"):
                yield "conductive_additive", "the electrode is a film without additive"
                yield "conductive_additive_fraction", "the electrode is a film without additive"
    coating = any(finding.component == "separator coating" for finding in found.get("binder", []))
    if coating and not found.get("conductive_additive"):
        yield "conductive_additive", "the coating is not an electrode"
        yield "conductive_additive_fraction", "the coating is not an electrode"


def _of_electrolytes(own: list[Passage], found: dict[str, list[Finding]]) -> Iterator[tuple[str, str]]:
    """A solid electrolyte stands in the separator's place; a paper on an electrolyte alone has no electrode."""
    if not found.get("separator") and any(_SOLID.search(passage.text) for passage in own if "solid" in passage.lower):
        yield "separator", "a solid electrolyte stands in its place"
    solid = any(finding.component == "solid electrolyte" for finding in found.get("electrolyte_salt", []))
    if solid and not found.get("separator") and not found.get("electrolyte_volume"):
        yield "separator", "a solid electrolyte stands in its place"
    wet = any(found.get(key) for key in ("binder", "binder_fraction", "slurry_solvent"))
    if solid and not wet and not any(one.has("slurr", " cast", "binder", "coated on", "tape") for one in own):
        for key in ("binder", "binder_fraction", "slurry_solvent"):
            yield key, "powders were pressed without binder"
    cells = any(found.get(key) for key in ("cell_format", "specific_capacity", "voltage_window", "current_collector"))
    if solid and not cells and not found.get("active_material"):
        for key in ("active_material", "separator"):
            if not found.get(key):
                yield key, "the paper is on an electrolyte and has no electrode"


def _by_class(paper: PaperClass, found: dict[str, list[Finding]], groups: dict[str, str]) -> Iterator[tuple[str, str]]:
    if paper.kind == "review":
        for key, group in groups.items():
            if group == "paper" and found.get(key):
                continue
            yield key, "a review has no cells of its own"
    elif paper.kind == "computational" and not found.get("cell_format") and not found.get("separator"):
        for key, group in groups.items():
            if (group in (*_CELL_GROUPS, "material") and not found.get(key)) or key == "replicates_or_error":
                yield key, "a computational study has no cells of its own"
    elif not paper.battery and not any(
        found.get(key)
        for key in (
            "electrolyte_salt",
            "ionic_conductivity",
            "specific_capacity",
            "cell_format",
            "voltage_window",
            "one_c_definition",
        )
    ):
        for key, group in groups.items():
            if group in _CELL_GROUPS:
                yield key, "the paper is not about batteries"


def elsewhere(reading: Reading) -> dict[str, str]:
    """By item key, where the text says that its value stands, in its own words."""
    places: dict[str, str] = {}
    for passage in reading.passages:
        if not passage.has(*_ELSEWHERE_WORDS):
            continue
        match = _ELSEWHERE.search(passage.text)
        if match is None or (passage.of_others):
            continue
        for key, cue in _ELSEWHERE_CUES.items():
            topic = None if key in places else cue.search(passage.text)
            if topic is not None and abs(topic.start() - match.start()) < 160:
                places[key] = passage.text.strip()[:300]
    return places
