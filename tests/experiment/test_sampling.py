"""Samples: drawn as the run says, the same for the same seed, and refused where nothing can be written."""

from __future__ import annotations

import numpy as np
import pytest

from rnnviz.engine.error import InputError
from rnnviz.engine.loss import softmax
from rnnviz.experiment import edits
from rnnviz.experiment.example import load_example
from rnnviz.experiment.experiment import Experiment
from rnnviz.experiment.headless import train
from rnnviz.experiment.sampling import draw_sample, heated, sample, step_through
from rnnviz.experiment.task_experiment import new_task


def model(cell: str = "lstm", layers: int = 1) -> Experiment:
    return Experiment.new(cell, alphabet="helo", hidden_size=5, layers=layers, loss="softmax", seed=3)


@pytest.mark.parametrize(("cell", "layers"), [("rnn", 1), ("lstm", 1), ("gru", 2)])
def test_the_probabilities_are_those_of_a_run_over_the_text(cell: str, layers: int) -> None:
    experiment = model(cell, layers).with_start(h=[0.5, -0.5, 0.1, 0.2, 0.9])
    found = draw_sample(experiment, "he", 12, temperature=0.7, seed=5)
    run = experiment.with_inputs(found.text).run()
    np.testing.assert_allclose(found.probabilities, softmax(run["y"] / 0.7), atol=1e-12)


def test_the_text_is_the_prompt_and_as_many_characters_as_asked_for() -> None:
    found = draw_sample(model(), "hel", 20)
    assert found.text.startswith("hel")
    assert len(found.text) == 23
    assert set(found.text) <= set("helo")
    assert draw_sample(model(), "hel", 0).text == "hel"


def test_the_same_seed_writes_the_same_text() -> None:
    assert sample(model(), "h", 50, 1.0, seed=1) == sample(model(), "h", 50, 1.0, seed=1)
    assert sample(model(), "h", 50, 1.0, seed=1) != sample(model(), "h", 50, 1.0, seed=2)


def test_a_longer_sample_begins_as_the_shorter_one_does() -> None:
    assert sample(model(), "h", 30).startswith(sample(model(), "h", 10))


def test_characters_are_drawn_as_often_as_they_are_likely() -> None:
    experiment = model()
    found = draw_sample(experiment, "h", 1)
    drawn = [draw_sample(experiment, "h", 1, seed=seed).text[1] for seed in range(600)]
    shares = [drawn.count(symbol) / 600 for symbol in "helo"]
    np.testing.assert_allclose(shares, found.probabilities[0], atol=0.06)


def test_at_the_least_of_temperatures_the_likeliest_is_written_too() -> None:
    assert heated(np.array([1.0, 3.0, -2.0]), 5e-324).tolist() == [0.0, 1.0, 0.0]


def test_at_temperature_0_the_likeliest_is_written() -> None:
    experiment = model()
    text = sample(experiment, "h", 10, 0.0)
    run = experiment.with_inputs(text).run()
    assert text[1:] == "".join("helo"[k] for k in run["y"].argmax(axis=1)[:-1])


def test_the_likeliest_characters_are_told_with_their_probabilities() -> None:
    found = draw_sample(model(), "h", 3)
    told = found.likeliest(2, 4)
    assert [value for _, value in told] == sorted(found.probabilities[2], reverse=True)
    assert sum(value for _, value in told) == pytest.approx(1)


def test_a_trained_network_writes_what_it_has_learnt() -> None:
    assert sample(train(new_task("hello")), "h", 4, 0.0) == "hello"


def test_the_prompt_is_the_first_symbol_of_the_inputs_unless_one_is_given() -> None:
    assert sample(model().with_inputs("lo"), length=0) == "l"


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"prompt": ""}, "prompt: got nothing"),
        ({"prompt": "hex"}, "prompt, character 3: got 'x'"),
        ({"length": -1}, "length: got -1"),
        ({"length": 1.5}, "length: got 1.5"),
        ({"length": 10**6}, "length"),
        ({"temperature": -0.1}, "temperature: got -0.1"),
        ({"temperature": float("nan")}, "temperature: got nan"),
        ({"temperature": "hot"}, "temperature: got hot"),
        ({"seed": -1}, "seed: got -1"),
    ],
)
def test_what_does_not_fit_is_refused(options: dict[str, object], message: str) -> None:
    with pytest.raises(InputError) as caught:
        sample(model(), **options)  # type: ignore[arg-type]
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("experiment", "message"),
    [
        (Experiment.new("rnn", input_size=2, hidden_size=2, output_size=2, loss="softmax"), "no alphabet"),
        (Experiment.new("rnn", alphabet="ab", hidden_size=2, output_size=3, loss="softmax"), "not its symbols"),
        (Experiment.new("rnn", alphabet="ab", hidden_size=2), "not its symbols"),
        (
            Experiment.new("rnn", alphabet="ab", hidden_size=2, bidirectional=True, loss="softmax"),
            "a bidirectional layer",
        ),
        (edits.clamp(model(), "h", 0, 0.5), "clamped units"),
        (model("rnn-relu").with_parameters({"b": [1e308] * 5, "W_hy": np.full((4, 5), 10.0)}), "not finite numbers"),
    ],
)
def test_a_network_that_cannot_write_is_refused(experiment: Experiment, message: str) -> None:
    with pytest.raises(InputError, match=message):
        sample(experiment, length=3)


def test_the_shipped_model_writes_words_of_the_story() -> None:
    text = sample(load_example("prose"), "Nell ", 200, 0.5)
    words = [word.strip('".,?!') for word in text.split()]
    assert sum(word in ("the", "and", "bell", "was", "to", "of", "a", "in", "it", "she") for word in words) > 8


def test_a_sample_is_stepped_through_symbol_by_symbol_with_the_next_as_target() -> None:
    model = load_example("hello")
    stepped = step_through(model, "hello")
    assert stepped.text == "hello"
    assert stepped.targets is not None
    assert [model.alphabet[k] for k in stepped.targets[:-1].tolist()] == list("ello")  # type: ignore[index]
    assert stepped.targets[-1] == -1
    assert stepped.parameters is model.parameters


def test_what_was_generated_by_feedback_is_read_when_it_is_stepped_through() -> None:
    stepped = step_through(load_example("generation"), "helloh")
    assert stepped.schedule.given is None
    assert stepped.schedule.feedback is None
    drawn = draw_sample(stepped, "h", 5, 1.0, 0)
    again = step_through(stepped, drawn.text)
    assert np.allclose(again.run()["p"], drawn.probabilities, atol=1e-12)
