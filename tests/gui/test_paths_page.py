"""The page on the ways of a gradient follows its controls."""

from __future__ import annotations

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from rnnviz.experiment.example import load_example
from rnnviz.gui.figure import Figure
from rnnviz.gui.paths_page import PathsPage
from rnnviz.gui.plot_view import PlotView
from rnnviz.gui.session import Session
from rnnviz.scene.trajectory import Trajectory


@pytest.fixture
def page(qtbot: QtBot) -> PathsPage:
    page = PathsPage(Session(load_example("long-memory")))
    qtbot.addWidget(page)
    page.resize(600, 170)
    page.show()
    return page


def shown(figure: Figure) -> Trajectory:
    assert isinstance(figure.view, PlotView)
    assert figure.view.trajectory is not None
    return figure.view.trajectory


def test_the_state_with_the_belt_is_shown_first(page: PathsPage) -> None:
    assert page.state.key == "c"
    assert shown(page.areas).form == "stack"
    assert (shown(page.areas).values[:-1, 0] > 0.99).all()


def test_the_belt_product_is_that_of_the_forget_gates(page: PathsPage) -> None:
    gates = page.session.run["f"]
    assert np.allclose(10 ** shown(page.product).values[10], np.prod(gates[10:], axis=0))
    page.end.setValue(20)
    assert np.allclose(10 ** shown(page.product).values[10], np.prod(gates[10:20], axis=0))


def test_another_state_can_be_chosen(page: PathsPage) -> None:
    page.state.choose("h")
    assert shown(page.product).message.startswith("hₜ has no belt")
    assert "no belt" in page.words()
