"""What the folded network shows of forms, feedback and clamps."""

from __future__ import annotations

from rnnviz.scene.bounds import bounds_of
from rnnviz.scene.folded import draw_folded
from rnnviz.scene.folded_schedule import clamped_layers, has_feedback
from rnnviz.scene.shapes import Box, Group, Key, Label, Scene, Wire, flatten
from rnnviz.scene.theme import LIGHT

from .case import make_run, schedule_run
from .golden import check_golden


def groups(scene: Scene, name: str) -> list[Group]:
    return [shape for shape in scene.root.children if isinstance(shape, Group) and shape.name == name]


def test_a_network_that_generates_is_drawn_as_kept() -> None:
    check_golden("folded-generating", draw_folded(schedule_run(given=(1,), feedback="output"), theme=LIGHT))


def test_the_output_comes_back_dashed_at_the_left() -> None:
    run = schedule_run(given=(1,), feedback="output")
    (group,) = groups(draw_folded(run, theme=LIGHT), "feedback")
    wire = next(s for s in flatten(group) if isinstance(s, Wire))
    assert wire.dashed
    assert wire.key == Key(1, "y")
    assert min(x for x, _ in wire.points) >= 4
    assert has_feedback(run)
    assert not has_feedback(schedule_run(feedback="output"))
    assert not groups(draw_folded(make_run(), theme=LIGHT), "feedback")


def test_a_square_stands_for_each_step_filled_where_there_is_an_input_or_an_output() -> None:
    scene = draw_folded(schedule_run(given=(1, 2), read=(4,)), theme=LIGHT)
    inputs, outputs = groups(scene, "steps")
    assert [s.fill is not None for s in flatten(inputs) if isinstance(s, Box)] == [True, True, False, False]
    assert [s.fill is not None for s in flatten(outputs) if isinstance(s, Box)] == [False, False, False, True]
    assert inputs.title == "inputs at 2 of 4 steps"
    assert not groups(draw_folded(schedule_run(), theme=LIGHT), "steps")


def test_many_steps_are_told_in_words() -> None:
    scene = draw_folded(schedule_run(n_steps=40, given=(1,)), theme=LIGHT)
    (group,) = groups(scene, "steps")
    (label,) = flatten(group)
    assert isinstance(label, Label)
    assert label.runs[0].text == "1 of 40"


def test_a_layer_with_clamps_has_a_padlock() -> None:
    run = schedule_run(clamped=(1,))
    assert clamped_layers(run) == {0}
    assert len(groups(draw_folded(run, theme=LIGHT), "clamp")) == 1
    assert clamped_layers(make_run()) == set()


def test_everything_is_on_the_page() -> None:
    run = schedule_run(n_steps=9, given=(1,), read=(8, 9), feedback="output", clamped=(0,))
    scene = draw_folded(run, theme=LIGHT)
    for shape in flatten(scene.root):
        area = bounds_of(shape)
        assert area.left >= 0
        assert area.top >= 0
        assert area.right <= scene.width
        assert area.bottom <= scene.height
