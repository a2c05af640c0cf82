"""The examples of tasks: they are what the API builds, and they learn, or have learnt, what they say."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from rnnviz import resource
from rnnviz.engine.batch import Batch
from rnnviz.engine.learn import learn
from rnnviz.engine.loss import Loss
from rnnviz.engine.ngram import fit
from rnnviz.engine.passage import find_places, split
from rnnviz.experiment.example import GROUPS, load_example
from rnnviz.experiment.experiment import Experiment
from rnnviz.experiment.headless import train
from rnnviz.experiment.storage import dumps
from rnnviz.experiment.training import find_training, make_source, make_trainer
from rnnviz.tasks import TASKS

from .task_example_source import BUILDERS, LEARNT, N_BITS, SUMMANDS, bits, build

every_task_example = pytest.mark.parametrize("name", GROUPS["Tasks"])


def test_every_task_has_an_example_and_every_example_a_builder() -> None:
    examples = [load_example(name) for name in GROUPS["Tasks"]]
    assert {find_training(example).task for example in examples} == set(TASKS)
    assert set(GROUPS["Tasks"]) == set(BUILDERS) | set(LEARNT)


@pytest.mark.parametrize("name", BUILDERS)
def test_the_file_of_an_example_is_what_the_api_builds(name: str) -> None:
    assert resource.path("examples", f"{name}.rnnviz").read_text("utf-8") == dumps(build(name))


@every_task_example
def test_the_sequence_of_an_example_is_one_of_its_task_and_is_never_learnt(name: str) -> None:
    example = load_example(name)
    assert find_training(example).progress is None
    source = make_source(example)
    if "addition" not in name:
        probe = source.probe()
        assert np.array_equal(example.inputs, probe.inputs[:, 0])
        assert np.array_equal(example.targets, probe.targets[:, 0], equal_nan=example.targets.dtype == np.float64)  # type: ignore[arg-type,union-attr]


def all_pairs() -> tuple[np.ndarray, np.ndarray]:
    """The bits of all pairs of 8-bit numbers (T, 65536, 2), the lowest first, and of their sums (T, 65536, 1)."""
    first, second = np.divmod(np.arange(2 ** (2 * N_BITS)), 2**N_BITS)
    steps = np.arange(N_BITS + 1)[:, None]
    return np.stack([first >> steps & 1, second >> steps & 1], axis=2), ((first + second) >> steps & 1)[:, :, None]


def outputs_of_all_pairs(example: Experiment) -> tuple[np.ndarray, np.ndarray]:
    summands, sums = all_pairs()
    batch = Batch(summands.astype(float), sums.astype(float))
    return learn(example.network, example.parameters, Loss("squared"), batch).outputs, sums


def test_the_adder_by_hand_gives_every_bit_of_every_sum_of_8_bit_numbers_exactly() -> None:
    example = load_example("binary-addition")
    outputs, sums = outputs_of_all_pairs(example)
    assert np.array_equal(outputs, sums)
    assert all(np.array_equal(value, np.rint(value)) for value in example.parameters.values())


def test_the_learnt_adder_is_right_about_every_sum_when_rounded() -> None:
    outputs, sums = outputs_of_all_pairs(load_example("binary-addition-learnt"))
    assert np.abs(outputs - sums).max() < 0.4


@pytest.mark.parametrize("name", ["binary-addition", "binary-addition-learnt"])
def test_an_adder_opens_with_the_sum_that_its_description_names(name: str) -> None:
    example = load_example(name)
    assert example.inputs[:-1].T.tolist() == [[float(bit) for bit in bits(number)] for number in SUMMANDS]
    told = np.rint(example.run()["y"][:, 0]).astype(int)
    assert sum(int(bit) << k for k, bit in enumerate(told)) == sum(SUMMANDS)
    assert f"{SUMMANDS[0]} + {SUMMANDS[1]}" in example.description


def test_the_adder_by_hand_can_be_trained_and_has_nothing_to_learn() -> None:
    trainer = make_trainer(load_example("binary-addition"))
    assert trainer.step().loss == 0.0


def test_hello_reaches_100_percent() -> None:
    learnt = train(load_example("learn-hello"))
    assert learnt.run()["y"].argmax(axis=1).tolist() == list(learnt.targets)  # type: ignore[arg-type]
    assert make_trainer(learnt).evaluate(make_source(learnt).held_out()).accuracy == 1.0


@pytest.mark.parametrize("name", ["recall-lstm", "recall-gru"])
def test_a_gated_cell_wins_the_recall_race(name: str) -> None:
    learnt = train(load_example(name), 400)
    assert make_trainer(learnt).evaluate(make_source(learnt).held_out()).accuracy == 1.0
    assert learnt.run()["y"][-1].argmax() == learnt.targets[-1]  # type: ignore[index]


def test_the_simple_rnn_loses_the_recall_race_even_with_five_times_the_steps() -> None:
    learnt = train(load_example("recall-rnn"), 2000)
    score = make_trainer(learnt).evaluate(make_source(learnt).held_out())
    assert score.accuracy is not None
    assert score.accuracy < 0.5
    assert score.loss > 1.2


def test_the_racers_differ_in_their_cell_alone() -> None:
    racers = [load_example(f"recall-{cell}") for cell in ("rnn", "lstm", "gru")]
    first, *others = racers
    for other in others:
        assert np.array_equal(first.inputs, other.inputs)
        assert find_training(first).settings == find_training(other).settings
        assert find_training(first).options == find_training(other).options
        assert first.network.hidden_size == other.network.hidden_size


def test_the_character_model_knows_the_end_of_the_story_better_than_a_trigram() -> None:
    example = load_example("prose")
    assert example.alphabet is not None
    text = resource.path("texts", "prose.txt").read_text("utf-8")
    learnt, kept = split(find_places(text, example.alphabet))
    trigram = fit(learnt, len(example.alphabet), 3).losses(kept).mean()
    batch = make_source(example).held_out()
    found = learn(example.network, example.parameters, Loss("softmax"), batch)
    assert found.loss < trigram
    assert replace(example, title="").text is not None
