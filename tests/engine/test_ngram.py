"""Counting models: their probabilities are those of the formula, sum to one, and get better with the order."""

from __future__ import annotations

import numpy as np
import pytest

from rnnviz.engine.ngram import STRENGTHS, NGram, fit

TEXT = np.random.default_rng(4).integers(4, size=400).cumsum() % 5


@pytest.mark.parametrize("order", [1, 2, 3])
def test_the_probabilities_of_all_next_characters_sum_to_one(order: int) -> None:
    model = fit(TEXT, 5, order)
    contexts = np.array([[3, 1], [0, 0], [4, 2]])[:, 2 - (order - 1) :]
    for context in contexts:
        after = [np.exp(-model.losses(np.array([*context, k]))) for k in range(5)]
        assert sum(found[0] for found in after) == pytest.approx(1.0, abs=1e-12)


def test_a_bigram_is_counted_and_smoothed_as_the_formula_says() -> None:
    counts = (np.array([3.0, 1.0]), np.array([[2.0, 1.0], [0.0, 0.0]]))
    model = NGram(counts, (2.0, 0.5))
    unigram = (3.0 + 2.0 * 0.5) / (4.0 + 2.0)
    assert np.exp(-model.losses(np.array([0, 0]))) == pytest.approx((2.0 + 0.5 * unigram) / (3.0 + 0.5))
    assert np.exp(-model.losses(np.array([1, 0]))) == pytest.approx(unigram)


def test_counts_are_those_of_a_loop() -> None:
    found = fit(TEXT, 5, 3).counts[2]
    counted = np.zeros((5, 5, 5))
    for a, b, c in zip(TEXT, TEXT[1:], TEXT[2:], strict=False):
        counted[a, b, c] += 1
    assert np.array_equal(found, counted)


def test_more_context_helps_where_the_text_depends_on_it() -> None:
    text = np.tile([0, 0, 1, 0, 1, 1], 200)
    losses = [fit(text[:900], 2, order).losses(text[900:]).mean() for order in (1, 2, 3)]
    assert losses[0] > losses[1] > losses[2]


def test_strengths_are_chosen_from_the_list_by_what_is_learnt_from_alone() -> None:
    model = fit(TEXT, 5, 3)
    assert len(model.strengths) == 3
    assert set(model.strengths) <= set(STRENGTHS)


def test_an_unseen_character_is_not_impossible() -> None:
    model = fit(np.zeros(50, dtype=np.int64), 3, 3)
    assert np.isfinite(model.losses(np.array([2, 2, 2, 1]))).all()
