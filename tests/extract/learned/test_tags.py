"""Spans and tags: layers, windows, the way there and back."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from voltext.extract.learned.bio import decode, encode
from voltext.extract.learned.gold import GoldDocument, GoldEntity
from voltext.extract.learned.layers import layers_of
from voltext.extract.learned.tokens import longest_first, tokens, windows

TEXT = st.text(st.sampled_from("ab1 .,(LiFePO4°C\n-"), max_size=80)


@given(TEXT)
def test_tokens_hold_every_visible_character_once(text: str) -> None:
    spans = tokens(text)
    assert "".join(text[start:end] for start, end in spans) == "".join(text.split())
    assert all(first[1] <= second[0] for first, second in pairwise(spans))


@given(TEXT, st.integers(1, 9), st.integers(0, 9))
def test_windows_lose_no_token_and_keep_their_length(text: str, longest: int, joined: int) -> None:
    cut = windows(text, [(0, len(text))], longest=longest, joined=joined)
    assert [span for window in cut for span in window.spans] == tokens(text)
    assert all(len(window.spans) <= max(longest, joined) for window in cut)


@given(TEXT, st.data())
def test_spans_on_token_borders_come_back_from_their_tags(text: str, data: st.DataObject) -> None:
    cut = windows(text, [(0, len(text))], longest=1000)
    if not cut:
        return
    window = cut[0]
    place = st.integers(0, len(window.spans) - 1)
    picked = data.draw(st.lists(st.tuples(place, place, st.sampled_from(("a", "b"))), max_size=4))
    chosen = longest_first(
        (window.spans[min(first, last)][0], window.spans[max(first, last)][1], label) for first, last, label in picked
    )
    tags = encode(window, chosen, ("a", "b"))
    scores = np.full((len(tags), 5), -9.0, dtype=np.float32)
    scores[np.arange(len(tags)), tags] = 9.0
    assert decode(window, scores, ("a", "b")) == chosen


@given(st.integers(1, 12), st.integers(0, 2**32 - 1))
def test_no_score_makes_a_span_without_a_beginning(length: int, seed: int) -> None:
    window = windows(" ".join("w" * length), [(0, 2 * length)], longest=99)[0]
    scores = np.random.default_rng(seed).normal(size=(length, 5)).astype(np.float32)
    spans = decode(window, scores, ("a", "b"))
    assert spans == longest_first(spans)
    assert all(window.spans[0][0] <= start < end <= window.spans[-1][1] for start, end, _ in spans)


def test_labels_that_nest_lie_in_layers_of_their_own() -> None:
    entities = [GoldEntity(str(n), 10 * n, 10 * n + 8, "value") for n in range(9)]
    entities += [GoldEntity(f"u{n}", 10 * n + 5, 10 * n + 8, "unit") for n in range(9)]
    entities += [GoldEntity(f"m{n}", 10 * n + 9, 10 * n + 10, "material") for n in range(5)]
    assert layers_of([GoldDocument("a", "x" * 100, tuple(entities))]) == (("unit", "material"), ("value",))
