"""Chain rules in words."""

from __future__ import annotations

import numpy as np
import pytest

from rnnviz.engine.chain_rule import chain_rule, chain_rules
from rnnviz.engine.chain_words import explain, noun
from rnnviz.engine.network import Layer
from rnnviz.engine.schedule import Schedule

from .problem import ALL_CELLS, Setting, setting
from .scheduled import fed_setting


def lstm(kind: str = "squared") -> Setting:
    return setting(Layer(ALL_CELLS["lstm"], 2), kind=kind)


def said(name: str, step: int | None = None, kind: str = "squared") -> str:
    s = lstm(kind)
    rule = chain_rule(s.network, s.loss, name)
    return explain(rule) if step is None else explain(rule, s.run(), step)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("f", "What reaches the forget gate: through the cell state."),
        ("f.1", "What reaches the sum a inside the forget gate: through the forget gate and its slope."),
        ("c", "What reaches the cell state: through the hidden state; through the cell state of step t+1."),
        ("y", "What reaches the read-out: from the loss, twice the distance from the target."),
        ("loss", "The total loss L is the sum of the losses of all steps."),
        ("W_f", "This step's contribution. The contributions of all steps add up to the gradient."),
    ],
)
def test_a_rule_says_through_what_the_gradient_comes(name: str, expected: str) -> None:
    assert said(name) == expected


def test_the_last_step_says_that_nothing_comes_from_later() -> None:
    assert said("c", 4).endswith("through the cell state of step t+1.")
    assert said("c", 5) == (
        "What reaches the cell state: through the hidden state. Nothing comes from a later step: this is the last."
    )


def test_a_step_without_a_target_says_so() -> None:
    assert said("y", 2, "softmax") == "Nothing reaches the read-out. This step has no target."
    assert "less 1 at the target class k" in said("y", 1, "softmax")


def test_units_without_a_target_are_mentioned() -> None:
    assert said("y", 3).endswith("Units without a target are left out.")
    assert said("y", 1).endswith("from the target.")
    assert said("y", 4) == "Nothing reaches the read-out. This step has no target."


def test_an_equation_without_a_title_is_called_by_its_symbol() -> None:
    network = setting(Layer(ALL_CELLS["mgu"], 2)).network
    assert noun(network, "f") == "the gate f"
    assert noun(network, "h") == "the state h"


@pytest.mark.parametrize("key", sorted(ALL_CELLS))
def test_every_rule_of_every_cell_can_be_said(key: str) -> None:
    s = setting(Layer(ALL_CELLS[key], 2), kind="softmax")
    for rule in chain_rules(s.network, s.loss):
        assert explain(rule, s.run(), 5).endswith(".")
        assert explain(rule).count("What") <= 1


def test_what_comes_from_another_layer_or_direction_is_told_by_its_layer() -> None:
    s = setting(Layer(ALL_CELLS["lstm"], 2, bidirectional=True), Layer(ALL_CELLS["rnn"], 2, bidirectional=True))
    assert explain(chain_rule(s.network, s.loss, "1r.h")) == (
        "What reaches the hidden state: through the hidden state of layer 2; through the hidden state of layer 2 "
        "against time; through the forget gate, the input gate, the candidate and the output gate of step t−1."
    )
    assert "of layer 1 against time" in explain(chain_rule(s.network, s.loss, "x"))
    assert explain(chain_rule(s.network, s.loss, "2.h")).endswith("through the hidden state of step t+1.")


def test_an_output_that_comes_back_hears_from_the_input_of_the_next_step() -> None:
    s = fed_setting(Layer(ALL_CELLS["rnn"], 2), n_steps=4)
    run = s.run(schedule=Schedule(np.array([True, False, True, False]), np.array([True, True, True, False]), "output"))
    rule = chain_rule(s.network, s.loss, "y", "output")
    from_loss = "What reaches the read-out: from the loss, twice the distance from the target"
    assert explain(rule) == f"{from_loss}; through the input of step t+1."
    assert explain(rule, run, 1) == f"{from_loss}; through the input of step t+1."
    assert explain(rule, run, 2) == f"{from_loss}. The next step does not receive it."
    assert explain(rule, run, 4).startswith("Nothing reaches the read-out. This step is not read out.")


def test_units_that_are_held_are_said_to_pass_nothing_back() -> None:
    s = lstm()
    held = np.full((5, 2), np.nan)
    held[1, 0] = 1.0
    run = s.run(schedule=Schedule(clamps={"c": held}))
    rule = chain_rule(s.network, s.loss, "c")
    assert explain(rule, run, 2).endswith("Units that are held pass nothing back: their gradient is 0.")
    assert "held" not in explain(rule, run, 3)


def test_no_gradient_comes_back_through_a_choice() -> None:
    s = fed_setting(Layer(ALL_CELLS["rnn"], 2), n_steps=3)
    run = s.run(schedule=Schedule(np.array([True, False, True]), None, "choice"))
    rule = chain_rule(s.network, s.loss, "y", "choice")
    says = [explain(rule, run, step) for step in (1, 2, 3)]
    assert says[0].endswith("No gradient comes back through the choice that the next step receives.")
    assert not any("choice" in text for text in says[1:])
