"""TeX formulae as readable text in one line: ``10^{-4}`` is 10^-4, ``Li^{+}`` is Li^+, ``\\frac{a}{b}`` is a/b."""

from __future__ import annotations

import re

_SYMBOLS = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "varepsilon": "ε", "zeta": "ζ", "eta": "η",
    "theta": "θ", "vartheta": "θ", "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "pi": "π",
    "rho": "ρ", "varrho": "ρ", "sigma": "σ", "varsigma": "ς", "tau": "τ", "upsilon": "υ", "phi": "φ", "varphi": "φ",
    "chi": "χ", "psi": "ψ", "omega": "ω", "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π",
    "Sigma": "Σ", "Upsilon": "Υ", "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω", "times": " × ", "cdot": "·", "cdots": "...",
    "ldots": "...", "dots": "...", "pm": " ± ", "mp": " ∓ ", "div": " ÷ ", "ast": "*", "star": "*", "circ": "°",
    "degree": "°", "textdegree": "°", "celsius": "°C", "textcelsius": "°C", "degreeCelsius": "°C", "leq": " ≤ ",
    "le": " ≤ ", "leqslant": " ≤ ", "geq": " ≥ ",
    "ge": " ≥ ", "geqslant": " ≥ ", "neq": " ≠ ", "ne": " ≠ ", "approx": " ≈ ", "simeq": " ≈ ", "cong": " ≅ ",
    "sim": "~", "propto": " ∝ ", "equiv": " ≡ ", "ll": " ≪ ", "gg": " ≫ ", "to": " → ", "rightarrow": " → ",
    "longrightarrow": " → ", "Rightarrow": " ⇒ ", "leftarrow": " ← ", "leftrightarrow": " ↔ ",
    "rightleftharpoons": " ⇌ ", "xrightarrow": " → ", "infty": "∞", "partial": "∂", "nabla": "∇", "sum": "∑",
    "prod": "∏", "int": "∫", "in": " ∈ ", "forall": "∀", "exists": "∃", "cup": "∪", "cap": "∩", "angstrom": "Å",
    "AA": "Å", "aa": "å", "textmu": "μ", "micro": "μ", "ohm": "Ω", "textohm": "Ω", "hbar": "ħ", "ell": "l",
    "prime": "'",
    "dagger": "†", "ddagger": "‡", "langle": "<", "rangle": ">", "lbrace": "{", "rbrace": "}", "vert": "|", "mid": "|",
    "perp": "⊥", "parallel": "∥", "percent": "%", "quad": " ", "qquad": " ", "textbackslash": "\\", "lt": "<",
    "gt": ">", "S": "§", "copyright": "©", "textregistered": "®", "texttrademark": "™", "o": "ø", "O": "Ø", "ss": "ß",
    "ae": "æ", "AE": "Æ", "oe": "œ", "l": "ł", "L": "Ł", "i": "i", "j": "j", "textendash": "–", "textemdash": "—",
    "textasciitilde": "~", "textgreater": ">", "textless": "<", "textbullet": "•", "Re": "Re", "Im": "Im",
}  # fmt: skip
# Commands that only dress what follows.
_DROPPED = frozenset(
    [
        "left",
        "right",
        "big",
        "Big",
        "bigg",
        "Bigg",
        "bigl",
        "bigr",
        "Bigl",
        "Bigr",
        "displaystyle",
        "textstyle",
        "scriptstyle",
        "limits",
        "nolimits",
        "rm",
        "it",
        "bf",
        "sf",
        "tt",
        "cal",
        "mathstrut",
        "strut",
        "nonumber",
        "notag",
        "hfill",
        "noindent",
        "boldmath",
        "protect",
        "unskip",
        "ignorespaces",
        "small",
        "normalsize",
        "large",
        "footnotesize",
        "scriptsize",
        "centering",
    ]
)
_FRACTIONS = frozenset(("frac", "dfrac", "tfrac", "nicefrac", "sfrac"))
_SPACING = {
    ",": " ", ";": " ", ":": " ", "!": "", " ": " ", "\\": " ",
    "/": "", "-": "", "&": "&", "%": "%", "$": "$", "#": "#",
    "_": "_", "{": "{", "}": "}", "|": "|", "(": "", ")": "", "[": "", "]": "",
}  # fmt: skip
_ACCENTS = {"'": "\u0301", "`": "\u0300", '"': "\u0308", "^": "\u0302", "~": "\u0303", "=": "\u0304", ".": "\u0307"}
_NAMED_ACCENTS = {"c": "\u0327", "v": "\u030c", "u": "\u0306", "H": "\u030b", "k": "\u0328", "r": "\u030a"}
_TOKEN = re.compile(r"\\(?:([A-Za-z]+)\*? ?|(.|\n))|([{}^_~&])|([^\\{}^_~&]+)")
_DOCUMENT = re.compile(r"\\begin\{document\}(.*?)(?:\\end\{document\}|$)", re.DOTALL)
_SPACES = re.compile(r"\s+")
_ATOM = re.compile(r"[\w.°'αβγδεζηθικλμνξπρστυφχψωΔΩ]+")
_SIMPLE_EXPONENT = re.compile(r"[+-]?[\w.]+|[\w.]*[+-]|[+-]?\d+/\d+")
_MAX_DEPTH = 60


