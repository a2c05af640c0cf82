"""Words on gradients: what a value's is, and how much of it a later step has handed back."""

from __future__ import annotations

from rnnviz.scene.backward import Backward
from rnnviz.scene.description import describe, show_values
from rnnviz.scene.gradient_description import describe_gradient
from rnnviz.scene.shapes import Key

from .case import make_run

RUN = make_run("lstm", n_steps=4)
BACKWARD = Backward(RUN.gradients())


def lines(key: Key, step: int = 2) -> list[str]:
    return describe_gradient(RUN, BACKWARD, key, step).removeprefix(describe(RUN, key, step)).strip().split("\n")


def test_a_gate_has_the_gradient_of_its_step() -> None:
    assert lines(Key(3, "f")) == [f"dL/df, step 3: {show_values(BACKWARD.gradients['f'][2])}"]


def test_a_state_says_what_the_step_after_it_has_handed_back() -> None:
    whole, handed = lines(Key(2, "h"))
    assert whole == f"dL/dh, step 2: {show_values(BACKWARD.gradients['h'][1])}"
    assert handed == f"of which handed back by step 3: {show_values(BACKWARD.handed['h'][2])}"


def test_to_the_last_state_nothing_is_handed_back() -> None:
    assert len(lines(Key(4, "c"))) == 1


def test_an_initial_state_and_a_parameter_have_gradients_too() -> None:
    assert lines(Key(0, "c")) == [f"dL/dc of the initial state: {show_values(BACKWARD.gradients.start['c'])}"]
    whole, own = lines(Key(None, "U_f"))
    assert whole == f"dL/dU_f, all steps: {show_values(BACKWARD.gradients.parameters['U_f'])}"
    assert own == f"of which by step 2: {show_values(BACKWARD.gradients.contributions('U_f')[1])}"


def test_a_target_has_no_gradient() -> None:
    assert lines(Key(1, "target")) == [""]


def test_a_loss_without_a_target_has_no_gradient() -> None:
    assert lines(Key(4, "loss")) == [""]
    assert lines(Key(3, "loss")) == ["dL/dloss, step 3: value +1.000"]
