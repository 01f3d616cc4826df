"""Records of running text: property, value, subject and conditions tied within a sentence and across sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ...ingest.span import CharSpan
from ..analysis import Analysis, Sentence
from ..extraction import Cell, Condition
from ..properties import OTHER, PropertyMention, default_property, find_properties, properties, properties_of
from ..quantity import Normalised, Quantity
from .conditions import Cue, find_cues
from .draft import Draft, Subject, evidence_of
from .ownership import Ownership
from .subjects import Subjects

_SKIPPED_KINDS = frozenset({"heading", "reference", "footnote", "table", "equation", "other"})
_SKIPPED_SECTIONS = frozenset({"references", "end_matter", "supplement"})
_HARD = re.compile(r";|\b(?:while|whereas|but|however|than|although|though)\b")
_AND_A = re.compile(r"\band (?:an?|the|its|their)\b")
_COMMA_AND = re.compile(r",\s+(?:and|which|with)\b")
_ELLIPTIC = re.compile(
    r"^[^.;]{0,80}\b(?:against|versus|vs\.?|compared (?:with|to)|than|and|while|whereas|to)(?: only| just| about| merely| a mere)? $"
)
_NEW_CLAUSE = re.compile(
    r"\band\b(?! (?:at|after|under|in|between)\b)|[,;:](?! ?(?:at|after|under|with(?! an?\b)|between|even|from|respectively)\b)|\bwith an?\b"
)
# Words that may stand between a value and the property named right behind it: `98% of coulombic efficiency`.
_AFTER_GAP = re.compile(
    r"\s*(?:[()]\s*)?(?:of\s+)?(?:(?:the|its|a|an|in|high|initial|average|total|stable|reversible|specific|theoretical)\s+){0,3}$"
)
_RELATIVE = re.compile(
    r"^\s*(?:\)\s*)?(?:higher|lower|more|less|greater|larger|smaller|increase|decrease|improvement|enhancement|reduction|drop|longer|better|loss|fade|decay|of the (?:total|world|whole)|of (?:the )?(?:li|na|mg|s|sulfur|lithium)\b)",
    re.IGNORECASE,
)
_RELATIVE_BEFORE = re.compile(
    r"\b(?:increas|decreas|reduc|improv|enhanc|drop|los[ts]|fad|decay|declin|rais|rose|lower|shrink|expan|gain|penalty|differ)\w*(?: \w+){0,2} (?:by|about|of|only|up to) $|\bat the cost of $|\bby (?:about |ca\. |~|only |up to )?$|\berror (?:of|within) $",
    re.IGNORECASE,
)
# Values that somebody set: the definition of a C-rate, a fixed capacity, the amplitude of a probe.
_SETTING = re.compile(
    r"\b(?:fixed|limited|limiting|limit|set|cut-?off|constant|controlled|given|preset|nominal) (?:[\w/-]+ ){0,4}(?:of|to|at) (?:about |ca\. |~)?$"
    r"|\b1 ?C(?: rate)? ?(?:=|≈|corresponds? to|equals?(?: to)?|is (?:defined|equal|equivalent) (?:as|to)|refers? to) ?(?:a |an )?(?:\w+ ){0,4}$"
    r"|\bamplitude (?:of|was|is|at) $",
    re.IGNORECASE,
)
_AMPLITUDE = re.compile(
    r"^[- ]?(?:\w+ )?(?:amplitude|perturbation|signal|sinusoidal|steps?\b|s\^?-1|/s)", re.IGNORECASE
)
_CHANGED_BY = re.compile(
    r"\b(?:reduction|increase|decrease|change|difference|variation|improvement|gain|loss|drop) (?:in|of) (?:the |its )?(?:\w+ ){0,3}(?:of|by) (?:about |ca\. |~)?$|"
    r"\bat (?:the|a) (?:cost|expense) of $|\b(?:increas|decreas|reduc|improv|enhanc|drop|rais|rose|lower|fell|exceed|outperform|surpass)\w* (?:\w+ ){0,3}by (?:about |ca\. |~|only |up to |nearly |more than )?$",
    re.IGNORECASE,
)
_STABILITY = re.compile(
    r"\b(?:stab|lifespan|life ?span|life\b|lifetime|durab|cyclab|cycling performance|without (?:any )?(?:\w+ )?(?:short|capacity|decay|fad|degrad|loss)|"
    r"long[- ]term|short[- ]?circuit|plating|stripping|deposition)",
    re.IGNORECASE,
)
_RETENTION_AFTER = re.compile(
    r"^\s*(?:\)\s*)?(?:\w+ )?(?:of|to) (?:(?:its|the|their|that) )?(?:(?:initial|original|first|second|theoretical|maximum|reversible|discharge|charge|specific|\d\w+|\d+(?:\.\d+)? ?C) )*(?:capacity|value|capacities|cycle)\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?(?:\s?×\s?10\^[-−]?\d+)?")
_CHANGE = re.compile(
    r"\b(?:increas|rais|rise|rose|improv|enhanc|boost|grow|grew|chang|shift|decreas|drop|reduc|fall|fell|declin|lower|fad|decay|went|go)\w*\b[^.;]{0,100}\bfrom (?:about |ca\. ?|~|around |approximately )?$",
    re.IGNORECASE,
)
_COMPOSITION = re.compile(r"\bx ?[=≤<>≥~≈] ?$|\b[xyδ] ?= ?$")
_UNITLESS = re.compile(
    r"\s*(?:\([^()]{1,20}\)\s*)?(?:,? ?(?:is|was|are|were|of|as|to|reach(?:es|ed)?|be|=|:|about|approximately|high|up|~|≈|≥|>|\(|ε|εr|value|estimated|calculated|determined|found|measured|around)[\s=]*){1,6}(?P<value>\d+(?:\.\d+)?)(?![\w^%°./-]|\s?(?:%|°|[A-Za-z]{1,3}\b|[×x]))"
)
_UNITLESS_CODES = ("transference_number",)
_DIMENSIONLESS_OTHER = re.compile(r"dielectric|permittivity|tortuosity|id ?/ ?ig|electronegativ", re.IGNORECASE)
_MEASURED_ELSEWHERE = frozenset(
    {"c_rate", "specific_current", "current_density", "temperature", "cycles", "time", "ratio"}
    | {"concentration", "molality", "mass", "liquid_volume", "rotation", "scan_rate", "frequency", "fold"}
)
_OTHER_DIMENSIONS: tuple[tuple[re.Pattern[str], frozenset[str]], ...] = tuple(
    (re.compile(words, re.IGNORECASE), frozenset(dimensions))
    for words, dimensions in (
        (r"pore volume", {"specific_volume"}),
        (r"pores? (?:size|diameter|width)", {"length"}),
        (r"strength|stress|modul|hardness", {"pressure", "surface_energy"}),
        (
            r"elongation|uptake|shrinkage|efficienc|expansion|volume|porosity|loss",
            {
                "percent",
                "mass_fraction",
                "volume_fraction",
                "ratio",
                "per_temperature",
                "fade_per_cycle",
                "fade_per_time",
            },
        ),
        (r"angle", {"angle"}),
        (r"temperature|point", {"temperature"}),
        (r"gap|energ", {"energy", "molar_energy"}),
        (r"capacitance", {"capacitance", "specific_capacitance", "areal_capacitance", "volumetric_capacitance"}),
        (r"current densit|CCD", {"current_density"}),
        (r"content", {"percent", "mass_fraction", "atomic_fraction", "trace_fraction", "mole_fraction"}),
        (r"thermal conductivity", {"thermal_conductivity"}),
        (r"heat", {"specific_heat_capacity", "molar_heat_capacity"}),
        (r"viscosity", {"viscosity"}),
        (r"tension", {"surface_energy"}),
        (r"fad|decay|degradation", {"percent", "fade_per_cycle", "fade_per_time", "voltage_fade"}),
        (r"decomposition voltage", {"voltage"}),
        (r"moment", {"magnetic_moment"}),
        (r"dielectric|permittivity|tortuosity|ID|electronegativ|gurley|permeab", set()),
    )
)
_DISCS = re.compile(
    r"\b(?:electrodes?|dis[ck]s?|foils?|pellets?|membranes?|separators?|punched|cut|coin|die|tube|balls?|discs?|inner|outer)\b",
    re.IGNORECASE,
)
_TIME_TO_LIFE = 8.0  # hours; shorter ones are never lives of cells


@dataclass(slots=True)
class _Result:
    """A group of quantities (a list, or one) that states results, with the mention that names their property.

    ``like`` is the result whose property and conditions an elliptic one (``87%, against 55% for B``) shares.
    """

    quantities: list[Quantity]
    codes: tuple[str, ...]
    anchor: int
    rule: str
    like: _Result | None = None

    @property
    def start(self) -> int:
        return self.quantities[0].start

    @property
    def end(self) -> int:
        return self.quantities[-1].end


class ProseReader:
    """Reads the records of the sentences of one document, in text order."""

    def __init__(self, analysis: Analysis, subjects: Subjects, ownership: Ownership, cells: Sequence[Cell]) -> None:
        self._analysis = analysis
        self._subjects = subjects
        self._ownership = ownership
        self._cells = cells

    def drafts(self) -> Iterator[Draft]:
        """The drafts of every sentence that can state a result."""
        for sentence in self._analysis.sentences:
            block = sentence.block
            if block.kind in _SKIPPED_KINDS or block.section in _SKIPPED_SECTIONS:
                continue
            quantities = [q for q in self._analysis.quantities_in(sentence.span)]
            if quantities or any(character.isdigit() for character in sentence.text):
                yield from self._sentence(sentence, quantities)
            self._subjects.remember(sentence)

    def _sentence(self, sentence: Sentence, quantities: list[Quantity]) -> Iterator[Draft]:
        mentions = find_properties(sentence.text)
        results = self._results(sentence, quantities, mentions)
        if not results:
            return
        materials = self._analysis.materials_in(sentence.span)
        used = {id(quantity) for result in results for quantity in result.quantities}
        cues = find_cues(sentence.text, sentence.start, [q for q in quantities if id(q) not in used], materials)
        spans = [CharSpan(result.start, result.end) for result in results]
        for index, result in enumerate(results):
            others = [span for place, span in enumerate(spans) if place != index]
            yield from self._drafts_of(sentence, result, others, cues)

    def _drafts_of(
        self, sentence: Sentence, result: _Result, others: Sequence[CharSpan], cues: Sequence[Cue]
    ) -> Iterator[Draft]:
        subjects = self._paired_subjects(sentence, result)
        own = self._ownership.own(sentence, result.start, result.end)
        for place, quantity in enumerate(result.quantities):
            code = result.codes[place] if len(result.codes) == len(result.quantities) else result.codes[0]
            if subjects is not None:
                subject = subjects[place]
            else:
                subject = self._subjects.resolve(sentence, quantity.start, quantity.end, result.anchor, code, others)
            conditions = _conditions(sentence, result, place, code, others, cues)
            if result.like is not None:
                conditions = {**_conditions(sentence, result.like, 0, code, others, cues), **conditions}
            yield Draft(
                code,
                subject,
                quantity,
                conditions,
                own,
                result.rule,
                0.0,
                evidence_of(sentence.block, sentence.start, sentence.end),
            )

    def _paired_subjects(self, sentence: Sentence, result: _Result) -> list[Subject] | None:
        """The materials of a list as long as the values' (``A, B and C … 1, 2 and 3, respectively``)."""
        n = len(result.quantities)
        if n < 2 or len(result.codes) > 1:
            return None
        runs: list[list[int]] = []
        mentions = self._analysis.materials_in(sentence.span)
        for index, mention in enumerate(mentions):
            if runs:
                last = mentions[runs[-1][-1]]
                gap = sentence.text[last.end - sentence.start : mention.start - sentence.start]
                if re.fullmatch(r"\s*(?:,|and|,\s*and|/|or|\S{0,15} and|\S{0,12},)\s*(?:the\s+)?", gap):
                    runs[-1].append(index)
                    continue
            runs.append([index])
        for run in runs:
            if len(run) == n and not any(result.start <= mentions[index].start < result.end for index in run):
                return [self._subjects.of(mentions[index], "list") for index in run]
        return None

    def _results(
        self, sentence: Sentence, quantities: list[Quantity], mentions: list[PropertyMention]
    ) -> list[_Result]:
        groups: list[list[Quantity]] = []
        paired = "respectively" in sentence.text
        for quantity in _told_apart(sentence, quantities):
            if (
                groups
                and (paired or not _whole(groups[-1][-1]))
                and quantity.group is not None
                and groups[-1][-1].group == quantity.group
            ):
                groups[-1].append(quantity)
            else:
                groups.append([quantity])
        results: list[_Result] = []
        for group in groups:
            result = self._result(sentence, group, groups, mentions)
            if result is None and results:
                result = _elliptic(sentence, group, results[-1])
            if result is not None:
                results.append(result)
        results.extend(self._lives(sentence, groups, results, mentions))
        results.extend(_unitless(sentence, quantities, mentions))
        results.sort(key=lambda result: result.start)
        return _spread_list(sentence, results, mentions)

    def _result(
        self, sentence: Sentence, group: list[Quantity], groups: list[list[Quantity]], mentions: list[PropertyMention]
    ) -> _Result | None:
        dimension = group[0].dimension
        if dimension is None or dimension in ("cycles", "time"):
            return None
        text, base = sentence.text, sentence.start
        start, end = group[0].start - base, group[-1].end - base
        before, after = text[:start], text[end:]
        if _COMPOSITION.search(before[-8:]):
            return None
        if _AMPLITUDE.match(after):
            return None
        default = default_property(dimension)
        if _CHANGED_BY.search(before[-70:]) or _SETTING.search(before[-60:]):
            return None
        if dimension == "percent":
            if _RETENTION_AFTER.match(after):
                return _Result(group, ("capacity_retention",), group[0].start, "percent_of_capacity")
            if _RELATIVE.match(after) or _RELATIVE_BEFORE.search(before[-50:]):
                return None
        mention = _nearest(text, start, end, dimension, mentions, groups, base)
        if mention is None:
            if default is None:
                return None
            return _Result(group, (default,), group[0].start, "unit")
        codes = tuple(
            code if dimension in properties()[code].dimensions or code == OTHER else default or code
            for code in mention.codes
        )
        if codes[0] == "particle_size" and not _is_particle(sentence, group[0], mention):
            return None
        if (
            dimension == "voltage"
            and group[0].qualifier == "range"
            and codes[0] == "voltage"
            and not re.search(r"plateau|peak", mention.text, re.IGNORECASE)
        ):
            return None
        return _Result(group, codes, base + mention.start, "named")

    def _lives(
        self,
        sentence: Sentence,
        groups: list[list[Quantity]],
        results: list[_Result],
        mentions: list[PropertyMention],
    ) -> Iterator[_Result]:
        """Cycles or hours survived: named as a life, or stability over cycles with no other result in the clause."""
        text, base = sentence.text, sentence.start
        if sentence.block.section == "experimental":
            return
        for group in groups:
            quantity = group[0]
            if quantity.dimension not in ("cycles", "time") or len(group) > 3:
                continue
            hours = quantity.normalised.value if quantity.normalised else None
            if quantity.dimension == "time" and (hours is None or hours < _TIME_TO_LIFE):
                continue
            start, end = quantity.start - base, group[-1].end - base
            lives = [m for m in mentions if m.code == "cycle_life"]
            before = [m for m in lives if 0 <= start - m.end < 60 and not _HARD.search(text[m.end : start])]
            behind = [m for m in lives if 0 <= m.start - end < 12]
            if before or behind:
                yield _Result(group, ("cycle_life",), base + (before or behind)[0].start, "life_named")
                continue
            left = max((match.end() for match in _HARD.finditer(text, 0, start)), default=0)
            right = _HARD.search(text, end)
            clause = CharSpan(base + left, base + (right.start() if right else len(text)))
            if any(
                clause.start <= result.start < clause.end
                and not (result.start >= quantity.end and _AND_A.search(text[end : result.start - base]))
                for result in results
            ):
                continue
            if not re.search(
                r"(?:\b(?:over|for|up to|than|after|within|through|of|exceeding|during|beyond|last\w*|survive\w*|to|even|least)\b|[>~≈(])[^.;]{0,20}$",
                text[:start],
            ):
                continue
            window = text[left : right.start() if right else len(text)]
            if _STABILITY.search(window) and (
                quantity.dimension == "cycles"
                or re.search(r"plating|stripping|symmetric|short|deposition|Li\b", window)
            ):
                yield _Result(group[:1], ("cycle_life",), quantity.start, "stable_over")


