"""Dragging a cell sideways changes its number, live, as one step."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QCursor

from rnnviz.gui.matrix_table import MatrixTable
from rnnviz.gui.session import Session

from .editing import center, drag, hover, press


def aside(*distances: int) -> list[QPoint]:
    return [QPoint(distance, 0) for distance in distances]


@pytest.mark.parametrize(
    ("modifier", "moved"),
    [
        (Qt.KeyboardModifier.NoModifier, 0.30),
        (Qt.KeyboardModifier.ShiftModifier, 0.030),
        (Qt.KeyboardModifier.ControlModifier, 3.0),
    ],
)
def test_a_pixel_is_a_hundredth_less_with_shift_and_more_with_ctrl(
    session: Session, table: MatrixTable, modifier: Qt.KeyboardModifier, moved: float
) -> None:
    before = session.experiment.parameters["W_f"]
    drag(table, center(table, 1, 0), aside(5, 20, 35), modifier)
    change = session.experiment.parameters["W_f"] - before
    assert change[1, 0] == pytest.approx(moved)
    assert (change != 0).sum() == 1


def test_a_drag_recomputes_at_every_move_and_is_one_step(session: Session, table: MatrixTable) -> None:
    runs: list[object] = []
    session.run_changed.connect(runs.append)
    before = session.experiment
    drag(table, center(table, 0, 0), aside(-5, -10, -20, -30))
    assert len(runs) == 3
    assert session.history.undo_label == "Drag W_f[1, 1]"
    session.undo()
    assert session.experiment is before


def test_two_drags_of_one_cell_are_two_steps(session: Session, table: MatrixTable) -> None:
    for _ in range(2):
        drag(table, center(table, 0, 0), aside(5, 20))
    assert len(session.history.past) == 2


def test_escape_restores_and_ends_the_drag(session: Session, table: MatrixTable) -> None:
    before = session.experiment
    drag(table, center(table, 0, 0), aside(5, 40), before_release=lambda: press(table, Qt.Key.Key_Escape))
    assert session.experiment is before
    assert not session.history.can_undo
    drag(table, center(table, 0, 0), aside(5, 40))
    assert session.history.can_undo


def test_a_drag_downwards_selects_cells_and_changes_nothing(session: Session, table: MatrixTable) -> None:
    below = center(table, 2, 1) - center(table, 0, 0)
    drag(table, center(table, 0, 0), [QPoint(0, 8), below])
    assert not session.history.can_undo
    assert table.block.selected() == (slice(0, 3), slice(0, 2))


def test_a_click_changes_nothing(session: Session, table: MatrixTable) -> None:
    drag(table, center(table, 1, 1), aside(2))
    assert not session.history.can_undo
    assert (table.currentIndex().row(), table.currentIndex().column()) == (1, 1)


def test_the_pointer_tells_that_a_number_can_be_dragged(table: MatrixTable) -> None:
    hover(table, center(table, 0, 1))
    assert table.viewport().cursor().shape() == Qt.CursorShape.SizeHorCursor


def test_a_drag_goes_on_beyond_the_edge_of_the_screen(
    session: Session, table: MatrixTable, monkeypatch: pytest.MonkeyPatch
) -> None:
    edge = table.screen().geometry().left()
    before = session.experiment.parameters["W_f"][0, 0]
    start = center(table, 0, 0)
    to_edge = edge - table.viewport().mapToGlobal(start).x()
    jumped: list[int] = []
    monkeypatch.setattr(QCursor, "setPos", lambda x, _y: jumped.append(x))
    monkeypatch.setattr(QCursor, "pos", lambda: QPoint(jumped[-1], 0))
    beyond = table.screen().geometry().right() - 12 - table.viewport().mapToGlobal(start).x()
    drag(table, start, aside(-4, to_edge, beyond))
    assert jumped == [table.screen().geometry().right() - 2]
    moved = session.experiment.parameters["W_f"][0, 0] - before
    assert moved == pytest.approx((to_edge + 4 - 10) * 0.01)
