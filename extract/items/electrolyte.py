"""The liquid electrolyte: salt, concentration, solvents and their ratio."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..hints import Hinted
from .electrolyte_extras import SHARE, find_additives_in
from .finding import Finding
from .lexicon import NameHit, find_names
from .reading import Passage, Reading

_CONCENTRATION = re.compile(
    r"(?<![\w.])(?P<value>\d{1,2}(?:\.\d{1,3})?)\s?-?(?P<unit>M\b|m\b|mol\s?(?:/|·|\s|\.)?\s?(?:L|l|dm|"
    r"kg)\s?(?:\^?-\s?[13]|\^?3)?(?![A-Za-z])|mol/(?:L|l|dm\^?3|kg)|molar\b|molal\b|molL\^?-?1)"
)
_RATIO = re.compile(
    r"(?<![\w.:])\d{1,3}(?:\.\d)?(?:\s?[:∶/]\s?\d{1,3}(?:\.\d)?){1,4}(?![\d:])|"
    r"(?<![\w.+])\d\+\d(?=,? ?(?:by |\()?(?:v|w))"
)
_VOLUME = re.compile(r"(?i)\bvol(?:ume|\.|umetric)?\b|v\s?/\s?v|\bvol ?%|by volume|\bVeth|v:v")
_WEIGHT = re.compile(
    r"(?i)w\s?[/:]\s?w|\bg\s?[/:]\s?g\b|\bwt\b|by weight|weight ratio|by mass|mass ratio|wt ?%|weight percent"
)
_AQUEOUS = re.compile(
    r"(?i)\b(aqueous)(?=\s\d)|\b(aqueous)\s(?:\w+\s){0,2}(?:electrolytes?|solutions?)\b|\((aq)\.?\)|"
    r"\bin ((?:(?:deioni[sz]ed|de-ioni[sz]ed|DI|distilled|ultrapure|pure|Milli-Q) )?water)\b"
)
_IN_CELL = re.compile(r"(?i)\b(?:cells?|batter(?:y|ies)) (?:were|was) (?:built|assembled|made|filled)|\b[3-9] M KOH\b")
_ADDITIVE = re.compile(r"(?i)\badditives?\b")
_TAKEN = Hinted(
    r"(?i)\b(?:synthesi[sz]ed|precursor|calcin|etch|hydrothermal|raw materials?|activation|activated with|wash\w*)\b"
)
# An electrolyte by its name; the liquids of a flow battery have their own.
_SPOKEN = ("electrolyte", "anolyte", "catholyte", "posolyte", "negolyte")
_SOLVENT_CONTEXT = ("electrolyte", " in ", "dissolved", "solution", "solvent", "mixture")


def find_electrolytes(reading: Reading) -> Iterator[Finding]:
    """Salt, concentration, solvents, ratio and additives of the liquid electrolyte."""
    for passage in reading.passages:
        if not passage.has("li", "na", "electrolyte", "k", "zn", "mg", "ec", "added"):
            continue
        spoken = passage.has(*_SPOKEN)
        if passage.of_others:
            continue
        text = passage.text
        salts = [
            hit for hit in find_names(text, "electrolyte_salt") if hit.name != "KOH" or spoken or _IN_CELL.search(text)
        ]
        solvents = find_names(text, "electrolyte_solvent")
        if passage.place == "experimental" or spoken:
            yield from find_additives_in(passage)
        if not salts and spoken and passage.place in ("experimental", "supplement", "other"):
            yield from _unknown_salts(passage)
        dissolved = not salts and bool(solvents) and passage.has("solution") and _CONCENTRATION.search(text) is not None
        if not salts and not (solvents and (spoken or dissolved)):
            continue
        settled = passage.place in ("experimental", "supplement", "other", "caption")
        concentrated = list(_CONCENTRATION.finditer(text))
        if _TAKEN.search(text) and not concentrated:
            continue
        if not settled and not (concentrated and (spoken or passage.has("solution", " in "))):
            continue
        bought = passage.has("sigma", "aldrich") and not (spoken or passage.has("dissolved"))
        if not concentrated and (bought or passage.has("purchased", "received", "without further")):
            continue
        rank = passage.setting_rank + (0 if spoken else 0.3)
        if salts and settled:
            yield from _second_salts(passage, salts, rank)
        for salt in salts:
            near = _near(concentrated, salt, text)
            if salt.name == "LiNO3" and not (near and len(salts) == 1 and not passage.has("additive")):
                continue
            if not near and not re.search(
                r"(?i)electrolyte|(?:an|cath|pos|neg)olyte|dissolved|\bLP ?\d{2}\b|conducting salt|supporting salt|"
                r"\bPEO\b|"
                r"\bEO\s?[:/]|PVDF-HFP",
                text,
            ):
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
        if dissolved and not _TAKEN.search(text):
            yield from (_concentration(passage, match, rank + 0.5) for match in concentrated)
        if spoken or dissolved or (salts and concentrated):
            yield from _solvents(passage, salts, solvents, rank)


_COMPOUND = re.compile(
    r"\s?(?:of\s)?(?P<name>(?!HCl|HNO3|H2SO4|HF\b|NaCl\b)[A-Z][A-Za-z]*(?:\d|[A-Z(])[\w()\[\]]{0,18}|APC|(?:Li|Na|K|"
    r"Mg|Zn|Ca|Al)\[[\w()\[\]]{2,20})(?=[\s,.;)/+]|$)"
)


def _unknown_salts(passage: Passage) -> Iterator[Finding]:
    """A compound right behind a concentration in a sentence on the electrolyte, where no known salt is named."""
    if _TAKEN.search(passage.text, passage.lower) or passage.has("reference electrode", "three-electrode", "wash"):
        return
    for match in _CONCENTRATION.finditer(passage.text):
        name = _COMPOUND.match(passage.text, match.end())
        if name is not None:
            start = passage.start + name.start("name")
            yield Finding.of_name(
                "electrolyte_salt", name["name"], start, start + len(name["name"]), passage.setting_rank + 0.5,
                component="electrolyte", confidence=0.5,
            )  # fmt: skip
            yield _concentration(passage, match, passage.setting_rank + 0.5)


_SECOND = re.compile(r"(?:\+|\band|\bwith|\bplus|/)\s?(?:an? )?(?:additional )?$")


def _second_salts(passage: Passage, salts: list[NameHit], rank: float) -> Iterator[Finding]:
    """A compound with its own concentration behind a known salt: `2 M ZnSO4 + 0.2 M MnSO4`."""
    for match in _CONCENTRATION.finditer(passage.text):
        name = _COMPOUND.match(passage.text, match.end())
        behind = any(0 <= match.start() - salt.end <= 12 for salt in salts)
        if name is None or not behind or not _SECOND.search(passage.text[: match.start()]):
            continue
        start = passage.start + name.start("name")
        if any(find_names(name["name"], role) for role in ("electrolyte_salt", "electrolyte_additive")):
            continue
        yield Finding.of_name(
            "electrolyte_salt", name["name"], start, start + len(name["name"]), rank + 0.3, component="electrolyte",
            confidence=0.6,
        )  # fmt: skip
        yield _concentration(passage, match, rank + 0.3)


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


# `FEC:DEC` is a solvent, whatever FEC is elsewhere.
_MIXED = re.compile(r"\s?[:/+]\s?(?=[A-Z]{2,4}\b)")


def _solvents(passage: Passage, salts: list[NameHit], solvents: tuple[NameHit, ...], rank: float) -> Iterator[Finding]:
    text = passage.text
    taken: list[NameHit] = []
    for hit in solvents:
        before = text[max(0, hit.start - 45) : hit.start]
        mixed = _MIXED.match(text, hit.end)
        if (
            hit.name == "fluoroethylene carbonate"
            and not mixed
            and (
                re.search(rf"(?i){SHARE}[^;]{{0,12}}$|additive", before)
                or _ADDITIVE.search(text[hit.end : hit.end + 40])
            )
        ):
            continue
        told = salts and _CONCENTRATION.search(text)
        if re.search(r"(?i)\bwash\w*|rins\w*|clean\w*", before) or not (told or passage.has(*_SOLVENT_CONTEXT)):
            continue
        if salts and min(abs(hit.start - salt.end) for salt in salts) > 220 and not passage.has("electrolyte"):
            continue
        taken.append(hit)
    aqueous = _AQUEOUS.search(text)
    if not taken and salts and aqueous is not None:
        yield Finding.of_name(
            "electrolyte_solvent",
            aqueous[aqueous.lastindex or 0],
            passage.start + aqueous.start(aqueous.lastindex or 0),
            passage.start + aqueous.end(aqueous.lastindex or 0),
            rank,
            norm="water",
            component="electrolyte",
            aspect="name",
            confidence=0.7,
        )
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
        count = len(re.split(r"[:∶/+]", match[0]))
        if count > max(len(names), 2) or text[match.end() : match.end() + 2].strip().startswith("°"):
            continue
        around = text[max(0, match.start() - 40) : match.start()] + "#" + text[match.end() : match.end() + 28]
        if not any(abs(match.start() - hit.end) < 90 or abs(hit.start - match.end()) < 60 for hit in taken):
            continue
        basis = "volume ratio" if _VOLUME.search(around) else "weight ratio" if _WEIGHT.search(around) else "ratio"
        if "/" in match[0] and basis == "ratio":
            continue
        value = re.sub(r"\s?[:∶/+]\s?", ":", match[0])
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
