"""Windows: the voltages between which, or up to which, a cell was cycled."""

from __future__ import annotations

import re

from ..quantity import Quantity

_RANGE = re.compile(
    r"(?:between|window|range|from|within|cut-?offs?|cycled|potential|voltage|limits?|at|of|in)\W+(?:\w+\W+){0,4}?$",
    re.IGNORECASE,
)
# `185 mAh/g at 0.1C and 3.0-4.5 V`, `(0.1C, 3.0-4.5 V)`, `(3.0-4.5 V, 0.1C)`
_PACE = r"(?:\d ?C|\bC/\d{1,3}|\dC rate|A(?: g\^?[-−]1|/g| cm\^?[-−]2|/cm\^?2))"
_BEHIND_PACE = re.compile(rf"{_PACE}\)?(?:, and|,|;| and| \(|/) ?$")
_BEFORE_PACE = re.compile(
    r"(?: (?:vs\.?|versus) [A-Z]\S{0,12})?(?:,|;| and| at)(?: at)? (?:C/\d|\d[\d.]* ?(?:C\b|m?A))"
)
# A part of the curve is no window.
_OF_CURVE = re.compile(r"\b(?:plateau|region|slop|peak|hump|feature|step\b|shoulder)\w*\b[^,;]{0,30}$")
_CUTOFF = (
    r"(?:cut-?off|(?:upper|charg\w{1,3}|discharg\w{1,3}|high) (?:voltage |potential )?limit)"
    r"(?: (?:voltages?|potentials?|limits?))?"
)
# `a cut-off voltage of 4.5 V`, `when the upper cut-off was raised to 4.5 V`
_CUT_OFF_AT = re.compile(
    rf"\b{_CUTOFF}(?:,? (?:of|at|to|is|was|as|being|set|limited|raised|increased|extended|fixed|lowered|changed|reduced"
    r"|elevated|up|only|about))*+ (?:~ ?)?$",
    re.IGNORECASE,
)
# `a 4.5 V cut-off`
_IS_CUT_OFF = re.compile(
    r"[- ](?:(?:upper|lower|high|charge|charging|discharge|voltage) ){0,2}cut-?offs?\b(?! at)", re.IGNORECASE
)
# `When charged to 4.6 V, A delivers …`, `Up to 4.6 V, A …`
_CHARGED_TO = re.compile(
    r"\b(?:(?:[Cc]harg|[Cc]ycl|[Dd]ischarg)(?:ed|ing) (?:up |down )?to|[Cc]ycled (?:to|at))"
    r" (?:an? (?:high |upper )?(?:cut-?off (?:voltage )?|voltage |potential )of )?$"
    r"|^(?:Up|Down|When charged|Charged|Discharged) (?:up |down )?to $"
)
# `at a high voltage of 4.6 V`, where nothing works at it
CHARGED_HIGH = re.compile(
    r"(?<!operates )(?<!operate )(?<!operated )(?<!operating )(?<!works )(?<!worked )(?<!working )(?<!occurs )"
    r"\b(?:[Aa]t|[Uu]nder|[Tt]o) (?:an? |the )?(?:ultra-?high|very high|high|higher|elevated)"
    r" (?:charg\w{1,3} |cut-?off )?(?:voltages?|potentials?) of (?:up to )?$"
)


def is_window(quantity: Quantity, before: str, behind: str) -> bool:
    """Whether a voltage between ``before`` and ``behind`` (of its sentence) is a window of cycling, or its end."""
    if quantity.qualifier == "range":
        if _OF_CURVE.search(before[-60:]):
            return False
        return (
            _RANGE.search(before) is not None
            or _BEHIND_PACE.search(before[-24:]) is not None
            or (before.endswith(("(", ", ")) and _BEFORE_PACE.match(behind) is not None)
        )
    near = before[-70:]
    if _CHARGED_TO.search(near) or CHARGED_HIGH.search(before[-80:]):
        return True
    return _CUT_OFF_AT.search(near) is not None or _IS_CUT_OFF.match(behind) is not None
