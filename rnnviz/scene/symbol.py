"""Symbols of values and parameters as runs of text: ``c_hat`` at step 3 is an italic c with a hat and a subscript 3."""

from __future__ import annotations

from functools import lru_cache
from itertools import groupby

from ..engine.glyph import PLAIN, Glyph, Writing, symbol
from .shapes import Run


@lru_cache(maxsize=4096)
def symbol_runs(name: str, time: str | None = "t", writing: Writing = PLAIN) -> tuple[Run, ...]:
    """The symbol of a value at ``time``, or of a parameter where that is None; for the math family."""
    return glyph_runs(symbol(name, time, writing))


def glyph_runs(glyph: Glyph) -> tuple[Run, ...]:
    """A symbol as runs of text."""
    letter = Run(glyph.letter, italic=True, accent=glyph.accent)
    argument = _script(f"({glyph.argument})", 0) if glyph.argument else ()
    return (letter, *_script(glyph.superscript, 1), *_script(glyph.subscript, -1), *argument)


def joint_symbol(names: tuple[str, ...], writing: Writing = PLAIN) -> tuple[Run, ...]:
    """One symbol for parameters that differ in their index: W with subscript f,i,c,o.

    Where a notation names them after what they lead from as well, it is W with that alone.
    """
    glyphs = [symbol(name, None, writing) for name in names]
    indices = list(dict.fromkeys(glyph.subscript for glyph in glyphs if glyph.subscript))
    has_source = writing.notation.arrangement != "split" and len({index[0] for index in indices}) == 1
    index = indices[0][0] if has_source and len(indices) > 1 else ",".join(indices)
    return (Run(glyphs[0].letter, italic=True), *_script(glyphs[0].superscript, 1), *_script(index, -1))


def joint_names(names: list[str], time: str = "t", writing: Writing = PLAIN) -> tuple[Run, ...]:
    """One name for states of one cell: c, h with the index of the last."""
    letters = [run for name in names[:-1] for run in (symbol_runs(name, time, writing)[0], Run(", "))]
    return (*letters, *symbol_runs(names[-1], time, writing))


def _script(text: str, level: int) -> tuple[Run, ...]:
    """A script with its letters italic and everything else upright."""
    parts = ((is_letter, "".join(part)) for is_letter, part in groupby(text, str.isalpha))
    return tuple(Run(part, italic=is_letter, level=level) for is_letter, part in parts)
