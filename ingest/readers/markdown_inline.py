"""Inline Markdown as runs: emphasis, indices, formulae, links, citations and notes."""

from __future__ import annotations

import re

from ..normal import Level, Run
from ..tex import tex_text

_INLINE = re.compile(
    r"(?P<code>`{1,3})(?P<coded>.{1,1000}?)(?P=code)|\$(?P<tex>[^$\n]{1,500})\$|<(?P<tag>su[bp])>(?P<raised>.{0,300}?)</(?P=tag)>|"
    r"\^(?P<sup>[\w+\u2212-]{1,12})\^(?![\d+\u2212-])|(?<!~)~(?P<sub>[^\s~]{1,40})~(?!~)|"
    r"!?\[(?P<text>[^\[\]\n]*)\]\((?P<href>[^)\s]{0,600})(?:[ \t]+\"[^\"\n]{0,300}\")?\)|"
    r"\[\^(?P<note>\w{1,20})\]|\[(?P<cite>@[\w:.-]{1,80}(?:;[ \t]*@[\w:.-]{1,80}){0,60})\]|<(?P<url>https?://[^>\s]{1,600})>|"
    r"(?P<html></?[a-zA-Z][^>\n]{0,200}>)|"
    r"\\(?P<escaped>[\\`*_{}\[\]()#+.!~^$|-])|(?P<mark>\*{1,3}|(?<!\w)_{1,3}(?=\S)|(?<=\S)_{1,3}(?!\w)|~~)"
)


def runs_of(text: str, level: Level = "base", depth: int = 0) -> list[Run]:
    """Inline Markdown as runs: marks of emphasis vanish, indices and formulae keep their level."""
    runs: list[Run] = []
    end = 0
    for match in _INLINE.finditer(text):
        runs.append(Run(text[end : match.start()], level))
        end = match.end()
        if match["coded"] is not None:
            runs.append(Run(match["coded"], level))
        elif match["tex"] is not None:
            runs.append(Run(tex_text(match["tex"]), level))
        elif match["raised"] is not None:
            runs.append(Run(re.sub(r"[*_]", "", match["raised"]), "sub" if match["tag"] == "sub" else "sup"))
        elif match["sup"] is not None:
            runs.append(Run(match["sup"], "sup"))
        elif match["sub"] is not None:
            runs.append(Run(match["sub"], "sub"))
        elif match["text"] is not None:
            citing = re.match(r"#(?:ref|cite|bib|r)\S*\d", match["href"])
            if citing:
                runs.append(Run(match["text"], level, (match["href"][1:],), citation=True))
            elif depth < 5:
                runs += runs_of(match["text"], level, depth + 1)
        elif match["note"] is not None:
            runs.append(Run(match["note"], "sup", (match["note"],), citation=True))
        elif match["cite"] is not None:
            runs.append(Run("[1]", "base", tuple(re.findall(r"@([\w:.-]+)", match["cite"])), citation=True))
        elif match["url"] is not None or match["escaped"] is not None:
            runs.append(Run(match["url"] or match["escaped"], level))
        elif match["html"] is not None and match["html"].lower().startswith("<br"):
            runs.append(Run(" ", level))
    runs.append(Run(text[end:], level))
    return runs
