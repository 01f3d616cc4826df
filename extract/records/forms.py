"""Forms: adjectives that tell forms of one material apart (``porous silicon``, ``the doped one``)."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cached_property, lru_cache

from ..analysis import Analysis, MaterialMention
from ..hints import Hinted
from .service import in_service

# What was done to it, what it looks like, what it consists of.
FORM = (
    r"(?:(?:[A-Za-z0-9]{1,12}(?:[,/][A-Z][a-z]?)?-)?(?:(?:co-?|dual-)?doped|coated|uncoated|modified"
    r"|treated|milled|etched|annealed|calcined|sintered|washed"
    r"|activated|oxidi[sz]ed|reduced|regenerated|recycled|substituted|grafted|functionali[sz]ed|cross-?linked|patterned"
    r"|filled|blended|densified|pressed|prelithiated|pre-lithiated|presodiated|stabili[sz]ed|wrapped|decorated"
    r"|impregnated|infiltrated|exfoliated|carboni[sz]ed|quenched|aged|disordered|ordered|textured|graded|aligned|free"
    r"|rich|poor|deficient|containing|encapsulated|cast|plastici[sz]ed|relithiated|passivated|crystalline|polished"
    r"|sized|textured|like|shaped|structured|templated|expanded|grown|printed|bonded|stuffed)"
    r"|porous|mesoporous|microporous|macroporous|dense|hollow|compact|thick|thin|thicker|thinner|larger?|smaller?"
    r"|coarser?|finer?|bulk|amorphous|polycrystalline|single-?crystal|glassy|commercial|hybrid|fresh|spent|rough|smooth"
    r"|spherical|nanosized|optimi[sz]ed|hierarchical|3D|2D|1D|flat|bare|pristine)"
)
# One of these is enough: there is the material without it, too.
_MADE = frozenset(
    {"coated", "modified", "doped", "treated", "substituted", "regenerated", "commercial", "spent", "patterned"}
    | {"pristine", "bare", "bulk"}
)
_BEFORE = re.compile(rf"(?<![\w-])(?P<words>{FORM}(?:,? (?:and )?{FORM}){{0,2}}) $", re.IGNORECASE)
_LAST = Hinted(rf"{FORM}$", flags=re.IGNORECASE)
_WORD = re.compile(r"[a-z0-9]+", re.IGNORECASE)


# The same words stand before materials again and again.
@lru_cache(maxsize=4096)
def _is_form(word: str) -> bool:
    """Whether ``word`` may end words of form."""
    return _LAST.search(word) is not None


def stems(words: str) -> frozenset[str]:
    """The parts of ``words`` in small letters (``carbon-coated porous`` has three)."""
    return frozenset(part.casefold() for part in _WORD.findall(words))


_LEADING = re.compile(rf"^(?:{FORM}(?:,? (?:and )?))+(?=\S)", re.IGNORECASE)


def formless(name: str) -> str:
    """``name`` without the words of form before it (``porous silicon`` is silicon)."""
    return _LEADING.sub("", name) or name


class Forms:
    """The forms in which a document names its materials; found when first asked for."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis

    @cached_property
    def _named(self) -> list[tuple[frozenset[str], MaterialMention]]:
        """Each material that stands behind words of form, or holds such words, with those words."""
        text = self._analysis.document.text
        found: list[tuple[frozenset[str], MaterialMention]] = []
        title = next((block for block in self._analysis.document.blocks if block.kind == "title"), None)
        for mention in self._analysis.materials:
            if title is not None and title.start <= mention.start < title.end:
                continue
            formed = text[mention.start - 1 : mention.start] == " " and _is_form(
                text[max(0, mention.start - 30) : mention.start - 1].rpartition(" ")[2]
            )
            before = _BEFORE.search(text, max(0, mention.start - 40), mention.start) if formed else None
            words = before["words"] if before is not None else ""
            own = stems(f"{words} {mention.text}") if before is not None or " " in mention.text else frozenset()
            if len(own) > 1:
                found.append((own, mention))
        return found

    @cached_property
    def _forms_of(self) -> dict[str, set[frozenset[str]]]:
        found: dict[str, set[frozenset[str]]] = defaultdict(set)
        for words, mention in self._named:
            if rest := words - stems(mention.text):
                found[mention.text.casefold()].add(rest)
        return found

    def told_apart(self, name: str) -> bool:
        """Whether the document tells forms of ``name`` apart (``dense silicon``, ``porous silicon``), or a made one."""
        forms = self._forms_of.get(name.casefold(), ())
        return len(forms) > 1 or any(form & _MADE for form in forms)

    def last(self, words: str, end: int) -> MaterialMention | None:
        """The last material before ``end`` that the document names with all of ``words``, or None."""
        asked = stems(words)
        for own, mention in reversed(self._named):
            if mention.end <= end and asked <= own and not in_service(mention):
                return mention
        return None
