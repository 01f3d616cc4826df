"""The class of a paper: about batteries or not, which chemistry, and experimental, computational or review."""

from __future__ import annotations

import re

from ..ingest.document import PaperClass
from .analysis import Analysis
from .hints import Hinted

# Stems that are counted: str.count passes over a paper in microseconds, a pattern of alternatives in milliseconds.
_STRONG = (
    "batter",
    "li-ion",
    "lithium-ion",
    "lithium ion",
    "mah",
    "ma h g",
    "coin cell",
    "coin-cell",
    "coulombic",
    "18650",
    "21700",
    "26650",
    "pouch cell",
    "fast-charg",
    "fast charg",
)
_FIELD = (
    "sodium-ion", "na-ion", "half-cell", "half cell", "cathode", "anode", "c-rate", "electrolyte", "charge-discharge",
    "charge capacit", "state of charge", "state of health", "supercapacitor", "redox flow", "intercalation", "celgard",
    "lipf6",
)  # fmt: skip
_COMPUTED = (
    "density functional", " dft", "first-principles", "first principles", "ab initio", "molecular dynamics", "vasp",
    "quantum-chemical", "monte carlo", "finite element", "machine learning", "neural network", "simulat", "numerical",
    "modeling", "modelling", "regression", "training set", "training data", "kalman", "algorithm", "prognos",
    "data-driven", "deep learning", "convolutional", "lstm", "learning rate", "transfer learning", "random forest",
    "gaussian process", "root-mean-square error", "rmse", "hyperparameter", "equivalent circuit",
    "pseudo-two-dimensional", "finite volume", "particle filter", "cross-validation", "boundary condition",
    "state estimation", "training",
)  # fmt: skip
_CHEMISTRIES = {
    "li_ion": Hinted(
        r"\b(?:lithium[- ]ion|li[- ]ion|li\^?\+?[- ]ion|libs?|nmc\d*|lithium storage)\b|\bli(?:pf6|fepo4|coo2|mn2o4|"
        r"ni0?\.)"
    ),
    "li_metal": Hinted(r"\b(?:lithium[- ]metal|li[- ]metal) (?:batter|anode)|\blmbs?\b"),
    "li_s": Hinted(r"\b(?:lithium|li)[-–/ ]?(?:sulfur|sulphur|s) (?:batter|cell)|\blsbs?\b|polysulfide"),
    "li_air": Hinted(r"\b(?:lithium|li)[-–/ ](?:air|oxygen|o2)\b"),
    "na_ion": Hinted(
        r"\b(?:sodium|na)(?:\(-ion\))?[- ]?(?:ion)? (?:batter|cell)|\b(?:sodium|na)[- ]ion\b|\bnibs?\b|\bsibs?\b"
    ),
    "na_air": Hinted(r"\b(?:sodium|na)[-–/ ](?:air|oxygen|o2)\b"),
    "k_ion": Hinted(r"\b(?:potassium|k)[- ]ion batter"),
    "mg": Hinted(r"\b(?:magnesium|mg)(?:[- ]ion)? (?:batter|solid electrolyte)|\bmg[- ]ion\b"),
    "zn": Hinted(r"\b(?:zinc|zn)[- ](?:ion|air) batter"),
    "solid_state": Hinted(r"\bsolid[- ]state (?:\w+ )?(?:batter|electrolyte)|\bsolid electrolyte"),
    "flow": Hinted(r"\b(?:redox )?flow batter"),
    "lead_acid": Hinted(r"\blead[- ]acid batter"),
}
# The codes of chemistries that a paper can be of.
CHEMISTRIES = tuple(_CHEMISTRIES)
_MADE = re.compile(
    r"w(?:as|ere) (?:[a-z]+ly )?(?:synthesi[sz]ed|prepared|purchased|dried|calcined|sintered|stirred|dissolved|"
    r"mixed|assembled|coated|measured (?:by|using|with)|annealed|heated|"
    r"washed|fabricated|characteri[sz]ed|milled|cast|weighed|immersed|added|centrifuged)\b"
)
_MAKERS = ("sigma", "aldrich", "sinopharm", "glove box", "glovebox", "diffractometer", "alfa aesar")
_REVIEW = re.compile(
    r"\b(?:this|the present|in this|our) (?:\w+ )?(?:review|perspective|minireview|progress report)\b|\breview(?:s|"
    r"ed)? (?:article|the (?:recent|current|latest))|\bwe review\b|\bis reviewed\b|\bare reviewed\b|"
    r"\bhere,? we (?:summari[sz]e|highlight recent)|\bthis (?:article|paper|work) (?:reviews|summari[sz]es|"
    r"provides an overview)"
)
# Words of a discussion of what others did: a review where nothing was made or computed.
_DISCUSSES = re.compile(
    r"\b(?:we|this (?:article|paper|contribution|work)) (?:also |critically |briefly |first |then )?(?:discuss(?:es)?|"
    r"outlines?|surveys?|summari[sz]es?|highlights?|identif(?:y|ies) (?:gaps|needs|challenges))\b"
)
_REVIEW_TITLE = re.compile(
    r"\b(?:review|progress|perspectives?|recent (?:advances|developments?|progress)|overview|"
    r"opportunities and challenges|challenges and|advances in|roadmap|state of the art|outlook)\b"
)


