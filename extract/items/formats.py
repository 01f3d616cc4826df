"""The format of a cell: coin cells by their size, pouch, Swagelok, cylindrical and the others."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..hints import Hinted
from .finding import Finding
from .reading import Reading

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
