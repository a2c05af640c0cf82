"""Training: its phases, going on, truncation, explosions, and what is kept of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pytest

from rnnviz.cells import CELLS
from rnnviz.engine.batch import Batch
from rnnviz.engine.clip import clip_by_norm, global_norm
from rnnviz.engine.error import InputError
from rnnviz.engine.initial import initialise
from rnnviz.engine.learn import Learnt, learn
from rnnviz.engine.loss import Loss
from rnnviz.engine.network import Layer, Network
from rnnviz.engine.ops import Array
from rnnviz.engine.optimiser import MOMENTS, Settings
from rnnviz.engine.schedule import Schedule
from rnnviz.engine.train import Exploded, Progress, Trainer

NETWORK = Network(3, (Layer(CELLS["lstm"], 5),), 3)
LOSS = Loss("softmax")


@dataclass(frozen=True)
class Symbols:
    """Random symbols; the target is the symbol some steps before."""

    n_steps: int = 8
    delay: int = 2
    size: int = 4
    continues: bool = False
    scale: float = 1.0

    def batch(self, number: int) -> Batch:
        drawn = np.random.default_rng((1, number)).integers(0, 3, (self.n_steps, self.size))
        targets = np.full(drawn.shape, -1)
        targets[self.delay :] = drawn[: -self.delay]
        return Batch(self.scale * np.eye(3)[drawn], targets, continues=self.continues and number > 1)

    def held_out(self) -> Batch:
        return replace(self.batch(1_000_000), continues=False)

    def probe(self) -> Batch:
        return self.held_out()


def trainer(settings: Settings | None = None, source: Symbols | None = None, network: Network = NETWORK) -> Trainer:
    parameters = initialise(network, "uniform", 0)
    return Trainer(network, LOSS, source or Symbols(), settings or Settings(), parameters)


def same(one: Progress, other: Progress) -> bool:
    """Whether two states of a training are the same bit by bit."""
    maps: list[tuple[Mapping[Any, Array], Mapping[Any, Array]]] = [
        (one.parameters, other.parameters),
        (one.moments, other.moments),
        (one.states, other.states),
        (one.checkpoints, other.checkpoints),
    ]
    alike = all(a.keys() == b.keys() and all(np.array_equal(a[k], b[k]) for k in a) for a, b in maps)
    curves = [(one.curve, other.curve), (one.held_out, other.held_out)]
    numbers = (one.step, one.batch, one.first) == (other.step, other.batch, other.first)
    return alike and numbers and all(np.array_equal(a, b, equal_nan=True) for a, b in curves)


def test_training_learns() -> None:
    training = trainer(Settings(rate=0.02))
    first = training.evaluate(Symbols().held_out())
    for _ in range(300):
        training.step()
    last = training.evaluate(Symbols().held_out())
    assert first.loss > 1.0
    assert last.loss < 0.2
    assert last.accuracy is not None
    assert last.accuracy > 0.9


@pytest.mark.parametrize("settings", [Settings(clip=None), Settings(clip=0.05)])
def test_a_step_is_forward_loss_backward_and_update(settings: Settings) -> None:
    settings = replace(settings, optimiser="sgd", rate=0.5)
    training, source = trainer(settings), Symbols()
    found = learn(NETWORK, training.parameters, LOSS, source.batch(1))
    before = {name: array.copy() for name, array in training.parameters.items()}
    training.forward()
    assert training.loss().loss == found.loss
    gradients = {name: array.copy() for name, array in training.backward().items()}
    for name, gradient in found.parameters.items():
        np.testing.assert_array_equal(gradients[name], gradient)
    np.testing.assert_allclose(training.norm, global_norm(gradients), rtol=1e-12)
    training.update()
    clipped = gradients if settings.clip is None else clip_by_norm(gradients, settings.clip)
    for name, array in training.parameters.items():
        np.testing.assert_allclose(array, before[name] - 0.5 * clipped[name], rtol=0, atol=1e-15)
    assert training.progress.step == 1
    np.testing.assert_array_equal(training.curve, [[1, found.loss, found.accuracy, training.norm]])


@pytest.mark.parametrize("name", MOMENTS)
def test_going_on_is_the_same_bit_by_bit_as_never_stopping(name: str) -> None:
    settings = Settings(name, truncation=3, check_every=4)  # type: ignore[arg-type]
    source = Symbols(continues=True)
    whole = trainer(settings, source)
    parted = trainer(settings, source)
    for step in range(1, 30):
        whole.step()
        if step in {1, 2, 3, 14}:
            parted = Trainer(NETWORK, LOSS, source, settings, parted.progress)
        parted.step()
        assert same(whole.progress, parted.progress)


def test_the_same_seed_gives_the_same_bits() -> None:
    one, other = trainer(), trainer()
    for _ in range(5):
        one.step()
        other.step()
    assert same(one.progress, other.progress)


def test_progress_is_not_touched_by_what_comes_after() -> None:
    training = trainer()
    training.step()
    progress = training.progress
    kept = {name: array.copy() for name, array in progress.parameters.items()}
    training.step()
    assert progress.step == 1
    for name, array in kept.items():
        np.testing.assert_array_equal(progress.parameters[name], array)


def test_truncation_cuts_the_gradient_and_carries_the_states() -> None:
    training, source = trainer(Settings("sgd", rate=1e-300, truncation=3, clip=None)), Symbols()
    batch = source.batch(1)
    outputs = learn(NETWORK, training.parameters, LOSS, batch).outputs
    states: dict[str, Array] = {}
    found: list[Learnt] = []
    for first in (0, 3, 6):
        part = replace(batch.part(first, first + 3), start=states)
        learnt = learn(NETWORK, training.parameters, LOSS, part)
        np.testing.assert_allclose(learnt.outputs, outputs[first : first + 3], rtol=0, atol=1e-14)
        states = dict(learnt.states)
        found.append(learnt)
    for learnt in found:
        assert training.step().loss == learnt.loss
        for name, gradient in learnt.parameters.items():
            np.testing.assert_array_equal(training.gradients[name], gradient)
    assert (training.progress.batch, training.progress.first) == (2, 0)


def test_parts_without_targets_pass_their_states_on() -> None:
    source = Symbols(n_steps=9, delay=7)
    training = trainer(Settings("sgd", rate=1e-300, truncation=3), source)
    whole = learn(NETWORK, training.parameters, LOSS, source.batch(1))
    found = training.step()
    np.testing.assert_allclose(found.loss, whole.loss, rtol=1e-13)
    assert (training.progress.step, training.progress.batch) == (1, 2)


def test_sequences_that_continue_carry_their_states_from_batch_to_batch() -> None:
    source = Symbols(continues=True)
    training = trainer(Settings("sgd", rate=1e-300), source)
    training.step()
    states = learn(NETWORK, training.parameters, LOSS, source.batch(1)).states
    expected = learn(NETWORK, training.parameters, LOSS, replace(source.batch(2), start=states))
    assert training.step().loss == expected.loss


def test_sequences_continue_as_many_as_they_were() -> None:
    training = trainer(source=Symbols(continues=True))
    training.step()
    training.source = Symbols(continues=True, size=3)
    with pytest.raises(InputError, match="batch: got 3 sequences, expected 4"):
        training.step()


@pytest.mark.parametrize("changed", [Symbols(size=2), Symbols(n_steps=3)])
def test_a_batch_that_was_begun_is_begun_anew_where_the_source_has_changed(changed: Symbols) -> None:
    training = trainer(Settings(truncation=3))
    training.step()
    assert training.progress.first == 3
    other = Trainer(NETWORK, LOSS, changed, Settings(truncation=3), training.progress)
    assert (other.progress.batch, other.progress.first, dict(other.progress.states)) == (1, 0, {})
    other.step()


def test_going_on_without_truncation_first_ends_the_batch_that_was_begun() -> None:
    training = trainer(Settings(truncation=3))
    training.step()
    other = Trainer(NETWORK, LOSS, Symbols(), Settings(), training.progress)
    assert other.step().n_told == 5 * 4
    assert (other.progress.batch, other.progress.first) == (2, 0)


def test_a_schedule_is_cut_with_its_sequence() -> None:
    clamps = np.full((8, 5), np.nan)
    clamps[4, 1] = 0.5
    schedule = Schedule(np.arange(8) % 3 > 0, np.arange(8) > 4, clamps={"h": clamps})
    parameters = initialise(NETWORK, "uniform", 0)
    settings = Settings("sgd", rate=1e-300, truncation=4)
    training = Trainer(NETWORK, LOSS, Symbols(), settings, parameters, schedule)
    whole = learn(NETWORK, parameters, LOSS, Symbols().batch(1), schedule)
    assert training.step().n_told == whole.n_told == 12
    np.testing.assert_allclose(training.score.loss, whole.loss, rtol=1e-13)


def test_held_out_sequences_are_looked_at_now_and_then() -> None:
    training = trainer(Settings(check_every=3))
    for _ in range(7):
        training.step()
    np.testing.assert_array_equal(training.held_out[:, 0], [3, 6])
    fresh = trainer(Settings(check_every=3))
    for _ in range(3):
        fresh.step()
    assert fresh.evaluate(Symbols().held_out()).loss == training.held_out[0, 1]


def test_checkpoints_are_the_parameters_after_their_steps() -> None:
    training = trainer()
    start = np.concatenate([array.ravel() for array in training.parameters.values()])
    training.step()
    after = np.concatenate([array.ravel() for array in training.parameters.values()])
    training.step()
    np.testing.assert_array_equal(training.progress.checkpoints[0], start)
    np.testing.assert_array_equal(training.progress.checkpoints[1], after)


def test_norms_of_the_last_batch_can_be_asked_for() -> None:
    training = trainer(Settings("sgd", rate=1e-300))
    training.step()
    expected = learn(NETWORK, training.parameters, LOSS, Symbols().batch(1), norms=True).norms
    assert expected is not None
    np.testing.assert_array_equal(training.norms()["h"], expected["h"])


def explosion(step: Callable[[], object]) -> Exploded:
    def steps() -> None:
        for _ in range(100):
            step()

    with pytest.raises(Exploded) as caught:
        steps()
    return caught.value


def test_an_explosion_names_the_step_the_culprit_and_what_helps() -> None:
    settings = Settings("sgd", rate=1e5, clip=None)
    training = Trainer(NETWORK, Loss("squared"), Numbers(), settings, initialise(NETWORK, "uniform", 0))
    found = explosion(training.step)
    assert found.step == training.progress.step + 1 > 1
    assert found.culprit.startswith("the loss at step ")
    assert "a lower learning rate than 100000" in found.remedies
    assert "clipping the norm of the gradient" in found.remedies
    for array in training.progress.parameters.values():
        assert np.isfinite(array).all()


def test_an_update_that_overflows_is_told_at_the_next_step() -> None:
    settings = Settings("sgd", rate=1e308, weight_decay=10.0)
    training = Trainer(NETWORK, Loss("squared"), Numbers(), settings, initialise(NETWORK, "uniform", 0))
    assert explosion(training.step).culprit.startswith("the parameter ")


def test_an_explosion_at_the_first_step_is_not_put_down_to_the_rate() -> None:
    network = Network(3, (Layer(CELLS["rnn-relu"], 5),), 3)
    parameters = {name: np.full(shape, 1e30) for name, shape in network.parameters.items()}
    found = explosion(Trainer(network, LOSS, Symbols(n_steps=40), Settings(), parameters).step)
    assert found.step == 1
    assert found.culprit == "y at step 10 of a sequence"
    assert not any("rate" in remedy for remedy in found.remedies)


def test_a_training_that_cannot_be_is_refused() -> None:
    both = Network(3, (Layer(CELLS["rnn"], 5, True),), 3)
    with pytest.raises(InputError, match="truncation"):
        trainer(Settings(truncation=3), network=both)
    fed = Schedule(np.arange(8) < 4, feedback="output")
    with pytest.raises(InputError, match="truncation"):
        Trainer(NETWORK, LOSS, Symbols(), Settings(truncation=3), initialise(NETWORK, "uniform", 0), fed)
    with pytest.raises(InputError, match="inputs"):
        trainer(network=Network(4, (Layer(CELLS["rnn"], 5),), 3))
    with pytest.raises(InputError, match="parameters"):
        Trainer(NETWORK, LOSS, Symbols(), Settings(), {})


@pytest.mark.parametrize("truncation", [None, 3])
def test_a_batch_without_any_target_is_refused(truncation: int | None) -> None:
    training = trainer(Settings(truncation=truncation), Silent())
    with pytest.raises(InputError, match="targets: got none in batch 1"):
        training.step()


class Numbers(Symbols):
    """The same with numbers as targets."""

    def batch(self, number: int) -> Batch:
        batch = super().batch(number)
        return replace(batch, targets=np.eye(3)[batch.targets])


class Silent(Symbols):
    """Sequences without targets."""

    def batch(self, number: int) -> Batch:
        batch = super().batch(number)
        return replace(batch, targets=np.full(batch.targets.shape, -1))
