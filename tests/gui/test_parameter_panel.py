"""The parameter panel shows every cell's parameters in reading order and follows the selection."""

from __future__ import annotations

from functools import partial
from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from rnnviz.cells import CELLS
from rnnviz.engine.initial import initialise
from rnnviz.engine.network import Layer, Network
from rnnviz.engine.ops import Array
from rnnviz.experiment import edits
from rnnviz.experiment.experiment import Experiment
from rnnviz.gui.array_block import ArrayBlock
from rnnviz.gui.gradient_reading import GradientReading
from rnnviz.gui.parameter_panel import ParameterPanel
from rnnviz.gui.session import Session
from rnnviz.scene.shapes import Key
from rnnviz.scene.theme import DARK

from .editing import center, drag, make_session, messages_of, press, put, show


def make_panel(qtbot: QtBot, session: Session) -> ParameterPanel:
    panel = ParameterPanel(session)
    show(qtbot, panel, 280, 500)
    return panel


def blocks(panel: ParameterPanel) -> dict[str, ArrayBlock]:
    return {block.source.title: block for section in panel.sections for block in section.group.blocks}


@pytest.mark.parametrize("cell", CELLS)
def test_every_parameter_has_its_table_in_the_order_of_the_network(qtbot: QtBot, cell: str) -> None:
    session = make_session(cell=cell)
    panel = make_panel(qtbot, session)
    assert list(blocks(panel)) == list(session.experiment.network.parameters)
    assert panel.sections[-1].value == "y"


def test_a_gate_is_named_by_symbol_and_role(qtbot: QtBot) -> None:
    panel = make_panel(qtbot, make_session())
    assert [section.title.accessibleName() for section in panel.sections] == [
        "f Forget gate",
        "i Input gate",
        "c_hat Candidate",
        "o Output gate",
        "y Read-out",
    ]


def test_parameters_of_further_layers_and_directions_are_there(qtbot: QtBot) -> None:
    network = Network(2, (Layer(CELLS["gru"], 2, bidirectional=True), Layer(CELLS["rnn"], 3)), 1)
    start = {name: np.zeros(size) for name, size in network.states.items()}
    experiment = Experiment(network, initialise(network, "uniform", 0), np.zeros((2, 2)), start)
    panel = make_panel(qtbot, Session(experiment))
    assert list(blocks(panel)) == list(network.parameters)


@pytest.mark.parametrize(
    ("key", "marked"),
    [
        (Key(None, "U_o"), "U_o"),
        (Key(2, "o"), "o"),
        (Key(2, "o.1"), "o"),
        (Key(1, "loss"), "y"),
        (Key(1, "y"), "y"),
        (Key(1, "c"), None),
        (None, None),
    ],
)
def test_what_is_selected_elsewhere_is_marked_and_in_view(qtbot: QtBot, key: Key | None, marked: str | None) -> None:
    session = make_session()
    panel = make_panel(qtbot, session)
    session.select(key)
    titles = {section.value: section.title for section in panel.sections}
    titles |= {name: block.title for name, block in blocks(panel).items()}
    assert [name for name, title in titles.items() if title.is_marked] == ([marked] if marked else [])
    if marked:
        place = titles[marked].mapTo(panel, QPoint(2, 2))
        assert panel.rect().contains(place)


def test_dragging_a_cell_changes_the_parameter_as_one_step_and_undo_shows_it(qtbot: QtBot) -> None:
    session = make_session()
    panel = make_panel(qtbot, session)
    table = blocks(panel)["U_f"].table
    before = session.experiment
    drag(table, center(table, 1, 1), [QPoint(6, 0), QPoint(46, 0)])
    value = session.experiment.parameters["U_f"][1, 1]
    assert value == pytest.approx(before.parameters["U_f"][1, 1] + 0.4)
    assert table.matrix.grid.values[1, 1] == value
    session.undo()
    assert (table.matrix.grid.values == before.parameters["U_f"]).all()


