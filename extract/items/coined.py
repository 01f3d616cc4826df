"""Labels that a paper coins for its electrode materials: ``S@HCS``, ``LPO-LCO``, ``NCM/LATP``, known to no list."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from ..materials import materials_in
from .finding import Finding
from .lexicon import find_names
from .reading import Reading

_LABEL = re.compile(
    r"(?<![\w@/–.|‖-])(?=[^\s,;()]{0,24}[@/–-])(?:\d(?:\.\d)?[A-Z]|[A-Z]|[a-z]-[A-Z])[A-Za-z0-9.]{0,14}"
    r"(?:[@/–-][A-Za-z0-9.]{1,14}){1,3}(?![\w@|‖/-])"
)
_LAST = re.compile(r"[@/–-](?=[^@/–-]*[A-Z0-9])(?:[A-Z0-9][A-Za-z0-9.]*)$")
_NOT = re.compile(
    r"(?i)^(?:(?:li|na|k|zn|mg|al|ca)[-–/](?:ion|s|o2|air|li|na|cu|in|x|co2|se)\b.*|x-ray.*|.*[-–/](?:li|na|cu|al|zn|"
    r"g|cm2|cm|h|s|mg|ml|kg|l|c|v|min|k)|c/\d.*|cr-?\d+|r-?\d{4}|gf[-/].|v/v|w/w|[nep]/[psc]|ph-.*|figs?.*|table.*|"
    r".*[-@](?:pp|pe|pet|gf|celgard)|al-air|[a-z]\d?/[a-z]\d?|ct\d+.*|(?:ps|sp|super)-.*|[a-z]+/(?:dmc|emc|dec|ec|"
    r"dme|dol|pc|fec))$"
)
_ROLES = (
    "binder", "conductive_additive", "electrolyte_solvent", "electrolyte_salt", "slurry_solvent",
    "electrolyte_additive",
)  # fmt: skip
_CALLED = re.compile(
    r"(?i)^\s?(?:composites?|powders?|samples?|based|active)?\s?(?P<part>cathodes?|anodes?|(?:working )?electrodes?|"
    r"hosts?\b|half[- ]cells?|cells?)\b(?!\w)"
)
_CELL_NAME = re.compile(
    r"(?i)^\s?(?:\w+ )?(?:full|pouch|symmetric)|^\s?(?:separators?|electrolytes?|membranes?|interlayers?)"
)
_SHOWS = re.compile(
    r"(?i)^\s?(?:(?:can|could|still|also|even|only|thus) )*(?:delivers?|delivered|shows?|showed|exhibits?|exhibited|"
    r"displays?|displayed|retains?|retained|gives?|gave|maintains?|maintained|presents?|presented|possess\w*|"
    r"achieves?|achieved|reach\w*|provides?|provided|yields?|yielded|has|keeps?|kept|attains?|attained)\b"
)
_DEFINED = re.compile(
    r"(?i)(?:denoted|named|label+ed|referred to|abbreviated|designated|termed|marked|called)\b[^.;]{0,25}$"
)


def find_coined(reading: Reading) -> Iterator[Finding]:
    """The labels that the paper itself calls electrodes, and gives capacities for."""
    called: Counter[str] = Counter()
    named: set[str] = set()  # a composite's label in brackets behind its description
    mentions: Counter[str] = Counter()
    first: dict[str, tuple[float, int, str | None]] = {}
    for passage in reading.passages:
        if passage.of_others or not passage.has("@", "-", "–", "/"):
            continue
        measured = any(True for _ in passage.quantities_of("specific_capacity"))
        for match in _LABEL.finditer(passage.text):
            label = match[0].rstrip(".")
            if not _is_label(label):
                continue
            after = passage.text[match.end() : match.end() + 40]
            if _CELL_NAME.match(after):
                continue
            mentions[label] += 1
            called[label] += bool(_DEFINED.search(passage.text[max(0, match.start() - 45) : match.start()]))
            around = passage.text[max(0, match.start() - 1) : match.end() + 1]
            if "@" in label and passage.place == "abstract" and around == f"({label})":
                named.add(label)
                called[label] += 1
            called[label] += passage.place == "experimental" and passage.text[match.start() - 1 : match.start()] == "("
            role = _CALLED.match(after)
            weight = 0
            if role is not None:
                weight = 2
            elif _SHOWS.match(after) or (measured and passage.place != "experimental"):
                weight = 1
            called[label] += weight
            part = role["part"].lower().rstrip("s") if role is not None else None
            at = (passage.setting_rank - weight, passage.start + match.start(), part)
            if label not in first or at[0] < first[label][0]:
                first[label] = at
    for label, count in mentions.most_common():
        if (count >= 3 and called[label] >= 2) or (label in named and called[label]):
            _, start, part = first[label]
            yield Finding.of_name(
                "active_material", label, start, start + len(label), 0.9 - count / 10_000,
                component=part if part in ("cathode", "anode") else None, confidence=0.6,
            )  # fmt: skip


@lru_cache(maxsize=2048)
def _is_label(label: str) -> bool:
    if _NOT.match(label) or not _LAST.search(label) or sum(letter.isupper() for letter in label) < 2:
        return False
    stem = materials_in(re.split(r"[@–-]", label)[0])
    if stem and (stem[0].role or "") == "solid_electrolyte":
        return False
    if all(any(find_names(part, role) for role in _ROLES) for part in re.split(r"[@/–-]", label)):
        return False
    return not any(hit.end - hit.start >= len(label) - 2 for role in _ROLES for hit in find_names(label, role))
