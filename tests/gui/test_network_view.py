"""The unfolded network with its folded form."""

from __future__ import annotations

from functools import partial
from itertools import pairwise

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QScrollArea
from pytestqt.qtbot import QtBot

from rnnviz.cells import CELLS
from rnnviz.engine.network import Layer
from rnnviz.experiment import edits
from rnnviz.experiment.experiment import Experiment
from rnnviz.experiment.schedule_edit import set_feedback, set_form
from rnnviz.gui.network_view import NetworkView
from rnnviz.gui.session import Session
from rnnviz.scene.shapes import Box, Dot, Group, Heat, Key, flatten
from rnnviz.scene.theme import DARK, LIGHT

from .networks import stacked
from .pixel import ROUNDING, largest_difference


def make_view(qtbot: QtBot, n_steps: int = 4) -> tuple[NetworkView, Session]:
    experiment = Experiment.new("gru", input_size=1, hidden_size=2, output_size=1, loss="squared")
    experiment = experiment.with_inputs([[1.0]] * n_steps).with_targets([[0.5]] * n_steps)
    session = Session(experiment)
    view = NetworkView(session)
    qtbot.addWidget(view)
    view.resize(690, 170)
    with qtbot.waitExposed(view):
        view.show()
    return view, session


def test_an_edit_is_drawn(qtbot: QtBot) -> None:
    view, session = make_view(qtbot)
    before = view.grab().toImage()
    session.apply("Edit", partial(edits.set_entry, name="b_z", index=(0,), value=5.0))
    assert largest_difference(view.grab().toImage(), before) > ROUNDING
    session.undo()
    assert largest_difference(view.grab().toImage(), before) <= ROUNDING


def test_another_cell_changes_the_folded_form_and_a_weight_does_not(qtbot: QtBot) -> None:
    view, session = make_view(qtbot)
    folded = view.folded.scene
    session.apply("Edit", partial(edits.set_entry, name="b_z", index=(0,), value=5.0))
    assert view.folded.scene is folded
    session.open(Experiment.new("lstm", input_size=1, hidden_size=2))
    assert view.folded.scene is not folded


def test_a_click_on_a_weight_selects_the_parameter(qtbot: QtBot) -> None:
    view, session = make_view(qtbot)
    (bounds,) = view.folded.bounds_of(Key(None, "W_hy"))
    place = QPointF(*bounds.center) * view.folded.scale() + view.folded.origin()
    qtbot.mouseClick(view.folded, Qt.MouseButton.LeftButton, pos=place.toPoint())
    assert session.selection == Key(None, "W_hy")


def test_the_scroll_bar_shows_only_when_there_is_something_to_scroll(qtbot: QtBot) -> None:
    view, session = make_view(qtbot, 300)
    assert not view.scroll_bar.isVisible()
    session.go(150)
    for _ in range(12):
        view.zoom_in()
    assert view.scroll_bar.isVisible()
    view.scroll_bar.setValue(0)
    assert view.unfolded.strip.first == 1
    view.scroll_bar.setValue(view.scroll_bar.maximum())
    assert view.unfolded.strip.last == 300
    view.fit()
    assert not view.scroll_bar.isVisible()


def test_zooming_out_undoes_zooming_in(qtbot: QtBot) -> None:
    view, _ = make_view(qtbot, 300)
    zoom = view.unfolded.zoom
    view.zoom_in()
    assert view.unfolded.zoom != zoom
    view.zoom_out()
    assert view.unfolded.zoom.pitch == pytest.approx(zoom.pitch)


def test_following_can_be_switched(qtbot: QtBot) -> None:
    view, _ = make_view(qtbot)
    assert view.follows()
    view.toggle_follow()
    assert not view.follows()


def test_a_shorter_sequence_is_fitted_again(qtbot: QtBot) -> None:
    view, session = make_view(qtbot, 300)
    session.go(290)
    session.apply("Shorten", partial(edits.resize, n_steps=5))
    assert view.unfolded.strip.n_steps == 5
    assert view.unfolded.strip.last == 5
    assert session.step == 5


def test_the_theme_reaches_both_pictures(qtbot: QtBot) -> None:
    view, session = make_view(qtbot)
    session.set_theme(DARK)
    view.grab()
    assert view.folded.scene.background == DARK.background
    assert view.unfolded.scene.background == DARK.background


