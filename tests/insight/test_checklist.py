"""Checklists are data: those that ship are sound, and a user's file is read or refused with a clear sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from voltext.extract.data import extract_vocabulary
from voltext.ingest.errors import UsageError, VocabularyError
from voltext.insight.checklist import checklist, checklists, full_checklist, load_checklist


def written(folder: Path, text: str) -> Path:
    path = folder / "my.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_full_checklist_is_the_vocabulary() -> None:
    assert full_checklist().keys == tuple(extract_vocabulary("items"))


@pytest.mark.parametrize("name", checklists())
def test_every_shipped_checklist_has_known_items_with_reasons_and_templates(name: str) -> None:
    shipped = checklist(name)
    assert shipped.title
    assert shipped.source or name == "full"
    for entry in shipped.entries:
        assert entry.weight > 0
        assert entry.reason
        assert "___" in entry.template
        assert entry.section


def test_the_minimal_checklist_has_ten_items() -> None:
    assert len(checklist("minimal").entries) == 10


def test_a_users_checklist_may_be_a_bare_list_of_keys(tmp_path: Path) -> None:
    own = checklist(str(written(tmp_path, "items: [binder, {key: porosity, weight: 3, reason: we need it}]")))
    assert own.keys == ("binder", "porosity")
    assert own.entries[1].reason == "we need it"


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("items: [bynder]", "item 1: 'bynder' is no reporting item; did you mean binder?"),
        ("items: [binder, binder]", "binder stands 2 times"),
        ("items: [{key: binder, weight: heavy}]", "weight must be a number above 0 and up to 100, not 'heavy'"),
        ("items: [{key: binder, weight: 0}]", "weight must be a number above 0"),
        ("items: [{key: binder, wait: 2}]", "item 1 (binder) has an unknown field 'wait'"),
        ("items: [{weight: 2}]", "item 1: expected a key"),
        ("items: []", "expected a mapping with a list `items`"),
        ("- binder", "expected a mapping with a list `items`"),
        ("items: [binder]\ncolour: red", "the checklist has an unknown field 'colour'"),
        ("items: [binder", "cannot be read as YAML"),
        ("items: [binder]\ntitle: 2026-13-45", "cannot be read as YAML"),
        ("items: " + "[" * 5000, "cannot be read as YAML"),
        ("items: [binder]\ntitle: {a: b}", "title must be text"),
        ("items: [{key: binder, reason: 3}]", "reason must be text"),
    ],
)
def test_a_malformed_checklist_is_refused_with_a_clear_sentence(tmp_path: Path, text: str, complaint: str) -> None:
    with pytest.raises(VocabularyError) as caught:
        load_checklist(written(tmp_path, text))
    assert complaint in str(caught.value)
    assert "my.yaml" in str(caught.value)


def test_an_unknown_name_lists_the_known_ones() -> None:
    with pytest.raises(UsageError, match="minimal"):
        checklist("no-such-list")


def test_a_file_that_is_no_checklist_is_a_wrong_call(tmp_path: Path) -> None:
    path = tmp_path / "notes.yaml"
    path.write_text("<xml/>")
    with pytest.raises(UsageError, match=r"no checklist: notes\.yaml"):
        checklist(str(path))


@pytest.mark.parametrize("name", checklists())
def test_every_item_has_a_reason_of_its_own_and_a_weight(name: str) -> None:
    definitions = {key: term.definition for key, term in extract_vocabulary("items").items()}
    for entry in checklist(name).entries:
        assert entry.reason
        assert entry.reason != definitions[entry.key]
        assert entry.weight > 0
        assert entry.template.strip()


def test_the_full_checklist_names_the_literature_and_the_unit_of_every_number() -> None:
    units = {key: term.get("unit") for key, term in extract_vocabulary("items").items()}
    entries = full_checklist().entries
    assert [entry.key for entry in entries] == list(units)
    assert all(entry.source for entry in entries)
    assert {entry.key: entry.unit for entry in entries} == units
