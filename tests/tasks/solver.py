"""What the targets of each task have to be, found in another way than the task itself finds them."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rnnviz.engine.task import Options

Rows = NDArray[np.float64]
Solver = Callable[[Rows, str, Options], list[Any]]


def symbols(inputs: Rows, alphabet: str) -> str:
    """The text of one sequence (T, I) of unit vectors."""
    assert ((inputs == 0.0) | (inputs == 1.0)).all()
    assert (inputs.sum(axis=1) == 1.0).all()
    return "".join(alphabet[k] for k in inputs.argmax(axis=1))


def recall(inputs: Rows, alphabet: str, options: Options) -> list[Any]:
    text = symbols(inputs, alphabet)
    assert text[1:] == "." * (int(options["delay"]) - 1) + "?"
    return [None] * (len(text) - 1) + [alphabet.index(text[0])]


def adding(inputs: Rows, _alphabet: str, _options: Options) -> list[Any]:
    picked = [value for value, mark in inputs.tolist() if mark == 1.0]
    assert len(picked) == 2
    return [None] * (len(inputs) - 1) + [[sum(picked)]]


def copy(inputs: Rows, alphabet: str, options: Options) -> list[Any]:
    text, length = symbols(inputs, alphabet), int(options["length"])
    assert text[length:] == "." * int(options["delay"]) + "?" * length
    return [None] * (len(text) - length) + [alphabet.index(letter) for letter in text[:length]]


def parity(inputs: Rows, alphabet: str, _options: Options) -> list[Any]:
    text = symbols(inputs, alphabet)
    return [text[: t + 1].count("1") % 2 for t in range(len(text))]


def binary_addition(inputs: Rows, _alphabet: str, options: Options) -> list[Any]:
    first, second = (int("".join(str(int(bit)) for bit in reversed(column)), 2) for column in inputs.T)
    return [[float(bit)] for bit in reversed(f"{first + second:0{int(options['bits']) + 1}b}")]


def sine(inputs: Rows, _alphabet: str, options: Options) -> list[Any]:
    """x_{t+1} = 2 cos(ω) x_t − x_{t−1}, with ω from the first three values, or where these are all zeros from later."""
    x = inputs[:, 0]
    k = 1 + int(np.abs(x[1:-1]).argmax())
    factor = (x[k + 1] + x[k - 1]) / x[k]
    assert 2.0 * np.pi / np.arccos(factor / 2.0) <= float(options["period"]) + 1e-6
    return [None, *([factor * now - before] for before, now in pairwise(x))]


def sines(inputs: Rows, _alphabet: str, options: Options) -> list[Any]:
    """Least squares of sines and cosines of the known periods."""
    waves, longest = int(options["waves"]), float(options["period"])
    periods = [longest * (6.0 / longest) ** (k / (waves - 1)) for k in range(waves)]

    def basis(steps: NDArray[np.int64]) -> Rows:
        turns = 2.0 * np.pi * steps[:, None] / np.array(periods)
        return np.concatenate([np.sin(turns), np.cos(turns)], axis=1)

    steps = np.arange(len(inputs))
    weights = np.linalg.lstsq(basis(steps), inputs[:, 0])[0]
    return [[value] for value in basis(steps + 1) @ weights]


def hello(inputs: Rows, alphabet: str, options: Options) -> list[Any]:
    text = "hello" * int(options["words"])
    assert symbols(inputs, alphabet) == text[:-1]
    return [alphabet.index(letter) for letter in text[1:]]


def text(inputs: Rows, alphabet: str, _options: Options) -> list[Any]:
    shown = symbols(inputs, alphabet)
    return [*(alphabet.index(letter) for letter in shown[1:]), None]


def trend(inputs: Rows, _alphabet: str, _options: Options) -> list[Any]:
    slope = np.polynomial.Polynomial.fit(np.arange(len(inputs)), inputs[:, 0], 1).convert().coef[1]
    return [None] * (len(inputs) - 1) + [int(slope > 0.0)]


def delayed_regression(inputs: Rows, _alphabet: str, options: Options) -> list[Any]:
    delay = int(options["delay"])
    mouth = [[(1 + loud) / 2, (1 + loud) * (1 - pitch) / 4] for loud, pitch in inputs.tolist()]
    return [[None, None]] * delay + mouth[: len(mouth) - delay]


def brackets(inputs: Rows, alphabet: str, _options: Options) -> list[Any]:
    shown = symbols(inputs, alphabet)
    return [shown[: t + 1].count("(") - shown[: t + 1].count(")") for t in range(len(shown))]


SOLVERS: dict[str, Solver] = {
    "recall": recall,
    "adding": adding,
    "copy": copy,
    "parity": parity,
    "binary-addition": binary_addition,
    "sine": sine,
    "sines": sines,
    "hello": hello,
    "text": text,
    "trend": trend,
    "delayed-regression": delayed_regression,
    "brackets": brackets,
}
"""None stands for a step without target, or for one that the solver cannot know."""

UNKNOWABLE = {"sine": 1, "text": 1}
"""How many steps of a sequence the solver cannot know."""
