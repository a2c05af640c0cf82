"""The borders of the map of a sweep."""

from __future__ import annotations

import numpy as np

from rnnviz.scene.verdict_map import borders, stretches, word_places


def test_stretches_are_those_without_a_break() -> None:
    assert stretches(np.array([True, True, False, True])) == [(0, 2), (3, 4)]
    assert stretches(np.array([False, False])) == []


def test_a_border_is_one_line_as_long_as_the_classes_on_its_sides_differ() -> None:
    assert borders(np.array([[0, 0, 0], [1, 1, 1]])) == [((0, 1), (3, 1))]
    assert borders(np.array([[0, 1], [0, 1]])) == [((1, 0), (1, 2))]
    assert borders(np.zeros((3, 3), int)) == []


def test_every_stretch_of_a_verdict_has_its_word() -> None:
    classes = np.array([[0] * 8, [0] * 8, [4] * 8])
    assert [(name, first, last) for name, _, first, last in word_places(classes)] == [
        ("vanishes", 0, 2),
        ("explodes", 2, 3),
    ]
