"""Opening and saving: nothing is lost, and what goes wrong is said."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QMessageBox

from rnnviz.experiment import edits, storage
from rnnviz.experiment.experiment import Experiment
from rnnviz.gui.files import display_name
from rnnviz.gui.main_window import MainWindow

BUTTON = QMessageBox.StandardButton
SET_WEIGHT = partial(edits.set_entry, name="W_f", index=(0, 0), value=2.5)


class Answers:
    """Answers every question of a test, and keeps what was asked."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.button = BUTTON.Cancel
        self.file = ""
        self.asked: list[str] = []

        def press(box: QMessageBox) -> QMessageBox.StandardButton:
            self.asked.append(f"{box.text()} {box.informativeText()}")
            return self.button

        monkeypatch.setattr(QMessageBox, "exec", press)
        monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (self.file, ""))
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (self.file, ""))


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Answers:
    return Answers(monkeypatch)


def test_what_is_saved_is_opened_again(window: MainWindow, answers: Answers, tmp_path: Path) -> None:
    answers.file = str(tmp_path / "mine")
    window.session.apply("set a weight", SET_WEIGHT)
    window.commands["file.save"].trigger()
    assert window.session.path == tmp_path / "mine.rnnviz"
    assert not window.session.is_dirty
    window.session.open(Experiment.new("rnn", input_size=1, hidden_size=1))
    answers.file = str(tmp_path / "mine.rnnviz")
    window.commands["file.open"].trigger()
    assert window.session.experiment.parameters["W_f"][0, 0] == 2.5
    assert window.settings.recent == (tmp_path / "mine.rnnviz",)


def test_saving_again_asks_for_no_name(window: MainWindow, answers: Answers, tmp_path: Path) -> None:
    window.session.mark_saved(tmp_path / "mine.rnnviz")
    window.session.apply("set a weight", SET_WEIGHT)
    assert window.files.save()
    assert storage.load(tmp_path / "mine.rnnviz").parameters["W_f"][0, 0] == 2.5


@pytest.mark.parametrize(("button", "left"), [(BUTTON.Cancel, False), (BUTTON.Discard, True)])
def test_changes_are_not_lost_without_asking(
    window: MainWindow, answers: Answers, button: QMessageBox.StandardButton, left: bool
) -> None:
    window.session.apply("set a weight", SET_WEIGHT)
    before = window.session.experiment
    answers.button = button
    window.commands["example.rnn-by-hand"].trigger()
    assert len(answers.asked) == 1
    assert (window.session.experiment is not before) is left


def test_save_in_the_question_saves_before_leaving(window: MainWindow, answers: Answers, tmp_path: Path) -> None:
    window.session.apply("set a weight", SET_WEIGHT)
    answers.button, answers.file = BUTTON.Save, str(tmp_path / "kept.rnnviz")
    window.commands["example.rnn-by-hand"].trigger()
    assert storage.load(tmp_path / "kept.rnnviz").parameters["W_f"][0, 0] == 2.5
    assert "W_f" not in window.session.experiment.parameters


def test_save_without_a_name_stays(window: MainWindow, answers: Answers) -> None:
    window.session.apply("set a weight", SET_WEIGHT)
    before = window.session.experiment
    answers.button, answers.file = BUTTON.Save, ""
    window.commands["example.rnn-by-hand"].trigger()
    assert window.session.experiment is before


@pytest.mark.parametrize("content", [None, b"", b"{", b"\xff\xfe", b'{"format": 99}'])
def test_a_file_that_cannot_be_read_is_explained_and_changes_nothing(
    window: MainWindow, answers: Answers, tmp_path: Path, content: bytes | None
) -> None:
    path = tmp_path / "bad.rnnviz"
    if content is not None:
        path.write_bytes(content)
    before = window.session.experiment
    window.settings.add_recent(path)
    assert not window.files.open_path(path)
    assert window.session.experiment is before
    assert "bad.rnnviz" in answers.asked[0]
    assert path not in window.settings.recent


def test_a_place_that_cannot_be_written_is_explained(window: MainWindow, answers: Answers, tmp_path: Path) -> None:
    window.session.apply("set a weight", SET_WEIGHT)
    window.session.mark_saved(tmp_path / "no such folder" / "mine.rnnviz")
    window.session.apply("set a weight", partial(edits.set_entry, name="W_f", index=(0, 0), value=3.0))
    assert not window.files.save()
    assert "mine.rnnviz" in answers.asked[0]
    assert window.session.is_dirty


def test_the_command_line_names_an_example_or_a_file(window: MainWindow, tmp_path: Path) -> None:
    window.files.open_argument("gru-by-hand")
    assert "W_z" in window.session.experiment.parameters
    path = tmp_path / "file.rnnviz"
    storage.save(Experiment.new("rnn", input_size=1, hidden_size=1), path)
    window.files.open_argument(str(path))
    assert window.session.path == path


def test_an_example_is_meant_even_where_a_folder_has_its_name(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "gru-by-hand").mkdir()
    monkeypatch.chdir(tmp_path)
    window.files.open_argument("gru-by-hand")
    assert "W_z" in window.session.experiment.parameters


def test_an_experiment_is_called_after_its_file_then_its_title() -> None:
    fresh = Experiment.new("rnn", input_size=1, hidden_size=1)
    assert display_name(fresh, None) == "untitled"
    assert display_name(edits.retitle(fresh, "Memory"), None) == "Memory"
    assert display_name(edits.retitle(fresh, "Memory"), Path("/a/b.rnnviz")) == "b"


def test_an_example_is_opened_in_the_notation_that_was_chosen_last(window: MainWindow) -> None:
    window.session.apply("Change the notation", partial(edits.set_notation, notation="stacked,from-0"))
    assert window.settings.notation.code == "stacked,from-0"
    window.session.mark_saved(Path("mine.rnnviz"))
    window.files.open_example("gru-by-hand")
    assert window.session.experiment.notation.code == "stacked,from-0"
    assert not window.session.is_dirty
