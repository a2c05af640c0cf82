"""The equations that are said with a picture."""

from __future__ import annotations

import rnnviz
from rnnviz.export.notes import notes

from ..scene.case import make_run

RUN = rnnviz.open("lstm-by-hand").run()


def test_every_equation_of_a_step_stands_with_its_result() -> None:
    lines = notes(RUN, 1, (0, False)).splitlines()
    assert lines[0] == "f_1 = σ(W_f x_1 + U_f h_0 + b_f) ≈ 0.5498"
    assert lines[-1] == "h_1 = o_1 ⊙ tanh(c_1) ≈ 0.0770"
    assert len(lines) == 6


def test_backward_the_gradients_stand_from_the_last_to_the_first() -> None:
    run = make_run("rnn", hidden_size=1)
    lines = notes(run, 2, (0, False), is_backward=True).splitlines()
    assert [line.split(" ")[0] for line in lines] == ["∂L/∂y_2", "∂L/∂h_2"]
    assert lines[0].startswith("∂L/∂y_2 = ")


def test_the_equations_of_another_layer_are_left_out() -> None:
    run = rnnviz.open("stacked-lstm").run()
    assert "W_f^(2)" not in notes(run, 1, (0, False))
    assert "y_1" not in notes(run, 1, (0, False))
    assert "(2)" in notes(run, 1, (1, False))
