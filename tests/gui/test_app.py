"""Starting the program, drawing it without a screen, and showing what nobody expected."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Literal

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from rnnviz.engine.error import InputError
from rnnviz.experiment.example import load_example
from rnnviz.gui.app import FIRST_EXAMPLE, View, make_application, open_window, show_unexpected, snapshot
from rnnviz.gui.main_window import MainWindow
from rnnviz.gui.settings import Settings
from rnnviz.scene.theme import DARK, LIGHT, Theme


@pytest.mark.parametrize(("name", "theme"), [("light", LIGHT), ("dark", DARK)])
def test_a_snapshot_shows_the_whole_window(
    qtbot: QtBot, tmp_path: Path, name: Literal["light", "dark"], theme: Theme
) -> None:
    path = tmp_path / "window.png"
    snapshot(load_example("gru-by-hand"), path, View(theme=name, size=(1000, 600)))
    image = QImage(str(path))
    assert (image.width(), image.height()) == (1000, 600)
    assert image.pixelColor(2, 2).name() == theme.surface


def test_a_snapshot_is_of_the_step_asked_for(qtbot: QtBot, tmp_path: Path) -> None:
    pictures = []
    for step in (1, 2):
        path = tmp_path / f"{step}.png"
        snapshot(load_example("gru-hands-on"), path, View(step=step, size=(900, 600)))
        pictures.append(QImage(str(path)))
    assert pictures[0] != pictures[1]


def test_a_snapshot_has_its_plots_and_formulas(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "window.png"
    snapshot(load_example("rnn-hands-on"), path)
    image = QImage(str(path))
    for left, top, right, bottom in ((1000, 120, 1270, 400), (310, 600, 900, 690)):
        colors = {image.pixel(x, y) for x in range(left, right, 3) for y in range(top, bottom, 3)}
        assert len(colors) > 3


@pytest.mark.parametrize("step", [0, 3, -1])
def test_a_step_outside_the_sequence_is_refused(qtbot: QtBot, tmp_path: Path, step: int) -> None:
    with pytest.raises(InputError, match="step"):
        snapshot(load_example("gru-hands-on"), tmp_path / "a.png", View(step=step))


def pixels(tmp_path: Path, view: View) -> QImage:
    path = tmp_path / "window.png"
    snapshot(load_example("vanishing"), path, view)
    return QImage(str(path))


def test_a_snapshot_is_of_the_direction_the_page_and_the_comparison_asked_for(qtbot: QtBot, tmp_path: Path) -> None:
    other = load_example("long-memory")
    views = (
        View(),
        View(is_backward=True),
        View(page="jacobians"),
        View(page="State-Space"),
        View(page="Compare"),
        View(page="compare", against=(other,)),
        View(page="compare", against=(other, other)),
    )
    pictures = [pixels(tmp_path, view) for view in views]
    assert all(a != b for k, a in enumerate(pictures) for b in pictures[:k])


def test_what_is_to_be_compared_needs_no_page(qtbot: QtBot, tmp_path: Path) -> None:
    other = (load_example("long-memory"),)
    assert pixels(tmp_path, View(against=other)) == pixels(tmp_path, View(page="compare", against=other))


def test_a_snapshot_waits_for_figures_that_take_long(qtbot: QtBot, tmp_path: Path) -> None:
    long = load_example("vanishing").with_inputs([[1.0, 0.0, 0.0]] * 90)
    long = long.with_targets([[None]] * 89 + [[1.0]])
    path = tmp_path / "window.png"
    snapshot(long, path, View(page="influence"))
    image = QImage(str(path))
    colors = {image.pixel(x, y) for x in range(480, 640, 2) for y in range(580, 640, 2)}
    assert len(colors) > 8


@pytest.mark.parametrize(
    ("view", "words"),
    [
        (View(page="pictures"), ["laboratory", "pictures", "Magnitudes", "State space"]),
        (View(page="paths", against=(load_example("long-memory"),)), ["laboratory", "paths", "Compare"]),
        (View(against=(load_example("long-memory"),) * 6), ["against", "6", "at most 5"]),
    ],
)
def test_a_view_that_there_is_not_is_refused(qtbot: QtBot, tmp_path: Path, view: View, words: list[str]) -> None:
    with pytest.raises(InputError) as error:
        snapshot(load_example("vanishing"), tmp_path / "a.png", view)
    assert all(word in str(error.value) for word in words)
    assert not list(tmp_path.iterdir())


def test_there_is_no_way_back_without_a_loss(qtbot: QtBot, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="backward: got an experiment without a loss"):
        snapshot(load_example("gru-hands-on"), tmp_path / "a.png", View(is_backward=True))


def test_a_place_that_cannot_be_written_is_refused(qtbot: QtBot, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"file: got .*can be written"):
        snapshot(load_example("gru-hands-on"), tmp_path / "nowhere" / "a.png")


def test_the_first_window_shows_an_example(qtbot: QtBot) -> None:
    make_application()
    window = open_window(Settings())
    qtbot.addWidget(window)
    assert window.session.experiment.title == load_example(FIRST_EXAMPLE).title


def test_plots_come_after_the_first_window_is_made(qtbot: QtBot) -> None:
    make_application()
    window = open_window(Settings())
    qtbot.addWidget(window)
    assert window.panels.docks["plots"].panel is None
    window.panels.add_plots()
    window.panels.add_plots()
    assert window.panels.docks["plots"].panel is not None


def test_an_unexpected_error_is_shown_with_text_to_copy(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shown: list[QMessageBox] = []

    def keep(box: QMessageBox) -> None:
        shown.append(box)

    monkeypatch.setattr(QMessageBox, "open", keep)
    try:
        raise ZeroDivisionError("by nothing")
    except ZeroDivisionError:
        kind, error, trace = sys.exc_info()
        assert kind is not None
        assert error is not None
        show_unexpected(kind, error, trace)
    assert not shown
    QApplication.processEvents()
    assert "ZeroDivisionError: by nothing" in shown[0].informativeText()
    assert "test_app.py" in shown[0].detailedText()
    assert "ZeroDivisionError" in capsys.readouterr().err
    shown[0].deleteLater()


def test_an_interruption_from_the_keyboard_ends_quietly(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    ended: list[bool] = []
    monkeypatch.setattr(QApplication, "quit", lambda: ended.append(True))
    show_unexpected(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert ended == [True]
