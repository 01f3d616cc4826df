"""Service: materials that a result is seldom or never about (salts, solvents, foils), and those that it mostly is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..analysis import Analysis, MaterialMention
from .cell_of import OF_ELECTRODES

# Materials that serve in a cell or a synthesis without being what a result is about.
_SERVICE_ROLES = frozenset(
    {"salt", "solvent", "additive", "ionic_liquid", "binder", "slurry_solvent", "conductive_additive"}
    | {"current_collector", "precursor", "reagent", "gas", "discharge_product"}
)
# Parts that a result is seldom about while an active material stands beside them.
MINOR_ROLES = frozenset({"host", "coating", "separator", "catalyst"})
ACTIVE_ROLES = frozenset({"cathode_active", "anode_active"})
CONDUCTOR_ROLES = frozenset({"solid_electrolyte", "polymer_electrolyte"})
_ELEMENTS_IN_SERVICE = frozenset({"Li", "Na", "K", "Mg", "Al", "Cu", "Zn", "Pt", "Ar", "N2", "O2", "H2O", "Li metal"})
_STACKING = re.compile(r"[OP][123]'?")
# `in 2 M ZnSO4`: an amount per volume makes a solute of anything.
# `with 4 wt% of Li3BO3`: a share of something else.
_SHARE = re.compile(r"\d ?(?:(?:wt|mol|vol|at)\.? ?)%(?: of)?(?: the)? $")
_DISSOLVED = re.compile(r"\d ?(?:M|m|mol/L|mol L\^-1|mol/kg|mol kg\^-1)(?: aqueous)?(?: of)? $")
# `Li metal is …`, `Zinc offers …`: then even a metal is what its sentence is about.
_LEADS = re.compile(r"(?:The |Metallic |Pure |Among them, |Although |While |[A-Z][a-z]{2,12}ly, )?(?:\(\w+\) )?$")
# What begins a clause, so that what does something there is what the clause is about.
_BEGINS = re.compile(
    r"(?:^|[.;:,] |\b(?:while|whereas|but|and|although|than) )(?:(?:[Tt]he|[Aa]n?|[Bb]are|[Pp]ristine|[Pp]ure|[Pp]lain"
    r"|only|cells?|ones?|batter(?:y|ies)|[Ii]n (?:contrast|comparison),|[Bb]y contrast,|[Hh]owever,|[Hh]ere,"
    r"|with|[A-Z][a-z]{2,12}ly,) ){0,5}$"
)
_THING_OF = re.compile(
    r"(?:[-/@][\w.]{1,15})*(?:-based)?(?: [a-z-]{3,14}){0,2}? (?:separator|membrane|electrolyte|gel|film|mat)s?\b"
)
_DOES = re.compile(
    r"(?:[- ](?:metal|anode|foil|electrode|gel|film|membrane|binder|separator|electrolyte|host|substrate"
    r"|assembled|based|cell|batterie?)(?:s|y)?){0,3}"
    r"(?: \([^()]{1,12}\))? (?:(?:still|only|already|also) )?(?:alone to"
    r"|conducts?|conducted|lasts?|lasted|surviv\w+|fail\w+"
    r"|die[sd]?|reach(?:es|ed)|runs?|ran|delivers?|delivered|exhibits?|exhibited|shows?|showed|retains?|retained|gives?|gave|keeps?"
    r"|kept|breaks|broke|short\w*|endur\w+|sustain\w+|withst\w+|works?|worked|operates?|operated)\b"
)
# `the positive material loading was`
_OF_ELECTRODE = re.compile(r"\b(?:positive|negative|cathode|anode|active|electrode)\b", re.IGNORECASE)
_IS_TOLD = re.compile(
    r"(?: metal)?(?: anodes?| foils?)?(?: \([^()]{1,12}\))? (?:is|are|has|have|offers?|possess\w*"
    r"|exhibits?|delivers?|provides?|shows?)\b"
)


def leads(before: str, behind: str) -> bool:
    """Whether a sentence or clause begins with a material, between ``before`` and ``behind``, and tells of it."""
    if _DOES.match(behind) and _BEGINS.search(before[-60:]):
        return True
    return len(before) < 22 and _LEADS.fullmatch(before) is not None and _IS_TOLD.match(behind) is not None


def is_made_of(mention: MaterialMention, behind: str) -> bool:
    """Whether a polymer that mostly serves is what a thing behind it is made of (``PVDF-SiO2 separator``)."""
    return mention.role in ("binder", "separator") and _THING_OF.match(behind) is not None


def only_electrode(analysis: Analysis) -> MaterialMention | None:
    """The one positive electrode material that a paper names outside its introduction; None of none or several."""
    told = [m for m in analysis.materials if m.role == "cathode_active" and not m.is_sample]
    if not told:
        return None
    before = [block.span for block in analysis.document.blocks if block.section == "introduction"]
    own = {m.composition or m.name: m for m in told if not any(span.start <= m.start < span.end for span in before)}
    return next(iter(own.values())) if len(own) == 1 else None


def conducts_for_electrode(mention: MaterialMention, others: Sequence[MaterialMention], code: str, gap: str) -> bool:
    """Whether an electrolyte is merely the one of a cell whose result of property ``code`` its electrode has.

    ``others`` are all materials of the sentence: of electrolytes set against each other each has its own. ``gap`` are
    the words from the mention to the value, empty where it stands behind.
    """
    if mention.is_sample or mention.role not in CONDUCTOR_ROLES:
        return False
    if code == "mass_loading":
        return _OF_ELECTRODE.search(gap) is not None
    named = {other.composition or other.name for other in others if other.role in CONDUCTOR_ROLES}
    return code in OF_ELECTRODES and len(named) == 1


def in_service(mention: MaterialMention, before: str = "") -> bool:
    """Whether the mention is of a material that merely serves (salt, solvent, counter metal), not of a result's.

    ``before`` are the words before it.
    """
    if mention.is_sample:
        return before.endswith(" ") and _DISSOLVED.search(before[-24:]) is not None
    if _STACKING.fullmatch(mention.text):
        return True
    # Both end with a blank behind a unit.
    if before.endswith((" ", "\n")) and (_DISSOLVED.search(before[-24:]) or _SHARE.search(before[-20:])):
        return True
    return mention.role in _SERVICE_ROLES or (mention.composition or mention.name) in _ELEMENTS_IN_SERVICE
