"""A task: what sequences a network learns from, and what is known to learn it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from .error import InputError, UnknownNameError
from .loss import Kind, Targets
from .ops import Array
from .optimiser import Settings

Value: TypeAlias = int | float | str
Options: TypeAlias = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Option:
    """One thing about a task that can be chosen: a number between two limits, or one of some ``choices``.

    A number is whole where the default is. ``words`` says what it sets.
    """

    name: str
    default: Value
    low: float = 0.0
    high: float = 0.0
    words: str = ""
    choices: tuple[str, ...] = ()

    def check(self, value: object) -> Value:
        """The value where it is one that can be chosen, else InputError."""
        if self.choices:
            if value not in self.choices:
                raise InputError(self.name, value, f"one of {', '.join(self.choices)}")
            return str(value)
        whole = isinstance(self.default, int)
        kinds = (int, np.integer) if whole else (int, float, np.integer, np.floating)
        if isinstance(value, bool) or not isinstance(value, kinds) or not self.low <= value <= self.high:
            words = "a whole number" if whole else "a number"
            raise InputError(self.name, value, f"{words} from {self.low:g} to {self.high:g}")
        return int(value) if whole else float(value)


@dataclass(frozen=True, eq=False, slots=True)
class Sequences:
    """n sequences of up to T steps.

    ``inputs`` has shape (T, n, I). ``targets`` are classes (T, n), −1 where there is none, or numbers (T, n, O), NaN
    where there is none. ``lengths`` (n,) says how many steps of each count; None says that all do.
    """

    inputs: Array
    targets: Targets
    lengths: NDArray[np.int64] | None = None


@dataclass(frozen=True, slots=True)
class Sizes:
    """What a network for a task must fit: its inputs and outputs, and the symbols where the inputs are such."""

    inputs: int
    outputs: int
    alphabet: str | None = None


def letters_and_question(options: Options) -> Sizes:
    """What a task asks for that gives ``letters`` to remember: a symbol for each, one for waiting, one that asks."""
    alphabet = "abcdefgh"[: int(options["letters"])] + ".?"
    return Sizes(len(alphabet), len(alphabet), alphabet)


@dataclass(frozen=True, slots=True)
class Defaults:
    """A network and a training that learn a task with its default options.

    ``steps`` updates are enough for the loss of the held-out sequences to fall below ``goal``, at which the task can be
    called learnt.
    """

    cell: str
    hidden_size: int
    steps: int
    goal: float
    settings: Settings


Make: TypeAlias = Callable[[np.random.Generator, int, Options], Sequences]


@dataclass(frozen=True, slots=True)
class Task:
    """One task: a generator of sequences and everything a network needs to begin with it.

    ``make(random, n, options)`` gives n sequences to learn from, the same for the same state of ``random``.
    ``make_held_out`` does so for sequences that are never learnt from; without it these are made by ``make`` too, from
    random numbers of their own. Classes are told by a softmax loss, numbers by a squared one, on the read-out.
    """

    key: str
    title: str
    sentence: str
    loss: Kind
    sizes: Callable[[Options], Sizes]
    make: Make
    defaults: Defaults
    options: tuple[Option, ...] = ()
    make_held_out: Make | None = None

    def complete(self, options: Options) -> dict[str, Value]:
        """All options, those that are not given at their defaults; InputError for what cannot be chosen."""
        known = {option.name: option for option in self.options}
        for name in options:
            if name not in known:
                raise UnknownNameError(f"option of {self.key}", name, known or ("none",))
        return {name: option.check(options.get(name, option.default)) for name, option in known.items()}