def tex_text(source: str, *, chemistry: bool = False) -> str:
    """The readable text of a TeX formula, with or without its dollar signs or LaTeX preamble.

    ``chemistry`` reads it as the argument of mhchem's ``\\ce``: digits behind letters are subscripts.
    """
    document = _DOCUMENT.search(source)
    body = (document[1] if document else source).strip()
    body = re.sub(r"^\$\$?|\$\$?$", "", body)
    tokens = [match.groups() for match in _TOKEN.finditer(body)]
    text, _ = _Tex(tokens, chemistry).group(0, 0)
    return _SPACES.sub(" ", text).strip()


class _Tex:
    """The tokens of one formula. Every method takes and gives positions among them."""

    def __init__(self, tokens: list[tuple[str | None, ...]], chemistry: bool) -> None:
        self._tokens = tokens
        self._chemistry = chemistry

    def group(self, at: int, depth: int) -> tuple[str, int]:
        """The text up to the closing brace of the group that ``at`` lies in, and the place behind it."""
        parts: list[str] = []
        while at < len(self._tokens):
            if self._tokens[at][2] == "}":
                return "".join(parts), at + 1
            part, at = self.item(at, depth)
            parts.append(part)
        return "".join(parts), at

    def item(self, at: int, depth: int) -> tuple[str, int]:
        """The text of one token with its arguments."""
        word, char, special, plain = self._tokens[at]
        at += 1
        if plain is not None:
            return plain.replace("$", "").replace(
                "-", "\u2212" if not plain.strip("-") and not self._chemistry else "-"
            ), at
        if special is not None:
            if special == "{":
                return self.group(at, depth + 1) if depth < _MAX_DEPTH else ("", at)
            if special == "^":
                raised, at = self.argument(at, depth)
                return _raised(raised), at
            if special == "_":
                lowered, at = self.argument(at, depth)
                return lowered.replace(" ", ""), at
            return (" " if special in "~&" else ""), at
        if char is not None:
            if char in _ACCENTS:
                letter, at = self.argument(at, depth)
                return letter[:1] + _ACCENTS[char] + letter[1:], at
            return _SPACING.get(char, char), at
        return self.command(word or "", at, depth)

    def command(self, name: str, at: int, depth: int) -> tuple[str, int]:
        """The text of a command whose name stands before ``at``."""
        if name in _SYMBOLS:
            return _SYMBOLS[name], at
        if name in _DROPPED:
            return "", at
        if name in _FRACTIONS:
            above, at = self.argument(at, depth)
            below, at = self.argument(at, depth)
            return f"{_grouped(above)}/{_grouped(below)}", at
        if name == "sqrt":
            inner, at = self.argument(at, depth)
            return f"√({inner})", at
        if name in (
            "begin",
            "end",
            "label",
            "vspace",
            "hspace",
            "ref",
            "tag",
            "color",
            "phantom",
            "vphantom",
            "hphantom",
        ):
            _, at = self.argument(at, depth)
            return " " if name in ("begin", "end", "hspace") else "", at
        if name in ("ce", "cf"):
            inner, at = self.argument(at, depth)
            return inner, at
        if name in ("textsuperscript", "up"):
            inner, at = self.argument(at, depth)
            return _raised(inner), at
        if name in _NAMED_ACCENTS and len(name) == 1:
            letter, at = self.argument(at, depth)
            return letter[:1] + _NAMED_ACCENTS[name] + letter[1:], at
        if at < len(self._tokens) and self._tokens[at][2] == "{":
            # \mathrm{…}, \text{…} and everything else that wraps its argument.
            return self.argument(at, depth)
        return (name if len(name) > 1 else ""), at

    def argument(self, at: int, depth: int) -> tuple[str, int]:
        """The next group, command or character, as TeX would take it."""
        while at < len(self._tokens) and self._tokens[at][3] is not None and not (self._tokens[at][3] or "").strip():
            at += 1
        if at >= len(self._tokens) or depth > _MAX_DEPTH:
            return "", at
        plain = self._tokens[at][3]
        if plain is not None:
            stripped = plain.lstrip()
            self._tokens[at] = (None, None, None, stripped[1:])
            return stripped[:1], at if len(stripped) > 1 else at + 1
        if self._tokens[at][2] == "}":
            return "", at
        return self.item(at, depth + 1)


def _grouped(text: str) -> str:
    text = text.strip()
    return text if _ATOM.fullmatch(text) else f"({text})"


def _raised(text: str) -> str:
    compact = text.replace(" ", "").replace("\u2212", "-")
    if not compact:
        return ""
    if compact in ("°", "'", "''", "*", "†", "‡"):
        return compact
    return "^" + (compact if _SIMPLE_EXPONENT.fullmatch(compact) else f"({text.strip()})")
