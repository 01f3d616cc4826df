"""Nouns: what a value is said of where no material is named."""

from __future__ import annotations

import re
from functools import lru_cache

from ..label_looks import is_label
from ..properties import find_properties
from .forms import FORM

# What ends the nouns that a value is said of.
_STOP = (
    r"(?!(?:no|not|is|are|was|were|be|been|at|with|can|has|have|had|to|and|of|in|by|from|after|on|for|as|than|or|but|which|that"
    r"|should|would|could|may|might|must|will|shall|do|does|did|still|also|only|then|even"
    r"|(?:reach|remain|climb|dropp?|deliver|show|exhibit|retain|keep|kept|give|gave|yield|conduct|start|stay|rise|rose|fall"
    r"|fell|lose|lost|last|surviv|goes|went|becom|amount|increas|decreas|averag|exceed|attain|achiev|provid|offer|display"
    r"|possess|present|suffer|come|came|hold|held|melt|swell|shrink|shrank|grow|grew|vari|rang)(?:e?s|e?d|ing)?)\b)"
)
_OF_NOUNS = re.compile(
    r"\b(?:of|for|in) (?:the |these |this |such |an? )?(?P<nouns>(?!order|the\b|about|up\b|over|more|less"
    r"|this\b)(?:\d(?:\.\d)? [Mm] |[A-Za-z])[\w/-]*"
    rf"(?: {_STOP}[\w/-]+){{0,3}})"
)
_FOR_NOUNS = re.compile(
    r"\s{0,3}\)?\s{0,3}(?:for|of) the (?P<nouns>[A-Za-z][\w/-]{0,40}"
    rf"(?: {_STOP}[\w/-]{{1,40}}){{0,2}})"
)
# Kinds of things, which a review tells of without naming one.
_KINDS = (
    r"(?:electrolytes|cathodes|anodes|compounds|batteries|polymers|oxides|sulfides|halides|ceramics"
    r"|glasses|carbons|electrodes"
    r"|separators|hosts|membranes|alloys|salts|frameworks|analogues|dioxides|phosphates|metals)"
)
_OF_KIND = re.compile(rf"\s{{0,3}}\)?\s{{0,3}}(?:for|of|in) (?P<nouns>(?:[A-Za-z][\w/-]{{2,20}} ){{1,2}}{_KINDS})\b")
_IS_KIND = re.compile(rf"^(?!these|those|our|all|both|such|most|the ).{{0,80}}\b{_KINDS}$", re.IGNORECASE)
_THAT_OF_NOUNS = re.compile(
    r"\bth(?:at|ose) (?:of|for|in) (?:the |a )?(?P<nouns>[\w/-]+(?: [\w/-]+){0,2}) "
    r"(?:is|was|are|were|reach\w*) (?:\w+ )?$"
)
_FIRST_NOUNS = re.compile(
    r"(?:(?:However|Moreover|Furthermore|In addition|Thus|Also|Among them|For example|Therefore"
    r"|Hence),? )?(?:(?:All|Both|Most|Each)(?: of)?(?: the| our)? |Typical |Conventional |Common )?"
    r"(?:The |These |This |Such |An? |Their |Its )?(?P<nouns>[A-Za-z][\w/-]{0,40}"
    rf"(?: {_STOP}[\w/-]{{1,40}}){{0,3}}) "
    r"(?=is\b|are\b|was\b|were\b|can\b|has\b|have\b|had\b|with\b|show|exhibit|deliver|reach|display|possess|present"
    r"|provid|offer|achiev|suffer|stor(?:e|ing)|works?\b|worked|attain|yield|conducts?\b|conducted|retain|keeps|kept|gives|gave|lasts|lasted|surviv"
    r"|loses|lost|starts|started|remains|remained|holds|held|still|also|dissolves|melts|swells|comes|came)"
)
_NEW_SUBJECT = re.compile(r"[,;] (?:and|while|but|whereas) (?:the|an?|its|their|those|these) ")
_NEW_CLAUSE = re.compile(r"; (?:and |but |while |whereas )?(?:the |an? )?|, (?:while|whereas|but) (?:the |an? )?")
# What stands for something that has been named.
_GENERAL = re.compile(
    r"\b(?:cells?|batter(?:y|ies)|electrodes?|samples?|materials?|devices?|cathodes?|anodes?|ones?|composites?|electrolytes?"
    r"|membranes?|separators?|films?|pellets?|powders?|compounds?|others?|latter|former|same|second|first|third|values?)$"
)
_NO_NOUN = re.compile(
    r"(?:compared|following|observations?|initial|original|first|value|as|in|on|it|they|we|many|much|most|some|since"
    r"|when|although"
    r"|by|under|upon|with|without|from|at|for|if|while|because|despite|during|both|neither|none|each|what|why|how"
    r"|whether|another|discharge|charge|cycling|reactions?|curves?|profiles?|performance|instead|only|even"
    r"|not|no|our|your|his|their|to|so|such|here|then|now|thus|again|besides|(?:a |the )?(?:target|goal|aim)s?"
    r"|differences?|incorporation|addition|introduction|presence|absence|increase|decrease|use|effects?"
    r"|influence|reason"
    r"|this contrasts?|fig\w*|table|paired|coupled|combined|given|based|symmetric cells|results?|authors?|efforts?"
    r"|progress|values?|total|initially|\w{1,30}ly|\w{1,30} efforts|there|that|which|who)\b",
    re.IGNORECASE,
)
_MEASURED = re.compile(r"\d ?(?:[µμn]?m|mm|cm|°C|K|V|h|wt|vol|%)(?!\w)|\|")
_NO_HEAD = re.compile(
    r"\b(?:approach|method|technique|strategy|stud(?:y|ies)|research|measurements?|experiments?|tests?|calculations?"
    r"|simulations?|models?|analys[ei]s|authors?|groups?|works?|cycles?|conditions?|comparison|case|range|shift|curves?"
    r"|spectr(?:um|a)|plots?|images?|peaks?|reactions?|process(?:es)?|behaviou?r|performance|trend|loss(?:es)?"
    r"|crucibles?|boats?|jars?|beakers?|vials?|cycling|diffraction|\w+(?:scopy|metry|graphy|ammetry)|sintering|annealing|milling|calcination|pyrolysis|refinement"
    r"|fits?|equation|theory|adsorption|isotherms?|coating process|synthesis|charging|discharging|operation|titration"
    r"|XRD|SEM|TEM|BET|EIS|DFT|GITT|PITT|CV|LSV|XPS|TGA|DSC|ICP|AFM|NMR|PFG-NMR|impedance|simulation|theoretical"
    r"|optimi[sz]ation|increment|substitution|doping)$",
    re.IGNORECASE,
)
_PART = re.compile(
    r"\b(?:membrane|separator|electrolyte|binder|carbon|film|foil|coating|interlayer|collector"
    r"|current collector|solution|glass|polymer)s?$",
    re.IGNORECASE,
)
# `the density of the composite plate`: of the thing, whatever was spoken of before.
_OBJECT = re.compile(
    r"\w (?:plates?|dis[ck]s?|wires?|tubes?|substrates?|wafers?|layers?|cathodes?|anodes?|cores?|walls?|strips?"
    r"|sheets?)$"
)
_BEFORE_BRACKET = re.compile(r"\bthe (?P<nouns>[\w/-]{1,40}(?: [\w/-]{1,40}){0,2}) ?\((?:~|≈|about |ca\. )?$")
# `similar to that of super-P (3.68 S/cm)`, `that of the host 1.2 V`
_THAT_OF = re.compile(
    rf"\b(?:that|those) (?:of|for) (?:the |an? )?(?P<nouns>[A-Za-z][\w/-]{{1,40}}(?: {_STOP}[\w/-]{{1,40}}){{0,2}}?)"
    r"(?: \(| (?:of|at|is|was|were|are|being|from) |(?<=[A-Za-z]) )(?:~|≈|about |ca\. |only )?$"
)
# `a 10 µm thick GDC electrolyte`
_THICK = re.compile(
    rf"[- ]thick,? (?:and )?(?P<nouns>(?:(?:{_STOP}[A-Za-z][\w/-]{{1,20}} ){{1,2}}"
    r"(?:electrolyte|membrane|separator|interlayer|layer|film|coating|support|cathode|anode|electrode|sheet)"
    r"|(?:electrolyte|membrane|separator|pellet|interlayer))s?)\b(?! of\b)"
)
_LABEL = (
    r"(?P<label>(?=[^\s]{0,20}[A-Z])[A-Za-z][A-Za-z0-9]{0,9}(?:[-@][A-Z0-9][A-Za-z0-9]{0,9}){1,3})"
    r"(?![\w@/-]|\.\d| ions?\b)"
)
_FOR_LABEL = re.compile(rf"\)? (?:for|of|in|with) (?:the )?{_LABEL}")
_OF_LABEL = re.compile(rf"\b(?:of|for) (?:the )?{_LABEL}")
_VALUE_IN_BRACKET = re.compile(r"\((?:~|≈|about |ca\. |up to )?\d[\d.,]*[ -][^\s\d]")
_LISTED_BEFORE_BRACKET = re.compile(
    r"(?:[:,;] |\b(?:and|or|like|as) )(?:the |an? )?"
    r"(?P<nouns>(?!and\b|or\b|the\b)[a-z][a-z-]{2,20}(?: [a-z][a-z-]{2,20}){0,2})"
    r" ?\((?:~|≈|about |ca\. |up to )?$"
)
_VERB = re.compile(
    r"\b(is|are|was|were|exhibit\w*|show\w*|deliver\w*|display\w*|ha[sd]|have|reach\w*|possess\w*|give[sn]?|gave)\b"
)
_AND = re.compile(r",\s{1,2}(?:and\s)?|\sand\s")
_ARTICLE = re.compile(
    r"^\s{0,2}(?:(?:the|a|an|for|of)\s)?(?:(?:\w{1,10} )?(?:curves?|patterns?|values?|spectr(?:um|a)"
    r"|plots?) (?:of|for) )?"
    r"(?:(?:the|a|an|for|of)\s)?",
    re.IGNORECASE,
)
MODIFIER = re.compile(
    rf"(?<![\w-])(?:{FORM}(?: {FORM}){{0,2}}|undoped|unmodified|untreated|unpatterned|surface[- ]coated"
    r"|[A-Z]\w{0,14}-(?:coated|doped|modified|substituted|treated|free))\s$",
    re.IGNORECASE,
)
_ONE_MODIFIER = re.compile(rf"(?:{MODIFIER.pattern[:-3]})", re.IGNORECASE)
_BARE_MODIFIER = re.compile(rf"(?:{MODIFIER.pattern[:-1]})", re.IGNORECASE)
_LEAD = re.compile(r"^.{0,300}\b(?:of|for|with|the|whereas|while)\s(?:the\s)?")
_OF_ONE_HEAD = re.compile(
    r"\b(?:of|for|in|with) (?:the |these )?(?P<list>[\w/-]{2,30}(?:, [\w/-]{2,30}){0,6},? and [\w/-]{2,30}) "
    r"(?P<head>(?:separator|membrane|electrolyte|electrode|cathode|anode|film|cell|powder|pellet|ceramic|composite|binder"
    r"|carbon|felt|alloy|polymer|gel))s (?:(?:are|were|amount to|reach(?:ed)?) )(?:only |about |~)?$"
)
_FOR_LIST = re.compile(
    r"(?:\s\w{1,12}){0,6}?\s(?:for|in|of|with)\s(?P<list>(?:(?! for | of )[^.;)]){3,160}?)"
    r"(?:,?\srespectively|(?=[.;)]|,? (?:at|after|under|when)\b|$))"
)


