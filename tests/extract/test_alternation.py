"""A trie matches what a list of branches, longest first, would match."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from voltext.extract.alternation import alternation

words = st.lists(st.text("ab c.", min_size=1, max_size=5).filter(lambda word: word == word.strip()), min_size=1)


@given(words, st.text("ab c.", max_size=20))
def test_a_trie_is_its_words_longest_first(chosen: list[str], text: str) -> None:
    branches = "|".join(re.escape(word).replace(r"\ ", r"[\s-]") for word in sorted(chosen, key=len, reverse=True))
    expected = re.findall(f"(?:{branches})", text)
    assert re.findall(f"(?:{alternation(chosen)})", text) == expected
