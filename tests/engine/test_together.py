"""What is bound to the sizes of batches."""

from __future__ import annotations

import numpy as np

from rnnviz.engine.loss import Loss
from rnnviz.engine.schedule import PLAIN
from rnnviz.engine.together import MOST_BINDINGS, Together, rounded

from .batches import NETWORKS, draw_batch, draw_parameters


def test_numbers_of_steps_are_rounded_up_by_an_eighth_at_most() -> None:
    found = [rounded(n) for n in range(1, 2000)]
    assert all(n <= up <= 1.125 * n for n, up in enumerate(found, 1))
    assert found[:16] == list(range(1, 17))
    assert len(set(found)) < 75


def test_memory_of_many_sizes_is_not_kept_for_ever() -> None:
    network = NETWORKS["lstm"]
    learner, parameters = Together(network, Loss("softmax"), PLAIN), draw_parameters(network)
    losses = []
    for n_steps in [*range(4, 16), 4]:
        learner.forward(parameters, draw_batch(network, Loss("softmax"), 3, n_steps))
        losses.append(learner.score().loss)
        assert len(learner._bindings) <= MOST_BINDINGS
    assert losses[0] == losses[-1]
    assert np.isfinite(losses).all()
