"""The gradient laboratory: its list of pages."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget
from pytestqt.qtbot import QtBot

from rnnviz.cells import CELLS
from rnnviz.experiment import edits
from rnnviz.experiment.example import EXAMPLES, load_example
from rnnviz.experiment.experiment import Experiment
from rnnviz.gui.laboratory import PAGES, LaboratoryPanel
from rnnviz.gui.session import Session
from rnnviz.scene.theme import DARK


def panel_of(experiment: Experiment, qtbot: QtBot) -> LaboratoryPanel:
    panel = LaboratoryPanel(Session(experiment))
    qtbot.addWidget(panel)
    panel.resize(660, 180)
    panel.show()
    return panel


def test_a_page_is_made_when_it_is_first_chosen(qtbot: QtBot) -> None:
    panel = panel_of(load_example("hello"), qtbot)
    assert list(panel._pages) == [next(iter(PAGES))]
    panel.show_page("Paths")
    assert panel.page is panel._pages["Paths"]
    assert panel.page.isVisible()
    first = panel.page
    panel.show_page("Magnitudes")
    assert not first.isVisible()
    panel.show_page("Paths")
    assert panel.page is first


def test_the_list_chooses_pages_by_keyboard(qtbot: QtBot) -> None:
    panel = panel_of(load_example("hello"), qtbot)
    pages = panel.findChild(QListWidget)
    qtbot.keyClick(pages, Qt.Key.Key_Down)
    assert panel.page is panel._pages[list(PAGES)[1]]


def test_all_titles_of_the_list_can_be_read_in_a_low_panel(qtbot: QtBot) -> None:
    panel = panel_of(load_example("hello"), qtbot)
    pages = panel.findChild(QListWidget)
    assert pages is not None
    last = pages.visualItemRect(pages.item(pages.count() - 1))
    assert last.bottom() <= pages.viewport().height()
    assert pages.visualItemRect(pages.item(0)).height() >= pages.fontMetrics().ascent()


@pytest.mark.parametrize("title", list(PAGES))
@pytest.mark.parametrize("name", list(EXAMPLES))
def test_every_page_shows_every_example_in_both_themes(title: str, name: str, qtbot: QtBot) -> None:
    panel = panel_of(load_example(name), qtbot)
    panel.show_page(title)
    assert not panel.grab().isNull()
    panel._session.go(panel._session.run.n_steps)
    panel._session.set_theme(DARK)
    assert not panel.grab().isNull()
    assert panel.page.words()


@pytest.mark.parametrize("title", list(PAGES))
@pytest.mark.parametrize("cell", list(CELLS))
def test_every_page_holds_one_step_huge_weights_and_no_loss(title: str, cell: str, qtbot: QtBot) -> None:
    fresh = Experiment.new(cell, input_size=1, hidden_size=2, output_size=1, loss="squared")
    panel = panel_of(fresh.with_inputs([[1.0]]).with_targets([[1.0]]), qtbot)
    session = panel._session
    panel.show_page(title)
    names = [name for name, value in session.experiment.parameters.items() if value.ndim == 2]
    for size in (1e200, 0.0, -1e308):
        for name in names:
            shape = session.experiment.parameters[name].shape
            assert session.apply("Edit", partial(edits.set_parameter, name=name, value=np.full(shape, size)))
        assert session.apply("Edit", partial(edits.set_inputs, rows=np.ones((7, 1))))
        assert not panel.grab().isNull()
        assert panel.page.words()
    assert session.apply("Edit", partial(edits.set_loss, loss=None))
    assert not panel.grab().isNull()
    assert panel.page.words()
