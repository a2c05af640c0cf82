"""The saliency of the inputs: its strips lie under each other, and symbols stand where they have room."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from rnnviz.gui.saliency_view import SaliencyView
from rnnviz.scene.chart import Axis, Saliency
from rnnviz.scene.plot_scale import Scale
from rnnviz.scene.theme import DARK, LIGHT

SIGNED = Scale("linear", -1.0, 1.0)


def saliency(n_steps: int = 4, symbols: tuple[str, ...] = (), message: str = "") -> Saliency:
    """Two units over some steps; all gradients are at one end of the scale, all inputs at the other."""
    t, unit = Axis("t", 1, n_steps, is_whole=True), Axis("", 1, 2, is_whole=True, says="unit")
    values = np.ones((2, n_steps))
    return Saliency(
        "", values, t, unit, SIGNED, "", "diverging", True, message, inputs=-values, input_scale=SIGNED, symbols=symbols
    )


@pytest.fixture
def view(qtbot: QtBot) -> SaliencyView:
    view = SaliencyView()
    qtbot.addWidget(view)
    view.resize(320, 160)
    return view


def strips(view: SaliencyView) -> tuple[QRectF, QRectF]:
    """Where colours of the inputs and of the gradients are found."""
    image = view.grab().toImage()
    found = []
    for place in (0, -1):
        color = QColor(view.theme.value_colors[place]).rgb()
        x = [(i, j) for i in range(image.width() - 50) for j in range(image.height()) if image.pixel(i, j) == color]
        left, top = min(i for i, _ in x), min(j for _, j in x)
        found.append(QRectF(left, top, max(i for i, _ in x) - left, max(j for _, j in x) - top))
    return found[0], found[1]


def test_the_inputs_lie_over_their_gradients(view: SaliencyView) -> None:
    view.set_map(saliency())
    inputs, gradients = strips(view)
    assert inputs.bottom() < gradients.top()
    assert inputs.left() == pytest.approx(gradients.left(), abs=1)
    assert inputs.right() == pytest.approx(gradients.right(), abs=1)


def test_symbols_take_room_between_the_strips_only_where_they_fit(view: SaliencyView) -> None:
    gaps = []
    for symbols, n_steps in (((), 4), (tuple("abcd"), 4), (tuple("a" * 400), 400)):
        view.set_map(saliency(n_steps, symbols))
        inputs, gradients = strips(view)
        gaps.append(gradients.top() - inputs.bottom())
    assert gaps[1] > gaps[0] + 5
    assert gaps[2] == gaps[0]


def test_the_cursor_crosses_both_strips(view: SaliencyView) -> None:
    view.set_map(saliency())
    inputs, gradients = strips(view)
    view.set_cursor(2, None)
    image = view.grab().toImage()
    x = round(gradients.left() + gradients.width() * 1.5 / 4)
    for y in (inputs.center().y(), gradients.center().y()):
        near = {QColor(image.pixel(x + dx, round(y))).name() for dx in range(-2, 3)}
        assert near & {view.theme.background, view.theme.accent}


def test_a_step_of_the_lower_strip_is_picked(view: SaliencyView) -> None:
    view.set_map(saliency())
    _, gradients = strips(view)
    assert view.coordinates(QPointF(gradients.left() + 3, gradients.top() + 3)) == (1.0, 1.0)
    assert view.coordinates(QPointF(gradients.right() - 3, gradients.bottom() - 3)) == (4.0, 2.0)


def test_words_stand_in_place_of_strips(view: SaliencyView) -> None:
    view.set_theme(DARK)
    view.set_map(saliency(message="no loss"))
    view.set_cursor(1, None)
    assert not view.grab().isNull()
    assert view.coordinates(QPointF(100, 100)) is None


def test_both_themes_and_any_size_are_painted(view: SaliencyView) -> None:
    for theme in (LIGHT, DARK):
        view.set_theme(theme)
        for size in ((100, 60), (30, 20), (900, 500)):
            view.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
            view.resize(*size)
            view.set_map(saliency(symbols=tuple("abcd")))
            assert not view.grab().isNull()
