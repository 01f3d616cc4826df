"""Helpers: materials that stay in no product - surfactants, templates, catalysts, what sets the pH."""

from __future__ import annotations

import re

from .analysis import MaterialMention, Sentence
from .hints import has_any

_REMOVED_AFTER = re.compile(r"^(?:\s[\w-]+){0,2}\s(?:was|were)\s(?:\w+ly\s|then\s)?removed\b")
_REMOVED_BEFORE = re.compile(
    r"\b(?:remov(?:e|ing)|removal of)\s(?:the\s|all\s)?(?:(?:hard|sacrificial|silica|formed|added)\s){0,2}$"
)
# What a sentence says a material is there for: such helpers stay in no product.
_HELPER = (
    r"(?:surfactants?|dispersants?|(?:soft |hard |sacrificial )?templates?|catalysts?|initiators?|"
    r"(?:chelating|complexing|capping|structure[- ]directing|pore[- ]forming|foaming|dispersing|emulsifying|"
    r"sintering)\s(?:agents?|aids?)|"
    r"porogens?|emulsifiers?|stabili[sz]ers?|pH[- ](?:regulators?|adjusters?|modifiers?|adjusting agents?))"
)
_HELPS_AFTER = re.compile(
    rf"^(?:\s?\([^()]{{0,60}}\))?(?:(?:\s(?:was|were))?\s(?:used|added|employed|introduced|chosen|selected|acting|"
    rf"serving|acted|served|"
    rf"functioned))?\s(?:(?:\w+ly|dropwise)\s)?as\s(?:both\s)?(?:an?\s|the\s)?(?:\w+\s){{0,2}}?{_HELPER}\b|"
    rf"^\s?\([^()]{{0,40}}\b{_HELPER}\b|"
    rf"^,?\s(?:an?|the)\s(?:\w+\s){{0,2}}?{_HELPER}\b",
    re.IGNORECASE,
)
_HELPS_BEFORE = re.compile(rf"\b{_HELPER}\s(?:\(\s?|such as\s|of\s|agent\s)?(?:\w+\s)?$", re.IGNORECASE)
_ADDITIVE = re.compile(r"\badditives?\s\(?$")
_HELPER_WORDS = (
    "surfactant", "dispersant", "template", "catalyst", "initiator", "agent", " aid", "porogen", "emulsifier",
    "stabili", "ph ", "ph-",
)  # fmt: skip
_SETS_PH = re.compile(
    r"^(?:\s?\([^()]{0,60}\))?(?:\s(?:aqueous\s)?solution)?\s(?:was|were)\s(?:\w+ly\s|then\s|also\s)?(?:added|used|"
    r"dropped|introduced|dripped)\s"
    r"(?:[\w-]+\s){0,3}?(?:to\s(?:adjust|control|tune|regulate|neutrali[sz]e|maintain|keep|bring|set|reach)|"
    r"until)\b[^.;]{0,60}\b(?:pH|neutral|"
    r"alkalin\w+|acidity)",
    re.IGNORECASE,
)
_SURFACTANT = re.compile(
    r"\b(?:SDS|SDBS|CTAB|CTAC|AOT|P123|F127|pluronic|triton|tween|span[- ]?80|brij|dodecyl|cetyl|hexadecyl|lauryl|"
    r"oleyl\w*|"
    r"oleic|surfactant)",
    re.IGNORECASE,
)
# Acids in which something is dissolved or oxidised, where they bring none of the product's elements.
_ACID = re.compile(
    r"(?:(?:concentrated|glacial|dilute|fuming)\s)*(?:(?:sul[fp]h?uric|nitric|acetic|hydrochloric|"
    r"hydrofluoric) acid|H2SO4|HNO3|HCl|"
    r"CH3COOH|HF)\b",
    re.IGNORECASE,
)
_POURED = re.compile(r"\d\s?(?:m|µ|μ)?[lL]\b|\bcm\^?3|\bdm\^?3")


def helps(sentence: Sentence, mention: MaterialMention) -> bool:
    """Whether a material only helps: a surfactant, template, catalyst or chelating agent, what sets the pH."""
    before, after = sentence.text[: mention.start - sentence.start], sentence.text[mention.end - sentence.start :]
    if _SURFACTANT.match(mention.text) or _SURFACTANT.match(mention.name) or is_removed(sentence, mention):
        return True
    lower = sentence.text.lower()
    if has_any(lower, _HELPER_WORDS) and (_HELPS_AFTER.match(after) or _HELPS_BEFORE.search(before[-50:])):
        return "source" not in after[:60].lower()
    if "additive" in lower and _ADDITIVE.search(before[-30:]):
        return True
    return ("ph" in lower or "neutral" in lower) and bool(_SETS_PH.match(after))


def is_removed(sentence: Sentence, mention: MaterialMention) -> bool:
    """Whether a sentence takes a material away again: *the Pd/C was removed by filtration*, *to remove SiO2*."""
    if "remov" not in sentence.text:
        return False
    before, after = sentence.text[: mention.start - sentence.start], sentence.text[mention.end - sentence.start :]
    return bool(_REMOVED_AFTER.match(after) or _REMOVED_BEFORE.search(before[-60:]))


def is_poured_acid(mention: MaterialMention, amount: str | None) -> bool:
    """Whether a material is an acid that is measured by its volume: a medium unless the product holds its element."""
    return amount is not None and _POURED.search(amount) is not None and _ACID.match(mention.name) is not None
