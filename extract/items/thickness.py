"""Thickness of electrodes, coated layers, membranes, foils and pellets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .change import ends_of_change
from .finding import Finding
from .reading import Reading
from .setting import setting

_LAYER_WORDS = re.compile(
    r"(?i)\b(?:electrodes?|films?|layers?|membranes?|separators?|foils?|pellets?|coatings?|cathodes?|anodes?|discs?|"
    r"disks?|"
    r"sheets?|tapes?|plates?|felts?|foams?|cloths?|composite|lithium metal|li metal|sodium metal|sample thickness)\b"
)
_NOT_LAYER = re.compile(
    r"(?i)\b(?:sei|cei|interphase|shell|nano-?sheets?|nano-?flakes?|walls?|lamella|graphene|fib(?:er|re)s?|tubes?|"
    r"hrtem|"
    r"tem image|crystal|flakes?|amorphous carbon|thin carbon layer|carbon shell|surface layer|passivation|gold|"
    r"sputter\w*|diffusion layer|plates-like)\b"
)
_FOIL_BEFORE = re.compile(
    r"(?i)\b(?:al|cu|aluminum|aluminium|copper|nickel|stainless steel|collector)\s(?:foils?|mesh|"
    r"current collectors?|collectors?)\s?(?:\((?:[A-Z][\w-]*,\s)?|with|of|"
    r",)?\s?(?:a\s)?(?:thickness\sof\s)?(?:of\s)?(?:about|~|"
    r"ca\.)?\s?$"
)
_FOIL_AFTER = re.compile(
    r"(?i)^[\s-]*(?:thick|in thickness|thickness)?\s?(?:battery[- ]grade |carbon[- ]coated |etched )?(?:al|cu|"
    r"aluminum|aluminium|copper|nickel|stainless steel|ti|titanium)\b(?:\s\w+)?\s?(?:foil|mesh|current|collector)"
)


def find_thicknesses(reading: Reading) -> Iterator[Finding]:
    """Thickness of electrodes, coated layers, membranes, foils and pellets."""
    yield from _foil_thicknesses(reading)
    for passage in reading.containing("thick"):
        said = passage.text if passage.previous is None else f"{passage.previous.text} {passage.text}"
        if passage.of_others or not _LAYER_WORDS.search(said):
            continue
        for quantity in passage.quantities_of("length"):
            size = (
                quantity.normalised.value
                if quantity.normalised and quantity.normalised.value is not None
                else quantity.normalised.min
                if quantity.normalised
                else None
            )
            if size is None or not 0.5 <= size <= 20000:
                continue
            before, after = passage.before(quantity, 90), passage.after(quantity, 45)
            behind = re.match(r"[\s-]*(?:\w+\s)?thick|\)? (?:in|of) thickness", after)
            near = behind or re.search(
                r"thick(?!.*\b(?:diameters?|dis[ck]s?|punch\w*|long|wide|lengths?|areas?|gap|mesh|foils?|cut|"
                r"circles?)\b)",
                before,
            )
            if not near or _FOIL_BEFORE.search(before) or _FOIL_AFTER.search(after):
                continue
            if re.search(
                r"(?i)\bby\s?(?:only\s|about\s)?$|(?:reduc|decreas|increas|change|loss|expan)\w*[^.;,]{0,20}\bof\s?$|"
                r"theoretical[^.;,]{0,25}$",
                before,
            ):
                continue
            if re.match(r"[\s-]*wet\b", after) or (
                re.search(r"(?i)\b(?:gap|wet)\b[^,;.]{0,20}$", before) and not behind
            ):
                continue
            if re.match(r"[\s-]*(?:in )?(?:diameter|dis[ck]s?\b|wide|long)", after) or re.search(
                r"diameters?(?: of)?\s?(?:about|~)?\s?$", before
            ):
                continue
            around = passage.before(quantity, 70) + " " + after
            if _NOT_LAYER.search(around) and not re.search(
                r"(?i)electrode|separator|membrane|pellet|interlayer|\bdis[ck]s? of|\bbars? of|ceramic", around
            ):
                continue
            if re.search(r"(?i)(?:wire|particle|nanosheet)s? (?:\w+\s){0,3}thick", around):
                continue
            for end in ends_of_change(passage, quantity):
                yield setting("electrode_thickness", passage, end, near=True, confidence=0.75)


_METAL_FOIL = re.compile(
    r"(?i)\b(?:li|lithium|na|sodium|k|potassium|zn|zinc|mg|magnesium|in|indium)(?: metal)?[- ]"
    r"(?:metal|foils?|dis[ck]s?|chips?|ribbons?|plates?|sheets?|anodes?)\s?\([^()]{0,40}$|"
    r"\b(?:lithium|sodium|potassium)(?: as (?:the )?counter electrode)? \([^()]{0,40}$|\banodes? (?:was|is) (?:li|"
    r"lithium|na|sodium|zn|"
    r"zinc)(?: metal)? \([^()]{0,40}$"
)
_METAL_FOIL_BEHIND = re.compile(
    r"(?i)^[\s-]{0,2}(?:thick |thin )?(?:li|lithium|na|sodium|zn|zinc|mg|magnesium)(?: metal)? (?:foils?|chips?|"
    r"ribbons?|"
    r"anodes?)\b|^ ?(?:Li|Na|lithium|sodium)(?=[,)])"
)


_FILM_OF = re.compile(
    r"(?i)\b(?:(?:films?|membranes?|foils|sheets)\s(?:of|with)|(?:anodes?|cathodes?|electrodes?|coatings?)\s(?:of|"
    r"measures?))\s(?:about|ca\.|approximately|~)?\s?$|"
    r"\b(?:li|lithium|na|sodium|k|potassium|zn|zinc|mg|magnesium|in|indium)(?: metal)?(?: (?:foils?|plates?|sheets?|"
    r"ribbons?))? of (?:about |ca\. )?$|\b(?:calend[ae]red|compressed|pressed|rolled|"
    r"laminated)\b[^.;,]{0,50} to (?:about |ca\. |"
    r"a thickness of )?$|"
    r"\bseparators?\s?\((?:[^()\d]{0,20},\s?)?$"
)


# The height of a pellet is its thickness.
_HIGH = re.compile(r"(?i)\s?(?:in|of) height\b|\s?height\b|\s?high\b")


def _foil_thicknesses(reading: Reading) -> Iterator[Finding]:
    """Thickness of a metal electrode given in brackets behind it or right before it, without the word."""
    for passage in reading.containing(
        "film",
        "membrane",
        "separator",
        "foil",
        "metal",
        "disc",
        "disk",
        "chip",
        "ribbon",
        "plate",
        "anode",
        "sheet",
        "calend",
        "compress",
        "rolled",
        "pressed to",
        "height",
        "pellet",
        "cylinder",
    ):
        if passage.of_others or passage.has("collector"):
            continue
        for quantity in passage.quantities_of("length"):
            scaled = quantity.normalised.value if quantity.normalised else None
            if scaled is None or not 1 <= scaled < 2000:
                continue
            before, after = passage.before(quantity, 80), passage.after(quantity, 40)
            round_one = re.search(r"(?:diameter|dia\.?|[ϕφø⌀∅])\W{0,3}(?:of )?$", before) or "diam" in after[:14]
            if (
                (_METAL_FOIL.search(before) and not round_one)
                or _METAL_FOIL_BEHIND.match(after)
                or _FILM_OF.search(before)
                or (passage.has("press", "sinter", "pellet", "cylinder") and _HIGH.match(after))
            ):
                yield setting("electrode_thickness", passage, quantity, later=0.5, part="anode", confidence=0.7)
