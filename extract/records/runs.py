"""Runs: how the tests were run that a paragraph goes on to tell of (`cycled at 1 A/g. The capacity was …`)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ..analysis import Sentence
from ..extraction import Condition, Record
from .conditions import Cue

_RUN_AT = re.compile(
    r"\b(?:(?:was|were|been|is|are|when) (?:\w+ly )?(?:cycled|tested|studied|investigated|evaluated|examined|compared"
    r"|charged and discharged|discharged and charged|performed|carried out|conducted)"
    r"|cycling (?:performances?|stabilit(?:y|ies)|behaviou?rs?|tests?|properties|curves?)|galvanostatic"
    r"|(?:dis)?charge[-–‒/ ](?:dis)?charge (?:curves?|profiles?|tests?|performances?)|voltage profiles"
    r"|rate (?:capabilit(?:y|ies)|performances?))\b"
)
# How an electrode was made, and other tests than those of cycling
_NO_RUN = re.compile(
    r"\b(?:dried|drying|calcin|sinter|anneal|synthesi|stirred|heated|scan rate|cyclic voltammet|EIS|impedance|XRD"
    r"|diffract|TGA|DSC)"
)
_FORMING = re.compile(r"\b(?:[Pp]re-?cycl|[Ff]ormation|[Aa]ctivat|[Pp]re-?condition)\w{0,5}\b[^.;,]{0,30}$")
_KIND = re.compile(
    r"\b(?:full|pouch|symmetric(?:al)?|half|coin|hybrid|three-electrode) (?:cell|batter|device)|‖|\|\||//"
)
_OF_RUN = frozenset(
    {
        "capacity",
        "discharge_capacity",
        "charge_capacity",
        "coulombic_efficiency",
        "capacity_retention",
        "areal_capacity",
    }
)
_PACES = ("rate", "current_density")
_KEYS = frozenset({*_PACES, "voltage_window", "temperature"})


class Runs:
    """The conditions that sentences without results set for the results behind them; told sentence by sentence.

    They complete the record of a value that the paper states once: what it says again elsewhere it says without them.
    """

    def __init__(self) -> None:
        self._block = ""
        self._run: dict[str, Condition] = {}
        self._cells: frozenset[str] = frozenset()
        self._held: dict[int, dict[str, Condition]] = {}

    def note(self, sentence: Sentence, cues: Sequence[Cue], *, told: bool) -> None:
        """Take in ``sentence`` with its ``cues``; ``told`` says whether it states results."""
        if sentence.block.id != self._block:
            self._block, self._run = sentence.block.id, {}
        keys = [cue.key for cue in cues]
        paced = not _KEYS.isdisjoint(keys) and any(pace in keys for pace in _PACES)
        if cues and _RUN_AT.search(sentence.text):
            self._run, self._cells = {}, _cells_of(sentence)
            if not told and not _NO_RUN.search(sentence.text):
                self._run = _run_of(sentence, cues)
        elif paced:
            self._run = {key: held for key, held in self._run.items() if key not in _PACES}
        if told and self._run and _cells_of(sentence) <= self._cells:
            self._held[sentence.start] = {key: held for key, held in self._run.items() if key not in keys}

    def complete(self, record: Record) -> Record:
        """``record``, where it is of one value in running text, with the conditions set for it."""
        if not self._held or not record.own or record.property not in _OF_RUN or len(record.evidence) != 1:
            return record
        evidence = record.evidence[0]
        held = self._held.get(evidence.start) if evidence.cell is None else None
        if not held:
            return record
        paced = any(pace in record.conditions for pace in _PACES)
        added = {key: told for key, told in held.items() if not (paced and key in _PACES)} | record.conditions
        return replace(record, conditions=dict(sorted(added.items())))


def _run_of(sentence: Sentence, cues: Sequence[Cue]) -> dict[str, Condition]:
    """The conditions of ``cues`` that the test had, where there is one of a kind; not those of a formation."""
    cues = [cue for cue in cues if not _FORMING.search(sentence.text, 0, cue.start - sentence.start)]
    keys = [cue.key for cue in cues]
    return {cue.key: cue.condition for cue in cues if cue.key in _KEYS and keys.count(cue.key) == 1}


def _cells_of(sentence: Sentence) -> frozenset[str]:
    """The kinds of cells that ``sentence`` speaks of."""
    return frozenset(match.group() for match in _KIND.finditer(sentence.text))
