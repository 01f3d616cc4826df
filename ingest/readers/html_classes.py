"""What publishers call the parts of their pages: classes, ids and headings."""

from __future__ import annotations

import re

HEADING = re.compile(r"h[1-6]$")
HEADING_CLASS = re.compile(
    r"(?:^|[\s_-])(?:head-[a-e]|a_heading|b_heading|c_heading|section-?heading|section-?title|"
    r"article-section__title|head[1-4]|sec-title)(?:$|[\s_-])",
    re.I,
)
ABSTRACT = re.compile(
    r"(?:^|[\s_-])(?:abstract|hlFld-Abstract|abstractSection|summary-section)(?:$|[\s_\d-])", re.IGNORECASE
)
REFERENCES = re.compile(
    r"(?:^|[\s_-])(?:ref-?list|references?(?:-list|List)?|bibliography|cit-list|citations|refs)(?:$|[\s_\d-])",
    re.IGNORECASE,
)
EQUATION = re.compile(
    r"disp(?:lay)?-?(?:formula|quation|equation)|\bequation\b(?!Td inline)|html-disp-formula|"
    r"c-article-equation(?:$|\s)|NLM_disp-formula",
    re.IGNORECASE,
)
KEYWORDS = re.compile(r"(?:^|[\s_-])(?:kwd-group|keywords?|kwd)(?:$|[\s_-])", re.IGNORECASE)
STOP_HEADINGS = re.compile(
    r"^(?:(?:recommended|related (?:articles|content|papers)|similar articles|most (?:read|cited)|you may also|"
    r"cited by|citing articles|"
    r"more (?:from|like)|about this article|cite this|share this|article metrics|rights and permissions|"
    r"explore content|quick links|"
    r"google scholar|social bookmarking|what's this|sign up|email alert)\b.*|"
    r"view (?:all|more).*|(?:author information|authors and affiliations|affiliations|comments|this article|"
    r"navigate this article|"
    r"services|metrics|download|further information|article information|current issue)s?)$",
    re.IGNORECASE,
)
# What a page prints of the paper beside its text.
APART = re.compile(r"(?:^|\s)(?:articleinfo|AbstractSummary|article-?info(?:rmation)?)(?:$|\s)", re.IGNORECASE)
# The name of a figure or table on a line of its own, above the figure or table with its caption.
LONE_LABEL = re.compile(r"(?:Fig(?:ure|\.)?|Table|Scheme|Chart)\s?S?\d{1,3}\.?", re.IGNORECASE)
CAPTION_APART = re.compile(r"(?:^|\s)table_caption(?:$|\s)")
LINKS_BEHIND = re.compile(
    r"(?:\s*(?:Download figure:?|Standard image|High[- ]resolution image|Full size (?:image|table)|"
    r"Export PowerPoint slide|PowerPoint|"
    r"Open in (?:figure viewer|new tab)|View large(?:r image)?|Click here to enlarge figure\.?))+\s*$",
    re.IGNORECASE,
)
FIGURE_LINKS = re.compile(
    r"^(?:PPT|High[- ]resolution|Download|Open in|View (?:larger|full|large)|Full size|Figure viewer|\||\s)+",
    re.IGNORECASE,
)
