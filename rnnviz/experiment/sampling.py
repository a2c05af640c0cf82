"""Text that a network writes: each character it draws is the next one it reads."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass

import numpy as np

from ..engine.batch import Batch
from ..engine.error import InputError
from ..engine.learn import learner_for
from ..engine.loss import NO_CLASS, Loss, softmax
from ..engine.ops import Array
from ..engine.schedule import PLAIN
from . import limit
from .array import place
from .experiment import Experiment

MAX_LENGTH = 100_000
MAX_TEMPERATURE = 100.0


@dataclass(frozen=True, eq=False)
class Sample:
    """A text that begins with the prompt, and how likely each next character was.

    ``probabilities`` is (len(text), n_symbols), at the temperature of the drawing: row k is that of the character
    after ``text[: k + 1]``.
    """

    text: str
    prompt: str
    alphabet: str
    probabilities: Array

    def likeliest(self, k: int, count: int = 5) -> list[tuple[str, float]]:
        """The likeliest characters after ``text[: k + 1]`` with their probabilities, the likeliest first."""
        row = self.probabilities[k]
        return [(self.alphabet[j], float(row[j])) for j in np.argsort(-row, kind="stable")[:count]]


def sample(
    experiment: Experiment, prompt: str | None = None, length: int = 200, temperature: float = 1.0, seed: int = 0
) -> str:
    """The prompt and ``length`` characters that the network writes after it; the same for the same seed.

    The prompt is the first character of the experiment's inputs unless one is given. Probabilities are
    softmax(y / temperature); at temperature 0 it is always the likeliest character.
    """
    return draw_sample(experiment, prompt, length, temperature, seed).text


def draw_sample(
    experiment: Experiment, prompt: str | None = None, length: int = 200, temperature: float = 1.0, seed: int = 0
) -> Sample:
    """A sample with its probabilities at every step."""
    alphabet = check_model(experiment)
    begun = _check_prompt(prompt, experiment, alphabet)
    limit.whole_number("length", length, 0, MAX_LENGTH)
    heat = _check_temperature(temperature)
    limit.check_seed(seed)
    random, reader = np.random.default_rng(seed), _read(experiment)
    next(reader)
    text = list(begun)
    rows: list[Array] = []
    while True:
        rows.append(heated(reader.send(alphabet.index(text[len(rows)])), heat))
        if len(rows) == len(begun) + length:
            break
        if len(rows) == len(text):
            text.append(alphabet[_draw(random, rows[-1])])
    return Sample("".join(text), begun, alphabet, np.array(rows))


def step_through(experiment: Experiment, text: str) -> Experiment:
    """The experiment on a text that it wrote: every step reads a symbol, and the next one is its target."""
    check_model(experiment)
    plain = experiment.with_schedule(PLAIN).with_inputs(text)
    return plain.with_targets([*text[1:], None])


def _read(experiment: Experiment) -> Generator[Array, int, None]:
    """Runs the network on one symbol after the other, as their places are sent, and gives the output of each."""
    network = experiment.network
    learner = learner_for(network, Loss("softmax"), PLAIN)
    states = {name: value[None] for name, value in experiment.start.items()}
    output = np.empty(0)
    while True:
        symbol = yield output
        inputs = np.zeros((1, 1, network.input_size))
        inputs[0, 0, symbol] = 1.0
        with np.errstate(all="ignore"):
            learner.forward(experiment.parameters, Batch(inputs, np.full((1, 1), NO_CLASS), start=states))
            output, states = learner.outputs[0, 0].copy(), dict(learner.states())
        if not np.isfinite(output).all():
            raise InputError("parameters", "outputs that are not finite numbers", "a network that can be sampled")


def heated(output: Array, temperature: float) -> Array:
    """softmax(output / temperature); at temperature 0 all of it is on the largest."""
    if temperature == 0.0:
        certain: Array = np.eye(len(output))[int(output.argmax())]
        return certain
    # The largest is taken away first: divided by a tiny temperature it would leave the range of floating point.
    with np.errstate(over="ignore"):
        return softmax((output - output.max()) / temperature)


def _draw(random: np.random.Generator, probabilities: Array) -> int:
    """The place at which the sum of the probabilities first exceeds a random number."""
    sums = probabilities.cumsum()
    return int(np.searchsorted(sums, random.random() * sums[-1], side="right"))


def check_model(experiment: Experiment) -> str:
    """The alphabet of a network that can write; InputError unless its outputs are the symbols that it reads."""
    alphabet, network, loss = experiment.alphabet, experiment.network, experiment.loss
    if alphabet is None:
        raise InputError("experiment", "no alphabet", "a character model, whose inputs are symbols")
    if network.output_size != len(alphabet) or loss is None or loss != Loss("softmax"):
        raise InputError("experiment", "outputs that are not its symbols", "a softmax loss over the same alphabet")
    if any(layer.bidirectional for layer in network.layers):
        raise InputError(
            "experiment", "a bidirectional layer", "layers that run in time: the future is not written yet"
        )
    if experiment.schedule.clamps:
        raise InputError("experiment", "clamped units", "a network without clamps")
    return alphabet


def _check_prompt(prompt: str | None, experiment: Experiment, alphabet: str) -> str:
    """The prompt, by default the first symbol of the inputs, or else of the alphabet."""
    if prompt is None:
        return experiment.symbols[0] or alphabet[0]
    limit.check_text("prompt", prompt, MAX_LENGTH)
    if not prompt:
        raise InputError("prompt", "nothing", "at least one symbol")
    for k, symbol in enumerate(prompt, 1):
        place(f"prompt, character {k}", symbol, alphabet)
    return prompt


def _check_temperature(temperature: float) -> float:
    is_number = isinstance(temperature, int | float) and not isinstance(temperature, bool)
    if not is_number or not 0.0 <= temperature <= MAX_TEMPERATURE:
        raise InputError("temperature", temperature, f"a number from 0 to {MAX_TEMPERATURE:g}")
    return float(temperature)
