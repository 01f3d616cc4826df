"""What the paper says of itself: replicates and errors, and where its data are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..hints import Hinted
from .finding import Finding
from .reading import Reading

_REPLICATES = Hinted(
    r"(?i)\b(?:error bars?\b[^.;]{0,60}|standard (?:deviations?|errors?)\b(?:[^.;]|\.\d){0,40}|in triplicates?|"
    r"duplicate (?:cells?|measurements?|experiments?|samples?)|"
    r"triplicate (?:cells?|measurements?|experiments?|samples?)|in duplicates?|"
    r"(?:average[sd]?|mean|median)\b[^.;]{0,25}\b(?:of|from|over)\s(?:at least\s)?(?:two|three|four|five|six|ten|"
    r"\d{1,2})\s(?:\w+\s)?(?:cells?|samples?|electrodes?|measurements?|replicates?|experiments?|batteries|"
    r"specimens)|"
    r"(?:pairs?|triplets?|sets) of (?:\w+ ){0,2}(?:cells?|samples?|electrodes?|batteries)\b[^.;]{0,30}|"
    r"(?:at least|minimum of|set of)\s(?:two|three|four|five|six|\d{1,2})\s(?:\w+\s){0,2}(?:cells?|samples?|"
    r"electrodes?|replicates?|batteries)\b|"
    r"(?:two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty|\d{1,3})\s(?:\w+[- ]){0,2}(?:cells?|"
    r"electrodes|batteries|"
    r"pellets)(?: \([^()]{1,60}\))?(?: of each \w+| per \w+| for each \w+)? (?:were|was) (?:tested|cycled|aged|"
    r"measured|assembled|built|"
    r"prepared|made|investigated|used|evaluated|examined|run)\b|"
    r"(?:two|three|four|five|six|\d{1,2})\s(?:cells?|batteries|electrodes|samples)\s(?:per|for each|of each|"
    r"for every)\s\w+|"
    r"(?:two|three|four|five|six|ten|\d{1,2})\s(?:identical|independent|parallel|replicate|nominally identical|"
    r"separate|random|different)\s(?:\w+\s)?(?:cells?|samples?|electrodes?|measurements?|experiments?|batteries|tests|"
    r"runs|seeds|trials|simulations|splits)|\d{1,2}-fold cross[- ]validation|"
    r"(?:condition|test|experiment|protocol|rate|composition|electrolyte|point|batch) (?:was|were) (?:run|tested|"
    r"repeated|"
    r"measured|performed|carried out) (?:on|with|in|for|using) (?:at least )?(?:two|three|four|five|six|"
    r"\d{1,2}) (?:\w+ )?"
    r"(?:cells|samples|electrodes|specimens|pellets|batteries)|"
    r"repeated\s(?:at least\s)?(?:twice|three|four|five|\d{1,2})(?:\stimes)?|repeated\s(?:with|on|for|in|"
    r"using)\s(?:at least\s)?(?:two|three|four|five|six|\d{1,2})\s(?:\w+\s)?(?:cells?|samples?|electrodes?|times)|"
    r"reproducib\w+ (?:was|were) (?:checked|"
    r"verified|confirmed|tested)[^.;]{0,60}|n\s?=\s?(?:[2-9]|1\d)\s(?:cells?|samples?)|(?:cells?|samples?|"
    r"electrodes?|batteries|deviation)\b(?:[^.;()]|\.\d){0,30} \(n\s?=\s?\d{1,3}\)|confidence intervals?)"
)
_NOT_REPLICATE = re.compile(
    r"(?i)\b(?:lattice|rietveld|refine\w*|simulat\w*|dft|fit\w*|charge compensation|washed|wash\w*|centrifug\w*|"
    r"procedure was repeated|process was repeated|rinsed)\b"
)

_AVAILABILITY_HEADING = re.compile(
    r"(?i)^(?:\d+[.)]?\s)?(?:data|code|data and code|data and materials?|availability of)\b.{0,30}\b(?:availab\w+|"
    r"access\w*|sharing|statement|data|materials?)|^research data\b|^supporting data\b"
)
_AVAILABILITY = re.compile(
    r"(?i)\b(?:data|datasets?|raw data|code)\b[^.;]{0,140}?\b(?:are|is|will be|can be|be made|available|contained|"
    r"deposited|obtained)\b[^.]{0,60}\b(?:available|article|request|repository|zenodo|figshare|dryad|github|upon|"
    r"supplementary|supporting|deposited|shared|manuscript|openly)\b[^.]{0,120}|"
    r"\b(?:scripts|codes?|software|notebooks)\b[^.;]{0,60}\b(?:available|provided|deposited|shared|"
    r"released)\b[^.;]{0,40}"
    r"\b(?:github|gitlab|zenodo|request|repository|figshare|supp\w+)\b[^;]{0,60}|\bdata (?:can|may|"
    r"could) be (?:obtained|requested|had) from\b[^.]{0,80}|"
    r"\b(?:source|raw|research) data (?:are|is) provided\b[^.]{0,80}|"
    r"\bno (?:new )?data (?:was|were) (?:used|created|generated)\b[^.]{0,80}|\bdata (?:availability|"
    r"sharing)\b[^.]{0,20}\bnot applicable\b[^.]{0,60}"
)
_SUBJECT = Hinted(
    r"(?i)\b(?:datasets?|data (?:that|supporting|are|is|will|used|generated|presented|contained|can|availab)|"
    r"(?:source|raw) data|scripts|code (?:is|are|of|for|used)|all (?:relevant )?data|research data|no (?:new )?data|"
    r"data and code)\b"
)


def find_replicates(reading: Reading) -> Iterator[Finding]:
    """Number of cells, error bars or a standard deviation."""
    for passage in reading.passages:
        if passage.of_others or not passage.has(
            "error",
            "standard d",
            "triplicate",
            "duplicate",
            "cells",
            "samples",
            "repeated",
            "average",
            "reproducib",
            "mean",
            "median",
            "runs",
            "seeds",
            "pellets",
            "specimens",
            "each ",
            "electrodes",
            "n =",
            "confidence",
        ):
            continue
        for match in _REPLICATES.finditer(passage.text, passage.lower):
            if _NOT_REPLICATE.search(passage.text) or passage.has("tensile", "machine learning", "training"):
                continue
            words = match[0].strip()
            yield Finding.of_name(
                "replicates_or_error",
                words,
                passage.start + match.start(),
                passage.start + match.start() + len(words),
                passage.setting_rank,
                confidence=0.6,
            )
            break


def find_availability(reading: Reading) -> Iterator[Finding]:
    """The statement where the data can be had; a list of supporting files alone does not count."""
    titled = False
    for block in reading.analysis.document.blocks:
        text = block.text
        if block.kind == "heading" or (len(text) < 60 and not text.endswith(".")):
            titled = bool(_AVAILABILITY_HEADING.search(text))
            if block.kind == "heading":
                continue
        if block.kind in ("reference", "table") or (
            not titled and ("data" not in text.lower() or not _SUBJECT.search(text))
        ):
            titled = titled and block.kind not in ("paragraph", "other")
            continue
        inline = re.match(r"(?i)(?:data|code)[^:.]{0,40}(?:availability|sharing|access)[^:.]{0,20}[:.]\s?", text)
        start = inline.end() if inline else 0
        match = _AVAILABILITY.search(text, start)
        conditional = match is not None and re.search(r"(?i)\bif\b[^.;]{0,60}$", text[: match.start()])
        if match is not None and not conditional and (titled or inline or _SUBJECT.search(match[0])):
            if re.search(r"(?i)source of|our data are|data is shown|fit", match[0]) and not titled:
                continue
            begin = max(start, text.rfind(". ", 0, match.start()) + 2 if ". " in text[: match.start()] else start)
            stop = re.compile(r"\.(?:\s|$)").search(text, match.end())
            yield _statement(text[begin : stop.start() if stop else len(text)], block.start + begin)
        elif (
            (titled or inline)
            and len(text) - start > 15
            and re.search(
                r"(?i)avail|request|repositor|deposit|zenodo|figshare|github|dryad|supp|includ|contain|applicab|access",
                text[start:],
            )
        ):
            yield _statement(text[start:], block.start + start)
        titled = False


def _statement(words: str, start: int) -> Finding:
    words = words.strip()[:300]
    return Finding.of_name(
        "data_availability", words, start, start + len(words), 0.0, norm=availability_norm(words), confidence=0.85
    )


def availability_norm(words: str) -> str:
    """The normal form of a statement: ``on request``, ``repository``, ``in the article`` or ``none``."""
    lower = words.lower()
    if "request" in lower:
        return "on request"
    if any(
        word in lower
        for word in ("zenodo", "figshare", "dryad", "github", "repository", "deposited", "mendeley data", "doi.org")
    ):
        return "repository"
    if "no new data" in lower or "not applicable" in lower or "no data" in lower:
        return "none"
    return "in the article"