def _fits_other(mention: PropertyMention, dimension: str) -> bool:
    """Whether a property outside the list can have values of ``dimension``: a strength is a pressure, not a molarity."""
    for words, dimensions in _OTHER_DIMENSIONS:
        if words.search(mention.text):
            return dimension in dimensions
    return dimension not in _MEASURED_ELSEWHERE


def _elliptic(sentence: Sentence, group: list[Quantity], last: _Result) -> _Result | None:
    """A bare value set beside the last one (``…, against 55% for the plain one``) has its property."""
    if group[0].dimension is None or group[0].dimension != last.quantities[-1].dimension or len(last.codes) > 1:
        return None
    gap = sentence.text[last.end - sentence.start : group[0].start - sentence.start]
    behind = sentence.text[group[-1].end - sentence.start :]
    if _ELLIPTIC.match(gap) and re.match(r"\s*\)?\s*(?:for|of|in|with|by|at|after)\b|\s*\)", behind):
        return _Result(group, last.codes, last.anchor, "elliptic", last)
    return None


def _whole(quantity: Quantity) -> bool:
    """Whether the words of the quantity hold its unit (an item of a list mostly leaves it to the last)."""
    return any(character.isalpha() or character in "%°Ω" for character in quantity.text)


def _told_apart(sentence: Sentence, quantities: Sequence[Quantity]) -> Iterator[Quantity]:
    """The quantities, a change ``from 1 to 2`` as its two values: it is no range."""
    for quantity in quantities:
        before = sentence.text[max(0, quantity.start - sentence.start - 120) : quantity.start - sentence.start]
        numbers = list(_NUMBER.finditer(quantity.text))
        if quantity.qualifier == "range" and len(numbers) == 2 and _CHANGE.search(before):
            swapped = as_number(numbers[0].group()) > as_number(numbers[1].group())
            for index, match in enumerate(numbers):
                lower = (index == 0) != swapped
                normal = quantity.normalised
                value = quantity.min if lower else quantity.max
                yield replace(
                    quantity,
                    value=value,
                    min=None,
                    max=None,
                    qualifier="exact",
                    normalised=None
                    if normal is None
                    else Normalised(normal.min if lower else normal.max, None, None, normal.unit),
                    start=quantity.start + match.start(),
                    end=quantity.start + match.end() if index == 0 else quantity.end,
                    text=match.group() if index == 0 else quantity.text[match.start() :],
                    group=None,
                )
        else:
            yield quantity


