"""Coinages: labels that a paper uses for its materials without defining them (``p-Si@G``, ``LFP/C-2``, ``PAQS``)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from ..ingest.span import CharSpan
from .abbreviations import find_definitions, long_form
from .analysis import Analysis, MaterialMention
from .extraction import MaterialRef
from .label_looks import has_material, is_label, may_be_name, parts_of
from .properties import default_property

_OWN_SECTIONS = frozenset({"abstract", "introduction", "results", "discussion", "conclusions", "experimental", None})
_KINDS = frozenset({"title", "abstract", "paragraph", "list", "caption"})
_TOKEN = re.compile(
    r"(?<![\w@/|‖.^+\-–·])(?<!\d,)(?=[^\s,;]{0,28}[A-Z])[A-Za-z0-9αβγδ][A-Za-z0-9.]{0,19}+"
    r"(?:[@/–\-⊂+][A-Za-z0-9][A-Za-z0-9.]{0,15}+){0,4}+(?![\w@/|‖^]|[-–]\w|\()"
)
# What a result is told of stands before such a verb.
_SHOWS = re.compile(
    r"\)?(?:\s\([^()]{1,40}\))?\s(?:(?:composites?|powders?|samples?|films?|cathodes?|anodes?|electrodes?|cells?|separators?|membranes?"
    r"|electrolytes?|half[- ]cells?|pellets?|foams?|hosts?|nanosheets|nanofibers|nanowires)\s){0,2}"
    r"(?:(?:prepared|obtained|annealed|sintered|synthesi[sz]ed|made|treated|derived|with|containing)\b[^,.;]{1,40}\s)?"
    r"(?:(?:can|could|still|also|even|only|thus|then|again|with[^,.;]{1,30}|has|have|however,?)\s){0,2}"
    r"(?:deliver|exhibit|retain|yield|possess|attain|maintain|achiev|reach|provid|display|show|offer|present|suffer"
    r"|surviv|outperform|ran\b|runs\b|gave\b|gives\b|kept\b|keeps\b|lasts\b|lasted\b|holds\b|held\b|sustain|stores?\b"
    r"|stored\b|combin|outperform|contain|conducts\b|lost\b|loses\b|demonstrat|perform|shr[iau]nk|swell|fail(?:s|ed)\b"
    r"|endure|withst[ao]|afford|conducted\b|ha[sd] (?:an?|the|only|about|just|\d)|have (?:an?|the|only|\d))"
)
# `that of LABEL (0.82 V)`
_VALUE_BEHIND = re.compile(r" \([~≈<>]?\d[\d.,]*+ ?(?!eV|cm\^|Å|nm|pm|ppm|°|ml|mL)[A-Za-z%Ω]")
_NUMBER_BEFORE = re.compile(r"[\d.)] $")
_THING = re.compile(
    r"\s(?:composites?|powders?|samples?|cathodes?|anodes?|(?:working )?electrodes?|separators?|membranes?"
    r"|electrolytes?|hosts?|interlayers?|pellets?|catalysts?)\b"
)
_IS = re.compile(r"(?: \([^()]{1,20}\))? (?:is|was|are|were|amounts?|amounted) (?:\w+ )?[\d~]")
_IS_TOLD = re.compile(r" (?:is|was|has|had|can|melts|dissolves)\b")
# `With LABEL the resistance falls …`
_FRONTED = re.compile(
    r"(?:^|[.;,] )(?:On|With|In|For|Using|Over|on|with|in|for|using) (?:the )?$"
    r"|\b(?:samples?|cathode|anode|electrode|electrolyte|composite|membrane|separator|catalyst) $"
)
# `the conductivity of LABEL is …`
_PROPERTY_OF = re.compile(
    r"(?:capacit(?:y|ies|ance)|conductivit(?:y|ies)|densit(?:y|ies)|retention|efficienc(?:y|ies)"
    r"|resistance|voltage|porosity"
    r"|thickness|area|size|strength|permeability|solubility|uptake|number|overpotential|lifetime|modulus|coefficient"
    r"|impedance|temperature|stability|window|hysteresis) (?:of|for) (?:the )?$"
)
# `the pure nickelate (LABEL)`, `the infiltrated one (LABEL)`: a thing, to which a bracket gives a name.
_CALLED = re.compile(
    r"\b(?:ones?|mixtures?|molecules?|viologens?|chars?|composites?|powders?|samples?|films?|foils?|fib(?:er|re)s?|cathodes?|anodes?"
    r"|electrodes?|electrolytes?|separators?|membranes?|hosts?|interlayers?|pellets?|catalysts?|carbons?|felts?|papers?"
    r"|cloths?|foams?|gels?|polymers?|alloys?|glass(?:es)?|ceramics?|materials?|compounds?|salts?|variants?|batch(?:es)?"
    r"|counterparts?|references?|analogues?|particles?|spheres?|sheets?|layers?|coatings?|controls?|baselines?"
    r"|crystals?|agglomerates?|blends?|nano[a-z]{3,12}|micro[a-z]{3,12}|(?!(?:phone|zone|one|done|none|state|rate|late|date|climate|scene|line|baseline"
    r"|engine|routine|side|wide|inside|guide|slide|machine|determine|site|write|white|despite|finite|definite)\b)"
    r"[a-z]{2,}(?:one|ides?|[^r]ates?|enes?|ines?|ites?|iums?|ols?|oxides?|gels?))(?P<more>(?: [a-z]{2,14}){1,4})?$"
)
# `(LABEL)`, `(LABEL, 400 µm thick)`, but not `(JEOL, Japan)`
_CLOSES = re.compile(r"\)|[,;] (?:[a-zD]?[~≈<>]?\d|x ?=|with |denoted|hereafter)")
# What the long form of an abbreviation ends in that names no material.
_NO_MATERIAL = re.compile(
    r"(?:scop\w{1,4}|analys[ei]s|metry|graphy|diffraction|efficienc\w+|batter\w+|cells?|capacitors?"
    r"|interphases?|dens\w+"
    r"|theory|dynamics|voltages?|potentials?|charge|resistances?|impedance|techniques?|methods?|learning"
    r"|networks?|models?"
    r"|vehicles?|storage|reactions?|states?|lifetime|life|numbers?|ratios?|rates?|capacit\w+|times?|energ\w+|power"
    r"|titration|pairs?|constants?|coefficients?|boundar\w+|temperatures?|zones?|recrystalli[sz]ation|manufacturing"
    r"|scattering|welding|hardening|forming|process(?:es|ing)?|simulations?|ind(?:ex|ices)|test(?:s|ing)?|imaging"
    r"|spectr\w+|lasers?|distributions?|functions?|deposition|transfer|transistors?|waveguides?|sensors?)$",
    re.IGNORECASE,
)
# What two capitals must be told of: much else is written so.
_ELECTRIC = frozenset(
    {"specific_capacity", "areal_capacity", "volumetric_capacity", "conductivity", "specific_capacitance"}
    | {"specific_energy", "fade_per_cycle"}
)
_MAX = 60


def coined_labels(analysis: Analysis) -> list[tuple[str, MaterialRef]]:
    """The labels in order of first use, each with role and family of the known material that it is made of.

    A label by its looks alone is not enough: the text must tell a result of it, or call it a sample or a component, in
    the paper's own parts.
    """
    counts: Counter[str] = Counter()
    told: Counter[str] = Counter()
    order: list[str] = []
    known = {m.text for m in analysis.materials}
    begun = {m.start for m in analysis.materials if m.is_sample}
    bracketed: set[str] = set()
    measured_of: set[str] = set()
    for block in analysis.document.blocks:
        if block.kind not in _KINDS or block.section not in _OWN_SECTIONS:
            continue
        for match in _TOKEN.finditer(block.text):
            label = match.group().rstrip(".")
            if label in known or block.start + match.start() in begun or not (is_label(label) or may_be_name(label)):
                continue
            before = block.text[max(0, match.start() - 40) : match.start()]
            called = _called(before)
            if called is None and not is_label(label) and not told[label]:
                continue
            if "@" in label and block.section != "introduction":
                told[label] += 1  # nothing else is written so
            if not counts[label]:
                order.append(label)
            counts[label] += 1
            behind = block.text[match.start() + len(label) : match.start() + len(label) + 70]
            if before.endswith("(") and behind.startswith(")"):
                bracketed.add(label)
            if called is not None and before.endswith("(") and _CLOSES.match(behind):
                # What abbreviates the words before it may be a reagent: it has to be told of, too.
                near = called["more"] is None and long_form(label, before.removesuffix(" (")) is None
                told[label] += 2 if near else 1
            elif called is not None and before.endswith(", ") and behind.startswith(","):
                told[label] += 2  # `the title polymer, LABEL, bears …`
            elif called is not None and before[-2:-1].islower() and (_is_built(label) or may_be_name(label)):
                told[label] += 2 if _IS_TOLD.match(behind) else 1  # `the polyimide LABEL`
            if _SHOWS.match(behind):
                measured = _measured(analysis, block.start + match.end())
                if _measured(analysis, block.start + match.end(), _ELECTRIC):
                    measured_of.add(label)
                told[label] += 3 if _is_built(label) and measured else 2 if _is_built(label) or measured else 0
            elif block.section != "experimental" and _VALUE_BEHIND.match(behind) and not _NUMBER_BEFORE.search(before):
                told[label] += 2 if _is_built(label) else 1
            elif _IS.match(behind) and _PROPERTY_OF.search(block.text[max(0, match.start() - 32) : match.start()]):
                told[label] += 3 if _is_built(label) else 1
            elif (
                _THING.match(behind)
                or _IS.match(behind)
                or _FRONTED.search(block.text[max(0, match.start() - 16) : match.start()])
            ):
                told[label] += 2 if _is_built(label) and _measured(analysis, block.start + match.end()) else 1
    candidates = [
        label
        for label in order
        if told[label] > (0 if _is_built(label) else 1)
        and (len(label) > 2 or (label in bracketed and label in measured_of))
        and (counts[label] > 1 or told[label] > 1 or _strong(label))
    ]
    if not candidates:
        return []
    candidates += [label for label in order if label in bracketed and _is_kin(label, candidates, counts[label] > 1)]
    candidates += _hosts(analysis, candidates, known)
    plain = any(not _is_built(label) or label.isupper() or "-" in label for label in candidates)
    barred = _defined_otherwise(analysis) if plain else frozenset()
    return [(label, _material(label)) for label in candidates[:_MAX] if not _is_barred(label, barred)]


def _is_barred(label: str, barred: frozenset[str]) -> bool:
    """Whether ``label``, or every part of it (``CFD-RBD``), is an abbreviation of something else than a material."""
    return label in barred or all(part in barred for part in re.split(r"[-–/]", label))


def _is_kin(label: str, labels: Sequence[str], again: bool) -> bool:
    """Whether ``label`` begins or ends as one of ``labels`` (``A-PE`` beside ``B-PE``), up to a joint.

    What is not used ``again`` must share a known material.
    """
    parts = re.split("[-–@]", label)
    if len(parts) < 2 or label in labels:
        return False
    others = [re.split("[-–@]", other) for other in labels]
    shared = {end for other in others if len(other) > 1 for end in (other[0], other[-1])} & {parts[0], parts[-1]}
    return any(len(part) > 1 and (again or has_material(part)) for part in shared)


def _hosts(analysis: Analysis, labels: Sequence[str], known: set[str]) -> list[str]:
    """What a composite of the paper is built on (the ``PP`` of ``MOF@PP``), where the text tells of it alone."""
    found: list[str] = []
    for label in labels:
        joint = "@" if "@" in label else "/"
        host = label.rpartition(joint)[2]
        if joint not in label or not 1 < len(host) < 8 or host in known or host in labels or host in found:
            continue
        words = "bare|pristine|pure|plain|neat|blank|that of|than" + ("|the|with|for|of|and" if joint == "@" else "")
        alone = re.compile(rf"\b(?:{words}) {re.escape(host)}(?![\w@/-])|(?<![\w@/-]){re.escape(host)} alone\b")
        if host.isalnum() and host.isupper() and any(alone.search(block.text) for block in analysis.document.blocks):
            found.append(host)
    return found


def _measured(analysis: Analysis, position: int, dimensions: frozenset[str] | None = None) -> bool:
    """Whether a value that names its property by its unit (mAh/g, S/cm) stands soon behind ``position``."""
    behind = analysis.quantities_in(CharSpan(position, position + 160))
    told = [q.dimension for q in behind if q.dimension and default_property(q.dimension)]
    return any(dimensions is None or dimension in dimensions for dimension in told)


def _called(before: str) -> re.Match[str] | None:
    """The thing that the words ``before`` a label name right beside it (``the infiltrated one (``), or None."""
    words = before.rstrip(" (,")
    return _CALLED.search(words) if len(words) < len(before) and words[-1:].islower() else None


def _is_built(label: str) -> bool:
    """Whether the label joins parts (``Nb-LTO``, ``S@C``) or ends in a number: then it abbreviates no words."""
    return re.search(r"[@⊂/–\-+]|\d$", label) is not None


def _strong(label: str) -> bool:
    """Whether one use is enough: a composite, or a known material under a mark of the paper's own."""
    return "@" in label or (_is_built(label) and has_material(label))


def _material(label: str) -> MaterialRef:
    """The label with the role and family of what it is made of: an active part before its coat or its carbon."""
    parts: Sequence[MaterialMention] = parts_of(label)
    best = next((p for p in parts if p.role in ("cathode_active", "anode_active")), None)
    best = best or next((p for p in parts if p.role is not None), None)
    return MaterialRef(label) if best is None else MaterialRef(label, None, best.role, best.family)


def _defined_otherwise(analysis: Analysis) -> frozenset[str]:
    """The abbreviations that the paper defines for something other than a material."""
    found: set[str] = set()
    for block in analysis.document.blocks:
        if block.kind in _KINDS and "(" in block.text:
            mentions = analysis.materials_in(block.span)
            found.update(
                d.label
                for d in find_definitions(block.text, mentions, offset=block.start)
                if d.material is None and not d.is_sample and _NO_MATERIAL.search(d.long)
            )
    return frozenset(found)
