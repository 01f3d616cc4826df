"""Front matter: title, authors, journal, year and licence from the first page and the file's own metadata."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..metadata import doi_of, licence_of
from ..normal import Run, join_runs
from .lines import Line
from .paragraphs import Chunk
from .style import KNOWN_HEADING, Style

_NOT_A_TITLE = re.compile(
    r"^(?:contents lists|journal homepage|www\.|https?:|doi\b|open access|original research|research articles?$|"
    r"(?:full length |review |research |original )?article$|abstract$|keywords?\b|citation:|received|published|"
    r"vol(?:ume|\.)|issn|copyright|©|edited by|reviewed by|see discussions)",
    re.IGNORECASE,
)
_FILE_TITLE = re.compile(
    r"\.(?:docx?|pdf|dvi|tex|indd|qxd)$|^(?:untitled|microsoft word|doi:|pii:|\w{0,8}\d{4,}\w*$)", re.IGNORECASE
)
_JOURNAL_LINE = re.compile(
    r"^(?P<name>[A-Z][A-Za-z.&:, ]{2,60}?),?\s+(?:(?:vol\.?|volume)\s*)?\(?\d{1,4}\)?\b.{0,40}?\b(?:19|20)\d\d|"
    r"^(?P<bold>[A-Z][A-Za-z.& ]{2,60}?)\s+(?:19|20)\d\d\s?,\s*(?:\d+|[A-Z]{2})"
)
# Running lines: "SCIENTIFIC REPORTS | 5 : 8946 | DOI: …", "Frontiers in Chemistry | www.… | Volume 8".
_PIPED_LINE = re.compile(
    r"^(?P<name>[A-Z][A-Za-z.&:, ]{2,60}?)\s?\|(?=.{0,120}?(?:www\.|\bdoi\b|\bvol|\d ?: ?\d|\((?:19|20)\d\d\)))",
    re.IGNORECASE,
)
# What publishers write into the file: "Chemical Science (2022), 13, 4740-4752, doi:10.…".
_SUBJECT = re.compile(r"^(?P<name>[A-Z][A-Za-z.&: ]{2,80}?),? \(?(?:19|20)\d\d\)?,.{0,60}?\bdoi\b", re.IGNORECASE)
_JOURNAL_NAME = re.compile(
    r"^(?:the )?(?:international |european |american |russian |chinese |iranian |turkish )?"
    r"(?:journal|bulletin|proceedings|transactions|annals|archives|acta|letters|reviews?) (?:of|on|in)\b",
    re.IGNORECASE,
)
_NO_JOURNAL = re.compile(
    r"^(?:.*doi\b|published|received|accepted|available|copyright|vol(?:ume)?|citation|edited|page)\b|"
    # a date
    r"^(?:.*\s)?(?:january|february|march|april|may|june|july|august|september|october|november|december)$",
    re.IGNORECASE,
)
_DATES = re.compile(
    r"(?:published(?: online)?|accepted|available online|received|©|copyright|\(c\))[^.;|]{0,60}?\b((?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_MARKS = re.compile(r"[\d*†‡§¶#,⁎∗✉\s]+$|^[\s,*]+")
_NAME = re.compile(
    r"^(?:[A-ZÀ-Þ][\w'’.\-‐]*|de|von|van|der|den|da|di|del|la|le|bin|al)(?:\s+(?:[A-ZÀ-Þ][\w'’.\-‐]*|de|von|van|der|den|da|di|del|la|le|bin|al)){1,5}$"
)


_INSTITUTION = re.compile(
    r"\b(?:Universit\w+|Institut\w*|Cent(?:er|re)|Research|Laborator\w+|Department|School|College|Info|Field|Academy|"
    r"GmbH|Ltd|Inc|Corporation|Company|Article|USA|China|Germany|Japan|Korea|France|Italy|India|Journal|Science|Faculty)\b"
)
_PUBLISHED = re.compile(r"(?:published(?: online)?|©|copyright|\(c\))[^.;|]{0,60}?\b((?:19|20)\d\d)\b", re.IGNORECASE)

_YEAR = re.compile(r"(?<![\d./-])((?:19|20)\d\d)(?![\d/-])")


@dataclass
class Front:
    """What the first page and the metadata say of the paper."""

    title: str | None = None
    authors: tuple[str, ...] = ()
    doi: str | None = None
    journal: str | None = None
    year: int | None = None
    licence: str | None = None


def title_chunk(chunks: Sequence[Chunk], style: Style, info: Mapping[str, str]) -> Chunk | None:
    """The chunk of the first page that is the title."""
    known = _words(file_title(info) or "")
    best: tuple[float, Chunk] | None = None
    for place, chunk in enumerate(chunks):
        text = chunk.text.strip()
        words = text.split()
        if (
            chunk.kind not in ("heading", "paragraph", "noise", "title")
            or len(chunk.lines) > 8
            or not 2 <= len(words) <= 45
        ):
            continue
        if _NOT_A_TITLE.match(text) or KNOWN_HEADING.match(text):
            continue
        size = chunk.lines[0].size
        overlap = len(known & _words(text)) / max(1, len(known | _words(text))) if known else 0.0
        if size < 1.12 * style.size and overlap < 0.6:
            continue
        score = size / style.size + 4 * overlap - 0.02 * place
        score += 0.0 if len(words) >= 5 else -0.8
        score -= 0.6 * (chunk.box[1] > 420)
        score -= 1.5 * bool(_JOURNAL_NAME.match(text) and len(words) < 12)
        if best is None or score > best[0]:
            best = (score, chunk)
    return best[1] if best else None


def _words(text: str) -> set[str]:
    return set(re.findall(r"[a-z]{3,}", text.lower()))


def file_title(info: Mapping[str, str]) -> str | None:
    """The title of the file's metadata, where it is one."""
    title = info.get("Title", "").strip()
    return title if len(title.split()) >= 3 and not _FILE_TITLE.search(title) else None


