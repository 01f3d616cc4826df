"""Settings: conditions that a sentence refers back to (``… were run at 45 °C. Under these conditions, A loses 9%``)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ..analysis import Sentence
from ..extraction import Condition
from ..properties import properties
from .conditions import Cue
from .retold import with_told

_RUN = re.compile(
    r"\b(?:cycled|tested|measured|run|performed|carried out|conducted|charged|discharged|evaluated"
    r"|recorded|operated|studied"
    r"|compared|examined|investigated)\b"
)
# How the electrode or the cell was treated before the test.
_NO_RUN = re.compile(
    r"\b(?:dried|drying|calcin|sinter|anneal|synthesi|stirred|heated|scan rate|cyclic voltammet|EIS|impedance)"
)
_PACES = frozenset({"rate", "current_density"})
# `over the same 300 cycles`, `under identical conditions`, `This corresponds to …`: measured as what was told before.
_SAME = re.compile(
    r"\b(?:corresponding|same|identical|these|those|such|this|equal|similar) (?:(?:test|testing|cycling|experimental"
    r"|harsh|severe|current|rate"
    r"|demanding|number of|\d[\d,]*) ){0,2}(?P<what>conditions?|rates?|currents?|densit(?:y|ies)|temperatures?"
    r"|cycles|window|test|values|figures)\b"
    r"|^(?:This|That|These|Which|It) (?P<told>corresponds?|amounts?|translates?|equals?|means)\b"
)
# `The corresponding efficiencies were 59, 82 and 84%.`
_CORRESPONDING = re.compile(r"(?:The|Their|Its|These) (?:corresponding|respective)\b")
_CORRESPONDING_KEYS = frozenset({"rate", "current_density", "temperature", "voltage_window", "electrolyte"})
_SAME_KEYS: Mapping[str, tuple[str, ...]] = {
    "cond": ("rate", "current_density", "temperature", "voltage_window", "electrolyte"),
    "valu": ("rate", "current_density", "temperature", "voltage_window", "electrolyte"),
    "figu": ("rate", "current_density", "temperature", "voltage_window", "electrolyte"),
    "test": ("rate", "current_density", "temperature", "voltage_window", "electrolyte"),
    "rate": ("rate", "current_density"),
    "curr": ("rate", "current_density"),
    "dens": ("rate", "current_density"),
    "temp": ("temperature",),
    "wind": ("voltage_window",),
    "cycl": ("rate", "current_density", "temperature"),
}


# `All cells were run at 0.5 A/g`, `the tests, which were all run at 30 °C`: so was every result of the paragraph.
_OF_ALL = re.compile(
    r"^All (?:the |of the )?(?:electrochemical )?(?:cells|tests|measurements|experiments|electrodes|samples"
    r"|batteries)\b[^.;]{0,40}"
    r"\bwere (?:run|tested|cycled|measured|performed|carried out|conducted|operated|recorded)\b"
    r"|\b(?:cells|tests|measurements|experiments)\b, which were all (?:run|tested|cycled|measured|performed"
    r"|conducted)\b"
)
_IN_FIRST = re.compile(r"^[^,;()]{0,3} (?:in|for|during) the (?:first|initial) (?:\w+ )?cycles?\b")


def settings_of_all(sentence: Sentence, cues: Sequence[Cue]) -> dict[str, Condition]:
    """The conditions that ``sentence`` says all tests were run under; those of the first cycle as ``first key``."""
    match = _OF_ALL.search(sentence.text)
    if match is None:
        return {}
    found: dict[str, Condition] = {}
    for cue in cues:
        if cue.start - sentence.start < match.start() or cue.key not in ("temperature", "voltage_window", *_PACES):
            continue
        behind = sentence.text[cue.end - sentence.start :]
        found.setdefault(f"first {cue.key}" if _IN_FIRST.match(behind) else cue.key, cue.condition)
    return found


def says_of_all(text: str) -> bool:
    """Whether the sentence ``text`` may say how all tests were run."""
    return (text.startswith("All ") or "which were all " in text) and _OF_ALL.search(text) is not None


class Settings:
    """The conditions that a block has told of; asked and told sentence by sentence in text order.

    What a sentence merely sets (``The cells were cycled at 30 °C.``) is no condition of the results behind it, unless
    these refer to it: a condition is what the text attaches.
    """

    def __init__(self) -> None:
        self._block = ""
        self._last: dict[str, list[Condition]] = {}
        self._told: dict[str, list[Condition]] = {}

    def complete(
        self, sentence: Sentence, code: str, conditions: dict[str, Condition], place: int, count: int
    ) -> dict[str, Condition]:
        """``conditions`` of a value of property ``code`` in ``sentence`` with those that it refers back to.

        It stands at ``place`` of a list of ``count`` values: as many conditions before are taken in their order.
        """
        if sentence.block.id != self._block:
            return conditions
        same = _SAME.search(sentence.text)
        if same is None:
            return self._corresponding(sentence, code, conditions)
        keys = _SAME_KEYS[(same["what"] or "conditions")[:4]]
        if "number of" in same.group():
            keys = (*keys, "cycles")
        allowed = properties()[code].conditions
        paced = any(pace in conditions for pace in _PACES)
        found = dict(conditions)
        for key, held in self._last.items():
            if key not in keys or key not in allowed or (paced and key in _PACES):
                continue
            if len(held) == 1:
                found.setdefault(key, held[0])
            elif len(held) == count:
                found.setdefault(key, held[place])
        return found

    def _corresponding(self, sentence: Sentence, code: str, conditions: dict[str, Condition]) -> dict[str, Condition]:
        """``The corresponding efficiencies were …``: ``conditions`` with the one of each kind just told."""
        if not _CORRESPONDING.match(sentence.text):
            return conditions
        told = {key: held[0] for key, held in self._told.items() if len(held) == 1 and key in _CORRESPONDING_KEYS}
        return with_told(code, conditions, told)

    def note(self, sentence: Sentence, cues: Sequence[Cue], told: Sequence[Mapping[str, Condition]]) -> None:
        """Take in ``sentence``: its ``cues``, and the conditions of the results that it told."""
        if sentence.block.id != self._block:
            self._block, self._last = sentence.block.id, {}
        found: dict[str, list[Condition]] = {}
        if told:
            for conditions in told:
                for key, condition in conditions.items():
                    if condition not in found.setdefault(key, []):
                        found[key].append(condition)
        elif cues and _RUN.search(sentence.text) and not _NO_RUN.search(sentence.text):
            for cue in cues:
                found.setdefault(cue.key, []).append(cue.condition)
        self._last.update(found)
        self._told = found if told else {}
