"""The page on Jacobians follows its controls."""

from __future__ import annotations

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from rnnviz.experiment.example import load_example
from rnnviz.gui.jacobians_page import JacobiansPage
from rnnviz.gui.plane_view import PlaneView
from rnnviz.gui.plot_view import PlotView
from rnnviz.gui.session import Session
from rnnviz.scene.trajectory import Trajectory


@pytest.fixture
def page(qtbot: QtBot) -> JacobiansPage:
    page = JacobiansPage(Session(load_example("long-memory")))
    qtbot.addWidget(page)
    page.resize(600, 170)
    page.show()
    return page


def norms(page: JacobiansPage) -> Trajectory:
    assert isinstance(page.norms.view, PlotView)
    assert page.norms.view.trajectory is not None
    return page.norms.view.trajectory


def test_the_norms_are_those_of_the_jacobian(page: JacobiansPage) -> None:
    exact = page.session.run.jacobian("c", 50, 20)
    assert 10 ** norms(page).values[20, 0] == pytest.approx(np.linalg.norm(exact, 2))


def test_state_end_and_the_state_derived_by_can_be_chosen(page: JacobiansPage) -> None:
    page.of.choose("h")
    page.wrt.choose("c")
    page.end.setValue(30)
    exact = page.session.run.jacobian("h", 30, 20, "c")
    assert norms(page).values.shape[0] == 31
    assert 10 ** norms(page).values[20, 1] == pytest.approx(np.linalg.norm(exact))
    assert "h_{30}" in norms(page).latex


def test_a_state_is_derived_by_itself_until_another_is_chosen(page: JacobiansPage) -> None:
    page.of.choose("h")
    assert page.wrt.key == "h"


def test_the_eigenvalues_are_those_of_the_current_step(page: JacobiansPage) -> None:
    page.session.go(17)
    assert isinstance(page.plane.view, PlaneView)
    assert page.plane.view.plane is not None
    shown = page.plane.view.plane.clouds[0].points
    exact = np.linalg.eigvals(page.session.run.jacobian("c", 17, 16))
    assert np.allclose(np.sort(shown[:, 0]), np.sort(exact.real))
    assert "At t = 17" in page.words()


def test_the_end_stays_at_the_last_step_until_one_is_chosen(page: JacobiansPage) -> None:
    page.session.open(load_example("hello"))
    assert page.end.step == 4
    assert norms(page).values.shape == (5, 3)
