"""The footnotes and endnotes of a Word package, and the numbers that its endnotes are printed with."""

from __future__ import annotations

from typing import Any

from .docx_runs import W


class Notes:
    """The notes of one package, by id. In manuscripts endnotes are the list of references; footnotes are notes."""

    def __init__(self, package: Any) -> None:
        self.footnotes = _notes(package, "footnote")
        endnotes = _notes(package, "endnote")
        body = package.element.body
        cited = (mark.get(f"{W}id") for mark in body.iter(f"{W}endnoteReference"))
        order = [id for id in dict.fromkeys(cited) if id in endnotes]
        self.endnotes = {id: endnotes[id] for id in order}
        self.numbers = {id: str(number) for number, id in enumerate(order, 1)}


def _notes(package: Any, kind: str) -> dict[str, Any]:
    """The elements of the notes of a kind, without the lines that part them from the text."""
    from docx.oxml import parse_xml

    for relation in package.part.rels.values():
        if relation.is_external or not relation.reltype.endswith(f"/{kind}s"):
            continue
        root = parse_xml(relation.target_part.blob)
        return {
            str(note.get(f"{W}id")): note
            for note in root.findall(f"{W}{kind}")
            if note.get(f"{W}type") in (None, "normal")
        }
    return {}