@lru_cache(maxsize=4096)
def is_modifier_word(word: str) -> bool:
    """Whether a modifier (``carbon-coated porous``) can end in ``word``; a look at it spares the search for it."""
    return _ONE_MODIFIER.fullmatch(word) is not None


def nouns_of(text: str, anchor: int, start: int, end: int) -> str | None:
    """The nouns that the value at ``[start, end)`` of the sentence ``text`` is said of, or None.

    ``anchor`` is where its property is named. Adverbs, pronouns and names of properties are none.
    """
    match = _FOR_NOUNS.match(text, end) or _OF_KIND.match(text, end) or _THAT_OF_NOUNS.search(text[:start])
    if match is None and anchor < start:
        match = _OF_NOUNS.search(text, max(0, anchor), start)
    if match is None:
        match = _FIRST_NOUNS.match(text)
        if match is not None and _NEW_SUBJECT.search(text, match.end(), max(start, match.end())):
            return None  # what the sentence begins with has been left
    if (
        match is None
        or _NO_NOUN.match(match["nouns"])
        or _NO_HEAD.search(match["nouns"].strip())
        or _MEASURED.search(match["nouns"])
    ):
        return None
    if find_properties(match["nouns"]):
        return None
    return match["nouns"].strip()


def clause_nouns(text: str, start: int) -> str | None:
    """Two words or more that begin the clause of the value at ``start`` (``…; the blue analogue delivers``)."""
    last = max((match.end() for match in _NEW_CLAUSE.finditer(text, max(0, start - 120), start)), default=None)
    match = _FIRST_NOUNS.match(text, last) if last is not None else None
    if match is None or match.end() > start or " " not in match["nouns"] or _GENERAL.search(match["nouns"]):
        return None
    nouns = match["nouns"]
    barred = _NO_NOUN.match(nouns) or _NO_HEAD.search(nouns) or _MEASURED.search(nouns) or find_properties(nouns)
    return None if barred else nouns


