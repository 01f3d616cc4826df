"""The error tree. Bad input is one branch, a wrong call another; anything else is our own bug.

VoltextError
├── InputError                a file, query or vocabulary from outside is bad
│   ├── ReadError             a file gives no Document; carries a reason code and a remedy
│   ├── FetchError            a service or a download gives nothing usable; carries a reason code
│   ├── VocabularyError       a vocabulary file is malformed
│   ├── QueryError            a search query is malformed; carries the position
│   └── ContractError         JSON does not match the voltext schema
├── UsageError                the call itself is wrong (no such path, no such option value)
├── MissingExtra              an optional dependency is absent; the message has the pip line
└── StoreError                a knowledge base, index or server refuses
"""

from __future__ import annotations

import errno

# What the system says where a disk, or the share of it that a user may fill, is full.
FULL_DISK = (errno.ENOSPC, errno.EDQUOT)


class VoltextError(Exception):
    """Root of every error that voltext raises on purpose."""


class InputError(VoltextError):
    """Something that came from outside is bad."""


class ReadError(InputError):
    """A file gives no Document.

    ``reason`` is a code of the failure-reason vocabulary (``encrypted``, ``needs_ocr``, …);
    ``message`` says in one plain sentence what is wrong with the file and what would mend it.
    """

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason
        self.message = message

    def __reduce__(self) -> tuple[type[ReadError], tuple[str, str]]:
        return type(self), (self.reason, self.message)


class FetchError(InputError):
    """A service or a download gives nothing usable.

    ``reason`` is a code (``unreachable``, ``http_404``, ``wrong_content``, …); ``message`` says in plain sentences what
    happened and what would mend it. ``passing`` is True where the same request may succeed later, ``distant`` where
    that is not worth waiting for.
    """

    def __init__(self, reason: str, message: str, *, passing: bool = False, distant: bool = False) -> None:
        super().__init__(message)
        self.reason = reason
        self.message = message
        self.passing = passing
        self.distant = distant


class VocabularyError(InputError):
    """A vocabulary file is malformed."""


class QueryError(InputError):
    """A search query is malformed: the ``problem``; ``position`` is the first character that does not fit, from 0."""

    def __init__(self, message: str, position: int) -> None:
        super().__init__(f"{message} (at character {position + 1})")
        self.problem = message
        self.position = position


class ContractError(InputError):
    """JSON from outside does not match the voltext schema."""


class UsageError(VoltextError):
    """The call itself is wrong: no such path, no such option value."""


class MissingExtra(VoltextError):  # noqa: N818 - it names what is missing, not what went wrong
    """An optional dependency is absent; the message has the pip line that mends it."""

    def __init__(self, feature: str, extra: str) -> None:
        self.feature = feature
        self.extra = extra
        self.command = f'pip install "voltext[{extra}]"'
        super().__init__(f"{feature} needs an optional part: {self.command}")

    def __reduce__(self) -> tuple[type[MissingExtra], tuple[str, str]]:
        return type(self), (self.feature, self.extra)


class StoreError(VoltextError):
    """A knowledge base, an index or a server refuses."""
