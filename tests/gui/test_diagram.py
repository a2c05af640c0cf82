"""The widget that shows a scene."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rnnviz.gui.diagram import DiagramView
from rnnviz.scene.shapes import Box, Group, Key, Scene

LEFT, RIGHT = Key(1, "h"), Key(2, "h")
SCENE = Scene(
    200,
    100,
    Group("", (Box(20, 20, 60, 60, 0, "#ff0000", key=LEFT), Box(120, 20, 60, 60, 0, "#0000ff", key=RIGHT))),
    "#ffffff",
)


@pytest.fixture
def view(qtbot: QtBot) -> DiagramView:
    made = DiagramView()
    qtbot.addWidget(made)
    made.set_describer(lambda key: f"value {key.name}\nat step {key.step}")
    made.set_scene(SCENE, "#00ff00")
    made.resize(400, 400)
    with qtbot.waitExposed(made):
        made.show()
    return made


def color_at(view: DiagramView, x: int, y: int) -> QColor:
    picture = view.grab()
    ratio = picture.devicePixelRatio()
    return picture.toImage().pixelColor(round(x * ratio), round(y * ratio))


def is_accent(color: QColor) -> bool:
    """Whether a pixel is mostly green, the accent of these tests."""
    return color.green() > 200 and color.red() < 100


def test_the_scene_is_fitted_into_the_middle(view: DiagramView) -> None:
    assert view.scale() == 2.0
    assert view.origin() == QPointF(0, 100)
    assert color_at(view, 100, 200) == QColor("#ff0000")
    assert color_at(view, 300, 200) == QColor("#0000ff")
    assert color_at(view, 200, 20) == QColor("#ffffff")


def test_a_small_scene_is_not_enlarged_beyond_the_limit(view: DiagramView) -> None:
    view.set_largest_scale(1.0)
    assert view.scale() == pytest.approx(view.text_scale())


def test_resizing_paints_anew(view: DiagramView) -> None:
    view.resize(200, 100)
    assert color_at(view, 50, 50) == QColor("#ff0000")


def test_pointing_finds_the_key(view: DiagramView) -> None:
    assert view.key_at(QPointF(100, 200)) == LEFT
    assert view.key_at(QPointF(300, 200)) == RIGHT
    assert view.key_at(QPointF(200, 200)) is None


def test_a_click_tells_the_key(view: DiagramView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.key_clicked) as clicked:
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(300, 200))
    assert clicked.args == [RIGHT]
    with qtbot.waitSignal(view.key_clicked) as missed:
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert missed.args == [None]


def test_hovering_frames_and_tells_the_key_once(view: DiagramView, qtbot: QtBot) -> None:
    told: list[Key] = []

    def describe(key: Key) -> str:
        told.append(key)
        return key.name

    view.set_describer(describe)
    for x in (90, 100, 110, 200):
        qtbot.mouseMove(view, QPoint(x, 200))
    assert told == [LEFT]
    assert view.hovered is None
    qtbot.mouseMove(view, QPoint(300, 200))
    assert view.hovered == RIGHT
    assert is_accent(color_at(view, 300, 137))
    QApplication.sendEvent(view, QEvent(QEvent.Type.Leave))
    assert view.hovered is None


def test_the_tool_tip_describes_the_key(view: DiagramView) -> None:
    from PySide6.QtWidgets import QToolTip

    event = QHelpEvent(QEvent.Type.ToolTip, QPoint(100, 200), view.mapToGlobal(QPoint(100, 200)))
    QApplication.sendEvent(view, event)
    assert QToolTip.text() == "value h\nat step 1"
    QToolTip.hideText()


def test_arrow_keys_walk_and_enter_clicks(view: DiagramView, qtbot: QtBot) -> None:
    view.setFocus(Qt.FocusReason.TabFocusReason)
    assert view.focused == LEFT
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert view.focused == RIGHT
    assert view.accessibleDescription() == "value h\nat step 2"
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert view.focused == RIGHT
    with qtbot.waitSignal(view.key_clicked) as clicked:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert clicked.args == [RIGHT]


def test_the_focus_goes_to_the_first_key_when_its_shape_is_gone(view: DiagramView, qtbot: QtBot) -> None:
    view.focus_key(RIGHT)
    view.set_scene(Scene(100, 100, Group("", (Box(0, 0, 9, 9, 0, None, key=Key(5, "z")),))), "#000000")
    qtbot.keyClick(view, Qt.Key.Key_Left)
    assert view.focused == Key(5, "z")


@pytest.mark.parametrize(
    ("key", "modifiers", "own"),
    [
        (Qt.Key.Key_Left, Qt.KeyboardModifier.NoModifier, True),
        (Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier, False),
        (Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier, False),
    ],
)
def test_only_plain_arrows_are_kept_from_the_shortcuts(
    view: DiagramView, key: Qt.Key, modifiers: Qt.KeyboardModifier, own: bool
) -> None:
    event = QKeyEvent(QEvent.Type.ShortcutOverride, key, modifiers)
    event.ignore()
    QApplication.sendEvent(view, event)
    assert event.isAccepted() == own


def test_a_click_does_not_take_the_keyboard_focus(view: DiagramView) -> None:
    assert view.focusPolicy() == Qt.FocusPolicy.TabFocus


def test_a_selected_key_is_framed(view: DiagramView) -> None:
    view.set_selection(LEFT)
    assert is_accent(color_at(view, 100, 137))
    view.set_selection(None)
    assert not is_accent(color_at(view, 100, 137))
