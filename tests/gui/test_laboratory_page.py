"""What all pages of the laboratory have in common, and their controls."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot
from typing_extensions import override

from rnnviz.experiment import edits
from rnnviz.experiment.example import load_example
from rnnviz.experiment.experiment import Experiment
from rnnviz.gui.figure import Figure
from rnnviz.gui.laboratory_choice import Choice
from rnnviz.gui.laboratory_page import LaboratoryPage
from rnnviz.gui.plot_view import PlotView
from rnnviz.gui.session import Session
from rnnviz.scene.plot_scale import linear_scale
from rnnviz.scene.shapes import Key
from rnnviz.scene.theme import DARK
from rnnviz.scene.trajectory import Trajectory


class Page(LaboratoryPage):
    """Shows the first input and counts how often it is computed."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.count = self.slow = 0
        self.text = ""
        self.view = PlotView(self)
        self.figure = Figure(self.view, self)
        self.add_figure(self.figure)

    @override
    def show_run(self) -> None:
        self.count += 1
        values = self.session.run["x"][:, :1]
        self.figure.show_data(Trajectory("Input", values, ("x",), ("x",), linear_scale(values)))

    @override
    def show_slow(self) -> None:
        self.slow += 1

    @override
    def words(self) -> str:
        return self.text or f"Step {self.session.step} of {self.session.run.n_steps}."


@pytest.fixture
def session() -> Session:
    return Session(load_example("hello"))


@pytest.fixture
def page(session: Session, qtbot: QtBot) -> Page:
    page = Page(session)
    qtbot.addWidget(page)
    page.resize(400, 160)
    page.show()
    return page


def text(page: Page) -> str:
    return page.findChildren(QLabel)[-1].text()


def edit(session: Session) -> None:
    assert session.apply("Edit", partial(edits.scale_parameter, name="W", factor=2.0))


def test_a_visible_page_follows_every_edit(page: Page, session: Session) -> None:
    before = page.count
    edit(session)
    edit(session)
    assert page.count == before + 2


def test_a_hidden_page_computes_nothing_and_catches_up(page: Page, session: Session) -> None:
    page.hide()
    before = page.count
    edit(session)
    edit(session)
    session.go(2)
    page.changed()
    assert page.count == before
    page.show()
    assert page.count == before + 1
    assert text(page) == "Step 2 of 4."
    assert page.view.step == 2


def test_of_a_large_run_what_takes_long_waits_for_a_pause(page: Page, session: Session, qtbot: QtBot) -> None:
    assert page.slow == page.count
    large = Experiment.new("rnn", input_size=1, hidden_size=64).with_inputs(np.ones((50, 1)))
    session.open(large)
    before = page.slow
    edit(session)
    edit(session)
    assert page.slow == before
    qtbot.waitUntil(lambda: page.slow == before + 1)
    edit(session)
    page.hide()
    qtbot.waitUntil(lambda: not page._pause.isActive())
    assert page.slow == before + 1
    page.show()
    qtbot.waitUntil(lambda: page.slow == before + 2)


def test_a_step_moves_cursor_and_words_without_computing(page: Page, session: Session) -> None:
    before = page.count
    session.go(3)
    assert (page.count, page.view.step, text(page)) == (before, 3, "Step 3 of 4.")


def test_dragging_in_a_figure_goes_through_time(page: Page, session: Session, qtbot: QtBot) -> None:
    page.grab()
    frame = page.view._frame
    assert frame is not None
    for step in (1, 4):
        spot = QPoint(round(frame.x(step)), round(frame.axes.center().y()))
        qtbot.mousePress(page.view, Qt.MouseButton.LeftButton, pos=spot)
        assert session.step == step


def test_pressing_a_curve_selects_its_value(page: Page, session: Session, qtbot: QtBot) -> None:
    page.view.name_picked.emit("x")
    assert session.selection == Key(session.step, "x")
    assert page.view._chosen == "x"
    session.select(Key(1, "y"))
    assert page.view._chosen is None


def test_figures_take_the_theme(page: Page, session: Session) -> None:
    before = page.grab().toImage()
    session.set_theme(DARK)
    assert page.view._theme is DARK
    assert page.grab().toImage() != before


def test_a_control_is_named_by_what_stands_before_it(page: Page) -> None:
    choice = Choice(page.changed, page)
    page.add_control("Of", choice)
    assert choice.accessibleName() == "Of"
    assert [label.text() for label in page.findChildren(QLabel) if label.buddy() is choice] == ["Of"]


def test_words_get_the_lines_they_need_and_do_not_jump_from_step_to_step(page: Page, session: Session) -> None:
    label = page.findChildren(QLabel)[-1]
    one = label.height()
    page.text = "A long sentence about gradients. " * 5
    session.go(2)
    two = label.height()
    assert two > 1.5 * one
    page.text = ""
    session.go(3)
    assert label.height() == two
    edit(session)
    assert label.height() == one
