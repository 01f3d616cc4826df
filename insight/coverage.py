"""Coverage: what a literature reports, the share of papers for each item with its confidence interval."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import sqrt

from ..extract.extraction import Item
from ..ingest.document import Header
from .audit import REPORTED
from .checklist import Checklist

# 97.5th percentile of the normal distribution: intervals hold 95 %.
_Z = 1.959964


@dataclass(frozen=True, slots=True)
class Paper:
    """What the coverage needs of a paper: its header and its items."""

    document: Header
    items: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Share:
    """How many of a group of papers report an item.

    ``papers`` counts those to which the item applies; ``exact``, ``approximate`` and ``range`` split the ``reported``
    ones by status. ``low`` and ``high`` bound ``share`` at 95 % (Wilson). ``reporting`` are the ids of the papers.
    """

    group: str
    key: str
    papers: int
    reported: int
    exact: int
    approximate: int
    range: int
    share: float
    low: float
    high: float
    reporting: tuple[str, ...] = ()


def _year(header: Header) -> tuple[str, ...]:
    return (str(header.year or "unknown"),)


def _journal(header: Header) -> tuple[str, ...]:
    return (header.journal or "unknown",)


def _chemistry(header: Header) -> tuple[str, ...]:
    known = header.paper_class.chemistry if header.paper_class else ()
    return known or ("unknown",)


GROUPINGS: dict[str, Callable[[Header], tuple[str, ...]]] = {
    "year": _year,
    "journal": _journal,
    "chemistry": _chemistry,
}


def coverage(papers: Iterable[Paper], checklist: Checklist, *, by: str | None = None) -> tuple[Share, ...]:
    """The share of papers that report each item of ``checklist``, over all papers or in groups ``by`` year, ….

    Papers that are not about batteries, or to which no item applies (reviews), do not count. A paper of two chemistries
    stands in both groups. Groups come in their order, items in that of the checklist.
    """
    counts: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    groups: set[str] = set()
    for paper in papers:
        if paper.document.paper_class is not None and not paper.document.paper_class.battery:
            continue
        for group in GROUPINGS[by](paper.document) if by else ("all",):
            groups.add(group)
            for item in paper.items:
                if item.status != "not_applicable":
                    counts[(group, item.key)].append((item.status, paper.document.id))
    return tuple(
        _share(group, key, counts[(group, key)])
        for group in sorted(groups)
        for key in checklist.keys
        if counts[(group, key)]
    )


def _share(group: str, key: str, seen: list[tuple[str, str]]) -> Share:
    by_status = {status: [id for each, id in seen if each == status] for status in REPORTED}
    reporting = [id for status, id in seen if status in REPORTED]
    low, high = interval(len(reporting), len(seen))
    return Share(
        group, key, len(seen), len(reporting),
        len(by_status["exact"]), len(by_status["approximate"]), len(by_status["range"]),
        round(len(reporting) / len(seen), 4), round(low, 4), round(high, 4), tuple(reporting),
    )  # fmt: skip


def interval(hits: int, of: int) -> tuple[float, float]:
    """The 95 % interval of a share by Wilson's formula, which holds for few papers and for shares near 0 and 1."""
    if not of:
        return 0.0, 1.0
    share = hits / of
    middle = share + _Z**2 / (2 * of)
    spread = _Z * sqrt(share * (1 - share) / of + _Z**2 / (4 * of**2))
    scale = 1 + _Z**2 / of
    return max(0.0, (middle - spread) / scale), min(1.0, (middle + spread) / scale)
