"""Subjects: the material or sample that a value of running text belongs to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from ...ingest.span import CharSpan
from ..analysis import Analysis, MaterialMention, Sentence
from ..extraction import MaterialRef, Sample
from .cell_of import OF_CELLS
from .draft import Subject, subject_of
from .nouns import MODIFIER, bracketed_part, is_part, nouns_of

UNKNOWN = Subject("", MaterialRef(""), None, "paper")

# Materials that serve in a cell or a synthesis without being what a result is about.
_SERVICE_ROLES = frozenset(
    {"salt", "solvent", "additive", "ionic_liquid", "binder", "slurry_solvent", "conductive_additive"}
    | {"current_collector", "precursor", "reagent", "gas", "discharge_product"}
)
# Parts that a result is seldom about while an active material stands beside them.
_MINOR_ROLES = frozenset({"host", "coating", "separator", "catalyst"})
_ACTIVE_ROLES = frozenset({"cathode_active", "anode_active"})
_CONDUCTOR_ROLES = frozenset({"solid_electrolyte", "polymer_electrolyte"})
# Results of cells belong to the electrode's material, those of conductors to the electrolyte's.
_OF_CONDUCTORS = frozenset({"ionic_conductivity", "transference_number"})
# Foils and solvents have these, too.
_OF_PARTS = frozenset({"thickness", "density", "particle_size", "surface_area", "porosity"})
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
_ELEMENTS_IN_SERVICE = frozenset({"Li", "Na", "K", "Mg", "Al", "Cu", "Zn", "Pt", "Ar", "N2", "O2", "H2O", "Li metal"})
_STACKING = re.compile(r"[OP][123]'?")
_COMPARED = re.compile(
    r"(?:\b(?:times|twice|half|fold)(?: higher than| lower than| larger than)? (?:that|those) (?:of|for)"
    r"|\bthan(?: (?:that|those))?(?: (?:of|for|in|with))?|\bcompar(?:ed|ing|able|ison)(?: (?:with"
    r"|to))?(?: (?:that|those) of)?"
    r"|\bversus|\bvs\.?|\brelative to|\bunlike|\binstead of|\bsimilar to(?: (?:that|those) of)?|\bcontrast to|"
    r"\bsuperior to(?: (?:that|those) of)?|\bover(?: (?:that|those) of))(?: the| a| an| bare| pure| pristine"
    r"| other| conventional| commercial)*\s*$",
    re.IGNORECASE,
)
_MODIFIED = re.compile(
    r"\b(?:with|using|on|via|from|by|onto|into|containing|between|through|against|without|"
    r"derived from|added|doped with|coated with|composed of|consisting of|based on|assembled with|due to"
    r"|owing to|because of|"
    r"attributed to|ascribed to|thanks to|such as|like|of)(?: the| a| an| its| their| as[ -]\w+ed| \w+ed"
    r"| sub\w+| micro\w*| nano\w*| pure| bare){0,3}\s*$",
    re.IGNORECASE,
)
_LINKED_BEFORE = re.compile(
    r"\b(?:of|for|in|from|by|with|on)(?: the| a| an| our| its| pure| bare| pristine| as-?prepared| obtained"
    r"| such| these| both| all| as-?synthesi[sz]ed)*\s*$",
    re.IGNORECASE,
)
_LINKED_AFTER = re.compile(
    r"\b(?:of|for|in|by|from)(?: the| a| an| our| its| pure| bare| pristine| as-?prepared| obtained| such"
    r"| these| both| all| as-?synthesi[sz]ed)*\s*$",
    re.IGNORECASE,
)
# `the coated separator (69 Ω)`: a value in brackets right behind what it is of.
_POINTER = re.compile(r"(?:In|For|With)?\s?[Tt]he (?P<which>latter|former)\b")
_GIVEN_BY = re.compile(r" (?:is|was|are|were) (?:\w+ )?\w+ed (?:with|on|by|using) (?:the )?")
_SET_BESIDE = re.compile(r"\b(?:compared (?:with|to)|versus|vs\.?|against|rather than|in contrast to|times that)(?!\w)")
_COMPARED_EARLIER = re.compile(
    r"\b(?:compared (?:with|to)|versus|against|than|times that of|whereas|while)\b[^;]{0,80}$"
)
# `S/Co-TiO2`: what a labelled host holds.
_HOST_OF = re.compile(r"[A-Z][a-z]?[/@]")
# `LiFePO4/electrolyte/Li cells`, `LiFePO4||Li`: a stack is named, the value is of its cathode.
_STACK_END = re.compile(
    r"(?: ?(?:[/|‖]{1,2}) ?[\w.()-]{1,30}){0,2} ?[/|‖]{1,2} ?(?:Li|Na|K|Mg|Zn|graphite|Gr|C|Si|LTO)\b(?![\w@])"
)
_IN_FULL_CELL = re.compile(
    r"\b(?:full|pouch)[- ]cells? (?:paired )?(?:with|using|containing|of \S{2,30} (?:and|with)) (?:an? "
    r"|the )?(?:\w+ )?$",
    re.IGNORECASE,
)
_COAT = re.compile(r"\b(?:coating|shell|interlayer|SEI|CEI|coating layer|carbon layer|overlayer)s?$", re.IGNORECASE)
_BRACKET_BEHIND = re.compile(r" ?\((?:for |the |bare |pristine |pure )?")
_IN_BRACKETS = re.compile(r"(?: \w+){0,2} ?\((?:~|≈|about |ca\. |up to |[<>] ?)?")
# `sulfur loading`, `electrolyte/sulfur ratio`: an amount of it, not a result about it.
_AMOUNT = re.compile(r"\s?(?:ratio|loading|content|source|vapou?r)s?\b", re.IGNORECASE)
_BREAKS = re.compile(r";|\b(?:while|whereas|but)\b")
_BREAKS_AFTER = re.compile(r";|\b(?:while|whereas|but|than|which|indicat\w*|due|owing)\b")
_COMPOUND_LEFT = re.compile(r"(?:[A-Za-z0-9][A-Za-z0-9.()]{0,29}[-–/@‐|‖]{1,2}){1,6}$")
_COMPOUND_RIGHT = re.compile(
    r"(?:[-–/@‐|‖]{1,2}(?!based|type|doped|coated|modified|derived|ion|free|rich|like|containing|metal"
    r"|air)[A-Za-z0-9](?:[A-Za-z0-9.]*[A-Za-z0-9])?)+"
)
_HEAD_NOUN = re.compile(
    r"(?:[ -](?:based|type|doped|coated|modified|derived))?"
    r"(?: (?:@ ?)?(?:nanowires?|nanosheets?|nanorods?|nanofib(?:er|re)s?|nanotubes?|nanoparticles?"
    r"|nanospheres?|microspheres?|nanocomposites?|composites?|"
    r"powders?|ceramics?|pellets?|membranes?|separators?|films?|alloys?|glass(?:es)?|cathodes?|anodes?"
    r"|electrodes?|electrolytes?|cells?|sandwich|hybrids?|"
    r"half-?cells?|full-?cells?|monoliths?|aerogels?|foams?|frameworks?|fib(?:er|re)s?|layers?|particles?|flowers?))++"
    r"(?: with (?:the |a |an )?[\w@/-]++(?: [\w@/-]++)? (?:separator|interlayer|coating|additive|binder|membrane)s?)?"
)


def in_service(mention: MaterialMention) -> bool:
    """Whether the mention is of a material that merely serves (salt, solvent, counter metal), not of a result's."""
    if mention.is_sample:
        return False
    if _STACKING.fullmatch(mention.text):
        return True
    return mention.role in _SERVICE_ROLES or (mention.composition or mention.name) in _ELEMENTS_IN_SERVICE


