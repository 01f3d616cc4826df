"""The active materials under study: what the paper itself calls its cathode, anode or electrode."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from ..analysis import MaterialMention
from ..hints import Hinted
from ..materials import materials_in
from ..paper_class import CONDUCTORS
from .finding import Finding
from .lexicon import find_names
from .reading import Reading

_IS_ELECTRODE = re.compile(
    r"(?i)^(?:['\")\]]|-based|\s(?:composites?|nano\w+|materials?|powders?|hybrids?|microspheres?|samples?|film|"
    r"particles?|/C|active|porous|coated|pristine|thin|bare|based))*"
    r"[\s-]{0,2}(?:(?:was|were|is|are|used|served|employed|acted|which|act|acts|applied|proposed|utili[sz]ed|"
    r"promising|considered)\s)*(?:as\s(?:an?\s|the\s)?)?(?:(?:advanced|high[- ]\w+|new|novel|promising|positive|"
    r"negative|working|active|composite|stable|superior|excellent|potential)[\s-]){0,3}"
    r"(?P<part>cathodes?|anodes?|electrodes?|active materials?|host|positive|negative)\b"
)
_ELECTRODE_OF = re.compile(
    r"(?i)(?P<part>\b(?:cathodes?|anodes?|electrodes?|active materials?))(?:\smaterials?)?(?:\s(?:of|was|is|were|"
    r"are|comprising|containing|consisting of|based on|made of|such as|for|,)\s|\s?[(:]\s?)(?:the\s|an?\s)?$"
)
_SPEAKS = re.compile(r"(?i)\b(?:anodes?|cathodes?|electrodes?|storage|supercapacitors?)\b")
_SKIPPED_ROLES = (
    "binder",
    "solvent",
    "salt",
    "additive",
    "separator",
    "collector",
    "conductive",
    "gas",
    "precursor",
    "discharge_product",
    "reagent",
    "polymer_electrolyte",
    "solid_electrolyte",
    "coating",
)
_SKIPPED_FAMILIES = frozenset(
    {"gas", "salt", "carbonate_solvent", "ether_solvent", "other_solvent", "polymer", "ionic_liquid", "hydroxide"}
)
_METALS = frozenset({"Li", "Na", "K", "Mg", "Zn", "Cu", "Al", "Pt", "Ni", "Ti"})
_PLACE = {"abstract": 2.0, "experimental": 2.0, "caption": 1.0, "results": 1.0, "discussion": 1.0, "conclusions": 1.5}


# What chemistry counts among salts, and batteries among electrodes.
_VANADATE = re.compile(r"(?:NH4\)?|Na|K|Zn|Li|Ca|Mg|Ag)[\d.x]{0,4}V[2-9]\d?O\d|VO2\(?PO4|VOPO4|FeF3|\[Fe\(CN\)6|HCF\b")


@dataclass
class _Candidate:
    """What speaks for a material: words that call it an electrode, results given for it, mentions in all."""

    called: float = 0.0
    results: int = 0
    mentions: int = 0
    best: float = -1.0
    mention: MaterialMention | None = None
    part: str | None = None

    def shown_by(self, weight: float, material: MaterialMention, part: str | None) -> None:
        """Take ``material`` as the words that stand for the candidate where they weigh more than those before."""
        if weight > self.best:
            self.best, self.mention, self.part = weight, material, part


def find_active(reading: Reading, recipes: list[Finding]) -> Iterator[Finding]:
    """The materials that the text calls its electrodes, and those whose capacities it reports beside them."""
    candidates: dict[str, _Candidate] = defaultdict(_Candidate)
    for passage in reading.passages:
        if passage.of_others or passage.place in ("abstract_like", "introduction"):
            continue
        measured = any(quantity.dimension == "specific_capacity" for quantity in passage.quantities)
        titled = passage.block.kind == "title"
        for material in reading.materials_in(passage):
            if _skipped(material):
                continue
            candidate = candidates[material.canonical]
            candidate.mentions += 3 if titled else 1
            candidate.results += measured and passage.place not in ("experimental", "supplement")
            start, end = material.start - passage.start, material.end - passage.start
            match = _IS_ELECTRODE.match(passage.text[end : end + 90])
            behind = match or _ELECTRODE_OF.search(passage.text[max(0, start - 45) : start])
            counter = match is not None and re.match(r"(?i)[^a-z]*counter", passage.text[end : end + 12])
            if behind is None or counter:
                if titled and material.family not in CONDUCTORS and _SPEAKS.search(passage.text):
                    candidate.called += 2.0
                candidate.shown_by(2.0 if titled else 0.1 if measured else 0.0, material, None)
                continue
            weight = _PLACE.get(passage.place, 0.7) * (1.5 if titled else 1.0)
            candidate.called += weight
            candidate.shown_by(weight, material, behind["part"].lower().rstrip("s"))
    for finding in recipes:
        if finding.key == "active_material" and finding.norm in candidates:
            candidates[finding.norm].called += 3
    most = max((each.mentions for each in candidates.values() if each.called >= 2), default=0)
    called = max((each.called for each in candidates.values()), default=0.0)
    pairs = list(paired(reading))
    yield from pairs
    if not most and candidates:
        results = [] if pairs else _measured(candidates)
        yield from results
        yield from () if pairs or results else _likely(reading)
        return
    chosen = [
        (canonical, each)
        for canonical, each in candidates.items()
        if (each.called >= max(2.0, 0.3 * called) or (each.results >= 1 and each.called) or each.results >= 2)
        and each.mentions >= 0.12 * most
    ]
    for canonical, each in sorted(chosen, key=lambda pair: -(pair[1].called + pair[1].mentions / 20))[:6]:
        if each.mention is None:
            continue
        yield Finding.of_name(
            "active_material", each.mention.text, each.mention.start, each.mention.end,
            1.0 - (each.called + each.mentions / 20) / 1000, norm=canonical,
            component=each.part if each.part in ("cathode", "anode") else None,
            confidence=min(0.9, 0.5 + each.called / 20),
        )  # fmt: skip


def _measured(candidates: dict[str, _Candidate]) -> list[Finding]:
    """Where nothing is called an electrode: the electrode materials that capacities are reported for."""
    return [
        Finding.of_name(
            "active_material", each.mention.text, each.mention.start, each.mention.end,
            1.2 - each.results / 1000 - each.mentions / 10_000, norm=canonical, confidence=0.5,
        )
        for canonical, each in candidates.items()
        if each.results and each.mention is not None and each.mention.role in ("cathode_active", "anode_active")
    ]  # fmt: skip


_PAIR = Hinted(
    r"(?<![\w|/])(?P<one>[A-Z][\w().]{1,20}|graphite|silicon)\s?(?:/{1,2}|\|{1,2}|‖)\s?(?P<other>graphite|"
    r"[A-Z][\w().@-]{1,20}|silicon)"
    r"\s(?:\w+[- ]){0,2}(?:cells?|batter(?:y|ies))\b",
    (),
)


def paired(reading: Reading) -> Iterator[Finding]:
    """Both electrodes of cells that are named by them, such as ``LiCoO2/graphite pouch cells``."""
    for passage in reading.containing("cell", "batter"):
        if passage.of_others:
            continue
        for match in _PAIR.finditer(passage.text, passage.lower):
            named = [materials_in(match[group]) for group in ("one", "other")]
            if not all(one and one[0].role in ("cathode_active", "anode_active") for one in named):
                continue
            for group, (material, *_) in zip(("one", "other"), named, strict=True):
                if not _skipped(material):
                    start = passage.start + match.start(group)
                    yield Finding.of_name(
                        "active_material", match[group], start, start + len(match[group]), 1.0, norm=material.canonical,
                        component="cathode" if material.role == "cathode_active" else "anode",
                    )  # fmt: skip


def _likely(reading: Reading) -> Iterator[Finding]:
    """Where nothing is called an electrode: a material of the title, else the known electrode material named most."""
    if not any(passage.has("anode", "cathode", "electrode", "cell") for passage in reading.passages):
        return
    counts: Counter[str] = Counter()
    first: dict[str, MaterialMention] = {}
    for passage in reading.passages:
        if passage.of_others or passage.place == "abstract_like":
            continue
        titled = passage.block.kind == "title"
        for material in reading.materials_in(passage):
            if _skipped(material) or material.family in CONDUCTORS:
                continue
            if titled or material.role in ("cathode_active", "anode_active"):
                counts[material.canonical] += (50 if titled else 1) + (5 if titled and material.composition else 0)
                first.setdefault(material.canonical, material)
    for canonical, _ in counts.most_common(1):
        best = first[canonical]
        yield Finding.of_name("active_material", best.text, best.start, best.end, 1.5, norm=canonical, confidence=0.5)


def _skipped(material: MaterialMention) -> bool:
    return _is_no_active(material.text, material.name, material.canonical, material.role or "", material.family)


# A paper names its materials again and again.
@lru_cache(maxsize=2048)
def _is_no_active(text: str, name: str, canonical: str, role: str, family: str | None) -> bool:
    if re.search(r"(?i)^(?:li|na|k)[-–](?:s|ion|o2|air|in)(?: alloy)?$", text):
        return True
    if any(word in role for word in _SKIPPED_ROLES) or (family in _SKIPPED_FAMILIES and not _VANADATE.search(text)):
        return True
    if (
        canonical in _METALS
        or name in _METALS
        or re.search(r"(?i)\b(?:lithium|sodium|copper|aluminium|aluminum) ?(?:metal|foil)?$", name)
    ):
        return True
    return bool(find_names(text, "conductive_additive") or find_names(text, "binder"))
