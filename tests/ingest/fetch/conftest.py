"""What the tests of fetching share: the services of loopback, a clock that nobody waits for, a quick client."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.fake_services import Services, services
from voltext.ingest.fetch.client import Patience, PoliteClient
from voltext.ingest.fetch.fetching import FetchReport, fetch
from voltext.ingest.fetch.find import Wanted
from voltext.ingest.fetch.pace import Pace
from voltext.ingest.fetch.services import addresses, paper_sources


class HastyClock:
    """Real time, and what was slept without sleeping. ``slept`` are the pauses."""

    def __init__(self) -> None:
        self.slept: list[float] = []

    def now(self) -> float:
        return time.monotonic() + sum(self.slept)

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)

    def date(self) -> float:
        return 1_700_000_000.0 + sum(self.slept)


class Desk:
    """A user: a client and a folder before running services."""

    def __init__(self, played: Services, folder: Path) -> None:
        self.services = played
        self.folder = folder
        self.clock = HastyClock()

    def client(self, *, interval: float = 0.0, contact: str | None = None, **patience: Any) -> PoliteClient:
        return PoliteClient(
            contact=contact,
            patience=Patience(**patience),
            clock=self.clock,
            pace=Pace(self.clock, interval=interval, own=(self.services.address,)),
            trusted=(self.services.address,),
            seed=1,
        )

    def fetch(
        self,
        query: str | None = "cells",
        *,
        names: tuple[str, ...] = ("europepmc",),
        dois: tuple[str, ...] = (),
        wanted: Wanted = Wanted(),  # noqa: B008 - immutable
        limit: int = 50,
        again: bool = False,
        dry: bool = False,
        **patience: Any,
    ) -> FetchReport:
        client = self.client(**patience)
        try:
            where = addresses(self.services.environment())
            sources = paper_sources(names, client, where, email="me@lab.example")
            return fetch(
                client, sources, self.folder, query=None if dois else query, dois=dois, wanted=wanted, limit=limit,
                again=again, dry=dry,
            )  # fmt: skip
        finally:
            client.close()

    def files(self) -> dict[str, bytes]:
        """What lies in the folder, without the manifest."""
        return {path.name: path.read_bytes() for path in sorted(self.folder.iterdir()) if path.name != "fetched.jsonl"}


@pytest.fixture
def played() -> Iterator[Services]:
    """The services, running."""
    with services() as running:
        yield running


@pytest.fixture
def desk(played: Services, tmp_path: Path) -> Desk:
    """A user before running services."""
    return Desk(played, tmp_path / "papers")
