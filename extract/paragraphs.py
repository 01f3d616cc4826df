"""What a sentence of a methods section is about: synthesis, electrode, cell, testing, characterisation, or none."""

from __future__ import annotations

import re
from functools import lru_cache

from .hints import Hinted, has_any
from .operations import find_operations

# The ..._WORDS are lower-case words one of which stands wherever the pattern matches.
_ELECTRODE_WORDS = (
    "slurr", "doctor", "binder", "pvdf", "nmp", "n-methyl", " foil", "current collector", "cathode", "anode",
    "electrode", "loading", "calender",
)  # fmt: skip
_CELL_WORDS = (
    "2032", "celgard", "cell", "coin", "counter electrode", "cr", "electrolyte", "half", "separator", "swagelok",
)  # fmt: skip
_TEST_WORDS = (
    " li", "battery test", "c-rate", "conductivity w", "cut", "cycled", "cyclic", "charge", "eis",
    "electrochemical ", "galvanostatic", "impedance", "potentiostat", "scan rate", "voltage ",
)  # fmt: skip
_MADE_WORDS = (
    "fabricated", "obtained", "precursor", "preparation", "prepared", "produced", "purchased", "stoichiometric",
    "synthesi",
)  # fmt: skip
_POST_MORTEM_WORDS = ("ex situ", "ex-situ", "disassembl", "post-mortem", "post mortem", "dismantl")
# What is taken out of a cell and washed is examined, not made.
_POST_MORTEM = re.compile(
    r"\b(?:ex[- ]situ|disassembl\w+|post[- ]mortem|dismantl\w+)\b.{0,200}?\b(?:washed|rinsed|dried|samples?|"
    r"electrodes?|characteri[sz]\w+)\b",
    re.IGNORECASE,
)
_ELECTRODE = Hinted(
    r"\b(?:slurry|slurries|doctor[- ]?blade|binder|PV[Dd]F|NMP|N-methyl|working electrodes?|(?:Al|Cu|aluminum|"
    r"aluminium|copper) "
    r"foil|current collector|(?:cathode|anode|electrode)s? (?:was|were) (?:prepared|fabricated|made|punched|cut|dried)|"
    r"mass loading|areal loading|calender|[Ee]lectrodes? (?:was|were|is|are|consist\w*|contain\w*|compris\w+) |"
    r"electrode (?:film|sheet|disc|disk)s?)",
)
_CELL = re.compile(
    r"\b(?:coin[- ](?:type )?(?:half[- ]|full[- ])?cells?|CR ?20\d\d|2032|pouch cells?|Swagelok|half[- ]cells?|"
    r"full cells?|"
    r"cells? (?:was|were) (?:assembled|fabricated|made|built|constructed)|separators?|counter electrode|Celgard|"
    r"as (?:the )?electrolyte|electrolyte (?:was|were|consist)|cell assembly)\b"
)
_ASSEMBLY = Hinted(
    r"\b(?:coin[- ](?:type )?(?:half[- ]|full[- ])?cells?|CR ?20\d\d|2032|pouch cells?|Swagelok|cells? (?:was|were) "
    r"(?:assembled|fabricated|made|built|constructed)|cell assembly|counter electrode)\b"
)
_TEST = Hinted(
    r"\b(?:cycled|galvanostatic(?:ally)?|potentiostat(?:ic)?|cyclic voltammetry|impedance|EIS|charge[-/– ]discharge|"
    r"discharged?|battery test|voltage (?:range|window)|C-rate|scan rate|electrochemical (?:tests?|measurements?|"
    r"performance)|"
    r"vs\.? Li|conductivity (?:was|were) measured|cut-?off)\b",
    (),
    re.IGNORECASE,
)
_CHARACTERISATION = re.compile(
    r"\b(?:diffract(?:ion|ometer|ometry)|XRD|SEM|TEM|XPS|BET|Raman|FTIR|FT-IR|microscop\w+|spectro(?:meter|scopy|"
    r"scopic)\w*|"
    r"TGA|DSC|thermogravimetric|analy[sz]er|characteri[sz]ed|examined|observed|recorded|measured|investigated|Rietveld|"
    r"calculated|simulations?|DFT|were performed (?:on|using)|was performed (?:on|using)|determined)\b"
)
_MADE = Hinted(
    r"\b(?:synthesi[sz]ed|prepared|obtained|fabricated|produced|synthesis|preparation|precursors?|stoichiometric|"
    r"purchased)\b",
    flags=re.IGNORECASE,
)


# Paragraphs and recipes ask for the same sentences of one paper.
@lru_cache(maxsize=4096)
def sentence_kind(text: str) -> str:
    """``synthesis``, ``electrode``, ``cell``, ``testing``, ``characterisation`` or ``other``.

    A sentence with an operation is told by its cues: those of the electrode before those of the cell, and testing or
    characterisation only where no operation but a cell's stands in it.
    """
    operations = find_operations(text)
    lower = text.lower()
    if has_any(lower, _POST_MORTEM_WORDS) and _POST_MORTEM.search(text):
        return "characterisation"
    electrode = has_any(lower, _ELECTRODE_WORDS)
    cell = has_any(lower, _CELL_WORDS)
    tested = has_any(lower, _TEST_WORDS)
    stages = {hit.stage for hit in operations}
    if electrode and "electrode" in stages and _ELECTRODE.search(text):
        return "electrode"
    made = stages & {"synthesis", "electrode"} and "cell" not in stages
    if cell and (_ASSEMBLY.search(text) or (not made and _CELL.search(text))):
        if tested and "cell" not in stages and _TEST.search(text, lower):
            return "testing"
        return "cell"
    if electrode and _ELECTRODE.search(text):
        return "electrode"
    if tested and _TEST.search(text, lower):
        return "testing"
    if _CHARACTERISATION.search(text) and not (len(operations) > 1 and _MADE.search(text)):
        return "characterisation" if not operations or not _MADE.search(text) else "synthesis"
    if "cell" in stages and "synthesis" not in stages:
        return "cell"
    return "synthesis" if operations or (has_any(lower, _MADE_WORDS) and _MADE.search(text)) else "other"