def as_number(text: str) -> float:
    """The number that plain digits state."""
    mantissa, _, exponent = re.sub(r"\s", "", text.replace(",", "").replace("−", "-")).partition("×10^")
    return float(mantissa) * 10.0 ** int(exponent or 0)


def _is_particle(sentence: Sentence, quantity: Quantity, mention: PropertyMention) -> bool:
    """Whether a size may be that of particles: discs and electrodes have diameters too."""
    if re.search(r"particle|grain|crystal|powder|sphere", mention.text, re.IGNORECASE):
        return True
    normal = quantity.normalised
    size = None if normal is None else (normal.value if normal.value is not None else normal.max)
    return size is not None and size < 500.0 and not _DISCS.search(sentence.text)


def _nearest(
    text: str,
    start: int,
    end: int,
    dimension: str,
    mentions: Sequence[PropertyMention],
    groups: Sequence[Sequence[Quantity]],
    base: int,
) -> PropertyMention | None:
    """The mention that names the property of the value at ``[start, end)`` of the sentence, or None."""
    allowed = properties_of(dimension)
    strong = default_property(dimension) is not None
    best: tuple[float, PropertyMention] | None = None
    for mention in mentions:
        fits = any(code in allowed for code in mention.codes)
        if not fits and mention.code == OTHER:
            fits = not strong and _fits_other(mention, dimension)
        if not fits and mention.code in ("discharge_capacity", "charge_capacity", "capacity"):
            fits = dimension in ("areal_capacity", "volumetric_capacity")
        if not fits:
            continue
        if mention.start >= end:
            gap = text[end : mention.start]
            if _AFTER_GAP.fullmatch(gap) and len(gap) < 40:
                cost = len(gap) * 0.5
            elif strong and len(gap) < 30 and not re.search(r"[,;]|\band\b", gap):
                cost = len(gap) + 40.0
            else:
                continue
        elif mention.end <= start:
            gap = text[mention.end : start]
            cost = float(len(gap))
            cost += 250 * len(_HARD.findall(gap))
            for group in groups:
                if mention.end <= group[0].start - base and group[-1].end - base <= start:
                    if group[0].dimension == dimension:
                        cost += 60
                    elif group[0].dimension not in _MEASURED_ELSEWHERE:
                        cost += 25
        elif mention.start < start and mention.end > start:
            cost = 0.0
        else:
            continue
        if best is None or cost < best[0]:
            best = (cost, mention)
    if best is None:
        return None
    limit = 400.0 if strong else (45.0 if dimension == "length" else 130.0)
    return best[1] if best[0] <= limit else None


