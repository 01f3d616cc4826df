"""Values that are no results: settings of a test, definitions, changes, compositions."""

from __future__ import annotations

import re

from ..hints import Hinted
from .windows import CHARGED_HIGH

_RELATIVE = re.compile(
    r"^\s*(?:\)\s*)?(?:higher|lower|more|less|greater|larger|smaller|increase|decrease|improvement|enhancement"
    r"|reduction|drop|longer|better|of which|loss|fade|decay|of the (?:total|world|whole)|of (?:the )?(?:li|na|mg|s"
    r"|sulfur|lithium)\b)",
    re.IGNORECASE,
)
_RELATIVE_BEFORE = re.compile(
    r"\b(?:increas|decreas|reduc|improv|enhanc|drop|los[ts]|fad|decay|declin|rais|rose|lower|shrink|expan|gain"
    r"|penalty|differ)\w*(?: \w+){0,2} (?:by|about|of|only|up to) $|\bat the cost of $|\bby (?:about |ca\. |~"
    r"|only |up to )?$|\berror (?:of|within) $",
    re.IGNORECASE,
)
# Values that somebody set: the definition of a C-rate, a fixed capacity, the amplitude of a probe.
_SETTING = Hinted(
    r"\b(?:fixed|limited|preset) $"
    r"|\b(?:fixed|limited|limiting|(?<!theoretical )limit|set|cut[- ]?off|constant|controlled|given|preset|nominal)"
    r" (?:[\w/-]+ ){0,4}(?:of|to|at) (?:about |ca\. |~)?$"
    r"|\b1 ?C(?: rate)? ?(?:=|≈|corresponds? to|equals?(?: to)?|is (?:defined|equal|equivalent) (?:as|to)"
    r"|refers? to) ?(?:a |an )?(?:\w+ ){0,4}$"
    # an equals sign that a PDF lost: `(1 C 5 1672 mAh/g)`
    r"|\(1 ?C ?(?:[^A-Za-z\d\s(),;:<>≥≤@/]{1,2}|\d) ?$"
    r"|\bamplitude (?:of|was|is|at) $"
    r"|\b(?:accuracy|precision|tolerance|uncertainty|sensitivity) (?:of|with|is|was|within) (?:about |~)?$",
    (),
    re.IGNORECASE,
)
_AMPLITUDE = re.compile(
    r"^[- ]?(?:\w+ )?(?:amplitude|perturbation|signal|sinusoidal|steps?\b|s\^?-1|/s)", re.IGNORECASE
)
_CHANGED_BY = Hinted(
    r"\b(?:reduction|increase|decrease|change|difference|variation|improvement|gain|loss|drop) (?:in"
    r"|of) (?:the |its )?(?:\w+ ){0,3}(?:of|by) (?:about |ca\. |~)?$|"
    r"\bat (?:the|a) (?:cost|expense) of $|\b(?:increas|decreas|reduc|improv|enhanc|drop|rais|rose|lower|fell"
    r"|exceed|outperform|surpass)\w* (?:\w+ ){0,3}by (?:about |ca\. |~|only |up to |nearly |more than |as much as "
    r"|roughly )?$"
    r"|\bdifference (?:of|in) (?:the )?(?:\w+ ){1,4}$|\bmaximum difference (?:is|was) $",
    ("by ", "of ", "difference "),
    re.IGNORECASE,
)
_LARGER_BY = Hinted(
    r"\b(?:larger|higher|smaller|lower|greater|longer|shorter|more|less) by (?:about |~|only )?$", (" by ",)
)
_BESIDE = re.compile(
    r"^\s*(?:higher|lower|larger|smaller|greater|above|below|beyond|more|less|longer|shorter)\b", re.IGNORECASE
)
# `at 1 mA/cm2 and 1 mAh/cm2`: the amount that is plated and stripped.
_PLATED = re.compile(
    r"A (?:h )?cm\^?[-−]2\)?(?:,| and| with| for|/|,? \()? ?(?:an? )?(?:(?:fixed |areal |cycling |cut-?off "
    r"|stripping/plating )*capacity of )?$"
)
# `until 80% retention`: where the test was stopped.
_THRESHOLD = re.compile(
    r"\b(?:until|till|before)(?: (?:it|its|the|a|capacity|reaching"
    r"|falling|dropping|fell|reached|fell|drops?|retention|below|to|only)){0,5} $",
    re.IGNORECASE,
)
# `at a cell voltage of 0.7 V`, `was set as 280 °C`, `a resolution of 0.1 V`: how a test was run.
_RUN_AT = Hinted(
    r"\bat (?:an? |the )?(?:(?:cell|applied|constant|fixed|working|operating|electrode|given|different) )?(?:voltages?"
    r"|potentials?)(?: of)? $|\b(?:resolution|increments?|steps?|intervals?) of $"
    r"|\bat (?:\w+ )?temperatures? (?:above|below|of|up to|exceeding|over) $"
    r"|\b(?:voltage|potential|scan|sweep|frequency|temperature|pressure) (?:range|window|interval|step)s? (?:of"
    r"|between|from) $|\b(?:was|were|is|are|be|been) (?:set|kept|held|fixed|varied|adjusted|changed|swept|scanned)"
    r"(?: constant)? (?:as|at|to|from|between|in the range (?:of|from)|in the range of from) (?:about |~)?$"
    r"|\b(?:varying|changing|increasing|raising|lowering|decreasing|sweeping) the (?:\w+ ){1,4}(?:from|between|to|in"
    r" the range of) (?:about |~)?$",
    flags=re.IGNORECASE,
)
_IS_SET = re.compile(r"^ (?:was|were|is|are) (?:set|kept|fixed|held|chosen|applied|used|maintained constant|imposed)\b")
_VARIED = Hinted(
    r"\b(?:was|were|is|are|been) (?:\w+ly )?varied (?:between|from|over|in the range (?:of|from)) (?:about )?$",
    ("varied",),
)
# `chains were placed in a cell at a density of 1.1 g/cm^3`: how a model was built.
_BUILT_AT = Hinted(
    r"\b(?:placed|constructed|built|generated|packed|inserted|filled|initiali[sz]ed|meshed)\b[^.;]{0,120}"
    r"\b(?:density|densities|thickness|size) (?:of|as|=) (?:\S{1,3} ?= ?)?$",
    ("placed", "constructed", "built", "generated", "packed", "inserted", "filled", "initiali", "meshed"),
)
# `whereas that of B is limited to 231 mAh/g`: nobody limited it
_LIMITED = Hinted(r"\bth(?:at|ose) (?:of|for) [^.;,]{1,40} (?:is|was|are|were|remains?) limited to (?:only |about )?$")
# `At an areal capacity of 40 mAh/cm2, B was cycled …`
_AT_CAPACITY = re.compile(
    r"(?:^|[.;,] )(?:For|At|With|for|at|with) an? (?:\w+ )?(?:plating|areal|cycling|stripping|deposition) capacity of $"
)
_SCATTER = re.compile(
    r"\b(?:standard deviation|uncertainty|scatter|standard error|spread) (?:of|is|was) (?:about |~)?$"
)
# `doped with 1% W`
_DOPED = re.compile(r"^ (?:of )?[A-Z][a-z]?(?=[\s,.;)])")
_WITH = re.compile(r"\b(?:with|by) $")
_COMPOSITION = re.compile(r"\bx ?[=≤<>≥~≈] ?$|\b[xyδ] ?= ?$")


