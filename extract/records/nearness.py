"""Nearness: how likely a value belongs to a material named in its sentence, as a cost of place, words and role."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...ingest.span import CharSpan
from ..analysis import MaterialMention, Sentence
from ..hints import Hinted, has_any
from ..properties import OTHER
from .brackets import are_shared, holds_material, holds_value, holds_values, is_aside
from .cell_of import OF_CELLS
from .counter import is_counter
from .parallels import is_parallel, is_shared
from .service import ACTIVE_ROLES, CONDUCTOR_ROLES, MINOR_ROLES

# Results of cells belong to the electrode's material, those of conductors to the electrolyte's.
OF_CONDUCTORS = frozenset({"ionic_conductivity", "transference_number"})
_AS_ELECTRODE = re.compile(
    r"^[^,;.]{0,25}?\b(?:as (?:the |a |an )?(?:\w+ )?(?:positive|negative|working|cathode|anode|active)"
    r"|cathodes?|anodes?|electrodes?)\b",
    re.IGNORECASE,
)
_AS_OTHER_PART = re.compile(
    r"^[^,;.]{0,25}?\b(?:as (?:the |a |an )?(?:\w+[ -]){0,2}?electrolyte|electrolyte|separator|membrane"
    r"|interlayer|current collector|counter|coating)\b",
    re.IGNORECASE,
)
_COMPARED = Hinted(
    r"(?:\b(?:times|twice|half|fold)(?: higher than| lower than| larger than)? (?:that|those) (?:of|for)"
    r"|\bthan(?: (?:that|those))?(?: (?:of|for|in|with))?|\bcompar(?:ed|ing|able|ison)(?: (?:with"
    r"|to))?(?: (?:that|those) of)?"
    r"|\bversus|\bvs\.?|\brelative to|\bunlike|\binstead of|\bsimilar to(?: (?:that|those) of)?|\bcontrast to|"
    r"\bsuperior to(?: (?:that|those) of)?|\bover(?: (?:that|those) of))(?: the| a| an| bare| pure| pristine"
    r"| other| conventional| commercial)*\s*$",
    flags=re.IGNORECASE,
)
_MODIFIED = Hinted(
    r"\b(?:with|using|on|via|from|by|onto|into|containing|between|through|against|without|"
    r"derived from|added|doped with|coated with|composed of|consisting of|based on|assembled with|due to"
    r"|owing to|because of|"
    r"attributed to|ascribed to|thanks to|such as|like|(?:lithiated|sodiated|converted|reduced"
    r"|oxidi[sz]ed|transformed) (?:in)?to|of)(?: \d[\d.]{0,5} ?(?:wt|vol|mol|at)?\.? ?%(?: of)?)?"
    r"(?: the| a| an| its| their| as[ -]\w+ed| \w+ed"
    r"| sub\w+| micro\w*| nano\w*| pure| bare){0,3}\s*$",
    flags=re.IGNORECASE,
)
_LINKED_BEFORE = re.compile(
    r"\b(?:of|for|in|from|by|with|on)(?: the| a| an| our| its| pure| bare| pristine| as-?prepared| obtained"
    r"| such| these| both| all| as-?synthesi[sz]ed)*\s*$",
    re.IGNORECASE,
)
_LINKED_AFTER = re.compile(
    r"\b(?:of|for|in|by|from)(?: the| a| an| our| its| pure| bare| pristine| as-?prepared| obtained| such"
    r"| these| both| all| as-?synthesi[sz]ed| \w{2,14}-?(?:doped|coated|treated|modified|milled))*\s*"
    r"(?:[\w@]{1,14}[-/@])*$",
    re.IGNORECASE,
)
# Between a value and the material that it has told its own of.
_PREFIXED = (
    r"(?: (?:the|an?|bare|pristine|pure|plain|undoped|uncoated|unmodified|original|raw|commercial"
    r"|\w{2,14}-?(?:doped|coated|treated|modified|derived|free|milled|supported)))*+ (?:[\w@/]{1,14}[-/@])*+"
)
_OF_EARLIER = re.compile(
    rf"\)?(?: (?:are|is|was|were) \w{{4,12}})? ?(?:for|of|in|with|using){_PREFIXED}"
    r"| \((?:for |of |the ){0,2}(?:[\w@/]{1,14}[-/@])*+"
)
# `the decomposition of A`, `A decomposition`: a step that marks a voltage, not what was charged.
_STEP_BEHIND = re.compile(r" (?:decomposition|formation|deposition|oxidation|reduction|conversion|precipitation)\b")
_STEP_BEFORE = re.compile(
    r"\b(?:decomposition|formation|oxidation|reduction|conversion|transition|transformation|delithiation|lithiation)"
    r" (?:of|to|into|from) (?:the )?(?:[\w\d-]{1,15} (?:and|to|into) )?$"
)
_GIVEN_BY = re.compile(r" (?:is|was|are|were) (?:\w+ )?\w+ed (?:with|on|by|using) (?:the )?")
# `0.19 Ω for the mixed composite (LABEL`, `the best value, 337 F/g, belongs to LABEL`
_CALLED = re.compile(r"\)? (?:for|of|in|with|by) (?:the |an? )?[A-Za-z][\w -]{2,45} \((?:[\w@]{1,14}[-/@])*")
_BELONGS_TO = Hinted(
    r"(?:\bbelong(?:s|ed|ing)? to|\b(?:is|are|was|were) (?:that|those) (?:of|for)|\b(?:c[ao]me|comes) from"
    r"|\b(?:is|are|was|were) (?:\w+ly )?(?:found|measured|observed|obtained|recorded|reached|achieved|noted|delivered"
    r"|attained|shown|exhibited) (?:for|with|in|on|by|from|at))(?: the)? (?:[\w@]{1,14}[-/@])*$"
)
_REST_OF_NAME = re.compile(r"(?:[-/|‖@][\w.]++)*+")
_WITH_LABEL = re.compile(r" (?:with|using|on) (?:the )?")
_AND_OTHER = re.compile(r"\)?,? and (?:(?:an?|the|its|most) )?(?:[a-z-]{2,20} ){1,5}\(?~?")
_ANOTHERS = ("that of", "those of", "the one of", "the ones of", "the one with", "that with")
_CONTAINS = re.compile(r"\bcontain(?:s|ed|ing)? (?:about |only |~)?$")
# `the sulfolane-based SL-1`: what another is based on
_BASIS_OF = re.compile(r"-(?:based|derived|supported|containing) (?=[\w@/-]{0,12}[A-Z])[\w@/-]+")
_NEXT_CLAUSE = re.compile(
    r",? (?:and|while|whereas|but) (?:the )?(?:[\w@]{1,14}[-/@])*|; (?:the )?(?:[\w@]{1,14}[-/@])*"
)
_SET_BESIDE = Hinted(r"\b(?:compared (?:with|to)|versus|vs\.?|against|rather than|in contrast to|times that)(?!\w)")
_THICK = re.compile(r"[- ]thick (?:(?:layer|film|coating|coat|shell|foil) of )?")
# `Unlike A and B, the cell with C …` is about C.
_FRONTED = re.compile(
    r"(?:Unlike|Compared (?:with|to)|In (?:contrast|comparison) (?:to|with)|As opposed to|Different from"
    r"|Relative to|Instead of"
    # the other pole of the cell
    r"|(?:When |If |Once )?(?:[Cc]oupled|[Pp]aired|[Cc]ombined|[Mm]atched) (?:with|to|against)"
    r"|Rather than)\b[^,]{3,150},(?! (?:which|whose|where|with|and)\b)"
)
# What a value is put down to, or a step of the reaction that it marks, is not what was measured.
_EXPLAINED = Hinted(
    r"\b(?:formation|conversion|reduction|oxidation|reaction|transition|transformation|decomposition"
    r"|assigned|attributed"
    r"|ascribed|corresponding to|corresponds to|associated|related|relating|caused by|indicat\w{1,4}|redox)\b"
)
_PUT_DOWN = re.compile(
    r"\b(?:due to|owing to|because of|attributed to|ascribed to|assigned to|correspond(?:s|ed|ing)? to|related to"
    r"|associated with|caused by|originat\w+ from|result\w* from|benefit\w* from|formation of|conversion of|thanks to)"
    r"(?: [^,;.]{1,40})?$"
)
# `with A as the electrolyte`: a part of the cell, whatever its result.
_AS_ELECTROLYTE = re.compile(
    r"(?: \([^()]{1,20}\))? as (?:the |an )?(?:\w+ )?(?:electrolyte|separator|counter|interlayer)"
)
# `a B-based anode-supported cell`: what it was built on
_SUPPORTED = re.compile(r"(?:-based)? (?:\w+[- ])?supported\b")
# `A performs better than the disordered B with …`: B is set aside.
_THAN = Hinted(
    r"\bthan (?:(?:that|those) of )?(?:the |an? )?(?:(?!for\b|of\b|in\b|with\b|when\b|at\b|after\b"
    r"|that\b|those\b|if\b|is\b)[A-Za-z][a-zA-Z-]{2,14} ){1,3}$"
)
# `the binding energy of A on B`: B's
_ADSORBED = re.compile(r"\b(?:adsorption|binding|interaction) energ(?:y|ies) (?:of|for|between) (?:the )?$")
_BREAKS = re.compile(r";|\b(?:while|whereas|but)\b")
_BREAKS_AFTER = re.compile(r";|\b(?:while|whereas|but|than|which|indicat\w*|due|owing)\b")
_TREATED_WITH = Hinted(
    r"\b(?:infiltrat|coat|dop|substitut|decorat|modif|treat|impregnat|add|introduc|incorporat|replac)(?:ion|ation|ing"
    r"|ition|tion|ment|ification)s? (?:with|of|by) (?:\d[\w.% ]{0,12})?$",
    flags=re.IGNORECASE,
)
_RELATIVE = re.compile(r", (?:which|whose|where|in which)\b[^,;]*$")
_WHOSE = re.compile(r",? whose [^,;]{3,80}$")
_ITS_VALUE = re.compile(r"(?: (?:cells?|electrodes?|cathodes?|anodes?|samples?))? (?:of|with|at) (?:only |about |~|∼)?")
_METALS = frozenset({"Li", "Na", "K", "Mg", "Zn", "Ca"})
# The verb whose subject stands before it (`A delivers …`), and what may stand between.
_TELLS = re.compile(
    r"(?: [a-z][\w-]{1,20}){0,2}? (?:also |still |even |only |thus |can |could |has |have ){0,2}(?:deliver|exhibit|show"
    r"|retain|reach|achiev|display|yield|possess|provid|offer|attain|maintain|keep|kept|gave|give|hold"
    r"|held|present|store|sustain"
    r"|has\b|have\b|had\b|conduct|lose|lost|suffer|surviv|run|ran|last)"
)


def cost_of(
    sentence: Sentence, value: CharSpan, anchor: int, code: str, others: Sequence[CharSpan], mention: MaterialMention
) -> float:
    """The cost of giving the value at ``value``, of property ``code`` named at ``anchor``, to ``mention``.

    Above 380 it is not worth believing; below zero the words leave hardly a doubt. ``others`` are the sentence's other
    results: a mention beyond one of them belongs to it.
    """
    text, base, start, end = sentence.text, sentence.start, value.start, value.end
    before = text[: mention.start - base]
    behind = text[mention.end - base :]
    if _TREATED_WITH.search(before[-60:]):
        return 400.0  # what was added is not what was measured
    modified = is_modifier(before)
    if mention.end - base <= fronted_end(text) <= start - base:
        return 500.0
    if mention.end <= start:
        gap = text[mention.end - base : start - base]
        if holds_value(gap):
            cost = -150.0
        else:
            linked = anchor <= mention.start and _LINKED_BEFORE.search(before[-40:]) is not None
            cost = len(gap) + (120.0 if modified and not linked else 0.0)
            if holds_values(gap):
                cost -= 120.0  # `NMC811 (3.8 V, 200 mAh/g)`
            if is_compared(before):
                # `higher than that of A` sets A aside, `than that of A of 0.97` tells its value.
                told = _ITS_VALUE.fullmatch(gap) or holds_values(gap) or _WHOSE.match(gap)
                cost += -100 if told else 600
            cost += 60 * sum(1 for span in others if mention.end <= span.start and span.end <= start)
            if is_aside(before, behind, gap):
                cost += 200  # `A has 3 m²/g (41 m²/g for B) and 91%`
            between = [text[span.end - base : mention.start - base] for span in others if span.end <= mention.start]
            if any(_OF_EARLIER.fullmatch(words) or _CALLED.fullmatch(words) for words in between):
                cost += 150  # `59 m²/g for A and 204 m²/g for B`
            if are_shared(before, gap):
                cost -= 200
            else:
                cost += 200 * len(_BREAKS.findall(gap))
            if _RELATIVE.search(before) and "," in gap:
                cost += 200  # an aside has ended before the value
            elif not modified and _TELLS.match(behind):
                cost -= 50
    else:
        gap = text[end - base : mention.start - base]
        if _THICK.fullmatch(gap):
            return -150.0
        if holds_material(gap, behind):
            return -150.0
        left, parallel = _BREAKS_AFTER.search(gap) is not None, False
        linked = not left and (
            _LINKED_AFTER.search(gap[-40:]) is not None
            or _GIVEN_BY.fullmatch(gap) is not None
            or (len(gap) < 60 and gap.endswith("(") and _CALLED.fullmatch(gap) is not None)
            or _BELONGS_TO.search(gap) is not None
            or (parallel := is_parallel(text, end - base, mention.start - base, others, base))
            or (mention.is_sample and _WITH_LABEL.fullmatch(gap) is not None)
        )
        if _NEXT_CLAUSE.fullmatch(gap) and _TELLS.match(_REST_OF_NAME.sub("", behind, count=1)):
            cost_of_clause = 300.0  # `… of 45 mV, and B delivers 158 mAh/g`
        else:
            cost_of_clause = 0.0
        cost = cost_of_clause + len(gap) - (10.0 if mention.is_sample and _WITH_LABEL.fullmatch(gap) else 0.0)
        cost += 0.0 if linked and len(gap) < 60 else 300.0 if modified else 150.0
        cost -= 60.0 if parallel else 0.0
        cost += 600 if is_compared(before) or has_any(gap, _ANOTHERS) else 0
        cost += 400 if gap == " of " and _CONTAINS.search(text, max(0, start - base - 40), start - base) else 0
        beyond = [span for span in others if end <= span.start and span.end <= mention.start]
        shared = len(beyond) == 1 and (
            _AND_OTHER.fullmatch(text, end - base, beyond[0].start - base) is not None
            or is_shared(text, start, end, beyond[0].start, base)
        )
        cost += 400 * (len(beyond) - shared)  # `a conductivity (v1) and a density (v2) of A`
        cost += 300 * len(_BREAKS_AFTER.findall(gap)) + (400 if _SET_BESIDE.search(gap) else 0)
        cost += 400 if len(gap) > 12 and _EXPLAINED.search(gap) else 0
    if code == OTHER and _ADSORBED.search(before[-40:]) and behind.startswith((" on ", " onto ")):
        cost += 200
    if code in OF_CELLS and modified and _AS_ELECTROLYTE.match(behind):
        cost += 300
    if code in OF_CELLS and _SUPPORTED.match(behind):
        cost += 200
    if _BASIS_OF.match(behind):
        cost += 150
    if code == "voltage" and (_STEP_BEHIND.match(behind) or _STEP_BEFORE.search(before[-60:])):
        cost += 400
    cost += role_cost(mention, behind, code) * (2 if modified else 1)
    if code in OF_CELLS and mention.role == "anode_active" and is_counter(mention, before, behind):
        cost += 600
    return cost


def fronted_end(text: str) -> int:
    """Where what a sentence sets itself against ends (``Unlike A, B …``); 0 where it does not."""
    match = _FRONTED.match(text)
    return match.end() if match is not None else 0


def is_explained(before: str) -> bool:
    """Whether a material behind the words ``before`` is what a value is put down to (``due to the formation of``)."""
    return _PUT_DOWN.search(before[-70:]) is not None


def is_modifier(before: str) -> bool:
    """Whether a material behind the words ``before`` only modifies another (``with 5 wt% of``, ``derived from``)."""
    return _MODIFIED.search(before[-50:]) is not None


def is_compared(before: str) -> bool:
    """Whether a material behind the words ``before`` is what something is compared with (``than that of``)."""
    return _COMPARED.search(before[-60:]) is not None or _THAN.search(before[-60:]) is not None


def is_electrode(behind: str) -> bool:
    """Whether the words behind a material make an electrode of it (``… as cathode``)."""
    return _AS_ELECTRODE.match(behind) is not None


def role_cost(mention: MaterialMention, behind: str, code: str) -> float:
    """How unlikely a result of property ``code`` is to be about ``mention``, by its role."""
    cost = -20.0 if mention.is_sample else 0.0
    if mention.role in MINOR_ROLES:
        cost += 40.0
    if code in OF_CELLS:
        if _AS_ELECTRODE.match(behind):
            cost -= 60.0
        elif _AS_OTHER_PART.match(behind):
            cost += 90.0
        if mention.role in ACTIVE_ROLES:
            cost -= 30.0
        elif mention.role in CONDUCTOR_ROLES:
            cost += 130.0
        if mention.composition in _METALS:
            cost += 70.0  # the metal is plated on what the paper is about
    elif code in OF_CONDUCTORS and mention.role in ACTIVE_ROLES:
        cost += 90.0
    return cost
