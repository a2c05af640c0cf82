"""Trainings in files: the same bytes again, the same training again, and what is refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from rnnviz.engine.error import InputError
from rnnviz.engine.optimiser import Settings
from rnnviz.experiment import edits
from rnnviz.experiment.experiment import Experiment
from rnnviz.experiment.headless import train
from rnnviz.experiment.own_data import make_data
from rnnviz.experiment.own_text import make_text
from rnnviz.experiment.storage import dumps, loads
from rnnviz.experiment.task_experiment import new_data, new_task
from rnnviz.experiment.training import find_training

TEXT = "she sells sea shells by the sea shore\n" * 3
ROWS = [[[1.0], [2.0], [3.0]], [[4.0], [5.0]]]


def own_text() -> Experiment:
    return new_data(make_text(TEXT, steps=6), hidden_size=5)


def own_numbers() -> Experiment:
    return new_data(make_data(ROWS, [[None, [1.0], [2.0]], [[3.0], None]]), "gru", hidden_size=5)


def own_classes() -> Experiment:
    return new_data(make_data(ROWS, [[None, 1, 0], [1, 1]], classes=["down", "up"]), "rnn", hidden_size=5)


def truncated() -> Experiment:
    experiment = new_task("sines", steps=7)
    settings = Settings(truncation=3, batch_size=4, check_every=2, optimiser="momentum", rate=0.001)
    return replace(experiment, training=replace(find_training(experiment), settings=settings))


MAKERS: list[Callable[[], Experiment]] = [
    lambda: new_task("recall", delay=3),
    lambda: new_task("sine", steps=8, period=9.5),
    own_text,
    own_numbers,
    own_classes,
    truncated,
]
every_training = pytest.mark.parametrize("make", MAKERS)


@every_training
def test_a_training_that_has_not_begun_reads_back_as_it_was(make: Callable[[], Experiment]) -> None:
    text = dumps(make())
    again = loads(text)
    assert dumps(again) == text
    assert find_training(again).settings == find_training(make()).settings
    assert find_training(again).options == find_training(make()).options


@every_training
def test_going_on_from_a_file_gives_the_bytes_of_never_having_stopped(make: Callable[[], Experiment]) -> None:
    first = dumps(train(make(), 5))
    assert dumps(loads(first)) == first
    assert dumps(train(loads(first), 6)) == dumps(train(make(), 11))


def test_the_same_seed_gives_the_same_bytes_and_another_others() -> None:
    first, again, other = (dumps(train(new_task("parity"), 5, seed=seed)) for seed in (1, 1, 2))
    assert first == again
    assert first != other


def test_a_file_without_a_training_does_not_mention_one() -> None:
    assert "training" not in dumps(replace(new_task("recall"), training=None))


def test_states_are_kept_in_the_middle_of_a_batch_alone() -> None:
    whole, cut = (json.loads(dumps(train(truncated(), n)))["training"]["progress"] for n in (3, 4))
    assert (whole["first"], whole["states"]) == (0, {})
    assert cut["first"] == 3
    assert cut["states"].keys() == {"h", "c"}


def test_a_file_leaves_out_how_far_another_network_had_come() -> None:
    larger = edits.resize(train(new_task("recall", delay=3), 3), hidden_size=5)
    assert find_training(loads(dumps(larger))).progress is None


def changed(**parts: object) -> str:
    """A file with some fields of its training replaced, and others of its progress."""
    found: dict[str, Any] = json.loads(dumps(train(new_task("recall", delay=2), 3)))
    training = found["training"]
    for name, value in parts.items():
        (training["progress"] if name in training["progress"] else training)[name] = value
    return json.dumps(found)


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ({"task": "nonsense"}, "task: got nonsense"),
        ({"task": 3}, "training.task"),
        ({"options": {"delay": 0}}, "delay: got 0"),
        ({"settings": {"speed": 1}}, "training.settings: got speed"),
        ({"settings": {"rate": -1}}, "training.settings.rate: got -1"),
        ({"settings": {"rate": [1]}}, "training.settings.rate: got [1]"),
        ({"settings": {"optimiser": []}}, "training.settings.optimiser: got []"),
        ({"options": {"delay": {}}}, "delay: got {}"),
        ({"settings": {"optimiser": "newton"}}, "optimiser: got newton"),
        ({"settings": []}, "training.settings: got a list"),
        (
            {"text": {"text": TEXT, "alphabet": "xyz", "steps": 4}, "task": None, "options": {}},
            "text, line 1, column 1",
        ),
        ({"data": {"inputs": [[[1.0]]], "targets": [[[1.0]]]}}, "data: got fewer than two steps"),
        ({"step": -1}, "training.progress.step: got -1"),
        ({"batch": 0}, "training.progress.batch: got 0"),
        ({"curve": "abc"}, "training.progress.curve: got abc, expected numbers in Base64"),
        ({"curve": "AAAAAAAA8D8="}, "training.progress.curve: got 1 numbers, expected rows of 4"),
        ({"moments": {"mean": "AAAAAAAA8D8="}}, "training.progress.moments.mean"),
        ({"moments": {"mean": 3}}, "training.progress.moments.mean: got 3, expected numbers in Base64"),
        ({"checkpoints": {"2": None}}, "training.progress.checkpoints.2: got None, expected numbers in Base64"),
        ({"states": {"q": ""}}, "training.progress.states: got q"),
        ({"checkpoints": {"x": ""}}, "training.progress.checkpoints"),
    ],
)
def test_what_does_not_fit_is_named_with_its_place(parts: dict[str, object], message: str) -> None:
    with pytest.raises(InputError) as caught:
        loads(changed(**parts))
    assert message in str(caught.value)


def test_numbers_that_are_not_finite_are_refused_among_the_moments() -> None:
    found = json.loads(changed())
    size = len(found["training"]["progress"]["moments"]["mean"])
    import base64

    raw = np.full(size * 3 // 4 // 8, np.nan, dtype="<f8").tobytes()
    with pytest.raises(InputError, match=r"moments\.mean"):
        loads(changed(moments={"mean": base64.b64encode(raw).decode()}))
