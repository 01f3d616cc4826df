"""Which items cannot exist in a paper, and why."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...ingest.document import PaperClass
from ..hints import Hinted
from .finding import Finding
from .reading import Passage, Reading

Found = dict[str, list[Finding]]
_BINDER_FREE = re.compile(
    r"(?i)\bbinder[- ]?free\b|\b(?:without|no)\s(?:any\s)?(?:additional\s)?(?:polymer\s)?binders?\b|"
    r"\bfree of (?:any )?(?:\w+ (?:and|or) )?binders?\b|\bbinder- and \w+-free\b|\b(?:carbon|"
    r"additive)[-/ ](?:and )?binder-free\b"
)
_NO_COLLECTOR = re.compile(
    r"(?i)\b(?:without|no|neither|nor)\b[^.;,]{0,40}\b(?:current|metal(?:lic)?) collectors?\b|"
    r"\b(?:current[- ])?collector-free\b"
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
    r"cathodes?|anodes?)|\bfiltered\b[^.;]{0,120}\bpeeled off\b"
)
_SOLID = re.compile(
    r"(?i)\b(?:all|quasi)?-?\s?solid[- ]state (?:lithium |sodium |li |na )?(?:metal |ion |li |"
    r"polymer )?(?:batter(?:y|ies)|cells?)\b"
)
_BOUGHT = re.compile(
    r"(?i)\b(?:commercial(?:ly|ized)?(?: available)?|purchased|supplied|as[- ]received|(?:obtained|bought|received|"
    r"acquired|delivered) (?:from|by)|provided by)\b|\((?:[A-Z][\w&.-]+,? ){0,3}(?-i:Inc|Ltd|GmbH|Corp|Sigma|Aldrich|"
    r"Alfa|BASF|Umicore|MTI|NEI|Targray|Toda|SGL|Imerys|Timcal|Hitachi|Gelon|S[üu]d-Chemie|Posco|Showa)\b"
)
# Cells that came ready made.
_READY_CELLS = re.compile(
    r"(?i)\b(?:commercial|off-the-shelf|dry,? sealed|machine-made)\b[^.;]{0,60}\b(?:cells?|batter(?:y|ies))\b|"
    r"\b(?:pouch |cylindrical |coin |18650 |21700 )?cells? (?:\([^()]{1,80}\) )?(?:were|was) (?:purchased|bought|"
    r"obtained|"
    r"supplied|received)\b|\bcells?\b(?: \([^()]{1,60}\))?(?: (?:without|free of|with no) electrolytes?)? (?:came|come|"
    r"delivered|bought|purchased|supplied) (?:from|by)\b"
)
_SYNTHESIS = re.compile(
    r"(?i)\b(?:synthesi[sz]\w+|calcin\w+|sinter\w+|anneal\w+|hydrothermal\w*|pyroly\w+|carboni[sz]\w+|precipitat\w+|"
    r"nitrid\w+|sol-gel|autoclave|smelt\w+|centrifug\w+|(?:suspension|solution|precipitate)s? (?:was|were) aged|"
    r"microwave\w*|solid[- ]state reaction)\b"
)
_FELT = re.compile(
    r"(?i)\b(?:graphite|carbon) (?:felts?|cloths?|papers?)\b[^.;]{0,60}\b(?:electrodes?|heated|treated|"
    r"compress\w+|activated)|\b(?:sheets|layers|pieces) of (?:graphite|carbon) (?:felt|cloth|paper)|"
    r"\belectrodes? of (?:graphite|carbon) (?:felt|cloth|paper)|\b(?:felt|cloth) electrodes?\b"
)
_NO_LIQUID = re.compile(
    r"(?i)\b(?:without|no) (?:any |added |additional )?liquid electrolytes?\b|\bsolvent-free (?:\w+ )?(?:solid|"
    r"polymer|composite) electrolytes?\b"
)
_LIQUID = ("liquid electrolyte", "lipf6", "gel ", "plastici", "wetted", "droplet", "ionic liquid", "polymer", "peo")
# What only a paper with a cell of its own reports.
_OF_CELLS = (
    "counter_electrode", "separator", "cell_configuration", "specific_capacity", "voltage_window", "one_c_definition",
    "rate_or_current_density", "electrolyte_concentration", "mass_loading", "formation_protocol", "capacity_retention",
)  # fmt: skip
_HAS_CELL = Hinted(
    r"(?i)\b(?:cells?|batter(?:y|ies)|half-cells?) (?:\([^()]{1,60}\) )?(?:was|were|had been) (?:then |first |also )?"
    r"(?:assembled|tested|cycled|charged|discharged|built|aged|fabricated|constructed|made|investigated|measured)\b|"
    r"\b(?:assembled|sealed|built|cycled|tested) (?:in|into|as|with|using) (?:an? )?(?:\w+[- ]){0,4}(?:cells?|"
    r"batter(?:y|ies))\b|\bgalvanostatic(?:ally)? (?:cycl|charg|discharg|test)\w*|"
    r"\b(?:coin|pouch|swagelok|half)[- ](?:type )?cells?\b|"
    r"\b(?:in ?situ|operando) (?:\w+ )?cells?\b"
)
_UNIT_CELL = re.compile(r"(?i)\b(?:unit|super|primitive|simulation)[- ]?cells?\b")
_RECOVERY = re.compile(
    r"(?i)\b(?:leach\w*|recycl\w*|recover(?:y|ed|ing)? (?:of|from)|spent|end-of-life|hydrometallurg\w*|black mass)\b"
)
# What a solid electrolyte has without a cell around it.
_OF_CONDUCTORS = frozenset(
    {
        "electrode_thickness", "porosity", "electrode_density_or_pressing", "electrode_area", "drying_conditions",
        "particle_size", "specific_surface_area", "synthesis_temperature", "synthesis_time", "electrolyte_salt",
        "test_temperature", "ionic_conductivity",
    }
)  # fmt: skip


# Words of devices that store charge: fuel cells and electrolysers have electrodes, loadings and currents, too.
_STORES = ("batter", "supercap", "ultracap", "li-ion", "lithium", "sodium-ion", "na-ion", "zinc-ion", "redox flow")
# Characters of a text that may be a part of a paper.
_SHORT = 2000


def not_applicable(reading: Reading, paper: PaperClass, found: Found, groups: dict[str, str]) -> dict[str, str]:
    """Reasons by item key, for items that cannot exist in this paper (``corpora/AUDIT_GUIDE.md`` has the rules)."""
    own = [passage for passage in reading.passages if not passage.of_others]
    whole = _whole_paper(own, paper, found, groups)
    if whole is not None:
        return whole
    reasons = dict(_of_films(own, found))
    reasons.update(_of_electrolytes(own, found))
    ready = any(_READY_CELLS.search(passage.text) for passage in own if passage.has("cell", "batter"))
    unmade = not found.get("synthesis_temperature") and not found.get("synthesis_time")
    if unmade and (ready or found.get("active_material")):
        settled = [passage for passage in own if passage.place == "experimental"]
        made = any(_SYNTHESIS.search(passage.text) for passage in settled)
        if settled and not made and (ready or any(_BOUGHT.search(passage.text) for passage in own)):
            for key in ("synthesis_temperature", "synthesis_time"):
                reasons[key] = "the cells were bought" if ready else "the active material was bought"
    return reasons


def _whole_paper(own: list[Passage], paper: PaperClass, found: Found, groups: dict[str, str]) -> dict[str, str] | None:
    """The reasons of a paper that has no cell: a review, a computation, another field, a study of recovery."""
    if paper.kind == "review":
        reasons = _all_but(groups, found, "a review has no cells of its own")
        unstated = not found.get("data_availability")
        return reasons | ({"data_availability": "a review has no data of its own"} if unstated else {})
    signs = sum(bool(found.get(key)) for key in _OF_CELLS)
    assembled = any(_assembled(passage) for passage in own if passage.has("cell", "batter", "galvanostat"))
    stores = sum(passage.has(*_STORES) for passage in own)
    if not paper.battery and (stores < 3 or (signs < 3 and not (signs and assembled))):
        reasons = _all_but(groups, found, "the paper is not about batteries")
        # Of a few sentences nobody can tell what field they come from: what they state stays.
        short = sum(len(passage.text) for passage in own) < _SHORT
        return {key: reason for key, reason in reasons.items() if not (short and found.get(key))}
    if paper.kind == "computational" and not assembled and not found.get("separator"):
        kept = {key for key in groups if found.get(key) and key != "replicates_or_error"} | {"data_availability"}
        return {key: "a computational study has no cells of its own" for key in groups if key not in kept}
    if signs >= 2 or (signs and assembled):
        return None
    title = " ".join(passage.text for passage in own if passage.place == "abstract")
    if _RECOVERY.search(title):
        kept = {key for key, group in groups.items() if group == "material" and found.get(key)}
        reasons = _all_but(groups, found, "a study of recovery has no cells of its own")
        return {key: reason for key, reason in reasons.items() if key not in kept}
    conducts = _of_conductor(found) or (bool(found.get("ionic_conductivity")) and not signs)
    if paper.battery and paper.kind == "experimental" and not assembled and conducts:
        reason = "the paper is on an electrolyte and has no cell"
        liquid = not _of_conductor(found) and any(one.has("solution", "liquid", "viscosit") for one in own)
        return {
            key: reason
            for key, group in groups.items()
            if group != "paper"
            and not found.get(key)
            and (group != "electrolyte" or not liquid if liquid else key not in _OF_CONDUCTORS)
            and not (liquid and key in ("test_temperature", "ionic_conductivity"))
        }
    return None


def _of_conductor(found: Found) -> bool:
    """Whether the only electrolyte is a solid one."""
    solid = any(finding.component == "solid electrolyte" for finding in found.get("electrolyte_salt", []))
    return solid and not found.get("electrolyte_concentration")


def _assembled(passage: Passage) -> bool:
    """Whether the passage speaks of a cell that the authors had."""
    match = _HAS_CELL.search(passage.text, passage.lower)
    return match is not None and not _UNIT_CELL.search(passage.text) and not passage.has("spent", "dismantl")


def _all_but(groups: dict[str, str], found: Found, reason: str) -> dict[str, str]:
    """``reason`` for every item but those of the paper itself, whose replicates may be reported."""
    return {
        key: reason
        for key, group in groups.items()
        if group != "paper" or (key == "replicates_or_error" and not found.get(key))
    }


def _of_films(own: list[Passage], found: dict[str, list[Finding]]) -> Iterator[tuple[str, str]]:
    """Binder-free films have no binder and no slurry; a coating that is no electrode has no conductive additive."""
    if not found.get("slurry_solvent") and any(_DRY_MADE.search(passage.text) for passage in own):
        yield "slurry_solvent", "the electrode was made without a solvent"
    recipe = any(found.get(key) for key in ("binder", "binder_fraction", "slurry_solvent", "conductive_additive"))
    if not found.get("binder_fraction"):
        felt = not recipe and any(_FELT.search(one.text) for one in own if one.has("felt", "cloth", "paper"))
        free = any(_BINDER_FREE.search(passage.text) for passage in own if "binder" in passage.lower)
        standing = not recipe and any(
            _FREESTANDING.search(one.text) for one in own if one.has("stand", "support", "peeled")
        )
        if free or standing or felt:
            for key in ("binder", "binder_fraction", "slurry_solvent"):
                yield key, "the electrode is a binder-free film"
            if not found.get("current_collector") and any(_NO_COLLECTOR.search(one.text) for one in own):
                yield "current_collector", "the electrode has none"
            if not found.get("conductive_additive"):
                yield "conductive_additive", "the electrode is a film without additive"
                yield "conductive_additive_fraction", "the electrode is a film without additive"
    coating = any(finding.component == "separator coating" for finding in found.get("binder", []))
    if coating and not found.get("conductive_additive"):
        yield "conductive_additive", "the coating is not an electrode"
        yield "conductive_additive_fraction", "the coating is not an electrode"


def _of_electrolytes(own: list[Passage], found: dict[str, list[Finding]]) -> Iterator[tuple[str, str]]:
    """A solid electrolyte stands in the separator's place; a paper on an electrolyte alone has no electrode."""
    if any(_NO_LIQUID.search(passage.text) for passage in own if passage.has("liquid", "solvent-free")):
        for key in ("separator", "electrolyte_solvent", "electrolyte_volume"):
            if not found.get(key):
                yield key, "the cells hold no liquid"
    if not found.get("separator") and any(_SOLID.search(passage.text) for passage in own if "solid" in passage.lower):
        yield "separator", "a solid electrolyte stands in its place"
    solid = any(finding.component == "solid electrolyte" for finding in found.get("electrolyte_salt", []))
    if solid and not found.get("separator") and not found.get("electrolyte_volume"):
        yield "separator", "a solid electrolyte stands in its place"
    wet = any(found.get(key) for key in ("binder", "binder_fraction", "slurry_solvent"))
    if solid and not wet and not any(one.has("slurr", " cast", "binder", "coated on", "tape") for one in own):
        for key in ("binder", "binder_fraction", "slurry_solvent", "drying_conditions"):
            if not found.get(key):
                yield key, "powders were pressed without binder"
    if solid and not found.get("electrolyte_concentration") and not any(one.has(*_LIQUID) for one in own):
        for key in ("electrolyte_concentration", "electrolyte_solvent", "electrolyte_additive", "electrolyte_volume"):
            if not found.get(key):
                yield key, "the electrolyte is solid"
    cells = any(found.get(key) for key in ("cell_format", "specific_capacity", "voltage_window", "current_collector"))
    if solid and not cells and not found.get("active_material"):
        for key in ("active_material", "separator"):
            if not found.get(key):
                yield key, "the paper is on an electrolyte and has no electrode"