def is_kind(nouns: str) -> bool:
    """Whether the nouns name a kind of things (``polymer electrolytes``)."""
    return _IS_KIND.match(nouns) is not None


def bracketed_part(before: str) -> str | None:
    """The part of a cell that a value in brackets stands right behind (``the bare separator (70 Ω``), or None."""
    match = _BEFORE_BRACKET.search(before[-80:])
    return match["nouns"] if match is not None and is_part(match["nouns"]) else None


def that_of(before: str) -> str | None:
    """The nouns of ``that of NOUNS (`` that a value stands right behind, or None."""
    match = _THAT_OF.search(before[-90:]) if "hat of " in before or "hose " in before or "hat for " in before else None
    if match is None or _NO_NOUN.match(match["nouns"]) or _NO_HEAD.search(match["nouns"]):
        return None
    return None if find_properties(match["nouns"]) or _GENERAL.search(match["nouns"]) else match["nouns"]


def thick_one(text: str, end: int) -> str | None:
    """The nouns of a thing whose thickness ends at ``end`` (``10 µm thick doped ceria electrolyte``), or None."""
    match = _THICK.match(text, end)
    return match["nouns"] if match is not None else None


def label_beside(text: str, anchor: int, start: int, end: int) -> str | None:
    """The word with the looks of a label that the value at ``[start, end)`` is said of (``150 mAh/g for P2-NM``)."""
    match = _FOR_LABEL.match(text, end)
    if match is None and 0 <= anchor < start:
        match = _OF_LABEL.search(text, anchor, start)
    return match["label"] if match is not None and is_label(match["label"]) else None


