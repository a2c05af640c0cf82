"""What a key stands for, in words."""

from __future__ import annotations

import numpy as np

from rnnviz.scene.description import describe, show_values
from rnnviz.scene.shapes import Key

from .case import make_run, schedule_run


def test_a_gate_is_named_explained_written_and_given_in_numbers() -> None:
    run = make_run("lstm")
    lines = describe(run, Key(2, "f"), 1).split("\n")
    assert lines[0].startswith("f, step 2 of 3. Forget gate")
    assert lines[1] == "f_t = σ(W_f x_t + U_f h_(t−1) + b_f)"
    assert lines[2].startswith("shape 2: ")
    assert f"{abs(run['f'][1, 0]):.3f}" in lines[2]


def test_an_initial_state_is_called_so() -> None:
    run = make_run("lstm")
    assert describe(run, Key(0, "c"), 2).startswith("c, initial state\n")
    assert f"{abs(run.start['c'][0]):.3f}" in describe(run, Key(0, "c"), 2)


def test_a_parameter_is_shared_by_all_steps() -> None:
    assert describe(make_run("lstm"), Key(None, "W_f"), 1).split("\n")[0] == "W_f: parameter, shared by all steps"


def test_everything_a_run_has_can_be_described() -> None:
    run = make_run("gru", output_size=3, loss="softmax")
    for name in run.values:
        assert describe(run, Key(1, name), 1).startswith(name)
    assert describe(run, Key(3, "target"), 1) == "target of step 3: none"
    assert describe(run, Key(1, "target"), 1) == "target of step 1: class 1 of 3"


def test_probabilities_are_explained_by_their_equation() -> None:
    run = make_run("gru", output_size=3, loss="softmax")
    assert describe(run, Key(2, "p"), 1).split("\n")[:2] == [
        "p, step 2 of 3. Probabilities of the classes.",
        "p_t = softmax(y_t)",
    ]


def test_a_key_without_a_step_means_the_current_one() -> None:
    run = make_run()
    assert describe(run, Key(None, "h"), 3) == describe(run, Key(3, "h"), 1)


def test_many_numbers_are_given_as_their_range() -> None:
    assert show_values(np.array([-0.5, 0, 0, 0, 0, 0, 2.25])) == "shape 7: −0.50 … +2.25"


def test_numbers_that_are_not_finite_are_counted() -> None:
    assert show_values(np.array([np.nan, np.inf, 0, 0, 0, 0, 1])).endswith("2 not finite")
    assert show_values(np.array([np.nan])) == "shape 1: NaN"


def test_a_loss_has_no_sign_and_none_where_there_is_no_target() -> None:
    run = make_run()
    assert describe(run, Key(1, "loss"), 1).endswith(f"value {run['loss'][0]:.3f}")
    assert describe(run, Key(3, "loss"), 1).endswith("no target, so no loss")


def test_what_a_schedule_says_is_told() -> None:
    run = schedule_run(given=(1,), read=(3, 4), feedback="output", clamped=(0, 2))
    assert "No input is given" in describe(run, Key(2, "x"), 1)
    assert "Fed back: the output of step 3." in describe(run, Key(4, "x"), 1)
    assert "Clamped: unit 1, 3" in describe(run, Key(2, "h"), 1)
    assert "This step is not read out." in describe(run, Key(2, "y"), 1)
    assert "Clamped" not in describe(run, Key(0, "h"), 1)


def test_many_clamped_units_are_counted() -> None:
    run = schedule_run(hidden_size=12, clamped=tuple(range(9)))
    assert "Clamped: 9 of 12 units" in describe(run, Key(1, "h"), 1)
