"""The page of the race: its buttons, its fields, and what ends a race."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from rnnviz.experiment import edits
from rnnviz.experiment.example import load_example
from rnnviz.experiment.headless import train
from rnnviz.experiment.task_experiment import n_updates
from rnnviz.experiment.training import find_training
from rnnviz.gui.race_page import RacePage
from rnnviz.gui.session import Session
from rnnviz.scene.theme import DARK

from .editing import show

PATIENCE = 60_000


@pytest.fixture
def page(qtbot: QtBot) -> Iterator[RacePage]:
    made = RacePage(Session(load_example("learn-hello")))
    made.compare_with("gru")
    show(qtbot, made, 560, 190)
    yield made
    made.race.close()


def finish(page: RacePage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not page.race.is_running, timeout=PATIENCE)


def test_steps_and_seed_are_those_of_the_task_at_first(page: RacePage) -> None:
    settings = find_training(page.session.experiment).settings
    assert page.seed.value() == settings.seed
    assert page.updates.value() == n_updates(page.session.experiment)
    assert page.go.text() == "Start"
    assert not page.reset.isEnabled()


def test_start_pause_and_reset(page: RacePage, qtbot: QtBot) -> None:
    page.updates.setValue(100_000)
    page.go.click()
    assert page.race.is_running
    assert page.go.text() == "Pause"
    qtbot.waitUntil(lambda: all(runner.n_done > 0 for runner in page.race.runners), timeout=PATIENCE)
    page.go.click()
    assert not page.race.is_running
    assert page.go.text() == "Go on"
    page.reset.click()
    assert page.go.text() == "Start"
    assert [runner.n_done for runner in page.race.runners] == [0, 0]


def test_it_shows_the_scores_of_a_race_that_is_over(page: RacePage, qtbot: QtBot) -> None:
    page.updates.setValue(40)
    page.go.click()
    finish(page, qtbot)
    assert [len(row) for row in page.legend.rows] == [4, 4]
    assert "Step 40 of 40." in page.words()
    page.detail.choose("norm")
    assert page.norms.isVisible()
    assert not page.over_time.isVisible()
    page.resize(1200, 240)
    assert page.norms.isVisible()
    assert page.over_time.isVisible()
    page.session.set_theme(DARK)
    assert not page.grab().isNull()


def test_training_the_experiment_on_screen_does_not_end_a_race_but_another_network_does(
    page: RacePage, qtbot: QtBot
) -> None:
    page.updates.setValue(20)
    page.go.click()
    finish(page, qtbot)
    page.session.apply("Train", lambda old: train(old, 3))
    assert page.race.has_begun
    page.session.apply("Resize", lambda old: edits.resize(old, hidden_size=3))
    assert not page.race.has_begun
    page.add_source("lstm")
    assert len(page.race.runners) == 3


def test_a_narrow_page_shows_the_losses_alone(page: RacePage) -> None:
    page.resize(300, 190)
    assert page.loss.isVisible()
    assert page.go.isVisible()
    for part in (page.legend, page.over_time, page.norms, page.detail, page.seed):
        assert not part.isVisible()


def test_without_anything_to_learn_it_says_what_is_missing(qtbot: QtBot) -> None:
    page = RacePage(Session(edits.set_loss(load_example("hello"), None)))
    show(qtbot, page, 560, 190)
    assert "nothing to learn" in page.words()
    assert not page.go.isEnabled()


def test_the_fields_have_names_and_take_the_keyboard(page: RacePage) -> None:
    for field in (page.updates, page.seed, page.detail, page.add):
        assert field.accessibleName()
    for button in (page.go, page.reset):
        assert button.focusPolicy() & Qt.FocusPolicy.TabFocus
