"""Lines of text as text boxes of DrawingML: real subscripts and superscripts, accents as strokes of their own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from unicodedata import normalize
from xml.sax.saxutils import escape

from ..scene.measure import PlacedRun, baseline, line_start, place
from ..scene.shapes import Anchor, Family, Label, Run
from .letter import plain_letter

FONTS: dict[Family, str] = {"sans": "Arial", "math": "Times New Roman"}
"""Fonts that every office program has or replaces by one of the same widths, narrower than the scene's."""
LARGER = 1.04
"""The size of the text as a factor of the scene's, at which letters look as large and lines are still no wider."""
ASCENT = 0.995
"""How far the baseline lies below the top of a text box, in parts of the text's size: office programs make every line
1.2 times as high as its text, whatever the font."""
SMALLEST = 100
"""The least size of text, in hundredths of a point, that the format knows."""
MARKS = {"": "", "hat": "\N{COMBINING CIRCUMFLEX ACCENT}", "tilde": "\N{COMBINING TILDE}"}
"""The characters that set accents over the letter before them."""
SHIFTS = {-1: -22, 0: 0, 1: 38}
"""How far each level stands above the baseline, in per cent."""
ALIGNMENTS: dict[Anchor, str] = {"start": "l", "middle": "ctr", "end": "r"}
SPARE = 1.3
"""A text box is so many times as wide as its text, so that another font does not break the line."""
LINE = 1.3
"""The height of a text box in parts of the text's size."""


def is_plain(label: Label) -> bool:
    """Whether a symbol can be part of a line: no scripts one above the other, no accent without a letter in fonts."""
    is_stacked = any(first.level * second.level < 0 for first, second in pairwise(label.runs))
    return not is_stacked and all(len(_letter(run)) == len(run.text) for run in label.runs)


def _letter(run: Run) -> str:
    """The characters of a run with its accent."""
    return normalize("NFC", run.text + MARKS[run.accent])


def with_letters(label: Label) -> Label:
    """A line of several symbols with its accents as parts of letters, as their places depend on the font."""
    if sum(not run.level for run in label.runs) == 1:
        return label
    runs = (replace(run, text=_letter(run), accent="") for run in label.runs)
    return replace(label, runs=tuple(runs))


def text_boxes(label: Label) -> Iterator[Label]:
    """The text boxes of a line; a new one begins where scripts stand one above the other, and after them.

    A line of several boxes, and one with an accent over it, is placed by its start; any other keeps its anchor, which
    holds its place in any font.
    """
    parts = list(_parts(place(label.runs, label.size, label.family)))
    if len(parts) == 1 and not any(run.accent for run in label.runs):
        yield label
        return
    start = label.x + line_start(label.runs, label.size, label.family, label.anchor)
    for part in parts:
        runs = tuple(item.run for item in part)
        yield replace(label, x=start + part[0].x, runs=runs, anchor="start")


def _parts(placed: tuple[PlacedRun, ...]) -> Iterator[list[PlacedRun]]:
    """The runs of a line, cut before each that starts left of the end of the one before, and after such a script."""
    part = list(placed[:1])
    is_stacked = False
    for before, item in pairwise(placed):
        goes_back = item.x < before.x + before.width - 1e-6
        if goes_back or (is_stacked and not item.run.level):
            yield part
            part = []
            is_stacked = goes_back
        part.append(item)
    yield part


def box_of(label: Label, width: float) -> tuple[float, float, float, float]:
    """Left, top, width and height of the box of a text of a width, in pixels of the scene."""
    wide = SPARE * width + label.size
    left = label.x - {"start": 0.0, "middle": 0.5, "end": 1.0}[label.anchor] * wide
    top = label.y + baseline(label.size, label.family) - ASCENT * LARGER * label.size
    return left, top, wide, LINE * label.size


def text_body(label: Label, points: float, upright: str = "t") -> str:
    """The text of a shape; ``points`` is the size of the font, ``upright`` where in the shape the text stands."""
    insets = 'lIns="0" tIns="0" rIns="0" bIns="0"'
    wrap = "square" if upright == "t" else "none"
    body = f'<a:bodyPr wrap="{wrap}" {insets} rtlCol="0" anchor="{upright}"><a:noAutofit/></a:bodyPr>'
    paragraph = f'<a:pPr algn="{ALIGNMENTS[label.anchor]}"/>{_runs(label, points)}'
    return f"<p:txBody>{body}<a:lstStyle/><a:p>{paragraph}</a:p></p:txBody>"


def _runs(label: Label, points: float) -> str:
    return "".join(_run(label, index, max(SMALLEST, round(100 * LARGER * points))) for index in range(len(label.runs)))


def _run(label: Label, index: int, size: int) -> str:
    run, font = label.runs[index], FONTS[label.family]
    text = "".join(map(plain_letter, run.text))
    is_italic = run.italic or text != run.text
    look = [f'lang="en-GB" sz="{size}"', f'b="{int(run.weight == "semibold")}" i="{int(is_italic)}"', 'noProof="1"']
    if run.level:
        look.append(f'baseline="{1000 * SHIFTS[run.level]}"')
    fill = f'<a:solidFill><a:srgbClr val="{label.color[1:].upper()}"/></a:solidFill>'
    fonts = "".join(f'<a:{kind} typeface="{font}"/>' for kind in ("latin", "ea", "cs"))
    return f'<a:r><a:rPr {" ".join(look)} dirty="0">{fill}{fonts}</a:rPr><a:t>{escape(text)}</a:t></a:r>'
