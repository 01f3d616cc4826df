"""What is added to an electrolyte, the compound of a solid one, and how much a cell holds."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from ..analysis import MaterialMention
from ..hints import Hinted
from ..quantities import parse_quantity
from .finding import Finding
from .lexicon import NameHit, find_names
from .reading import Passage, Reading

# A share of an additive: `2 wt%`, `5 vol.%`, `0.2 M`.
SHARE = r"(?P<amount>\d{1,2}(?:\.\d+)?)\s?(?P<unit>wt\.?\s?-?%|vol\.?\s?-?%|%|M\b|mol%|mol\s?L\^?-1|weight %|volume %)"
_NO_ADDITIVE = Hinted(
    r"(?i)\b(?:without|no|free of|absence of)\s(?:any\s|the\s)?([\w\s-]{0,30}?)\s?additives?\b|\badditive-free\b"
)


def find_additives_in(passage: Passage) -> Iterator[Finding]:
    """The additives that ``passage`` names, with their amounts, or the statement that there is none."""
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
        "electrolyte", "additive", "lipf", "litfsi", "napf", "naclo", "liclo", "in ec", "lp30", "lp40", "lp57", " m li"
    ):
        return
    others = {hit.name: hit for hit in [*find_names(text, "electrolyte_additive")]}
    for hit in others.values():
        before, after = text[max(0, hit.start - 60) : hit.start], text[hit.end : hit.end + 60]
        share = re.search(rf"{SHARE}\s?(?:of\s|\()?(?:the\s)?(?:\w+\s){{0,2}}$", before) or re.match(
            rf"\s?\(?\s?(?:\([A-Za-z]+\)\s?)?[,(]?\s?{SHARE}", after
        )
        called = (
            re.search(r"(?i)additives?(?: of)?\W{0,2}\s?(?:\w+\s)?$", before)
            or re.match(r"(?i)[^.;]{0,45}\badditives?\b", after)
            or re.search(r"(?i)\b(?:addition of|containing|with added)\s(?:\w+\s){0,2}$", before)
        )
        if share is None and not called:
            continue
        if hit.name == "fluoroethylene carbonate" and re.match(r"\s?[:/+]\s?[A-Z]{2,4}\b", after):
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
_SOLID_WORDS = Hinted(
    r"(?i)\b(?:solid(?:[- ]state)?[- ]electrolytes?|solid[- ]state (?:\w+ ){0,2}(?:cells?|batter(?:y|ies))|"
    r"(?:composite|polymer|garnet|hybrid)[- ]electrolytes?|"
    r"ceramic electrolytes?|(?:ionic|ion|lithium|sodium|total|"
    r"bulk) conductivit\w+|glass[- ]ceramics?|"
    r"superionic|fast[- ]ion|ion(?:ic)? conductors?|electrolyte (?:layer|pellet|membrane)|ceramics?\b)"
)


_SOLID_HINTS = ("electrolyte", "solid", "conducti", "conductor", "glass", "superionic", "fast", "ceramic")


def find_solid_electrolytes(reading: Reading) -> Iterator[Finding]:
    """The compound of a solid electrolyte that the paper itself makes or uses."""
    spoken = False
    counts: dict[str, int] = defaultdict(int)
    first: dict[str, tuple[float, MaterialMention]] = {}
    titled: set[str] = set()
    for passage in reading.passages:
        if passage.of_others:
            continue
        spoken = spoken or (passage.has(*_SOLID_HINTS) and bool(_SOLID_WORDS.search(passage.text, passage.lower)))
        for material in reading.materials_in(passage):
            if (
                material.family not in _SOLID_FAMILIES
                or "cathode" in (material.role or "")
                or "active" in (material.role or "")
            ):
                continue
            counts[material.canonical] += 1
            if passage.block.kind == "title" and material.composition is not None:
                titled.add(material.canonical)
            formula = material.composition is not None and re.match(r"(?:Li|Na|Mg|K)[\d(A-Zx]", material.text)
            place = (0.0 if formula else 0.5) + passage.setting_rank / 10
            if material.canonical not in first or place < first[material.canonical][0]:
                first[material.canonical] = (place, material)
    best = max(counts.values(), default=0)
    for canonical, count in sorted(counts.items(), key=lambda item: -item[1])[:4] if spoken else ():
        material = first[canonical][1]
        if count >= max(2, best / 3) or (best < 2 and canonical in titled):
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


# `3.5 μL of electrolyte per mg of sulfur` is a ratio.
_PER = re.compile(
    r"(?i)\s(?:of\s)?(?:the\s|liquid\s)*electrolytes?\s(?:was |were |is )?(?:\w+\s){0,2}?(?:per|for (?:each|every))\s"
    r"(?P<per>mg|g|mAh|Ah|cm2)(?![A-Za-z])"
)


def find_volumes(reading: Reading) -> Iterator[Finding]:
    """Electrolyte volume or mass in a cell, or its ratio to active mass or capacity."""
    for passage in reading.containing(
        "electrolyte",
        "e/s",
        "pf6",
        "tfsi",
        "clo4",
        "fsi",
        "so4",
        "otf",
        "lp30",
        "lp40",
        "lp57",
        "injected",
        "anolyte",
        "catholyte",
        "posolyte",
        "negolyte",
        "of solution",
        "m solution",
        "filled",
    ):
        if passage.of_others:
            continue
        for quantity in passage.quantities_of(
            "liquid_per_mass", "liquid_per_charge", "mass_per_charge", "liquid_per_area"
        ):
            yield Finding.of_quantity(
                "electrolyte_volume", quantity, passage.setting_rank, component="electrolyte", confidence=0.85
            )
        for quantity in passage.quantities_of("liquid_volume", "volume", "mass"):
            shared = _PER.match(passage.text, quantity.end - passage.start)
            if shared is not None:
                per = {"mah": "mAh", "ah": "Ah"}.get(shared["per"].lower(), shared["per"].lower())
                scaled = parse_quantity(f"{quantity.value:.10g}", f"{quantity.unit}/{per}") if quantity.value else None
                yield replace(
                    Finding.of_quantity(
                        "electrolyte_volume", quantity, passage.setting_rank, component="electrolyte",
                        unit=f"{quantity.unit} {per}^-1", confidence=0.8,
                    ),
                    end=passage.start + shared.end(), normalised=None if scaled is None else scaled.normalised,
                )  # fmt: skip
        for quantity in passage.quantities_of("mass"):
            filled = re.match(r"\s?of\s(?:the\s)?(?:liquid\s)?(?:electrolyte|solution)", passage.after(quantity, 30))
            filled = filled or re.match(r"\s?(?:per|/|in each|in every) ?cell", passage.after(quantity, 20))
            if filled and quantity.unit in ("g", "mg") and passage.has("cell", "fill", "inject"):
                yield Finding.of_quantity(
                    "electrolyte_volume", quantity, passage.setting_rank, component="electrolyte", confidence=0.7
                )
        for quantity in passage.quantities_of("liquid_volume", "volume"):
            amount = quantity.normalised.value if quantity.normalised else None
            litres = {"μL": 1.0, "cm^3": 1000.0}.get(quantity.normalised.unit, 0.0) if quantity.normalised else 0.0
            if amount is None or not 1 <= amount * litres <= 20000:
                continue
            if _PER.match(passage.text, quantity.end - passage.start):
                continue
            before, after = passage.before(quantity, 70), passage.after(quantity, 60)
            named = (
                re.search(r"electrolyte|\b(?:an|cath|pos|neg)olyte", before + after)
                or re.match(r"\s?of (?:an? |the |this )?(?:[\d.]+ (?:m|mol\s?l\^?-1) )?solution", after)
                or re.match(r"\s?of\s.{0,30}(?:lp\d\d|pf6|tfsi|clo4|fsi|so4|otf)", after)
                or re.match(r"\s?of (?:the |this )?(?:mixture|solution|precursor)[^.;]{0,20}\binjected\b", after)
            )
            if named and not re.search(
                r"dissolved in\s?$|stirr|dropwise|teflon|autoclave|immers|soak(?!\w* with)|washed|vial|bottle|"
                r"flow",
                before,
            ):
                yield Finding.of_quantity(
                    "electrolyte_volume", quantity, passage.setting_rank, component="electrolyte", confidence=0.8
                )
