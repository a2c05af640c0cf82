"""Passages of a text: where they are cut, and that what is held out is never learnt from."""

from __future__ import annotations

import numpy as np

from rnnviz.engine.passage import draw_passages, find_alphabet, find_places, split, spread_passages

TEXT = "".join(chr(97 + k % 26) for k in range(300))
PLACES = np.arange(300)


def test_the_alphabet_has_each_character_once_in_order() -> None:
    assert find_alphabet("hello\n") == "\nehlo"
    assert find_places("hello", "\nehlo").tolist() == [2, 1, 3, 3, 4]


def test_the_last_tenth_is_held_out() -> None:
    learnt, kept = split(PLACES)
    assert learnt.tolist() == list(range(270))
    assert kept.tolist() == list(range(270, 300))


def test_passages_are_told_the_next_character_and_lie_in_what_is_learnt() -> None:
    found = draw_passages(PLACES, 300, np.random.default_rng(0), 200, 7)
    shown = found.inputs.argmax(axis=2)
    assert found.inputs.shape == (7, 200, 300)
    assert np.array_equal(shown[1:], found.targets[:-1])
    assert np.array_equal(shown + 1, found.targets)
    assert found.targets.max() <= 269
    assert shown.min() == 0


def test_passages_that_are_held_out_are_spread_from_the_first_to_the_last_character() -> None:
    found = spread_passages(PLACES, 300, 4, 9)
    assert found.inputs[0].argmax(axis=1).tolist() == [270, 276, 283, 290]
    assert found.targets[-1, -1] == 299


def test_passages_are_shorter_where_the_text_is() -> None:
    assert spread_passages(PLACES, 300, 2, 500).targets.shape == (29, 2)
    assert draw_passages(PLACES, 300, np.random.default_rng(0), 3, 500).targets.shape == (269, 3)
