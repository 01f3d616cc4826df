"""Web pages that come from strangers: parsed without network, stripped of everything that is not the paper."""

from __future__ import annotations

import re

from lxml import etree, html

from .encoding import decode
from .errors import ReadError
from .sections import section_of
from .source import Limits
from .xmltree import Element, all_text

_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_TOO_DEEP = "The page is nested too deep to be a paper. Convert it with another tool."
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_MAX_DEPTH_FACTOR = 2  # pages nest deeper than XML for the same text

# Elements that never hold the text of a paper. A header may hold its title, so that one is judged by its class.
_JUNK_TAGS = frozenset(
    (
        "script", "style", "noscript", "nav", "footer", "form", "button", "input", "select", "textarea", "svg",
        "iframe", "object",
        "template", "dialog", "aside", "canvas", "audio", "video", "link", "meta", "base", "map",
    )
)  # fmt: skip
_JUNK_ROLES = frozenset(
    ("navigation", "banner", "search", "menu", "menubar", "dialog", "alert", "complementary", "tooltip", "contentinfo")
)
# Whole words of a class or an id that mark what surrounds a paper.
_JUNK_WORDS = re.compile(
    r"(?:^|[-_ ])(?:nav(?:bar|igation)?|menu|breadcrumbs?|cookies?|consent|gdpr|onetrust|advert(?:isement)?s?|"
    r"ads?|adsense|leaderboard|"
    r"sponsor(?:ed)?|share|sharing|social|bookmark(?:ing|s)?|sidebar|side-?bar|related|recommend(?:ed|ations?)?|"
    r"trendmd|metrics?|"
    r"altmetrics?|plumx|toolbar|tools?|tooltip|pop-?up|popover|modal|overlay|login|log-in|sign-?in|signup|"
    r"subscribe|newsletter|"
    r"downloads?|figureDownloadLinks|callout|fig-services|services|section-nav|sr-only|visually-hidden|"
    r"u-visually-hidden|"
    r"screen-?reader|skip-?links?|skip|citedby|cited-by|citing|comments?|footer|site-header|page-header|masthead|"
    r"toc|outline|"
    r"crossmark|google-scholar|sfxlink|reflinks|orcid|pager|pagination|prev|next|feedback|survey|"
    r"rightslink|permissions?-link|addthis|dropzone-tags|sticky|progress-bar|hidden|noprint|no-print|ref-overlay|"
    r"cit-extra|"
    r"MathJax_Preview|MathJax_SVG|MJX_Assistive_MathML_|issue-nav|journal-nav|access-options|buybox|"
    r"paywall-prompt|banner|"
    r"accordion-tabbed|article-tools|article-nav|tab-nav|topics?|topicTags|c-nature-box|c-article-associated|"
    r"recommendations|"
    r"c-article-recommendations|c-site-messages|c-header|external-links|linkout|back-to-top|"
    r"html-journal|"
    r"affiliations?|author-list|contributors?|entryAuthor|authors|publicationContentAuthors|"
    r"hlFld-ContribAuthor)(?:$|[-_ ])",
    re.IGNORECASE,
)
# Names that never hold the paper, whatever else is in them.
_ALWAYS_JUNK = re.compile(
    r"(?:^|\s)(?:section-nav|table-article|short-legend|article-dyn-nav|sidebar-nav|cb-section|content-box|"
    r"nav-placeholder|"
    r"figureDownloadLinks|fig-services|callout-links|ref-overlay|cit-extra|c-article-references__links|"
    r"bibr-links|ref-links|"
    r"html-tablepopup-link|html-fig_show|figure-downloads|figure-extra|extra-links|c-article__pill-button|webeps|"
    r"c-reading-companion|tableViewerNav|MathJax_Preview|section-cited-by|ListArticles|RelatedContent|"
    r"links-for-figure|figure-inline-download|table-of-contents|Outline|author-info|anchors|signposts|article-tabs|"
    r"issue-navigation|"
    r"ArticleIdentifierLinks|SidePanel\w*|side-panel)(?:$|\s)",
    re.IGNORECASE,
)
# Classes that hold the paper although a word above is in their name.
_KEPT_WORDS = re.compile(
    r"(?:^|[ _-])(?:article-?(?:body|text|content|section__content)|fulltext|full-text|abstract|references?|"
    r"ref-list|bibliograph|"
    r"supplement\w*|acknowledge?ments?|NLM_|section|caption|conclusions?|methods?|results?|table-wrap|tab-pane|"
    r"tab-content)",
    re.IGNORECASE,
)
_AUTHORS = re.compile(r"(?:^|[\s_-])(?:authors?|contributors?|author-list)(?:$|[\s_-])", re.IGNORECASE)
_HIDDEN_STYLE = re.compile(r"display:\s*none|visibility:\s*hidden", re.IGNORECASE)


