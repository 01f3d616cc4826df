"""The electrolyte: salt, concentration, solvents and their ratio, additives, volume; and the separator."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from ..analysis import MaterialMention
from .finding import Finding
from .lexicon import NameHit, find_names
from .reading import Passage, Reading

_CONCENTRATION = re.compile(
    r"(?<![\w.])(?P<value>\d{1,2}(?:\.\d{1,3})?)\s?-?(?P<unit>M\b|m\b|mol\s?(?:/|·|\s|\.)?\s?(?:L|l|dm|"
    r"kg)\s?(?:\^?-\s?[13]|\^?3)?(?![A-Za-z])|mol/(?:L|l|dm\^?3|kg)|molar\b|molal\b|molL\^?-?1)"
)
_RATIO = re.compile(r"(?<![\d.:])\d{1,3}(?:\.\d)?(?:\s?[:∶/]\s?\d{1,3}(?:\.\d)?){1,4}(?![\d:])")
_VOLUME = re.compile(r"(?i)\bvol(?:ume|\.|umetric)?\b|v\s?/\s?v|\bvol ?%|by volume|\bVeth|v:v")
_WEIGHT = re.compile(r"(?i)w\s?[/:]\s?w|\bwt\b|by weight|weight ratio|by mass|mass ratio|wt ?%|weight percent")
_SHARE = r"(?P<amount>\d{1,2}(?:\.\d+)?)\s?(?P<unit>wt\.?\s?-?%|vol\.?\s?-?%|%|M\b|mol%|mol\s?L\^?-1|weight %|volume %)"
_NO_ADDITIVE = re.compile(
    r"(?i)\b(?:without|no|free of|absence of)\s(?:any\s|the\s)?([\w\s-]{0,30}?)\s?additives?\b|\badditive-free\b"
)
_ADDITIVE = re.compile(r"(?i)\badditives?\b")
_TAKEN = re.compile(
    r"(?i)\b(?:synthesi[sz]ed|precursor|calcin|etch|hydrothermal|raw materials?|activation|activated with|wash\w*)\b"
)
_SOLVENT_CONTEXT = ("electrolyte", " in ", "dissolved", "solution", "solvent", "mixture")


def find_electrolytes(reading: Reading) -> Iterator[Finding]:
    """Salt, concentration, solvents, ratio and additives of the liquid electrolyte."""
    for passage in reading.passages:
        if not passage.has("li", "na", "electrolyte", "k", "zn", "mg", "ec"):
            continue
        if passage.of_others:
            continue
        text = passage.text
        salts = [hit for hit in find_names(text, "electrolyte_salt") if hit.name != "KOH" or passage.has("electrolyte")]
        solvents = find_names(text, "electrolyte_solvent")
        if passage.place == "experimental" or passage.has("electrolyte"):
            yield from _additives(passage)
        if not salts and not (solvents and passage.has("electrolyte")):
            continue
        settled = passage.place in ("experimental", "supplement", "other", "caption")
        concentrated = list(_CONCENTRATION.finditer(text))
        if _TAKEN.search(text) and not concentrated:
            continue
        if not settled and not (concentrated and passage.has("electrolyte", "solution", " in ")):
            continue
        bought = passage.has("sigma", "aldrich") and not passage.has("dissolved", "electrolyte")
        if not concentrated and (bought or passage.has("purchased", "received", "without further")):
            continue
        rank = passage.setting_rank + (0 if passage.has("electrolyte") else 0.3)
        for salt in salts:
            near = _near(concentrated, salt, text)
            if salt.name == "LiNO3" and not (near and len(salts) == 1 and not passage.has("additive")):
                continue
            if not near and not re.search(r"(?i)electrolyte|dissolved|conducting salt", text):
                continue
            yield Finding.of_name(
                "electrolyte_salt",
                salt.text,
                passage.start + salt.start,
                passage.start + salt.end,
                rank + (0 if near else 0.5),
                norm=salt.name,
                component="electrolyte",
                confidence=0.9,
            )
            if near is not None:
                yield _concentration(passage, near, rank)
        if passage.has("electrolyte") or (salts and concentrated):
            yield from _solvents(passage, salts, solvents, rank)


def _near(matches: list[re.Match[str]], salt: NameHit, text: str) -> re.Match[str] | None:
    """The concentration that belongs to ``salt``: right before it, or in brackets or words right behind it."""
    before = [match for match in matches if match.end() <= salt.start]
    if before:
        gap = text[before[-1].end() : salt.start]
        if len(gap) <= 30 and not re.search(r"[;.]\s|\b(?:and|with|in)\b.*\d|\band\b", gap):
            return before[-1]
    for match in matches:
        if match.start() >= salt.end:
            gap = text[salt.end : match.start()]
            return match if len(gap) <= 40 and not re.search(r"[;.]\s|\band\b|\bin\b|\+", gap) else None
    return None


def _concentration(passage: Passage, match: re.Match[str], rank: float) -> Finding:
    from ..quantities import parse_quantity

    unit = "M" if match["unit"] == "m" else match["unit"]
    quantity = parse_quantity(match["value"], unit)
    return Finding(
        "electrolyte_concentration",
        float(match["value"]),
        passage.start + match.start(),
        passage.start + match.end(),
        rank,
        unit=match["unit"],
        normalised=None if quantity is None else quantity.normalised,
        component="electrolyte",
        confidence=0.9,
    )


def _solvents(passage: Passage, salts: list[NameHit], solvents: tuple[NameHit, ...], rank: float) -> Iterator[Finding]:
    text = passage.text
    taken: list[NameHit] = []
    for hit in solvents:
        before = text[max(0, hit.start - 45) : hit.start]
        if hit.name == "fluoroethylene carbonate" and (
            re.search(rf"(?i){_SHARE}[^;]{{0,12}}$|additive", before) or _ADDITIVE.search(text[hit.end : hit.end + 40])
        ):
            continue
        if re.search(r"(?i)\bwash\w*|rins\w*|clean\w*", before) or not passage.has(*_SOLVENT_CONTEXT):
            continue
        if salts and min(abs(hit.start - salt.end) for salt in salts) > 220 and not passage.has("electrolyte"):
            continue
        taken.append(hit)
    names = {hit.name for hit in taken}
    for hit in taken:
        yield Finding.of_name(
            "electrolyte_solvent",
            hit.text,
            passage.start + hit.start,
            passage.start + hit.end,
            rank + (0 if salts else 0.5),
            norm=hit.name,
            component="electrolyte",
            aspect="name",
            confidence=0.85,
        )
    if len(names) < 2:
        return
    for match in _RATIO.finditer(text):
        count = len(re.split(r"[:∶/]", match[0]))
        if count > max(len(names), 2) or text[match.end() : match.end() + 2].strip().startswith("°"):
            continue
        around = text[max(0, match.start() - 40) : match.start()] + "#" + text[match.end() : match.end() + 28]
        if not any(abs(match.start() - hit.end) < 90 or abs(hit.start - match.end()) < 60 for hit in taken):
            continue
        basis = "volume ratio" if _VOLUME.search(around) else "weight ratio" if _WEIGHT.search(around) else "ratio"
        if "/" in match[0] and basis == "ratio":
            continue
        value = re.sub(r"\s?[:∶/]\s?", ":", match[0])
        yield Finding.of_name(
            "electrolyte_solvent",
            value,
            passage.start + match.start(),
            passage.start + match.end(),
            rank + 0.1,
            norm=value,
            unit=basis,
            component="electrolyte",
            aspect="ratio",
            confidence=0.8,
        )


def _additives(passage: Passage) -> Iterator[Finding]:
    text = passage.text
    rank = passage.setting_rank
    none = _NO_ADDITIVE.search(text)
    if none is not None and passage.has("electrolyte"):
        yield Finding.of_name(
            "electrolyte_additive",
            none[0],
            passage.start + none.start(),
            passage.start + none.end(),
            rank + 0.2,
            component="electrolyte",
            aspect="name",
            confidence=0.7,
        )
        return
    earlier = passage.previous
    following = earlier is not None and earlier.has("electrolyte") and passage.has(" added")
    if not following and not passage.has(
        "electrolyte", "additive", "lipf", "litfsi", "napf", "naclo", "liclo", "in ec", " m li"
    ):
        return
    others = {hit.name: hit for hit in [*find_names(text, "electrolyte_additive")]}
    for hit in others.values():
        before, after = text[max(0, hit.start - 60) : hit.start], text[hit.end : hit.end + 60]
        share = re.search(rf"{_SHARE}\s?(?:of\s|\()?(?:the\s)?(?:\w+\s){{0,2}}$", before) or re.match(
            rf"\s?\(?\s?(?:\([A-Za-z]+\)\s?)?[,(]?\s?{_SHARE}", after
        )
        called = (
            re.search(r"(?i)additives?(?: of)?\W{0,2}\s?(?:\w+\s)?$", before)
            or re.match(r"(?i)[^.;]{0,45}\badditives?\b", after)
            or re.search(r"(?i)\b(?:addition of|containing|with added)\s(?:\w+\s){0,2}$", before)
        )
        if share is None and not called:
            continue
        if (
            hit.name in ("LiBOB", "LiDFOB", "LiNO3")
            and share is not None
            and share["unit"] == "M"
            and not called
            and len(find_names(text, "electrolyte_salt")) < 2
        ):
            continue
        yield Finding.of_name(
            "electrolyte_additive",
            hit.text,
            passage.start + hit.start,
            passage.start + hit.end,
            rank,
            norm=hit.name,
            component="electrolyte",
            aspect="name",
            confidence=0.85,
        )
        if share is not None:
            yield _amount(passage, hit, share, before, rank)


def _amount(passage: Passage, hit: NameHit, share: re.Match[str], before: str, rank: float) -> Finding:
    from ..quantities import parse_quantity

    behind = share.string is not before
    offset = hit.end if behind else max(0, hit.start - 60)
    start, end = passage.start + offset + share.start("amount"), passage.start + offset + share.end("unit")
    unit = re.sub(r"\.?\s?-?%", "%", share["unit"]).replace("weight%", "wt%").replace("volume%", "vol%")
    quantity = parse_quantity(share["amount"], unit)
    return Finding(
        "electrolyte_additive",
        float(share["amount"]),
        start,
        end,
        rank + 0.1,
        unit=unit,
        normalised=None if quantity is None else quantity.normalised,
        component=f"electrolyte ({hit.name})",
        aspect="amount",
        confidence=0.8,
    )


_SOLID_FAMILIES = frozenset(
    {"garnet", "nasicon", "argyrodite", "sulfide_electrolyte", "halide_electrolyte", "perovskite"}
)
_SOLID_WORDS = re.compile(
    r"(?i)\b(?:solid(?:[- ]state)?[- ]electrolytes?|ceramic electrolytes?|(?:ionic|ion|lithium|sodium|total|"
    r"bulk) conductivit\w+|glass[- ]ceramics?|"
    r"superionic|fast[- ]ion|ion(?:ic)? conductors?|electrolyte (?:layer|pellet|membrane)|ceramics?\b)"
)


def find_solid_electrolytes(reading: Reading) -> Iterator[Finding]:
    """The compound of a solid electrolyte that the paper itself makes or uses."""
    spoken = False
    counts: dict[str, int] = defaultdict(int)
    first: dict[str, tuple[float, MaterialMention]] = {}
    for passage in reading.passages:
        if passage.of_others:
            continue
        spoken = spoken or bool(_SOLID_WORDS.search(passage.text))
        for material in reading.materials_in(passage):
            if (
                material.family not in _SOLID_FAMILIES
                or "cathode" in (material.role or "")
                or "active" in (material.role or "")
            ):
                continue
            counts[material.canonical] += 1
            formula = material.composition is not None and re.match(r"(?:Li|Na|Mg|K)[\d(A-Zx]", material.text)
            place = (0.0 if formula else 0.5) + passage.setting_rank / 10
            if material.canonical not in first or place < first[material.canonical][0]:
                first[material.canonical] = (place, material)
    best = max(counts.values(), default=0)
    for canonical, count in sorted(counts.items(), key=lambda item: -item[1])[:4] if spoken else ():
        material = first[canonical][1]
        if count >= max(2, best / 3):
            yield Finding.of_name(
                "electrolyte_salt",
                material.text,
                material.start,
                material.end,
                5.0 - count / 1000,
                norm=canonical.lower(),
                component="solid electrolyte",
                confidence=0.6,
            )


def find_volumes(reading: Reading) -> Iterator[Finding]:
    """Electrolyte volume or mass in a cell, or its ratio to active mass or capacity."""
    for passage in reading.containing("electrolyte", "e/s", "pf6", "tfsi", "clo4", "fsi"):
        if passage.of_others:
            continue
        for quantity in passage.quantities_of(
            "liquid_per_mass", "liquid_per_charge", "mass_per_charge", "liquid_per_area"
        ):
            yield Finding.of_quantity(
                "electrolyte_volume", quantity, passage.setting_rank, component="electrolyte", confidence=0.85
            )
        for quantity in passage.quantities_of("mass"):
            filled = re.match(r"\s?of\s(?:the\s)?(?:liquid\s)?electrolyte", passage.after(quantity, 30))
            if filled and quantity.unit in ("g", "mg") and passage.has("cell", "fill", "inject"):
                yield Finding.of_quantity(
                    "electrolyte_volume", quantity, passage.setting_rank, component="electrolyte", confidence=0.7
                )
        for quantity in passage.quantities_of("liquid_volume", "volume"):
            amount = quantity.normalised.value if quantity.normalised else None
            litres = {"μL": 1.0, "cm^3": 1000.0}.get(quantity.normalised.unit, 0.0) if quantity.normalised else 0.0
            if amount is None or not 1 <= amount * litres <= 20000:
                continue
            before, after = passage.before(quantity, 70), passage.after(quantity, 60)
            named = "electrolyte" in before + after or re.match(r"\s?of\s.{0,30}(?:pf6|tfsi|clo4|fsi|so4|otf)", after)
            if named and not re.search(
                r"dissolved in\s?$|stirr|dropwise|teflon|autoclave|immers|soak|washed|vial|bottle|flow|tank", before
            ):
                yield Finding.of_quantity(
                    "electrolyte_volume", quantity, passage.setting_rank, component="electrolyte", confidence=0.8
                )
