"""Several pictures on one page."""

from __future__ import annotations

from itertools import combinations

import pytest

from rnnviz.scene.board import SIZES, Item, arrange_rows, draw_board
from rnnviz.scene.bounds import bounds_of
from rnnviz.scene.shapes import Box, Group, Label, Scene, flatten
from rnnviz.scene.theme import LIGHT

from .label_clearance import text_of


def picture(width: float, height: float, name: str = "picture") -> Scene:
    return Scene(width, height, Group(name, (Box(0.0, 0.0, width, height, 0.0, "#123456"),)))


def frames(board: Scene) -> list[Box]:
    return [shape for shape in flatten(board.root) if isinstance(shape, Box)]


@pytest.mark.parametrize("aspect", SIZES)
def test_pictures_keep_their_form_stay_on_the_page_and_lie_beside_each_other(aspect: str) -> None:
    rows = [[Item(picture(800, 300), "wide"), Item(picture(200, 300), "high")], [Item(picture(500, 400))]]
    board = draw_board(rows, "Title", LIGHT, aspect)
    assert (board.width, board.height) == SIZES[aspect]
    areas = [bounds_of(box) for box in frames(board)]
    assert [round(box.width / box.height, 6) for box in frames(board)] == [round(8 / 3, 6), round(2 / 3, 6), 1.25]
    assert all(a.left > 0 and a.right < board.width and a.top > 0 and a.bottom < board.height for a in areas)
    assert not [pair for pair in combinations(areas, 2) if pair[0].overlaps(pair[1])]


def test_a_caption_stands_below_its_picture_and_the_title_above_all() -> None:
    board = draw_board([[Item(picture(400, 300), "Cell, step 3")]], "Long memory", LIGHT)
    title, caption = (shape for shape in flatten(board.root) if isinstance(shape, Label))
    (box,) = frames(board)
    assert (text_of(title), text_of(caption)) == ("Long memory", "Cell, step 3")
    assert bounds_of(title).bottom < box.y
    assert bounds_of(caption).top > box.y + box.height


def test_a_weight_is_the_share_of_the_width() -> None:
    rows = [[Item(picture(800, 200), weight=3.0), Item(picture(800, 200), weight=1.0)]]
    wide, narrow = frames(draw_board(rows, "", LIGHT))
    assert wide.width == pytest.approx(3 * narrow.width)


def test_wide_pictures_are_put_below_each_other_and_high_ones_beside() -> None:
    wide, high = Item(picture(1000, 250)), Item(picture(300, 500))
    assert [len(row) for row in arrange_rows([wide, wide])] == [1, 1]
    assert [len(row) for row in arrange_rows([high, high])] == [2]


def test_what_can_have_any_size_fills_its_room() -> None:
    asked: list[tuple[float, float]] = []

    def fit(width: float, height: float) -> Scene:
        asked.append((width, height))
        return picture(width, height)

    board = draw_board([[Item(picture(720, 360), fit=fit), Item(picture(400, 300))]], "", LIGHT)
    first, second = frames(board)
    assert len(asked) == 1
    assert first.height > second.height