def test_an_edit_makes_no_widgets_and_another_cell_does(qtbot: QtBot) -> None:
    session = make_session()
    panel = make_panel(qtbot, session)
    sections = panel.sections
    session.apply("Initialise", partial(edits.initialise, scheme="xavier", seed=4))
    assert panel.sections is sections
    session.apply("Change cell", partial(edits.change_cell, cell="gru"))
    assert [section.value for section in panel.sections] == ["z", "r", "h_hat", "y"]


def test_a_hidden_panel_catches_up_when_it_is_shown(qtbot: QtBot) -> None:
    session = make_session()
    panel = make_panel(qtbot, session)
    panel.hide()
    session.apply("Zero", partial(edits.initialise, scheme="zero", seed=0))
    assert blocks(panel)["W_f"].table.matrix.grid.values.any()
    panel.show()
    assert not blocks(panel)["W_f"].table.matrix.grid.values.any()


@pytest.mark.parametrize("size", [1, 2, 4, 16, 64])
def test_the_theme_and_any_size_paint_without_warnings(qtbot: QtBot, size: int) -> None:
    session = make_session(hidden_size=size)
    panel = make_panel(qtbot, session)
    light = panel.grab().toImage()
    session.set_theme(DARK)
    assert panel.grab().toImage() != light


def test_sections_follow_each_other_without_overlap(qtbot: QtBot) -> None:
    panel = make_panel(qtbot, make_session(hidden_size=16))
    places = [section.geometry() for section in panel.sections]
    assert all(above.bottom() < below.top() for above, below in pairwise(places))
    panel.sections[0].title.click()
    assert panel.sections[1].y() < places[1].y()


def test_the_same_number_has_the_same_colour_in_every_table(qtbot: QtBot) -> None:
    session = make_session(hidden_size=2)
    zeros = edits.initialise(session.experiment, "zero", 0)
    session.apply("Set", lambda _: zeros.with_parameters({"b_i": [0.4, 3.0], "b_f": [0.4, 0.0]}))
    panel = make_panel(qtbot, session)
    images = [blocks(panel)[name].table.viewport().grab().toImage() for name in ("b_i", "b_f")]
    assert len({image.pixelColor(3, 3).name() for image in images}) == 1


def test_one_huge_weight_does_not_make_the_others_pale(qtbot: QtBot) -> None:
    session = make_session(hidden_size=2)
    zeros = edits.initialise(session.experiment, "zero", 0)
    session.apply("Set", lambda _: zeros.with_parameters({"b_i": [50.0, 2.0]}))
    panel = make_panel(qtbot, session)
    image = blocks(panel)["b_i"].table.viewport().grab().toImage()
    bottom = image.height() - 3
    assert image.pixelColor(3, 3).name() == image.pixelColor(3, bottom - 3).name() == session.theme.value_colors[-1]


def learning_session() -> Session:
    """An LSTM over three steps with a target at each."""
    session = make_session()
    session.apply("inputs", lambda old: old.with_inputs([[1, 0], [0, 1], [1, 1]]).with_targets([[1], [0], [1]]))
    return session


def shown(panel: ParameterPanel, name: str) -> Array:
    return blocks(panel)[name].table.matrix.grid.values


def test_tables_show_the_gradient_and_what_steps_contribute(qtbot: QtBot) -> None:
    session = learning_session()
    panel = make_panel(qtbot, session)
    gradients = session.gradients
    assert gradients is not None
    panel.bar.choose("total")
    assert np.array_equal(shown(panel, "W_f"), gradients.parameters["W_f"])
    panel.bar.choose("step")
    session.go(2)
    assert np.allclose(shown(panel, "W_f"), gradients.contributions("W_f")[1], rtol=1e-12)
    panel.bar.choose("sum")
    assert np.allclose(shown(panel, "W_f"), gradients.contributions("W_f")[1:].sum(axis=0), rtol=1e-12)
    session.go(1)
    assert np.allclose(shown(panel, "W_f"), gradients.parameters["W_f"], rtol=1e-12)
    assert "✓" in panel.bar.caption
    panel.bar.choose("value")
    assert np.array_equal(shown(panel, "W_f"), session.experiment.parameters["W_f"])
    assert not panel.bar.caption


