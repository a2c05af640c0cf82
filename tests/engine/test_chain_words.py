"""Chain rules in words."""

from __future__ import annotations

import pytest

from rnnviz.engine.chain_rule import chain_rule, chain_rules
from rnnviz.engine.chain_words import explain, noun
from rnnviz.engine.network import Layer

from .problem import ALL_CELLS, Setting, setting


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
