"""The sliders for the recurrence: what they change, live and as one step."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from rnnviz.engine.strength import belt_bias, recurrent_radius
from rnnviz.experiment import edits
from rnnviz.gui.session import Session
from rnnviz.gui.strength_control import StrengthControl

from .editing import make_session, press, show


def shown(qtbot: QtBot, session: Session) -> StrengthControl:
    control = StrengthControl(session)
    session.run_changed.connect(lambda _run: control.show_experiment())
    control.show_experiment()
    show(qtbot, control, 400, 160)
    return control


def radius_of(session: Session) -> float:
    return recurrent_radius(session.experiment.network, session.experiment.parameters)


def test_the_sliders_show_the_radius_and_the_bias_of_the_experiment(qtbot: QtBot, session: Session) -> None:
    control = shown(qtbot, session)
    assert control.radius.field.value() == pytest.approx(radius_of(session), abs=0.006)
    bias = belt_bias(session.experiment.network, session.experiment.parameters)
    assert control.bias.field.value() == pytest.approx(bias, abs=0.006)


def test_a_drag_changes_the_radius_live_and_is_one_step(qtbot: QtBot, session: Session) -> None:
    control, original = shown(qtbot, session), session.experiment
    control.radius.slider.sliderPressed.emit()
    for place in (150, 1, 275):
        control.radius.slider.setValue(place)
        assert radius_of(session) == pytest.approx(place / 100)
    assert control.radius.field.value() == 2.75
    ratio = session.experiment.parameters["U_f"] / original.parameters["U_f"]
    np.testing.assert_allclose(ratio, ratio[0, 0])
    session.undo()
    assert session.experiment is original
    assert control.radius.field.value() == pytest.approx(radius_of(session), abs=0.006)
    session.redo()
    assert control.radius.field.value() == 2.75


def test_a_second_drag_is_a_step_of_its_own(qtbot: QtBot, session: Session) -> None:
    control = shown(qtbot, session)
    for place in (100, 200):
        control.radius.slider.sliderPressed.emit()
        control.radius.slider.setValue(place)
    session.undo()
    assert radius_of(session) == pytest.approx(1.0)


def test_steps_by_keys_are_one_step_and_a_typed_number_may_exceed_the_slider(qtbot: QtBot, session: Session) -> None:
    control, original = shown(qtbot, session), session.experiment
    control.radius.slider.setFocus()
    press(control.radius.slider, Qt.Key.Key_Right, Qt.Key.Key_Right)
    control.radius.field.setValue(7.5)
    assert radius_of(session) == pytest.approx(7.5)
    assert control.radius.slider.value() == control.radius.slider.maximum()
    session.undo()
    assert session.experiment is original


def test_numbers_that_are_typed_one_after_the_other_are_steps_of_their_own(qtbot: QtBot, session: Session) -> None:
    control = shown(qtbot, session)
    for number in ("1.1", "1.3"):
        control.radius.field.selectAll()
        qtbot.keyClicks(control.radius.field, number)
        press(control.radius.field, Qt.Key.Key_Return)
    assert radius_of(session) == pytest.approx(1.3)
    session.undo()
    assert radius_of(session) == pytest.approx(1.1)


def test_the_bias_slider_sets_the_bias_of_the_gate_on_the_belt(qtbot: QtBot, session: Session) -> None:
    control = shown(qtbot, session)
    first = session.experiment.parameters["b_f"]
    control.bias.slider.setValue(250)
    np.testing.assert_allclose(session.experiment.parameters["b_f"], first - first.mean() + 2.5)
    session.apply("other cell", lambda experiment: edits.change_cell(experiment, "gru-z-updates"))
    session.apply("equal biases", lambda experiment: edits.set_parameter(experiment, "b_z", [1.0, 1.0, 1.0]))
    control.bias.field.setValue(3.0)
    np.testing.assert_array_equal(session.experiment.parameters["b_z"], [-3.0, -3.0, -3.0])


def test_a_cell_without_a_gate_on_the_belt_has_no_bias_slider(qtbot: QtBot) -> None:
    control = shown(qtbot, make_session(cell="rnn"))
    assert not control.bias.isVisible()
    assert control.radius.isVisible()


def test_the_initialiser_uses_the_seed_and_the_radius(qtbot: QtBot, session: Session) -> None:
    control = shown(qtbot, session)
    original = session.experiment
    control.seed.setValue(3)
    assert session.experiment is original
    control.radius.field.setValue(1.25)
    control.scheme.setCurrentIndex(control.scheme.findData("spectral"))
    control.scheme.activated.emit(control.scheme.currentIndex())
    assert radius_of(session) == pytest.approx(1.25)
    first = session.experiment.parameters["U_f"]
    control.seed.setValue(4)
    assert (session.experiment.parameters["U_f"] != first).all()
    assert radius_of(session) == pytest.approx(1.25)


def test_a_drag_to_the_lowest_radius_keeps_the_directions_and_so_does_zero(qtbot: QtBot, session: Session) -> None:
    control, original = shown(qtbot, session), session.experiment
    for place in (0, 150):
        control.radius.slider.sliderPressed.emit()
        control.radius.slider.setValue(place)
    ratio = session.experiment.parameters["U_f"] / original.parameters["U_f"]
    np.testing.assert_allclose(ratio, ratio[0, 0])
    control.radius.field.setValue(0.0)
    assert control.radius.field.value() == 0.01
    assert radius_of(session) == pytest.approx(0.01)
    ratio = session.experiment.parameters["U_f"] / original.parameters["U_f"]
    np.testing.assert_allclose(ratio, ratio[0, 0])


def test_the_initialiser_shows_its_invitation_once_other_parameters_hold(qtbot: QtBot, session: Session) -> None:
    control = shown(qtbot, session)
    for change in (
        session.undo,
        lambda: control.radius.slider.setValue(50),
        lambda: session.apply("cell", lambda experiment: edits.change_cell(experiment, "gru")),
    ):
        control.scheme.setCurrentIndex(1)
        control.scheme.activated.emit(1)
        session.apply("length", lambda experiment: edits.set_length(experiment, experiment.n_steps + 1))
        assert control.scheme.currentIndex() == 1
        session.undo()
        change()
        assert control.scheme.currentIndex() == -1


def test_undo_is_for_the_window_once_a_number_is_typed_to_the_end(qtbot: QtBot, session: Session) -> None:
    control = shown(qtbot, session)
    field = control.radius.field
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "1.5")
    assert _takes_undo(field)
    press(field, Qt.Key.Key_Return)
    assert radius_of(session) == pytest.approx(1.5)
    assert not _takes_undo(field)


def _takes_undo(field: QWidget) -> bool:
    """Whether a field keeps Ctrl+Z for itself."""
    event = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier, "\x1a")
    event.ignore()
    QApplication.sendEvent(field, event)
    return event.isAccepted()
