"""The formation: a first step before the test, made on purpose."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..hints import Hinted
from .finding import Finding
from .reading import Reading

_FORMATION = Hinted(
    r"(?i)\b(?:pre-?cycl(?:ed|ing)\b(?:[^.;,]|\.\d){0,60}|(?:pre-?)?formation (?:cycles?|process|procedure|protocol|"
    r"step|"
    r"charge)\b(?:[^.;]|\.\d){0,120}|pre-?formation\b(?:[^.;]|\.\d){0,160}|"
    r"(?:conditioning|activation) (?:cycles?|process|step)\b(?:[^.;]|\.\d){0,60}|pre-?activat(?:ed|ion)\b(?:[^.;,]|"
    r"\.\d){0,60}|"
    r"(?:first|initial) (?:two|three|four|five|few|several|2|3|5|\d{1,2})?\s?cycles? (?:was|were)? ?(?:performed |"
    r"carried out |conducted |cycled |tested |run |made |done )?(?:at|under|of|using) (?:an? )?(?:low|small|current|"
    r"rate|"
    r"\d)(?:[^.;,]|\.\d){0,50}|"
    r"(?:activated|formed|conditioned) (?:at|by|for|with)\s(?:[^.;,]|\.\d){0,60}(?:cycles?|\bC\b|A g|rate)(?:[^.;,]|"
    r"\.\d){0,40}|"
    r"formation \((?:[^.;()]|\.\d){3,60}\)|formation (?:was|were|consisted|included|comprised|at|"
    r"with)\s(?:[^.;]|\.\d){0,100}|"
    r"(?:first|initial|1st)(?: \w+)? cycles? [^.;]{0,60}\bas (?:an? |the )?(?:formation|activation|"
    r"conditioning)(?: cycles?| step)?|"
    r"(?:two|three|four|five|\d) (?:\w+ )?cycles? at (?:[^.;,]|\.\d){2,40} (?:before|"
    r"prior to) (?:the )?(?:\w+ )?cycling|"
    r"(?:at|with) C/\d+ for (?:one|two|three|four|five|\d) (?:full )?cycles?,? (?:and )?(?:then|followed|before|"
    r"prior)\b|"
    r"charged (?:at|with) (?:[^.;,]|\.\d){2,30} to (?:[^.;,]|\.\d){2,12} ?V,? (?:and )?degass\w*|"
    r"(?:two|three|four|five|\d) cycles (?:between|at) (?:[^.;]|\.\d){2,60} (?:preceded|(?:served |were (?:run |"
    r"used |made )?)?to (?:stabili[sz]e|condition|form))\b|"
    r"(?:underwent|(?:were|was) (?:first |initially )?(?:subjected to|given|run for)|did|made) (?:an? |"
    r"the )?(?:first )?"
    r"(?:one|two|three|four|five|six|ten|[1-6]|10)(?: [a-z]+){0,2} cycles? (?:at|of|with) (?:[^.;,]|\.\d){2,30}|"
    r"(?:one|two|three|four|five|ten|[1-6]|10|first)(?: [a-z]+)? cycles? at (?:[^.;,]|\.\d){2,30},? (?:and )?(?:then|"
    r"afterwards?|thereafter|followed by|subsequently|before)\b|"
    r"(?:at )?(?:C/\d{1,2}|0?\.\d{1,2} ?C|\d+ mA g\^?-1) (?:for the (?:first|initial) (?:one |two |three |four |"
    r"five |\d )?"
    r"cycles?|(?:once|twice|three times),? (?:and )?(?:then|followed|afterwards|before))|"
    r"formation (?:[^.;\d]{0,30})(?:one|two|three|four|five|\d) cycles [^.;]{2,40}|"
    r"(?:before|prior to) (?:the )?(?:tests?|cycling|measurements?),? (?:the |all )?cells? were (?:cycled|"
    r"charged)[^.;]{2,60}|"
    r"formed (?:[a-z]+ )?(?:by|with|at|over|in|for) (?:(?:an? )?charg|cycl|two|three|four|five|one|a |C/|0\.|\d)"
    r"(?:[^.;]|\.\d){3,80}|"
    r"(?:two|three|four|five|ten|\d{1,2}|several|a few|initial|slow|low-rate|first) (?:\w+[- ])?cycles?\b(?:[^.;,]|"
    r"\.\d){0,60}\b(?:to|for) (?:activat|condition|stabili[sz]|form\b|the formation|wet)\w*(?: [^.;,]{0,30})?|"
    r"(?:activated|conditioned|preconditioned|stabili[sz]ed|formatted) (?:(?:first|initially|beforehand) )?(?:by|with|"
    r"during|over|for|at|in|using)\s(?:the )?(?:first |initial )?(?:[^.;,]|\.\d){0,30}\b(?:cycles?|C/\d+|0?\.\d+ ?C)\b"
    r"(?:[^.;,]|\.\d){0,40}|"
    r"rested? for \d+\s?h(?:[^.;,]|\.\d){0,40}before (?:test|cycl)\w*)",
    (
        "cycle",
        "cycling",
        "formation",
        "formed",
        "formatted",
        "activat",
        "condition",
        "before",
        "prior to",
        "once ",
        "once,",
        "twice",
        "three times",
        "stabili",
        "degass",
    ),
)
_NOT_FORMATION = re.compile(
    r"(?i)\b(?:formation (?:process )?of|observed|attributed to|due to|sei formation|during the activation|"
    r"activation (?:process )?of|koh|carbon|gradual)\b"
)


def find_formations(reading: Reading) -> Iterator[Finding]:
    """A deliberate first step before the test."""
    for passage in reading.passages:
        if passage.of_others:
            continue
        for match in _FORMATION.finditer(passage.text, passage.lower):
            settled = passage.place in ("experimental", "caption", "other", "supplement")
            if _NOT_FORMATION.search(match[0][:45]) or (
                re.match(r"(?i)formation (?:process|step)", match[0]) and not re.search(r"\d", match[0])
            ):
                continue
            if re.match(r"(?i)activation process", match[0]) or (
                not settled and not re.match(r"(?i)pre-?cycl|pre-?form|formation cycles?", match[0])
            ):
                continue
            words = match[0].strip()
            yield Finding.of_name(
                "formation_protocol",
                words,
                passage.start + match.start(),
                passage.start + match.start() + len(words),
                passage.setting_rank,
                component="cell",
                confidence=0.7,
            )
            break
