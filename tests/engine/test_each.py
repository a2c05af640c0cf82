"""Sequences run one by one give what sequences run together give."""

from __future__ import annotations

import numpy as np
import pytest

from rnnviz.engine.each import EachAlone
from rnnviz.engine.loss import Loss
from rnnviz.engine.ops import Array
from rnnviz.engine.schedule import PLAIN, Schedule
from rnnviz.engine.together import Together

from .batches import NETWORKS, draw_batch, draw_parameters

LOSS = Loss("softmax")
SCHEDULES = [PLAIN, Schedule(np.arange(6) % 2 > 0, np.arange(6) > 2)]


@pytest.mark.parametrize("schedule", SCHEDULES)
@pytest.mark.parametrize("name", ["lstm", "stacked", "stacked-bidirectional"])
def test_one_by_one_is_the_same_as_together(name: str, schedule: Schedule) -> None:
    network = NETWORKS[name]
    parameters, batch = draw_parameters(network), draw_batch(network, LOSS, 3, ragged=True)
    results = []
    for learner in (EachAlone(network, LOSS, schedule), Together(network, LOSS, schedule)):
        gradients = {parameter: np.ones(shape) for parameter, shape in network.parameters.items()}
        norms: dict[str, Array] = {}
        learner.forward(parameters, batch)
        found = learner.score()
        learner.backward(gradients, norms)
        results.append(
            (found, gradients | learner.states() | {f"norm of {name}": norm for name, norm in norms.items()})
        )
    (one, alone), (other, together) = results
    assert one.n_told == other.n_told
    assert one.accuracy == other.accuracy
    np.testing.assert_allclose(one.loss, other.loss, rtol=1e-13)
    assert alone.keys() == together.keys()
    for key, array in alone.items():
        np.testing.assert_allclose(array, together[key], rtol=0, atol=1e-13)
