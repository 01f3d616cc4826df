"""A LaTeX source as LaTeX sees it: the files that it inputs joined, the commands that it defines written out."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from ..encoding import decode

_INPUT = re.compile(r"\\(?:input|include|subfile)\s{0,3}\{\s*([^{}\n]{1,200}?)\s*\}")
_LISTS = re.compile(r"\\(?:bibliography\s{0,3}\{[^{}]{0,500}\}|printbibliography\b(?:\[[^\]\n]{0,200}\])?)")
_MOST_FILES = 60
_MOST_CHARACTERS = 5_000_000
_DEPTH = 8

_DEFINES = re.compile(
    r"\\(?:(?P<new>(?:re)?newcommand|providecommand|DeclareRobustCommand|DeclareMathOperator|DeclareSIUnit)\*?"
    r"(?:\[[^\]\n]{0,80}\])?|(?P<def>[gex]?def))\s{0,3}(?:\{\s{0,3}\\(?P<braced>[A-Za-z]{1,40})\s{0,3}\}|"
    r"\\(?P<bare>[A-Za-z]{1,40}))"
)
_COUNT = re.compile(r"\s{0,5}\[([1-9])\]")
_DEFAULT = re.compile(r"\s{0,5}\[([^\[\]]{0,300})\]")
_PARAMETERS = re.compile(r"(?:#[1-9]){0,9}")
_LONGEST_BODY = 3_000
# What the reader knows by name and must find, and numbers and lengths, which print nothing.
_KEPT = re.compile(
    r"the[a-z]+|arraystretch|tabcolsep|(?:sub)*section|paragraph|caption|label|ref|eqref|[a-z]*cite[a-z]*|title|author|"
    r"date|begin|end|item|maketitle|abstract|bibitem|thanks|footnote|num|si|SI|qty|unit|ce|figurename|tablename|"
    r"familydefault|baselinestretch|headrulewidth|footrulewidth|bibsection|refname"
)


@dataclass(frozen=True, slots=True)
class _Command:
    """A command that a source defines: how many arguments it takes, what the first is unless given, what it prints."""

    arguments: int
    default: str | None
    body: str


def joined(source: str, name: str, fetch: Callable[[str], bytes | None]) -> tuple[str, tuple[str, ...]]:
    """``source`` with the files that it inputs in their places, and the names of those that ``fetch`` did not give.

    ``name`` is that of the source; a list of references that BibTeX made lies beside it as ``name.bbl``.
    """
    missing: dict[str, None] = {}
    left = _MOST_FILES

    def put_in(text: str, depth: int) -> str:
        def replaced(match: re.Match[str]) -> str:
            nonlocal left
            if _commented(match):
                return match[0]
            wanted = match[1]
            data = None
            if depth < _DEPTH and left > 0:
                left -= 1
                data = fetch(wanted if wanted.endswith(".tex") else f"{wanted}.tex")
            if data is None:
                missing.setdefault(wanted)
                return ""
            return put_in(decode(data).replace("\r\n", "\n").replace("\r", "\n"), depth + 1)

        return _INPUT.sub(replaced, text)

    whole = put_in(source, 0)[:_MOST_CHARACTERS]
    if "thebibliography" in whole or not _LISTS.search(whole):
        return whole, tuple(missing)
    data = fetch(f"{name}.bbl")
    entries = decode(data) if data is not None else ""
    if "\\bibitem" not in entries:
        return whole, tuple(missing)
    return _LISTS.sub(lambda match: match[0] if _commented(match) else entries, whole, count=1), tuple(missing)


def expanded(source: str) -> str:
    """``source`` with its own commands written out, as deep as they nest, unless that grows without end."""
    commands, text = _definitions(source)
    if not commands:
        return text
    call = re.compile(rf"\\({'|'.join(sorted(commands, key=len, reverse=True))})(?![A-Za-z@])")
    most = 4 * len(source) + 100_000
    for _ in range(_DEPTH):
        written = _written_out(text, call, commands, most)
        if written is None or written == text:
            break
        text = written
    return text


def _commented(match: re.Match[str]) -> bool:
    """Whether a match stands behind a percent sign on its line."""
    begin = match.string.rfind("\n", 0, match.start()) + 1
    return bool(re.search(r"(?<!\\)%", match.string[begin : match.start()]))


def _definitions(source: str) -> tuple[dict[str, _Command], str]:
    """The commands that ``source`` defines, and the source without their definitions."""
    commands: dict[str, _Command] = {}
    parts: list[str] = []
    end = 0
    for match in _DEFINES.finditer(source):
        name = match["braced"] or match["bare"]
        if match.start() < end or _commented(match):
            continue
        at = match.end()
        default = None
        if match["def"]:
            parameters = _PARAMETERS.match(source, at)
            arguments = len(parameters[0]) // 2 if parameters else 0
            at = parameters.end() if parameters else at
        else:
            count = _COUNT.match(source, at)
            arguments = int(count[1]) if count else 0
            at = count.end() if count else at
            given = _DEFAULT.match(source, at) if count else None
            default = given[1] if given else None
            at = given.end() if given else at
        while source[at : at + 1].isspace():
            at += 1
        close = _closing(source, at)
        if close is None:
            continue
        if not _KEPT.fullmatch(name):
            commands[name] = _Command(arguments, default, source[at + 1 : close])
        parts.append(source[end : match.start()])
        end = close + 1
    parts.append(source[end:])
    return commands, "".join(parts)


def _closing(source: str, at: int) -> int | None:
    """Where the brace that opens at ``at`` closes; None where none opens there or it closes too far away."""
    if source[at : at + 1] != "{":
        return None
    depth = 0
    for match in re.compile(r"\\.|[{}]", re.DOTALL).finditer(source, at, at + _LONGEST_BODY):
        depth += (match[0] == "{") - (match[0] == "}")
        if depth == 0:
            return match.start()
    return None


def _written_out(text: str, call: re.Pattern[str], commands: dict[str, _Command], most: int) -> str | None:
    """``text`` with each call replaced once; None where it would grow longer than ``most`` characters."""
    parts: list[str] = []
    end = size = 0
    for match in call.finditer(text):
        if match.start() < end:
            continue
        command = commands[match[1]]
        given: list[str] = []
        at = match.end()
        if command.default is not None:
            optional = _DEFAULT.match(text, at)
            given.append(optional[1] if optional else command.default)
            at = optional.end() if optional else at
        while len(given) < command.arguments:
            argument, at = _argument(text, at)
            given.append(argument)
        if not command.arguments and text[at : at + 1] == " " and text[at + 1 : at + 2].isalpha():
            at += 1  # the space that ends the name of a command
        body = re.sub(r"#([1-9])", lambda m: given[int(m[1]) - 1] if int(m[1]) <= len(given) else "", command.body)  # noqa: B023 - called at once
        parts += (text[end : match.start()], body)
        size += match.start() - end + len(body)
        end = at
        if size > most:
            return None
    parts.append(text[end:])
    return "".join(parts) if size + len(text) - end <= most else None


def _argument(text: str, at: int) -> tuple[str, int]:
    """The argument at a place, braced or one character, and the place behind it."""
    while text[at : at + 1] in (" ", "\n", "\t"):
        at += 1
    close = _closing(text, at)
    if close is not None:
        return text[at + 1 : close], close + 1
    return text[at : at + 1], at + 1
