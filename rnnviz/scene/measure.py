"""How text is set: which font, how wide, where each run stands; the same for every painter and writer."""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from .. import resource
from .fontfile import FontFile
from .shapes import Anchor, Family, Run

SCRIPT_SCALE = 0.7
"""The size of a subscript or superscript in parts of the text's size."""
SHIFTS = {-1: 0.22, 0: 0.0, 1: -0.38}
"""How far below the baseline each level stands, in parts of the text's size."""
SCRIPT_GAP = 0.04
"""The gap between an italic letter and its subscript, in parts of the text's size."""
INTER_STYLES = {"regular": "Regular", "medium": "Medium", "semibold": "SemiBold"}
ASCENDING = frozenset("bdfhkltABCDEFGHIJKLMNOPQRSTUVWXYZ")
ACCENT_LIFT = 0.32
"""How far an accent rises above its letter, in parts of the text's size."""


class PlacedRun(NamedTuple):
    """A run with ``x`` from the start of the line, ``dy`` below its baseline, its own size and its characters."""

    run: Run
    x: float
    dy: float
    size: float
    width: float
    characters: str


def measure(runs: tuple[Run, ...], size: float, family: Family) -> float:
    """The width in pixels of runs set at ``size`` pixels."""
    return max((item.x + item.width for item in place(runs, size, family)), default=0.0)


@lru_cache(maxsize=8192)
def place(runs: tuple[Run, ...], size: float, family: Family) -> tuple[PlacedRun, ...]:
    """Where each run of a line stands; a subscript and a superscript of one letter stand one above the other."""
    found: list[PlacedRun] = []
    x = script = end = 0.0
    gaps = [0.0][: len(runs)] + [SCRIPT_GAP * size if _is_script_after_italic(a, b) else 0.0 for a, b in pairwise(runs)]
    for run, gap in zip(runs, gaps, strict=True):
        own = size * SCRIPT_SCALE if run.level else size
        before = found[-1].run.level if found else 0
        if not run.level:
            x = max(x, end)
        elif not before:
            script = x + gap
        elif run.level != before:
            x = script
        characters = characters_of(run, family)
        width = own * sum(_advance(character, family, run.italic, run.weight) for character in characters)
        found.append(PlacedRun(run, x + gap, SHIFTS[run.level] * size, own, width, characters))
        x += gap + width
        end = max(end, x)
    return tuple(found)


def line_start(runs: tuple[Run, ...], size: float, family: Family, anchor: Anchor) -> float:
    """Where a line starts, from the point it is anchored at."""
    return {"start": 0.0, "middle": -0.5, "end": -1.0}[anchor] * measure(runs, size, family)


def baseline(size: float, family: Family) -> float:
    """How far the baseline lies below the middle of the capitals (of the small letters in the math family)."""
    font = font_file(family)
    return size / 2 * (font.x_height if family == "math" else font.cap_height)


def line_extent(runs: tuple[Run, ...], size: float, family: Family) -> tuple[float, float]:
    """How far the ink of a line reaches above and below its y."""
    font, base = font_file(family), baseline(size, family)
    placed = place(runs, size, family)
    top = max(font.cap_height * 1.1 * item.size - item.dy for item in placed)
    rises = [accent_ground(item, family) + ACCENT_LIFT * size for item in placed if item.run.accent]
    has_tail = any(set(run.text) & set("fgjpqyf,()[]") for run in runs if run.italic or family == "sans")
    below = max(
        0.22 * size if has_tail else 0.02 * size, *(item.dy + 0.03 * size for item in place(runs, size, family))
    )
    return max([top, *rises]) - base, base + below


def characters_of(run: Run, family: Family) -> str:
    """The characters that draw a run: the math family has its italic letters in a block of Unicode of their own."""
    return "".join(map(_math_italic, run.text)) if run.italic and family == "math" else run.text


def accent_ground(item: PlacedRun, family: Family) -> float:
    """How high above its baseline a run ends and its accent may begin, in pixels."""
    font = font_file(family)
    return item.size * (font.cap_height * 1.08 if set(item.run.text) & ASCENDING else font.x_height)


@cache
def font_file(family: Family, italic: bool = False, weight: str = "regular") -> FontFile:
    """The font that a style is set in."""
    if family == "math":
        return FontFile(math_font_path())
    return FontFile(resource.path("fonts", f"Inter-{'Italic' if italic else INTER_STYLES[weight]}.otf"), tabular=True)


def math_font_path() -> Path:
    """STIX Two Math, which comes with the package ziamath; the package itself is not imported."""
    spec = find_spec("ziamath")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("the package ziamath, which holds the math font, is not installed")
    return Path(spec.origin).parent / "fonts" / "STIXTwoMath-Regular.ttf"


def _is_script_after_italic(first: Run, second: Run) -> bool:
    return first.italic and not first.level and second.level != 0


@cache
def _advance(character: str, family: Family, italic: bool, weight: str) -> float:
    return font_file(family, italic, weight).advance(character)


def _math_italic(character: str) -> str:
    """A letter of the block Mathematical Alphanumeric Symbols; Unicode had given the italic h a place before."""
    if character == "h":
        return "\N{PLANCK CONSTANT}"
    if "a" <= character <= "z":
        return chr(0x1D44E + ord(character) - ord("a"))
    if "A" <= character <= "Z":
        return chr(0x1D434 + ord(character) - ord("A"))
    return character