def test_a_gradient_follows_an_edit(qtbot: QtBot) -> None:
    session = learning_session()
    panel = make_panel(qtbot, session)
    panel.bar.choose("total")
    before = shown(panel, "W_f").copy()
    session.apply("Set", partial(edits.set_entry, name="U_f", index=(0, 0), value=3.0))
    gradients = session.gradients
    assert gradients is not None
    assert not np.array_equal(shown(panel, "W_f"), before)
    assert np.array_equal(shown(panel, "W_f"), gradients.parameters["W_f"])


def test_a_contribution_that_is_not_computed_yet_is_blank(qtbot: QtBot) -> None:
    session = learning_session()
    panel = make_panel(qtbot, session)
    panel.bar.choose("step")
    session.set_direction("backward")
    session.go(3, 2)
    assert blocks(panel)["W_f"].table.matrix.grid.text(0, 0) == ""
    session.go(3)
    assert blocks(panel)["W_f"].table.matrix.grid.text(0, 0) != ""


def test_only_tables_in_view_compute(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    session = learning_session()
    panel = make_panel(qtbot, session)
    computed: list[str] = []
    compute = GradientReading.of

    def watch(reading: GradientReading, name: str) -> Array | None:
        computed.append(name)
        return compute(reading, name)

    monkeypatch.setattr(GradientReading, "of", watch)
    panel.bar.choose("step")
    assert "W_f" in computed
    assert "W_hy" not in computed
    panel._area.verticalScrollBar().setValue(panel._area.verticalScrollBar().maximum())
    assert "W_hy" in computed
    computed.clear()
    panel.hide()
    session.go(2)
    assert computed == []
    panel.show()
    assert "W_hy" in computed


def test_a_gradient_cannot_be_edited_and_a_message_says_so(qtbot: QtBot) -> None:
    session = learning_session()
    panel = make_panel(qtbot, session)
    panel.bar.choose("total")
    table, told, before = blocks(panel)["W_f"].table, messages_of(session), session.experiment
    put(table, 0, 0)
    press(table, Qt.Key.Key_Return, Qt.Key.Key_Delete)
    press(table, Qt.Key.Key_Up, modifier=Qt.KeyboardModifier.AltModifier)
    press(table, Qt.Key.Key_V, modifier=Qt.KeyboardModifier.ControlModifier)
    drag(table, center(table, 1, 1), [QPoint(6, 0), QPoint(46, 0)])
    assert session.experiment is before
    assert len(told) == 4
    assert "gradient" in told[0]
    assert not table.matrix.flags(table.matrix.index(0, 0)) & Qt.ItemFlag.ItemIsEditable


@pytest.mark.parametrize("loss", [None, "squared"])
@pytest.mark.parametrize("part", ["total", "step", "sum"])
def test_another_network_can_be_opened_behind_tables_of_gradients(qtbot: QtBot, part: str, loss: str | None) -> None:
    session = make_session()
    panel = make_panel(qtbot, session)
    panel.bar.choose(part)
    session.go(3, 0)
    panel.hide()
    session.open(make_session(cell="gru", loss=loss).experiment)
    panel.show()
    assert list(blocks(panel)) == list(session.experiment.network.parameters)
    assert (panel.bar.part is None) == (loss is None)


def test_the_parameters_of_the_layer_that_is_looked_into_come_into_view(qtbot: QtBot) -> None:
    session = Session(Experiment.new("lstm", hidden_size=3, layers=3, input_size=2))
    panel = ParameterPanel(session)
    show(qtbot, panel, 280, 400)
    session.set_sweep((2, False))
    section = next(section for section in panel.sections if section.value == "3.f")
    assert not section.visibleRegion().isEmpty()
    assert panel._area.verticalScrollBar().value() == section.y()