def parse_html(data: bytes, *, limits: Limits) -> Element:
    """The root of a page; raises ReadError where nothing can be parsed or the nesting is absurd."""
    text = _FORBIDDEN.sub("", _DECLARATION.sub("", decode(data), count=1))
    if not text.strip():
        raise ReadError("empty", "The file holds no text. Download it again.")
    parser = html.HTMLParser(
        no_network=True, recover=True, huge_tree=False, remove_comments=True, remove_pis=True, encoding="utf-8"
    )
    try:
        root = html.document_fromstring(text.encode("utf-8"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise ReadError("malformed", f"The page cannot be parsed ({error}). Download it again.") from error
    if any("depth" in str(entry.message).lower() for entry in parser.error_log):
        # The parser stops at its own limit and keeps what it has, which would be a page cut off in silence.
        raise ReadError("limit_size", _TOO_DEEP)
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > limits.depth * _MAX_DEPTH_FACTOR:
            raise ReadError("limit_size", _TOO_DEEP)
    return root


def class_of(element: Element) -> str:
    """Class and id of an element in one string."""
    return f"{element.get('class') or ''} {element.get('id') or ''}".strip()


def is_junk(element: Element) -> bool:
    """Whether an element belongs to the page around a paper rather than to the paper."""
    tag = element.tag
    if not isinstance(tag, str):
        return True
    if tag in _JUNK_TAGS:
        # Formulae live in scripts, and pages of one form wrap everything in it.
        return not (tag == "script" and (element.get("type") or "").startswith("math/")) and not (
            tag == "form" and _holds_text(element)
        )
    if element.get("role") in _JUNK_ROLES or element.get("aria-hidden") == "true" or element.get("hidden") is not None:
        return not _holds_text(element)
    style = element.get("style")
    if style and _HIDDEN_STYLE.search(style) and not _holds_text(element):
        return True
    names = class_of(element)
    if _drawn_twice(element, names):
        return True
    if element.get("data-doi"):
        return False  # links of a reference, which hold its DOI
    if not names or tag in (
        "body",
        "html",
        "p",
        "table",
        "tr",
        "td",
        "math",
        "article",
        "main",
        "h1",
        "figure",
        "sup",
        "sub",
    ):
        return False
    if _ALWAYS_JUNK.search(names):
        return True
    if "html-table-wrap" in names and element.find(".//table") is None:
        # The stub of a table that stands in full further down the page.
        return True
    if _AUTHORS.search(names) and _within_references(element):
        return False
    return bool(_JUNK_WORDS.search(names)) and not _KEPT_WORDS.search(names) and not _holds_text(element)


def _drawn_twice(element: Element, names: str) -> bool:
    """Whether an element is a formula as MathJax drew it, with its source in a script right behind it."""
    if not {"MathJax", "MathJax_Display"} & set(names.split()):
        return False
    behind = element.getnext()
    return behind is not None and behind.tag == "script" and (behind.get("type") or "").startswith("math/")


def _within_references(element: Element) -> bool:
    """Whether an element stands in an entry of the list of references, where names of authors are wanted."""
    return any(
        _PART_CLASS.search(class_of(parent)) and "abstract" not in class_of(parent).lower()
        for parent in element.iterancestors("span", "div", "li", "ol", "ul", "section", "p")
    )


def _holds_text(element: Element) -> bool:
    """Whether an element with a suspicious name holds so many paragraphs that it must be the paper itself."""
    paragraphs = element.findall(".//p")
    if len(paragraphs) < 6:
        return False
    return sum(len(all_text(p)) for p in paragraphs) > 6000


def drop_junk(root: Element) -> None:
    """Take what is not the paper out of the tree, in place; the text behind each piece stays."""
    for element in list(root.iter()):
        if element.getparent() is None or element is root or not is_junk(element):
            continue
        _remove(element)


def _remove(element: Element) -> None:
    parent, previous = element.getparent(), element.getprevious()
    if parent is None:
        return
    tail = element.tail
    if tail:
        if previous is not None:
            previous.tail = (previous.tail or "") + tail
        else:
            parent.text = (parent.text or "") + tail
        element.tail = None
    parent.remove(element)


def main_part(body: Element) -> Element:
    """The smallest element that holds nearly all running text of the page, and every part of the paper."""
    total = _running(body)
    current = body
    while total:
        heavy = [child for child in current if isinstance(child.tag, str) and _running(child) >= 0.9 * total]
        if not heavy or heavy[0].tag in ("p", "table", "ul", "ol"):
            return current
        if any(_has_part(child) for child in current if child is not heavy[0]):
            return current
        current = heavy[0]
    return current


_PART_CLASS = re.compile(r"(?:^|[\s_-])(?:abstract\w*|ref-?list|references?|bibliography)(?:$|[\s_\d-])", re.IGNORECASE)
_PARTS = ("abstract", "introduction", "experimental", "results", "conclusions", "references")


def _has_part(element: Element) -> bool:
    """Whether an element beside the bulk of the text is a part of the paper: by its name or by its heading."""
    for inner in element.iter():
        if not isinstance(inner.tag, str):
            continue
        if inner.tag in ("h1", "h2", "h3", "h4") and section_of(all_text(inner), "other") in _PARTS:
            return True
        if _PART_CLASS.search(class_of(inner)) and _running(inner) > 300:
            return True
    return False


def _running(element: Element) -> int:
    """Characters of paragraphs, list items, captions and headings below an element, links to other pages left out."""
    count = 0
    for text in element.itertext():
        stripped = text.strip()
        if len(stripped) > 25:
            count += len(stripped)
    return count