def test_the_backward_pass_is_drawn_and_followed(qtbot: QtBot) -> None:
    view, session = make_view(qtbot)
    pictures = [view.unfolded.picture()]
    for act in (
        partial(session.set_direction, "backward"),
        partial(session.go, 2, 1),
        partial(session.set_scale, "decades"),
        partial(session.set_direction, "forward"),
    ):
        act()
        pictures.append(view.unfolded.picture())
    assert all(first.root != second.root for first, second in pairwise(pictures))
    assert view.unfolded.strip.has_gradients is False


def test_gradients_before_the_current_step_wait_for_it(qtbot: QtBot) -> None:
    view, session = make_view(qtbot)
    session.set_direction("backward")
    session.go(3, 1)
    pending = [s.key for s in flatten(view.unfolded.picture().root) if isinstance(s, Box) and s.dashed]
    assert pending == [Key(0, "h"), Key(1, "h"), Key(2, "h"), Key(3, "h")]


@pytest.mark.parametrize("n_steps", [4, 30, 400])
def test_gradients_have_their_own_colours_on_screen(qtbot: QtBot, n_steps: int) -> None:
    view, session = make_view(qtbot, n_steps)
    session.set_direction("backward")
    session.go(1)
    session.set_scale("decades")
    image = view.unfolded.grab().toImage()
    seen = {image.pixelColor(x, y).name() for x in range(0, image.width(), 2) for y in range(0, image.height(), 2)}
    assert len(seen & set(LIGHT.gradient_colors)) > 2


def test_a_hidden_view_catches_up_when_it_is_shown(qtbot: QtBot) -> None:
    view, session = make_view(qtbot)
    view.hide()
    session.open(Experiment.new("rnn", input_size=1, hidden_size=7))
    view.show()
    assert view.unfolded.unfolding.run is session.run


def test_a_network_that_is_too_high_is_seen_from_its_inputs_upwards(qtbot: QtBot) -> None:
    view, session = make_view(qtbot)
    bar = view.findChildren(QScrollArea)[0].verticalScrollBar()
    assert bar.maximum() == 0
    for _ in range(3):
        session.apply("Add", partial(edits.add_layer, cell="lstm", hidden_size=2))
    session.apply("Both", partial(edits.set_layer, k=0, bidirectional=True))
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    assert bar.value() == bar.maximum()


@pytest.mark.parametrize("name", ["folded", "unfolded", "scroll_bar"])
def test_every_part_has_an_accessible_name(qtbot: QtBot, name: str) -> None:
    view, _ = make_view(qtbot)
    assert getattr(view, name).accessibleName()


def test_a_selected_parameter_lights_up_under_its_symbol(qtbot: QtBot) -> None:
    view, session = make_view(qtbot)
    before = view.folded.grab().toImage()
    session.select(Key(None, "W_r"))
    assert view.folded.grab().toImage() != before
    session.select(None)
    assert view.folded.grab().toImage() == before


def test_both_pictures_follow_the_form_and_the_feedback(qtbot: QtBot) -> None:
    view, session = make_view(qtbot)
    session.apply("Form", partial(set_form, form="one-to-many"))
    session.apply("Feedback", partial(set_feedback, feedback="output"))
    view.grab()
    folded = {group.name for group in view.folded.scene.root.children if isinstance(group, Group)}
    assert {"steps", "feedback"} <= folded
    inputs = {s.key for s in flatten(view.unfolded.scene.root) if isinstance(s, Heat) and s.key and s.key.name == "x"}
    assert inputs == {Key(step, "x") for step in (1, 2, 3, 4)}
    session.apply("Feedback", partial(set_feedback, feedback=None))
    view.grab()
    inputs = {s.key for s in flatten(view.unfolded.scene.root) if isinstance(s, Heat) and s.key and s.key.name == "x"}
    assert inputs == {Key(1, "x")}


def test_the_buttons_stand_clear_of_the_folded_network(qtbot: QtBot) -> None:
    view, session = make_view(qtbot)
    layer = Layer(CELLS["gru"], 2, bidirectional=True)
    session.open(stacked(layer, layer))
    view.grab()
    scale, origin = view.folded.scale(), view.folded.origin()
    node = max((s for s in flatten(view.folded.scene.root) if isinstance(s, Dot)), key=lambda dot: dot.y)
    is_left = origin.x() + (node.x + node.radius_x) * scale <= view._buttons.x()
    is_above = origin.y() + (node.y + node.radius_y) * scale <= view._buttons.y() + 2
    assert is_left or is_above
