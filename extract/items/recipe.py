"""The recipe of an electrode or coating: its components by name and by share."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..analysis import MaterialMention
from ..quantity import Normalised
from .component import component_of
from .finding import Finding
from .lexicon import find_names
from .reading import Passage, Reading
from .recipe_names import called_binders, composite_shares, unweighed
from .recipe_parts import BRACKETS, Part, percent_shares, ratio_shares

CONDUCTORS = frozenset(
    {
        "garnet",
        "nasicon",
        "argyrodite",
        "sulfide_electrolyte",
        "halide_electrolyte",
        "salt",
        "other_solvent",
        "carbonate_solvent",
        "ether_solvent",
    }
)
_GENERIC_ACTIVE = re.compile(
    r"(?i)^(?:the )?(?:(?:as-?\s?)?(?:active|prepared|obtained|synthesi[sz]ed|electrode|cathode|anode|electroactive|"
    r"corresponding|sample|final|resulting|host|of|the|our|different|above|various|respective|layered|oxide|positive|"
    r"negative|metal|polyanion\w*|organic)[\s-]*)*"
    r"(?:materials?|powders?|samples?|mass|composites?|products?|substances?|compounds?|oxides?|phosphates?|"
    r"sulfides?|polymers?|electrodes?|particles?|solids?)?$"
)
_CONTEXT = (
    "slurry",
    "slurries",
    "electrode",
    "cathode",
    "anode",
    "paste",
    "ink",
    "coat",
    "cast",
    "mixture",
    "mixing",
    "mixed",
    "film",
    "separator",
    "layer",
    "binder",
    "composed",
    "consist",
)
_CLEAN = re.compile(
    r"(?i)^(?:the|an?|both|our|of|pure|commercial(?:ized)?|as[- ](?:prepared|synthesi[sz]ed|obtained)|"
    r"active materials?|"
    r"active|prepared|ground|annealed|calcined|sintered|dried|milled|pristine|bare|fresh|obtained|resulting|"
    r"synthesi[sz]ed|\W)\s+|\s+(?:powders?|active materials?|materials?|as (?:the )?active.*|particles|"
    r"were.*|was.*|in (?:a|the|an)?\s?(?:weight|mass|wt).*)$"
)


def _clean(name: str) -> str:
    before = ""
    name = BRACKETS.sub(lambda match: match[0] if len(match[0]) < 12 else "", name).strip(" .:;,=")
    while name != before:
        before = name
        name = _CLEAN.sub("", name).strip(" .:;,=")
    return name


def find_recipes(reading: Reading) -> list[Finding]:
    """Names and shares of active material, conductive additive and binder that recipes state."""
    findings: list[Finding] = []
    for passage in reading.passages:
        if passage.of_others:
            continue
        text = passage.text
        binders, carbons = find_names(text, "binder"), find_names(text, "conductive_additive")
        weighed = passage.has("weight ratio", "mass ratio", "ratio by weight", "ratio of")
        if not (binders or carbons or passage.has("binder", "conductive")):
            findings += composite_shares(reading, passage)
            continue
        if not passage.has(*_CONTEXT) and not (binders and carbons) and not (carbons and weighed):
            continue
        if passage.has("electrolyte") and find_names(text, "electrolyte_salt") and not passage.has("slurry"):
            continue
        component = component_of(passage)
        materials = reading.materials_in(passage)
        rank = passage.setting_rank + (1 if component and component.startswith(("sep", "sol")) else 0)
        told = sum(1 for _ in percent_shares(passage))
        for part, number, unit, numbers, start, end in ratio_shares(passage):
            if len(numbers) == 2 and told >= 3:
                continue  # `CMC/SBR (6%, 1:1)`: how the share is divided
            if len(numbers) == 2 and not binders and passage.has("heated", "melt", "155 ", "infus"):
                continue  # carbon that takes up sulfur is no recipe of an electrode
            if len(numbers) > 2 and part.role == "active_material" and _is_conductor(passage, part, materials):
                continue
            share = Normalised(100 * number / sum(numbers), None, None, "%")
            findings += _findings(passage, part, number, unit, share, rank, component, start, end, materials)
        percents = list(percent_shares(passage))
        roles = {part.role for part, *_ in percents}
        total = sum(number for _, number, *_ in percents)
        if (len(roles) >= 2 and (total <= 110 or len(percents) > 4)) or (len(percents) == 1 and "binder" in roles):
            for part, number, unit, start, end in percents:
                share = Normalised(number, None, None, unit)
                findings += _findings(passage, part, number, unit, share, rank, component, start, end, materials)
    found = [*findings, *_contents(reading)]
    keys = {finding.key for finding in found}
    return [*found, *called_binders(reading, "binder" in keys), *unweighed(reading, keys)]


_CONTENT = re.compile(
    r"(?i)\b(?:content|fraction|share|percentage|proportion) (?:of (?:the )?active materials? )?(?:of|"
    r"in) the (?:electrodes?|cathodes?|anodes?)"
    r"(?:\s\w+){0,2}? (?:was|is|were|amounted to|of|reached)(?: about| approximately)?\s?$"
)


def _contents(reading: Reading) -> Iterator[Finding]:
    """The share of the active material where it is stated alone: `the sulfur content of the cathode was 60 %`."""
    for passage in reading.containing(" content", " fraction", " share", "percentage", "proportion"):
        if passage.of_others or passage.has("solid content", "solids content", "binder content", "carbon content"):
            continue
        for quantity in passage.quantities_of("percent", "mass_fraction"):
            if _CONTENT.search(passage.before(quantity, 100)):
                yield Finding.of_quantity(
                    "active_material_fraction", quantity, passage.setting_rank + 0.4, component=component_of(passage)
                )


def _token(passage: Passage, mention: MaterialMention) -> tuple[int, int]:
    """The whole token around a mention: a sample label such as ``Al-NMC`` is not the NMC in it."""
    text, at = passage.text, passage.start
    start, end = mention.start - at, mention.end - at
    while start and (text[start - 1].isalnum() or text[start - 1] in "-–@/") and start > mention.start - at - 12:
        start -= 1
    while end < len(text) and (text[end].isalnum() or text[end] in "-–@/") and end < mention.end - at + 12:
        end += 1
    return at + start, at + end


def _is_conductor(passage: Passage, part: Part, materials: tuple[MaterialMention, ...]) -> bool:
    """Whether the part is no active material: a solid electrolyte of a composite electrode, a solvent, a salt."""
    if any(part.start <= hit.start < part.end for hit in find_names(passage.text, "electrolyte_salt")):
        return True
    inside = [one for one in materials if part.start <= one.start - passage.start < part.end]
    return bool(inside) and all(one.family in CONDUCTORS for one in inside)


def _findings(
    passage: Passage,
    part: Part,
    number: float,
    unit: str,
    share: Normalised,
    rank: float,
    component: str | None,
    start: int,
    end: int,
    materials: tuple[MaterialMention, ...],
) -> Iterator[Finding]:
    at = passage.start
    first, last = min(part.start, start), max(part.end, end)
    yield Finding(
        f"{part.role}_fraction",
        number,
        at + first,
        at + last,
        rank,
        unit=unit,
        normalised=share,
        component=component,
        confidence=0.85,
    )
    if part.name is not None:
        yield Finding.of_name(
            part.role,
            part.name.text,
            at + part.name.start,
            at + part.name.end,
            rank,
            norm=part.name.name,
            component=component,
            confidence=0.85,
        )
        for hit in find_names(passage.text, "binder") if part.role == "binder" else ():
            # `CMC/SBR` is two binders with one share.
            if part.name.end < hit.start < part.end and re.fullmatch(
                r"\W*(?:and|or)?\W*", passage.text[part.name.end : hit.start]
            ):
                yield Finding.of_name(
                    part.role, hit.text, at + hit.start, at + hit.end, rank, norm=hit.name, component=component
                )
        return
    if part.role != "active_material":
        return
    mentions = [one for one in materials if part.start <= one.start - at < part.end]
    if mentions:
        main = max(mentions, key=lambda one: len(one.text))
        start, end = _token(passage, main)
        name = passage.text[start - at : end - at]
        yield Finding.of_name(
            part.role,
            name,
            start,
            end,
            rank + 0.5,
            norm=main.canonical if name == main.text else name.lower(),
            component=component,
            confidence=0.8,
        )
        return
    name = _clean(passage.text[part.start : part.end])
    if name and not _GENERIC_ACTIVE.match(name) and len(name) <= 60:
        yield Finding.of_name(
            part.role, name, at + part.start, at + part.end, rank + 0.5, component=component, confidence=0.6
        )
