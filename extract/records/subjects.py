"""Subjects: the material or sample that a value of running text belongs to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from ...ingest.span import CharSpan
from ..analysis import Analysis, MaterialMention, Sentence
from ..extraction import MaterialRef, Sample
from .draft import Subject, subject_of

UNKNOWN = Subject("", MaterialRef(""), None, "paper")

# Materials that serve in a cell without being what a result is about.
_SERVICE_ROLES = frozenset(
    {
        "salt",
        "solvent",
        "electrolyte",
        "electrolyte_salt",
        "electrolyte_solvent",
        "electrolyte_additive",
        "additive",
        "binder",
        "conductive_additive",
        "current_collector",
        "counter_electrode",
        "gas",
        "atmosphere",
        "precursor",
    }
)
_ELEMENTS_IN_SERVICE = frozenset({"Li", "Na", "K", "Mg", "Al", "Cu", "Zn", "Pt", "Ar", "N2", "O2", "H2O", "Li metal"})
_COMPARED = re.compile(
    r"(?:\bthan(?: (?:that|those))?(?: (?:of|for|in|with))?|\bcompar(?:ed|ing|able|ison)(?: (?:with|to))?(?: (?:that|those) of)?"
    r"|\bversus|\bvs\.?|\brelative to|\bunlike|\binstead of|\bsimilar to(?: (?:that|those) of)?|\bcontrast to|"
    r"\bsuperior to(?: (?:that|those) of)?|\bover(?: (?:that|those) of))(?: the| a| an| bare| pure| pristine| other| conventional| commercial)*\s*$",
    re.IGNORECASE,
)
_MODIFIED = re.compile(
    r"\b(?:with|using|on|via|from|by|onto|into|containing|between|through|against|without|"
    r"derived from|added|doped with|coated with|composed of|consisting of|based on|assembled with|due to|owing to|because of|"
    r"attributed to|ascribed to|thanks to|such as|like|of)(?: the| a| an| its| their| as prepared| as-prepared| \w+ed)?\s*$",
    re.IGNORECASE,
)
_LINKED_BEFORE = re.compile(
    r"\b(?:of|for|in|from|by|with|on)(?: the| a| an| our| its| pure| bare| pristine| as-?prepared| obtained| such| these| both| all| as-?synthesi[sz]ed)*\s*$",
    re.IGNORECASE,
)
_PRONOUN = re.compile(
    r"\b(?:it|its|they|their|them|this|these|the|such|both|each) ?(?:\w+[ -]){0,3}?"
    r"(?:material|composite|electrode|cathode|anode|sample|membrane|separator|electrolyte|cell|batter(?:y|ies)|powder|product|compound|carbon|alloy|film|ceramic|pellet|nanowires?|nanosheets?|structure)?s?\b",
    re.IGNORECASE,
)
_HEAD_NOUN = re.compile(
    r"(?:[ -](?:based|type|doped|coated|modified|derived))?"
    r"(?: (?:@ ?)?(?:nanowires?|nanosheets?|nanorods?|nanofib(?:er|re)s?|nanotubes?|nanoparticles?|nanospheres?|microspheres?|nanocomposites?|composites?|"
    r"powders?|ceramics?|pellets?|membranes?|separators?|films?|alloys?|glass(?:es)?|cathodes?|anodes?|electrodes?|electrolytes?|cells?|sandwich|hybrids?|"
    r"half-?cells?|full-?cells?|monoliths?|aerogels?|foams?|frameworks?|fib(?:er|re)s?|layers?|particles?|flowers?))++"
    r"(?: with (?:the |a |an )?[\w@/-]++(?: [\w@/-]++)? (?:separator|interlayer|coating|additive|binder|membrane)s?)?"
)


def in_service(mention: MaterialMention) -> bool:
    """Whether the mention is of a material that merely serves (salt, solvent, counter metal), not of a result's."""
    if mention.is_sample:
        return False
    return mention.role in _SERVICE_ROLES or (mention.composition or mention.name) in _ELEMENTS_IN_SERVICE


