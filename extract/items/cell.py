"""The cell: capacity ratio, configuration."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..hints import Hinted
from .active import paired
from .counter import counter_norm
from .finding import Finding
from .reading import Reading

_NP = re.compile(
    r"(?i)\b(?:N\s?/\s?P|N:P|negative[- ](?:to|/)[- ]positive|anode[- ](?:to|/)[- ]cathode|"
    r"n/p)\b(?:\s?(?:\([^()]*\)|capacity|areal|"
    r"mass))*\s?(?:ratios?)?[^.;\d]{0,40}?(?P<value>\d{1,2}(?:\.\d+)?)(?P<rest>\s?[:]\s?\d(?:\.\d+)?)?"
)
_NP_WORDS = re.compile(
    r"(?i)capacit\w+[^.;]{0,40}?\b(?:anode|negative electrode|cathode|"
    r"positive electrode)\b[^.;\d]{0,40}?(?P<value>\d{1,3})\s?%\s(?P<way>in excess|more|higher|larger|greater|excess|"
    r"over)(?:(?<=in excess)|[^.;]{0,30}\b(?:cathode|positive|anode|negative))|\b(?P<value2>\d{1,3})\s?%\s(?:excess|"
    r"oversi[sz]\w+)[^.;]{0,30}\b(?:anode|lithium|li|negative)\b"
)


_ABOUT = re.compile(r"(?i)\b(?:about|approximately|around|ca|roughly|nearly|close to)\b|[~≈∼]")


def find_np_ratios(reading: Reading) -> Iterator[Finding]:
    """Ratio of negative to positive capacity."""
    for passage in reading.containing("n/p", "n:p", "n /", "negative", "anode", "excess", "oversi"):
        if passage.of_others:
            continue
        match = _NP.search(passage.text)
        if match is not None and not re.match(r"\s?(?:°|mA|V\b|nm|%)", passage.text[match.end() :]):
            lead = passage.text[match.start() : match.start("value")]
            yield Finding(
                "np_ratio",
                float(match["value"]),
                passage.start + match.start(),
                passage.start + match.end(),
                passage.setting_rank,
                qualifier="approximate" if _ABOUT.search(lead) else "exact",
                component="cell",
                confidence=0.85,
            )
        match = _NP_WORDS.search(passage.text)
        if match is not None and not passage.has("2co3", "lioh", "precursor", "stoichiometr", "volatil", "evaporation"):
            value = match["value"] or match["value2"]
            way = (match["way"] or "excess").removeprefix("in ")
            yield Finding(
                "np_ratio",
                float(value),
                passage.start + match.start(),
                passage.start + match.end(),
                passage.setting_rank,
                unit=f"% {way}",
                component="cell",
                confidence=0.7,
            )


CONFIGURATIONS = (
    (
        "symmetrical",
        Hinted(
            r"(?i)\bsymmetric(?:al)?[- ](?:\w+[-‐ ]){0,2}?(?:cells?|batter(?:y|ies)|configuration)|\b(?:li|lithium|"
            r"na|sodium)\s?(?:[|/‖∥]|\|\|)+\s?(?:\w+\s?[|/]+\s?)?(?:li|lithium|na|sodium)\s(?:\w+\s)?(?:cells?|"
            r"batter)|(?<![\w|‖∥/])(?P<side>(?:Li|Na|K|Zn|Mg|Al)(?:@\w{1,8})?)\s?(?:\|{1,2}|‖|∥|"
            r"//)\s?(?P=side)(?![\w|‖∥/@])",
            ("cell", "batter", "configuration", "|", "‖", "∥", "//"),
        ),
    ),
    (
        "full",
        Hinted(
            r"(?i)\bfull[-‐ ](?:coin[- ])?(?:cells?|batter(?:y|ies))|\bpouch[-‐ ]?(?:type )?(?:full )?(?:cells?|"
            r"batter(?:y|ies))\b(?=.{0,80}(?:anode|cathode))|\bcoin[-‐]type full",
            ("full", "pouch"),
        ),
    ),
    (
        "half",
        Hinted(
            r"(?i)\bhalf[-‐ ](?:cells?|batter(?:y|ies))|\b(?:Li|Na|K|Zn)[-–]Cu (?:half )?cells?|"
            r"\b(?:Li|Na|K|Zn)(?:@\w{1,8})?\s?[|/‖∥]+\s?Cu\b",
            ("half", "cu"),
        ),
    ),
    (
        "three-electrode",
        Hinted(
            r"(?i)\bthree[-‐ ]electrode (?!s)(?:\w+[- ])?(?:cells?|configuration|system|setup|set-up|arrangement|"
            r"swagelok|measurements?)|\bthree-electrode\b",
            ("three",),
        ),
    ),
)
# Anodes that make a cell a full one.
_HOSTS = frozenset({"graphite", "hard carbon", "silicon", "li4ti5o12", "lto", "artificial graphite"})
_OWN_CELL = Hinted(
    r"(?i)\b(?:Na|Li|K)\s?(?:/{2}|\|{1,2}|‖)\s?[A-Z]\w+|\bin (?:a |an )?(?:non-aqueous )?(?:Na|Li|K) cells?\b"
)


def find_configurations(reading: Reading, counters: list[Finding]) -> Iterator[Finding]:
    """Half, full, symmetrical or three-electrode; half also where an alkali metal is named as the counter electrode."""
    plated = any(counter_norm(str(finding.value)) in ("lithium", "sodium", "potassium") for finding in counters)
    for passage in reading.passages:
        if passage.of_others:
            continue
        if not passage.has("cell", "batter", "electrode"):
            continue
        for name, pattern in CONFIGURATIONS:
            match = pattern.search(passage.text, passage.lower)
            if match is not None and name == "full" and plated and "full" not in match[0].lower():
                continue  # a pouch cell with a metal anode
            if match is None or (
                re.search(r"(?i)future|could be|potential for|practical", passage.text) and name == "full"
            ):
                continue
            settled = 0 if passage.place == "experimental" else 0.5
            yield Finding.of_name(
                "cell_configuration",
                name,
                passage.start + match.start(),
                passage.start + match.end(),
                settled + passage.setting_rank / 10,
                component="cell",
                confidence=0.85,
            )
    for finding in paired(reading):
        if finding.component == "anode" and counter_norm(str(finding.value)) in _HOSTS:
            yield Finding.of_name(
                "cell_configuration", "full", finding.start, finding.end, 0.6, component="cell", confidence=0.7
            )
    alloys = [one for one in counters if isinstance(one.value, str) and counter_norm(one.value) in ("in-li", "indium")]
    if alloys:
        first = min(alloys, key=lambda finding: finding.rank)
        yield Finding.of_name(
            "cell_configuration", "full", first.start, first.end, 0.45, component="cell", confidence=0.6
        )
    metals = [
        finding
        for finding in counters
        if isinstance(finding.value, str)
        and finding.component == "cell"
        and counter_norm(finding.value) in ("lithium", "sodium", "potassium")
    ]
    if metals and not alloys:
        first = min(metals, key=lambda finding: finding.rank)
        yield Finding.of_name(
            "cell_configuration", "half", first.start, first.end, 0.4, component="cell", confidence=0.7
        )
    elif not counters and not metals:
        for passage in reading.containing("/", "|", "‖", "cell"):
            match = _OWN_CELL.search(passage.text, passage.lower)
            if match is not None and not passage.of_others:
                yield Finding.of_name(
                    "cell_configuration",
                    "half",
                    passage.start + match.start(),
                    passage.start + match.end(),
                    3.0,
                    component="cell",
                    confidence=0.5,
                )
                return
