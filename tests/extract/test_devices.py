"""Devices: cells, batteries and components that a text names."""

from __future__ import annotations

import time

import pytest

from voltext.extract.devices import find_devices


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("CR2032 coin cells were assembled.", ["CR2032 coin cells"]),
        ("NMC811||graphite full cells kept 80%.", ["NMC811||graphite full cells"]),
        ("The and/or cells of LIBs were put on a battery cycler.", ["LIBs", "cells"]),
        ("Lithium metal was the counter electrode.", ["counter electrode"]),
        ("All-solid-state lithium-ion batteries use no liquid.", ["All-solid-state lithium-ion batteries"]),
        ("The cathode and the separator were dried.", ["cathode", "separator"]),
        ("The unit cell is cubic and its cell volume grows.", []),
        ("Stem cells were cultured.", []),
    ],
)
def test_devices_are_named_with_their_kind(text: str, named: list[str]) -> None:
    assert [text[hit.start : hit.end] for hit in find_devices(text)] == named


def test_the_norm_is_the_noun_in_the_singular() -> None:
    assert [hit.norm for hit in find_devices("pouch cells, batteries and working electrodes")] == [
        "cell",
        "battery",
        "electrode",
    ]


@pytest.mark.parametrize("piece", ["coin ", "Li-ion ", "half full ", "2032-", "electrode "])
def test_hostile_repetition_ends_soon(piece: str) -> None:
    started = time.process_time()
    list(find_devices(piece * 20_000 + "cell"))
    assert time.process_time() - started < 2.0