def authors_of(chunk: Chunk | None) -> tuple[str, ...]:
    """The names in a line of authors, or nothing where it does not read as one."""
    if chunk is None:
        return ()
    runs: list[Run] = []
    for line in chunk.lines[:8]:
        runs += [Run(", ") if run.level != "base" else run for run in line.runs]
        runs.append(Run(" "))
    text, _ = join_runs(runs)
    names: list[str] = []
    for part in re.split(r"\s*[,;]\s*(?:and\s+|&\s*)?|\s+and\s+|\s*&\s*|\s+·\s+", text):
        name = _MARKS.sub("", _MARKS.sub("", part)).strip()
        name = re.sub(r"(?<=[a-z])\d+(?:,\d+)*$|\s+(?:Ph\.?D|M\.?D)\.?$", "", name)
        if _NAME.match(name) and name not in names and not _INSTITUTION.search(name):
            names.append(name.title() if name.isupper() and len(name) > 6 else name)
        elif len(name) > 40:
            break
    return tuple(names)


def whole_title(chunks: Sequence[Chunk], title: Chunk) -> None:
    """Join to the title the lines of its kind right above and below it, taking them out of ``chunks``' kinds."""
    grown = True
    while grown:
        grown = False
        for chunk in chunks:
            if chunk is title or chunk.kind == "taken":
                continue
            one, two = (title, chunk) if title.box[1] <= chunk.box[1] else (chunk, title)
            upper, lower = one.lines[-1], two.lines[0]
            alike = abs(upper.size - lower.size) < 0.03 * upper.size and upper.font.name == lower.font.name
            near = 0 < lower.y - upper.y < 2.2 * upper.size
            overlap = min(upper.x1, lower.x1) - max(upper.x0, lower.x0) > 0
            if alike and near and overlap and len(title.lines) < 8:
                title.lines = [*one.lines, *two.lines]
                chunk.kind = "taken"
                grown = True
                break


def front_of(
    chunks: Sequence[Chunk], edges: Sequence[Line], info: Mapping[str, str], ends: Sequence[str] = ()
) -> Front:
    """Everything but the title; ``edges`` are the running heads and feet of the first pages, ``ends`` what else may
    name the licence (the last page, what runs up the margin).
    """
    texts = [chunk.text for chunk in chunks]
    heads = [line.text.strip() for line in edges]
    printed = "\n".join([*heads, *texts])
    front = Front()
    front.doi = doi_of(info.get("doi")) or doi_of(info.get("Subject")) or doi_of(printed) or doi_of(info.get("Title"))
    front.licence = licence_of(printed, *ends)
    for text in heads + texts:
        match = _JOURNAL_LINE.match(text)
        if match and not front.journal and len(text) < 160:
            name = re.sub(r",? (?:vol(?:ume)?|no)\.?$", "", (match["name"] or match["bold"]).strip(" ,."), flags=re.I)
            front.journal = None if _NO_JOURNAL.match(name) or len(name) < 4 else name
    # A citation of the paper itself may begin in the middle of its title; a running line does not.
    front.journal = _running_journal(heads + texts) or front.journal or _named(_SUBJECT, info.get("Subject", ""))
    front.year = _year(heads, texts, info)
    return front


def _running_journal(texts: Sequence[str]) -> str | None:
    """The journal of a running line with strokes."""
    return next(filter(None, (_named(_PIPED_LINE, text) for text in texts if len(text) < 200)), None)


def _named(pattern: re.Pattern[str], text: str) -> str | None:
    """The name of a journal that ``pattern`` finds in ``text``, out of capitals."""
    match = pattern.match(text)
    name = match["name"].strip(" ,.") if match else ""
    if len(name) < 4 or _NO_JOURNAL.match(name) or _NOT_A_TITLE.match(name):
        return None
    return re.sub(r" (?:Of|And|In|The|For|On)\b", lambda m: m[0].lower(), name.title()) if name.isupper() else name


def _year(heads: list[str], texts: list[str], info: Mapping[str, str]) -> int | None:
    published = [int(m[1]) for text in [*heads, *texts] for m in _PUBLISHED.finditer(text)]
    if published:
        return max(published)
    for text in [*heads, *texts]:
        if len(text) < 200 and _JOURNAL_LINE.match(text):
            match = re.search(r"\b((?:19|20)\d\d)\b", text)
            if match:
                return int(match[1])
    dates = [int(m[1]) for text in [*heads, *texts] for m in _DATES.finditer(text)]
    if dates:
        return max(dates)
    # What the page prints at its edges says more than when the file was made.
    running = [int(year) for text in heads if len(text) < 160 for year in _YEAR.findall(text)]
    if running:
        return max(running)
    match = re.search(r"D:(\d{4})", info.get("CreationDate", ""))
    return int(match[1]) if match else None
