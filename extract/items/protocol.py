"""The test: rates, what 1C is, temperature, cycles."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..hints import Hinted
from .change import ends_of_change
from .finding import Finding
from .reading import Reading

_NOT_RATE = re.compile(
    r"(?i)\b(?:exchange current|peak current|limiting current|leakage|corrosion|critical current|ionic conduct|"
    r"theoretical|redox peak)\b"
)


def find_rates(reading: Reading) -> Iterator[Finding]:
    """C-rates and current densities of the tests."""
    for passage in reading.measuring("c_rate", "specific_current", "current_density", "linear_current"):
        if passage.of_others and passage.place not in ("experimental", "caption"):
            continue
        for quantity in passage.quantities_of("c_rate", "specific_current", "current_density", "linear_current"):
            before, after = passage.before(quantity, 50), passage.after(quantity, 25)
            if _NOT_RATE.search(before) or quantity.unit in ("A", "mA") or re.search(r"(?i)power|°\s?$", before[-12:]):
                continue
            if quantity.dimension == "c_rate":
                if (
                    re.match(r"\s?(?:=|≈|corresponds?|equals?|means|denotes|refers?)(?![a-z])", after)
                    or (quantity.value == 1 and re.match(r"\s?(?:is|was)(?![a-z])", after))
                    or re.search(r"(?i)(?:=|temperature|defin\w+)\s?$", before)
                ):
                    continue
                if quantity.value is not None and not 0.005 <= quantity.value <= 200:
                    continue
            elif _ONE_C.search(
                passage.text, max(0, quantity.start - passage.start - 45), quantity.start - passage.start
            ):
                continue
            if re.search(
                r"current (?:\w+ )?(?:fell|drop\w*|decay\w*|decreas\w*|was|is) (?:to|below|under) (?:less than )?$",
                before,
            ):
                continue  # where a hold at a voltage ends
            wide = 0.5 if quantity.min is not None else 0.0
            for end in ends_of_change(passage, quantity):
                yield Finding.of_quantity(
                    "rate_or_current_density", end, passage.setting_rank / 4 + wide, component="cell", confidence=0.85
                )


_ONE_C = re.compile(
    r"(?i)(?<![\d.])1(?:\.0)?\s?C(?:[- ]rate)?\b\s?(?:rate\s)?(?:\(?\s?(?:=|≈|≙|≅|~|5|is|was|of|"
    r"corresponds?(?:ing)? to|"
    r"equals?(?: to)?|refers? to|represents?|means|being|denotes?|equivalent to|defined as|is defined as|"
    r"was defined as|is equal to|is equivalent to)\s?)(?:an?\s|"
    r"the\s)?(?:current(?: density)?\s)?(?:of\s)?(?:about\s|approximately\s)?"
)
_DEFINED = re.compile(
    r"(?i)\b(?:C[- ]?rates?|rates?|current(?: densit(?:y|ies))?)\b[^.;]{0,40}\b(?:defined|calculated|based|"
    r"determined|evaluated|assum\w+)\b[^.]{0,90}|"
    r"\b(?:capacity|current) (?:used )?for (?:the )?C-?rates? (?:is|was)\b[^.;]{0,40}|"
    r"\b(?:C[- ]?)?rates? (?:refers?|rel(?:y|ies)|relates?|corresponds?|(?:is|are|was|were) (?:given|based|expressed|"
    r"relative|"
    r"referred|normali[sz]ed))\b[^.;]{0,60}?\b(?:to|on|with)\b[^.]{0,60}|"
    r"\b(?:calculated|based|computed|derived)\b[^.;]{0,20}\b(?:with|on|from|as)\b[^.;]{0,40}\bC-?rates?"
)


def find_one_c(reading: Reading) -> Iterator[Finding]:
    """What 1C is, or the capacity that defines it."""
    kinds = ("specific_capacity", "specific_current", "areal_capacity", "current_density", "current", "charge")
    for passage in reading.measuring(*kinds):
        if not (
            passage.has("1 c", "1c", "1.0 c", "1.0c")
            or (
                passage.has("rate")
                and passage.has(
                    "defin",
                    "based on",
                    "calculated",
                    " refer",
                    "relat",
                    "expressed",
                    " rely",
                    "relies",
                    "for c",
                    "for the c",
                )
            )
        ):
            continue
        for match in _ONE_C.finditer(passage.text):
            for quantity in passage.quantities_of(*kinds):
                if 0 <= quantity.start - passage.start - match.end() <= 28:
                    yield Finding.of_quantity(
                        "one_c_definition", quantity, passage.setting_rank, component="cell", confidence=0.9
                    )
                    break
        defined = _DEFINED.search(passage.text)
        if defined is not None:
            for quantity in passage.quantities_of(*kinds):
                if defined.start() <= quantity.start - passage.start <= defined.end():
                    yield Finding.of_quantity(
                        "one_c_definition", quantity, passage.setting_rank + 0.5, component="cell", confidence=0.7
                    )
                    break


_TESTED = Hinted(
    r"(?i)\b(?:cycl(?:ed|ing|es?)|charg\w+|discharg\w+|galvanostatic\w*|electrochemical (?:tests?|measurements?|"
    r"performances?|characteri[sz]ation)|conductivit(?:y|ies)|tested|"
    r"test(?:ing)? temperature|experiments? (?:were|was) (?:done|performed|carried out|conducted|run)|"
    r"the temperature (?:was|"
    r"is)|clima(?:te|tic) chambers?|temperature control\w*|thermostat\w*|incubator|tests?|"
    r"impedance|eis|batter(?:y|ies)|cells?|capacity|measurements? were|"
    r"tests? were|rate performance|temperature (?:was|is) (?:kept|held|controlled|set|maintained))\b",
    (),
)
_NOT_TEST = re.compile(
    r"(?i)\b(?:calcin\w*|sinter\w*|anneal\w*|dr(?:ied|ying|y)|heated|stirr\w*|hydrothermal|cool\w*|xrd|raman|xps|"
    r"isotherm\w*|nitrogen adsorption|tga|weight loss|dsc|melt\w*|synthesi\w*|temperature coefficient|autoclave|"
    r"prepared|nmr|density functional|predict\w*|molecular dynamics|simulat\w*|extrapolat\w*|dissolv\w*|washed|dew|"
    r"adsorption|stored)\b"
)
_ROOM = re.compile(r"(?i)\b(?:room|ambient)[- ]temperatures?\b|\bRT\b")


def find_temperatures(reading: Reading) -> Iterator[Finding]:
    """Temperatures of electrochemical tests; room temperature in words only where no figure says what it is."""
    found = list(_temperatures(reading))
    figures = [one.value for one in found if isinstance(one.value, float) and one.normalised and one.unit != "K"]
    roomy = any(15 <= figure <= 30 for figure in figures)
    return (one for one in found if not (roomy and one.norm == "room temperature"))


def _temperatures(reading: Reading) -> Iterator[Finding]:
    for passage in reading.passages:
        temperatures = list(passage.quantities_of("temperature"))
        if not temperatures and not passage.has("room", "ambient", "rt"):
            continue
        if passage.of_others or not _TESTED.search(passage.text, passage.lower):
            continue
        if passage.place == "abstract" and not passage.has("cell", "batter", "conductiv", "cycl", "capacity"):
            continue
        for quantity in temperatures:
            value = quantity.normalised
            if _ROOM.search(quantity.text):
                continue
            middle = None if value is None else value.value if value.value is not None else value.max
            if middle is None or not -80 <= middle <= 200:
                continue
            around = passage.before(quantity, 70) + "#" + passage.after(quantity, 30)
            if _NOT_TEST.search(around) or not _TESTED.pattern.search(
                passage.before(quantity, 140) + passage.after(quantity, 80)
            ):
                continue
            if re.match(r"\s?(?:/|per|min)", passage.after(quantity, 6)):
                continue
            yield Finding.of_quantity(
                "test_temperature",
                quantity,
                passage.setting_rank + (0.3 if quantity.min is not None else 0),
                component="cell",
                confidence=0.75,
            )
        for match in _ROOM.finditer(passage.text):
            around = passage.lower[max(0, match.start() - 80) : match.end() + 40]
            if _NOT_TEST.search(around) or not _TESTED.search(around, around):
                continue
            yield Finding.of_name(
                "test_temperature",
                match[0],
                passage.start + match.start(),
                passage.start + match.end(),
                passage.setting_rank + 0.2,
                norm="room temperature",
                component="cell",
                confidence=0.7,
            )


_CYCLED_TIMES = Hinted(r"(?i)\bcycled (?:for )?(\d{1,4}) times\b", (" times",))


_HEATED = re.compile(r"(?i)\b(?:baked|heated|anneal\w*|sinter\w*|calcin\w*|rest\w*|stor\w*|aged|soak\w*)\b")


def find_cycles(reading: Reading) -> Iterator[Finding]:
    """Cycles run or survived; hours of plating and stripping. The first few beside hundreds are no test."""
    found = list(_cycles(reading))
    counts = [one.value if isinstance(one.value, float) else one.max for one in found if one.unit == "cycles"]
    many = max((count for count in counts if count is not None), default=0.0)
    for one in found:
        few = one.unit == "cycles" and isinstance(one.value, float) and one.value <= 10
        if not (few and many >= 100):
            yield one


def _cycles(reading: Reading) -> Iterator[Finding]:
    for passage in reading.passages:
        if passage.of_others or passage.has("voltammetr", "voltammogram", "cv curve"):
            continue
        for quantity in passage.quantities_of("cycles"):
            count = quantity.value if quantity.value is not None else quantity.max
            before, after = passage.before(quantity, 40), passage.after(quantity, 20)
            if (
                count is None
                or count < 5
                or (
                    re.search(r"within\s?$", before)
                    and not passage.has("fad", "drop", "fell", "fail", "fall", "die", "lost")
                )
                or re.search(
                    r"(?i)every\s?$|each\s?$|first\s?$|initial\s?$|wash\w*|rins\w*|pre-?cycl\w*\s?$|"
                    r"\bthe last\s?$|"
                    r"scan\w*\s?$",
                    before,
                )
            ):
                continue
            if re.match(r"\s?each\b|\s?(?:per|/)|\s?of (?:[a-z]{1,3}o\d|ald\b|al2o3|coating|deposition)", after):
                continue
            yield Finding.of_quantity(
                "cycle_number",
                quantity,
                passage.result_rank - min(count, 5000) / 1e5,
                component="cell",
                unit="cycles",
                confidence=0.85,
            )
        for match in _CYCLED_TIMES.finditer(passage.text, passage.lower):
            yield Finding(
                "cycle_number",
                float(match[1]),
                passage.start + match.start(),
                passage.start + match.end(),
                passage.result_rank,
                unit="cycles",
                component="cell",
                confidence=0.7,
            )
        if not any(True for _ in passage.quantities_of("time")):
            continue
        areal = any(quantity.dimension == "current_density" for quantity in passage.quantities)
        plated = passage.has(
            "plating",
            "stripping",
            "plates and",
            "failed after",
            "fails after",
            "shorts after",
            "shorted after",
            "cells live ",
            "plate and",
            "plate/strip",
            "symmetric",
            "short circuit",
            "short-circuit",
            "deposition",
        )
        if (plated or (areal and passage.has("cell", "batter"))) and passage.has(
            "stable",
            "lived",
            "live ",
            "lasted",
            "lasts",
            "last ",
            "withstand",
            "endur",
            "surviv",
            "surviv",
            "over",
            "for",
            "after",
            "cycl",
            "up to",
        ):
            for quantity in passage.quantities_of("time"):
                hours = quantity.normalised.value if quantity.normalised else None
                heated = _HEATED.search(passage.before(quantity, 80))
                if hours is not None and hours >= 20 and not heated and not passage.has("dried", "stirr"):
                    yield Finding.of_quantity(
                        "cycle_number", quantity, passage.result_rank + 0.5, component="cell", confidence=0.7
                    )
