"""The cell: capacity ratio, format, configuration."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..hints import Hinted
from .active import paired
from .counter import counter_norm
from .finding import Finding
from .reading import Reading

_NP = re.compile(
    r"(?i)\b(?:N\s?/\s?P|N:P|negative[- ](?:to|/)[- ]positive|anode[- ](?:to|/)[- ]cathode|"
    r"n/p)\b(?:\s?(?:\([^()]*\)|capacity|areal|"
    r"mass))*\s?(?:ratios?)?[^.;\d]{0,40}?(?P<value>\d{1,2}(?:\.\d+)?)(?P<rest>\s?[:]\s?\d(?:\.\d+)?)?"
)
_NP_WORDS = re.compile(
    r"(?i)capacit\w+[^.;]{0,40}?\b(?:anode|negative electrode|cathode|"
    r"positive electrode)\b[^.;\d]{0,40}?(?P<value>\d{1,3})\s?%\s(?P<way>in excess|more|higher|larger|greater|excess|"
    r"over)(?:(?<=in excess)|[^.;]{0,30}\b(?:cathode|positive|anode|negative))|\b(?P<value2>\d{1,3})\s?%\s(?:excess|"
    r"oversi[sz]\w+)[^.;]{0,30}\b(?:anode|lithium|li|negative)\b"
)


_ABOUT = re.compile(r"(?i)\b(?:about|approximately|around|ca|roughly|nearly|close to)\b|[~≈∼]")


def find_np_ratios(reading: Reading) -> Iterator[Finding]:
    """Ratio of negative to positive capacity."""
    for passage in reading.containing("n/p", "n:p", "n /", "negative", "anode", "excess", "oversi"):
        if passage.of_others:
            continue
        match = _NP.search(passage.text)
        if match is not None and not re.match(r"\s?(?:°|mA|V\b|nm|%)", passage.text[match.end() :]):
            lead = passage.text[match.start() : match.start("value")]
            yield Finding(
                "np_ratio",
                float(match["value"]),
                passage.start + match.start(),
                passage.start + match.end(),
                passage.setting_rank,
                qualifier="approximate" if _ABOUT.search(lead) else "exact",
                component="cell",
                confidence=0.85,
            )
        match = _NP_WORDS.search(passage.text)
        if match is not None and not passage.has("2co3", "lioh", "precursor", "stoichiometr", "volatil", "evaporation"):
            value = match["value"] or match["value2"]
            way = (match["way"] or "excess").removeprefix("in ")
            yield Finding(
                "np_ratio",
                float(value),
                passage.start + match.start(),
                passage.start + match.end(),
                passage.setting_rank,
                unit=f"% {way}",
                component="cell",
                confidence=0.7,
            )


_FORMAT = Hinted(
    r"(?i)\b(?:(?:(?:CR|R|LIR)[- ]?)?[12]\d[\dn,]{2,3}R?(?:[- ]?type)?[- ]{0,2}(?:\([^()]{1,12}\)\s)?coin(?:[- ]?type)?"
    r"(?:[- ](?:half|full|test|type|symmetric(?:al)?))*(?:[- ]?(?:cells?|batter(?:y|ies)))?|"
    r"(?:coin|button)(?:[- ]?type)?(?:[- ](?:half|full|test|type|symmetric(?:al)?))*[- ]?(?:cells?|batter(?:y|"
    r"ies))(?:\s?\((?:type\s|size\s)?(?:(?:CR|R|LIR)[- ]?)?[12]\d{3}R?(?:[- ]?(?:type|size|"
    r"coin[- ]type))?[^()]{0,20}\))?(?:,?\s(?:of\s)?(?:(?:the\s)?(?:type|size)\s(?:CR|R|LIR)?|(?:CR|R|"
    r"LIR))[- ]?[12]\d{3}\b)?|"
    r"(?:cells? of )?(?:the )?(?:CR|R)?[- ]?20\d\d[- ]type\b(?! (?:half|full|symm|coin))|(?:CR|"
    r"R)?[- ]?20\d\d[- ]?type (?:half|full|symmetric(?:al)?)[- ]?cells?|"
    r"(?<![\d.,])20(?:16|25|32) cells?|(?:CR|LIR|R)[- ]?(?:16|20|23|24)\d{2}(?:[- ]?type)?(?:[- ](?:coin|"
    r"button))?(?:[- ](?:half|full|type|"
    r"test))*(?:[- ]?(?:cells?|batter(?:y|ies)))?|"
    r"(?:[\w.]+\sAh\s)?pouch[-‐ ]?(?:type)?[- ](?:full[- ])?(?:cells?|batter(?:y|ies))|"
    r"(?:custom[- ]made\s|home-?made\s)?swagelok(?:[- ]?type)?(?:[- ](?:test\s)?cells?)?|"
    r"(?:18650|26650|32700|26700|14500|4680|46800)(?:[- ]?(?:type|cylindrical|format))*[- ]?(?:cells?|batter(?:y|"
    r"ies))?|21700(?:[- ]?(?:type|"
    r"cylindrical|format))*[- ]?(?:cells?|batter(?:y|ies))?|"
    r"\(pouch\) cells?|(?<=into a )pouch\b(?! bag)|cylindrical cells?|prismatic cells?|cells? \((?:pouch|coin|button|"
    r"swagelok|cylindrical|prismatic)(?: type)?\)|"
    r"(?:redox[- ])?flow cells?|el-cell\w*|pat-cells?|t-cells?|beaker[- ](?:type )?cells?|split[- ]cells?|"
    r"(?:\w+[- ])?(?:cuvette|optical)[-‐ ]?(?:type)?[- ](?:\w+[- ])?(?:cells?|batter(?:y|ies))|(?:home-?made|"
    r"custom-made|PEEK|mou?ld|die)\s(?:\w+\s)?(?:cells?|mou?lds?|dies?|sleeves?|cylinders?)|"
    r"(?:mou?ld|model|press(?:ed)?|pellet|ECC|torque|lab)-?(?:type)?[- ]cells?)",
    (
        "cell",
        "batter",
        "coin",
        "pouch",
        "swagelok",
        "button",
        "18650",
        "21700",
        "26650",
        "32700",
        "26700",
        "14500",
        "4680",
        "type",
        "peek",
        "mould",
        "mold",
        "die",
        "custom",
        "home",
        "cr",
        "lir",
        "r16",
        "r 16",
        "r-16",
        "r20",
        "r 20",
        "r-20",
        "r23",
        "r 23",
        "r-23",
        "r24",
        "r 24",
        "r-24",
    ),
)


def find_formats(reading: Reading) -> Iterator[Finding]:
    """The cell formats, as named; a coin cell without its size only where no size is given at all."""
    found = list(_formats(reading))
    sized = any((finding.norm or "").startswith("coin ") for finding in found)
    return (finding for finding in found if not (sized and finding.norm == "coin"))


def _formats(reading: Reading) -> Iterator[Finding]:
    for passage in reading.passages:
        if passage.place not in (
            "experimental",
            "other",
            "caption",
            "supplement",
            "results",
            "discussion",
            "abstract",
            "conclusions",
        ):
            continue
        if passage.of_others:
            continue
        for match in _FORMAT.finditer(passage.text, passage.lower):
            name = match[0].strip(" -,(")
            norm = format_norm(name)
            if norm is None:
                continue
            rank = passage.setting_rank
            yield Finding.of_name(
                "cell_format",
                name,
                passage.start + match.start(),
                passage.start + match.start() + len(name),
                rank,
                norm=norm,
                component="cell",
                confidence=0.9,
            )


_CYLINDERS = r"(?<!\d)(?:18650|21700|26650|32700|26700|14500|46800?)(?!\d)|(?<!\d)4680(?!\d)"


def format_norm(name: str) -> str | None:
    """The normal form of a cell format: its kind, and the size of a coin cell; None where it names no format."""
    lower = name.lower().replace(",", "")
    if re.search(r"cylindrical|" + _CYLINDERS, lower):
        size = re.search(_CYLINDERS, lower)
        return f"cylindrical {size[0]}" if size else "cylindrical"
    size = re.search(r"(?:cr|lir|r)?[- ]?((?:16|20|23|24|12)\d{2})(?!\d)", lower)
    if (
        "coin" in lower
        or "button" in lower
        or (size and ("type" in lower or re.fullmatch(r"20\d\d cells?", lower)))
        or (size and re.search(r"\b(?:cr|lir|r)[- ]?\d{4}", lower))
    ):
        return f"coin {size[1]}" if size else "coin"
    for kind in (
        "pouch",
        "swagelok",
        "prismatic",
        "el-cell",
        "pat-cell",
        "beaker",
        "cuvette",
        "optical",
        "split",
        "t-cell",
        "flow",
    ):
        if kind in lower:
            return kind
    return lower if re.search(r"home|custom|peek|mold|mould|die|model|press|pellet|ecc|torque", lower) else None


CONFIGURATIONS = (
    (
        "symmetrical",
        Hinted(
            r"(?i)\bsymmetric(?:al)?[- ](?:\w+[-‐ ]){0,2}?(?:cells?|batter(?:y|ies)|configuration)|\b(?:li|lithium|"
            r"na|sodium)\s?(?:[|/‖∥]|\|\|)+\s?(?:\w+\s?[|/]+\s?)?(?:li|lithium|na|sodium)\s(?:\w+\s)?(?:cells?|"
            r"batter)|(?<![\w|‖∥/])(?P<side>(?:Li|Na|K|Zn|Mg|Al)(?:@\w{1,8})?)\s?(?:\|{1,2}|‖|∥|"
            r"//)\s?(?P=side)(?![\w|‖∥/@])",
            ("cell", "batter", "configuration", "|", "‖", "∥", "//"),
        ),
    ),
    (
        "full",
        Hinted(
            r"(?i)\bfull[-‐ ](?:coin[- ])?(?:cells?|batter(?:y|ies))|\bpouch[-‐ ]?(?:type )?(?:full )?(?:cells?|"
            r"batter(?:y|ies))\b(?=.{0,80}(?:anode|cathode))|\bcoin[-‐]type full",
            ("full", "pouch"),
        ),
    ),
    (
        "half",
        Hinted(
            r"(?i)\bhalf[-‐ ](?:cells?|batter(?:y|ies))|\b(?:Li|Na|K|Zn)[-–]Cu (?:half )?cells?|"
            r"\b(?:Li|Na|K|Zn)(?:@\w{1,8})?\s?[|/‖∥]+\s?Cu\b",
            ("half", "cu"),
        ),
    ),
    (
        "three-electrode",
        Hinted(
            r"(?i)\bthree[-‐ ]electrode (?!s)(?:\w+[- ])?(?:cells?|configuration|system|setup|set-up|arrangement|"
            r"swagelok|measurements?)|\bthree-electrode\b",
            ("three",),
        ),
    ),
)
# Anodes that make a cell a full one.
_HOSTS = frozenset({"graphite", "hard carbon", "silicon", "li4ti5o12", "lto", "artificial graphite"})
_OWN_CELL = re.compile(
    r"(?i)\b(?:Na|Li|K)\s?(?:/{2}|\|{1,2}|‖)\s?[A-Z]\w+|\bin (?:a |an )?(?:non-aqueous )?(?:Na|Li|K) cells?\b"
)


def find_configurations(reading: Reading, counters: list[Finding]) -> Iterator[Finding]:
    """Half, full, symmetrical or three-electrode; half also where an alkali metal is named as the counter electrode."""
    plated = any(counter_norm(str(finding.value)) in ("lithium", "sodium", "potassium") for finding in counters)
    for passage in reading.passages:
        if passage.of_others:
            continue
        if not passage.has("cell", "batter", "electrode"):
            continue
        for name, pattern in CONFIGURATIONS:
            match = pattern.search(passage.text, passage.lower)
            if match is not None and name == "full" and plated and "full" not in match[0].lower():
                continue  # a pouch cell with a metal anode
            if match is None or (
                re.search(r"(?i)future|could be|potential for|practical", passage.text) and name == "full"
            ):
                continue
            settled = 0 if passage.place == "experimental" else 0.5
            yield Finding.of_name(
                "cell_configuration",
                name,
                passage.start + match.start(),
                passage.start + match.end(),
                settled + passage.setting_rank / 10,
                component="cell",
                confidence=0.85,
            )
    for finding in paired(reading):
        if finding.component == "anode" and counter_norm(str(finding.value)) in _HOSTS:
            yield Finding.of_name(
                "cell_configuration", "full", finding.start, finding.end, 0.6, component="cell", confidence=0.7
            )
    alloys = [one for one in counters if isinstance(one.value, str) and counter_norm(one.value) in ("in-li", "indium")]
    if alloys:
        first = min(alloys, key=lambda finding: finding.rank)
        yield Finding.of_name(
            "cell_configuration", "full", first.start, first.end, 0.45, component="cell", confidence=0.6
        )
    metals = [
        finding
        for finding in counters
        if isinstance(finding.value, str)
        and finding.component == "cell"
        and counter_norm(finding.value) in ("lithium", "sodium", "potassium")
    ]
    if metals and not alloys:
        first = min(metals, key=lambda finding: finding.rank)
        yield Finding.of_name(
            "cell_configuration", "half", first.start, first.end, 0.4, component="cell", confidence=0.7
        )
    elif not counters and not metals:
        for passage in reading.containing("/", "|", "‖", "cell"):
            match = _OWN_CELL.search(passage.text)
            if match is not None and not passage.of_others:
                yield Finding.of_name(
                    "cell_configuration",
                    "half",
                    passage.start + match.start(),
                    passage.start + match.end(),
                    3.0,
                    component="cell",
                    confidence=0.5,
                )
                return