class Subjects:
    """Finds the subject of a value; made once a document, asked sentence by sentence in text order.

    ``general`` says that the paper (a review) has no material of its own to fall back on.
    """

    def __init__(self, analysis: Analysis, samples: Sequence[Sample], *, general: bool = False) -> None:
        self.general = general
        self._analysis = analysis
        self._samples = {sample.label.casefold(): sample.id for sample in samples}
        self._carried: dict[bool, tuple[str, Subject]] = {}
        self._listed: tuple[str, list[Subject]] = ("", [])
        self._noun: tuple[str, Subject] = ("", UNKNOWN)
        self._prepared: dict[str, bool] = {}
        self.paper = self._paper_subject(_ACTIVE_ROLES | _CONDUCTOR_ROLES)
        self.paper_of_cells = self._paper_subject(_ACTIVE_ROLES)
        self._generic = {self.paper.key, self.paper_of_cells.key}

    def of(self, mention: MaterialMention, how: str, sentence: Sentence | None = None) -> Subject:
        """The subject that ``mention`` names, with the words that it is part of (``A/B nanowires``) in its name."""
        sample = self._sample_of(mention)
        if sentence is None:
            return subject_of(mention, how, sample=sample)
        text, base = sentence.text, sentence.start
        whole = _compound(text, mention.start - base, mention.end - base)
        if mention.is_sample and not _HOST_OF.match(text, whole.start, mention.start - base):
            return subject_of(mention, how, sample=sample)
        stack = _STACK_END.match(text, mention.end - base)
        if mention.role == "cathode_active" and stack is not None:
            return subject_of(mention, how, sample=sample)
        tail = _HEAD_NOUN.match(text, whole.end)
        name = text[whole.start : whole.end] + (tail.group() if tail is not None else "")
        subject = subject_of(mention, how, name if name != mention.text else None, sample)
        if len(whole) > mention.end - mention.start:
            compound = text[whole.start : whole.end]
            reference = replace(subject.material, composition=None)
            return Subject(compound.casefold(), reference, self._samples.get(compound.casefold(), sample), how)
        modifier = MODIFIER.search(text[max(0, whole.start - 30) : whole.start])
        if modifier is not None and not mention.is_sample and self._is_prepared(mention.text):
            words = modifier.group().strip()
            reference = replace(subject.material, name=f"{words} {subject.material.name}")
            return replace(subject, key=f"{subject.key} {words.casefold()}", material=reference)
        return subject

    def _is_prepared(self, name: str) -> bool:
        """Whether the paper tells forms of one material apart by such words alone (``bare A`` and ``coated A``)."""
        if name not in self._prepared:
            ways = r"(?:coated|modified|doped|treated|substituted|regenerated|commercial|spent)"
            found = re.search(rf"\b{ways} {re.escape(name)}(?!\w)", self._analysis.document.text, re.IGNORECASE)
            self._prepared[name] = found is not None
        return self._prepared[name]

    def earlier(self, sentence: Sentence, count: int | None = None) -> list[Subject]:
        """The materials that the sentence before listed in the same block, if there were ``count`` (or any) of them."""
        block, listed = self._listed
        return listed if block == sentence.block.id and count in (None, len(listed)) else []

    def named_in(self, text: str) -> Subject | None:
        """The material of this paper that ``text`` (a caption) names, the paper's own subject first, or None."""
        best: MaterialMention | None = None
        for mention in self._analysis.materials:
            if len(mention.text) > 1 and not in_service(mention) and mention.text in text:
                if mention.canonical == self.paper.key:
                    return self.of(mention, "label")
                if best is None or len(mention.text) > len(best.text):
                    best = mention
        return self.of(best, "label") if best is not None else None

    def _sample_of(self, mention: MaterialMention) -> str | None:
        for name in (mention.text, mention.name, mention.canonical):
            sample = self._samples.get(name.casefold())
            if sample is not None:
                return sample
        return None

    def _paper_subject(self, roles: frozenset[str]) -> Subject:
        """The material that the paper speaks of most, one of ``roles`` or a sample counting three times.

        A paper that names nothing else is about its salt.
        """
        return self._most_named(roles, service=False) or self._most_named(roles, service=True) or UNKNOWN

    def _most_named(self, roles: frozenset[str], *, service: bool) -> Subject | None:
        weights: Counter[str] = Counter()
        first: dict[str, tuple[MaterialMention, Sentence]] = {}
        for sentence in self._analysis.sentences:
            block = sentence.block
            if block.kind == "title":
                weight = 8
            elif block.kind == "abstract" or block.section in ("abstract", "conclusions"):
                weight = 3
            elif block.section in ("references", "introduction", "end_matter", "supplement"):
                continue
            else:
                weight = 1
            for mention in self._analysis.materials_in(sentence.span):
                if in_service(mention) and not (service and mention.role == "salt"):
                    continue
                favoured = mention.is_sample or mention.role in roles
                weights[mention.canonical] += weight * (6 if favoured else 1 if mention.role in _MINOR_ROLES else 2)
                first.setdefault(mention.canonical, (mention, sentence))
        if not weights:
            return None
        canonical, _ = max(weights.items(), key=lambda item: item[1])
        return self.of(first[canonical][0], "paper", first[canonical][1])

    def resolve(
        self, sentence: Sentence, start: int, end: int, anchor: int, code: str, others: Sequence[CharSpan]
    ) -> Subject:
        """The subject of the value at ``[start, end)`` of property ``code``, which is named at ``anchor``.

        ``others`` are the spans of the sentence's other results: a mention beyond one of them belongs to it.
        """
        text, base = sentence.text, sentence.start
        part = bracketed_part(text[: start - base])
        if part is not None and not any(m.text in part for m in self._analysis.materials_in(sentence.span)):
            return Subject(part.casefold(), MaterialRef(part), None, "near")
        if (pointer := _POINTER.match(text)) and (earlier := self.earlier(sentence)):
            return replace(earlier[-1 if pointer["which"].lower() == "latter" else 0], how="carried")
        best: tuple[float, MaterialMention] | None = None
        for mention in self._analysis.materials_in(sentence.span):
            if in_service(mention) and not (
                (code in _OF_PARTS and -len(mention.text) <= start - mention.end <= 30)
                or 0 <= mention.start - end <= 10
            ):
                continue
            if _AMOUNT.match(text, mention.end - base) and code != "mass_loading":
                continue
            before = text[: mention.start - base]
            behind = text[mention.end - base :]
            modified = _MODIFIED.search(before[-40:]) is not None
            if mention.end <= start:
                gap = text[mention.end - base : start - base]
                if _IN_BRACKETS.fullmatch(gap):
                    cost = -150.0
                else:
                    linked = anchor <= mention.start and _LINKED_BEFORE.search(before[-40:]) is not None
                    cost = len(gap) + (120.0 if modified and not linked else 0.0)
                    cost += 600 if _COMPARED.search(before[-60:]) else 0
                    cost += 60 * sum(1 for span in others if mention.end <= span.start and span.end <= start)
                    cost += 200 * len(_BREAKS.findall(gap))
            else:
                gap = text[end - base : mention.start - base]
                if (
                    _BRACKET_BEHIND.fullmatch(gap)
                    and text[mention.end - base : mention.end - base + 25].partition(")")[1]
                ):
                    best = (-150.0, mention) if best is None or best[0] > -150.0 else best
                    continue
                linked = _LINKED_AFTER.search(gap[-40:]) is not None or _GIVEN_BY.fullmatch(gap) is not None
                cost = len(gap) + (0.0 if linked and len(gap) < 60 else 300.0 if modified else 150.0)
                cost += 600 if _COMPARED.search(before[-60:]) or "that of" in gap or "those of" in gap else 0
                cost += 150 * sum(1 for span in others if end <= span.start and span.end <= mention.start)
                cost += 200 * len(_BREAKS_AFTER.findall(gap)) + (400 if _SET_BESIDE.search(gap) else 0)
            cost += _role_cost(mention, behind, code) * (2 if modified else 1)
            if code in OF_CELLS and mention.role == "anode_active" and _IN_FULL_CELL.search(before[-45:]):
                cost += 400
            if best is None or cost < best[0]:
                best = (cost, mention)
        if best is None or best[0] >= 380:
            carried = self._carry(sentence, code)
            nouns = nouns_of(text, anchor - base, start - base, end - base)
            if nouns is not None and code in _OF_PARTS and _COAT.search(nouns):
                return Subject(nouns.casefold(), MaterialRef(nouns), None, "near")
            if carried.how != "paper":
                return carried
            if not carried.material.name:
                # Nothing is known as a material here: what the text itself speaks of, and goes on speaking of.
                if nouns is not None:
                    self._noun = (sentence.block.id, Subject(nouns.casefold(), MaterialRef(nouns), None, "carried"))
                return self._noun[1] if self._noun[0] == sentence.block.id else carried
            # A part of the cell is not the paper's material, even where it has no name of its own.
            if nouns is not None and (self.general or (code not in OF_CELLS and is_part(nouns))):
                return Subject(nouns.casefold(), MaterialRef(nouns), None, "carried")
            return carried
        subject = self.of(best[1], "near", sentence)
        return replace(subject, generic=subject.sample is None and subject.key in self._generic)

    def remember(self, sentence: Sentence) -> None:
        """Note what ``sentence`` is about, for pronouns of the next one of the same block."""
        named = [mention for mention in self._analysis.materials_in(sentence.span) if not in_service(mention)]
        if named:
            subjects = (self.of(mention, "list", sentence) for mention in named)
            listed = {subject.material.name: subject for subject in subjects}
            self._listed = (sentence.block.id, list(listed.values()))
        best: dict[bool, tuple[float, MaterialMention]] = {}
        for mention in self._analysis.materials_in(sentence.span):
            if in_service(mention):
                continue
            before = sentence.text[: mention.start - sentence.start]
            if _COMPARED.search(before[-60:]) or (best and _COMPARED_EARLIER.search(before)):
                continue
            behind = sentence.text[mention.end - sentence.start :]
            place = len(before) + (150.0 if _MODIFIED.search(before[-40:]) else 0.0)
            for of_cells in (True, False):
                if of_cells and mention.role in _MINOR_ROLES and not _AS_ELECTRODE.match(behind):
                    continue
                cost = place + _role_cost(mention, behind, "capacity" if of_cells else "ionic_conductivity")
                if of_cells not in best or cost < best[of_cells][0]:
                    best[of_cells] = (cost, mention)
        for of_cells, (cost, mention) in best.items():
            if cost < 300:
                self._carried[of_cells] = (sentence.block.id, self.of(mention, "carried", sentence))

    def _carry(self, sentence: Sentence, code: str) -> Subject:
        of_cells = code in OF_CELLS
        carried = self._carried.get(of_cells)
        if carried is not None and carried[0] == sentence.block.id:
            return carried[1]
        return self.paper_of_cells if of_cells else self.paper


