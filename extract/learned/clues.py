"""What the rules see in a text, as labelled spans: a tagger reads them beside the words."""

from __future__ import annotations

from ...ingest.document import Block, Document, Header
from ..pipeline import extract_document
from .bio import Span


def clues_of(text: str) -> tuple[Span, ...]:
    """The mentions that the rules find in ``text``, a text without a structure, in text order."""
    if not text.strip():
        return ()
    block = Block("b0", "paragraph", None, 0, len(text), None, None, text)
    document = Document(Header("", "", "", "text", "text"), (block,))
    return tuple((mention.start, mention.end, mention.label) for mention in extract_document(document).mentions)
