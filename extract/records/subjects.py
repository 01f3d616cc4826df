"""Subjects: the material or sample that a value of running text belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from ...ingest.span import CharSpan
from ..analysis import Analysis, MaterialMention, Sentence
from ..extraction import Sample
from .about import About
from .amounts import counts_by, is_amount, is_basis
from .cell_of import OF_CELLS, OF_ELECTRODES, symmetric_cell
from .draft import Subject
from .forms import Forms
from .identities import UNKNOWN, Identities
from .meanings import Meanings, treatments
from .nearness import (
    OF_CONDUCTORS,
    cost_of,
    fronted_end,
)
from .nouns import (
    bracketed_part,
    clause_nouns,
    is_kind,
    is_object,
    is_part,
    label_beside,
    listed_before_bracket,
    nouns_of,
    that_of,
    thick_one,
)
from .parallels import is_shared
from .referring import ORDINALS, Reference, find_references
from .series import Series
from .service import ACTIVE_ROLES, CONDUCTOR_ROLES, conducts_for_electrode, only_electrode
from .standing import OF_PARTS, is_medium, stands_aside
from .topics import Topics

_COAT = re.compile(r"\b(?:coating|shell|interlayer|SEI|CEI|coating layer|carbon layer|overlayer)s?$", re.IGNORECASE)
_PRONOUN = re.compile(
    r"\b(?:it|[Tt]h(?:e|is) (?:electrode|sample|cell|material|composite|cathode|anode)) "
    r"(?:(?:also|still|even|only|then|can|could) )?(?:deliver|exhibit|show|retain|reach|give|gave|ha[sd]|keep|kept"
    r"|yield|maintain|attain|display)\w{0,5} [^.;,]{0,40}$|\bIt \w{3,12} [^.;,]{0,40}$"
)
_CONTRAST = re.compile(
    r"(?:By|In) (?:contrast|comparison)\b|For comparison\b|On the (?:contrary|other hand)\b|Conversely\b"
)
_OTHER_ONE = re.compile(r"\b(?:one|ones|that|those|cells?) (?:with|using|containing)\b|; (?:with|using|for)\b")
_FORMS = frozenset({"plain", "described", "measured"})
# From here on a cost is not worth believing.
_TOO_FAR = 380.0
# From here on the words that begin the clause of the value come first.
_DOUBTFUL = 150.0


class Subjects:
    """Finds the subject of a value; made once a document, asked sentence by sentence in text order.

    ``general`` says that the paper (a review) has no material of its own to fall back on.
    """

    def __init__(self, analysis: Analysis, samples: Sequence[Sample], *, general: bool = False) -> None:
        self.general = general
        self._analysis = analysis
        self._samples = samples
        forms = Forms(analysis)
        self._identities = Identities(analysis, samples, forms)
        self._meanings = Meanings(self._identities, forms, samples, treatments(analysis))
        self._carried: dict[bool, tuple[str, Subject, int]] = {}
        self._topics = Topics(analysis, self._identities)
        self._electrode: tuple[str, Subject] = ("", UNKNOWN)
        self.series = Series()
        self._noun: tuple[str, Subject] = ("", UNKNOWN)
        self._about = About(analysis)
        self.paper = self._identities.main(ACTIVE_ROLES | CONDUCTOR_ROLES)
        self.paper_of_cells = self._identities.main(ACTIVE_ROLES, salts=False)
        self._generic = {self.paper.key, self.paper_of_cells.key}
        electrode, active = only_electrode(analysis), self.paper_of_cells.material.role in ACTIVE_ROLES
        self._positive = self.paper_of_cells if active else self.of(electrode, "paper") if electrode else None

    def of(self, mention: MaterialMention, how: str, sentence: Sentence | None = None) -> Subject:
        """The subject that ``mention`` names, with the words that it is part of (``A/B nanowires``) in its name."""
        return self._identities.of(mention, how, sentence)

    def labelled(self, count: int) -> list[Subject] | None:
        """All labelled samples of the paper, in the order of their naming, if there are ``count`` of them."""
        found = [Subject(s.label, replace(s.material, name=s.label), s.id, "list") for s in self._samples]
        return found if len(found) == count else None

    def named_in(self, text: str) -> Subject | None:
        """The material of this paper that ``text`` (a caption) names, the paper's own subject first, or None."""
        return self._identities.named_in(text, self.paper)

    def resolve(
        self, sentence: Sentence, start: int, end: int, anchor: int, code: str, others: Sequence[CharSpan]
    ) -> Subject:
        """The subject of the value at ``[start, end)`` of property ``code``, which is named at ``anchor``.

        ``others`` are the spans of the sentence's other results: a mention beyond one of them belongs to it.
        """
        text, base = sentence.text, sentence.start
        mentions = self._analysis.materials_in(sentence.span)
        held = bracketed_part(text[: start - base]) or listed_before_bracket(text, start - base)
        held = held or that_of(text[: start - base])
        if held is not None and not any(start - len(held) - 12 <= m.start < start and m.text in held for m in mentions):
            return Subject.called(held, "near")
        held = thick_one(text, end - base) if code == "thickness" else None
        if held is not None and not any(0 < m.start - end < len(held) + 8 for m in mentions):
            return Subject.called(held, "near")
        value = CharSpan(start, end)
        # `it delivers 120 mAh/g`: a material behind is another one, unless words tie it to the value.
        pronoun = _PRONOUN.search(text[: start - base])
        spoken_of = pronoun is not None and not any(base + pronoun.start() <= m.start < start for m in mentions)
        best: tuple[float, Subject | MaterialMention] | None = None
        for mention in mentions:
            stands = (mention.start - base, mention.end - base)
            if stands_aside(mention, text, stands, (start - base, end - base), code):
                continue
            gap = text[mention.end - base : start - base]
            if self._positive is not None and conducts_for_electrode(mention, mentions, code, gap):
                continue
            if (is_amount(text, mention.end - base) and code != "mass_loading") or is_basis(
                text[: mention.start - base]
            ):
                continue
            if mention.start >= end and counts_by(text[end - base : mention.start - base]):
                continue
            cost = cost_of(sentence, value, anchor, code, others, mention)
            if spoken_of and mention.start >= end and cost >= 100:
                continue
            if best is None or cost < best[0]:
                best = (cost, mention)
        for reference, subject in self._referred(sentence, code):
            low, high = min(end, base + reference.end), max(start, base + reference.start)
            between = [span for span in others if low <= span.start and span.end <= high]
            if len(between) > 1 or (between and not is_shared(text, start, end, between[0].start, base)):
                continue
            if _OTHER_ONE.search(text, low - base, high - base):
                continue  # `the additive-free cell keeps 72%, the one with B 91%`
            if any(0 < m.start - base - reference.end <= 2 for m in mentions):
                continue  # `the coated cathode, LABEL, delivers`
            place = MaterialMention(
                reference.words, reference.words, start=base + reference.start, end=base + reference.end
            )
            cost = cost_of(sentence, value, anchor, code, others, place) - 30
            if between:
                cost -= 400  # `compared with 260 mAh/g and 76% for the pristine one`
            if code in OF_CELLS and is_medium(reference.words, reference.head, text[: reference.start]):
                cost += 150  # `in the carbonate electrolyte`
            if best is None or cost < best[0]:
                best = (cost, subject)
        if best is None or best[0] >= _DOUBTFUL:
            begun = clause_nouns(text, start - base)
            since = base + text.rfind(begun, 0, start - base) if begun is not None else start
            if begun is not None and not any(
                m.text in begun or (since <= m.start < start and text[m.start - base - 1] == "(") for m in mentions
            ):
                return Subject.called(begun, "near")
        if best is None or best[0] >= (_DOUBTFUL if self._topics.leads(sentence, start, code) else _TOO_FAR):
            return self._unnamed(sentence, start, end, anchor, code)
        if isinstance(best[1], Subject):
            return best[1]
        subject = self.of(best[1], "near", sentence)
        return replace(subject, generic=subject.sample is None and subject.key in self._generic)

    def _unnamed(self, sentence: Sentence, start: int, end: int, anchor: int, code: str) -> Subject:
        """The subject of a value whose sentence names none: what was spoken of, a part of the cell, or the paper's."""
        carried = self._carry(sentence, code)
        stack = symmetric_cell(sentence.text) if code in OF_CELLS else None
        if stack is not None:
            return Subject.called(stack, "near")
        place = (anchor - sentence.start, start - sentence.start, end - sentence.start)
        label = label_beside(sentence.text, *place)
        if label is not None:
            return Subject.called(label, "near")
        nouns = nouns_of(sentence.text, *place)
        if nouns is not None and code in OF_PARTS and _COAT.search(nouns):
            return Subject.called(nouns, "near")
        told = self.general or sentence.block.section == "introduction"
        if nouns is not None and told and is_kind(nouns):
            return Subject.called(nouns, "near")
        if nouns is not None and is_part(nouns) and " " in nouns and code not in OF_CELLS and carried.sample is None:
            return Subject.called(nouns, "near")
        if nouns is not None and code in OF_PARTS and is_object(nouns):
            return Subject.called(nouns, "near")
        if nouns is not None and code in OF_CONDUCTORS and is_part(nouns) and carried.material.role in ACTIVE_ROLES:
            return Subject.called(nouns, "near")
        since = self._carried[code in OF_CELLS][2] if carried.how != "paper" else 0
        thing = self._topics.subject(sentence, start, code, carried, since)
        if thing is not None:
            return thing
        if carried.how != "paper":
            return carried
        if not carried.material.name:
            # Nothing is known as a material here: what the text itself speaks of, and goes on speaking of.
            if nouns is not None:
                self._noun = (sentence.block.id, Subject.called(nouns, "carried"))
            return self._noun[1] if self._noun[0] == sentence.block.id else carried
        # A part of the cell is not the paper's material, even where it has no name of its own.
        if nouns is not None and (self.general or (code not in OF_CELLS and is_part(nouns))):
            return Subject.called(nouns, "carried")
        return carried

    def _referred(self, sentence: Sentence, code: str) -> Iterator[tuple[Reference, Subject]]:
        """The references of ``sentence`` with what they stand for."""
        for reference in find_references(sentence.text):
            subject = self._meant(reference, sentence, code)
            if subject is not None:
                yield reference, subject

    def _meant(self, reference: Reference, sentence: Sentence, code: str) -> Subject | None:
        if reference.kind == "ordinal":
            listed = self.series.longest(sentence)
            place = ORDINALS.index(reference.words.casefold())
            return replace(listed[place], how="near") if place < len(listed) > 1 else None
        if reference.kind in ("former", "latter"):
            listed = self._list(CharSpan(sentence.start, sentence.start + reference.start), sentence)
            listed = listed if len(listed) > 1 else self.series.earlier(sentence)
            return replace(listed[-1 if reference.kind == "latter" else 0], how="near") if len(listed) > 1 else None
        held = self._before(sentence, reference.start, code) or self._carry(sentence, code)
        paper = self.paper_of_cells if code in OF_CELLS and self.paper_of_cells.material.name else self.paper
        return self._meanings.of(reference, sentence, held, paper)

    def remember(self, sentence: Sentence) -> None:
        """Note what ``sentence`` is about, for pronouns of the next one of the same block."""
        self._topics.read_on(sentence)
        listed = self._list(sentence.span, sentence)
        self._meanings.note(listed)
        self.series.note(sentence, listed)
        if _CONTRAST.match(sentence.text) and any(held[0] == sentence.block.id for held in self._carried.values()):
            return  # what something is set against does not become what the text is about
        active = next((m for m in self._about.named(sentence) if m.role == "cathode_active"), None)
        if active is not None:
            self._electrode = (sentence.block.id, self.of(active, "carried", sentence))
        for of_cells, mention in self._about.told_of(sentence, sentence.end):
            self._carried[of_cells] = (sentence.block.id, self.of(mention, "carried", sentence), sentence.start)
        stack = symmetric_cell(sentence.text) if not listed else None
        if stack is not None:
            self._carried[True] = (sentence.block.id, Subject.called(stack, "carried"), sentence.start)
        # `The 40 h alloy gives …`: what the sentence begins with is what the next one goes on about.
        front = fronted_end(sentence.text)
        named = [mention.start - sentence.start for mention in self._about.named(sentence)]
        first = min((start for start in named if start >= front), default=len(sentence.text))
        for reference in find_references(sentence.text[: front + 70]):
            if reference.kind in _FORMS and front <= reference.start < front + 25 and reference.start <= first:
                subject = self._meant(reference, sentence, "capacity")
                if subject is not None and not any(0 < start - reference.end <= 2 for start in named):
                    held = (sentence.block.id, replace(subject, how="carried"), sentence.start)
                    self._carried = dict.fromkeys((True, False), held)

    def _list(self, span: CharSpan, sentence: Sentence) -> list[Subject]:
        """The materials that ``span`` of ``sentence`` names, each once; of ``hollow carbon (HC)`` the label."""
        mentions = [m for m in self._about.named(sentence) if span.start <= m.start and m.end <= span.end]
        listed: dict[str, Subject] = {}
        for mention, following in zip_longest(mentions, mentions[1:]):
            if following is not None and sentence.text[mention.end - sentence.start :].startswith(
                f" ({following.text})"
            ):
                continue
            subject = self.of(mention, "list", sentence)
            listed[subject.material.name] = subject
        return list(listed.values())

    def _before(self, sentence: Sentence, end: int, code: str) -> Subject | None:
        """What ``sentence`` has been about up to its character ``end``, or None."""
        for of_cells, mention in self._about.told_of(sentence, sentence.start + end):
            if of_cells == (code in OF_CELLS):
                return self.of(mention, "carried", sentence)
        return None

    def before_change(self, subject: Subject, sentence: Sentence) -> Subject | None:
        """What ``subject`` was before it was modified: the plain form that the paper names, or None."""
        label = subject.material.name
        self._meanings.note(self._list(sentence.span, sentence))
        for plain in reversed(self._meanings.plain.values()):
            if plain.key != subject.key:
                return replace(plain, how="carried")
        for mention in self._analysis.materials:
            if not mention.is_sample and 2 < len(mention.text) < len(label) and mention.text in label:
                found = self.of(mention, "carried")
                if found.key != subject.key:
                    return found
        return None

    def _carry(self, sentence: Sentence, code: str) -> Subject:
        of_cells = code in OF_CELLS
        carried = self._carried.get(of_cells)
        if carried is None or carried[0] != sentence.block.id:
            return (code in OF_ELECTRODES and self._positive) or (self.paper_of_cells if of_cells else self.paper)
        subject = carried[1]
        if code in OF_ELECTRODES and subject.material.role in CONDUCTOR_ROLES and subject.sample is None:
            # An electrolyte has no capacity: the electrode that was spoken of has.
            block, electrode = self._electrode
            return electrode if block == sentence.block.id else self._positive or subject
        return subject
