"""The mass loading: active or electrode mass per area, or of one electrode."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ..quantities import parse_quantity
from ..quantity import Normalised, Quantity
from .finding import Finding
from .reading import Reading
from .setting import setting

_WEIGHED_ELECTRODE = re.compile(r"(?i)\b(?:electrodes?|dis[ck]s?|cathodes?|anodes?|films?|papers|felts?|pieces)\b")
_WEIGHS = re.compile(
    r"(?i)\b(?:weigh(?:s|ed|ing|t)?|mass|loading|carr(?:y|ies|ied|ying)|h[eo]ld(?:s|ing)?|contain(?:s|ed|ing)?|bore|"
    r"bear(?:s|ing))\b[^.;]*#|#[^.;]{0,30}\b(?:of (?:the )?(?:active|sulfur|electrode)|in (?:weight|mass)|each|"
    r"per (?:electrode|disc|disk))\b"
)
# `2 mg of NVO per cm2`: the area stands behind the material.
_PER_AREA = re.compile(
    r"(?i)\s(?:of\s)?(?:[\w@().-]+\s){1,5}?(?:per|for (?:each|every)|on (?:each|every))\s(?:square (?:centi)met(?:re|"
    r"er)|cm\^?2)(?![\w])"
)


def _per_area(quantity: Quantity) -> Normalised | None:
    """The mass of a square centimetre as a loading."""
    one = parse_quantity("1", f"{quantity.unit} cm^-2")
    factor = one.normalised.value if one is not None and one.normalised is not None else None
    if one is None or one.normalised is None or factor is None:
        return None
    low, high = (None if end is None else factor * end for end in (quantity.min, quantity.max))
    return Normalised(None if quantity.value is None else factor * quantity.value, low, high, one.normalised.unit)


def find_loadings(reading: Reading) -> Iterator[Finding]:
    """Mass per area, and the mass of an electrode."""
    for passage in reading.passages:
        for quantity in passage.quantities_of("loading"):
            if passage.of_others or passage.has("current dens", "e/s"):
                continue
            if not re.search(
                r"(?i)catalyst loading|pt loading|weight loss|corrosion|uptake", passage.before(quantity, 60)
            ):
                yield setting("mass_loading", passage, quantity, near=True, confidence=0.9)
        if passage.of_others:
            continue
        settled = passage.place in ("experimental", "supplement", "caption", "other")
        for quantity in passage.quantities_of("mass"):
            per_area = _PER_AREA.match(passage.text, quantity.end - passage.start)
            if per_area is not None:
                yield replace(
                    setting("mass_loading", passage, quantity, unit=f"{quantity.unit} cm^-2", confidence=0.8),
                    end=passage.start + per_area.end(),
                    normalised=_per_area(quantity),
                )
            elif (
                settled
                and quantity.unit == "mg"
                and _WEIGHED_ELECTRODE.search(passage.text)
                and _WEIGHS.search(passage.before(quantity, 60) + "#" + passage.after(quantity, 30))
                and not passage.has("dissolv", "added", " ml", "stirr", "dispers")
            ):
                yield setting("mass_loading", passage, quantity, later=0.5, confidence=0.6)
