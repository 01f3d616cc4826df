"""The list of references of a JATS article: each entry as it would be printed, with its DOI."""

from __future__ import annotations

from ..document import DocumentBuilder
from ..metadata import doi_of
from ..normal import normalise
from ..xmltree import Element, href_of, plain_text


def add_reference(builder: DocumentBuilder, ref: Element) -> None:
    """Add a ``ref`` as a reference and as a block."""
    label = plain_text(ref.find("label"))
    text = reference_text(ref)
    doi = next((plain_text(e) for e in ref.iter("pub-id") if e.get("pub-id-type") == "doi"), "")
    doi = doi or next((href_of(e) for e in ref.iter("ext-link", "uri") if "doi.org" in href_of(e)), "")
    shown = normalise(f"{label} {text}")
    builder.refer(ref.get("id") or label, shown, doi_of(doi) or doi_of(text))
    builder.add("reference", shown, section="references")


def reference_text(ref: Element) -> str:
    """A reference as it would be printed, put together where the markup holds its parts only."""
    parts: list[str] = []
    for citation in ref:
        if citation.tag in ("label",):
            continue
        if citation.tag == "element-citation" or (citation.tag == "nlm-citation" and not (citation.text or "").strip()):
            parts.append(_assembled(citation))
        else:
            parts.append(_spaced(citation))
    return " ".join(filter(None, parts))


def _assembled(citation: Element) -> str:
    names = [
        " ".join(filter(None, (plain_text(name.find("surname")), plain_text(name.find("given-names")))))
        for name in citation.iter("name", "string-name")
    ]
    names += [plain_text(collab) for collab in citation.iter("collab")]
    rest = [
        plain_text(e)
        for e in citation
        if e.tag not in ("person-group", "name", "string-name", "collab", "pub-id", "etal", "ext-link", "object-id")
    ]
    return ". ".join(filter(None, [", ".join(filter(None, names)), *rest]))


def _spaced(citation: Element) -> str:
    """Mixed text as it stands; where the markup has no punctuation between its parts, spaces part them."""
    mixed = any((child.tail or "").strip() for child in citation)
    return " ".join(("" if mixed else " ").join(map(str, citation.itertext())).split())
