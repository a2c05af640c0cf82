"""The inside of the cell on screen."""

from __future__ import annotations

from functools import partial
from itertools import pairwise

import pytest
from PySide6.QtCore import QPointF, Qt
from pytestqt.qtbot import QtBot

from rnnviz.cells import CELLS
from rnnviz.experiment import edits
from rnnviz.experiment.experiment import Experiment
from rnnviz.gui.cell_view import CellView
from rnnviz.gui.session import Session
from rnnviz.scene.shapes import Group, Key
from rnnviz.scene.theme import DARK


def make_view(qtbot: QtBot, cell: str = "lstm") -> tuple[CellView, Session]:
    experiment = Experiment.new(cell, input_size=1, hidden_size=2)
    session = Session(experiment.with_inputs([[1.0], [0.5], [-1.0]]))
    view = CellView(session)
    qtbot.addWidget(view)
    view.resize(690, 330)
    with qtbot.waitExposed(view):
        view.show()
    return view, session


@pytest.mark.parametrize("cell", CELLS)
def test_every_value_with_a_name_of_its_own_can_be_pointed_at(qtbot: QtBot, cell: str) -> None:
    view, session = make_view(qtbot, cell)
    named = {Key(1, equation.name) for equation in session.run.network.cell.equations}
    assert named <= {target.key for target in view.diagram.targets}
    assert view.diagram.accessibleName()


def test_a_click_selects_the_value(qtbot: QtBot) -> None:
    view, session = make_view(qtbot)
    bounds = view.diagram.bounds_of(Key(1, "f"))[0]
    place = QPointF(*bounds.center) * view.diagram.scale() + view.diagram.origin()
    qtbot.mouseClick(view.diagram, Qt.MouseButton.LeftButton, pos=place.toPoint())
    assert session.selection == Key(1, "f")


def test_steps_edits_sub_steps_selection_and_theme_are_drawn(qtbot: QtBot) -> None:
    view, session = make_view(qtbot)
    scenes = [view.diagram.scene]
    for act in (
        partial(session.go, 2),
        partial(session.go, 2, 1),
        partial(session.apply, "Edit", partial(edits.set_entry, name="b_f", index=(0,), value=3.0)),
        partial(session.select, Key(2, "f")),
        partial(session.set_theme, DARK),
    ):
        act()
        scenes.append(view.diagram.scene)
    assert all(first.root != second.root for first, second in pairwise(scenes))
    assert scenes[-1].background == DARK.background


def test_a_hidden_view_draws_only_when_it_is_shown(qtbot: QtBot) -> None:
    view, session = make_view(qtbot)
    scene = view.diagram.scene
    view.hide()
    session.go(3)
    assert view.diagram.scene is scene
    view.show()
    assert view.diagram.scene is not scene


def test_pointing_is_put_in_words(qtbot: QtBot) -> None:
    view, _ = make_view(qtbot)
    view.diagram.focus_key(Key(1, "c_hat"))
    assert view.diagram.accessibleDescription().startswith("c_hat, step 1 of 3. Candidate")


def test_the_backward_pass_is_drawn_and_followed(qtbot: QtBot) -> None:
    experiment = Experiment.new("lstm", input_size=1, hidden_size=2, output_size=1, loss="squared")
    session = Session(experiment.with_inputs([[1.0], [0.5]]).with_targets([[0.5], [1.0]]))
    view = CellView(session)
    qtbot.addWidget(view)
    with qtbot.waitExposed(view):
        view.show()
    scenes = [view.diagram.scene]
    for act in (
        partial(session.set_direction, "backward"),
        session.advance,
        partial(session.set_shows, "both"),
        partial(session.set_scale, "decades"),
        partial(session.set_direction, "forward"),
    ):
        act()
        scenes.append(view.diagram.scene)
    assert all(first.root != second.root for first, second in pairwise(scenes))
    assert "Scale of the gradients" in {shape.title for shape in scenes[1].root.children if isinstance(shape, Group)}
