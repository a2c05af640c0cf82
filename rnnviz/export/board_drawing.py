"""Boards: several figures on one page, by a line such as ``cell,unfolded/gradients*2,heat-map=W_f``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from ..engine.error import InputError
from ..experiment.comparison import title_of
from ..scene.board import SIZES, Item, arrange_rows, draw_board
from ..scene.shapes import Scene
from .drawing import Request

USUAL = "cell,unfolded"
EXPECTED = "figures with commas between, such as cell,unfolded/gradients*2 (/ starts a row, * a share of its width)"
MOST = 9
_TRIED = (701.0, 401.0)
"""A room that only what fits itself to its room has exactly."""

Draw = Callable[[str, Request], tuple[Scene, str]]
"""Draws a figure by its name, and gives its caption too, empty for one that has a title of its own."""


def board(request: Request, draw: Draw, names: Mapping[str, object]) -> Scene:
    """Figures in rows; in those that let all be large where none are asked for."""
    rows = [[_item(part, request, draw, names) for part in row.split(",")] for row in _text(request).split("/")]
    if sum(map(len, rows)) > MOST:
        raise InputError("of", request.of, f"at most {MOST} figures")
    title = "" if request.experiment is None else _line(request.experiment.title) or title_of(request.experiment)
    found = arrange_rows(rows[0], request.aspect) if len(rows) == 1 else rows
    return draw_board(found, title if request.look.caption else "", request.look.colors, request.aspect)


def _line(text: str) -> str:
    """A text as one line without control characters, which no format of pictures can hold."""
    return "".join(letter for letter in " ".join(text.split()) if letter.isprintable())


def check_aspect(aspect: str | None) -> str:
    """The aspect of a board; InputError for one that is none."""
    if aspect is not None and aspect not in SIZES:
        raise InputError("aspect", aspect, f"one of {', '.join(SIZES)}")
    return aspect or "16:9"


def _text(request: Request) -> str:
    return request.of or USUAL


def _item(text: str, request: Request, draw: Draw, names: Mapping[str, object]) -> Item:
    """One figure of a board: NAME, NAME=OF, either with *WEIGHT behind it."""
    whole, _, weight = text.strip().partition("*")
    name, _, of = whole.partition("=")
    if name == "board" or name not in names:
        raise InputError("of", text or "nothing", EXPECTED)
    own = replace(request, of=of.replace("+", ",") or None)
    scene, caption = draw(name, own)

    def fit(width: float, height: float) -> Scene:
        return draw(name, replace(own, room=(width, height)))[0]

    can_fit = draw(name, replace(own, room=_TRIED))[0].width == _TRIED[0]
    caption = caption if request.look.caption else ""
    return Item(scene, caption, _weight(weight) if weight else None, fit if can_fit else None)


def _weight(text: str) -> float:
    try:
        weight = float(text)
    except ValueError:
        weight = 0.0
    if not 0.05 <= weight <= 20.0:
        raise InputError("of", text, "a weight from 0.05 to 20")
    return weight
