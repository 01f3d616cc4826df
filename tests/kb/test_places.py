"""What others are told of where a paper was read from."""

from __future__ import annotations

import pytest

from voltext.kb.places import Places, file_name


@pytest.mark.parametrize(
    ("sources", "shown"),
    [
        (["/home/ada/papers/a/x.xml", "/home/ada/papers/b/y.pdf"], ["a/x.xml", "b/y.pdf"]),
        (["/home/ada/papers/x.xml"], ["x.xml"]),
        (["/home/ada/x.xml", "/data/y.pdf"], ["x.xml", "y.pdf"]),
        (["C:\\Users\\Ada\\papers\\x.pdf", "C:\\Users\\Ada\\papers\\new\\y.pdf"], ["x.pdf", "new/y.pdf"]),
        (["corpora/sample/x.xml", "/home/ada/y.xml"], ["corpora/sample/x.xml", "y.xml"]),
        ([], []),
    ],
)
def test_paths_begin_where_the_papers_part(sources: list[str], shown: list[str]) -> None:
    places = Places.of(sources)
    assert [places.shown(source) for source in sources] == shown


def test_a_path_of_another_folder_is_its_name() -> None:
    assert Places.of(["/home/ada/papers/x.xml"]).shown("/home/bob/secret/z.xml") == "z.xml"
    assert file_name("C:\\Users\\Ada\\x.pdf") == "x.pdf"
    assert file_name("/") == "/"
