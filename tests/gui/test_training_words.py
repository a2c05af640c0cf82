"""What a training has come to, in words."""

from __future__ import annotations

import numpy as np
import pytest

from rnnviz.engine.score import Score
from rnnviz.engine.train import Progress
from rnnviz.experiment.experiment import Experiment
from rnnviz.gui.training_message import PhaseDone
from rnnviz.gui.training_words import (
    describe_phase,
    describe_place,
    describe_scores,
    describe_speed,
    write_count,
    write_duration,
    write_score,
)

from .conftest import Trains

THIN = "\N{NARROW NO-BREAK SPACE}"


@pytest.mark.parametrize(("seconds", "text"), [(0.2, "under 1 s"), (12.3, "12 s"), (150.0, "2 min"), (9000.0, "2.5 h")])
def test_a_time_is_told_in_its_unit(seconds: float, text: str) -> None:
    assert write_duration(seconds) == text


def test_numbers_are_short() -> None:
    assert write_count(1234567) == f"1{THIN}234{THIN}567"
    assert write_score(0.25) == "0.2500"
    assert write_score(0.0) == "0.0000"
    assert write_score(float("nan")) == "NaN"


def test_a_training_tells_where_it_is(train: Trains) -> None:
    training = train(Experiment.new_task("hello"))
    assert describe_place(training) == "Step 0 of"
    assert describe_speed(training) == ""


def test_scores_are_those_of_the_last_step() -> None:
    curve, kept = np.array([[1, 0.5, 0.25, 1.0], [2, 0.25, 0.5, 1.0]]), np.array([[2, 0.3, np.nan]])
    progress = Progress(2, {}, curve=curve, held_out=kept)
    assert describe_scores(progress) == f"Loss 0.2500, 50{THIN}% right · held out 0.3000"
    assert describe_scores(None) == ""


def test_scores_of_a_checkpoint_are_those_of_its_step() -> None:
    curve, kept = np.array([[1, 0.5, 0.25, 1.0], [2, 0.25, 0.5, 1.0]]), np.array([[2, 0.3, np.nan]])
    progress = Progress(2, {}, curve=curve, held_out=kept)
    assert describe_scores(progress, until=1) == f"Loss 0.5000, 25{THIN}% right"
    assert describe_scores(progress, until=0) == ""


def test_every_phase_is_told_in_numbers() -> None:
    batch = (20, 32)
    assert describe_phase(PhaseDone(1, 7, "forward", batch)) == "Step 7, forward: 32 sequences of 20 steps were run."
    told = PhaseDone(1, 7, "loss", batch, score=Score(0.5, 640, None))
    assert describe_phase(told) == "Loss 0.5000, the mean over 640 targets."
    back = PhaseDone(1, 7, "backward", batch, lengths={"W": 3.0, "b": 4.0}, norm=5.0)
    assert describe_phase(back) == "The gradient has the norm 5.0000; the most, 4.0000 of it by b."
    update = PhaseDone(1, 7, "update", batch, changes={"W": np.array([[0.1, -0.3]]), "b": np.array([0.2])})
    assert describe_phase(update) == "Step 7 is done. Largest change: \N{MINUS SIGN}0.3000 in W (1, 2)."
