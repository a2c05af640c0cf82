"""The trained examples: each does what its description says, on every sequence it is about; and a loop agrees."""

from __future__ import annotations

from itertools import combinations, product

import numpy as np
import pytest

from rnnviz.experiment import edits
from rnnviz.experiment.example import GROUPS, load_example
from rnnviz.experiment.experiment import Experiment
from rnnviz.experiment.form import FORMS, form_of

from .independent import outputs, softmax

TRAINED = [name for group in ("Forms of RNN", "Layers and directions", "Fully connected") for name in GROUPS[group]]


def classes(experiment: Experiment) -> list[int]:
    """The most likely class at each step."""
    return [int(k) for k in experiment.run()["y"].argmax(axis=1)]


def written(experiment: Experiment) -> str:
    """The most likely symbols at the steps that are read."""
    assert experiment.alphabet is not None
    read = [experiment.schedule.is_read(t) for t in range(1, experiment.n_steps + 1)]
    return "".join(experiment.alphabet[k] for k, is_read in zip(classes(experiment), read, strict=True) if is_read)


def given_at_first(name: str, numbers: list[float]) -> Experiment:
    experiment = load_example(name)
    for unit, value in enumerate(numbers):
        experiment = edits.set_input(experiment, 1, unit, value)
    return experiment


@pytest.mark.parametrize("name", TRAINED)
def test_the_numbers_of_an_example_are_those_of_a_loop_of_ones_own(name: str) -> None:
    experiment = load_example(name)
    run = experiment.run()
    own = outputs(experiment)
    assert experiment.loss is not None
    np.testing.assert_allclose(run[experiment.loss.on], own, rtol=0, atol=1e-12)
    total = 0.0
    for t, (value, target) in enumerate(zip(own, experiment.targets, strict=True), 1):  # type: ignore[arg-type]
        if not experiment.schedule.is_read(t):
            continue
        if experiment.loss.kind == "softmax":
            total -= np.log(softmax(value)[target]) if target >= 0 else 0.0
        else:
            total += np.nansum((value - target) ** 2)
    assert run.total_loss == pytest.approx(total, abs=1e-12)


@pytest.mark.parametrize("name", TRAINED)
def test_every_loss_of_a_trained_example_is_small_and_its_gradients_are_finite(name: str) -> None:
    run = load_example(name).run()
    assert run["loss"].max() < 0.03
    assert all(np.isfinite(gradient).all() for gradient in run.gradients().parameters.values())


@pytest.mark.parametrize("form", FORMS)
def test_each_form_has_an_example_of_its_name(form: str) -> None:
    assert form_of(load_example(form)) == form


def test_all_eight_lines_are_recognised_and_the_recurrent_matrix_does_not_count() -> None:
    experiment = load_example("one-to-one")
    square = np.zeros((3, 3))
    lines = [(square + np.eye(3)[[k]].T, 0) for k in range(3)] + [(square + np.eye(3)[k], 1) for k in range(3)]
    lines += [(np.eye(3), 2), (np.eye(3)[::-1], 2)]
    for picture, kind in lines:
        drawn = experiment.with_inputs([picture.ravel()])
        assert classes(drawn) == [kind]
        np.testing.assert_array_equal(edits.scale_parameter(drawn, "U", 7.0).run()["y"], drawn.run()["y"])


@pytest.mark.parametrize(
    ("picture", "caption"), [([0.9, 0.8, 0.1], "sun."), ([0.1, 0.4, 0.9], "sea."), ([0.2, 0.9, 0.4], "sky.")]
)
def test_a_picture_gets_its_caption(picture: list[float], caption: str) -> None:
    assert written(given_at_first("one-to-many", picture)) == caption


def test_not_turns_only_an_opinion_that_follows_it() -> None:
    experiment = load_example("many-to-one")
    assert experiment.text == ".n.g."
    for text in map("".join, product("gbn.", repeat=5)):
        opinions = [t for t, word in enumerate(text) if word in "gb"]
        if len(opinions) == 1 and text.count("n") <= 1:
            is_good = (text[opinions[0]] == "g") != ("n" in text[: opinions[0]])
            assert classes(experiment.with_inputs(text))[-1] == is_good, text


@pytest.mark.parametrize(("english", "french"), [("trh", "LMR"), ("tgh", "LMV"), ("trd", "EJR"), ("tgd", "EJV")])
def test_a_sentence_is_translated(english: str, french: str) -> None:
    experiment = load_example("many-to-many-delayed")
    for t, word in enumerate(english, 1):
        experiment = edits.set_symbol(experiment, t, word)
    assert written(experiment) == french


