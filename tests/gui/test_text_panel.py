"""Texts and probabilities: what is sampled, refused, drawn again, and stepped through."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from rnnviz.experiment import edits
from rnnviz.experiment.example import load_example
from rnnviz.experiment.experiment import Experiment
from rnnviz.experiment.sampling import sample
from rnnviz.gui.session import Session
from rnnviz.gui.text_panel import TextPanel
from rnnviz.scene.theme import DARK

from .editing import show


def panel_of(experiment: Experiment, qtbot: QtBot) -> TextPanel:
    panel = TextPanel(Session(experiment))
    show(qtbot, panel, 690, 190)
    return panel


@pytest.fixture
def panel(qtbot: QtBot) -> TextPanel:
    return panel_of(load_example("stacked-lstm"), qtbot)


def test_at_first_the_sequence_on_screen_is_shown(panel: TextPanel) -> None:
    assert panel.text.toPlainText() == "one two one two "
    assert panel.sample is None
    assert panel.prompt.text() == "one "
    panel.session.go(4)
    assert panel.words() == "At t = 4 the target “t” has 99.1\N{NARROW NO-BREAK SPACE}%."


def test_return_in_the_prompt_draws_the_sample_of_these_settings(panel: TextPanel) -> None:
    panel.prompt.setText("two")
    panel.length.setValue(30)
    panel.seed.setValue(4)
    QTest.keyClick(panel.prompt, Qt.Key.Key_Return)
    assert panel.text.toPlainText() == sample(panel.session.experiment, "two", 30, 1.0, 4)
    assert panel.session.experiment.text == "one two one two "


def test_a_character_that_is_picked_makes_the_sample_the_sequence_in_one_step_of_undo(panel: TextPanel) -> None:
    panel.draw.click()
    written = panel.text.toPlainText()
    panel.text.picked.emit(7)
    assert panel.session.experiment.text == written
    assert panel.session.step == 7
    assert panel.sample is None
    assert panel.text.toPlainText() == written
    panel.session.undo()
    assert panel.session.experiment.text == "one two one two "
    assert not panel.session.history.can_undo


def test_a_step_of_the_sequence_on_screen_is_gone_to_without_an_edit(panel: TextPanel) -> None:
    panel.step_into(5)
    assert panel.session.step == 5
    assert not panel.session.history.can_undo


def test_other_parameters_draw_the_sample_again_and_other_inputs_end_it(panel: TextPanel) -> None:
    panel.length.setValue(20)
    panel.draw.click()
    before = panel.text.toPlainText()
    panel.session.apply("Initialise", lambda old: edits.initialise(old, "uniform", 3))
    assert panel.sample is not None
    assert panel.text.toPlainText() == sample(panel.session.experiment, "one ", 20, 1.0, 0) != before
    panel.session.apply("Text", lambda old: edits.set_text(old, "two two"))
    assert panel.sample is None
    assert panel.text.toPlainText() == "two two"


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"prompt": "one Q"}, "'Q'"),
        ({"prompt": ""}, "at least one symbol"),
        ({"temperature": 0.0}, "a number above 0"),
        ({"temperature": -2.0}, "a number above 0"),
        ({"length": 100_000}, "at most 5,000"),
    ],
)
def test_what_cannot_be_sampled_is_told_beside_the_fields(
    panel: TextPanel, wrong: dict[str, str | float], says: str
) -> None:
    if "prompt" in wrong:
        panel.prompt.setText(str(wrong["prompt"]))
    panel.temperature.setValue(float(wrong.get("temperature", 1.0)))
    panel.length.setValue(int(wrong.get("length", 10)))
    panel.draw.click()
    assert says in panel.problem
    assert panel._trouble.isVisible()
    assert panel._trouble.text() == panel.problem
    assert panel.sample is None
    QTest.keyClicks(panel.prompt, "o")
    assert panel.problem == ""
    assert not panel._trouble.isVisible()


def test_temperature_changes_the_probabilities_on_screen(panel: TextPanel) -> None:
    forecast = panel.strip.forecast
    assert forecast is not None
    panel.temperature.setValue(5.0)
    warm = panel.strip.forecast
    assert warm is not None
    assert warm.probabilities[3].max() < forecast.probabilities[3].max()


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"bidirectional": True, "alphabet": "abc"}, "layers that run in time"),
        ({"output_size": 2, "alphabet": "abc"}, "the same alphabet"),
        ({"input_size": 2, "output_size": 2}, "symbols"),
    ],
)
def test_what_writes_no_text_says_why_and_shows_its_probabilities(
    options: dict[str, bool | str | int], says: str, qtbot: QtBot
) -> None:
    panel = panel_of(Experiment.new("lstm", hidden_size=3, loss="softmax", **options), qtbot)  # type: ignore[arg-type]
    assert not panel.draw.isEnabled()
    assert says in panel.words()
    assert panel.strip.forecast is not None
    assert np.allclose(panel.strip.forecast.probabilities.sum(axis=1), 1.0)


def test_an_untrained_network_of_several_layers_writes_too(qtbot: QtBot) -> None:
    panel = panel_of(Experiment.new(["gru", "lstm"], hidden_size=4, alphabet="ab\n", loss="softmax"), qtbot)
    panel.prompt.setText("a↵")
    panel.draw.click()
    assert panel.sample is not None
    assert panel.sample.prompt == "a\n"
    panel.step_into(3)
    assert panel.session.experiment.n_steps == 202


def test_a_narrow_panel_leaves_out_what_the_fields_are_called(panel: TextPanel) -> None:
    assert panel.length.prefix() == "length "
    panel.resize(300, 190)
    assert panel.length.prefix() == ""
    assert not panel.rows.isVisible()
    assert panel.length.accessibleName() == "Length"


def test_another_alphabet_brings_another_prompt(panel: TextPanel) -> None:
    panel.session.open(load_example("hello"))
    assert panel.prompt.text() == "h"


def test_every_field_has_a_name_and_takes_the_keyboard(panel: TextPanel) -> None:
    for field in (panel.prompt, panel.length, panel.temperature, panel.seed):
        assert field.accessibleName()
        assert field.focusPolicy() & Qt.FocusPolicy.TabFocus
    panel.rows.buttons["all"].click()
    panel.session.set_theme(DARK)
    assert not panel.grab().isNull()
