"""Plots, laboratory figures, weights and equations by name, of any experiment."""

from __future__ import annotations

import numpy as np
import pytest

from rnnviz.engine.error import InputError
from rnnviz.experiment.example import load_example
from rnnviz.experiment.experiment import Experiment
from rnnviz.export.figure import FIGURES, figure
from rnnviz.scene.bounds import bounds_of
from rnnviz.scene.shapes import Group, Heat, Label, Scene, flatten

from ..scene.label_clearance import label_collisions, text_of, texts
from .progress import begun

DRESSED = tuple(name for name, kind in FIGURES.items() if kind.is_dressed)
EXAMPLES = ("rnn-by-hand", "hello", "long-memory", "stacked-bidirectional", "clamped-units", "many-to-one")
DEEP = Experiment.new(
    ["lstm", "gru"], input_size=2, hidden_size=[2, 3], bidirectional=[True, False], output_size=1, loss="squared"
).with_targets([[1]] * 4)


def scene_of(experiment: Experiment, name: str, **choices: object) -> Scene:
    experiment = begun(experiment) if name == "training" else experiment
    return figure(experiment, name, **choices).scene()  # type: ignore[arg-type]


@pytest.mark.parametrize("name", DRESSED)
@pytest.mark.parametrize("example", EXAMPLES)
def test_no_label_lies_on_another_or_beyond_the_page(example: str, name: str) -> None:
    experiment = load_example(example)
    if FIGURES[name].needs_loss and experiment.loss is None:
        return
    for text in (0.8, 1.0, 1.6):
        scene = scene_of(experiment, name, text_size=text)
        own = [line for line in label_collisions(scene) if name != "board"]
        assert not own
        assert texts(scene)


@pytest.mark.parametrize("name", DRESSED)
@pytest.mark.parametrize("theme", ["light", "dark", "print"])
def test_every_theme_and_ground_is_followed(name: str, theme: str) -> None:
    assert scene_of(DEEP, name, theme=theme, background="transparent").background is None
    scene = scene_of(DEEP, name, theme=theme)
    assert scene.background == figure(begun(DEEP), name, theme=theme).requests[0].look.colors.background
    assert all(0 <= bounds_of(shape).left <= scene.width for shape in flatten(scene.root) if isinstance(shape, Label))


@pytest.mark.parametrize("name", DRESSED)
def test_the_same_input_gives_the_same_picture(name: str) -> None:
    assert scene_of(DEEP, name, step=2) == scene_of(DEEP, name, step=2) if "step" in FIGURES[name].takes else True
    assert scene_of(DEEP, name) == scene_of(DEEP, name)


@pytest.mark.parametrize("name", DRESSED)
def test_overflow_is_shown_and_no_exception(name: str) -> None:
    experiment = Experiment.new("rnn-relu", input_size=1, hidden_size=3, output_size=1, loss="squared")
    experiment = experiment.with_inputs(np.ones((40, 1))).with_targets([[1.0]] * 40)
    parameters = {key: 1e40 * np.ones_like(value) for key, value in experiment.parameters.items()}
    scene = scene_of(experiment.with_parameters(parameters), name)
    assert not [line for line in label_collisions(scene) if name != "board"]


def test_states_are_those_of_all_layers_unless_one_is_asked_for() -> None:
    titles = [text for text in texts(scene_of(DEEP, "states")) if "state" in text.lower()]
    assert len(titles) == 5
    assert len([text for text in texts(scene_of(DEEP, "states", layer="2")) if "state" in text.lower()]) == 1


def test_one_gate_is_shown_unit_by_unit_and_all_by_their_means() -> None:
    assert "Gates of layer 2, mean over 3 units" in texts(scene_of(DEEP, "gates"))
    assert "unit 3" in texts(scene_of(DEEP, "gates", of="2.z"))


def test_a_cell_without_gates_says_so() -> None:
    assert "This cell has no gates." in texts(scene_of(load_example("hello"), "gates"))


