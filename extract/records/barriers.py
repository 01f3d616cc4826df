"""Barriers that ions meet: energies of a *barrier* that is not called one of migration right there."""

from __future__ import annotations

import re

from ..hints import has_any
from .origin import QUANTUM

_OF_MOVING = re.compile(r"\bbarriers?\b[^.;]{0,30}\b(?:jump|hop|migrat|diffus|transport|vacanc)\w*\b[^.;]{0,60}$")
# `DFT calculations show a barrier of 0.32 eV`
_BARE = re.compile(
    r"(?:\b(?:a|an|the|its|low(?:er)?|high(?:er)?|small(?:er)?|larger?|calculated|computed|predicted|simulated) |^)"
    r"barriers? (?:(?:is|was|are|were|of|as|low|high|only|about|around|calculated|computed|to be"
    r"|for [\w.-]{1,30}) ){1,4}~?$",
    re.IGNORECASE,
)
_COMPUTED = (*QUANTUM, "alculat", "omput", "redicted", "NEB", "nudged", "imulat")
_OF_REACTION = re.compile(
    r"\b(?:dissociat|decompos|react|Schottky|nucleat|oxid|reduc|tunnel|rotat|desorp|electron|hydrogenat|conversion"
    r"|catal|desolvat|insulat|potential barrier|hole)\w*",
    re.IGNORECASE,
)


def is_migration_barrier(text: str, before: str) -> bool:
    """Whether the energy behind ``before``, in the sentence ``text``, is the barrier of an ion on its way.

    A bare *barrier* is, where the sentence computes and speaks of no reaction, contact or nucleation.
    """
    near = before[-110:]
    if "arrier" not in near:
        return False
    if _OF_MOVING.search(near):
        return True
    return has_any(text, _COMPUTED) and _BARE.search(near) is not None and _OF_REACTION.search(text) is None
