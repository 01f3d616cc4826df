"""Ingredients: the targets and the starting materials of a synthesis, with their amounts and excess."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from .analysis import Analysis, MaterialMention, Sentence
from .composition import canonical_composition
from .extraction import Precursor
from .formula import parse_formula
from .helpers import helps, is_poured_acid, is_removed
from .hints import Hinted
from .inputs import without_aliases
from .quantity import Quantity
from .unlisted import find_unlisted

_COATED = re.compile(r"(?<!\w)(?P<how>(?:[\w.]+[- ])?coated)\s$", re.IGNORECASE)
# The first verb behind the name says that it was made, and not that it was bought.
_MADE_AFTER = re.compile(
    r"^(?:(?!\s(?:was|were|is|are)\s)(?:[^.;]|\.(?=\d))){0,110}?\s(?:was|were|is|are|has been|have been|"
    r"can be)\s+(?:\w+ly\s+)?"
    r"(?:then\s+|first\s+)?"
    r"(?:synthesi[sz]ed|prepared|obtained(?!\s(?:commercially\s)?from\s(?:the\s)?[A-Z][a-z]{2,})|fabricated|"
    r"produced|made|grown|formed|"
    r"achieved|collected|yielded)\b",
)
_MADE_BEFORE = Hinted(
    r"\b(?:(?:synthesis|preparation|fabrication|production|formation|growth) of|(?:to|and) (?:obtain|yield|form|"
    r"give|produce|"
    r"get|prepare|synthesi[sz]e|fabricate|make)|(?:obtaining|yielding|forming|giving|producing|resulting in|"
    r"leading to|gives?|gave|yields?|yielded|resulted in|results in|leads to|led to)|"
    r"(?<!as-)(?<!as )(?:synthesi[sz]ed|prepared))\s+(?:the\s+|a\s+|an\s+|final\s+|pure\s+|desired\s+|target\s+|"
    r"dense\s+|as-prepared\s+|"
    r"powders?\s+of\s+|nano\w+\s+|porous\s+|free-?standing\s+|composite\s+|hierarchical\s+|pristine\s+|bare\s+|"
    r"\w+[- ]?(?:phase|shaped|like)\s+)*$",
    flags=re.IGNORECASE,
)
_NAMED_AS_SOURCE = re.compile(r"\b(?:from|out of|starting with|without|than)\s(?:\w+\s)?$", re.IGNORECASE)
_CAME_BEFORE = re.compile(
    r"\b(?:to (?:obtain|yield|form|give|get)|obtaining|yielding|forming|giving|gives?|gave|yields?|yielded|"
    r"result\w* in|led to|leads to)\s(?:\w+[\s-]){0,5}$",
    re.IGNORECASE,
)
_CAME_AFTER = re.compile(
    r"^(?:\s[\w()-]+){0,5}?\s(?:was|were)\s(?:\w+ly\s|then\s)?(?:obtained|formed|yielded|collected|achieved)\b",
    re.IGNORECASE,
)
_OF = re.compile(
    r"^\s*(?:of\s+)?(?:the\s+|an?\s+|pure\s+|anhydrous\s+|aqueous\s+|commercial\s+|dried\s+|solution of\s+)*$",
    re.IGNORECASE,
)
# Amounts in words: *ten grams of*, *forty milligrams of the*.
_SPOKEN = re.compile(
    r"\b(?P<amount>(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|fifty|"
    r"sixty|eighty|"
    r"half a|an?)[ -](?:milli|micro|kilo)?(?:grams?|grammes?|lit(?:re|er)s?|moles?))\sof\s(?:the\s)?$",
    re.IGNORECASE,
)
_BESIDE = 24
_IN_BRACKETS = re.compile(r"^[^()\[\]]{0,25}[(\[]")
_EXCESS = re.compile(
    r"(?P<amount>\d+(?:\.\d+)?)\s?(?:mol|wt|at)?\.?\s?%\s+(?:\w+\s+)?excess(?:\s+(?:of\s+)?(?P<what>[A-Za-z][\w·()]*))?"
    r"|(?<![\w·])(?P<what2>[A-Za-z][\w·()]{0,40})\s?\((?P<amount2>\d+(?:\.\d+)?)\s?(?:mol|wt|at)?\.?\s?%\s+excess",
)
_AMOUNT_DIMENSIONS = frozenset(
    {"mass", "amount", "concentration", "liquid_volume", "volume", "fraction", "percentage", "mass_fraction"}
)
_EXCLUDED_ROLES = frozenset({"gas", "separator", "current_collector", "slurry_solvent"})
_ELECTRODE_ROLES = frozenset(["cathode_active", "anode_active", "conductive_additive", "binder", "host"])
_POLYMER_PARTS = frozenset({"polymer_electrolyte", "salt"})
# Acids and bases that wash, leach or set a pH stay in no product.
_TREATED = re.compile(
    r"\b(?:wash\w*|treat\w*|rins\w*|clean\w*|soak\w*|leach\w*|etch\w*|adjust\w*|pH|neutral\w*|get rid|remov\w*|"
    r"immers\w*|"
    r"quench\w*)\b[^.;]{0,80}$",
    re.IGNORECASE,
)
_PRECURSOR_FAMILIES = frozenset(["salt", "metal_oxide", "hydroxide", "metal_halide", "metal_sulfide"])
_COMMON = frozenset({"H", "C", "N", "O"})
# *Zirconia (YSZ) balls*: a second name in brackets changes nothing.
_VESSEL_BEHIND = re.compile(
    r"^(?:\s\([\w-]{1,12}\))?[-\s]?(?:balls?|crucibles?|boats?|jars?|tubes?|beads?|lined|media|mortar|foil|pots?|vials?|plates?|filter|"
    r"bottles?|autoclave|membrane|dish|atmosphere|gas|sheet)\b",
    re.IGNORECASE,
)
_MILLING = re.compile(r"^(?:\s\([\w-]{1,12}\))?[-\s](?:milling\s|grinding\s)?(?:balls?|beads?|media)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Excess:
    """``10`` per cent more of ``what`` than the formula asks for."""

    what: str | None
    per_cent: str


def is_liquid(mention: MaterialMention) -> bool:
    """Whether a material is a liquid medium rather than a starting material."""
    return mention.family in ("other_solvent", "carbonate_solvent", "ether_solvent") or mention.role == "slurry_solvent"


def is_vessel(sentence: Sentence, mention: MaterialMention) -> bool:
    """Whether a material is that of a vessel, of milling balls or a support: *alumina crucible*, *quartz tubes*."""
    return bool(_VESSEL_BEHIND.match(sentence.text[mention.end - sentence.start :]))


def find_target(analysis: Analysis, sentences: Sequence[Sentence]) -> MaterialMention | None:
    """The material that ``sentences`` say is made: the subject of *was synthesised*, the object of *to obtain*."""
    for sentence in sentences:
        mentions = [
            m for m in analysis.materials_in(sentence.span) if m.role not in _EXCLUDED_ROLES and not is_liquid(m)
        ]
        for mention in mentions:
            if _NAMED_AS_SOURCE.search(sentence.text[: mention.start - sentence.start][-30:]):
                continue
            before, after = (
                sentence.text[: mention.start - sentence.start],
                sentence.text[mention.end - sentence.start :],
            )
            if _VESSEL_BEHIND.match(after):
                continue
            if _MADE_BEFORE.search(before[-90:]):
                return _as_coated(mention, before)
            if (
                _MADE_AFTER.match(after)
                and not re.search(r"\b(?:from|of|by|using|with|and)\s+$", before[-6:])
                and not re.match(r"\s*(?:solution|suspension)", after)
            ):
                return _as_coated(mention, before)
    return None


def _as_coated(mention: MaterialMention, before: str) -> MaterialMention:
    """*Coated NMC*, *Al2O3-coated LiCoO2*: another thing than what was coated."""
    match = _COATED.search(before[-40:])
    if match is None:
        return mention
    name = f"{match['how']} {mention.text}"
    return replace(mention, name=name, canonical=name, composition=None, family="composite", is_sample=False)


def says_obtained(sentence: Sentence, target: MaterialMention) -> bool:
    """Whether ``sentence`` says that ``target`` came out: *to obtain X*, *X was obtained*, not *X was prepared by*."""
    before, after = sentence.text[: target.start - sentence.start], sentence.text[target.end - sentence.start :]
    return bool(_CAME_BEFORE.search(before[-90:]) or _CAME_AFTER.match(after))


def find_precursors(
    analysis: Analysis, sentences: Sequence[Sentence], target: MaterialMention | None, *, electrode: bool = False
) -> tuple[Precursor, ...]:
    """The starting materials of ``sentences`` with their amounts, each once, in order of mention.

    With a known target composition, a starting material brings one of its elements (beyond C, H, N and O) or stands
    with an amount; without one, it is known as a precursor or stands with an amount. For an ``electrode`` they are the
    solids of its slurry. The shares of a ratio (*80:10:10*) are the amounts of the solids named before it.
    """
    wanted = _elements(target.composition) if target else frozenset()
    found: dict[str, Precursor] = {}
    removed = {
        mention.canonical
        for sentence in sentences
        for mention in analysis.materials_in(sentence.span)
        if is_removed(sentence, mention)
    }
    for sentence in sentences:
        quantities = analysis.quantities_in(sentence.span)
        listed = analysis.materials_in(sentence.span)
        unlisted = [] if electrode else find_unlisted(sentence, quantities, listed)
        both = without_aliases(sentence, sorted([*listed, *unlisted], key=lambda mention: mention.start))
        mentions = [m for m in both if m in unlisted or _can_start(sentence, m, target)]
        shares = _shares(mentions, [m for m in both if m in mentions or is_liquid(m)], quantities)
        for mention in mentions:
            amount = shares.get(mention.start) or amount_of(sentence, mention, quantities)
            shared = wanted & _elements(mention.composition or canonical_composition(mention.name))
            if (
                mention.canonical in removed
                or helps(sentence, mention)
                or (not shared and is_poured_acid(mention, amount))
            ):
                continue
            if mention.role == "reagent" and _TREATED.search(sentence.text[: mention.start - sentence.start]):
                continue
            known = mention.role == "precursor" or (mention.role is None and mention.family in _PRECURSOR_FAMILIES)
            if electrode:
                fits = mention.role in _ELECTRODE_ROLES or mention.is_sample or bool(amount)
            else:
                fits = (
                    bool(amount)
                    if mention.is_sample
                    else bool(
                        shared
                        or (amount and mention.role != "solvent")
                        or (not wanted and known)
                        or (not wanted and mention.role in _POLYMER_PARTS)
                        or mention in unlisted
                    )
                )
            if not fits:
                continue
            key = _identity(mention)
            old = found.get(key)
            if old is None or (old.amount is None and amount):
                name = mention.text if mention.composition or mention.is_sample else mention.name
                found[key] = Precursor(name, amount, mention.composition)
    return tuple(each for each in found.values() if each.composition or not _is_part(each.name, found.values()))


def _is_part(name: str, others: Iterable[Precursor]) -> bool:
    """Whether another name says the same and more: *reed* beside *reed flowers*."""
    words = set(name.lower().split())
    return any(words < set(other.name.lower().split()) for other in others)


def find_media(analysis: Analysis, sentences: Sequence[Sentence]) -> tuple[Precursor, ...]:
    """The solvents, milling media and helpers that ``sentences`` name, each once with its first amount."""
    found: dict[str, Precursor] = {}
    for sentence in sentences:
        quantities = analysis.quantities_in(sentence.span)
        for mention in analysis.materials_in(sentence.span):
            behind = sentence.text[mention.end - sentence.start :]
            liquid = is_liquid(mention) and not _VESSEL_BEHIND.match(behind)
            if not (_MILLING.match(behind) or liquid or helps(sentence, mention)) or is_removed(sentence, mention):
                continue
            amount = amount_of(sentence, mention, quantities)
            old = found.get(mention.name)
            if old is None or (old.amount is None and amount):
                found[mention.name] = Precursor(mention.name, amount, mention.composition)
    return tuple(found.values())


def _can_start(sentence: Sentence, mention: MaterialMention, target: MaterialMention | None) -> bool:
    if mention.role in _EXCLUDED_ROLES or is_liquid(mention):
        return False
    if target is not None and mention.canonical == target.canonical:
        return False
    return not _VESSEL_BEHIND.match(sentence.text[mention.end - sentence.start :])


def _identity(mention: MaterialMention) -> str:
    """What mentions of one starting material share: its composition, or its name, since all carbons are C."""
    composition = mention.composition or canonical_composition(mention.name)
    return composition if composition and composition != "C" else mention.canonical


def _shares(
    solids: Sequence[MaterialMention], every: Sequence[MaterialMention], quantities: Sequence[Quantity]
) -> dict[int, str]:
    """The parts of a ratio by the place of the material that each belongs to, where there are as many of both.

    Of ``every`` material the liquids count only where one stands right before the ratio.
    """
    shares: dict[int, str] = {}
    for quantity in quantities:
        parts = quantity.text.split(":")
        if quantity.dimension != "ratio" or len(parts) < 2:
            continue
        before = [mention for mention in every if mention.end <= quantity.start]
        if not before or quantity.start - before[-1].end > _BESIDE:
            before = [mention for mention in solids if mention.end <= quantity.start]
        for mention, part in zip(before[-len(parts) :], parts, strict=False):
            if len(before) >= len(parts):
                shares[mention.start] = f"{part.strip()} of {quantity.text}"
    return shares


def _elements(composition: str | None) -> frozenset[str]:
    formula = parse_formula(composition) if composition else None
    return frozenset(formula.elements) - _COMMON if formula else frozenset()


def amount_of(sentence: Sentence, mention: MaterialMention, quantities: Sequence[Quantity]) -> str | None:
    """The amount that stands before a material (*0.5 g of*) or in brackets behind it, as written."""
    text = sentence.text
    spoken = _SPOKEN.search(text, max(0, mention.start - sentence.start - 40), mention.start - sentence.start)
    if spoken is not None:
        return spoken["amount"]
    for quantity in quantities:
        if quantity.dimension not in _AMOUNT_DIMENSIONS:
            continue
        if quantity.end <= mention.start and mention.start - quantity.end < 40:
            if _OF.match(text[quantity.end - sentence.start : mention.start - sentence.start]):
                return quantity.text
        elif 0 < quantity.start - mention.end < 40:
            between = text[mention.end - sentence.start : quantity.start - sentence.start]
            pure = quantity.dimension in ("percentage", "fraction", "mass_fraction") and (quantity.magnitude or 0) >= 90
            if _IN_BRACKETS.match(between) and ")" not in between and not pure:
                return quantity.text
    return None


def find_excess(text: str) -> Excess | None:
    """An excess that ``text`` states, or None."""
    match = _EXCESS.search(text)
    if match is None:
        return None
    return Excess(match["what"] or match["what2"], match["amount"] or match["amount2"])
