"""Finding results: the quantities of a sentence that are values of a property, with the property."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..analysis import Sentence
from ..hints import has_any
from ..properties import OTHER, PropertyMention, default_property, properties
from ..quantity import Quantity
from .barriers import is_migration_barrier
from .elliptic import as_compared, continued, elliptic, is_set_against, parallel
from .from_to import told_apart
from .lives import find_lives
from .naming import is_particle, name_of, unitless_results
from .no_result import is_no_result
from .result import Result
from .shares import is_left_after_cycles, is_lost, is_share_kept
from .supposed import as_denied, is_supposed
from .verbs import shares_kept, spoken_of, told_by_verb

# No sample has none of these: a zero is a target that was set, as of water washed until it conducts nothing.
_NEVER_ZERO = frozenset({"conductivity", "diffusion_coefficient", "surface_area", "density", "length"})
_ARRHENIUS = re.compile(r"\bArrhenius\b|\b[Aa]ctivation\b|\bdesolvation\b")
# What was found in a sample, not what a slurry or an electrolyte was made of.
_CONTAINS = re.compile(r"\b(?:contains?|contained)\s(?:only |about |~|merely |up to )?$")
_WITH = re.compile(r"[A-Za-z\d)] (?:containing|with)\s(?:only |about |~|merely |up to )?$")
_OF_NAMED_ELEMENT = re.compile(
    r"(?: of)? (?:sulfur|sulphur|carbon|nitrogen|oxygen|phosphorus|silicon|tin|antimony|red phosphorus|selenium"
    r"|germanium|bismuth)\b(?! (?:black|nanotube|fib|cloth|paper|coat|source|powder|host|binder|additive|matri))"
)
_OF_ELEMENT = re.compile(
    r"(?: of)? (?:[Ss]ulfur|[Ss]ulphur|[Cc]arbon|[Ww]ater|[Mm]oisture|[Oo]xygen|[Nn]itrogen|[Hh]ydrogen"
    r"|[Pp]hosphorus|[Ff]luorine"
    r"|[Ll]ithium|[Ss]ilicon|[Tt]in|ash|(?:[A-Z][a-z]?\d?){1,4})(?![\w-])|[.,;]|$| and \d"
)
_SLURRY = re.compile(
    r"\b(?:slurr|electrolyte|binder|conductive|carbon black|Super P|solution|PVDF|mixture|(?:electrode"
    r"|cathode|anode|cell|ink|paste)s? contain)",
    re.IGNORECASE,
)
# `the cell fades by 0.08% per day`
_FADES = re.compile(r"\b(?:fad(?:es?|ed|ing)|decays?|decayed)(?: rate)?(?: (?:by|at|of))?(?: only| just| about)? ~?$")
# `LiCoO2 (3.8 V)` where voltages are spoken of
_BEHIND_NAME = re.compile(r"[A-Z][A-Za-z0-9.\[\]]{1,20}[a-z\d)\]] \((?:~|≈|about |ca\. )?$")
_IN_BRACKET = re.compile(r"(?: (?:vs\.?|versus) [A-Z][^()]{0,14})?\)")
_OF_VOLTAGES = ("voltage", "potential", "plateau", "redox couple")
_DIRECTION = re.compile(
    r"^(?: at \d[^\s,;]{0,8}(?: [^\s,;]{1,6}(?: g\^-1| cm\^-2)?)?)?(?: (?:come|came) back| (?:is|are|was"
    r"|were) (?:recovered|released|extracted"
    r"|delivered|stored))? (?:in|on|upon|during|for) (?:the )?(?:(?:first|initial|second|subsequent|following"
    r"|\d+(?:st|nd|rd|th)) )?"
    r"(?P<way>discharg(?:e|ing)|lithiation|charg(?:e|ing)|delithiation)\b(?! rate| current|/|-)"
)
_DISCHARGE_WAYS = frozenset({"discharge", "discharging", "lithiation"})
# `with an efficiency of 71%` beside a capacity or cycles
_AN_EFFICIENCY = re.compile(
    r"(?<!energy )(?<!voltage )(?<!conversion )(?<!trip )(?<!quantum )(?<!faradaic )(?<!capture )\befficienc(?:y|ies)"
    r"(?: (?:is|are|was|of|at|only|about|remains?|remained|stays?|stayed|reaches|reached|above|below|exceeding"
    r"|over|around|as high as|to|(?:higher|lower|greater|larger|more|less|better) than"
    r"|in the (?:first|initial) cycle))* (?:~|≈)?$"
)
_OF_A_CELL = re.compile(
    r"mA ?h|\bcycles?\b|\bcycling\b|[Cc]oulombic|\bplating|\bLi\b|\bdischarge|delithiation|desodiation"
)
# `those of A and B are 1 and 2`
# `releases 1286 J/g`: heat
_MOST_IONIC = 1.0  # S/cm; molten salts reach it, nothing else does
_HEAT = re.compile(r"exotherm|DSC|\bheat|enthalp|runaway|liberat", re.IGNORECASE)
# `a conductivity of 310 S/cm`: no ion moves so well.
_UNTOLD_CARRIER = re.compile(r"^(?!.*(?:ion|proton)).*conductivit", re.IGNORECASE)
_BY_ELECTRONS = re.compile(r"\belectronic(?:ally)?\b(?:(?!\bionic)[^.;]){0,70}$")
# `plateau capacity below 0.1 V`, `the plateau below 0.1 V`: a part of the curve
_BELOW_VOLTAGE = re.compile(r"\b(?:below|above|beyond|up to) (?:about |~)?$")
# `cycled at 0.5 mA/cm2 …`: a current that was set, whatever current density was named before
_CYCLED_AT = re.compile(
    r"\b(?:cycled|run|operated|tested|plated|stripped|measured|cycling|plating|stripping)\b[^.;,\d]{0,40}"
    r"\bat (?:a (?:constant )?current density of )?$"
)
_PAIRED = re.compile(r"\brespectively\b|\bthose (?:of|for|in)\b")
_PAIRED_HINTS = ("respectively", "those ")
# Whole values side by side: `31%, 62% and 88%`.
_JOINED = re.compile(
    r"(?: and |, (?=[~\d][\d.]{0,6} ?[^\s,;\d]{1,12}"
    r"(?:, [~\d][\d.]{0,6} ?[^\s,;\d]{1,12}){0,6},? and [~\d])|, and (?=[~\d]))"
)


def find_results(sentence: Sentence, quantities: list[Quantity], mentions: list[PropertyMention]) -> list[Result]:
    """The results that ``sentence`` states, in order; ``mentions`` are the properties that it names."""
    groups: list[list[Quantity]] = []
    paired = has_any(sentence.text, _PAIRED_HINTS) and _PAIRED.search(sentence.text) is not None
    mentions = sorted([*mentions, *spoken_of(sentence.text)], key=lambda mention: mention.start)
    for quantity in told_apart(sentence, quantities):
        if (
            groups
            and quantity.dimension == groups[-1][-1].dimension
            and (
                _is_joined(sentence, groups[-1][-1], quantity, listed=len(groups[-1]) > 1)
                or (
                    (paired or not _whole(groups[-1][-1]))
                    and quantity.group is not None
                    and groups[-1][-1].group == quantity.group
                )
            )
        ):
            groups[-1].append(quantity)
        else:
            groups.append([quantity])
    results: list[Result] = []
    for group in groups:
        if is_supposed(
            sentence.text, group[0].start - sentence.start, group[-1].end - sentence.start, group[0].dimension
        ):
            continue
        result = _result(sentence, group, groups, mentions)
        if result is None and results:
            result = (
                elliptic(sentence, group, _last_of(results, group[0].dimension))
                or parallel(sentence, group, results)
                or continued(sentence, group, results[-1], mentions)
            )
        if result is not None:
            result.quantities = [as_denied(sentence.text, sentence.start, quantity) for quantity in result.quantities]
            if result.rule == "unit":
                as_compared(sentence, result, results)
            if result.like is None:
                result.like = next((r for r in reversed(results) if is_set_against(sentence, r, result)), None)
            if result.like is not None:
                _with_code_of(result, result.like)
            results.extend(_by_code(sentence, result))
    results.extend(
        life
        for life in find_lives(sentence, groups, results, mentions)
        if not is_supposed(sentence.text, life.start - sentence.start, life.end - sentence.start, "lives")
    )
    results.extend(unitless_results(sentence, quantities, mentions))
    results.extend(shares_kept(sentence))
    results.sort(key=lambda result: result.start)
    return results


def _last_of(results: Sequence[Result], dimension: str | None) -> Result:
    """The last result of ``dimension``, or the last of all."""
    return next((r for r in reversed(results) if r.quantities[-1].dimension == dimension), results[-1])


def _with_code_of(result: Result, last: Result) -> None:
    """Of two values set against each other the second has the more specific property of the first."""
    if result.rule == "unit" and len(last.codes) == 1 and properties()[last.codes[0]].broader == result.codes[0]:
        result.codes = last.codes


def _is_joined(sentence: Sentence, last: Quantity, quantity: Quantity, *, listed: bool) -> bool:
    """Whether two whole values stand side by side in a list that ends in *and*."""
    low, high = last.end - sentence.start, quantity.start - sentence.start
    match = _JOINED.match(sentence.text, low) if high - low < 7 else None
    return match is not None and match.end() == high and (match.group() != ", and " or listed)


def _by_code(sentence: Sentence, result: Result) -> list[Result]:
    """``result``, of ``discharge/charge capacities of 412/298, 384/321`` the values of each property apart."""
    kinds, quantities = len(result.codes), result.quantities
    if kinds < 2 or len(quantities) <= kinds or len(quantities) % kinds:
        return [result]
    gap = sentence.text[quantities[0].end - sentence.start : quantities[1].start - sentence.start]
    if gap.strip() not in ("/", "|"):
        return [result]
    return [
        Result(list(quantities[place::kinds]), (code,), result.anchor, result.rule, result.like)
        for place, code in enumerate(result.codes)
    ]


def _result(
    sentence: Sentence, group: list[Quantity], groups: list[list[Quantity]], mentions: list[PropertyMention]
) -> Result | None:
    dimension = group[0].dimension
    if dimension is None or dimension in ("cycles", "time") or (dimension == "voltage" and "kV" in group[-1].unit):
        return None  # no cell has kilovolts: beams and tubes have
    text, base = sentence.text, sentence.start
    start, end = group[0].start - base, group[-1].end - base
    before, after = text[:start], text[end:]
    default = default_property(dimension)
    # What has a name of its own right before it is that (`a cell of 20 mm thickness`).
    verb = told_by_verb(before, after, dimension)
    if verb == "voltage" and group[0].qualifier == "range":
        verb = None
    if verb is not None and (verb != OTHER or dimension != "temperature" or sentence.block.section != "experimental"):
        return Result(group, (verb,), group[0].start, "verb")
    if dimension == "percent" and after.startswith(" dense"):
        return Result(group, ("density",), group[0].start, "named")
    if dimension == "percent" and is_lost(before):
        return None
    if dimension == "percent" and is_share_kept(before, after):
        return Result(group, ("capacity_retention",), group[0].start, "percent_of_capacity")
    if is_no_result(before, after, dimension) or (dimension in _NEVER_ZERO and group[0].value == 0):
        return None
    if dimension == "percent" and is_left_after_cycles(before, after):
        return Result(group, ("capacity_retention",), group[0].start, "percent_of_capacity")
    mention = name_of(text, start, end, dimension, mentions, groups, base)
    if dimension == "percent" and (mention is None or mention.end < start - 40) and _AN_EFFICIENCY.search(before[-70:]):
        return Result(group, ("coulombic_efficiency",), group[0].start, "named") if _OF_A_CELL.search(text) else None
    if mention is None and dimension == "molar_energy" and _ARRHENIUS.search(text):
        return Result(group, ("activation_energy",), group[0].start, "named")
    if mention is None and dimension == "energy" and is_migration_barrier(text, before):
        return Result(group, ("activation_energy",), group[0].start, "named")
    if mention is None and dimension == "mass_fraction" and sentence.block.section != "experimental":
        content = _CONTAINS.search(before[-60:])
        holds = (content is not None and _OF_ELEMENT.match(after)) or (
            len(group) == 1 and _OF_NAMED_ELEMENT.match(after) and _WITH.search(before[-60:])
        )
        if holds and not _SLURRY.search(text):
            return Result(group, (OTHER,), group[0].start, "named")
    if dimension == "current_density" and _CYCLED_AT.search(before[-80:]):
        return None
    if mention is None:
        if dimension == "fade_per_time" and ("capacity" in before[-80:] or _FADES.search(before[-30:])):
            default = "capacity_retention"
        elif dimension == "energy_density" and "Wh" in group[-1].unit:
            default = "energy_density"
        if default == "energy_density" and "J" in group[-1].unit and _HEAT.search(before[-160:]):
            default = OTHER
        if dimension == "voltage" and _BEHIND_NAME.search(before[-40:]) and _IN_BRACKET.match(after):
            default = "voltage" if has_any(text, _OF_VOLTAGES) else default
        if default is None:
            return None
        return Result(group, _directed((default,), after), group[0].start, "unit")
    codes = tuple(
        code if dimension in properties()[code].dimensions or code == OTHER else default or code
        for code in mention.codes
    )
    if codes[0] == "ionic_conductivity" and _UNTOLD_CARRIER.search(mention.text):
        normal = group[0].normalised
        if (normal is not None and (normal.value or 0) >= _MOST_IONIC) or _BY_ELECTRONS.search(
            text[: mention.start][-80:]
        ):
            codes = ("electronic_conductivity",)
    if codes[0] == OTHER and dimension == "energy" and _is_spectral(group[0], mention):
        return None
    if dimension == "voltage" and "plateau" in mention.text.lower() and _BELOW_VOLTAGE.search(before[-20:]):
        return None
    if codes[0] == "particle_size" and not is_particle(sentence, group[0], mention):
        return None
    named = mention.text.lower()
    # A window is set; a peak of voltammetry is neither a working voltage nor a plateau.
    if (
        dimension == "voltage"
        and codes[0] == "voltage"
        and "plateau" not in named
        and (group[0].qualifier == "range" or "peak" in named)
    ):
        return None
    return Result(group, _directed(codes, after), base + mention.start, "named")


def _is_spectral(quantity: Quantity, mention: PropertyMention) -> bool:
    """Whether a binding energy is the place of a line of photoelectrons, which no molecule's binding reaches."""
    return "binding" in mention.text.lower() and quantity.value is not None and abs(quantity.value) > 20


def _directed(codes: tuple[str, ...], after: str) -> tuple[str, ...]:
    """``codes`` with the direction that stands behind the value (``1496 mAh/g on discharge``)."""
    match = _DIRECTION.match(after) if codes == ("capacity",) else None
    if match is None:
        return codes
    return ("discharge_capacity",) if match["way"].lower() in _DISCHARGE_WAYS else ("charge_capacity",)


def _whole(quantity: Quantity) -> bool:
    """Whether the words of the quantity hold its unit (an item of a list mostly leaves it to the last)."""
    return any(character.isalpha() or character in "%°Ω" for character in quantity.text)
