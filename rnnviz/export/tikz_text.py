"""Lines of text as LaTeX: symbols as mathematics, words and numbers as text."""

from __future__ import annotations

from functools import reduce
from itertools import groupby
from re import sub
from unicodedata import decomposition, normalize

from ..scene.shapes import Label, Run
from .letter import plain_letter

GREEK = "α alpha β beta γ gamma δ delta ε varepsilon ζ zeta η eta θ theta κ kappa λ lambda μ mu ν nu ξ xi π pi ρ rho "
GREEK += "σ sigma τ tau φ varphi χ chi ψ psi ω omega Γ Gamma Δ Delta Θ Theta Λ Lambda Π Pi Σ Sigma Φ Phi Ψ Psi Ω Omega"
MATHEMATICS = {
    "−": "-",
    "\N{THIN SPACE}": r"\,",
    "\N{HAIR SPACE}": r"\,",
    "\N{FOUR-PER-EM SPACE}": r"\:",
    "\N{THREE-PER-EM SPACE}": r"\;",
    "\N{SIX-PER-EM SPACE}": r"\,",
    "\N{NARROW NO-BREAK SPACE}": r"\,",
    "\N{EN SPACE}": r"\enspace",
    "\N{EM SPACE}": r"\quad",
    "\N{NO-BREAK SPACE}": "~",
    "×": r"\times",
    "·": r"\cdot",
    "⋅": r"\cdot",
    "⊙": r"\odot",
    "⊘": r"\oslash",
    "⊗": r"\otimes",
    "⊕": r"\oplus",
    "∗": r"\ast",
    "∘": r"\circ",
    "∞": r"\infty",
    "∂": r"\partial",
    "∑": r"\sum",
    "√": r"\surd",
    "‖": r"\Vert",
    "⊤": r"\top",
    "∈": r"\in",
    "≤": r"\leq",
    "≥": r"\geq",
    "≈": r"\approx",
    "≠": r"\neq",
    "≡": r"\equiv",
    "∝": r"\propto",
    "±": r"\pm",
    "←": r"\leftarrow",
    "→": r"\rightarrow",
    "↑": r"\uparrow",
    "↓": r"\downarrow",
    "↔": r"\leftrightarrow",
    "⇥": r"\rightarrow",
    "↵": r"\hookleftarrow",
    "…": r"\dots",
    "⋯": r"\cdots",
    "⋮": r"\vdots",
    "⋱": r"\ddots",
    "°": r"{}^\circ",
    "½": r"\tfrac12",
    "ℓ": r"\ell",
    "′": "'",
    "∇": r"\nabla",
    **{letter: f"\\{name}" for letter, name in zip(GREEK.split()[::2], GREEK.split()[1::2], strict=True)},
}
"""What LaTeX calls the characters that it knows as mathematics."""
SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "%": r"\%",
    "_": r"\_",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    '"': "''",
    "–": "--",
    "—": "---",
    "“": "``",
    "”": "''",
    "‘": "`",
    "’": "'",
    "␣": r"\textvisiblespace{}",
}
"""How LaTeX writes the characters that mean something to it, or that it has other names for."""
SCRIPTS = {"<super>": "{}^", "<sub>": "{}_"}
"""What Unicode says of a character that is a superscript or subscript by itself."""
FUNCTIONS = frozenset({"tanh", "log", "exp", "max", "min"})
"""Functions that LaTeX has commands for."""
ACCENTS = {"hat": r"\hat", "tilde": r"\tilde"}
_MARKS = "\u0300\u0301\u0302\u0303\u0304\u0306\u0307\u0308\u030a\u030b\u030c\u0327"
KNOWN_MARKS = {mark: f"\\{command}" for mark, command in zip(_MARKS, "`'^~=u.\"rHvc", strict=True)}
"""The accents that LaTeX sets, and its commands for them."""
KNOWN_LETTERS = frozenset("ßæøœÆØŒłŁı¿¡§©£¶")
LAST_KNOWN = 0x17F
"""The last letter whose accented form LaTeX takes as it is."""


def to_latex(label: Label) -> str:
    """A line of text as LaTeX."""
    if label.family == "math":
        return f"${_mathematics(label.runs).strip()}$"
    return "".join(map(_text_run, label.runs))


def _mathematics(runs: tuple[Run, ...]) -> str:
    """Symbols with their scripts; a superscript and a subscript in a row belong to the same letter."""
    parts = [""] if runs and not runs[0].level else ["{}"]
    for level, group in groupby(runs, lambda run: run.level):
        text = "".join(map(_letters, group))
        parts.append(_script(text.strip(), level) if level else text)
    return sub(" +", " ", "".join(parts))


def _script(text: str, level: int) -> str:
    return ("^" if level > 0 else "_") + (text if len(text) == 1 else f"{{{text}}}")


def _letters(run: Run) -> str:
    """The characters of a run in mathematics."""
    sign, name = ("-", run.text[1:]) if run.text.startswith("−") else ("", run.text)
    if name in FUNCTIONS:
        return rf"{sign}\{name} "
    if not run.italic and sum(map(str.isalpha, run.text)) > 1:
        return rf"\text{{{escape(run.text)}}}"
    text = "".join(_sign(plain_letter(c), run.italic or plain_letter(c) != c) for c in run.text)
    return f"{ACCENTS[run.accent]}{{{text}}}" if run.accent else text


def _sign(character: str, italic: bool) -> str:
    """One character in mathematics."""
    if character == " ":
        return " "
    if character in MATHEMATICS:
        return MATHEMATICS[character] + ("" if not MATHEMATICS[character][-1:].isalpha() else " ")
    if character.isascii() and character.isalpha() and not italic:
        return rf"\mathrm{{{character}}}"
    return character if character.isascii() and character not in SPECIAL else rf"\text{{{escape(character)}}}"


def _text_run(run: Run) -> str:
    """A run of words or numbers."""
    text = escape(run.text)
    if run.accent:
        text = rf"${ACCENTS[run.accent]}{{\mathsf{{{text}}}}}$"
    if run.italic:
        text = rf"\textit{{{text}}}"
    if run.weight == "semibold":
        text = rf"\textbf{{{text}}}"
    return {-1: rf"\textsubscript{{{text}}}", 0: text, 1: rf"\textsuperscript{{{text}}}"}[run.level]


def escape(text: str) -> str:
    """Text as LaTeX writes it; a character that it has no letter for is given by its number."""
    return "".join(map(_escaped, text))


def _escaped(character: str) -> str:
    character = plain_letter(character)
    if character in SPECIAL:
        return SPECIAL[character]
    if character in MATHEMATICS:
        return f"${MATHEMATICS[character]}$"
    kind, _, code = decomposition(character).partition(" ")
    if kind in SCRIPTS:
        return f"${SCRIPTS[kind]}{{{_sign(chr(int(code, 16)), False)}}}$"
    if character in KNOWN_LETTERS:
        return character
    plain = normalize("NFD", character)
    letter, marks = plain[0], plain[1:]
    if not (letter.isascii() and letter.isprintable() and set(marks) <= KNOWN_MARKS.keys()):
        return rf"\fbox{{\tiny U+{ord(character):04X}}}"
    return character if ord(character) <= LAST_KNOWN else reduce(_marked, marks, letter)


def _marked(letter: str, mark: str) -> str:
    return f"{KNOWN_MARKS[mark]}{{{letter}}}"
