"""Optimisers: how a gradient changes the parameters."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from .error import InputError
from .ops import Array

OptimiserName: TypeAlias = Literal["sgd", "momentum", "rmsprop", "adam"]


@dataclass(frozen=True, slots=True)
class Settings:
    """How a network is trained; what an optimiser does not use has no effect.

    ``rate`` is the learning rate. ``momentum`` is that of "momentum", ``decay`` how much of the mean square "rmsprop"
    keeps at a step, ``first_decay`` and ``second_decay`` are β₁ and β₂ of "adam". ``truncation`` is the number of steps
    that truncated back-propagation goes back, None for all; ``clip`` the largest norm of the whole gradient.
    ``weight_decay`` λ takes the part rate · λ away from every parameter at each step, apart from the gradient
    (Loshchilov and Hutter, 2019). Every ``check_every`` steps the held-out sequences are looked at.
    """

    optimiser: OptimiserName = "adam"
    rate: float = 0.01
    momentum: float = 0.9
    decay: float = 0.99
    first_decay: float = 0.9
    second_decay: float = 0.999
    epsilon: float = 1e-8
    batch_size: int = 32
    truncation: int | None = None
    clip: float | None = 1.0
    weight_decay: float = 0.0
    check_every: int = 100
    seed: int = 0

    def __post_init__(self) -> None:
        if not isinstance(self.optimiser, str) or self.optimiser not in MOMENTS:
            raise InputError("optimiser", self.optimiser, f"one of {', '.join(MOMENTS)}")
        _check_number("rate", self.rate, 0.0, math.inf, is_open=True)
        for field in ("momentum", "decay", "first_decay", "second_decay"):
            _check_number(field, getattr(self, field), 0.0, 1.0)
        _check_number("epsilon", self.epsilon, 0.0, math.inf)
        _check_number("weight_decay", self.weight_decay, 0.0, math.inf)
        if self.clip is not None:
            _check_number("clip", self.clip, 0.0, math.inf, is_open=True)
        for field, least in (("batch_size", 1), ("truncation", 1), ("check_every", 1), ("seed", 0)):
            value = getattr(self, field)
            if (value is None and field == "truncation") or (_is_whole(value) and value >= least):
                continue
            raise InputError(field, value, f"a whole number of at least {least}")


MOMENTS: Mapping[str, tuple[str, ...]] = {
    "sgd": (),
    "momentum": ("velocity",),
    "rmsprop": ("square",),
    "adam": ("mean", "square"),
}
"""What each optimiser remembers beside the parameters, each a vector as long as that of all parameters."""


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _check_number(field: str, value: object, least: float, most: float, is_open: bool = False) -> None:
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    if not is_number or not (least < value if is_open else least <= value) or not value < most:  # type: ignore[operator]
        words = f"a number {'above' if is_open else 'of at least'} {least:g}"
        raise InputError(field, value, words if most == math.inf else f"{words} and below {most:g}")


class Optimiser:
    """Changes a vector of parameters in place by a vector of gradients."""

    def __init__(self, settings: Settings, moments: Mapping[str, Array], size: int) -> None:
        self.settings = settings
        self.moments = {name: np.array(moments.get(name, np.zeros(size))) for name in MOMENTS[settings.optimiser]}
        self._room = np.empty(size), np.empty(size)
        updates: dict[str, Callable[[Array, Array, int], None]] = {
            "sgd": self._sgd,
            "momentum": self._momentum,
            "rmsprop": self._rmsprop,
            "adam": self._adam,
        }
        self._update = updates[settings.optimiser]

    def update(self, parameters: Array, gradient: Array, step: int) -> None:
        """Change ``parameters`` in place; ``step`` counts the updates from 1."""
        if self.settings.weight_decay:
            parameters *= 1.0 - self.settings.rate * self.settings.weight_decay
        self._update(parameters, gradient, step)

    def _sgd(self, parameters: Array, gradient: Array, _step: int) -> None:
        """θ ← θ − rate · g."""
        change = np.multiply(gradient, self.settings.rate, out=self._room[0])
        np.subtract(parameters, change, out=parameters)

    def _momentum(self, parameters: Array, gradient: Array, _step: int) -> None:
        """v ← μ v + g, θ ← θ − rate · v (Polyak, 1964)."""
        velocity = self.moments["velocity"]
        np.multiply(velocity, self.settings.momentum, out=velocity)
        np.add(velocity, gradient, out=velocity)
        change = np.multiply(velocity, self.settings.rate, out=self._room[0])
        np.subtract(parameters, change, out=parameters)

    def _rmsprop(self, parameters: Array, gradient: Array, _step: int) -> None:
        """s ← ρ s + (1 − ρ) g², θ ← θ − rate · g / (√s + ε) (Tieleman and Hinton, 2012)."""
        first, second = self._room
        self._mean_square(gradient, self.settings.decay)
        np.sqrt(self.moments["square"], out=first)
        np.add(first, self.settings.epsilon, out=first)
        np.divide(gradient, first, out=first)
        np.multiply(first, self.settings.rate, out=second)
        np.subtract(parameters, second, out=parameters)

    def _adam(self, parameters: Array, gradient: Array, step: int) -> None:
        """m ← β₁ m + (1 − β₁) g, s ← β₂ s + (1 − β₂) g², θ ← θ − rate · m̂ / (√ŝ + ε) (Kingma and Ba, 2015).

        m̂ = m / (1 − β₁ᵗ) and ŝ = s / (1 − β₂ᵗ) at update t.
        """
        first, second = self._room
        settings, mean = self.settings, self.moments["mean"]
        np.multiply(mean, settings.first_decay, out=mean)
        np.multiply(gradient, 1.0 - settings.first_decay, out=first)
        np.add(mean, first, out=mean)
        self._mean_square(gradient, settings.second_decay)
        np.multiply(self.moments["square"], 1.0 / (1.0 - settings.second_decay**step), out=first)
        np.sqrt(first, out=first)
        np.add(first, settings.epsilon, out=first)
        np.multiply(mean, settings.rate / (1.0 - settings.first_decay**step), out=second)
        np.divide(second, first, out=first)
        np.subtract(parameters, first, out=parameters)

    def _mean_square(self, gradient: Array, decay: float) -> None:
        """s ← decay · s + (1 − decay) g²."""
        first, square = self._room[0], self.moments["square"]
        np.multiply(gradient, gradient, out=first)
        np.multiply(first, 1.0 - decay, out=first)
        np.multiply(square, decay, out=square)
        np.add(square, first, out=square)
