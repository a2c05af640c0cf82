"""What a network expects next: along its own sequence and along what it has written."""

from __future__ import annotations

import numpy as np
import pytest

from rnnviz.engine.loss import softmax
from rnnviz.experiment import edits
from rnnviz.experiment.example import load_example
from rnnviz.experiment.experiment import Experiment
from rnnviz.experiment.sampling import draw_sample
from rnnviz.gui.forecast import forecast_of, forecast_of_sample, write_percent


def test_the_probabilities_are_the_softmax_of_the_outputs_at_a_temperature() -> None:
    experiment = load_example("hello")
    outputs = experiment.run()["y"]
    plain, cold = forecast_of(experiment), forecast_of(experiment, 0.5)
    assert plain is not None
    assert cold is not None
    assert np.allclose(plain.probabilities, softmax(outputs), atol=1e-15)
    assert np.allclose(cold.probabilities, softmax(outputs / 0.5), atol=1e-15)
    assert plain.classes == tuple("helo")
    assert plain.reads == tuple("hell")
    assert plain.right == (1, 2, 2, 3)


def test_the_likeliest_come_first() -> None:
    forecast = forecast_of(load_example("hello"))
    assert forecast is not None
    shares = [share for _, share in forecast.likeliest(2, 3)]
    assert shares == sorted(shares, reverse=True)
    assert shares[0] == forecast.probabilities[1].max()


def test_there_is_nothing_without_a_softmax_loss() -> None:
    assert forecast_of(load_example("lstm-by-hand")) is None
    assert forecast_of(edits.set_loss(load_example("hello"), None)) is None


def test_classes_without_symbols_have_numbers_and_steps_without_them_none() -> None:
    forecast = forecast_of(load_example("trend"))
    assert forecast is not None
    assert forecast.classes == ("1", "2")
    assert forecast.reads == ()


def test_steps_that_are_not_read_expect_nothing() -> None:
    forecast = forecast_of(load_example("many-to-one"))
    assert forecast is not None
    assert forecast.likeliest(1, 2) == []
    assert len(forecast.likeliest(forecast.n_steps, 2)) == 2


def test_layers_and_directions_are_no_obstacle() -> None:
    experiment = Experiment.new("gru", hidden_size=3, layers=2, bidirectional=True, alphabet="abc", loss="softmax")
    forecast = forecast_of(experiment)
    assert forecast is not None
    assert np.allclose(forecast.probabilities.sum(axis=1), 1.0)


def test_what_a_network_wrote_was_right() -> None:
    drawn = draw_sample(load_example("hello"), "he", 4, 1.0, 3)
    forecast = forecast_of_sample(drawn)
    assert forecast.reads == tuple(drawn.text)
    assert [forecast.classes[k] for k in forecast.right[:-1]] == list(drawn.text[1:])
    assert forecast.right[-1] == -1


@pytest.mark.parametrize(("share", "text"), [(0.8321, "83.2 %"), (0.0, "0.0 %"), (0.0001, "<0.1 %"), (1.0, "100.0 %")])
def test_a_probability_is_written_in_percent(share: float, text: str) -> None:
    assert write_percent(share).replace("\N{NARROW NO-BREAK SPACE}", " ") == text


def test_what_is_not_a_number_is_written_so() -> None:
    assert write_percent(float("nan")) == "NaN"
