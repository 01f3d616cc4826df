"""The current collector: the foil, mesh or film under the electrode."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..hints import Hinted
from .component import component_of
from .finding import Finding
from .reading import Reading

_METALS = (
    r"al/c|cu/c|al|aluminium|aluminum|cu|copper|ni|nickel|stainless[- ]steel|ss|ti|titanium|"
    r"carbon|graphite|mo|molybdenum|pt|platinum|au|gold|swnt|cnt"
)
_COLLECTOR = Hinted(
    r"(?i)\b(?:(?:(?:carbon|graphene)[- ](?:coated|primed)|primed|roughened|surface[- ]treated|etched|thin|"
    r"porous|pure|battery[- ]grade|rough|bare|conductive|"
    r"flexible|free-?standing) )?"
    rf"(?:{_METALS})(?:[- ](?:fib(?:er|re)))?(?:\s\([A-Z][a-z]?\))?[- ]?(?:coated\s)?(?:foils?|mesh(?:es)?|foams?|"
    r"grids?|cloths?|papers?|felts?|gauzes?|discs?|disks?|plates?|films?|current collectors?|substrates?)\b",
    (
        "foil",
        "mesh",
        "film",
        "foam",
        "grid",
        "cloth",
        "paper",
        "felt",
        "gauze",
        "disc",
        "disk",
        "plate",
        "collector",
        "substrate",
    ),
)
# "coated on carbon-coated Al": the metal stands for its foil where something is put onto it.
_BARE_COLLECTOR = Hinted(
    r"(?i)\bon(?:to)?\s(?:an?\s|the\s)?((?:carbon[- ]coated|etched|battery[- ]grade)\s"
    r"(?:aluminium|aluminum|al|copper|cu|nickel|ni))\b(?![-\s]?(?:foil|mesh|foam|current|collector|grid|film|plate))",
    ("coated", "etched", "battery"),
)
_METAL_ALONE = Hinted(
    r"(?i)\b(?:coated|cast|spread|pasted|binder|PVDF|CMC|PAA|wt\s?%|cm(?:\^?-2|2)|slurry|"
    r"electrodes?)\)?,?\s(?:\w+\s)?(?:on|"
    r"onto)\s(?:the\s)?"
    r"(aluminium|aluminum|copper|Al|Cu)(?=[.,;)]| and | were | was | \(|$)",
    ("alumin", "copper", "al", "cu"),
)
_METAL_UNDER = Hinted(
    r"(?i)\b(?:cast(?:ing)?|coat(?:ed|ing)|spread|bladed?|printed|water|NMP|weight|applied|past(?:ed|"
    r"ing))\b[^.;]{0,40}? "
    r"on(?:to)? (?:an? |the )?(?:\d{1,2} ?[µμ]m (?:thick )?)?((?-i:Al|Cu)|aluminium|aluminum|copper)(?=[.,;)]|"
    r" (?:and|were|"
    r"was|with|the|at|using|by|to|in|of|then)\b|$)",
    (" on ", " onto "),
)
_METAL_SIZED = Hinted(
    r"(?i)(?<=[(, ])(aluminium|aluminum|copper)(?= (?:of )?\d{1,2} ?[µμ]m[,;)])", ("alumin", "copper")
)
_COLLECTOR_WORDS = (
    "copper ", "alumin", "m al ", "m cu ",
    "fibre paper", "fiber paper", "on al", "on cu", "on copper", "onto al", "onto cu", "onto copper",
    "foil", "mesh", "foam", "coated al", "coated cu", "coated ni", "etched",
    "grid", "cloth", "carbon paper", "felt", "collector", " film", " disc", " disk",
    "substrate", "li-cu", "li–cu", "|cu", "/cu", "‖cu", "cu/", "cu|", "graphite paper", "plate",
)  # fmt: skip
_COATED = re.compile(
    r"(?i)\b(?:coat\w*|cast\w*|past(?:ed|ing)|spread\w*|press(?:ed|ing)|paint\w*|print\w*|blad\w*|deposit\w*|loaded|"
    r"applied|smear\w*|laminat\w*|tap[ei]\w*|onto|current collectors?|dropp\w*|rolled|spray\w*|fabricat\w*|"
    r"prepared on)\b"
)
_PLATING = Hinted(
    r"\b(?:Li|Na)\s?(?:[-–/|‖∥]|\|\|)\s?(?:Cu|copper)\b|\bCu\s?(?:[-–/|‖∥]|\|\|)\s?Li\b", ("cu", "copper")
)
_RECIPE = re.compile(r"(?i)\b(?:electrodes?|cathodes?|anodes?|slurr(?:y|ies)|paste)\b")
_AS_COLLECTOR = Hinted(
    r"(?i)\b([a-z][\w-]*(?:\s[\w-]+){0,4}?)\s(?:was |were |is )?(?:used |served |employed |acts? |acting |"
    r"serving )as (?:an?|the) (?:\w+\s){0,2}current collectors?",
    ("current collector",),
)
_NOT_COLLECTOR = Hinted(
    r"(?i)hot ?plate|\bxrd\b|\btem\b|\bsem\b|microscop|crucible|reference electrode|sputter",
    ("sem", "xrd", "tem", "sputter", "crucible", "hotplate", "hot plate", "microscop", "reference electrode"),
)


def find_collectors(reading: Reading) -> Iterator[Finding]:
    """The foil, mesh or film under the electrode; also a bare copper electrode of plating tests."""
    for passage in reading.containing(*_COLLECTOR_WORDS):
        if passage.of_others or _NOT_COLLECTOR.search(passage.text, passage.lower):
            continue
        for match in _COLLECTOR.finditer(passage.text, passage.lower):
            called = "collector" in passage.lower
            grown = re.search(
                r"(?i)\b(?:grown|deposited|supported|anchored|grow|growth|sheets?|nano\w+|"
                r"arrays?)\s(?:\w+\s)?on(?:to)?\s(?:an?\s|"
                r"the\s)?(?:3d\s|porous\s)?$",
                passage.text[: match.start()],
            )
            if (
                not called
                and not grown
                and not (
                    (
                        _COATED.search(passage.text)
                        and (
                            passage.has(
                                "slurr",
                                "electrode",
                                "coat",
                                "cast",
                                "past",
                                "ink",
                                "onto",
                                "laminat",
                                "pvdf",
                                "nmp",
                                "binder",
                            )
                            or (passage.previous is not None and passage.previous.has("slurr", "paste", " ink"))
                        )
                    )
                    or (
                        _RECIPE.search(passage.text)
                        and re.search(
                            r"(?i)\b(?:on|onto)\s(?:an?\s|the\s)?(?:[\d.]+\s\w+[- ](?:thick\s)?)?$",
                            passage.text[: match.start()],
                        )
                    )
                )
            ):
                continue
            painted = re.search(
                r"(?i)\b(?:coat|cast|paint|past|drop|spray|spread|print)\w*\b[^.;]{0,70}\b(?:on|onto|"
                r"over)\s(?:an?\s|the\s)?$",
                passage.text[: match.start()],
            )
            bare = re.match(r"(?i)carbon (?:film|plate|paper)s?$|graphite", match[0])
            inked = painted and (
                passage.has("slurr", "ink", "paste", "pvdf", "nmp", "binder")
                or (passage.previous is not None and passage.previous.has("slurr", " ink", "paste"))
            )
            if bare and not called and not inked:
                continue
            yield Finding.of_name(
                "current_collector", match[0], passage.start + match.start(), passage.start + match.end(),
                passage.setting_rank + (0 if _COATED.search(passage.text) else 0.5), norm=collector_norm(match[0]),
                component=component_of(passage), confidence=0.8,
            )  # fmt: skip
        for match in _BARE_COLLECTOR.finditer(passage.text, passage.lower):
            yield Finding.of_name(
                "current_collector", match[1], passage.start + match.start(1), passage.start + match.end(1),
                passage.setting_rank, norm=collector_norm(match[1]), component=component_of(passage), confidence=0.75,
            )  # fmt: skip
        if passage.has("coat", "cast", "slurr", "pvdf", "binder", "electrode", "cmc", "super p", "anode", "cathode"):
            for match in (
                *_METAL_UNDER.finditer(passage.text, passage.lower),
                *_METAL_ALONE.finditer(passage.text, passage.lower),
                *_METAL_SIZED.finditer(passage.text, passage.lower),
            ):
                yield Finding.of_name(
                    "current_collector", match[1], passage.start + match.start(1), passage.start + match.end(1),
                    passage.setting_rank + 0.4, norm=collector_norm(match[1]), component=component_of(passage),
                    confidence=0.6,
                )  # fmt: skip
        for match in _AS_COLLECTOR.finditer(passage.text, passage.lower):
            name = re.split(r"(?i)\b(?:on|onto|with|and|into|the|an?|by|using|of)\s", match[1])[-1].strip()
            if (
                name
                and not _COLLECTOR.search(name, name.lower())
                and re.search(r"(?i)film|foil|mesh|foam|paper|cloth|fiber|network|matrix", name)
            ):
                start = passage.start + match.start(1) + match[1].rfind(name)
                yield Finding.of_name(
                    "current_collector",
                    name,
                    start,
                    start + len(name),
                    passage.setting_rank + 1,
                    component=component_of(passage),
                )
        bare = _PLATING.search(passage.text, passage.lower)
        if bare is not None:
            at = passage.start + bare.start() + bare[0].lower().find("cu" if "Cu" in bare[0] else "copper")
            yield Finding.of_name(
                "current_collector", "Cu", at, at + 2, passage.setting_rank + 1.5, norm="cu",
                component="working electrode", confidence=0.6,
            )  # fmt: skip


_COLLECTOR_METAL = {
    "aluminum": "al",
    "aluminium": "al",
    "copper": "cu",
    "nickel": "ni",
    "titanium": "ti",
    "ss": "stainless steel",
    "stainless-steel": "stainless steel",
}


def collector_norm(name: str) -> str:
    """The normal form of a collector's name: its metal, and its shape where it is not a foil."""
    words = re.sub(
        r"(?i)\b(?:foils?|circular|thin|pure|etched|rough|battery[- ]grade|current collectors?|dis[ck]s?|bare)\b|"
        r"\([^)]*\)",
        " ",
        name.lower(),
    )
    return " ".join(_COLLECTOR_METAL.get(word, word.rstrip("s")) for word in words.split()) or name.lower()
