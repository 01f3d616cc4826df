"""Text analysis: what a text's tokens are, before any index sees them; an index then splits on white space only.

A token is a run of letters and digits (a decimal point between digits belongs to it) in lower case, without accents;
Greek letters are spelt out (``α`` is ``alpha``; but ``µ`` is ``u`` and ``Ω`` ``ohm``), carets vanish, plurals of words
lose their ``s``. Formulas are tokens like any other; what they mean goes into fields of its own as ``material_keys``.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from ..extract.composition import canonical_composition
from ..extract.dictionary import Entry, dictionary
from ..extract.shorthand import expand
from ..extract.spotting import named
from ..ingest.normal import normalise

_GREEK = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ζ": "zeta", "η": "eta", "θ": "theta",
    "κ": "kappa", "λ": "lambda", "µ": "u", "μ": "u", "ν": "nu", "ξ": "xi", "π": "pi", "ρ": "rho", "σ": "sigma",
    "ς": "sigma", "τ": "tau", "φ": "phi", "χ": "chi", "ψ": "psi", "ω": "omega", "Δ": "delta", "Σ": "sigma",
    "Ω": "ohm", "Φ": "phi", "Γ": "gamma", "Θ": "theta", "Λ": "lambda", "Π": "pi", "Ψ": "psi", "^": "",
    "ß": "ss", "ø": "o", "ł": "l", "æ": "ae",
}  # fmt: skip
_SPELLING = _GREEK | {"\N{OHM SIGN}": "ohm"}
_TABLE = str.maketrans(_SPELLING)
# Looked for, not translated: most characters of a text stay as they are.
_SPELT_OUT = re.compile(f"[{''.join(map(re.escape, _SPELLING))}]")
_TOKEN = re.compile(r"[^\W_]+(?:(?<=\d)\.(?=\d)[^\W_]+)*")
_PLURAL = re.compile(r"[a-z]{4,}s\Z")
# A part of a mixture with its share, as in 75Li2S-25P2S5.
_SHARE = re.compile(r"\d+(?:\.\d+)?(?P<compound>[A-Z(].*)")
_MIXED = re.compile(r" ?[·\-–] ?")
_ORGANIC = re.compile(r"C\d*(?:H\d*|$)|H\d*C")
_FORMULA_LIKE = re.compile(r"(?=.*(?:\d|[A-Z].*[A-Z]))[A-Za-z(\[α-ω\d][^\s]*\Z")


def tokens(text: str) -> list[str]:
    """The tokens of ``text`` in order."""
    found: list[str] = []
    if not text.isascii() or "^" in text:
        text = _SPELT_OUT.sub(lambda match: _SPELLING[match[0]], text)
    if text.isascii():
        return [singular(token) for token in _TOKEN.findall(text.lower())]
    for token in _TOKEN.findall(text.lower()):
        if token.isascii():
            found.append(singular(token))
        else:
            found.extend(map(singular, _folded(token)))
    return found


@lru_cache(maxsize=10_000)
def _folded(token: str) -> list[str]:
    """A token without accents; one code point for several letters or digits becomes those."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", token) if not unicodedata.combining(c))
    return _TOKEN.findall(plain.translate(_TABLE))


def token_spans(text: str) -> list[tuple[str, int, int]]:
    """The tokens of ``text`` with the offsets of what they stand for."""
    spans: list[tuple[str, int, int]] = []
    for match in re.finditer(r"(?:[^\W_]|\^)+(?:(?<=\d)\.(?=\d)[^\W_]+)*", text):
        spans.extend((token, match.start(), match.end()) for token in tokens(match[0]))
    return spans


@lru_cache(maxsize=50_000)
def singular(token: str) -> str:
    """``token`` without the ``s`` of a plural, where it is a plain word."""
    if not _PLURAL.match(token) or token.endswith(("ss", "us", "is")):
        return token
    if token.endswith("ies"):
        return token[:-3] + "y"
    return token[:-2] if token.endswith(("ches", "shes", "xes", "sses")) else token[:-1]


def token_text(*texts: str | None) -> str:
    """The tokens of ``texts``, as one string that an index splits on white space."""
    return " ".join(token for text in texts if text for token in tokens(text))


def keyword(value: str) -> str:
    """A whole value as one token: lower case, blanks made underscores."""
    return re.sub(r"\s+", "_", value.strip().lower())


@lru_cache(maxsize=50_000)
def material_key(name: str) -> str | None:
    """What ``name`` means as a material, so that all its spellings agree: a composition, or the dictionary's name.

    None where it is neither a formula nor a known material.
    """
    if len(name) > 200:
        return None
    known = dictionary().lookup(name)
    if known is not None:
        return _as_token(_own_composition(known) or known.name)
    if not _FORMULA_LIKE.match(name) and expand(name) is None:
        return None
    composition = canonical_composition(name)
    return _as_token(composition) if composition and _is_formula(name) else None


def _is_formula(name: str) -> bool:
    """Whether a reader would take ``name`` for a formula: letters of labels (``LFP-B``, ``Al-NMC``) are symbols too."""
    if expand(name) is not None or named(normalise(name)) is not None:
        return True
    shares = [_SHARE.fullmatch(part) for part in _MIXED.split(normalise(name))]
    return len(shares) > 1 and all(share is not None and named(share["compound"]) is not None for share in shares)


def _own_composition(entry: Entry) -> str | None:
    """The composition, where it says all of a material: carbons, polymers and solvents share theirs."""
    composition = entry.composition
    if composition is None or _ORGANIC.match(composition):
        return None
    return composition if dictionary().by_composition.get(composition) is entry else None


def composition_key(composition: str) -> str:
    """The material key of a canonical composition."""
    return _as_token(composition)


def _as_token(text: str) -> str:
    return "=" + re.sub(r"\s+", "_", text)
