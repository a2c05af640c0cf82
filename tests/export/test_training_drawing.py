"""The curves of a training as a figure."""

from __future__ import annotations

import pytest

from rnnviz.engine.error import InputError
from rnnviz.experiment.experiment import Experiment
from rnnviz.export.figure import figure
from rnnviz.export.training_drawing import CURVES, of_training
from rnnviz.scene.shapes import Scene

from ..scene.label_clearance import label_collisions, texts
from .progress import begun

BARE = Experiment.new("rnn", input_size=1, hidden_size=2, output_size=1, loss="squared")


def drawn(experiment: Experiment, of: str | None = None) -> Scene:
    return figure(experiment, "training", of=of).scene()


def test_loss_accuracy_and_norm_lie_beside_each_other() -> None:
    scene = drawn(begun(BARE))
    assert {"Loss", "Accuracy", "Norm of the gradient", "training", "held out"} <= set(texts(scene))
    assert texts(scene).count("step") == 3
    assert not label_collisions(scene)


def test_where_there_is_no_accuracy_it_is_left_out() -> None:
    assert "Accuracy" not in texts(drawn(begun(BARE, has_accuracy=False)))
    assert any("no accuracy" in text for text in texts(drawn(begun(BARE, has_accuracy=False), "accuracy")))


def test_the_curves_that_are_asked_for_end_at_the_last_step() -> None:
    scene = drawn(begun(BARE, 80), "loss:linear, norm")
    assert "Accuracy" not in texts(scene)
    assert texts(scene).count("80") == 2
    assert "90" not in texts(scene)
    assert drawn(begun(BARE), "loss") != drawn(begun(BARE), "loss:linear")


def test_one_step_is_a_training_too() -> None:
    assert not label_collisions(drawn(begun(BARE, 1)))


@pytest.mark.parametrize("experiment", [BARE, begun(BARE, 0)])
def test_before_a_training_there_is_nothing_to_draw(experiment: Experiment) -> None:
    with pytest.raises(InputError, match="training of an experiment without one, expected an experiment whose"):
        drawn(experiment)
    with pytest.raises(InputError, match="training of an experiment without one"):
        figure(begun(BARE).run(), "training").scene()


def test_what_no_training_has_is_refused_by_name() -> None:
    with pytest.raises(InputError, match="of: got speed, expected one of loss, loss:linear, accuracy, norm"):
        drawn(begun(BARE), "speed")
    assert of_training(BARE.run()) is CURVES
