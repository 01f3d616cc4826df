"""Coinages: labels that a paper uses for its materials without defining them (``p-Si@G``, ``LFP/C-2``, ``PAQS``)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from ..ingest.span import CharSpan
from .abbreviations import find_definitions, long_form
from .analysis import Analysis, MaterialMention
from .extraction import MaterialRef
from .materials import materials_in
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
    r"|endure|withst[ao]|afford|conducted\b|ha[sd] (?:an?"
    r"|the)\b|have (?:an?|the)\b)"
)
_THING = re.compile(
    r"\s(?:composites?|powders?|samples?|cathodes?|anodes?|(?:working )?electrodes?|separators?|membranes?"
    r"|electrolytes?|hosts?|interlayers?|pellets?|catalysts?)\b"
)
_IS = re.compile(r"(?: \([^()]{1,20}\))? (?:is|was|are|were|amounts?|amounted) (?:\w+ )?[\d~]")
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
    r"|nano[a-z]{3,12}|micro[a-z]{3,12}|(?!(?:phone|zone|one|done|none|state|rate|late|date|climate|scene|line|baseline"
    r"|engine|routine|side|wide|inside|guide|slide|machine|determine|site|write|white|despite|finite|definite)\b)"
    r"[a-z]{2,}(?:one|ides?|[^r]ates?|enes?|ines?|ites?|iums?|ols?|oxides?|gels?))(?P<more>(?: [a-z]{2,14}){1,4})?$"
)
# `(LABEL)`, `(LABEL, 400 µm thick)`, but not `(JEOL, Japan)`
_CLOSES = re.compile(r"\)|[,;] (?:[a-zD]?[~≈<>]?\d|x ?=|with |denoted|hereafter)")
_NO_LABEL = frozenset(
    """MPa GPa kPa TPa MHz GHz kHz THz kWh MWh GWh MeV keV GeV MBq
    XRD SEM TEM HRTEM HR-TEM FESEM FE-SEM STEM HAADF HAADF-STEM EDS EDX EELS XPS XAS XANES EXAFS FTIR FT-IR ATR-FTIR
    NMR DFT AIMD MD TGA DSC DTA TG-DSC BET BJH ICP ICP-OES ICP-MS AFM SAED TOF-SIMS ToF-SIMS SIMS CV EIS GITT PITT LSV
    DRT OCV OCP SEI CEI CE ICE ACE CCD SOC DOD EOL SOH RUL CAM LIB SIB PIB NIB SSB ASSB ASSLB ASSLMB LMB LSB VRFB RFB
    EV HEV ESS RDE RRDE ORR OER HER RHE SHE SCE NHE PDF PXRD SXRD NPD UV UV-Vis IR HOMO LUMO ML SVM RMSE MAE CNN LSTM
    EXP CC CC-CV CCCV CR USA UK PNNL VESTA VASP GPR SHAP LIME AI RF XRF WAXS SAXS PVT TPB TPBs OCP ASR ESR CPE
    SOFC SOFCs IT-SOFC SOEC PEMFC MEA DC AC TEC CTE RT BMS PC SI S/N N/P E/S O/C Ni/Co R-3m C2/m P63/mmc Fd-3m
    RedOx REDOX CH4 CO2 H2S NH3 H2O C2H4 C2H6 C3H8 SO2 NO2
    LISICON NASICON FTO ITO DNA RNA III VII XII
    MIEC GPE SPE CPE CSE SSE SSEs ISE PCE LED QY WOS FWHM TCSPC LUMO LED ToF X-PEEM PEEM""".split()  # noqa: SIM905 - a word a line is a page
)
_WORD_PART = re.compile(r"(?:^|[@/–\-+])[a-z]{3,}")
_PLURAL = re.compile(r"[A-Z]{2,}s$")
_SETTING = re.compile(
    r"^(?:\d[\d.]*|[\d.]*C/[\d.]+|[A-Z]\d{0,2}|\d+[A-Z][a-z]?)$"
    r"|^[\d.]+ ?(?:m?Ah?(?:g|cm)?|m?Wh?(?:kg|cm)?|k?V|[kM]?Hz|wt|M|m[Lgm])\b"
)
_COUPLE = re.compile(
    r"^(?:Li|Na|K|Zn|Mg)[/|‖]|^(?:Li|Na|K|Zn|Mg|Al|Ca)[-–/](?:ion|S|O2|air|Se|CO2|Li|Na|Cu|In|metal|X)\b"
    r"|/(?:Li|Na|K|Zn|Mg|Cu|Gr|LTO)$"
)
_DEVICES = re.compile(r"(?:SOFC|SOEC|PEMFC|AEMFC|PEM|MEA|LIB|SIB|KIB|ASSB|LMB|LMR?B|VRFB|RFB|EDLC|DSSC|PSC)s?$")
_LINE = re.compile(
    r"(?:K[αβa]|-?Kα|[-–]?edge)$|^[A-Z]\d{1,2}[-–][A-Z]\d{1,2}$"
    # bonds, figures of the supplement
    r"|^(?:C|O|N|H|P|S|F|Si|B|M)\d{0,2}[-–](?:C|O|N|H|P|S|F|Si|B|M)\d{0,2}$|^[SF]\d{1,2}[a-z]?$"
)
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
    for block in analysis.document.blocks:
        if block.kind not in _KINDS or block.section not in _OWN_SECTIONS:
            continue
        for match in _TOKEN.finditer(block.text):
            label = match.group().rstrip(".")
            if label in known or block.start + match.start() in begun or not (is_label(label) or _may_be_name(label)):
                continue
            before = block.text[max(0, match.start() - 40) : match.start()]
            called = _called(before)
            if called is None and not is_label(label):
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
            elif called is not None and before[-2:-1].islower() and (_is_built(label) or _may_be_name(label)):
                told[label] += 1  # `the polyimide LABEL`
            if _SHOWS.match(behind):
                measured = _measured(analysis, block.start + match.end())
                told[label] += 3 if _is_built(label) and measured else 2 if _is_built(label) or measured else 0
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
        if told[label] > (0 if _is_built(label) else 1) and (counts[label] > 1 or told[label] > 1 or _strong(label))
    ]
    if not candidates:
        return []
    candidates += [label for label in order if label in bracketed and counts[label] > 1 and _is_kin(label, candidates)]
    candidates += _hosts(analysis, candidates, known)
    plain = any(not _is_built(label) or label.isupper() or "-" in label for label in candidates)
    barred = _defined_otherwise(analysis) if plain else frozenset()
    return [(label, _material(label)) for label in candidates[:_MAX] if not _is_barred(label, barred)]


def _is_barred(label: str, barred: frozenset[str]) -> bool:
    """Whether ``label``, or every part of it (``CFD-RBD``), is an abbreviation of something else than a material."""
    return label in barred or all(part in barred for part in re.split(r"[-–/]", label))


def _is_kin(label: str, labels: Sequence[str]) -> bool:
    """Whether ``label`` begins or ends as one of ``labels`` (``A-PE`` beside ``B-PE``), up to a joint."""
    parts = re.split("[-–@]", label)
    ends = [re.split("[-–@]", other) for other in labels if other != label]
    return (
        label not in labels
        and len(parts) > 1
        and any(
            len(end) > 1 and ((end[0] == parts[0] and len(end[0]) > 1) or (end[-1] == parts[-1] and len(end[-1]) > 1))
            for end in ends
        )
    )


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


def _measured(analysis: Analysis, position: int) -> bool:
    """Whether a value that names its property by its unit (mAh/g, S/cm) stands soon behind ``position``."""
    behind = analysis.quantities_in(CharSpan(position, position + 160))
    return any(quantity.dimension and default_property(quantity.dimension) for quantity in behind)


@lru_cache(maxsize=4096)
def is_label(label: str) -> bool:
    """Whether a word looks like the label of a sample, and like no method, unit, bond or device."""
    if not 2 < len(label) <= 28 or label in _NO_LABEL or _PLURAL.search(label) or _DEVICES.search(label):
        return False
    if _SETTING.match(label) or _COUPLE.search(label) or _LINE.search(label):
        return False
    capitals = sum(c.isupper() for c in label)
    digits = any(c.isdigit() for c in label)
    if capitals < 2 and not (capitals and (digits or "@" in label)):
        return False
    if label.isalpha() and 2 * capitals <= len(label):
        return False  # RedOx, MatLab
    if _WORD_PART.search(label) and "@" not in label:
        return False  # Li-ion, Co-doped, graphite-based
    # Nyquist, Mott-Schottky, Table1
    return not re.fullmatch(r"[A-Z][a-z]+(?:[-–][A-Z][a-z]+)*\d*", label) or _has_material(label)


def _called(before: str) -> re.Match[str] | None:
    """The thing that the words ``before`` a label name right beside it (``the infiltrated one (``), or None."""
    words = before.rstrip(" (,")
    return _CALLED.search(words) if len(words) < len(before) and words[-1:].islower() else None


@lru_cache(maxsize=4096)
def _may_be_name(label: str) -> bool:
    """Whether a word of few capitals (``PhosV``) may be the name of the thing beside it."""
    return re.fullmatch(r"[A-Z][a-z]{1,5}[A-Z][A-Za-z]{0,4}", label) is not None and label not in _NO_LABEL


def _is_built(label: str) -> bool:
    """Whether the label joins parts (``Nb-LTO``, ``S@C``) or ends in a number: then it abbreviates no words."""
    return re.search(r"[@⊂/–\-+]|\d$", label) is not None


def _strong(label: str) -> bool:
    """Whether one use is enough: a composite, or a known material under a mark of the paper's own."""
    return "@" in label or (_is_built(label) and _has_material(label))


@lru_cache(maxsize=4096)
def _has_material(label: str) -> bool:
    return bool(_parts(label))


def _parts(label: str) -> list[MaterialMention]:
    found: list[MaterialMention] = []
    for part in re.split(r"[@⊂/–\-+]", label):
        if len(part) > 1:
            found += [m for m in materials_in(f"{part} powder") if m.text == part]
    return found


def _material(label: str) -> MaterialRef:
    """The label with the role and family of what it is made of: an active part before its coat or its carbon."""
    parts: Sequence[MaterialMention] = _parts(label)
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
