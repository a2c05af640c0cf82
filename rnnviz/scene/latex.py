"""The LaTeX of symbols and short formulas as runs of text in the math family."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from typing import Literal

from .shapes import Run

_TOKEN = re.compile(r"\\(?:[A-Za-z]+|[ ,|!;])|[_^{}]|\s+|.")
_SPACE, _THIN, _MINUS = Run("\N{FOUR-PER-EM SPACE}"), Run("\N{THIN SPACE}"), "\N{MINUS SIGN}"
_ITALIC = {"theta": "𝜃", "lambda": "𝜆", "rho": "𝜌", "sigma": "𝜎", "gamma": "𝛾", "partial": "𝜕", "Delta": "Δ"}
_UPRIGHT = {
    "odot": "⊙", "oslash": "⊘", "cdot": "·", "top": "⊤", "infty": "∞", "lVert": "‖", "rVert": "‖", "lvert": "|",
    "rvert": "|", "leftarrow": "←", "rightarrow": "→", "to": "→", "approx": "≈", "ast": "∗", "Vert": "‖", "times": "×",
}  # fmt: skip
_WORDS = frozenset({"tanh", "arg", "max", "min", "log", "exp"})
_SPACED = frozenset("+-=≈→⊙⊘∗×·")
_ACCENTS: dict[str, Literal["hat", "tilde"]] = {"hat": "hat", "widehat": "hat", "tilde": "tilde", "widetilde": "tilde"}
_TEXTS = frozenset({"text", "mathrm", "mathbf"})


@lru_cache(maxsize=4096)
def latex_runs(latex: str) -> tuple[Run, ...]:
    r"""The runs of a formula without fractions, such as ``\lVert dL/d\hat{c}_{t-1}\rVert``.

    Raises ValueError for a command that is not known.
    """
    return tuple(_merged(_Reader(_TOKEN.findall(latex)).read(0)))


class _Reader:
    """Reads tokens one after another."""

    def __init__(self, tokens: list[str]) -> None:
        self._tokens, self._next = tokens, 0
        self._before = ""

    def read(self, level: int, end: str = "") -> Iterator[Run]:
        """The runs up to the token ``end``, or of all tokens."""
        while self._next < len(self._tokens):
            token = self._take()
            if token == end:
                return
            yield from self._runs(token, level)

    def _take(self) -> str:
        token = self._tokens[self._next]
        self._next += 1
        return token

    def _runs(self, token: str, level: int) -> Iterator[Run]:
        if token in "_^":
            yield from self._argument(-1 if token == "_" else 1)
        elif token == "{":
            # A sign in braces of its own is no operator between two things.
            is_lone = self._tokens[self._next : self._next + 2] == ["-", "}"]
            self._before = "(" if is_lone else self._before
            yield from self.read(level, "}")
        elif token.startswith("\\"):
            yield from self._command(token[1:], level)
        elif not token.isspace():
            yield from self._character(token, level)

    def _argument(self, level: int) -> Iterator[Run]:
        """What stands behind a sign or command: a group, or one token."""
        token = self._take()
        yield from self.read(level, "}") if token == "{" else self._runs(token, level)

    def _command(self, name: str, level: int) -> Iterator[Run]:
        if name in _ACCENTS:
            (run,) = self._argument(level)
            yield Run(run.text, run.italic, level, _ACCENTS[name])
        elif name in _TEXTS:
            yield self._text(level)
        elif name in _ITALIC:
            yield Run(_ITALIC[name], level=level)
            self._before = "letter"
        elif name in _UPRIGHT:
            yield from self._character(_UPRIGHT[name], level)
        elif name in _WORDS:
            yield from ((_THIN,) if self._before in ("letter", "word") else ())
            yield Run(name, level=level)
            self._before = "word"
        elif name in (",", " "):
            yield from ()
        else:
            raise ValueError(f"\\{name} is not known")

    def _text(self, level: int) -> Run:
        self._take()
        end = self._tokens.index("}", self._next)
        text = "".join(self._tokens[self._next : end])
        self._next = end + 1
        self._before = "letter"
        return Run(text, level=level)

    def _character(self, character: str, level: int) -> Iterator[Run]:
        sign = _MINUS if character == "-" else character
        if character in _SPACED and not level and self._before not in ("", "("):
            yield from (_SPACE, Run(sign), _SPACE)
        else:
            if self._before == "word" and (character.isalpha() or character == "("):
                yield from () if character == "(" else (_THIN,)
            yield Run(sign, italic=character.isascii() and character.isalpha(), level=level)
        self._before = "(" if character in "([" or (sign == _MINUS and self._before == "(") else "letter"


def _merged(runs: Iterator[Run]) -> Iterator[Run]:
    """Runs of one style as one, but not those with an accent."""
    for style, same in groupby(runs, lambda run: (run.italic, run.level, run.accent)):
        parts = list(same)
        if style[2]:
            yield from parts
        else:
            yield Run("".join(run.text for run in parts), style[0], style[1])
