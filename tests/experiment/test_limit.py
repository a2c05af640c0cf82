"""Limits: the largest that is let in, and the first that is not."""

from __future__ import annotations

import pytest

from rnnviz.cells import CELLS
from rnnviz.engine.error import InputError
from rnnviz.engine.network import Layer, Network
from rnnviz.experiment import limit


def network(hidden_size: int = 1, layers: int = 1) -> Network:
    return Network(1, tuple(Layer(CELLS["rnn"], hidden_size) for _ in range(layers)))


def test_the_largest_layer_and_the_deepest_network_are_let_in() -> None:
    limit.check_network(network(limit.MAX_SIZE))
    limit.check_network(network(layers=limit.MAX_LAYERS))


@pytest.mark.parametrize("odd", [network(limit.MAX_SIZE + 1), network(layers=limit.MAX_LAYERS + 1)])
def test_one_more_is_refused(odd: Network) -> None:
    with pytest.raises(InputError, match="expected"):
        limit.check_network(odd)


def test_the_longest_sequence_is_let_in_and_one_more_step_is_not() -> None:
    limit.check_length(network(), limit.MAX_STEPS)
    with pytest.raises(InputError, match="number of steps: got 10001, expected a whole number from 1 to 10,000"):
        limit.check_length(network(), limit.MAX_STEPS + 1)


def test_a_layer_and_a_sequence_that_are_large_together_are_refused() -> None:
    with pytest.raises(InputError, match="a smaller layer or a shorter sequence"):
        limit.check_length(network(limit.MAX_SIZE), limit.MAX_STEPS)


@pytest.mark.parametrize("alphabet", [None, "helo", "ab\n", "äöü𝄞", " "])
def test_an_alphabet_of_different_printable_symbols_is_let_in(alphabet: str | None) -> None:
    limit.check_alphabet(alphabet, len(alphabet or ""))


@pytest.mark.parametrize("alphabet", ["", "aa", "a\x00", "a\ud800", 7, ["a", "b"]])
def test_another_alphabet_is_refused(alphabet: object) -> None:
    with pytest.raises(InputError, match=r"^alphabet: got "):
        limit.check_alphabet(alphabet, 2)


def test_text_is_let_in_up_to_its_length() -> None:
    limit.check_text("title", "x" * 10, 10)
    with pytest.raises(InputError, match="title: got 11 characters, expected at most 10"):
        limit.check_text("title", "x" * 11, 10)
