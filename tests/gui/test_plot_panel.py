"""The plot panel follows the session."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from rnnviz.experiment import edits
from rnnviz.experiment.experiment import Experiment
from rnnviz.gui.plot_panel import PlotPanel
from rnnviz.gui.session import Session
from rnnviz.scene.shapes import Key
from rnnviz.scene.theme import DARK

from .editing import show

RNG = np.random.default_rng(1)
EXPERIMENT = (
    Experiment.new("lstm", input_size=2, hidden_size=3, output_size=1, loss="squared")
    .with_inputs(RNG.normal(size=(6, 2)))
    .with_targets(RNG.normal(size=(6, 1)))
)


@pytest.fixture
def session() -> Session:
    return Session(EXPERIMENT)


@pytest.fixture
def panel(session: Session, qtbot: QtBot) -> PlotPanel:
    panel = PlotPanel(session)
    qtbot.addWidget(panel)
    panel.resize(1280, 160)
    panel.show()
    return panel


def test_states_gates_and_gradients_stand_side_by_side_in_reading_order(panel: PlotPanel) -> None:
    assert panel.keys[:3] == ("h", "c", "gates")
    assert panel.keys[-1] == "gradients"


def test_in_a_narrow_panel_the_most_telling_plots_stay(panel: PlotPanel) -> None:
    panel.resize(450, 160)
    assert list(panel.keys) == ["h", "gradients"]
    panel.resize(250, 160)
    assert list(panel.keys) == ["h"]


def test_another_plot_can_be_chosen_and_never_stands_twice(panel: PlotPanel) -> None:
    panel.show_plot(0, "y")
    assert panel.keys[0] == "y"
    panel.show_plot(1, "gates")
    assert panel.keys[1] == "gates"
    assert len(set(panel.keys)) == len(panel.keys)


def test_a_cell_without_gates_shows_what_it_has(panel: PlotPanel, session: Session) -> None:
    session.open(Experiment.new("rnn", input_size=2, hidden_size=3))
    assert panel.keys == ("h", "gradients")
    gradients = panel.views[1].trajectory
    assert gradients is not None
    assert "targets" in gradients.message


def test_the_cursor_of_every_plot_follows_the_step(panel: PlotPanel, session: Session) -> None:
    session.go(4)
    assert [view.step for view in panel.views] == [4] * len(panel.views)


def test_values_of_the_current_step_that_are_not_computed_yet_are_pending(panel: PlotPanel, session: Session) -> None:
    session.go(3, 2)
    pending = {key: view._pending for key, view in zip(panel.keys, panel.views, strict=True)}
    assert session.run.order[:2] == ("f", "i")
    assert pending["h"] == {"h"}
    assert pending["gates"] == {"o"}
    assert pending["gradients"] == {"h", "c"}
    session.go(3)
    assert not any(view._pending for view in panel.views)


def test_backward_only_gradients_are_pending(panel: PlotPanel, session: Session) -> None:
    session.set_direction("backward")
    session.go(3, 3)
    assert session.run.order[-3:] == ("h", "y", "loss")
    pending = {key: view._pending for key, view in zip(panel.keys, panel.views, strict=True)}
    assert pending["gradients"] == {"c"}
    assert not any(names for key, names in pending.items() if key != "gradients")


def test_a_step_paints_no_plot_again(panel: PlotPanel, session: Session) -> None:
    for view in panel.views:
        view.grab()
    session.go(5)
    assert all(view.is_painted for view in panel.views)


def test_pressing_in_a_plot_goes_to_the_step(panel: PlotPanel, session: Session, qtbot: QtBot) -> None:
    view = panel.views[0]
    view.grab()
    frame = view._frame
    assert frame is not None
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(round(frame.x(3)), 5))
    assert session.step == 3


def test_an_edit_changes_the_curves(panel: PlotPanel, session: Session) -> None:
    before = panel.views[0].trajectory
    assert session.apply("Edit", partial(edits.set_entry, name="b_f", index=(0,), value=3.0))
    after = panel.views[0].trajectory
    assert before is not None
    assert after is not None
    assert not np.array_equal(before.values, after.values)
    np.testing.assert_array_equal(after.values[1:], session.run["h"])


def test_a_selected_value_lights_its_plot_and_its_curve_up(panel: PlotPanel, session: Session) -> None:
    session.select(Key(2, "f"))
    assert [view._chosen for view in panel.views][:3] == [None, None, "f"]
    session.select(Key(2, "c"))
    assert [slot.heading._is_selected for slot in panel._slots][:3] == [False, True, False]


def test_a_hidden_panel_asks_for_nothing_and_catches_up(
    panel: PlotPanel, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel.hide()
    asked: list[str] = []
    monkeypatch.setattr("rnnviz.gui.plot_panel.trajectory", lambda run, key: asked.append(key))
    assert session.apply("Edit", partial(edits.set_entry, name="b_f", index=(0,), value=3.0))
    assert asked == []
    monkeypatch.undo()
    panel.show()
    shown = panel.views[0].trajectory
    assert shown is not None
    np.testing.assert_array_equal(shown.values[1:], session.run["h"])


def test_the_read_out_stands_in_the_heading_while_the_pointer_is_there(panel: PlotPanel, qtbot: QtBot) -> None:
    view = panel.views[0]
    view.grab()
    qtbot.mouseMove(view, QPoint(view.width() // 2, view.height() // 2))
    qtbot.waitUntil(lambda: panel._slots[0].heading._readout != "")


def test_the_theme_can_change(panel: PlotPanel, session: Session) -> None:
    session.set_theme(DARK)
    image = panel.views[0].grab().toImage()
    assert image.pixelColor(2, 2).name() == DARK.background


def test_the_plots_follow_the_layer_that_is_looked_into(qtbot: QtBot) -> None:
    session = Session(Experiment.new("lstm", hidden_size=2, layers=2, input_size=1))
    panel = PlotPanel(session)
    show(qtbot, panel, 300, 180)
    assert panel.keys == ("h",)
    session.set_sweep((1, False))
    assert panel.keys == ("2.h",)