def _unitless(
    sentence: Sentence, quantities: Sequence[Quantity], mentions: Sequence[PropertyMention]
) -> Iterator[_Result]:
    """Numbers without a unit behind a property that has none: transference numbers, dielectric constants."""
    taken = [quantity.span for quantity in quantities if quantity.dimension is not None]
    for mention in mentions:
        if mention.code not in _UNITLESS_CODES and not (
            mention.code == OTHER and _DIMENSIONLESS_OTHER.search(mention.text)
        ):
            continue
        match = _UNITLESS.match(sentence.text, mention.end)
        if match is None:
            continue
        start, end = sentence.start + match.start("value"), sentence.start + match.end("value")
        if any(span.start < end and start < span.end for span in taken):
            continue
        value = float(match["value"])
        if mention.code in _UNITLESS_CODES and not 0 < value <= 1.2:
            continue
        quantity = Quantity(value, None, None, None, "", "exact", None, None, None, start, end, match["value"])
        yield _Result([quantity], (mention.code,), sentence.start + mention.start, "unitless")


def _spread_list(sentence: Sentence, results: list[_Result], mentions: Sequence[PropertyMention]) -> list[_Result]:
    """Pair a list of properties with as many values of as many kinds (``the density and the porosity were …``)."""
    return results


def _conditions(
    sentence: Sentence,
    result: _Result,
    place: int,
    code: str,
    others: Sequence[CharSpan],
    cues: Sequence[Cue],
) -> dict[str, Condition]:
    """The conditions of the value at ``place`` of ``result``."""
    found: dict[str, Condition] = {}
    allowed = properties()[code].conditions
    results = sorted([*others, CharSpan(result.start, result.end)])
    for key in sorted(allowed):
        chosen = _cue(sentence, result, place, [cue for cue in cues if cue.key == key], cues, results)
        if chosen is not None:
            found[key] = chosen.condition
    if "cycle_index" in found and "cycles" in found:
        index, cycles = found["cycle_index"].text, found["cycles"]
        if index == "initial" and cycles.value != 1:
            del found["cycles" if _adjacent_index(sentence, result) else "cycle_index"]
    return found


