"""Optimisers: the formulas of their papers, number by number, and settings that cannot be."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from rnnviz.engine.error import InputError
from rnnviz.engine.ops import Array
from rnnviz.engine.optimiser import MOMENTS, Optimiser, Settings

RATE, DECAY = 0.03, 0.2


def expected(settings: Settings, start: Array, gradients: Array) -> Array:
    """The parameters after all updates, number by number, by the formulas of the papers."""
    result = start.copy()
    for k in range(len(start)):
        theta, velocity, mean, square = start[k], 0.0, 0.0, 0.0
        for t, gradient in enumerate(gradients[:, k], 1):
            theta -= settings.rate * settings.weight_decay * theta
            match settings.optimiser:
                case "sgd":
                    theta -= settings.rate * gradient
                case "momentum":
                    velocity = settings.momentum * velocity + gradient
                    theta -= settings.rate * velocity
                case "rmsprop":
                    square = settings.decay * square + (1 - settings.decay) * gradient**2
                    theta -= settings.rate * gradient / (square**0.5 + settings.epsilon)
                case "adam":
                    mean = settings.first_decay * mean + (1 - settings.first_decay) * gradient
                    square = settings.second_decay * square + (1 - settings.second_decay) * gradient**2
                    corrected = mean / (1 - settings.first_decay**t), square / (1 - settings.second_decay**t)
                    theta -= settings.rate * corrected[0] / (corrected[1] ** 0.5 + settings.epsilon)
        result[k] = theta
    return result


@pytest.mark.parametrize("weight_decay", [0.0, 0.2])
@pytest.mark.parametrize("name", MOMENTS)
def test_updates_are_those_of_the_papers(name: str, weight_decay: float) -> None:
    settings = Settings(name, rate=0.03, weight_decay=weight_decay)  # type: ignore[arg-type]
    random = np.random.default_rng(0)
    parameters, gradients = random.normal(size=7), random.normal(size=(20, 7))
    wanted = expected(settings, parameters, gradients)
    optimiser = Optimiser(settings, {}, 7)
    for step, gradient in enumerate(gradients, 1):
        optimiser.update(parameters, gradient, step)
    np.testing.assert_allclose(parameters, wanted, rtol=1e-13)


@pytest.mark.parametrize("name", MOMENTS)
def test_going_on_from_the_moments_is_the_same_bit_by_bit(name: str) -> None:
    settings = Settings(name)  # type: ignore[arg-type]
    random = np.random.default_rng(0)
    whole, gradients = random.normal(size=7), random.normal(size=(20, 7))
    parted = whole.copy()
    first, second = Optimiser(settings, {}, 7), Optimiser(settings, {}, 7)
    for step, gradient in enumerate(gradients, 1):
        first.update(whole, gradient, step)
        if step == 9:
            second = Optimiser(settings, {name: array.copy() for name, array in second.moments.items()}, 7)
        second.update(parted, gradient, step)
    np.testing.assert_array_equal(whole, parted)


def test_an_update_leaves_the_gradient_as_it_is() -> None:
    gradient = np.ones(3)
    Optimiser(Settings("adam"), {}, 3).update(np.zeros(3), gradient, 1)
    np.testing.assert_array_equal(gradient, 1.0)


@pytest.mark.parametrize(
    "changes",
    [
        {"optimiser": "lbfgs"},
        {"rate": 0.0},
        {"rate": float("nan")},
        {"rate": float("inf")},
        {"rate": "fast"},
        {"rate": True},
        {"momentum": 1.0},
        {"momentum": -0.1},
        {"decay": 1.5},
        {"first_decay": 1.0},
        {"second_decay": float("nan")},
        {"epsilon": -1.0},
        {"batch_size": 0},
        {"batch_size": 1.5},
        {"truncation": 0},
        {"clip": 0.0},
        {"clip": float("nan")},
        {"weight_decay": -1.0},
        {"check_every": 0},
        {"seed": -1},
        {"seed": True},
    ],
)
def test_settings_that_cannot_be_are_refused(changes: dict[str, object]) -> None:
    (field,) = changes
    with pytest.raises(InputError, match=f"^{field}: got ") as caught:
        replace(Settings(), **changes)  # type: ignore[arg-type]
    assert caught.value.field == field