def test_a_plot_of_some_steps_has_these_alone() -> None:
    scene = scene_of(load_example("long-memory"), "states", of="h", steps=(10, 20))
    numbers = [int(text) for text in texts(scene) if text.isdigit()]
    assert (min(numbers), max(numbers)) == (10, 20)


def test_the_step_is_marked_where_it_was_asked_for() -> None:
    assert "t = 2" in texts(scene_of(DEEP, "gradients", step=2))
    assert not [text for text in texts(scene_of(DEEP, "gradients")) if text.startswith("t = ")]


def test_several_parameters_share_one_scale() -> None:
    scene = scene_of(DEEP, "heat-map", of="W_f,U_f")
    heats = [shape for shape in flatten(scene.root) if isinstance(shape, Heat)]
    assert [heat.key.name for heat in heats if heat.key] == ["W_f", "U_f"]
    assert len(heats) == 3


def test_numbers_have_the_digits_of_the_look_and_can_be_left_out() -> None:
    assert any(len(text.partition(".")[2]) == 4 for text in texts(scene_of(DEEP, "heat-map", of="W_f", digits=4)))
    numbers = [text for text in texts(scene_of(DEEP, "heat-map", of="W_f", values="none")) if "." in text]
    assert len(numbers) <= 3


def test_gradients_are_clipped_to_half_of_their_norm_or_as_asked() -> None:
    assert "threshold" in texts(scene_of(DEEP, "clipping"))
    assert "Angle turned" in texts(scene_of(DEEP, "clipping", of="value:0.001"))


@pytest.mark.parametrize(
    ("name", "of", "message"),
    [
        ("states", "q", "of: got q, expected one of "),
        ("heat-map", "W_q", "of: got W_q, expected one of "),
        ("jacobians", "W_f", "of: got W_f, expected one of "),
        ("clipping", "norm:-1", "of: got norm:-1, expected norm:LIMIT or value:LIMIT"),
        ("clipping", "half", "of: got half, expected norm:LIMIT or value:LIMIT"),
        ("order", "q", "of: got q, expected one of .*, such as c:3:along"),
        ("order", "h:x", "of: got h:x, expected one of "),
        ("order", "h:1:beside", "of: got h:1:beside, expected one of "),
        ("comparison", "transformer", "of: got transformer, expected one of "),
    ],
)
def test_what_is_not_there_is_refused_by_name(name: str, of: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        scene_of(DEEP, name, of=of)


def test_the_order_is_that_of_the_seed_and_written_as_the_look_wants() -> None:
    hello = load_example("hello")
    drawn = [scene_of(hello, "order", of=of) for of in ("h", "h:0", "h:1", "y")]
    assert drawn[0] == drawn[1]
    assert len({str(scene) for scene in drawn}) == 3
    assert {"in order", "shuffled"} <= set(texts(drawn[0]))
    assert "h(t)" in texts(scene_of(hello, "order", of="h", notation="split,argument"))
    with pytest.raises(InputError, match="figure: got order of a run, expected an experiment"):
        figure(hello.run(), "order").scene()


def test_a_comparison_has_a_curve_for_every_cell_that_is_asked_for() -> None:
    scene = scene_of(load_example("vanishing"), "comparison", of="lstm,gru")
    named = {shape.name for shape in _groups(scene.root)}
    assert {text for text in texts(scene) if text[0] in "123" and " " in text} == {"1 RNN", "2 LSTM", "3 GRU"}
    assert "curves" in named


def test_a_comparison_of_its_own_accord_is_that_of_the_window() -> None:
    names = [
        text for text in texts(scene_of(load_example("vanishing"), "comparison")) if text[:2] in ("1 ", "2 ", "5 ")
    ]
    assert len(names) == 3


def _groups(group: Group) -> list[Group]:
    inner = [child for child in group.children if isinstance(child, Group)]
    return [*inner, *(deeper for child in inner for deeper in _groups(child))]


def test_the_equations_of_a_layer_are_called_after_it() -> None:
    scene = scene_of(DEEP, "equations", layer="1r")
    title = next(shape for shape in flatten(scene.root) if isinstance(shape, Label))
    assert text_of(title) == "LSTM · layer 1, reverse"
