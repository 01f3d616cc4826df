"""The active materials under study: what the paper itself calls its cathode, anode or electrode."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from ..analysis import MaterialMention
from .finding import Finding
from .lexicon import find_names
from .reading import Passage, Reading

_IS_ELECTRODE = re.compile(
    r"(?i)^(?:['\")\]]|-based|\s(?:composites?|nano\w+|materials?|powders?|hybrids?|microspheres?|samples?|film|particles?|/C|active|porous|coated|pristine|thin|bare|based))*"
    r"[\s-]{0,2}(?:(?:was|were|is|are|used|served|employed|acted|which|act|acts|applied|proposed|utili[sz]ed|promising|considered)\s)*(?:as\s(?:an?\s|the\s)?)?(?:(?:advanced|high[- ]\w+|new|novel|promising|positive|negative|working|active|composite|stable|superior|excellent|potential)[\s-]){0,3}"
    r"(?P<part>cathodes?|anodes?|electrodes?|active materials?|host|positive|negative)\b"
)
_ELECTRODE_OF = re.compile(
    r"(?i)(?P<part>\b(?:cathodes?|anodes?|electrodes?|active materials?))(?:\smaterials?)?(?:\s(?:of|was|is|were|are|comprising|containing|consisting of|based on|made of|such as|for|,)\s|\s?[(:]\s?)(?:the\s|an?\s)?$"
)
_ROLES = frozenset({"cathode_active", "anode_active", "active"})
_SKIPPED_ROLES = ("binder", "solvent", "salt", "additive", "separator", "collector", "conductive", "gas", "precursor")
_SKIPPED_FAMILIES = frozenset(
    {"gas", "salt", "carbonate_solvent", "ether_solvent", "other_solvent", "polymer", "ionic_liquid", "hydroxide"}
)
_METALS = frozenset({"Li", "Na", "K", "Mg", "Zn", "Cu", "Al", "Pt", "Ni", "Ti"})
_PLACE = {"abstract": 2.0, "experimental": 2.0, "caption": 1.0, "results": 1.0, "discussion": 1.0, "conclusions": 1.5}


def find_active(reading: Reading, recipes: list[Finding]) -> Iterator[Finding]:
    """The materials that the text calls its electrodes, most often named first; recipe names count most."""
    scores: dict[str, float] = defaultdict(float)
    first: dict[str, tuple[float, Passage, MaterialMention, str]] = {}
    for passage in reading.passages:
        if passage.of_others or passage.place in ("abstract_like", "introduction"):
            continue
        for material in reading.materials_in(passage):
            if _skipped(material):
                continue
            start, end = material.start - passage.start, material.end - passage.start
            match = _IS_ELECTRODE.match(passage.text[end : end + 90])
            behind = match or _ELECTRODE_OF.search(passage.text[max(0, start - 45) : start])
            if behind is None or (match is not None and re.match(r"(?i)[^a-z]*counter", passage.text[end : end + 12])):
                continue
            weight = _PLACE.get(passage.place, 0.7) * (1.5 if passage.block.kind == "title" else 1.0)
            scores[material.canonical] += weight
            part = behind["part"].lower().rstrip("s")
            candidate = (-weight, passage, material, part)
            if material.canonical not in first or candidate[0] < first[material.canonical][0]:
                first[material.canonical] = candidate
    for finding in recipes:
        if finding.key == "active_material" and isinstance(finding.value, str):
            for canonical, (_, _, material, _) in first.items():
                if material.text.lower() in finding.value.lower() or finding.value.lower() in material.text.lower():
                    scores[canonical] += 3
    if not scores:
        return
    best = max(scores.values())
    for canonical, score in sorted(scores.items(), key=lambda item: -item[1])[:6]:
        if score < max(2.0, 0.3 * best):
            continue
        _, passage, material, part = first[canonical]
        yield Finding.of_name(
            "active_material", material.text, material.start, material.end, 1.0 - score / 1000, norm=canonical.lower(),
            component=part if part in ("cathode", "anode") else None, confidence=min(0.9, 0.5 + score / 20),
        )  # fmt: skip


def _skipped(material: MaterialMention) -> bool:
    role = material.role or ""
    if any(word in role for word in _SKIPPED_ROLES) or material.family in _SKIPPED_FAMILIES:
        return True
    if (
        material.canonical in _METALS
        or material.name in _METALS
        or re.search(r"(?i)\b(?:lithium|sodium|copper|aluminium|aluminum) ?(?:metal|foil)?$", material.name)
    ):
        return True
    return bool(find_names(material.text, "conductive_additive") or find_names(material.text, "binder"))
