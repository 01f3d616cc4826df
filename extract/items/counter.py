"""The counter electrode, by name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..hints import Hinted
from .finding import Finding
from .reading import Reading

_METAL = (
    r"(?:(?:pure|metallic|bare|fresh|pristine|thin|commercial|polished|excess)\s)*(?:lithium|sodium|potassium|zinc|"
    r"magnesium|li|na|k|zn|mg)"
    r"(?:[- ](?:metals?|foils?|dis[ck]s?|ribbons?|chips?|plates?|sheets?|pieces?|wafers?))*"
)
_NAME = (
    rf"(?:in[-–]li|li[-–]in|liin|lithium[-–]indium|indium[-–]lithium)(?: alloy)?|{_METAL}|"
    r"(?:platinum|pt|graphite|activated carbon|carbon|indium)"
    r"(?:[- ](?:wire|foil|rod|mesh|sheet|plate|alloy|cloth|paper))*"
)
_LINK = (
    r"[^.;]{0,45}?\s?(?:(?:(?:was|were|is|are)\s)?(?:then\s)?(?:used|served|employed|applied|"
    r"acted|acting|serving|utili[sz]ed|adopted|chosen|selected|introduced)?\s?(?:both\s)?as|formed|made|was|were)\s"
    r"(?:both\s)?(?:the\s|an?\s)?"
)
_COUNTER = Hinted(
    rf"(?i)\b(?P<name>{_NAME})(?=\b)(?:\s\([^()]{{1,80}}\))?{_LINK}(?:(?:reference|counter|quasi-reference|"
    r"auxiliary|negative|working)(?:\s?(?:/|and|&|"
    r"as well as)\s?(?:the\s)?)?\s?(?:electrodes?\s(?:and\s)?(?:the\s)?)?)*(?P<role>counter(?:[- /](?:and "
    r")?(?:reference )?)?electrodes?|counter|reference electrodes?|negative electrodes?|anodes?|"
    r"negative current collector)\b",
    ("counter", "anode", "negative electrode", "negative current", "reference electrode"),
)
_IS = Hinted(
    r"(?i)\b(?:counter(?:\s?(?:/|and)\s?reference)?|reference|negative)\s?electrodes?\s?(?:\([^()]*\)\s)?(?:was|"
    rf"were|is|are|of|made of|consisted of|:|,|being)\s(?:an?\s|the\s)?(?:(?:freshly cut|fresh|polished|"
    rf"thin)\s)?(?:(?:slices?|"
    rf"pieces?|dis[ck]s?|sheets?|chips?|foils?|ribbons?)\sof\s)?(?P<name>{_NAME})\b",
    ("electrode",),
)
_ANODE_IS = Hinted(
    r"(?i)\b(?:anodes?|negative (?:sides?|poles?)|counter)(?: (?:in|of) (?:all|these|the|each|every) cells?)? (?:was|"
    r"were|is|are|being|consisted of|consists of) (?:made (?:of|from) )?(?:an? |the )?(?P<name>(?:pure |thin |excess )?"
    r"(?:lithium|sodium|potassium|zinc|magnesium|li|na|k|zn|mg)(?:[- ](?:metals?|foils?|dis[ck]s?|ribbons?|chips?|"
    r"plates?|sheets?))*)(?= ?[(,.;]|$| (?:and|with|while|of|on|from|in|which|was)\b)",
    ("anode", "counter", "negative pole", "negative side"),
)
_SHAPED = (
    r"(?:(?:pure|metallic|bare|fresh|thin|polished|excess)\s)*(?:lithium|sodium|potassium|li|na|k|zn|zinc|mg|magnesium)"
    r"(?:[- ](?:metals?|foils?|dis[ck]s?|ribbons?|chips?|plates?|sheets?|pieces?))+"
)
_DRAWN = Hinted(r"[|‖/]\s?(?P<name>Li|Na|K)(?: metal)?(?= (?:\w+\s)?(?:cells?|batter))", ("cell", "batter"))
_PAIRED = Hinted(
    r"(?<![\w|/])(?:[A-Z][\w().]{1,20}\s?(?:/{1,2}|\|{1,2}|‖)\s?(?P<name>graphite|hard carbon|LTO|Li4Ti5O12|SiOx|Gr)"
    r"(?=[\s-](?:[\w-]+[\s-]){0,2}(?:cells?|batter|pouch)))",
    ("cell", "batter", "pouch"),
)
_DRAWN_FIRST = Hinted(
    r"(?<![\w|/‖])(?P<name>Li|Na|K|Zn|Mg|Al)(?= ?(?:\|\|?|‖|//|/(?=[\w-]+[/|])) ?[\w@().-]+(?: ?[|"
    r"‖/]+ ?[\w@().-]+)?\s(?:\w+\s)?(?:cells?|"
    r"batter|full|coin|pouch))",
    ("cell", "batter", "full", "coin", "pouch"),
)
_IN_CELL = Hinted(
    rf"(?i)\b(?P<name>{_SHAPED}|(?:(?-i:In)|indium)[- ](?:foils?|dis[ck]s?|sheets?)|"
    r"metallic (?:lithium|sodium|potassium|zinc|magnesium)\b|(?:in[-–]li|li[-–]in|indium-lithium|"
    r"lithium-indium)(?: alloy)?|"
    r"(?:metallic )?(?:lithium|sodium|potassium)(?= (?:anodes?|negative electrodes?|counter|electrodes?|"
    r"cathodes?)\b)|"
    r"(?:(?<=against )|(?<=versus )|(?<=vs\. ))(?:metallic )?(?:lithium|sodium|potassium|li|na|k)\b(?![- ]ion|"
    r"\s?[-+/^|‖])|"
    r"(?:(?<=with )|(?<=with a )|(?<=and )|(?<=[|‖/]))(?:graphite|hard carbon|li4ti5o12|lto)\b(?=[^.;|]{0,40}\bfull)|"
    r"(?:(?<=with )|(?<=with a )|(?<=with an ))(?:graphite|hard carbon|li4ti5o12|lto|silicon)\b(?=(?: anodes?| "
    r"negative electrodes?)?(?:[,;.)]| \()|$)|"
    r"(?:lithium|sodium|li|na|k|graphite|hard carbon|silicon|activated carbon|li4ti5o12|lto)"
    r"(?= (?:anodes?|counter[- ]electrodes?|negative electrodes?)\b))(?! ions?\b)",
    (
        "lithium",
        "sodium",
        "potassium",
        "li",
        "na",
        "k",
        "zn",
        "zinc",
        "mg",
        "magnes",
        "indium",
        "in ",
        "in-",
        "graphite",
        "carbon",
        "lto",
        "silicon",
    ),
)
_FULL_WITH = Hinted(
    r"(?i)\bfull[- ]cells?\b[^.;]{0,60}?\b(?:paired|coupled|combined|matched|assembled|built) with (?:an? |the )?"
    r"(?P<name>(?:hard carbon|[A-Za-z][\w().@/–-]{1,24}))(?= (?:\w+ )?(?:cathodes?|anodes?|positive|negative))",
    ("full cell", "full-cell"),
)
_ALLOY = re.compile(r"(?i)(?:in[-–]li|li[-–]in|indium-lithium|lithium-indium)\b")
_CELL = Hinted(
    r"(?i)\b(?:cells?|n/p|batter(?:y|ies)|CR\s?-?20\d\d|swagelok|pouch|anode and (?:the )?separator|"
    r"separator and (?:the )?(?:anode|counter))\b"
)
_PARTS = Hinted(
    r"(?i)\b(?:separators?|electrolytes?|assembl\w+|counter|celgard|glass[- ]fib|whatman|lipf6|litfsi|napf6|naclo4|"
    r"LiClO4|against|paired|pairing|coupl\w+|matched|n/p|versus|coin|used an?|facing|solid electrolyte|"
    r"symmetric(?:al)?|half[- ]cells?|stack\w*|attached|opposite|other side|far side|in between|die)\b"
)
_COUNTER_WORDS = (
    "lithium", "sodium", "potassium", "li ", "li-", "li–", "in-", "na ", "zn", "zinc", "counter", "metal",
    "graphite", "carbon", "against li", "pt ", "full", "in foil", "indium", "mg ", "magnes",
)  # fmt: skip


def find_counters(reading: Reading) -> Iterator[Finding]:
    """The counter electrode, by name."""
    for passage in reading.passages:
        if not passage.has(*_COUNTER_WORDS):
            continue
        if passage.of_others:
            continue
        settled = passage.place in ("experimental", "supplement", "other")
        in_cell = settled and bool(
            _CELL.search(passage.text, passage.lower) and _PARTS.search(passage.text, passage.lower)
        )
        rank = passage.setting_rank
        for pattern, extra in (
            (_COUNTER, 0.0),
            (_IS, 0.0),
            (_ANODE_IS, 0.2),
            (_IN_CELL, 0.5),
            (_DRAWN, 0.8),
            (_PAIRED, 0.8),
            (_DRAWN_FIRST, 0.8),
            (_FULL_WITH, 0.7),
        ):
            if (pattern is _ANODE_IS or pattern is _IN_CELL) and not settled:
                continue
            if pattern is _IN_CELL and not in_cell and not _ALLOY.search(passage.text):
                continue
            for match in pattern.finditer(passage.text, passage.lower):
                if pattern is _IN_CELL and not (in_cell or _ALLOY.match(match["name"])):
                    continue
                role = (match.groupdict().get("role") or "").lower()
                counter = "counter" in role or pattern in (_IS, _ANODE_IS)
                name = match["name"].strip()
                bare = counter_norm(name) in (
                    "carbon",
                    "graphite",
                    "activated carbon",
                    "magnesium",
                    "zinc",
                    "potassium",
                )
                shaped = re.search(r"(?i)\b(?:foil|plate|sheet|dis[ck]|metal|ribbon|chip)s?$", name)
                if pattern in (_PAIRED, _DRAWN_FIRST, _FULL_WITH) or (
                    settled and passage.has("full cell", "full-cell")
                ):
                    bare = False
                loose = not counter and pattern is not _IN_CELL and not shaped
                if bare and (loose or re.fullmatch(r"(?i)k|mg", name)):
                    continue
                if not settled and not counter and (bare or pattern is _IN_CELL):
                    continue
                if not counter and re.search(r"(?i)interphase|protect|dendrite|surface of", match[0]):
                    continue
                alone = passage.has("symmetric") and not passage.has("half", "full", "versus", "counter")
                start = passage.start + match.start("name")
                drawn = passage.text[max(0, match.start() - 40) : match.start()] if pattern is _DRAWN else ""
                alike = re.search(rf"\b{re.escape(name)}\s?[|‖/][^\s]*\s?[^\s]*$", drawn)
                yield Finding.of_name(
                    "counter_electrode",
                    name,
                    start,
                    start + len(name),
                    rank + (0 if counter else 0.3) + extra,
                    norm=counter_norm(name),
                    component="symmetrical cell" if alike or alone else "cell",
                    confidence=0.85 if counter else 0.7,
                )


_ELEMENT = {
    "li": "lithium",
    "na": "sodium",
    "k": "potassium",
    "zn": "zinc",
    "mg": "magnesium",
    "pt": "platinum",
    "liin": "in-li",
}


def counter_norm(name: str) -> str:
    """The normal form of a counter electrode: its element."""
    words = re.sub(
        r"(?i)\b(?:metals?|metallic|foils?|dis[ck]s?|ribbons?|chips?|plates?|sheets?|pieces?|pure|bare|fresh|"
        r"pristine|thin|commercial|polished|excess|wire|rod|mesh|wafers?|electrodes?|anodes?)\b",
        " ",
        re.sub(r"[-–]", " ", name.lower()),
    )
    norm = " ".join(_ELEMENT.get(word, word) for word in words.split() if word != "alloy")
    return {
        "lithium in": "in-li",
        "in lithium": "in-li",
        "indium lithium": "in-li",
        "lithium indium": "in-li",
    }.get(norm, norm) or name.lower()
