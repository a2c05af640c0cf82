"""The page on magnitudes follows its controls."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from rnnviz.experiment.example import load_example
from rnnviz.experiment.experiment import Experiment
from rnnviz.gui.heat_view import HeatView
from rnnviz.gui.magnitudes_page import MagnitudesPage
from rnnviz.gui.plot_view import PlotView
from rnnviz.gui.session import Session
from rnnviz.scene.magnitude import carried_by_belts
from rnnviz.scene.trajectory import Trajectory
from rnnviz.scene.words import LIMITS


@pytest.fixture
def page(qtbot: QtBot) -> MagnitudesPage:
    page = MagnitudesPage(Session(load_example("long-memory")))
    qtbot.addWidget(page)
    page.resize(600, 170)
    page.show()
    return page


def shown(page: MagnitudesPage) -> Trajectory:
    assert isinstance(page.curves.view, PlotView)
    assert page.curves.view.trajectory is not None
    return page.curves.view.trajectory


def test_all_states_are_shown_at_first(page: MagnitudesPage) -> None:
    assert shown(page).names == ("h", "c")
    assert np.allclose(shown(page).values[:, 1], np.linalg.norm(page.session.run.gradients()["c"], axis=1))


def test_other_values_can_be_chosen(page: MagnitudesPage) -> None:
    page.values.check("f", "x")
    assert shown(page).names == ("f", "x")


def test_the_loss_of_one_step_can_be_chosen(page: MagnitudesPage) -> None:
    page.loss.setValue(12)
    assert (shown(page).values == 0.0).all()
    assert page.words().startswith("Step 12 has no target")
    page.loss.setValue(0)
    assert page.loss.loss is None
    assert (shown(page).values > 0.0).any()


def test_of_several_losses_the_words_and_the_belt_are_of_the_last_alone(page: MagnitudesPage) -> None:
    page.session.apply("targets", lambda experiment: experiment.with_targets(np.ones((50, 1))))
    run = page.session.run
    assert page.words().startswith("Of the last loss, L₅₀: ‖dL₅₀/dc₁‖")
    assert page._carried == carried_by_belts(run, run.gradients(only=50), ("c", "h"))


def test_the_limits_of_the_verdicts_are_told_in_the_tool_tip(page: MagnitudesPage) -> None:
    assert any(label.toolTip().endswith(LIMITS) for label in page.findChildren(QLabel))


def test_units_are_shown_on_request_as_curves_or_as_a_map(page: MagnitudesPage) -> None:
    page.per_unit.setChecked(True)
    assert shown(page).values.shape == (50, 4)
    wide = Experiment.new("rnn", input_size=1, hidden_size=20, output_size=1, loss="squared")
    page.session.open(wide.with_inputs(np.ones((5, 1))).with_targets(np.ones((5, 1))))
    assert page.heat.isVisible()
    assert not page.curves.isVisible()
    assert isinstance(page.heat.view, HeatView)
    assert page.heat.view.map is not None
    assert page.heat.view.map.values.shape == (20, 5)
    page.heat.picked.emit(4.0, 7.0)
    assert page.session.step == 4


def test_without_a_loss_none_can_be_chosen(page: MagnitudesPage) -> None:
    page.session.open(load_example("gru-by-hand"))
    assert not page.loss.isEnabled()
    assert shown(page).message
