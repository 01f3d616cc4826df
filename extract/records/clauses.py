"""Where the clauses of a sentence part: words that cut a value off from what stands beyond them."""

from __future__ import annotations

import re

# `in less than 90 cycles` begins none.
HARD = re.compile(
    r";|\b(?:while|whereas|whilst|but|however(?!,)|than(?<!less than)(?<!more than)(?<!fewer than)|than(?! ?[\d~])"
    r"|although|though(?!,))\b"
    r"|[.;,:] \([b-k]\) "  # the next panel of a caption
)
AND_A = re.compile(r"\band (?:an?|the|its|their)\b")
COMMA_AND = re.compile(r",\s+(?:and|which|with)\b")
NEW_CLAUSE = re.compile(
    r"\band\b(?! (?:at|after|under|in|between)\b)|;|[,:](?! ?(?:at|after|under|with(?! an?\b)|between|even|from"
    r"|respectively)\b)|\bwith an?\b"
)
# `… than that of B (37%)` only sets a second value beside the first.
_ASIDE = re.compile(r"\bthan (?:that|those) (?:of|for|in) [^.;()]{1,60}\([^()]{1,30}\)")


def breaks(gap: str) -> bool:
    """Whether a new clause begins within ``gap``, so that what lies before does not hold for what lies behind."""
    return HARD.search(_ASIDE.sub("", gap)) is not None
