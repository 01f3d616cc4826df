"""Identity: when two papers speak of one material, and when two files hold one paper."""

from __future__ import annotations

import re
from functools import lru_cache

from ..extract.dictionary import dictionary
from ..extract.elements import elements_of
from ..extract.extraction import MaterialRef
from ..ingest.document import Header

_CARBON_COMPOUND = re.compile(r"C\d*(?:H\d*|$)|H\d*C")


@lru_cache(maxsize=50_000)
def key_of_material(name: str, composition: str | None) -> str:
    """The key under which all papers' mentions of a material agree.

    It is the canonical composition where that says what the material is, else the dictionary's name, else the paper's
    own name in lower case. Carbons, polymers and solvents share compositions and keep their names.
    """
    known = dictionary().lookup(name) if len(name) <= 200 else None
    stated = composition or (known.composition if known else None)
    if known is not None and (stated is None or not _tells(stated)):
        return known.name
    if stated is not None and _tells(stated):
        return stated
    return plain_name(name)


def plain_name(name: str) -> str:
    """``name`` as keys write it: lower case, white space collapsed."""
    return " ".join(name.lower().split())


def material_key(material: MaterialRef) -> str:
    """``key_of_material`` of a reference."""
    return key_of_material(material.name, material.composition)


def paper_key(header: Header) -> str:
    """``doi:…`` where the paper has one, else its document's id: a paper in two formats is one paper."""
    return doi_key(header.doi) if header.doi else f"document:{header.id}"


def doi_key(doi: str) -> str:
    """The key of the paper with this DOI."""
    return f"doi:{doi.strip().lower().removeprefix('https://doi.org/')}"


def _tells(composition: str) -> bool:
    return len(elements_of(composition)) > 1 and not _CARBON_COMPOUND.match(composition)
