"""Where the clauses of a sentence part: words that cut a value off from what stands beyond them."""

from __future__ import annotations

import re

HARD = re.compile(r";|\b(?:while|whereas|but|however|than|although|though)\b")
AND_A = re.compile(r"\band (?:an?|the|its|their)\b")
COMMA_AND = re.compile(r",\s+(?:and|which|with)\b")
NEW_CLAUSE = re.compile(
    r"\band\b(?! (?:at|after|under|in|between)\b)|[,;:](?! ?(?:at|after|under|with(?! an?\b)|between|even|from"
    r"|respectively)\b)|\bwith an?\b"
)
