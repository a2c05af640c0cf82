"""The equations of a network as a LaTeX document, and with the numbers of a run as Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from ..engine.equation import Equation, formula
from ..engine.glyph import symbol
from ..engine.numeral import to_plain as plain_numbers
from ..engine.run import Run
from ..engine.text import Formula, mark_of, to_latex
from ..engine.worked import work_out
from .data import value_names
from .notes import shown_equations

PREAMBLE = r"""\documentclass{article}
\usepackage{amsmath}
\setcounter{MaxMatrixCols}{20}
\begin{document}"""


def to_latex_source(run: Run, step: int | None = None) -> str:
    """A document that holds every equation in symbols; with ``step``, worked out in the numbers of that step."""
    return "\n".join([PREAMBLE, *_latex_blocks(run, step), r"\end{document}", ""])


def to_markdown(run: Run, step: int | None = None) -> str:
    """Every equation with what it does, and tables of the values; with ``step``, worked out and only that step."""
    title = ", ".join(dict.fromkeys(layer.cell.title for layer in run.network.layers))
    lines = [f"# {title}", ""]
    for equation in shown_equations(run):
        lines += [equation.says, "", "$$", _aligned(_lines(equation, run, step)), "$$", ""]
    return "\n".join([*lines, *_tables(run, step)])


def _latex_blocks(run: Run, step: int | None) -> Iterator[str]:
    """One block of all equations in symbols, or one for each that is worked out."""
    if step is not None:
        for equation in shown_equations(run):
            yield f"% {equation.says}"
            yield "\\[\n" + _aligned(_lines(equation, run, step)) + "\n\\]"
        return
    rows = [_row(formula(equation, None, run.writing)) for equation in shown_equations(run)]
    yield "\\begin{align*}\n  " + " \\\\\n  ".join(rows) + "\n\\end{align*}"


def _lines(equation: Equation, run: Run, step: int | None) -> tuple[Formula, ...]:
    return (formula(equation, None, run.writing),) if step is None else work_out(equation, run, step)


def _aligned(lines: tuple[Formula, ...]) -> str:
    """Lines one below the other, their relation signs in one column."""
    rows = " \\\\\n  ".join(map(_row, lines))
    return f"\\begin{{aligned}}\n  {rows}\n\\end{{aligned}}"


def _row(line: Formula) -> str:
    """A line with the mark of alignment before its relation sign."""
    place = next(k for k, piece in enumerate(line) if getattr(piece, "kind", "") == "relation")
    return f"{to_latex(line[:place])} & {to_latex(line[place:])}".strip()


def _tables(run: Run, step: int | None) -> Iterator[str]:
    """A table of every value at each step, or at one."""
    names = [name for name in value_names(run) if "." not in name or not name.rpartition(".")[2].isdigit()]
    steps = range(1, run.n_steps + 1) if step is None else (step,)
    yield "| t | " + " | ".join(mark_of(symbol(name, "t", run.writing)).plain for name in names) + " |"
    yield "|" + "---|" * (len(names) + 1)
    for t in steps:
        yield f"| {run.writing.number(t)} | " + " | ".join(plain_numbers(run[name][t - 1]) for name in names) + " |"
    yield ""
