"""Vectors: what is used alike is near, the same seed gives the same, and files run nothing."""

from __future__ import annotations

import pickle
from pathlib import Path

import numpy as np
import pytest

from voltext.ingest.errors import InputError, UsageError
from voltext.insight.embeddings.corpus import Corpus, Text, joined
from voltext.insight.embeddings.discovery import at_least, discover
from voltext.insight.embeddings.embedding import Embedding
from voltext.insight.embeddings.file import load_embedding, save_embedding
from voltext.insight.embeddings.map import word_map
from voltext.insight.embeddings.training import Settings, train
from voltext.insight.embeddings.words import is_compound

from .conftest import ELECTRODES, HINTED, KNOWN, SMALL, UNTIL


@pytest.fixture(scope="module")
def embedding(corpus: Corpus) -> Embedding:
    return train(corpus, SMALL)


def test_a_corpus_streams_its_lines_up_to_a_year(tmp_path: Path) -> None:
    texts = [Text("Ions move. They hop.", 2001), Text("LFP fades.", None), Text("LCO fades.", 2005)]
    found = Corpus.write(texts, tmp_path / "c.txt")
    assert (found.texts, found.tokens) == (3, 8)
    assert list(found.lines(until=2003)) == [(2001, ["ions", "move", "they", "hop"])]
    assert [year for year, _ in found.lines()] == [2001, 0, 2005]


def test_the_longest_phrase_wins() -> None:
    phrases = frozenset({"solid_electrolyte", "solid_electrolyte_interphase"})
    words = ["a", "solid", "electrolyte", "interphase", "solid", "electrolyte"]
    assert joined(words, phrases) == ["a", "solid_electrolyte_interphase", "solid_electrolyte"]


def test_what_is_used_alike_is_near(embedding: Embedding) -> None:
    near = [each.word for each in embedding.similar("Li7La3Zr2O12", count=5, only=is_compound)]
    assert len(set(near) & set(KNOWN + HINTED)) >= 4
    near = [each.word for each in embedding.similar("LCO", count=5, only=is_compound)]
    assert len(set(near) & {"LiMn2O4", "LiNiO2", "LiFePO4F", "V2O5", *ELECTRODES}) >= 4


def test_an_analogy_leaves_out_what_was_asked(embedding: Embedding) -> None:
    found = embedding.analogy("LiCoO2", "capacity", "Li3PS4", count=3)
    assert len(found) == 3
    assert not {"LiCoO2", "capacity", "Li3PS4"} & {each.word for each in found}


def test_the_same_seed_gives_the_same_vectors(corpus: Corpus, embedding: Embedding) -> None:
    again = train(corpus, SMALL)
    assert again.words == embedding.words
    assert np.array_equal(again.vectors, embedding.vectors)


def test_fasttext_learns_too(corpus: Corpus) -> None:
    found = train(corpus, Settings(kind="fasttext", size=8, epochs=1, min_count=3))
    assert found.vectors.shape == (len(found.words), 8)


def test_a_word_that_never_stood_there_is_said(embedding: Embedding) -> None:
    with pytest.raises(UsageError, match="too seldom"):
        embedding.vector("unobtainium")


def test_too_little_text_is_said(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="give more"):
        train(Corpus.write([Text("One word each here.", 2000)], tmp_path / "c.txt"), Settings(size=4, epochs=1))


def test_a_file_comes_back_as_it_was(embedding: Embedding, tmp_path: Path) -> None:
    save_embedding(embedding, tmp_path / "e.voltext")
    again = load_embedding(tmp_path / "e.voltext")
    assert (again.words, again.counts, again.phrases) == (embedding.words, embedding.counts, embedding.phrases)
    assert np.array_equal(again.vectors, embedding.vectors)


def test_what_is_no_embedding_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "bad.voltext").write_bytes(pickle.dumps({}))
    with pytest.raises(InputError, match="not a model"):
        load_embedding(tmp_path / "bad.voltext")


def test_parts_that_do_not_fit_are_an_error(embedding: Embedding, tmp_path: Path) -> None:
    broken = Embedding(embedding.words, embedding.counts[:-1], embedding.vectors, embedding.phrases)
    save_embedding(broken, tmp_path / "e.voltext")
    with pytest.raises(InputError, match="do not fit"):
        load_embedding(tmp_path / "e.voltext")


def test_early_hints_are_found_before_anybody_says_so(corpus: Corpus) -> None:
    found = discover(corpus, "solid electrolyte", UNTIL, SMALL, depth=5)
    assert found.known == len(KNOWN)
    assert {each.studied for each in found.ranked if each.word in HINTED} == {UNTIL + 1}
    first = next(each for each in found.hits if each.depth == 5)
    assert first.hits >= 4
    assert first.p < 0.05
    assert first.low > first.chance
    assert [each.share for each in found.years] == sorted(each.share for each in found.years)


def test_vectors_that_know_the_later_texts_are_refused(corpus: Corpus, embedding: Embedding) -> None:
    with pytest.raises(UsageError, match="younger than 2010"):
        discover(corpus, "solid electrolyte", UNTIL, SMALL, embedding=embedding)


def test_the_chance_of_so_many_hits() -> None:
    assert at_least(1, 1, 5, 10) == pytest.approx(0.5)
    assert at_least(2, 2, 2, 4) == pytest.approx(1 / 6)
    assert at_least(0, 3, 2, 9) == pytest.approx(1.0)
    assert at_least(3, 3, 3, 3) == pytest.approx(1.0)


def test_a_map_places_every_word_once(embedding: Embedding) -> None:
    found = word_map(embedding, words=30)
    assert len({spot.word for spot in found.places}) == len(found.places) == 30
    assert found.kinds[0] == "word"
    assert found.labelled <= {spot.word for spot in found.places}
