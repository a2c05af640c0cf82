"""The page that compares networks: what is in the comparison, and that it follows the experiment."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from pytestqt.qtbot import QtBot

from rnnviz.cells import CELLS
from rnnviz.experiment import edits, storage
from rnnviz.experiment.comparison import MOST
from rnnviz.experiment.example import load_example
from rnnviz.gui.compare_page import ComparePage
from rnnviz.gui.session import Session
from rnnviz.scene.theme import DARK

from .editing import messages_of, show


@pytest.fixture
def page(qtbot: QtBot) -> ComparePage:
    made = ComparePage(Session(load_example("vanishing")))
    show(qtbot, made, 1000, 220)
    return made


def empty(page: ComparePage) -> None:
    while len(page.legend.rows) > 1:
        page.remove(1)


def test_at_first_other_cells_are_compared_with_the_experiment_on_screen_and_one_more_has_room(
    page: ComparePage,
) -> None:
    assert len(page.legend.rows) == min(MOST - 1, len(CELLS))
    assert page.legend.rows[0][0] == "RNN, on screen"
    assert all(row[-1] == "0" for row in page.legend.rows[1:])


def test_networks_are_added_and_taken_out(page: ComparePage) -> None:
    empty(page)
    page.add_source(load_example("long-memory"))
    assert page.legend.rows[1] == ("Long memory: an LSTM over 50 steps", "4", "133", "")
    assert "Keeps the gradient: 2" in page.words()
    page.remove(0)
    assert len(page.legend.rows) == 2
    page.legend.removed.emit(1)
    assert len(page.legend.rows) == 1


def test_no_more_than_six_are_compared(page: ComparePage) -> None:
    empty(page)
    for _ in range(MOST + 2):
        page.add_source("gru")
    assert len(page.legend.rows) == MOST
    adding = [action for action in page.findChildren(QAction) if action.data()]
    assert not any(action.isEnabled() for action in adding)
    next(action for action in page.findChildren(QAction) if action.text() == "Take all out").trigger()
    assert len(page.legend.rows) == 1
    assert all(action.isEnabled() for action in adding)


def test_the_menu_offers_cells_and_examples(page: ComparePage) -> None:
    empty(page)
    for wanted in ("cell lstm", "example long-memory"):
        next(action for action in page.findChildren(QAction) if action.data() == wanted).trigger()
    assert [row[0] for row in page.legend.rows[1:]] == ["LSTM", "Long memory: an LSTM over 50 steps"]


def test_parameter_counts_can_be_matched(page: ComparePage) -> None:
    empty(page)
    page.add_source("lstm")
    before = page.legend.rows[1]
    page.match.choose("parameters")
    assert page.legend.rows[1] != before


def test_another_seed_gives_other_networks(page: ComparePage) -> None:
    before = page.words()
    page.seed.setValue(5)
    assert page.legend.rows[1][-1] == "5"
    assert page.words() != before


def test_an_edit_of_the_weights_moves_the_first_curve_alone(page: ComparePage) -> None:
    others = page._contenders[1:]
    page.session.apply("stronger", lambda experiment: edits.scale_recurrent(experiment, 1.2))
    assert page._contenders[0].experiment is page.session.experiment
    assert all(a is b for a, b in zip(page._contenders[1:], others, strict=True))
    page.session.apply("input", lambda experiment: edits.set_input(experiment, 1, 0, 0.25))
    assert page._contenders[1].experiment.inputs[0, 0] == 0.25


def test_a_file_is_added_or_its_fault_told(page: ComparePage, tmp_path: Path) -> None:
    empty(page)
    storage.save(load_example("long-memory"), tmp_path / "a.rnnviz")
    page.open_path(tmp_path / "a.rnnviz")
    assert len(page.legend.rows) == 2
    (tmp_path / "b.rnnviz").write_text("nonsense")
    messages = messages_of(page.session)
    page.open_path(tmp_path / "b.rnnviz")
    page.open_path(tmp_path / "c.rnnviz")
    assert len(messages) == 2
    assert len(page.legend.rows) == 2


def test_a_saved_network_that_stops_to_fit_says_why(page: ComparePage) -> None:
    empty(page)
    page.add_source(load_example("hello"))
    assert page.legend.rows[1][0].endswith("other sizes, and 4 steps")
    page.session.set_theme(DARK)
    assert len(page.legend.rows) == 2


def test_it_can_be_told_what_to_compare(page: ComparePage) -> None:
    page.compare_with(load_example("long-memory"), "gru")
    assert [row[0] for row in page.legend.rows[1:]] == ["Long memory: an LSTM over 50 steps", "GRU"]
    page.compare_with(*["gru"] * (MOST + 1))
    assert len(page.legend.rows) == MOST