def test_every_film_of_a_ball_is_labelled_by_rising_resting_and_falling() -> None:
    experiment, random = load_example("many-to-many"), np.random.default_rng(5)
    for _ in range(100):
        heights = [0.0]
        while len(heights) < 9:
            height = round(heights[-1] + random.choice([-0.2, -0.1, 0.0, 0.1, 0.2]), 1)
            heights += [height] if 0 <= height <= 1 else []
        labels = (1 - np.sign(np.diff(heights).round(3))).astype(int)
        assert classes(experiment.with_inputs(heights[1:])) == labels.tolist()


def test_numbers_in_order_are_told_from_the_same_numbers_shuffled() -> None:
    experiment = load_example("order-matters")

    def verdict(rising: Experiment) -> float:
        return float(rising.run()["y"][-1, 0])

    assert verdict(experiment) == pytest.approx(1.0, abs=0.1)
    assert verdict(experiment.with_inputs(experiment.inputs[::-1])) == pytest.approx(-1.0, abs=0.1)
    shuffled = [verdict(edits.shuffle_steps(experiment, seed)) for seed in range(100)]
    np.testing.assert_allclose(shuffled, 0.0, atol=0.25)


@pytest.mark.parametrize("feedback", ["choice", "probability", "output"])
def test_hello_is_written_from_its_first_letter(feedback: str) -> None:
    experiment = edits.set_feedback(load_example("generation"), feedback)  # type: ignore[arg-type]
    assert written(experiment) == "ello"


def test_the_two_layers_go_on_with_one_two() -> None:
    experiment = load_example("stacked-lstm")
    assert experiment.text == "one two one two "
    assert written(experiment) == "ne two one two o"


def test_the_article_follows_from_the_noun_to_come_and_the_sentence_before() -> None:
    experiment = load_example("bidirectional")
    assert experiment.text == "_a_p._o_p"
    for nouns in product("apo", repeat=4):
        text = "_{}_{}._{}_{}".format(*nouns)
        found = classes(experiment.with_inputs(text))
        gaps = [t for t, symbol in enumerate(text) if symbol == "_"]
        assert [found[t] for t in gaps] == [
            2 * is_first + (noun in "ao") for noun, is_first in zip(nouns, (1, 0, 1, 0), strict=True)
        ]


def test_the_highest_number_is_found_wherever_it_stands() -> None:
    experiment, random = load_example("stacked-bidirectional"), np.random.default_rng(7)
    for _ in range(100):
        numbers = random.choice(np.arange(1, 10), 6, replace=False) / 10
        assert classes(experiment.with_inputs(numbers)) == (numbers == numbers.max()).astype(int).tolist()


@pytest.mark.parametrize(
    ("start", "end"),
    [((1, -1, 1, -1), (1, 1, -1, -1)), ((-1, 1, -1, 1), (-1, -1, 1, 1)), ((1, 1, -1, -1), (1, -1, -1, 1))],
)
def test_start_states_lead_to_the_final_activities(start: tuple[int, ...], end: tuple[int, ...]) -> None:
    run = load_example("final-activities").with_start(h=start).run()
    np.testing.assert_allclose(run["h"][-1], 0.8 * np.array(end), atol=0.03)
    assert not run["x"].any()


def test_any_three_units_call_the_whole_pattern_which_then_stays() -> None:
    experiment = edits.resize(load_example("attractor"), n_steps=40)
    patterns = [np.array([1, 1, -1, -1, 1, -1]), np.array([-1, 1, 1, -1, -1, 1])]
    for pattern, other in (patterns, patterns[::-1]):
        for units in map(list, combinations(range(6), 3)):
            start = np.zeros(6)
            start[units] = pattern[units]
            assert (pattern[units] != other[units]).any()
            states = experiment.with_start(h=start).run()["h"]
            np.testing.assert_allclose(states[9], 0.9 * pattern, atol=0.01)
            np.testing.assert_allclose(states[-1], 0.9 * pattern, atol=0.01)


def test_the_free_unit_tells_two_steps_later_whether_the_clamped_ones_differed() -> None:
    experiment, random = load_example("clamped-units"), np.random.default_rng(3)
    for _ in range(20):
        signals = random.choice([-1.0, 1.0], (10, 2))
        for t, unit in product(range(10), range(2)):
            experiment = edits.clamp(experiment, "h", unit, signals[t, unit], t + 1)
        told = experiment.run()["h"][2:, 4]
        np.testing.assert_allclose(told, np.where(signals[:-2, 0] != signals[:-2, 1], 0.8, -0.8), atol=0.05)


def test_no_gradient_passes_back_through_a_clamped_unit() -> None:
    gradients = load_example("clamped-units").run().gradients()
    assert not gradients["h"][:, :2].any()
    assert gradients["h"][:, 2:4].any()
