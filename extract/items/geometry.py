"""Extent of electrodes: area or diameter, and the capacity of an area."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..hints import Hinted
from .finding import Finding
from .reading import Reading
from .setting import setting

_DISC = Hinted(
    r"(?i)\b(?:electrodes?|dis[ck]s?|punch\w*|pressed|compress\w*|dies?|cylinders?|sleeves?|mou?lds?|cut|pellets?|"
    r"cathodes?|anodes?|foils?|"
    r"circular|circles?|"
    r"pieces|plates?)\b",
    (),
)
_NOT_ROUND = re.compile(
    r"(?i)particle|fib(?:er|re)|nanowire|ball|sphere|tube|wire\b|needle|bead|nozzle|pore|crucible|mm i\.?d|"
    r"laser (?:spot|beam|wave)|"
    r"probe|mold|spot|beam|grinding"
)


_SIDES = re.compile(r"^\s?[×x*]\s?\d[\d.]*\s?[cm]m[^.;]{0,25}(?:electrodes?|cathodes?|anodes?|dis[ck]s?|pieces)")
_DISCS_OF = re.compile(
    r"(?i)\b(?:dis[ck]s|circles|rounds) of (?:about |ca\. )?(?:\d[\d.]* ?mm(?: \([^()]{1,30}\))?,? (?:and|or) )?$"
)


_CUT_TO = re.compile(
    r"(?i)\b(?:cut|punched|die-cut)(?: out)? (?:in)?to $|\b(?:lithium|sodium|li|na|zinc|zn|foil|"
    r"chip) \([^()]{0,25}\d ?[µμ]m"
    r"(?: thick)?, $|\b(?:lithium|sodium)(?: foil| metal| disc)? \((?:[a-z]+, )?$"
)


def find_areas(reading: Reading) -> Iterator[Finding]:
    """Diameter or area of electrodes and pellets."""
    for passage in reading.measuring("length", "area"):
        if (
            passage.place not in ("experimental", "other", "caption", "supplement")
            or passage.of_others
            or not _DISC.search(passage.text, passage.lower)
        ):
            continue
        for quantity in passage.quantities_of("length", "area"):
            before, after = passage.before(quantity, 70), passage.after(quantity, 35)
            around = before[-45:] + " " + after[:30]
            if quantity.dimension == "area":
                if _DISC.search(around, around.lower()) or re.search(r"area|size", around):
                    if re.search(r"per |current|impedance|resistance|exposed to|spot|scan", around):
                        continue
                    yield setting("electrode_area", passage, quantity, near=True, confidence=0.75)
                continue
            if _SIDES.match(after) and not re.search(r"separator|foil|sheet of", before[-30:]):
                yield setting("electrode_area", passage, quantity, near=True, confidence=0.6)
                continue
            size = quantity.normalised.value if quantity.normalised else None
            if size is None or not 2000 <= size <= 200000:
                continue
            moulded = re.search(r"(?:sleeve|mou?ld|die|cylinder)s?\b[^.;]{0,30}$", before) and "diam" in after[:22]
            if moulded and passage.has("press", "cell"):
                unit = quantity.unit if "diameter" in quantity.unit else f"{quantity.unit} diameter"
                yield setting("electrode_area", passage, quantity, later=0.3, unit=unit, part="pellet", confidence=0.6)
                continue
            wide = (
                re.search(
                    r"(?i)(?:\bdiameters?|\bdia\.?|\(d(?= ?=)|\b(?:dis[ck]s|circles|rounds)\s?\($|[ϕφØ⌀∅])\s?(?:of|"
                    r"was|is|were|:|=)?\s?(?:about|approximately|~|ca\.)?\s?$",
                    before,
                )
                or _DISCS_OF.search(before)
                or _CUT_TO.search(before)
                or re.match(
                    r"[\s-]*(?:in )?(?:diameters?|dia\b|across\b)|[\s-]*(?:round |circular )?(?:[\w.-]+ )?(?:dis[ck]s?|"
                    r"cathodes?|anodes?|electrodes?|pellets?|dies?\b|mou?lds?)\b|[\s-]*(?:wide )?circ",
                    after,
                )
            )
            if (
                not wide
                or _NOT_ROUND.search(around)
                or re.search(r"separators?\b[^,;.]{0,60}$|membrane of[^,;.]{0,30}$", before)
            ):
                continue
            unit = quantity.unit if "diameter" in quantity.unit else f"{quantity.unit} diameter"
            yield setting("electrode_area", passage, quantity, unit=unit, near=True, confidence=0.8)


def find_areal_capacities(reading: Reading) -> Iterator[Finding]:
    """Capacity per area, measured or set."""
    for passage in reading.measuring("areal_capacity", "linear_capacity"):
        for quantity in passage.quantities_of("areal_capacity", "linear_capacity"):
            if passage.of_others or passage.has("theoretical"):
                continue
            yield setting("areal_capacity", passage, quantity, confidence=0.85)