def _adjacent_index(sentence: Sentence, result: _Result) -> bool:
    left = sentence.text[max(0, min(result.anchor, result.start) - sentence.start - 25) : result.start - sentence.start]
    return re.search(r"\b(?:initial|first)\b", left, re.IGNORECASE) is not None


def _cue(
    sentence: Sentence,
    result: _Result,
    place: int,
    cues: Sequence[Cue],
    all_cues: Sequence[Cue],
    results: Sequence[CharSpan],
) -> Cue | None:
    """The one of ``cues`` (all of one key) that holds for the value, or None."""
    if not cues:
        return None
    n = len(result.quantities)
    groups: list[list[Cue]] = []
    for cue in cues:
        if groups and cue.group is not None and groups[-1][-1].group == cue.group:
            groups[-1].append(cue)
        else:
            groups.append([cue])
    if n > 1:
        # `from 100 to 2000 mA/g` says of no single value of a list at which it was measured.
        groups = [group for group in groups if group[0].condition.min is None or group[0].key == "voltage_window"]
        for group in groups:
            if len(group) == n:
                return group[place]
        if len(groups) == n and all(len(group) == 1 for group in groups):
            return groups[place][0]
    single = [group[0] for group in groups if len(group) == 1]
    if not single:
        return None
    if single[0].key == "cycle_index":
        return _index_cue(sentence, result, single)
    text, base = sentence.text, sentence.start
    following = min((span.start for span in results if span.start >= result.end), default=base + len(text))
    previous = max((span.end for span in results if span.end <= result.start), default=None)
    first = min(span.start for span in results)
    fronted = [cue for cue in single if cue.end <= first]
    behind = next((cue for cue in single if result.end <= cue.start < following), None)
    if behind is not None and _HARD.search(text[result.end - base : behind.start - base]):
        behind = None
    if (
        behind is not None
        and following < base + len(text)
        and not _of_previous(text[result.end - base : behind.start - base])
    ):
        # Another clause begins before the condition: it is the next value's.
        behind = None
    ahead = next(
        (
            cue
            for cue in reversed(single)
            if cue.end <= result.start
            and (
                previous is None
                or (cue.start >= previous and not _of_previous(text[previous - base : cue.start - base]))
            )
            and not _HARD.search(text[cue.end - base : result.start - base])
            and (cue.start - base < 40 or not _AND_A.search(text[cue.end - base : result.start - base]))
        ),
        None,
    )
    if behind is not None and ahead is not None:
        return ahead if fronted and len(single) > 1 else behind
    if behind is not None or ahead is not None:
        return behind or ahead
    if fronted and not _HARD.search(text[fronted[-1].end - base : result.start - base]):
        return fronted[-1]
    # A value with no condition of its own shares those behind the values that it is listed with.
    if any(result.end <= cue.start < following for cue in all_cues) and single[0].key == "cycles":
        return None
    # What the same sentence measured just before, it measured at the same rate.
    if (
        previous is not None
        and single[0].key != "cycles"
        and not _COMMA_AND.search(text[previous - base : result.start - base])
    ):
        for cue in reversed(single):
            if cue.end <= result.start and not _HARD.search(text[cue.end - base : result.start - base]):
                return cue
    for cue in single:
        gap = text[result.end - base : cue.start - base]
        if cue.start >= result.end and not _HARD.search(gap) and not _COMMA_AND.search(gap):
            return cue
    return None


def _of_previous(gap: str) -> bool:
    """Whether a condition that ``gap`` parts from the value before it still belongs to that value."""
    return _NEW_CLAUSE.search(gap) is None


def _index_cue(sentence: Sentence, result: _Result, cues: Sequence[Cue]) -> Cue | None:
    """``initial`` and ordinals hold for the property that they stand beside."""
    base = sentence.start
    low, high = min(result.anchor, result.start), result.end
    for cue in cues:
        if 0 <= low - cue.end <= 30 or low <= cue.start < high:
            between = sentence.text[cue.end - base : max(cue.end, low) - base]
            if not _HARD.search(between):
                return cue
        if 0 <= cue.start - high <= 30 and not re.search(
            r"[,;]|\band\b", sentence.text[high - base : cue.start - base]
        ):
            return cue
    return None
