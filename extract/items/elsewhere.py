"""Which missing items are said to stand elsewhere: in supporting information or in an earlier paper."""

from __future__ import annotations

import re

from ..hints import Hinted
from .reading import Reading

_ELSEWHERE = Hinted(
    r"(?i)\b(?:supplementary|supporting (?:information|material)|fig(?:ure|s)?\.?\s?s\d|table\s?s\d|\bsi\b|\besi\b|"
    r"described (?:elsewhere|previously|earlier|in (?:our|a) previous)|reported (?:elsewhere|previously|"
    r"in our (?:previous|earlier))|our (?:previous|earlier) (?:work|paper|report|stud)\w*)"
)
_ELSEWHERE_WORDS = (
    "supp", "fig. s", "figure s", "figs. s", "figures s", "fig s", "table s", "esi", "si)", " si ", "elsewhere",
    "previous", "earlier", "described in",
)  # fmt: skip
_ELSEWHERE_CUES = {
    "electrode_thickness": re.compile(
        r"(?i)thickness(?:es)?\b[^.;]{0,40}\b(?:electrode|film|layer|cathode|anode|coating|membrane)|\b(?:electrode|"
        r"film|cathode|anode|coating|membrane|layer)s?\b[^.;]{0,60}thickness|cross[- ]section\w*[^.;]{0,60}thickness"
    ),
    "mass_loading": re.compile(r"(?i)\b(?:mass|active material|areal) loading"),
    "porosity": re.compile(r"(?i)\bporosit"),
    "particle_size": re.compile(r"(?i)\bparticle size|size distribution"),
    "specific_surface_area": re.compile(r"(?i)\bsurface area|\bBET\b"),
    "synthesis_temperature": re.compile(
        r"(?i)\b(?:synthesis|synthesi[sz]ed|preparation|prepared)\b[^.;]{0,60}\b(?:described|reported|detail)"
    ),
    "synthesis_time": re.compile(
        r"(?i)\b(?:synthesis|synthesi[sz]ed|preparation|prepared)\b[^.;]{0,60}\b(?:described|reported|detail)"
    ),
    "ionic_conductivity": re.compile(r"(?i)\bionic conductivit"),
    "areal_capacity": re.compile(r"(?i)\bareal capacit"),
    "initial_coulombic_efficiency": re.compile(r"(?i)\binitial coulombic"),
    "coulombic_efficiency": re.compile(r"(?i)\bcoulombic efficienc"),
    "specific_capacity": re.compile(r"(?i)\bspecific capacit"),
    "formation_protocol": re.compile(r"(?i)\bformation (?:cycle|protocol)"),
    "electrolyte_volume": re.compile(r"(?i)\belectrolyte (?:amount|volume)|amount of electrolyte|e/s ratio"),
}


def elsewhere(reading: Reading) -> dict[str, str]:
    """By item key, where the text says that its value stands, in its own words."""
    places: dict[str, str] = {}
    for passage in reading.containing(*_ELSEWHERE_WORDS):
        match = _ELSEWHERE.search(passage.text, passage.lower)
        if match is None or (passage.of_others):
            continue
        for key, cue in _ELSEWHERE_CUES.items():
            topic = None if key in places else cue.search(passage.text)
            if topic is not None and abs(topic.start() - match.start()) < 160:
                places[key] = passage.text.strip()[:300]
    return places
