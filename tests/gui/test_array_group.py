"""Groups choose between side by side and below each other, and between numbers and pictures."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from rnnviz.gui.array_group import ArrayGroup
from rnnviz.gui.array_source import ArraySource, ParameterSource, StartSource

from .editing import make_session, put, show

GATE: tuple[ArraySource, ...] = (ParameterSource("W_f"), ParameterSource("U_f"), ParameterSource("b_f"))


def make_group(qtbot: QtBot, hidden_size: int, width: int, sources: tuple[ArraySource, ...] = GATE) -> ArrayGroup:
    group = ArrayGroup(make_session(hidden_size=hidden_size), sources, is_flat=sources is not GATE)
    show(qtbot, group, width, 600)
    group.resize(width, group.arrange(width))
    return group


def test_what_fits_stands_side_by_side_with_vectors_upright(qtbot: QtBot) -> None:
    group = make_group(qtbot, 2, 400)
    tops = {block.y() for block in group.blocks}
    assert tops == {0}
    assert group.blocks[2].table.matrix.grid.shape == (2, 1)
    assert group.blocks[2].geometry().right() < 400


def test_what_does_not_fit_stands_below_with_vectors_flat(qtbot: QtBot) -> None:
    group = make_group(qtbot, 4, 250)
    assert len({block.y() for block in group.blocks}) == 3
    assert group.blocks[2].table.matrix.grid.shape == (1, 4)


@pytest.mark.parametrize(
    ("hidden_size", "width"), [(1, 250), (2, 250), (4, 250), (8, 400), (16, 250), (64, 250), (64, 400)]
)
def test_blocks_never_overlap(qtbot: QtBot, hidden_size: int, width: int) -> None:
    group = make_group(qtbot, hidden_size, width)
    places = [block.geometry() for block in group.blocks]
    assert not any(a.intersects(b) for k, a in enumerate(places) for b in places[k + 1 :])
    assert all(place.right() < width and place.bottom() <= group.height() for place in places)


def test_from_nine_columns_on_arrays_are_pictures_until_numbers_are_wanted(qtbot: QtBot) -> None:
    assert make_group(qtbot, 8, 250).shows_numbers
    group = make_group(qtbot, 9, 250)
    assert not group.shows_numbers
    with qtbot.waitSignal(group.resized):
        group.set_numbers(True)
    assert group.shows_numbers


def test_start_states_always_lie_flat(qtbot: QtBot) -> None:
    group = make_group(qtbot, 2, 600, (StartSource("c"), StartSource("h")))
    assert [block.table.matrix.grid.shape for block in group.blocks] == [(1, 2), (1, 2)]
    assert not make_group(qtbot, 16, 600, (StartSource("c"), StartSource("h"))).shows_numbers


def test_a_picture_has_its_current_number_below_it(qtbot: QtBot) -> None:
    group = make_group(qtbot, 16, 250)
    put(group.blocks[1].table, 2, 3)
    number = group.blocks[1].table.matrix.grid.text(2, 3)
    assert group.inspected_text == f"U_f[3, 4] = {number}"
