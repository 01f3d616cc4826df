"""Results: capacities, efficiencies, retention, ionic conductivity."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ..hints import Hinted
from ..paper_class import CONDUCTORS
from ..quantity import Quantity
from .change import ends_of_change
from .finding import Finding
from .reading import Passage, Reading

_NOT_OWN = re.compile(r"(?i)\btheoretical(?:ly)?\b")
_ONE_C = re.compile(r"(?i)(?<![\d.])1(?:\.0)?\s?C\b\s?(?:rate\s)?(?:=|≈|~|5|is|was|correspond\w*|equal\w*|refer\w*|\()")
_EFFICIENCY = re.compile(
    r"(?i)\b(?:coulombic|columbic|coulomb|faradaic|coulumbic|ice|ces?)\b(?:\s(?:efficienc(?:y|ies)|eff\.))?|"
    r"\b(?:first|initial|1st)[- ](?:cycle )?efficienc(?:y|ies)|\bfirst cycle (?:has|had|with|shows?|showed|gives?) an? "
    r"efficiency|\befficiency (?:of|in) the first cycle|(?<=\d% )efficienc(?:y|ies)\b|"
    r"(?<=\d %\s)efficienc(?:y|ies)\b|"
    r"\b(?:the|its|this|mean|average) (?:mean |average )?efficienc(?:y|"
    r"ies)(?= (?:over [^.;]{3,30} )?(?:\w+ )?(?:climb|ris|rose|increas|stay|remain|was|is|reach|"
    r"exceed|of))"
)
# The words of an efficiency behind a number have a number of their own, or the clause ends before them.
_OTHER_VALUE = re.compile(
    r"(?i);|\b(?:and|with|while|at) (?:an? |the )?[^;%]{0,30}efficienc\w* (?:of |was |is |at )?(?:\W? ?)\d"
)
_FIRST = re.compile(r"(?i)\b(?:initial|first|1st|primary|ICE)\b")
_RETAINED = Hinted(
    r"(?i)\b(?:thereof|sustain\w*|fell to|declined to|dropped to|retention|retentions|retain\w*|maintain\w*|"
    r"remain\w*|left|surviv\w*|kept|keeps?|holds?|held|fades? to|preserv\w*|recover\w*|reduced to|"
    r"decreased to|drops? to|faded to|of (?:the|its|their) (?:highest|maximum|peak|best|stabili[sz]ed|second|initial|"
    r"original|starting|start|first|reversible|"
    r"capacity|C/|"
    r"discharge))\b"
)


_IONIC = re.compile(
    r"(?i)\b(?:ionic|ion|li\^?\+|na\^?\+|lithium|sodium|total|bulk|grain[- ]boundary) conducti|\bionic\b|"
    r"\b(?:electrolytes?|separators?|membranes?|ceramics?)\b[^.;]{0,80}\bconductivit|"
    r"\bconductivit(?:y|ies) of (?:the |this |our )?(?:\w+ ){0,3}(?:electrolytes?|membranes?|separators?|pellets?|"
    r"ceramics?)"
)


def find_capacities(reading: Reading) -> Iterator[Finding]:
    """Own capacities per mass."""
    for passage in reading.passages:
        for quantity in passage.quantities_of("specific_capacity"):
            if passage.of_others:
                continue
            before, after = passage.before(quantity, 60), passage.after(quantity, 40)
            if (
                _NOT_OWN.search(before)
                or re.match(r"[^.;,]{0,25}\btheoretical|\s?for (?:the )?c-?rates?\b", after)
                or re.search(r"c-?rates? (?:is|was) $", before)
            ):
                continue
            defined = _ONE_C.search(
                passage.text[max(0, quantity.start - passage.start - 45) : quantity.start - passage.start]
            )
            if defined and not re.search(r"\)|capacit", defined.string[defined.end() :]):
                continue
            if re.search(
                r"(?i)\b(?:rates? (?:is|was|are|were) (?:defined|calculated)|defined|equal to)\b", before
            ) and passage.has("c-rate", "rate"):
                continue
            if re.search(
                r"(?i)irreversible (?:capacity )?(?:loss)?[^.;,]{0,15}$|loss of (?:about )?$|"
                r"limited to (?:about )?$|\brates? (?:refer|relate)\w* to (?:about )?$|than (?:that of )?(?:graphite|"
                r"commercial graphite)[^.;]{0,20}$|"
                r"graphite \($",
                before,
            ):
                continue
            for end in ends_of_change(passage, quantity):
                yield Finding.of_quantity("specific_capacity", end, passage.result_rank, confidence=0.8)


def _hedged(quantity: Quantity, before: str) -> Quantity:
    """``quantity``, approximate where the text only approaches it."""
    if quantity.qualifier == "exact" and re.search(
        r"(?:approach\w*|close to|almost|nearly|as high as nearly)\s?$", before
    ):
        return replace(quantity, qualifier="approximate")
    return quantity


def find_efficiencies(reading: Reading) -> Iterator[Finding]:
    """Coulombic efficiency of the first cycle, and beyond it."""
    for passage in reading.containing(
        "coulomb", "columbic", "coulumbic", "faradaic efficien", "ce ", "ces ", "ice", "ce)", "efficienc"
    ):
        if passage.of_others:
            continue
        if not any(True for _ in passage.quantities_of("percent")):
            continue
        marks = [match for match in _EFFICIENCY.finditer(passage.text) if match[0].isupper() or len(match[0]) > 4]
        if not marks:
            continue
        for quantity in passage.quantities_of("percent"):
            size = quantity.value if quantity.value is not None else quantity.max
            if size is None or not 10 <= size <= 130:
                continue
            at, end = quantity.start - passage.start, quantity.end - passage.start
            near = [
                match
                for match in marks
                if 0 <= at - match.end() <= 110
                or (0 <= match.start() - end <= 40 and not _OTHER_VALUE.search(passage.text[end : match.end() + 25]))
            ]
            if not near:
                continue
            before, after = passage.before(quantity, 75), passage.after(quantity, 45)
            if re.search(
                r"(?i)retention(?! and)[^.;]{0,25}$|\bloss\b[^.;,]{0,25}$|irreversible[^.;,]{0,25}$", before
            ) or re.match(
                r"\s?(?:of (?:(?:the|its) )?(?:initial|capacity|original)|(?:capacity )?retention|thereof|"
                r"(?:is |was |are |were |can be )?(?:still )?(?:retained|maintained|preserved|left)\b)",
                after,
            ):
                continue
            mark = min(near, key=lambda match: min(abs(at - match.end()), abs(match.start() - end)))
            first = _is_first(passage, mark.start(), mark.end(), at)
            key = "initial_coulombic_efficiency" if first else "coulombic_efficiency"
            for end_value in ends_of_change(passage, _hedged(quantity, before)):
                yield Finding.of_quantity(key, end_value, passage.result_rank, confidence=0.8)


def _is_first(passage: Passage, start: int, end: int, at: int) -> bool:
    text = passage.text
    if re.search(r"\bICEs?\b|(?i:first|initial|1st)[- ]", text[start:end]):
        return True
    if re.match(r"(?i)(?:the|its|this|mean|average) ", text[start:end]):
        return False
    near = text[max(0, start - 28) : start]
    if _FIRST.search(near) and not re.search(r"(?i)after the (?:first|initial)", near):
        return True
    if re.search(
        r"(?i)\b(?:average|stable|subsequent|following|after|maintain\w*|over|nearly 100|second|2nd|remain\w*|"
        r"cycles)\b",
        text[max(0, start - 40) : at],
    ):
        return False
    clause = text[max(0, at - 170) : at + 45]
    return bool(
        re.search(
            r"(?i)\b(?:first|initial|1st)\b(?: \w+){0,2} (?:cycles?|discharge|charge|specific|coulombic|capacit|"
            r"lithiation|reversible)",
            clause,
        )
    ) and not re.search(r"(?i)after|subsequent|increase", clause)


def find_retentions(reading: Reading) -> Iterator[Finding]:
    """Share of the capacity kept after cycles or at a higher rate."""
    for passage in reading.passages:
        if (
            passage.of_others
            or not any(quantity.dimension == "percent" for quantity in passage.quantities)
            or not (_RETAINED.search(passage.text, passage.lower) or passage.has("cycles ("))
            or not passage.has("capacit", "retention", "retain", "discharge", "mah g", "mah/g", "cycles", "months")
        ):
            continue
        for quantity in passage.quantities_of("percent"):
            size = quantity.value if quantity.value is not None else quantity.max
            if size is None or not 3 <= size <= 120:
                continue
            before, after = passage.before(quantity, 110), passage.after(quantity, 60)
            if re.search(
                r"(?i)efficienc\w*[^.;]{0,40}$|\bce\b[^.;]{0,25}$|porosity[^.;]{0,12}$|uptake|weight loss|mass|wt|"
                r"content|"
                r"humidity|loss (?:of|was|is)[^.;]{0,20}$|fad\w+ of[^.;]{0,12}$",
                before[-60:],
            ) and not (re.search(r"(?i)retention[^.;%]{0,30}$", before) or re.match(r"\s?(?:capacity )?ret", after)):
                continue
            if re.search(
                r"(?i)\b(?:lost|loses?|losing|loss of|fad(?:es?|ed|ing) by|down by|less by)\s(?:only |about )?$",
                before,
            ):
                continue
            if re.match(
                r"(?i)\s?(?:of )?(?:coulombic|columbic|\bce\b|higher|more|less|lower|improve|enhance|increase|"
                r"decrease)",
                after,
            ):
                continue
            if (
                re.search(
                    r"(?i)retention|retain|maintain|remain|kept|keep|preserv|recover|reduced to|decreased to|"
                    r"drops? to|fade[sd]? to|holds?\b|held|fell to|declined to|dropped to|left with|sustain",
                    before,
                )
                or re.search(r"\bcycles? ?\($", before)
                or re.match(
                    r"(?i)\s?(?:\)?\s?)(?:capacity\s)?(?:retention|retained|of (?:the|its|their) (?:initial|"
                    r"original|first|capacity|theoretical|c/|discharge|reversible)|of (?:initial|discharge|original|"
                    r"capacit|"
                    r"c/\d+)|of the (?:highest|maximum|peak|best|stabili[sz]ed|activated|second|third|\d{1,2}(?:st|"
                    r"nd|rd|"
                    r"th))\b|,? ?(?:is|was|were|are) (?:still )?(?:kept|left|preserved|maintained)\b|"
                    r",? ?(?:still )?(?:remains?|remained|survives?)\b|thereof\b|\s?of (?:this|it) (?:is|was|can)|"
                    r"of (?:that|the (?:value|one)) (?:at|"
                    r"obtained|of|under)|,? ?(?:is|was|were|are|can be) retained|capacity)",
                    after,
                )
            ):
                for end_value in ends_of_change(passage, quantity):
                    yield Finding.of_quantity("capacity_retention", end_value, passage.result_rank, confidence=0.75)


def find_conductivities(reading: Reading) -> Iterator[Finding]:
    """Ionic conductivities: said to be so, or in a paper whose conductivities are ionic."""
    ionic = any(_IONIC.search(passage.text) for passage in reading.containing("conducti")) or any(
        passage.has("conduct") and passage.has("membrane", "electrolyte", "transference", "litfsi", "t+")
        if passage.block.kind != "title"
        else passage.has("electrolyte", "conductor")
        for passage in reading.passages
    )
    plain = ionic and not any(True for _ in reading.containing("electronic", "electrical", "graphene", "carbon"))
    for passage in reading.measuring("conductivity"):
        spoken = plain or passage.has("conduct") or (passage.previous is not None and passage.previous.has("conduct"))
        if passage.of_others:
            continue
        for quantity in passage.quantities_of("conductivity"):
            solid = any(one.family in CONDUCTORS for one in reading.materials_in(passage))
            if not spoken and not solid:
                continue
            near, far = passage.before(quantity, 60), passage.before(quantity, 160)
            if re.search(r"electronic|electrical|electron ", far) and "ionic" not in near:
                continue
            if _IONIC.search(passage.text) or ((ionic or solid) and not passage.has("electronic", "electrical")):
                yield Finding.of_quantity("ionic_conductivity", quantity, passage.result_rank, confidence=0.8)