# Chemistry shows in the first pages; a review names every chemistry somewhere.
_ENOUGH = 20_000
# Families of solid electrolytes.
CONDUCTORS = frozenset({"garnet", "nasicon", "argyrodite", "sulfide_electrolyte", "halide_electrolyte"})


def classify(analysis: Analysis) -> PaperClass:
    """The class of the paper, from its title, abstract and words; ``confidence`` is that of ``battery``."""
    document = analysis.document
    title = document.header.title or next((block.text for block in document.blocks if block.kind == "title"), "")
    abstract = " ".join(
        block.text for block in document.blocks if block.section == "abstract" or block.kind == "abstract"
    )
    body = " ".join(
        block.text
        for block in document.blocks
        if block.section not in ("references",) and block.kind not in ("reference", "table")
    )
    words = max(200, len(body) // 6)
    body = body.lower()  # all patterns are in lower case: ignoring case while matching takes three times as long
    title = title.lower()
    head = f"{title}. {abstract.lower()}"
    strong = _count(_STRONG, body)
    density = 1000 * (strong + _count(_FIELD, body)) / words
    named = bool(
        re.search(
            r"\bbatter(?:y|ies)\b|\blithium[- ]ion\b|\b(?:solid|polymer|ceramic) electrolytes?\b|\bna-ion\b|"
            r"\bli-ion\b|\bnasicon\b",
            head,
        )
    )
    rate = 1000 * strong / words
    battery = (named and rate >= 0.8) or rate >= 3.0 or (rate >= 1.5 and density >= 6) or _of_conductors(analysis, body)
    margin = min(1.0, abs(rate - 1.5) / 3)
    return PaperClass(
        battery,
        _chemistry(head, body) if battery else (),
        _kind(title, head, body, len(document.references), words),
        round(0.6 + 0.4 * margin, 2),
    )


def _count(stems: tuple[str, ...], text: str) -> int:
    return sum(text.count(stem) for stem in stems)


def _of_conductors(analysis: Analysis, body: str) -> bool:
    """Whether the paper is about solid electrolytes of batteries: named often, and their conductivity with them."""
    named = sum(
        material.family in CONDUCTORS and bool(re.match(r"(?:Li|Na|Mg|K)[\d(A-Zx]", material.composition or ""))
        for material in analysis.materials
    )
    return named >= max(2, min(4, len(body) // 1000)) and bool(
        re.search(r"\b(?:ionic|ion|lithium|sodium) conducti|solid electrolyte", body)
    )


def _chemistry(head: str, body: str) -> tuple[str, ...]:
    start = body[:_ENOUGH]
    scores = {
        code: 6 * sum(1 for _ in pattern.finditer(head)) + sum(1 for _ in pattern.finditer(start))
        for code, pattern in _CHEMISTRIES.items()
    }
    best = max(scores.values())
    chosen = [code for code, score in scores.items() if score and score >= 0.35 * best]
    return tuple(sorted(chosen, key=lambda code: -scores[code]))


def _kind(title: str, head: str, body: str, references: int, words: int) -> str | None:
    made = 1000 * (len(_MADE.findall(body)) + _count(_MAKERS, body)) / words
    computed = 1000 * _count(_COMPUTED, body) / words
    if made < 1.2 and (
        _REVIEW_TITLE.search(title) or _REVIEW.search(head) or (_REVIEW.search(body[:12000]) and references > 60)
    ):
        return "review"
    few = len(_MADE.findall(body)) <= max(2, 0.4 * words / 1000)
    if few and computed < 1.5 and _DISCUSSES.search(head) and not _count(_MAKERS, body):
        return "review"
    if _REVIEW.search(head) and made < 2.5 and references > 60:
        return "review"
    if made >= 1.0 and made >= 0.5 * computed:
        return "experimental"
    if computed >= 2.0:
        return "computational"
    if references > 110 and made < 1.0:
        return "review"
    return "experimental" if made >= 0.4 else None
