"""What is painted from kept pixels looks as if painted anew."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter

from rnnviz.experiment.experiment import Experiment
from rnnviz.export.paint import paint, paint_shape
from rnnviz.gui import repainter
from rnnviz.gui.repainter import PATIENCE, Repainter
from rnnviz.scene.cell import draw_cell
from rnnviz.scene.shapes import Box, Dot, Group, Label, Run, Shape
from rnnviz.scene.theme import LIGHT

from .pixel import ROUNDING, largest_difference

pytestmark = pytest.mark.usefixtures("qapp")

BALL, FRAME = Dot(30, 30, 12, 12, "#ff0000", "#000000"), Box(10, 10, 60, 40, 8, "#eeeeee", "#000000")
WORD = Label(40, 30, (Run("+0.61"),), 12, "#000000")


def draw(shape: Shape, painter_of: Repainter | None = None, scale: float = 1.3, width: int = 400) -> QImage:
    """A shape on a page of its own, painted by a repainter or plainly."""
    page = QImage(width, 300, QImage.Format.Format_ARGB32_Premultiplied)
    page.fill(Qt.GlobalColor.transparent)
    with QPainter(page) as painter:
        painter.translate(3.3, 2.6)
        painter.scale(scale, scale)
        (paint if painter_of is None else painter_of.paint)(painter, shape)
    return page


def drawn_shapes(monkeypatch: pytest.MonkeyPatch) -> list[Shape]:
    """A list that takes every shape that a repainter paints onto its page itself."""
    found: list[Shape] = []

    def record(painter: QPainter, shape: Shape) -> None:
        found.append(shape)
        paint_shape(painter, shape)

    monkeypatch.setattr(repainter, "paint_shape", record)
    return found


@pytest.mark.parametrize("cell", ["rnn", "gru", "lstm"])
@pytest.mark.parametrize("hidden_size", [1, 3, 16])
def test_a_run_that_changes_looks_as_if_painted_anew(cell: str, hidden_size: int) -> None:
    made, experiment = Repainter(), Experiment.new(cell, input_size=2, hidden_size=hidden_size, output_size=1)
    for value in (0.0, 1.0, 1.0, -1.0, -1.0, -1.0, -1.0, 0.5):
        run = experiment.with_inputs([[value, 1.0]] * 2).run()
        root = draw_cell(run, 1, theme=LIGHT).root
        assert largest_difference(draw(root, made, 0.6), draw(root, scale=0.6)) <= ROUNDING


def test_only_what_changed_is_painted_again(monkeypatch: pytest.MonkeyPatch) -> None:
    painted, made = drawn_shapes(monkeypatch), Repainter()
    for _ in range(PATIENCE):
        draw(Group("", (FRAME, BALL)), made)
    assert painted == [FRAME, BALL] * PATIENCE
    green = replace(BALL, fill="#00ff00")
    draw(Group("", (FRAME, green)), made)
    assert painted[2 * PATIENCE :] == [green]


def test_what_stays_for_a_moment_only_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    painted, made = drawn_shapes(monkeypatch), Repainter()
    for fill in ["#ff0000"] * PATIENCE + ["#00ff00"] * PATIENCE:
        draw(replace(BALL, fill=fill), made)
    assert len(painted) == 2 * PATIENCE


def test_what_comes_earlier_stays_behind() -> None:
    made = Repainter()
    for blue in range(PATIENCE + 1):
        page = draw(Group("", (replace(FRAME, fill=f"#0000f{blue}"), BALL)), made)
    assert page.pixelColor(42, 42).name() == "#ff0000"
    assert page.pixelColor(80, 42).name() == f"#0000f{PATIENCE}"


def test_numbers_are_painted_with_their_ground_or_by_themselves(monkeypatch: pytest.MonkeyPatch) -> None:
    painted, made = drawn_shapes(monkeypatch), Repainter()
    for blue in range(PATIENCE + 2):
        draw(Group("", (replace(FRAME, fill=f"#0000f{blue}"), WORD)), made)
    assert painted.count(WORD) == PATIENCE + 2
    painted.clear()
    for _ in range(PATIENCE + 2):
        draw(Group("", (FRAME, WORD)), made)
    assert painted.count(WORD) == PATIENCE


def test_another_scale_is_painted_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    painted, made = drawn_shapes(monkeypatch), Repainter()
    for _ in range(PATIENCE + 2):
        draw(BALL, made)
    painted.clear()
    page = draw(BALL, made, 2.0)
    assert painted == [BALL]
    assert page == draw(BALL, scale=2.0)


def test_a_wider_page_shows_what_the_old_one_cut_off() -> None:
    made = Repainter()
    for _ in range(PATIENCE + 2):
        draw(BALL, made, width=40)
    assert draw(BALL, made) == draw(BALL)


def test_shapes_come_and_go() -> None:
    made = Repainter()
    for shapes in ((FRAME,), (FRAME,), (FRAME, BALL), (FRAME, BALL), (FRAME, BALL, WORD), (FRAME,), (BALL,), ()):
        root = Group("", shapes)
        assert largest_difference(draw(root, made), draw(root)) <= ROUNDING


def test_what_lies_beside_the_page_is_no_matter() -> None:
    made, far = Repainter(), replace(BALL, x=-500.0)
    for _ in range(PATIENCE + 2):
        assert draw(far, made) == draw(Group("", ()))
