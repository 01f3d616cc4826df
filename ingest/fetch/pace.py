"""Pace: how often a host is asked, and the clock that waiting goes by."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Protocol
from urllib.parse import urlsplit

# Seconds between two requests to a host, no faster than the services ask (looked up in November 2026):
# arXiv: one request every three seconds, one connection at a time, for all its interfaces
#   (info.arxiv.org/help/api/tou.html).
# Crossref: since December 2025 one list query a second for callers without, three for those with an e-mail address
#   (doi.org/10.64000/wadve-3tj60); single records may be asked for more often.
# OpenAlex: ten a second and a daily budget, small without a key (docs.openalex.org, rate limits and authentication).
# Unpaywall: 100,000 a day (unpaywall.org/products/api), which is a bit more than one a second.
# Europe PMC: publishes no figure on its page; ten a second is what other clients observe. Three is well below it.
INTERVALS: Mapping[str, float] = {
    "arxiv.org": 3.0,
    "crossref.org": 1.0,
    "openalex.org": 0.2,
    "unpaywall.org": 1.0,
    "ebi.ac.uk": 0.34,
    "europepmc.org": 1.0,
}
# Repositories and publishers, to which Unpaywall points.
_OTHERS = 1.0


class Clock(Protocol):
    """Time, so that tests need not wait for it."""

    def now(self) -> float:
        """Seconds that only go up."""
        ...

    def sleep(self, seconds: float) -> None:
        """Wait."""
        ...

    def date(self) -> float:
        """Seconds since 1970."""
        ...


class SystemClock:
    """The time of this machine."""

    def now(self) -> float:
        """Seconds that only go up."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)

    def date(self) -> float:
        """Seconds since 1970."""
        return time.time()


class Pace:
    """Lets requests through so that those to one host stand apart by its interval.

    ``interval`` is that of the hosts of ``own``, addresses that the user named: mirrors. The table comes first.
    """

    def __init__(self, clock: Clock, *, interval: float | None = None, own: tuple[str, ...] = ()) -> None:
        self._clock = clock
        self._interval = _OTHERS if interval is None else interval
        self._own = {urlsplit(address).netloc.lower() for address in own}
        self._free: dict[str, float] = {}

    def wait(self, url: str) -> None:
        """Return when the host of ``url`` may be asked."""
        host, interval = self._of(url)
        pause = self._free.get(host, 0.0) - self._clock.now()
        if pause > 0:
            self._clock.sleep(pause)
        self._free[host] = self._clock.now() + interval

    def hold(self, url: str, seconds: float) -> None:
        """Let no request to the host of ``url`` through before ``seconds`` have passed."""
        host, _ = self._of(url)
        self._free[host] = max(self._free.get(host, 0.0), self._clock.now() + seconds)

    def _of(self, url: str) -> tuple[str, float]:
        parts = urlsplit(url)
        host = (parts.hostname or "").lower()
        for domain, interval in INTERVALS.items():
            if host == domain or host.endswith("." + domain):
                return domain, interval
        # Several services on one machine (a mirror) have a port each.
        name = parts.netloc.lower()
        return name, self._interval if name in self._own else _OTHERS