def listed_before_bracket(text: str, start: int) -> str | None:
    """The nouns of a list that a value in brackets stands right behind (``lotus stems (351 mAh/g)``), or None.

    The sentence ``text`` must have two such values.
    """
    if text[:start].rstrip("~≈ ")[-1:] != "(" or len(_VALUE_IN_BRACKET.findall(text)) < 2:
        return None
    match = _LISTED_BEFORE_BRACKET.search(text, max(0, start - 70), start)
    if match is None or _NO_NOUN.match(match["nouns"]) or _NO_HEAD.search(match["nouns"]):
        return None
    return None if find_properties(match["nouns"]) else match["nouns"]


def is_part(nouns: str) -> bool:
    """Whether the nouns name a part of a cell (``coated separator``), not the material that a paper is about."""
    return _PART.search(nouns) is not None


def is_object(nouns: str) -> bool:
    """Whether the nouns name a thing of its own shape (``composite plate``), which has a size and a density."""
    return _OBJECT.search(nouns) is not None


def kinds_of_one(before: str, count: int) -> list[str] | None:
    """The things of ``of the A, B and C separators were`` that ``count`` values stand right behind, or None."""
    match = _OF_ONE_HEAD.search(before[-160:]) if before.endswith(" ") and " and " in before else None
    items = _AND.split(match["list"]) if match is not None else []
    if match is None or len(items) != count or any(_NO_NOUN.match(item) for item in items):
        return None
    return [f"{item} {match['head']}" for item in items]


def listed_nouns(text: str, start: int, end: int, count: int) -> list[str] | None:
    """The ``count`` nouns that a list of as many values at ``[start, end)`` is paired with (``…, respectively``).

    They stand before the verb of the values (``of the A, the B and the C were 1, 2 and 3``) or behind the values
    (``1, 2 and 3 for the A, the B and the C``).
    """
    behind = _FOR_LIST.match(text, end)
    if behind is not None:
        items = _distributed(_items(behind["list"]))
        if len(items) == count:
            # `with dilatometry and XRD, respectively`: two ways to one thing
            return None if any(_NO_HEAD.search(item) for item in items) else items
    before = _VERB.split(text[:start])
    if len(before) < 3:
        return None
    items = _items(before[-3])[-count:]
    if len(items) < count:
        return None
    items[-1] = items[-1].strip()
    # The first item still carries the words before the list.
    items[0] = _LEAD.sub("", items[0])
    items = _distributed(items)
    barred = any(_NO_HEAD.search(item) for item in items)
    return items if not barred and all(0 < len(item.split()) <= 5 for item in items) else None


def _distributed(items: list[str]) -> list[str]:
    """``items`` with the head of the last: ``the bare and coated A``, ``the B- and C-coated A`` name A twice."""
    rest = items[-1].partition("-")[2] if items else ""
    items = [f"{item}{rest}" if item.endswith("-") and rest else item for item in items]
    head = _BARE_MODIFIER.sub("", items[-1]) if items else ""
    if items and _BARE_MODIFIER.fullmatch(f"{items[-1]} "):
        return items  # `the sheets and the bulk`
    return [f"{item} {head}" if _BARE_MODIFIER.fullmatch(f"{item} ") else item for item in items]


def _items(text: str) -> list[str]:
    return [_ARTICLE.sub("", item).strip() for item in _AND.split(text.strip()) if item.strip()]