# `a conductivity above 1 S/cm is required`, `when η ≥ 280 mV`, `changing the voltage of the cell from OCV to 0.1 V`
_IS_NEEDED = re.compile(
    r"^ (?:is|are) (?:usually |typically |generally )?(?:required|necessary|desirable|demanded|targeted)\b"
)
_WHEN = re.compile(r"\b(?:when|if|for|with|without)\b[^.;]{0,50}\bη ?[=≥≤<>≈~]{1,2} ?[+-]? ?$|^η ?[=≈] ?$")
_SWEPT = re.compile(
    r"\b(?:varying|changing|sweeping|scanning|ramping) the (?:\w+ )?(?:voltage|potential)\b[^;]{0,80} (?:to|from) $"
)
# `the minimum 93° at θ = 20°`, `heated at 700 °C, 1200 °C and 1550 °C`
_AT_SYMBOL = re.compile(r"\bat [^\s=\d]{1,6} ?= ?$")
_HEATED_AT = re.compile(
    r"\b(?:heated|annealed|sintered|calcined|fired|dried|treated|held) at (?:\d{2,4} ?(?:°C|K)(?:, and|,| and) ){0,5}$"
)
_PRESSED_AT = re.compile(r"\b[Pp] ?= ?$")
# `a 750 nm period grating`, `405 nm laser`
_NO_SIZE = re.compile(
    r"^[- ]?(?:period\w*|pitch|spacing|wavelengths?|apart|laser\w*|light|emission|excitation|away|distances?|line"
    r"|filters?|illumination|LED|gap|deep|below|above|from|beam|mesh|resolution)\b"
)
# `under the casting conditions of pouring temperature 918 K, speed 0.5 m/s and strip thickness 0.08 mm`
_UNDER = re.compile(r"\bunder (?:the |these )?(?:\w+ ){0,2}conditions? of\b(?:[^.;]|\.\d){0,120}$")
_RUN_DIMENSIONS = frozenset({"voltage", "temperature", "pressure", "energy"})


