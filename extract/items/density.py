"""How dense an electrode or pellet is: porosity, density, pressing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..hints import Hinted
from .component import component_of
from .finding import Finding
from .reading import Reading
from .setting import setting


def find_porosities(reading: Reading) -> Iterator[Finding]:
    """Porosity as a share of the volume."""
    for passage in reading.containing("porosit"):
        if passage.of_others:
            continue
        for quantity in passage.quantities:
            plain = quantity.dimension is None and quantity.value is not None and 0.05 <= quantity.value < 1
            if plain and not re.search(
                r"porosit(?:y|ies)(?: [εϵφϕ])?\W{0,3}(?:of|was|is|=|:)\W{0,2}$", passage.before(quantity, 30)
            ):
                continue
            if not plain and quantity.dimension not in ("percent", "volume_fraction"):
                continue
            before, after = passage.before(quantity, 80), passage.after(quantity, 30)
            if re.search(r"porosit(?!.*\b(?:capacit|retain|efficien))[^;.)]{0,70}$", before) or re.match(
                r"\W*(?:\w+\s){0,2}porosit", after
            ):
                if re.search(r"uptake|retention|swelling|efficien|shrink", before[-40:]):
                    continue
                yield setting("porosity", passage, quantity, near=True, confidence=0.85)


_PRESS_NAMES = Hinted(
    r"(?i)\b(?:roller[- ]press\w*|roll[- ]press\w*|calend[ae]r\w*|hot[- ]press\w*|cold[- ]press\w*|"
    r"hydraulic press\w*|uniaxial(?:ly)? press\w*|isostatic press\w*)"
)
_OF_THEORETICAL = re.compile(
    r"(?i)\bdensit(?:y|ies)\b(?:[^.;]|\.\d){0,60}?\d\s?% of (?:the |its |their )?theor(?:etical|y)"
)
_UNDER = re.compile(
    r"(?i)\b(?:cells?|stacks?|batter(?:y|ies)) (?:\w+ ){0,3}(?:under|"
    r"at) (?:an? )?(?:\w+ )?(?:pressures? of )?\d[\d.]* ?MPa"
)
_TONS = frozenset({"t", "ton", "tons", "tonne", "tonnes", "metric tons", "kN"})


def find_densities(reading: Reading) -> Iterator[Finding]:
    """Density, relative density, pressing pressure, and the kind of press."""
    for passage in reading.passages:
        if passage.of_others:
            continue
        measured = {quantity.dimension for quantity in passage.quantities}
        for quantity in passage.quantities_of("density"):
            if passage.has("densit", "calend", "pressed", "compact") and not passage.has(
                "purchased", "solution", "liquid"
            ):
                theoretical = 2.0 if "theoretical" in passage.before(quantity, 80) else 0.0
                yield setting("electrode_density_or_pressing", passage, quantity, later=theoretical, confidence=0.75)
        for match in _OF_THEORETICAL.finditer(passage.text) if "percent" in measured else ():
            for quantity in passage.quantities_of("percent"):
                if match.start() <= quantity.start - passage.start < match.end():
                    yield setting("electrode_density_or_pressing", passage, quantity, later=0.5, confidence=0.7)
        if not measured.isdisjoint(("pressure", "mass", "force")) and (
            passage.has("press", "compact", "calend", "pelleti", "consolidat", "densifi", "clamped")
            or _UNDER.search(passage.text)
        ):
            for quantity in passage.quantities_of("pressure"):
                if passage.has(
                    "electrode",
                    "pellet",
                    "film",
                    "disc",
                    "disk",
                    "powder",
                    "cathode",
                    "anode",
                    "sheet",
                    "electrolyte",
                    "membrane",
                    "peek",
                    "sleeve",
                    "mould",
                    "mold",
                    "cell",
                    "stack",
                    " dies",
                    "hot press",
                    "hot-press",
                    "was applied",
                ) and not passage.has("stress", "strength", "modulus", "vapor", "vapour"):
                    yield setting("electrode_density_or_pressing", passage, quantity, later=0.3, confidence=0.7)
            for quantity in passage.quantities_of("mass", "force"):
                if quantity.unit in _TONS and re.search(
                    r"(?i)(?:press|compact|consolidat|densifi)\w*[^.;]{0,40}$", passage.before(quantity, 60)
                ):
                    yield setting("electrode_density_or_pressing", passage, quantity, later=0.3, confidence=0.7)
        if "percent" in measured and passage.has("relative densit"):
            for quantity in passage.quantities_of("percent"):
                yield setting("electrode_density_or_pressing", passage, quantity, later=0.5, confidence=0.8)
        # A press by name tells something only where no pressure is told.
        if (
            passage.place in ("experimental", "other")
            and "pressure" not in measured
            and passage.has(
                "electrode", "cathode", "anode", "slurry", "coated", "foil", "films", "sheet", "discs", "casting"
            )
        ):
            for match in _PRESS_NAMES.finditer(passage.text, passage.lower):
                yield Finding.of_name(
                    "electrode_density_or_pressing",
                    match[0],
                    passage.start + match.start(),
                    passage.start + match.end(),
                    passage.setting_rank + 0.6,
                    component=component_of(passage),
                    confidence=0.6,
                )