def _role_cost(mention: MaterialMention, behind: str, code: str) -> float:
    """How unlikely a result of property ``code`` is to be about ``mention``, by its role."""
    cost = -20.0 if mention.is_sample else 0.0
    if mention.role in _MINOR_ROLES:
        cost += 40.0
    if code in OF_CELLS:
        if _AS_ELECTRODE.match(behind):
            cost -= 60.0
        elif _AS_OTHER_PART.match(behind):
            cost += 90.0
        if mention.role in _ACTIVE_ROLES:
            cost -= 30.0
        elif mention.role in _CONDUCTOR_ROLES:
            cost += 130.0
    elif code in _OF_CONDUCTORS and mention.role in _ACTIVE_ROLES:
        cost += 90.0
    return cost


def _compound(text: str, start: int, end: int) -> CharSpan:
    """The unbroken name that ``[start, end)`` is part of: ``LiFePO4`` within ``LiFePO4/graphene``."""
    left = _COMPOUND_LEFT.search(text[max(0, start - 30) : start])
    right = _COMPOUND_RIGHT.match(text, end)
    whole = CharSpan(start - (len(left.group()) if left else 0), right.end() if right else end)
    name = text[whole.start : whole.end]
    return whole if name.count("(") == name.count(")") else CharSpan(start, end)
