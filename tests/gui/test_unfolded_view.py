"""The unfolded network on screen."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rnnviz.cells import CELLS
from rnnviz.engine.network import Layer
from rnnviz.experiment.experiment import Experiment
from rnnviz.gui.session import Session
from rnnviz.gui.unfolded_view import UnfoldedView
from rnnviz.scene.shapes import Key
from rnnviz.scene.theme import DARK

from .networks import stacked


def make_view(qtbot: QtBot, n_steps: int, hidden_size: int = 3) -> UnfoldedView:
    experiment = Experiment.new("lstm", input_size=1, hidden_size=hidden_size, output_size=1, loss="squared")
    session = Session(experiment.with_inputs([[(step % 5) / 5] for step in range(n_steps)]))
    view = UnfoldedView(session)
    qtbot.addWidget(view)
    session.step_changed.connect(view.show_step)
    view.resize(600, 200)
    with qtbot.waitExposed(view):
        view.show()
    return view


@pytest.fixture
def short(qtbot: QtBot) -> UnfoldedView:
    return make_view(qtbot, 4)


@pytest.fixture
def long(qtbot: QtBot) -> UnfoldedView:
    return make_view(qtbot, 1000)


def session_of(view: UnfoldedView) -> Session:
    return view._session


def place(view: UnfoldedView, step: int, row: str = "h") -> QPoint:
    """Where a value stands in the widget."""
    found = view.strip.row_of(row)
    assert found is not None
    return (QPointF(view.strip.center(step), found.middle) * view.scale()).toPoint()


def turn_wheel(view: UnfoldedView, at: QPoint, across: int = 0, down: int = 0) -> None:
    event = QWheelEvent(
        QPointF(at),
        QPointF(view.mapToGlobal(at)),
        QPoint(),
        QPoint(across, down),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view, event)


@pytest.mark.parametrize("n_steps", [1, 4, 30, 1000])
def test_a_click_on_a_state_selects_it_and_goes_to_its_step(qtbot: QtBot, n_steps: int) -> None:
    view = make_view(qtbot, n_steps)
    with qtbot.waitSignal(view.key_clicked) as clicked:
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=place(view, n_steps, "c"))
    (key,) = clicked.args
    assert key.name == "c"
    assert key.step == pytest.approx(n_steps, abs=2)
    assert session_of(view).step == key.step


def test_a_click_on_an_initial_state_selects_it_and_stays(short: UnfoldedView, qtbot: QtBot) -> None:
    session_of(short).go(3)
    with qtbot.waitSignal(short.key_clicked) as clicked:
        qtbot.mouseClick(short, Qt.MouseButton.LeftButton, pos=place(short, 0))
    assert clicked.args == [Key(0, "h")]
    assert session_of(short).step == 3


def test_dragging_along_the_axis_scrubs(short: UnfoldedView, qtbot: QtBot) -> None:
    visited: list[int] = []
    session_of(short).step_changed.connect(visited.append)
    foot = round((short.strip.axis) * short.scale())
    qtbot.mousePress(short, Qt.MouseButton.LeftButton, pos=QPoint(place(short, 1).x(), foot))
    for step in (2, 3, 4):
        qtbot.mouseMove(short, QPoint(place(short, step).x(), foot))
    qtbot.mouseRelease(short, Qt.MouseButton.LeftButton, pos=QPoint(place(short, 4).x(), foot))
    assert visited == [2, 3, 4]


def test_dragging_the_marker_of_a_long_sequence_scrubs(long: UnfoldedView, qtbot: QtBot) -> None:
    session_of(long).go(500)
    start, end = place(long, 500), place(long, 800)
    qtbot.mousePress(long, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(long, end)
    qtbot.mouseRelease(long, Qt.MouseButton.LeftButton, pos=end)
    assert session_of(long).step == pytest.approx(800, abs=2)


def test_dragging_a_zoomed_picture_scrolls_it(long: UnfoldedView, qtbot: QtBot) -> None:
    session_of(long).go(500)
    long.zoom_by(100)
    before = long.zoom.offset
    qtbot.mousePress(long, Qt.MouseButton.LeftButton, pos=QPoint(400, 60))
    qtbot.mouseMove(long, QPoint(350, 60))
    qtbot.mouseMove(long, QPoint(300, 60))
    qtbot.mouseRelease(long, Qt.MouseButton.LeftButton, pos=QPoint(300, 60))
    assert long.zoom.offset == pytest.approx(before + 100 / long.scale())
    assert session_of(long).step == 500


def test_the_wheel_zooms_around_the_pointer_and_scrolls_sideways(long: UnfoldedView) -> None:
    at = place(long, 400)
    turn_wheel(long, at, down=2400)
    assert long.strip.detail != "overview"
    assert long.strip.step_at(at.x() / long.scale()) == pytest.approx(400, abs=2)
    before = long.zoom.offset
    turn_wheel(long, at, across=-120)
    assert long.zoom.offset == before + 60
    turn_wheel(long, at, down=-9999)
    assert long.zoom.furthest_offset == 0


def test_the_picture_follows_the_step_unless_told_not_to(long: UnfoldedView) -> None:
    long.zoom_by(100)
    session_of(long).go(900)
    assert long.strip.first <= 900 <= long.strip.last
    long.set_follows(False)
    session_of(long).go(10)
    assert not long.strip.first <= 10 <= long.strip.last
    long.set_follows(True)
    assert long.strip.first <= 10 <= long.strip.last


def test_going_to_a_step_keeps_the_painted_picture(long: UnfoldedView) -> None:
    long.grab()
    painted = long._picture
    session_of(long).go(77)
    long.grab()
    assert long._picture is painted


def test_a_sub_step_paints_anew_and_shows_what_is_pending(short: UnfoldedView) -> None:
    short.grab()
    session_of(short).go(2, 1)
    assert short.unfolding.is_pending("h", 2)
    assert short.unfolding.is_pending("h", 3)
    session_of(short).go(3)
    assert not short.unfolding.is_pending("h", 3)


@pytest.mark.parametrize("n_steps", [4, 1000])
def test_arrow_keys_walk_along_time_and_between_rows(qtbot: QtBot, n_steps: int) -> None:
    view = make_view(qtbot, n_steps)
    view.focus_key(view.first_key())
    walked = []
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Left):
        qtbot.keyClick(view, key)
        walked.append(view.focused)
    assert walked == [Key(2, "c"), Key(2, "h"), Key(1, "h"), Key(0, "h"), Key(0, "h")]
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert view.focused == Key(0, "h")


def test_the_focus_stays_in_view(long: UnfoldedView, qtbot: QtBot) -> None:
    long.zoom_by(100)
    session_of(long).go(500)
    long.focus_key(Key(500, "h"))
    for _ in range(8):
        qtbot.keyClick(long, Qt.Key.Key_Right)
    assert long.focused == Key(508, "h")
    assert long.strip.first <= 508 <= long.strip.last


def test_a_tall_page_has_larger_text_only_with_the_window(short: UnfoldedView) -> None:
    short.resize(600, 900)
    assert short.scale() == pytest.approx(short.text_scale())
    short.resize(600, 70)
    assert short.scale() == pytest.approx(0.5 * short.text_scale(), rel=0.5)


@pytest.mark.parametrize("n_steps", [4, 1000])
def test_the_whole_picture_can_be_exported(qtbot: QtBot, n_steps: int) -> None:
    view = make_view(qtbot, n_steps)
    session_of(view).set_theme(DARK)
    view.refresh()
    scene = view.picture()
    assert scene.background == DARK.background
    assert (scene.width, scene.height) == pytest.approx((600 / view.scale(), 200 / view.scale()))


def test_an_overview_is_painted_in_the_colours_of_its_values(long: UnfoldedView) -> None:
    image = long.grab().toImage()
    row = long.strip.row_of("x")
    assert row is not None
    ratio = image.devicePixelRatio() * long.scale()
    colors = {image.pixelColor(x, round(row.middle * ratio)).name() for x in range(100, image.width() - 100)}
    assert len(colors & set(long.unfolding.palette)) >= 2


@pytest.fixture
def grid(qtbot: QtBot) -> UnfoldedView:
    """Two layers of an LSTM in both directions."""
    layer = Layer(CELLS["lstm"], 2, bidirectional=True)
    view = UnfoldedView(Session(stacked(layer, layer)))
    qtbot.addWidget(view)
    view.resize(600, 260)
    with qtbot.waitExposed(view):
        view.show()
    return view


def test_every_state_of_a_grid_can_be_pointed_at_under_its_full_name(grid: UnfoldedView) -> None:
    for row in grid.strip.rows:
        if row.kind == "state":
            point = QPointF(grid.strip.x_of(row, 2), row.middle) * grid.scale()
            assert grid.key_at(point) == Key(2, row.name)


def test_the_arrow_keys_lead_to_an_initial_state_at_its_own_end(grid: UnfoldedView) -> None:
    assert grid.neighbour_of(Key(1, "h"), "left") == Key(0, "h")
    last = grid.strip.n_steps
    assert grid.neighbour_of(Key(last, "1r.h"), "right") == Key(0, "1r.h")
    assert grid.neighbour_of(Key(1, "1r.h"), "left") is None
    assert grid.neighbour_of(Key(1, "h"), "up") == Key(1, "c")


def test_a_network_of_many_cells_keeps_the_height_that_it_needs(grid: UnfoldedView) -> None:
    grid.refresh()
    assert grid.minimumHeight() > 120
    assert grid.scale() >= 0.85
    one = Experiment.new("lstm", input_size=1, hidden_size=2)
    session_of(grid).open(one)
    grid.refresh()
    assert grid.minimumHeight() == 0
