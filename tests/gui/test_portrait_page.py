"""The page on the state space: its choices, its cursor, and the click that sets a start."""

from __future__ import annotations

from typing import Protocol

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from rnnviz.experiment.experiment import Experiment
from rnnviz.gui.portrait_page import PortraitPage
from rnnviz.gui.session import Session
from rnnviz.scene.theme import DARK

from .editing import show


class MakePage(Protocol):
    """What makes a shown page on a network of a cell and a size."""

    def __call__(self, cell: str = "rnn", hidden_size: int = 2) -> PortraitPage: ...


@pytest.fixture
def make_page(qtbot: QtBot) -> MakePage:
    pages: list[PortraitPage] = []

    def make(cell: str = "rnn", hidden_size: int = 2) -> PortraitPage:
        fresh = Experiment.new(cell, input_size=1, hidden_size=hidden_size, seed=2)
        pages.append(PortraitPage(Session(fresh.with_inputs([[0.5]] * 8))))
        show(qtbot, pages[-1], 700, 300)
        pages[-1].view.grab()
        return pages[-1]

    return make


def test_a_click_sets_the_initial_state_and_a_drag_is_one_step(make_page: MakePage) -> None:
    page = make_page()
    session, original = page.session, page.session.experiment
    middle = page.view.rect().center()
    wished = page.view.coordinates(middle.toPointF())
    QTest.mousePress(page.view, Qt.MouseButton.LeftButton, pos=middle)
    np.testing.assert_array_equal(session.experiment.start["h"], wished)
    page.view.picked.emit(0.25, -0.5)
    QTest.mouseRelease(page.view, Qt.MouseButton.LeftButton, pos=middle)
    np.testing.assert_array_equal(session.experiment.start["h"], [0.25, -0.5])
    page.view.grab()
    QTest.mouseClick(page.view, Qt.MouseButton.LeftButton, pos=middle + QPoint(20, 0))
    session.undo()
    np.testing.assert_array_equal(session.experiment.start["h"], [0.25, -0.5])
    session.undo()
    assert session.experiment is original


def test_a_click_leaves_the_other_units_as_they_are(make_page: MakePage) -> None:
    page = make_page(hidden_size=3)
    page.first.setValue(3)
    page.second.setValue(1)
    page.view.grab()
    QTest.mouseClick(page.view, Qt.MouseButton.LeftButton, pos=page.view.rect().center() + QPoint(30, 10))
    start = page.session.experiment.start["h"]
    assert start[1] == 0.0
    assert start[0] != 0.0
    assert start[2] != 0.0


def test_a_click_in_the_plane_of_principal_components_changes_nothing(make_page: MakePage) -> None:
    page = make_page(hidden_size=3)
    page.plane.choose("components")
    original = page.session.experiment
    QTest.mouseClick(page.view, Qt.MouseButton.LeftButton, pos=page.view.rect().center())
    assert page.session.experiment is original


def test_the_cell_state_can_be_shown(make_page: MakePage) -> None:
    page = make_page("lstm", 3)
    page.of.choose("c")
    assert page.of.currentText() == "cₜ"
    assert page.view.plane is not None
    np.testing.assert_array_equal(page.view.plane.clouds[1].points, page.session.run["c"][:, :2])


def test_the_field_follows_the_step_and_the_theme(make_page: MakePage) -> None:
    page = make_page()
    page.session.go(4)
    assert page.view.plane is not None
    assert page.view.plane.title == "with the field at t = 4"
    before = page.view.plane
    page.session.set_theme(DARK)
    assert page.view.plane is not before


@pytest.mark.parametrize("hidden_size", [1, 2, 5])
def test_any_size_is_shown_after_any_other(make_page: MakePage, hidden_size: int) -> None:
    page = make_page(hidden_size=5)
    page.second.setValue(5)
    page.session.open(Experiment.new("gru", input_size=1, hidden_size=hidden_size))
    assert page.view.plane is not None
    assert (page.view.plane.message != "") is (hidden_size == 1)
