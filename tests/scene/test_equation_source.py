"""The rows of the equation panel, forward and backward."""

from __future__ import annotations

import numpy as np
import pytest

from rnnviz.cells import CELLS
from rnnviz.engine.network import Layer
from rnnviz.engine.notation import find_notation
from rnnviz.engine.run import Run
from rnnviz.engine.text import Numbers, to_plain
from rnnviz.experiment.experiment import Experiment
from rnnviz.gui.session import FIRST
from rnnviz.scene.equation_source import ChainRules, Equations
from rnnviz.scene.shapes import Key

from ..gui.networks import stacked


def run_of(key: str) -> Run:
    inputs = [[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]]
    return Experiment.new(key, input_size=2, hidden_size=2, output_size=1, loss="squared").with_inputs(inputs).run()


LSTM = run_of("lstm")


def test_forward_a_row_is_an_equation_and_the_parts_belong_to_it() -> None:
    source = Equations(LSTM, FIRST)
    assert list(source.rows)[:6] == ["f", "i", "c_hat", "o", "c", "h"]
    assert source.find(Key(1, "c.1")) == "c"
    assert source.find(Key(None, "U_o")) == "o"
    assert source.current(LSTM, 2) == ("i",)
    assert to_plain(source.lines(LSTM, "f", 1)[0]).startswith("f_1 = σ(")


def test_backward_the_rows_go_from_the_loss_to_the_input() -> None:
    main = [row.name for row in ChainRules(LSTM, FIRST).rows.values() if not row.extra]
    assert main == ["loss", "y", "h", "c", "o", "o.1", "c_hat", "c_hat.1", "i", "i.1", "f", "f.1", "x"]


@pytest.mark.parametrize("key", sorted(CELLS))
def test_backward_every_sub_step_gives_its_equation_and_the_sums_inside(key: str) -> None:
    run = run_of(key)
    source = ChainRules(run, FIRST)
    given = [source.current(run, substep) for substep in range(1, len(run.order) + 1)]
    assert [names[0] for names in given] == list(reversed(run.order))
    assert [name for names in given for name in names] == [row.name for row in source.rows.values() if not row.extra]
    assert source.current(run, 0) == ()


def test_backward_everything_that_can_be_selected_has_a_row_of_its_own() -> None:
    source = ChainRules(LSTM, FIRST)
    assert [source.find(Key(step, name)) for step, name in ((1, "c.1"), (None, "U_o"), (2, "x"))] == ["c.1", "U_o", "x"]
    assert source.rows["c.1"].extra
    assert source.rows["U_o"].is_parameter
    assert source.find(Key(1, "target")) is None


def test_backward_the_lines_end_in_the_gradient() -> None:
    source = ChainRules(LSTM, FIRST)
    result = source.lines(LSTM, "c", 2)[-1][-1]
    assert isinstance(result, Numbers)
    np.testing.assert_allclose(result.values, LSTM.gradients()["c"][1])
    assert source.says(LSTM, "c", 3).endswith("this is the last.")


def test_each_layer_has_its_own_rows_and_the_last_one_the_read_out() -> None:
    run = stacked(Layer(CELLS["lstm"], 2, bidirectional=True), Layer(CELLS["rnn"], 2)).run()
    assert [list(Equations(run, sweep).rows) for sweep in run.network.sweeps] == [
        ["f", "i", "c_hat", "o", "c", "h"],
        ["1r.f", "1r.i", "1r.c_hat", "1r.o", "1r.c", "1r.h"],
        ["2.h", "y"],
    ]
    assert Equations(run, (0, True)).title == "LSTM · layer 1, reverse"
    assert "against time" in Equations(run, (0, True)).description
    assert Equations(run, (1, False)).current(run, 1) == ()
    assert "x" in ChainRules(run, (0, True)).rows
    assert "gradients go from step 1 to step T" in ChainRules(run, (0, True)).description
    assert "x" not in ChainRules(run, (1, False)).rows


def test_gates_that_are_stacked_are_one_row_which_waits_for_the_last_of_them() -> None:
    run = LSTM.write_in(find_notation("stacked"))
    source = Equations(run, FIRST)
    assert list(source.rows)[:3] == ["f", "c", "h"]
    assert source.rows["f"].owner == "o"
    assert source.find(Key(1, "i")) == source.find(Key(None, "U_c")) == "f"
    assert source.current(run, run.order.index("c_hat") + 1) == ("f",)