class Subjects:
    """Finds the subject of a value; made once a document, asked sentence by sentence in text order."""

    def __init__(self, analysis: Analysis, samples: Sequence[Sample]) -> None:
        self._analysis = analysis
        self._samples = {sample.label.casefold(): sample.id for sample in samples}
        self._carried: tuple[str, Subject] | None = None
        self.paper = self._paper_subject()

    def of(self, mention: MaterialMention, how: str, sentence: Sentence | None = None) -> Subject:
        """The subject that ``mention`` names, with the nouns behind it (``… nanowires``) in its name."""
        name = mention.name
        if sentence is not None and not mention.is_sample:
            tail = _HEAD_NOUN.match(sentence.text, mention.end - sentence.start)
            if tail is not None and tail.group().strip():
                name = f"{mention.text}{tail.group()}"
        return subject_of(mention, how, name, self._sample_of(mention))

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

    def _paper_subject(self) -> Subject:
        weights: Counter[str] = Counter()
        first: dict[str, MaterialMention] = {}
        for block in self._analysis.document.blocks:
            if block.kind == "title":
                weight = 8
            elif block.kind == "abstract" or block.section in ("abstract", "conclusions"):
                weight = 3
            elif block.section in ("references", "introduction", "end_matter", "supplement") or block.kind == "table":
                weight = 0
            else:
                weight = 1
            if not weight:
                continue
            for mention in self._analysis.materials_in(block.span):
                if in_service(mention):
                    continue
                weights[mention.canonical] += weight
                first.setdefault(mention.canonical, mention)
        if not weights:
            return UNKNOWN
        canonical, _ = max(weights.items(), key=lambda item: item[1])
        return self.of(first[canonical], "paper")

    def resolve(self, sentence: Sentence, start: int, end: int, anchor: int, others: Sequence[CharSpan]) -> Subject:
        """The subject of the value at ``[start, end)``, whose property is named at ``anchor``.

        ``others`` are the spans of the sentence's other results: a mention beyond one of them belongs to it.
        """
        mentions = [m for m in self._analysis.materials_in(sentence.span) if not in_service(m)]
        if not mentions:
            return self._carry(sentence)
        text, base = sentence.text, sentence.start
        best: tuple[float, MaterialMention] | None = None
        for mention in mentions:
            before = text[: mention.start - base]
            compared = _COMPARED.search(before[-60:]) is not None
            if mention.end <= start:
                gap = text[mention.end - base : start - base]
                if len(gap) <= 3 and gap.lstrip().startswith("("):
                    cost = -50.0
                else:
                    cost = float(len(gap))
                    if compared:
                        cost += 400
                    elif _MODIFIED.search(before[-40:]) and not (
                        anchor <= mention.start and _LINKED_BEFORE.search(before[-40:])
                    ):
                        cost += 120
                    cost += 60 * sum(1 for span in others if mention.end <= span.start and span.end <= start)
                    cost += 200 * len(re.findall(r";|\b(?:while|whereas|but)\b", gap))
            else:
                gap = text[end - base : mention.start - base]
                linked = _LINKED_BEFORE.search(gap[-40:]) is not None
                cost = len(gap) + (0 if linked and len(gap) < 60 else 150)
                if compared:
                    cost += 400
                cost += 150 * sum(1 for span in others if end <= span.start and span.end <= mention.start)
                cost += 200 * len(re.findall(r";|\b(?:while|whereas|but|than|which|indicat|due|owing)\b", gap))
            if mention.is_sample:
                cost -= 20
            if best is None or cost < best[0]:
                best = (cost, mention)
        if best is None or best[0] >= 380:
            return self._carry(sentence)
        subject = self.of(best[1], "near", sentence)
        return subject

    def remember(self, sentence: Sentence) -> None:
        """Note what ``sentence`` is about, for pronouns of the next one of the same block."""
        for mention in self._analysis.materials_in(sentence.span):
            if in_service(mention):
                continue
            before = sentence.text[: mention.start - sentence.start]
            if _COMPARED.search(before[-60:]) or (_MODIFIED.search(before[-40:]) and len(before) > 60):
                continue
            self._carried = (sentence.block.id, self.of(mention, "carried", sentence))
            return

    def _carry(self, sentence: Sentence) -> Subject:
        if self._carried is not None and self._carried[0] == sentence.block.id:
            return self._carried[1]
        return self.paper
