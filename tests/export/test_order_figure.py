"""What another order of the steps does."""

from __future__ import annotations

import numpy as np

from rnnviz.experiment import edits
from rnnviz.experiment.example import load_example
from rnnviz.experiment.experiment import Experiment
from rnnviz.export.order_figure import NO_OTHER_ORDER, curves, shuffle, values_of, words


def summing(weight: float) -> Experiment:
    """One linear unit that multiplies its state with ``weight`` and adds its input; its state is to be 4 in the end."""
    plain = Experiment.new("rnn-relu", input_size=1, hidden_size=1, loss="squared")
    made = plain.with_parameters({"W": [[1.0]], "U": [[weight]], "b": [0.0]})
    return made.with_inputs([[1.0], [2.0], [3.0]]).with_targets([[None], [None], [4.0]])


def test_the_places_tell_which_step_comes_when_and_targets_go_along_if_wished() -> None:
    experiment = summing(1.0)
    order = shuffle(experiment, 0, True)
    assert order.is_another
    assert order.shuffled.inputs[:, 0].tolist() == experiment.inputs[order.places, 0].tolist()
    np.testing.assert_array_equal(order.shuffled.targets, np.asarray(experiment.targets)[order.places])
    np.testing.assert_array_equal(shuffle(experiment, 0, False).shuffled.targets, experiment.targets)


def test_both_curves_are_on_one_scale() -> None:
    order = shuffle(summing(0.5), 0, False)
    first, second = curves(order, "h")
    assert first.scale == second.scale
    assert (first.title, second.title) == ("in order", "shuffled")
    assert first.values[1:, 0].tolist() == order.in_order.run()["h"][:, 0].tolist()
    assert second.values[1:, 0].tolist() == order.shuffled.run()["h"][:, 0].tolist()


def test_a_sum_does_not_keep_the_order_and_a_fading_one_does() -> None:
    assert "h₃ is the same: hₜ does not keep the order." in words(shuffle(summing(1.0), 0, False), "h")
    faded = shuffle(summing(0.5), 0, False)
    end = float(faded.shuffled.run()["h"][-1, 0])
    told = words(faded, "h")
    assert f"h₃ moves by {abs(end - 4.25):.2g}" in told
    assert "The total loss is 0.0625 in order" in told
    assert f"t = {', '.join(str(k + 1) for k in faded.places)}" in told


def test_a_text_is_told_as_it_is_read() -> None:
    order = shuffle(load_example("hello"), 0, False)
    assert words(order, "y").startswith(f"“hell” is read as “{order.shuffled.text}”.")


def test_only_symbols_that_are_given_are_read() -> None:
    order = shuffle(load_example("many-to-many-delayed"), 0, False)
    assert words(order, "h").startswith("“trh” is read as “htr”.")


def test_a_single_step_has_no_other_order() -> None:
    order = shuffle(edits.resize(summing(1.0), n_steps=1), 0, False)
    assert not order.is_another
    assert words(order, "h") == NO_OTHER_ORDER


def test_the_read_out_and_every_state_can_be_compared() -> None:
    assert values_of(load_example("hello").run()) == ("y", "h")