def is_no_result(before: str, after: str, dimension: str) -> bool:
    """Whether the value between ``before`` and ``after`` (the rest of its sentence) was set, defined or is a change."""
    lower = before[-180:].lower()
    if _BUILT_AT.search(before[-180:], lower) and " " in before:
        return True
    lower = lower[-90:]
    if _COMPOSITION.search(before[-8:]) or _AMPLITUDE.match(after) or _VARIED.search(before[-50:], lower):
        return True
    if dimension == "voltage" and (
        _WHEN.search(before[-80:]) or _SWEPT.search(before[-140:]) or CHARGED_HIGH.search(before[-80:])
    ):
        return True
    if dimension == "temperature" and _HEATED_AT.search(before[-70:]):
        return True
    if dimension == "length" and (_NO_SIZE.match(after) or ("under " in lower and _UNDER.search(before[-160:]))):
        return True
    if _IS_NEEDED.match(after) or _AT_SYMBOL.search(before[-14:]):
        return True
    if (dimension in _RUN_DIMENSIONS and _RUN_AT.search(before[-90:])) or (
        dimension != "loading" and _IS_SET.match(after)
    ):
        return True
    if (
        _LARGER_BY.search(before[-40:], lower)
        or _BESIDE.match(after)
        or (dimension == "areal_capacity" and _PLATED.search(before[-80:]))
    ):
        return True
    if _LIMITED.search(before[-90:]):
        return False
    if (_CHANGED_BY.search(before[-70:], lower[-70:]) and not dimension.startswith("fade_per")) or _SETTING.search(
        before[-80:], lower[-80:]
    ):
        return True
    if dimension == "percent" and _THRESHOLD.search(before[-60:]):
        return True
    if _SCATTER.search(before[-40:]) or (dimension == "areal_capacity" and _AT_CAPACITY.search(before[-60:])):
        return True
    if dimension == "percent" and _DOPED.match(after) and _WITH.search(before[-12:]):
        return True
    if dimension == "pressure" and _PRESSED_AT.search(before[-8:]):
        return True
    return dimension == "percent" and bool(_RELATIVE.match(after) or _RELATIVE_BEFORE.search(before[-50:]))
