"""Cells: the electrochemical cells that the paper assembles, with their format, configuration and components."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .analysis import Analysis, MaterialMention, Sentence
from .extraction import Cell, Component, Condition, Sample
from .hints import Hinted, has_any
from .properties import default_property

_FORMAT = Hinted(
    r"\b(?:(?:CR|LIR)[- ]?\d{4}(?:[- ]?type)?(?: coin| button)?(?:[- ]cells?)?|(?:2032|2025|2016"
    r"|2030)[- ]?(?:type )?(?:coin|button)(?:[- ]type)?[- ]?cells?"
    r"|(?:coin|button|pouch|Swagelok|cylindrical|prismatic|punch|beaker|split|T|el)[- ](?:type )?(?:half[- ]"
    r"|full[- ])?(?:cells?|batter(?:y|ies))|18650(?:[- ]type)?(?: cells?)?|Swagelok)\b",
    ("cell", "batter", "coin", "button", "cr", "lir", "18650", "swagelok"),
    re.IGNORECASE,
)
_CONFIGURATIONS = (
    ("three_electrode", Hinted(r"\bthree[- ]electrode\b", ("three",), re.IGNORECASE)),
    (
        "symmetric",
        Hinted(
            r"\bsymmetric(?:al)?\b|\bLi ?[/|‖]+ ?Li\b|\bNa ?[/|‖]+ ?Na\b",
            ("symmetric", "li/", "li|", "li‖", "li /", "li |", "li ‖", "na/", "na|", "na‖", "na /", "na |", "na ‖"),
            re.IGNORECASE,
        ),
    ),
    ("full", Hinted(r"\bfull[- ](?:cells?|batter(?:y|ies))\b", ("full",), re.IGNORECASE)),
    (
        "half",
        Hinted(
            r"\bhalf[- ]cells?\b|\b(?:lithium|sodium|Li|Na|potassium|K|magnesium|Mg)(?: metal)?(?: foils?"
            r"| discs?| disks?| plates?| sheets?| chips?)?(?: \([^()]{1,40}\))?(?: was| were)?(?: used| employed"
            r"| served| acted)? as (?:the |both )?(?:\w+ )?(?:counter|reference|anode|negative)",
            ("half", " as "),
            re.IGNORECASE,
        ),
    ),
)
_ASSEMBLED = re.compile(r"\b(?:assembl|fabricat|coin|cell|counter|separator|electrolyte|glove ?box)\w*", re.IGNORECASE)
_ASSEMBLED_WORDS = ("assembl", "fabricat", "coin", "cell", "counter", "separator", "electrolyte", "glove")
_COUNTER = re.compile(
    r"\b(?P<name>(?:(?:metallic |pure )?(?:lithium|sodium|potassium|magnesium|Li|Na|K|Mg"
    r"|Zn)(?:[- ]metal)?)(?: foils?| discs?| disks?| plates?| sheets?| chips?| metal)?)\b"
    r"(?=[^.;]{0,60}?\b(?:counter|reference|anode|negative)\b)",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(
    r"\b(?P<name>Celgard[®™]?[- ]?\w?\d{3,4}\w?|Celgard|Whatman(?: GF/?[A-D])?|glass[- ]?(?:micro)?fib(?:er"
    r"|re)s?(?: \(?GF/?[A-D]\)?)?|(?:micro)?porous (?:polypropylene|polyethylene)(?: film| membrane)?"
    r"|polypropylene(?: film| membrane)?)\b",
    re.IGNORECASE,
)
_ROLES = (
    ("cathode", re.compile(r"\b(?:cathode|positive electrode)s?\b", re.IGNORECASE)),
    ("anode", re.compile(r"\b(?:anode|negative electrode)s?\b", re.IGNORECASE)),
    ("working_electrode", re.compile(r"\bworking electrodes?\b", re.IGNORECASE)),
)
_COMPOSED = re.compile(r"\b(?:electrodes?|slurr(?:y|ies)|cathodes?|anodes?|pastes?)\b", re.IGNORECASE)
_POLE_OF_ROLE = {"cathode_active": "cathode", "anode_active": "anode"}
_SHARE_AHEAD = re.compile(r" (?:of )?(?:the |as-prepared |active material ?\(?)?")
_SHARE_BEHIND = re.compile(r"(?: \w+){0,2} ?[(,:]? ?")


def find_cells(analysis: Analysis, samples: Sequence[Sample]) -> tuple[Cell, ...]:
    """The cells that the experimental section describes, one for each configuration that it names."""
    sentences = [
        sentence
        for sentence in analysis.sentences
        if sentence.block.section in ("experimental", "supplement", None)
        and sentence.block.kind in ("paragraph", "list", "caption")
        and has_any(sentence.text.lower(), _ASSEMBLED_WORDS)
        and _ASSEMBLED.search(sentence.text)
    ]
    if not sentences:
        sentences = [
            s for s in analysis.sentences if s.block.kind == "paragraph" and _FORMAT.search(s.text, s.text.lower())
        ]
    form = next((match.group() for s in sentences if (match := _FORMAT.search(s.text, s.text.lower()))), None)
    configurations: list[str] = []
    for sentence in analysis.sentences:
        if sentence.block.section in ("introduction", "references", "end_matter"):
            continue
        lower = sentence.text.lower()
        for name, pattern in _CONFIGURATIONS:
            if name not in configurations and pattern.search(sentence.text, lower):
                configurations.append(name)
    if form is None and not configurations:
        return ()
    components = _components(analysis, sentences, samples)
    order = ["half", "full", "symmetric", "three_electrode"]
    configurations.sort(key=order.index)
    return tuple(
        Cell(f"c{index}", form, configuration, components if index == 0 else ())
        for index, configuration in enumerate(configurations or [None])
    )


def _components(analysis: Analysis, sentences: Sequence[Sentence], samples: Sequence[Sample]) -> tuple[Component, ...]:
    found: dict[str, Component] = {}
    by_label = {sample.label.casefold(): sample.id for sample in samples}
    for sentence in sentences:
        counter = _COUNTER.search(sentence.text)
        if counter is not None:
            found.setdefault("counter_electrode", Component("counter_electrode", counter["name"]))
        separator = _SEPARATOR.search(sentence.text)
        if separator is not None:
            found.setdefault("separator", Component("separator", separator["name"]))
        for mention in analysis.materials_in(sentence.span):
            if mention.role in ("electrolyte", "salt"):
                found.setdefault("electrolyte", Component("electrolyte", mention.text))
                continue
            role = _electrode_role(sentence, mention)
            if role is not None:
                name = mention.canonical or mention.name
                parameters = _parameters(analysis, sentence)
                found.setdefault(role, Component(role, mention.name, by_label.get(name.casefold()), parameters))
    if not found.keys() & {"cathode", "anode", "working_electrode"}:
        electrode = _composed_electrode(analysis, by_label)
        if electrode is not None:
            return (electrode, *found.values())
    return tuple(found.values())


def _composed_electrode(analysis: Analysis, by_label: dict[str, str]) -> Component | None:
    """The electrode whose recipe the experimental section gives (``Electrodes were made from 80 wt% …``), or None."""
    for sentence in analysis.sentences:
        if sentence.block.section not in ("experimental", "supplement", None) or not _COMPOSED.search(sentence.text):
            continue
        for mention in analysis.materials_in(sentence.span):
            role = _POLE_OF_ROLE.get(mention.role or "")
            if role is None:
                continue
            share = _share(analysis, sentence, mention)
            if share is not None:
                label = by_label.get((mention.canonical or mention.name).casefold())
                return Component(role, mention.name, label, {"active_material_fraction": share})
    return None


def _share(analysis: Analysis, sentence: Sentence, mention: MaterialMention) -> Condition | None:
    """The share of the electrode that stands right before or right behind its active material."""
    for quantity in analysis.quantities_in(sentence.span):
        if quantity.dimension not in ("percent", "mass_fraction") or quantity.value is None:
            continue
        ahead = sentence.text[quantity.end - sentence.start : mention.start - sentence.start]
        behind = sentence.text[mention.end - sentence.start : quantity.start - sentence.start]
        if (quantity.end <= mention.start and _SHARE_AHEAD.fullmatch(ahead)) or (
            quantity.start >= mention.end and _SHARE_BEHIND.fullmatch(behind)
        ):
            return Condition.of(quantity)
    return None


def _electrode_role(sentence: Sentence, mention: MaterialMention) -> str | None:
    behind = sentence.text[mention.end - sentence.start :][:30]
    for role, pattern in _ROLES:
        match = pattern.search(behind)
        if match is not None and not any(mark in behind[: match.start()] for mark in ",;"):
            return role
    return None


def _parameters(analysis: Analysis, sentence: Sentence) -> dict[str, Condition]:
    found: dict[str, Condition] = {}
    for quantity in analysis.quantities_in(sentence.span):
        if quantity.dimension is not None and default_property(quantity.dimension) == "mass_loading":
            found.setdefault("mass_loading", Condition.of(quantity))
    return found
