"""Tasks as they are declared: options are checked and completed."""

from __future__ import annotations

import numpy as np
import pytest

from rnnviz.engine.error import InputError
from rnnviz.engine.optimiser import Settings
from rnnviz.engine.task import Defaults, Option, Options, Sequences, Sizes, Task, letters_and_question

WHOLE = Option("length", 5, 1, 9, "how long")
REAL = Option("noise", 0.5, 0.0, 1.0, "how noisy")
CHOICE = Option("text", "prose", words="which text", choices=("prose", "verse"))


def make(_random: np.random.Generator, n: int, options: Options) -> Sequences:
    n_steps = int(options["length"])
    return Sequences(np.zeros((n_steps, n, 1)), np.zeros((n_steps, n, 1)))


TASK = Task(
    "odd",
    "Odd",
    "An odd task.",
    "squared",
    lambda _options: Sizes(1, 1),
    make,
    Defaults("rnn", 1, 1, 0.1, Settings()),
    (WHOLE, REAL, CHOICE),
)


def test_options_that_are_not_given_are_at_their_defaults() -> None:
    assert TASK.complete({"noise": 0.25}) == {"length": 5, "noise": 0.25, "text": "prose"}


def test_numbers_become_python_numbers_of_the_kind_of_the_default() -> None:
    found = TASK.complete({"length": np.int64(3), "noise": 1})  # type: ignore[dict-item]
    assert (type(found["length"]), type(found["noise"])) == (int, float)


@pytest.mark.parametrize(
    ("option", "value"),
    [
        (WHOLE, 0),
        (WHOLE, 10),
        (WHOLE, 2.5),
        (WHOLE, True),
        (WHOLE, "3"),
        (REAL, 1.5),
        (REAL, float("nan")),
        (REAL, None),
        (CHOICE, "song"),
        (CHOICE, 1),
        (CHOICE, ["prose"]),
    ],
)
def test_a_value_that_cannot_be_chosen_is_refused_by_name(option: Option, value: object) -> None:
    with pytest.raises(InputError, match=f"{option.name}: got") as caught:
        option.check(value)
    assert caught.value.field == option.name


def test_an_option_of_no_such_name_is_refused_with_the_names_there_are() -> None:
    with pytest.raises(InputError, match="option of odd: got colour, expected one of length, noise, text"):
        TASK.complete({"colour": 1})


def test_letters_to_remember_leave_two_symbols_for_waiting_and_asking() -> None:
    assert letters_and_question({"letters": 3}) == Sizes(5, 5, "abc.?")
