"""PoliteClient: asks slowly, comes again after pauses, follows few redirects, reads no more than it must."""

from __future__ import annotations

import ipaddress
import random
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urljoin, urlsplit

from ..errors import FetchError, MissingExtra
from .body import pieces
from .pace import Clock, Pace, SystemClock

if TYPE_CHECKING:
    import httpx

T = TypeVar("T")
_BUSY = (408, 425, 429, 500, 502, 503, 504)
_MOVED = (301, 302, 303, 307, 308)
_CONNECT_SECONDS, _SILENT_SECONDS = 15.0, 60.0
_SAID = 200


@dataclass(frozen=True, slots=True)
class Patience:
    """How much trouble is taken: attempts a request, and the bounds of one.

    ``seconds`` bounds the answer of one attempt, ``longest_pause`` how long a host may ask us to wait.
    """

    attempts: int = 5
    seconds: float = 300.0
    first_pause: float = 1.0
    longest_pause: float = 120.0
    redirects: int = 5
    answer_mb: int = 50
    file_mb: int = 200


class PoliteClient:
    """One caller of many services. ``agent`` is its name and version, ``contact`` an e-mail address for the services.

    ``trusted`` are addresses that the user named; only their hosts may be of this machine or its network.
    """

    def __init__(
        self,
        *,
        agent: str = "voltext",
        contact: str | None = None,
        patience: Patience = Patience(),
        clock: Clock | None = None,
        pace: Pace | None = None,
        trusted: tuple[str, ...] = (),
        seed: int | None = None,
    ) -> None:
        try:
            import httpx
        except ImportError as error:
            raise MissingExtra("getting papers", "fetch") from error

        self.patience = patience
        self.clock = clock or SystemClock()
        self._pace = pace or Pace(self.clock)
        self._trusted = {urlsplit(url).hostname for url in trusted}
        self._dice = random.Random(seed)
        about = f"; mailto:{contact}" if contact else ""
        self._http = httpx.Client(
            headers={"User-Agent": f"{agent} (text mining of open papers{about})"},
            timeout=httpx.Timeout(_SILENT_SECONDS, connect=_CONNECT_SECONDS),
            follow_redirects=False,
            # A service of this machine is not asked through a proxy.
            mounts={f"all://{host}": None for host in self._trusted if host and ":" not in host and _is_local(host)},
        )

    def close(self) -> None:
        """Let go of connections."""
        self._http.close()

    def get(self, url: str, params: Mapping[str, str], read: Callable[[bytes], T], *, accept: str = "*/*") -> T:
        """What ``read`` makes of the body that ``url`` answers with.

        Raises FetchError, after as many attempts as patience allows; ``read`` may raise a passing one too.
        """
        return self.retried(url, lambda: read(self._once(url, params, accept)))

    def retried(self, url: str, attempt: Callable[[], T]) -> T:
        """What ``attempt`` returns; called again after pauses that grow while its FetchError is a passing one."""
        for number in range(1, self.patience.attempts + 1):
            try:
                return attempt()
            except FetchError as error:
                if not error.passing or error.distant or number == self.patience.attempts:
                    raise
                # Half of it is left to chance, so that many callers who were refused at once do not return at once.
                most = min(self.patience.first_pause * 2 ** (number - 1), self.patience.longest_pause)
                self._pace.hold(url, most * self._dice.uniform(0.5, 1.0))
        raise AssertionError("the last attempt returns or raises")

    def _once(self, url: str, params: Mapping[str, str] | None, accept: str) -> bytes:
        end = self.clock.now() + self.patience.seconds
        with self.stream(url, params, {"Accept": accept, "Accept-Encoding": "gzip"}) as response:
            most = self.patience.answer_mb * 2**20
            return b"".join(pieces(response, clock=self.clock, end=end, most=most))

    @contextmanager
    def stream(
        self, url: str, params: Mapping[str, str] | None, headers: Mapping[str, str]
    ) -> Iterator[httpx.Response]:
        """The answer (200 or 206), its body still to be read. Raises FetchError for every other.

        Also while the body is read, within the ``with`` block, what the network does becomes a FetchError.
        """
        import httpx

        try:
            try:
                response = self._arrived(url, params, headers)
            except (httpx.InvalidURL, httpx.UnsupportedProtocol, ValueError) as error:
                message = f"{shown(url)} is, or leads to, no web address ({str(error)[:_SAID]})."
                raise FetchError("bad_redirect", message) from error
            try:
                yield response
            finally:
                response.close()
        except httpx.TimeoutException as error:
            raise FetchError("limit_time", f"{shown(url)} is silent. Try later.", passing=True) from error
        except httpx.RemoteProtocolError as error:
            message = f"{shown(url)} broke off its answer ({str(error)[:_SAID]})."
            raise FetchError("truncated", message, passing=True) from error
        except httpx.HTTPError as error:
            passing = not isinstance(error, httpx.LocalProtocolError)
            message = f"{shown(url)} cannot be reached ({str(error)[:_SAID]}). Check the network and the address."
            raise FetchError("unreachable", message, passing=passing) from error

    def _arrived(self, url: str, params: Mapping[str, str] | None, headers: Mapping[str, str]) -> httpx.Response:
        self._check(url, url)
        here = url
        for _ in range(self.patience.redirects + 1):
            self._pace.wait(here)
            request = self._http.build_request("GET", here, params=params or None, headers=dict(headers))
            response = self._http.send(request, stream=True)
            if response.status_code in (200, 206):
                return response
            response.close()
            if response.status_code not in _MOVED:
                raise self._refusal(here, response)
            there = _joined(here, response.headers.get("location", ""))
            params = None  # they are in the address that we are sent to, if they matter there
            if there == here and "location" not in response.headers:
                raise FetchError("bad_redirect", f"{shown(here)} sends us on without saying where.")
            self._check(there, url)
            here = there
        raise FetchError("bad_redirect", f"{shown(url)} sends us on more than {self.patience.redirects} times.")

    def _check(self, url: str, start: str) -> None:
        """Raise FetchError where ``url``, reached from ``start``, is no place to get a paper from."""
        try:
            parts = urlsplit(url)
            host = parts.hostname or ""
            port_fits = parts.port is None or parts.port > 0
        except ValueError as error:
            raise FetchError("bad_redirect", f"{url[:_SAID]!r} is no address ({error}).") from error
        if parts.scheme not in ("http", "https") or not host or not port_fits:
            raise FetchError("bad_redirect", f"{shown(start)} leads to {url[:_SAID]!r}, which is no web address.")
        if host not in self._trusted and _is_local(host):
            message = f"{shown(start)} leads to {host}, a machine of this network; papers are not fetched from there."
            raise FetchError("bad_redirect", message)

    def _refusal(self, url: str, response: httpx.Response) -> FetchError:
        status = response.status_code
        if status not in _BUSY:
            said = {401: "asks for a password", 403: "refuses us", 404: "has no such thing", 410: "has it no more"}
            return FetchError(f"http_{status}", f"{shown(url)} {said.get(status, 'refuses')} ({status}).")
        pause = self._asked_pause(response.headers.get("retry-after"))
        if pause > self.patience.longest_pause:
            message = f"{shown(url)} asks to come again in {pause:.0f} s. Give the same command again then."
            return FetchError(f"http_{status}", message, passing=True, distant=True)
        self._pace.hold(url, pause)
        return FetchError(f"http_{status}", f"{shown(url)} is busy ({status}). Try later.", passing=True)

    def _asked_pause(self, text: str | None) -> float:
        """The seconds that a Retry-After asks for, given in seconds or as a date; 0 where it says nothing sensible."""
        text = (text or "").strip()
        if text.isdecimal() and len(text) < 10:
            return float(text)
        try:
            return max(0.0, parsedate_to_datetime(text).timestamp() - self.clock.date())
        except (ValueError, TypeError, OverflowError):
            return 0.0


def _joined(here: str, there: str) -> str:
    """The address that ``there``, as a redirect names it, means at ``here``."""
    try:
        return urljoin(here, there)
    except ValueError as error:
        raise FetchError("bad_redirect", f"{shown(here)} leads to {there[:_SAID]!r}, which is no address.") from error


def shown(url: str) -> str:
    """``url`` as it may be shown and kept: without what stands behind the question mark, where keys and names go."""
    return url.partition("?")[0][:_SAID]


def _is_local(host: str) -> bool:
    if host.lower() == "localhost" or host.lower().endswith((".localhost", ".local", ".internal")):
        return True
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return False
