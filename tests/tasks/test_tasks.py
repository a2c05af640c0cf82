"""What every task keeps to: its sequences, its targets, its options and its defaults."""

from __future__ import annotations

import numpy as np
import pytest

from rnnviz.cells import CELLS
from rnnviz.engine.error import InputError
from rnnviz.engine.loss import NO_CLASS
from rnnviz.engine.task import Options, Sequences, Task, Value
from rnnviz.experiment.task_experiment import new_task
from rnnviz.experiment.training import make_source, make_trainer
from rnnviz.tasks import TASKS

from .solver import SOLVERS, UNKNOWABLE

KEYS = {
    "recall",
    "adding",
    "copy",
    "parity",
    "binary-addition",
    "sine",
    "sines",
    "hello",
    "text",
    "trend",
    "delayed-regression",
    "brackets",
}
QUICK = [task for task in TASKS.values() if task.key != "text"]

every_task = pytest.mark.parametrize("task", TASKS.values(), ids=TASKS.keys())


def extremes(task: Task) -> list[Options]:
    """The default options, and each option alone at its lowest and highest or at each of its choices."""
    found: list[Options] = [{}]
    for option in task.options:
        whole = isinstance(option.default, int)
        ends: tuple[Value, ...] = option.choices or (
            (int(option.low), min(int(option.high), 60)) if whole else (option.low, option.high)
        )
        found += [{option.name: value} for value in ends]
    return [task.complete(options) for options in found]


def make(task: Task, options: Options, seed: int = 0, n: int = 5) -> Sequences:
    return task.make(np.random.default_rng(seed), n, task.complete(options))


def test_the_gallery_holds_the_tasks_of_the_course() -> None:
    assert set(TASKS) == KEYS


@every_task
def test_a_task_speaks_in_sentences_and_has_limits_around_its_defaults(task: Task) -> None:
    assert task.title
    assert task.title[0].isupper()
    assert task.sentence.endswith(".")
    for option in task.options:
        assert option.words
        assert option.check(option.default) == option.default


@every_task
def test_shapes_and_targets_fit_the_sizes_whatever_the_options(task: Task) -> None:
    for options in extremes(task):
        sizes, found = task.sizes(options), make(task, options)
        n_steps, n, width = found.inputs.shape
        assert (n, width) == (5, sizes.inputs)
        assert np.isfinite(found.inputs).all()
        assert sizes.alphabet is None or len(sizes.alphabet) == len(set(sizes.alphabet)) == sizes.inputs
        if task.loss == "softmax":
            assert found.targets.shape == (n_steps, 5)
            assert found.targets.dtype == np.int64
            assert ((found.targets >= NO_CLASS) & (found.targets < sizes.outputs)).all()
            assert (found.targets != NO_CLASS).any(axis=0).all()
        else:
            assert found.targets.shape == (n_steps, 5, sizes.outputs)
            assert not np.isinf(found.targets).any()
            assert (~np.isnan(found.targets)).any(axis=(0, 2)).all()


@every_task
def test_the_same_random_numbers_make_the_same_sequences(task: Task) -> None:
    first, again, other = (make(task, {}, seed) for seed in (1, 1, 2))
    assert np.array_equal(first.inputs, again.inputs)
    assert np.array_equal(first.targets, again.targets, equal_nan=task.loss == "squared")
    assert task.key == "hello" or not np.array_equal(first.inputs, other.inputs)


@every_task
def test_another_way_to_solve_the_task_finds_its_targets(task: Task) -> None:
    for options in extremes(task):
        if task.key == "sines" and int(options["steps"]) < 4 * int(options["waves"]):
            continue  # too few values to find the phases
        sizes, found = task.sizes(options), make(task, options, seed=3)
        for k in range(5):
            wanted = SOLVERS[task.key](found.inputs[:, k], sizes.alphabet or "", options)
            given = [None if is_missing(row) else row for row in found.targets[:, k].tolist()]
            unknown = sum(value is None for value in wanted) - sum(value is None for value in given)
            if task.key != "delayed-regression":
                assert unknown == UNKNOWABLE.get(task.key, 0)
            for value, target in zip(wanted, given, strict=True):
                if value is not None and target is not None:
                    assert target == pytest.approx(value, abs=1e-6)


def is_missing(target: object) -> bool:
    return target == NO_CLASS if isinstance(target, int) else bool(np.isnan(target).all())  # type: ignore[call-overload]


@every_task
def test_what_is_held_out_is_not_what_is_learnt(task: Task) -> None:
    source = make_source(new_task(task.key))
    learnt = np.concatenate([source.batch(k).inputs for k in range(1, 4)], axis=1)
    kept = source.held_out().inputs
    assert len(learnt) == len(kept)
    shared = {row.tobytes() for row in learnt.swapaxes(0, 1)} & {row.tobytes() for row in kept.swapaxes(0, 1)}
    n_possible = {"hello": 1, "recall": 4, "copy": 4**4, "parity": 2**12}.get(task.key, 10**9)
    assert len(shared) <= min(n_possible, 6 + 96 * 64 * 2 // n_possible)


@every_task
def test_a_new_experiment_for_a_task_fits_it_and_shows_a_sequence_with_a_target(task: Task) -> None:
    experiment = new_task(task.key)
    assert experiment.title == task.title
    assert experiment.description == task.sentence
    assert experiment.network.layers[0].cell is CELLS[task.defaults.cell]
    assert experiment.run().total_loss > 0.0  # type: ignore[operator]


@every_task
def test_what_cannot_be_chosen_is_refused(task: Task) -> None:
    with pytest.raises(InputError, match=f"option of {task.key}"):
        task.complete({"colour": 1})
    for option in task.options:
        wrong: list[Value] = ["latin"] if option.choices else [option.low - 1, option.high + 1, True, "x", float("nan")]
        for value in wrong:
            with pytest.raises(InputError, match=option.name):
                task.complete({option.name: value})


@pytest.mark.parametrize("task", QUICK, ids=lambda task: task.key)
def test_the_defaults_learn_the_task(task: Task) -> None:
    trainer = make_trainer(new_task(task.key))
    kept = trainer.source.held_out()
    before = trainer.evaluate(kept)
    for _ in range(task.defaults.steps):
        trainer.step()
    after = trainer.evaluate(kept)
    assert after.loss < task.defaults.goal < before.loss
    assert after.accuracy is None or after.accuracy > 0.95
