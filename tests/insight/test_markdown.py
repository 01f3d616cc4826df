"""Law of Markdown: what a paper says is text, never markup."""

from __future__ import annotations

from dataclasses import replace

import voltext
from voltext.insight.audit import audit
from voltext.insight.audit_text import markdown
from voltext.insight.checklist import checklist


def test_words_of_a_paper_are_no_markup() -> None:
    extraction = voltext.extract(voltext.sample_paper())
    title = "<script>alert(1)</script> [click](javascript:x) *bold* `code` # heading | A & B"
    header = replace(extraction.document, title=title, doi="10.1/<b>")
    text = "".join(markdown([audit(replace(extraction, document=header))], checklist("full")))
    first = text.splitlines()[0]
    assert "<" not in text
    assert first == (
        "# &lt;script>alert(1)&lt;/script> \\[click\\](javascript:x) \\*bold\\* \\`code\\` \\# heading | A & B"
    )
